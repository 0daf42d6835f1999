"""Who may import whom: arrows point down only, also for types and inside functions."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

PROJECT = Path(__file__).parents[1]
PACKAGES = (
    "classify",
    "corpus",
    "extract",
    "pipelines",
    "report",
    "search",
    "taxonomy",
    "web",
)
ALLOWED: dict[str, tuple[str, ...]] = {
    "corpus": ("corpus",),
    "taxonomy": ("taxonomy",),
    "extract": ("extract", "corpus.records", "corpus.ids"),
    "classify": ("classify", "corpus.records", "corpus.ids", "taxonomy.concept"),
    "search": ("search", "corpus", "taxonomy", "classify.matrix", "classify.embed"),
    "report": ("report", "corpus", "taxonomy", "classify.matrix", "classify.embed"),
    "pipelines": ("pipelines", "corpus", "taxonomy", "extract", "classify", "search", "report"),
    "web": ("web", "pipelines.workspace", "search", "report", "corpus.records"),
}
DOORS: dict[str, tuple[str, ...]] = {
    "pdfplumber": ("extract/pdf.py",),
    "pypdfium2": ("extract/pdf.py", "corpus/sample/scan.py"),
    "sentence_transformers": ("classify/embed.py",),
    "sklearn": ("classify/",),
    "sqlite3": ("corpus/store.py",),
    "prefect": ("pipelines/flows.py",),
    "typer": ("pipelines/cli.py",),
    "spacy": ("extract/language.py",),
    "pebble": ("pipelines/workers.py",),
    "reportlab": ("corpus/sample/",),
    "openpyxl": ("report/workbook.py",),
    "matplotlib": ("report/figures.py",),
    "pyarrow": ("report/passages_table.py",),
    "yaml": ("taxonomy/load.py", "corpus/sample/markdown.py"),
}
FACES = ("pipelines.cli", "pipelines.flows")


def modules() -> list[Path]:
    return sorted(path for package in PACKAGES for path in (PROJECT / package).rglob("*.py"))


def imports_of(path: Path) -> Iterator[str]:
    """Every import of a file, also inside functions and under TYPE_CHECKING."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative imports hide where an arrow points"
            assert node.module is not None
            yield from (f"{node.module}.{alias.name}" for alias in node.names)
        elif isinstance(node, ast.Call) and getattr(node.func, "id", "") == "import_module":
            yield from (arg.value for arg in node.args if isinstance(arg, ast.Constant))


def name_of(path: Path) -> str:
    return path.relative_to(PROJECT).as_posix()


@pytest.mark.parametrize("path", modules(), ids=name_of)
def test_arrows_point_down_only(path: Path) -> None:
    package = path.relative_to(PROJECT).parts[0]
    for imported in imports_of(path):
        if imported.split(".")[0] in PACKAGES:
            assert any(
                imported == allowed or imported.startswith(allowed + ".")
                for allowed in ALLOWED[package]
            ), f"{name_of(path)} may not import {imported}"


@pytest.mark.parametrize("path", modules(), ids=name_of)
def test_each_vendor_has_its_own_door(path: Path) -> None:
    for imported in imports_of(path):
        doors = DOORS.get(imported.split(".")[0])
        if doors is not None:
            assert name_of(path).startswith(doors), f"{name_of(path)} imports {imported}"


def test_the_faces_do_not_know_one_another_and_nobody_below_knows_them() -> None:
    for path in modules():
        name = name_of(path).removesuffix(".py").replace("/", ".")
        for imported in imports_of(path):
            face = next((one for one in FACES if imported.startswith(one)), None)
            if face and face != name:
                assert (name, face) == ("pipelines.cli", "pipelines.flows"), (
                    f"{name} imports {face}; only the command line may start the flow"
                )


def test_no_room_has_become_a_lumber_room() -> None:
    for path in modules():
        assert path.stem not in {"utils", "util", "helpers", "common", "misc"}, name_of(path)
        lines = len(path.read_text(encoding="utf-8").splitlines())
        assert lines <= 400, f"{name_of(path)} has {lines} lines: redesign the room"


def test_the_table_of_rules_speaks_of_packages_that_exist() -> None:
    assert set(ALLOWED) == set(PACKAGES)
    for package in PACKAGES:
        assert (PROJECT / package / "__init__.py").is_file()
