"""The Dutch language model: sentences, lemmas and names, by spaCy.

`nl_core_news_lg` is used where it is installed. Without it a blank Dutch pipeline does the same
work by rules: sentences by punctuation and the abbreviations of administrative prose, names by a
gazetteer; there are no lemmas then. A record of which one was used travels with every result.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import spacy
from spacy.language import Language
from spacy.tokens import Doc
from spacy.util import is_package

from corpus.ids import digest
from corpus.records import Entity

DEFAULT_MODEL = "nl_core_news_lg"
ADVICE = (
    f"Installeer het taalmodel met: python -m spacy download {DEFAULT_MODEL}. "
    "Zonder model werkt alles ook, met regels voor zinnen en namen."
)

Gazetteer = tuple[tuple[str, str], ...]
"""Pairs of a label and a name to look for, such as ("MINISTERIE", "BZK")."""

_ABBREVIATIONS = frozenset(
    """
    a.d. a.u.b. afd. art. artt. b.v. bijv. blz. bv. c.a. c.q. c.s. ca. d.d. d.m.v. dhr. div. dr.
    drs. e.a. e.d. e.e.a. e.v. enz. etc. evt. excl. fig. gem. h.o. hfst. i.c. i.c.m. i.h.b. i.o.
    i.p.v. i.s.m. i.v.m. incl. ing. ir. jl. k.k. m.a.w. m.b.t. m.b.v. m.i.v. m.n. m.u.v. max. mevr.
    mgr. min. mln. mld. mr. mw. n.a.v. n.o. n.v. n.v.t. nl. nr. nrs. o.a. o.b.v. o.g.v. o.l.v. o.m.
    o.v.v. p.j. p.m. pag. par. prof. resp. s.v.p. st. stb. stcrt. t.a.v. t.b.v. t.g.v. t.h.v. t.m.
    t.o.v. t.w. v.a. vgl. vnl. w.o. z.s.m. zgn.
    """.split()
)
_CLOSERS = frozenset("\"'”’»)]")
_OPENERS = frozenset("\"'“‘„«([")
_INITIAL = re.compile(r"^[A-Z]\.$")


class LanguageMissing(ValueError):
    """The asked language model is not there; the message is one Dutch sentence with advice."""


@dataclass(frozen=True, slots=True)
class Sentences:
    """Where the sentences of a text start, and the names in it."""

    starts: tuple[int, ...]
    entities: tuple[Entity, ...]


class DutchLanguage:
    """A spaCy pipeline for Dutch, and what it is called in the run record."""

    def __init__(self, nlp: Language, model_id: str, gazetteer: Gazetteer = ()) -> None:
        self._nlp = nlp
        self.model_id = model_id
        self.names_id = digest(gazetteer)
        self.has_lemmas = "lemmatizer" in nlp.pipe_names

    def read(self, texts: Sequence[str]) -> list[Sentences]:
        """Find sentences and names in texts; together the sentences are the whole text."""
        return [_sentences(doc) for doc in self._nlp.pipe(texts)]

    def lemmas(self, text: str) -> dict[int, str]:
        """Lemma of each token by its first character; empty without a language model."""
        if not self.has_lemmas:
            return {}
        return {token.idx: token.lemma_ for token in self._nlp(text) if not token.is_space}


def is_installed(model: str = DEFAULT_MODEL) -> bool:
    """Whether a language model is installed as a package."""
    return bool(is_package(model))


def load_language(model: str = DEFAULT_MODEL, gazetteer: Gazetteer = ()) -> DutchLanguage:
    """Load the language model, or the blank pipeline with rules when it is not there.

    `model` is the name of an installed package or a folder with a saved pipeline. Raises
    LanguageMissing when another model than the usual one was asked for and is not there.
    """
    try:
        nlp = spacy.load(model)
        model_id = f"{nlp.meta['lang']}_{nlp.meta['name']} {nlp.meta['version']}"
    except OSError as error:
        if model != DEFAULT_MODEL:
            raise LanguageMissing(
                f"Het taalmodel {model} is er niet; installeer het of haal de instelling "
                "language_model weg."
            ) from error
        nlp = spacy.blank("nl")
        nlp.add_pipe("dutch_sentence_rules")
        model_id = f"spacy.blank('nl') {spacy.about.__version__} met regels"
    if gazetteer:
        _add_gazetteer(nlp, gazetteer)
    return DutchLanguage(nlp, model_id, gazetteer)


def _add_gazetteer(nlp: Language, gazetteer: Gazetteer) -> None:
    """Names of the register go before the names that a model proposes."""
    place = "ner" if "ner" in nlp.pipe_names else None
    ruler = nlp.add_pipe("entity_ruler", before=place)
    patterns = [{"label": label, "pattern": name} for label, name in gazetteer]
    with nlp.select_pipes(enable=[]):
        ruler.add_patterns(patterns)  # type: ignore[attr-defined]


@Language.component("dutch_sentence_rules")
def dutch_sentence_rules(doc: Doc) -> Doc:
    """Start a sentence after a full stop, question or exclamation mark, but not after an
    abbreviation, an initial or a number, and only before a capital, digit, quote or bullet."""
    for token in doc:
        token.is_sent_start = token.i == 0
    for index in range(1, len(doc)):
        if doc[index].is_space or not _may_start(doc, index):
            continue
        end = _end_before(doc, index)
        if end is not None and not _only_looks_like_end(doc, end):
            doc[index].is_sent_start = True
    return doc


def _may_start(doc: Doc, index: int) -> bool:
    text = doc[index].text
    if text[0] in _OPENERS:
        return index + 1 < len(doc) and doc[index + 1].text[0].isupper()
    return text[0].isupper() or text[0].isdigit() or text[0] in "•–-€'’"


def _end_before(doc: Doc, index: int) -> int | None:
    """Place of the full stop right before a token, closing quotes and spaces passed over."""
    place = index - 1
    while place >= 0 and (doc[place].is_space or doc[place].text in _CLOSERS):
        place -= 1
    if place < 0 or not (doc[place].whitespace_ or place + 1 < index):
        return None
    return place if doc[place].text[-1] in ".!?…" else None


def _only_looks_like_end(doc: Doc, place: int) -> bool:
    text = doc[place].text
    if text[-1] in "!?…":
        return False
    whole = text if len(text) > 1 else (doc[place - 1].text + "." if place else text)
    before = doc[place - 1].text if place else ""
    is_number = text == "." and before.isdigit() and place + 1 < len(doc)
    enumerates = is_number and (place < 2 or doc[place - 2].text in ("•", ";", ":", "."))
    return whole.casefold() in _ABBREVIATIONS or bool(_INITIAL.match(whole)) or enumerates


def _sentences(doc: Doc) -> Sentences:
    starts = tuple(sentence.start_char for sentence in doc.sents) or (0,)
    entities = tuple(
        Entity(entity.start_char, entity.end_char, entity.label_, entity.text)
        for entity in doc.ents
    )
    return Sentences((0, *starts[1:]), entities)


def gazetteer_of(names: Iterable[tuple[str, str]]) -> Gazetteer:
    """Sort names and drop repeats, so that the same names give the same pipeline."""
    return tuple(sorted(set(names)))
