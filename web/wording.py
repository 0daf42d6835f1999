"""Numbers as a Dutch reader expects them."""

from collections.abc import Sequence

_MILLION = 1_000_000


def number(value: int) -> str:
    """`30000` as `30.000`."""
    return f"{value:,}".replace(",", ".")


def counted(value: int, one: str, more: str) -> str:
    """A number with its noun; nothing is `geen`."""
    return f"{number(value) if value else 'geen'} {one if value == 1 else more}"


def sentence(text: str) -> str:
    """A text with a capital to begin with; other capitals stay."""
    return text[:1].upper() + text[1:]


def chance(share: float) -> str:
    """What a model thinks, as a percentage; a model is never certain."""
    return ">\u00a099%" if share >= 0.995 else percent(share)


def percent(share: float) -> str:
    """A share of 0 to 1 as a whole percentage; certainty is never rounded to."""
    whole = round(100 * share)
    if whole >= 100 and share < 1:
        return ">\u00a099%"
    return "<\u00a01%" if whole <= 0 < share else f"{whole}%"


def euros(amount: float) -> str:
    """`2600000.0` as `€ 2,6 mln`, `2500.0` as `€ 2.500`."""
    if amount >= _MILLION:
        return f"€ {_decimal(amount / _MILLION)} mln"
    return f"€ {number(round(amount))}"


def _decimal(value: float) -> str:
    """Two decimals at most, without needless zeros."""
    whole, _, rest = f"{value:.2f}".partition(".")
    rest = rest.rstrip("0")
    return number(int(whole)) + (f",{rest}" if rest else "")


def listed(words: Sequence[str]) -> str:
    """`a, b en c`."""
    return " en ".join(filter(None, (", ".join(words[:-1]), *words[-1:])))
