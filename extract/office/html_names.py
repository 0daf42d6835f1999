"""What the tags, classes and styles of HTML say: headings, list numbers, notes, bold print."""

import re
from dataclasses import dataclass

from lxml.etree import _Element as Element

from extract.office.flow import BULLET
from extract.office.list_numbers import shown

LISTS = frozenset({"ul", "ol", "menu", "dir"})

_SINGLE_NOTE = re.compile(
    r"(?:^|\s)(?:(?:voet|eind|tabel)?noot|(?:foot|end)note|sd(?:foot|end)note\d*|ftn\d+|edn\d+|"
    r"mso(?:foot|end)notetext|(?:fn|footnote|endnote|note)[:_-]?\d+|cite_note-\S+)(?:\s|$)",
    re.I,
)
_TITLES = (
    (re.compile(r"(?:^|\s)dossiertitel(?:\s|$)"), 0.5),
    (re.compile(r"(?:^|\s)(?:staatscourant_kop|\S*single-kop-titel|stuktitel|intitule|msotitle)"
                r"(?:\s|$)", re.I), 1.0),
    (re.compile(r"(?:^|\s)(?:hoofdstuk|titeldeel|boek|bijlage|deel)_kop(?:\s|$)"), 2.0),
    (re.compile(r"(?:^|\s)(?:afdeling|paragraaf)_kop(?:\s|$)"), 3.0),
    (re.compile(r"(?:^|\s)sub-paragraaf_kop(?:\s|$)"), 3.5),
    (re.compile(r"(?:^|\s)(?:wijzig-)?artikel_kop(?:\s|$)"), 4.0),
)  # fmt: skip
"""Names that official publications give to their headings, with the rank of each."""
_DIVISION = re.compile(r"(?:^|\s)divisiekop([1-9])(?:\s|$)")
_SMALL_TITLE = re.compile(r"(?:^|\s)(?:tussenkop|tuskop|\S+_kop)(?:\s|$)")
_APART = re.compile(
    r"(?:^|\s)(?:lidnr|ol|nr|label|titel|subtitel|naam|voornaam|achternaam|functie|datum|plaats|"
    r"stuknummer|dossiernummer|ondernummer)(?:\s|$)"
)
_BOLD_STYLE = re.compile(r"font-weight\s*:\s*(?:bold|[6-9]00)", re.I)
_LIST_FORMS = {"a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}
_STYLE_FORMS = (
    (re.compile(r"lower-(?:alpha|latin)"), "lowerLetter"),
    (re.compile(r"upper-(?:alpha|latin)"), "upperLetter"),
    (re.compile(r"lower-roman"), "lowerRoman"),
    (re.compile(r"upper-roman"), "upperRoman"),
    (re.compile(r"list-style(?:-type)?\s*:\s*none"), "none"),
)


def names_of(element: Element) -> str:
    """The id and the classes of an element."""
    return f"{element.get('id', '')} {element.get('class', '')}"


def heading_level(element: Element) -> float:
    """The rank of a heading (1.0 for h1, smaller is higher up), 0.0 for what is none."""
    tag, names = str(element.tag), element.get("class", "")
    if element.get("role") == "heading":
        said = element.get("aria-level", "2")
        return float(said) if said.isdecimal() and said != "0" else 2.0
    is_heading = len(tag) == 2 and tag[0] == "h" and tag[1] in "123456"
    if names and (is_heading or tag in ("p", "div")):
        division = _DIVISION.search(names)
        named = next((level for pattern, level in _TITLES if pattern.search(names)), 0.0)
        if named or division:
            return named or 1.0 + float(division[1] if division else 0)
    if is_heading:
        return float(tag[1])
    return 5.0 if tag == "p" and _SMALL_TITLE.search(names) else 6.5 * (tag == "summary")


def is_note(element: Element) -> bool:
    """Whether an element is named as one note."""
    role = element.get("role")
    return role in ("doc-footnote", "doc-endnote") or bool(_SINGLE_NOTE.search(names_of(element)))


def is_bold(element: Element) -> bool:
    """Whether an element prints what is in it in bold."""
    return element.tag in ("b", "strong") or bool(_BOLD_STYLE.search(element.get("style", "")))


def is_apart(element: Element) -> bool:
    """A span that official publications set apart by their style sheet, not by a space."""
    return element.tag == "span" and bool(_APART.search(element.get("class", "")))


def has_label(element: Element) -> bool:
    """Whether a paragraph of an official publication begins with its own number."""
    return "labeled" in element.get("class", "").split()


@dataclass(slots=True)
class ListCount:
    """A list that is being read: how its items are marked, and the number of the last one."""

    form: str
    number: int = 0
    step: int = 1

    def next_marker(self, item: Element) -> str:
        """The number or bullet that a browser shows before an item."""
        if self.form in ("none", "bullet"):
            return BULLET if self.form == "bullet" else ""
        self.number = _whole(item.get("value"), self.number + self.step)
        form = _LIST_FORMS.get(item.get("type", ""), self.form)
        return f"{shown(self.number, form)}. "


def begun_list(element: Element) -> ListCount:
    """A list at its start tag; an explicit list of an official publication has typed numbers."""
    names = f"{element.get('style', '')} {element.get('class', '')}"
    styled = next((form for pattern, form in _STYLE_FORMS if pattern.search(names)), "")
    if element.tag != "ol":
        unmarked = styled == "none" or "expliciet" in names.split()
        return ListCount("none" if unmarked else "bullet")
    form = _LIST_FORMS.get(element.get("type", ""), styled or "decimal")
    if element.get("reversed") is None:
        return ListCount(form, _whole(element.get("start"), 1) - 1)
    items = sum(1 for _ in element.iterchildren("li"))
    return ListCount(form, _whole(element.get("start"), items) + 1, -1)


def _whole(text: str | None, otherwise: int) -> int:
    said = (text or "").strip()
    return int(said) if re.fullmatch(r"-?\d{1,6}", said) else otherwise
