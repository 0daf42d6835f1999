"""A report before it is written: what its workbook, its page and its other files all hold."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from corpus.records import LANDELIJK, MEERDERE
from report.evidence import Quotations
from report.label_quality import LabelQuality, label_quality
from report.material import Material
from report.results import Check, Measure, ResultColumn, ResultRow, ResultTable, Section, Verdict
from report.shown_values import counted, dotted
from report.tables import DOCUMENT_COLUMNS, document_table
from report.theme_matrix import LEAST_WORDS
from report.thread_tables import ThreadTables, thread_tables

_MONTHS = (
    "januari februari maart april mei juni juli augustus september oktober november december"
).split()
_MEASURES = {
    "jaar": Measure.YEAR,
    "paginas": Measure.COUNT,
    "paginas_zonder_tekst": Measure.COUNT,
    "passages": Measure.COUNT,
    "verwijderde_regels": Measure.COUNT,
}
"""Columns of the documents that hold no text."""
_VERSIONS = {
    "taxonomie": "Taxonomie",
    "extractor": "Lezen van documenten",
    "taalmodel": "Zinnen en namen",
    "embedder": "Vectoren",
    "tagger": "Tagger",
    "taggermodel": "Model van de tagger",
    "toevalsgetal": "Toevalsgetal",
}
"""What run.json says of how it was made, and what that is called."""


@dataclass(frozen=True)
class CompiledReport:
    """Sections and what stands around them.

    `run` is the name of the run's folder and `day` the day on which it was made, in words;
    `links` gives the address of each document as seen from the folder of the report.
    """

    run: str
    day: str
    facts: tuple[tuple[str, str], ...]
    caveats: tuple[str, ...]
    sections: tuple[Section, ...]
    threads: ThreadTables
    documents: ResultTable
    versions: ResultTable
    quotations: Quotations
    links: Mapping[str, str]
    labels: LabelQuality

    @cached_property
    def checks(self) -> ResultTable:
        """The checks of all sections, with their verdict."""
        rows = [
            _check_row(section, number, check)
            for section in self.sections
            for number, check in enumerate(section.checks, 1)
        ]
        return ResultTable(
            "toetsen",
            "Toetsen aan het rapport van Rebel en aan andere bronnen",
            "Toetsen",
            "Elke toets is een bewering met wat er in deze documenten van is gevonden. Niet te "
            "toetsen betekent dat de documenten er niet voor zijn.",
            _CHECK_COLUMNS,
            tuple(rows),
        )

    @cached_property
    def tables(self) -> tuple[ResultTable, ...]:
        """Every table, in the order of the report."""
        of_sections = (table for section in self.sections for table in section.tables)
        return (
            *of_sections, *self.threads.tables, self.checks, self.documents, self.versions,
        )  # fmt: skip

    def tally(self) -> Mapping[Verdict, int]:
        """How many checks came to each verdict."""
        given = [check.verdict for section in self.sections for check in section.checks]
        return {verdict: given.count(verdict) for verdict in Verdict}


_CHECK_COLUMNS = (
    ResultColumn("analyse", "Analyse", "Nummer van de analyse.", Measure.COUNT),
    ResultColumn("titel", "Titel", "Titel van de analyse."),
    ResultColumn("bewering", "Bewering", "Waaraan de analyse wordt gehouden."),
    ResultColumn("oordeel", "Oordeel", "klopt, klopt niet of niet te toetsen."),
    ResultColumn("gevonden", "Gevonden", "Wat er in de documenten van is gevonden."),
    ResultColumn("bron", "Bron", "Waar de bewering vandaan komt."),
)


def _check_row(section: Section, number: int, check: Check) -> ResultRow:
    return ResultRow(
        f"{section.number}|{number}",
        {
            "analyse": section.number,
            "titel": section.title,
            "bewering": check.statement,
            "oordeel": str(check.verdict),
            "gevonden": check.found,
            "bron": check.source,
        },
        {"gevonden": check.basis} if check.basis else {},
    )


def compile_report(
    material: Material,
    sections: Iterable[Section],
    run: str,
    caveats: Iterable[str],
    links: Mapping[str, str],
) -> CompiledReport:
    """Everything that is written, from one run; raises ValueError for two tables of one name."""
    report = CompiledReport(
        run=run,
        day=day_of(run),
        facts=_facts(material),
        caveats=tuple(caveats),
        sections=tuple(sections),
        threads=thread_tables(material),
        documents=_documents(material),
        versions=_versions(material),
        quotations=Quotations(material.passages, material.deals),
        links=links,
        labels=label_quality(material.analysis, material.taxonomy),
    )
    names = [table.name for table in report.tables]
    twice = sorted({name for name in names if names.count(name) > 1})
    if twice:
        raise ValueError(f"two tables have the same name: {twice}")
    return report


def day_of(run: str) -> str:
    """The day in the name of a run's folder, in words; empty for a folder with another name."""
    stamp = run[:8]
    if len(stamp) != 8 or not stamp.isdigit() or not 1 <= int(stamp[4:6]) <= 12:
        return ""
    return f"{int(stamp[6:])} {_MONTHS[int(stamp[4:6]) - 1]} {stamp[:4]}"


def _facts(material: Material) -> tuple[tuple[str, str], ...]:
    """The size of the corpus, as names and what belongs to them."""
    analysis = material.analysis
    read = sum(bool(one.passages) for one in analysis.documents.values())
    pages = sum(len(one.pages) for one in analysis.documents.values())
    counting = [one for one in analysis.passages if one.counts]
    national = sum(one.deal == LANDELIJK for one in counting)
    shared = sum(source.deal == MEERDERE for source in analysis.sources)
    silent = [f"{row.deal.name} ({row.bron})" for row in material.rows if not row.has_text]
    documents = counted(len(analysis.sources), "document", "documenten")
    told = [
        ("Documenten", f"{documents}, waarvan {read} met leesbare tekst"),
        ("Pagina's", counted(pages, "pagina", "pagina's")),
        ("Regio Deals", _deals_told(material)),
        ("Inhoudelijke passages", counted(len(counting), "passage", "passages")),
        ("Landelijke passages, bij geen deal geteld", dotted(national) if national else ""),
        ("Documenten over meer deals", dotted(shared) if shared else ""),
        (f"Geen tekst (minder dan {LEAST_WORDS} woorden gelezen)", ", ".join(silent)),
    ]
    return tuple((name, value) for name, value in told if value)


def _deals_told(material: Material) -> str:
    """How many deals there are, and of how many there is a plan and a report."""
    deals = {row.deal.deal_id for row in material.rows}
    rows = Counter(row.bron for row in material.rows)
    kinds = " en ".join(f"{count} met {bron}" for bron, count in sorted(rows.items()))
    return counted(len(deals), "deal", "deals") + (f": {kinds}" if kinds else "")


def _documents(material: Material) -> ResultTable:
    columns = tuple(
        ResultColumn(
            column.name,
            column.name.replace("_", " ").capitalize().replace("Paginas", "Pagina's"),
            column.meaning,
            _MEASURES.get(column.name, Measure.TEXT),
        )
        for column in DOCUMENT_COLUMNS
    )
    rows = tuple(
        ResultRow(
            one["sha256"],
            {
                name: int(value) if name in _MEASURES and value else value
                for name, value in one.items()
            },
        )
        for one in document_table(material.analysis)
    )
    return ResultTable(
        "documenten",
        "Documenten van deze run",
        "Documenten",
        "Alle documenten die zijn gelezen of geprobeerd, met hun vingerafdruk (SHA-256).",
        columns,
        rows,
    )


def _versions(material: Material) -> ResultTable:
    record = material.record
    told = [
        ("Run", record.get("vingerafdruk", "")),
        *((name, record[key]) for key, name in _VERSIONS.items() if key in record),
        *(("Programma: " + name, value) for name, value in record.get("versies", {}).items()),
    ]
    return ResultTable(
        "versies",
        "Versies en kenmerken",
        "Versies",
        "Dezelfde documenten, versies en instellingen geven dezelfde uitkomst.",
        (
            ResultColumn("onderdeel", "Onderdeel", "Onderdeel van het programma of de run."),
            ResultColumn("versie", "Versie of kenmerk", "Versie, of vingerafdruk van de inhoud."),
        ),
        tuple(ResultRow(name, {"onderdeel": name, "versie": str(value)}) for name, value in told),
    )
