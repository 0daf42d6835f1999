"""Small corpora drawn by hypothesis: real deals, the shipped taxonomy, made-up passages."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from hypothesis import strategies as st

from corpus import registry
from corpus.analysed import Analysis
from corpus.records import Kind
from report.material import Material
from tests.report.materials import material_of, with_further

DEALS = ("t2-parkstad-limburg", "t4-parkstad-limburg", "t3-zwolle", "t2-groene-hart", "t5-zwolle")
KINDS = (Kind.CONVENANT, Kind.VOORTGANGSRAPPORTAGE, Kind.EVALUATIE)
LABELS = ("R1", "R2", "R6", "R13", "I1", "I4")
FURTHER = ("E1", "P1", "M1", "F1")


@dataclass(frozen=True)
class Drawn:
    """A passage to make: its deal and kind of document, labels, probability and length."""

    deal: str
    kind: Kind
    labels: tuple[str, ...]
    further: tuple[str, ...]
    share: float
    words: int


PASSAGES = st.builds(
    Drawn,
    st.sampled_from(DEALS),
    st.sampled_from(KINDS),
    st.sets(st.sampled_from(LABELS), max_size=3).map(lambda one: tuple(sorted(one))),
    st.sets(st.sampled_from(FURTHER), max_size=2).map(lambda one: tuple(sorted(one))),
    st.sampled_from([0.4, 0.7, 0.95]),
    st.integers(15, 90),
)
CORPORA = st.lists(PASSAGES, max_size=25)


@dataclass(frozen=True)
class Builder:
    """Makes material of drawn passages with the fixtures of conftest."""

    make_passage: Callable[..., Any]
    make_source: Callable[..., Any]
    make_analysis: Callable[..., Analysis]
    embedder: Any = None

    def analysis(self, drawn: Sequence[Drawn], *, times: int = 1) -> Analysis:
        """Every passage has words of its own; `times` repeats each of them in its document."""
        passages = []
        for number, one in enumerate(drawn):
            source = self.make_source(f"{one.deal}-{one.kind}.pdf", one.deal, one.kind)
            text = " ".join(f"woord{number}x{place}" for place in range(one.words))
            for again in range(times):
                made = self.make_passage(
                    text,
                    one.labels,
                    source=source,
                    position=number + 1000 * again,
                    probabilities=dict.fromkeys(one.labels, one.share),
                )
                passages.append(with_further(made, one.further))
        return self.make_analysis(passages)

    def material(self, drawn: Sequence[Drawn], **changes: Any) -> Material:
        """The material of drawn passages, with the deals of the register."""
        times = changes.pop("times", 1)
        return self.of_analysis(self.analysis(drawn, times=times), **changes)

    def of_analysis(self, analysis: Analysis, **changes: Any) -> Material:
        """The material of an analysis."""
        deals = changes.pop("deals", registry.deal_by_id())
        return material_of(analysis, deals, embedder=self.embedder, **changes)
