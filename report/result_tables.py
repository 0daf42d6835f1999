"""Tables of results as CSV and Parquet, with the same columns, and the data dictionary.

A table gets a key in front and, where it has no quote of its own, the best quote of each row with
its document and page behind.
"""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import pyarrow as pa
import pyarrow.parquet as pq

from report.evidence import Cited, EvidenceLine, Quotations
from report.quotes import Pointer
from report.results import Measure, ResultColumn, ResultRow, ResultTable, Value
from report.tables import harmless

KEY = ResultColumn(
    "sleutel", "Sleutel", "Vaste naam van de rij, in elke run dezelfde; zie bewijs.csv."
)
QUOTE = "citaat"
_PAGE_MEANING = "Pagina van dat citaat, geteld vanaf de eerste pagina van het bestand."
QUOTE_COLUMNS = (
    ResultColumn(
        QUOTE,
        "Beste citaat",
        "Zin die een getal in deze rij het best laat zien, letterlijk uit het document.",
    ),
    ResultColumn("citaat_document", "Document", "Bestand waar dat citaat uit komt."),
    ResultColumn("citaat_pagina", "Pagina", _PAGE_MEANING, Measure.COUNT),
)
EVIDENCE_COLUMNS = (
    ResultColumn("tabel", "Tabel", "Naam van de tabel: het bestand in de map tabellen."),
    ResultColumn("rij", "Rij", "Sleutel van de rij in die tabel."),
    ResultColumn("kolom", "Kolom", "Naam van de kolom met het getal."),
    ResultColumn(
        "plek", "Plek", "1 is de passage die het getal het best laat zien.", Measure.COUNT
    ),
    ResultColumn("passage_id", "Passage", "Vaste naam van de passage; zie passages.parquet."),
    ResultColumn("deal_id", "Deal", "Deal waar de passage bij hoort, of landelijk."),
    ResultColumn("document", "Document", "Bestand waar de passage in staat."),
    ResultColumn(
        "pagina", "Pagina", "Pagina, geteld vanaf de eerste pagina van het bestand.", Measure.COUNT
    ),
    ResultColumn(
        "vak",
        "Vak",
        "Plek op de pagina: links, boven, rechts, onder in punten (1/72 inch); leeg bij een "
        "webpagina of Word-document.",
    ),
    ResultColumn("citaat", "Citaat", "De zin, letterlijk uit het document; lange zinnen ingekort."),
)
DICTIONARY_COLUMNS = (
    ResultColumn("tabel", "Tabel", "Naam van de tabel: het bestand in de map tabellen."),
    ResultColumn("blad", "Blad", "Naam van het blad in rapport.xlsx."),
    ResultColumn("kolom", "Kolom", "Naam van de kolom in CSV en Parquet."),
    ResultColumn("kop", "Kop", "Kop van de kolom in het rapport en het werkboek."),
    ResultColumn("soort", "Soort", "tekst, aantal, aandeel (0 tot 1), getal, euro of jaartal."),
    ResultColumn("betekenis", "Betekenis", "Wat er in de kolom staat."),
)


@dataclass(frozen=True, slots=True)
class FlatRow:
    """Values in the order of the columns; `best` is the passage that the row can be opened at."""

    values: tuple[Value, ...]
    best: Pointer | None


@dataclass(frozen=True, slots=True)
class FlatTable:
    """A table as files hold it: with its key, and with quotes where it has none of its own."""

    table: ResultTable
    columns: tuple[ResultColumn, ...]
    rows: tuple[FlatRow, ...]


def flat_table(table: ResultTable, quotations: Quotations) -> FlatTable:
    """A table with its key in front and its best quotes behind."""
    quoted = any(row.basis for row in table.rows) and not has_own_quote(table)
    extra = QUOTE_COLUMNS if quoted else ()
    rows = tuple(_flat_row(table, row, quotations, quoted=quoted) for row in table.rows)
    return FlatTable(table, (KEY, *table.columns, *extra), rows)


def has_own_quote(table: ResultTable) -> bool:
    """Whether an analysis put quotes in the table itself."""
    return any(column.name.startswith(QUOTE) for column in table.columns)


def best_pointer(table: ResultTable, row: ResultRow) -> Pointer | None:
    """The passage that shows a row best: of its quote, else of its first number with a basis."""
    names = sorted(
        (column.name for column in table.columns), key=lambda name: not name.startswith(QUOTE)
    )
    return next((row.basis[name][0] for name in names if row.basis.get(name)), None)


def _flat_row(
    table: ResultTable, row: ResultRow, quotations: Quotations, *, quoted: bool
) -> FlatRow:
    best = best_pointer(table, row)
    values = (row.key, *(row.values.get(column.name) for column in table.columns))
    if not quoted:
        return FlatRow(values, best)
    if best is None:
        return FlatRow((*values, None, None, None), None)
    quote = quotations.at(best).quote
    return FlatRow((*values, quote.text, quote.document, quote.page), best)


def csv_bytes(flat: FlatTable) -> bytes:
    """CSV as UTF-8: comma, one line end everywhere, numbers with a point, empty for no value."""
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow([column.name for column in flat.columns])
    writer.writerows([_written(value) for value in row.values] for row in flat.rows)
    return stream.getvalue().encode("utf-8")


def _written(value: Value) -> str:
    if isinstance(value, str):
        return harmless(value)
    return "" if value is None else repr(value)


def parquet_bytes(flat: FlatTable) -> bytes:
    """Parquet with the types of the measures; what each column means is in its metadata."""
    arrays, fields = [], []
    for place, column in enumerate(flat.columns):
        values = [row.values[place] for row in flat.rows]
        kind = _type_of(column, values)
        arrays.append(pa.array([_as(value, kind) for value in values], kind))
        meaning = {"kop": column.title, "soort": str(column.measure), "betekenis": column.meaning}
        fields.append(pa.field(column.name, kind, metadata=meaning))
    return _parquet(pa.Table.from_arrays(arrays, schema=pa.schema(fields)))


def _type_of(column: ResultColumn, values: Sequence[Value]) -> pa.DataType:
    """Text where a column of numbers also holds words, as `geen tekst` in a matrix."""
    if column.measure is Measure.TEXT or any(isinstance(value, str) for value in values):
        return pa.string()
    whole = all(value is None or float(value).is_integer() for value in values)
    return pa.int64() if column.measure in (Measure.COUNT, Measure.YEAR) and whole else pa.float64()


def _as(value: Value, kind: pa.DataType) -> Value:
    if value is None:
        return None
    if kind == pa.string():
        return str(value)
    return int(value) if kind == pa.int64() else float(value)


def evidence_files(lines: Iterable[EvidenceLine]) -> tuple[bytes, bytes]:
    """The evidence as CSV and as Parquet, a line a passage behind a number.

    The same passage stands behind many numbers, so its half of a line is made once.
    """
    names = [column.name for column in EVIDENCE_COLUMNS]
    numbers: dict[tuple[str, str, str], int] = {}
    passages: dict[Pointer, tuple[int, Cited, str]] = {}
    written = [_csv_line(names)]
    at_number, ranks, at_passage = [], [], []
    heads: list[str] = []
    for line in lines:
        number = (line.table, line.row, line.column)
        place = numbers.setdefault(number, len(numbers))
        if place == len(heads):
            heads.append(_csv_line([harmless(part) for part in number])[:-1])
        pointer = line.cited.pointer
        passage = passages.get(pointer)
        if passage is None:
            tail = _csv_line([_written(value) for value in _passage_values(line.cited)])
            passage = passages[pointer] = (len(passages), line.cited, tail)
        written.append(f"{heads[place]},{line.rank},{passage[2]}")
        at_number.append(place)
        ranks.append(line.rank)
        at_passage.append(passage[0])
    parts = (
        *_repeated(list(numbers), at_number, EVIDENCE_COLUMNS[:3]),
        pa.array(ranks, pa.int64()),
        *_repeated(
            [_passage_values(one) for _, one, _ in passages.values()],
            at_passage,
            EVIDENCE_COLUMNS[4:],
        ),
    )
    table = pa.Table.from_arrays(list(parts), names=names)
    return "".join(written).encode("utf-8"), _parquet(table)


def _csv_line(values: Sequence[str]) -> str:
    stream = io.StringIO()
    csv.writer(stream, lineterminator="\n").writerow(values)
    return stream.getvalue()


def _repeated(
    rows: Sequence[Sequence[str | int]], places: Sequence[int], columns: Sequence[ResultColumn]
) -> list[pa.Array]:
    """Columns of rows that are told once and pointed at from many lines."""
    indices = pa.array(places, pa.int32())
    return [
        pa.array([row[place] for row in rows], _kind(one)).take(indices)
        for place, one in enumerate(columns)
    ]


def _kind(column: ResultColumn) -> pa.DataType:
    return pa.int64() if column.measure is Measure.COUNT else pa.string()


def _passage_values(cited: Cited) -> tuple[str | int, ...]:
    quote = cited.quote
    box = quote.box
    has_place = box.x0 < box.x1 and box.top < box.bottom
    return (
        cited.pointer.passage_id,
        cited.deal_id,
        quote.document,
        quote.page,
        f"{box.x0} {box.top} {box.x1} {box.bottom}" if has_place else "",
        quote.text,
    )


def _parquet(table: pa.Table) -> bytes:
    sink = pa.BufferOutputStream()
    pq.write_table(table, sink, compression="zstd")
    written: bytes = sink.getvalue().to_pybytes()
    return written


def dictionary_table(tables: Iterable[FlatTable], sheets: Mapping[str, str]) -> ResultTable:
    """What every column of every table means; `sheets` gives the sheet of a table by its name."""
    rows = [
        ResultRow(
            f"{flat.table.name}|{column.name}",
            {
                "tabel": flat.table.name,
                "blad": sheets[flat.table.name],
                "kolom": column.name,
                "kop": column.title,
                "soort": str(column.measure),
                "betekenis": column.meaning,
            },
        )
        for flat in tables
        for column in flat.columns
    ]
    rows += [
        ResultRow(
            f"bewijs|{column.name}",
            {
                "tabel": "bewijs",
                "blad": "",
                "kolom": column.name,
                "kop": column.title,
                "soort": str(column.measure),
                "betekenis": column.meaning,
            },
        )
        for column in EVIDENCE_COLUMNS
    ]
    return ResultTable(
        "kolommen",
        "Wat de kolommen betekenen",
        "Kolommen",
        "Van elke tabel elke kolom, met de naam die programma's lezen en de kop die u ziet.",
        DICTIONARY_COLUMNS,
        tuple(rows),
    )
