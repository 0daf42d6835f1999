"""The runs of a Word paragraph become its text as it is shown: fields, changes, breaks, notes."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from lxml.etree import _Element as Element

from extract.office.docx_package import W
from extract.office.docx_pages import PAGE, Pages
from extract.office.docx_styles import Look, Style, Styles, attribute, is_on, look_of
from extract.office.flow import call_mark, plain, raised, without_marks

_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_V = "{urn:schemas-microsoft-com:vml}"
_GONE = frozenset(
    f"{W}{name}" for name in "del moveFrom delText delInstrText instrText pPr rPr sdtPr rt".split()
)
"""Deleted text, codes of fields and properties: none of it is shown."""
_SIGNS = {
    f"{W}tab": " ",
    f"{W}ptab": " ",
    f"{W}cr": "\n",
    f"{W}noBreakHyphen": "-",
    f"{W}softHyphen": "",
}
Number = Callable[[str, str, str], str]
"""Gives the number of the called note of a kind ("footnote" or "endnote"), id and own mark."""
_CONTENTS_FIELDS = ("TOC", "INDEX", "TOA")


@dataclass(slots=True)
class ParagraphText:
    """What a paragraph shows, before its spaces are made plain.

    `called` holds (kind, id, number) for each call of a note, `frames` the text boxes.
    """

    page: int
    parts: list[str] = field(default_factory=list)
    called: list[tuple[str, str, str]] = field(default_factory=list)
    frames: list[Element] = field(default_factory=list)
    letters: int = 0
    bold_letters: int = 0
    contents_letters: int = 0
    size: float = 0.0
    begins_raised: bool = False

    @property
    def text(self) -> str:
        """All parts together."""
        return "".join(self.parts)

    @property
    def is_bold(self) -> bool:
        """Whether every letter is bold."""
        return 0 < self.letters == self.bold_letters

    @property
    def in_contents(self) -> bool:
        """Whether every letter belongs to a table of contents."""
        return 0 < self.letters == self.contents_letters

    def joined(self, below: "ParagraphText") -> "ParagraphText":
        """This text and the one that runs on from it."""
        return ParagraphText(
            self.page,
            self.parts + below.parts,
            self.called + below.called,
            self.frames + below.frames,
            self.letters + below.letters,
            self.bold_letters + below.bold_letters,
            self.contents_letters + below.contents_letters,
            below.size or self.size,
            self.begins_raised,
        )


@dataclass(slots=True)
class _Field:
    """A field of which the begin was seen: first its code, then its result."""

    code: str = ""
    has_result: bool = False

    @property
    def is_contents(self) -> bool:
        return self.code.strip().upper().startswith(_CONTENTS_FIELDS)


class Story:
    """Reads paragraphs of one story (body, note, text box) in order: fields run through them."""

    def __init__(
        self, root: Element, styles: Styles, pages: Pages, number: Number | None = None
    ) -> None:
        self._styles = styles
        self._number = number
        self._pages = pages
        self._fields: list[_Field] = []
        kinds = [attribute(one, "fldCharType") for one in root.iter(f"{W}fldChar")]
        self._follows_fields = kinds.count("begin") == kinds.count("end")
        """Where fields do not end, following them would lose the rest of the document."""

    def read(self, paragraph: Element, style: Style) -> ParagraphText:
        """The text of one paragraph."""
        raw = ParagraphText(self._pages.number)
        reading = _Reading(raw, style.look)
        self._walk(paragraph, reading)
        reading.end_raised()
        return raw

    @property
    def _in_contents(self) -> bool:
        return self._follows_fields and any(one.is_contents for one in self._fields)

    @property
    def _is_shown(self) -> bool:
        return not self._follows_fields or all(one.has_result for one in self._fields)

    def _walk(self, element: Element, reading: "_Reading") -> None:
        for child in element:
            tag = str(child.tag)
            if tag in _GONE:
                if tag == f"{W}instrText" and self._fields and not self._fields[-1].has_result:
                    self._fields[-1].code += child.text or ""
            elif tag == f"{W}r":
                self._run(child, reading)
            elif tag == f"{W}sdt":
                if not is_on(child.find(f"{W}sdtPr/{W}showingPlcHdr")):
                    self._walk(child, reading)
            elif tag == f"{_MC}AlternateContent":
                self._walk(alternative(child), reading)
            elif tag == f"{W}txbxContent":
                reading.raw.frames.append(child)
            elif tag == f"{_M}t":
                reading.add(child.text or "", Look())
            elif tag == f"{_V}textpath":
                reading.add(f" {child.get('string', '')} ", Look())
            else:
                self._walk(child, reading)

    def _run(self, run: Element, reading: "_Reading") -> None:
        properties = run.find(f"{W}rPr")
        named = attribute(properties.find(f"{W}rStyle")) if properties is not None else None
        look = look_of(properties).over(self._styles.get(named).look if named else Look())
        look = look.over(reading.look)
        for child in run:
            tag = str(child.tag)
            if tag == f"{W}fldChar":
                self._turn_field(attribute(child, "fldCharType"))
            elif tag == f"{W}lastRenderedPageBreak":
                if self._pages.noted():
                    reading.raw.parts.append(PAGE)
            elif tag == f"{W}br" and attribute(child, "type") == "page":
                self._pages.turn()
                reading.raw.parts.append(f" {PAGE}")
            elif look.hidden or not self._is_shown:
                if tag == f"{W}instrText" and self._fields and not self._fields[-1].has_result:
                    self._fields[-1].code += child.text or ""
            elif tag in (f"{W}t", *_SIGNS, f"{W}br", f"{W}sym"):
                text = _sign(child, tag)
                self._pages.at_top = self._pages.at_top and not text.strip()
                reading.add(text, look, self._in_contents)
            elif tag in (f"{W}footnoteReference", f"{W}endnoteReference"):
                self._call(run, child, reading)
                if has_own_mark(child):
                    return
            elif tag not in _GONE:
                self._walk_one(child, reading)

    def _walk_one(self, child: Element, reading: "_Reading") -> None:
        """A drawing, a picture or an object in a run: only its text boxes are read."""
        if child.tag == f"{_MC}AlternateContent":
            self._walk(alternative(child), reading)
        else:
            self._walk(child, reading)

    def _call(self, run: Element, call: Element, reading: "_Reading") -> None:
        kind = "footnote" if call.tag == f"{W}footnoteReference" else "endnote"
        mark = "".join(one.text or "" for one in run.iter(f"{W}t")) if has_own_mark(call) else ""
        note_id = attribute(call, "id") or ""
        number = self._number(kind, note_id, plain(mark)) if self._number else ""
        reading.end_raised()
        if number:
            reading.raw.called.append((kind, note_id, number))
            reading.raw.parts.append(call_mark(number))

    def _turn_field(self, kind: str | None) -> None:
        if kind == "begin":
            self._fields.append(_Field())
        elif kind == "separate" and self._fields:
            self._fields[-1].has_result = True
        elif kind == "end" and self._fields:
            self._fields.pop()


class _Reading:
    """Adds the text of runs to a paragraph; raised runs are judged when they are complete."""

    def __init__(self, raw: ParagraphText, look: Look) -> None:
        self.raw = raw
        self.look = look
        self._raised: list[str] = []

    def add(self, text: str, look: Look, in_contents: bool = False) -> None:
        """Text as one run shows it."""
        text = without_marks(text)
        if not text:
            return
        if look.raised:
            self._raised.append(text)
            return
        self.end_raised()
        letters = sum(char.isalnum() for char in text)
        self.raw.parts.append(text)
        self.raw.letters += letters
        self.raw.bold_letters += letters if look.bold else 0
        self.raw.contents_letters += letters if in_contents else 0
        if letters:
            self.raw.size = max(self.raw.size, look.size or 0.0)

    def end_raised(self) -> None:
        """Judge what stood raised: a unit, an ordinal, or the call of a note."""
        mark = "".join(self._raised)
        self._raised.clear()
        if mark.strip():
            before = plain(self.raw.text.replace(PAGE, " "))
            self.raw.begins_raised = self.raw.begins_raised or (
                not before and mark.strip(" []()").isdigit()
            )
            self.raw.parts.append(raised(before, mark))
        elif mark:
            self.raw.parts.append(mark)


def has_own_mark(call: Element) -> bool:
    """Whether a call of a note shows a mark of its own, which follows it in the run."""
    return (attribute(call, "customMarkFollows") or "0") not in ("0", "false", "off")


def _sign(child: Element, tag: str) -> str:
    if tag == f"{W}t":
        return child.text or ""
    if tag == f"{W}sym":
        code = attribute(child, "char") or ""
        return chr(int(code, 16)) if code.isalnum() and _is_hexadecimal(code) else ""
    return _SIGNS.get(tag, "\n")


def _is_hexadecimal(code: str) -> bool:
    return len(code) <= 5 and all(char in "0123456789abcdefABCDEF" for char in code)


def alternative(element: Element) -> Element:
    """The first choice that has something to say, else the fallback; never both."""
    choices = [*element.iterchildren(f"{_MC}Choice"), *element.iterchildren(f"{_MC}Fallback")]
    with_text = (one for one in choices if next(_texts(one), None) is not None)
    return next(with_text, choices[0] if choices else element)


def _texts(element: Element) -> Iterator[Element]:
    return (one for one in element.iter(f"{W}t", f"{_M}t") if (one.text or "").strip())
