"""Addresses of pages: every state of a page is in its address, so that it can be shared."""

from collections.abc import Iterable
from functools import lru_cache
from urllib.parse import quote, quote_plus

Pairs = tuple[tuple[str, str], ...]


def address(path: str, pairs: Iterable[tuple[str, object]] = ()) -> str:
    """A path with its question, without what is empty."""
    given = ((name, str(value)) for name, value in pairs)
    said = "&".join(f"{_quoted(name)}={_quoted(value)}" for name, value in given if value)
    return f"{path}?{said}" if said else path


@lru_cache(maxsize=2_000)
def _quoted(text: str) -> str:
    # A page of search says the same question and the same values hundreds of times.
    return quote_plus(text)


@lru_cache(maxsize=2_000)
def part(text: str) -> str:
    """One piece of a path, whatever is in it."""
    return quote(text, safe="")


def with_value(pairs: Pairs, name: str, value: object, *, without: Iterable[str] = ()) -> Pairs:
    """The pairs with one value for a name, and without some other names."""
    dropped = {name, *without}
    kept = tuple(pair for pair in pairs if pair[0] not in dropped)
    return (*kept, (name, str(value)))


def toggled(pairs: Pairs, name: str, value: str, *, without: Iterable[str] = ()) -> Pairs:
    """The pairs with a value added to a name, or taken away where it was there."""
    dropped = set(without)
    kept = tuple(pair for pair in pairs if pair != (name, value) and pair[0] not in dropped)
    return kept if (name, value) in pairs else (*kept, (name, value))


def deal_address(deal_id: str) -> str:
    """The page of a deal."""
    return f"/deals/{part(deal_id)}"


def label_address(concept_id: str) -> str:
    """The page of a rode draad or an instrument."""
    return f"/labels/{part(concept_id)}"


def cell_address(deal_id: str, bron: str, concept_id: str) -> str:
    """The quotes behind a cell of the matrix."""
    return f"/cellen/{part(deal_id)}/{part(bron)}/{part(concept_id)}"


def document_address(document_id: str, page: int = 1, passage_id: str = "") -> str:
    """A page of a document, at one of its passages."""
    where = address(f"/documenten/{part(document_id)}", [("pagina", page if page > 1 else "")])
    return f"{where}#p-{part(passage_id)}" if passage_id else where


def picture_address(document_id: str, page: int) -> str:
    """The picture of a page."""
    return f"/documenten/{part(document_id)}/pagina/{page}.png"


def intervention_address(intervention_id: str) -> str:
    """The page of an intervention."""
    return f"/interventies/{part(intervention_id)}"


def comparable_address(kind: str, value: str) -> str:
    """What is comparable to a passage, an intervention or a text."""
    return address("/vergelijkbaar", [(kind, value)])


def question_address(passage_id: str) -> str:
    """Where a passage is judged."""
    return f"/nakijken/{part(passage_id)}"
