"""`rodedraden extract`: the keys that scripts rely on, passwords, and pictures of the reading."""

import json
import subprocess
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest
from PIL import Image

from extract import ocr
from pipelines.one_document import extracted

Command = Callable[..., "subprocess.CompletedProcess[str]"]
KEYS = [
    *("file", "page", "page_end", "pages", "kind", "heading_path", "place", "text", "boxes"),
    *("calls", "amounts", "quality"),
]
KINDS = {"heading", "body", "list", "table", "footnote", "other"}
COVENANT = "foodvalley-convenant-2019.pdf"
SENTENCE = "Het Rijk draagt eenmalig € 2.600.000 bij aan de waterbus tussen de dorpen."
PAGE = f"""<!DOCTYPE html><html lang="nl"><head><title>Convenant</title></head><body><main>
<h1>Convenant Regio Deal Twente</h1><h2>Artikel 1. Bijdrage</h2><p>{SENTENCE}</p>
</main></body></html>"""


@pytest.fixture
def locked(documents: Path, tmp_path: Path) -> Path:
    """The covenant with a password on it."""
    path = tmp_path / "versleuteld.pdf"
    with pikepdf.open(documents / COVENANT) as document:
        document.save(path, encryption=pikepdf.Encryption(user="Geheim 1", owner="baas"))
    return path


@pytest.fixture
def page(tmp_path: Path) -> Path:
    """A web page with one article."""
    path = tmp_path / "convenant.html"
    path.write_text(PAGE, "utf-8")
    return path


def rows_of(done: "subprocess.CompletedProcess[str]") -> list[dict[str, object]]:
    """The JSON lines of a command that went well."""
    assert done.returncode == 0, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


@pytest.mark.parametrize("unit", ["passage", "block"])
def test_extract_prints_the_promised_keys(documents: Path, rodedraden: Command, unit: str) -> None:
    file = documents / COVENANT
    rows = rows_of(rodedraden("extract", file, "--format", "jsonl", "--unit", unit))
    for row in rows:
        assert list(row) == KEYS
        assert row["file"] == COVENANT
        assert row["kind"] in KINDS
        assert (row["page"], row["page_end"]) == (row["pages"][0], row["pages"][-1])
        assert {box[0] for box in row["boxes"]} == set(row["pages"])
        assert all(len(box) == 5 and box[1] < box[3] and box[2] < box[4] for box in row["boxes"])
        assert row["quality"] == "goed"
    assert any("Programmalijn Gezonde voeding" in " ".join(row["heading_path"]) for row in rows)


def test_places_calls_and_amounts_point_into_the_text(documents: Path) -> None:
    rows = [
        row
        for name in (COVENANT, "foodvalley-voortgangsrapportage-2021.pdf")
        for row in extracted(documents / name, blocks=False)
    ]
    calls = [(row["text"], at, number) for row in rows for at, number in row["calls"]]
    assert calls
    assert all(0 < at <= len(text) and number.isdigit() for text, at, number in calls)
    amounts = [
        (row["text"][start:end], euros) for row in rows for start, end, euros in row["amounts"]
    ]
    assert {("€ 20 miljoen", 20_000_000), ("€ 150.000", 150_000)} <= set(amounts)
    assert all(any(char.isdigit() for char in written) for written, _ in amounts)
    places = {row["place"] for row in rows}
    assert {"Artikel 1", "Artikel 6, lid 1"} <= places


def test_a_web_page_and_its_text_are_printed_alike(page: Path, rodedraden: Command) -> None:
    rows = rows_of(rodedraden("extract", page))
    (row,) = (row for row in rows if row["kind"] == "body")
    assert list(row) == KEYS
    assert row["text"] == SENTENCE
    assert row["heading_path"] == ["Convenant Regio Deal Twente", "Artikel 1. Bijdrage"]
    assert row["place"] == "Artikel 1"
    ((start, end, euros),) = row["amounts"]
    assert (row["text"][start:end], euros) == ("€ 2.600.000", 2_600_000)
    shown = rodedraden("extract", page, "--format", "tekst").stdout
    assert f"[body, pagina 1] {row['text']}" in shown


def test_a_password_opens_a_document_and_changes_nothing_of_its_text(
    documents: Path, locked: Path, rodedraden: Command
) -> None:
    opened = rows_of(rodedraden("extract", locked, "--password", "Geheim 1"))
    plain = [dict(row) for row in extracted(documents / COVENANT, blocks=False)]
    assert [row["text"] for row in opened] == [row["text"] for row in plain]
    assert [row["boxes"] for row in opened] == [row["boxes"] for row in plain]


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        ([], 'geef het wachtwoord met: rodedraden extract "versleuteld.pdf" --password "..."'),
        (["--password", "geheim 1"], "wachtwoord past niet op versleuteld.pdf; controleer het"),
        (["--password", "x", "--explain"], "wachtwoord past niet op versleuteld.pdf"),
    ],
)
def test_without_the_right_password_one_sentence_says_what_to_do(
    locked: Path, rodedraden: Command, options: list[str], sentence: str
) -> None:
    done = rodedraden("extract", locked, *options)
    assert (done.returncode, done.stdout) == (4, "")
    assert done.stderr.startswith("Fout: ")
    assert sentence in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1


def test_explain_draws_every_page_of_a_locked_document(
    locked: Path, rodedraden: Command, tmp_path: Path
) -> None:
    folder = tmp_path / "beelden" / "uitleg"
    done = rodedraden("extract", locked, "--password", "Geheim 1", "--explain", "--output", folder)
    assert done.returncode == 0, done.stderr
    with pikepdf.open(locked, password="Geheim 1") as document:
        count = len(document.pages)
    assert f"{count} pagina's getekend in {folder}" in done.stderr
    names = [f"pagina-{number:03}.png" for number in range(1, count + 1)]
    assert sorted(path.name for path in folder.iterdir()) == names
    for name in names:
        with Image.open(folder / name) as picture:
            colours = picture.convert("RGB").getcolors(1 << 24)
            assert picture.format == "PNG"
            assert any(red != green or green != blue for _, (red, green, blue) in colours)


def test_explain_draws_beside_the_user_unless_told_otherwise(
    documents: Path, rodedraden: Command, tmp_path: Path
) -> None:
    done = rodedraden("extract", documents / COVENANT, "--explain")
    assert done.returncode == 0, done.stderr
    assert len(list((tmp_path / "foodvalley-convenant-2019-uitleg").glob("*.png"))) == 4


@pytest.mark.parametrize("name", ["convenant.html", "convenant.docx"])
def test_a_document_without_pages_cannot_be_drawn_and_that_is_said(
    rodedraden: Command, page: Path, name: str
) -> None:
    page.rename(page.with_name(name))
    done = rodedraden("extract", page.with_name(name), "--explain")
    assert done.returncode == 2
    assert done.stderr.strip() == (
        f"Fout: {name} heeft geen paginabeelden; --explain werkt voor pdf's."
    )


def test_a_scan_without_an_engine_is_refused_with_advice(
    documents: Path, rodedraden: Command
) -> None:
    done = rodedraden("extract", documents / "waddeneilanden-convenant-2023.pdf")
    assert done.returncode == 4
    assert "waddeneilanden-convenant-2023.pdf heeft op geen van de 3 pagina's" in done.stderr
    assert "tekstherkenning (OCR)" in done.stderr


@pytest.mark.skipif(bool(ocr.missing()), reason=ocr.missing())
def test_a_scan_is_read_where_there_is_an_engine(documents: Path, rodedraden: Command) -> None:
    scan = documents / "waddeneilanden-convenant-2023.pdf"
    rows = rows_of(rodedraden("extract", scan, engine=True))
    assert {page for row in rows for page in row["pages"]} == {1, 2, 3}
    assert "convenant" in " ".join(str(row["text"]) for row in rows).casefold()
