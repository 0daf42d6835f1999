"""HTML of official publications and of ordinary offices becomes the same blocks as a PDF."""

from pathlib import Path

from extract.office.flow import OtherForm, other_form
from extract.office.html_flow import pieces_of
from extract.office.html_notes import take_notes
from extract.office.html_page import lines_outside, open_page


def read_html(path: Path) -> OtherForm:
    """Read a saved web page; all of it is page 1. Raises DocumentProblem when it gives no text.

    What was left out (navigation, cookie bars, hidden text) is listed as removed lines.
    """
    page = open_page(path)
    notes = take_notes(page.body)
    pieces = pieces_of(page.main, notes)
    removed = [*page.removed, *lines_outside(page)]
    return other_form(path.name, "html", pieces, removed)
