"""How much room a figure takes with all its labels: found once for every file that it goes into."""

from matplotlib.figure import Figure
from matplotlib.transforms import Bbox

_MARGIN = 0.1


def figure_bounds(figure: Figure) -> Bbox:
    """The part to save, in inches; what `bbox_inches="tight"` finds anew for each file."""
    figure.draw_without_rendering()
    return figure.get_tightbbox().padded(_MARGIN)
