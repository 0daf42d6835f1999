"""The queries that check statements of the Rebel report, by name."""

from collections.abc import Callable, Mapping

from report.claim_queries import of_registers, of_reports, of_themes
from report.claim_queries.finding import Arguments, Finding
from report.material import Material

Query = Callable[[Material, Arguments], Finding]

QUERIES: Mapping[str, Query] = {
    **of_registers.QUERIES,
    **of_themes.QUERIES,
    **of_reports.QUERIES,
}
