"""The doctor: what works on this machine, and what to do about what does not."""

import subprocess
from collections.abc import Callable

import pytest

from extract import ocr
from extract.language import DEFAULT_MODEL
from pipelines.commands import doctor

ADVICE = "Tekstherkenning werkt nog niet: installeer het pakket tesserocr."


@pytest.mark.parametrize("engine", [True, False])
def test_the_command_gives_a_line_about_each_part(
    rodedraden: Callable[..., "subprocess.CompletedProcess[str]"], engine: bool
) -> None:
    done = rodedraden("doctor", engine=engine)
    assert done.returncode == 0, done.stderr
    starts = [line.split(":")[0] for line in done.stdout.splitlines() if not line.startswith("  ")]
    assert starts[1:] == [
        "Taxonomie",
        "Register",
        "Taalmodel",
        "Embedder",
        "sentence-transformers",
        "Tekstherkenning",
        "Prefect",
        "Werkmap",
    ]
    assert "84 deals" in done.stdout
    assert "dutch-static" in done.stdout


def test_text_recognition_is_named_with_its_version_when_it_works(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(ocr, "missing", lambda: "")
    monkeypatch.setattr(ocr, "engine_id", lambda: "tesseract 5.5.4 nld 1a2b3c4d")
    (line,) = (line for line in doctor.examine() if line.startswith("Tekstherkenning"))
    assert line == "Tekstherkenning: tesseract 5.5.4 nld 1a2b3c4d (leest gescande pagina's)"


def test_without_text_recognition_the_doctor_says_what_that_means_and_what_to_install(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(ocr, "missing", lambda: ADVICE)
    lines = list(doctor.examine())
    place = next(at for at, line in enumerate(lines) if line.startswith("Tekstherkenning"))
    assert lines[place] == (
        "Tekstherkenning: niet geïnstalleerd; gescande pagina's tellen als 'geen tekst'."
    )
    assert lines[place + 1].strip() == ADVICE


def test_the_advice_of_this_machine_is_given_where_the_engine_is_hidden(
    rodedraden: Callable[..., "subprocess.CompletedProcess[str]"],
) -> None:
    printed = rodedraden("doctor").stdout
    assert "Tekstherkenning: niet geïnstalleerd" in printed
    assert "het pakket tesserocr (met: pip install '.[ocr]')" in printed


@pytest.mark.parametrize("is_there", [True, False])
def test_the_language_line_says_what_finds_sentences_and_names(
    monkeypatch: pytest.MonkeyPatch, is_there: bool
) -> None:
    monkeypatch.setattr(doctor, "is_installed", lambda: is_there)
    lines = list(doctor.examine())
    place = next(at for at, line in enumerate(lines) if line.startswith("Taalmodel"))
    if is_there:
        assert lines[place].endswith("(zinnen, lemma's en namen)")
        assert lines[place + 1].startswith("Embedder")
    else:
        assert lines[place] == (
            f"Taalmodel: {DEFAULT_MODEL} is niet geïnstalleerd; zinnen en namen gaan met regels."
        )
        assert f"python -m spacy download {DEFAULT_MODEL}" in lines[place + 1]
