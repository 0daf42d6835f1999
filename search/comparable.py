"""Who did something like this elsewhere: the nearest passages and interventions of other deals."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from classify.words import tokenise
from corpus.analysed import AnalysedPassage
from corpus.interventions import (
    AmountRole,
    FoundAmount,
    Intervention,
    SourceKind,
    source_kind_of,
)
from corpus.names import normalise
from search.citation import citation
from search.index import SearchIndex
from search.query import Ranking, Vector, ranked, read
from search.terms import IGNORED, terms_of

_POOL = 300
"""Nearest passages that are weighed again."""
SAME_CONCEPT, SAME_INSTRUMENT, SAME_GROUP = 0.6, 0.3, 0.3
"""How much the same rode draden, instruments and target group add to nearness."""
_TERMS = 6
_RARE_ENOUGH = 1.5
"""Rarity (as BM25 weighs it) from which a shared word says something."""
_MUCH = 1.5
"""Ratio of amounts from which there is a difference in scale to speak of."""
_STRENGTH = (SourceKind.EXTERNE_EVALUATIE, SourceKind.ZELFRAPPORTAGE, SourceKind.PLAN)
_TRUSTED_ROLES = (AmountRole.TOTAAL, AmountRole.RIJKSBIJDRAGE)


@dataclass(frozen=True, slots=True)
class Probe:
    """What to compare with: a text, what it is about, and the deal that it belongs to ("" for
    none); `euros` is the amount that is at stake, None when it is unknown."""

    text: str
    concepts: tuple[str, ...] = ()
    deal: str = ""
    target_groups: tuple[str, ...] = ()
    euros: float | None = None


@dataclass(frozen=True, slots=True)
class WhyComparable:
    """What a probe and its match share; `scale` is the match's amount divided by the probe's."""

    terms: tuple[str, ...]
    concepts: tuple[str, ...]
    target_groups: tuple[str, ...]
    similarity: float | None
    scale: float | None


@dataclass(frozen=True, slots=True)
class Comparable:
    """A passage of another deal, with the intervention that it speaks of where one is known.

    `evidence` is the strongest kind of source that speaks of it; `reasons` are the Dutch sentences
    of "waarom vergelijkbaar".
    """

    passage_id: str
    intervention_id: str
    name: str
    deal: str
    score: float
    why: WhyComparable
    reasons: tuple[str, ...]
    evidence: SourceKind
    amounts: tuple[FoundAmount, ...]
    citation: str


def probe_of_text(index: SearchIndex, text: str) -> Probe:
    """A probe from a text of one's own: concepts and target groups are those that it names."""
    said = set(terms_of(text))
    groups = dict.fromkeys(
        found.value for one in index.interventions for found in one.target_groups
    )
    named = (group for group in groups if said >= set(terms_of(group)))
    return Probe(text, index.concepts_in(text), "", tuple(named))


def probe_of_passage(index: SearchIndex, passage_id: str) -> Probe:
    """A probe from a passage of the index. Raises KeyError for an unknown one."""
    one = index.passages[index.rows[passage_id]]
    held = index.interventions_of.get(passage_id, ())
    return Probe(
        one.passage.text,
        one.labels,
        one.deal,
        _groups(held),
        _at_stake(held[0].amounts if held else _amounts_in(one)),
    )


def probe_of_intervention(index: SearchIndex, intervention_id: str) -> Probe:
    """A probe from an intervention: all that is written of it. Raises KeyError."""
    for one in index.interventions:
        if one.intervention_id == intervention_id:
            rows = [index.rows[key] for key in one.passages if key in index.rows]
            texts = [index.passages[row].passage.text for row in rows]
            return Probe(
                " ".join((one.name, *texts)),
                one.concepts,
                one.deal,
                _groups((one,)),
                _at_stake(one.amounts),
            )
    raise KeyError(intervention_id)


def comparable(
    index: SearchIndex, probe: Probe, vector: Vector | None, limit: int = 10
) -> tuple[Comparable, ...]:
    """The nearest of other deals: first the best of each deal, then the second of each.

    Nearness is that of search; the same rode draden, instruments and target group make it more.
    An intervention comes once, by its nearest passage.
    """
    reading = read(index, probe.text, vector)
    elsewhere = index.of_a_deal & ~index.facets["deal"].mask_of(probe.deal)
    near = ranked(reading, elsewhere & ((reading.words > 0) | reading.by_meaning))
    scores = _weighed_again(index, probe, near)
    order = np.argsort(-scores, kind="stable")
    best = [(int(near.rows[place]), float(scores[place])) for place in order]
    likeness = reading.likeness
    return tuple(
        _comparable(index, probe, row, score, None if likeness is None else float(likeness[row]))
        for row, score in _one_a_deal_first(index, best)[:limit]
    )


def _weighed_again(index: SearchIndex, probe: Probe, near: Ranking) -> NDArray[np.float64]:
    """Nearness times what is shared: 1 for nothing, more for the same concepts and people."""
    rows = near.rows[:_POOL]
    instruments = _instruments(index)
    about = set(probe.concepts) - instruments
    means = set(probe.concepts) & instruments
    groups = set(map(normalise, probe.target_groups))
    factors = []
    for row in rows:
        one = index.passages[int(row)]
        held = index.interventions_of.get(one.passage.passage_id, ())
        shared = SAME_CONCEPT * _overlap(about, set(one.labels) - instruments)
        shared += SAME_INSTRUMENT * _overlap(means, set(one.labels) & instruments)
        shared += SAME_GROUP * _overlap(groups, set(map(normalise, _groups(held))))
        factors.append(1 + shared)
    return np.asarray(near.scores[: len(rows)] * np.array(factors), dtype=np.float64)


def _overlap(one: set[str], other: set[str]) -> float:
    """Shared part of two sets, from 0 to 1; 0 when there is nothing to share."""
    return len(one & other) / len(one | other) if one and other else 0.0


def _one_a_deal_first(
    index: SearchIndex, best: Sequence[tuple[int, float]]
) -> list[tuple[int, float]]:
    """Rounds over the deals; what says the same of one intervention comes once."""
    seen: set[str] = set()
    turns: Counter[str] = Counter()
    rounds: list[tuple[int, int]] = []
    for place, (row, _) in enumerate(best):
        one = index.passages[row]
        held = {found.intervention_id for found in _held(index, one)}
        if held & seen:
            continue
        seen |= held
        rounds.append((turns[one.deal], place))
        turns[one.deal] += 1
    return [best[place] for _, place in sorted(rounds)]


def _held(index: SearchIndex, one: AnalysedPassage) -> tuple[Intervention, ...]:
    """The intervention that a passage is about: the one with fewest passages says it sharpest."""
    found = index.interventions_of.get(one.passage.passage_id, ())
    return (
        (min(found, key=lambda item: (len(item.passages), item.intervention_id)),) if found else ()
    )


def _comparable(
    index: SearchIndex, probe: Probe, row: int, score: float, likeness: float | None
) -> Comparable:
    one = index.passages[row]
    held = _held(index, one)
    amounts = held[0].amounts if held else _amounts_in(one)
    kinds = held[0].source_kinds if held else (source_kind_of(one.source.kind),)
    concepts = {*one.labels, *(held[0].concepts if held else ())}
    mine = set(map(normalise, probe.target_groups))
    why = WhyComparable(
        _shared_terms(index, probe.text, one.passage.text),
        tuple(concept for concept in probe.concepts if concept in concepts),
        tuple(group for group in _groups(held) if normalise(group) in mine),
        None if likeness is None else round(likeness, 4),
        _scale(probe.euros, _at_stake(amounts)),
    )
    return Comparable(
        one.passage.passage_id,
        held[0].intervention_id if held else "",
        held[0].name if held else "",
        one.deal,
        round(score, 6),
        why,
        tuple(_reasons(index, why)),
        min(kinds, key=_STRENGTH.index),
        amounts,
        citation(one.passage, one.source, index.deals.get(one.deal)),
    )


def _reasons(index: SearchIndex, why: WhyComparable) -> Iterable[str]:
    instruments = _instruments(index)
    short = {concept.id: concept.short for concept in index.taxonomy.concepts}
    draden = [short[one] for one in why.concepts if one not in instruments]
    means = [short[one] for one in why.concepts if one in instruments]
    for title, shared in (
        ("Zelfde rode draad", draden),
        ("Zelfde instrument", means),
        ("Zelfde doelgroep", why.target_groups),
        ("Zelfde woorden", why.terms),
    ):
        if shared:
            yield f"{title}: {', '.join(shared)}"
    if why.scale is not None and why.scale >= _MUCH:
        yield f"Groter: ongeveer {_times(why.scale)} keer zoveel geld"
    elif why.scale is not None and why.scale <= 1 / _MUCH:
        yield f"Kleiner: ongeveer {_times(1 / why.scale)} keer zo weinig geld"
    elif why.scale is not None:
        yield "Ongeveer evenveel geld"
    if why.similarity is not None:
        yield f"Gelijkenis in betekenis: {round(100 * max(0.0, why.similarity))} van 100"


def _times(ratio: float) -> str:
    return f"{ratio:.1f}".replace(".", ",") if ratio < 10 else f"{ratio:.0f}"


def _shared_terms(index: SearchIndex, mine: str, other: str) -> tuple[str, ...]:
    """Words of the other text that mine has too, the rarest first; words that say little left
    out."""
    said = {word.stem for word in tokenise(mine)}
    rarities: dict[str, float] = {}
    written: dict[str, str] = {}
    for word in tokenise(other):
        if word.stem in said and word.text.lower() not in IGNORED and not word.text[0].isdigit():
            rarities[word.stem] = index.words.rarity(word.stem)
            written.setdefault(word.stem, word.text.lower())
    rare = [stem for stem in rarities if rarities[stem] >= _RARE_ENOUGH]
    return tuple(written[stem] for stem in sorted(rare, key=lambda stem: -rarities[stem])[:_TERMS])


def _instruments(index: SearchIndex) -> set[str]:
    return {
        concept.id
        for facet in index.taxonomy.facets
        if facet.id == "instrumenten"
        for concept in facet.concepts
    }


def _groups(held: Iterable[Intervention]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(found.value for one in held for found in one.target_groups))


def _amounts_in(one: AnalysedPassage) -> tuple[FoundAmount, ...]:
    """The amounts of a passage outside an intervention: nobody has said what they are."""
    key = one.passage.passage_id
    return tuple(
        FoundAmount(amount.euros, AmountRole.ONBEKEND, key, amount.start, amount.end)
        for amount in one.passage.amounts
    )


def _at_stake(amounts: Sequence[FoundAmount]) -> float | None:
    """What it costs: the total where one is given, else the state's part; other amounts may be of
    anything, so they are never compared."""
    for role in _TRUSTED_ROLES:
        given = [amount.euros for amount in amounts if amount.role is role]
        if given:
            return max(given)
    return None


def _scale(mine: float | None, other: float | None) -> float | None:
    return round(other / mine, 3) if mine and other else None
