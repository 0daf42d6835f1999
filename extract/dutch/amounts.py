"""Euro amounts in passages and table rows, with the characters that they stand at.

In a table the unit may stand in the head of the column, in another head ("x € 1.000" above the
first column), in the caption, or in a cell of its own ("€", then the number).
"""

import re
from collections.abc import Iterator, Sequence

from corpus.records import Amount
from extract.dutch.written_amounts import MINUS, amounts_in
from extract.dutch.written_numbers import DIGITS, digits_value

__all__ = ["amounts_in", "cell_amount", "column_unit", "row_amounts"]

_EURO = r"(?:€|euro(?:['’]?s)?|eur)"
_SIGNED = re.compile(rf"€|\b{_EURO}\b")
_TIMES = rf"(?:(?:[x×*]|\bin)\s*{_EURO}?\s*|{_EURO}\s*[x×*]?\s*)"
_MILLIONS = re.compile(
    rf"{_TIMES}1[. ]?000[. ]?000(?![.\d])|\bm€|€m\b|"
    r"(?<!\d)(?<!\d\s)(?:1\s?)?\b(?:mln|mio|miljoen(?:en)?)\b"
)
_BILLIONS = re.compile(r"(?<!\d)(?<!\d\s)(?:1\s?)?\b(?:mld|mrd|miljard(?:en)?)\b")
_THOUSANDS = re.compile(
    rf"{_TIMES}1[. ]?000(?![.\d])|\b1[. ]?000\s*{_EURO}|\bduizend(?:en|tal|tallen)?\b|\bk€|€\s?k\b|"
    r"\bdzd\b"
)
_OWN_SCALE = re.compile(r"\d\s?(?:[kKmM]\b|mln|mio|mld|mrd|mil|dzd|duizend|ton)|[kKmM]€|€[kKmM]")
_ONLY_UNIT = re.compile(
    r"(?:\W|\b(?:bedragen|bedrag|zijn|in|x|1[. ]?000(?:[. ]?000)?|duizend(?:en)?|miljoen(?:en)?|"
    r"mln|mio|mld|m|k|euro(?:['’]?s)?|eur)\b)+"
)
_SUM = re.compile(
    r"bedrag|bijdrage|budget|kosten|lasten|baten|saldo|uitga|inkomst|opbrengst|financ|subsidie|"
    r"middelen|invester|krediet|lening|reserve|voorziening|begro|raming|geraamd|realisatie|rekening|"
    r"dekking|rente|omzet|dividend|exploitatie|totaal|\btot\b|rijk|regio|provincie|gemeente|privaat|"
    r"derden|overig|fonds|balans|\b(?:19|20)\d\d\b"
)
_CERTAIN_SUM = re.compile(
    r"bedrag|bijdrage|budget|kosten|subsidie|financier|lening|krediet|invester|dekking"
)
_NO_SUM = re.compile(
    r"aantal|%|procent|\bfte|\bnr\b|nummer|toelichting|omschrijving|looptijd|datum|\bjaar\b|periode|"
    r"indicator|eenheid|\bbron\b|\bkans\b|ratio|\bm[23²³]|\bha\b|\bkm\b|\bkg\b|inwoner|woningen|"
    r"person|jongeren|mensen|bezoek|huishoud|gezinnen|kinderen|leerling|kwh|norm\b|klasse|\bfase\b|"
    r"artikel|pagina|score|arbeidsplaats|hectare|uren\b|duur\b|pijler|tranche|prioriteit|project\b|"
    r"opgave|thema|\bdoel|maatregel|activiteit|status|\bcode\b|\bid\b|\brang\b"
)
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_CELL = re.compile(
    rf"(?P<open>\()?\s*(?P<minus>{MINUS}|\+)?\s*(?P<number>{DIGITS})(?:[,.] ?[-–—−=]{{1,3}})?"
    r"\s*(?P<behind>[-–−])?\s*(?P<close>\))?\s*[*¹²³⁴⁵]*(?:\s*\((?:19|20)\d\d\))?"
)
_BESIDE_AMOUNT = re.compile(r"[\s()*.¹²³⁴⁵]*|(?:ca|max|min)\.?\s*")
_OWN_EUROS = 1_000_000.0
"""A number with a euro sign of its own counts euros from here on, whatever its column counts."""
_SURELY_EUROS = 1_000_000.0
"""Below a word such as Rijksbijdrage a number from here on counts euros where no unit is given."""


# Units --------------------------------------------------------------------------------------


def column_unit(header: str) -> float:
    """Euros in one unit of a column: 1000 for "(x € 1.000)", 1 for "€", 0 without a euro."""
    lowered = " ".join(header.lower().split())
    has_sign = bool(_SIGNED.search(lowered))
    if _NO_SUM.search(lowered) and not has_sign:
        return 0.0
    if _MILLIONS.search(lowered):
        return 1e6
    if _BILLIONS.search(lowered):
        return 1e9
    if (has_sign or "bedrag" in lowered) and _THOUSANDS.search(lowered):
        return 1e3
    names_a_sum = "%" in header or amounts_in(_YEAR.sub("", header))
    return 1.0 if has_sign and not names_a_sum else 0.0


def _units(names: Sequence[str], caption: str) -> list[float]:
    """The unit of every column, from its own head, the caption, or the heads beside it."""
    own = [column_unit(name) for name in names]
    whole = column_unit(caption) or next(
        (
            unit
            for place, (name, unit) in enumerate(zip(names, own, strict=True))
            if unit and (place == 0 or _ONLY_UNIT.fullmatch(name.lower()))
        ),
        0.0,
    )
    beside = next((unit for unit in own if unit > 1), 0.0)
    return [_unit(place, name, own[place], whole, beside) for place, name in enumerate(names)]


def _unit(place: int, name: str, own: float, whole: float, beside: float) -> float:
    lowered = name.lower()
    if own:
        return max(own, whole)
    if _NO_SUM.search(lowered):
        return 0.0
    is_sum = bool(_SUM.search(lowered))
    if whole and (is_sum or place > 0):
        return whole
    return beside if is_sum else 0.0


# Cells --------------------------------------------------------------------------------------


def cell_amount(cell: str, unit: float) -> float | None:
    """Euros in a cell of a column that counts in `unit` euros; None where there is no one amount.

    Its own "mln" goes before the unit of the column; a unit of 0 leaves bare numbers unread.
    """
    text = cell.strip()
    written = amounts_in(text)
    if len(written) == 1:
        return _written_cell(text, written[0], unit)
    match = _CELL.fullmatch(text)
    if written or match is None or not unit:
        return None
    if bool(match["open"]) != bool(match["close"]):
        return None
    is_negative = match["open"] or match["behind"] or (match["minus"] or "+") != "+"
    euros = round(digits_value(match["number"]) * unit, 2)
    return -euros if is_negative else euros


def _written_cell(text: str, amount: Amount, unit: float) -> float | None:
    """The amount of a cell that holds nothing else; in brackets it is negative."""
    before, after = text[: amount.start], text[amount.end :]
    if not (_BESIDE_AMOUNT.fullmatch(before) and _BESIDE_AMOUNT.fullmatch(after)):
        return None
    euros = amount.euros
    has_own_unit = _OWN_SCALE.search(text) or abs(euros) >= _OWN_EUROS
    if unit > 1 and not has_own_unit:
        euros = round(euros * unit, 2)
    return -euros if before.startswith("(") and ")" in after else euros


# Rows ---------------------------------------------------------------------------------------


def row_amounts(
    text: str, header: tuple[str, ...], cells: tuple[str, ...], caption: str = ""
) -> tuple[Amount, ...]:
    """Amounts of a table row, at their characters in its text "kolom: waarde; kolom: waarde".

    `header` may be empty; `caption` is what stands above the table.
    """
    if not cells:
        return amounts_in(text)
    names = header if len(header) == len(cells) else ("",) * len(cells)
    units = _row_units(names, cells, caption)
    found: list[Amount] = []
    end = 0
    for name, cell, unit in zip(names, cells, units, strict=True):
        start = _place(text, name, cell, end)
        if start < 0:
            continue
        end = start + len(cell)
        if not _ONLY_UNIT.fullmatch(cell.lower()):
            found += _cell_amounts(cell, unit, start)
    return tuple(found)


def _row_units(names: Sequence[str], cells: Sequence[str], caption: str) -> list[float]:
    """The unit of every cell: a row of counts or years has none, a cell "€" gives its own."""
    label = next((cell for cell in cells if cell and not _CELL.fullmatch(cell.strip())), "").lower()
    if _NO_SUM.search(label) and not _SIGNED.search(label) and not _SUM.search(label):
        return [0.0] * len(cells)
    units = _units(names, caption)
    given = 0.0
    for place, (name, cell) in enumerate(zip(names, cells, strict=True)):
        if _ONLY_UNIT.fullmatch(cell.lower()) and column_unit(cell):
            given = column_unit(cell)
        elif given and not _NO_SUM.search(name.lower()):
            units[place] = max(given, units[place])
    if not any(units):
        units = _plain_units(names, cells, label)
    has_years = _has_points(cells)
    return [
        0.0 if has_years and _YEAR.fullmatch(cell.strip()) else unit
        for cell, unit in zip(cells, units, strict=True)
    ]


def _plain_units(names: Sequence[str], cells: Sequence[str], label: str) -> list[float]:
    """Euros for a row that names a sum of money and holds a number too large for another unit."""
    sums = [
        bool(_CERTAIN_SUM.search(f"{name.lower()} {label}")) and not _NO_SUM.search(name.lower())
        for name in names
    ]
    values = [cell_amount(cell, 1.0) for cell in cells]
    is_sure = any(
        is_sum and value is not None and abs(value) >= _SURELY_EUROS
        for is_sum, value in zip(sums, values, strict=True)
    )
    return [1.0 if is_sum and is_sure else 0.0 for is_sum in sums]


def _has_points(cells: Sequence[str]) -> bool:
    """Whether every large number of a row is a year or has its thousands apart."""
    large = [cell for cell in cells if _CELL.fullmatch(cell.strip()) and len(cell.strip()) > 3]
    return all(_YEAR.fullmatch(cell.strip()) or re.search(r"\d[., ]\d", cell) for cell in large)


def _place(text: str, name: str, cell: str, after: int) -> int:
    """First character of a cell in the text of its row; -1 where it is empty or not there."""
    if not cell:
        return -1
    place = text.find(f"{name}: {cell}", after) if name else -1
    if place >= 0:
        return place + len(name) + 2
    match = re.compile(rf"(?<!\S){re.escape(cell)}(?=[;\s]|$)").search(text, after)
    return match.start() if match else -1


def _cell_amounts(cell: str, unit: float, start: int) -> Iterator[Amount]:
    """The one amount of a cell, or every amount that its text names."""
    euros = cell_amount(cell, unit)
    if euros is not None:
        first = start + len(cell) - len(cell.lstrip())
        yield Amount(first, first + len(cell.strip()), euros)
        return
    for amount in amounts_in(cell):
        yield Amount(amount.start + start, amount.end + start, amount.euros)
