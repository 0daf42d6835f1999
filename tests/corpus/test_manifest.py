"""The manifest: what a person or a spreadsheet writes, read back without loss."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.manifest import ManifestError, ManifestRow, merge, read_manifest, write_manifest

HEAD = "path,deal,kind,year,title,author,url"
CELL = st.text(
    st.characters(exclude_categories=["Cs", "Cc"], include_characters="\n;,\"'éñ€"), max_size=20
)
FILE_NAME = st.text('abZ é;,"’-_.0', min_size=1, max_size=12).map(
    lambda name: name.strip(" .") + ".pdf"
)


@st.composite
def rows_in(draw, folder):
    """Manifest rows of files in a folder or one below, with anything in their other cells."""
    below = draw(st.sampled_from(["", "map", "map/diep"]))
    path = Path(folder, below, "x" + draw(FILE_NAME))
    deal, kind, year, title, author, url, tranche, sha256 = draw(st.tuples(*[CELL] * 8))
    return ManifestRow(
        path=str(path),
        deal=deal,
        kind=kind,
        year=year,
        title=title,
        author=author,
        url=url,
        tranche=tranche,
        sha256=sha256,
    )


def written(folder, content, name="manifest.csv"):
    """A manifest with this text or these bytes."""
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def message_of(path):
    """The one sentence with which a manifest is refused."""
    with pytest.raises(ManifestError) as refused:
        read_manifest(path)
    return str(refused.value)


@settings(max_examples=50, deadline=None)
@given(data=st.data())
def test_what_is_written_is_read_back(tmp_path_factory, data):
    folder = tmp_path_factory.mktemp("rondreis")
    rows = data.draw(st.lists(rows_in(folder), max_size=5))
    write_manifest(folder / "manifest.csv", rows)
    assert read_manifest(folder / "manifest.csv") == rows


def test_a_written_manifest_is_exactly_this_text(tmp_path):
    row = ManifestRow(
        path=str(tmp_path / "map" / "twente.pdf"),
        deal="t2-twente",
        kind="convenant",
        year="2019",
        title='Regio Deal "Twente", deel 1',
        author="Rijk; Regio",
    )
    write_manifest(tmp_path / "manifest.csv", [row])
    assert (tmp_path / "manifest.csv").read_bytes().decode() == (
        "path,deal,kind,year,title,author,url,tranche,sha256\n"
        'map/twente.pdf,t2-twente,convenant,2019,"Regio Deal ""Twente"", deel 1",Rijk; Regio,,,\n'
    )


def test_nothing_but_the_manifest_is_left_behind(tmp_path):
    write_manifest(tmp_path / "manifest.csv", [ManifestRow(path=str(tmp_path / "a.pdf"))])
    assert [path.name for path in tmp_path.iterdir()] == ["manifest.csv"]


def test_a_path_is_relative_to_the_manifest_not_to_where_you_stand(tmp_path, monkeypatch):
    (tmp_path / "lijst").mkdir()
    path = written(tmp_path / "lijst", f"{HEAD}\n../pdf/./a.pdf,t2-twente,brief,2020,,,\n")
    monkeypatch.chdir(tmp_path)
    for asked in (path, Path("lijst/manifest.csv")):
        assert [row.path for row in read_manifest(asked)] == [str(tmp_path / "pdf" / "a.pdf")]


def test_a_moved_folder_keeps_its_manifest(tmp_path):
    old = tmp_path / "oud"
    old.mkdir()
    write_manifest(old / "manifest.csv", [ManifestRow(path=str(old / "a.pdf"), deal="Twente")])
    new = old.rename(tmp_path / "nieuw")
    assert read_manifest(new / "manifest.csv")[0].path == str(new / "a.pdf")


def test_a_dutch_spreadsheet_writes_semicolons_a_bom_and_crlf(tmp_path):
    text = "path;deal;kind;year;title\r\na.pdf;t2-twente;brief;2020;Wonen, werken\r\n"
    (row,) = read_manifest(written(tmp_path, text.encode("utf-8-sig")))
    assert (row.deal, row.title, row.author) == ("t2-twente", "Wonen, werken", "")


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_lines_may_end_as_on_any_machine(tmp_path, end):
    text = end.join([HEAD, "a.pdf,Twente,brief,2020,,,", "b.pdf,Veluwe,brief,2021,,,", ""])
    rows = read_manifest(written(tmp_path, text))
    assert [(row.deal, row.url) for row in rows] == [("Twente", ""), ("Veluwe", "")]


def test_an_older_spreadsheet_writes_windows_1252(tmp_path):
    text = "path;deal;kind;year;title\r\nfryslân.pdf;Noordoost-Fryslân;brief;2020;€ 25 mln\r\n"
    (row,) = read_manifest(written(tmp_path, text.encode("cp1252")))
    assert Path(row.path).name == "fryslân.pdf"
    assert (row.deal, row.title) == ("Noordoost-Fryslân", "€ 25 mln")


def test_rows_keep_their_order_and_lose_the_space_around_cells(tmp_path):
    text = f"{HEAD}\n b.pdf , t2-twente ,brief, 2020 ,,,\na.pdf,t2-twente,brief,2020,,,\n"
    rows = read_manifest(written(tmp_path, text))
    assert [Path(row.path).name for row in rows] == ["b.pdf", "a.pdf"]
    assert (rows[0].deal, rows[0].year) == ("t2-twente", "2020")


def test_columns_may_stand_in_any_order_and_cells_at_the_end_may_lack(tmp_path):
    text = "year,kind,deal,path,tranche\n2020,brief,Twente,a.pdf\n"
    (row,) = read_manifest(written(tmp_path, text))
    assert (row.year, row.kind, row.deal, row.tranche) == ("2020", "brief", "Twente", "")


@pytest.mark.parametrize("empty", ["\n", ",,,,,,\n"])
def test_empty_lines_are_no_rows(tmp_path, empty):
    text = f"{HEAD}\n{empty}a.pdf,Twente,brief,2020,,,\n{empty}{empty}"
    assert len(read_manifest(written(tmp_path, text))) == 1


def test_a_manifest_of_only_a_head_has_no_rows(tmp_path):
    assert read_manifest(written(tmp_path, HEAD)) == []


def test_a_missing_column_is_named(tmp_path):
    path = written(tmp_path, "path,kind,year\na.pdf,brief,2020\n")
    assert message_of(path) == (
        f"In het manifest {path} ontbreekt de kolom deal; de eerste regel hoort te zijn: "
        "path,deal,kind,year,title,author,url."
    )


def test_an_unknown_column_is_named(tmp_path):
    path = written(tmp_path, "path,deal,kind,year,jaar\na.pdf,Twente,brief,2020,2020\n")
    assert message_of(path) == (
        f"Het manifest {path} heeft een onbekende kolom 'jaar'; toegestaan zijn: "
        "path, deal, kind, year, title, author, url, tranche, sha256."
    )


def test_a_row_with_too_many_cells_gets_its_line_and_advice(tmp_path):
    text = f'{HEAD}\n\na.pdf,Twente,brief,2020,"Twee\nregels",,\nb.pdf,Twente,brief,2020,a,b,c,d\n'
    path = written(tmp_path, text)
    assert message_of(path) == (
        f"Regel 5 van het manifest {path} heeft te veel velden; "
        "zet velden met een komma tussen aanhalingstekens."
    )


def test_a_row_without_a_path_gets_its_line(tmp_path):
    path = written(tmp_path, f"{HEAD}\na.pdf,Twente,brief,2020,,,\n\n ,Twente,brief,2020,,,\n")
    assert message_of(path) == (
        f"Regel 4 van het manifest {path} heeft geen path; vul de bestandsnaam in."
    )


@pytest.mark.parametrize(
    "content",
    [
        b"\x81\x8d\x00\xff",
        HEAD.encode() + b'\n"' + b"x" * 200_000 + b'",Twente,brief,2020,,,\n',
    ],
    ids=["bytes without a meaning", "a field without an end"],
)
def test_what_is_no_csv_is_refused_with_advice(tmp_path, content):
    path = written(tmp_path, content)
    assert message_of(path) == (
        f"Het manifest {path} is geen csv-bestand; sla het in het rekenblad op als CSV (UTF-8)."
    )


@pytest.mark.parametrize("content", [b"", HEAD.encode("utf-16"), b"%PDF-1.7\n1 0 obj\n"])
def test_a_file_without_our_columns_is_refused_in_one_sentence(tmp_path, content):
    message = message_of(written(tmp_path, content))
    assert "ontbreekt de kolom path, deal, kind, year;" in message
    assert "\n" not in message


def test_a_manifest_that_is_not_there_is_refused_in_one_sentence(tmp_path):
    assert message_of(tmp_path / "weg.csv") == (
        f"Het manifest {tmp_path / 'weg.csv'} is niet te lezen (No such file or directory); "
        "controleer de naam."
    )
    assert message_of(tmp_path).startswith(f"Het manifest {tmp_path} is niet te lezen (")


def test_merging_replaces_the_row_of_the_same_file_and_sorts():
    held = [ManifestRow(path="/b.pdf", deal="oud"), ManifestRow(path="/c.pdf", deal="blijft")]
    added = [ManifestRow(path="/b.pdf", deal="nieuw"), ManifestRow(path="/a.pdf", deal="erbij")]
    assert [(row.path, row.deal) for row in merge(held, added)] == [
        ("/a.pdf", "erbij"),
        ("/b.pdf", "nieuw"),
        ("/c.pdf", "blijft"),
    ]


@settings(max_examples=50, deadline=None)
@given(st.lists(rows_in("/werk"), max_size=6), st.lists(rows_in("/werk"), max_size=6))
def test_merging_twice_is_merging_once(held, added):
    once = merge(held, added)
    assert merge(once, added) == once
    assert {row.path for row in once} == {row.path for row in [*held, *added]}
