"""The analyses, one a module: each takes the material of a run and gives a section."""

from collections.abc import Callable

from report.analyses import (
    breadth,
    coverage,
    effectiveness,
    fact_sheets,
    factors,
    feedback,
    framework,
    instruments,
    ministries,
    money,
    plan_versus_report,
    theme_overview,
    tranches,
)
from report.material import Material
from report.results import Section

ANALYSES: tuple[Callable[[Material], Section], ...] = (
    theme_overview.section,
    instruments.section,
    factors.section,
    effectiveness.section,
    ministries.section,
    feedback.section,
    breadth.section,
    coverage.section,
    tranches.section,
    fact_sheets.section,
    plan_versus_report.section,
    money.section,
    framework.section,
)
"""In the order of the report. One that fails stops the report: a chapter that is silently absent
would be taken for a chapter with nothing to say."""
