"""What the name of a font says of its letters."""

_BOLD = ("bold", "black", "heavy", "semibd", "demi")
_ITALIC = ("italic", "oblique", "kursiv")


def is_bold(font: str) -> bool:
    """Whether the name of a font says that it is bold."""
    return any(weight in font.lower() for weight in _BOLD)


def is_italic(font: str) -> bool:
    """Whether the name of a font says that it is italic."""
    return any(slant in font.lower() for slant in _ITALIC)
