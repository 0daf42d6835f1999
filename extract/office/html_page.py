"""An HTML file becomes the part of its tree that a reader reads; the rest is listed."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from lxml import etree, html
from lxml.etree import _Element as Element

from corpus.records import RemovedLine
from extract import problems
from extract.office.flow import plain
from extract.office.html_encoding import decoded
from extract.office.html_names import names_of

MOST_MEGABYTES = 40
"""Megabytes of HTML that are read; the longest law is some 10."""
_TAG = re.compile(
    r"<(?:!doctype\s+html|html|body|div|table|section|h[1-6]|p|ul|ol|span)[\s>/]", re.I
)
"""A page has at least one of these near its beginning."""
_UNKNOWN = re.compile(r"[\x00-\x08\x0e-\x1f\ufdd0\ufdd1\ufffe\uffff\ud800-\udfff]")
"""Characters that a tree may hold and does not take; some stand for other things in our text."""
_MAIL = re.compile(r"\s*(?:From|MIME-Version|Content-Type|Subject):\s", re.I)
"""How a page begins that was saved as one file with its pictures (mht)."""

_DOCTYPE = re.compile(r"<!DOCTYPE[^>\[]{0,500}\[.*?\]\s*>", re.I | re.S)
"""A document type with entities of its own, which HTML does not know."""
_NO_TEXT = frozenset(
    "script style noscript template head svg iframe object embed canvas video audio select "
    "textarea datalist input meta link map progress".split()
)
_WHOLE_PAGE = frozenset({"html", "body", "main", "article"})
_HEAD, _FOOT = "kop van de pagina", "voet van de pagina"
_OUTSIDE = "buiten de hoofdtekst"
_FURNITURE = {
    "nav": "navigatie",
    "header": _HEAD,
    "footer": _FOOT,
    "aside": "zijkolom",
    "dialog": "venster",
}
_ROLES = {
    "navigation": "navigatie",
    "menu": "navigatie",
    "menubar": "navigatie",
    "search": "navigatie",
    "banner": _HEAD,
    "contentinfo": _FOOT,
    "complementary": "zijkolom",
    "dialog": "venster",
    "alertdialog": "venster",
}
_NAMES = (
    (re.compile(r"cookie|consent", re.I), "cookiemelding"),
    (re.compile(r"inhoudsopgave|(?:^|[-_\s])toc(?:$|[-_\s])|table-of-contents", re.I),
     "inhoudsopgave"),
    (re.compile(r"(?:^|[-_\s])(?:(?:main|sub|site|top|side)?-?nav(?:bar|igatie|igation)?|menu|"
                r"bread-?crumbs?|kruimelpad|skip-?links?|pagination|paginering|pager|page-?actions?|"
                r"action--\w+|to-top|back-to-top|toolbar|readspeaker|print-?button)"
                r"(?:$|[-_\s])", re.I),
     "navigatie"),
    (re.compile(r"(?:^|[-_\s])(?:share|sharing|social|delen|modal|popup|gerelateerd|related|"
                r"side-?bar|newsletter|nieuwsbrief|advertentie)(?:$|[-_\s])", re.I),
     "zijkolom"),
    (re.compile(r"^(?:site|page|row|main)?-*(?:footer|disclaimer|colofon)$", re.I),
     _FOOT),
    (re.compile(r"^(?:site|page|row)?-*header$", re.I), _HEAD),
    (re.compile(r"^kamerstukkop$"), "kop van het kamerstuk"),
)  # fmt: skip
_HIDDEN_NAMES = re.compile(
    r"(?:^|\s)(?:sr-only|visually-?hidden|u-visually-hidden|screen-?reader(?:-text)?|"
    r"element-(?:invisible|hidden)|is-?hidden|d-none|mso-hide)(?:$|\s)"
)
_HIDDEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all", re.I)
_FEW_WORDS = 40
"""An element that is named as furniture and holds more words than this, and few links, is text."""
_MAIN_SHARE = 0.3
"""Share of the words of the page that its main part holds at least."""


@dataclass(frozen=True, slots=True)
class HtmlPage:
    """The whole `body`, `main` in it (what is read), and the lines that were left out."""

    body: Element
    main: Element
    removed: tuple[RemovedLine, ...]


def open_page(path: Path) -> HtmlPage:
    """Parse a file and drop what is no text of the document. Raises DocumentProblem."""
    body = _body(_read(path), path.name)
    removed = list(_drop_invisible(body))
    title = _title_outside(body)
    main = _main(body)
    removed += _drop_furniture(main)
    if title is not None and next(main.iter("h1"), None) is None:
        title.tail, main.text = main.text, None
        main.insert(0, title)
    return HtmlPage(body, main, tuple(removed))


def lines_outside(page: HtmlPage) -> Iterator[RemovedLine]:
    """Text of the body that stands outside the part that is read."""
    above = set(page.main.iterancestors())
    walker = etree.iterwalk(page.body, events=("start",))
    for _, element in walker:
        if element in above:
            loose = [element.text or "", *(child.tail or "" for child in element)]
            if text := plain(" ".join(loose)):
                yield RemovedLine(1, text, _OUTSIDE)
        else:
            walker.skip_subtree()
            if element is not page.main:
                yield from _line(element, _furniture(element) or _OUTSIDE)


# Reading ------------------------------------------------------------------------------------


def _read(path: Path) -> bytes:
    if not path.is_file():
        raise problems.not_found(path.name)
    size = path.stat().st_size
    if size > MOST_MEGABYTES * 1_000_000:
        raise problems.too_large(path.name, size // 1_000_000, MOST_MEGABYTES)
    data = path.read_bytes()
    if not data.strip(b"\0 \t\r\n"):
        raise problems.empty_file(path.name)
    return data


def _body(data: bytes, name: str) -> Element:
    if data[:5] == b"%PDF-" or data[:2] == b"PK":
        raise problems.not_html(name)
    text = _DOCTYPE.sub("", decoded(data), count=1)
    if _MAIL.match(text) or not _TAG.search(text, 0, 200_000) or text.count("\0") > 10:
        raise problems.not_html(name)
    parser = html.HTMLParser(
        encoding="utf-8", no_network=True, huge_tree=False, remove_comments=True, remove_pis=True
    )
    try:
        root = html.document_fromstring(_storable(text).encode(), parser)
    except etree.ParserError as error:
        raise problems.no_words(name) from error
    if any(entry.type_name == "ERR_RESOURCE_LIMIT" for entry in parser.error_log):
        raise problems.too_deep(name)
    body = root.find("body")
    if body is None:
        raise problems.no_words(name)
    return body


# Left out -----------------------------------------------------------------------------------


def text_of(element: Element) -> str:
    """All text of an element on one line, words of different elements apart."""
    return plain(" ".join(str(part) for part in element.itertext()))


def _line(element: Element, reason: str) -> Iterator[RemovedLine]:
    text = text_of(element)
    if text:
        yield RemovedLine(1, text, reason)


def _storable(text: str) -> str:
    return _UNKNOWN.sub("", text.replace("\f", " ").replace("\v", " "))


def _drop(element: Element) -> None:
    """Take an element out; what follows it stays."""
    parent = element.getparent()
    if parent is None:
        return
    tail, before = element.tail or "", element.getprevious()
    if before is not None:
        before.tail = _storable((before.tail or "") + tail)
    else:
        parent.text = _storable((parent.text or "") + tail)
    parent.remove(element)


def drop_all(elements: list[Element]) -> None:
    """Take elements out of their tree; what follows each of them stays."""
    for element in elements:
        _drop(element)


def _drop_invisible(body: Element) -> list[RemovedLine]:
    gone: list[Element] = []
    removed: list[RemovedLine] = []
    unfolded = {name for one in body.iter() for name in one.get("aria-controls", "").split()}
    walker = etree.iterwalk(body, events=("start",))
    for _, element in walker:
        if element is body or element.get("id") in unfolded:
            continue
        tag = str(element.tag)
        if (
            tag in _NO_TEXT
            or _is_closing(element)
            or (tag == "button" and not _is_in_heading(element))
        ):
            walker.skip_subtree()
            gone.append(element)
        elif tag == "del" or _is_hidden(element):
            walker.skip_subtree()
            gone.append(element)
            removed += _line(element, "doorgehaald" if tag == "del" else "verborgen")
    drop_all(gone)
    return removed


def _is_closing(element: Element) -> bool:
    """The cross of a note that official publications show in a window of its own."""
    return "note-close" in element.get("class", "").split()


def _is_in_heading(element: Element) -> bool:
    tags = ("h1", "h2", "h3", "h4", "h5", "h6", "summary")
    return next(element.iterancestors(*tags), None) is not None


def _is_hidden(element: Element) -> bool:
    return (
        element.get("hidden") is not None
        or element.get("aria-hidden") == "true"
        or bool(_HIDDEN_STYLE.search(element.get("style", "")))
        or bool(_HIDDEN_NAMES.search(element.get("class", "")))
    )


def _main(body: Element) -> Element:
    """The part that says of itself that it is the text, when it holds enough of the page."""
    official = body.find(".//*[@id='broodtekst']")
    if official is not None and text_of(official):
        return official
    words = len(text_of(body).split())
    for path in (".//main", ".//*[@role='main']", ".//*[@id='main']", ".//*[@id='content']",
                 ".//article"):  # fmt: skip
        found = body.findall(path)
        share = _MAIN_SHARE if path != ".//article" else 2 * _MAIN_SHARE
        if len(found) == 1 and len(text_of(found[0]).split()) >= max(1, share * words):
            return found[0]
    return body


def _title_outside(body: Element) -> Element | None:
    """A copy of the only h1 of the page, which often stands in the header above the text."""
    titles = [title for title in body.iter("h1") if text_of(title)]
    if len(titles) != 1:
        return None
    copy = html.Element("h1")
    copy.text = _storable(text_of(titles[0]))
    return copy


def _drop_furniture(main: Element) -> list[RemovedLine]:
    gone: list[Element] = []
    removed: list[RemovedLine] = []
    walker = etree.iterwalk(main, events=("start",))
    for _, element in walker:
        if element is main or element.tag in _WHOLE_PAGE:
            continue
        reason = _furniture(element)
        if reason and _is_furniture(element, reason, main):
            walker.skip_subtree()
            gone.append(element)
            removed += _line(element, reason)
    drop_all(gone)
    return removed


def _furniture(element: Element) -> str:
    """What an element is by its name, or nothing."""
    role = element.get("role", "")
    if role in _ROLES:
        return _ROLES[role]
    names = names_of(element)
    for pattern, reason in _NAMES:
        if any(pattern.search(name) for name in names.split()):
            return reason
    return _FURNITURE.get(str(element.tag), "")


def _is_furniture(element: Element, reason: str, main: Element) -> bool:
    """A name is a hint: inside the main part, text in running sentences stays."""
    if next(element.iter("main", "article"), None) is not None:
        return False
    inside = main.tag != "body" or next(element.iterancestors("main", "article"), None) is not None
    if element.tag == "nav" or element.get("role") in _ROLES:
        return True
    if not inside and element.tag in _FURNITURE:
        return True
    if inside and reason == _HEAD:
        return False
    words = len(text_of(element).split())
    linked = sum(len(text_of(link).split()) for link in element.iter("a"))
    if reason == "cookiemelding" and not inside:
        return True
    return words <= _FEW_WORDS or linked > words / 2
