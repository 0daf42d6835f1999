"""Calls of notes in an HTML page, and the notes they lead to."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from lxml.etree import _Element as Element

from extract.office.flow import note_block, plain
from extract.office.html_flow import NOTE, NUMBER, inline_text
from extract.office.html_names import is_note, names_of
from extract.office.html_page import drop_all, text_of
from extract.sections import Block

_CALL = re.compile(r"[\[(]?\s*(?:noot\s*)?(\d{1,3}|[a-z]|[ivx]{1,5}|\*{1,4}|[†‡§])\s*[\])]?", re.I)
_PLACES = frozenset(
    "li p div dd tr aside section blockquote h1 h2 h3 h4 h5 h6 table ol ul body main".split()
)
_BACK = re.compile(r"[↩↑^⬆︎\s\[\]()]*|terug.*|naar boven|x", re.I)
_CALL_NAMES = re.compile(
    r"(?:^|[\s_:-])(?:noot\w*|\w*noteref|\w*note-?ref\w*|\w*footnote\w*|sd(?:foot|end)note\w*|"
    r"reference|voetnoot\w*|fnref\w*)(?:$|[\s_:-])",
    re.I,
)
_MOST_WORDS = 600
"""A "note" with more words than this is a section of the page to which a number links."""


@dataclass(frozen=True, slots=True)
class _Call:
    element: Element
    number: str
    target: Element


def take_notes(body: Element) -> list[Block]:
    """Take the notes that are called out of the tree, and mark their calls with their place.

    A note begins with its number, and belongs to the first of its calls. Notes that nothing calls
    stay where they are.
    """
    order = {element: place for place, element in enumerate(body.iter())}
    targets = _targets(body)
    calls = [call for call in _calls(body, targets) if order[call.element] < order[call.target]]
    aims = {call.target for call in calls}
    notes: list[Block] = []
    places: dict[Element, int] = {}
    for call in calls:
        note = _note_around(call.target, aims)
        if note is None or note in call.element.iterancestors():
            continue
        if note not in places:
            text = _note_text(note, call.number)
            if not text or len(text.split()) > _MOST_WORDS:
                continue
            places[note] = len(notes)
            notes.append(note_block(call.number, text))
            call.element.set(NOTE, str(places[note]))
        else:
            call.element.set(NOTE, "")
        call.element.set(NUMBER, call.number)
    drop_all(list(places))
    return notes


def _targets(body: Element) -> dict[str, Element]:
    targets: dict[str, Element] = {}
    for element in body.iter():
        for name in (element.get("id"), element.get("name")):
            if name:
                targets.setdefault(name, element)
    return targets


def _calls(body: Element, targets: dict[str, Element]) -> Iterator[_Call]:
    """Links with nothing but a number or sign, raised or named as a call of a note."""
    for link in body.iter("a"):
        target = targets.get(link.get("href", "").partition("#")[2])
        if target is None:
            continue
        said = _CALL.fullmatch(text_of(link))
        if said and (_is_raised(link) or _is_named(link) or _leads_to_note(target)):
            yield _Call(link, said[1], target)


def _is_raised(link: Element) -> bool:
    inside = next(link.iter("sup"), None)
    return inside is not None or next(link.iterancestors("sup"), None) is not None


def _is_named(link: Element) -> bool:
    names = f"{names_of(link)} {link.get('role', '')} {link.get('rel', '')}"
    return bool(_CALL_NAMES.search(names))


def _leads_to_note(target: Element) -> bool:
    around = [target, *target.iterancestors()]
    return any(is_note(one) for one in around[:5])


def _note_around(target: Element, aims: set[Element]) -> Element | None:
    """The smallest block around a target, or the largest that is named a note and holds but one."""
    place = target if target.tag in _PLACES else next(target.iterancestors(*_PLACES), None)
    if place is None or place.tag in ("body", "main"):
        return None
    chosen = place
    for above in place.iterancestors("li", "div", "aside", "p", "dd", "section"):
        if len(list(islice((one for one in above.iter() if one in aims), 2))) > 1:
            break
        if is_note(above):
            chosen = above
    return chosen


def _note_text(note: Element, number: str) -> str:
    """The text of a note without its number, its way back and its button to close."""
    ways_back = [
        link
        for link in note.iter("a")
        if "#" in link.get("href", "") and _is_way_back(text_of(link), number)
    ]
    drop_all(ways_back)
    text = plain(inline_text(note))
    sign = re.escape(number)
    return re.sub(rf"^(?:•\s*)?[\[(]?{sign}[\])]?(?:[.:)]\s*|\s+|$)", "", text).strip()


def _is_way_back(text: str, number: str) -> bool:
    return bool(_BACK.fullmatch(text)) or text.strip("[]().^ ") == number
