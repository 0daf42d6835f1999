"""Label texts that come without a document, and measure labels against judged passages."""

import json
from collections.abc import Iterator, Sequence
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from classify.embed import Embedder
from classify.evaluate import Measured, measure
from classify.tagger import Tagger
from corpus.records import Tag
from pipelines.models import open_embedder, open_tagger
from pipelines.problems import ExitCode, UserProblem
from pipelines.settings import Settings
from pipelines.steps import open_language

_BATCH = 512


class LooseText(BaseModel):
    """A line of the input: `labels` only where a person judged the text."""

    model_config = ConfigDict(frozen=True, extra="ignore", coerce_numbers_to_str=True)

    id: str
    text: str
    labels: tuple[str, ...] = ()


def read_texts(path: Path) -> list[LooseText]:
    """Read JSONL. Raises UserProblem with the line that cannot be used."""
    if not path.is_file():
        raise UserProblem(f"{path} bestaat niet; geef een JSONL-bestand met id en text.")
    texts = []
    for number, line in enumerate(path.read_text(encoding="utf-8-sig").splitlines(), start=1):
        if line.strip():
            try:
                texts.append(LooseText.model_validate_json(line))
            except ValidationError as error:
                raise UserProblem(
                    f"Regel {number} van {path} is niet bruikbaar; elke regel hoort te zijn: "
                    '{"id": "...", "text": "..."}.'
                ) from error
    if not texts:
        raise UserProblem(f"{path} bevat geen enkele tekst.", ExitCode.NIETS_BRUIKBAAR)
    return texts


def tag_file(source: Path, target: Path, embedder_name: str) -> int:
    """Label every text of a JSONL file; write labels and all scores; return how many."""
    texts = read_texts(source)
    embedder, tagger = _open(embedder_name)
    draft = target.with_name(target.name + ".tmp")
    with draft.open("w", encoding="utf-8", newline="\n") as stream:
        for tag in _tags(texts, embedder, tagger):
            row = {
                "id": tag.passage_id,
                "labels": list(tagger.labels(tag)),
                "scores": dict(tag.probabilities),
            }
            stream.write(json.dumps(row, ensure_ascii=False) + "\n")
    draft.replace(target)
    return len(texts)


def _open(embedder_name: str) -> tuple[Embedder, Tagger]:
    embedder = open_embedder(embedder_name)
    return embedder, open_tagger(embedder, open_language(Settings()))


def _tags(texts: Sequence[LooseText], embedder: Embedder, tagger: Tagger) -> Iterator[Tag]:
    for start in range(0, len(texts), _BATCH):
        batch = texts[start : start + _BATCH]
        bodies = [one.text for one in batch]
        vectors = embedder.encode_passages(bodies)
        yield from tagger.tag([one.id for one in batch], bodies, vectors)


def evaluation_lines(gold: Path, embedder_name: str) -> Iterator[str]:
    """A table a facet: precision, recall and F1 with support, and the interval of the totals."""
    texts = read_texts(gold)
    embedder, tagger = _open(embedder_name)
    _refuse_unknown_labels(texts, tagger.taxonomy.concept_ids, gold)
    given = [frozenset(tagger.labels(tag)) for tag in _tags(texts, embedder, tagger)]
    truth = [frozenset(one.labels) for one in texts]
    for facet in tagger.taxonomy.facets:
        measured = measure(facet.concept_ids, truth, given)
        yield f"{facet.title.nl} ({len(texts)} passages)"
        yield f"  {'':6}{'precisie':>9}{'vangst':>9}{'F1':>9}{'steun':>7}"
        yield from (f"  {concept:6}{_line(one)}" for concept, one in measured.concepts.items())
        low, high = measured.interval
        yield f"  {'micro':6}{_line(measured.micro)}   95%-interval F1 {low:.2f}-{high:.2f}"
        yield f"  {'macro':6}{'':18}{measured.macro_f1:9.2f}"
        yield (
            f"  passages zonder label in het oordeel die er toch een krijgen: "
            f"{measured.false_alarms} van {measured.without_label}"
        )


def _refuse_unknown_labels(texts: Sequence[LooseText], concepts: Sequence[str], gold: Path) -> None:
    for text in texts:
        unknown = sorted(set(text.labels) - set(concepts))
        if unknown:
            raise UserProblem(
                f"Tekst {text.id} in {gold} heeft een onbekend label {', '.join(unknown)}; "
                f"bekend zijn: {', '.join(concepts)}."
            )


def _line(one: Measured) -> str:
    if not one.support:
        return f"{'-':>9}{'-':>9}{'-':>9}{0:7d}  geen enkele"
    few = "  te weinig" if one.support < 30 else ""
    return f"{one.precision:9.2f}{one.recall:9.2f}{one.f1:9.2f}{one.support:7d}{few}"
