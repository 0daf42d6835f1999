"""Analysis 11: the starting point that a text gives its region: a suggestion, no measurement."""

from collections.abc import Iterable, Sequence

from report.columns import BRON, DEAL, DEAL_ID, TRANCHE, bounds, count, number, share, text
from report.intervals import wilson
from report.material import Material
from report.quotes import Pointer
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
from report.starting_points import FACET, LEAST_DEALS, LEAST_PASSAGES, Suggestion, suggestions_of
from report.texts import PLURAL, Texts, texts_in, was_sought
from taxonomy.concept import Concept, Facet

UNKNOWN = "onbekend"
_OPPORTUNITY = "G3"
_EXAMPLE = "t1-brainport-eindhoven"
_SOURCE = "Rebel, Rode Draden in Regio Deals (2024), paragraaf 2.2"
_QUOTES = 3


def section(material: Material) -> Section:
    """Suggest a type for every deal with a plan or a report, with the passages behind it."""
    facet = material.further.facet(FACET)
    sought = was_sought(material, facet.concept_ids[0])
    texts = texts_in(material) if sought else ()
    found = [one for own in texts for one in suggestions_of(own, facet)]
    return Section(
        number=11,
        title="Vertrekpunt van de regio",
        question="Vertrekt een regio in de tekst van achterstand over de hele breedte, van "
        "enkele scherpe problemen, of van kansen?",
        tables=(_deals_table(found, facet), _types_table(texts, found, facet)),
        checks=(_example(material, found), _mostly(found)),
        figures=(
            FigureSpec(
                name="regiotypen",
                title="Welk vertrekpunt beschrijven de teksten?",
                description="Een staaf per vertrekpunt en bron: het aandeel van de deals waarvan "
                "de tekst die kant op wijst, met wat onbekend blijft.",
                form=Form.BARS,
                table="regiotypen",
                label="vertrekpunt",
                value="aandeel",
                group="bron",
                low="aandeel_laag",
                high="aandeel_hoog",
            ),
        ),
        remarks=_REMARKS,
    )


_REMARKS = (
    "Dit is een voorstel op grond van de tekst en geen meting. Hoe een regio er werkelijk voor "
    "staat, zeggen alleen de cijfers van de Regionale Monitor Brede Welvaart van het CBS; die zijn "
    "hier niet gebruikt.",
    "Wie geld aanvraagt, beschrijft vooral problemen. Een convenant dat over achterstand schrijft, "
    "bewijst dus niet dat de regio laag scoort.",
    f"Een voorstel komt er pas bij {LEAST_PASSAGES} passages of meer, waarvan er naar verwachting "
    "minstens één terecht is herkend en die samen twee derde van het gewicht hebben; anders staat "
    "er onbekend. Een passage over twee vertrekpunten telt bij allebei mee.",
)


def _deals_table(found: Sequence[Suggestion], facet: Facet) -> ResultTable:
    return ResultTable(
        name="regiotype_per_deal",
        title="Voorgesteld vertrekpunt per deal",
        sheet="Vertrekpunt per deal",
        reading="Voorstel op grond van de tekst, geen meting. Plan en rapportage staan apart en "
        "kunnen verschillen. Onbekend betekent dat de tekst te weinig of te uiteenlopend zegt.",
        columns=(
            DEAL_ID,
            DEAL,
            TRANCHE,
            BRON,
            text("voorstel", "Voorstel", "Het vertrekpunt waar de tekst op wijst, of onbekend."),
            text("reden", "Reden", "Waarom dit voorstel, of waarom geen."),
            *(
                count(
                    one.id.lower(),
                    one.short,
                    f"Passages die het vertrekpunt '{one.label.nl.lower()}' beschrijven.",
                )
                for one in facet.concepts
            ),
            count("passages", "Samen", "Passages die een van de drie beschrijven."),
            number(
                "verwacht",
                "Verwacht aantal",
                "Hoeveel passages naar verwachting terecht op het zwaarste vertrekpunt wijzen: hun "
                "kansen bij elkaar.",
            ),
            text("citaten", "Citaten", "De zinnen die het voorstel het best laten zien."),
        ),
        rows=tuple(_deal_row(one) for one in found),
    )


def _deal_row(one: Suggestion) -> ResultRow:
    texts, deal = one.texts, one.texts.rows[one.row].deal
    basis = {
        concept.lower(): texts.pointers(places, [concept]) for concept, places in one.places.items()
    }
    values: dict[str, Value] = {
        "deal_id": deal.deal_id,
        "deal": deal.name,
        "tranche": deal.tranche,
        "bron": texts.bron,
        "voorstel": one.concept.short if one.concept else UNKNOWN,
        "reden": one.reason,
        **{concept.lower(): len(places) for concept, places in one.places.items()},
        "passages": one.total,
        "verwacht": round(max(one.weights.values()), 2),
        "citaten": None,
    }
    basis["passages"] = _once(basis.values())
    if one.concept is not None:
        shown = one.places[one.concept.id][:_QUOTES]
        values["citaten"] = texts.quotes(shown, [one.concept.id])
        basis["voorstel"] = basis["citaten"] = texts.pointers(shown, [one.concept.id])
    return ResultRow(f"{deal.deal_id}|{texts.bron}", values, basis)


def _once(groups: Iterable[tuple[Pointer, ...]]) -> tuple[Pointer, ...]:
    firsts: dict[str, Pointer] = {}
    for group in groups:
        for pointer in group:
            firsts.setdefault(pointer.passage_id, pointer)
    return tuple(firsts.values())


def _types_table(texts: Sequence[Texts], found: Sequence[Suggestion], facet: Facet) -> ResultTable:
    rows = []
    for own in texts:
        mine = [one for one in found if one.texts is own]
        for concept in (*facet.concepts, None):
            rows.append(_type_row(own, mine, concept))
    return ResultTable(
        name="regiotypen",
        title="Vertrekpunten over alle deals",
        sheet="Vertrekpunten",
        reading="Telt de voorstellen van de tabel per deal; onbekend telt mee in de noemer.",
        columns=(
            BRON,
            text("vertrekpunt", "Vertrekpunt", "Het voorgestelde vertrekpunt, of onbekend."),
            count("deals", "Deals", "Deals waarvan de tekst die kant op wijst."),
            count("van_deals", "Van deals", "Deals met tekst: de noemer."),
            share("aandeel", "Aandeel", "Deals gedeeld door de deals met tekst."),
            *bounds("aandeel", "het aandeel"),
        ),
        rows=tuple(rows),
    )


def _type_row(texts: Texts, found: Sequence[Suggestion], concept: Concept | None) -> ResultRow:
    own = [one for one in found if one.concept == concept]
    interval = wilson(len(own), len(found))
    values: dict[str, Value] = {
        "bron": texts.bron,
        "vertrekpunt": concept.short if concept else UNKNOWN,
        "deals": len(own),
        "van_deals": len(found),
        "aandeel": round(len(own) / len(found), 4) if found else None,
        "aandeel_laag": interval.low if interval else None,
        "aandeel_hoog": interval.high if interval else None,
    }
    best = tuple(
        texts.pointer(int(one.places[concept.id][0]), [concept.id]) for one in own if concept
    )
    return ResultRow(f"{texts.bron}|{concept.id if concept else UNKNOWN}", values, {"deals": best})


def _example(material: Material, found: Sequence[Suggestion]) -> Check:
    statement = "De regio Brainport Eindhoven wil vooral kansen benutten."
    own = [one for one in found if one.texts.rows[one.row].deal.deal_id == _EXAMPLE]
    known = [one for one in own if one.concept is not None]
    if not known:
        told = (
            "De teksten van Brainport Eindhoven zeggen te weinig voor een voorstel."
            if own
            else "Er is geen tekst van Brainport Eindhoven gelezen."
        )
        return Check(statement, Verdict.NOT_TESTABLE, told, _SOURCE)
    holds = all(one.concept is not None and one.concept.id == _OPPORTUNITY for one in known)
    told = " ".join(
        f"{str(one.texts.bron).capitalize()}: {one.concept.short.lower()}. {one.reason}"
        for one in known
        if one.concept is not None
    )
    return Check(
        statement, Verdict.HOLDS if holds else Verdict.FAILS, told, _SOURCE, _evidence(known)
    )


def _mostly(found: Sequence[Suggestion]) -> Check:
    """Of the plans, where there are any with a suggestion; else of the reports."""
    statement = "De meeste regio's willen verschillen verkleinen of specifieke problemen aanpakken."
    for bron in dict.fromkeys(one.texts.bron for one in found):
        known = [one for one in found if one.texts.bron is bron and one.concept is not None]
        if len(known) >= LEAST_DEALS:
            others = [one for one in known if one.concept and one.concept.id != _OPPORTUNITY]
            told = (
                f"Dat geldt voor {len(others)} van de {len(known)} {PLURAL[bron]} waarvoor een "
                "voorstel is te doen."
            )
            holds = 2 * len(others) > len(known)
            return Check(
                statement,
                Verdict.HOLDS if holds else Verdict.FAILS,
                told,
                _SOURCE,
                _evidence(others),
            )
    told = f"Voor minder dan {LEAST_DEALS} plannen of rapportages is een voorstel te doen."
    return Check(statement, Verdict.NOT_TESTABLE, told, _SOURCE)


def _evidence(found: Sequence[Suggestion]) -> tuple[Pointer, ...]:
    return tuple(
        one.texts.pointer(int(one.places[one.concept.id][0]), [one.concept.id])
        for one in found
        if one.concept is not None
    )
