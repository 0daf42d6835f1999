"""The starting point of a region in a plan or report, when that says enough to name one."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from report.shown_values import dotted
from report.texts import Places, Texts
from taxonomy.concept import Concept, Facet

FACET = "regiotypen"
LEAST_PASSAGES = 2
"""One passage is too little to name a region after."""
LEAST_WEIGHT = 1.0
"""Passages that must be expected to be rightly labelled: the tagger is not sure of each."""
LEAST_DEALS = 5
"""Fewer suggestions say nothing of "most regions"."""
LEAST_LEAD = 2 / 3
"""Share of the passages with a type that must point the same way."""


@dataclass(frozen=True)
class Suggestion:
    """What one plan or report hints at; `places` are its passages by type, best first."""

    texts: Texts
    row: int
    facet: Facet
    places: Mapping[str, Places]

    @cached_property
    def total(self) -> int:
        """Passages that show one of the types."""
        return len({int(place) for places in self.places.values() for place in places})

    @cached_property
    def weights(self) -> Mapping[str, float]:
        """How many passages are expected to show each type: their probabilities together."""
        return {
            one: round(float(self.texts.probabilities(one)[places].sum()), 4)
            for one, places in self.places.items()
        }

    @cached_property
    def concept(self) -> Concept | None:
        """The type that weighs most, None when that is unclear."""
        first = max(self.facet.concepts, key=lambda one: self.weights[one.id])
        weight = self.weights[first.id]
        enough = len(self.places[first.id]) >= LEAST_PASSAGES and weight >= LEAST_WEIGHT
        leads = weight >= LEAST_LEAD * sum(self.weights.values())
        return first if enough and leads else None

    @property
    def reason(self) -> str:
        """Why this type, or why none: a sentence."""
        if self.concept is not None:
            most = len(self.places[self.concept.id])
            share = f"{dotted(most)} van de {dotted(self.total)}"
            return f"{share} passages met een vertrekpunt wijzen deze kant op."
        if self.total == 0:
            return "Geen passage beschrijft een vertrekpunt."
        if self.total < LEAST_PASSAGES:
            return "Er is maar één passage die een vertrekpunt beschrijft."
        if max(self.weights.values()) < LEAST_WEIGHT:
            return "Van geen van de passages is het vertrekpunt zeker genoeg."
        return "De passages wijzen verschillende kanten op."


def suggestions_of(texts: Texts, facet: Facet) -> Iterator[Suggestion]:
    """What each plan (or each report) of some texts hints at."""
    marked = {one: texts.best_first(texts.with_label(one), [one]) for one in facet.concept_ids}
    for row in range(len(texts.rows)):
        places = {one: found[texts.deal_at[found] == row] for one, found in marked.items()}
        yield Suggestion(texts, row, facet, places)
