"""What the API answers, as records; the OpenAPI document is made from these."""

from dataclasses import dataclass

from corpus.analysed import AnalysedPassage
from corpus.interventions import Found, FoundAmount, Intervention
from corpus.records import Deal
from search.comparable import Comparable
from search.query import Hit
from web.addresses import document_address
from web.holdings import Holdings
from web.shown import passage_shown


@dataclass(frozen=True, slots=True)
class ApiWhy:
    """Why a passage is a result: matched words, shared labels, nearness in meaning (-1 to 1)."""

    terms: list[str]
    words: list[tuple[int, int]]
    labels: list[str]
    similarity: float | None
    by_words: int | None
    by_meaning: int | None


@dataclass(frozen=True, slots=True)
class ApiResult:
    """A passage that answers a question."""

    passage_id: str
    deal: str
    document: str
    page: int
    text: str
    citation: str
    score: float
    why: ApiWhy


@dataclass(frozen=True, slots=True)
class ApiFacetValue:
    """A value of a facet and how many results it would give."""

    value: str
    label: str
    count: int
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class ApiSearch:
    """A page of results."""

    query: str
    total: int
    limit: int
    offset: int
    results: list[ApiResult]
    facets: dict[str, list[ApiFacetValue]]


@dataclass(frozen=True, slots=True)
class ApiAmount:
    """An amount in euros, what it is, and where it stands."""

    euros: float
    role: str
    passage_id: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class ApiFound:
    """A value and where it stands."""

    value: str
    passage_id: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class ApiComparable:
    """Something comparable in another deal."""

    passage_id: str
    intervention_id: str
    name: str
    deal: str
    score: float
    reasons: list[str]
    evidence: str
    amounts: list[ApiAmount]
    citation: str
    text: str


@dataclass(frozen=True, slots=True)
class ApiComparables:
    """What is comparable, one for each deal first."""

    results: list[ApiComparable]


@dataclass(frozen=True, slots=True)
class ApiLabel:
    """A label with its probability (0-1) and the words that speak for it."""

    concept: str
    label: str
    probability: float
    is_given: bool
    stance: str
    status: str
    evidence: list[tuple[int, int, str]]


@dataclass(frozen=True, slots=True)
class ApiBox:
    """A rectangle on a page, in points from its top left corner."""

    page: int
    x0: float
    top: float
    x1: float
    bottom: float


@dataclass(frozen=True, slots=True)
class ApiPassage:
    """A passage with its place and its labels."""

    passage_id: str
    document_id: str
    document: str
    deal: str
    kind: str
    headings: list[str]
    text: str
    pages: list[int]
    boxes: list[ApiBox]
    labels: list[ApiLabel]
    citation: str
    address: str


@dataclass(frozen=True, slots=True)
class ApiDeal:
    """A deal of the register; the amount is in millions of euros."""

    deal_id: str
    name: str
    tranche: int
    year_signed: int | None
    rijksbijdrage_meur: float | None
    provinces: list[str]
    documents: list[str]


@dataclass(frozen=True, slots=True)
class ApiDeals:
    """A page of deals."""

    total: int
    limit: int
    offset: int
    results: list[ApiDeal]


@dataclass(frozen=True, slots=True)
class ApiIntervention:
    """A named project or programme with every value and where it stands."""

    intervention_id: str
    name: str
    aliases: list[str]
    deal: str
    passages: list[str]
    documents: list[str]
    kinds: list[str]
    source_kinds: list[str]
    concepts: list[str]
    amounts: list[ApiAmount]
    period: list[ApiFound]
    reached: list[ApiFound]
    target_groups: list[ApiFound]
    municipalities: list[ApiFound]
    ministries: list[ApiFound]
    partners: list[ApiFound]


@dataclass(frozen=True, slots=True)
class ApiInterventions:
    """A page of interventions."""

    total: int
    limit: int
    offset: int
    results: list[ApiIntervention]


@dataclass(frozen=True, slots=True)
class ApiKept:
    """How many lines a judgement added to the label log: none where it stood there already."""

    passage: str
    saved: int
    is_done: bool


@dataclass(frozen=True, slots=True)
class ApiJudged:
    """What people say of a label in a passage: how many of them, by their last verdict."""

    passage_id: str
    concept: str
    status: str
    is_disputed: bool
    present: int
    absent: int
    doubt: int
    blind_present: int
    blind_absent: int
    blind_doubt: int


@dataclass(frozen=True, slots=True)
class ApiJudgements:
    """A page of judged labels."""

    total: int
    limit: int
    offset: int
    results: list[ApiJudged]


def result_of(hit: Hit, holdings: Holdings) -> ApiResult:
    """A hit of the search."""
    analysed = holdings.passages[hit.passage_id]
    shown = passage_shown(analysed, holdings, [])
    why = ApiWhy(
        list(hit.why.terms),
        [(word.start, word.end) for word in hit.why.words],
        list(hit.why.labels),
        hit.why.similarity,
        hit.why.by_words,
        hit.why.by_meaning,
    )
    text = analysed.passage.text
    return ApiResult(
        hit.passage_id,
        analysed.deal,
        analysed.source.name,
        shown.page,
        text,
        shown.citation,
        hit.score,
        why,
    )


def comparable_of(found: Comparable, holdings: Holdings) -> ApiComparable:
    """Something comparable."""
    return ApiComparable(
        found.passage_id,
        found.intervention_id,
        found.name,
        found.deal,
        found.score,
        list(found.reasons),
        found.evidence,
        _amounts(found.amounts),
        found.citation,
        holdings.passages[found.passage_id].passage.text,
    )


def passage_of(analysed: AnalysedPassage, holdings: Holdings) -> ApiPassage:
    """A passage with the labels that were given or are in doubt."""
    passage, source, tag = analysed.passage, analysed.source, analysed.tag
    shown = passage_shown(analysed, holdings, [])
    labels = [
        ApiLabel(
            one.concept_id,
            one.name,
            tag.probabilities[one.concept_id],
            one.is_given,
            one.stance,
            str(one.state.review),
            [(item.start, item.end, item.term) for item in tag.evidence.get(one.concept_id, ())],
        )
        for one in shown.labels
        if tag is not None
    ]
    return ApiPassage(
        passage.passage_id,
        source.document_id,
        source.name,
        analysed.deal,
        passage.kind,
        list(passage.heading_path),
        passage.text,
        list(passage.pages),
        [ApiBox(box.page, box.x0, box.top, box.x1, box.bottom) for box in passage.boxes],
        labels,
        shown.citation,
        document_address(source.document_id, shown.page, passage.passage_id),
    )


def deal_of(deal: Deal, holdings: Holdings) -> ApiDeal:
    """A deal with the documents that are held of it."""
    return ApiDeal(
        deal.deal_id,
        deal.name,
        deal.tranche,
        deal.year_signed,
        deal.rijksbijdrage_meur,
        list(deal.provinces),
        [source.document_id for source in holdings.sources_of(deal.deal_id)],
    )


def intervention_of(one: Intervention) -> ApiIntervention:
    """An intervention as it is held."""
    return ApiIntervention(
        one.intervention_id,
        one.name,
        list(one.aliases),
        one.deal,
        list(one.passages),
        list(one.documents),
        list(one.kinds),
        list(one.source_kinds),
        list(one.concepts),
        _amounts(one.amounts),
        _found(one.period),
        _found(one.reached),
        _found(one.target_groups),
        _found(one.municipalities),
        _found(one.ministries),
        _found(one.partners),
    )


def _amounts(amounts: tuple[FoundAmount, ...]) -> list[ApiAmount]:
    return [ApiAmount(one.euros, one.role, one.passage_id, one.start, one.end) for one in amounts]


def _found(values: tuple[Found, ...]) -> list[ApiFound]:
    return [ApiFound(one.value, one.passage_id, one.start, one.end) for one in values]
