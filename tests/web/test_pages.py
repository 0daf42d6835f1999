"""What the pages say, without JavaScript."""

import csv
import io
import re
from dataclasses import replace
from html import unescape
from pathlib import Path

import hostile
import openpyxl
import pytest
from hostile import REFUSED, SILENT

from corpus.records import MEERDERE, Bron
from pipelines.finished.run_folder import latest_run
from web.holdings import Holdings
from web.reading_room import ReadingRoom
from web.safety import rules_for


def test_every_page_is_there_and_names_itself(client, addresses):
    titles = {}
    for name, address in addresses.items():
        answer = client.get(address)
        assert answer.status_code == (404 if name == "fout" else 200), address
        assert answer.text.count("<h1>") + answer.text.count("<h1 ") == 1, address
        titles[name] = re.search(r"<title>(.*?)</title>", answer.text)[1]
    assert len(set(titles.values())) >= len(titles) - 5, titles


def test_every_link_of_every_page_leads_somewhere(client, addresses):
    links = set()
    for address in addresses.values():
        found = re.findall(r'(?:href|src)="(/[^"]*)"', client.get(address).text)
        links |= {unescape(link).partition("#")[0] for link in found}
    assert len(links) > 100
    broken = {link: code for link in sorted(links) if (code := client.get(link).status_code) != 200}
    assert not broken


def test_the_matrix_shows_the_cells_of_the_report(client, holdings):
    text = client.get("/matrix").text
    found = [c for c in holdings.cells.values() if c.value == "1" and c.concept.id[0] == "R"]
    assert text.count('class="cell present"') == len(found) > 10


@pytest.mark.parametrize("value", ["1", "0", "onzeker", "geen tekst"])
def test_the_page_of_a_cell_says_what_its_value_means(client, holdings, value):
    starts = {
        "1": "Gevonden in ",
        "0": "Niet gevonden.",
        "onzeker": "Onzeker: ",
        "geen tekst": "Er zijn te weinig ",
    }
    shown = [(key, cell) for key, cell in holdings.cells.items() if cell.value == value]
    assert shown
    for key, cell in shown[:20]:
        text = client.get("/cellen/" + "/".join(key)).text
        assert f'<p class="lead">{starts[value]}' in text
        assert text.count('<article class="hit">') == max(cell.passages, len(cell.shown)) + (
            cell.standard
        )


def test_the_page_of_a_deal_names_what_is_uncertain(client, holdings):
    place, cell = next(
        (place, cell) for place, cell in holdings.cells.items() if cell.value == "onzeker"
    )
    text = client.get(f"/deals/{place[0]}").text
    assert f'href="/cellen/{"/".join(place)}"' in text
    assert cell.concept.short in text


@pytest.mark.parametrize("bron", [Bron.PLAN, Bron.RAPPORTAGE])
def test_the_matrix_can_be_filtered(client, holdings, bron):
    text = client.get(f"/matrix?bron={bron}").text
    rows = [row for row in holdings.rows if row.bron is bron]
    assert text.count('<th scope="row"><a') == len(rows) > 0


def test_the_matrix_can_be_sorted_by_a_theme(client, holdings):
    text = client.get("/matrix?sorteer=R8").text
    assert text.count('aria-sort="descending"') == 1
    shown = re.findall(
        r'<th scope="row"><a href="/deals/([^"]+)">[^<]*</a> <span class="quiet">(\w+)', text
    )
    strengths = [holdings.cells[deal, Bron(bron), "R8"] for deal, bron in shown]
    order = ["geen tekst", "0", "onzeker", "1"]
    weights = [(order.index(one.value), one.strength or 0) for one in strengths]
    assert weights == sorted(weights, reverse=True)
    assert len(set(weights)) > 1


@pytest.mark.parametrize(
    ("facet", "name"), [("draden", "theme_matrix.csv"), ("instrumenten", "instrument_matrix.csv")]
)
def test_the_matrix_is_that_of_the_run_also_without_text(client, holdings, workspace, facet, name):
    table = (latest_run(workspace) / name).read_text("utf-8-sig")
    rows = list(csv.DictReader(table.splitlines()))
    concepts = holdings.taxonomy.facet(facet).concept_ids
    shown = unescape(client.get(f"/matrix?facet={facet}").text)
    signs = {"1": "●", "0": "·", "onzeker": "[?]", "geen tekst": "□"}
    for row in rows:
        cells = "".join(f"<td.*?>{signs[row[one]]}<.*?</td>\\s*" for one in concepts)
        head = f'<a href="/deals/{row["deal_id"]}">[^<]*</a> <span class="quiet">{row["bron"]},'
        assert re.search(f"{head}[^<]*</span></th>\\s*{cells}</tr>", shown), row
    assert shown.count('<tr><th scope="row"><a') == len(rows)
    assert {
        row[one] for row in rows if row["deal_id"] == "t1-brainport-eindhoven" for one in concepts
    } == {"geen tekst"}


def test_a_deal_without_text_says_so(client, holdings):
    text = client.get("/deals/t1-brainport-eindhoven").text
    assert "Geen tekst: van deze deal" in text
    assert "gevonden:" not in text
    key = next(key for key, one in holdings.sources.items() if one.name == SILENT)
    assert unescape(text).count(holdings.document(key).reason) == 1
    assert client.get(f"/documenten/{key}").status_code == 200


def test_every_document_of_the_manifest_is_listed_with_its_outcome(client, workspace):
    text = unescape(client.get("/documenten").text)
    for row in workspace.manifest():
        assert f">{row.title or Path(row.path).name}<" in text
    listed = dict(
        re.findall(
            r'<tr><th scope="row">(?:<a [^>]*>)?([^<]+).*?<td>([^\n]*)</td></tr>', text, re.S
        )
    )
    assert len(listed) == len(workspace.manifest())
    for name in (SILENT, REFUSED):
        outcome, reason = re.fullmatch(
            r'<b>(\w+)</b><br><span class="quiet">(.+)</span>', listed[name]
        ).groups()
        assert (outcome == "gelukt", reason.endswith(".")) == (False, True)
    assert "2 documenten geven geen tekst" in text


def test_a_cell_shows_all_its_passages(client, holdings):
    key, cell = max(holdings.cells.items(), key=lambda item: item[1].passages)
    text = client.get("/cellen/" + "/".join(key)).text
    assert text.count("<blockquote>") == cell.passages > 1


def test_a_hit_says_why_it_is_there(client):
    text = client.get("/?q=scholingscheques").text
    assert "<mark>scholingscheques</mark>" in text.lower()
    assert "<b>Waarom:</b>" in text
    assert "(Regio Deal Het Hogeland, " in text


@pytest.mark.parametrize("written", ["noord limburg", "Noord-Limbrug"])
def test_a_name_is_known_with_a_slip_of_the_pen(client, written):
    text = client.get("/", params={"q": written}).text
    assert '<a href="/deals/t3-noord-limburg">Regio Deal Noord-Limburg</a>' in text


def test_nothing_found_says_which_filter_to_loosen(client, addresses):
    text = client.get(addresses["niets"]).text
    assert "Probeer het ruimer" in text
    link = unescape(re.search(r'<li><a href="([^"]+)">zonder', text)[1])
    assert "geen resultaten" not in client.get(link).text.lower()


def test_a_filter_can_be_chosen_and_let_go(client):
    text = client.get("/?q=scholing").text
    link = unescape(re.search(r'<a href="(/\?q=scholing&amp;draad=R8)"', text)[1])
    chosen = client.get(link).text
    assert 'aria-label="Gekozen filters"' in chosen
    assert '<a href="/?q=scholing"><span class="unseen">Verwijder filter' in chosen


def test_a_document_page_marks_its_passages_where_they_stand(client, holdings):
    document_id, passages = next(
        (key, found) for key, found in holdings.passages_of_document.items() if len(found) > 5
    )
    here = [one for one in passages if 1 in one.passage.pages]
    text = client.get(f"/documenten/{document_id}").text
    boxes = [box for one in here for box in one.passage.boxes if box.page == 1]
    assert len(re.findall(r'<rect class="box', text)) == len(boxes) > 0
    for one in here:
        assert f'href="#p-{one.passage.passage_id}"' in text
        assert f'id="p-{one.passage.passage_id}"' in text
    assert "niet bekeken" in text


def test_the_picture_of_a_page_is_a_png_and_no_other_page_has_one(client, holdings):
    document_id, source = next(iter(holdings.sources.items()))
    count = len(holdings.document(source.document_id).pages)
    answer = client.get(f"/documenten/{document_id}/pagina/1.png")
    assert answer.content.startswith(b"\x89PNG")
    for number in (0, count + 1, -1, "x"):
        wrong = client.get(f"/documenten/{document_id}/pagina/{number}.png")
        assert wrong.status_code in (404, 422)


def test_comparables_are_of_other_deals_and_say_why(client, holdings, addresses):
    text = client.get(addresses["vergelijkbaar"]).text
    one = holdings.interventions[addresses["vergelijkbaar"].rpartition("=")[2]]
    deals = re.findall(r'<p class="headings"><a href="/deals/([^"]+)"', text)
    assert deals
    assert one.deal not in deals
    assert text.count("Waarom vergelijkbaar") == text.count("Soort bewijs:") == len(deals)


def test_the_lists_to_take_along_hold_what_the_page_shows(client, addresses):
    for page, where in (
        ("/?q=scholing", "/zoeken"),
        (addresses["vergelijkbaar"], "/vergelijkbaar"),
    ):
        question = page.partition("?")[2]
        sheet = client.get(f"{where}.csv?{question}").content.decode("utf-8-sig")
        rows = list(csv.DictReader(io.StringIO(sheet)))
        book = openpyxl.load_workbook(io.BytesIO(client.get(f"{where}.xlsx?{question}").content))
        assert book["Gevonden"].max_row == len(rows) + 1 > 2
        assert all(row["bronvermelding"].startswith("(") for row in rows)
        assert unescape(client.get(page).text).count(rows[0]["bronvermelding"]) >= 1
        again = client.get(f"{where}.xlsx?{question}").content
        assert again == client.get(f"{where}.xlsx?{question}").content


def test_a_newer_run_takes_the_place_of_the_old_one(search_room, desk):
    latest = ["1"]
    opened = []

    def open_search():
        opened.append(latest[0])
        return search_room

    room = ReadingRoom(open_search, lambda: latest[0], desk.open_room)
    first = room.holdings
    room.renew()
    assert room.holdings is first
    latest[0] = "2"
    room.renew()
    assert room.holdings is not first
    assert opened == ["1", "2"]
    first.review.close()
    room.close()


def test_a_newer_run_that_cannot_be_read_leaves_the_old_one(search_room, desk, caplog):
    answers = iter([search_room])
    latest = ["1"]
    room = ReadingRoom(lambda: next(answers), lambda: latest[0], desk.open_room)
    first = room.holdings
    latest[0] = "2"
    room.renew()
    assert room.holdings is first
    assert isinstance(first, Holdings)
    assert "niet te lezen" in caplog.text
    room.close()


def test_a_deal_without_documents_of_its_own_is_told_apart(search_room, desk, pictures):
    analysis = search_room.analysis
    sources = tuple(
        replace(one, deal=MEERDERE) if one.deal == "t2-foodvalley" else one
        for one in analysis.sources
    )
    national = replace(search_room, analysis=replace(analysis, sources=sources))
    room = ReadingRoom(lambda: national, lambda: "1", desk.open_room)
    client = hostile.client_of(room, pictures, desk, rules_for("127.0.0.1"))
    own = len({one.deal for one in sources}) - 1
    begin = client.get("/").text
    assert f"evaluaties van {own} Regio Deals, en in 1 document over meerdere deals" in begin
    assert "met passages over nog 1 andere" in begin
    table, _, named = client.get("/deals").text.partition("<h2>Alleen genoemd")
    assert table.count('<tr><th scope="row">') == own
    assert named.count('<li><a href="/deals/t2-foodvalley">') == 1
    assert "t2-foodvalley" not in table
    room.close()
