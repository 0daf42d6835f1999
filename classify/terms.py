"""Terms of the taxonomy, read for matching: `a b` is a phrase, `a ~ b` two phrases near each
other in one sentence, `=a` a word that must stand alone."""

from dataclasses import dataclass
from enum import StrEnum

from classify.words import Token, compound_parts, stem, tokenise

_SHORTEST_PART = 5
"""Shorter words turn up inside others by chance, so they count only as whole words."""


class Role(StrEnum):
    """What a term is worth: core is good evidence, supporting is weak, the others stop these."""

    CORE = "core"
    SUPPORTING = "supporting"
    NEGATIVE = "negative"
    ORGANISATION = "organisation"


@dataclass(frozen=True, slots=True)
class WordPattern:
    """One word of a term. `parts` are stems that may stand at either end of a compound."""

    stem: str
    parts: tuple[str, ...]

    def matches(self, token: Token) -> bool:
        """Whether a word of a text is this word, or a compound that begins or ends with it."""
        if token.stem == self.stem:
            return True
        if not self.parts or len(self.parts) > len(token.parts):
            return False
        length = len(self.parts)
        return token.parts[:length] == self.parts or token.parts[-length:] == self.parts


Phrase = tuple[WordPattern, ...]


@dataclass(frozen=True, slots=True)
class Term:
    """A search term of a concept; with more than one phrase the phrases must be near each other."""

    text: str
    concept: str
    role: Role
    phrases: tuple[Phrase, ...]
    others: tuple[WordPattern, ...] = ()
    """All words but the first."""


def read_term(text: str, concept: str, role: Role) -> Term:
    """Read one term as it is written in a taxonomy file."""
    phrases = tuple(_phrase(part) for part in text.split("~"))
    kept = tuple(phrase for phrase in phrases if phrase)
    words = tuple(pattern for phrase in kept for pattern in phrase)
    return Term(text, concept, role, kept, words[1:])


def _phrase(text: str) -> Phrase:
    alone = text.strip().startswith("=")
    words = [token.text for token in tokenise(text.replace("=", " "))]
    return tuple(_pattern(word, alone or len(words) > 1) for word in words)


def _pattern(word: str, alone: bool) -> WordPattern:
    if alone or len(word) < _SHORTEST_PART:
        return WordPattern(stem(word), ())
    return WordPattern(stem(word), compound_parts(word) or (stem(word),))
