"""Euro amounts in running text, in cells and in rows of tables."""

import re

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from extract.dutch.amounts import amounts_in, cell_amount, column_unit, row_amounts

WRITTEN = {
    "€ 2,6 mln": [2_600_000],
    "€2.5M": [2_500_000],
    "€950M": [950_000_000],
    "€ 1.250.000,–": [1_250_000],
    "€ 1 187 500": [1_187_500],
    "€ 1\u202f250\u202f000": [1_250_000],
    "2.500 euro": [2500],
    "EUR 540.000": [540_000],
    "€ 73,6 miljoen": [73_600_000],
    "€ 8,2 miljard": [8_200_000_000],
    "ruim een half miljoen euro": [500_000],
    "anderhalf miljoen euro": [1_500_000],
    "twee en een half miljoen euro": [2_500_000],
    "tweeënhalf miljoen euro": [2_500_000],
    "vijfentwintigduizend euro": [25_000],
    "€ 10-12 mln": [10_000_000, 12_000_000],
    "€ 250.000 - € 363.000": [250_000, 363_000],
    "€711-890 per maand": [711, 890],
    "tussen € 5 en € 7 miljoen": [5_000_000, 7_000_000],
    "tussen € 500.000 en € 2 miljoen": [500_000, 2_000_000],
    "van € 500 tot € 2 miljoen": [500, 2_000_000],
    "€ 5 à 6 mln": [5_000_000, 6_000_000],
    "Bandbreedte tussen 5 en 40 mln": [5_000_000, 40_000_000],
    "drie tot vier miljoen euro": [3_000_000, 4_000_000],
    "3 - 7 euro per geval": [3, 7],
    "€ 0,5 mld": [500_000_000],
    "15 miljoen euro": [15_000_000],
    "een budget van 200 miljoen voor wonen": [200_000_000],
    "€ 40k": [40_000],
    "k€ 250": [250_000],
    "250 duizend euro": [250_000],
    "€ 3 ton": [300_000],
    "€ 8.000,00": [8000],
    "€ 47 102,39": [47102.39],
    "€ 0,1125 per kWh": [0.1125],
    "€2,6M, waarvan €1,3M van het Rijk": [2_600_000, 1_300_000],
    "maximaal €2.500. Deze cheques": [2500],
    "in 2024 € 500": [500],
    "12% van € 5 mln.": [5_000_000],
    "(3 × € 90,91)": [90.91],
    "-/- € 20.000": [-20_000],
    "- € 5": [-5],
    "€ -5.000": [-5000],
    "Saldo: - € 20.000": [-20_000],
    "een saldo van - € 5.000": [-5000],
    "- € 5 mln voor wonen": [5_000_000],
    "één euro": [1],
}

NO_AMOUNTS = [
    "x € 1.000",
    "Alle bedragen x € 1.000",
    "bedragen in € 1.000",
    "€ x 1000",
    "x € 1 mln.",
    "2.500 mensen",
    "23 miljoen inwoners",
    "een half miljoen vierkante meters aan stallen in euro's",
    "2,5 mln m2",
    "22 miljoen dollar",
    "f 144 mln",
    "Kamerstuk 29 697, nr. 75 over de euro",
    "artikel 3 van de euro-verordening",
    "tel. 070-1234567 (€)",
    "2026 €",
    "een Euro 6-norm",
    "in de euro 12 landen",
    "een bedrag van € 5,5%",
    "vele honderd miljoen euro",
    "enkele miljoenen euro's",
    "honderden euro's",
    "elke euro",
    "een euro",
]

UNITS = {
    "(x € 1.000)": 1000,
    "x 1.000 euro": 1000,
    "in duizenden euro's": 1000,
    "€ x 1000": 1000,
    "Duizend euro": 1000,
    "k€": 1000,
    "Bedrag (x €1.000) x kans": 1000,
    "Bedragen x 1.000": 1000,
    "Kasritme (x € 1.000)": 1000,
    "mln": 1_000_000,
    "in miljoenen": 1_000_000,
    "x € 1 mln.": 1_000_000,
    "Budget (€ mln)": 1_000_000,
    "x € 1.000.000": 1_000_000,
    "Omvang in miljard euro": 1_000_000_000,
    "€": 1,
    "bedrag in euro": 1,
    "2026 €": 1,
    "Kosten per 1.000 inwoners (€)": 1,
    "Aantal": 0,
    "2024": 0,
    "Europa": 0,
    "x1000": 0,
    "Aantal per 1.000 jongeren": 0,
    "Inwoners (mln)": 0,
    "Aandeel van € in %": 0,
    "Tabel 3: een budget van € 5 mln in 2024": 0,
}

CELLS = [
    ("1.250", 1000.0, 1_250_000),
    ("2,6", 1e6, 2_600_000),
    ("1 250", 1.0, 1250),
    ("(350)", 1000.0, -350_000),
    ("(€ 350)", 1.0, -350),
    ("-/- 35", 1000.0, -35_000),
    ("-4.641", 1000.0, -4_641_000),
    ("35-", 1.0, -35),
    ("+35", 1.0, 35),
    ("0", 1000.0, 0),
    ("1.250,--", 1.0, 1250),
    ("746 (2025)", 1000.0, 746_000),
    ("€ 2.500.000", 1.0, 2_500_000),
    ("€ 2.500.000", 1000.0, 2_500_000),
    ("€ 350", 1000.0, 350_000),
    ("€ 2,6 mln", 1000.0, 2_600_000),
    ("2,6 mln", 0.0, 2_600_000),
]

NO_CELLS = ["", "-", "p.m.", "nvt", "12%", "40.222 8.000", "€ 5 - € 6", "1-1-2024", "12 (plus 3)"]


def euros(text):
    return [amount.euros for amount in amounts_in(text)]


@pytest.mark.parametrize("text", WRITTEN)
def test_an_amount_is_read_however_it_is_written(text):
    assert euros(text) == WRITTEN[text]


@pytest.mark.parametrize("text", NO_AMOUNTS)
def test_units_counts_years_and_vague_sums_are_no_amounts(text):
    assert euros(text) == []


# Laws ---------------------------------------------------------------------------------------

SPACES = st.sampled_from(["", " ", "\u00a0"])
WHOLE = st.integers(0, 999_999_999)
MILLIONS = st.integers(1, 999_999)


def dotted(number, mark="."):
    return f"{number:,}".replace(",", mark)


def decimal(thousandths):
    return f"{thousandths / 1000:.3f}".rstrip("0").rstrip(".").replace(".", ",")


IN_EUROS = st.one_of(
    st.builds(lambda n, gap, end: (f"€{gap}{dotted(n)}{end}", n), WHOLE, SPACES,
              st.sampled_from(["", ",-", ",–", ",--", ",00", ".-"])),
    st.builds(lambda n, mark: (f"€ {dotted(n, mark)}", n), WHOLE, st.sampled_from([" ", "\u00a0"])),
    st.builds(lambda n, cents: (f"€ {dotted(n)},{cents:02d}", n + cents / 100), WHOLE,
              st.integers(0, 99)),
    st.builds(lambda n, word: (f"{dotted(n)} {word}", n), WHOLE,
              st.sampled_from(["euro", "EUR", "euro's"])),
    st.builds(lambda n: (f"EUR {dotted(n)}", n), WHOLE),
    st.builds(lambda n, gap: (f"-/- €{gap}{dotted(n)}", -n), WHOLE, SPACES),
)  # fmt: skip
IN_THOUSANDS = st.builds(
    lambda n, shape: (shape.format(n), 1000 * n),
    st.integers(1, 999),
    st.sampled_from(["€ {}k", "€{}K", "k€ {}", "€ {} duizend", "{} duizend euro"]),
)
IN_MILLIONS = st.builds(
    lambda n, shape: (shape.format(decimal(n)), n * 1000),
    MILLIONS,
    st.sampled_from(
        ["€ {} mln", "€{}M", "€ {} miljoen", "{} miljoen euro", "€{} mln. euro", "EUR {} mln"]
    ),
)
AMOUNTS = st.one_of(IN_EUROS, IN_THOUSANDS, IN_MILLIONS)
SENTENCES = st.sampled_from(
    [
        "{}",
        "Het Rijk geeft {} aan de regio.",
        "In 2024 (art. 3) is {}, 12% meer, besteed.",
        "Budget: {}",
        "({})",
        "• {} voor 2.500 mensen;\n• wonen",
    ]
)


@given(AMOUNTS, SENTENCES)
@settings(max_examples=300, deadline=None)
def test_an_amount_in_any_dutch_form_is_found_once_where_it_stands(amount, sentence):
    written, value = amount
    text = sentence.format(written)
    (found,) = amounts_in(text)
    assert found.euros == pytest.approx(value, abs=0.005)
    assert text[found.start : found.end] == written
    (again,) = amounts_in(written)
    assert again.euros == found.euros


@given(st.lists(AMOUNTS, min_size=2, max_size=5), st.sampled_from(["; ", ".\n", " plus ", " en "]))
@settings(max_examples=100, deadline=None)
def test_several_amounts_keep_their_order_and_their_own_units(amounts, between):
    text = between.join(written for written, _ in amounts)
    found = amounts_in(text)
    assert [text[one.start : one.end] for one in found] == [written for written, _ in amounts]
    assert [one.euros for one in found] == pytest.approx([value for _, value in amounts], abs=0.01)


@given(st.text("bgkmMKpq€ .,;:()%-–/x\n", max_size=60))
@settings(max_examples=200, deadline=None)
def test_text_without_digits_and_number_words_has_no_amounts(text):
    assert amounts_in(text) == ()


PIECES = st.sampled_from(
    "€ - – 5 2024 1.000 12% mln miljoen euro EUR k x tussen en tot à ( ) . , -/- een half".split()
)


@given(st.lists(PIECES, max_size=14), st.sampled_from(["", " "]))
@settings(max_examples=300, deadline=None)
def test_amounts_stand_in_order_and_hold_a_number(pieces, gap):
    text = gap.join(pieces)
    found = amounts_in(text)
    bounds = [place for one in found for place in (one.start, one.end)]
    assert bounds == sorted(bounds)
    assert all(re.search(r"\d|een|half", text[one.start : one.end]) for one in found)


ONES = "nul een twee drie vier vijf zes zeven acht negen tien elf twaalf dertien veertien".split()
ONES += "vijftien zestien zeventien achttien negentien".split()
TENS = "twintig dertig veertig vijftig zestig zeventig tachtig negentig".split()


def in_words(number):
    """A whole number from 1 to 999.999 in Dutch words."""
    if number >= 1000:
        head = in_words(number // 1000) if number >= 2000 else ""
        return head + "duizend" + (in_words(number % 1000) if number % 1000 else "")
    if number >= 100:
        head = ONES[number // 100] if number >= 200 else ""
        return head + "honderd" + (in_words(number % 100) if number % 100 else "")
    if number < 20:
        return ONES[number]
    one, ten = ONES[number % 10], TENS[number // 10 - 2]
    return ten if number % 10 == 0 else one + ("ën" if one[-1] == "e" else "en") + ten


@given(st.integers(2, 999_999))
@settings(max_examples=200, deadline=None)
def test_a_number_in_words_is_read(number):
    assert euros(f"Het kost {in_words(number)} euro per jaar.") == [number]
    assume(number < 1000)
    assert euros(f"Het kost {in_words(number)} miljoen euro.") == [number * 1_000_000]


# Tables -------------------------------------------------------------------------------------


@pytest.mark.parametrize("header", UNITS)
def test_the_unit_of_a_column_is_read_from_its_head(header):
    assert column_unit(header) == UNITS[header]


@pytest.mark.parametrize(("cell", "unit", "value"), CELLS)
def test_a_cell_counts_in_the_unit_of_its_column_or_in_its_own(cell, unit, value):
    assert cell_amount(cell, unit) == value


@pytest.mark.parametrize("cell", NO_CELLS)
def test_a_cell_without_one_amount_gives_none(cell):
    assert cell_amount(cell, 1000.0) is None


def test_bare_numbers_of_a_column_without_money_are_not_read():
    assert cell_amount("1.250", 0.0) is None


def as_row(header, cells):
    """The text of a row as passages have it."""
    named = zip(header or ("",) * len(cells), cells, strict=True)
    return "; ".join(f"{name}: {cell}" if name else cell for name, cell in named if cell)


def row(header, cells, caption=""):
    """Texts and euros of the amounts of a row."""
    text = as_row(header, cells)
    found = row_amounts(text, tuple(header), tuple(cells), caption)
    return [(text[one.start : one.end], one.euros) for one in found]


def test_amounts_with_a_sign_need_no_unit_and_other_numbers_stay_out():
    header = ("Nr.", "Regio Deal", "Rijksbijdrage", "Private bijdrage", "Totaal")
    cells = ("18", "Twente (24 projecten)", "€ 2.750.000", "-", "€ 2.750.000")
    assert row(header, cells) == [("€ 2.750.000", 2_750_000), ("€ 2.750.000", 2_750_000)]


@pytest.mark.parametrize(
    ("header", "caption"),
    [
        (("Pijler", "Rijksbijdrage (x € 1.000)", "Cofinanciering (x € 1.000)", "Aantal"), ""),
        (("x € 1.000", "Rijksbijdrage", "Cofinanciering", "Aantal"), ""),
        (("Pijler", "Rijksbijdrage", "Cofinanciering", "Aantal"), "Kasritme (x € 1.000)"),
        (("Pijler", "2022", "2023", "Aantal"), "Kasritme (x € 1.000)"),
        (("Pijler", "Rijk (x € 1.000)", "Totaal", "Aantal"), ""),
    ],
)
def test_the_unit_may_stand_in_a_head_in_another_head_or_in_the_caption(header, caption):
    cells = ("Wonen", "1.250", "(350)", "12")
    assert row(header, cells, caption) == [("1.250", 1_250_000), ("(350)", -350_000)]


def test_a_unit_in_a_cell_of_its_own_belongs_to_the_numbers_after_it():
    assert row((), ("Wonen", "€", "2.500", "€", "100")) == [("2.500", 2500), ("100", 100)]
    header = ("Nr.", "Indicator", "Eenheid", "Realisatie")
    assert row(header, ("35.", "WOZ-waarde", "Duizend euro", "746 (2025)")) == [
        ("746 (2025)", 746_000)
    ]


def test_counts_percentages_and_years_in_a_table_of_money_are_no_amounts():
    header, caption = ("Post", "2024", "2025"), "Begroting (bedragen x € 1.000)"
    assert row(header, ("Aantal fte", "12", "14"), caption) == []
    assert row(header, ("Aandeel", "12%", "14%"), caption) == []
    assert row(header, ("Stand", "2024", "2025"), caption) == []
    assert row(header, ("Lasten", "2.024", "-2.025"), caption) == [
        ("2.024", 2_024_000),
        ("-2.025", -2_025_000),
    ]


def test_numbers_without_any_unit_are_read_only_where_they_are_surely_euros():
    header = ("Post", "2026", "2027")
    assert row(header, ("Leningbedrag", "5.000.000", "150.000")) == [
        ("5.000.000", 5_000_000),
        ("150.000", 150_000),
    ]
    assert row(header, ("Leningbedrag", "5.000", "150")) == []
    assert row(header, ("Bezoekers", "5.000.000", "150.000")) == []


def test_a_sentence_in_a_cell_gives_all_its_amounts_in_their_own_units():
    header = ("Project", "Toelichting", "Budget (x € 1.000)")
    cells = ("Fonds", "In 2020 is € 1 miljoen besteed, in 2021 € 350", "1.350")
    assert row(header, cells) == [
        ("€ 1 miljoen", 1_000_000),
        ("€ 350", 350),
        ("1.350", 1_350_000),
    ]


def test_a_row_without_cells_is_read_as_text():
    (found,) = row_amounts("Wonen | € 5 mln", (), ())
    assert (found.start, found.euros) == (8, 5_000_000)


HEADS = st.sampled_from(
    ["", "Pijler", "Rijk (x € 1.000)", "Totaal", "2022", "Aantal", "€", "Budget in mln"]
)
TEXTS = st.sampled_from(
    ["", "Wonen", "1", "1.250", "(350)", "2,6", "€ 5 mln", "-", "12%", "0", "€", "€ 3 en € 4"]
)


@given(
    st.lists(st.tuples(HEADS, TEXTS), min_size=1, max_size=7), st.sampled_from(["", "x € 1.000"])
)
@settings(max_examples=300, deadline=None)
def test_amounts_of_a_row_point_to_the_cells_that_hold_them(pairs, caption):
    header, cells = tuple(name for name, _ in pairs), tuple(cell for _, cell in pairs)
    text = as_row(header, cells)
    found = row_amounts(text, header, cells, caption)
    bounds = [place for one in found for place in (one.start, one.end)]
    assert bounds == sorted(bounds)
    for one in found:
        written = text[one.start : one.end]
        assert any(written in cell for cell in cells)
        assert text[one.end : one.end + 1] in ("", ";", " ")
        if "€" not in written:
            plain = cell_amount(written, 1.0)
            assert one.euros in (plain, round(plain * 1e3, 2), round(plain * 1e6, 2))
