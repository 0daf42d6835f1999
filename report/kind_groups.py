"""Groups that the passages of a rode draad form by themselves, beside its five kinds.

Where a group falls together with a kind, the taxonomy names what is there; a group that hardly
meets any kind may be something that the five do not name.
"""

from collections.abc import Mapping, Sequence

import numpy as np

from classify.clusters import clusters_of, typical_words
from corpus.analysed import AnalysedPassage
from corpus.records import PassageKind
from report.columns import BRON, CLUSTERED, bounds, count, share, text
from report.intervals import clustered_wilson
from report.material import Material
from report.quotes import Pointer, pointer_to, quote_at
from report.results import ResultRow, ResultTable, Value
from report.texts import Texts
from taxonomy.concept import Concept, Facet

GROUPS = 5
_FEWEST, _MOST = 4, 6
_READ = 400
"""Passages of a rode draad that are grouped: the most probable ones."""
_LEAST = 15
"""Fewer passages show no groups."""
_WORDS = 6
_NONE = "geen van de vijf"


def groups_table(
    material: Material,
    texts: Sequence[Texts],
    threads: Facet,
    kinds: Mapping[str, tuple[Concept, ...]],
) -> ResultTable:
    """The five largest groups of every rode draad, with how many passages have which kind."""
    rows = [
        row
        for thread in threads.concepts
        if kinds[thread.id]
        for row in _rows(material, texts, thread, kinds[thread.id])
    ]
    return ResultTable(
        name="groepen_naast_soorten",
        title="Groepen van gelijkende passages naast de vijf soorten",
        sheet="Groepen naast soorten",
        reading=(
            f"De passages van een rode draad (de {_READ} met de hoogste kans, zonder rijen van "
            "tabellen) zijn op gelijkenis gegroepeerd, zonder naar de soorten te kijken. "
            f"Van de {GROUPS} grootste groepen "
            "staat hier hoeveel passages elke soort hebben; soort 1 is de eerste soort van de "
            "rode draad. Een groep waarin geen soort vaak voorkomt, kan iets zijn wat de vijf "
            f"niet noemen. Een rode draad met minder dan {_LEAST} passages heeft geen groepen."
        ),
        columns=(
            text("draad", "Rode draad", "Korte naam van de rode draad."),
            count("groep", "Groep", "1 is de grootste groep van de rode draad."),
            text("woorden", "Typerende woorden", "Woorden die vaker in deze groep staan."),
            BRON,
            count("passages", "Passages", "Passages van de groep in deze bron."),
            *(
                count(f"soort_{place}", f"Soort {place}", f"Passages met de {place}e soort.")
                for place in range(1, GROUPS + 1)
            ),
            count("geen_soort", "Geen soort", "Passages waarin geen van de vijf is herkend."),
            text("naaste_soort", "Naaste soort", "Soort die het vaakst voorkomt in deze regel."),
            share("aandeel", "Aandeel", "Deel van de passages dat de naaste soort heeft."),
            *bounds("soort", "het aandeel", CLUSTERED),
            text("citaat", "Kenmerkend citaat", "Zin uit de passage in het midden van de groep."),
        ),
        rows=tuple(rows),
    )


def _rows(
    material: Material, texts: Sequence[Texts], thread: Concept, kinds: Sequence[Concept]
) -> list[ResultRow]:
    passages = _most_probable(texts, thread.id)
    vectors = {key: material.vectors[key] for key in passages if key in material.vectors}
    if len(vectors) < _LEAST:
        return []
    groups = clusters_of(vectors, _FEWEST, _MOST)[:GROUPS]
    words = typical_words(
        [[passages[one].passage.text for one in group.members] for group in groups], _WORDS
    )
    rows = []
    for number, (group, typical) in enumerate(zip(groups, words, strict=True), 1):
        for one in texts:
            members = [passages[key] for key in group.members if passages[key].bron is one.bron]
            if members:
                head = (thread, number, ", ".join(typical))
                rows.append(_row(head, one, members, kinds))
    return rows


def _most_probable(texts: Sequence[Texts], thread: str) -> dict[str, AnalysedPassage]:
    """The passages of a rode draad by id, plans and reports together, for groups alone."""
    labelled = (one.passages[place] for one in texts for place in one.with_label(thread))
    # Rows of tables resemble one another by the names of their columns.
    found = [one for one in labelled if one.passage.kind is not PassageKind.TABLE]
    found.sort(key=lambda one: (-one.probability_of(thread), one.passage.passage_id))
    return {one.passage.passage_id: one for one in found[:_READ]}


def _row(
    head: tuple[Concept, int, str],
    texts: Texts,
    members: Sequence[AnalysedPassage],
    kinds: Sequence[Concept],
) -> ResultRow:
    thread, number, words = head
    of_kind = {kind.id: [one for one in members if kind.id in one.further_labels] for kind in kinds}
    none = [one for one in members if not any(one in some for some in of_kind.values())]
    nearest = max(kinds, key=lambda kind: len(of_kind[kind.id]))
    hits = of_kind[nearest.id]
    low, high = _interval(texts, hits, members)
    centre = pointer_to(members[0], thread.id)
    values: dict[str, Value] = {
        "draad": thread.short,
        "groep": number,
        "woorden": words,
        "bron": texts.bron,
        "passages": len(members),
        "geen_soort": len(none),
        "naaste_soort": nearest.short if hits else _NONE,
        "aandeel": round(len(hits) / len(members), 4),
        "soort_laag": low,
        "soort_hoog": high,
        "citaat": quote_at(members[0], centre).text,
    }
    basis: dict[str, tuple[Pointer, ...]] = {
        "passages": tuple(pointer_to(one, thread.id) for one in members),
        "geen_soort": tuple(pointer_to(one, thread.id) for one in none),
        "aandeel": tuple(pointer_to(one, nearest.id) for one in hits),
        "citaat": (centre,),
    }
    for place in range(1, GROUPS + 1):
        kind = kinds[place - 1] if place <= len(kinds) else None
        values[f"soort_{place}"] = len(of_kind[kind.id]) if kind else None
        if kind:
            basis[f"soort_{place}"] = tuple(pointer_to(one, kind.id) for one in of_kind[kind.id])
    return ResultRow(f"{thread.id}|{number}|{texts.bron}", values, basis)


def _interval(
    texts: Texts, hits: Sequence[AnalysedPassage], members: Sequence[AnalysedPassage]
) -> tuple[float, float]:
    places = {row.deal.deal_id: place for place, row in enumerate(texts.rows)}
    counted, totals = np.zeros(len(places)), np.zeros(len(places))
    np.add.at(counted, [places[one.deal] for one in hits], 1.0)
    np.add.at(totals, [places[one.deal] for one in members], 1.0)
    low, high = clustered_wilson(counted, totals)
    return float(low), float(high)
