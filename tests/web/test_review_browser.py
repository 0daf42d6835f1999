"""Judging in a real Chromium with the keyboard alone, and nothing lost on the way."""

import json
from urllib.parse import urljoin

import hostile
import pytest

from corpus.records import Verdict
from web.safety import rules_for

browsing = pytest.importorskip("test_browser", reason="no Chromium or no playwright here")
browser, violations = browsing.browser, browsing.violations

from playwright.sync_api import expect  # noqa: E402

ONE, TWO = "lezer-1", "lezer-2"
AWAY = (
    "Niet bewaard: de server antwoordt niet. Uw antwoord staat veilig in deze browser en wordt "
    "vanzelf verstuurd."
)


def sat_down(browser, base, name=ONE, width=1280, **options):
    """Somebody who opened the queue and told a name, with keys only."""
    context = browser.new_context(viewport={"width": width, "height": 900}, **options)
    page = context.new_page()
    page.set_default_timeout(10_000)
    page.goto(urljoin(base, "/nakijken"))
    page.get_by_label("Uw naam of initialen").focus()
    page.keyboard.type(name)
    page.keyboard.press("Enter")
    page.wait_for_selector("#oordeel")
    return page


def here(page):
    """The passage that is asked."""
    return page.locator("#oordeel").get_attribute("data-passage")


def is_blind(page):
    return page.locator(".question.blind").count() == 1


def saved(page):
    expect(page.locator("#stand")).to_have_text("Bewaard")


def entered(page):
    """Enter, and the next question."""
    before = here(page)
    page.keyboard.press("Enter")
    page.wait_for_function(
        "was => document.getElementById('oordeel')?.dataset.passage !== was", arg=before
    )


def verdicts(review, passage_id, name=ONE):
    return {key: str(one.verdict) for key, one in review.own(passage_id, name).items()}


@pytest.fixture
def review(judging):
    """The queue itself, to see what was kept."""
    return judging[0].holdings.review


def test_an_afternoon_with_the_keyboard_alone(browser, judged_served, review):
    page = sat_down(browser, judged_served)
    kinds, wanted = [], {}
    for _ in range(6):
        key = here(page)
        kinds.append(is_blind(page))
        if kinds[-1]:
            page.keyboard.press("3")
            expect(page.locator(".group.picked")).to_have_attribute("data-group", "3")
            page.keyboard.press("2")
            page.keyboard.press("8")
            page.keyboard.press("1")
            page.keyboard.press("8")
            page.keyboard.press("1")
            wanted[key] = {"R7": "aanwezig", "I1": "twijfel"}
        else:
            concept = page.locator("[data-digit='1']").get_attribute("data-concept")
            times = len(wanted) % 3 + 1
            for _ in range(times):
                page.keyboard.press("1")
            wanted[key] = {concept: ("aanwezig", "afwezig", "twijfel")[times - 1]}
        entered(page)
    assert sorted(set(kinds)) == [False, True]
    for (key, answers), blind in zip(wanted.items(), kinds, strict=True):
        found = verdicts(review, key)
        assert len(found) == (21 if blind else 1)
        assert answers.items() <= found.items()
    half = here(page)
    digit = page.locator("[data-digit='1']")
    concept = digit.get_attribute("data-concept")
    page.keyboard.press("1")
    saved(page)
    page.close()
    again = page.context.new_page()
    again.goto(urljoin(judged_served, f"/nakijken/{half}"))
    assert verdicts(review, half) == {concept: "aanwezig"}
    chosen = again.locator(f"input[name='{concept}']:checked")
    assert chosen.get_attribute("value") == "aanwezig"
    again.keyboard.press("u")
    expect(again.locator("#stand")).to_contain_text("teruggenomen")
    assert not verdicts(review, half)
    again.goto(urljoin(judged_served, "/nakijken"))
    again.wait_for_selector("#oordeel")
    assert here(again) not in wanted
    again.context.close()


def test_keys_skip_go_back_open_the_list_and_write_a_note(browser, judged_served, review):
    page = sat_down(browser, judged_served)
    first = here(page)
    page.keyboard.press("j")
    expect(page.locator("#oordeel")).not_to_have_attribute("data-passage", first)
    page.keyboard.press("k")
    expect(page.locator("#oordeel")).to_have_attribute("data-passage", first)
    page.keyboard.press("0")
    expect(page.locator("#lijst")).to_have_attribute("open", "")
    code = page.locator("#lijst .ask").first.get_attribute("data-code")
    concept = page.locator("#lijst .ask").first.get_attribute("data-concept")
    page.keyboard.press(code[0])
    page.keyboard.press(code[1])
    saved(page)
    page.keyboard.press("n")
    page.keyboard.type("1 jaar, en j of u is maar een letter")
    page.keyboard.press("Escape")
    saved(page)
    page.keyboard.press("Control+u")
    page.keyboard.press("?")
    expect(page.locator("#hulp")).to_have_attribute("open", "")
    assert verdicts(review, first) == {concept: "aanwezig"}
    assert review.own(first, ONE)[concept].note == "1 jaar, en j of u is maar een letter"
    page.context.close()


def test_two_presses_are_one_answer_and_u_takes_that_back(browser, judged_served, judging, review):
    page = sat_down(browser, judged_served)
    key = here(page)
    concept = page.locator("[data-digit='1']").get_attribute("data-concept")
    page.keyboard.press("1")
    page.keyboard.press("1")
    page.keyboard.press("u")
    expect(page.locator("#stand")).to_contain_text("teruggenomen")
    assert here(page) == key
    assert not verdicts(review, key)
    told = [json.loads(line) for line in judging[1].log().decode().splitlines()]
    assert [one["verdict"] for one in told if one["concept"] == concept] == [
        "afwezig",
        "ingetrokken",
    ]
    page.context.close()


def test_an_answer_reaches_the_server_when_the_page_is_left_at_once(browser, judged_served, review):
    page = sat_down(browser, judged_served)
    key = here(page)
    page.keyboard.press("1")
    page.goto(urljoin(judged_served, "/nakijken/voortgang"))
    page.wait_for_timeout(300)
    assert list(verdicts(review, key).values()) == ["aanwezig"]
    page.context.close()


def test_a_chosen_group_is_let_go(browser, judged_served):
    page = sat_down(browser, judged_served)
    stand, listed = page.locator("#stand"), page.locator("#lijst")
    for way_out in ("x", "9", "Escape", "0"):
        if listed.get_attribute("open") is None:
            page.keyboard.press("0")
        page.keyboard.press("1")
        expect(stand).to_have_text("Groep 1: kies het label")
        page.keyboard.press(way_out)
        expect(stand).to_have_text("")
        expect(page.locator(".group.picked")).to_have_count(0)
        is_closed = listed.get_attribute("open") is None
        assert is_closed == (way_out in ("Escape", "0"))
    page.keyboard.press("1")
    saved(page)
    page.context.close()


def test_a_note_alone_goes_along_and_enter_goes_on(browser, judged_served, review):
    page = sat_down(browser, judged_served)
    key = here(page)
    page.keyboard.press("n")
    page.keyboard.type("Alleen dit")
    page.keyboard.press("Escape")
    entered(page)
    expect(page.locator("#stand")).to_contain_text("Overgeslagen: u gaf geen antwoord.")
    assert review.note(key, ONE) == "Alleen dit"
    assert not verdicts(review, key)
    page.context.close()


def test_a_note_that_is_opened_by_mouse_takes_what_is_typed(browser, judged_served, review):
    page = sat_down(browser, judged_served)
    page.keyboard.press("1")
    saved(page)
    entered(page)
    first = here(page)
    summary = page.locator("#notitie-open summary")
    summary.click()
    expect(page.locator("#notitie")).to_be_focused()
    page.keyboard.type("juni: u en j")
    summary.focus()
    for key in ("j", "u", "1", "?"):
        page.keyboard.press(key)
    assert here(page) == first
    page.get_by_role("button", name="Sla over").click()
    page.wait_for_function(
        "was => document.getElementById('oordeel')?.dataset.passage !== was", arg=first
    )
    assert review.note(first, ONE) == "juni: u en j"
    assert not verdicts(review, first)
    second = here(page)
    summary.click()
    page.keyboard.type("jammer")
    page.get_by_role("link", name="Voortgang", exact=True).click()
    page.wait_for_url("**/voortgang")
    page.wait_for_timeout(300)
    assert review.note(second, ONE) == "jammer"
    assert review.progress(ONE).mine == 1
    page.context.close()


def test_labels_in_a_closed_list_are_not_counted_as_below_the_edge(browser, judged_served):
    page = sat_down(browser, judged_served)
    page.set_viewport_size({"width": 1280, "height": 700})
    page.keyboard.press("?")
    expect(page.locator("#hulp")).to_have_attribute("open", "")
    page.evaluate("document.querySelector('#oordeel').scrollTop = 0")
    proposals = page.locator("[data-digit]")
    bar = page.locator(".go").bounding_box()["y"]
    below = [
        one for one in proposals.all() if (box := one.bounding_box())["y"] + box["height"] > bar + 6
    ]
    assert not below
    expect(page.locator("#meer")).to_be_hidden()
    page.context.close()


@pytest.mark.parametrize("width", [320, 390])
def test_answers_on_a_phone_are_whole_words_without_key_hints(browser, judged_served, width):
    page = sat_down(browser, judged_served, width=width)
    page.goto(f"{judged_served}/nakijken/{here(page)}")
    for one in page.locator("[data-digit] .answer").all():
        wide, scroll, high = one.evaluate("e => [e.clientWidth, e.scrollWidth, e.clientHeight]")
        assert scroll <= wide
        assert 36 <= high < 48
    assert page.locator(".judge .go kbd:visible, .ask kbd:visible").count() == 0
    page.context.close()


def test_the_whole_list_of_the_sample_fits_a_laptop(browser, judged_served, review, judging):
    blind = next(
        key
        for key, one in judging[0].holdings.passages.items()
        if one.counts and review.item(key, ONE).is_blind
    )
    page = sat_down(browser, judged_served)
    page.set_viewport_size({"width": 1280, "height": 800})
    page.goto(urljoin(judged_served, f"/nakijken/{blind}"))
    bar = page.locator(".go").bounding_box()["y"]
    bottoms = [one.bounding_box() for one in page.locator(".ask").all()]
    assert max(one["y"] + one["height"] for one in bottoms) <= bar + 1
    assert page.locator("#meer").is_hidden()
    page.set_viewport_size({"width": 1280, "height": 500})
    expect(page.locator("#meer")).to_contain_text("nog")
    page.context.close()


def test_keys_can_be_turned_off_and_stay_off(browser, judged_served, review):
    page = sat_down(browser, judged_served)
    key = here(page)
    page.locator("#hulp summary").click()
    page.get_by_label("Letters en cijfers als toets gebruiken").uncheck()
    page.reload()
    page.keyboard.press("1")
    page.keyboard.press("j")
    assert here(page) == key
    page.locator("[data-digit='1'] .afwezig").click()
    saved(page)
    assert list(verdicts(review, key).values()) == ["afwezig"]
    page.context.close()


def test_an_answer_survives_a_server_that_is_away_and_a_page_that_is_closed(
    browser, judged_served, review
):
    page = sat_down(browser, judged_served)
    key = here(page)
    concept = page.locator("[data-digit='1']").get_attribute("data-concept")
    page.context.route("**/api/judgements", lambda route: route.abort())
    page.keyboard.press("1")
    expect(page.locator("#stand")).to_have_text(AWAY)
    expect(page.locator("#stand")).to_have_class("saved alarm")
    page.keyboard.press("Enter")
    expect(page.locator("#stand")).to_have_text(AWAY)
    assert here(page) == key, "Enter waits for what is not saved"
    assert not verdicts(review, key)
    held = str(page.context.storage_state()["origins"])
    assert key in held
    assert concept in held
    page.close()
    page.context.unroute("**/api/judgements")
    again = page.context.new_page()
    again.goto(urljoin(judged_served, "/nakijken/voortgang"))
    again.goto(urljoin(judged_served, f"/nakijken/{key}"))
    saved(again)
    assert verdicts(review, key) == {concept: "aanwezig"}
    again.context.close()


def test_everything_works_without_javascript(browser, judged_served, review):
    page = sat_down(browser, judged_served, java_script_enabled=False)
    key = here(page)
    page.locator("[data-digit='1'] .twijfel input").check()
    page.get_by_role("button", name="Bewaar en verder").click()
    assert list(verdicts(review, key).values()) == ["twijfel"]
    assert here(page) != key
    page.get_by_role("button", name="Neem terug").click()
    assert here(page) == key
    assert not verdicts(review, key)
    page.context.close()


def test_two_at_once_get_other_passages_and_other_names(browser, judged_served, review):
    pages = [sat_down(browser, judged_served, name) for name in (ONE, TWO)]
    seen = ([], [])
    for _ in range(4):
        for page, own in zip(pages, seen, strict=True):
            if not is_blind(page):
                own.append(here(page))
            page.keyboard.press("1")
            if not is_blind(page):
                saved(page)
            entered(page)
    assert not set(seen[0]) & set(seen[1])
    for name, own in zip((ONE, TWO), seen, strict=True):
        assert all(verdicts(review, key, name) for key in own)
    for page in pages:
        page.context.close()


@pytest.fixture
def states(judging, review):
    """An address of every state of the queue that looks different."""
    holdings = judging[0].holdings
    counted = [key for key, one in holdings.passages.items() if one.counts]
    assisted = next(key for key in counted if len(review.item(key, ONE).proposals) > 1)
    blind = [key for key in counted if review.item(key, ONE).is_blind]
    concept = review.item(assisted, ONE).proposals[0].concept
    for name, verdict in ((ONE, Verdict.AANWEZIG), (TWO, Verdict.AFWEZIG)):
        review.save(name, assisted, {concept: verdict}, "Een notitie.")
        for key in blind[:2]:
            review.save(name, key, {"R8": verdict})
            review.finish(name, key)
    passage = holdings.passages[assisted]
    return {
        "met voorstel": f"/nakijken/{assisted}",
        "zonder voorstel": f"/nakijken/{blind[2]}",
        "al gedaan": f"/nakijken/{blind[0]}",
        "klaar": "/nakijken/klaar",
        "voortgang": "/nakijken/voortgang",
        "overeenstemming": "/nakijken/overeenstemming",
        "wie": "/nakijken/wie",
        "document": f"/documenten/{passage.source.document_id}?pagina={passage.passage.pages[0]}",
        "label": f"/labels/{concept}",
    }


def test_no_state_has_a_violation_scrolls_sideways_or_prints_what_is_to_click(
    browser, judged_served, states
):
    for width in browsing.WIDTHS:
        page = sat_down(browser, judged_served, width=width, bypass_csp=True)
        for kind, address in states.items():
            page.goto(urljoin(judged_served, address))
            page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
            assert not violations(page), (kind, width)
            assert page.evaluate("document.documentElement.scrollWidth") <= width, (kind, width)
            if width == 1280:
                page.emulate_media(media="print")
                for one in page.locator("nav, header, footer, form, button").all():
                    expect(one).to_be_hidden()
                expect(page.get_by_role("heading", level=1)).to_be_visible()
                page.emulate_media(media="screen")
        page.context.close()


def test_nothing_on_the_way_asks_for_what_the_policy_forbids(browser, judged_served, states):
    page = sat_down(browser, judged_served)
    said = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    for address in states.values():
        page.goto(urljoin(judged_served, address))
    page.goto(urljoin(judged_served, states["met voorstel"]))
    page.keyboard.press("2")
    saved(page)
    page.context.close()
    assert not said


def test_what_was_rejected_has_no_violation_and_fits_a_phone(browser, rejected, pictures):
    key, width = "/".join(rejected.emptied), browsing.WIDTHS[0]
    one = rejected.room.holdings.passages[rejected.passage_id]
    pages = (
        f"/matrix?facet={'draden' if rejected.emptied[2][0] == 'R' else 'instrumenten'}",
        f"/cellen/{key}",
        f"/deals/{rejected.emptied[0]}",
        f"/?q={one.passage.text.split()[0]}&deal={one.deal}",
        f"/documenten/{one.source.document_id}?pagina={one.passage.pages[0]}",
    )
    served = hostile.serving(rejected.room, pictures, rejected.desk, rules_for("127.0.0.1"))
    with served as base:
        page = browsing.looked_at(browser, base, width, bypass_csp=True)
        for address in pages:
            page.goto(urljoin(base, address))
            expect(page.get_by_text("afgewezen").first).to_be_attached()
            page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
            assert not violations(page), address
            assert page.evaluate("document.documentElement.scrollWidth") <= width, address
        page.context.close()
