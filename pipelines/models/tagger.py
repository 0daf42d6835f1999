"""The embedder and the tagger of a run; a tagger is fitted once for each embedder and taxonomy."""

import json
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from classify.embed import Embedder
from classify.held_out import FittedWording, has_held_out, read_wording
from classify.model import TaggerModel, is_model, read_model, write_model
from classify.retrain import unseen_shipped
from classify.signals import WordingReader
from classify.tagger import Tagger
from classify.train import LabelledPassage, fit_tagger, fit_wording, held_out_features
from corpus.ids import digest
from corpus.sample.markdown import expected_labels, read_sample
from extract.language import DutchLanguage
from pipelines.models.embedders import open_embedder
from pipelines.models.model_in_use import SHIPPED_MODEL, fitting_model, folder_in_use
from pipelines.models.unseen_chances import write_unseen_shipped
from taxonomy.concept import Taxonomy
from taxonomy.load import shipped_taxonomy

TRAINING = Path(__file__).parents[2] / "classify" / "training"
SAMPLES = Path(__file__).parents[2] / "corpus" / "sample" / "documents"
CLAUSE = "zinsdeel"


@cache
def training_passages() -> tuple[LabelledPassage, ...]:
    """The labelled passages that ship with the project: sample documents and training files."""
    found = [
        LabelledPassage(text, labels, path.stem)
        for path in sorted(SAMPLES.glob("*.md"))
        for text, labels in expected_labels(read_sample(path))
    ]
    for path in sorted(TRAINING.glob("*.jsonl")):
        found += _training_file(path)
    return tuple(found)


def _training_file(path: Path) -> Sequence[LabelledPassage]:
    """Passages of a file without documents are taken in groups of twenty."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return [
        LabelledPassage(
            row["text"],
            frozenset(row["labels"]),
            f"{path.stem}-{row.get('document', number // 20)}",
            row.get("heading", ""),
            row["genre"] == CLAUSE,
            row.get("read_twice", False),
        )
        for number, row in enumerate(map(json.loads, lines))
    ]


def open_tagger(
    embedder: Embedder, language: DutchLanguage, models_folder: Path | None = None
) -> Tagger:
    """The tagger for an embedder and the shipped taxonomy.

    The model in use of `models_folder` goes first: it learnt from judgements there. Else the
    shipped model is used when it was fitted for this embedder and taxonomy; else a model is fitted
    on the shipped passages, and kept in `models_folder`. Raises UserProblem where the model in use
    is not whole, or was made for another taxonomy or embedder.
    """
    lemmatiser = language.lemmas if language.has_lemmas else None
    reader = WordingReader(shipped_taxonomy(), lemmatiser)
    learnt = folder_in_use(models_folder) if models_folder else None
    if learnt is not None:
        model = fitting_model(learnt, reader.taxonomy, embedder.embedder_id)
    else:
        model = model_for(reader.taxonomy, embedder, models_folder)
    return Tagger(reader, model, lemmas=language.model_id if language.has_lemmas else "")


def model_for(taxonomy: Taxonomy, embedder: Embedder, folder: Path | None = None) -> TaggerModel:
    """The model for a taxonomy and an embedder; see `open_tagger`."""
    shipped = read_model(SHIPPED_MODEL) if is_model(SHIPPED_MODEL) else None
    wanted = (taxonomy.version, embedder.embedder_id)
    if shipped and (shipped.taxonomy_version, shipped.embedder_id) == wanted:
        return shipped
    kept = folder / f"tagger-{digest(*wanted, training_hash())}" if folder else None
    if kept and is_model(kept):
        return read_model(kept)
    model = fit_for(embedder)
    if kept:
        write_model(kept, model)
    return model


def fit_for(embedder: Embedder) -> TaggerModel:
    """Fit a tagger for an embedder; the wording heads that ship are used where they still hold."""
    return fit_shipped(embedder, shipped_wording())


def shipped_wording() -> FittedWording:
    """The wording heads that ship, fitted again where passages or taxonomy have changed."""
    return _kept_wording() or fit_shipped_wording()


def _kept_wording() -> FittedWording | None:
    if not (is_model(SHIPPED_MODEL) and has_held_out(SHIPPED_MODEL)):
        return None
    shipped = read_model(SHIPPED_MODEL)
    wanted = (shipped_taxonomy().version, training_hash())
    if (shipped.taxonomy_version, shipped.trained_on) != wanted:
        return None
    return read_wording(SHIPPED_MODEL, shipped)


def fit_shipped_wording() -> FittedWording:
    """Fit the wording heads on the shipped passages and taxonomy (minutes)."""
    # Without lemmas: whether a language model is installed must not decide what is learnt.
    return fit_wording(WordingReader(shipped_taxonomy()), training_passages())


def fit_shipped(embedder: Embedder, wording: FittedWording) -> TaggerModel:
    """Fit the rest of a tagger on the shipped passages; the same input gives the same model."""
    reader, passages = WordingReader(shipped_taxonomy()), training_passages()
    vectors = embedder.encode_passages([one.text for one in passages])
    return fit_tagger(reader, wording, passages, vectors, embedder.embedder_id, training_hash())


def keep_unseen(wording: FittedWording, model: TaggerModel) -> None:
    """Keep beside the shipped model what is said of its passages by what did not see them."""
    taxonomy, passages = shipped_taxonomy(), training_passages()
    vectors = open_embedder().encode_passages([one.text for one in passages])
    features = held_out_features(passages, wording, vectors, taxonomy)
    write_unseen_shipped(
        SHIPPED_MODEL,
        [one.text for one in passages if not one.is_clause],
        unseen_shipped(features, passages, taxonomy),
        taxonomy.concept_ids,
        model.model_id,
    )


def training_hash() -> str:
    """Identity of the labelled passages."""
    return hash_of(training_passages())


def hash_of(passages: Sequence[LabelledPassage]) -> str:
    """Identity of labelled passages of which every label is known."""
    described = [
        [one.text, sorted(one.labels), one.group, one.heading, one.is_clause, one.is_settled]
        for one in passages
    ]
    return digest(described)
