"""Cause clauses of passages, by rode draad and deal, with the words that they are about."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from classify.words import GRAMMAR, tokenise
from corpus.analysed import AnalysedPassage
from corpus.records import Bron, Deal
from corpus.regions import regions
from report.cause_clauses import FINITE_VERBS, CauseClause, cause_clauses
from report.quotes import Pointer
from report.texts import Texts
from taxonomy.concept import Concept

TOP = 3
"""Words by which the causes of a deal are named."""
_LEAST_LETTERS = 4
_SAY_NOTHING = frozenset(
    """
    aantal afgelopen alleen alsnog anders beide beter bijna binnen brede combinatie concrete daarbij
    daardoor daarom deal deals deel deelnemen deelnemer deelnemers eerder eerste eigen elkaar enkele
    extra gebied gemeente gemeenten gemiddeld geval gevallen goede grote groter hiervoor inmiddels
    jaar jaren kleine komen laatste later maanden maken meer meeste mensen minder moment moeilijk
    nauwelijks nieuwe onder onvoldoende overig partij partijen periode pijler plaats procent
    programma project projecten regio regio's rijk samen sommige soms steeds tijd tijdens totaal
    tussen twee drie vier vijf vaak veel verder verschillende volgende voldoende voor vooral vorig
    vorige wegens vanwege dankzij doordat omdat waardoor waarvan week weinig zeer zelf zonder
    """.split()
)
_WITHOUT_NEWS = GRAMMAR | FINITE_VERBS | _SAY_NOTHING


@dataclass(frozen=True, slots=True)
class Cause:
    """A cause clause of one deal, the rode draden that its sentence is about, and its stems."""

    analysed: AnalysedPassage
    deal_id: str
    clause: CauseClause
    threads: tuple[str, ...]
    stems: tuple[str, ...]

    @property
    def pointer(self) -> Pointer:
        """The marker with the cause, character by character."""
        return Pointer(self.analysed.passage.passage_id, self.clause.start, self.clause.end)

    @property
    def words(self) -> str:
        """The marker with the cause, in one line."""
        text = self.analysed.passage.text[self.clause.start : self.clause.end]
        return " ".join(text.split())


@dataclass(frozen=True)
class Causes:
    """All causes in plans, or in reports; `names` gives a stem as it is mostly written."""

    bron: Bron
    found: tuple[Cause, ...]
    names: Mapping[str, str]

    def by_thread(self) -> Mapping[str, Mapping[str, tuple[Cause, ...]]]:
        """Causes by rode draad, then by deal, in order of the text."""
        grouped: dict[str, dict[str, list[Cause]]] = defaultdict(lambda: defaultdict(list))
        for cause in self.found:
            for thread in cause.threads:
                grouped[thread][cause.deal_id].append(cause)
        return {
            thread: {deal: tuple(causes) for deal, causes in deals.items()}
            for thread, deals in grouped.items()
        }

    def top_stems(self, causes: Iterable[Cause]) -> tuple[tuple[str, int], ...]:
        """The stems in most of these causes, with how many; among equals the first said.

        A stem counts once a cause.
        """
        counted = Counter(stem for cause in causes for stem in cause.stems)
        return tuple(counted.most_common(TOP))

    def named(self, stems: Sequence[tuple[str, int]]) -> str:
        """Stems as words: "krimp (3), vergrijzing"; a count of one is not shown."""
        return ", ".join(
            f"{self.names[stem]} ({times})" if times > 1 else self.names[stem]
            for stem, times in stems
        )


def causes_in(texts: Texts, concepts: Sequence[Concept]) -> Causes:
    """The cause clauses of plans, or of reports, with the rode draden of their sentences."""
    ids = frozenset(concept.id for concept in concepts)
    written: dict[str, Counter[str]] = defaultdict(Counter)
    found: list[Cause] = []
    for deal_at, analysed in zip(texts.deal_at, texts.passages, strict=True):
        text = analysed.passage.text
        deal_id = texts.rows[int(deal_at)].deal.deal_id
        for clause in cause_clauses(text):
            stems = dict.fromkeys(_stems(text[clause.cause : clause.end], written))
            threads = _threads(analysed, clause, ids)
            found.append(Cause(analysed, deal_id, clause, threads, tuple(stems)))
    names = {
        stem: min(forms, key=lambda form: (-forms[form], form)) for stem, forms in written.items()
    }
    return Causes(texts.bron, tuple(found), names)


def _stems(text: str, written: Mapping[str, Counter[str]]) -> Iterator[str]:
    for token in tokenise(text):
        word = token.text.lower()
        if len(word) >= _LEAST_LETTERS and word[0].isalpha() and word not in _WITHOUT_NEWS:
            written[token.stem][word] += 1
            yield token.stem


def _threads(
    analysed: AnalysedPassage, clause: CauseClause, ids: frozenset[str]
) -> tuple[str, ...]:
    """The rode draden of the passage that its sentence gives words of; the only one otherwise."""
    labels = [label for label in analysed.labels if label in ids]
    bounds = analysed.passage.sentence_bounds
    start, end = next(pair for pair in bounds if pair[0] <= clause.start < pair[1])
    here = [
        label
        for label in labels
        if any(start <= item.start < end for item in analysed.evidence_of(label))
    ]
    return tuple(here or (labels if len(labels) == 1 else ()))


def quoted(causes: Iterable[Cause]) -> str:
    """The cause clauses as they stand, a line each; what is said twice once."""
    return "\n".join(dict.fromkeys(f"“{cause.words}”" for cause in causes))


def region_of(deals: Iterable[Deal]) -> Mapping[str, str]:
    """The name of the region of each deal_id: a region may close one deal after the other."""
    return {deal.deal_id: one.name for one in regions(deals) for deal in one.deals}
