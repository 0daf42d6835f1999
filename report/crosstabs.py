"""Any dimension against any other: counts of passages, deals and documents, with shares.

A passage counts in a cell when it carries both. A deal counts when it has such a passage and has
both according to the matrix, so that one doubtful label fills no cell. Plans and reports apart.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from report.columns import BRON, CLUSTERED, bounds, count, share, text
from report.dimensions import Category, Dimension
from report.intervals import clustered_wilson, wilson
from report.results import ResultColumn, ResultRow, ResultTable, Value
from report.texts import Bools, Places, Texts

Counts = NDArray[np.float64]


@dataclass(frozen=True)
class CrossTab:
    """Two dimensions over one set of texts; every array is rows x columns unless it says so."""

    texts: Texts
    rows: Dimension
    columns: Dimension

    @cached_property
    def _row_members(self) -> Bools:
        return self.rows.members(self.texts)

    @cached_property
    def _column_members(self) -> Bools:
        return self.columns.members(self.texts)

    @cached_property
    def _by_deal(self) -> Counts:
        """Passages that carry both: deals x rows x columns."""
        return self._grouped(self.texts.deal_at, len(self.texts.rows))

    def _grouped(self, group_at: Places, groups: int) -> Counts:
        shape = (groups, len(self.rows.categories), len(self.columns.categories))
        found = np.zeros(shape)
        for group in range(groups):
            own = group_at == group
            found[group] = self._row_members[own].T.astype(float) @ self._column_members[own]
        return found

    @cached_property
    def passages(self) -> Counts:
        """Passages that carry both."""
        found: Counts = self._by_deal.sum(axis=0)
        return found

    @cached_property
    def documents(self) -> Counts:
        """Documents with such a passage."""
        groups = self._grouped(self.texts.document_at, len(self.texts.document_ids))
        found: Counts = np.count_nonzero(groups, axis=0).astype(float)
        return found

    @cached_property
    def _standing(self) -> tuple[Bools, Bools, Bools, Bools]:
        return *self.rows.of_deals(self.texts), *self.columns.of_deals(self.texts)

    @cached_property
    def in_deal(self) -> Bools:
        """Which deals count: deals x rows x columns."""
        rows, _, columns, _ = self._standing
        both: Bools = (self._by_deal > 0) & rows[:, :, None] & columns[:, None, :]
        return both

    @cached_property
    def uncertain(self) -> Counts:
        """Deals with such a passage of which it is uncertain whether they have both."""
        rows, known_rows, columns, known_columns = self._standing
        may = (rows | ~known_rows)[:, :, None] & (columns | ~known_columns)[:, None, :]
        found: Counts = ((self._by_deal > 0) & may & ~self.in_deal).sum(axis=0).astype(float)
        return found

    @cached_property
    def deals(self) -> Counts:
        """Deals that count."""
        found: Counts = self.in_deal.sum(axis=0).astype(float)
        return found

    @cached_property
    def row_passages(self) -> Counts:
        """Passages of each row, whatever their column."""
        found: Counts = self._row_members.sum(axis=0).astype(float)
        return found

    @cached_property
    def column_passages(self) -> Counts:
        """Passages of each column, whatever their row."""
        found: Counts = self._column_members.sum(axis=0).astype(float)
        return found

    @cached_property
    def column_deals(self) -> Counts:
        """Deals of each column."""
        found: Counts = self._standing[2].sum(axis=0).astype(float)
        return found

    @cached_property
    def row_bounds(self) -> tuple[Counts, Counts]:
        """Intervals of the share of a row's passages that is in the column."""
        return self._bounds(self._margins(self._row_members)[:, :, None])

    @cached_property
    def column_bounds(self) -> tuple[Counts, Counts]:
        """Intervals of the share of a column's passages that is in the row."""
        return self._bounds(self._margins(self._column_members)[:, None, :])

    def _margins(self, members: Bools) -> Counts:
        found = np.zeros((len(self.texts.rows), members.shape[1]))
        np.add.at(found, self.texts.deal_at, members.astype(float))
        return found

    def _bounds(self, totals: Counts) -> tuple[Counts, Counts]:
        return clustered_wilson(self._by_deal, np.broadcast_to(totals, self._by_deal.shape))

    def places(self, row: int, column: int) -> Places:
        """The passages of a cell, best first."""
        found = np.flatnonzero(self._row_members[:, row] & self._column_members[:, column])
        one, other = self.rows.categories[row], self.columns.categories[column]
        return self.texts.best_first(found, one.concepts, other.concepts)

    def deal_places(self, row: int, column: int) -> Places:
        """The best passage of each deal of a cell."""
        found = self.places(row, column)
        counts = self.in_deal[:, row, column][self.texts.deal_at[found]]
        return self.texts.one_of_each(found[counts], self.texts.deal_at)


def _columns(rows: Dimension, columns: Dimension) -> tuple[ResultColumn, ...]:
    one, other = rows.title, columns.title
    return (
        BRON,
        text("rij", "Sleutel rij", f"Sleutel van de rij ({one})."),
        text("rij_titel", one.capitalize(), f"Naam van de rij ({one})."),
        text("kolom", "Sleutel kolom", f"Sleutel van de kolom ({other})."),
        text("kolom_titel", other.capitalize(), f"Naam van de kolom ({other})."),
        count("passages", "Passages", "Passages waarvoor rij en kolom allebei gelden."),
        count(
            "passages_rij",
            "Passages rij",
            f"Alle passages van deze rij ({one}): de noemer van het rijaandeel.",
        ),
        share("rijaandeel", "Aandeel rij", "Passages gedeeld door de passages van de rij."),
        *bounds("rij", "het rijaandeel", CLUSTERED),
        count(
            "passages_kolom",
            "Passages kolom",
            f"Alle passages van deze kolom ({other}): de noemer van het kolomaandeel.",
        ),
        share("kolomaandeel", "Aandeel kolom", "Passages gedeeld door die van de kolom."),
        *bounds("kolom", "het kolomaandeel", CLUSTERED),
        count(
            "deals",
            "Deals",
            "Deals met zo'n passage die bovendien volgens de matrix beide hebben.",
        ),
        count(
            "deals_onzeker",
            "Onzeker",
            "Deals met zo'n passage waarvan de matrix het onzeker noemt: niet bij deals geteld.",
        ),
        count(
            "deals_kolom",
            "Deals kolom",
            f"Deals met deze kolom ({other}): de noemer van het aandeel van de deals.",
        ),
        share("dealaandeel", "Aandeel deals", "Deals gedeeld door de deals van de kolom."),
        *bounds("deals", "het aandeel van de deals"),
        count("documenten", "Documenten", "Documenten met zo'n passage."),
    )


def crosstab_table(
    texts: Sequence[Texts],
    rows: Dimension,
    columns: Dimension,
    *,
    name: str = "",
    title: str = "",
    sheet: str = "",
) -> ResultTable:
    """One row a cell, for each of the texts. Rows and columns that nowhere occur are left out."""
    called = f"{rows.title} naar {columns.title}".capitalize()
    return ResultTable(
        name=name or f"kruistabel_{rows.name}_{columns.name}",
        title=title or called,
        sheet=sheet or f"{rows.title} x {columns.title}"[:31],
        reading=(
            "Een regel per combinatie. Een passage kan bij meer dan één "
            f"{rows.title} of {columns.title} horen, zodat aandelen niet tot 100% hoeven op te "
            "tellen. Wat nergens voorkomt, staat er niet in."
        ),
        columns=_columns(rows, columns),
        rows=tuple(row for one in texts for row in _rows(CrossTab(one, rows, columns))),
    )


def _rows(table: CrossTab) -> Iterator[ResultRow]:
    for row, one in enumerate(table.rows.categories):
        for column, other in enumerate(table.columns.categories):
            if table.row_passages[row] and table.column_passages[column]:
                yield _row(table, (row, column), one, other)


def _row(table: CrossTab, at: tuple[int, int], one: Category, other: Category) -> ResultRow:
    row, column = at
    texts, places = table.texts, table.places(row, column)
    concepts = one.concepts or other.concepts
    deal_bounds = wilson(table.deals[at], table.column_deals[column])
    values: dict[str, Value] = {
        "bron": texts.bron,
        "rij": one.key,
        "rij_titel": one.title,
        "kolom": other.key,
        "kolom_titel": other.title,
        "passages": int(table.passages[at]),
        "passages_rij": int(table.row_passages[row]),
        "rijaandeel": _ratio(table.passages[at], table.row_passages[row]),
        "rij_laag": float(table.row_bounds[0][at]),
        "rij_hoog": float(table.row_bounds[1][at]),
        "passages_kolom": int(table.column_passages[column]),
        "kolomaandeel": _ratio(table.passages[at], table.column_passages[column]),
        "kolom_laag": float(table.column_bounds[0][at]),
        "kolom_hoog": float(table.column_bounds[1][at]),
        "deals": int(table.deals[at]),
        "deals_onzeker": int(table.uncertain[at]),
        "deals_kolom": int(table.column_deals[column]),
        "dealaandeel": _ratio(table.deals[at], table.column_deals[column]),
        "deals_laag": deal_bounds.low if deal_bounds else None,
        "deals_hoog": deal_bounds.high if deal_bounds else None,
        "documenten": int(table.documents[at]),
    }
    basis = {
        "passages": texts.pointers(places, concepts),
        "deals": texts.pointers(table.deal_places(row, column), concepts),
        "documenten": texts.pointers(texts.one_of_each(places, texts.document_at), concepts),
    }
    return ResultRow(f"{texts.bron}|{one.key}|{other.key}", values, basis)


def _ratio(part: float, whole: float) -> float | None:
    return round(float(part / whole), 4) if whole else None
