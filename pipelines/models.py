"""The embedder and the tagger of a run; a tagger is fitted once for each embedder and taxonomy."""

import json
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from classify.embed import EMBEDDED, Embedder, EmbedderError, load_embedder
from classify.model import TaggerModel, read_model, write_model
from classify.tagger import SignalReader, Tagger
from classify.train import LabelledPassage, fit_tagger
from corpus.ids import digest
from corpus.sample.markdown import expected_labels, read_sample
from extract.language import DutchLanguage
from pipelines.problems import UserProblem
from taxonomy.concept import Taxonomy
from taxonomy.load import shipped_taxonomy

SHIPPED_MODEL = Path(__file__).parent.parent / "classify" / "models" / "tagger.json"
TRAINING = Path(__file__).parent.parent / "classify" / "training"
SAMPLES = Path(__file__).parent.parent / "corpus" / "sample" / "documents"


def open_embedder(name: str = EMBEDDED) -> Embedder:
    """Load an embedder; raises UserProblem with advice when it is not to be had."""
    try:
        return load_embedder(name)
    except EmbedderError as error:
        raise UserProblem(str(error)) from error


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
    """Passages of a training file are each their own document, in groups of twenty."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return [
        LabelledPassage(row["text"], frozenset(row["labels"]), f"{path.stem}-{number // 20}")
        for number, row in enumerate(map(json.loads, lines))
    ]


def open_tagger(
    embedder: Embedder, language: DutchLanguage, models_folder: Path | None = None
) -> Tagger:
    """The tagger for an embedder and the shipped taxonomy.

    The shipped model is used when it was fitted for this embedder and taxonomy; else a model is
    fitted on the shipped passages (seconds), and kept in `models_folder`.
    """
    taxonomy = shipped_taxonomy()
    lemmatiser = language.lemmas if language.has_lemmas else None
    reader = SignalReader(taxonomy, embedder, lemmatiser)
    model = _model(reader, taxonomy, models_folder)
    return Tagger(reader, model, lemmas=language.model_id if language.has_lemmas else "")


def _model(reader: SignalReader, taxonomy: Taxonomy, folder: Path | None) -> TaggerModel:
    shipped = read_model(SHIPPED_MODEL) if SHIPPED_MODEL.is_file() else None
    wanted = (taxonomy.version, reader.embedder.embedder_id)
    if shipped and (shipped.taxonomy_version, shipped.embedder_id) == wanted:
        return shipped
    kept = folder / f"tagger-{digest(*wanted, _training_hash())}.json" if folder else None
    if kept and kept.is_file():
        return read_model(kept)
    model = fit_shipped(reader)
    if kept:
        kept.parent.mkdir(parents=True, exist_ok=True)
        write_model(kept, model)
    return model


def fit_shipped(reader: SignalReader) -> TaggerModel:
    """Fit a tagger on the shipped passages; the same passages give the same model."""
    return fit_tagger(reader, training_passages(), _training_hash())


def _training_hash() -> str:
    return digest([[one.text, sorted(one.labels), one.group] for one in training_passages()])


def main() -> None:
    """Fit the shipped model again: `python -m pipelines.models`."""
    reader = SignalReader(shipped_taxonomy(), open_embedder())
    model = fit_shipped(reader)
    write_model(SHIPPED_MODEL, model)
    print(f"{SHIPPED_MODEL.name}: {model.model_id}, {len(training_passages())} passages")


if __name__ == "__main__":
    main()
