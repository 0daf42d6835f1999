"""Footnotes and endnotes of a DOCX, numbered in the order in which the text calls them."""

from lxml.etree import _Element as Element

from extract.office.docx_package import Package, W
from extract.office.docx_pages import PAGE, Pages
from extract.office.docx_styles import Styles, attribute, whole
from extract.office.docx_text import Story
from extract.office.flow import note_block, plain
from extract.office.list_numbers import shown
from extract.sections import Block

_FORMS = {"footnote": "decimal", "endnote": "lowerRoman"}
"""How Word numbers notes when the document does not say."""


class Notes:
    """The notes of one document; ask for the number of each call once, in order."""

    def __init__(self, package: Package, styles: Styles) -> None:
        self._styles = styles
        self._notes = {
            "footnote": _by_id(package.footnotes, "footnote"),
            "endnote": _by_id(package.endnotes, "endnote"),
        }
        self._forms = dict(_FORMS)
        self._next = {"footnote": 1, "endnote": 1}
        for root in (package.settings, package.document):
            for kind in _FORMS if root is not None else ():
                self._learn(kind, root)

    def _learn(self, kind: str, root: Element | None) -> None:
        properties = None if root is None else next(root.iter(f"{W}{kind}Pr"), None)
        if properties is None:
            return
        form = attribute(properties.find(f"{W}numFmt"))
        self._forms[kind] = form or self._forms[kind]
        start = attribute(properties.find(f"{W}numStart"))
        self._next[kind] = whole(start, self._next[kind])

    def number(self, kind: str, note_id: str, mark: str) -> str:
        """The number of the next call, or its own mark; "" when the file lacks the note."""
        if note_id not in self._notes[kind]:
            return ""
        if not mark:
            mark = shown(self._next[kind], self._forms[kind])
            self._next[kind] += 1
        return mark

    def note(self, kind: str, note_id: str, number: str, page: int) -> Block | None:
        """The note of a call behind its number; None when it is empty."""
        note = self._notes[kind].get(note_id)
        if note is None:
            return None
        story = Story(note, self._styles, Pages(page))
        style = self._styles.paragraph(None)
        texts = [story.read(paragraph, style).text for paragraph in note.iter(f"{W}p")]
        text = plain(" ".join(texts).replace(PAGE, " "))
        return note_block(number, text, page) if text else None


def _by_id(root: Element | None, kind: str) -> dict[str, Element]:
    """Notes by id, without the lines that part them from the text."""
    return {
        attribute(note, "id") or "": note
        for note in (root.iterchildren(f"{W}{kind}") if root is not None else ())
        if attribute(note, "type") in (None, "normal")
    }
