"""The 75 kinds: the same numbers and names as under the rode draden, each complete and apart."""

from collections import Counter

import pytest

from classify.lexical import LexicalTagger
from taxonomy.check import Severity, check_taxonomy
from taxonomy.concept import Taxonomy
from taxonomy.load import further_taxonomy, shipped_taxonomy

KINDS = further_taxonomy().facet("soorten")
THREADS = shipped_taxonomy().facet("draden")


def test_kinds_are_those_of_the_rode_draden_in_their_order() -> None:
    wanted = [(one.id, one.label, thread.id) for thread in THREADS.concepts
              for one in thread.interventions]  # fmt: skip
    assert [(one.id, one.label.nl, one.domain) for one in KINDS.concepts] == wanted
    assert len(wanted) == 75
    assert [(one.id, one.label.nl) for one in KINDS.domains] == [
        (one.id, one.short) for one in THREADS.concepts
    ]


def test_the_facet_has_no_mistakes() -> None:
    found = check_taxonomy(Taxonomy((KINDS,)))
    assert [one for one in found if one.severity is Severity.FOUT] == []


@pytest.mark.parametrize("kind", KINDS.concepts, ids=lambda kind: kind.id)
def test_every_kind_is_told_fully(kind) -> None:
    assert 15 <= len(kind.core_terms) <= 35
    assert 5 <= len(kind.supporting_terms) <= 15
    assert 2 <= len(kind.examples) <= 3
    assert set(kind.confusable) <= {f"{kind.domain}.{place}" for place in range(1, 6)}
    assert set(dict(kind.distinguish)) == set(kind.confusable)


def test_texts_of_kinds_are_written_once() -> None:
    texts = [text for kind in KINDS.concepts for text in (kind.definition, *kind.examples)] + [
        text for thread in THREADS.concepts for text in thread.examples
    ]
    assert [text for text, times in Counter(texts).items() if times > 1] == []


def test_terms_alone_bring_most_texts_back_to_their_kind_within_the_rode_draad() -> None:
    """A floor for the terms; likeness and learnt weights come on top (see benchmarks)."""
    lexicon = LexicalTagger(Taxonomy((KINDS,)))
    probes = [(kind, text) for kind in KINDS.concepts for text in (kind.definition, *kind.examples)]
    right = 0
    for kind, text in probes:
        scores = {
            one: 2 * score.core + score.supporting
            for one, score in lexicon.score(text).items()
            if one.rpartition(".")[0] == kind.domain
        }
        own = scores.pop(kind.id, 0)
        right += own > max(scores.values(), default=0)
    assert right / len(probes) >= 0.7
