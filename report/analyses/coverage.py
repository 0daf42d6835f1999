"""Analysis 14: which deals and which evaluations there are, and what this corpus holds of them."""

from collections.abc import Mapping, Sequence

from corpus.interventions import SourceKind, source_kind_of
from corpus.records import LANDELIJK, MEERDERE, Bron, Deal, Evaluation, Grade, Source, bron_of
from report.columns import DEAL, DEAL_ID, TRANCHE, count, text, year
from report.material import Material
from report.results import Check, ResultRow, ResultTable, Section, Value, Verdict
from report.shown_values import counted

NO_DOCUMENT = "geen document"
ELSEWHERE = "alleen genoemd in documenten over meer deals"
OUT_OF_SCOPE = (
    "Door Rebel buiten beschouwing gelaten op verzoek van de opdrachtgever: anders van karakter, "
    "met overboekingen tussen departementen in plaats van een convenant."
)
LATER = "Tranche 5 en 6 vielen buiten het onderzoek van Rebel."
_ESTEC = " Kamerstuk 29 697, nr. 55 meldt voor deze deal wel een convenant."
_APPENDIX_A = "Rebel, Rode Draden in Regio Deals (2024), bijlage A"
_APPENDIX_B = "Rebel, Rode Draden in Regio Deals (2024), bijlage B"

STUDIED_TRANCHES = range(1, 5)
LISTED = {1: 6, 2: 12, 3: 14, 4: 14}
"""Deals a tranche in appendix A; 43 of the 46 are in scope."""
IN_SCOPE, STARRED = 43, 3
EVALUATED = {1: (3, 3), 2: (12, 13), 3: (13, 14)}
"""Rows and documents a tranche in appendix B."""
WITHOUT_EVALUATION = ("t3-zuid-hollandse-delta",)


def section(material: Material) -> Section:
    """The deals of the register and the evaluations of appendix B, with what is here."""
    return Section(
        number=14,
        title="Deals, documenten en dekking",
        question="Welke Regio Deals zijn er, welke documenten zijn daarvan gelezen, en wat "
        "ontbreekt?",
        tables=(_deals_table(material), _summary(material), _evaluations_table(material)),
        checks=(*_deal_checks(material), *_evaluation_checks(material)),
        remarks=(
            f"Daarnaast {_general(material)} over meer deals of over het hele land gelezen; wat "
            "daarin over één deal staat, telt bij die deal mee.",
            "Bijlage B noemt geen bestanden. Of een document in dit corpus hetzelfde is als een "
            "evaluatie uit de bijlage, kan alleen een mens zien.",
        ),
    )


def _general(material: Material) -> str:
    number = sum(one.deal in (MEERDERE, LANDELIJK) for one in material.analysis.sources)
    return f"{'is' if number == 1 else 'zijn'} {counted(number, 'document', 'documenten')}"


def _deals_table(material: Material) -> ResultTable:
    return ResultTable(
        name="deals",
        title="De Regio Deals en hun documenten",
        sheet="Deals",
        reading="Een regel per deal van het register. Zonder document is over een deal niets te "
        "zeggen; dat is iets anders dan dat een rode draad er niet in voorkomt.",
        columns=(
            DEAL_ID,
            DEAL,
            TRANCHE,
            year("jaar", "Getekend", "Jaar van ondertekening; leeg als dat niet gevonden is."),
            text("provincies", "Provincies", "Provincies van de deal volgens het register."),
            text("in_rebel", "Onderzocht door Rebel", "Ja of nee (rapport van 2024)."),
            text("reden", "Waarom niet", "Waarom Rebel de deal niet heeft onderzocht."),
            text("stand", "Stand", "Wat er van deze deal in het corpus is."),
            count("documenten", "Documenten", "Documenten die over deze deal alleen gaan."),
            text("soorten", "Soorten", "Soorten document, met aantallen."),
            text("soorten_bron", "Van wie", "Plan, zelfrapportage of externe evaluatie."),
            count("paginas", "Pagina's", "Pagina's van die documenten."),
            count("paginas_zonder_tekst", "Zonder tekst", "Pagina's zonder leesbare tekst."),
            text("leeskwaliteit", "Leeskwaliteit", "Van het slechtst gelezen document."),
            count("passages_plan", "Passages plan", "Inhoudelijke passages in plannen."),
            count(
                "passages_rapportage",
                "Passages rapportage",
                "Inhoudelijke passages in rapportages.",
            ),
            text("bestanden", "Bestanden", "Namen van de documenten."),
        ),
        rows=_deal_rows(material),
    )


def _deal_rows(material: Material) -> tuple[ResultRow, ...]:
    sources: dict[str, list[Source]] = {}
    for source in material.analysis.sources:
        sources.setdefault(source.deal, []).append(source)
    passages: dict[tuple[str, Bron], int] = {}
    for one in material.counted:
        key = one.deal, one.bron
        passages[key] = passages.get(key, 0) + 1
    return tuple(
        _deal_row(material, deal, sources.get(deal.deal_id, []), passages)
        for deal in material.deals.values()
    )


def _deal_row(
    material: Material,
    deal: Deal,
    sources: Sequence[Source],
    passages: Mapping[tuple[str, Bron], int],
) -> ResultRow:
    documents = [material.analysis.documents[source.document_id] for source in sources]
    order = list(Grade)
    worst = max((one.grade for one in documents), key=order.index, default=None)
    plan, report = (passages.get((deal.deal_id, bron), 0) for bron in (Bron.PLAN, Bron.RAPPORTAGE))
    values: dict[str, Value] = {
        "deal_id": deal.deal_id,
        "deal": deal.name,
        "tranche": deal.tranche,
        "jaar": deal.year_signed,
        "provincies": ", ".join(deal.provinces),
        "in_rebel": "ja" if deal.in_rebel_study else "nee",
        "reden": _reason(deal),
        "stand": _standing(sources, plan, report),
        "documenten": len(sources),
        "soorten": _counted([str(source.kind) for source in sources]),
        "soorten_bron": _counted([str(source_kind_of(source.kind)) for source in sources]),
        "paginas": sum(len(one.pages) for one in documents) if documents else None,
        "paginas_zonder_tekst": sum(not page.readable for one in documents for page in one.pages)
        if documents
        else None,
        "leeskwaliteit": worst,
        "passages_plan": plan,
        "passages_rapportage": report,
        "bestanden": ", ".join(source.name for source in sources),
    }
    return ResultRow(deal.deal_id, values)


def _reason(deal: Deal) -> str:
    if deal.in_rebel_study:
        return ""
    if deal.tranche not in STUDIED_TRANCHES:
        return LATER
    return OUT_OF_SCOPE + (_ESTEC if deal.deal_id == "t1-estec" else "")


def _standing(sources: Sequence[Source], plan: int, report: int) -> str:
    if not sources:
        return ELSEWHERE if plan + report else NO_DOCUMENT
    kinds = {bron_of(source.kind) for source in sources}
    named = " en ".join(str(bron) for bron in (Bron.PLAN, Bron.RAPPORTAGE) if bron in kinds)
    return named if plan + report else f"{named}, zonder leesbare tekst"


def _counted(names: Sequence[str]) -> str:
    """ "convenant, voortgangsrapportage (2)"."""
    counts = {name: names.count(name) for name in dict.fromkeys(names)}
    return ", ".join(f"{name} ({n})" if n > 1 else name for name, n in counts.items())


def _summary(material: Material) -> ResultTable:
    """A row a tranche: how many deals, and of how many there is what."""
    own: dict[str, set[SourceKind]] = {}
    for source in material.analysis.sources:
        if source.deal not in (MEERDERE, LANDELIJK):
            own.setdefault(source.deal, set()).add(source_kind_of(source.kind))
    rows = []
    for tranche in sorted({deal.tranche for deal in material.deals.values()}):
        deals = [deal for deal in material.deals.values() if deal.tranche == tranche]
        kinds = [own.get(deal.deal_id, set()) for deal in deals]
        values: dict[str, Value] = {
            "tranche": tranche,
            "deals": len(deals),
            "in_rebel": sum(deal.in_rebel_study for deal in deals),
            "met_plan": sum(SourceKind.PLAN in one for one in kinds),
            "met_zelfrapportage": sum(SourceKind.ZELFRAPPORTAGE in one for one in kinds),
            "met_externe_evaluatie": sum(SourceKind.EXTERNE_EVALUATIE in one for one in kinds),
            "zonder_document": sum(not one for one in kinds),
        }
        rows.append(ResultRow(f"tranche-{tranche}", values))
    return ResultTable(
        name="dekking_per_tranche",
        title="Dekking per tranche",
        sheet="Dekking",
        reading="Van hoeveel deals van elke tranche dit corpus een document heeft.",
        columns=(
            TRANCHE,
            count("deals", "Deals", "Deals in het register."),
            count("in_rebel", "Onderzocht door Rebel", "Deals die Rebel heeft onderzocht."),
            count("met_plan", "Met plan", "Deals met een convenant in dit corpus."),
            count(
                "met_zelfrapportage",
                "Met zelfrapportage",
                "Deals met een verslag van de deal zelf.",
            ),
            count(
                "met_externe_evaluatie",
                "Met evaluatie",
                "Deals met een evaluatie, mid-term review of nulmeting.",
            ),
            count("zonder_document", "Zonder document", "Deals zonder eigen document."),
        ),
        rows=tuple(rows),
    )


def appendix_row(evaluation: Evaluation) -> str:
    """The row of appendix B that a document stands in: b07a and b07b stand in one."""
    return evaluation.eval_id.rstrip("ab")


def _evaluations_table(material: Material) -> ResultTable:
    held: dict[str, list[Source]] = {}
    for source in material.analysis.sources:
        if bron_of(source.kind) is Bron.RAPPORTAGE:
            held.setdefault(source.deal, []).append(source)
    order: dict[str, int] = {}
    for one in material.evaluations:
        order.setdefault(appendix_row(one), len(order) + 1)
    rows = []
    for one in material.evaluations:
        own = held.get(one.deal_id, [])
        same_year = [source for source in own if source.year == one.year]
        values: dict[str, Value] = {
            "regel": order[appendix_row(one)],
            "deal_id": one.deal_id,
            "deal": one.deal,
            "tranche": one.tranche,
            "soort": one.kind_verbatim,
            "titel": one.title,
            "jaar": one.year,
            "uitgevoerd_door": one.author_org,
            "opmerking": one.note,
            "rapportages": len(own),
            "zelfde_jaar": ", ".join(source.name for source in same_year),
        }
        rows.append(ResultRow(one.eval_id, values))
    return ResultTable(
        name="evaluaties_bijlage_b",
        title="Evaluaties uit bijlage B van Rebel",
        sheet="Evaluaties bijlage B",
        reading="Een regel per document; twee regels van de bijlage noemen er twee. Rechts staat "
        "wat dit corpus van dezelfde deal heeft.",
        columns=(
            count("regel", "Regel", "Regel in bijlage B."),
            DEAL_ID,
            text("deal", "Deal", "Naam zoals de bijlage die geeft."),
            TRANCHE,
            text("soort", "Soort", "Soort evaluatie zoals de bijlage die noemt."),
            text("titel", "Titel", "Titel, waar de bijlage er een geeft."),
            year("jaar", "Jaar", "Jaar van de evaluatie."),
            text("uitgevoerd_door", "Uitgevoerd door", "Organisatie volgens de bijlage."),
            text("opmerking", "Opmerking", "Bijzonderheden."),
            count("rapportages", "In dit corpus", "Rapportages van deze deal in dit corpus."),
            text("zelfde_jaar", "Uit hetzelfde jaar", "Daarvan die uit hetzelfde jaar zijn."),
        ),
        rows=tuple(rows),
    )


def _deal_checks(material: Material) -> tuple[Check, ...]:
    if not material.deals:
        return ()
    deals = list(material.deals.values())
    listed = {
        tranche: sum(deal.tranche == tranche for deal in deals) for tranche in STUDIED_TRANCHES
    }
    studied = sum(deal.in_rebel_study for deal in deals)
    starred = [
        deal for deal in deals if deal.tranche in STUDIED_TRANCHES and not deal.in_rebel_study
    ]
    return (
        _check(
            f"Tranche 1 tot en met 4 tellen {_sum(LISTED)} deals.",
            listed == LISTED,
            f"In het register: {_sum(listed)}.",
        ),
        _check(
            f"Rebel heeft er {IN_SCOPE} onderzocht; {STARRED} met een ster vallen erbuiten.",
            (studied, len(starred)) == (IN_SCOPE, STARRED),
            f"Onderzocht: {studied}. Buiten beschouwing: "
            f"{', '.join(deal.name for deal in starred) or 'geen'}. {OUT_OF_SCOPE}",
        ),
    )


def _sum(numbers: Mapping[int, int]) -> str:
    return f"{' + '.join(map(str, numbers.values()))} = {sum(numbers.values())}"


def _evaluation_checks(material: Material) -> tuple[Check, ...]:
    if not material.evaluations:
        return ()
    found = {
        tranche: (len({appendix_row(one) for one in own}), len(own))
        for tranche in EVALUATED
        if (own := [one for one in material.evaluations if one.tranche == tranche])
    }
    evaluated = {one.deal_id for one in material.evaluations}
    missing = [
        deal
        for deal in material.deals.values()
        if deal.in_rebel_study and deal.tranche in EVALUATED and deal.deal_id not in evaluated
    ]
    rows, documents = (sum(pair[place] for pair in found.values()) for place in (0, 1))
    wanted = [sum(pair[place] for pair in EVALUATED.values()) for place in (0, 1)]
    apart = "; ".join(
        f"tranche {tranche}: {pair[0]} regels, {pair[1]} documenten"
        for tranche, pair in found.items()
    )
    expected = [material.deals[one].name for one in WITHOUT_EVALUATION if one in material.deals]
    return (
        _check(
            f"Bijlage B telt {wanted[0]} regels en {wanted[1]} documenten.",
            found == EVALUATED,
            f"{rows} regels en {documents} documenten ({apart}).",
            _APPENDIX_B,
        ),
        _check(
            "Van de onderzochte deals van tranche 1 tot en met 3 heeft er één geen evaluatie: "
            f"{', '.join(expected)}.",
            tuple(deal.deal_id for deal in missing) == WITHOUT_EVALUATION,
            f"Zonder evaluatie: {', '.join(deal.name for deal in missing) or 'geen'}.",
            _APPENDIX_B,
        ),
    )


def _check(statement: str, holds: bool, found: str, source: str = _APPENDIX_A) -> Check:
    return Check(statement, Verdict.HOLDS if holds else Verdict.FAILS, found, source)
