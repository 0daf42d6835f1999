"""The numbers that Word shows before paragraphs: "Artikel 3", "1.", "a.", bullets."""

import re
from dataclasses import dataclass

from lxml.etree import _Element as Element

from extract.office.docx_package import W
from extract.office.docx_styles import Styles, attribute, is_on, whole
from extract.office.list_numbers import shown

_LEVELS = 9
_PLACE = re.compile(r"%([1-9])")


@dataclass(frozen=True, slots=True)
class _Level:
    """How one level of a list counts and is shown; `text` holds %1 for the first level's number."""

    start: int = 1
    form: str = "decimal"
    text: str = ""
    is_legal: bool = False
    restart: int | None = None
    style: str = ""


_NO_LEVEL = _Level(form="none")


class Numbering:
    """Counts the lists of one document; ask for each numbered paragraph once, in order."""

    def __init__(self, root: Element | None, styles: Styles) -> None:
        self._abstract: dict[str, dict[int, _Level]] = {}
        self._lists: dict[str, tuple[str, dict[int, _Level]]] = {}
        self._restarts: dict[str, dict[int, int]] = {}
        self._counts: dict[str, list[int | None]] = {}
        self._links: dict[str, str] = {}
        for element in root.iterchildren(f"{W}abstractNum") if root is not None else ():
            name = attribute(element, "abstractNumId") or ""
            self._abstract[name] = _levels(element)
            linked = attribute(element.find(f"{W}numStyleLink"))
            if linked:
                self._links[name] = styles.get(linked).number_id or ""
        for element in root.iterchildren(f"{W}num") if root is not None else ():
            self._add(element)

    def _add(self, element: Element) -> None:
        name = attribute(element, "numId") or ""
        abstract = attribute(element.find(f"{W}abstractNumId")) or ""
        overrides: dict[int, _Level] = {}
        restarts: dict[int, int] = {}
        for override in element.iterchildren(f"{W}lvlOverride"):
            level = whole(attribute(override, "ilvl"))
            start = attribute(override.find(f"{W}startOverride"))
            own = override.find(f"{W}lvl")
            if own is not None:
                overrides[level] = _level(own)
            if start is not None:
                restarts[level] = whole(start, 1)
        self._lists[name] = (abstract, overrides)
        self._restarts[name] = restarts

    def level_of(self, number_id: str, style_id: str) -> int:
        """The level of a list that belongs to a paragraph style; the first when none does."""
        levels = self._list(number_id)[1]
        return next((at for at, level in levels.items() if level.style == style_id), 0)

    def next_marker(self, number_id: str, level: int) -> str:
        """The number or bullet of the next paragraph of a list, "" when it shows none."""
        if number_id not in self._lists:
            return ""
        level = min(max(level, 0), _LEVELS - 1)
        abstract, levels = self._list(number_id)
        own = levels.get(level, _NO_LEVEL)
        counts = self._counts.setdefault(abstract, [None] * _LEVELS)
        restart = self._restarts.get(number_id, {}).pop(level, None)
        if restart is not None:
            counts[level] = restart
        else:
            last = counts[level]
            counts[level] = own.start if last is None else last + 1
        for higher in range(level):
            # Word counts a level that was passed over as if its first paragraph had been there.
            if counts[higher] is None:
                counts[higher] = levels.get(higher, _NO_LEVEL).start
        for deeper in range(level + 1, _LEVELS):
            if _starts_again(levels.get(deeper, _NO_LEVEL), level):
                counts[deeper] = None
        return self._shown(own, levels, counts)

    def _list(self, number_id: str) -> tuple[str, dict[int, _Level]]:
        abstract, overrides = self._lists.get(number_id, ("", {}))
        linked = self._lists.get(self._links.get(abstract, ""))
        if linked is not None:
            abstract = linked[0]
        return abstract, self._abstract.get(abstract, {}) | overrides

    def _shown(self, own: _Level, levels: dict[int, _Level], counts: list[int | None]) -> str:
        if own.form == "bullet":
            return "•" if own.text.strip() else ""
        if own.form == "none" and not _PLACE.sub("", own.text).strip():
            return ""

        def number(place: re.Match[str]) -> str:
            at = int(place[1]) - 1
            level = levels.get(at, _NO_LEVEL)
            count = counts[at]
            if level.form == "none":
                return ""
            form = "decimal" if own.is_legal else level.form
            return shown(level.start if count is None else count, form)

        return " ".join(_PLACE.sub(number, own.text).split())


def _starts_again(deeper: _Level, level: int) -> bool:
    """Whether a level counts anew below a paragraph of a higher level (0 is the highest)."""
    if deeper.restart is None:
        return True
    return deeper.restart > 0 and level < deeper.restart


def _levels(element: Element) -> dict[int, _Level]:
    return {
        whole(attribute(level, "ilvl")): _level(level) for level in element.iterchildren(f"{W}lvl")
    }


def _level(element: Element) -> _Level:
    restart = attribute(element.find(f"{W}lvlRestart"))
    return _Level(
        start=whole(attribute(element.find(f"{W}start")), 0),
        form=attribute(element.find(f"{W}numFmt")) or "decimal",
        text=attribute(element.find(f"{W}lvlText")) or "",
        is_legal=is_on(element.find(f"{W}isLgl")),
        restart=None if restart is None else whole(restart),
        style=attribute(element.find(f"{W}pStyle")) or "",
    )
