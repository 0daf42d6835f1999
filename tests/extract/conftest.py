"""Shared by the tests of extraction."""

from pathlib import Path

import pytest
from rule_language import rule_language

from extract import ocr
from extract.document import extract_document

SHARED = Path(__file__).parents[3] / "shared"


@pytest.fixture(scope="session")
def rules():
    """The blank Dutch pipeline with rules: the same on every machine."""
    return rule_language()


@pytest.fixture
def extract(rules):
    """Extract a file with the rules; more arguments go to `extract_document`."""
    return lambda path, *rest: extract_document(path, "0123456789abcdef", rules, *rest)


@pytest.fixture
def no_recognition(monkeypatch):
    """A machine without text recognition, whatever is installed here."""
    monkeypatch.setattr(ocr, "missing", lambda: "Tekstherkenning staat uit.")


@pytest.fixture(scope="session")
def shared_pdf():
    """The folder with PDFs of others beside the project, where there is one."""
    if not (SHARED / "pdf").is_dir():
        pytest.skip("there is no folder ../shared/pdf here")
    return SHARED / "pdf"
