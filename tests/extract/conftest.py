"""Shared by the tests of extraction."""

import pytest
from rule_language import rule_language

from extract.document import extract_document


@pytest.fixture(scope="session")
def rules():
    """The blank Dutch pipeline with rules: the same on every machine."""
    return rule_language()


@pytest.fixture
def extract(rules):
    """Extract a file with the rules; more arguments go to `extract_document`."""
    return lambda path, *rest: extract_document(path, "0123456789abcdef", rules, *rest)
