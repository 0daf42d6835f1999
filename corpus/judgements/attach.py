"""Judgements find their passage again after documents were read anew.

A passage is what its document, its place and its text are; another version of the reader may cut or
spell it otherwise. Content decides, then position; what is not found is listed, never dropped.
"""

import re
from collections.abc import Collection, Hashable, Iterable, Sequence
from dataclasses import dataclass, replace
from unicodedata import normalize

from rapidfuzz import fuzz, process

from corpus.judgements.standing import last_of
from corpus.records import Anchor, Judgement, Passage, Seen, Verdict

LEAST_ALIKE = 90.0
"""From this likeness (0-100) two texts are one text that was read twice."""
SHORTEST_PIECE = 20
"""Characters from which a text that stands within another is thought to be a piece of it: shorter
ones ("Zie bijlage 2.") stand in many places."""
_NUMBER, _WORD = re.compile(r"\d+"), re.compile(r"\w+")
_DENIALS = frozenset({"niet", "geen", "nooit", "zonder", "noch", "niemand", "niets"})


@dataclass(frozen=True, slots=True)
class Lost:
    """A judgement without a passage of now; `reason` is a Dutch sentence."""

    judgement: Judgement
    reason: str


@dataclass(frozen=True, slots=True)
class Attached:
    """Judgements in the order in which they were given, with the passage_id of now.

    `moved` counts those that went to another passage. One that goes to several pieces is there for
    each of them. The anchor stays that of the passage that was judged.
    """

    judgements: tuple[Judgement, ...]
    moved: int
    lost: tuple[Lost, ...]


def attach(
    judgements: Iterable[Judgement],
    passages: Iterable[tuple[str, Passage]],
    concepts: Collection[str],
) -> Attached:
    """Give each judgement the passage of now that it is about, or say why there is none.

    `passages` come with the name of their file. A passage that is still there keeps its judgements.
    Else the same text in the same document counts, then the text most like it that has the same
    numbers and denials. A passage takes over from one judged text; where a text stands in several
    places each of them gets a passage of its own, in order, as far as there are as many.

    Of a text that became part of a longer one only "aanwezig" still holds, of one that was cut up
    only "afwezig", for each piece; there the last verdict of a reviewer decides for those before
    it, so that what was withdrawn or revised does not come back. What is carried there decides
    labels, but is no longer `blind`: which verdicts are left depends on what they say, so that
    figures from them would be biased. Only the judgements that are returned say so, not the log.

    All judgements that have no passage must be given at once: they vie for the same passages.
    """
    given, held = list(judgements), list(passages)
    known = {passage.passage_id for _, passage in held}
    labels = frozenset(concepts)
    strays = [one for one in given if one.passage_id not in known and one.concept in labels]
    documents = _Documents(held if strays else (), {one.anchor for one in strays})
    last = last_of(strays, documents.words_judged)
    carried: list[Judgement] = []
    lost: list[Lost] = []
    moved = 0
    for one in given:
        if one.concept not in labels:
            lost.append(Lost(one, f"Het label {one.concept} staat niet in de taxonomie."))
        elif one.passage_id in known:
            carried.append(one)
        else:
            found = documents.find(one.anchor)
            if found.holds_of(last[documents.words_judged(one)].verdict):
                seen = one.seen if found.holds is None else Seen.MET_VOORSTEL
                carried += [
                    replace(one, passage_id=target, seen=seen) for target in found.passage_ids
                ]
                moved += 1
            else:
                lost.append(Lost(one, found.reason.format(file=one.anchor.document)))
    return Attached(tuple(carried), moved, tuple(lost))


def is_any_here(
    judged: Iterable[tuple[str, Anchor]], passages: Iterable[tuple[str, Passage]]
) -> bool:
    """Whether the text of at least one of these, each with its passage_id, is in the passages:
    the same, read a little differently, or in other lengths; whatever was said of it."""
    asked, held = list(judged), list(passages)
    known = {passage.passage_id for _, passage in held}
    if any(passage_id in known for passage_id, _ in asked):
        return True
    anchors = {anchor for _, anchor in asked}
    documents = _Documents(held, anchors)
    return any(documents.find(one) not in (_GONE, _NOWHERE) for one in anchors)


@dataclass(frozen=True, slots=True)
class _Found:
    """The passages that a judged text is now; only `holds` is still true of them, where it is
    given. `reason` is the Dutch sentence for what is lost, with a place for the name of the
    file."""

    passage_ids: tuple[str, ...] = ()
    holds: Verdict | None = None
    reason: str = ""

    def holds_of(self, last: Verdict) -> bool:
        """Whether judgements are still true of which `last` is the last verdict."""
        if not self.passage_ids:
            return False
        return self.holds is None or last in (self.holds, Verdict.INGETROKKEN)


_GONE = _Found(reason="Het document “{file}” staat niet in de werkruimte.")
_NOWHERE = _Found(reason="De tekst staat niet in “{file}”, ook niet ongeveer.")
_DOUBTFUL = _Found(
    reason="In “{file}” staat nog een tekst die erop lijkt, maar niet zeker dezelfde; beoordeel "
    "die passage opnieuw."
)
_LONGER = (
    "De tekst is in “{file}” opgegaan in een langere passage, waarvan alleen het oordeel aanwezig "
    "nog zeker geldt; beoordeel die passage opnieuw."
)
_CUT = (
    "De tekst is in “{file}” over kortere passages verdeeld, waarvoor alleen het oordeel afwezig "
    "nog zeker geldt; beoordeel die passages opnieuw."
)
_Old = tuple[str, int]
"""A judged text as it stood: its words and its position."""


class _Documents:
    """The documents of now, by identity and by name, and where texts that were judged are in
    them."""

    def __init__(self, held: Iterable[tuple[str, Passage]], anchors: Iterable[Anchor]) -> None:
        self._passages: dict[tuple[str, str], list[Passage]] = {}
        for file, passage in held:
            for key in (("", passage.document_id), (file, "")):
                self._passages.setdefault(key, []).append(passage)
        # Two versions of a file do not vie: what stood in one place in each is one text.
        judged: dict[tuple[tuple[str, str], str], set[_Old]] = {}
        for one in anchors:
            version = self._document_of(one), one.document_id
            judged.setdefault(version, set()).add((plain(one.text), one.position))
        texts = {document: _Text(self._passages.get(document, ())) for document, _ in judged}
        self._found = {version: texts[version[0]].find(olds) for version, olds in judged.items()}

    def _document_of(self, anchor: Anchor) -> tuple[str, str]:
        """Which document of now it is: that with the same content, else that with the same name."""
        same = ("", anchor.document_id)
        return same if same in self._passages else (anchor.document, "")

    def words_judged(self, one: Judgement) -> Hashable:
        """What a verdict is about, and whose it is, wherever in the document the words stand."""
        return self._document_of(one.anchor), plain(one.anchor.text), one.concept, one.reviewer

    def find(self, anchor: Anchor) -> _Found:
        """Where a judged text is now."""
        document = self._document_of(anchor)
        if document not in self._passages:
            return _GONE
        return self._found[document, anchor.document_id][plain(anchor.text), anchor.position]


def plain(text: str) -> str:
    """A text as it is compared: one spelling of accents, one space between words."""
    return " ".join(normalize("NFC", text).split())


class _Text:
    """The passages of one document, to be found by their words."""

    def __init__(self, passages: Iterable[Passage]) -> None:
        self._passages = sorted(passages, key=lambda one: (one.position, one.passage_id))
        self._words = [plain(passage.text) for passage in self._passages]
        self._places: dict[str, list[int]] = {}
        for place, words in enumerate(self._words):
            self._places.setdefault(words, []).append(place)

    def find(self, olds: Iterable[_Old]) -> dict[_Old, _Found]:
        """The passages that say what was judged, best first: the same, most alike, longer, cut."""
        places: dict[str, list[int]] = {}
        for words, position in sorted(olds):
            places.setdefault(words, []).append(position)
        found: dict[_Old, _Found] = {}
        taken: set[int] = set()
        for words in places.keys() & self._places.keys():
            same = self._shared_out(words, places[words], self._places[words])
            found |= {old: _Found(self._ids([place])) for old, place in same.items()}
            taken.update(same.values())
        like = {words: self._alike(words) for words in places if words not in self._places}
        alike = {words: self._says_the_same(words, like[words]) for words in like}
        for words in sorted(alike, key=lambda one: (_worst(alike[one]), places[one], one)):
            free = [one for one in alike[words] if one[1] not in taken]
            if best := _best(free, len(places[words])):
                same = self._shared_out(words, places[words], best)
                found |= {old: _Found(self._ids([place])) for old, place in same.items()}
                taken.update(same.values())
            else:
                found |= self._in_other_lengths(words, places[words], is_like=bool(like[words]))
        return found

    def _in_other_lengths(
        self, words: str, positions: Sequence[int], *, is_like: bool
    ) -> dict[_Old, _Found]:
        """Where words are that no passage has as they were; `is_like` when one is much like it."""
        if longer := self._longer(words):
            inside = self._shared_out(words, positions, longer)
            return {
                old: _Found(self._ids([place]), Verdict.AANWEZIG, _LONGER)
                for old, place in inside.items()
            }
        found: dict[_Old, _Found] = {}
        for position in positions:
            pieces = self._ids(self._pieces(words, position))
            nothing = _DOUBTFUL if is_like else _NOWHERE
            found[words, position] = _Found(pieces, Verdict.AFWEZIG, _CUT) if pieces else nothing
        return found

    def _ids(self, places: Iterable[int]) -> tuple[str, ...]:
        return tuple(self._passages[place].passage_id for place in places)

    def _distance(self, place: int, position: int) -> int:
        return abs(self._passages[place].position - position)

    def _shared_out(
        self, words: str, positions: Sequence[int], places: Sequence[int]
    ) -> dict[_Old, int]:
        """A place for each position at which these words stood; both come in order.

        Each place is given once. Where there are fewer, each has one and the nearest gets the
        rest: the same words were then read more than once, and the last verdict on them counts.
        """
        now = [self._passages[place].position for place in places]
        if len(positions) <= len(places):
            pairs = dict(zip(positions, in_order(positions, now), strict=True))
        else:
            pairs = {
                position: min(range(len(now)), key=lambda at: (abs(now[at] - position), at))
                for position in positions
            }
            pairs |= {positions[at]: number for number, at in enumerate(in_order(now, positions))}
        return {(words, position): places[at] for position, at in pairs.items()}

    def _alike(self, words: str) -> list[tuple[float, int]]:
        """Places of texts that are much like these words, with how much (0-100)."""
        alike = process.extract(
            words, self._words, scorer=fuzz.ratio, score_cutoff=LEAST_ALIKE, limit=None
        )
        return [(score, place) for _, score, place in alike]

    def _says_the_same(
        self, words: str, alike: Sequence[tuple[float, int]]
    ) -> list[tuple[float, int]]:
        said = _said(words) if alike else None
        return [one for one in alike if _said(self._words[one[1]]) == said]

    def _longer(self, words: str) -> list[int]:
        if len(words) < SHORTEST_PIECE:
            return []
        return [place for place, whole in enumerate(self._words) if _holds(whole, words)]

    def _pieces(self, words: str, position: int) -> list[int]:
        """Passages that together stand in the words, by place; each word belongs to one at most,
        so that a sentence that stands elsewhere too counts once."""
        inside = [
            place
            for place, piece in enumerate(self._words)
            if len(piece) >= SHORTEST_PIECE and _holds(words, piece)
        ]
        inside.sort(key=lambda at: (-len(self._words[at]), self._distance(at, position), at))
        left, pieces = words, []
        for place in inside:
            piece = self._words[place]
            if _holds(left, piece):
                left = f" {left} ".replace(f" {piece} ", " \n ", 1).strip(" ")
                pieces.append(place)
        return sorted(pieces)


def _holds(whole: str, piece: str) -> bool:
    """Whether whole words of a text are those of a piece."""
    return len(piece) < len(whole) and f" {piece} " in f" {whole} "


def _said(words: str) -> tuple[list[str], frozenset[str]]:
    """What one misread letter does not change: the numbers in their order, and the denials."""
    return _NUMBER.findall(words), _DENIALS.intersection(_WORD.findall(words.casefold()))


def _worst(alike: Sequence[tuple[float, int]]) -> float:
    """To sort by: the most alike come first."""
    return -max((score for score, _ in alike), default=0.0)


def _best(alike: Sequence[tuple[float, int]], count: int) -> list[int]:
    """Places in order: the most alike, and as many less alike ones as make up the count."""
    scores = sorted((score for score, _ in alike), reverse=True)
    least = scores[min(count, len(scores)) - 1] if scores else 0.0
    return sorted(place for score, place in alike if score >= least)


def in_order(few: Sequence[int], many: Sequence[int]) -> list[int]:
    """For each of a few positions which of the many it is, in the same order and each at most once,
    so that the distances add up to the least; both are sorted, and the many are at least as
    many."""
    spare = len(many) - len(few) + 1
    costs = [0] * spare
    """The least cost so far, when at most so many of the many are left out."""
    chosen: list[list[int]] = []
    for number, position in enumerate(few):
        best: list[tuple[int, int]] = []
        for left_out, cost in enumerate(costs):
            here = cost + abs(many[number + left_out] - position), left_out
            best.append(min(here, best[-1]) if best else here)
        costs = [cost for cost, _ in best]
        chosen.append([left_out for _, left_out in best])
    left_out, found = spare - 1, []
    for number in reversed(range(len(few))):
        left_out = chosen[number][left_out]
        found.append(number + left_out)
    return found[::-1]
