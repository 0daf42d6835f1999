"""The evaluation page: whole, self-contained, and safe whatever the passages hold."""

import json
import re
from html.parser import HTMLParser

import pytest

from classify.assessment import assess
from classify.mistakes import JudgedPassage
from corpus.records import Evidence, Tag
from report.evaluation_page import evaluation_page
from report.evaluation_record import evaluation_record, reason_of

VERSIONS = {"taxonomie": "t1", "tagger": "g<1>"}
ATTACK = '<script>alert("1")</script><img src=x onerror=alert(2)> & \'"'
THRESHOLDS = {"R1": 0.4, "R2": 0.5, "I1": 0.5}
VOID = {"meta"}


class Outline(HTMLParser):
    """Tags, attributes and the text of cells; refuses tags that do not match."""

    def __init__(self, page):
        super().__init__()
        self.tags, self.open, self.text = [], [], ""
        self.feed(page)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        if self.open and self.open[-1] != "style":
            self.text += data

    def named(self, name):
        return [attrs for tag, attrs in self.tags if tag == name]


def tagged(passage_id, evidence=(), **chances):
    return Tag(passage_id, dict.fromkeys(THRESHOLDS, 0.1) | chances, dict(evidence))


@pytest.fixture
def make_assessment(taxonomy):
    def make(*, text="Het dorpshuis gaat open.", name="p1", kind="brief", source="bron", times=1):
        passages = [
            JudgedPassage(name, text, frozenset(["R1"]), kind, source),
            JudgedPassage("p2", "Een wandeling.", frozenset(), kind, source),
        ]
        tags = [
            tagged(name, R1=0.2, R2=0.7, evidence={"R1": (Evidence(4, 13, "dorpshuis"),)}),
            tagged("p2", R2=0.75),
        ]
        given = [frozenset(["R2"]), frozenset(["R2"])]
        return assess(taxonomy, passages * times, tags * times, given * times, THRESHOLDS)

    return make


def test_nothing_of_the_input_becomes_markup(make_assessment):
    found = make_assessment(text=ATTACK, name=ATTACK, kind=ATTACK, source=ATTACK)
    page = evaluation_page(found, {"tagger": ATTACK})
    outline = Outline(page)
    assert outline.named("script") == outline.named("img") == []
    assert not any(key.startswith("on") for _, attrs in outline.tags for key in attrs)
    assert outline.text.count('<script>alert("1")</script>') >= 4


def test_the_page_needs_nothing_from_outside(make_assessment):
    page = evaluation_page(make_assessment(), VERSIONS)
    outline = Outline(page)
    assert page.startswith('<!doctype html>\n<html lang="nl">')
    assert outline.named("link") == outline.named("script") == []
    assert not re.search(r"https?:|url\(|@import", page)
    assert all(attrs["href"].startswith("#") for attrs in outline.named("a"))
    places = {attrs["id"] for _, attrs in outline.tags if "id" in attrs}
    assert {attrs["href"][1:] for attrs in outline.named("a")} <= places


def test_every_table_has_a_caption_and_every_head_a_scope(make_assessment):
    outline = Outline(evaluation_page(make_assessment(), VERSIONS))
    assert len(outline.named("table")) == len(outline.named("caption")) == 10
    assert all(attrs["scope"] in ("col", "row") for attrs in outline.named("th"))
    figures = [attrs for attrs in outline.named("svg") if attrs.get("role") == "img"]
    assert len(figures) == len(outline.named("title")) - 1 == len(outline.named("desc")) == 2


def test_the_worst_passage_shows_its_evidence_and_the_reason(make_assessment):
    page = evaluation_page(make_assessment(), VERSIONS)
    assert "Het <mark>dorpshuis</mark> gaat open." in page
    assert "R1 Sociale cohesie (gemist)" in page
    assert "R2 Gezondheid (ten onrechte)" in page
    missed, wrong = make_assessment().worst
    assert reason_of(missed) == (
        "R1 gemist: kans 0,20, onder de drempel 0,40; gevonden woorden: “dorpshuis”."
    )
    assert reason_of(wrong) == (
        "R2 ten onrechte gegeven: kans 0,75, op of boven de drempel 0,50; er zijn geen woorden "
        "voor dit label gevonden."
    )


def test_figures_on_few_labels_are_grey_and_say_so(make_assessment):
    few = evaluation_page(make_assessment(), VERSIONS)
    many = evaluation_page(make_assessment(times=40), VERSIONS)
    assert few.count("te weinig") > many.count("te weinig")
    assert 'class="genoeg"' not in few
    assert 'class="genoeg"' in many


def test_overlapping_evidence_marks_every_letter_once(taxonomy):
    text = "Het dorpshuis gaat open."
    evidence = {"R1": (Evidence(4, 18, "a"), Evidence(4, 13, "b"), Evidence(10, 99, "c"))}
    passage = JudgedPassage("p", text, frozenset(["R1"]))
    found = assess(
        taxonomy, [passage], [tagged("p", R1=0.1, evidence=evidence)], [frozenset()], THRESHOLDS
    )
    outline = Outline(evaluation_page(found, VERSIONS))
    assert text in outline.text
    assert len(outline.named("mark")) == 3


def test_labels_without_a_fault_leave_nothing_to_show(taxonomy):
    passage = JudgedPassage("p", "Niets.", frozenset())
    found = assess(taxonomy, [passage], [tagged("p")], [frozenset()], THRESHOLDS)
    page = evaluation_page(found, VERSIONS)
    assert "Geen enkele passage heeft een fout label." in page
    assert "Per bron" not in page
    Outline(page)


def test_the_record_says_the_same_every_time_and_holds_no_nan(make_assessment):
    one, other = (
        json.dumps(evaluation_record(make_assessment(), VERSIONS), allow_nan=False)
        for _ in range(2)
    )
    assert one == other
    record = json.loads(one)
    draden = record["facetten"]["draden"]
    assert draden["begrippen"]["micro"]["steun"] == 1
    assert draden["begrippen"]["vals_alarm"] == 1
    assert draden["verwarring"]["R1"] == {
        "gemist": 1,
        "niets_in_plaats": 0,
        "ten_onrechte": {"R2": 1},
    }
    assert list(draden["soorten"]) == ["brief"]
    assert record["slechtste_passages"][0]["aanwijzingen"] == ["dorpshuis"]
