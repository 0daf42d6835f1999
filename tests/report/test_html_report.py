"""The page of a report: one file, numbers that lead to passages, nothing that runs or loads."""

import json
import re
import shutil
from dataclasses import replace
from html.parser import HTMLParser
from importlib.util import find_spec
from itertools import pairwise
from pathlib import Path

import pytest
from handmade import FIRST, OTHERS, SECTIONS, report_of

from report.columns import count, text
from report.evidence import Quotations
from report.figures.forms import picture_of
from report.figures.matrix_map import draw_heat_map
from report.html.bases import BEST, Bases
from report.html.page import HEAT_MAP, report_page
from report.html.tables import LONGEST, table_markup
from report.quality import measured_quality
from report.result_workbook import sheet_names
from report.results import ResultRow

PROJECT = Path(__file__).parents[2]
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or ""
AXE = PROJECT / "tests" / "web" / "axe" / "axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


class Elements(HTMLParser):
    """Every element of a page with its attributes, and its text."""

    def __init__(self, page):
        super().__init__()
        self.found, self.words = [], []
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        self.found.append((tag, dict(attrs)))

    def handle_data(self, data):
        self.words.append(data)

    def named(self, *tags):
        return [attributes for tag, attributes in self.found if tag in tags]


@pytest.fixture(scope="module")
def page_of(study, deals, taxonomy, tmp_path_factory):
    """The page of some sections."""

    def make(sections=SECTIONS):
        report, material = report_of(study, deals, taxonomy, sections)
        tables = {table.name: table for table in report.tables}
        pictures = {
            one.name: picture_of(one, tables[one.table]).svg
            for section in sections
            for one in section.figures
        }
        target = tmp_path_factory.mktemp("kaart") / "kaart.svg"
        draw_heat_map(material.cells, taxonomy.facet("draden"), "Rode draden", [target])
        pictures[HEAT_MAP] = target.read_bytes()
        return report_page(report, sheet_names(report.tables), pictures)

    return make


@pytest.fixture(scope="module")
def page(page_of):
    return page_of()


@pytest.fixture(scope="module")
def elements(page):
    return Elements(page)


def test_the_same_report_gives_the_same_page(page, page_of):
    assert page == page_of()


def test_nothing_runs_and_nothing_comes_from_outside(page, elements):
    assert not elements.named("script", "link", "img", "iframe", "image", "object")
    assert not re.search(r"url\((?!#)", page)
    assert "@import" not in page
    assert not [key for _, one in elements.found for key in one if key.startswith("on")]


def test_text_of_documents_and_tables_is_never_markup(page):
    assert "&lt;b&gt;cohesie" in page
    assert "<b>cohesie" not in page


def test_no_two_elements_have_the_same_id_and_every_inner_link_leads_somewhere(elements):
    ids = [one["id"] for _, one in elements.found if "id" in one]
    assert len(ids) == len(set(ids))
    targets = [one["href"][1:] for one in elements.named("a") if one["href"].startswith("#")]
    assert targets
    assert set(targets) <= set(ids)
    drawn = [
        value[1:] for _, one in elements.found for key, value in one.items() if key == "xlink:href"
    ]
    assert set(drawn) <= set(ids)


def test_headings_come_in_order(elements):
    levels = [int(tag[1]) for tag, _ in elements.found if re.fullmatch("h[1-6]", tag)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(b <= a + 1 for a, b in pairwise(levels))


def test_every_table_has_a_caption_and_heads_with_a_scope(elements):
    tables = len(elements.named("table"))
    assert tables == len(elements.named("caption")) > 3
    assert all(one.get("scope") in ("col", "row") for one in elements.named("th"))


def test_a_number_leads_to_its_passages_with_document_and_page(page):
    place = re.search(r'<a href="#(bewijs-\w+)" class="n">1</a>', page)
    assert place
    shown = page[page.index(f'id="{place.group(1)}"') :].split("</div>")[0]
    assert "=SUM(A1) is geen formule maar een citaat." in shown
    assert 'href="../../dossiers/plan.pdf#page=1"' in shown


def test_each_chapter_and_each_verdict_is_there(elements):
    ids = {one.get("id") for _, one in elements.found}
    assert {"overzicht", "matrix", "draad-R1", "draad-R2", "analyse-1", "analyse-2"} <= ids
    assert {"toetsen", "methode", "kwaliteit", "grenzen", "documenten", "bewijs"} <= ids
    text = " ".join(elements.words)
    for told in ("✓ klopt", "✗ klopt niet", "– niet te toetsen", "21 november 2026"):
        assert told in text


def test_what_has_no_text_is_not_0_in_the_matrix(page):
    rows = re.findall(r"<tr>.*?</tr>", page[page.index('class="matrix"') :])
    silent = next(row for row in rows if "Blauwe Kust" in row)
    assert silent.count("geen tekst") == 2
    assert 'class="nul"' not in silent


def test_a_report_without_analyses_or_deals_is_still_a_page(page_of):
    assert "Er zijn geen analyses." in page_of(())


def test_a_basis_is_listed_once_and_only_its_best_passages(study, deals, taxonomy):
    report, _ = report_of(study, deals, taxonomy)
    bases = Bases(report.quotations, {})
    many = (FIRST, *OTHERS, *(replace(FIRST, end=end) for end in range(10, 20)))
    assert (
        bases.place_of(many, "een")
        == bases.place_of(many, "ander")
        != bases.place_of(OTHERS, "een")
    )
    lists = list(bases.lists())
    assert [one.count("<li>") for one in lists] == [BEST, len(OTHERS)]
    assert f"de andere {len(many) - BEST} staan in bewijs.csv" in lists[0]


def test_a_long_table_says_where_its_other_rows_are(study, deals, taxonomy):
    report, _ = report_of(study, deals, taxonomy)
    table = SECTIONS[0].tables[0]
    rows = tuple(ResultRow(str(one), {"naam": f"rij {one}"}) for one in range(LONGEST + 5))
    bases = Bases(Quotations({}, {}), {})
    shown = table_markup(replace(table, rows=rows), bases, "Draden")
    assert shown.count('scope="row"') == LONGEST
    assert f"de eerste {LONGEST} van {LONGEST + 5} rijen" in shown
    assert report.quotations.passages


def test_paper_says_how_many_rows_it_holds(page):
    (first_left_out,) = re.findall(r"tbody tr:nth-child\(n\+(\d+)\)", page)
    assert f"hoogstens de eerste {int(first_left_out) - 1} rijen" in page


def test_of_several_quotes_the_first_stands_in_the_cell_and_leads_to_all():
    table = SECTIONS[0].tables[0]
    quotes = "\n".join(f"“Zin {one}.”" for one in range(3))
    row = ResultRow("a", {"naam": quotes}, {"naam": (FIRST, *OTHERS)})
    bases = Bases(Quotations({}, {}), {})
    shown = table_markup(replace(table, rows=(row,)), bases, "Draden")
    place = bases.place_of((FIRST, *OTHERS), "")
    assert "“Zin 0.”" in shown
    assert "Zin 1" not in shown
    assert f'href="#{place}"' in shown
    assert "en nog 2</a>" in shown


def test_the_ends_of_an_interval_stand_in_the_column_that_they_bound(page):
    assert "12%–88%" in page
    assert "Aandeel, laag" not in page


def test_of_how_many_a_count_is_a_part_stands_in_its_cell_with_all_passages():
    columns = (text("naam", "Naam", "x"), count("gezien", "Gezien", "x"),
               count("gezien_van", "Labels", "x"))  # fmt: skip
    values = {"naam": "R1", "gezien": 1, "gezien_van": 3}
    basis = {"gezien": (FIRST,), "gezien_van": (FIRST, *OTHERS)}
    table = replace(SECTIONS[0].tables[0], columns=columns, rows=(ResultRow("a", values, basis),))
    bases = Bases(Quotations({}, {}), {})
    shown = table_markup(table, bases, "Draden")
    assert ">van 3</a>" in shown
    assert f'href="#{bases.place_of((FIRST, *OTHERS), "")}"' in shown
    assert ">Labels<" not in shown, "a whole has no column of its own"


def test_the_measured_quality_is_that_of_the_method_page():
    method = (PROJECT / "docs" / "methode.md").read_text(encoding="utf-8")
    quality = measured_quality()
    for one in quality.measures[:2]:
        assert f"cijfers over {one.passages} passages" in method
    for one in quality.measures:
        low, high = (f"{value:.2f}" for value in (one.low, one.high))
        values = (one.precision, one.recall, one.micro_f1)
        cells = [*(f"{value:.2f}" for value in values), f"{low}-{high}", f"{one.macro_f1:.2f}"]
        shown = " | ".join(cells).replace(".", ",")
        assert re.search(
            rf"^\| {re.escape(one.facet)} \|(?: \d+ \|)? {re.escape(shown)} \| {one.support}\b",
            method,
            re.MULTILINE,
        )
    for concept, one in quality.concepts.items():
        assert f"| {concept} | {one.support} | {one.given} | {one.hits} |" in method


@pytest.mark.skipif(
    not CHROMIUM or find_spec("playwright") is None,
    reason="no Chromium or no playwright here: install both to check the report in a browser",
)
def test_the_page_has_no_violation_and_does_not_scroll_sideways(page, tmp_path):
    from playwright.sync_api import sync_playwright

    target = tmp_path / "rapport.html"
    target.write_text(page, encoding="utf-8")
    flags = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking"]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=flags)
        for width in (320, 1280, 2560):
            context = browser.new_context(viewport={"width": width, "height": 900}, bypass_csp=True)
            opened = context.new_page()
            opened.set_default_timeout(60_000)
            opened.goto(target.as_uri())
            opened.evaluate(AXE.read_text(encoding="utf-8"))
            call = f"axe.run(document, {{runOnly: {json.dumps(RULES)}}})"
            found = opened.evaluate(call)["violations"]
            assert not [(one["id"], one["nodes"][0]["html"]) for one in found], width
            assert opened.evaluate("document.documentElement.scrollWidth") <= width
            opened.emulate_media(media="print")
            assert not opened.locator(".lijsten").is_visible()
            assert opened.locator("h1").is_visible()
            context.close()
        browser.close()
