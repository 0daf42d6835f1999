"""The card of a model that learnt from the judgements of a workspace, in Markdown."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from string import Template

from classify.evaluate import Evaluation, Measured
from report.quality import TOO_LITTLE
from report.shown_values import NOTHING, counted, decimal
from taxonomy.concept import Taxonomy

_NO_GAIN = "Er zijn te weinig blind gevonden labels om het verschil in een cijfer te geven."
_CARD = Path(__file__).parent / "cards" / "nageleerd.md"


@dataclass(frozen=True, slots=True)
class Learnt:
    """What a model learnt from: counts only, nobody is named.

    `whole` are the passages that were judged blind and whole; `before_model` is the folder of the
    model that was in use, empty for the one that ships.
    """

    model_id: str
    taxonomy: str
    embedder: str
    version: str
    day: date
    shipped_passages: int
    clauses: int
    passages: int
    whole: int
    labels: int
    documents: int
    reviewers: int
    weight: int
    before_model: str
    decision: str


def trained_model_card(
    learnt: Learnt,
    taxonomy: Taxonomy,
    before: Evaluation,
    after: Evaluation,
    gain: tuple[float, tuple[float, float] | None, float | None],
) -> str:
    """The card. `gain` is the difference in micro-F1, its 95 % interval, and in which share of the
    draws it is above 0."""
    template = Template(_CARD.read_text(encoding="utf-8"))
    weight = counted(learnt.weight, "meegeleverde passage", "meegeleverde passages")
    return template.substitute(
        model=learnt.model_id,
        datum=f"{learnt.day.day}-{learnt.day.month}-{learnt.day.year}",
        versie=learnt.version,
        taxonomie=learnt.taxonomy,
        embedder=learnt.embedder,
        meegeleverd=counted(learnt.shipped_passages, "passage", "passages"),
        zinsdelen=counted(learnt.clauses, "los zinsdeel", "losse zinsdelen"),
        passages=counted(learnt.passages, "nagekeken passage", "nagekeken passages"),
        documenten=counted(learnt.documents, "document", "documenten"),
        labels=counted(learnt.labels, "oordeel", "oordelen"),
        lezers=counted(learnt.reviewers, "persoon", "personen"),
        gewicht=weight,
        heel=counted(learnt.whole, "passage", "passages"),
        vorig=f"`{learnt.before_model}`" if learnt.before_model else "het meegeleverde model",
        tabel="\n".join(_table(taxonomy, before, after)),
        verschil=_NO_GAIN if before.micro.too_few else _gain(*gain),
        besluit=learnt.decision,
    )


def _table(taxonomy: Taxonomy, before: Evaluation, after: Evaluation) -> Iterator[str]:
    yield (
        "| label | steun | precisie vóór | vangst vóór | F1 vóór | 95%-interval "
        "| precisie na | vangst na | F1 na | 95%-interval |"
    )
    yield "|---|---|---|---|---|---|---|---|---|---|"
    for concept in taxonomy.concepts:
        name = f"{concept.id} {concept.label.nl}"
        yield _row(name, before.concepts[concept.id], after.concepts[concept.id])
    yield _row("samen (micro)", before.micro, after.micro)


def _row(name: str, before: Measured, after: Measured) -> str:
    cells = [name, str(before.support), *_figures(before), *_figures(after)]
    return f"| {' | '.join(cells)} |"


def _figures(one: Measured) -> list[str]:
    if one.too_few:
        return [TOO_LITTLE, *[NOTHING] * 3]
    low, high = one.interval
    return [
        decimal(one.precision) if one.given else NOTHING,
        decimal(one.recall),
        decimal(one.f1),
        f"{decimal(low)}-{decimal(high)}",
    ]


def _gain(
    difference: float, interval: tuple[float, float] | None, share_better: float | None
) -> str:
    sign = "hoger" if difference >= 0 else "lager"
    said = f"De micro-F1 van het nieuwe model is {decimal(abs(difference))} {sign}"
    if interval is None or share_better is None:
        return f"{said}; er is te weinig om een interval te geven."
    low, high = interval
    return (
        f"{said} (95%-interval van het verschil: {decimal(low)} tot {decimal(high)}); in "
        f"{share_better:.0%} van de trekkingen van documenten is het nieuwe model beter."
    )
