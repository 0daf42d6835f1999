"""Two runs compared: nothing that changed is left out, and every change has its cause."""

from collections.abc import Mapping
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from report.run_diff import (
    NO_ROW,
    Cause,
    PastCell,
    PastPassage,
    PastRun,
    causes_counted,
    changes_between,
)

R1, ROW = "R1", ("t2-twente", "rapportage")


def passage(number: int, *, label: bool = True, chance: float = 0.9, **changes: object):
    made = PastPassage(
        passage_id=f"p{number}",
        document="verslag.pdf",
        document_id="d1",
        deal=ROW[0],
        bron=ROW[1],
        weighs=True,
        is_boilerplate=False,
        labels=frozenset({R1} if label else ()),
        probabilities={R1: chance},
        page=3,
        opening="Het dorpshuis krijgt",
    )
    return replace(made, **changes)


def run(
    *passages: PastPassage,
    value: str = "1",
    strength: str = "0.5000",
    documents: Mapping[str, str] | None = None,
    taxonomy: str = "t1",
    model: str = "m1",
    threshold: float = 0.5,
) -> PastRun:
    cell = PastCell(ROW[0], "Twente", ROW[1], R1, "Sociale samenhang", value, strength, "1")
    return PastRun(
        name="run",
        cells={(*ROW, R1): cell},
        passages={one.passage_id: one for one in passages},
        documents={one.document: one.document_id for one in passages}
        if documents is None
        else documents,
        thresholds={R1: threshold},
        taxonomy=taxonomy,
        model=model,
    )


def the_cause(before: PastRun, after: PastRun) -> tuple[Cause, str]:
    (change,) = changes_between(before, after)
    (because,) = change.because
    return because.cause, because.detail


BEFORE = run(passage(1), passage(2, label=False, chance=0.1))
OTHER = {"document": "brief.pdf", "document_id": "d2"}


def causes_of(before: PastRun, after: PastRun) -> list[Cause]:
    (change,) = changes_between(before, after)
    return [one.cause for one in change.because]


@pytest.mark.parametrize(
    ("review", "chance", "values", "is_told"),
    [
        ("afgewezen", 0.9, "10", True),
        ("bevestigd", 0.1, "01", True),
        ("bevestigd", 0.9, "01", False),
        ("afgewezen", 0.9, "01", False),
        ("bevestigd", 0.1, "10", False),
    ],
)
def test_who_judges_a_text_that_is_read_anew_is_a_cause_where_the_model_says_otherwise(
    review: str, chance: float, values: str, is_told: bool
) -> None:
    label = review == "bevestigd"
    old = passage(1, label=chance >= 0.5, chance=chance)
    new = passage(9, label=label, chance=chance, reviewed={R1: review})
    found = causes_of(run(old, value=values[0]), run(new, value=values[1]))
    assert set(found) == {Cause.TEXT_CHANGED, *([Cause.JUDGEMENT] if is_told else [])}


def test_a_judgement_that_was_there_before_the_text_changed_is_no_cause() -> None:
    old, new = (passage(one, label=False, reviewed={R1: "afgewezen"}) for one in (1, 9))
    assert causes_of(run(old), run(new, strength="0.1")) == [Cause.TEXT_CHANGED]


def test_a_rejected_label_in_a_new_document_explains_nothing() -> None:
    new = passage(3, label=False, reviewed={R1: "afgewezen"}, **OTHER)
    after = run(passage(1), passage(2, label=False, chance=0.1), new, strength="0.1")
    assert causes_of(BEFORE, after) == [Cause.DOCUMENT_ADDED]


def test_the_same_run_twice_has_no_changes() -> None:
    assert changes_between(BEFORE, BEFORE) == ()


@pytest.mark.parametrize(
    ("after", "cause", "detail"),
    [
        (
            run(passage(1), passage(2, label=False, chance=0.1), passage(3, **OTHER), value="0"),
            Cause.DOCUMENT_ADDED,
            "brief.pdf",
        ),
        (run(value="0", documents={}), Cause.DOCUMENT_REMOVED, "verslag.pdf"),
        (
            run(passage(9), passage(2, label=False, chance=0.1), value="0"),
            Cause.TEXT_CHANGED,
            "verslag.pdf",
        ),
        (
            run(passage(9, document_id="d9"), value="0"),
            Cause.TEXT_CHANGED,
            "verslag.pdf",
        ),
        (
            run(passage(1, deal="t3-foodvalley"), passage(2, label=False), value="0"),
            Cause.ASSIGNED_ANEW,
            "verslag.pdf",
        ),
        (
            run(passage(1, weighs=False, is_boilerplate=True), passage(2, label=False), value="0"),
            Cause.BOILERPLATE,
            "verslag.pdf",
        ),
        (
            run(passage(1, label=False, chance=0.2), value="0", model="m2"),
            Cause.MODEL,
            "van m1 naar m2",
        ),
        (
            run(passage(1, label=False, chance=0.2), value="0", taxonomy="t2"),
            Cause.TAXONOMY,
            "van t1 naar t2",
        ),
        (
            run(passage(1, label=False), value="0", threshold=0.95),
            Cause.THRESHOLD,
            "R1: van 0,5 naar 0,95",
        ),
        (
            run(passage(1, label=False, reviewed={R1: "afgewezen"}), value="0"),
            Cause.JUDGEMENT,
            "verslag.pdf, pagina 3, “Het dorpshuis krijgt”: afgewezen",
        ),
        (
            run(passage(1, reviewed={R1: "bevestigd"}), value="onzeker"),
            Cause.RULES,
            "geen passage verklaart het verschil",
        ),
        (run(passage(1, label=False), value="0"), Cause.RULES, "verslag.pdf"),
    ],
)
def test_a_changed_cell_names_its_cause(after: PastRun, cause: Cause, detail: str) -> None:
    found = the_cause(replace(BEFORE, passages={"p1": BEFORE.passages["p1"]}), after)
    assert found == (cause, detail)


def test_what_no_passage_explains_comes_from_the_rules() -> None:
    cause, _ = the_cause(BEFORE, replace(BEFORE, cells=run(value="0").cells))
    assert cause is Cause.RULES


def test_a_model_also_moves_a_cell_in_which_no_passage_has_the_label() -> None:
    before = run(passage(1, label=False, chance=0.1), value="0")
    after = run(passage(1, label=False, chance=0.3), value="onzeker", model="m2")
    assert the_cause(before, after) == (Cause.MODEL, "van m1 naar m2")


def test_a_flip_is_told_by_what_touches_the_label_and_a_shift_by_all_that_came() -> None:
    before = run(passage(1))
    came = (passage(1), passage(3, label=False, chance=0.1, **OTHER), passage(4))
    (flip,) = changes_between(before, run(*came, value="0"))
    (shift,) = changes_between(before, run(*came, strength="0.2000"))
    assert [one.cause for one in flip.because] == [Cause.TEXT_CHANGED]
    assert {one.cause for one in shift.because} == {Cause.TEXT_CHANGED, Cause.DOCUMENT_ADDED}


def test_a_row_that_came_or_went_is_a_change() -> None:
    empty = run(documents={})
    gone = replace(empty, cells={})
    (came,) = changes_between(gone, BEFORE)
    (went,) = changes_between(BEFORE, gone)
    assert came.values == (NO_ROW, "1")
    assert went.values == ("1", NO_ROW)
    assert came.because[0].cause is Cause.DOCUMENT_ADDED
    assert went.because[0].cause is Cause.DOCUMENT_REMOVED


CONFIRMED, REJECTED = {R1: "bevestigd"}, {R1: "afgewezen"}


def test_with_another_model_a_judged_label_names_its_judgement_and_another_the_model() -> None:
    before = run(passage(1, chance=0.9), passage(2, chance=0.9), value="onzeker")
    judged = passage(1, label=False, chance=0.4, reviewed=REJECTED)
    (change,) = changes_between(
        before, run(judged, passage(2, label=False, chance=0.4), model="m2", value="0")
    )
    assert {one.cause: one.passages for one in change.because} == {
        Cause.JUDGEMENT: ("p1",),
        Cause.MODEL: ("p2",),
    }


def test_no_model_moves_a_label_on_which_people_had_settled() -> None:
    before = run(passage(1, reviewed=CONFIRMED), passage(2, chance=0.9))
    later = run(passage(1, chance=0.2, reviewed=CONFIRMED), passage(2, chance=0.8), model="m2")
    (change,) = changes_between(before, replace(later, cells=run(strength="0.4000").cells))
    assert [(one.cause, one.passages) for one in change.because] == [(Cause.MODEL, ("p2",))]


@pytest.mark.parametrize(
    ("before", "after", "values", "told"),
    [
        ({}, CONFIRMED, "01", "bevestigd"),
        (CONFIRMED, {}, "10", "bevestiging vervallen"),
        (REJECTED, {}, "01", "afwijzing vervallen"),
        (CONFIRMED, REJECTED, "10", "was bevestigd, nu afgewezen"),
        (REJECTED, CONFIRMED, "01", "was afgewezen, nu bevestigd"),
    ],
)
def test_a_judgement_that_is_taken_back_or_turned_is_the_cause(
    before: Mapping[str, str], after: Mapping[str, str], values: str, told: str
) -> None:
    old = run(passage(1, label=before == CONFIRMED, reviewed=before), value=values[0])
    new = run(passage(1, label=after == CONFIRMED, reviewed=after), value=values[1])
    assert the_cause(old, new) == (
        Cause.JUDGEMENT,
        f"verslag.pdf, pagina 3, “Het dorpshuis krijgt”: {told}",
    )


def test_two_judgements_on_one_page_are_told_apart_by_their_words() -> None:
    before = run(passage(1), passage(2))
    after = run(
        passage(1, label=False, reviewed=REJECTED, opening="Eerst dit"),
        passage(2, label=False, reviewed=REJECTED, opening="Dan dat"),
        strength="0.4000",
    )
    (change,) = changes_between(before, after)
    assert {(one.detail, one.passages) for one in change.because} == {
        ("verslag.pdf, pagina 3, “Eerst dit”: afgewezen", ("p1",)),
        ("verslag.pdf, pagina 3, “Dan dat”: afgewezen", ("p2",)),
    }


def test_rejecting_what_no_model_gave_explains_a_value_and_never_a_strength() -> None:
    before = run(passage(1), passage(2, label=False, chance=0.2), value="onzeker")
    judged = (passage(1), passage(2, label=False, chance=0.2, reviewed=REJECTED))
    assert the_cause(before, run(*judged, value="0"))[0] is Cause.JUDGEMENT
    longer = run(*judged, passage(3, label=False, **OTHER), value="onzeker", strength="0.3000")
    assert the_cause(before, longer)[0] is Cause.DOCUMENT_ADDED


@pytest.mark.parametrize(
    ("strength", "told"), [("0.4000", {"p1": "afgewezen"}), ("0.6000", {"p2": "bevestigd"})]
)
def test_a_shift_names_judgements_that_can_have_moved_it_that_way(
    strength: str, told: dict[str, str]
) -> None:
    before = run(passage(1), passage(2, label=False, chance=0.2), passage(3), passage(4))
    judged = (
        passage(1, label=False, reviewed=REJECTED),
        passage(2, reviewed=CONFIRMED, chance=0.2),
        passage(3, reviewed=CONFIRMED),
    )
    (change,) = changes_between(before, run(*judged, passage(4), strength=strength))
    found = {one.passages[0]: one.detail.rsplit(": ")[-1] for one in change.because}
    assert found == told


def test_a_label_that_stays_moves_a_strength_only_where_nothing_else_can_have() -> None:
    before = run(passage(1), passage(2, label=False, chance=0.2))
    judged = passage(1, reviewed=CONFIRMED)
    repeats = run(judged, passage(2, label=False, chance=0.2), strength="0.6000")
    assert the_cause(before, repeats)[0] is Cause.JUDGEMENT
    added = run(*repeats.passages.values(), passage(3, **OTHER), strength="0.6000")
    assert causes_of(before, added) == [Cause.DOCUMENT_ADDED]


_PASSAGES = st.lists(
    st.builds(
        passage,
        st.integers(0, 8),
        label=st.booleans(),
        chance=st.sampled_from((0.2, 0.8)),
        document=st.sampled_from(("a.pdf", "b.pdf")),
        document_id=st.sampled_from(("d1", "d2")),
        weighs=st.booleans(),
        deal=st.sampled_from((ROW[0], "t3-foodvalley")),
        reviewed=st.sampled_from(({}, CONFIRMED, REJECTED)),
    ),
    max_size=6,
)
_RUNS = st.builds(
    lambda passages, value, strength: run(*passages, value=value, strength=strength),
    _PASSAGES,
    st.sampled_from(("0", "1", "onzeker", "geen tekst")),
    st.sampled_from(("0.1000", "0.2000")),
)


@given(_RUNS, _RUNS)
def test_every_change_has_a_cause_and_both_ways_find_the_same_cells(
    before: PastRun, after: PastRun
) -> None:
    there, back = changes_between(before, after), changes_between(after, before)
    assert [one.cell.concept for one in there] == [one.cell.concept for one in back]
    assert all(one.because for one in there)
    assert [one.is_flip for one in there] == [one.is_flip for one in back]
    counted = dict(causes_counted(there))
    assert set(counted) == {because.cause for one in there for because in one.because}


@given(_RUNS, _RUNS)
def test_the_passages_of_a_cause_were_in_one_of_the_runs(before: PastRun, after: PastRun) -> None:
    known = before.passages.keys() | after.passages.keys()
    for change in changes_between(before, after):
        for because in change.because:
            assert set(because.passages) <= known


_UPWARDS = ("bevestigd", "nu bevestigd", "afwijzing vervallen")
_MOVES = {"0": 0, "onzeker": 1, "1": 2}


@given(_RUNS, _RUNS)
def test_no_judgement_is_named_for_a_change_the_other_way(before: PastRun, after: PastRun) -> None:
    for change in changes_between(before, after):
        judged = [one.detail for one in change.because if one.cause is Cause.JUDGEMENT]
        old, new = change.before, change.after
        assert old is not None
        assert new is not None
        if new.value not in _MOVES:
            assert not judged
        if not {old.value, new.value} <= _MOVES.keys():
            continue
        went = _MOVES[new.value] - _MOVES[old.value] or float(new.strength) - float(old.strength)
        words = [one.rsplit(": ", 1)[1].rsplit(", ", 1)[-1] for one in judged]
        assert all((word in _UPWARDS) == (went > 0) for word in words)
