"""The pages in a real Chromium: without serious violations, and the journeys of policy staff."""

import io
import shutil
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import urljoin

import hostile
import openpyxl
import pytest

from pipelines.commands.serve import desk_of
from pipelines.finding.searching import open_search
from pipelines.page_pictures import PagePictures
from pipelines.progress import Silent
from pipelines.running.conductor import Directly
from pipelines.running.run import analyse
from pipelines.workspace import add_sources, workspace_at
from web.reading_room import ReadingRoom
from web.safety import rules_for

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or ""
if not CHROMIUM or find_spec("playwright") is None:
    pytest.skip(
        "no Chromium or no playwright here: install Debian's chromium and pip's playwright to "
        "check the pages in a real browser",
        allow_module_level=True,
    )

from playwright.sync_api import expect, sync_playwright  # noqa: E402

FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
AXE = (Path(__file__).parent / "axe" / "axe.min.js").read_text("utf-8")
REAL = Path(__file__).parents[3] / "shared" / "pdf" / "real"
WIDTHS = (320, 1280, 2560)
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
KINDS = [
    "begin", "zoeken", "filters", "niets", "interventies", "interventie", "vergelijk",
    "vergelijkbaar", "matrix", "instrumenten", "cel", "onzekere cel", "deals", "deal", "labels",
    "label", "documenten", "document", "kwaad", "over", "eerste bezoek", "voortgang",
    "overeenstemming", "fout",
]  # fmt: skip


@pytest.fixture(scope="module")
def browser():
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=CHROMIUM, args=list(FLAGS))
        yield opened
        opened.close()


def looked_at(browser, address, width, **options):
    """A page of a width at an address; axe may only be put into it past the policy."""
    context = browser.new_context(viewport={"width": width, "height": 900}, **options)
    page = context.new_page()
    page.set_default_timeout(10_000)
    page.goto(address)
    return page


def violations(page):
    """What axe has against a page: rule, how bad, and the first place of each.

    Axe is told that only violations are asked for, so that it does not describe everything that
    is well; it checks the same.
    """
    page.evaluate(AXE)
    asked = "rules => axe.run(document, {runOnly: rules, resultTypes: ['violations']})"
    found = page.evaluate(asked, RULES)
    return [(one["id"], one["impact"], one["nodes"][0]["html"]) for one in found["violations"]]


@pytest.mark.parametrize("kind", KINDS)
def test_no_page_has_a_serious_violation_or_scrolls_sideways(browser, served, addresses, kind):
    address = urljoin(served, addresses[kind])
    page = looked_at(browser, address, WIDTHS[0], bypass_csp=True)
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        page.goto(address)
        assert not violations(page), (kind, width)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, (kind, width)
    page.context.close()


@pytest.mark.parametrize("kind", KINDS)
def test_on_paper_stands_what_is_read_and_nothing_to_click(browser, served, addresses, kind):
    page = looked_at(browser, urljoin(served, addresses[kind]), 794)
    page.emulate_media(media="print")
    for one in page.locator("nav, header, footer, form, button, .skip, .exports").all():
        expect(one).to_be_hidden()
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    wide = "[...document.querySelectorAll('main *:not(.unseen)')].every(e => e.scrollWidth < 1100)"
    assert page.evaluate(wide)
    page.context.close()


def test_every_kind_of_page_is_looked_at(addresses):
    assert set(KINDS) == set(addresses)


def test_no_page_asks_for_what_the_policy_forbids(browser, served, addresses):
    context = browser.new_context()
    page = context.new_page()
    said, asked = [], []
    page.on("console", lambda message: said.append(message.text))
    page.on("dialog", lambda dialog: said.append(dialog.message) or dialog.dismiss())
    page.on("request", lambda request: asked.append(request.url))
    for kind, address in addresses.items():
        if kind != "fout":
            page.goto(urljoin(served, address))
    context.close()
    assert not said
    assert all(one.startswith(served) for one in asked)


def test_who_did_scholingscheques_without_javascript(browser, served):
    page = looked_at(browser, served, 1280, java_script_enabled=False)
    page.get_by_label("Waar zoekt u naar?").fill("scholingscheques")
    page.get_by_role("button", name="Zoek").click()
    hit = page.get_by_role("article").first
    expect(hit.locator("mark").first).to_have_text("scholingscheques", ignore_case=True)
    hit.get_by_role("heading").get_by_role("link").click()
    expect(page.locator(".passage:target")).to_be_visible()
    expect(page.get_by_role("img", name="Pagina").first).to_be_visible()
    page.context.close()


def test_what_tranche_3_reports_on_criminaliteit_with_amounts(browser, served):
    page = looked_at(browser, urljoin(served, "/labels/R9"), 1280)
    page.get_by_role("link", name="Zoek in passages over").click()
    filters = page.get_by_role("navigation", name="Filters")
    filters.get_by_role("link", name="tranche 3").click()
    filters.get_by_role("link", name="zelfrapportage").click()
    hits = page.get_by_role("article")
    assert 0 < hits.count() == hits.filter(has_text="Noord-Limburg · zelfrapportage").count()
    for facet in ("draad=R9", "tranche=3", "bronsoort=zelfrapportage"):
        assert facet in page.url
    assert hits.filter(has_text="€").filter(has_text="Interventie:").count() > 0
    page.context.close()


def test_from_a_project_to_three_comparable_ones_in_excel(browser, served, addresses):
    page = looked_at(browser, urljoin(served, addresses["interventie"]), 1280)
    page.get_by_role("link", name="Vergelijkbaar in andere deals").click()
    deals = page.locator("article .headings a").all_inner_texts()
    assert len(set(deals)) >= 3
    with page.expect_download() as started:
        page.get_by_role("link", name="Excel").click()
    book = openpyxl.load_workbook(io.BytesIO(Path(started.value.path()).read_bytes()))
    rows = list(book["Gevonden"].iter_rows(min_row=2, values_only=True))
    assert len({row[1] for row in rows}) >= 3
    page.context.close()


def test_the_keyboard_comes_everywhere(browser, served):
    page = looked_at(browser, served, 1280)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "inhoud"
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.id") == "q"
    page.context.close()


@pytest.fixture(scope="module")
def real(tmp_path_factory):
    """The pages over the real documents."""
    if not REAL.is_dir():
        pytest.skip(f"the real documents are not here: there is no folder {REAL}")
    workspace = workspace_at(tmp_path_factory.mktemp("real") / "werkruimte")
    add_sources(workspace, REAL)
    analyse(workspace, Directly(), Silent(), workers=1)
    desk = desk_of(workspace)
    room = ReadingRoom(lambda: open_search(workspace), lambda: "1", desk.open_room)
    pictures = PagePictures(workspace.settings())
    with hostile.serving(room, pictures, desk, rules_for("127.0.0.1")) as base:
        yield base
    room.close()


def test_who_did_scholingscheques_in_the_real_documents(browser, real):
    page = looked_at(browser, real, 1280, java_script_enabled=False)
    page.get_by_label("Waar zoekt u naar?").fill("scholingscheques")
    page.get_by_role("button", name="Zoek").click()
    hit = page.get_by_role("article").filter(has_text="€2.500").first
    expect(hit.locator("mark").first).to_have_text("scholingscheques", ignore_case=True)
    hit.get_by_role("link", name="Twents fonds voor vakmanschap").click()
    row = page.get_by_role("row").filter(has_text="€ 2.500")
    row.get_by_role("link").first.click()
    passage = page.locator(".passage:target")
    expect(passage).to_contain_text("€2.500")
    expect(page.get_by_role("img", name="Pagina").first).to_be_visible()
    page.context.close()


def test_what_tranche_3_reports_on_criminaliteit_in_the_real_documents(browser, real):
    page = looked_at(browser, urljoin(real, "/labels/R9"), 1280)
    page.get_by_role("link", name="Zoek in passages over").click()
    filters = page.get_by_role("navigation", name="Filters")
    filters.get_by_role("link", name="tranche 3").click()
    filters.get_by_role("link", name="zelfrapportage").click()
    hits = page.get_by_role("article")
    assert 0 < hits.count() == hits.filter(has_text="Noordoost-Brabant · zelfrapportage").count()
    assert hits.filter(has_text="Stallenaanpak").filter(has_text="€ 2,6 mln").count() > 0
    page.context.close()


def test_from_a_real_project_to_three_comparable_ones_in_excel(browser, real):
    page = looked_at(browser, urljoin(real, "/interventies"), 1280)
    page.get_by_label("Naam").fill("stallenaanpak")
    page.get_by_role("button", name="Toon").click()
    page.get_by_role("table").get_by_role("link", name="Stallenaanpak").click()
    page.get_by_role("link", name="Vergelijkbaar in andere deals").click()
    assert page.get_by_role("article").filter(has_text="Kansrijke start").count() > 0
    with page.expect_download() as started:
        page.get_by_role("link", name="Excel").click()
    book = openpyxl.load_workbook(io.BytesIO(Path(started.value.path()).read_bytes()))
    deals = {row[1] for row in book["Gevonden"].iter_rows(min_row=2, values_only=True)}
    assert len(deals) >= 3
    assert not any("Noordoost-Brabant" in deal for deal in deals)
    page.context.close()
