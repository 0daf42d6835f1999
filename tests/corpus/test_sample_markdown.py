"""Tests of reading sample documents."""

from pathlib import Path

import pytest

from corpus.sample.document import Block, BlockKind, Layout, ListItem, SampleFormatError
from corpus.sample.markdown import expected_labels, read_sample

DOCUMENTS = Path(__file__).parents[2] / "corpus" / "sample" / "documents"
HEAD = """---
deal: t2-foodvalley
kind: evaluatie
year: 2021 # jaar
title: 'Wonen, werken: proef'
author: Regio
layout: one_column
header: Regio | 2021
footer: Voorbeeld
---
"""
TITLE = "# Een titel\n\n"
BODY = """# Een titel

<!-- -->
Voorbeelddocument.

## Pijler 1: wonen

<!-- R2 I3 -->
Een alinea.[^1] Nog een zin.

<!-- R4 R5 -->
Inleiding:
- eerste punt;
- tweede punt.

### Geld

<!-- R15 -->
| Pijler | Rijksbijdrage |
|---|---:|
| Wonen | € 2,6 mln |

<!-- I6 -->
1. Overweging een
2. Overweging twee

<!-- -->
3. Overweging drie

[^1]: Tekst van de noot.
"""


def write_sample(folder: Path, text: str) -> Path:
    """Write a sample document."""
    path = folder / "sample.md"
    path.write_text(text, encoding="utf-8")
    return path


def test_front_matter_is_read(tmp_path: Path) -> None:
    sample = read_sample(write_sample(tmp_path, HEAD + BODY))
    assert (sample.deal, sample.kind, sample.year) == ("t2-foodvalley", "evaluatie", 2021)
    assert sample.title == "Wonen, werken: proef"
    assert sample.header == "Regio | 2021"
    assert sample.layout is Layout.ONE_COLUMN
    assert sample.notes == {"1": "Tekst van de noot."}


def test_blocks_are_read(tmp_path: Path) -> None:
    none: frozenset[str] = frozenset()
    assert read_sample(write_sample(tmp_path, HEAD + BODY)).blocks == (
        Block(BlockKind.TITLE, "Een titel"),
        Block(BlockKind.PARAGRAPH, "Voorbeelddocument.", labels=none),
        Block(BlockKind.HEADING2, "Pijler 1: wonen"),
        Block(
            BlockKind.PARAGRAPH,
            "Een alinea.[^1] Nog een zin.",
            labels=frozenset({"R2", "I3"}),
        ),
        Block(
            BlockKind.LIST,
            "Inleiding:",
            items=(ListItem("•", "eerste punt;"), ListItem("•", "tweede punt.")),
            labels=frozenset({"R4", "R5"}),
        ),
        Block(BlockKind.HEADING3, "Geld"),
        Block(
            BlockKind.TABLE,
            rows=(("Pijler", "Rijksbijdrage"), ("Wonen", "€ 2,6 mln")),
            labels=frozenset({"R15"}),
        ),
        Block(
            BlockKind.LIST,
            items=(ListItem("1.", "Overweging een"), ListItem("2.", "Overweging twee")),
            labels=frozenset({"I6"}),
        ),
        Block(BlockKind.LIST, items=(ListItem("3.", "Overweging drie"),), labels=none),
    )


def test_expected_labels_have_no_calls_and_no_headings(tmp_path: Path) -> None:
    assert expected_labels(read_sample(write_sample(tmp_path, HEAD + BODY))) == [
        ("Voorbeelddocument.", frozenset()),
        ("Een alinea. Nog een zin.", frozenset({"R2", "I3"})),
        ("Inleiding:\n• eerste punt;\n• tweede punt.", frozenset({"R4", "R5"})),
        ("Pijler | Rijksbijdrage\nWonen | € 2,6 mln", frozenset({"R15"})),
        ("1. Overweging een\n2. Overweging twee", frozenset({"I6"})),
        ("3. Overweging drie", frozenset()),
    ]


@pytest.mark.parametrize("path", sorted(DOCUMENTS.glob("*.md")), ids=lambda path: path.stem)
def test_each_document_keeps_to_the_format(path: Path) -> None:
    assert any(labels for _, labels in expected_labels(read_sample(path)))


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        ("<!-- -->\nTekst zonder titel.\n", "does not begin with its title"),
        (f"{TITLE}Tekst zonder oordeel.\n", "a comment with labels"),
        (f"{TITLE}<!-- R16 -->\nTekst.\n", "a comment with labels"),
        (f"{TITLE}<!-- R1 -->\n", "a text under the labels"),
        (f"{TITLE}<!-- R1 -->\n## Kop\n", "a text under the labels"),
        (f"{TITLE}<!-- R1 -->\n<!-- R2 -->\nTekst.\n", "a text under the labels"),
        (f"{TITLE}<!-- R1 -->\n[^1]: Noot.\n", "a text under the labels"),
        ("# Een titel\nTekst.\n", "a heading of one line"),
        (f"{TITLE}<!-- R1 -->\n- punt\nlosse regel\n", "an item of a list"),
        (f"{TITLE}<!-- R1 -->\n| a | b |\n| c | d |\n", "a rule under the header"),
        (f"{TITLE}<!-- R1 -->\n| a | b |\n|---|---|\nlosse regel\n", "a row of a table"),
        (f"{TITLE}<!-- R1 -->\n| a | b |\n|---|---|\n| c |\n", "rows of unlike length"),
        (f"{TITLE}<!-- -->\nTekst.[^1]\n", "call footnotes"),
        (f"{TITLE}[^1]: Noot.\n", "call footnotes"),
        (f"{TITLE}<!-- -->\n- Punt.[^1]\n\n[^1]: Noot.\n", "call footnotes"),
        (f"{TITLE}<!-- -->\nTekst.[^1]\n\n[^1]: Noot.\n[^1]: Noot.\n", "call footnotes"),
        (f"{TITLE}<!-- -->\nEen pijl →\n", "line 14: the standard fonts lack '→'"),
    ],
)
def test_breaches_of_the_format_are_refused(tmp_path: Path, body: str, reason: str) -> None:
    with pytest.raises(SampleFormatError, match=rf"sample\.md: .*{reason}"):
        read_sample(write_sample(tmp_path, HEAD + body))


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (TITLE, "no front matter"),
        (f"---\ndeal: a: b\n---\n{TITLE}", "front matter: ScannerError"),
        (f"---\ndeal\n---\n{TITLE}", "front matter: TypeError"),
        (f"---\ndeal: a\n---\n{TITLE}", "front matter: KeyError.*kind"),
        (HEAD.replace("2021 #", "vorig #") + TITLE, "front matter: ValueError.*vorig"),
        (HEAD.replace("one_column", "three_columns") + TITLE, "front matter: .*three_columns"),
    ],
)
def test_a_faulty_front_matter_is_refused(tmp_path: Path, text: str, reason: str) -> None:
    with pytest.raises(SampleFormatError, match=reason):
        read_sample(write_sample(tmp_path, text))
