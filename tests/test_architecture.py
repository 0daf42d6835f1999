"""Who may import whom: arrows point down only, also for types and inside functions."""

import ast
import tomllib
from collections.abc import Iterable, Iterator
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
MEASURED = (
    "classify.agreement",
    "classify.assessment",
    "classify.calibration",
    "classify.evaluate",
    "classify.label_confusion",
    "classify.mistakes",
    "classify.self_test",
)
"""What report lays out of the wing besides vectors: measures of labels, never the tagger itself."""
ALLOWED: dict[str, tuple[str, ...]] = {
    "corpus": ("corpus",),
    "taxonomy": ("taxonomy",),
    "extract": ("extract", "corpus.records", "corpus.ids"),
    "classify": ("classify", "corpus.records", "corpus.ids", "taxonomy.concept"),
    "search": (
        "search",
        "corpus",
        "taxonomy",
        "classify.matrix",
        "classify.embed",
        "classify.words",
    ),
    "report": (
        "report",
        "corpus",
        "taxonomy",
        "classify.matrix",
        "classify.embed",
        "classify.words",
        "classify.clusters",  # groups of passages are found in the wing, laid out in the report
        *MEASURED,
    ),
    "pipelines": ("pipelines", "corpus", "taxonomy", "extract", "classify", "search", "report"),
    "web": (
        "web",
        "pipelines.finding.searching",
        "pipelines.finding.found_rows",
        "pipelines.review.kept_agreement",
        "pipelines.review.room",
        "pipelines.review.progress",
        "search",
        "report",
        "corpus",
        "taxonomy",
    ),
}
STARTERS = {
    "pipelines.cli": "pipelines.flows",
    "pipelines.commands.serve": "web",
}
"""Commands that may start a face above them; nobody else below knows that it is there."""
DOORS: dict[str, tuple[str, ...]] = {
    "pdfplumber": ("extract/pdf/tables.py", "extract/pdf/plumber_page.py"),
    "pypdfium2": ("extract/pdf/", "corpus/sample/scan.py"),
    "pikepdf": ("extract/pdf/salvage.py",),
    "tesserocr": ("extract/ocr.py",),
    "lxml": ("extract/office/",),
    "docx": (),
    "sentence_transformers": ("classify/embed.py", "classify/fit_embedder.py"),
    "sklearn": ("classify/",),
    "joblib": ("classify/train.py",),
    "nltk": ("classify/agreement.py",),
    "threadpoolctl": ("classify/clusters.py",),
    "sqlite3": ("corpus/store/",),
    "prefect": ("pipelines/flows.py",),
    "typer": ("pipelines/cli.py", "pipelines/commands/"),
    "http": ("pipelines/texts/language_model.py",),
    "socket": ("pipelines/texts/language_model.py",),
    "spacy": ("extract/language.py",),
    "pebble": ("pipelines/running/workers.py",),
    "reportlab": ("corpus/sample/",),
    "rdflib": ("taxonomy/skos.py",),
    "bm25s": ("search/index.py",),
    "datasketch": ("report/boilerplate.py",),
    "rapidfuzz": ("search/names.py", "corpus/judgements/attach.py"),
    "openpyxl": (
        "report/workbook.py",
        "report/sheet_style.py",
        "report/result_workbook.py",
        "report/review_workbook.py",
        "report/filled_workbook.py",
    ),
    "matplotlib": ("report/figures/",),
    "pyarrow": ("report/passages_table.py", "report/past_passages.py", "report/result_tables.py"),
    "fastapi": ("web/",),
    "starlette": ("web/",),
    "jinja2": ("web/",),
    "uvicorn": ("web/serve.py",),
    "yaml": ("taxonomy/load.py", "corpus/sample/markdown.py"),
}
INSIDE_EXTRACT: dict[str, tuple[str, ...]] = {
    "extract.page": (),
    "extract.problems": (),
    "extract.lines": ("extract.page",),
    "extract.dutch": ("extract.dutch",),
    "extract.pdf": (
        "extract.pdf",
        "extract.page",
        "extract.lines",
        "extract.problems",
        "extract.options",
        "extract.dutch",
    ),
    "extract.layout": ("extract.layout", "extract.page", "extract.lines"),
    "extract.sections": ("extract.layout", "extract.page", "extract.lines", "extract.dutch"),
    "extract.office": ("extract.office", "extract.problems", "extract.sections"),
    "extract.explain": ("extract.explain", "extract.document"),
}
"""What a room of extract may know of the others: words before lines, lines before sections."""
INSIDE_PIPELINES: dict[str, tuple[str, ...]] = {
    "pipelines.models": (),
    "pipelines.interventions": (),
    "pipelines.finished": ("models",),
    "pipelines.finding": ("models", "interventions", "finished"),
    "pipelines.running": ("models", "finished", "finding"),
    "pipelines.texts": ("models", "running"),
    "pipelines.review": ("models", "finished", "finding"),
    "pipelines.learning": ("models", "finished"),
    "pipelines.reports": ("models", "interventions", "finished", "finding"),
    "pipelines.commands": (
        "models",
        "finished",
        "finding",
        "running",
        "texts",
        "review",
        "learning",
        "reports",
    ),
}
"""What a room under the roof may know of the others: finished runs know nothing of how one is made,
and whoever judges, learns or reports opens a finished run. What stands beside the rooms (workspace,
settings, problems) is for all of them."""
FACES = ("pipelines.cli", "pipelines.flows", "web")


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
        if is_in(imported, STARTERS.get(dotted(path), "nothing")):
            continue
        if imported.split(".")[0] in PACKAGES:
            assert any(
                imported == allowed or imported.startswith(allowed + ".")
                for allowed in ALLOWED[package]
            ), f"{name_of(path)} may not import {imported}"


@pytest.mark.parametrize("room", INSIDE_PIPELINES)
def test_under_the_roof_the_arrows_point_down_too(room: str) -> None:
    seen = [path for path in modules() if is_in(dotted(path), room)]
    assert seen, f"{room} is not there: the table of rules is out of date"
    known = {room, *(f"pipelines.{name}" for name in INSIDE_PIPELINES[room])}
    for path in seen:
        for imported in imports_of(path):
            other = next((one for one in INSIDE_PIPELINES if is_in(imported, one)), room)
            assert other in known, f"{name_of(path)} may not import {imported}"


def test_every_room_under_the_roof_is_in_the_table_of_rules() -> None:
    rooms = {f"pipelines.{path.parent.name}" for path in PROJECT.glob("pipelines/*/__init__.py")}
    assert rooms == set(INSIDE_PIPELINES)


@pytest.mark.parametrize("room", INSIDE_EXTRACT)
def test_inside_extract_the_arrows_point_down_too(room: str) -> None:
    seen = [path for path in modules() if is_in(dotted(path), room)]
    assert seen, f"{room} is not there: the table of rules is out of date"
    for path in seen:
        for imported in imports_of(path):
            if is_in(imported, "extract"):
                assert any(is_in(imported, allowed) for allowed in INSIDE_EXTRACT[room]), (
                    f"{name_of(path)} may not import {imported}"
                )


def test_no_module_of_extract_imports_itself_through_others() -> None:
    names = {dotted(path): path for path in modules() if dotted(path).startswith("extract.")}
    below = {
        name: {one for imported in imports_of(path) if (one := nearest(imported, names))}
        for name, path in names.items()
    }
    while below:
        ends = {name for name, others in below.items() if not others & below.keys()}
        assert ends, f"these import one another: {sorted(below)}"
        below = {name: others for name, others in below.items() if name not in ends}


def nearest(imported: str, names: Iterable[str]) -> str:
    """The module that an import names, or of which it names a part; empty for another package."""
    return max((name for name in names if is_in(imported, name)), key=len, default="")


def is_in(name: str, room: str) -> bool:
    """Whether a module or one of its parts belongs to a room."""
    return name == room or name.startswith(f"{room}.")


def dotted(path: Path) -> str:
    return name_of(path).removesuffix(".py").removesuffix("/__init__").replace("/", ".")


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
            face = next((one for one in FACES if is_in(imported, one)), None)
            if face and not is_in(name, face):
                assert STARTERS.get(name) == face, (
                    f"{name} imports {face}; only a command may start a face"
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


def test_every_package_is_installed() -> None:
    """A folder that the list forgets works from a checkout and is missing for whoever installs."""
    settings = tomllib.loads((PROJECT / "pyproject.toml").read_text(encoding="utf-8"))
    there = {
        path.parent.relative_to(PROJECT).as_posix().replace("/", ".")
        for package in PACKAGES
        for path in (PROJECT / package).rglob("__init__.py")
    }
    assert set(settings["tool"]["setuptools"]["packages"]) == there
