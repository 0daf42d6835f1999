"""What sources say of the money and the number of deals of tranches, also where they disagree.

`docs/tegenstrijdige-bronnen.md` tells the same in words; a test compares the two.
"""

from dataclasses import dataclass

MILLIONS, DEALS = "mln euro", "deals"


@dataclass(frozen=True, slots=True)
class KnownFigure:
    """A figure that a source gives. Figures of one `figure_id` are about the same thing.

    `value` is in `unit`; `in_register` says that the register follows this source; `tranches` are
    those that it is about, none for a figure of one deal.
    """

    figure_id: str
    subject: str
    tranches: tuple[int, ...]
    unit: str
    value: float
    source: str
    in_register: bool
    note: str
