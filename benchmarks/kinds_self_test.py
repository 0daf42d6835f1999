"""Do the texts of the 75 kinds come back to their kind? python benchmarks/kinds_self_test.py

Places every definition and example among all 75 kinds and among the five of its rode draad, in
three ways: by likeness (the text itself left out), by terms, and by both together. These texts were
written with the terms in mind, so this says whether kinds can be told apart at all; how good labels
of real passages are, `rodedraden evaluate-further` measures.
"""

import numpy as np
from numpy.typing import NDArray

from classify.embed import EMBEDDED, load_embedder
from classify.lexical import LexicalTagger
from taxonomy.concept import Concept, Facet, Taxonomy
from taxonomy.load import further_taxonomy

_LIKENESS_WORTH = 6.0
"""What likeness counts for beside terms, chosen by hand: a tenth of it is less than one term."""

Table = NDArray[np.float64]


def main() -> None:
    """Print the share at rank 1 and in the top 3."""
    facet = further_taxonomy().facet("soorten")
    probes = [
        (place, text)
        for place, kind in enumerate(facet.concepts)
        for text in (kind.definition, *kind.examples)
    ]
    own = np.array([place for place, _ in probes])
    texts = [text for _, text in probes]
    likeness, terms = by_likeness(facet, own, texts), by_terms(facet, texts)
    domains = np.array([kind.domain for kind in facet.concepts])
    siblings = domains[None, :] == domains[own][:, None]
    ways = {
        "gelijkenis": likeness,
        "termen": terms,
        "samen": terms + _LIKENESS_WORTH * likeness,
    }
    print(f"{len(texts)} teksten van {len(facet.concepts)} soorten")
    for name, scores in ways.items():
        within = np.where(siblings, scores, -np.inf)
        print(f"{name:12} alle: {ranks(scores, own)}   binnen de rode draad: {ranks(within, own)}")


def by_likeness(facet: Facet, own: NDArray[np.intp], texts: list[str]) -> Table:
    """Likeness of each text to the mean of the other texts of each kind: texts x kinds."""
    embedder = load_embedder(EMBEDDED)
    sums = np.stack(
        [embedder.encode_passages(_texts_of(kind)).sum(axis=0) for kind in facet.concepts]
    )
    vectors = embedder.encode_passages(texts)
    scores = np.zeros((len(texts), len(facet.concepts)))
    for row, vector in enumerate(vectors):
        means = sums.copy()
        means[own[row]] -= vector
        scores[row] = means @ vector / np.linalg.norm(means, axis=1)
    return scores


def _texts_of(kind: Concept) -> list[str]:
    return [kind.label.nl, kind.definition, *kind.includes, *kind.examples]


def by_terms(facet: Facet, texts: list[str]) -> Table:
    """Two for each core term and one for each supporting term: texts x kinds."""
    lexicon = LexicalTagger(Taxonomy((facet,)))
    scores = np.zeros((len(texts), len(facet.concepts)))
    for row, text in enumerate(texts):
        found = lexicon.score(text)
        for column, kind in enumerate(facet.concept_ids):
            if kind in found:
                scores[row, column] = 2 * found[kind].core + found[kind].supporting
    return scores


def ranks(scores: Table, own: NDArray[np.intp]) -> str:
    """Shares at rank 1 and in the top 3; a tie is lost."""
    mine = scores[np.arange(len(own)), own]
    rank = (scores >= mine[:, None]).sum(axis=1)
    return f"eerste {np.mean(rank == 1):.1%}, eerste drie {np.mean(rank <= 3):.1%}"


if __name__ == "__main__":
    main()
