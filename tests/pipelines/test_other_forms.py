"""One document in two forms: the better one is used, the other is set aside with the reason."""

import csv
import html
import json
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import docx
import pandas as pd
import pytest

from corpus.records import (
    Document,
    Grade,
    Kind,
    Outcome,
    PageQuality,
    PageRecord,
    Passage,
    PassageKind,
    Source,
)
from corpus.sample.document import BlockKind, SampleDocument
from corpus.sample.markdown import read_sample
from pipelines.models.tagger import SAMPLES
from pipelines.running.other_forms import without_other_forms

NAME = "foodvalley-convenant-2019"
TEXT = "De gemeenten en de provincie werken samen aan de bereikbaarheid van de dorpen"


def source(name: str) -> Source:
    path = Path("/dossiers") / name
    sha256 = name.encode().hex().ljust(64, "0")
    return Source(path, name, "t2-foodvalley", Kind.CONVENANT, 2019, "", "", "", sha256[-64:])


def document(
    of: Source, text: str = TEXT, grade: Grade = Grade.GOED, outcome: Outcome = Outcome.GELUKT
) -> Document:
    page = PageRecord(1, 595.0, 842.0, len(text), "pdfium", PageQuality(grade))
    passage = Passage(of.name, of.document_id, 0, PassageKind.BODY, (), text, (), ())
    return Document(of.document_id, "x", outcome, "", (page,), (passage,))


def outcomes(*documents: tuple[str, Document]) -> dict[str, Document]:
    """What becomes of documents, by the name of their file."""
    sources = [source(name) for name, _ in documents]
    read = [document for _, document in documents]
    held = {one.document_id: document for one, document in zip(sources, read, strict=True)}
    kept = without_other_forms(sources, held)
    return {one.name: kept[one.document_id] for one in sources}


def used(*forms: tuple[str, Grade], text: str = TEXT) -> list[str]:
    """Names of the files that are used of forms with one text."""
    made = [(name, document(source(name), text, grade)) for name, grade in forms]
    found = outcomes(*made).items()
    return [name for name, one in found if one.outcome is Outcome.GELUKT]


@pytest.mark.parametrize("turned", [False, True])
def test_the_form_that_reads_best_is_used_and_of_equals_the_pdf(turned: bool) -> None:
    cases = [
        ([("a.docx", Grade.GOED), ("a.pdf", Grade.GOED)], ["a.pdf"]),
        ([("a.docx", Grade.GOED), ("a.pdf", Grade.MATIG)], ["a.docx"]),
        ([("a.html", Grade.MATIG), ("a.pdf", Grade.SLECHT)], ["a.html"]),
        ([("a.docx", Grade.GOED), ("a.html", Grade.GOED)], ["a.docx"]),
        ([("a.docx", Grade.GOED), ("a.html", Grade.GOED), ("a.PDF", Grade.GOED)], ["a.PDF"]),
    ]
    for forms, expected in cases:
        assert used(*(forms[::-1] if turned else forms)) == expected


def test_what_is_set_aside_says_why_and_adds_no_text() -> None:
    found = outcomes(("a.pdf", document(source("a.pdf"))), ("a.docx", document(source("a.docx"))))[
        "a.docx"
    ]
    assert found.outcome is Outcome.OVERGESLAGEN
    assert found.passages == ()
    assert found.reason == (
        "a.docx is hetzelfde document als a.pdf in een andere vorm; a.pdf is gebruikt, want die is "
        "beter of minstens zo goed te lezen."
    )


@pytest.mark.parametrize(
    ("one", "other"),
    [("a.pdf", "b.docx"), ("a.pdf", "map/a.docx"), ("a.pdf", "a.1.docx"), ("a.pdf", "A-2.pdf")],
)
def test_files_with_other_names_or_in_other_folders_are_other_documents(
    one: str, other: str
) -> None:
    assert used((one, Grade.GOED), (other, Grade.GOED)) == [one, other]


def test_two_texts_of_one_name_are_both_used() -> None:
    other = "Bijlage met de begroting van het programmabureau over vier jaar"
    found = outcomes(
        ("a.pdf", document(source("a.pdf"))), ("a.docx", document(source("a.docx"), other))
    )
    assert {one.outcome for one in found.values()} == {Outcome.GELUKT}


def test_two_forms_of_an_annex_beside_a_letter_of_its_name_are_used_once() -> None:
    annex = "Bijlage met de begroting van het programmabureau over vier jaar"
    found = outcomes(
        ("a.pdf", document(source("a.pdf"))),
        ("a.html", document(source("a.html"), annex)),
        ("a.docx", document(source("a.docx"), annex)),
    )
    assert {name: one.outcome for name, one in found.items()} == {
        "a.pdf": Outcome.GELUKT,
        "a.html": Outcome.OVERGESLAGEN,
        "a.docx": Outcome.GELUKT,
    }
    assert "a.html is hetzelfde document als a.docx" in found["a.html"].reason


def test_a_form_that_could_not_be_read_takes_no_other_with_it() -> None:
    failed = document(source("a.pdf"), outcome=Outcome.MISLUKT)
    found = outcomes(("a.pdf", failed), ("a.docx", document(source("a.docx"))))
    assert found["a.pdf"] == failed
    assert found["a.docx"].outcome is Outcome.GELUKT


def as_docx(sample: SampleDocument, path: Path) -> None:
    """The sample as a person would type it in a word processor."""
    typed = docx.Document()
    levels = {BlockKind.TITLE: 0, BlockKind.HEADING2: 1, BlockKind.HEADING3: 2}
    for block in sample.blocks:
        if block.kind in levels:
            typed.add_heading(block.text, levels[block.kind])
        elif block.text:
            typed.add_paragraph(block.text)
        for item in block.items:
            typed.add_paragraph(f"{item.mark} {item.text}")
        for row in block.rows:
            typed.add_paragraph(" ".join(row))
    typed.save(str(path))


def as_html(sample: SampleDocument, path: Path) -> None:
    """The sample as a web page."""
    tags = {BlockKind.TITLE: "h1", BlockKind.HEADING2: "h2", BlockKind.HEADING3: "h3"}
    parts = []
    for block in sample.blocks:
        lines = [block.text, *(one.text for one in block.items), *map(" ".join, block.rows)]
        tag = tags.get(block.kind, "p")
        parts += [f"<{tag}>{html.escape(line)}</{tag}>" for line in lines if line]
    body = "\n".join(parts)
    page = f'<!DOCTYPE html><html lang="nl"><body><main>{body}</main></body></html>'
    path.write_text(page, "utf-8")


def test_a_run_over_three_forms_uses_one_and_says_so(
    documents: Path,
    rodedraden: Callable[..., "subprocess.CompletedProcess[str]"],
    tmp_path: Path,
) -> None:
    folder = tmp_path / "vormen"
    folder.mkdir()
    shutil.copy(documents / f"{NAME}.pdf", folder)
    sample = read_sample(SAMPLES / f"{NAME}.md")
    as_docx(sample, folder / f"{NAME}.docx")
    as_html(sample, folder / f"{NAME}.html")
    done = rodedraden("run", folder, "-w", tmp_path / "w", "--no-prefect")
    assert done.returncode == 0, done.stderr
    printed = " ".join(done.stdout.split())
    for form in ("docx", "html"):
        sentence = f"{NAME}.{form} is hetzelfde document als {NAME}.pdf in een andere vorm;"
        assert f"overgeslagen: {sentence}" in printed
    assert "Documenten: 1 gelukt, 2 overgeslagen, 0 mislukt." in printed

    (run,) = (tmp_path / "w").glob("runs/[0-9]*")
    passages = pd.read_parquet(run / "passages.parquet")
    assert set(passages["document"]) == {f"{NAME}.pdf"}
    with (run / "cells.csv").open(encoding="utf-8", newline="") as stream:
        assert {row["document"] for row in csv.DictReader(stream)} <= {"", f"{NAME}.pdf"}
    record = json.loads((run / "run.json").read_text("utf-8"))
    told = {one["document"]: (one["uitkomst"], bool(one["reden"])) for one in record["documenten"]}
    assert told == {
        f"{NAME}.docx": ("overgeslagen", True),
        f"{NAME}.html": ("overgeslagen", True),
        f"{NAME}.pdf": ("gelukt", False),
    }
    again = rodedraden("run", "-w", tmp_path / "w", "--no-prefect")
    assert again.returncode == 0
    assert "Niets nieuws" in again.stdout
