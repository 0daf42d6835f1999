"""What is installed, what is used, and how to get what is missing."""

import importlib.util
import platform
import shutil
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from classify.embed import EMBEDDED
from corpus import registry
from extract import ocr
from extract.language import ADVICE, DEFAULT_MODEL, is_installed
from pipelines.models.embedders import open_embedder
from taxonomy.load import shipped_taxonomy


def examine() -> Iterator[str]:
    """Lines for a person: what works, and an advice where more is possible."""
    yield f"Rode Draden {_version('rode-draden')} op Python {platform.python_version()}"
    taxonomy = shipped_taxonomy()
    yield f"Taxonomie: {len(taxonomy.concepts)} begrippen, versie {taxonomy.version}"
    yield (
        f"Register: {len(registry.deals())} deals, {len(registry.ministries())} ministeries en "
        f"posten, {len(registry.evaluations())} evaluaties"
    )
    yield from _language()
    yield f"Embedder: {open_embedder().embedder_id} (ingebouwd; werkt zonder netwerk)"
    yield from _transformers()
    yield from _text_recognition()
    yield f"Prefect: {_version('prefect')}; gebruiksstatistieken staan uit bij rodedraden run"
    yield f"Werkmap: {Path.cwd()}, {shutil.disk_usage(Path.cwd()).free // 10**9} GB vrij"


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return "(niet geïnstalleerd)"


def _language() -> Iterator[str]:
    if is_installed():
        yield f"Taalmodel: {DEFAULT_MODEL} {_version(DEFAULT_MODEL)} (zinnen, lemma's en namen)"
    else:
        yield f"Taalmodel: {DEFAULT_MODEL} is niet geïnstalleerd; zinnen en namen gaan met regels."
        yield f"  {ADVICE}"


def _transformers() -> Iterator[str]:
    if importlib.util.find_spec("sentence_transformers"):
        yield f"sentence-transformers: {_version('sentence-transformers')}"
    else:
        yield (
            f"sentence-transformers: niet geïnstalleerd; {EMBEDDED} wordt gebruikt. "
            "Andere modellen: pip install '.[transformers]' in de map van het project"
        )


def _text_recognition() -> Iterator[str]:
    advice = ocr.missing()
    if not advice:
        yield f"Tekstherkenning: {ocr.engine_id()} (leest gescande pagina's)"
    else:
        yield "Tekstherkenning: niet geïnstalleerd; gescande pagina's tellen als 'geen tekst'."
        yield f"  {advice}"
