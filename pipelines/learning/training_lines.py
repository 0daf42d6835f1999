"""What a person is told of a new model: what became of it, and both models beside one another."""

from collections.abc import Iterator
from enum import StrEnum

from classify.evaluate import ENOUGH, Measured
from classify.model_comparison import ENOUGH_DOCUMENTS, SURE_ENOUGH, ModelComparison
from report.shown_values import counted, decimal
from taxonomy.concept import Taxonomy


class Decision(StrEnum):
    """What became of the new model."""

    BETER = "beter"
    TOCH = "toch"
    NIET_BETER = "niet beter"
    TE_WEINIG = "te weinig"
    NIETS_NIEUWS = "niets nieuws"

    @property
    def is_kept(self) -> bool:
        """Whether the new model is the one to use."""
        return self in (Decision.BETER, Decision.TOCH)


def decision_sentence(decision: Decision, comparison: ModelComparison | None) -> str:
    """What became of the new model and why, in one sentence."""
    if comparison is None:
        return "Het model in gebruik leerde al van precies deze oordelen; er is niets veranderd."
    match decision:
        case Decision.BETER:
            return f"Het nieuwe model is beter: {_gain(comparison)}."
        case Decision.TOCH:
            return (
                "Het nieuwe model komt in gebruik omdat u daarom vroeg (--toch), al is niet "
                f"gebleken dat het beter is: {_gain(comparison)}{_but(comparison)}."
            )
        case Decision.TE_WEINIG:
            return (
                f"Het oude model blijft: {_lacking(comparison)}, en dan is niet te zeggen welk "
                "model beter is; kijk meer passages blind na, of neem het nieuwe model toch met "
                "--toch."
            )
        case _:
            return (
                f"Het oude model blijft: {_gain(comparison)}, en dat is niet zeker genoeg "
                f"(nodig: hoger, en in {SURE_ENOUGH:.0%} van de trekkingen); neem het nieuwe model "
                "toch met --toch."
            )


def _but(comparison: ModelComparison) -> str:
    return "" if comparison.has_enough else f"; {_lacking(comparison)}"


def _lacking(comparison: ModelComparison) -> str:
    """What there is too little of: labels, documents that they stand in, or both."""
    said = []
    if comparison.labels < ENOUGH:
        said.append(f"te weinig blind gevonden labels ({comparison.labels} van de {ENOUGH})")
    if not comparison.has_enough_documents:
        number = f"{comparison.documents} van de {ENOUGH_DOCUMENTS}"
        said.append(f"te weinig documenten met blind gevonden labels ({number})")
    return f"er zijn {' en '.join(said)}"


def _labels(comparison: ModelComparison) -> str:
    count = comparison.labels
    return f"{counted(count, 'blind gevonden label', 'blind gevonden labels')}"


def _gain(comparison: ModelComparison) -> str:
    before, after = comparison.before.micro.f1, comparison.after.micro.f1
    said = f"micro-F1 {decimal(after)} tegen {decimal(before)} op {_labels(comparison)}"
    if comparison.share_better is None:
        return said
    documents = counted(comparison.documents, "document", "documenten")
    return f"{said} uit {documents}, hoger in {comparison.share_better:.0%} van de trekkingen"


def comparison_lines(taxonomy: Taxonomy, comparison: ModelComparison) -> Iterator[str]:
    """Both models by concept and in all, 80 columns wide: F1 with its 95 % interval, precision and
    recall."""
    before, after = comparison.before, comparison.after
    passages = counted(before.passages, "passage die", "passages die")
    yield f"Gemeten op {passages} blind en helemaal zijn nagekeken (F1 met 95%-interval)"
    yield f"{'':7}{'steun':>5}  {'model in gebruik':31}{'nieuw model':31}".rstrip()
    columns = f"{'prec.':>6}{'vangst':>7}{'F1':>6}{'interval':>11} "
    yield f"{'':12}{columns}{columns}".rstrip()
    for concept in taxonomy.concept_ids:
        yield _line(concept, before.concepts[concept], after.concepts[concept])
    yield _line("samen", before.micro, after.micro)
    if comparison.interval is not None:
        low, high = comparison.interval
        yield (
            f"Verschil in micro-F1: {_signed(comparison.difference)} "
            f"(95%-interval {_signed(low)} tot {_signed(high)})"
        )


def _line(name: str, before: Measured, after: Measured) -> str:
    start = f"{name:7}{before.support:5d}"
    if not before.support and not before.given and not after.given:
        return f"{start}  geen enkele keer gevonden"
    few = " te weinig" if before.too_few else ""
    return f"{start}{_figures(before)}{_figures(after)}{few}"


def _figures(one: Measured) -> str:
    low, high = one.interval
    interval = f"{decimal(low)}-{decimal(high)}"
    precision = decimal(one.precision) if one.given else "–"
    recall = decimal(one.recall) if one.support else "–"
    return f"{precision:>6}{recall:>7}{decimal(one.f1):>6}{interval:>11} "


def _signed(value: float) -> str:
    return f"{'+' if value >= 0 else '−'}{decimal(abs(value))}"
