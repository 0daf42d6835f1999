"""The codebook and the labelled texts as REFI-QDA, for ATLAS.ti, MAXQDA, NVivo and others.

A project holds one plain text a document, made of the passages of this run, so that positions are
exact: they count Unicode characters from the start of that text, the end not included (REFI-QDA
1.5). Labels are codings of whole passages; deals are cases. Identities follow from content, so the
same run gives the same file.
"""

import re
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO
from uuid import UUID, uuid5
from xml.etree import ElementTree
from xml.etree.ElementTree import Element, SubElement

from corpus.analysed import AnalysedPassage, Analysis
from corpus.records import LANDELIJK, MEERDERE, Deal, Review, Source
from report.shown_values import decimal
from taxonomy.concept import Concept, Facet, Taxonomy

ORIGIN = "Rode Draden"
_PROJECT = "urn:QDA-XML:project:1.0"
_CODEBOOK = "urn:QDA-XML:codebook:1.0"
_OURS = UUID("5d4ef3a1-6b0e-5c5f-9d3a-2f0d8f1f7c11")
_STAMP = (2024, 1, 1, 0, 0, 0)
_BETWEEN = "\n\n"
_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_PALETTE = ("#1f6f8b", "#a23b2a", "#5b7f2b", "#6a4c93", "#b5651d", "#2a5da8", "#8a6d00", "#9c2f6b")
"""One colour a group, so that themes of one domain stand out together."""
_NAME_LENGTH = 60
_MODEL, _PEOPLE = "model", "mensen"


@dataclass(frozen=True, slots=True)
class TextOfDocument:
    """The text of one document as it is exported, and where each passage stands in it."""

    source: Source
    text: str
    places: Mapping[str, tuple[int, int]]
    passages: tuple[AnalysedPassage, ...]


def texts_of(analysis: Analysis) -> tuple[TextOfDocument, ...]:
    """One text a document that gave passages, in the order of the analysis."""
    by_document: dict[str, list[AnalysedPassage]] = {}
    for one in analysis.passages:
        by_document.setdefault(one.source.document_id, []).append(one)
    return tuple(
        _text_of(source, by_document[source.document_id])
        for source in analysis.sources
        if source.document_id in by_document
    )


def _text_of(source: Source, passages: Sequence[AnalysedPassage]) -> TextOfDocument:
    places: dict[str, tuple[int, int]] = {}
    parts, start = [], 0
    for one in passages:
        part = _legal(one.passage.text)
        places[one.passage.passage_id] = (start, start + len(part))
        parts.append(part)
        start += len(part) + len(_BETWEEN)
    return TextOfDocument(source, _BETWEEN.join(parts), places, tuple(passages))


def _legal(text: str) -> str:
    """The text with a mark for each character that XML does not allow: positions stay."""
    return _NOT_IN_XML.sub("\N{REPLACEMENT CHARACTER}", text.replace("\r", " "))


def codebook(taxonomy: Taxonomy) -> bytes:
    """The codebook as a .qdc file: facets and domains as groups, concepts as codes."""
    root = Element("CodeBook", {"xmlns": _CODEBOOK, "origin": ORIGIN})
    _add_codes(SubElement(root, "Codes"), taxonomy)
    return _xml(root)


def project(analysis: Analysis, taxonomy: Taxonomy, deals: Mapping[str, Deal], name: str) -> bytes:
    """The project as a .qdpx file: codebook, texts with codings, and deals as cases."""
    texts = texts_of(analysis)
    files = [("project.qde", _project_xml(texts, taxonomy, deals, name))]
    files += [
        (f"sources/{_guid('source', one.source.document_id)}.txt", one.text.encode("utf-8"))
        for one in texts
    ]
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for path, content in files:
            archive.writestr(zipfile.ZipInfo(path, _STAMP), content, zipfile.ZIP_DEFLATED)
    return stream.getvalue()


# Codes ----------------------------------------------------------------------------------------


def _add_codes(parent: Element, taxonomy: Taxonomy) -> None:
    for number, facet in enumerate(taxonomy.facets):
        group = _group(parent, facet.id, facet.title.nl, _colour(number))
        SubElement(group, "Description").text = _legal(facet.source)
        groups = {
            domain.id: _group(group, f"{facet.id}/{domain.id}", domain.label.nl, _colour(place))
            for place, domain in enumerate(facet.domains)
        }
        for concept in facet.concepts:
            _add_code(groups.get(concept.domain or "", group), concept, _place(facet, concept))


def _place(facet: Facet, concept: Concept) -> int:
    ids = [domain.id for domain in facet.domains]
    return ids.index(concept.domain) if concept.domain in ids else 0


def _group(parent: Element, key: str, name: str, colour: str) -> Element:
    marks = {"guid": _guid("group", key), "name": name, "isCodable": "false", "color": colour}
    return SubElement(parent, "Code", marks)


def _add_code(parent: Element, concept: Concept, place: int) -> None:
    code = SubElement(
        parent,
        "Code",
        {
            "guid": _guid("code", concept.id),
            "name": f"{concept.id} {concept.label.nl}",
            "isCodable": "true",
            "color": _colour(place),
        },
    )
    SubElement(code, "Description").text = _legal(_meaning(concept))


def _meaning(concept: Concept) -> str:
    return "\n".join(
        [
            concept.definition,
            *(f"Wel: {text}" for text in concept.includes),
            *(f"Niet: {text}" for text in concept.excludes),
            *(f"Verschil met {other}: {text}" for other, text in concept.distinguish),
        ]
    )


def _colour(place: int) -> str:
    return _PALETTE[place % len(_PALETTE)]


# The project ------------------------------------------------------------------------------------


def _project_xml(
    texts: Sequence[TextOfDocument], taxonomy: Taxonomy, deals: Mapping[str, Deal], name: str
) -> bytes:
    user = _guid("user", _MODEL)
    people = _guid("user", _PEOPLE)
    root = Element(
        "Project", {"xmlns": _PROJECT, "name": name, "origin": ORIGIN, "creatingUserGUID": user}
    )
    users = SubElement(root, "Users")
    SubElement(users, "User", {"guid": user, "name": "Rode Draden (model)"})
    SubElement(users, "User", {"guid": people, "name": "Rode Draden (door mensen bevestigd)"})
    book = SubElement(root, "CodeBook", {"origin": ORIGIN})
    _add_codes(SubElement(book, "Codes"), taxonomy)
    _add_variables(SubElement(root, "Variables"))
    _add_cases(SubElement(root, "Cases"), texts, deals)
    sources = SubElement(root, "Sources")
    for one in texts:
        _add_source(sources, one, user)
    SubElement(root, "Description").text = (
        "Labels komen van een model; wat mensen hebben bevestigd, staat op naam van een tweede "
        "gebruiker. De teksten zijn die van de passages van Rode Draden, zodat de posities "
        "kloppen. Vermelding van een thema is geen effect."
    )
    return _xml(root)


_VARIABLES = (("tranche", "Integer"), ("soort", "Text"), ("jaar", "Integer"), ("bron", "Text"))


def _add_variables(parent: Element) -> None:
    for name, kind in _VARIABLES:
        guid = _guid("variable", name)
        SubElement(parent, "Variable", {"guid": guid, "name": name, "typeOfVariable": kind})


def _add_value(parent: Element, name: str, value: str | int) -> None:
    holder = SubElement(parent, "VariableValue")
    SubElement(holder, "VariableRef", {"targetGUID": _guid("variable", name)})
    kind = "IntegerValue" if isinstance(value, int) else "TextValue"
    SubElement(holder, kind).text = str(value)


def _add_cases(parent: Element, texts: Sequence[TextOfDocument], deals: Mapping[str, Deal]) -> None:
    """A deal with its own documents, and with the passages about it in documents on many deals."""
    sources: dict[str, list[str]] = {}
    selections: dict[str, list[str]] = {}
    for text in texts:
        if text.source.deal not in (MEERDERE, LANDELIJK):
            guid = _guid("source", text.source.document_id)
            sources.setdefault(text.source.deal, []).append(guid)
        else:
            for one in _labelled(text):
                selections.setdefault(one.deal, []).append(_selection_guid(one))
    for key, deal in deals.items():
        if key in sources or key in selections:
            case = SubElement(parent, "Case", {"guid": _guid("case", key), "name": deal.name})
            _add_value(case, "tranche", deal.tranche)
            for guid in sources.get(key, ()):
                SubElement(case, "SourceRef", {"targetGUID": guid})
            for guid in selections.get(key, ()):
                SubElement(case, "SelectionRef", {"targetGUID": guid})


def _add_source(parent: Element, text: TextOfDocument, user: str) -> None:
    key = _guid("source", text.source.document_id)
    source = SubElement(
        parent,
        "TextSource",
        {
            "guid": key,
            "name": text.source.name,
            "plainTextPath": f"internal://{key}.txt",
            "creatingUser": user,
        },
    )
    for one in _labelled(text):
        _add_selection(source, one, text.places[one.passage.passage_id], user)
    _add_value(source, "soort", text.source.kind)
    _add_value(source, "jaar", text.source.year)
    _add_value(source, "bron", next(iter(text.passages)).bron)


def _labelled(text: TextOfDocument) -> Iterator[AnalysedPassage]:
    return (one for one in text.passages if one.all_labels and one.passage.text)


def _add_selection(
    parent: Element, one: AnalysedPassage, place: tuple[int, int], user: str
) -> None:
    start, end = place
    selection = SubElement(
        parent,
        "PlainTextSelection",
        {
            "guid": _selection_guid(one),
            "name": _legal(" ".join(one.passage.text[:_NAME_LENGTH].split())),
            "startPosition": str(start),
            "endPosition": str(end),
            "creatingUser": user,
        },
    )
    pages = ", ".join(map(str, one.passage.pages))
    chances = "; ".join(f"{label} {decimal(one.probability_of(label))}" for label in one.all_labels)
    SubElement(selection, "Description").text = f"Pagina {pages}. Kans: {chances}."
    for label in one.all_labels:
        guid = _guid("coding", f"{one.passage.passage_id}/{label}")
        is_confirmed = one.review_of(label) is Review.BEVESTIGD
        who = _guid("user", _PEOPLE) if is_confirmed else user
        coding = SubElement(selection, "Coding", {"guid": guid, "creatingUser": who})
        SubElement(coding, "CodeRef", {"targetGUID": _guid("code", label)})


def _selection_guid(one: AnalysedPassage) -> str:
    return _guid("selection", one.passage.passage_id)


def _guid(kind: str, key: str) -> str:
    return str(uuid5(_OURS, f"{kind}:{key}"))


def _xml(root: Element) -> bytes:
    ElementTree.indent(root)
    return bytes(ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)) + b"\n"
