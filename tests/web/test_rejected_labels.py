"""What people rejected is told wherever the label would have stood, once a run counts it."""

import re
from dataclasses import replace
from html import unescape

import hostile
import pytest

from corpus.records import Verdict
from web.safety import rules_for
from web.shown import labels_of
from web.wording import cell_said


@pytest.fixture
def told(rejected, pictures):
    """What a page says, by its address."""
    client = hostile.client_of(rejected.room, pictures, rejected.desk, rules_for("127.0.0.1"))
    return lambda address: unescape(client.get(address).text)


def words(markup):
    """What a screen reader reads."""
    seen = re.sub(r'<span[^>]* aria-hidden="true">.*?</span>', "", markup)
    return " ".join(re.sub("<[^>]+>", " ", seen).split()).replace(" ,", ",")


def test_a_cell_without_its_label_leads_to_what_was_rejected(told, rejected):
    assert rejected.room.holdings.cells[rejected.emptied].value == "0"
    matrix = told("/matrix") + told("/matrix?facet=instrumenten")
    for key, said in (
        (rejected.emptied, "niet gevonden, 1 label afgewezen"),
        (rejected.thinned, "passages, 1 label afgewezen"),
    ):
        link = re.search(f'<a href="/cellen/{"/".join(key)}">(.*?)</a>', matrix)
        assert words(link[1]).endswith(said)
        assert "✗</span> afgewezen" in matrix
    assert "afgewezen" in words(told(f"/labels/{rejected.emptied[2]}").partition('id="deals"')[2])


def test_the_page_of_a_cell_shows_what_was_rejected_as_such(told, rejected):
    page = told("/cellen/" + "/".join(rejected.emptied))
    assert "De hoogste kans van één passage waarover mensen niet beslisten, is" in page
    shown = page.partition("<h2>Afgewezen</h2>")[2]
    assert shown.count('<article class="hit">') == 1
    assert f"#p-{rejected.passage_id}" in shown
    assert "✗</span> afgewezen" in shown
    assert "door het model gegeven, kans" in shown
    thinned = told("/cellen/" + "/".join(rejected.thinned))
    assert thinned.partition("<h2>Afgewezen</h2>")[2].count('<article class="hit">') == 1


def test_the_page_of_a_deal_leads_to_what_was_rejected(told, rejected):
    for key in (rejected.emptied, rejected.thinned):
        page = told(f"/deals/{key[0]}")
        assert f'<a href="/cellen/{"/".join(key)}">1 label afgewezen<' in page


def test_a_hit_strikes_the_label_and_is_not_found_by_it(told, rejected):
    concept = rejected.emptied[2]
    one = rejected.room.holdings.passages[rejected.passage_id]
    asked = f"/?q={' '.join(one.passage.text.split()[:9])}&deal={one.deal}"
    here = f"#p-{rejected.passage_id}"
    hit = next(part for part in told(asked).split("<article")[1:] if here in part)
    assert re.search(f"<s><b>{concept}</b>.*?✗</span> afgewezen", hit, re.S)
    facet = "draad" if concept[0] == "R" else "instrument"
    assert here not in told(f"{asked}&{facet}={concept}")


def test_a_document_says_that_the_model_gave_it_until_people_take_that_back(told, rejected):
    concept, one = rejected.emptied[2], rejected.room.holdings.passages[rejected.passage_id]
    place = f"/documenten/{one.source.document_id}?pagina={one.passage.pages[0]}"

    def verdict():
        passage = (
            told(place).partition(f'id="p-{rejected.passage_id}"')[2].partition("</article")[0]
        )
        return words(passage.partition(f"<s><b>{concept}</b>")[2].partition("</div>")[0])

    assert "door het model gegeven, kans" in verdict()
    assert "· afgewezen" in verdict()
    review = rejected.room.holdings.review
    review.save("lezer-1", rejected.passage_id, {concept: Verdict.INGETROKKEN})
    assert "· niet bekeken, telt vanaf de volgende run weer mee" in verdict()


def test_a_repeat_of_a_rejected_text_says_where_it_was_rejected(holdings):
    one = next(one for one in holdings.passages.values() if one.labels)
    follows = replace(one, labels=one.labels[1:], struck=one.labels[:1])
    shown = next(label for label in labels_of(follows, holdings) if label.is_struck)
    assert shown.state.words == "afgewezen bij een andere passage met dezelfde tekst"


def test_a_doubtful_cell_does_not_deny_that_there_was_a_label(holdings):
    found = next(one for one in holdings.cells.values() if one.value == "1" and not one.row.unread)
    cell = replace(found, value="onzeker", labelled=())
    assert "geen enkele passage kreeg het label" in cell_said(cell)
    assert "geen enkele" not in cell_said(replace(cell, rejected=1))
