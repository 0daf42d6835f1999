"""Read sample documents in a small, strict Markdown format.

Under a front matter in YAML, blank lines separate the parts: a heading of one line, some lines of
footnotes, or a comment with labels such as `<!-- R2 I3 -->` and below it what the labels judge: a
paragraph of one line, a list with or without a lead-in, or a table. The first part is the title.
"""

import re
from collections.abc import Sequence
from pathlib import Path

import yaml

from corpus.sample.document import (
    NOTE_CALL,
    Block,
    BlockKind,
    Layout,
    ListItem,
    SampleDocument,
    SampleFormatError,
)

_DOCUMENT = re.compile(r"---\n(?P<head>.*?)\n---\n(?P<body>.*)", re.DOTALL)
_BLANK_LINES = re.compile(r"\n\s*\n")
_HEADING = re.compile(r"(?P<marks>#{1,3}) (?P<text>.+)")
_LABELS = re.compile(r"<!--(?P<labels>(?: (?:R(?:[1-9]|1[0-5])|I[1-6]))*) -->")
_TEXT = re.compile(r"(?!#|<!--|\||\[\^\w+\]:).+")
_ITEM = re.compile(r"(?P<mark>-|\d+\.) (?P<text>.+)")
_ROW = re.compile(r"\|(?P<cells>.+)\|")
_TABLE_RULE = re.compile(r"\|(?:-+:?\|)+")
_NOTE = re.compile(r"\[\^(?P<name>\w+)\]: (?P<text>.+)")

_HEADING_KINDS = {"#": BlockKind.TITLE, "##": BlockKind.HEADING2, "###": BlockKind.HEADING3}


def read_sample(path: Path) -> SampleDocument:
    """Read one sample document; raise `SampleFormatError` where it breaks the format."""
    try:
        return _parse_document(path.read_text(encoding="utf-8"))
    except SampleFormatError as error:
        raise SampleFormatError(f"{path}: {error}") from error


def expected_labels(sample: SampleDocument) -> list[tuple[str, frozenset[str]]]:
    """Give the text and the labels of each judged block, in the order of the document."""
    return [
        (_plain_text(block), block.labels) for block in sample.blocks if block.labels is not None
    ]


def _plain_text(block: Block) -> str:
    """Give the text of a block without footnote calls, one line per list item or table row."""
    lines = [
        NOTE_CALL.sub("", block.text),
        *(f"{item.mark} {item.text}" for item in block.items),
        *(" | ".join(row) for row in block.rows),
    ]
    return "\n".join(line for line in lines if line)


def _parse_document(text: str) -> SampleDocument:
    _require_drawable(text)
    document = _DOCUMENT.fullmatch(text)
    if document is None:
        raise SampleFormatError("no front matter between two lines of ---")
    blocks, notes = _parse_body(document["body"])
    try:
        head = yaml.safe_load(document["head"])
        return SampleDocument(
            deal=str(head["deal"]),
            kind=str(head["kind"]),
            year=int(head["year"]),
            title=str(head["title"]),
            author=str(head["author"]),
            layout=Layout(head["layout"]),
            header=str(head["header"]),
            footer=str(head["footer"]),
            blocks=blocks,
            notes=notes,
        )
    except (yaml.YAMLError, KeyError, TypeError, ValueError) as error:
        raise SampleFormatError(f"front matter: {error!r}") from error


def _require_drawable(text: str) -> None:
    """Refuse characters outside Windows-1252: the standard PDF fonts would drop them silently."""
    try:
        text.encode("cp1252")
    except UnicodeEncodeError as error:
        line = text.count("\n", 0, error.start) + 1
        raise SampleFormatError(
            f"line {line}: the standard fonts lack {text[error.start]!r}"
        ) from error


def _parse_body(body: str) -> tuple[tuple[Block, ...], dict[str, str]]:
    blocks: list[Block] = []
    notes: list[tuple[str, str]] = []
    for part in _BLANK_LINES.split(body.strip()):
        if part.startswith("#"):
            blocks.append(_parse_heading(part))
        elif part.startswith("[^"):
            notes += map(_parse_note, part.splitlines())
        else:
            blocks.append(_parse_judged_block(*part.splitlines()))
    _require_title(blocks)
    _require_matching_notes(blocks, [name for name, _ in notes])
    return tuple(blocks), dict(notes)


def _parse_heading(part: str) -> Block:
    heading = _match(_HEADING, part, "a heading of one line")
    return Block(_HEADING_KINDS[heading["marks"]], heading["text"])


def _parse_note(line: str) -> tuple[str, str]:
    note = _match(_NOTE, line, "a footnote")
    return note["name"], note["text"]


def _parse_judged_block(comment: str = "", first: str = "", *others: str) -> Block:
    labels = frozenset(_match(_LABELS, comment, "a comment with labels")["labels"].split())
    if first.startswith("|"):
        return Block(BlockKind.TABLE, rows=_parse_table([first, *others]), labels=labels)
    if _ITEM.fullmatch(first):
        return Block(BlockKind.LIST, items=_parse_items([first, *others]), labels=labels)
    text = _match(_TEXT, first, "a text under the labels")[0]
    kind = BlockKind.LIST if others else BlockKind.PARAGRAPH
    return Block(kind, text, _parse_items(others), labels=labels)


def _parse_items(lines: Sequence[str]) -> tuple[ListItem, ...]:
    items = [_match(_ITEM, line, "an item of a list") for line in lines]
    return tuple(ListItem(item["mark"].replace("-", "•"), item["text"]) for item in items)


def _parse_table(lines: Sequence[str]) -> tuple[tuple[str, ...], ...]:
    _match(_TABLE_RULE, "".join(lines[1:2]), "a rule under the header of a table")
    rows = tuple(_parse_row(line) for line in (lines[0], *lines[2:]))
    if any(len(row) != len(rows[0]) for row in rows):
        raise SampleFormatError(f"rows of unlike length under {lines[0]!r}")
    return rows


def _parse_row(line: str) -> tuple[str, ...]:
    cells = _match(_ROW, line, "a row of a table")["cells"]
    return tuple(cell.strip() for cell in cells.split("|"))


def _match(pattern: re.Pattern[str], text: str, expected: str) -> re.Match[str]:
    match = pattern.fullmatch(text)
    if match is None:
        raise SampleFormatError(f"expected {expected}: {text!r}")
    return match


def _require_title(blocks: Sequence[Block]) -> None:
    if blocks[0].kind is not BlockKind.TITLE:
        raise SampleFormatError("the document does not begin with its title")


def _require_matching_notes(blocks: Sequence[Block], names: Sequence[str]) -> None:
    """Require that each footnote is called once, in a paragraph: only there it finds room."""
    paragraphs = [block.text for block in blocks if block.kind is BlockKind.PARAGRAPH]
    calls = [call["name"] for text in paragraphs for call in NOTE_CALL.finditer(text)]
    if sorted(calls) != sorted(names):
        raise SampleFormatError(f"paragraphs call footnotes {calls}, there are {list(names)}")
