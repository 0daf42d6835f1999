"""Sections as a notebook shows them: tables as data frames, figures as PNG."""

import pandas as pd

from report.figures.forms import picture_of
from report.results import Section


def frame_of(section: Section, table: str) -> pd.DataFrame:
    """A table of a section, with the titles that readers see above its columns.

    Raises KeyError, with the tables that there are, for a name that the section does not have.
    """
    tables = {one.name: one for one in section.tables}
    if table not in tables:
        raise KeyError(f"{table} is no table of this section: {', '.join(tables)}")
    found = tables[table]
    rows = [[row.values.get(column.name) for column in found.columns] for row in found.rows]
    return pd.DataFrame(rows, columns=[column.title for column in found.columns])


def checks_of(section: Section) -> pd.DataFrame:
    """The checks of a section: statement, verdict, what was found."""
    rows = [[one.statement, str(one.verdict), one.found] for one in section.checks]
    return pd.DataFrame(rows, columns=["Bewering", "Uitkomst", "Gevonden"])


def picture_in(section: Section, name: str) -> bytes:
    """A figure of a section as PNG. Raises KeyError for a name that it does not have."""
    specs = {one.name: one for one in section.figures}
    tables = {one.name: one for one in section.tables}
    return picture_of(specs[name], tables[specs[name].table]).png
