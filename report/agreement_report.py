"""What is known of agreement in a workspace, ready to be shown: figures, disputes, confusions."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from classify.agreement import Agreement, SetAgreement
from classify.label_confusion import Against, Confused, DisputedPassage
from corpus.records import Seen

MOST = "de meeste beoordelaars"
"""What stands for the consensus of people where a name would stand."""
MODEL = "het model"
AMONG_PEOPLE = "beoordelaars onderling"
WITH_MODEL = "beoordelaars en model"
UNLIKE = 2.0
"""From so many times as many judged labels a passage two figures rest on other labels: who judges
passages whole says of most labels that they are absent, and a proposal is asked where it is hard.
A choice, not a measured limit."""


@dataclass(frozen=True, slots=True)
class Place:
    """A passage and where it stands: in the document at `path`; `page` is 0 where it has none."""

    passage_id: str
    document_id: str
    document: str
    path: Path
    page: int
    text: str
    citation: str


@dataclass(frozen=True, slots=True)
class PairRow:
    """Two raters: on all concepts, and on each that both judged."""

    first: str
    second: str
    together: Agreement
    concepts: Mapping[str, Agreement]


def unlike_rows(pairs: Iterable[PairRow]) -> tuple[float, float] | None:
    """The fewest and the most labels a passage that figures of these pairs rest on, where they
    differ so much that the figures cannot be compared; what rests on too little is no figure."""
    supports = [one.together.support for one in pairs]
    sizes = [one.units_a_passage for one in supports if not one.too_few]
    if not sizes or max(sizes) < UNLIKE * min(sizes):
        return None
    return min(sizes), max(sizes)


@dataclass(frozen=True, slots=True)
class View:
    """Agreement of those who saw passages in one way: blind, or with what the model proposed.

    `scopes` and `sets` are by facet, `concepts` by concept. `model` lays the model beside each
    person, and beside what most of them say where there is more than one.
    """

    seen: Seen
    people: tuple[str, ...]
    scopes: Mapping[str, Agreement]
    sets: Mapping[str, SetAgreement]
    concepts: Mapping[str, Agreement]
    pairs: tuple[PairRow, ...]
    model: tuple[PairRow, ...]

    @property
    def is_shared(self) -> bool:
        """Whether two people judged the same label of the same passage."""
        return any(one.support.units for one in self.scopes.values())


@dataclass(frozen=True, slots=True)
class Confusion:
    """Two concepts taken for one another, by whom, and what the taxonomy says of the difference."""

    pair: Confused
    among: str
    distinguish: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Counts:
    """What the report rests on. `judgements` are the verdicts that stand, doubt among them;
    `mixed` are passages that one judged blind and another with a proposal, which no figure counts;
    `unseen` are labels for which an earlier model speaks, since the one in use learnt from them.
    """

    judgements: int
    people: int
    passages: int
    doubts: int
    mixed: int
    unseen: int
    lost: int
    unreadable: int


@dataclass(frozen=True, slots=True)
class AgreementReport:
    """All of it. `facets` hold the concepts of each facet by its title, `names` the short name of
    each concept; `places` has every passage that is named."""

    facets: Mapping[str, tuple[str, ...]]
    names: Mapping[str, str]
    blind: View
    assisted: View
    disputed: tuple[DisputedPassage, ...]
    against: tuple[Against, ...]
    confusions: tuple[Confusion, ...]
    places: Mapping[str, Place]
    counts: Counts
    versions: Mapping[str, str]

    @property
    def views(self) -> tuple[View, View]:
        """Blind, then assisted."""
        return self.blind, self.assisted

    @property
    def is_shared(self) -> bool:
        """Whether agreement between people can be said at all."""
        return any(view.is_shared for view in self.views)

    @property
    def readers_beside_model(self) -> tuple[str, ...]:
        """Who stands beside the model: what most say first, then everybody by name."""
        found = {pair.first for view in self.views for pair in view.model}
        return tuple(sorted(found, key=lambda name: (name != MOST, name)))

    @property
    def has_consensus(self) -> bool:
        """Whether more than one person judged, so that most of them say something."""
        return MOST in self.readers_beside_model
