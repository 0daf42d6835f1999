"""The stance of a passage: what it commits to, what it names, and what it leaves out."""

from itertools import pairwise

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from classify.stance import Stance, excluded_spans, stance_of
from corpus.records import Evidence

PIECES = [
    "De sporthal",
    "de deal",
    "valt buiten de deal",
    "is geschrapt",
    "Dat is geen onderdeel van het convenant",
    "die elders wordt betaald",
    "richt zich niet op zorg",
    "Status",
    "maar",
    "en",
    "waar",
    "İstanbul",
    "€ 1,2 mln",
    ".",
    ";",
    ":",
    ",",
    "\n",
    "|",
]
PARAGRAPHS = st.lists(st.sampled_from(PIECES), max_size=20).map(" ".join)


def at(text, words):
    """Evidence for each of some words of a text."""
    return [Evidence(text.index(word), text.index(word) + len(word), word) for word in words]


def stance(text, *words):
    return stance_of(text, at(text, words))


@pytest.mark.parametrize(
    "text",
    [
        "De sporthal valt buiten de deal.",
        "De sporthal blijft in deze brief buiten beschouwing.",
        "De sporthal maakt geen deel uit van de afspraken.",
        "De sporthal is geen onderdeel van het convenant.",
        "De sporthal komt in deze overeenkomst niet aan bod.",
        "De sporthal staat niet op de projectenlijst.",
        "De sporthal hoort niet tot de thema's van de deal.",
        "De sporthal wordt elders gefinancierd.",
        "De sporthal loopt via het gemeentelijke programma Vitale wijken.",
        "De sporthal is ondergebracht bij een ander programma.",
        "De sporthal wordt uit reguliere middelen betaald.",
        "De sporthal staat los van de Regio Deal.",
        "In de deal is geen geld opgenomen voor de sporthal.",
        "Over de sporthal zijn in dit convenant geen afspraken gemaakt.",
        "Over de sporthal beslist de gemeente.",
        "De aanvraag voor de sporthal is niet gehonoreerd.",
        "Het voorstel voor een sporthal is afgevallen.",
        "De sporthal is komen te vervallen.",
        "Het plan voor de sporthal is na lang overleg ingetrokken.",
        "De sporthal is om financiële redenen uit het projectplan gehaald.",
        "De bouw van de sporthal gaat niet door.",
        "Buiten scope: de parkeerplaats, de sporthal en de weg.",
        "Wat de deal niet doet: een sporthal bouwen, wegen verbreden.",
        "Project: sporthal; Status: stopgezet.",
        "- Nieuwe sporthal: geen onderdeel van de deal.",
        "De deal gaat niet over de sporthal.",
    ],
)
def test_what_is_outside_elsewhere_or_dropped_is_left_out(text):
    assert stance(text, "sporthal") is Stance.UITSLUITING


@pytest.mark.parametrize(
    "text",
    [
        "Niet alleen de sporthal maar ook het zwembad krijgt een nieuw dak.",
        "De deal richt zich niet alleen op de sporthal maar ook op de school.",
        "Zonder sporthal geen levendig dorp, daarom komt er een nieuwe.",
        "Zonder de sporthal komt het plan niet van de grond, dus de regio bouwt er een.",
        "Niet alle doelen zijn gehaald, maar de sporthal is geopend.",
        "De sporthal is niet geschrapt en krijgt een nieuwe vloer.",
        "In de vervallen sporthal komt een werkplaats.",
        "Boeren die zijn gestopt helpen bij de bouw van de sporthal.",
        "De lessen in de sporthal zijn na drie jaar stopgezet; 240 kinderen deden mee.",
        "De sporthal ligt buiten het centrum, daarom rijdt er een bus.",
        "Gezinnen zijn al ingetrokken bij de nieuwe sporthal.",
    ],
)
def test_other_negations_leave_nothing_out(text):
    assert excluded_spans(text) == ()
    assert stance(text, "sporthal") is Stance.INZET


@pytest.mark.parametrize(
    ("text", "kept", "left_out"),
    [
        (
            "De aanleg van het fietspad gaat door; de sporthal valt buiten de deal.",
            "fietspad",
            "sporthal",
        ),
        ("De deal richt zich niet op zorg maar op betaalbaar wonen.", "wonen", "zorg"),
        ("De bibliotheek is geopend en het zwembad is geschrapt.", "bibliotheek", "zwembad"),
        ("Het zwembad is geschrapt en de bibliotheek is geopend.", "bibliotheek", "zwembad"),
        (
            "Het station krijgt een fietsenstalling, maar het spoor blijft buiten de deal.",
            "fietsenstalling",
            "spoor",
        ),
        ("Het spoor is geen onderdeel van de deal, de fietsbrug wel.", "fietsbrug", "spoor"),
        (
            "Scholen krijgen een moestuin. Over woningen zijn in een ander overleg afspraken.",
            "moestuin",
            "woningen",
        ),
    ],
)
def test_a_cue_governs_its_own_clause(text, kept, left_out):
    assert stance(text, left_out) is Stance.UITSLUITING
    assert stance(text, kept) is not Stance.UITSLUITING


@pytest.mark.parametrize(
    "text",
    [
        "Een corporatie toonde interesse in warmtepompen, maar valt buiten de regeling.",
        "De warmtepompen, waarover veel te doen was, maken geen deel uit van de afspraken.",
        "De gemeente wil warmtepompen, die elders worden betaald.",
        "Uw Kamer vroeg naar warmtepompen. Dat onderwerp valt buiten deze deal.",
        "Bewoners vragen om warmtepompen. Daarvoor bestaan landelijke regelingen.",
        "Het dorp krijgt warmtepompen; status: geschrapt.",
    ],
)
def test_a_clause_without_its_own_subject_hands_the_cue_back(text):
    assert stance(text, "warmtepompen") is Stance.UITSLUITING


def test_what_a_rejected_application_wanted_is_not_left_out():
    text = "De aanvraag is niet gehonoreerd. Die moest een zorgcentrum in het klooster brengen."
    assert stance(text, "zorgcentrum") is Stance.INZET
    text = "De regio wilde een zorgcentrum openen. Dat voorstel is afgewezen."
    assert stance(text, "zorgcentrum") is Stance.INZET


def test_half_of_the_evidence_decides():
    text = "De woningen vallen buiten de deal. De huizen krijgen een dak, de flats een lift."
    assert stance(text, "woningen") is Stance.UITSLUITING
    assert stance(text, "woningen", "huizen") is Stance.UITSLUITING
    assert stance(text, "woningen", "huizen", "flats") is Stance.INZET


@pytest.mark.parametrize(
    "text",
    [
        "De regio investeert in woningen voor starters.",
        "Partijen willen meer woningen voor ouderen.",
        "Er komt een plein tussen de woningen.",
        "In Tiel zijn 140 woningen van het gas af.",
        "Een coach helpt huurders van oude woningen.",
        "- Verduurzaming van particuliere woningen;",
        "Zestig woningen zijn voorzien van een zonnedak.",
    ],
)
def test_doing_wanting_paying_and_results_are_commitment(text):
    assert stance(text, "woningen") is Stance.INZET


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("De vier sporen zijn wonen, werken, recreatie en veiligheid.", "veiligheid"),
        ("De wethouder Wonen, Onderwijs en Sport opende de avond met een plan.", "Onderwijs"),
        ("Het ministerie van Landbouw en Natuur geeft geld.", "Natuur"),
        ("Indicatoren: ervaren gezondheid, overgewicht, 3 vragen over sport.", "gezondheid"),
        ("Onder gezondheidscentrum wordt verstaan een nieuw gebouw.", "gezondheidscentrum"),
        ("Het station van Meppel was lange tijd een onherbergzame plek.", "station"),
    ],
)
def test_names_lists_and_background_are_mention(text, word):
    assert stance(text, word) is Stance.VERMELDING


def test_a_commitment_elsewhere_in_the_passage_is_not_that_of_a_name():
    text = "De wethouder Onderwijs en Jeugd was er. De brug krijgt een fietspad."
    assert stance(text, "Onderwijs") is Stance.VERMELDING
    assert stance(text, "Onderwijs", "fietspad") is Stance.INZET


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", Stance.VERMELDING),
        ("Zorg, onderwijs en veiligheid.", Stance.VERMELDING),
        ("De weg valt buiten de deal.", Stance.UITSLUITING),
        ("De weg valt buiten de deal. De brug wordt gebouwd.", Stance.INZET),
    ],
)
def test_without_evidence_the_whole_text_is_judged(text, expected):
    assert stance_of(text, ()) is expected


def test_spans_hold_the_words_of_the_clause():
    text = "Het plein wordt groen. De weg valt buiten de deal, maar de brug wordt gebouwd."
    (span,) = excluded_spans(text)
    assert text[slice(*span)] == "De weg valt buiten de deal"


def test_letters_that_grow_in_lower_case_move_nothing():
    text = "İİİ İİİ. De weg valt buiten de deal; de brug wordt gebouwd."
    (span,) = excluded_spans(text)
    assert text[slice(*span)] == "De weg valt buiten de deal"


@given(st.text() | PARAGRAPHS)
@example("zwembad; status: geschrapt: dat is geschrapt")
@settings(max_examples=200, deadline=None)
def test_spans_are_sorted_apart_and_inside_any_text(text):
    spans = excluded_spans(text)
    assert all(0 <= start < end <= len(text) for start, end in spans)
    assert all(first[1] < second[0] for first, second in pairwise(spans))


@given(st.text() | PARAGRAPHS, st.data())
@settings(max_examples=100, deadline=None)
def test_every_text_has_a_stance_and_cues_alone_exclude(text, data):
    places = data.draw(st.lists(st.integers(0, len(text)), max_size=3))
    found = stance_of(text, [Evidence(place, place, "") for place in places])
    assert found in Stance
    if not excluded_spans(text):
        assert found is not Stance.UITSLUITING


@given(PARAGRAPHS)
@settings(max_examples=100, deadline=None)
def test_a_sentence_with_a_subject_after_it_takes_nothing_away(text):
    spans = excluded_spans(text + "\n")
    assert excluded_spans(text + "\nDe brug wordt gebouwd.") == spans
