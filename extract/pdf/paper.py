"""Words against the sheet that they stand on: straightened, and on the paper or beside it."""

from collections.abc import Sequence

from extract.page import Span, lean_back


def straightened(word: Span, skew: float, width: float, height: float) -> Span:
    """Where a word stands once the page lies straight; the word keeps its own size."""
    x, y = (word.x0 + word.x1) / 2, (word.top + word.bottom) / 2
    level = lean_back((x, y, x, y), -skew, width, height)
    across, down = level[0] - x, level[1] - y
    return word._replace(
        x0=word.x0 + across, x1=word.x1 + across, top=word.top + down, bottom=word.bottom + down
    )


def on_paper(words: Sequence[Span], width: float, height: float) -> tuple[list[Span], list[Span]]:
    """Words whose middle lies on the paper, and words beside it, which no reader sees."""
    if words and min([word.x0 for word in words]) >= 0 and min([word.top for word in words]) >= 0:
        edge = max([word.x1 for word in words]), max([word.bottom for word in words])
        if edge[0] <= width and edge[1] <= height:
            return list(words), []
    inside: list[Span] = []
    outside: list[Span] = []
    for word in words:
        x, y = word.x0 + word.x1, word.top + word.bottom
        seen = 0 <= x <= 2 * width and 0 <= y <= 2 * height
        (inside if seen else outside).append(word)
    return inside, outside
