"""The sample corpus, drawn to PDF: invented documents on the names of real deals."""

import json
from pathlib import Path

from corpus.sample.draw import MANIFEST_NAME, draw_samples
from corpus.sample.markdown import expected_labels, read_sample
from pipelines.models.tagger import SAMPLES
from pipelines.progress import Silent
from pipelines.running.conductor import Directly
from pipelines.running.run import analyse
from pipelines.workspace import Workspace, add_sources, workspace_at

LABELS_NAME = "labels.jsonl"


def draw_sample_corpus(folder: Path) -> Path:
    """Draw the sample documents into a folder; return the path of their manifest.

    Beside them stand the labels that their passages should get, for `rodedraden evaluate`.
    """
    folder.mkdir(parents=True, exist_ok=True)
    draw_samples(SAMPLES, folder)
    lines = [
        json.dumps(
            {"id": f"{path.stem}-{number}", "text": text, "labels": sorted(labels)},
            ensure_ascii=False,
        )
        for path in sorted(SAMPLES.glob("*.md"))
        for number, (text, labels) in enumerate(expected_labels(read_sample(path)), start=1)
    ]
    (folder / LABELS_NAME).write_text("\n".join(lines) + "\n", encoding="utf-8")
    return folder / MANIFEST_NAME


def sample_workspace(folder: Path) -> Workspace:
    """A workspace in a folder with a finished run over the sample documents.

    What is there from an earlier call is not done again.
    """
    manifest = draw_sample_corpus(folder / "documenten")
    workspace = workspace_at(folder / "werkruimte")
    add_sources(workspace, manifest)
    analyse(workspace, Directly(), Silent())
    return workspace
