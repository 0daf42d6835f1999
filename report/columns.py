"""Columns that many tables share, so that they are called and explained in one way."""

from report.results import Measure, ResultColumn

BRON = ResultColumn(
    "bron", "Bron", "Plan (convenant) of rapportage; die twee worden nooit samen geteld."
)
DEAL_ID = ResultColumn("deal_id", "Sleutel deal", "Vaste sleutel van de deal in het register.")
DEAL = ResultColumn("deal", "Deal", "Naam van de deal.")
TRANCHE = ResultColumn("tranche", "Tranche", "Tranche waarin de deal is gesloten.", Measure.COUNT)
CLUSTERED = "Wilson, verruimd omdat passages van één deal op elkaar lijken"
WILSON = "Wilson"


def text(name: str, title: str, meaning: str) -> ResultColumn:
    """A column of words."""
    return ResultColumn(name, title, meaning)


def count(name: str, title: str, meaning: str) -> ResultColumn:
    """A column of whole numbers."""
    return ResultColumn(name, title, meaning, Measure.COUNT)


def year(name: str, title: str, meaning: str) -> ResultColumn:
    """A column of years."""
    return ResultColumn(name, title, meaning, Measure.YEAR)


def number(name: str, title: str, meaning: str) -> ResultColumn:
    """A column of numbers with decimals."""
    return ResultColumn(name, title, meaning, Measure.NUMBER)


def share(name: str, title: str, meaning: str) -> ResultColumn:
    """A column of shares from 0 to 1."""
    return ResultColumn(name, title, meaning, Measure.SHARE)


def bounds(
    name: str, of: str, how: str = WILSON, measure: Measure = Measure.SHARE
) -> tuple[ResultColumn, ResultColumn]:
    """`name_laag` and `name_hoog`: the 95 % interval of what `of` says, found as `how` says."""
    return (
        ResultColumn(
            f"{name}_laag", "Laag", f"Ondergrens van het 95%-interval van {of} ({how}).", measure
        ),
        ResultColumn(
            f"{name}_hoog", "Hoog", f"Bovengrens van het 95%-interval van {of} ({how}).", measure
        ),
    )
