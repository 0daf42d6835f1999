"""How reviewers are called, and the file that holds what each of them says."""

import hashlib
import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

LONGEST_NAME = 60
"""Characters of the name of a reviewer."""

_INVISIBLE = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
_NO_LETTER = re.compile(r"[^a-z0-9]+")


@lru_cache(maxsize=256)
def reviewer_name(name: str) -> str:
    """A name as it is kept: one spelling of accents, single spaces.

    Raises ValueError with a Dutch sentence when it is empty, too long or holds signs that cannot
    be seen.
    """
    trimmed = unicodedata.normalize("NFC", name.strip())
    if any(unicodedata.category(sign) in _INVISIBLE for sign in trimmed):
        raise ValueError(
            "De naam van de beoordelaar bevat tekens die niet te zien zijn; typ de naam opnieuw."
        )
    kept = " ".join(trimmed.split())
    if not kept:
        raise ValueError("De naam van de beoordelaar is leeg; vul een naam in.")
    if len(kept) > LONGEST_NAME:
        raise ValueError(
            f"De naam van de beoordelaar is langer dan {LONGEST_NAME} tekens; kort hem in."
        )
    return kept


def same_reviewer(name: str, known: Iterable[str]) -> str:
    """The spelling under which a person is known: the first of `known` that differs from the name
    only in case or white space, else the name itself."""
    wanted = reviewer_key(name)
    return next((one for one in known if reviewer_key(one) == wanted), name)


@lru_cache(maxsize=1024)
def reviewer_key(name: str) -> str:
    """What two spellings of one name have in common."""
    return " ".join(unicodedata.normalize("NFC", name).casefold().split())


def file_of(reviewer: str) -> str:
    """The name of a reviewer's file: readable, safe on every system, and never that of another.

    The digest tells names apart of which the letters are the same, or that have none.
    """
    folded = unicodedata.normalize("NFKD", reviewer.casefold())
    letters = _NO_LETTER.sub("-", "".join(s for s in folded if not unicodedata.combining(s)))
    key = hashlib.sha256(reviewer.encode()).hexdigest()[:8]
    return f"{letters.strip('-')[:40].strip('-') or 'lezer'}-{key}.jsonl"
