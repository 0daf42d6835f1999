"""Learn from the judgements of a workspace: fit, compare with the model in use, keep the better."""

import shutil
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from classify.embed import Embedder
from classify.held_out import FittedWording
from classify.model import TaggerModel, write_model
from classify.model_comparison import ModelComparison, compare_models
from classify.retrain import PARTS, Material, Retrained, retrain, unseen_shipped
from classify.signals import WordingReader
from classify.tagger import Tagger
from classify.train import LabelledPassage, held_out_features
from corpus.ids import digest, text_key
from corpus.judgements.log import JudgementLog
from pipelines.finished.run_folder import versions_now
from pipelines.learning.judged_passages import Judged, JudgedPassage, judged_passages
from pipelines.learning.training_lines import (
    COMPARING,
    READING,
    Decision,
    decision_sentence,
    material_lines,
    rounds_line,
)
from pipelines.models.embedders import open_embedder
from pipelines.models.model_in_use import (
    CARD,
    Unseen,
    fits,
    folder_in_use,
    folder_name,
    learnt_model,
    read_unseen,
    use_model,
    write_unseen,
)
from pipelines.models.tagger import model_for, shipped_wording, training_hash, training_passages
from pipelines.problems import UserProblem
from pipelines.progress import Reporter
from pipelines.whole_files import whole_or_absent
from pipelines.workspace import Workspace
from report.trained_model_card import Learnt, trained_model_card
from taxonomy.load import shipped_taxonomy

WEIGHT = 3
"""How many shipped passages a judged one counts for: a choice, not a measured optimum. With some
sixty judged passages no gain could be measured; docs/nakijken.md has the figures."""


@dataclass(frozen=True, slots=True)
class Shipped:
    """What ships: passages and clauses with their identity, the wording heads fitted on them, and
    the model."""

    passages: Sequence[LabelledPassage]
    passages_id: str
    wording: FittedWording
    model: TaggerModel


@dataclass(frozen=True, slots=True)
class Trained:
    """What `train` came to. `comparison` is None where nothing was fitted, `folder` None where
    nothing was written."""

    decision: Decision
    judged: Judged
    before: str
    comparison: ModelComparison | None = None
    folder: Path | None = None


def shipped_for(embedder: Embedder, models: Path) -> Shipped:
    """What ships, for an embedder."""
    model = model_for(shipped_taxonomy(), embedder, models)
    return Shipped(training_passages(), training_hash(), shipped_wording(), model)


def train(
    workspace: Workspace,
    reporter: Reporter,
    *,
    insist: bool = False,
    only_compare: bool = False,
    shipped: Shipped | None = None,
    weight: int = WEIGHT,
    tell: Callable[[str], None] = lambda line: None,
) -> Trained:
    """Fit a model on what ships and on the judgements, and use it when it is better.

    `insist` uses it in any case, `only_compare` writes nothing; `shipped` may replace what ships.
    `tell` hears before it starts what is learnt from and measured on, and what is done before each
    step that takes long, in Dutch. Raises UserProblem where there is too little to learn from.
    """
    embedder = open_embedder(workspace.settings().embedder)
    judged = _judged(workspace, weight)
    given = shipped or shipped_for(embedder, workspace.models_folder)
    learner = _Learner(workspace.models_folder, given, embedder, judged)
    if learner.knows_this_already:
        return Trained(Decision.NIETS_NIEUWS, judged, learner.name_in_use)
    for line in (*material_lines(judged), READING):
        tell(line)
    retrained = learner.fit(reporter, tell)
    comparison = learner.compare(retrained)
    decision = _decide(comparison, insist=insist)
    found = Trained(decision, judged, learner.name_in_use, comparison)
    if only_compare or not decision.is_kept:
        return found
    return replace(found, folder=learner.keep(retrained, comparison, decision))


def _judged(workspace: Workspace, weight: int) -> Judged:
    with JudgementLog(workspace.store_path, workspace.judgements_folder) as log:
        log.merge()
        judged = judged_passages(log.everything(), shipped_taxonomy().concept_ids, weight)
    if not judged.passages:
        raise UserProblem(
            f"In {workspace.folder} is nog geen oordeel om van te leren; kijk passages na met "
            "rodedraden serve en draai dit daarna opnieuw."
        )
    if judged.documents < PARTS:
        raise UserProblem(
            "De oordelen gaan over te weinig documenten: er zijn er minstens "
            f"{PARTS} nodig en het zijn er {judged.documents}, want wat het model leert wordt "
            "gemeten op documenten die het niet zag; kijk passages van meer documenten na."
        )
    return judged


def _decide(comparison: ModelComparison, *, insist: bool) -> Decision:
    if comparison.is_better:
        return Decision.BETER
    if insist:
        return Decision.TOCH
    return Decision.NIET_BETER if comparison.has_enough else Decision.TE_WEINIG


class _Learner:
    """One round of learning: the judged passages beside what ships, and the model in use."""

    def __init__(self, models: Path, shipped: Shipped, embedder: Embedder, judged: Judged) -> None:
        self._models, self._embedder, self._judged = models, embedder, judged
        self._reader = WordingReader(shipped_taxonomy())
        self._wording = shipped.wording
        self._passages = _without_judged(shipped.passages, judged.passages)
        self._trained_on = digest(shipped.passages_id, judged.identity)
        folder = folder_in_use(models)
        model = learnt_model(folder) if folder else None
        # A model for another taxonomy or embedder is not in use any more: this replaces it.
        is_fitting = model and fits(model, self._reader.taxonomy, embedder.embedder_id)
        self._folder = folder if is_fitting else None
        self._before = model if model and is_fitting else shipped.model

    @property
    def name_in_use(self) -> str:
        """The folder of the model in use; empty for the model that ships."""
        return self._folder.name if self._folder else ""

    @property
    def knows_this_already(self) -> bool:
        """Whether the model in use learnt from exactly these judgements."""
        return self._before.trained_on == self._trained_on

    def fit(self, reporter: Reporter, tell: Callable[[str], None]) -> Retrained:
        """Fit the new model, and what says of each document what it did not see."""
        texts = [one.text for one in self._passages]
        judged = self._judged.labelled
        self._vectors = self._embedder.encode_passages(texts)
        self._judged_vectors = self._embedder.encode_passages([one.text for one in judged])
        material = Material(
            self._passages, self._vectors, self._wording.held_out, judged, self._judged_vectors
        )

        def follow(done: int, total: int) -> None:
            if done:
                reporter.advance("klaar")
            else:
                tell(rounds_line(total))
                reporter.start("Leren", total)
            if done == total:
                tell(COMPARING)

        return retrain(self._reader, material, self._embedder.embedder_id, self._trained_on, follow)

    def compare(self, retrained: Retrained) -> ModelComparison:
        """Both models on the passages that were judged blind, by what did not see them."""
        concepts = self._reader.taxonomy.concept_ids
        after = _label_sets(concepts, retrained.given)
        some = self._judged.measured
        rows = [row for row, one in enumerate(self._judged.passages) if one.is_whole]
        before = self._said_before(rows)
        return compare_models(
            concepts,
            [one.present for one in some],
            [said & one.measured for said, one in zip(before, some, strict=True)],
            [after[row] & one.measured for row, one in zip(rows, some, strict=True)],
            [one.passage.group for one in some],
        )

    def _said_before(self, rows: Sequence[int]) -> list[frozenset[str]]:
        """Labels of the model in use, of passages that it did not learn from.

        Of those that it did learn from, what was said by models that had not seen their document.
        """
        if not rows:
            return []
        kept = read_unseen(self._folder) if self._folder else {}
        some = [self._judged.passages[row] for row in rows]
        shipped = self._said_of_shipped({one.key for one in some} - kept.keys())
        concepts, limits = self._reader.taxonomy.concept_ids, list(self._before.thresholds.values())
        chances = Tagger(self._reader, self._before).probabilities(
            [one.passage.text for one in some],
            self._judged_vectors[list(rows)],
            [one.passage.heading for one in some],
        )
        for place, one in enumerate(some):
            if one.key in shipped:
                chances[place] = shipped[one.key]
        found = _label_sets(concepts, chances >= np.array(limits))
        return [
            kept[one.key].labels if one.key in kept else labels
            for one, labels in zip(some, found, strict=True)
        ]

    def _said_of_shipped(self, keys: set[str]) -> Mapping[str, NDArray[np.float64]]:
        """Chances of judged texts that ship with their labels too, by heads that did not see
        them."""
        whole = [one for one in self._passages if not one.is_clause]
        places = {key: row for row, one in enumerate(whole) if (key := text_key(one.text)) in keys}
        if not places:
            return {}
        taxonomy = self._reader.taxonomy
        features = held_out_features(self._passages, self._wording, self._vectors, taxonomy)
        chances = unseen_shipped(features, self._passages, taxonomy)
        return {key: chances[row] for key, row in places.items()}

    def keep(self, retrained: Retrained, comparison: ModelComparison, decision: Decision) -> Path:
        """Write the model with its card, whole or not at all, and use it."""
        self._models.mkdir(parents=True, exist_ok=True)
        folder = self._models / folder_name(retrained.model)
        draft = Path(tempfile.mkdtemp(prefix="concept-", dir=self._models))
        try:
            write_model(draft, retrained.model)
            write_unseen(draft, self._unseen(retrained))
            with whole_or_absent(draft / CARD) as stream:
                stream.write(self._card(retrained.model, comparison, decision))
            draft.chmod(0o755)
            # The same model was kept before, or a part of it: what is new has all that it had.
            if folder.exists():
                shutil.rmtree(folder)
            draft.rename(folder)
        finally:
            shutil.rmtree(draft, ignore_errors=True)
        use_model(self._models, folder)
        return folder

    def _unseen(self, retrained: Retrained) -> dict[str, Unseen]:
        concepts = self._reader.taxonomy.concept_ids
        given = _label_sets(concepts, retrained.given)
        return {
            one.key: Unseen(dict(zip(concepts, chances.tolist(), strict=True)), labels)
            for one, chances, labels in zip(
                self._judged.passages, retrained.unseen, given, strict=True
            )
        }

    def _card(self, model: TaggerModel, comparison: ModelComparison, decision: Decision) -> str:
        learnt = Learnt(
            model_id=model.model_id,
            taxonomy=model.taxonomy_version,
            embedder=model.embedder_id,
            version=versions_now()["rode-draden"],
            day=date.today(),
            shipped_passages=sum(not one.is_clause for one in self._passages),
            clauses=sum(one.is_clause for one in self._passages),
            passages=len(self._judged.passages),
            whole=comparison.before.passages,
            labels=self._judged.labels,
            documents=self._judged.documents,
            reviewers=self._judged.reviewers,
            weight=self._judged.passages[0].passage.weight,
            before_model=self.name_in_use,
            decision=decision_sentence(decision, comparison),
        )
        gain = (comparison.difference, comparison.interval, comparison.share_better)
        return trained_model_card(
            learnt, self._reader.taxonomy, comparison.before, comparison.after, gain
        )


def _without_judged(
    shipped: Sequence[LabelledPassage], judged: Sequence[JudgedPassage]
) -> list[LabelledPassage]:
    """The shipped passages; of one that people judged too, only what they did not judge."""
    known = {one.key: one.passage.known or frozenset() for one in judged}
    concepts = frozenset(shipped_taxonomy().concept_ids)
    return [
        replace(one, known=concepts - known[key])
        if not one.is_clause and (key := text_key(one.text)) in known
        else one
        for one in shipped
    ]


def _label_sets(concepts: Sequence[str], given: NDArray[np.bool_]) -> list[frozenset[str]]:
    names = np.array(concepts)
    return [frozenset(names[row].tolist()) for row in given]
