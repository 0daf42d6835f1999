"""How fast the tagger learns when the queue chooses: python benchmarks/review_order.py

Active learning on passages whose labels are known. The labelled passages that ship (no clauses) are
split by document: one part is never asked and measures, a few passages are a start, the rest is
asked. In each round a tagger is fitted on what was asked so far, and the next passages are taken:

    wachtrij     by classify.review_order, one in five at random, as on the page
    onzekerheid  the passage with the concept nearest to its threshold, one in five at random
    toeval       at random

Prints F1 after each round, the passages needed for given levels of F1, and how long the order of
30,000 passages takes. Splits and draws are fixed by number. A file as groups of passages stands in
for a tranche. `--measured FILE` keeps the rounds, so that an interrupted measurement goes on.

    nice -n 10 python benchmarks/review_order.py --figure docs/nakijkvolgorde.png
"""

import argparse
import json
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass
from functools import cached_property
from pathlib import Path

import matplotlib
import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from numpy.typing import NDArray

from classify.evaluate import measure
from classify.model import TaggerModel
from classify.reading import Reading
from classify.review_order import BLIND_SHARE, priorities, strengths_of, weighed
from classify.signals import WordingReader
from classify.tagger import Tagger
from classify.train import fit_tagger, fit_wording, truth_of
from pipelines.models.embedders import open_embedder
from pipelines.models.tagger import training_passages
from report.figures.drawn import COLOURS, INK, LINE, SETTINGS, SOFT
from taxonomy.load import shipped_taxonomy

TEST, POOL, START, BATCH, ROUNDS, SPLITS = 1500, 4000, 200, 100, 8, 3
AGAIN = 10
"""Passages after which the queue is put in order again, between two fits."""
ORDERS = ("wachtrij", "onzekerheid", "toeval")
NAMES = {
    "wachtrij": "wachtrij",
    "onzekerheid": "alleen onzekerheid",
    "toeval": "willekeurige volgorde",
}
LEVELS = (0.70, 0.71, 0.72, 0.73, 0.74)
DRAWN, MARKERS, LINES = ("wachtrij", "toeval"), ("o", "s"), ("-", "--")


class KeepingReader(WordingReader):
    """Reads every text once; each round needs the same readings."""

    @cached_property
    def _kept(self) -> dict[str, Reading]:
        return {}

    def read(self, texts: Sequence[str]) -> list[Reading]:
        new = [text for text in dict.fromkeys(texts) if text not in self._kept]
        self._kept.update(zip(new, super().read(new), strict=True))
        return [self._kept[text] for text in texts]


@dataclass(frozen=True, slots=True)
class Round:
    """What a tagger reached that was fitted on so many passages; `words` is their mean length."""

    split: int
    order: str
    passages: int
    micro_f1: float
    macro_f1: float
    labels: float
    words: float


class Simulation:
    """The labelled passages, and taggers that were fitted on some of them."""

    def __init__(self) -> None:
        self.reader = KeepingReader(shipped_taxonomy())
        self.passages = [one for one in training_passages() if not one.is_clause]
        embedder = open_embedder()
        self.embedder_id = embedder.embedder_id
        self.vectors = embedder.encode_passages([one.text for one in self.passages])
        self.truth = truth_of(self.passages, self.reader.taxonomy)
        self.words = np.array([len(one.text.split()) for one in self.passages])
        files = [one.group.partition("-")[0] for one in self.passages]
        self.files = np.unique(files, return_inverse=True)[1]

    def fit(self, rows: NDArray[np.int64]) -> TaggerModel:
        """The tagger that passages give."""
        some = [self.passages[row] for row in rows]
        wording = fit_wording(self.reader, some)
        return fit_tagger(
            self.reader, wording, some, self.vectors[rows], self.embedder_id, "simulatie"
        )

    def probabilities(self, model: TaggerModel, rows: NDArray[np.int64]) -> NDArray[np.float64]:
        """What it says of passages, shape (rows, concepts)."""
        some = [self.passages[row] for row in rows]
        headings = [one.heading for one in some]
        tagger = Tagger(self.reader, model)
        return tagger.probabilities([one.text for one in some], self.vectors[rows], headings)

    def thresholds(self, model: TaggerModel) -> NDArray[np.float64]:
        """One a concept, in the order of the columns."""
        return np.array([model.thresholds[one] for one in self.reader.taxonomy.concept_ids])

    def measured(self, model: TaggerModel, test: NDArray[np.int64]) -> tuple[float, float]:
        """Micro- and macro-F1 on passages."""
        decided = self.probabilities(model, test) >= self.thresholds(model)
        concepts = np.array(self.reader.taxonomy.concept_ids)
        as_sets = [
            [frozenset(concepts[row]) for row in table] for table in (self.truth[test], decided)
        ]
        found = measure(list(concepts), *as_sets)
        return found.micro.f1, found.macro_f1


@dataclass(frozen=True, slots=True)
class Split:
    """Rows that measure, rows to start with, and rows to ask, in a random order."""

    test: NDArray[np.int64]
    start: NDArray[np.int64]
    pool: NDArray[np.int64]


def split_of(simulation: Simulation, number: int) -> Split:
    """Whole documents in a random order: the first measure, the next are asked."""
    groups = np.array([one.group for one in simulation.passages])
    drawn = np.random.default_rng(number)
    names = drawn.permutation(np.unique(groups))
    places = {name: place for place, name in enumerate(names)}
    ordered = np.argsort([places[group] for group in groups], kind="stable")
    last = groups[ordered[TEST - 1]]
    measuring = np.flatnonzero(np.cumsum(groups[ordered] == last) == (groups == last).sum())[0] + 1
    others = drawn.permutation(ordered[measuring:])[:POOL]
    return Split(np.sort(ordered[:measuring]), others[:START], others[START:])


def asked_next(
    simulation: Simulation,
    model: TaggerModel,
    known: NDArray[np.int64],
    left: NDArray[np.int64],
    order: str,
) -> NDArray[np.int64]:
    """The next batch out of `left`, of which the order is random."""
    if order == "toeval":
        return left[:BATCH]
    chances = simulation.probabilities(model, left)
    votes = model.vector_head.scores(simulation.vectors[left])
    limits = simulation.thresholds(model)
    if order == "onzekerheid":
        votes = np.zeros_like(votes)
    strengths = strengths_of(chances, votes, limits)
    judged = judged_in(simulation, known)
    taken = left[: int(BATCH * BLIND_SHARE)].tolist()
    while len(taken) < BATCH:
        counts = judged + judged_in(simulation, taken[int(BATCH * BLIND_SHARE) :])
        counts = np.zeros_like(counts) if order == "onzekerheid" else counts
        found = weighed(strengths, counts, simulation.files[left]).order
        fresh = left[found][~np.isin(left[found], taken)]
        taken += fresh[:AGAIN].tolist()
    return np.array(taken)


def judged_in(simulation: Simulation, rows: Sequence[int]) -> NDArray[np.int64]:
    """Labels that people confirmed in each file, shape (files, concepts)."""
    counts = np.zeros((simulation.files.max() + 1, simulation.truth.shape[1]), dtype=np.int64)
    places = np.asarray(rows, dtype=np.int64)
    np.add.at(counts, simulation.files[places], simulation.truth[places].astype(np.int64))
    return counts


def simulate(
    simulation: Simulation, number: int, order: str, start: TaggerModel
) -> Iterable[Round]:
    """Rounds of one order on one split; all orders begin with the same tagger."""
    split = split_of(simulation, number)
    known, left, model = split.start, split.pool, start
    for turn in range(ROUNDS + 1):
        if turn:
            asked = asked_next(simulation, model, known, left, order)
            known, left = np.append(known, asked), left[~np.isin(left, asked)]
            model = simulation.fit(np.sort(known))
        micro, macro = simulation.measured(model, split.test)
        labels = float(simulation.truth[known].sum(axis=1).mean())
        words = float(simulation.words[known].mean())
        yield Round(number, order, len(known), micro, macro, labels, words)


def rounds_of(numbers: Sequence[int], kept: Path | None) -> list[Round]:
    """All rounds; those that `kept` holds already are not measured again."""
    lines = kept.read_text("utf-8").splitlines() if kept and kept.is_file() else []
    found = [Round(**json.loads(line)) for line in lines]
    there = {(one.split, one.order) for one in found}
    simulation = Simulation()
    for number in numbers:
        missing = [order for order in ORDERS if (number, order) not in there]
        start = simulation.fit(np.sort(split_of(simulation, number).start)) if missing else None
        for order in missing:
            began = time.perf_counter()
            rounds = list(simulate(simulation, number, order, start))
            last = rounds[-1]
            print(
                f"split {number} {order:12} {last.passages} passages: micro-F1 {last.micro_f1:.3f}"
                f" macro-F1 {last.macro_f1:.3f} ({time.perf_counter() - began:.0f} s)",
                flush=True,
            )
            found += rounds
            if kept:
                with kept.open("a", encoding="utf-8") as stream:
                    stream.writelines(json.dumps(asdict(one)) + "\n" for one in rounds)
    return found


def needed(rounds: Sequence[Round], level: float) -> float | None:
    """Passages after which one order on one split first reached a micro-F1; None when never."""
    before: Round | None = None
    for one in sorted(rounds, key=lambda one: one.passages):
        if one.micro_f1 >= level:
            if before is None:
                return float(one.passages)
            part = (level - before.micro_f1) / (one.micro_f1 - before.micro_f1)
            return before.passages + part * (one.passages - before.passages)
        before = one
    return None


@dataclass(frozen=True, slots=True)
class Measured:
    """All rounds, by order and split."""

    rounds: Sequence[Round]

    @property
    def splits(self) -> list[int]:
        return sorted({one.split for one in self.rounds})

    def of(self, order: str, split: int) -> list[Round]:
        found = [one for one in self.rounds if (one.order, one.split) == (order, split)]
        return sorted(found, key=lambda one: one.passages)

    def curves(self, order: str, name: str) -> NDArray[np.float64]:
        """A measure of one order, shape (splits, rounds)."""
        return np.array([[getattr(one, name) for one in self.of(order, s)] for s in self.splits])

    def passages_for(self, order: str, level: float) -> list[float | None]:
        """Passages needed in each split."""
        return [needed(self.of(order, split), level) for split in self.splits]


def print_tables(measured: Measured) -> None:
    """F1 after each round, the gain over chance, and the passages needed for a level."""
    steps = measured.curves("toeval", "passages")[0].astype(int)
    for name in ("micro_f1", "macro_f1"):
        print(f"\n{name}: mean, lowest and highest of {len(measured.splits)} splits")
        print(f"{'passages':14}" + "".join(f"{step:>8}" for step in steps))
        for order in ORDERS:
            curves = measured.curves(order, name)
            print(f"{order:14}" + "".join(f"{value:8.3f}" for value in curves.mean(axis=0)))
            for told, ends in (("lowest", curves.min(axis=0)), ("highest", curves.max(axis=0))):
                print(f"  {told:12}" + "".join(f"{value:8.3f}" for value in ends))
        for order in ORDERS[:-1]:
            gains = (measured.curves(order, name) - measured.curves("toeval", name))[:, 1:]
            each = ", ".join(f"{gain:+.4f}" for gain in gains.mean(axis=1))
            print(f"{order} over toeval, mean of all rounds: {gains.mean():+.4f} (splits {each})")
    print("\npassages needed for a micro-F1, in each split")
    for level in LEVELS:
        told = [f"{order} {shown(measured.passages_for(order, level))}" for order in ORDERS]
        print(f"{level:.2f}  " + "  ".join(told))
    for order in ORDERS:
        labels, words = (measured.curves(order, one)[:, -1].mean() for one in ("labels", "words"))
        print(f"{order:12} what was asked: {labels:.2f} labels and {words:.0f} words a passage")


def shown(values: Sequence[float | None]) -> str:
    return "/".join("never" if one is None else f"{one:.0f}" for one in values)


def draw(measured: Measured, target: Path) -> None:
    """Learning curves, and beside them the passages needed for each level."""
    with matplotlib.rc_context(dict(SETTINGS)):
        figure = Figure(figsize=(10.5, 4.6), layout="constrained")
        left, right = figure.subplots(1, 2, width_ratios=(1.15, 1))
        draw_curves(left, measured)
        draw_needed(right, measured)
        for axes in (left, right):
            axes.grid(visible=True, color=LINE, linewidth=0.6)
            axes.set_axisbelow(True)
            axes.tick_params(length=0, colors=INK, labelsize=8)
            for spine in axes.spines.values():
                spine.set_visible(False)
        figure.savefig(target, dpi=150, metadata={"Software": None}, facecolor="white")


def draw_curves(axes: Axes, measured: Measured) -> None:
    for place, order in enumerate(DRAWN):
        steps = measured.curves(order, "passages")[0]
        curves = measured.curves(order, "micro_f1")
        axes.fill_between(
            steps, curves.min(axis=0), curves.max(axis=0), color=COLOURS[place], alpha=0.15, lw=0
        )
        axes.plot(
            steps, curves.mean(axis=0), color=COLOURS[place], marker=MARKERS[place], markersize=5,
            linestyle=LINES[place], label=NAMES[order],
        )  # fmt: skip
    axes.set_title("Zo goed zijn de labels", loc="left", fontsize=11, fontweight="bold", color=INK)
    axes.set_xlabel("passages die zijn nagekeken", fontsize=8.5, color=SOFT)
    axes.set_ylabel("F1 over alle thema's en instrumenten", fontsize=8.5, color=SOFT)
    axes.yaxis.set_major_formatter(dutch)
    axes.legend(frameon=False, fontsize=8.5, loc="lower right", labelcolor=INK)


def draw_needed(axes: Axes, measured: Measured) -> None:
    """Means over the splits; a level that an order did not reach in every split has no mark."""
    for row, level in enumerate(LEVELS):
        for place, order in enumerate(DRAWN):
            found = [one for one in measured.passages_for(order, level) if one is not None]
            height = row + (place - 0.5) * 0.24
            if len(found) < len(measured.splits):
                share = f"{len(found)} van de {len(measured.splits)}"
                axes.annotate(
                    f"{NAMES[order]}: in {share} proeven bereikt",
                    (START + ROUNDS * BATCH, height + 0.12), ha="right", va="center", fontsize=8,
                    color=SOFT,
                )  # fmt: skip
                continue
            axes.plot([min(found), max(found)], [height] * 2, color=COLOURS[place], lw=1.4)
            middle = sum(found) / len(found)
            axes.plot(middle, height, marker=MARKERS[place], color=COLOURS[place], markersize=6)
            axes.annotate(
                f"{middle:.0f}", (max(found), height), xytext=(6, 0), textcoords="offset points",
                va="center", fontsize=8, color=INK,
            )  # fmt: skip
    axes.set_yticks(range(len(LEVELS)), [f"F1 {dutch(level)}" for level in LEVELS])
    axes.set_ylim(-0.6, len(LEVELS) - 0.4)
    axes.set_xlim(START, START + ROUNDS * BATCH + BATCH / 4)
    axes.set_title("Zoveel is er nodig", loc="left", fontsize=11, fontweight="bold", color=INK)
    axes.set_xlabel("passages die daarvoor zijn nagekeken", fontsize=8.5, color=SOFT)


def dutch(value: float, _: object = None) -> str:
    return f"{value:.2f}".replace(".", ",")


def print_speed() -> None:
    """How long the order of many passages takes: all of it, and after a judgement."""
    drawn = np.random.default_rng(0)
    shape = (30_000, 21)
    chances = np.round(drawn.random(shape) ** 4, 4)
    votes = drawn.normal(size=shape).astype(np.float32)
    limits, groups = np.full(shape[1], 0.4), drawn.integers(0, 8, shape[0])
    judged = drawn.integers(0, 50, (8, shape[1]))
    strengths = strengths_of(chances, votes, limits)
    whole = shortest(lambda: priorities(chances, votes, limits, judged, groups))
    again = shortest(lambda: weighed(strengths, judged, groups))
    print(f"\n30,000 x 21: {whole:.0f} ms, after a judgement {again:.1f} ms (best of 15)")


def shortest(work: Callable[[], object]) -> float:
    times = []
    for _ in range(15):
        began = time.perf_counter()
        work()
        times.append(time.perf_counter() - began)
    return 1000 * min(times)


def main() -> None:
    """Measure, print and draw."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--splits", type=int, default=SPLITS)
    parser.add_argument("--measured", type=Path)
    parser.add_argument("--figure", type=Path)
    options = parser.parse_args()
    print_speed()
    measured = Measured(rounds_of(range(options.splits), options.measured))
    print_tables(measured)
    if options.figure:
        draw(measured, options.figure)


if __name__ == "__main__":
    main()
