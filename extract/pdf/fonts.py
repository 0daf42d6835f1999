"""What a font says of its letters by its name, and what they look like when it hides them."""

import re

_ODD_WORD = re.compile(r"""[^\s!"#$<=>?\[\]^{|}~\\][!"#$<=>?\[\]^{|}~\\]+[^\s]\S*|\(cid:\d\S*""")
_BOLD = ("bold", "black", "heavy", "semibd", "demi")
_ITALIC = ("italic", "oblique", "kursiv")


def is_bold(font: str) -> bool:
    """Whether the name of a font says that it is bold."""
    return any(weight in font.lower() for weight in _BOLD)


def is_italic(font: str) -> bool:
    """Whether the name of a font says that it is italic."""
    return any(slant in font.lower() for slant in _ITALIC)


def odd_words(text: str) -> int:
    """Number of words with signs inside that no word has, or with the code of a hidden letter: the
    codes of a font without a key may be those of other letters."""
    return len(_ODD_WORD.findall(text))
