"""What search found as rows: for JSON, for a list in the terminal, and for files to take along."""

from collections.abc import Sequence
from typing import Any

from corpus.analysed import AnalysedPassage
from corpus.interventions import AmountRole, FoundAmount, source_kind_of
from corpus.records import LANDELIJK
from pipelines.finding.searching import SearchRoom
from report.shown_values import whole_euros
from search.citation import citation
from search.comparable import Comparable
from search.query import FacetCount, Hit, Loosened, Results


def results_row(room: SearchRoom, text: str, results: Results) -> dict[str, Any]:
    """All that a query found, for JSON."""
    return {
        "query": text,
        "total": results.total,
        "results": [hit_row(room, hit) for hit in results.hits],
        "facets": {one.facet: _counts(one) for one in results.facets},
        "advice": [
            {"facet": one.facet, "value": one.value, "total": one.total} for one in results.advice
        ],
    }


def hit_row(room: SearchRoom, hit: Hit) -> dict[str, Any]:
    """One hit, for JSON; `words` are the matched characters of the text."""
    return {
        **_where(room, hit.passage_id),
        "score": hit.score,
        "why": {
            "terms": list(hit.why.terms),
            "words": [[span.start, span.end] for span in hit.why.words],
            "labels": list(hit.why.labels),
            "similarity": hit.why.similarity,
            "by_words": hit.why.by_words,
            "by_meaning": hit.why.by_meaning,
        },
    }


def comparable_row(room: SearchRoom, found: Comparable) -> dict[str, Any]:
    """One comparable passage or intervention, for JSON."""
    return {
        **_where(room, found.passage_id),
        "score": found.score,
        "intervention_id": found.intervention_id,
        "intervention": found.name,
        "why": {
            "reasons": list(found.reasons),
            "terms": list(found.why.terms),
            "labels": list(found.why.concepts),
            "target_groups": list(found.why.target_groups),
            "similarity": found.why.similarity,
            "scale": found.why.scale,
        },
        "evidence": found.evidence,
        "amounts": [{"euros": one.euros, "role": one.role} for one in found.amounts],
        "citation": found.citation,
    }


def file_rows(room: SearchRoom, found: Sequence[Comparable]) -> list[dict[str, str]]:
    """Comparables with the columns of report.found_list."""
    return [_file_row(room, number, one) for number, one in enumerate(found, 1)]


def _file_row(room: SearchRoom, number: int, found: Comparable) -> dict[str, str]:
    one = passage_of(room, found.passage_id)
    deal = room.deals.get(one.deal)
    return passage_columns(room, number, one) | {
        "deal": deal.name if deal else "",
        "interventie": found.name,
        "bedragen": "; ".join(dict.fromkeys(map(amount_text, found.amounts))),
        "bron": found.evidence,
        "waarom": "; ".join(found.reasons),
        "pagina": str(page_of(one)),
    }


def passage_columns(room: SearchRoom, number: int, one: AnalysedPassage) -> dict[str, str]:
    """The columns of report.found_list that any list fills in the same way."""
    deal = room.deals.get(one.deal)
    short = {concept.id: concept.short for concept in room.taxonomy.concepts}
    return {
        "nummer": str(number),
        "tranche": str(deal.tranche) if deal else "",
        "citaat": one.passage.text,
        "rode_draden": "; ".join(f"{label} {short[label]}" for label in one.labels),
        "bronvermelding": citation_of(room, one),
        "document": one.source.name,
    }


def amount_text(amount: FoundAmount) -> str:
    """An amount as a reader writes it, with its role where the text gives one."""
    written = whole_euros(amount.euros)
    return written if amount.role is AmountRole.ONBEKEND else f"{written} ({amount.role})"


def hit_lines(room: SearchRoom, number: int, hit: Hit) -> list[str]:
    """A hit for the terminal: where, what, why."""
    one = passage_of(room, hit.passage_id)
    why = reasons_of(hit)
    why += [f"betekenis: nummer {hit.why.by_meaning}"] if hit.why.by_meaning else []
    lines = [f"{number}. {citation_of(room, one)} {source_kind_of(one.source.kind)}"]
    lines += [f"   {shortened(one.passage.text)}", f"   waarom: {'; '.join(why) or 'filters'}", ""]
    return lines


def reasons_of(hit: Hit) -> list[str]:
    """The words and the labels by which a hit was found, in Dutch."""
    words, labels = ", ".join(hit.why.terms), ", ".join(hit.why.labels)
    return [*([f"woorden: {words}"] if words else []), *([f"labels: {labels}"] if labels else [])]


def comparable_lines(number: int, found: Comparable, text: str) -> list[str]:
    """A comparable for the terminal."""
    name = f"{found.name} " if found.name else ""
    amounts = "; ".join(dict.fromkeys(map(amount_text, found.amounts)))
    return [
        f"{number}. {name}{found.citation} {found.evidence}",
        f"   {shortened(text)}",
        f"   waarom vergelijkbaar: {'; '.join(found.reasons)}",
        *([f"   bedragen: {amounts}"] if amounts else []),
        "",
    ]


def advice_line(room: SearchRoom, advice: Sequence[Loosened]) -> str:
    """Which filter to loosen when nothing was found, in one Dutch sentence."""
    if not advice:
        return "Niets gevonden; gebruik andere of minder woorden."
    best = advice[0]
    if not best.facet:
        return f"Niets gevonden; zonder filters zijn er {_hits(best.total)}."
    column = room.index.facets[best.facet]
    labels = dict(zip(column.values, column.labels, strict=True))
    named = f" {labels.get(best.value, best.value)!r}" if best.value else ""
    return f"Niets gevonden; zonder het filter {best.facet}{named} zijn er {_hits(best.total)}."


def _hits(total: int) -> str:
    return "1 treffer" if total == 1 else f"{total} treffers"


def passage_of(room: SearchRoom, passage_id: str) -> AnalysedPassage:
    """A passage of the index by its id. Raises KeyError for an unknown one."""
    return room.index.passages[room.index.rows[passage_id]]


def page_of(one: AnalysedPassage) -> int:
    """The page on which a passage begins; 0 for a document without pages."""
    return one.passage.pages[0] if one.passage.pages else 0


def citation_of(room: SearchRoom, one: AnalysedPassage) -> str:
    """The citation of a passage."""
    return citation(one.passage, one.source, room.deals.get(one.deal))


def shortened(text: str, most: int = 300) -> str:
    """A text in one line, cut at a word."""
    line = " ".join(text.split())
    return line if len(line) <= most else line[:most].rsplit(" ", 1)[0] + " …"


def _where(room: SearchRoom, passage_id: str) -> dict[str, Any]:
    one = passage_of(room, passage_id)
    deal = room.deals.get(one.deal)
    return {
        "passage_id": passage_id,
        "deal": one.deal,
        "deal_name": deal.name if deal else LANDELIJK,
        "document": one.source.name,
        "page": page_of(one),
        "text": one.passage.text,
    }


def _counts(one: FacetCount) -> list[dict[str, Any]]:
    return [
        {"value": value, "label": label, "count": count, "chosen": chosen}
        for value, label, count, chosen in one.values
    ]
