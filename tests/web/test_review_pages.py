"""The review queue without JavaScript, and what it never shows: an answer before it was given."""

import json
import re
from dataclasses import replace
from datetime import timedelta
from html import unescape

import hostile
import pytest
from starlette.testclient import TestClient

from corpus.records import Verdict
from pipelines.review.kept_agreement import AgreementNow
from web.reviewer import COOKIE
from web.safety import rules_for
from web.wording import not_given_said, number, since_run_said

ONE, TWO = "lezer-1", "lezer-2"
HERE = {"origin": "http://127.0.0.1:8600"}
GIVEN = Verdict.AANWEZIG


def named(client, name=ONE):
    """The client as somebody who told who they are."""
    client.cookies.clear()
    answer = client.post("/nakijken/wie", data={"naam": name}, headers=HERE)
    assert answer.status_code == 200
    return answer


@pytest.fixture
def review(judging):
    """The queue itself, to look behind the page."""
    return judging[0].holdings.review


@pytest.fixture
def blind_id(review, judging):
    """A passage of the blind sample that has labels of the tagger and evidence."""
    return next(
        key
        for key, one in judging[0].holdings.passages.items()
        if one.counts and review.item(key, ONE).is_blind and one.labels and one.tag.evidence
    )


@pytest.fixture
def assisted(review):
    """A passage that is asked with proposals."""
    return next(one for one in review.ahead(ONE, 20) if len(one.proposals) > 1)


def test_a_first_visit_asks_who_you_are_and_a_second_one_goes_on(judge_client):
    first = judge_client.get("/nakijken")
    assert "Uw naam of initialen" in first.text
    assert "Uw naam blijft op deze computer" in first.text
    answer = judge_client.post(
        "/nakijken/wie", data={"naam": ONE}, headers=HERE, follow_redirects=False
    )
    assert answer.status_code == 303
    cookie = answer.headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=strict" in cookie
    assert re.search(r"/nakijken/[0-9a-f]+$", str(judge_client.get("/nakijken").url))


@pytest.mark.parametrize("name", ["", "   ", "x" * 61, "a\u200bb"])
def test_a_name_that_cannot_be_is_told_in_a_sentence_and_kept_to_mend(judge_client, name):
    answer = judge_client.post("/nakijken/wie", data={"naam": name}, headers=HERE)
    assert answer.status_code == 422
    assert 'id="bezwaar"' in answer.text
    assert COOKIE not in answer.cookies


def test_a_link_to_a_question_leads_there_after_the_name(judge_client, assisted):
    shown = judge_client.get(f"/nakijken/{assisted.passage_id}").text
    assert f'name="dan" value="{assisted.passage_id}"' in shown
    data = {"naam": ONE, "dan": assisted.passage_id}
    answer = judge_client.post("/nakijken/wie", data=data, headers=HERE)
    assert str(answer.url).endswith(assisted.passage_id)
    data["dan"] = "//kwaad.example"
    answer = judge_client.post("/nakijken/wie", data=data, headers=HERE)
    assert "kwaad" not in str(answer.url)


def test_a_blind_question_holds_nothing_of_the_tagger(judge_client, judging, review, blind_id):
    """The bytes of the page are the same whatever the tagger says, and hold no mark or chance."""
    named(judge_client)
    analysed = judging[0].holdings.passages[blind_id]
    review.save(TWO, blind_id, {analysed.labels[0]: GIVEN})
    text = judge_client.get(f"/nakijken/{blind_id}").text
    main = text[text.index("<main") : text.index("</main>")]
    for betrayed in ("<mark", 'class="chance"', "box labelled", "data-digit", "bewijs voor", TWO):
        assert betrayed not in main, betrayed
    assert not re.search(r"kans (?:&gt;|&lt;)?.?\d", main)
    assert main.count(' value="" checked') == len(judging[0].holdings.concepts)
    assert "/documenten/" not in main.replace(f"{analysed.source.document_id}/pagina/", "").replace(
        'src="/documenten/', ""
    )
    before = main
    judging[0].holdings.passages[blind_id] = replace(analysed, labels=(), tag=None)
    after = judge_client.get(f"/nakijken/{blind_id}").text
    assert after[after.index("<main") : after.index("</main>")] == before


def test_an_assisted_question_shows_proposals_with_chance_and_evidence(
    judge_client, assisted, judging
):
    named(judge_client)
    text = judge_client.get(f"/nakijken/{assisted.passage_id}").text
    digits = re.findall(r'data-concept="(\w+)" data-code="\d\d" data-digit="(\d)"', text)
    wanted = [(one.concept, str(n)) for n, one in enumerate(assisted.proposals, start=1)]
    assert digits == wanted
    assert text.count('<span class="chance">kans') == len(assisted.proposals)
    not_given = sum(not one.is_given for one in assisted.proposals)
    assert text.count("; niet gegeven: ") == not_given
    assert "<mark>" in text
    names = re.findall(r'<input type="radio" name="(\w+)" value="aanwezig"', text)
    assert sorted(names) == sorted(judging[0].holdings.concepts)
    assert unescape(text).count(assisted.reason) == 1


def test_answers_are_kept_and_shown_again_and_only_what_was_answered(
    judge_client, assisted, review
):
    named(judge_client)
    first, second = (one.concept for one in assisted.proposals[:2])
    data = {first: "aanwezig", second: "", "notitie": "Zie de kop.", "doe": "verder"}
    answer = judge_client.post(f"/nakijken/{assisted.passage_id}", data=data, headers=HERE)
    assert answer.status_code == 200
    assert not str(answer.url).endswith(assisted.passage_id)
    own = review.own(assisted.passage_id, ONE)
    assert {key: one.verdict for key, one in own.items()} == {first: "aanwezig"}
    assert own[first].note == "Zie de kop."
    again = judge_client.get(f"/nakijken/{assisted.passage_id}").text
    assert f'name="{first}" value="aanwezig" checked' in again
    assert "Zie de kop.</textarea>" in again
    data[first] = ""
    judge_client.post(f"/nakijken/{assisted.passage_id}", data=data | {"notitie": ""}, headers=HERE)
    assert not review.own(assisted.passage_id, ONE)


def test_a_blind_passage_is_read_whole_only_when_it_is_done(judge_client, blind_id, review):
    named(judge_client)
    judge_client.post(f"/nakijken/{blind_id}", data={"R8": "aanwezig", "doe": "sla-over"})
    assert set(review.own(blind_id, ONE)) == {"R8"}
    judge_client.post(f"/nakijken/{blind_id}", data={"R8": "aanwezig", "doe": "verder"})
    own = review.own(blind_id, ONE)
    assert len(own) == 21
    assert [key for key, one in own.items() if one.verdict != "afwezig"] == ["R8"]
    assert {str(one.seen) for one in own.values()} == {"blind"}


@pytest.mark.parametrize("does", ["verder", "sla-over", "terug"])
def test_a_note_without_an_answer_is_kept_and_traps_nobody(judge_client, assisted, review, does):
    named(judge_client)
    data = {"notitie": "Waarom dit?", "doe": does}
    answer = judge_client.post(f"/nakijken/{assisted.passage_id}", data=data)
    assert answer.status_code == 200
    assert ("Uw notitie is bewaard." in answer.text) == (does == "verder")
    assert not review.own(assisted.passage_id, ONE)
    again = judge_client.get(f"/nakijken/{assisted.passage_id}").text
    assert "Waarom dit?</textarea>" in again


@pytest.mark.parametrize("does", ["sla-over", "terug", "verder"])
def test_leaving_a_passage_that_was_read_whole_takes_nothing_back(
    judge_client, blind_id, review, does
):
    named(judge_client)
    review.finish(ONE, blind_id, None, {"R1": GIVEN, "R2": Verdict.TWIJFEL})
    before = {key: one.verdict for key, one in review.own(blind_id, ONE).items()}
    form = {"R1": "aanwezig", "R2": "twijfel", **dict.fromkeys(("R3", "I1"), ""), "doe": does}
    judge_client.post(f"/nakijken/{blind_id}", data=form, headers=HERE)
    assert {key: one.verdict for key, one in review.own(blind_id, ONE).items()} == before
    judge_client.post(f"/nakijken/{blind_id}", data={**form, "R1": ""}, headers=HERE)
    assert review.own(blind_id, ONE)["R1"].verdict is Verdict.AFWEZIG
    assert review.is_done(blind_id, ONE)


def test_a_page_answers_only_for_whom_it_was_opened(judge_client, assisted, review):
    named(judge_client)
    concept = assisted.proposals[0].concept
    said = {"beoordelaar": TWO, concept: "aanwezig", "doe": "verder"}
    answer = judge_client.post(f"/nakijken/{assisted.passage_id}", data=said, headers=HERE)
    assert answer.status_code == 409
    assert TWO in answer.text
    body = {"passage": assisted.passage_id, "verdicts": {concept: "aanwezig"}, "reviewer": TWO}
    assert judge_client.post("/api/judgements", json=body, headers=HERE).status_code == 422
    assert not review.reviewed


def test_a_blind_question_that_is_done_still_leads_to_no_labels(judge_client, blind_id, review):
    named(judge_client)
    review.finish(ONE, blind_id, None, {"R1": GIVEN})
    text = judge_client.get(f"/nakijken/{blind_id}").text
    assert "U hebt deze passage al gedaan" in text
    main = text[text.index("<main") : text.index("</main>")]
    assert not re.findall(r'<a href="(?!/nakijken)', main)
    assert 'class="chance"' not in main


def test_disputes_of_the_sample_are_kept_from_who_could_still_answer_them_blind(
    judge_client, blind_id, assisted, review, monkeypatch
):
    concept = assisted.proposals[0].concept
    for name, verdict in ((ONE, GIVEN), (TWO, Verdict.AFWEZIG)):
        review.finish(name, blind_id, None, {"R1": verdict})
        review.save(name, assisted.passage_id, {concept: verdict})

    def told(name):
        judge_client.cookies.clear()
        if name:
            named(judge_client, name)
        text = judge_client.get("/nakijken/overeenstemming").text
        assert f'href="/nakijken/{assisted.passage_id}"' in text
        is_listed = f'href="/nakijken/{blind_id}"' in text
        assert is_listed != ("1 passage uit de steekproef staat hier niet" in unescape(text))
        return is_listed, text

    assert "geen <a" in told("")[1]
    for name in (ONE, TWO, "lezer-3"):
        assert told(name)[0] is False, name
    clock = review._clock
    monkeypatch.setattr(review, "_clock", lambda: clock() + timedelta(minutes=11))
    assert [told(name)[0] for name in ("", ONE, TWO, "lezer-3")] == [False, True, True, False]
    assert "telt bij een passage uit de steekproef niet meer als blind" in told(ONE)[1]


def test_the_page_of_agreement_renews_itself_only_while_it_counts(judging, pictures):
    room, desk = judging
    for is_counting in (True, False):
        counted = replace(desk, agreement=lambda _, now=is_counting: AgreementNow(None, now))
        client = hostile.client_of(room, pictures, counted, rules_for("127.0.0.1"))
        text = client.get("/nakijken/overeenstemming").text
        assert ('http-equiv="refresh"' in text) is is_counting
        assert "rodedraden agreement --output" in text


def test_nothing_around_a_blind_question_tells_whether_the_model_gave_a_label(
    judge_client, blind_id, judging, review
):
    analysed = judging[0].holdings.passages[blind_id]
    document = f"/documenten/{analysed.source.document_id}?pagina={analysed.passage.pages[0]}"
    assert f"/nakijken/{blind_id}" not in judge_client.get(document).text
    named(judge_client)
    given = analysed.labels[0]
    other = next(key for key in analysed.tag.probabilities if key not in analysed.labels)

    def around():
        page = judge_client.get(f"/nakijken/{blind_id}").text
        return page.partition("<main")[0], page.partition("</main>")[2]

    empty = around()
    for concept in (given, other):
        review.save(ONE, blind_id, {concept: GIVEN})
        assert around() == empty


def test_a_passage_with_half_the_answers_is_not_done_until_its_reviewer_goes_on(
    judge_client, assisted, review
):
    named(judge_client)
    where, concept = f"/nakijken/{assisted.passage_id}", assisted.proposals[0].concept
    judge_client.post(where, data={concept: "aanwezig", "doe": "sla-over"})
    half = judge_client.get(where).text
    assert "U bent hier begonnen en nog niet klaar." in half
    assert "vandaag geen passages nagekeken" in half or "vandaag 0 passages nagekeken" in half
    judge_client.post(where, data={concept: "aanwezig", "doe": "verder"})
    whole = judge_client.get(where).text
    assert "U hebt deze passage al gedaan" in whole
    assert "vandaag 1 passage nagekeken" in whole
    assert set(review.own(assisted.passage_id, ONE)) == {concept}


def test_going_on_without_an_answer_is_told(judge_client, assisted, review):
    named(judge_client)
    went = judge_client.post(f"/nakijken/{assisted.passage_id}", data={"doe": "verder"})
    assert not str(went.url).partition("?")[0].endswith(assisted.passage_id)
    assert 'role="status">Overgeslagen: u gaf geen antwoord.</p>' in went.text
    concept = assisted.proposals[0].concept
    data = {concept: "twijfel", "doe": "verder"}
    answered = judge_client.post(f"/nakijken/{assisted.passage_id}", data=data)
    assert "Overgeslagen" not in answered.text


def passed_over_all(review, name):
    """Somebody leaves every question open; how many there were."""
    count, item = 0, review.next(name)
    while item is not None:
        count, item = count + 1, review.next(name, item.passage_id)
    return count


def test_the_end_tells_what_was_passed_over_and_asks_it_again(judge_client, review):
    named(judge_client)
    assert "/klaar" not in str(judge_client.get("/nakijken/klaar").url)
    left = passed_over_all(review, ONE)
    done = judge_client.get("/nakijken")
    assert str(done.url).endswith("/nakijken/klaar")
    assert f"{left} passages overgeslagen" in done.text
    assert "U hebt geen passages nagekeken" in done.text
    again = judge_client.post("/nakijken/overgeslagen")
    assert re.search(r"/nakijken/[0-9a-f]+$", str(again.url))
    assert review.passed_over(ONE) == 0


def test_a_name_in_another_spelling_is_the_same_person(judge_client, assisted, review):
    concept = assisted.proposals[0].concept
    review.save(ONE, assisted.passage_id, {concept: GIVEN})
    named(judge_client, " Lezer-1 ")
    text = judge_client.get(f"/nakijken/{assisted.passage_id}").text
    assert f'data-reviewer="{ONE}"' in text
    assert f'name="{concept}" value="aanwezig" checked' in text


@pytest.mark.parametrize(
    ("judged", "changing", "said"),
    [
        (0, 0, ""),
        (1, 0, "is 1 label nagekeken. Dat verandert geen labels"),
        (21, 1, "zijn 21 labels nagekeken. In een nieuwe run verandert 1 label."),
        (1, 1, "is 1 label nagekeken. In een nieuwe run verandert 1 label."),
        (30, 4, "zijn 30 labels nagekeken. In een nieuwe run veranderen 4 labels."),
    ],
)
def test_what_a_new_run_changes_is_told_in_a_sentence(judged, changing, said):
    found = since_run_said(judged, changing)
    assert said in found
    assert bool(found) == bool(judged)


def test_a_chance_below_the_threshold_names_the_threshold():
    assert not_given_said(0.33, 0.45) == "niet gegeven: onder de drempel van 45%"
    assert not_given_said(0.449, 0.451) == "niet gegeven: net onder de drempel van 45%"
    assert "onder" not in not_given_said(0.5, 0.45)
    assert "onder" not in not_given_said(0.5, None)


def test_undo_goes_back_to_what_was_answered(judge_client, assisted, review):
    named(judge_client)
    concept = assisted.proposals[0].concept
    judge_client.post(f"/nakijken/{assisted.passage_id}", data={concept: "afwezig"})
    back = judge_client.post("/nakijken/ongedaan", data={"hier": ""})
    assert f"/nakijken/{assisted.passage_id}" in str(back.url)
    assert "teruggenomen" in back.text
    assert not review.own(assisted.passage_id, ONE)
    nothing = judge_client.post("/nakijken/ongedaan", data={"hier": assisted.passage_id})
    assert "niets meer om terug te nemen" in nothing.text


def test_two_who_work_at_once_are_never_asked_the_same_with_proposals(judge_client, review):
    asked = {ONE: [], TWO: []}
    for _ in range(8):
        for name, own in asked.items():
            named(judge_client, name)
            where = str(judge_client.get("/nakijken").url).rpartition("/")[2]
            item = review.item(where, name)
            if not item.is_blind:
                own.append(where)
            data = {one.concept: "aanwezig" for one in item.proposals[:1]}
            judge_client.post(f"/nakijken/{where}", data=data or {"doe": "verder"})
    assert len(asked[ONE]) > 4 < len(asked[TWO])
    assert not set(asked[ONE]) & set(asked[TWO])


def test_labels_carry_what_people_made_of_them(judge_client, assisted, judging, review):
    holdings = judging[0].holdings
    given = [one.concept for one in assisted.proposals if one.is_given]
    assert given
    key, concept = assisted.passage_id, given[0]
    place = holdings.passages[key].source.document_id
    page = f"/documenten/{place}?pagina={holdings.passages[key].passage.pages[0]}"
    assert "○</span> niet bekeken" in judge_client.get(page).text
    other = next(one for one in holdings.concepts if one not in holdings.passages[key].labels)
    labels = holdings.review_count.labels
    review.save(ONE, key, {concept: Verdict.AFWEZIG, other: GIVEN})
    found = holdings.review_count
    assert (found.labels, found.confirmed, found.rejected) == (labels + 1, 1, 1)
    told = f"<dd>2<small>van {number(labels + 1)} bevestigd of afgewezen"
    assert told in judge_client.get("/nakijken/voortgang").text
    text = judge_client.get(page).text
    assert "✗</span> afgewezen, telt na de volgende run niet meer mee" in text
    assert "hebben mensen gezegd of het klopt" in text
    review.save(TWO, key, {concept: Verdict.AANWEZIG})
    assert "beoordelaars zijn het oneens" in judge_client.get(page).text
    assert f'href="/nakijken/{key}"' in judge_client.get("/nakijken/overeenstemming").text
    shown = judge_client.get(f"/api/passages/{key}").json()["labels"]
    assert next(one for one in shown if one["concept"] == concept)["status"] == "niet bekeken"
    told = judge_client.get(f"/labels/{concept}").text
    assert "Mensen keken bij 1 passage" in told


def test_progress_tells_how_far_and_what_is_left(judge_client, assisted, review, judging):
    named(judge_client)
    answers = {one.concept: Verdict.AFWEZIG for one in assisted.proposals}
    review.save(ONE, assisted.passage_id, answers)
    text = judge_client.get("/nakijken/voortgang").text
    assert "Door u nagekeken</dt><dd>1<" in text
    assert text.count(" van 30<progress") == len(judging[0].holdings.concepts)
    assert judging[1].run_again in unescape(text)
    book = judge_client.get("/nakijken/nakijken.xlsx")
    assert book.content.startswith(b"PK")
    lines = judge_client.get("/nakijken/oordelen.jsonl").text.splitlines()
    assert [json.loads(line)["concept"] for line in lines] == [
        one for one in judging[0].holdings.concepts if one in answers
    ]


def test_judging_over_the_api_is_judging_on_the_page(judge_client, assisted, review):
    concept = assisted.proposals[0].concept
    body = {"passage": assisted.passage_id, "verdicts": {concept: "aanwezig"}, "reviewer": ONE}
    told = {"passage": assisted.passage_id, "saved": 1, "is_done": False}
    assert judge_client.post("/api/judgements", json=body).json() == told
    finished = judge_client.post("/api/judgements", json=body | {"finish": True}).json()
    assert finished == {**told, "saved": 0, "is_done": True}
    assert review.own(assisted.passage_id, ONE)[concept].verdict == "aanwezig"
    read = judge_client.get("/api/judgements")
    assert read.json()["results"][0]["status"] == "bevestigd"
    assert ONE not in read.text


@pytest.mark.parametrize(
    ("wrong", "status"),
    [
        ({"passage": "0" * 16}, 404),
        ({"verdicts": {"R99": "aanwezig"}}, 422),
        ({"verdicts": {"R8": "misschien"}}, 422),
        ({"reviewer": ""}, 422),
        ({"note": "x" * 2_001}, 422),
        ({"extra": 1}, 422),
    ],
)
def test_a_judgement_that_cannot_be_is_refused_in_a_sentence(
    judge_client, assisted, review, wrong, status
):
    body = {"passage": assisted.passage_id, "verdicts": {"R8": "aanwezig"}, "reviewer": ONE} | wrong
    judge_client.cookies.clear()
    answer = judge_client.post("/api/judgements", json=body)
    assert answer.status_code == status
    assert answer.json()["detail"].endswith(".")
    assert not review.reviewed


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "https://kwaad.example"},
        {"sec-fetch-site": "cross-site", "sec-fetch-mode": "navigate"},
        {"sec-fetch-site": "same-site"},
        {"origin": "null"},
    ],
)
def test_another_site_cannot_judge(judge_client, assisted, review, headers):
    named(judge_client)
    for address in (f"/nakijken/{assisted.passage_id}", "/nakijken/wie", "/api/judgements"):
        body = json.dumps({"passage": assisted.passage_id, "verdicts": {"R8": "aanwezig"}})
        answer = judge_client.post(address, content=body, headers=headers)
        assert answer.status_code == 403
    assert not review.reviewed


def test_no_page_but_ones_own_names_who_judged(judge_client, addresses, assisted, review):
    review.save("lezer-geheim", assisted.passage_id, {assisted.proposals[0].concept: GIVEN})
    judge_client.cookies.clear()
    for address in (*addresses.values(), "/api/judgements", f"/api/passages/{assisted.passage_id}"):
        assert "lezer-geheim" not in judge_client.get(address).text, address


def test_what_is_no_question_says_so(judge_client: TestClient, judging):
    named(judge_client)
    heading = next(key for key, one in judging[0].holdings.passages.items() if not one.counts)
    for key in (heading, "0" * 16):
        answer = judge_client.get(f"/nakijken/{key}")
        assert answer.status_code == 404
        assert '<p class="lead">' in answer.text
        assert '<a href="/nakijken">Naar de volgende vraag</a>' in answer.text
        assert judge_client.post(f"/nakijken/{key}", data={}).status_code == 404
    wrong = judge_client.post(f"/nakijken/{heading}", content=b"\xff\xfe")
    assert wrong.status_code == 422
