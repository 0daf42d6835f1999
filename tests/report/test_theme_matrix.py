"""The theme matrix: which passages count for which cell, and what silence looks like."""

import dataclasses

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.records import (
    LANDELIJK,
    MEERDERE,
    Bron,
    Grade,
    Kind,
    PageQuality,
    PageRecord,
    PassageKind,
)
from report.tables import cell_table
from report.theme_matrix import cells_of, chance_of_one, matrix_columns, matrix_table, rows_of

SUBSTANTIVE = [PassageKind.BODY, PassageKind.LIST, PassageKind.TABLE]
SILENT = [PassageKind.HEADING, PassageKind.FOOTNOTE, PassageKind.OTHER]
SHARES = st.floats(0, 1, width=32)
DRAWN = st.tuples(
    st.sampled_from(["een.pdf", "twee.pdf", "drie.pdf"]),
    st.sampled_from(["groen", "blauw", LANDELIJK]),
    st.sampled_from([*PassageKind]),
    st.sets(st.sampled_from(["R1", "R2", "I1"])),
    st.sampled_from([0.55, 0.7, 0.9]),
    st.integers(40, 43),
)


@pytest.fixture(scope="module")
def cells(deals, taxonomy):
    """Cells of an analysis by (deal_id, bron, concept)."""

    def by_place(analysis, *, pooled=False):
        rows = rows_of(analysis, deals, pooled=pooled)
        return {
            (cell.row.deal.deal_id, cell.row.bron, cell.concept.id): cell
            for cell in cells_of(rows, taxonomy.facets)
        }

    return by_place


@pytest.fixture(scope="module")
def tables(deals, taxonomy):
    """Both wide matrices and the long table, as they go to files."""

    def as_text(analysis, *, pooled=False):
        found = list(cells_of(rows_of(analysis, deals, pooled=pooled), taxonomy.facets))
        return [*(matrix_table(found, facet) for facet in taxonomy.facets), cell_table(found)]

    return as_text


@pytest.fixture(scope="module")
def analysis_of(make_analysis, make_passage, make_source):
    """An analysis of drawn passages; `meerdere` documents, so that passages go to many deals."""

    def build(drawn):
        return make_analysis(
            [
                make_passage(
                    words=words,
                    labels=sorted(labels),
                    probabilities=dict.fromkeys(labels, share),
                    deal=deal,
                    kind=kind,
                    position=position,
                    source=make_source(name, MEERDERE, Kind.EVALUATIE),
                )
                for position, (name, deal, kind, labels, share, words) in enumerate(drawn)
            ]
        )

    return build


def test_a_deal_without_readable_text_shows_no_text_and_never_zero(
    cells, make_analysis, make_source
):
    found = cells(make_analysis(sources=[make_source()]))
    assert {cell.value for cell in found.values()} == {"geen tekst"}
    for cell in found.values():
        assert (cell.strength, cell.chance, cell.probability, cell.quote) == (None,) * 4


@pytest.mark.parametrize(("words", "value"), [(1, "geen tekst"), (39, "geen tekst"), (40, "0")])
def test_fewer_than_forty_words_are_no_text(cells, make_analysis, make_passage, words, value):
    cell = cells(make_analysis([make_passage(words=words)]))["groen", "plan", "R1"]
    assert (cell.value, cell.row.words) == (value, words)


def test_a_label_in_fewer_than_forty_words_fills_no_cell(cells, make_analysis, make_passage):
    cell = cells(make_analysis([make_passage(labels=["R1"], words=39)]))["groen", "plan", "R1"]
    assert (cell.value, cell.passages, cell.quote) == ("geen tekst", 0, None)


def test_a_mention_in_a_document_about_many_deals_makes_no_row(
    cells, make_analysis, make_passage, make_source
):
    many = make_source("synthese.pdf", MEERDERE, Kind.EVALUATIE)
    mention = make_passage(words=99, source=many, deal="groen")
    paragraph = make_passage(words=100, source=many, deal="blauw")
    assert {deal for deal, _, _ in cells(make_analysis([mention, paragraph]))} == {"blauw"}


@pytest.mark.parametrize("kind", SILENT)
def test_a_deal_with_only_headings_and_footnotes_has_no_text(
    cells, make_analysis, make_passage, kind
):
    found = cells(make_analysis([make_passage(kind=kind)]))
    assert {cell.value for cell in found.values()} == {"geen tekst"}


def test_text_without_a_label_is_zero(cells, make_analysis, make_passage):
    cell = cells(make_analysis([make_passage(probabilities={"R1": 0.04})]))["groen", "plan", "R1"]
    assert (cell.value, cell.strength, cell.passages) == ("0", 0, 0)
    assert cell.chance < 0.1
    assert cell.probability == 0.04
    assert cell.quote is None


@pytest.mark.parametrize("kind", SUBSTANTIVE)
def test_a_labelled_passage_fills_its_cell_and_no_other(cells, make_analysis, make_passage, kind):
    found = cells(make_analysis([make_passage(labels=["R2"], kind=kind)]))
    values = {concept: cell.value for (_, _, concept), cell in found.items()}
    assert values == {"R1": "0", "R2": "1", "I1": "0"}


def test_a_deal_without_documents_has_no_row(cells, make_analysis, make_passage):
    assert {deal for deal, _, _ in cells(make_analysis([make_passage()]))} == {"groen"}


@pytest.mark.parametrize("source_deal", [LANDELIJK, MEERDERE, "groen"])
def test_a_national_passage_never_enters_the_row_of_a_deal(
    cells, make_analysis, make_passage, make_source, source_deal
):
    national = make_passage(
        labels=["R1"], source=make_source("brief.pdf", source_deal), deal=LANDELIJK
    )
    own = make_passage(source=make_source("plan.pdf", "groen"), words=70)
    cell = cells(make_analysis([national, own]))["groen", "plan", "R1"]
    assert (cell.value, cell.passages, cell.row.words) == ("0", 0, 70)


def test_a_national_document_has_no_row(cells, make_analysis, make_source):
    sources = [make_source("brief.pdf", LANDELIJK), make_source("synthese.pdf", MEERDERE)]
    assert cells(make_analysis(sources=sources)) == {}


def test_passages_of_a_document_about_many_deals_go_to_their_own_deal(
    cells, make_analysis, make_passage, make_source
):
    many = make_source("synthese.pdf", MEERDERE, Kind.EVALUATIE)
    found = cells(
        make_analysis(
            [
                make_passage(labels=["R1"], words=100, source=many, deal="groen"),
                make_passage(labels=["R2"], words=100, source=many, deal="blauw", position=1),
            ]
        )
    )
    assert found["groen", "rapportage", "R1"].value == "1"
    assert found["groen", "rapportage", "R2"].value == "0"
    assert found["blauw", "rapportage", "R2"].value == "1"
    assert found["blauw", "rapportage", "R1"].value == "0"


def plan_and_report(make_analysis, make_passage, make_source):
    plan = make_passage(labels=["R1"], words=40)
    report_source = make_source("evaluatie.pdf", kind=Kind.EVALUATIE)
    return make_analysis([plan, make_passage(labels=["R2"], words=120, source=report_source)])


def test_plan_and_report_are_apart(cells, make_analysis, make_passage, make_source):
    found = cells(plan_and_report(make_analysis, make_passage, make_source))
    values = {(bron, concept): cell.value for (_, bron, concept), cell in found.items()}
    assert values[Bron.PLAN, "R1"] == "1"
    assert values[Bron.RAPPORTAGE, "R1"] == "0"
    assert values[Bron.PLAN, "R2"] == "0"
    assert values[Bron.RAPPORTAGE, "R2"] == "1"


def test_plan_and_report_are_pooled_when_asked(cells, make_analysis, make_passage, make_source):
    analysis = plan_and_report(make_analysis, make_passage, make_source)
    found = cells(analysis, pooled=True)
    assert {bron for _, bron, _ in found} == {Bron.SAMEN}
    assert found["groen", "samen", "R1"].value == found["groen", "samen", "R2"].value == "1"
    assert found["groen", "samen", "R1"].row.words == 160
    assert found["groen", "samen", "R1"].strength == 0.25


@pytest.mark.parametrize("kind", [kind for kind in Kind if kind is not Kind.CONVENANT])
def test_every_kind_but_a_covenant_is_a_report(
    cells, make_analysis, make_passage, make_source, kind
):
    found = cells(make_analysis([make_passage(source=make_source(kind=kind))]))
    assert {bron for _, bron, _ in found} == {"rapportage"}


def test_an_unread_report_does_not_silence_the_plan(
    cells, make_analysis, make_passage, make_source
):
    unread = make_source("scan.pdf", kind=Kind.EINDRAPPORTAGE)
    found = cells(make_analysis([make_passage(labels=["R1"])], [unread]))
    assert found["groen", "plan", "R1"].value == "1"
    assert found["groen", "rapportage", "R1"].value == "geen tekst"


def test_strength_is_the_share_of_substantive_words_and_nothing_else_counts(
    cells, make_analysis, make_passage
):
    passages = [make_passage(labels=["R1"], words=10), make_passage(words=30, position=1)]
    for position, kind in enumerate(SILENT, start=2):
        passages.append(make_passage(words=500, position=position, kind=kind))
    cell = cells(make_analysis(passages))["groen", "plan", "R1"]
    assert (cell.strength, cell.row.words) == (0.25, 40)


def test_a_heading_with_a_label_does_not_count(cells, make_analysis, make_passage):
    # A heading has no tag in a run; should one come with labels, it still bears no witness.
    heading = make_passage(labels=["R1"], kind=PassageKind.HEADING)
    found = cells(make_analysis([heading, make_passage(position=1)]))
    assert found["groen", "plan", "R1"].value == "0"


def test_one_uncertain_passage_is_not_enough_but_two_are(cells, make_analysis, make_passage):
    uncertain = [
        make_passage(text, ["R1"], probabilities={"R1": 0.55}, position=place)
        for place, text in enumerate(("wandelen " * 50, "fietsen " * 50))
    ]
    one = cells(make_analysis(uncertain[:1]))["groen", "plan", "R1"]
    two = cells(make_analysis(uncertain))["groen", "plan", "R1"]
    assert (one.value, one.passages) == ("onzeker", 1)
    assert (two.value, two.passages) == ("1", 2)


def test_saying_it_twice_in_the_same_words_is_no_second_witness(cells, make_analysis, make_passage):
    uncertain = [
        make_passage("wandelen " * 50, ["R1"], probabilities={"R1": 0.55}, position=place)
        for place in (0, 1)
    ]
    one = cells(make_analysis(uncertain[:1]))["groen", "plan", "R1"]
    two = cells(make_analysis(uncertain))["groen", "plan", "R1"]
    assert (two.value, two.chance, two.strength) == (one.value, one.chance, one.strength)


def unread_page(analysis, share):
    """The same analysis, of which a share of the pages is a picture that was not read."""
    picture = PageQuality(Grade.GEEN)
    pages = [PageRecord(1, 595.0, 842.0, 100, "pdfium")] * round(100 * (1 - share))
    pages += [PageRecord(2, 595.0, 842.0, 0, "geen tekst", picture)] * round(100 * share)
    documents = {
        key: dataclasses.replace(one, pages=tuple(pages)) for key, one in analysis.documents.items()
    }
    return dataclasses.replace(analysis, documents=documents)


@pytest.mark.parametrize(("share", "value"), [(0.24, "0"), (0.25, "onzeker"), (0.9, "onzeker")])
def test_nothing_is_absent_from_pages_that_were_not_read(
    cells, make_analysis, make_passage, share, value
):
    analysis = unread_page(make_analysis([make_passage(labels=["R1"])]), share)
    found = cells(analysis)
    assert found["groen", "plan", "R2"].value == value
    assert found["groen", "plan", "R1"].value == "1"


def test_an_uncertain_cell_without_a_label_quotes_what_comes_nearest(
    cells, make_analysis, make_passage
):
    passages = [
        make_passage("Ver weg." + " woord" * 50, probabilities={"R2": 0.01}),
        make_passage("Dichtbij." + " woord" * 50, probabilities={"R2": 0.2}, position=1),
    ]
    cell = cells(unread_page(make_analysis(passages), 0.5))["groen", "plan", "R2"]
    assert (cell.value, cell.passages) == ("onzeker", 0)
    assert cell.quote.text.startswith("Dichtbij.")


def test_a_cell_quotes_three_passages_at_most_and_points_at_all(cells, make_analysis, make_passage):
    passages = [
        make_passage(
            f"Zin {place}. " + "woord " * 40, ["R1"], position=place, probabilities={"R1": share}
        )
        for place, share in enumerate((0.7, 0.95, 0.8, 0.9))
    ]
    passages[2] = dataclasses.replace(passages[2], grade=Grade.MATIG)
    cell = cells(make_analysis(passages))["groen", "plan", "R1"]
    assert [quote.text[:6] for quote in cell.quotes] == ["Zin 1.", "Zin 3.", "Zin 2."]
    assert [one.passage_id for one in cell.pointers] == [
        passages[place].passage.passage_id for place in (1, 3, 2, 0)
    ]
    assert cell.grade is Grade.MATIG
    assert cell.review == "niet bekeken"


ARTICLE = (
    "Partijen komen overeen dat zij jaarlijks verslag doen van de voortgang, dat wijzigingen "
    "schriftelijk worden vastgelegd en dat dit convenant niet in rechte afdwingbaar is."
)


def test_standard_text_counts_nowhere_and_is_counted_apart(
    cells, make_analysis, make_passage, make_source
):
    kust = make_source("kust.pdf", "blauw")
    passages = [
        make_passage(ARTICLE, ["R1"]),
        make_passage("Wij bouwen huizen. " * 20, ["R2"], position=1),
        make_passage(ARTICLE, ["R1"], source=kust),
        make_passage("Wij planten bomen langs de dijk. " * 20, source=kust, position=1),
    ]
    found = cells(make_analysis(passages))
    alone = cells(make_analysis(passages[1:2]))
    cell, same = found["groen", "plan", "R1"], alone["groen", "plan", "R1"]
    assert (cell.value, cell.passages, cell.standard) == ("0", 0, 1)
    assert (cell.strength, cell.chance, cell.row.words) == (0, same.chance, same.row.words)
    assert (same.standard, cell.row.standard_words) == (0, len(ARTICLE.split()))


def test_a_deal_with_nothing_but_standard_text_has_no_text_of_its_own(
    cells, make_analysis, make_passage, make_source
):
    long = ARTICLE + " " + ARTICLE.replace("dat", "omdat").replace("en", "of")
    passages = [
        make_passage(long, ["R1"]),
        make_passage(long, ["R1"], source=make_source("kust.pdf", "blauw")),
    ]
    assert {cell.value for cell in cells(make_analysis(passages)).values()} == {"geen tekst"}


def test_the_quote_comes_from_the_most_probable_passage_with_the_label(
    cells, make_analysis, make_passage
):
    passages = [
        make_passage(probabilities={"R1": 0.99}),
        make_passage("Vrij zeker.", ["R1"], probabilities={"R1": 0.8}, position=1),
        make_passage("Heel zeker.", ["R1"], probabilities={"R1": 0.9}, position=2),
    ]
    cell = cells(make_analysis(passages))["groen", "plan", "R1"]
    assert cell.quote.text == "Heel zeker."
    assert cell.probability == 0.99


@pytest.fixture
def quoted(cells, make_analysis, make_passage):
    """The quote for R1 among passages, and the same when they come in another order."""

    def quote(*passages):
        filler = make_passage(position=90)
        orders = ([*passages, filler], [filler, *reversed(passages)])
        found = {cells(make_analysis(one))["groen", "plan", "R1"].quote.text for one in orders}
        assert len(found) == 1
        return found.pop()

    return quote


def test_between_equally_probable_passages_more_evidence_then_fewer_words_decide(
    quoted, make_passage
):
    shown = make_passage("Het museum in de stad opent.", ["R1"], evidence={"R1": ["museum"]})
    short = make_passage("Het museum opent.", ["R1"], position=1)
    long = make_passage("Het theater gaat ook open.", ["R1"], position=2)
    assert quoted(long, shown, short) == "Het museum in de stad opent."
    assert quoted(long, short) == "Het museum opent."


def test_between_equal_passages_the_first_by_document_and_place_is_quoted(
    quoted, make_passage, make_source
):
    first = make_passage("Het museum opent.", ["R1"], position=1)
    later = make_passage("De club opent.", ["R1"], position=3)
    other = make_passage("De zaal opent.", ["R1"], position=9, source=make_source("a.pdf"))
    assert quoted(later, first) == "Het museum opent."
    assert quoted(first, later, other) == "De zaal opent."


def test_rows_stand_in_the_order_of_the_register_and_plan_before_report(
    tables, make_analysis, make_passage, make_source
):
    sources = [
        make_source("d.pdf", "blauw", Kind.EVALUATIE),
        make_source("c.pdf", "blauw"),
        make_source("b.pdf", "groen", Kind.BRIEF),
        make_source("a.pdf", "groen"),
    ]
    matrix, *_ = tables(make_analysis([make_passage(source=source) for source in sources]))
    assert [(row["deal_id"], row["bron"]) for row in matrix] == [
        ("groen", "plan"),
        ("groen", "rapportage"),
        ("blauw", "plan"),
        ("blauw", "rapportage"),
    ]


def test_a_matrix_row_has_the_columns_of_its_facet(tables, taxonomy, make_analysis, make_passage):
    matrix, instruments, _ = tables(make_analysis([make_passage(labels=["I1"])]))
    head = {"deal_id": "groen", "deal": "Groene Streek", "tranche": "1", "bron": "plan"}
    assert matrix == [head | {"R1": "0", "R2": "0"}]
    assert instruments == [head | {"I1": "1"}]
    for facet, rows in zip(taxonomy.facets, (matrix, instruments), strict=True):
        assert matrix_columns(facet) == list(rows[0])


@given(st.lists(DRAWN, max_size=8), st.randoms(), st.booleans())
@settings(max_examples=50, deadline=None)
def test_the_order_of_passages_and_documents_changes_nothing(
    analysis_of, tables, drawn, random, pooled
):
    analysis = analysis_of(drawn)
    passages, sources = list(analysis.passages), list(analysis.sources)
    random.shuffle(passages)
    random.shuffle(sources)
    shuffled = type(analysis)(
        tuple(sources), analysis.documents, tuple(passages), analysis.thresholds
    )
    assert tables(shuffled, pooled=pooled) == tables(analysis, pooled=pooled)


@given(st.lists(DRAWN, max_size=8))
@settings(max_examples=50, deadline=None)
def test_cells_keep_their_promises(analysis_of, cells, drawn):
    for cell in cells(analysis_of(drawn)).values():
        if cell.value == "geen tekst":
            assert cell.row.words < 40
            continue
        assert 0 <= cell.low <= cell.high <= 1
        assert 0 <= cell.strength <= 1
        assert (cell.strength > 0) == (cell.passages > 0)
        assert bool(cell.quotes) == (cell.passages > 0 or cell.value == "onzeker")
        assert 0 <= cell.kept <= 1
        assert (cell.value == "1") == (cell.chance >= 0.6 and cell.passages > 0)
        assert (cell.value == "0") == (cell.chance < 0.1)


@given(st.lists(DRAWN, min_size=1, max_size=8))
@settings(max_examples=50, deadline=None)
def test_a_document_that_says_everything_twice_has_the_same_cells(analysis_of, cells, drawn):
    twice = cells(analysis_of([*drawn, *drawn]))
    for place, cell in cells(analysis_of(drawn)).items():
        if cell.value != "geen tekst":
            same = twice[place]
            assert (same.value, same.strength, same.chance) == (
                cell.value,
                pytest.approx(cell.strength, abs=1e-4),
                pytest.approx(cell.chance, abs=1e-4),
            )


@given(st.lists(DRAWN, min_size=1, max_size=8), st.integers(1, 40))
@settings(max_examples=50, deadline=None)
def test_more_text_without_a_theme_makes_no_cell_one(analysis_of, cells, drawn, count):
    # Deals that had a row before; one that gets its first text may go from silence to 0.
    known = sorted({deal for _, deal, *_ in drawn} - {LANDELIJK})
    more = [
        ("een.pdf", deal, PassageKind.BODY, set(), 0.9, 44 + place)
        for place in range(count)
        for deal in known
    ]
    longer = cells(analysis_of([*drawn, *more]))
    for place, cell in cells(analysis_of(drawn)).items():
        if cell.value in ("0", "onzeker"):
            assert longer[place].value in ("0", "onzeker")
        if cell.value != "geen tekst":
            assert longer[place].strength <= cell.strength
            assert longer[place].chance <= max(cell.chance + 1e-4, 0.06)


@given(st.lists(DRAWN, max_size=8))
@settings(max_examples=50, deadline=None)
def test_pooling_loses_no_word_and_no_passage(analysis_of, cells, drawn):
    analysis = analysis_of(drawn)
    apart, together = cells(analysis), cells(analysis, pooled=True)
    for (deal, _, concept), cell in together.items():
        parts = [one for (of, _, c), one in apart.items() if (of, c) == (deal, concept)]
        assert cell.row.words == sum(part.row.words for part in parts)
        assert cell.passages == sum(part.passages for part in parts)


@given(st.lists(SHARES, max_size=12), st.randoms())
@settings(max_examples=50, deadline=None)
def test_the_chance_of_one_is_at_least_the_highest_and_knows_no_order(shares, random):
    chance = chance_of_one(shares)
    shuffled = random.sample(shares, len(shares))
    assert chance_of_one(shuffled) == chance
    assert max(shares, default=0.0) - 1e-4 <= chance <= min(1.0, sum(shares) + 1e-4)


def test_the_chance_of_one_is_that_of_independent_passages():
    assert chance_of_one([]) == 0
    assert chance_of_one([0.5, 0.5, 0.5]) == 0.875
    assert chance_of_one([0.2, 1.0]) == 1
