"""Read taxonomy files; a broken file is refused with the line and the reason."""

from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Annotated

import yaml
from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError

from taxonomy.concept import Concept, Domain, Facet, Intervention, Label, Taxonomy

FOLDER = Path(__file__).parent
FILES = ("rode_draden.yaml", "instrumenten.yaml")
FURTHER = FOLDER / "further"

_Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
_Short = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=38)]


class TaxonomyError(ValueError):
    """A taxonomy file that cannot be used: file, line and reason, in one Dutch sentence."""


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class _Label(_Strict):
    nl: _Text
    en: _Text


class _Domain(_Strict):
    id: _Text
    label: _Label


class _Intervention(_Strict):
    id: _Text
    label: _Text
    description: _Text


class _Terms(_Strict):
    core: list[_Text] = Field(min_length=1)
    supporting: list[_Text] = []


class _Concept(_Strict):
    id: _Text
    domain: str | None = None
    label: _Label
    short: _Short
    definition: _Text
    includes: list[_Text] = Field(min_length=1)
    excludes: list[_Text] = Field(min_length=1)
    confusable: list[_Text] = []
    interventions: list[_Intervention] = []
    examples: list[_Text] = []
    terms: _Terms
    negative_terms: list[_Text] = []
    organisations: list[_Text] = []
    distinguish: dict[_Text, _Text] = {}


class _Facet(_Strict):
    facet: _Text
    title: _Label
    source: _Text
    domains: list[_Domain] = []
    concepts: list[_Concept] = Field(min_length=1)


@cache
def shipped_taxonomy() -> Taxonomy:
    """The rode draden and the instruments that ship with the project."""
    return load_taxonomy([FOLDER / name for name in FILES])


@cache
def further_taxonomy() -> Taxonomy:
    """The further facets that ship with the project, by the name of their file."""
    return load_taxonomy(sorted(FURTHER.glob("*.yaml")))


@cache
def whole_taxonomy() -> Taxonomy:
    """Everything that passages are asked: the shipped taxonomy and the further facets."""
    return Taxonomy((*shipped_taxonomy().facets, *further_taxonomy().facets))


def load_taxonomy(paths: list[Path]) -> Taxonomy:
    """Read facets from files. Raises TaxonomyError with file, line and reason."""
    return Taxonomy(tuple(load_facet(path) for path in paths))


def load_facet(path: Path) -> Facet:
    """Read one facet from a YAML file. Raises TaxonomyError with file, line and reason."""
    try:
        text = path.read_text(encoding="utf-8")
        tree, content = _parsed(text)
    except OSError as error:
        raise TaxonomyError(f"{path.name} is niet te lezen ({error.strerror}).") from error
    except UnicodeDecodeError as error:
        raise TaxonomyError(
            f"{path.name} is niet te lezen; sla het bestand op als UTF-8."
        ) from error
    except yaml.reader.ReaderError as error:
        line = text.count("\n", 0, error.position) + 1
        raise TaxonomyError(
            f"{path.name}, regel {line}: hier staat een onzichtbaar teken dat niet mag."
        ) from error
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise TaxonomyError(
            f"{path.name}, regel {line}: geen geldige YAML ({error.problem})."
        ) from error
    if not isinstance(content, dict):
        raise TaxonomyError(f"{path.name}, regel 1: hier hoort een lijst van sleutels te staan.")
    _refuse_double_keys(path, tree)
    try:
        return _facet(_Facet.model_validate(content))
    except ValidationError as error:
        first = error.errors()[0]
        line = _line_of(tree, first["loc"])
        where = ".".join(map(str, first["loc"]))
        raise TaxonomyError(f"{path.name}, regel {line}: {where}: {_reason(first)}.") from error


def _parsed(text: str) -> tuple[yaml.Node | None, object]:
    """The nodes of a text, which know their lines, and what they hold.

    libyaml takes a tenth of the time of the parser in Python, and every command waits for this.
    Only the latter, which is always there, says what is wrong: its words are the same everywhere.
    """
    if yaml.__with_libyaml__:
        with suppress(yaml.YAMLError):
            return _read_with(yaml.CSafeLoader(text))
    return _read_with(yaml.SafeLoader(text))


def _read_with(loader: yaml.SafeLoader | yaml.CSafeLoader) -> tuple[yaml.Node | None, object]:
    try:
        tree = loader.get_single_node()
        return tree, None if tree is None else loader.construct_document(tree)
    finally:
        loader.dispose()


def _reason(error: object) -> str:
    details = dict(error)  # type: ignore[call-overload]
    match details["type"]:
        case "missing":
            return "deze sleutel ontbreekt"
        case "extra_forbidden":
            return "deze sleutel is onbekend"
        case "string_too_short" | "too_short":
            return "dit mag niet leeg zijn"
        case "list_type":
            return f"hier hoort een lijst te staan, niet {details['input']!r}"
        case "model_type":
            return f"hier horen sleutels te staan, niet {details['input']!r}"
        case "string_too_long":
            return "dit is te lang (ten hoogste 38 tekens)"
        case "string_type":
            return f"hier hoort tekst te staan, niet {details['input']!r}; zet aanhalingstekens"
        case _:
            return str(details["msg"])


def _refuse_double_keys(path: Path, node: yaml.Node | None) -> None:
    """YAML lets a second key overwrite the first without a word."""
    if isinstance(node, yaml.MappingNode):
        seen: set[str] = set()
        for key, value in node.value:
            if key.value in seen:
                line = key.start_mark.line + 1
                raise TaxonomyError(f"{path.name}, regel {line}: {key.value} staat er twee keer.")
            seen.add(key.value)
            _refuse_double_keys(path, value)
    elif isinstance(node, yaml.SequenceNode):
        for value in node.value:
            _refuse_double_keys(path, value)


def _line_of(node: yaml.Node | None, location: tuple[int | str, ...]) -> int:
    """Line of the deepest part of a location that is in the file."""
    line = node.start_mark.line + 1 if node else 1
    for step in location:
        child = _child(node, step)
        if child is None:
            break
        node, line = child
    return line


def _child(node: yaml.Node | None, step: int | str) -> tuple[yaml.Node, int] | None:
    if isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
        return node.value[step], node.value[step].start_mark.line + 1
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            if key.value == str(step):
                return value, key.start_mark.line + 1
    return None


def _facet(read: _Facet) -> Facet:
    return Facet(
        id=read.facet,
        title=Label(read.title.nl, read.title.en),
        source=read.source,
        domains=tuple(
            Domain(domain.id, Label(domain.label.nl, domain.label.en)) for domain in read.domains
        ),
        concepts=tuple(_concept(concept) for concept in read.concepts),
    )


def _concept(read: _Concept) -> Concept:
    return Concept(
        id=read.id,
        label=Label(read.label.nl, read.label.en),
        short=read.short,
        definition=read.definition,
        includes=tuple(read.includes),
        excludes=tuple(read.excludes),
        confusable=tuple(read.confusable),
        interventions=tuple(
            Intervention(kind.id, kind.label, kind.description) for kind in read.interventions
        ),
        examples=tuple(read.examples),
        core_terms=tuple(read.terms.core),
        supporting_terms=tuple(read.terms.supporting),
        negative_terms=tuple(read.negative_terms),
        organisations=tuple(read.organisations),
        distinguish=tuple(read.distinguish.items()),
        domain=read.domain,
    )
