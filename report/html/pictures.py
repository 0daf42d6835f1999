"""Figures inside the page: their SVG with names of its own, and words for who cannot see it."""

import re

from report.markup import Markup, element
from report.results import FigureSpec

_METADATA = re.compile(r"<metadata>.*?</metadata>", re.DOTALL)
_STYLE = re.compile(r"<style[^>]*>.*?</style>", re.DOTALL)
_SIZE = re.compile(r'\swidth="([\d.]+)pt"|\sheight="[\d.]+pt"')
_NAMED = re.compile(r'\bid="([^"]+)"|(xlink:href|href)="#([^"]+)"|url\(#([^)]+)\)')
_TAG = re.compile(r"<[^>]+>")
_FINE = re.compile(r"\d+\.\d{3,}")
"""Places finer than a hundredth of a point, which no eye sees and which fill half the drawing."""
_POINTS_TO_PIXELS = 96 / 72


def picture_markup(spec: FigureSpec, svg: bytes) -> Markup:
    """A figure with its title and description below it."""
    return figure_markup(spec.name, spec.title, spec.description, svg)


def figure_markup(name: str, title: str, description: str, svg: bytes) -> Markup:
    """The same for a picture that no table of results gave."""
    return element(
        "figure",
        element(
            "div", _inline(name, title, svg), class_="rol", role="region",
            aria_label=f"Figuur: {title}", tabindex=0,
        ),
        element("figcaption", element("b", title), " – ", description),
        class_="figuur",
    )  # fmt: skip


def _inline(name: str, title: str, svg: bytes) -> Markup:
    """The drawing as part of the page. Two drawings have the same inner names, and its style
    would reach all others: names get the figure's in front and the style is left to the page."""
    text = svg.decode("utf-8")
    text = text[text.index("<svg") :]
    text = _TAG.sub(_rounded, _STYLE.sub("", _METADATA.sub("", text)))
    width = _SIZE.search(text)
    pixels = round(float(width.group(1)) * _POINTS_TO_PIXELS) if width and width.group(1) else 800
    head, rest = text.split(">", 1)
    label = element("x", aria_label=title).removeprefix("<x").removesuffix("></x>")
    head = _SIZE.sub("", head) + f' role="img"{label} style="max-width:{pixels}px"'
    rest = rest.replace("'DejaVu Sans'", "'DejaVu Sans', Verdana, sans-serif")
    return Markup(_NAMED.sub(lambda found: _renamed(found, name), f"{head}>{rest}"))


def _rounded(tag: re.Match[str]) -> str:
    """A tag with its places rounded, on one line."""
    fewer = _FINE.sub(lambda number: f"{float(number.group()):.2f}".rstrip("0").rstrip("."), tag[0])
    return " ".join(fewer.split())


def _renamed(found: re.Match[str], name: str) -> str:
    own, attribute, target, url = found.groups()
    if own:
        return f'id="{name}-{own}"'
    return f'{attribute}="#{name}-{target}"' if attribute else f"url(#{name}-{url})"
