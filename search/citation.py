"""A source as it stands behind a quote: "(Regio Deal Twente, Voortgangsrapportage 2021, p. 7)"."""

from corpus.records import Deal, Passage, Source


def citation(passage: Passage, source: Source, deal: Deal | None) -> str:
    """The citation of a passage; `deal` is None for a text that speaks of no single deal."""
    pages = passage.pages
    page = f"p. {pages[0]}" if len(pages) == 1 else f"p. {pages[0]}-{pages[-1]}" if pages else ""
    parts = (_deal_name(deal), source.title or source.name, page)
    return f"({', '.join(part for part in parts if part)})"


def _deal_name(deal: Deal | None) -> str:
    if deal is None:
        return ""
    return deal.name if deal.name.startswith("Regio Deal") else f"Regio Deal {deal.name}"
