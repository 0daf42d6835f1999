"""A report of two analyses made by hand, on the small study: what the writers are tested with."""

from dataclasses import replace

from materials import material_of

from report.compiled_report import compile_report
from report.quotes import Pointer
from report.results import (
    Check,
    FigureSpec,
    Form,
    Measure,
    ResultColumn,
    ResultRow,
    ResultTable,
    Section,
    Verdict,
)

RUN = "20261121-101500-000-abcdef01"
LINKS = {name: f"../../dossiers/{name}" for name in ("plan.pdf", "evaluatie.pdf", "scan.pdf")}
CAVEATS = ("Vermelding is geen effect.", "=1+1.pdf staat niet op schijf.")
COLUMNS = (
    ResultColumn("naam", "Rode draad", "Naam van de rode draad."),
    ResultColumn("bron", "Bron", "plan of rapportage."),
    ResultColumn("deals", "Aantal deals", "Deals met de rode draad.", Measure.COUNT),
    ResultColumn("aandeel", "Aandeel", "Aandeel van de deals.", Measure.SHARE),
    ResultColumn("aandeel_laag", "Aandeel, laag", "Onderkant.", Measure.SHARE),
    ResultColumn("aandeel_hoog", "Aandeel, hoog", "Bovenkant.", Measure.SHARE),
    ResultColumn("geld", "Rijksbijdrage", "In euro's.", Measure.EUROS),
    ResultColumn("maat", "Breedte", "Een getal.", Measure.NUMBER),
)
FIRST = Pointer("plan.pdf/0", 0, 41)
OTHERS = (Pointer("evaluatie.pdf/0", 0, 13), Pointer("evaluatie.pdf/1", 0, 16))
ROWS = (
    ResultRow(
        "R1|plan",
        {
            "naam": "=Sociale <b>cohesie</b>",
            "bron": "plan",
            "deals": 1,
            "aandeel": 0.5,
            "aandeel_laag": 0.125,
            "aandeel_hoog": 0.875,
            "geld": 1_250_000.0,
            "maat": 2.25,
        },
        {"deals": (FIRST, *OTHERS), "aandeel": (FIRST, *OTHERS)},
    ),
    ResultRow(
        "R1|rapportage",
        {"naam": "=Sociale <b>cohesie</b>", "bron": "rapportage", "deals": 0, "aandeel": None},
    ),
    ResultRow(
        "R2|plan",
        {"naam": "Gezondheid", "bron": "plan", "deals": "geen tekst", "aandeel": 0.0},
        {"aandeel": OTHERS},
    ),
)
TABLE = ResultTable(
    "draden", "Rode draden", "Draden: <alle>", "Lees per rij & kolom.", COLUMNS, ROWS
)
EMPTY = ResultTable("leeg", "Niets gevonden", "Leeg", "Er is niets.", COLUMNS[:3], ())


def spec(form, **changes):
    """A figure of the table above."""
    made = FigureSpec(
        form.name.lower(), f"Figuur: {form.value}", "Wat er te zien is.", form, "draden", "naam",
        "aandeel", other="maat", group="bron",
    )  # fmt: skip
    return replace(made, **changes)


SECTIONS = (
    Section(
        1,
        "Overzicht",
        "Wat is er gevonden?",
        (TABLE, EMPTY),
        (
            Check("Alles komt voor.", Verdict.HOLDS, "Bij 1 deal.", "Rebel, 2.3", (FIRST,)),
            Check("Niets ontbreekt.", Verdict.FAILS, "Gezondheid ontbreekt."),
        ),
        (spec(Form.BARS, low="aandeel_laag", high="aandeel_hoog"), spec(Form.HEAT)),
        ("Een opmerking.",),
    ),
    Section(
        2,
        "Tweede",
        "En verder?",
        (replace(TABLE, name="nogmaals", sheet="draden  alle"),),
        (Check("Later.", Verdict.NOT_TESTABLE, "Geen gegevens."),),
    ),
)


def report_of(study, deals, taxonomy, sections=SECTIONS):
    """The report, and the material that it was made of."""
    record = {"documenten": [], "bevindingen": [], "taxonomie": "abc", "versies": {"python": "3"}}
    material = material_of(study, deals, taxonomy=taxonomy, record=record)
    return compile_report(material, sections, RUN, CAVEATS, LINKS), material
