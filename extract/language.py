"""The Dutch language model: sentences, lemmas and names, by spaCy.

`nl_core_news_lg` is used where it is installed. Without it rules find the sentences and a list of
names finds the names, without spaCy; there are no lemmas then. A record of which one was used
travels with every result.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from corpus.ids import digest
from corpus.records import Entity
from extract.dutch.sentences import RULES, sentence_starts

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

DEFAULT_MODEL = "nl_core_news_lg"
ADVICE = (
    f"Installeer het taalmodel met: python -m spacy download {DEFAULT_MODEL}. "
    "Zonder model werkt alles ook, met regels voor zinnen en namen."
)

_NAME_WORD = re.compile(r"[^\W_]+")

Gazetteer = tuple[tuple[str, str], ...]
"""Pairs of a label and a name to look for, such as ("MINISTERIE", "BZK")."""


class LanguageMissing(ValueError):
    """The asked language model is not there; the message is one Dutch sentence with advice."""


@dataclass(frozen=True, slots=True)
class Sentences:
    """Where the sentences of a text start, and the names in it."""

    starts: tuple[int, ...]
    entities: tuple[Entity, ...]


class _Reader(Protocol):
    """What finds sentences and names; lemmas are empty where it knows none."""

    has_lemmas: bool

    def read(self, texts: Sequence[str]) -> list[Sentences]: ...

    def lemmas(self, text: str) -> dict[int, str]: ...


class DutchLanguage:
    """A reader of Dutch, by a model or by rules, and what it is called in the run record."""

    def __init__(self, reader: _Reader, model_id: str, gazetteer: Gazetteer = ()) -> None:
        self._reader = reader
        self.model_id = model_id
        self.names_id = digest(gazetteer)
        self.has_lemmas = reader.has_lemmas

    def read(self, texts: Sequence[str]) -> list[Sentences]:
        """Find sentences and names in texts; together the sentences are the whole text."""
        return self._reader.read(texts)

    def lemmas(self, text: str) -> dict[int, str]:
        """Lemma of each token by its first character; empty without a language model."""
        return self._reader.lemmas(text)


def is_installed(model: str = DEFAULT_MODEL) -> bool:
    """Whether a language model is installed as a package."""
    try:
        distribution(model)
    except (PackageNotFoundError, ValueError):
        return False
    return True


def load_language(model: str = DEFAULT_MODEL, gazetteer: Gazetteer = ()) -> DutchLanguage:
    """Load the language model, or the rules when it is not there.

    `model` is the name of an installed package or a folder with a saved pipeline. Raises
    LanguageMissing when another model than the usual one was asked for and is not there.
    """
    nlp = _pipeline(model) if is_installed(model) or Path(model).exists() else None
    if nlp is not None:
        model_id = f"{nlp.meta['lang']}_{nlp.meta['name']} {nlp.meta['version']}"
        return DutchLanguage(_ModelReader(nlp, gazetteer), model_id, gazetteer)
    if model != DEFAULT_MODEL:
        raise LanguageMissing(
            f"Het taalmodel {model} is er niet; installeer het of haal de instelling "
            "language_model weg."
        )
    return DutchLanguage(_RuleReader(gazetteer), f"{RULES}, zonder taalmodel", gazetteer)


def _pipeline(model: str) -> "Language | None":
    """A saved pipeline, or None when its files are not those of one.

    spaCy is imported here: it takes a second and 80 MB that the rules do not need.
    """
    import spacy

    try:
        return spacy.load(model)
    except OSError:
        return None


class _ModelReader:
    """Sentences, names and lemmas by a spaCy pipeline."""

    def __init__(self, nlp: "Language", gazetteer: Gazetteer) -> None:
        self._nlp = nlp
        self.has_lemmas = "lemmatizer" in nlp.pipe_names
        if gazetteer:
            _add_gazetteer(nlp, gazetteer)

    def read(self, texts: Sequence[str]) -> list[Sentences]:
        return [_sentences(doc) for doc in self._nlp.pipe(texts)]

    def lemmas(self, text: str) -> dict[int, str]:
        if not self.has_lemmas:
            return {}
        return {token.idx: token.lemma_ for token in self._nlp(text) if not token.is_space}


def _add_gazetteer(nlp: "Language", gazetteer: Gazetteer) -> None:
    """Names of the register go before the names that a model proposes."""
    place = "ner" if "ner" in nlp.pipe_names else None
    ruler = nlp.add_pipe("entity_ruler", before=place)
    patterns = [{"label": label, "pattern": name} for label, name in gazetteer]
    with nlp.select_pipes(enable=[]):
        ruler.add_patterns(patterns)  # type: ignore[attr-defined]


def _sentences(doc: "Doc") -> Sentences:
    starts = tuple(sentence.start_char for sentence in doc.sents) or (0,)
    entities = tuple(
        Entity(entity.start_char, entity.end_char, entity.label_, entity.text)
        for entity in doc.ents
    )
    return Sentences((0, *starts[1:]), entities)


class _RuleReader:
    """Sentences by rules, and names that stand in the text letter by letter."""

    has_lemmas = False

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._names: dict[str, list[tuple[str, str, int]]] = {}
        for label, name in gazetteer:
            if first := _NAME_WORD.search(name):
                self._names.setdefault(first.group(), []).append((label, name, first.start()))

    def read(self, texts: Sequence[str]) -> list[Sentences]:
        return [Sentences(sentence_starts(text), self._entities(text)) for text in texts]

    def lemmas(self, text: str) -> dict[int, str]:
        return {}

    def _entities(self, text: str) -> tuple[Entity, ...]:
        """Names in the order of the text; of names that overlap, the longest."""
        kept: list[Entity] = []
        for entity in sorted(self._names_in(text), key=lambda found: found.start - found.end):
            if all(entity.end <= other.start or entity.start >= other.end for other in kept):
                kept.append(entity)
        return tuple(sorted(kept, key=lambda entity: entity.start))

    def _names_in(self, text: str) -> Iterator[Entity]:
        """Names that stand in a text as words of their own, found by their first word."""
        if not self._names:
            return
        for match in _NAME_WORD.finditer(text):
            for label, name, before in self._names.get(match.group(), ()):
                start = match.start() - before
                end = start + len(name)
                if text[max(0, start) : end] == name and not text[end : end + 1].isalnum():
                    yield Entity(start, end, label, name)


def gazetteer_of(names: Iterable[tuple[str, str]]) -> Gazetteer:
    """Sort names and drop repeats, so that the same names give the same pipeline."""
    return tuple(sorted(set(names)))
