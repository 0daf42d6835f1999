"""Numbers of list items and notes as they are shown: 3, c, III, 3e."""

_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"),
          (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))  # fmt: skip
_SYMBOLS = "*†‡§"


def shown(number: int, form: str) -> str:
    """A number in one of the forms of Word (ST_NumberFormat); other forms are shown in digits."""
    if form == "decimalZero":
        return f"{number:02d}"
    if form == "ordinal":
        return f"{number}e"
    if number < 1:
        return str(number)
    if form in ("lowerLetter", "upperLetter"):
        text = letters(number)
    elif form in ("lowerRoman", "upperRoman"):
        text = roman(number)
    elif form == "chicago":
        text = _SYMBOLS[(number - 1) % 4] * min(4, (number - 1) // 4 + 1)
    else:
        return str(number)
    return text.upper() if form.startswith("upper") else text


def letters(number: int) -> str:
    """1 is a, 26 is z, and from there as Word counts: 27 is aa, 28 is bb."""
    return chr(97 + (number - 1) % 26) * min(6, (number - 1) // 26 + 1)


def roman(number: int) -> str:
    """A Roman number in small letters; past 3999 in digits."""
    if number > 3999:
        return str(number)
    text = ""
    for value, sign in _ROMAN:
        count, number = divmod(number, value)
        text += sign * count
    return text
