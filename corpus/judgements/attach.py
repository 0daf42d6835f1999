"""Judgements find their passage again after documents were read anew.

A passage is what its document, its place and its text are; another version of the reader may cut or
spell it otherwise. Content decides, then position; what is not found is listed, never dropped.
"""

from collections.abc import Collection, Hashable, Iterable
from dataclasses import dataclass, replace
from unicodedata import normalize

from rapidfuzz import fuzz, process

from corpus.judgements.standing import last_of
from corpus.records import Anchor, Judgement, Passage, Verdict

LEAST_ALIKE = 90.0
"""From this likeness (0-100) two texts are one text that was read twice."""
SHORTEST_PIECE = 20
"""Characters from which a text that stands within another is thought to be a piece of it: shorter
ones ("Zie bijlage 2.") stand in many places."""


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
    Else the same text in the same document counts, then the text most like it. Of a text that
    became part of a longer one only "aanwezig" still holds, of one that was cut up only "afwezig",
    for each piece; there the last verdict of a reviewer decides for those before it, so that what
    was withdrawn or revised does not come back.
    """
    given, held = list(judgements), list(passages)
    known = {passage.passage_id for _, passage in held}
    labels = frozenset(concepts)
    strays = [one for one in given if one.passage_id not in known]
    documents = _Documents(held if strays else ())
    last = last_of(strays, documents.words_judged)
    carried: list[Judgement] = []
    lost: list[Lost] = []
    moved = 0
    for one in given:
        if one.concept not in labels:
            lost.append(Lost(one, f"Het label {one.concept} staat niet meer in de taxonomie."))
        elif one.passage_id in known:
            carried.append(one)
        else:
            found = documents.find(one.anchor)
            reason = found.refuses(last[documents.words_judged(one)].verdict)
            if reason:
                lost.append(Lost(one, reason))
            else:
                carried += [replace(one, passage_id=target) for target in found.passage_ids]
                moved += 1
    return Attached(tuple(carried), moved, tuple(lost))


@dataclass(frozen=True, slots=True)
class _Found:
    """The passages that a judged text is now; only `holds` is still true of them, where it is
    given. `reason` is the Dutch sentence for what is lost."""

    passage_ids: tuple[str, ...] = ()
    holds: Verdict | None = None
    reason: str = ""

    def refuses(self, last: Verdict) -> str:
        """Why judgements are lost of which `last` is the last verdict; empty when they are not."""
        if not self.passage_ids:
            return self.reason
        holds = self.holds is None or last in (self.holds, Verdict.INGETROKKEN)
        return "" if holds else self.reason


class _Documents:
    """The documents of now, by identity and by name."""

    def __init__(self, held: Iterable[tuple[str, Passage]]) -> None:
        self._passages: dict[tuple[str, str], list[Passage]] = {}
        for file, passage in held:
            for key in (("", passage.document_id), (file, "")):
                self._passages.setdefault(key, []).append(passage)
        self._texts: dict[tuple[str, str], _Text] = {}
        self._found: dict[Anchor, _Found] = {}

    def _document_of(self, anchor: Anchor) -> tuple[str, str]:
        """Which document of now it is: that with the same content, else that with the same name."""
        same = ("", anchor.document_id)
        return same if same in self._passages else (anchor.document, "")

    def words_judged(self, one: Judgement) -> Hashable:
        """What a verdict is about, and whose it is, wherever in the document the words stand."""
        return self._document_of(one.anchor), plain(one.anchor.text), one.concept, one.reviewer

    def find(self, anchor: Anchor) -> _Found:
        """Where a judged text is now."""
        if anchor not in self._found:
            self._found[anchor] = self._search(anchor)
        return self._found[anchor]

    def _search(self, anchor: Anchor) -> _Found:
        document = self._document_of(anchor)
        if document not in self._passages:
            reason = f"Het document “{anchor.document}” staat niet meer in de werkruimte."
            return _Found(reason=reason)
        if document not in self._texts:
            self._texts[document] = _Text(self._passages[document])
        return self._texts[document].find(plain(anchor.text), anchor)


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

    def find(self, words: str, anchor: Anchor) -> _Found:
        """The passages that say what was judged, best first: the same, most alike, longer, cut."""
        file = anchor.document
        if same := self._same(words, anchor.position) or self._alike(words, anchor.position):
            return _Found(self._ids(same))
        if longer := self._longer(words, anchor.position):
            return _Found(
                self._ids(longer),
                Verdict.AANWEZIG,
                f"De tekst is in “{file}” opgegaan in een langere passage, waarvan alleen het "
                "oordeel aanwezig nog zeker geldt; beoordeel die passage opnieuw.",
            )
        if pieces := self._pieces(words, anchor.position):
            return _Found(
                self._ids(pieces),
                Verdict.AFWEZIG,
                f"De tekst is in “{file}” over kortere passages verdeeld, waarvoor alleen het "
                "oordeel afwezig nog zeker geldt; beoordeel die passages opnieuw.",
            )
        return _Found(reason=f"De tekst staat niet meer in “{file}”, ook niet ongeveer.")

    def _ids(self, places: Iterable[int]) -> tuple[str, ...]:
        return tuple(self._passages[place].passage_id for place in places)

    def _nearest(self, places: Iterable[int], position: int) -> list[int]:
        """At most one place: the nearest, the first of two that are as near."""
        return sorted(places, key=lambda place: (self._distance(place, position), place))[:1]

    def _distance(self, place: int, position: int) -> int:
        return abs(self._passages[place].position - position)

    def _same(self, words: str, position: int) -> list[int]:
        return self._nearest(self._places.get(words, ()), position)

    def _alike(self, words: str, position: int) -> list[int]:
        alike = process.extract(
            words, self._words, scorer=fuzz.ratio, score_cutoff=LEAST_ALIKE, limit=None
        )
        best = max((score for _, score, _ in alike), default=None)
        return self._nearest((place for _, score, place in alike if score == best), position)

    def _longer(self, words: str, position: int) -> list[int]:
        if len(words) < SHORTEST_PIECE:
            return []
        inside = (place for place, whole in enumerate(self._words) if _holds(whole, words))
        return self._nearest(inside, position)

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
