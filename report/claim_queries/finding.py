"""What a query finds, and the words that queries share."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from corpus.analysed import AnalysedPassage
from corpus.records import Bron
from report.intervals import wilson
from report.material import Material
from report.quotes import Pointer, best_first, pointer_to
from report.results import Verdict
from report.shown_values import dotted

Arguments = Mapping[str, str]

FEWEST = 3
"""With fewer documents or deals nothing can be said of "most", "often" or "regularly"."""


ENOUGH_TO_REFUTE = 20
"""Deals or documents from which the lack of an example says something: the report itself had some
40 covenants and 30 evaluations."""


@dataclass(frozen=True, slots=True)
class Finding:
    """What came of a query: a verdict, the numbers in a Dutch sentence, and what they rest on."""

    verdict: Verdict
    found: str
    basis: tuple[Pointer, ...] = ()


def judged(holds: bool, found: str, basis: Iterable[Pointer] = ()) -> Finding:
    """A finding on a corpus that can tell."""
    return Finding(Verdict.HOLDS if holds else Verdict.FAILS, found, tuple(basis))


def untestable(found: str) -> Finding:
    """A finding on a corpus that cannot tell, and why."""
    return Finding(Verdict.NOT_TESTABLE, found)


def at_least(
    least: int, count: int, total: int, found: str, basis: Iterable[Pointer] = ()
) -> Finding:
    """A finding on "there are examples": a small corpus can show them, but not refute them."""
    if count < least and total < ENOUGH_TO_REFUTE:
        return untestable(f"{found} Zo weinig documenten weerleggen de uitspraak niet.")
    return judged(count >= least, found, basis)


def at_share(
    share: float, count: int, total: int, found: str, basis: Iterable[Pointer] = ()
) -> Finding:
    """A finding on "often": refuted only where chance alone does not explain the lower share."""
    interval = wilson(count, total)
    if count < share * total and (interval is None or interval.high >= share):
        return untestable(f"{found} Dat verschil kan toeval zijn.")
    return judged(count >= share * total, found, basis)


def listed(value: str) -> tuple[str, ...]:
    """The parts of an argument with more than one value."""
    return tuple(value.split("|"))


def labelled(passages: Iterable[AnalysedPassage], concept: str) -> tuple[AnalysedPassage, ...]:
    """Passages with a label, the most probable first."""
    return best_first((one for one in passages if concept in one.all_labels), concept)


def best_of_each(
    passages: Iterable[AnalysedPassage], concept: str, *, by_document: bool = False
) -> dict[str, Pointer]:
    """The best passage with a label of every deal (or document), the most probable first."""
    best: dict[str, Pointer] = {}
    for one in labelled(passages, concept):
        best.setdefault(one.source.name if by_document else one.deal, pointer_to(one, concept))
    return best


def of_bron(material: Material, bron: str) -> list[AnalysedPassage]:
    """Passages that count, of plans or of reports; of both where no bron is asked for."""
    return [one for one in material.counted if bron in ("", one.bron)]


def naming(material: Material, name: str) -> list[AnalysedPassage]:
    """Passages that hold a name, themselves or in a heading above them."""
    wanted = name.casefold()
    return [
        one
        for one in material.analysis.passages
        if wanted in "\n".join((*one.passage.heading_path, one.passage.text)).casefold()
    ]


def documents_of(passages: Iterable[AnalysedPassage]) -> tuple[str, ...]:
    """Names of documents that gave passages, in order."""
    return tuple(dict.fromkeys(one.source.name for one in passages))


def has_plans(material: Material) -> list[str]:
    """Deals of which a covenant gave text, in register order."""
    return [row.deal.deal_id for row in material.rows if row.bron is Bron.PLAN and row.has_text]


NOT_KNOWN = "Deze run kent dit deel van de taxonomie niet."


def is_unknown(material: Material, *concepts: str) -> bool:
    """Whether a run did not look for one of these concepts: an older run has no further facets."""
    further = material.further.concept_ids if material.record.get("verdere_tagger") else ()
    return not {*material.taxonomy.concept_ids, *further}.issuperset(concepts)


def of(count: int, total: int, things: str) -> str:
    """A count in its total: "3 van de 9 convenanten"."""
    return f"{dotted(count)} van de {dotted(total)} {things}"
