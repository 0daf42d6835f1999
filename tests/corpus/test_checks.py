"""The named checks: what each says, whether it blocks, and that the rest goes on."""

import hashlib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.checks import Check, Finding, check_manifest, output_names
from corpus.ids import file_sha256
from corpus.manifest import ManifestRow
from corpus.records import Kind
from corpus.registry import deal_names

TOO_LONG = "x" * 300 + ".pdf"
"""No file system holds a name of 304 characters: asking for it is an error, not a no."""
BLOCKING = {
    Check.MISSING_FILE: (
        {"name": "weg.pdf"},
        "weg.pdf staat niet op schijf; zet het bestand terug of haal de regel uit het manifest.",
    ),
    Check.NOT_A_PDF: (
        {"name": "tekst.pdf"},
        "tekst.pdf is geen pdf, al heet het misschien zo; sla het document op als pdf.",
    ),
    Check.DUPLICATE_CONTENT: (
        {"name": "kopie.pdf"},
        "kopie.pdf heeft dezelfde inhoud als goed.pdf en telt niet nog eens mee; "
        "haal een van beide uit het manifest.",
    ),
    Check.UNKNOWN_KIND: (
        {"kind": "verslag"},
        "De soort 'verslag' van fout.pdf is onbekend; kies uit: convenant, voortgangsrapportage, "
        "mid-term review, eindrapportage, evaluatie, nulmeting, monitoring, brief, overig.",
    ),
    Check.UNKNOWN_DEAL: (
        {"deal": "Parkstat Limburg"},
        "De deal 'Parkstat Limburg' van fout.pdf staat niet in het register; "
        "bedoelt u Parkstad Limburg of Parkstad Limburg II?",
    ),
    Check.AMBIGUOUS_DEAL: (
        {"deal": "Twente", "year": "2024", "kind": "evaluatie"},
        "De naam 'Twente' bij fout.pdf past bij meer dan één deal; zet in de kolom deal t2-twente "
        "(Twente) of t4-twente (Twente II), of vul de kolom tranche in.",
    ),
    Check.NO_YEAR: (
        {"year": "juli 2019"},
        "Het jaar van fout.pdf ontbreekt of is geen jaartal; vul vier cijfers in.",
    ),
    Check.CHANGED_HASH: (
        {"sha256": "0" * 64},
        "fout.pdf is niet het bestand dat in het manifest is vastgelegd (sha256 verschilt); "
        "zet het juiste bestand terug of maak de kolom sha256 leeg.",
    ),
}
"""Per check: what is wrong with a row that is otherwise good, and what is said about it."""
BROKEN_CELLS = (
    {"kind": ""},
    {"kind": "Kamerbrief"},
    {"year": ""},
    {"year": "²⁰²⁰"},
    {"year": "20200"},
    {"year": "9" * 5000},
    {"deal": ""},
    {"deal": "Regio Deal Atlantis"},
    {"deal": "Veluwe", "year": "2026"},
    {"sha256": "abc"},
    {"kind": "", "year": "", "deal": ""},
    {"year": "", "tranche": "²"},
    {"kind": "x", "tranche": "1-999999999999"},
)


def pdf(folder, name, content=None):
    """A file with the first bytes of a PDF, and bytes of its own after them."""
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"%PDF-1.7\n" + (content or str(path)).encode())
    return path


def row(path, **cells):
    """A row that is good unless cells say otherwise."""
    good = {"deal": "t2-twente", "kind": "voortgangsrapportage", "year": "2021"}
    return ManifestRow(path=str(path), **{**good, **cells})


def check(rows, known=None):
    return check_manifest(rows, deal_names(), known or {})


@pytest.fixture
def folder(tmp_path):
    """A folder with a good file, its copy, a text that is called PDF, and one for a bad row."""
    pdf(tmp_path, "goed.pdf", "goed")
    pdf(tmp_path, "kopie.pdf", "goed")
    pdf(tmp_path, "fout.pdf")
    (tmp_path / "tekst.pdf").write_text("Dit is geen pdf.")
    return tmp_path


def test_a_good_row_becomes_a_source(folder):
    path = folder / "goed.pdf"
    checked = check(
        [row(path, deal="Twente", title="T", author="A", url="U", sha256=file_sha256(path).upper())]
    )
    assert checked.findings == ()
    (source,) = checked.sources
    assert (source.path, source.name) == (path, "goed.pdf")
    assert (source.deal, source.kind, source.year) == ("t2-twente", Kind.VOORTGANGSRAPPORTAGE, 2021)
    assert (source.title, source.author, source.url) == ("T", "A", "U")
    assert source.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()
    assert source.document_id == source.sha256[:16]


@pytest.mark.parametrize(("name", "case"), BLOCKING.items())
def test_a_blocking_finding_keeps_only_its_own_document_out(folder, name, case):
    cells, message = case
    bad = row(
        folder / cells.get("name", "fout.pdf"), **{k: v for k, v in cells.items() if k != "name"}
    )
    checked = check([bad, row(folder / "goed.pdf")])
    assert checked.findings == (Finding(name, bad.path, message, blocks=True),)
    assert [source.name for source in checked.sources] == ["goed.pdf"]


def test_a_year_outside_the_deal_is_told_but_does_not_block(folder):
    checked = check([row(folder / "goed.pdf", kind="convenant", year="2023")])
    assert checked.findings == (
        Finding(
            Check.YEAR_OUTSIDE_TRANCHE,
            str(folder / "goed.pdf"),
            "goed.pdf is van 2023, maar Twente (tranche 2) is in 2019 getekend; "
            "controleer het jaar en de tranche.",
            blocks=False,
        ),
    )
    assert [source.year for source in checked.sources] == [2023]


def test_every_check_is_tried_here():
    assert set(BLOCKING) | {Check.YEAR_OUTSIDE_TRANCHE} == set(Check)


@pytest.mark.parametrize(
    ("kind", "first", "last"), [("convenant", 2019, 2020), ("evaluatie", 2019, 2027)]
)
def test_a_document_is_written_between_signing_and_some_years_after(folder, kind, first, last):
    def told(year):
        return bool(check([row(folder / "goed.pdf", kind=kind, year=str(year))]).findings)

    asked = range(first - 2, last + 3)
    assert [year for year in asked if not told(year)] == list(range(first, last + 1))


def test_a_deal_without_a_year_of_signing_has_no_wrong_year(folder):
    checked = check([row(folder / "goed.pdf", deal="t1-nucleaire-problematiek", year="1999")])
    assert checked.findings == ()


def test_a_file_that_changed_since_the_last_run_is_told_and_read_again(folder):
    path = str(folder / "goed.pdf")
    checked = check([row(path)], {path: "0" * 64})
    assert checked.findings == (
        Finding(
            Check.CHANGED_HASH,
            path,
            "goed.pdf is veranderd sinds de vorige run; het wordt opnieuw gelezen.",
            blocks=False,
        ),
    )
    assert len(checked.sources) == 1
    assert check([row(path)], {path: file_sha256(Path(path))}).findings == ()


def test_all_that_is_wrong_with_a_row_is_told_at_once(folder):
    checked = check([row(folder / "fout.pdf", kind="x", year="y", deal="zzzzzz", sha256="0")])
    assert {finding.check for finding in checked.findings} == {
        Check.CHANGED_HASH,
        Check.UNKNOWN_KIND,
        Check.NO_YEAR,
        Check.UNKNOWN_DEAL,
    }


def test_a_folder_and_a_name_that_cannot_be_opened_are_missing_files(folder):
    (folder / "map.pdf").mkdir()
    checked = check([row(folder / "map.pdf"), row(folder / TOO_LONG), row(folder / "goed.pdf")])
    assert [finding.check for finding in checked.findings] == [Check.MISSING_FILE] * 2
    assert f"{TOO_LONG} is niet te openen (File name too long)" in checked.findings[1].message
    assert len(checked.sources) == 1


def test_a_pdf_may_begin_after_some_other_bytes_but_not_after_many(folder):
    late, too_late = folder / "laat.pdf", folder / "telaat.pdf"
    late.write_bytes(b"HTTP/1.1 200 OK\n" * 4000 + b"%PDF-1.4")
    too_late.write_bytes(b"HTTP/1.1 200 OK\n" * 4096 + b"%PDF-1.4")
    checked = check([row(late), row(too_late)])
    assert [source.name for source in checked.sources] == ["laat.pdf"]
    assert [finding.check for finding in checked.findings] == [Check.NOT_A_PDF]


@pytest.mark.parametrize("name", ["brief.docx", "pagina.html", "pagina.HTM"])
def test_what_is_no_pdf_by_its_name_is_for_its_own_reader_to_judge(folder, name):
    (folder / name).write_bytes(b"PK\x03\x04 of <html>")
    checked = check([row(folder / name)])
    assert checked.findings == ()
    assert [source.name for source in checked.sources] == [name]


def test_a_copy_of_a_document_with_a_broken_row_still_runs(folder):
    checked = check([row(folder / "goed.pdf", kind="x"), row(folder / "kopie.pdf")])
    assert [source.name for source in checked.sources] == ["kopie.pdf"]
    assert [finding.check for finding in checked.findings] == [Check.UNKNOWN_KIND]


@pytest.mark.parametrize(
    ("deal", "wrong"),
    [
        ("qqqqqqqq", "De deal 'qqqqqqqq' van goed.pdf staat niet in het register; "),
        ("", "De deal van goed.pdf ontbreekt; "),
    ],
)
def test_a_deal_that_looks_like_nothing_gets_other_advice(folder, deal, wrong):
    (finding,) = check([row(folder / "goed.pdf", deal=deal)]).findings
    assert finding.check is Check.UNKNOWN_DEAL
    assert finding.message == f"{wrong}vul de naam van een deal in, of meerdere of landelijk."


@pytest.mark.parametrize("deal", ["meerdere", "landelijk"])
def test_a_document_need_not_be_of_one_deal(folder, deal):
    checked = check([row(folder / "goed.pdf", deal=deal, year="2030")])
    assert checked.findings == ()
    assert checked.sources[0].deal == deal


@pytest.mark.parametrize(
    ("written", "tranches"),
    [
        ("", ()),
        ("4", (4,)),
        ("2-4", (2, 3, 4)),
        ("2 - 4", (2, 3, 4)),
        ("tranche 3", (3,)),
        ("2e tranche, tranche 4", (2, 4)),
        ("7", ()),
        ("onbekend", ()),
    ],
)
def test_the_column_tranche_is_read_as_people_write_it(folder, written, tranches):
    (source,) = check([row(folder / "goed.pdf", tranche=written)]).sources
    assert source.tranches == tranches


def test_the_column_tranche_decides_a_shared_name(folder):
    checked = check([row(folder / "goed.pdf", deal="Twente", year="2024", tranche="4")])
    assert checked.findings == ()
    assert checked.sources[0].deal == "t4-twente"


@pytest.fixture(scope="module")
def many(tmp_path_factory):
    """A folder with good rows, and rows that are broken each in its own way."""
    folder = tmp_path_factory.mktemp("veel")
    good = [
        row(pdf(folder, f"goed-{number}.pdf"), deal=deal, year=str(2021 + number))
        for number, deal in enumerate(("t2-twente", "Foodvalley", "meerdere", "t3-veluwe"))
    ]
    (folder / "tekst.pdf").write_text("Geen pdf.")
    broken = [row(pdf(folder, f"fout-{n}.pdf"), **cells) for n, cells in enumerate(BROKEN_CELLS)]
    broken += [row(folder / name) for name in ("weg.pdf", "tekst.pdf", TOO_LONG)]
    return good, broken


def test_every_broken_row_is_indeed_broken(many):
    for bad in many[1]:
        checked = check([bad])
        assert checked.sources == ()
        assert any(finding.blocks for finding in checked.findings)


@settings(max_examples=50, deadline=None)
@given(data=st.data())
def test_a_broken_row_never_changes_what_the_other_rows_give(many, data):
    good, broken = many
    chosen = data.draw(st.lists(st.sampled_from(broken), unique_by=lambda bad: bad.path))
    mixed = data.draw(st.permutations([*good, *chosen]))
    alone, together = check(good), check(mixed)
    assert together.sources == alone.sources
    bad_paths = {bad.path for bad in chosen}
    assert alone.findings == tuple(
        finding for finding in together.findings if finding.path not in bad_paths
    )


@settings(max_examples=50, deadline=None)
@given(data=st.data())
def test_the_order_of_rows_does_not_matter(many, data):
    good, broken = many
    again = good[0].model_copy(update={"deal": "t4-twente", "year": "2024"})
    rows = [*good, again, *broken]
    assert check(data.draw(st.permutations(rows))) == check(rows)


def test_names_of_outputs_are_the_file_name_where_that_is_enough():
    names = output_names(["/data/2021/rapport.pdf", "/data/2022/rapport.pdf", "/data/brief.pdf"])
    assert names == {
        "/data/2021/rapport.pdf": "2021/rapport.pdf",
        "/data/2022/rapport.pdf": "2022/rapport.pdf",
        "/data/brief.pdf": "brief.pdf",
    }


def test_the_name_of_an_output_does_not_depend_on_whether_its_namesake_is_there(tmp_path):
    rows = [row(pdf(tmp_path, "a/x.pdf")), row(tmp_path / "b" / "x.pdf")]
    before = check(rows).sources[0].name
    pdf(tmp_path, "b/x.pdf")
    assert [source.name for source in check(rows).sources] == ["a/x.pdf", "b/x.pdf"]
    assert before == "a/x.pdf"


PATHS = st.sets(
    st.lists(st.sampled_from(["a", "b", "c.pdf"]), min_size=1, max_size=4).map(
        lambda parts: "/werk/" + "/".join(parts)
    ),
    max_size=12,
)


@settings(max_examples=100, deadline=None)
@given(PATHS)
def test_names_of_outputs_are_unique_and_as_short_as_can_be(paths):
    names = output_names(paths)
    assert set(names) == paths
    assert len(set(names.values())) == len(paths)
    for path, name in names.items():
        assert path.endswith(f"/{name}")
        shorter = name.partition("/")[2]
        namesakes = [other for other in paths if other.endswith(f"/{shorter}")]
        assert not shorter or len(namesakes) > 1


@settings(max_examples=50, deadline=None)
@given(PATHS.flatmap(lambda paths: st.tuples(st.just(paths), st.permutations(sorted(paths)))))
def test_names_of_outputs_do_not_depend_on_order(case):
    paths, shuffled = case
    assert output_names(shuffled) == output_names(sorted(paths))
