"""Analysis 5: for every example of a rode draad the five passages that resemble it most."""

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from classify.embed import Vectors
from corpus.analysed import AnalysedPassage
from corpus.names import normalise
from report.columns import BRON, DEAL, count, number, text
from report.material import Material
from report.quotes import Pointer, quote_at
from report.results import Check, ResultRow, ResultTable, Section, Value, Verdict
from taxonomy.concept import Concept

NEAREST = 5
_WISHED = 0.8
_SEARCHED = 25
"""Passages looked at for five with different words."""
_SOURCE = "Eigen eis: bij acht van de tien voorbeelden een passende passage bij de eerste vijf"


@dataclass(frozen=True, slots=True)
class _Found:
    """A passage that resembles an example, with how much (-1 to 1) and the sentence that does."""

    passage: AnalysedPassage
    likeness: float
    pointer: Pointer


def section(material: Material) -> Section:
    """Find the nearest passages of every example; whether they fit is for a person to say."""
    examples = [
        (concept, number, line)
        for concept in material.taxonomy.facet("draden").concepts
        for number, line in enumerate(concept.examples, 1)
    ]
    found = _nearest(material, [line for _, _, line in examples])
    named = _interventions(material)
    rows = tuple(
        _row(material, named, example, rank, one)
        for example, some in zip(examples, found, strict=True)
        for rank, one in enumerate(some, 1)
    )
    return Section(
        number=5,
        title="Voorbeelden en de passages die erop lijken",
        question="Welke echte projecten lijken het meest op de voorbeelden van elke rode draad?",
        tables=(_table(rows),),
        checks=(_hits(examples, found),),
        remarks=(
            "De voorbeelden komen uit de taxonomie en zijn verzonnen. De volgorde is die van "
            "gelijkenis in woorden; of een passage echt past, moet een mens beoordelen. De kolom "
            "Oordeel is daarvoor leeg gelaten.",
            "Een passage met dezelfde woorden als een eerdere is overgeslagen.",
        ),
    )


def _nearest(material: Material, lines: Sequence[str]) -> list[list[_Found]]:
    """At most five passages an example, the most alike first; ties by id."""
    passages = sorted(
        (one for one in material.counted if one.passage.passage_id in material.vectors),
        key=lambda one: one.passage.passage_id,
    )
    if not passages or not lines:
        return [[] for _ in lines]
    table = np.stack([material.vectors[one.passage.passage_id] for one in passages])
    queries = material.embedder.encode_queries(lines)
    likeness = np.round((queries @ table.T).astype(np.float64), 4)
    chosen = [_varied(passages, row) for row in likeness]
    sentences = _Sentences.of(material, passages, {one for some in chosen for one in some})
    return [
        [_Found(passages[one], float(row[one]), sentences.nearest(one, query)) for one in some]
        for some, row, query in zip(chosen, likeness, queries, strict=True)
    ]


def _varied(passages: Sequence[AnalysedPassage], likeness: NDArray[np.float64]) -> list[int]:
    """Places of the most alike passages, no text twice."""
    said: set[str] = set()
    chosen: list[int] = []
    for place in np.argsort(-likeness, kind="stable")[:_SEARCHED]:
        words = normalise(passages[place].passage.text)
        if words not in said and likeness[place] > 0:
            said.add(words)
            chosen.append(int(place))
    return chosen[:NEAREST]


@dataclass(frozen=True, slots=True)
class _Sentences:
    """Sentences of the passages that were chosen: where they stand, and their vectors."""

    pointers: Mapping[int, tuple[Pointer, ...]]
    vectors: Mapping[int, Vectors]

    @classmethod
    def of(
        cls, material: Material, passages: Sequence[AnalysedPassage], places: Set[int]
    ) -> "_Sentences":
        """Encode all of them at once."""
        pointers = {
            place: tuple(
                Pointer(passages[place].passage.passage_id, start, end)
                for start, end in passages[place].passage.sentence_bounds
            )
            for place in sorted(places)
        }
        texts = [
            passages[place].passage.text[one.start : one.end]
            for place, some in pointers.items()
            for one in some
        ]
        lasts = np.cumsum([len(some) for some in pointers.values()])
        parts = np.split(material.embedder.encode_passages(texts), lasts[:-1]) if texts else []
        return cls(pointers, dict(zip(pointers, parts, strict=True)))

    def nearest(self, place: int, query: NDArray[np.float32]) -> Pointer:
        """The sentence of a passage that resembles a query most; the first of equals."""
        return self.pointers[place][int(np.argmax(np.round(self.vectors[place] @ query, 4)))]


def _interventions(material: Material) -> Mapping[str, list[str]]:
    """Names of the interventions that each passage speaks of, in order."""
    names: dict[str, list[str]] = {}
    for one in material.interventions:
        for passage in one.passages:
            names.setdefault(passage, []).append(one.name)
    return names


_COLUMNS = (
    text("draad", "Rode draad", "Korte naam van de rode draad waar het voorbeeld bij hoort."),
    count("nummer", "Nummer", "Nummer van het voorbeeld binnen de rode draad."),
    text("voorbeeld", "Voorbeeld", "Voorbeeldzin uit de taxonomie; verzonnen."),
    count("rang", "Rang", "1 lijkt het meest."),
    number("gelijkenis", "Gelijkenis", "Van 0 tot 1; zegt iets over woorden, niet of het past."),
    DEAL,
    BRON,
    text("interventie", "Interventie", "Project of programma dat in de passage wordt genoemd."),
    text("zelfde_draad", "Zelfde draad", "Of de passage deze rode draad heeft: ja of nee."),
    text("citaat", "Citaat", "Zin uit de passage die het meest op het voorbeeld lijkt."),
    text("document", "Document", "Bestand waar de passage in staat."),
    count("pagina", "Pagina", "Pagina van die zin, geteld vanaf de eerste van het bestand."),
    text("oordeel", "Oordeel", "In te vullen door een mens: past de passage, ja of nee?"),
)


def _table(rows: tuple[ResultRow, ...]) -> ResultTable:
    return ResultTable(
        name="voorbeelden",
        title="De vijf passages die het meest op elk voorbeeld lijken",
        sheet="Voorbeelden",
        reading=(
            "Per voorbeeld ten hoogste vijf regels. Bij een gelijkenis onder 0,4 past de passage "
            "meestal niet: dan is er niets beters. Zet in de kolom Oordeel of de passage past; "
            "het deel van de voorbeelden met minstens één passende regel is de trefkans."
        ),
        columns=_COLUMNS,
        rows=rows,
    )


def _row(
    material: Material,
    named: Mapping[str, Sequence[str]],
    example: tuple[Concept, int, str],
    rank: int,
    found: _Found,
) -> ResultRow:
    concept, place, line = example
    one = found.passage
    quote = quote_at(one, found.pointer)
    deal = material.deals.get(one.deal)
    values: dict[str, Value] = {
        "draad": concept.short,
        "nummer": place,
        "voorbeeld": line,
        "rang": rank,
        "gelijkenis": found.likeness,
        "deal": deal.name if deal else one.deal,
        "bron": one.bron,
        "interventie": "; ".join(named.get(one.passage.passage_id, ())),
        "zelfde_draad": "ja" if concept.id in one.labels else "nee",
        "citaat": quote.text,
        "document": quote.document,
        "pagina": quote.page,
        "oordeel": None,
    }
    return ResultRow(f"{concept.id}|{place}|{rank}", values, {"gelijkenis": (found.pointer,)})


def _hits(examples: Sequence[tuple[Concept, int, str]], found: Sequence[list[_Found]]) -> Check:
    statement = (
        f"Bij minstens {_WISHED:.0%} van de voorbeelden past een van de vijf naaste passages."
    )
    if not any(found):
        return Check(
            statement, Verdict.NOT_TESTABLE, "Er zijn geen passages om in te zoeken.", _SOURCE
        )
    same = [
        some
        for (concept, _, _), some in zip(examples, found, strict=True)
        if any(concept.id in one.passage.labels for one in some)
    ]
    seen = (
        "Nog niet door een mens beoordeeld. Wel te tellen: bij "
        f"{len(same)} van de {len(examples)} voorbeelden heeft minstens één van de vijf passages "
        "dezelfde rode draad. Dat is geen oordeel of zij past."
    )
    basis = tuple(some[0].pointer for some in found if some)
    return Check(statement, Verdict.NOT_TESTABLE, seen, _SOURCE, basis)
