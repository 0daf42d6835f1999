"""Passages with proposals shared out over people who each get a list that leaves the page."""

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass

from pipelines.problems import UserProblem
from pipelines.review.material import Item

_SALT = b"deel"
"""So that a part has nothing to do with the draw of the blind sample."""


@dataclass(frozen=True, slots=True)
class Part:
    """The `number`th (from 1) of `of` parts.

    A passage belongs to a part by its identity alone: parts never overlap, whenever and in
    whichever copy of a workspace they are written.
    """

    number: int
    of: int

    def has(self, passage_id: str) -> bool:
        """Whether a passage with proposals is in this part."""
        drawn = hashlib.blake2b(passage_id.encode(), digest_size=8, salt=_SALT).digest()
        return int.from_bytes(drawn) % self.of == self.number - 1


def part_from(words: str) -> Part:
    """The part that somebody asks for as "2/3". Raises UserProblem where it is none."""
    found = re.fullmatch(r"(\d{1,3})/(\d{1,3})", words.strip())
    if found and 1 <= int(found[1]) <= int(found[2]):
        return Part(int(found[1]), int(found[2]))
    raise UserProblem(
        f"--part {words} is geen deel; geef er een als 1/2 of 2/2: het nummer en het aantal delen."
    )


def items_of_part(ahead: Sequence[Item], part: Part, count: int) -> tuple[Item, ...]:
    """The first `count` items for one part of all that can be asked, `ahead`.

    The blind sample is everybody's, in the places where it stood; one kind follows where the other
    has run out.
    """
    blind = iter([one for one in ahead if one.is_blind])
    own = iter([one for one in ahead if not one.is_blind and part.has(one.passage_id)])
    found: list[Item] = []
    for place in ahead[:count]:
        first, second = (blind, own) if place.is_blind else (own, blind)
        one = next(first, None) or next(second, None)
        if one is None:
            break
        found.append(one)
    return tuple(found)
