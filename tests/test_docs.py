"""Documentation under test: commands have help, an example and a mention; links lead somewhere."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
from typer.main import get_command

from pipelines.cli import app

PROJECT = Path(__file__).parents[1]
PAGES = sorted([*PROJECT.glob("*.md"), *PROJECT.glob("docs/*.md")])


def commands() -> list[tuple[str, str]]:
    """Every command with its help text, those of groups included."""
    found: list[tuple[str, str]] = []
    for name, command in get_command(app).commands.items():  # type: ignore[attr-defined]
        inner = getattr(command, "commands", None)
        if inner is None:
            found.append((name, command.help or ""))
        else:
            found += [(f"{name} {part}", one.help or "") for part, one in inner.items()]
    return found


@pytest.mark.parametrize(("name", "text"), commands(), ids=[name for name, _ in commands()])
def test_every_command_has_help_with_an_example_and_a_mention(name: str, text: str) -> None:
    assert f"Voorbeeld: rodedraden {name}" in " ".join(text.split())
    documentation = "".join(page.read_text("utf-8") for page in PAGES)
    assert f"rodedraden {name}" in documentation, f"no page shows rodedraden {name}"


def test_every_option_has_help() -> None:
    for command in get_command(app).commands.values():  # type: ignore[attr-defined]
        for part in (command, *getattr(command, "commands", {}).values()):
            for parameter in part.params:
                if parameter.name != "help":
                    assert getattr(parameter, "help", None), f"{part.name}: {parameter.name}"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_between_pages_lead_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\(([^)#\s]+)", page.read_text("utf-8")):
        if not target.startswith(("http:", "https:", "mailto:")):
            assert (page.parent / target).exists(), f"{page.name} links to {target}"


def test_the_make_targets_of_the_documentation_exist() -> None:
    makefile = (PROJECT / "Makefile").read_text("utf-8")
    for page in PAGES:
        for target in re.findall(r"^make ([\w-]+)", page.read_text("utf-8"), flags=re.MULTILINE):
            assert re.search(rf"^{target}:", makefile, flags=re.MULTILINE), (page.name, target)


def test_the_version_is_in_the_changelog() -> None:
    pyproject = (PROJECT / "pyproject.toml").read_text("utf-8")
    version = re.search(r'^version = "(.+)"$', pyproject, flags=re.MULTILINE)
    assert version is not None
    assert f"## {version[1]} " in (PROJECT / "CHANGELOG.md").read_text("utf-8")


def test_every_pinned_version_is_exact() -> None:
    lines = (PROJECT / "constraints.txt").read_text("utf-8").splitlines()
    pins = [line for line in lines if line and not line.startswith("#")]
    assert len(pins) > 100
    assert all(re.fullmatch(r"[A-Za-z0-9._-]+==[^\s;]+", pin) for pin in pins)


def test_what_is_installed_is_what_is_pinned() -> None:
    if Path(sys.prefix) != PROJECT / ".venv":
        pytest.skip("only the environment that make test builds holds just what is pinned")
    frozen = subprocess.run(
        [sys.executable, "-m", "pip", "freeze", "--exclude-editable"],
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    pinned = _by_name((PROJECT / "constraints.txt").read_text("utf-8"))
    installed = _by_name(frozen)
    missing = sorted(name for name in installed if name not in pinned)
    assert not missing, f"installed but not pinned: {missing}"
    assert {name: installed[name] for name in installed if installed[name] != pinned[name]} == {}


def _by_name(text: str) -> dict[str, str]:
    pairs = (line.split("==") for line in text.splitlines() if "==" in line and line[0] != "#")
    return {name.lower().replace("_", "-"): version for name, version in pairs}


def test_no_figure_was_left_to_be_filled_in():
    pages = [*PROJECT.glob("*.md"), *(PROJECT / "docs").glob("*.md")]
    assert [page.name for page in pages if "{{" in page.read_text(encoding="utf-8")] == []
