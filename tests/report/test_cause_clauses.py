"""Cause clauses: what is a cause and what is a doer, a means or a place; where a cause ends."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from report.cause_clauses import Marker, cause_clauses


def causes(text: str) -> list[str]:
    return [text[one.cause : one.end] for one in cause_clauses(text)]


@pytest.mark.parametrize(
    ("text", "cause"),
    [
        ("Door vergrijzing neemt de zorgvraag toe.", "vergrijzing"),
        ("De school sloot door een tekort aan leraren.", "een tekort aan leraren"),
        (
            "De oogst viel tegen door droogte, hitte en verzilting.",
            "droogte, hitte en verzilting",
        ),
        (
            "Doordat stages wegens ziekte uitvielen, haalden veertig leerlingen hun uren niet.",
            "stages wegens ziekte uitvielen",
        ),
        ("Drie scholen stopten omdat zij geen ruimte hadden.", "zij geen ruimte hadden"),
        ("De bouw is vertraagd als gevolg van de stikstofuitspraak.", "de stikstofuitspraak"),
        ("Vanwege de inflatie hebben regio's om geld gevraagd.", "de inflatie"),
        ("Het kantoor was wegens verbouwing gesloten.", "verbouwing"),
        ("Dankzij vrijwilligers bleef het zwembad open.", "vrijwilligers"),
        ("De achterstand is te wijten aan slechte huizen.", "slechte huizen"),
        ("De daling wordt veroorzaakt door drie late projecten.", "drie late projecten"),
        ("Het tekort komt door het ontbreken van een regeling.", "het ontbreken van een regeling"),
        ("Dat komt door de Raad van State.", "de Raad van State"),
        ("Door te weinig begeleiders lag het stil.", "te weinig begeleiders"),
    ],
)
def test_a_cause_is_found_up_to_its_end(text, cause) -> None:
    assert causes(text) == [cause]


@pytest.mark.parametrize(
    "text",
    [
        "Het werk is door de gemeente uitgevoerd.",
        "Het besluit is genomen door een onafhankelijke commissie.",
        "De hallen worden gebruikt door ondernemers met hoge kosten.",
        "Zij leren door middel van stages.",
        "Door stallen te slopen verdwijnt leegstand.",
        "Zij willen talent binden door het inrichten van een lokaal.",
        "Leerlingen stromen door naar een baan.",
        "Het project gaat door.",
        "Een pad loopt door het dal.",
        "Zij leren van elkaar, door het land heen.",
        "Het is stilgelegd, met als gevolg van dat alles een boete.",
        "Dankzij dit, en meer, lukte het.",
        "",
    ],
)
def test_doers_means_and_places_are_no_causes(text) -> None:
    assert causes(text) == []


def test_a_marker_is_told_apart() -> None:
    text = "Omdat het regende en vanwege de wind. Door ziekte viel het uit."
    assert [one.marker for one in cause_clauses(text)] == [Marker.OMDAT, Marker.DOOR]


_PIECES = st.sampled_from(
    ["door", "omdat", "wegens", "Door", "krimp", "de gemeente", ",", ".", "te bouwen", "is",
     "als gevolg van", "en", "(", ")", "ziekte", "\n", ";", "dankzij", "vanwege", "3"]
)  # fmt: skip


@given(st.lists(_PIECES, max_size=25).map(" ".join) | st.text(max_size=80))
def test_clauses_lie_in_the_text_and_apart(text) -> None:
    free = 0
    for one in cause_clauses(text):
        assert free <= one.start < one.cause < one.end <= len(text)
        assert text[one.cause : one.end].strip()
        free = one.end
