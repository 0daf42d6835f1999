"""Settings of a workspace: a TOML file with known keys only, all with a default."""

import os
import tomllib
from pathlib import Path
from typing import Annotated
from unicodedata import normalize

from pydantic import BaseModel, ConfigDict, Field, SecretStr, ValidationError

from pipelines.problems import UserProblem

FILE_NAME = "settings.toml"


class Settings(BaseModel):
    """Checked settings; an unknown key is an error."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    embedder: str = "dutch-static"
    """The embedded model, a model folder, or the name of a model on a hub."""
    language_model: str = "nl_core_news_lg"
    """A spaCy package or a folder with a saved pipeline."""
    workers: Annotated[int, Field(ge=0, le=64)] = 0
    """Processes that read documents; 0 means one for each core."""
    seconds_per_document: Annotated[float, Field(gt=0)] = 600
    """Limit on the reading of one document."""
    retries: Annotated[int, Field(ge=0, le=5)] = 1
    """New attempts after a worker died."""
    max_memory_megabytes: Annotated[int, Field(ge=0)] = 2000
    """What a worker may take for one document on top of the language model; 0 is no limit."""
    max_megabytes: Annotated[int, Field(gt=0)] = 200
    max_pages: Annotated[int, Field(gt=0)] = 1500
    thresholds: dict[str, Annotated[float, Field(ge=0, le=1)]] = {}
    """Probabilities from which labels are given, in a table [thresholds]; others keep theirs."""
    passwords: dict[str, SecretStr] = {}
    """Passwords of documents by the name of the file, in a table [passwords]."""

    @property
    def worker_count(self) -> int:
        """Number of worker processes to start."""
        return self.workers or os.cpu_count() or 1

    def password_of(self, name: str) -> str:
        """The password of a file, empty where none was given.

        Accents may be written as one sign or as two: systems differ in how they name files.
        """
        for known, password in self.passwords.items():
            if normalize("NFC", known) == normalize("NFC", name):
                return password.get_secret_value()
        return ""


def load_settings(folder: Path) -> Settings:
    """Read settings.toml of a workspace; defaults where there is none.

    Raises UserProblem for an unknown key or a value that does not fit.
    """
    path = folder / FILE_NAME
    if not path.is_file():
        return Settings()
    try:
        return Settings(**tomllib.loads(path.read_text(encoding="utf-8")))
    except tomllib.TOMLDecodeError as error:
        raise UserProblem(f"{path} is geen geldige TOML: {error}.") from error
    except ValidationError as error:
        first = error.errors()[0]
        key = ".".join(map(str, first["loc"]))
        known = ", ".join(Settings.model_fields)
        if first["type"] == "extra_forbidden":
            raise UserProblem(
                f"De instelling {key!r} in {path} bestaat niet; bekend zijn: {known}."
            ) from error
        raise UserProblem(f"De instelling {key!r} in {path} klopt niet: {first['msg']}.") from error
