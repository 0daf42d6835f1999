"""Passages as the pages show them: marked words, labels with their chance, and a citation."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from textwrap import shorten

from corpus.analysed import AnalysedPassage
from corpus.records import Grade, PassageKind, Review, doubtful
from corpus.records import labels_of as tagger_labels
from report.quotes import best_quote
from search.citation import citation
from web.addresses import document_address, label_address
from web.holdings import Holdings, probability
from web.marks import Segment, segments
from web.review_states import SIGNS, State, of_interest, passage_words, state_of
from web.wording import chance, listed

_LONGEST_WORDS = 60
"""Characters of evidence that are repeated beside a label."""
_CAREFUL = {
    Grade.MATIG: "Deze pagina is matig gelezen: controleer de tekst in het document.",
    Grade.SLECHT: "Deze pagina is slecht gelezen: controleer de tekst in het document.",
}
_KINDS = {
    PassageKind.HEADING: "kop",
    PassageKind.BODY: "tekst",
    PassageKind.LIST: "lijst",
    PassageKind.TABLE: "tabel",
    PassageKind.FOOTNOTE: "voetnoot",
    PassageKind.OTHER: "overig",
}


@dataclass(frozen=True, slots=True)
class ShownLabel:
    """A label of a passage; one that is not given is shown because the tagger doubts, or because
    people speak of it. `is_struck` tells that the tagger gave it and the last run does not count
    it, for people rejected it. `state` is what people made of it until now."""

    concept_id: str
    name: str
    address: str
    chance: str
    is_given: bool
    is_struck: bool
    stance: str
    words: str
    state: State

    @property
    def in_doubt(self) -> bool:
        """Whether nobody gave it: neither the tagger nor people."""
        return not self.is_given and not self.is_struck

    @property
    def chance_said(self) -> str:
        """The chance, with who gave the label or why nobody did."""
        if self.is_given:
            return f"kans {self.chance}"
        if self.is_struck:
            return f"door het model gegeven, kans {self.chance}"
        doubt = "twijfel, " if self.state.review is Review.NIET_BEKEKEN else ""
        return f"{doubt}niet gegeven, kans {self.chance}"


@dataclass(frozen=True, slots=True)
class ShownPassage:
    """A passage with all that a page says of it."""

    passage_id: str
    address: str
    deal: str
    deal_id: str
    document: str
    kind: str
    page: int
    headings: str
    segments: tuple[Segment, ...]
    labels: tuple[ShownLabel, ...]
    citation: str
    caution: str
    status: str
    is_asked: bool
    """Whether it can be judged: it is text of which the labels count."""


@dataclass(frozen=True, slots=True)
class ShownQuote:
    """The sentence that best shows a label."""

    text: str
    passage: ShownPassage
    chance: str
    stance: str
    state: State


def labels_of(analysed: AnalysedPassage, holdings: Holdings) -> tuple[ShownLabel, ...]:
    """Labels that were given, that are in doubt or of which people speak, in taxonomy order."""
    tag = analysed.tag
    if tag is None:
        return ()
    judged = holdings.judged(analysed.passage.passage_id)
    wanted = {*analysed.labels, *analysed.struck, *doubtful(tag)}
    if judged:
        wanted |= of_interest(judged, tagger_labels(tag, holdings.analysis.thresholds))
    return tuple(
        ShownLabel(
            concept.id,
            concept.short,
            label_address(concept.id),
            chance(tag.probabilities[concept.id]),
            concept.id in analysed.labels,
            concept.id in analysed.struck,
            tag.stances.get(concept.id, ""),
            _evidence_words(analysed, concept.id),
            _state(analysed, concept.id, holdings),
        )
        for concept in holdings.taxonomy.concepts
        if concept.id in wanted
    )


def _state(analysed: AnalysedPassage, concept_id: str, holdings: Holdings) -> State:
    """What people made of a label; of one that the last run left out also why, or that they took
    that back."""
    passage_id = analysed.passage.passage_id
    state = state_of(
        holdings.judged(passage_id).get(concept_id), is_given=concept_id in analysed.labels
    )
    if concept_id not in analysed.struck or state.review is not Review.NIET_BEKEKEN:
        return state
    if concept_id in holdings.passages[passage_id].struck:
        return replace(state, remark="telt vanaf de volgende run weer mee")
    review = Review.AFGEWEZEN
    return State(review, SIGNS[review], f"{review} bij een andere passage met dezelfde tekst")


def _evidence_words(analysed: AnalysedPassage, concept_id: str) -> str:
    """The words of the text that speak for a label, each once; a whole clause is cut."""
    evidence = analysed.tag.evidence.get(concept_id, ()) if analysed.tag else ()
    words = (analysed.passage.text[one.start : one.end] for one in evidence)
    return listed(
        list(dict.fromkeys(shorten(one, _LONGEST_WORDS, placeholder=" …") for one in words))
    )


def evidence_spans(
    analysed: AnalysedPassage, concept_ids: Iterable[str]
) -> list[tuple[int, int, str]]:
    """The words that speak for labels, as spans to mark."""
    tag = analysed.tag
    if tag is None:
        return []
    return [
        (one.start, one.end, concept_id)
        for concept_id in concept_ids
        for one in tag.evidence.get(concept_id, ())
    ]


def passage_shown(
    analysed: AnalysedPassage,
    holdings: Holdings,
    spans: Sequence[tuple[int, int, str]] | None = None,
    page: int = 0,
) -> ShownPassage:
    """A passage with some spans marked, the evidence of its labels unless given."""
    passage, source = analysed.passage, analysed.source
    if spans is None:
        spans = evidence_spans(analysed, analysed.labels)
    page = page or (passage.pages[0] if passage.pages else 1)
    return ShownPassage(
        passage_id=passage.passage_id,
        address=document_address(source.document_id, page, passage.passage_id),
        deal=holdings.deal_name(analysed.deal),
        deal_id=analysed.deal if analysed.deal in holdings.deals else "",
        document=source.title or source.name,
        kind=_KINDS[passage.kind],
        page=page,
        headings=headings_shown(passage.heading_path, source.title),
        segments=segments(passage.text, spans),
        labels=labels_of(analysed, holdings),
        citation=citation(passage, source, holdings.deals.get(analysed.deal)),
        caution=_CAREFUL.get(analysed.grade, ""),
        status=passage_words(holdings.judged(passage.passage_id)),
        is_asked=analysed.counts and not holdings.review.is_blind(passage.passage_id),
    )


def headings_shown(path: Sequence[str], title: str) -> str:
    """The headings above a passage, without the title of the document that stands above all."""
    return " › ".join(path[1:] if len(path) > 1 and path[0] in title else path)


def quote_shown(analysed: AnalysedPassage, concept_id: str, holdings: Holdings) -> ShownQuote:
    """The best sentence of a passage for a label, with the passage around it."""
    quote = best_quote(analysed, concept_id)
    spans = evidence_spans(analysed, [concept_id])
    stance = analysed.tag.stances.get(concept_id, "") if analysed.tag else ""
    return ShownQuote(
        quote.text,
        passage_shown(analysed, holdings, spans, quote.page),
        chance(probability(analysed, concept_id)),
        stance,
        _state(analysed, concept_id, holdings),
    )
