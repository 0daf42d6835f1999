"""How common each label is among the passages that the tagger learnt from."""

from collections.abc import Sequence
from functools import cache

from pipelines.models.tagger import training_passages

_DECIMALS = 4


def base_rates(concepts: Sequence[str]) -> dict[str, float]:
    """Share (0-1) of the training passages with each label; clauses teach no shares.

    The probabilities of the tagger start from these shares, so what a passage adds to them is
    known only beside them.
    """
    shares = _shares()
    return {concept: shares.get(concept, 0.0) for concept in concepts}


@cache
def _shares() -> dict[str, float]:
    whole = [one.labels for one in training_passages() if not one.is_clause]
    found = {concept for labels in whole for concept in labels}
    return {
        concept: round(sum(concept in labels for labels in whole) / len(whole), _DECIMALS)
        for concept in sorted(found)
    }
