"""Analysis 6: which factors helped or hindered, by report; plans have nothing to say of that."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from corpus.analysed import AnalysedPassage
from report.columns import TRANCHE, count, text
from report.material import Material
from report.quotes import Pointer, best_first
from report.results import (
    Check,
    FigureSpec,
    Form,
    ResultRow,
    ResultTable,
    Section,
    Value,
    Verdict,
)
from report.shown_values import counted, dotted
from report.witnesses import (
    DOCUMENT_COLUMNS,
    REPORTS,
    VOICE,
    Voice,
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

FACET = "factoren"
POLARITIES = ("succes", "faal", "gemengd", "onbekend")
LEAST_REPORTS = 2
"""Rebel: factors come back in the reports, so each is in at least this many."""
ENOUGH_REPORTS = 10
"""With fewer reports a factor that is not found may stand in the reports that are not there."""
STUDIED = (1, 2, 3)
"""Tranches whose reports Rebel read."""
TWO_SIDED = ("F2", "F3", "F7")
_SOURCE = "Rebel, Rode Draden in Regio Deals (2024), paragraaf 3.3"

_MEANINGS: Mapping[str, str] = {
    "succes": "Passages waarin de factor hielp.",
    "faal": "Passages waarin de factor ontbrak of hinderde.",
    "gemengd": "Passages waarin allebei staat.",
    "onbekend": "Passages die de factor noemen zonder richting.",
}
_TOLD_COLUMNS = (
    count("passages", "Passages", "Passages die de factor noemen."),
    *(count(one, one.capitalize(), _MEANINGS[one]) for one in POLARITIES),
    text("richting", "Richting", "Wat het vaakst voorkomt: succes, faal of gemengd."),
)
_FACTOR = text("factor", "Factor", "Sleutel van de factor, in de volgorde van Rebel.")
_NAME = text("titel", "Naam", "Korte naam van de factor.")


@dataclass(frozen=True, slots=True)
class Told:
    """What some documents say of a factor: the passages by polarity, best first."""

    concept: str
    passages: tuple[AnalysedPassage, ...]

    def of(self, polarity: str) -> tuple[AnalysedPassage, ...]:
        """The passages with a polarity."""
        return tuple(one for one in self.passages if polarity_of(one, self.concept) == polarity)

    @property
    def direction(self) -> str:
        """The polarity that prevails; `gemengd` when both sides are told equally often."""
        counts = Counter(polarity_of(one, self.concept) for one in self.passages)
        helped, hindered = counts["succes"], counts["faal"]
        if not (helped or hindered or counts["gemengd"]):
            return "onbekend" if counts else ""
        if helped == hindered or counts["gemengd"] > max(helped, hindered):
            return "gemengd"
        return "succes" if helped > hindered else "faal"


def polarity_of(analysed: AnalysedPassage, concept: str) -> str:
    """How a passage speaks of a factor; `onbekend` where the tagger did not say."""
    stance = analysed.further.stances.get(concept, "") if analysed.further else ""
    return stance if stance in POLARITIES else "onbekend"


def told(witnesses: Sequence[Witness], concept: str) -> Told:
    """What documents say of a factor."""
    found = (one for witness in witnesses for one in witness.labelled(concept))
    return Told(concept, best_first(found, concept))


def section(material: Material) -> Section:
    """Lay out the factors by report, by who speaks and by tranche."""
    concepts = concepts_of(material, FACET)
    witnesses = [one for one in witnesses_of(material) if one.voice in REPORTS]
    return Section(
        number=6,
        title="Succes- en faalfactoren",
        question="Welke factoren noemen rapportages en evaluaties, en hielpen of hinderden die?",
        tables=(
            _overview(witnesses, concepts),
            _matrix(witnesses, concepts),
            _cells(witnesses, concepts),
            _tranches(witnesses, concepts),
        ),
        checks=(_recurring(witnesses, concepts), *_two_sided(witnesses, concepts)),
        figures=_FIGURES,
        remarks=(
            "Convenanten tellen niet mee: een plan kan niet zeggen wat heeft gewerkt. Ook brieven "
            "en rapporten over meer deals tegelijk tellen niet mee.",
            "Een passage die een factor noemt, bewijst niet dat die factor de oorzaak was. De "
            "richting is afgelezen aan woorden in dezelfde zinnen; lees de citaten.",
            "Uitvoerders beschrijven zichzelf anders dan onderzoekers van buiten. Daarom staan "
            "verslagen van de uitvoerders en externe evaluaties apart. Nulmetingen, evaluaties en "
            "tussentijdse reviews gelden als extern.",
        ),
    )


_FIGURES = (
    FigureSpec(
        name="factoren_aandeel",
        title="In welk deel van de documenten komt elke factor voor?",
        description="Een balk per factor en spreker: het aandeel van de documenten met tekst dat "
        "de factor noemt, met het 95%-interval.",
        form=Form.BARS,
        table="factoren",
        label="titel",
        value="aandeel",
        group="bron",
        low="aandeel_laag",
        high="aandeel_hoog",
    ),
    FigureSpec(
        name="factoren_per_document",
        title="Passages per factor en document",
        description="Per document een rij en per factor een kolom: het aantal passages dat de "
        "factor noemt. Een gearceerd vak is een document zonder leesbare tekst.",
        form=Form.HEAT,
        table="factoren_cellen",
        label="document",
        value="passages",
        group="titel",
    ),
)


def _overview(witnesses: Sequence[Witness], concepts: Sequence[Concept]) -> ResultTable:
    """A row for each factor and voice."""
    rows = [
        _overview_row(concept, voice, spoken(witnesses, voice))
        for concept in concepts
        for voice in REPORTS
    ]
    return ResultTable(
        name="factoren",
        title="Acht factoren in evaluaties en in verslagen van de uitvoerders",
        sheet="Factoren",
        reading=(
            "Een regel per factor en spreker. Het aandeel zegt hoeveel documenten de factor "
            "noemen; de richting zegt of hij daar vaker hielp of hinderde. Lees het interval mee: "
            "bij weinig documenten is het breed. Een document telt pas mee als zijn passages "
            "samen zeker genoeg zijn; bij 0 documenten kunnen er dus toch losse passages zijn."
        ),
        columns=(
            _FACTOR,
            _NAME,
            VOICE,
            *counted_documents("Documenten die de factor met voldoende zekerheid noemen."),
            *_TOLD_COLUMNS,
            text("citaat_succes", "Waar het hielp", "Beste zin waarin de factor hielp."),
            text("citaat_faal", "Waar het hinderde", "Beste zin waarin de factor hinderde."),
        ),
        rows=tuple(rows),
    )


def _overview_row(concept: Concept, voice: Voice, documents: Sequence[Witness]) -> ResultRow:
    story = told(documents, concept.id)
    holding = best_of_each(documents, concept.id)
    values: dict[str, Value] = {
        "factor": concept.id,
        "titel": concept.short,
        "bron": voice,
        "documenten": len(holding),
        "documenten_met_tekst": len(documents),
        **share_of(len(holding), len(documents), "aandeel"),
        **_counts(story),
        "citaat_succes": _first_quote(story, "succes"),
        "citaat_faal": _first_quote(story, "faal"),
    }
    basis = {
        "documenten": pointers(holding, concept.id),
        "aandeel": pointers(holding, concept.id),
        **_basis(story),
        "citaat_succes": pointers(story.of("succes")[:1], concept.id),
        "citaat_faal": pointers(story.of("faal")[:1], concept.id),
    }
    return ResultRow(f"{concept.id}|{voice}", values, basis)


def _counts(story: Told) -> dict[str, Value]:
    counts: dict[str, Value] = {one: len(story.of(one)) for one in POLARITIES}
    return {"passages": len(story.passages), **counts, "richting": story.direction}


def _basis(story: Told) -> dict[str, tuple[Pointer, ...]]:
    found = {one: pointers(story.of(one), story.concept) for one in POLARITIES}
    return {"passages": pointers(story.passages, story.concept), **found}


def _first_quote(story: Told, polarity: str) -> str:
    found = story.of(polarity)
    return quotation(found[0], story.concept) if found else ""


def _matrix(witnesses: Sequence[Witness], concepts: Sequence[Concept]) -> ResultTable:
    """A row for each document, a column for each factor."""
    return ResultTable(
        name="factoren_matrix",
        title="Factor maal document",
        sheet="Factoren per document",
        reading=(
            "Een regel per rapportage of evaluatie; in de cel staat hoeveel passages de factor "
            "noemen. Een leeg vak is een document zonder leesbare tekst: dat is geen nul."
        ),
        columns=(
            *DOCUMENT_COLUMNS,
            *(
                count(one.id.lower(), one.short, f"Passages over: {one.label.nl}.")
                for one in concepts
            ),
        ),
        rows=tuple(_matrix_row(one, concepts) for one in witnesses),
    )


def _matrix_row(witness: Witness, concepts: Sequence[Concept]) -> ResultRow:
    values, basis = document_values(witness), {}
    for concept in concepts:
        found = witness.labelled(concept.id)
        values[concept.id.lower()] = len(found) if witness.has_text else None
        basis[concept.id.lower()] = pointers(found, concept.id)
    return ResultRow(witness.source.name, values, basis)


def _cells(witnesses: Sequence[Witness], concepts: Sequence[Concept]) -> ResultTable:
    """A row for each document and factor, with the polarity and the best quote."""
    return ResultTable(
        name="factoren_cellen",
        title="Factor maal document, met richting en citaat",
        sheet="Factoren met citaten",
        reading=(
            "Een regel per document en factor, ook waar de factor niet is gevonden (0). Zonder "
            "leesbare tekst zijn de vakken leeg."
        ),
        columns=(
            *DOCUMENT_COLUMNS,
            _FACTOR,
            _NAME,
            *_TOLD_COLUMNS,
            text("citaat", "Citaat", "De zin die de factor het best laat zien."),
        ),
        rows=tuple(_cell(witness, concept) for witness in witnesses for concept in concepts),
    )


def _cell(witness: Witness, concept: Concept) -> ResultRow:
    story = told([witness], concept.id)
    values = document_values(witness) | {"factor": concept.id, "titel": concept.short}
    if witness.has_text:
        values |= _counts(story)
    else:
        values |= dict.fromkeys(("passages", *POLARITIES)) | {"richting": "geen tekst"}
    values["citaat"] = quotation(story.passages[0], concept.id) if story.passages else ""
    basis = _basis(story) | {"citaat": pointers(story.passages[:1], concept.id)}
    return ResultRow(f"{witness.source.name}|{concept.id}", values, basis)


def _tranches(witnesses: Sequence[Witness], concepts: Sequence[Concept]) -> ResultTable:
    """A row for each factor and tranche, external and own reports apart."""
    tranches = sorted({one.deal.tranche for one in witnesses if one.deal})
    rows = []
    for concept in concepts:
        for tranche in tranches:
            for voice in REPORTS:
                speaking = spoken(witnesses, voice)
                documents = [one for one in speaking if one.deal and one.deal.tranche == tranche]
                if documents:
                    rows.append(_tranche_row(concept, tranche, voice, documents))
    return ResultTable(
        name="factoren_tranche",
        title="Factoren naar tranche",
        sheet="Factoren naar tranche",
        reading=(
            "Een regel per factor, tranche en spreker met minstens één leesbaar document. Bij een "
            "handvol documenten zegt het aandeel weinig; dat ziet u aan het interval."
        ),
        columns=(
            _FACTOR,
            _NAME,
            TRANCHE,
            VOICE,
            *counted_documents("Documenten die de factor met voldoende zekerheid noemen."),
            *_TOLD_COLUMNS,
        ),
        rows=tuple(rows),
    )


def _tranche_row(
    concept: Concept, tranche: int, voice: Voice, documents: Sequence[Witness]
) -> ResultRow:
    story, holding = told(documents, concept.id), best_of_each(documents, concept.id)
    values: dict[str, Value] = {
        "factor": concept.id,
        "titel": concept.short,
        "tranche": tranche,
        "bron": voice,
        "documenten": len(holding),
        "documenten_met_tekst": len(documents),
        **share_of(len(holding), len(documents), "aandeel"),
        **_counts(story),
    }
    basis = _basis(story) | {
        "documenten": pointers(holding, concept.id),
        "aandeel": pointers(holding, concept.id),
    }
    return ResultRow(f"{concept.id}|{tranche}|{voice}", values, basis)


def _studied(witnesses: Sequence[Witness]) -> tuple[Witness, ...]:
    """The readable reports of the tranches that Rebel studied."""
    return tuple(
        one for one in spoken(witnesses, *REPORTS) if one.deal and one.deal.tranche in STUDIED
    )


def _recurring(witnesses: Sequence[Witness], concepts: Sequence[Concept]) -> Check:
    """All factors come back in at least two reports of tranches 1 to 3."""
    statement = (
        f"Elke factor komt voor in minstens {LEAST_REPORTS} rapportages of evaluaties van deals "
        "uit tranche 1 tot en met 3."
    )
    documents = _studied(witnesses)
    seen = f"Van die tranches zijn er {len(documents)} leesbare documenten."
    if not concepts or len(documents) < LEAST_REPORTS:
        return Check(statement, Verdict.NOT_TESTABLE, seen, _SOURCE)
    holding = {one.short: best_of_each(documents, one.id) for one in concepts}
    basis = tuple(pointer for one in concepts for pointer in pointers(holding[one.short], one.id))
    rare = [
        f"{name} ({len(found)})" for name, found in holding.items() if len(found) < LEAST_REPORTS
    ]
    if not rare:
        least = min(len(found) for found in holding.values())
        found = f"{seen} De zeldzaamste factor staat in {least} ervan."
        return Check(statement, Verdict.HOLDS, found, _SOURCE, basis)
    found = f"{seen} Minder vaak: {', '.join(rare)}."
    if len(documents) < ENOUGH_REPORTS:
        found += f" Met minder dan {ENOUGH_REPORTS} documenten zegt dat te weinig."
        return Check(statement, Verdict.NOT_TESTABLE, found, _SOURCE, basis)
    return Check(statement, Verdict.FAILS, found, _SOURCE, basis)


def _two_sided(witnesses: Sequence[Witness], concepts: Sequence[Concept]) -> list[Check]:
    """Of three factors Rebel says that they help here and hinder there."""
    documents = _studied(witnesses)
    return [_both_ways(documents, one) for one in concepts if one.id in TWO_SIDED]


def _both_ways(documents: Sequence[Witness], concept: Concept) -> Check:
    statement = (
        f"“{concept.short}” helpt in de ene rapportage en hindert in de andere (tranche 1 tot en "
        "met 3)."
    )
    story = told(documents, concept.id)
    helped, hindered, mixed = (story.of(one) for one in POLARITIES[:3])
    found = (
        f"{counted(len(helped), 'passage', 'passages')} waarin het hielp, "
        f"{dotted(len(hindered))} waarin het hinderde en {dotted(len(mixed))} met allebei."
    )
    basis = pointers((*helped[:1], *hindered[:1], *mixed[:1]), concept.id)
    if (helped or mixed) and (hindered or mixed):
        return Check(statement, Verdict.HOLDS, found, _SOURCE, basis)
    if len(helped) + len(hindered) < ENOUGH_REPORTS:
        found += f" Met minder dan {ENOUGH_REPORTS} passages met een richting zegt dat te weinig."
        return Check(statement, Verdict.NOT_TESTABLE, found, _SOURCE, basis)
    return Check(statement, Verdict.FAILS, found, _SOURCE, basis)
