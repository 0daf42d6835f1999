"""What the styles of a DOCX say of its paragraphs: headings, numbering, hidden and bold text."""

import re
from dataclasses import dataclass, field

from lxml.etree import _Element as Element

from extract.office.docx_package import W

_HEADING = re.compile(r"^(?:heading|kop|überschrift|titre|kop niveau|kopje)\s*([1-9])\b", re.I)
_TITLE = re.compile(r"^(?:title|titel|documenttitel)$", re.I)
_CONTENTS = re.compile(
    r"^(?:toc|inhopg|inhoudsopgave|contents)\s*(?:\d|heading|kop)?$|^table of figures$", re.I
)
_OFF = frozenset({"0", "false", "off", "none"})
_RAISED = 4
"""Half points above the line from which print is a superscript, as LibreOffice writes it."""
_DEEPEST = 20
"""Styles that build on one another; a longer chain goes round."""


def attribute(element: Element | None, name: str = "val") -> str | None:
    """An attribute of Word's own namespace."""
    return None if element is None else element.get(f"{W}{name}")


def is_on(element: Element | None) -> bool:
    """Whether a switch such as <w:b/> is there and not off."""
    return element is not None and (attribute(element) or "1") not in _OFF


def whole(text: str | None, otherwise: int = 0) -> int:
    """A whole number in an attribute; nonsense gives `otherwise`."""
    return int(text) if text is not None and re.fullmatch(r"-?\d{1,9}", text) else otherwise


@dataclass(frozen=True, slots=True)
class Look:
    """How runs are printed; None where nothing is said. `size` in points."""

    hidden: bool | None = None
    bold: bool | None = None
    size: float | None = None
    raised: bool | None = None

    def over(self, below: "Look") -> "Look":
        """This look where it speaks, else the one below it."""
        return Look(
            below.hidden if self.hidden is None else self.hidden,
            below.bold if self.bold is None else self.bold,
            below.size if self.size is None else self.size,
            below.raised if self.raised is None else self.raised,
        )


def look_of(properties: Element | None) -> Look:
    """The look that run properties (<w:rPr>) ask for."""
    if properties is None:
        return Look()
    size = whole(attribute(properties.find(f"{W}sz")))
    align = attribute(properties.find(f"{W}vertAlign"))
    height = attribute(properties.find(f"{W}position"))
    if align is None and height is not None:
        align = "superscript" if whole(height) >= _RAISED else "baseline"
    return Look(
        _switch(properties, "vanish"),
        _switch(properties, "b"),
        size / 2 if size else None,
        None if align is None else align == "superscript",
    )


def _switch(properties: Element, name: str) -> bool | None:
    element = properties.find(f"{W}{name}")
    return None if element is None else is_on(element)


@dataclass(frozen=True, slots=True)
class Style:
    """A style with all that it takes from the styles it builds on.

    `level` is the rank of a heading (0.0 the title, 1.0 "Kop 1"), None for other text.
    """

    level: float | None = None
    is_contents: bool = False
    look: Look = field(default_factory=Look)
    number_id: str | None = None
    number_level: int | None = None


class Styles:
    """Styles by their id; an unknown id is the default of its kind."""

    def __init__(self, root: Element | None) -> None:
        self._elements: dict[str, Element] = {}
        self._known: dict[str, Style] = {}
        self._default = ""
        base = None
        for element in root.iterchildren(f"{W}style") if root is not None else ():
            style_id = attribute(element, "styleId") or ""
            self._elements.setdefault(style_id, element)
            if attribute(element, "type") == "paragraph" and (
                attribute(element, "default") not in (None, *_OFF)
            ):
                self._default = style_id
        if root is not None:
            base = root.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr")
        self._base = look_of(base)

    def paragraph(self, style_id: str | None) -> Style:
        """The style of a paragraph, over what the document says of all text."""
        known = self.get(style_id if style_id in self._elements else self._default)
        return Style(
            known.level,
            known.is_contents,
            known.look.over(self._base),
            known.number_id,
            known.number_level,
        )

    def get(self, style_id: str | None) -> Style:
        """The style of a run, a paragraph or a list by its id."""
        name = style_id or ""
        if name not in self._known:
            self._known[name] = self._resolved(name, _DEEPEST)
        return self._known[name]

    def _resolved(self, style_id: str, depth: int) -> Style:
        element = self._elements.get(style_id)
        if element is None or not depth:
            return Style()
        below = self._resolved(attribute(element.find(f"{W}basedOn")) or "", depth - 1)
        name = attribute(element.find(f"{W}name")) or style_id
        properties = element.find(f"{W}pPr")
        number_id, number_level = numbering_of(properties)
        return Style(
            _level(name, properties, below.level),
            bool(_CONTENTS.match(name)),
            look_of(element.find(f"{W}rPr")).over(below.look),
            below.number_id if number_id is None else number_id,
            below.number_level if number_level is None else number_level,
        )


def _level(name: str, properties: Element | None, below: float | None) -> float | None:
    named = _HEADING.match(name)
    if named:
        return float(named[1])
    if _TITLE.match(name):
        return 0.0
    outline = outline_level(properties)
    if outline is not None:
        return outline or None
    return below


def outline_level(properties: Element | None) -> float | None:
    """The rank that an outline level gives (1.0 to 9.0); 0.0 when it says plain text."""
    said = attribute(properties.find(f"{W}outlineLvl")) if properties is not None else None
    if said is None:
        return None
    level = whole(said, 9)
    return float(level + 1) if 0 <= level < 9 else 0.0


def numbering_of(properties: Element | None) -> tuple[str | None, int | None]:
    """List id and level of paragraph properties (<w:pPr>), each None when it is not said."""
    number = properties.find(f"{W}numPr") if properties is not None else None
    if number is None:
        return None, None
    level = attribute(number.find(f"{W}ilvl"))
    return attribute(number.find(f"{W}numId")), None if level is None else whole(level)
