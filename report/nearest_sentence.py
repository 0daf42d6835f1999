"""The sentence that comes nearest to a concept in a passage without a single one of its terms.

People confirm labels that the tagger saw no reason for. Such a passage has no evidence to quote
around, yet one of its sentences says it: the one that shares most words with how the taxonomy
describes the concept.
"""

from collections.abc import Sequence
from functools import cache

from classify.words import GRAMMAR, fold, tokenise
from taxonomy.concept import Concept
from taxonomy.load import shipped_taxonomy


def nearest_sentence(
    text: str, bounds: Sequence[tuple[int, int]], concept_id: str
) -> tuple[int, int]:
    """Start and end of that sentence; the first where none shares a word, or for a concept that
    the taxonomy does not have."""
    described = _described(concept_id)
    return max(bounds, key=lambda pair: (len(_words(text[slice(*pair)]) & described), -pair[0]))


@cache
def _described(concept_id: str) -> frozenset[str]:
    """The words with which the taxonomy describes a concept: as stems, and those of compounds."""
    concepts = shipped_taxonomy().concepts
    found = next((one for one in concepts if one.id == concept_id), None)
    return _words(" ".join(_description(found))) if found else frozenset()


def _description(concept: Concept) -> tuple[str, ...]:
    terms = (*concept.core_terms, *concept.supporting_terms)
    return (concept.label.nl, concept.definition, *concept.includes, *concept.examples, *terms)


def _words(text: str) -> frozenset[str]:
    said = (one for one in tokenise(text) if fold(one.text) not in GRAMMAR)
    return frozenset(stem for one in said for stem in (one.stem, *one.parts))
