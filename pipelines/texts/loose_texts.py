"""Label texts that come without a document."""

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError

from classify.tagger import Tagger
from corpus.records import Tag, doubtful, evidence_rows
from pipelines.problems import ExitCode, UserProblem
from pipelines.progress import Reporter, Silent
from pipelines.texts.many_texts import Labeller, open_labeller
from pipelines.texts.second_opinion import SecondOpinion
from pipelines.whole_files import whole_or_absent


class LooseText(BaseModel):
    """A line of the input."""

    model_config = ConfigDict(frozen=True, extra="ignore", coerce_numbers_to_str=True)

    id: str
    text: str
    heading: str | None = None


_Line = TypeVar("_Line", bound=LooseText)


def read_texts(path: Path, line_type: type[_Line]) -> list[_Line]:
    """Read JSONL. Raises UserProblem with the line that cannot be used."""
    if not path.is_file():
        raise UserProblem(f"{path} bestaat niet; geef een JSONL-bestand met id en text.")
    texts = []
    for number, line in enumerate(path.read_text(encoding="utf-8-sig").split("\n"), start=1):
        if line.strip():
            try:
                texts.append(line_type.model_validate_json(line))
            except ValidationError as error:
                raise UserProblem(
                    f"Regel {number} van {path} is niet bruikbaar; elke regel hoort te zijn: "
                    '{"id": "...", "text": "..."}.'
                ) from error
    if not texts:
        raise UserProblem(f"{path} bevat geen enkele tekst.", ExitCode.NIETS_BRUIKBAAR)
    return texts


def tag_file(
    source: Path,
    target: Path,
    embedder_name: str,
    opinion: SecondOpinion | None = None,
    reporter: Reporter | None = None,
) -> int:
    """Label every text of a JSONL file; write labels and all scores; return how many.

    With a second opinion each row says under `taalmodel` what the language model thinks.
    """
    texts = read_texts(source, LooseText)
    with open_labeller(embedder_name, len(texts)) as labeller:
        write_labels(texts, target, labeller, opinion, reporter or Silent())
    return len(texts)


def write_labels(
    texts: Sequence[LooseText],
    target: Path,
    labeller: Labeller,
    opinion: SecondOpinion | None,
    reporter: Reporter,
) -> None:
    """Write a line for each text, whole or not at all."""
    reporter.start("Labelen", len(texts))
    with whole_or_absent(target) as stream:
        for text, tag in zip(texts, tags_of(texts, labeller), strict=True):
            row = labels_row(tag, labeller.tagger)
            if opinion:
                row["taalmodel"] = opinion.of(text.text)
            stream.write(json.dumps(row, ensure_ascii=False) + "\n")
            reporter.advance()


def labels_row(tag: Tag, tagger: Tagger) -> dict[str, object]:
    """What is written of a text: labels, doubts, all scores, and what speaks for each label."""
    labels, evidence = tagger.labels(tag), evidence_rows(tag)
    return {
        "id": tag.passage_id,
        "labels": list(labels),
        "twijfel": doubtful(tag),
        "scores": dict(tag.probabilities),
        "evidence": {concept: evidence.get(concept, []) for concept in labels},
        "houding": {concept: tag.stances[concept] for concept in labels if concept in tag.stances},
    }


def tags_of(texts: Sequence[LooseText], labeller: Labeller) -> Iterator[Tag]:
    """Tag texts, in order."""
    return labeller.tags([(one.id, one.text, one.heading or "") for one in texts])
