"""What a person is told of a new model: what became of it, and both models beside one another."""

from collections.abc import Iterator
from enum import StrEnum

from classify.evaluate import ENOUGH, Measured
from classify.model_comparison import ENOUGH_DOCUMENTS, SURE_ENOUGH, ModelComparison
from pipelines.learning.judged_passages import Judged
from report.quality import TOO_LITTLE
from report.shown_values import counted, decimal
from taxonomy.concept import Taxonomy

READING = "Voorbereiden: alle passages lezen, een halve minuut of meer."
COMPARING = "Wegen en vergelijken: beide modellen meten, een halve minuut of meer."


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


def material_lines(judged: Judged) -> Iterator[str]:
    """What is learnt from and what is measured on, and whether that is enough to decide on."""
    whole, labels, documents = len(judged.measured), judged.found_blind, judged.documents_with_blind
    passages = counted(len(judged.passages), "nagekeken passage", "nagekeken passages")
    said = counted(judged.labels, "oordeel", "oordelen")
    people = counted(judged.reviewers, "beoordelaar", "beoordelaars")
    yield (
        f"Geleerd wordt van {passages} uit {_documents(judged.documents)}, met {said} van "
        f"{people}, naast de meegeleverde passages."
    )
    if whole:
        is_or_are = "is" if whole == 1 else "zijn"
        yield (
            f"Gemeten wordt op {counted(whole, 'passage', 'passages')} daarvan, die blind en "
            f"helemaal {is_or_are} nagekeken: {_labels(labels)} in {_documents(documents)}."
        )
    else:
        yield "Geen passage is blind en helemaal nagekeken, dus er is niets om op te meten."
    if lacking := _lacking(labels, documents):
        yield f"Welk model beter is, zal niet te zeggen zijn: er zijn {lacking}."


def rounds_line(rounds: int) -> str:
    """What the fitting takes."""
    return (
        f"Leren: {rounds} rondes van elk een paar minuten rekenen. Samen een kwartier op twee "
        "rekenkernen, en een half uur als de computer het druk heeft."
    )


def decision_sentence(
    decision: Decision, comparison: ModelComparison | None, *, is_trial: bool = False
) -> str:
    """What became of the new model and why, in one sentence; of a trial `trial_sentence` says how
    to go on."""
    if comparison is None:
        return "Het model in gebruik leerde al van precies deze oordelen; er is niets veranderd."
    match decision:
        case Decision.BETER:
            return f"Het nieuwe model is beter: {_gain(comparison)}."
        case Decision.TOCH:
            return (
                "Het nieuwe model komt in gebruik omdat u daarom vroeg (--toch), al is niet "
                f"gebleken dat het beter is: {'; '.join(_reasons(comparison))}."
            )
        case Decision.TE_WEINIG:
            return (
                f"Het oude model blijft: er zijn {_lacking_in(comparison)}, en dan is niet te "
                "zeggen welk model beter is; kijk meer passages blind na"
                f"{'' if is_trial else ', of neem het nieuwe model toch met --toch'}."
            )
        case _:
            return (
                f"Het oude model blijft: {_gain(comparison)}, en dat is niet zeker genoeg "
                f"(nodig: hoger, en in {SURE_ENOUGH:.0%} van de trekkingen)"
                f"{'' if is_trial else '; neem het nieuwe model toch met --toch'}."
            )


def trial_sentence(decision: Decision) -> str:
    """That nothing was written, and how to get the new model all the same."""
    told = "Dit was een proef: er is niets geschreven."
    match decision:
        case Decision.BETER:
            return f"{told} Draai dit opnieuw zonder --proef om het nieuwe model te gebruiken."
        case Decision.NIET_BETER | Decision.TE_WEINIG:
            return (
                f"{told} Wilt u het nieuwe model toch, draai dit dan opnieuw met --toch in plaats "
                "van --proef."
            )
        case _:
            return told


def _reasons(comparison: ModelComparison) -> Iterator[str]:
    """Why a model that is used all the same was not found to be better."""
    if comparison.labels >= ENOUGH:
        yield _gain(comparison)
    if not comparison.has_enough:
        yield f"er zijn {_lacking_in(comparison)}"


def _lacking_in(comparison: ModelComparison) -> str:
    return _lacking(comparison.labels, comparison.documents)


def _lacking(labels: int, documents: int) -> str:
    """What there is too little of: labels, documents that they stand in, or both."""
    said = []
    if labels < ENOUGH:
        said.append(f"te weinig blind gevonden labels ({labels} van de {ENOUGH})")
    if documents < ENOUGH_DOCUMENTS:
        number = f"{documents} van de {ENOUGH_DOCUMENTS}"
        said.append(f"te weinig documenten met blind gevonden labels ({number})")
    return " en ".join(said)


def _labels(count: int) -> str:
    return counted(count, "blind gevonden label", "blind gevonden labels")


def _documents(count: int) -> str:
    return counted(count, "document", "documenten")


def _gain(comparison: ModelComparison) -> str:
    before, after = comparison.before.micro.f1, comparison.after.micro.f1
    said = f"micro-F1 {decimal(after)} tegen {decimal(before)} op {_labels(comparison.labels)}"
    if comparison.share_better is None:
        return said
    documents = _documents(comparison.documents)
    return f"{said} uit {documents}, hoger in {comparison.share_better:.0%} van de trekkingen"


def comparison_lines(taxonomy: Taxonomy, comparison: ModelComparison) -> Iterator[str]:
    """Both models by concept and in all, 80 columns wide: F1 with its 95 % interval, precision and
    recall; no figure where it rests on too few labels."""
    before, after = comparison.before, comparison.after
    passages = counted(before.passages, "passage die", "passages die")
    yield f"Gemeten op {passages} blind en helemaal zijn nagekeken (F1 met 95%-interval)"
    yield f"{'':7}{'steun':>5}  {'model in gebruik':31}{'nieuw model':31}".rstrip()
    columns = f"{'prec.':>6}{'vangst':>7}{'F1':>6}{'interval':>11} "
    yield f"{'':12}{columns}{columns}".rstrip()
    for concept in taxonomy.concept_ids:
        yield _line(concept, before.concepts[concept], after.concepts[concept])
    yield _line("samen", before.micro, after.micro)
    if comparison.labels < ENOUGH:
        yield f"Verschil in micro-F1: {TOO_LITTLE}"
    elif comparison.interval is not None:
        low, high = comparison.interval
        yield (
            f"Verschil in micro-F1: {_signed(comparison.difference)} "
            f"(95%-interval {_signed(low)} tot {_signed(high)})"
        )
    if any(one.too_few for one in before.concepts.values()):
        yield f"Te weinig: minder dan {ENOUGH} labels; een cijfer zegt niets over andere passages"


def _line(name: str, before: Measured, after: Measured) -> str:
    start = f"{name:7}{before.support:5d}"
    if not before.support and not before.given and not after.given:
        return f"{start}  geen enkele keer gevonden"
    if before.too_few:
        return f"{start}  {TOO_LITTLE}"
    return f"{start}{_figures(before)}{_figures(after)}".rstrip()


def _figures(one: Measured) -> str:
    low, high = one.interval
    interval = f"{decimal(low)}-{decimal(high)}"
    precision = decimal(one.precision) if one.given else "–"
    return f"{precision:>6}{decimal(one.recall):>7}{decimal(one.f1):>6}{interval:>11} "


def _signed(value: float) -> str:
    return f"{'+' if value >= 0 else '−'}{decimal(abs(value))}"
