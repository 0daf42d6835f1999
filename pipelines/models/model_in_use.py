"""Which tagger a workspace uses: the one that ships, or one that learnt from its judgements.

A folder `nageleerd-...` under `models/` holds a model, what it says of the judged passages without
having seen them, and its card. The pointer `in-gebruik.json` names the folder that is used; without
it the workspace uses what ships.
"""

import json
import re
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from classify.model import TaggerModel, is_model, read_model
from pipelines.problems import UserProblem
from pipelines.whole_files import whole_or_absent
from taxonomy.concept import Taxonomy

SHIPPED_MODEL = Path(__file__).parents[2] / "classify" / "models" / "tagger"
POINTER, UNSEEN, CARD = "in-gebruik.json", "ongezien.json", "kaart.md"
_NAME = re.compile(r"nageleerd-[0-9a-f]{8}")
_MEND = "draai rodedraden train --terug om het meegeleverde model te gebruiken"


@dataclass(frozen=True, slots=True)
class Unseen:
    """What models say of a judged text whose document they did not see: chances (0-1), and the
    labels by thresholds that were chosen without it."""

    probabilities: Mapping[str, float]
    labels: frozenset[str]


def folder_name(model: TaggerModel) -> str:
    """The name of the folder of a model that learnt from judgements."""
    return f"nageleerd-{model.model_id[:8]}"


def folder_in_use(models: Path) -> Path | None:
    """The folder of the model in use; None where that is the one that ships.

    Raises UserProblem where the pointer cannot be read, or what it points to is not there.
    """
    pointer = models / POINTER
    if not pointer.is_file():
        return None
    name = _named(pointer)
    folder = models / name
    if not is_model(folder):
        raise UserProblem(
            f"Het model in gebruik, {folder}, is er niet of niet volledig; zet de map terug, of "
            f"{_MEND}."
        )
    return folder


def _named(pointer: Path) -> str:
    try:
        name = json.loads(pointer.read_text(encoding="utf-8"))["map"]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise _unreadable(pointer) from error
    if not isinstance(name, str) or not _NAME.fullmatch(name):
        raise _unreadable(pointer)
    return name


def _unreadable(path: Path) -> UserProblem:
    return UserProblem(f"{path} is niet te lezen; {_MEND}.")


def learnt_model(folder: Path) -> TaggerModel:
    """The model of a folder. Raises UserProblem where it cannot be read."""
    try:
        return read_model(folder)
    except (OSError, ValueError, KeyError, TypeError, EOFError, zipfile.BadZipFile) as error:
        raise _unreadable(folder) from error


def fits(model: TaggerModel, taxonomy: Taxonomy, embedder_id: str) -> bool:
    """Whether a model was made for a taxonomy and an embedder."""
    return (model.taxonomy_version, model.embedder_id) == (taxonomy.version, embedder_id)


def fitting_model(folder: Path, taxonomy: Taxonomy, embedder_id: str) -> TaggerModel:
    """The model of a folder, for a taxonomy and an embedder.

    Raises UserProblem where it was made for others: a person decides what to do then.
    """
    model = learnt_model(folder)
    if not fits(model, taxonomy, embedder_id):
        is_other = model.taxonomy_version != taxonomy.version
        what = "een andere taxonomie" if is_other else "een andere embedder"
        raise UserProblem(
            f"Het model in gebruik, {folder.name}, is gemaakt voor {what} dan de werkruimte nu "
            f"heeft; draai rodedraden train om opnieuw van de oordelen te leren, of {_MEND}."
        )
    return model


def use_model(models: Path, folder: Path) -> None:
    """Point to a folder under `models`; the pointer changes at once or not at all."""
    with whole_or_absent(models / POINTER) as stream:
        json.dump({"map": folder.name}, stream)
        stream.write("\n")


def use_shipped(models: Path) -> bool:
    """Go back to the model that ships; whether another was in use. Folders are kept."""
    pointer = models / POINTER
    was_there = pointer.is_file()
    pointer.unlink(missing_ok=True)
    return was_there


def write_unseen(folder: Path, unseen: Mapping[str, Unseen]) -> None:
    """Keep what models say of the judged texts without having seen them, by `text_key`."""
    rows: dict[str, Any] = {
        key: {"kansen": dict(one.probabilities), "labels": sorted(one.labels)}
        for key, one in sorted(unseen.items())
    }
    with whole_or_absent(folder / UNSEEN) as stream:
        json.dump(rows, stream, ensure_ascii=False, indent=0)
        stream.write("\n")


def read_unseen(folder: Path) -> dict[str, Unseen]:
    """What was kept beside a model. Raises UserProblem where it cannot be read."""
    path = folder / UNSEEN
    try:
        rows = json.loads(path.read_text(encoding="utf-8"))
        return {
            key: Unseen(dict(row["kansen"]), frozenset(row["labels"])) for key, row in rows.items()
        }
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise _unreadable(path) from error
