"""Analysis 18: the money of every deal and tranche, with each source beside the others."""

from collections.abc import Sequence

from corpus import registry
from corpus.interventions import AmountRole
from corpus.known_figures import KnownFigure
from report.columns import DEAL, DEAL_ID, TRANCHE, count, text
from report.material import Material
from report.money import (
    ROUNDING,
    DealMoney,
    Teller,
    Told,
    TrancheTold,
    contradicted,
    distinct,
    in_words,
    money_of_deals,
    register_total,
    totals_of,
    tranches_told,
)
from report.quotes import Pointer
from report.results import (
    Check,
    FigureSpec,
    Form,
    Measure,
    ResultColumn,
    ResultRow,
    ResultTable,
    Section,
    Value,
    Verdict,
)

EQUAL, DIFFERENT, ONE_SOURCE, NOTHING = "gelijk", "verschilt", "één bron", "geen bedrag"
_SOURCE = "Register van de Regio Deals; zie docs/tegenstrijdige-bronnen.md"


def section(material: Material) -> Section:
    """Set amounts of register, covenants, reports and letters beside one another."""
    deals, told = money_of_deals(material), tranches_told(material)
    figures = registry.known_figures()
    return Section(
        number=18,
        title="Geld",
        question="Welke bedragen noemen de bronnen per deal en per tranche, en waar verschillen "
        "zij?",
        tables=(
            _per_deal(deals),
            _with_place(deals),
            _per_tranche(material, figures, told),
            _contradictions(figures),
        ),
        checks=(
            _register_adds_up(material, figures),
            _tranches_in_documents(material, told),
            _same_amount(
                deals,
                "De rijksbijdrage in het convenant is die van het register.",
                (Teller.REGISTER, Teller.COVENANT),
                "Bij tranche 4 tot en met 6 geeft het register het bedrag bij de selectie.",
            ),
            _same_amount(
                deals,
                "Rapportages noemen dezelfde rijksbijdrage als het convenant.",
                (Teller.COVENANT, Teller.REPORT),
                "",
            ),
        ),
        figures=(
            FigureSpec(
                name="geld_register_convenant",
                title="Rijksbijdrage volgens het register en volgens het convenant",
                description="Per deal twee punten: de rijksbijdrage in het register en die in het "
                "convenant. Waar het convenant meer bedragen geeft, staat er geen punt.",
                form=Form.DUMBBELL,
                table="bedragen_per_deal",
                label="deal",
                value="rijk_register",
                other="rijk_convenant",
            ),
        ),
        remarks=_REMARKS,
    )


_REMARKS = (
    "Waar bronnen verschillen, staan alle bedragen er met hun vindplaats; er is er geen gekozen.",
    "Een bedrag telt voor de deal als geheel wanneer het in een totaalregel staat of in een zin "
    "over het geld van de hele deal. Bestede, beschikte en aan één project gegeven bedragen "
    "staan er niet bij.",
    "Cofinanciering wordt vaak in delen genoemd (publiek, privaat, gemeenten, provincie). Die "
    "delen zijn niet opgeteld: een bron kan hetzelfde geld ook nog eens als geheel noemen.",
    "Bij tranche 4 tot en met 6 geeft het register het bedrag bij de selectie. Het convenant kan "
    "daarvan afwijken zonder dat een van beide fout is.",
    "Bedragen verschillen pas als zij meer dan 50.000 euro uiteenlopen: kleinere verschillen "
    "komen van afronding.",
)


def _euros(name: str, title: str, meaning: str) -> ResultColumn:
    return ResultColumn(name, title, meaning, Measure.EUROS)


_TELLERS = {
    Teller.REGISTER: "rijk_register",
    Teller.COVENANT: "rijk_convenant",
    Teller.REPORT: "rijk_rapportage",
    Teller.LETTER: "rijk_brief",
}


def _per_deal(deals: Sequence[DealMoney]) -> ResultTable:
    only_one = "Leeg waar niets of meer dan één bedrag is gevonden."
    return ResultTable(
        name="bedragen_per_deal",
        title="Bedragen per deal",
        sheet="Bedragen per deal",
        reading="Een kolom in euro's is leeg waar de bron geen bedrag geeft of waar zij er meer "
        "geeft; in dat laatste geval staan ze allemaal in de kolom met bedragen.",
        columns=(
            DEAL_ID,
            DEAL,
            TRANCHE,
            _euros("rijk_register", "Rijk, register", "Rijksbijdrage volgens het register."),
            _euros("rijk_convenant", "Rijk, convenant", f"Volgens het convenant. {only_one}"),
            _euros("rijk_rapportage", "Rijk, rapportages", f"Volgens rapportages. {only_one}"),
            _euros(
                "rijk_brief",
                "Rijk, brieven",
                f"Volgens brieven en andere stukken over veel deals. {only_one}",
            ),
            text("rijk_alle", "Rijk, alle bedragen", "Alle verschillende bedragen, met wie."),
            text(
                "oordeel",
                "Vergelijking",
                "Of de bronnen dezelfde rijksbijdrage geven: gelijk, verschilt, één bron of geen "
                "bedrag.",
            ),
            text("totaal", "Totaal", "Totale omvang van de deal, alle bedragen met wie."),
            text(
                "cofinanciering",
                "Cofinanciering",
                "Geheel of delen van de cofinanciering, niet opgeteld, met wie.",
            ),
            text("bron_register", "Bron register", "Waar het bedrag van het register op rust."),
        ),
        rows=tuple(_deal_row(one) for one in deals),
    )


def _deal_row(one: DealMoney) -> ResultRow:
    values: dict[str, Value] = {
        "deal_id": one.deal.deal_id,
        "deal": one.deal.name,
        "tranche": one.deal.tranche,
    }
    basis: dict[str, tuple[Pointer, ...]] = {}
    for teller, name in _TELLERS.items():
        told = one.of(AmountRole.RIJKSBIJDRAGE, teller)
        amounts = distinct(told)
        values[name] = amounts[0] if len(amounts) == 1 else None
        basis[name] = _pointers(told)
    for name, role in (
        ("rijk_alle", AmountRole.RIJKSBIJDRAGE),
        ("totaal", AmountRole.TOTAAL),
        ("cofinanciering", AmountRole.COFINANCIERING),
    ):
        values[name] = _all_in_words(one.of(role)) or None
        basis[name] = _pointers(one.of(role))
    values["oordeel"] = _comparison(one)
    basis["oordeel"] = basis["rijk_alle"]
    values["bron_register"] = one.deal.source_amount or None
    return ResultRow(one.deal.deal_id, values, {name: at for name, at in basis.items() if at})


def _pointers(told: Sequence[Told]) -> tuple[Pointer, ...]:
    return tuple(dict.fromkeys(one.pointer for one in told if one.pointer))


def _all_in_words(told: Sequence[Told]) -> str:
    """Every different amount with who gives it: "€ 9 mln (convenant, rapportage)"."""
    parts = []
    for euros in distinct(told):
        who = {one.teller for one in told if abs(one.amount.euros - euros) <= ROUNDING}
        named = ", ".join(teller for teller in Teller if teller in who)
        parts.append(f"{in_words(euros)} ({named})")
    return "; ".join(parts)


def _comparison(one: DealMoney) -> str:
    told = one.of(AmountRole.RIJKSBIJDRAGE)
    if not told:
        return NOTHING
    if len(distinct(told)) > 1:
        return DIFFERENT
    return ONE_SOURCE if len({item.amount.source for item in told}) == 1 else EQUAL


def _with_place(deals: Sequence[DealMoney]) -> ResultTable:
    rows = []
    for deal in deals:
        for told in deal.told:
            amount = told.amount
            where = f"{amount.passage_id}|{amount.start}" if told.pointer else "register"
            rows.append(
                ResultRow(
                    f"{deal.deal.deal_id}|{where}",
                    {
                        "deal_id": deal.deal.deal_id,
                        "deal": deal.deal.name,
                        "tranche": deal.deal.tranche,
                        "rol": amount.role.value,
                        "bedrag": amount.euros,
                        "wie": told.teller.value,
                        "bron": amount.source,
                    },
                    {"bedrag": (told.pointer,)} if told.pointer else {},
                )
            )
    return ResultTable(
        name="bedragen_met_vindplaats",
        title="Bedragen met vindplaats",
        sheet="Bedragen met vindplaats",
        reading="Elke regel is één bedrag op één plaats. Regels van dezelfde deal mogen niet "
        "worden opgeteld: bronnen noemen vaak hetzelfde geld.",
        columns=(
            DEAL_ID,
            DEAL,
            TRANCHE,
            text("rol", "Rol", "Totaal, rijksbijdrage of cofinanciering."),
            _euros("bedrag", "Bedrag", "Het bedrag zoals de bron het geeft."),
            text("wie", "Wie", "Register, convenant, rapportage, of brief of overig."),
            text("bron", "Bron", "Het document, of waar het register op rust."),
        ),
        rows=tuple(rows),
    )


def _per_tranche(
    material: Material, figures: Sequence[KnownFigure], told: Sequence[TrancheTold]
) -> ResultTable:
    rows = []
    for tranche in sorted({deal.tranche for deal in material.deals.values()}):
        official = totals_of(figures).get(tranche, [])
        own = register_total(material.deals.values(), (tranche,))
        read = [one for one in told if one.tranche == tranche]
        apart = [one for one in official if abs(one.value * 1e6 - own) > ROUNDING]
        rows.append(
            ResultRow(
                f"t{tranche}",
                {
                    "tranche": tranche,
                    "deals": sum(deal.tranche == tranche for deal in material.deals.values()),
                    "register": own,
                    "zelfde": _sources([one for one in official if one not in apart]),
                    "anders": _sources(apart),
                    "gelezen": "; ".join(f"{in_words(one.euros)} in {one.source}" for one in read)
                    or None,
                },
                {"gelezen": tuple(one.pointer for one in read)} if read else {},
            )
        )
    return ResultTable(
        name="bedragen_per_tranche",
        title="Bedragen per tranche",
        sheet="Bedragen per tranche",
        reading="De som van het register staat naast wat bronnen als totaal van de tranche geven.",
        columns=(
            TRANCHE,
            count("deals", "Deals", "Deals van de tranche in het register."),
            _euros("register", "Som register", "Som van de rijksbijdragen in het register."),
            text("zelfde", "Zelfde totaal", "Bronnen die op hetzelfde totaal komen."),
            text("anders", "Ander totaal", "Bronnen die op een ander totaal komen."),
            text(
                "gelezen", "Gelezen in documenten", "Totalen in de documenten van deze werkruimte."
            ),
        ),
        rows=tuple(rows),
    )


def _sources(figures: Sequence[KnownFigure]) -> str | None:
    """Totals with who gives them: "€ 482 mln volgens Kamerstuk ..."; one total once."""
    by_value: dict[float, list[str]] = {}
    for one in figures:
        by_value.setdefault(one.value, []).append(one.source)
    parts = [
        f"{in_words(value * 1e6)} volgens {' en '.join(who)}" for value, who in by_value.items()
    ]
    return "; ".join(parts) or None


def _contradictions(figures: Sequence[KnownFigure]) -> ResultTable:
    rows = [
        ResultRow(
            f"{one.figure_id}|{place}",
            {
                "onderwerp": one.subject,
                "waarde": one.value,
                "eenheid": one.unit,
                "bron": one.source,
                "register": "ja" if one.in_register else "nee",
                "toelichting": one.note or None,
            },
        )
        for group in contradicted(figures)
        for place, one in enumerate(group)
    ]
    return ResultTable(
        name="bronnen_spreken_elkaar_tegen",
        title="Bronnen die elkaar tegenspreken",
        sheet="Tegenstrijdige bronnen",
        reading="Regels met hetzelfde onderwerp gaan over hetzelfde. Ze zijn met de hand verzameld "
        "en staan uitgelegd in docs/tegenstrijdige-bronnen.md.",
        columns=(
            text("onderwerp", "Onderwerp", "Waar het getal over gaat."),
            ResultColumn("waarde", "Waarde", "Wat de bron geeft.", Measure.NUMBER),
            text("eenheid", "Eenheid", "Miljoen euro, procent of deals."),
            text("bron", "Bron", "Wie het getal geeft."),
            text("register", "Register", "Of het register deze bron volgt."),
            text(
                "toelichting", "Toelichting", "Waar het verschil vandaan komt, als dat bekend is."
            ),
        ),
        rows=tuple(rows),
    )


def _register_adds_up(material: Material, figures: Sequence[KnownFigure]) -> Check:
    statement = "Het register telt per tranche op tot een totaal dat een bron noemt."
    lacking, apart = [], []
    official = totals_of(figures)
    for tranche, named in official.items():
        own = register_total(material.deals.values(), (tranche,))
        if not any(abs(one.value * 1e6 - own) <= ROUNDING for one in named):
            lacking.append(str(tranche))
        others = {one.value: one for one in named if abs(one.value * 1e6 - own) > ROUNDING}
        if others:
            values = " en ".join(in_words(value * 1e6) for value in sorted(others))
            apart.append(f"tranche {tranche} {in_words(own)} naast {values}")
    if not official or not material.deals:
        return Check(statement, Verdict.NOT_TESTABLE, "Er zijn geen totalen bekend.", _SOURCE)
    found = (
        f"Dat geldt niet voor tranche {', '.join(lacking)}."
        if lacking
        else f"Dat geldt voor alle {len(official)} tranches."
    )
    if apart:
        found += f" Er zijn ook bronnen met een ander totaal: {'; '.join(apart)}."
    return Check(statement, Verdict.FAILS if lacking else Verdict.HOLDS, found, _SOURCE)


def _tranches_in_documents(material: Material, told: Sequence[TrancheTold]) -> Check:
    statement = "Totalen van tranches in gelezen documenten zijn die van het register."
    if not told:
        found = "Geen gelezen document geeft een tabel met totalen per tranche."
        return Check(statement, Verdict.NOT_TESTABLE, found, _SOURCE)
    apart = [
        f"tranche {one.tranche}: {in_words(one.euros)} in {one.source}, {in_words(own)} in het "
        "register"
        for one in told
        if abs(one.euros - (own := register_total(material.deals.values(), (one.tranche,))))
        > ROUNDING
    ]
    found = f"{len(told) - len(apart)} van de {len(told)} totalen zijn gelijk."
    if apart:
        found += f" Verschillen: {'; '.join(apart)}."
    basis = tuple(one.pointer for one in told)
    return Check(statement, Verdict.FAILS if apart else Verdict.HOLDS, found, _SOURCE, basis)


def _same_amount(
    deals: Sequence[DealMoney], statement: str, tellers: tuple[Teller, Teller], note: str
) -> Check:
    both = [
        one for one in deals if all(one.of(AmountRole.RIJKSBIJDRAGE, teller) for teller in tellers)
    ]
    if not both:
        found = "Van geen deal geven beide bronnen een rijksbijdrage."
        return Check(statement, Verdict.NOT_TESTABLE, found, _SOURCE)
    apart = [one for one in both if len(distinct(_by(one, tellers))) > 1]
    found = f"Bij {len(both) - len(apart)} van de {len(both)} deals zijn zij gelijk."
    if apart:
        shown = "; ".join(f"{one.deal.name} {_all_in_words(_by(one, tellers))}" for one in apart)
        found += f" Verschillen: {shown}."
        found += f" {note}" if note else ""
    basis = tuple(at for one in apart or both for at in _pointers(_by(one, tellers)))
    return Check(statement, Verdict.FAILS if apart else Verdict.HOLDS, found, _SOURCE, basis)


def _by(one: DealMoney, tellers: Sequence[Teller]) -> tuple[Told, ...]:
    return one.of(AmountRole.RIJKSBIJDRAGE, *tellers)
