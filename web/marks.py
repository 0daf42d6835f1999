"""A text cut at the words that are marked in it, so that a template only has to write it down."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise


@dataclass(frozen=True, slots=True)
class Segment:
    """A piece of a text, and what it is marked for: nothing, one thing or more."""

    text: str
    names: tuple[str, ...] = ()


def segments(text: str, spans: Iterable[tuple[int, int, str]]) -> tuple[Segment, ...]:
    """Cut a text at spans of (start, end, name), which may overlap; together they are the text.

    Names stand in the order in which the spans were given; a span outside the text is cut off.
    """
    inside = [
        (max(0, start), min(end, len(text)), name)
        for start, end, name in spans
        if start < len(text) and end > max(0, start)
    ]
    places = sorted({0, len(text), *(place for span in inside for place in span[:2])})
    found: list[Segment] = []
    for start, end in pairwise(places):
        names = tuple(dict.fromkeys(n for first, last, n in inside if first <= start < last))
        if found and found[-1].names == names:
            found[-1] = Segment(found[-1].text + text[start:end], names)
        else:
            found.append(Segment(text[start:end], names))
    return tuple(found)
