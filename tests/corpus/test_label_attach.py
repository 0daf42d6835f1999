"""Judgements find their passage again: nothing changes where nothing changed, and what cannot be
found is told, never dropped."""

from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from judgement_strategies import READERS, moment

from corpus.ids import passage_id
from corpus.judgements.attach import attach, is_any_here
from corpus.judgements.standing import reviewed_labels
from corpus.records import Anchor, Judgement, Passage, PassageKind, Seen, Verdict

CONCEPTS = ("R1", "R2")
SENTENCES = (
    "De regio legt een fietspad aan tussen de twee kernen.",
    "Het Rijk draagt in totaal vier miljoen euro bij.",
    "Jongeren krijgen een plek in de werkplaats van het mbo.",
    "Bewoners denken mee over de inrichting van het dorpsplein.",
    "De partijen evalueren de samenwerking na twee jaar.",
    "Voor wonen en zorg komt er een gezamenlijk loket in de wijk.",
)
AANWEZIG, AFWEZIG, TWIJFEL, INGETROKKEN = Verdict


def document(*texts, key="d1", file="plan.pdf", first=0):
    """Passages of a document, with the name of its file."""
    return [
        (
            file,
            Passage(
                passage_id(key, place, text), key, place, PassageKind.BODY, (), text, (), (), (0,)
            ),
        )
        for place, text in enumerate(texts, first)
    ]


def judged(held, verdict=AANWEZIG, reviewer="lezer-1", at=0, concept="R1"):
    """A judgement on a passage."""
    file, passage = held
    return Judgement(
        passage.passage_id,
        concept,
        verdict,
        reviewer,
        moment(at),
        Seen.BLIND,
        "tagger",
        "taxonomie",
        Anchor(passage.document_id, file, passage.position, 1, "", passage.text),
    )


def ids_of(held):
    return [passage.passage_id for _, passage in held]


def carried_to(found):
    return [one.passage_id for one in found.judgements]


TEXTS = st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=3).map(" ".join)
DOCUMENTS = st.builds(
    lambda texts, number, first: document(
        *texts, key=f"d{number}", file=f"{number % 2}.pdf", first=first
    ),
    st.lists(TEXTS | st.text(max_size=5), max_size=5),
    st.integers(0, 2),
    st.integers(0, 3),
)


@st.composite
def corpora(draw):
    """Passages of some documents, each document once."""
    drawn = {held[0][1].document_id: held for held in draw(st.lists(DOCUMENTS, max_size=3)) if held}
    return [held for key in sorted(drawn) for held in drawn[key]]


@st.composite
def logs(draw, held):
    """Judgements on these passages, each told from the others by its note."""
    count = draw(st.integers(0, 8)) if held else 0
    return [
        replace(
            judged(
                draw(st.sampled_from(held)),
                draw(st.sampled_from(Verdict)),
                draw(st.sampled_from(READERS)),
                draw(st.integers(0, 5)),
                draw(st.sampled_from((*CONCEPTS, "R9"))),
            ),
            note=str(number),
        )
        for number in range(count)
    ]


@st.composite
def rereadings(draw):
    """Judgements on documents as they were, and the documents of now."""
    before = draw(corpora())
    return draw(logs(before)), draw(corpora())


@settings(max_examples=60, deadline=None)
@given(corpora().flatmap(lambda held: st.tuples(st.just(held), logs(held))))
def test_where_no_passage_changed_nothing_does(example):
    held, given_ones = example
    known = [one for one in given_ones if one.concept in CONCEPTS]
    found = attach(given_ones, held, CONCEPTS)
    assert found.judgements == tuple(known)
    assert found.moved == 0
    assert [one.judgement.concept for one in found.lost] == ["R9"] * (len(given_ones) - len(known))


@settings(max_examples=60, deadline=None)
@given(rereadings())
def test_every_judgement_is_carried_or_lost_and_nothing_else_is(example):
    given_ones, now = example
    found = attach(given_ones, now, CONCEPTS)
    carried = {one.note for one in found.judgements}
    lost = [one.judgement for one in found.lost]
    assert carried.isdisjoint(one.note for one in lost)
    assert carried | {one.note for one in lost} == {one.note for one in given_ones}
    by_note = {one.note: one for one in given_ones}
    assert all(by_note[one.note] == one for one in lost)
    for one in found.judgements:
        assert one.passage_id in ids_of(now)
        was = by_note[one.note]
        assert one.seen in (was.seen, Seen.MET_VOORSTEL)
        assert replace(one, passage_id=was.passage_id, seen=was.seen) == was
    moved = {one.note for one in found.judgements if one != by_note[one.note]}
    assert found.moved == len(moved)


@settings(max_examples=60, deadline=None)
@given(rereadings(), st.randoms(use_true_random=False))
def test_the_order_of_judgements_and_passages_does_not_matter(example, chance):
    given_ones, now = example
    found = attach(given_ones, now, CONCEPTS)
    mixed, shuffled = list(given_ones), list(now)
    chance.shuffle(mixed)
    chance.shuffle(shuffled)
    again = attach(mixed, shuffled, CONCEPTS)
    assert Counter(again.judgements) == Counter(found.judgements)
    assert Counter(again.lost) == Counter(found.lost)
    assert again.moved == found.moved


@settings(max_examples=60, deadline=None)
@given(rereadings())
def test_what_was_attached_stays_attached(example):
    given_ones, now = example
    once = attach(given_ones, now, CONCEPTS)
    twice = attach(once.judgements, now, CONCEPTS)
    assert (twice.judgements, twice.moved, twice.lost) == (once.judgements, 0, ())


@settings(max_examples=60, deadline=None)
@given(rereadings())
def test_every_loss_has_one_sentence(example):
    for one in attach(*example, CONCEPTS).lost:
        assert one.reason.endswith(".")
        assert one.reason[0].isupper()
        assert "\n" not in one.reason


# The same text --------------------------------------------------------------------------------


def test_a_passage_that_moved_keeps_its_judgement():
    before = document(*SENTENCES)
    after = document("Inleiding", *SENTENCES)
    found = attach(map(judged, before), after, CONCEPTS)
    assert carried_to(found) == ids_of(after)[1:]
    assert (found.moved, found.lost) == (6, ())
    assert [one.anchor for one in found.judgements] == [judged(one).anchor for one in before]


def test_of_the_same_text_in_several_places_the_nearest_counts():
    before = document(*(["Zie hierboven."] * 2), first=10)
    after = document("Zie hierboven.", *(["Anders."] * 8), "Zie hierboven.", "Zie hierboven.")
    found = attach([judged(before[1])], after, CONCEPTS)
    assert carried_to(found) == [ids_of(after)[10]]


def test_white_space_and_the_way_accents_are_stored_do_not_count():
    before = document("Eén  loket\nvoor bewoners.")
    after = document("Inleiding", "Ee\u0301n loket voor bewoners.")
    assert carried_to(attach([judged(before[0])], after, CONCEPTS)) == ids_of(after)[1:]


def test_the_same_text_in_another_document_is_another_passage():
    before = document(SENTENCES[0], key="d1", file="plan.pdf")
    after = document(SENTENCES[0], key="d2", file="verslag.pdf")
    found = attach([judged(before[0])], after, CONCEPTS)
    assert [one.reason for one in found.lost] == [
        "Het document “plan.pdf” staat niet in de werkruimte."
    ]


def test_a_document_is_known_by_its_content_and_else_by_its_name():
    before = judged(document(SENTENCES[0], key="d1", file="plan.pdf")[0])
    renamed = document("Inleiding", SENTENCES[0], key="d1", file="ander.pdf")
    replaced = document("Inleiding", SENTENCES[0], key="d2", file="plan.pdf")
    assert carried_to(attach([before], renamed + replaced, CONCEPTS)) == [ids_of(renamed)[1]]
    assert carried_to(attach([before], replaced, CONCEPTS)) == [ids_of(replaced)[1]]


def placed_at(positions, text, file="plan.pdf"):
    return [held for at in positions for held in document(text, file=file, first=at)]


def test_a_text_that_stands_in_two_places_goes_to_two_passages_in_order():
    before = placed_at((5, 50), SENTENCES[0])
    said = [judged(before[0], AANWEZIG), judged(before[1], AFWEZIG)]
    for after in (
        placed_at((35, 80), SENTENCES[0]),
        placed_at((35, 80), SENTENCES[0].replace("legt", "leqt")),
        placed_at((35, 80), f"{SENTENCES[0]} {SENTENCES[1]}"),
    ):
        found = attach([replace(one, verdict=AANWEZIG) for one in said], after, CONCEPTS)
        assert carried_to(found) == ids_of(after)
        assert carried_to(attach(said[:1] * 2, after, CONCEPTS)) == ids_of(after)[:1] * 2


POSITIONS = st.lists(st.integers(0, 60), min_size=1, max_size=6, unique=True).map(sorted)


@settings(max_examples=60, deadline=None)
@given(POSITIONS, POSITIONS)
def test_the_same_words_are_shared_out_as_far_as_they_go(old, now):
    before = placed_at(old, SENTENCES[0])
    after = placed_at([at + 100 for at in now], SENTENCES[0])
    found = attach([judged(one) for one in before], after, CONCEPTS)
    assert len(set(carried_to(found))) == min(len(old), len(now))
    assert found.lost == ()
    places = {passage_id: at for at, passage_id in enumerate(ids_of(after))}
    reached = [places[one.passage_id] for one in found.judgements]
    assert reached == sorted(reached)


def test_what_was_revised_in_a_later_reading_counts_where_one_place_is_left():
    first, second = placed_at((5, 7), SENTENCES[0])
    after = placed_at((9,), SENTENCES[0])
    said = [judged(first, AANWEZIG, at=0), judged(second, AFWEZIG, at=1)]
    labels = reviewed_labels(attach(said, after, CONCEPTS).judgements, ["R1"])
    assert labels[ids_of(after)[0]]["R1"].absent == 1
    assert labels[ids_of(after)[0]]["R1"].present == 0


# Nearly the same ------------------------------------------------------------------------------


def test_of_nearly_the_same_texts_the_most_alike_counts_however_far():
    long = " ".join(SENTENCES)
    before = document(long)
    after = document(
        long.replace("vier", "vijf").replace("fietspad", "wandelpad"),
        *SENTENCES[:3],
        long.replace("dorpsplein", "dorps plein"),
    )
    assert carried_to(attach([judged(before[0])], after, CONCEPTS)) == [ids_of(after)[4]]


def test_texts_are_here_as_long_as_something_of_one_of_them_is():
    before = document(SENTENCES[0], SENTENCES[1])
    judged_here = [(one.passage_id, judged((file, one)).anchor) for file, one in before]
    longer = document(f"{SENTENCES[0]} {SENTENCES[2]}")
    assert is_any_here(judged_here, before)
    assert is_any_here(judged_here, longer)
    assert not is_any_here(judged_here, document(SENTENCES[2]))
    assert not is_any_here(judged_here, document(SENTENCES[0], key="d2", file="verslag.pdf"))


def test_another_text_is_not_the_same_text():
    before = document(SENTENCES[0])
    after = document(*SENTENCES[1:])
    found = attach([judged(before[0])], after, CONCEPTS)
    assert found.judgements == ()
    assert [one.reason for one in found.lost] == [
        "De tekst staat niet in “plan.pdf”, ook niet ongeveer."
    ]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Actielijn 3.2 Leefbaarheid", "Actielijn 3.3 Leefbaarheid"),
        ("De regio investeert niet in woningbouw.", "De regio investeert in woningbouw."),
        ("De bijdrage is 5 miljoen in 2022.", "De bijdrage is 8 miljoen in 2023."),
        ("Er komt geen loket in de wijk erbij.", "Er komt een loket in de wijk erbij."),
    ],
)
def test_a_text_with_another_number_or_denial_is_another_text(old, new):
    for before, after in ((old, new), (new, old)):
        found = attach([judged(document(before)[0])], document(after, first=3), CONCEPTS)
        assert found.judgements == ()
        assert "maar niet zeker dezelfde" in found.lost[0].reason


def test_a_passage_takes_over_from_one_text_only():
    other = SENTENCES[0].replace("kernen", "kerken")
    before = document(SENTENCES[0], other)
    after = document("Inleiding", SENTENCES[0])
    found = attach(map(judged, before), after, CONCEPTS)
    assert [one.anchor.text for one in found.judgements] == [SENTENCES[0]]
    assert [one.judgement.anchor.text for one in found.lost] == [other]
    assert "maar niet zeker dezelfde" in found.lost[0].reason


# Joined and split -----------------------------------------------------------------------------

JOINED = document(" ".join(SENTENCES[:2]), *SENTENCES[2:])
SPLIT = document(*SENTENCES)


@pytest.mark.parametrize("verdict", [AANWEZIG, AFWEZIG, TWIJFEL])
def test_of_a_text_that_became_longer_only_presence_still_holds(verdict):
    found = attach([judged(SPLIT[1], verdict)], JOINED, CONCEPTS)
    if verdict == AANWEZIG:
        assert carried_to(found) == ids_of(JOINED)[:1]
        assert found.moved == 1
    else:
        assert found.judgements == ()
        assert [one.reason for one in found.lost] == [
            "De tekst is in “plan.pdf” opgegaan in een langere passage, waarvan alleen het oordeel "
            "aanwezig nog zeker geldt; beoordeel die passage opnieuw."
        ]


@pytest.mark.parametrize("verdict", [AANWEZIG, AFWEZIG, TWIJFEL])
def test_of_a_text_that_was_cut_up_only_absence_still_holds_for_every_piece(verdict):
    found = attach([judged(JOINED[0], verdict)], SPLIT, CONCEPTS)
    if verdict == AFWEZIG:
        assert carried_to(found) == ids_of(SPLIT)[:2]
        assert found.moved == 1
    else:
        assert found.judgements == ()
        assert [one.reason for one in found.lost] == [
            "De tekst is in “plan.pdf” over kortere passages verdeeld, waarvoor alleen het oordeel "
            "afwezig nog zeker geldt; beoordeel die passages opnieuw."
        ]


@pytest.mark.parametrize(
    ("before", "after", "verdict", "seen"),
    [
        (SPLIT[1], JOINED, AANWEZIG, Seen.MET_VOORSTEL),
        (JOINED[0], SPLIT, AFWEZIG, Seen.MET_VOORSTEL),
        (SPLIT[1], document("Inleiding", *SENTENCES), AFWEZIG, Seen.BLIND),
        (
            SPLIT[1],
            document(SENTENCES[1].replace("totaal", "totaai"), first=4),
            AFWEZIG,
            Seen.BLIND,
        ),
    ],
)
def test_what_is_left_of_a_choice_of_verdicts_measures_nothing(before, after, verdict, seen):
    said = judged(before, verdict)
    found = attach([said], after, CONCEPTS)
    assert {one.seen for one in found.judgements} == {seen}
    assert said.seen is Seen.BLIND
    (label, *_) = [one["R1"] for one in reviewed_labels(found.judgements, ["R1"]).values()]
    assert label.present + label.absent == 1
    assert label.blind_present + label.blind_absent == (seen is Seen.BLIND)


@pytest.mark.parametrize(
    ("before", "after", "verdicts"),
    [
        (SPLIT, JOINED, (AANWEZIG, AFWEZIG)),
        (SPLIT, JOINED, (AANWEZIG, TWIJFEL)),
        (SPLIT, JOINED, (AANWEZIG, INGETROKKEN)),
        (JOINED, SPLIT, (AFWEZIG, AANWEZIG)),
        (JOINED, SPLIT, (AFWEZIG, INGETROKKEN)),
    ],
)
def test_what_was_revised_or_withdrawn_does_not_come_back(before, after, verdicts):
    said = [judged(before[0], verdict, at=at) for at, verdict in enumerate(verdicts)]
    found = attach(said, after, CONCEPTS)
    assert reviewed_labels(found.judgements, ["R1"]) == {}


def test_a_revision_of_the_same_text_in_an_earlier_reading_counts_too():
    first = judged(SPLIT[1], AANWEZIG, at=0)
    moved = document("Inleiding", *SENTENCES)
    second = judged(moved[2], AFWEZIG, at=1)
    assert attach([first, second], JOINED, CONCEPTS).judgements == ()


def test_reviewers_do_not_revise_one_another():
    said = [
        judged(SPLIT[0], AANWEZIG, "lezer-1", at=0),
        judged(SPLIT[0], AFWEZIG, "lezer-2", at=1),
    ]
    found = attach(said, JOINED, CONCEPTS)
    assert [one.reviewer for one in found.judgements] == ["lezer-1"]
    assert [one.judgement.reviewer for one in found.lost] == ["lezer-2"]


def test_a_sentence_that_stands_elsewhere_too_counts_as_one_piece():
    before = document(*SENTENCES[4:], " ".join(SENTENCES[:3]))
    after = document(SENTENCES[0], "Tussenkop", *SENTENCES[:3], SENTENCES[1])
    found = attach([judged(before[2], AFWEZIG)], after, CONCEPTS)
    assert carried_to(found) == ids_of(after)[2:5]


def test_a_few_words_that_stand_everywhere_are_no_piece():
    before = document("Zie bijlage 2.", " ".join([SENTENCES[0], "Zie bijlage 2.", SENTENCES[1]]))
    after = document("Zie bijlage 2. " + SENTENCES[3], "bijlage 2.")
    found = attach([judged(before[0]), judged(before[1], AFWEZIG)], after, CONCEPTS)
    assert found.judgements == ()


def test_part_of_a_word_is_no_piece():
    before = document("samenwerking in de regio")
    after = document("De netwerksamenwerking in de regionale keten duurt voort tot het einde.")
    assert attach([judged(before[0])], after, CONCEPTS).judgements == ()


def test_a_label_that_is_gone_is_told():
    held = document(SENTENCES[0])
    found = attach([judged(held[0], concept="R9")], held, CONCEPTS)
    assert [one.reason for one in found.lost] == ["Het label R9 staat niet in de taxonomie."]


def test_there_is_nothing_to_attach():
    found = attach([], [], ())
    assert (found.judgements, found.moved, found.lost) == ((), 0, ())
