"""Analysis 7: which reports speak of monitoring, effect, theory of change, embedding, duration."""

import math
from collections.abc import Iterable, Sequence

import numpy as np

from report.columns import TRANCHE, count, text
from report.intervals import Z
from report.material import Material
from report.quotes import Pointer, best_first
from report.results import (
    Check,
    FigureSpec,
    Form,
    ResultColumn,
    ResultRow,
    ResultTable,
    Section,
    Value,
    Verdict,
)
from report.shown_values import counted
from report.witnesses import (
    DOCUMENT_COLUMNS,
    REPORTS,
    VOICE,
    Witness,
    best_of_each,
    concepts_of,
    counted_documents,
    document_values,
    pointers,
    quotation,
    share_of,
    spoken,
    witnesses_of,
)
from taxonomy.concept import Concept

FACET = "effectiviteit"
MONITORING, EFFECT, THEORY = "E1", "E2", "E3"
FEW = 30
"""Below this number of documents a trend is too unsure to be refused."""
_SOURCE = "Rebel, Rode Draden in Regio Deals (2024), paragraaf 3.2"
_INDICATOR = text("onderwerp", "Onderwerp", "Sleutel van het onderwerp.")
_NAME = text("titel", "Naam", "Waar het document over spreekt.")
_COUNTS: tuple[ResultColumn, ...] = (
    *counted_documents("Documenten die het onderwerp met voldoende zekerheid noemen."),
    count("passages", "Passages", "Passages die het onderwerp noemen."),
)


def section(material: Material) -> Section:
    """Lay out the indicators by voice, tranche, year and document."""
    concepts = concepts_of(material, FACET)
    witnesses = [one for one in witnesses_of(material) if one.voice in REPORTS]
    readable = spoken(witnesses, *REPORTS)
    return Section(
        number=7,
        title="Nadenken over effectiviteit",
        question="Hoeveel rapportages gaan in op monitoring, effect, onderbouwing en borging?",
        tables=(
            _overview(witnesses, concepts),
            _by_tranche(readable, concepts),
            _by_year(readable, concepts),
            _documents(witnesses, concepts),
        ),
        checks=(
            _rising(readable, concepts, "tranche"),
            _rising(readable, concepts, "jaar"),
            _not_always(readable, concepts),
        ),
        figures=_FIGURES,
        remarks=(
            "Dat een rapportage over effect spreekt, wil niet zeggen dat er effect is. Een zin die "
            "vaststelt dat er niets is gemeten, telt ook mee.",
            "Convenanten en stukken over meer deals tellen niet mee.",
            "Een nulmeting of monitorrapportage gaat uit haar aard over monitoring. Vergelijk "
            "jaren en tranches daarom niet zonder naar de soorten documenten te kijken.",
            "Elke rij van een tabel met indicatoren telt als passage over monitoring; kijk voor "
            "een vergelijking naar documenten, niet naar passages.",
        ),
    )


_FIGURES = (
    FigureSpec(
        name="effectiviteit_tranche",
        title="Aandeel documenten dat over effectiviteit spreekt, per tranche",
        description="Een balk per onderwerp en tranche: het aandeel van de leesbare documenten "
        "dat het onderwerp noemt, met het 95%-interval.",
        form=Form.BARS,
        table="effectiviteit_tranche",
        label="titel",
        value="aandeel",
        group="groep",
        low="aandeel_laag",
        high="aandeel_hoog",
    ),
    FigureSpec(
        name="effectiviteit_jaar",
        title="Aandeel documenten dat over effectiviteit spreekt, per jaar",
        description="Per onderwerp een rij en per jaar een kolom: het aandeel van de leesbare "
        "documenten dat het onderwerp noemt.",
        form=Form.HEAT,
        table="effectiviteit_jaar",
        label="titel",
        value="aandeel",
        group="groep",
    ),
)


def _row(
    key: str, concept: Concept, documents: Sequence[Witness], head: dict[str, Value]
) -> ResultRow:
    """How many of some documents speak of an indicator."""
    holding = best_of_each(documents, concept.id)
    passages = best_first((p for one in documents for p in one.labelled(concept.id)), concept.id)
    values: dict[str, Value] = {
        "onderwerp": concept.id,
        "titel": concept.short,
        **head,
        "documenten": len(holding),
        "documenten_met_tekst": len(documents),
        **share_of(len(holding), len(documents), "aandeel"),
        "passages": len(passages),
        "citaat": quotation(holding[0], concept.id) if holding else "",
    }
    basis = {
        "documenten": pointers(holding, concept.id),
        "aandeel": pointers(holding, concept.id),
        "passages": pointers(passages, concept.id),
        "citaat": pointers(holding[:1], concept.id),
    }
    return ResultRow(f"{concept.id}|{key}", values, basis)


def _overview(witnesses: Sequence[Witness], concepts: Sequence[Concept]) -> ResultTable:
    """A row for each indicator and voice."""
    rows = []
    for concept in concepts:
        for voice in REPORTS:
            documents = spoken(witnesses, voice)
            rows.append(_row(voice, concept, documents, {"bron": voice}))
    return ResultTable(
        name="effectiviteit",
        title="Waar rapportages over effectiviteit op ingaan",
        sheet="Effectiviteit",
        reading="Een regel per onderwerp en spreker, met het aandeel documenten dat er met "
        "voldoende zekerheid op ingaat. Bij weinig documenten is het interval breed.",
        columns=(
            _INDICATOR,
            _NAME,
            VOICE,
            *_COUNTS,
            text("citaat", "Citaat", "De zin die het onderwerp het best laat zien."),
        ),
        rows=tuple(rows),
    )


def _of_documents(documents: Sequence[Witness]) -> str:
    """How many there are: with one document every share is 0 or all."""
    return counted(len(documents), "document", "documenten")


def _by_tranche(documents: Sequence[Witness], concepts: Sequence[Concept]) -> ResultTable:
    """A row for each indicator and tranche that has a readable report."""
    rows = []
    for concept in concepts:
        for tranche in sorted({_tranche(one) for one in documents}):
            some = [one for one in documents if _tranche(one) == tranche]
            head: dict[str, Value] = {
                "tranche": tranche,
                "groep": f"Tranche {tranche}, {_of_documents(some)}",
            }
            rows.append(_row(str(tranche), concept, some, head))
    return ResultTable(
        name="effectiviteit_tranche",
        title="Effectiviteit naar tranche",
        sheet="Effectiviteit naar tranche",
        reading="Een regel per onderwerp en tranche. Overlappen de intervallen, dan is een "
        "verschil niet zeker.",
        columns=(
            _INDICATOR,
            _NAME,
            TRANCHE,
            text(
                "groep",
                "Tranche in woorden",
                "De tranche met haar aantal documenten, voor de figuur.",
            ),
            *_COUNTS,
        ),
        rows=tuple(rows),
    )


def _by_year(documents: Sequence[Witness], concepts: Sequence[Concept]) -> ResultTable:
    """A row for each indicator and year; documents without a year are left out."""
    rows = []
    for concept in concepts:
        for year in sorted({one.source.year for one in documents if one.source.year}):
            some = [one for one in documents if one.source.year == year]
            head: dict[str, Value] = {
                "jaar": str(year),
                "groep": f"{year} ({_of_documents(some)})",
            }
            rows.append(_row(str(year), concept, some, head))
    return ResultTable(
        name="effectiviteit_jaar",
        title="Effectiviteit naar jaar van het document",
        sheet="Effectiviteit naar jaar",
        reading="Een regel per onderwerp en jaar. Documenten zonder jaar staan er niet in.",
        columns=(
            _INDICATOR,
            _NAME,
            text("jaar", "Jaar", "Jaar van het document."),
            text(
                "groep", "Jaar in woorden", "Het jaar met zijn aantal documenten, voor de figuur."
            ),
            *_COUNTS,
        ),
        rows=tuple(rows),
    )


def _documents(witnesses: Sequence[Witness], concepts: Sequence[Concept]) -> ResultTable:
    """A row for each document, a column for each indicator."""
    return ResultTable(
        name="effectiviteit_documenten",
        title="Effectiviteit per document",
        sheet="Effectiviteit per document",
        reading="Een regel per document, met het aantal passages per onderwerp. Een leeg vak is "
        "een document zonder leesbare tekst.",
        columns=(
            *DOCUMENT_COLUMNS,
            *(
                count(one.id.lower(), one.short, f"Passages over: {one.label.nl}.")
                for one in concepts
            ),
        ),
        rows=tuple(_document_row(one, concepts) for one in witnesses),
    )


def _document_row(witness: Witness, concepts: Sequence[Concept]) -> ResultRow:
    values = document_values(witness)
    basis: dict[str, tuple[Pointer, ...]] = {}
    for concept in concepts:
        found = witness.labelled(concept.id)
        values[concept.id.lower()] = len(found) if witness.has_text else None
        basis[concept.id.lower()] = pointers(found, concept.id)
    return ResultRow(witness.source.name, values, basis)


def _tranche(witness: Witness) -> int:
    assert witness.deal is not None
    return witness.deal.tranche


def trend(groups: Sequence[int], hits: Sequence[bool]) -> float | None:
    """How many standard errors a share rises with its group (Cochran 1954, Armitage 1955).

    None where all documents are of one group, or all or none of them are hits.
    """
    at, hit = np.array(groups, dtype=float), np.array(hits, dtype=float)
    if not len(at):
        return None
    mean = float(hit.mean())
    spread = float(np.square(at - at.mean()).sum()) * mean * (1 - mean)
    if spread == 0:
        return None
    return float(((at - at.mean()) * hit).sum()) / math.sqrt(spread)


def _rising(documents: Sequence[Witness], concepts: Sequence[Concept], by: str) -> Check:
    """The share of reports with a theory or an effect measured rises with tranche or year."""
    what = "latere tranches" if by == "tranche" else "latere jaren"
    statement = (
        f"Documenten uit {what} gaan vaker in op effectmeting of op de beleidstheorie (Theory of "
        "Change)."
    )
    dated = [one for one in documents if by == "tranche" or one.source.year]
    groups = [_tranche(one) if by == "tranche" else one.source.year or 0 for one in dated]
    hits = [one.holds(EFFECT) or one.holds(THEORY) for one in dated]
    z = trend(groups, hits) if concepts else None
    found = _by_group(groups, hits, by)
    if z is None:
        reason = found or "Er zijn geen leesbare documenten."
        return Check(statement, Verdict.NOT_TESTABLE, reason, _SOURCE)
    basis = _first_pointers(dated, (EFFECT, THEORY))
    if z >= Z:
        return Check(statement, Verdict.HOLDS, found, _SOURCE, basis)
    if z <= -Z or (z <= 0 and len(dated) >= FEW):
        return Check(statement, Verdict.FAILS, found, _SOURCE, basis)
    way = "Het aandeel stijgt" if z > 0 else "Het aandeel stijgt niet"
    found += f" {way}, maar met {len(dated)} documenten kan dat toeval zijn."
    return Check(statement, Verdict.NOT_TESTABLE, found, _SOURCE, basis)


def _by_group(groups: Sequence[int], hits: Sequence[bool], by: str) -> str:
    """Documents with a hit of all documents, for each tranche or year: a sentence."""
    told = []
    for group in sorted(set(groups)):
        own = [hit for one, hit in zip(groups, hits, strict=True) if one == group]
        told.append(f"{by} {group}: {sum(own)} van {len(own)}")
    return "; ".join(told)[:1].upper() + "; ".join(told)[1:] + "." if told else ""


def _first_pointers(documents: Iterable[Witness], concepts: Iterable[str]) -> tuple[Pointer, ...]:
    found: dict[str, tuple[Pointer, ...]] = {}
    for witness in documents:
        for concept in concepts:
            if witness.holds(concept):
                passages = witness.labelled(concept)[:1]
                found.setdefault(witness.source.name, pointers(passages, concept))
    return tuple(pointer for some in found.values() for pointer in some)


def _not_always(documents: Sequence[Witness], concepts: Sequence[Concept]) -> Check:
    """Where results could be monitored that is by no means always done."""
    statement = "Niet elke rapportage gaat in op monitoring van resultaten: sommige zwijgen erover."
    if not concepts or not documents:
        found = "Er zijn geen leesbare documenten."
        return Check(statement, Verdict.NOT_TESTABLE, found, _SOURCE)
    silent = [one for one in documents if not one.holds(MONITORING)]
    found = f"{len(silent)} van {len(documents)} leesbare documenten noemen monitoring niet"
    if silent:
        shown = ", ".join(f"{one.source.name} ({one.words} woorden)" for one in silent[:5])
        found += f": {shown}{' en andere' if len(silent) > 5 else ''}."
        return Check(statement, Verdict.HOLDS, found, _SOURCE)
    basis = _first_pointers(documents, (MONITORING,))
    if len(documents) < FEW:
        found += f"; met {len(documents)} documenten zegt dat nog niet dat alle het doen."
        return Check(statement, Verdict.NOT_TESTABLE, found, _SOURCE, basis)
    return Check(statement, Verdict.FAILS, found + ".", _SOURCE, basis)
