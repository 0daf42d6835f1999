"""Footnotes at the foot of the column in which they are called."""

from collections.abc import Sequence
from typing import Literal

from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, Frame, Paragraph

from corpus.sample.styles import RULE_WIDTH

_RULE_HEIGHT = 8.0


class Noted(Flowable):
    """A paragraph with the footnotes called in it, which need room in the same frame.

    It is never split over two frames: where it does not fit, it moves to the next as a whole.
    """

    def __init__(self, content: Paragraph, notes: Sequence[Paragraph]) -> None:
        super().__init__()
        self.content = content
        self.notes = notes
        self.spaceAfter = content.getSpaceAfter()

    def wrap(self, available_width: float, available_height: float) -> tuple[float, float]:
        """Measure the content; where its notes do not fit below it, measure the notes with it."""
        self.width, self.height = self.content.wrap(available_width, available_height)
        with_notes = self.height + _notes_height(self.notes, available_width)
        return self.width, self.height if with_notes <= available_height else with_notes

    def draw(self) -> None:
        """Draw the content; the frame draws the notes."""
        self.content.drawOn(self.canv, 0, 0)


class NoteFrame(Frame):
    """A frame that gives up room at its foot for the footnotes called in it."""

    def __init__(self, left: float, bottom: float, width: float, height: float) -> None:
        super().__init__(
            left,
            bottom,
            width,
            height,
            leftPadding=0,
            bottomPadding=0,
            rightPadding=0,
            topPadding=0,
        )
        self.notes: list[Paragraph] = []

    def add(self, flowable: Flowable, canv: Canvas, trySplit: int = 0) -> Literal[0, 1]:  # noqa: N803
        """Place a flowable and keep room for the notes that it calls."""
        placed = super().add(flowable, canv, trySplit)
        if placed and isinstance(flowable, Noted):
            self.notes += flowable.notes
            self.bottomPadding = _notes_height(self.notes, self.width)
        return placed

    def clear_notes(self) -> None:
        """Forget the notes, for a new page."""
        self.notes = []
        self.bottomPadding = 0

    def draw_notes(self, canvas: Canvas) -> None:
        """Draw the notes at the foot of the frame, under a short rule."""
        if not self.notes:
            return
        top = self.y1 + _notes_height(self.notes, self.width)
        canvas.setLineWidth(RULE_WIDTH)
        rule = top - _RULE_HEIGHT / 2
        canvas.line(self.x1, rule, self.x1 + self.width / 3, rule)
        top -= _RULE_HEIGHT
        for note in self.notes:
            top -= note.wrap(self.width, self.height)[1]
            note.drawOn(canvas, self.x1, top)


def _notes_height(notes: Sequence[Paragraph], width: float) -> float:
    return _RULE_HEIGHT + sum(note.wrap(width, 0)[1] for note in notes)
