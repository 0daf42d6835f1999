"""What an amount is: the whole, the share of the Rijk, of others, or not to be said."""

import pytest

from corpus.interventions import AmountRole
from extract.dutch.amounts import amounts_in, row_amounts
from extract.money_roles import OTHERS, STATE, TOTAL, UNKNOWN, amount_roles, cell_roles


def roles(text):
    amounts = amounts_in(text)
    return list(zip((one.euros for one in amounts), amount_roles(text, amounts), strict=True))


def test_the_words_are_those_of_the_records():
    assert {TOTAL, STATE, OTHERS, UNKNOWN} == {role.value for role in AmountRole}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Budget: €2,6M, waarvan €1,3M van het Rijk", [(2.6e6, TOTAL), (1.3e6, STATE)]),
        (
            "Het Rijk stelt maximaal € 20 miljoen beschikbaar. De Regio draagt met eigen publieke "
            "middelen € 21,2 miljoen bij en spant zich in om € 11,5 miljoen aan private bijdragen "
            "aan te trekken.",
            [(20e6, STATE), (21.2e6, OTHERS), (11.5e6, OTHERS)],
        ),
        (
            "Van de rijksbijdrage is € 10,9 mln beschikt en € 6,6 mln besteed.",
            [(10.9e6, UNKNOWN), (6.6e6, UNKNOWN)],
        ),
        ("Er komt een innovatieregeling van € 1,2 miljoen.", [(1.2e6, TOTAL)]),
        ("Het fonds verstrekt vouchers van € 15.000 voor onderzoek.", [(15e3, UNKNOWN)]),
        ("De bijdrage bedraagt ten hoogste € 40.000 per aanvraag.", [(40e3, UNKNOWN)]),
        ("Er ligt een plan van € 3 miljoen.", [(3e6, UNKNOWN)]),
    ],
)
def test_the_nearest_words_of_money_decide(text, expected):
    assert roles(text) == expected


def test_in_a_table_the_head_of_the_column_decides():
    header = ("Pijler (x € 1.000)", "Rijk", "Regio", "Totaal", "Rijk besteed")
    cells = ("Wonen", "6.400", "6.900", "13.300", "1.300")
    text = "; ".join(f"{head}: {cell}" for head, cell in zip(header, cells, strict=True))
    amounts = row_amounts(text, header, cells)
    assert [one.euros for one in amounts] == [6.4e6, 6.9e6, 13.3e6, 1.3e6]
    assert cell_roles(text, amounts) == (STATE, OTHERS, TOTAL, UNKNOWN)
