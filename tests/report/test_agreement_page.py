"""The page of agreement: whole, self-contained, safe, and never more than is known."""

import csv
import io
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest

from classify.agreement import Agreement, Figure, SetAgreement, Support
from classify.label_confusion import Against, Confused, Dispute, DisputedPassage
from corpus.records import Anchor, Judgement, Seen, Verdict
from pipelines.commands.agreement_shown import show_agreement
from report.agreement_page import agreement_page
from report.agreement_report import (
    AMONG_PEOPLE,
    MODEL,
    MOST,
    AgreementReport,
    Confusion,
    Counts,
    PairRow,
    Place,
    View,
)
from report.agreement_tables import confusions_csv, disputes_csv, figures_csv
from report.agreement_words import NOBODY_TO_COMPARE

ATTACK = '<script>alert("1")</script><img src=x onerror=alert(2)> & \'"'
NOTHING = Agreement(Support(0, 0, 0, 0), Figure(), Figure(), Figure(), Figure())
NO_SETS = SetAgreement(Support(0, 0, 0, 0), Figure())


class Tags(HTMLParser):
    """Names of tags and attributes; refuses tags that do not match."""

    def __init__(self, page):
        super().__init__()
        self.names, self.open, self.attributes = [], [], []
        self.feed(page)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag, attrs):
        self.names.append(tag)
        self.attributes += attrs
        if tag != "meta":
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag


def agreed(passages, present=20, value=0.5):
    support = Support(passages, passages, present, 5)
    return Agreement(support, Figure(value, (0.25, 0.75)), Figure(0.9), Figure(0.6), Figure())


def judged_labels(labels, passages):
    support = Support(labels * passages, passages, 20, 5)
    return Agreement(support, Figure(0.5), Figure(0.9), Figure(0.6), Figure())


def judged(verdict, reviewer, seen=Seen.BLIND, note=""):
    anchor = Anchor("d1", "plan.pdf", 0, 3, "", "tekst")
    moment = "2026-11-22T09:30:00.000Z"
    return Judgement("p1", "R1", verdict, reviewer, moment, seen, "t", "x", anchor, note)


def view(seen, found):
    sets = SetAgreement(found.support, found.chance_corrected)
    pair = PairRow("lezer-1", "lezer-2", found, {"R1": found, "R2": NOTHING})
    model = [PairRow(name, MODEL, found, {"R1": found}) for name in (MOST, "lezer-1")]
    return View(
        seen,
        ("lezer-1", "lezer-2"),
        {"Rode draden": found},
        {"Rode draden": sets},
        {"R1": found, "R2": NOTHING},
        (pair,),
        tuple(model),
    )


@pytest.fixture
def report():
    voices = (
        judged(Verdict.AANWEZIG, "lezer-1", note=ATTACK),
        judged(Verdict.AFWEZIG, "lezer-2", Seen.MET_VOORSTEL),
    )
    return AgreementReport(
        facets={"Rode draden": ("R1", "R2")},
        names={"R1": "Sociale cohesie", "R2": "Gezondheid"},
        blind=view(Seen.BLIND, agreed(80)),
        assisted=view(Seen.MET_VOORSTEL, NOTHING),
        disputed=(DisputedPassage("p1", (Dispute("p1", "R1", voices),)),),
        against=(Against("p1", "R2", False, 0.91),),
        confusions=(Confusion(Confused("R1", "R2", ("p1",)), AMONG_PEOPLE, ("R1 is samen.",)),),
        places={"p1": Place("p1", "d1", "plan.pdf", Path("/d/plan.pdf"), 3, ATTACK, "(Plan)")},
        counts=Counts(9, 2, 5, 1, 0, 0, 2, 0),
        versions={"tagger": "g<1>"},
    )


def link(place):
    return f"{place.document}#page={place.page}"


def rows_of(text):
    return list(csv.DictReader(io.StringIO(text)))


def test_the_page_is_whole_and_takes_nothing_from_outside(report):
    page = agreement_page(report, link)
    tags = Tags(page)
    assert not {"script", "img", "link", "iframe"} & set(tags.names)
    ids = [value for name, value in tags.attributes if name == "id"]
    assert len(ids) == len(set(ids))
    targets = [value for name, value in tags.attributes if name == "href"]
    assert {one[1:] for one in targets if one.startswith("#")} <= set(ids)
    assert "plan.pdf#page=3" in targets
    assert "alert(" in page, "what was written is shown, as text"
    assert page == agreement_page(report, link)


@pytest.mark.parametrize(("passages", "is_little"), [(29, True), (30, False)])
def test_little_is_called_little(report, passages, is_little):
    one = view(Seen.BLIND, agreed(passages))
    page = agreement_page(replace(report, blind=replace(one, concepts={}, pairs=())), link)
    assert ('class="weinig"' in page) == is_little
    assert ('<p class="getal">Te weinig</p>' in page) == is_little
    assert f"{passages} passages" in page
    assert (">te weinig<" in page) == is_little
    assert ("0,50" in page) == (not is_little), "no figure stands anywhere"
    (row, *_) = rows_of(figures_csv(replace(report, blind=one)))
    assert (row["te_weinig"], row["waarde"]) == ("ja" if is_little else "nee", "0.5000")


def test_what_cannot_be_said_is_a_dash(report):
    page = agreement_page(report, link)
    row = page[page.index("<b>R2</b>") :]
    assert row[: row.index("</tr>")].count("–</td>") == 4
    assert "None" not in page
    assert ">nan<" not in page


def test_without_two_readers_the_page_says_so_and_gives_no_figure(report):
    alone = replace(report, blind=view(Seen.BLIND, NOTHING))
    page = agreement_page(alone, link)
    assert NOBODY_TO_COMPARE in page
    assert "Beoordelaars onderling, " not in page


def test_who_saw_a_proposal_is_named_as_such(report):
    page = agreement_page(report, link)
    assert "afwezig: lezer-2 (met voorstel)" in page
    assert "aanwezig: lezer-1<" in page


def test_blind_and_assisted_stand_in_rows_of_their_own(report):
    both = replace(report, assisted=view(Seen.MET_VOORSTEL, agreed(40, value=0.99)))
    rows = rows_of(figures_csv(both))
    values = {
        (row["gezien"], row["waarde"]) for row in rows if row["wie"] == MOST and row["waarde"]
    }
    assert values == {("blind", "0.5000"), ("met voorstel", "0.9900")}
    page = agreement_page(both, link)
    assert page.index("0,50") < page.index("0,99")


@pytest.mark.parametrize(
    ("labels", "passages", "is_told"), [(2, 40, True), (2, 29, False), (12, 40, False)]
)
def test_figures_that_rest_on_other_labels_are_not_left_side_by_side(
    report, labels, passages, is_told, capsys
):
    """One judged passages whole, another a few labels of each."""
    rows = [
        PairRow(name, MODEL, judged_labels(size, count), {})
        for name, size, count in (("lezer-1", 21, 40), ("lezer-2", labels, passages))
    ]
    found = replace(
        report,
        assisted=replace(report.assisted, model=tuple(rows)),
        blind=replace(report.blind, model=()),
    )
    page = agreement_page(found, link)
    show_agreement(found)
    terminal = " ".join(capsys.readouterr().out.split())
    told = f"niet te vergelijken: deze rusten op gemiddeld {labels},0 tot 21,0 labels per passage"
    assert (told in page, told in terminal) == (is_told, is_told)
    for size in (labels, 21):
        assert f"{size},0 labels per passage<" in page
        assert f" {size},0 " in terminal


def test_no_figure_is_an_empty_cell_and_never_zero(report):
    row = next(one for one in rows_of(figures_csv(report)) if one["label"] == "R2")
    assert row["waarde"] == row["laag"] == row["gelijk"] == ""
    assert row["passages"] == "0"
    assert row["te_weinig"] == "ja"


@pytest.mark.parametrize(("present", "remark"), [(9, "ja"), (10, "nee")])
def test_a_rare_label_is_marked(report, present, remark):
    rare = replace(report, blind=view(Seen.BLIND, agreed(80, present)))
    row = next(one for one in rows_of(figures_csv(rare)) if one["label"] == "R1")
    assert row["zelden"] == remark


def test_the_list_of_disputes_has_sentence_link_and_voices(report):
    people, model = rows_of(disputes_csv(report, link))
    assert (people["aanwezig"], people["afwezig"]) == ("lezer-1", "lezer-2 (met voorstel)")
    assert people["tekst"] == ATTACK
    assert people["link"] == "plan.pdf#page=3"
    assert (model["aanwezig"], model["afwezig"], model["kans"]) == (
        "model",
        "beoordelaars",
        "0.9100",
    )


def test_confused_labels_come_with_what_tells_them_apart(report):
    (row,) = rows_of(confusions_csv(report))
    assert (row["label_1"], row["label_2"], row["passages"]) == ("R1", "R2", "1")
    assert row["onderscheid"] == "R1 is samen."
