"""The analyses, one a module: each takes the material of a run and gives a section."""

from collections.abc import Callable

from report.analyses import ministries
from report.material import Material
from report.results import Section

ANALYSES: tuple[Callable[[Material], Section], ...] = (ministries.section,)
"""In the order of the report. One that fails stops the report: a chapter that is silently absent
would be taken for a chapter with nothing to say."""
