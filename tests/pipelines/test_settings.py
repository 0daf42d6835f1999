"""Settings: known keys only, and a sentence for what does not fit."""

from pathlib import Path

import pytest

from pipelines.problems import UserProblem
from pipelines.settings import Settings, load_settings


def test_without_a_file_the_defaults_hold(tmp_path: Path) -> None:
    assert load_settings(tmp_path) == Settings()


def test_a_known_key_is_read(tmp_path: Path) -> None:
    (tmp_path / "settings.toml").write_text("workers = 3\nmax_pages = 20\n", "utf-8")
    settings = load_settings(tmp_path)
    assert (settings.worker_count, settings.max_pages) == (3, 20)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("werkers = 3", "'werkers' in .* bestaat niet; bekend zijn: embedder"),
        ("workers = -1", "'workers' in .* klopt niet"),
        ("workers = ", "geen geldige TOML"),
    ],
)
def test_what_does_not_fit_is_said(tmp_path: Path, text: str, sentence: str) -> None:
    (tmp_path / "settings.toml").write_text(text, "utf-8")
    with pytest.raises(UserProblem, match=sentence):
        load_settings(tmp_path)
