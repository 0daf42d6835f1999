"""Measure labels against judged passages, and the taxonomy against its own texts."""

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from pydantic import field_validator

from classify.assessment import Assessment, FacetAssessment, assess
from classify.evaluate import Measured
from classify.mistakes import JudgedPassage
from classify.self_test import FacetSelfTest, ProbeKind, Tally, probes_of, self_test
from pipelines.problems import UserProblem
from pipelines.texts.loose_texts import LooseText, read_texts, tags_of
from pipelines.texts.many_texts import Labeller, open_labeller
from pipelines.whole_files import whole_or_absent
from report.evaluation_page import evaluation_page
from report.evaluation_record import evaluation_record, self_test_record

RECORD, PAGE, TAXONOMY = "evaluation.json", "evaluation.html", "taxonomy.json"
_SHOWN = 70
"""Characters of a text that strayed; taxonomy.json has all of them."""


class JudgedText(LooseText):
    """A line with the labels of a person, and where the text is from when the file says so."""

    labels: tuple[str, ...] = ()
    genre: str | None = None
    kind: str | None = None
    source: str | None = None
    deal: str | None = None

    @field_validator("genre", "kind", "source", "deal", mode="before")
    @classmethod
    def _only_a_name(cls, value: object) -> object:
        """People keep other things under these names too; only a name can make a group."""
        return value if isinstance(value, str | int) else None

    @property
    def passage(self) -> JudgedPassage:
        """The judged passage; the genre counts as kind of document, else a deal as source."""
        return JudgedPassage(
            self.id,
            self.text,
            frozenset(self.labels),
            kind=(self.genre or self.kind or "").strip(),
            source=(self.source or self.deal or "").strip(),
        )


def evaluated_lines(gold: Path, embedder_name: str, folder: Path | None = None) -> Iterator[str]:
    """Measure labels against judged passages; what to print.

    That is a table a facet or, with a folder, where evaluation.json and evaluation.html are.
    """
    texts = read_texts(gold, JudgedText)
    _make(folder)
    with open_labeller(embedder_name, len(texts)) as labeller:
        assessment, versions = _assess(gold, texts, labeller), _versions(labeller)
    if folder is None:
        for found in assessment.facets:
            yield from _facet_lines(found)
        return
    yield _written(folder / RECORD, _json(evaluation_record(assessment, versions)))
    yield _written(folder / PAGE, evaluation_page(assessment, versions))


def self_test_lines(embedder_name: str, folder: Path | None = None) -> Iterator[str]:
    """Tag the texts of the taxonomy; what to print.

    That is a table a facet with the texts that strayed or, with a folder, where taxonomy.json is.
    """
    _make(folder)
    with open_labeller(embedder_name) as labeller:
        results, versions = _self_test(labeller), _versions(labeller)
    if folder is None:
        for found in results:
            yield from _self_test_lines(found)
        return
    record = self_test_record(results, versions)
    yield _written(folder / TAXONOMY, _json(record))


def _make(folder: Path | None) -> None:
    """Make the folder before the work: a folder that cannot be made is known at once."""
    if folder is not None:
        folder.mkdir(parents=True, exist_ok=True)


def _assess(gold: Path, texts: Sequence[JudgedText], labeller: Labeller) -> Assessment:
    tagger = labeller.tagger
    _refuse_unknown_labels(texts, tagger.taxonomy.concept_ids, gold)
    tags = list(tags_of(texts, labeller))
    given = [frozenset(tagger.labels(tag)) for tag in tags]
    passages = [text.passage for text in texts]
    return assess(tagger.taxonomy, passages, tags, given, tagger.model.thresholds)


def _refuse_unknown_labels(
    texts: Sequence[JudgedText], concepts: Sequence[str], gold: Path
) -> None:
    for text in texts:
        unknown = sorted(set(text.labels) - set(concepts))
        if unknown:
            raise UserProblem(
                f"Tekst {text.id} in {gold} heeft een onbekend label {', '.join(unknown)}; "
                f"bekend zijn: {', '.join(concepts)}."
            )


def _self_test(labeller: Labeller) -> tuple[FacetSelfTest, ...]:
    probes = probes_of(labeller.tagger.taxonomy)
    texts = [
        LooseText(id=f"{probe.concept}-{number}", text=probe.text)
        for number, probe in enumerate(probes)
    ]
    return self_test(labeller.tagger.taxonomy, probes, list(tags_of(texts, labeller)))


def _versions(labeller: Labeller) -> dict[str, str]:
    tagger = labeller.tagger
    return {
        "taxonomie": tagger.taxonomy.version,
        "embedder": labeller.embedder.embedder_id,
        "tagger": tagger.tagger_id,
    }


def _json(record: Mapping[str, object]) -> str:
    return json.dumps(record, ensure_ascii=False, indent=1) + "\n"


def _written(path: Path, text: str) -> str:
    """Write a file, whole or not at all, and say where it is."""
    with whole_or_absent(path) as stream:
        stream.write(text)
    return f"Geschreven: {path}"


def _facet_lines(found: FacetAssessment) -> Iterator[str]:
    measured = found.concepts
    yield f"{found.facet.title.nl} ({measured.passages} passages)"
    yield f"  {'':6}{'precisie':>9}{'vangst':>9}{'F1':>9}{'steun':>7}"
    yield from (f"  {concept:6}{_line(one)}" for concept, one in measured.concepts.items())
    low, high = measured.micro.interval
    yield f"  {'micro':6}{_line(measured.micro)}   95%-interval F1 {low:.2f}-{high:.2f}"
    yield f"  {'macro':6}{'':18}{measured.macro_f1:9.2f}"
    if found.domains:
        yield "  per domein"
        names = {domain.id: domain.label.nl for domain in found.facet.domains}
        for domain, one in found.domains.concepts.items():
            yield f"  {domain:6}{_line(one):44}  {names[domain]}"
    yield (
        f"  vals alarm: {measured.false_alarms} van {measured.without_label} passages zonder label "
        f"in het oordeel krijgen er toch een ({measured.false_alarm_share:.0%})"
    )


def _line(one: Measured) -> str:
    if not one.support:
        return f"{'-':>9}{'-':>9}{'-':>9}{0:7d}  geen enkele"
    few = "  te weinig" if one.too_few else ""
    return f"{one.precision:9.2f}{one.recall:9.2f}{one.f1:9.2f}{one.support:7d}{few}"


def _self_test_lines(found: FacetSelfTest) -> Iterator[str]:
    yield f"{found.facet.title.nl}: komen eigen teksten terug bij het eigen label?"
    yield f"  {'':18}{'eerste':>9}{'top 3':>9}{'teksten':>9}"
    for kind in ProbeKind:
        yield f"  {kind.value:18}{_tally_line(found.of_kind(kind))}"
    for concept in found.facet.concept_ids:
        yield f"  {concept:18}{_tally_line(found.of_concept(concept))}"
    yield f"  {'alle':18}{_tally_line(found.total)}"
    yield from _strayed_lines(found)


def _tally_line(count: Tally) -> str:
    if not count.texts:
        return f"{'-':>9}{'-':>9}{0:9d}"
    return f"{count.first / count.texts:9.2f}{count.top / count.texts:9.2f}{count.texts:9d}"


def _strayed_lines(found: FacetSelfTest) -> Iterator[str]:
    if not found.strayed:
        return
    yield "  niet op de eerste plaats (label, plaats, wie er eerst kwam, tekst)"
    for one in found.strayed:
        text = _shortened(one.probe.text)
        yield f"  {one.probe.concept:5}{one.rank:3d}  {one.first:5}{one.probe.kind.value}: {text}"


def _shortened(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _SHOWN else f"{line[:_SHOWN].rsplit(' ', 1)[0]} …"
