"""What sheets of every workbook look like, and how a workbook becomes the same bytes each time."""

import zipfile
from datetime import datetime
from pathlib import Path
from typing import IO

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.writer.excel import ExcelWriter

STAMP = datetime(2024, 1, 1)
"""A fixed date in the file, so that the same matrix gives the same bytes."""
LETTER = "Calibri"
HEAD_FILL = PatternFill("solid", fgColor="1F3A5F")
HEAD_FONT = Font(name=LETTER, bold=True, color="FFFFFF")
HEAD_PLACE = Alignment(wrap_text=True, vertical="center")
PRESENT_FILL = PatternFill("solid", fgColor="9CCFD8")
SILENT_FILL = PatternFill("lightUp", fgColor="8A8A8A")
SILENT_FONT = Font(name=LETTER, italic=True, size=9)
LINK_FONT = Font(name=LETTER, color="0B5394", underline="single")
LINE_HEIGHT = 15.0
"""Points of a line; not every program finds the height of wrapped text by itself."""


def storable(text: str) -> str:
    """Text without the characters that a workbook cannot hold."""
    return ILLEGAL_CHARACTERS_RE.sub(" ", text)


def save_without_date(book: Workbook, target: Path | IO[bytes]) -> None:
    """What `book.save` does, but without writing the time of now into the file."""
    book.properties.creator = "Rode Draden"
    book.properties.created = book.properties.modified = STAMP
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        ExcelWriter(book, archive).save()
    _same_dates(target)


def _same_dates(target: Path | IO[bytes]) -> None:
    """Give every part of the zip file the same date."""
    with zipfile.ZipFile(target) as archive:
        parts = [(name, archive.read(name)) for name in archive.namelist()]
    if not isinstance(target, Path):
        target.seek(0)
        target.truncate()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts:
            part = zipfile.ZipInfo(name, STAMP.timetuple()[:6])
            archive.writestr(part, content, zipfile.ZIP_DEFLATED)
