"""One document in two forms, such as a covenant as PDF and as DOCX: the better one is used."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from corpus.records import Document, Grade, Outcome, Source

_SAME_TEXT = 0.5
"""Share of common words above which two files of one name hold the same text."""
_GRADES = (Grade.GOED, Grade.MATIG, Grade.SLECHT, Grade.GEEN)


def without_other_forms(
    sources: Sequence[Source], documents: Mapping[str, Document]
) -> dict[str, Document]:
    """The documents, with those set aside that hold the text of another in a worse form.

    Files are forms of one document when they stand in one folder, have one name but for its end,
    and share most of their words.
    """
    kept = dict(documents)
    for forms in _forms(sources, documents):
        used: list[Source] = []
        for source in sorted(forms, key=lambda form: _rank(form, documents)):
            document = documents[source.document_id]
            better = (one for one in used if _is_same(document, documents[one.document_id]))
            best = next(better, None)
            if best is None:
                used.append(source)
            else:
                kept[source.document_id] = _set_aside(document, source, best)
    return kept


def _forms(sources: Sequence[Source], documents: Mapping[str, Document]) -> list[list[Source]]:
    named: dict[Path, list[Source]] = {}
    for source in sources:
        if documents[source.document_id].outcome is Outcome.GELUKT:
            named.setdefault(source.path.with_suffix(""), []).append(source)
    return [
        forms for forms in named.values() if len({one.path.suffix.lower() for one in forms}) > 1
    ]


def _rank(source: Source, documents: Mapping[str, Document]) -> tuple[int, bool, str]:
    """By grade; of equals the PDF, which has pages and places, and then by name."""
    grade = documents[source.document_id].grade
    return _GRADES.index(grade), source.path.suffix.lower() != ".pdf", source.name


def _is_same(one: Document, other: Document) -> bool:
    words, others = _words(one), _words(other)
    return len(words & others) > _SAME_TEXT * max(1, len(words | others))


def _words(document: Document) -> set[str]:
    return {word for passage in document.passages for word in passage.text.casefold().split()}


def _set_aside(document: Document, source: Source, best: Source) -> Document:
    reason = (
        f"{source.name} is hetzelfde document als {best.name} in een andere vorm; {best.name} is "
        "gebruikt, want die is beter of minstens zo goed te lezen."
    )
    return replace(document, outcome=Outcome.OVERGESLAGEN, reason=reason, passages=(), removed=())
