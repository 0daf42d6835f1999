"""Values as a Dutch reader writes them: 1.234, 12,5%, € 3,2 mln."""

from report.results import Measure, Value

NOTHING = "–"
"""What stands where there is nothing to say, which is something else than 0."""
_MILLION = 1_000_000


def shown(value: Value, measure: Measure) -> str:
    """A value in words and digits; text stays as it is, whatever the measure of its column."""
    if value is None:
        return NOTHING
    if isinstance(value, str):
        return value
    match measure:
        case Measure.SHARE:
            return f"{_dutch(100 * value, 0 if value == round(value, 2) else 1)}%"
        case Measure.EUROS:
            return f"€\u00a0{_dutch(value, 0)}"
        case Measure.YEAR:
            return f"{value:.0f}"
        case Measure.NUMBER:
            return _dutch(value, 0 if value == round(value) else 2)
        case _:
            return _dutch(value, 0) if value == round(value) else _dutch(value, 2)


def briefly(value: Value, measure: Measure) -> str:
    """The same where there is little room: whole percentages, millions of euros."""
    if isinstance(value, str) or value is None:
        return shown(value, measure)
    if measure is Measure.SHARE:
        return f"{_dutch(100 * value, 0)}%"
    if measure is Measure.EUROS and abs(value) >= _MILLION:
        millions = round(value / _MILLION, 1)
        return f"€\u00a0{_dutch(millions, 0 if millions.is_integer() else 1)}\u00a0mln"
    return shown(value, measure)


def chance(share: float) -> str:
    """What a model thinks (0-1) in whole percentages: a model is never certain."""
    if share >= 0.995:
        return ">99%"
    return "<1%" if share < 0.005 else f"{share:.0%}"


def decimal(value: float, places: int = 2) -> str:
    """A number with a Dutch comma: `0,77`."""
    return f"{value:.{places}f}".replace(".", ",")


def whole_euros(amount: float) -> str:
    """An amount in running text: `€ 1.300.000`."""
    return f"€ {_dutch(amount, 0)}"


def dotted(value: int) -> str:
    """`30000` as `30.000`."""
    return _dutch(value, 0)


def counted(value: int, one: str, more: str) -> str:
    """A number with its noun: `1 deal`, `1.200 deals`."""
    return f"{dotted(value)} {one if value == 1 else more}"


def _dutch(value: float, decimals: int) -> str:
    """A number with a point at the thousands and a comma before the decimals."""
    return f"{value:,.{decimals}f}".translate(str.maketrans(",.", ".,"))
