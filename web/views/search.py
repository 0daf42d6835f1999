"""Search: a question, filters as links, and hits that say why they are there."""

from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request
from starlette.responses import Response

from corpus.interventions import AmountRole, Intervention, source_kind_of
from pipelines.finding.searching import SearchRoom
from search.facets import FACETS
from search.query import LONGEST, FacetCount, Hit, Results, Scope
from search.query import Query as Question
from web.addresses import (
    Pairs,
    address,
    deal_address,
    intervention_address,
    toggled,
    with_value,
)
from web.holdings import Holdings
from web.pages import holdings_of, page
from web.shown import ShownPassage, passage_shown
from web.views.interventions import amount_text
from web.wording import euros, searched_said

router = APIRouter()
ON_A_PAGE = 20
_MOST_PAGES = 500
_NAMES, _LONGEST_NAME = 3, 80
"""Names that are offered, and characters of a question that may be one."""
_AMOUNTS = 3
"""Amounts of an intervention that stand beside a hit."""
_MOST_VALUES = 60
_MOST_CHARACTERS = 120
_OPEN = frozenset({"draad", "bronsoort", "tranche"})
"""Facets that are unfolded before anything was chosen in them."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A question as it stands in an address."""

    text: str
    filters: dict[str, tuple[str, ...]]
    scope: Scope

    @property
    def pairs(self) -> Pairs:
        """The question as pairs of an address, without the number of the page."""
        chosen = tuple((name, value) for name, values in self.filters.items() for value in values)
        scope = (("bereik", "deal"),) if self.scope is Scope.DEAL else ()
        return ((("q", self.text),) if self.text else ()) + chosen + scope

    @property
    def is_empty(self) -> bool:
        """Whether nothing was asked."""
        return not self.text and not self.filters

    def answered(self, room: SearchRoom, limit: int, offset: int = 0) -> Results:
        """The results of the question."""
        return room.find(Question(self.text, self.filters, self.scope, limit, offset))


@dataclass(frozen=True, slots=True)
class ShownHit:
    """A passage with why it is a hit."""

    passage: ShownPassage
    terms: tuple[str, ...]
    shared: tuple[str, ...]
    similarity: float | None
    source_kind: str
    amounts: tuple[str, ...]
    interventions: tuple[tuple[Intervention, str], ...]
    """The interventions that the passage speaks of, each with its amounts in words."""


@dataclass(frozen=True, slots=True)
class ShownValue:
    """A value of a facet as a link that chooses it, or lets it go."""

    label: str
    count: int
    is_chosen: bool
    address: str


@dataclass(frozen=True, slots=True)
class ShownFilter:
    """A facet with its values."""

    name: str
    title: str
    values: tuple[ShownValue, ...]
    is_open: bool


def asked(
    request: Request,
    q: Annotated[str, Query(max_length=LONGEST)] = "",
    bereik: Annotated[str, Query(max_length=20)] = "",
) -> Asked:
    """Read a question from an address; what is not a facet is left alone."""
    filters: dict[str, tuple[str, ...]] = {}
    given = [pair for pair in request.query_params.multi_items() if pair[0] in FACETS]
    for name, value in given[:_MOST_VALUES]:
        if value.strip() and value not in filters.get(name, ()):
            filters[name] = (*filters.get(name, ()), value[:_MOST_CHARACTERS])
    return Asked(q.strip(), filters, Scope.DEAL if bereik == "deal" else Scope.PASSAGE)


@router.get("/")
def search(
    request: Request,
    question: Annotated[Asked, Depends(asked)],
    holdings: Annotated[Holdings, Depends(holdings_of)],
    pagina: Annotated[int, Query(ge=1, le=_MOST_PAGES)] = 1,
) -> Response:
    """The search page; without a question the ways into the documents."""
    results = question.answered(holdings.search, ON_A_PAGE, (pagina - 1) * ON_A_PAGE)
    filters = [_filter(found, question) for found in results.facets if found.values]
    pages = -(-results.total // ON_A_PAGE)
    return page(
        request,
        "search.html",
        question=question,
        results=results,
        first=(pagina - 1) * ON_A_PAGE + 1,
        hits=[] if question.is_empty else [hit_shown(hit, holdings) for hit in results.hits],
        filters=filters,
        chosen=_chosen(results, question),
        meant=_meant(question, holdings),
        advice=_advice(results, question, filters),
        searched=_searched(holdings),
        number=pagina,
        pages=pages,
        previous=_page(question, pagina - 1) if pagina > 1 else "",
        following=_page(question, pagina + 1) if pagina < min(pages, _MOST_PAGES) else "",
        holdings=holdings,
    )


def _searched(holdings: Holdings) -> str:
    own = len(holdings.deals_with_documents)
    shared = sum(source.deal not in holdings.deals for source in holdings.sources.values())
    return searched_said(own, shared, len(holdings.deals_held) - own)


def _meant(question: Asked, holdings: Holdings) -> list[tuple[str, str]]:
    """Name and address of the deals and interventions whose name was written, slips forgiven."""
    if not 0 < len(question.text) <= _LONGEST_NAME:
        return []
    found = holdings.search.index.names.similar(question.text, _NAMES)
    return [
        (f"Regio Deal {one.name}", deal_address(one.key))
        if one.key in holdings.deals
        else (one.name, intervention_address(one.key))
        for one in found
    ]


def _page(question: Asked, number: int) -> str:
    return address("/", (*question.pairs, ("pagina", number if number > 1 else "")))


def hit_shown(hit: Hit, holdings: Holdings) -> ShownHit:
    """A hit with its matched words marked."""
    analysed = holdings.passages[hit.passage_id]
    spans = [(word.start, word.end, "zoekwoord") for word in hit.why.words]
    return ShownHit(
        passage_shown(analysed, holdings, spans),
        hit.why.terms,
        tuple(holdings.concepts[one].short for one in hit.why.labels),
        hit.why.similarity if hit.why.by_meaning else None,
        source_kind_of(analysed.source.kind),
        tuple(dict.fromkeys(euros(amount.euros) for amount in analysed.passage.amounts)),
        tuple(
            (one, _amounts_of(one))
            for one in holdings.interventions_of_passage.get(hit.passage_id, ())
        ),
    )


def _amounts_of(one: Intervention) -> str:
    """The amounts of which is known what they are, the largest first."""
    known = [amount for amount in one.amounts if amount.role is not AmountRole.ONBEKEND]
    known.sort(key=lambda amount: -amount.euros)
    return ", ".join(list(dict.fromkeys(map(amount_text, known)))[:_AMOUNTS])


def _filter(found: FacetCount, question: Asked) -> ShownFilter:
    values = tuple(
        ShownValue(label, count, is_chosen, _toggled(question, found.facet, value))
        for value, label, count, is_chosen in found.values
    )
    is_open = (found.facet in _OPEN and not question.is_empty) or any(
        one.is_chosen for one in values
    )
    return ShownFilter(found.facet, FACETS[found.facet], values, is_open)


def _toggled(question: Asked, facet: str, value: str) -> str:
    return address("/", toggled(question.pairs, facet, value))


def _label_of(results: Results, facet: str, value: str) -> str:
    for found in results.facets:
        if found.facet == facet:
            return next((label for key, label, _, _ in found.values if key == value), value)
    return value


def _chosen(results: Results, question: Asked) -> list[tuple[str, str, str]]:
    """What is chosen: title of the facet, label of the value, and the address without it."""
    return [
        (FACETS[name], _label_of(results, name, value), _toggled(question, name, value))
        for name, values in question.filters.items()
        for value in values
    ]


def _advice(
    results: Results, question: Asked, filters: list[ShownFilter]
) -> list[tuple[str, int, str]]:
    """Which filter to loosen when nothing was found: in words, how many hits, and where."""
    found = []
    for one in results.advice:
        if not one.facet:
            pairs = with_value(question.pairs, "q", question.text, without=FACETS)
            found.append(("zonder filters", one.total, address("/", pairs)))
        elif one.value:
            label = _label_of(results, one.facet, one.value)
            where = _toggled(question, one.facet, one.value)
            found.append((f"zonder {FACETS[one.facet].lower()} “{label}”", one.total, where))
        else:
            pairs = tuple(pair for pair in question.pairs if pair[0] != one.facet)
            found.append((f"zonder {FACETS[one.facet].lower()}", one.total, address("/", pairs)))
    return found
