"""The analyses, one a module: each takes the material of a run and gives a section."""

from collections.abc import Callable

from report.analyses import (
    breadth,
    causes,
    claims,
    coverage,
    deal_matrix,
    effectiveness,
    examples,
    fact_sheets,
    factors,
    feedback,
    framework,
    instruments,
    kinds,
    ministries,
    money,
    outside_taxonomy,
    plan_versus_report,
    programmes,
    region_types,
    review,
    theme_overview,
    tranches,
    welfare,
)
from report.material import Material
from report.results import Section

ANALYSES: tuple[Callable[[Material], Section], ...] = (
    theme_overview.section,
    deal_matrix.section,
    instruments.section,
    kinds.section,
    examples.section,
    factors.section,
    effectiveness.section,
    ministries.section,
    feedback.section,
    breadth.section,
    region_types.section,
    causes.section,
    programmes.section,
    coverage.section,
    tranches.section,
    fact_sheets.section,
    plan_versus_report.section,
    money.section,
    welfare.section,
    outside_taxonomy.section,
    framework.section,
    claims.section,
    review.section,
)
"""In the order of the report. One that fails stops the report: a chapter that is silently absent
would be taken for a chapter with nothing to say."""
