"""Elements of a web page. Text is escaped unless it is markup already, so nothing slips through."""

from collections.abc import Iterable
from html import escape

Child = str | Iterable["Child"]


class Markup(str):
    """Text that may stand in a page as it is; only `element` and constants make it."""

    __slots__ = ()


def element(name: str, *children: Child, **attributes: str | int | float) -> Markup:
    """An element with its children, strings and groups of strings, and attributes.

    An attribute is written with `_` for `-`, and with one behind it where Python has the word:
    `class_`, `aria_label`.
    """
    written = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{escape(str(value))}"'
        for key, value in attributes.items()
    )
    return Markup(f"<{name}{written}>{together(children)}</{name}>")


def together(children: Iterable[Child]) -> Markup:
    """Children in a row, without an element around them."""
    return Markup("".join(map(_written, children)))


def _written(child: Child) -> str:
    if isinstance(child, Markup):
        return child
    return escape(child) if isinstance(child, str) else together(child)
