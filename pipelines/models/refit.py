"""Fit the shipped models again: a command of whoever keeps the project."""

import sys

from classify.further_model import read_further_model, write_further_model
from classify.held_out import write_held_out
from classify.model import read_model, write_model
from pipelines.models.embedders import open_embedder
from pipelines.models.further import SHIPPED_FURTHER, fit_shipped_further
from pipelines.models.model_in_use import SHIPPED_MODEL
from pipelines.models.tagger import fit_shipped, fit_shipped_wording, keep_unseen, training_passages


def main() -> None:
    """Fit the shipped model again: `python -m pipelines.models.refit`.

    With `--check` nothing is written: it says whether the shipped models are what would be fitted.
    """
    wording = fit_shipped_wording()
    model = fit_shipped(open_embedder(), wording)
    print(f"{SHIPPED_MODEL.name}: {model.model_id}, {len(training_passages())} passages")
    is_check = sys.argv[1:] == ["--check"]
    is_same = model.model_id == read_model(SHIPPED_MODEL).model_id
    if not is_check:
        write_model(SHIPPED_MODEL, model)
        write_held_out(SHIPPED_MODEL, wording)
        keep_unseen(wording, model)
    further, kept = fit_shipped_further(), read_further_model(SHIPPED_FURTHER)
    print(f"{SHIPPED_FURTHER.name}: {further.model_id}")
    if is_check:
        sys.exit(not (is_same and kept and further.model_id == kept.model_id))
    write_further_model(SHIPPED_FURTHER, further)


if __name__ == "__main__":
    main()
