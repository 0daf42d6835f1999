"""Analysis 8: which ministries sign a deal, and which of them its reports still mention."""

from collections.abc import Iterator, Sequence

from corpus import registry
from corpus.parties import Party, PartyKind
from report.columns import DEAL, DEAL_ID, TRANCHE, count, text
from report.material import Material
from report.ministries import DealMinistries, Named, ministries_of_deals
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

_SOURCE = "Rebel, Rode Draden in Regio Deals (2024), paragraaf 4.2"
SIGNED_AND_MENTIONED = "getekend en genoemd"
RENAMED = "getekend en genoemd, onder een andere naam"
SIGNED_ONLY = "getekend, niet genoemd"
MENTIONED_ONLY = "genoemd, niet getekend"
SIGNED_NO_REPORT = "getekend; geen leesbare rapportage"
MENTIONED_NO_LIST = "genoemd; geen partijenlijst gelezen"


def section(material: Material) -> Section:
    """Set the ministries of every covenant beside those of the reports of the same deal."""
    deals = ministries_of_deals(material)
    return Section(
        number=8,
        title="Ministeries die tekenen en ministeries die worden genoemd",
        question="Komen de ministeries die het convenant tekenen later in de rapportages terug?",
        tables=(_per_deal(deals), _per_ministry(deals), _totals(deals), _others(deals)),
        checks=(_fewer_mentioned(deals), _exceptions(deals)),
        figures=(
            FigureSpec(
                name="ministeries_getekend_genoemd",
                title="Ministeries die tekenen en ministeries die de rapportages noemen",
                description="Per deal twee punten: het aantal ministeries dat het convenant tekent "
                "en het aantal ministeries dat de rapportages noemen.",
                form=Form.DUMBBELL,
                table="ministeries_per_deal",
                label="deal",
                value="aantal_getekend",
                other="aantal_genoemd",
            ),
        ),
        remarks=_REMARKS,
    )


_REMARKS = (
    "Genoemd worden zegt niets over wat een ministerie heeft gedaan, en niet genoemd worden ook "
    "niet: een rapportage kan kort zijn. De vergelijking wijst alleen een richting aan.",
    "Geteld zijn de eigen rapportages van de deal, met voetnoten en zonder koppen. Kamerbrieven "
    "tellen niet mee, want die schrijft een ministerie zelf. 'Het ministerie' zonder naam telt "
    "evenmin.",
    "Wat een naam betekent, hangt af van het jaar van het document. Ministeries die in elkaars "
    "plaats zijn gekomen (LNV en later LVVN) gelden als één lijn. BZK en VRO bestonden van 2 juli "
    "2024 tot 23 februari 2026 naast elkaar en gelden dus als twee ministeries.",
    "De coördinatie van de Regio Deals lag bij LNV (2018 tot begin 2022), bij BZK (tot 1 juli "
    "2024) en daarna bij VRO. Een coördinerend ministerie kan dus worden genoemd zonder dat het "
    "tekende.",
    "Een minister en een staatssecretaris van hetzelfde ministerie tellen als één ministerie. Een "
    "minister zonder eigen ministerie telt bij het ministerie waar de post onder valt. Wie namens "
    "een ander tekent, maakt ook die ander partij.",
)


def _per_deal(deals: Sequence[DealMinistries]) -> ResultTable:
    return ResultTable(
        name="ministeries_per_deal",
        title="Ministeries per deal",
        sheet="Ministeries per deal",
        reading="Een leeg vak betekent dat er geen partijenlijst of geen rapportage is gelezen; "
        "een 0 dat er wel is gelezen en niets is gevonden.",
        columns=(
            DEAL_ID,
            DEAL,
            TRANCHE,
            text("getekend", "Getekend", "Ministeries die het convenant tekenen."),
            count("aantal_getekend", "Aantal getekend", "Hoeveel ministeries dat zijn."),
            text("genoemd", "Genoemd", "Ministeries die de rapportages noemen, de meeste eerst."),
            count("aantal_genoemd", "Aantal genoemd", "Hoeveel ministeries dat zijn."),
            text("beide", "Beide", "Ministeries die tekenden en worden genoemd."),
            count("aantal_beide", "Aantal beide", "Hoeveel ministeries dat zijn."),
            text("ontbreekt", "Niet genoemd", "Ministeries die tekenden en niet worden genoemd."),
            count("aantal_ontbreekt", "Aantal niet genoemd", "Hoeveel ministeries dat zijn."),
            text("extra", "Niet getekend", "Ministeries die worden genoemd en niet tekenden."),
            count("aantal_extra", "Aantal niet getekend", "Hoeveel ministeries dat zijn."),
            count("rapportages", "Rapportages", "Eigen rapportages van de deal."),
            text("toelichting", "Toelichting", "Naamswisselingen en bijzonderheden."),
        ),
        rows=tuple(_deal_row(one) for one in deals),
    )


def _deal_row(one: DealMinistries) -> ResultRow:
    groups: dict[str, tuple[Named, ...] | None] = {
        "getekend": one.signed,
        "genoemd": one.mentioned,
        "beide": one.both if one.is_comparable else None,
        "ontbreekt": one.missing if one.is_comparable else None,
        "extra": one.extra if one.is_comparable else None,
    }
    values: dict[str, Value] = _deal_values(one)
    basis: dict[str, tuple[Pointer, ...]] = {}
    for name, group in groups.items():
        values[name] = None if group is None else ", ".join(_shorts(group))
        values[f"aantal_{name}"] = None if group is None else len(group)
        firsts = tuple(named.at[0] for named in group or ())
        if firsts:
            basis[name] = basis[f"aantal_{name}"] = firsts
    values["rapportages"] = one.reports
    values["toelichting"] = " ".join(_notes(one)) or None
    return ResultRow(one.deal.deal_id, values, basis)


def _deal_values(one: DealMinistries) -> dict[str, Value]:
    return {"deal_id": one.deal.deal_id, "deal": one.deal.name, "tranche": one.deal.tranche}


def _shorts(group: Sequence[Named]) -> list[str]:
    return [named.ministry.short for named in group]


def _notes(one: DealMinistries) -> Iterator[str]:
    """What a reader must know to follow the numbers of a deal: whole sentences."""
    names = registry.ministry_names().by_id
    if one.signed is None:
        yield "Er is geen convenant met een partijenlijst gelezen."
    elif not one.signed:
        yield "In de partijenlijst is geen ministerie herkend."
    if one.mentioned is None:
        yield "Er is geen leesbare rapportage."
    for line in one.lines.values():
        if len(line) > 1:
            chain = [names[key].short for key in line]
            yield f"{', later '.join(chain)}: één lijn."
    for named in one.signed or ():
        for post in named.houses_others:
            name = names[post].full_name.partition(" (")[0]
            yield f"De {name[0].lower()}{name[1:]} tekent vanuit {named.ministry.short}."


def _per_ministry(deals: Sequence[DealMinistries]) -> ResultTable:
    return ResultTable(
        name="ministeries_met_vindplaats",
        title="Ministeries met vindplaats",
        sheet="Ministeries met vindplaats",
        reading="Elke regel is een ministerie bij één deal. Het aantal passages is 0 waar de "
        "rapportages zijn gelezen en het ministerie er niet in staat.",
        columns=(
            DEAL_ID,
            DEAL,
            TRANCHE,
            text("ministerie", "Ministerie", "Afkorting van het ministerie."),
            text("naam", "Naam", "Volledige naam van het ministerie."),
            text("uitkomst", "Uitkomst", "Of het ministerie tekende en of het wordt genoemd."),
            text("ondertekenaar", "Ondertekenaar", "De post die voor het ministerie tekent."),
            count("passages", "Passages", "Passages in de rapportages die het ministerie noemen."),
            text("lijn", "Naamswisseling", "De lijn van namen die ondertekening en noemen bindt."),
        ),
        rows=tuple(row for one in deals for row in _ministry_rows(one)),
    )


def _ministry_rows(one: DealMinistries) -> Iterator[ResultRow]:
    mentioned = {named.ministry.ministry_id: named for named in one.mentioned or ()}
    signed = {named.ministry.ministry_id: named for named in one.signed or ()}
    for key in dict.fromkeys((*signed, *mentioned)):
        signer, mention = signed.get(key), mentioned.get(key)
        named = signer or mention
        assert named is not None, "the key comes from one of the two"
        passages = len(mention.at) if mention else (None if one.mentioned is None else 0)
        yield ResultRow(
            f"{one.deal.deal_id}|{key}",
            {
                **_deal_values(one),
                "ministerie": named.ministry.short,
                "naam": named.ministry.full_name,
                "uitkomst": _outcome(one, signer, mention),
                "ondertekenaar": "; ".join(signer.posts) if signer else None,
                "passages": passages,
                "lijn": _line(one, key),
            },
            {
                column: found.at
                for column, found in (("ondertekenaar", signer), ("passages", mention))
                if found
            },
        )


def _outcome(one: DealMinistries, signer: Named | None, mention: Named | None) -> str:
    if signer and mention:
        return SIGNED_AND_MENTIONED
    if signer:
        if one.mentioned is None:
            return SIGNED_NO_REPORT
        return RENAMED if signer in one.both else SIGNED_ONLY
    assert mention is not None, "a row has at least one of the two"
    if one.signed is None:
        return MENTIONED_NO_LIST
    return RENAMED if mention.ministry.ministry_id in one.lines else MENTIONED_ONLY


def _line(one: DealMinistries, key: str) -> str | None:
    names = registry.ministry_names().by_id
    for mentioned, line in one.lines.items():
        if len(line) > 1 and key in (mentioned, line[0], line[-1]):
            return " → ".join(names[name].short for name in line)
    return None


def _totals(deals: Sequence[DealMinistries]) -> ResultTable:
    """Per ministry in how many of the deals with both it signs, and is mentioned where it did."""
    both = [one for one in deals if one.is_comparable]
    signed: dict[str, list[tuple[DealMinistries, Named]]] = {}
    mentioned: dict[str, list[tuple[DealMinistries, Named]]] = {}
    for one in both:
        for named in one.signed or ():
            signed.setdefault(named.ministry.ministry_id, []).append((one, named))
        for named in one.mentioned or ():
            mentioned.setdefault(named.ministry.ministry_id, []).append((one, named))
    names = registry.ministry_names().by_id
    order = sorted({*signed, *mentioned}, key=lambda key: (-len(signed.get(key, ())), key))
    rows = []
    for key in order:
        signs, says = signed.get(key, []), mentioned.get(key, [])
        kept = [(one, named) for one, named in signs if named in one.both]
        rows.append(
            ResultRow(
                key,
                {
                    "ministerie": names[key].short,
                    "naam": names[key].full_name,
                    "deals": len(both),
                    "tekent": len(signs),
                    "ook_genoemd": len(kept),
                    "genoemd": len(says),
                },
                {
                    "tekent": tuple(named.at[0] for _, named in signs),
                    "ook_genoemd": tuple(named.at[0] for _, named in kept),
                    "genoemd": tuple(named.at[0] for _, named in says),
                },
            )
        )
    return ResultTable(
        name="ministeries_over_deals",
        title="Ministeries over alle deals",
        sheet="Ministeries over deals",
        reading="Alleen deals waarvan zowel een partijenlijst als een rapportage is gelezen.",
        columns=(
            text("ministerie", "Ministerie", "Afkorting van het ministerie."),
            text("naam", "Naam", "Volledige naam van het ministerie."),
            count("deals", "Deals", "Deals met een partijenlijst en een rapportage."),
            count("tekent", "Tekent", "Deals waarvan het ministerie het convenant tekent."),
            count(
                "ook_genoemd",
                "Tekent en genoemd",
                "Deals waarvan het tekent en waarvan de rapportages het noemen, eventueel onder "
                "een andere naam van dezelfde lijn.",
            ),
            count(
                "genoemd",
                "Genoemd",
                "Deals waarvan de rapportages het ministerie noemen, getekend of niet.",
            ),
        ),
        rows=tuple(rows),
    )


_KINDS = tuple(kind for kind in PartyKind if kind is not PartyKind.MINISTERIE)


def _others(deals: Sequence[DealMinistries]) -> ResultTable:
    rows = []
    for one in deals:
        for kind in _KINDS:
            found = [party for party in one.other_parties if party.kind is kind]
            if found:
                rows.append(_parties_row(one, kind, found))
    return ResultTable(
        name="overige_partijen",
        title="Overige partijen en partners",
        sheet="Overige partijen",
        reading="Partners werken mee maar tekenen het convenant niet.",
        columns=(
            DEAL_ID,
            DEAL,
            TRANCHE,
            text("soort", "Soort", "Wat voor partij het is."),
            count("aantal", "Aantal", "Hoeveel van deze soort de partijenlijst noemt."),
            text("namen", "Namen", "Zoals zij in het convenant staan."),
        ),
        rows=tuple(rows),
    )


def _parties_row(one: DealMinistries, kind: PartyKind, found: Sequence[Party]) -> ResultRow:
    at = tuple(Pointer(party.passage_id, party.start, party.end) for party in found)
    values = {
        **_deal_values(one),
        "soort": kind.value,
        "aantal": len(found),
        "namen": "; ".join(party.name for party in found),
    }
    return ResultRow(f"{one.deal.deal_id}|{kind.value}", values, {"aantal": at})


def _fewer_mentioned(deals: Sequence[DealMinistries]) -> Check:
    """Direction only: for most deals fewer ministries are mentioned than sign."""
    statement = (
        "Bij de meeste deals komen in de rapportages minder ministeries voor dan er tekenden."
    )
    both = [one for one in deals if one.is_comparable and one.signed]
    if not both:
        return Check(statement, Verdict.NOT_TESTABLE, _NOTHING_TO_COMPARE, _SOURCE)
    fewer = [one for one in both if len(one.mentioned or ()) < len(one.signed or ())]
    others = ", ".join(one.deal.name for one in both if one not in fewer)
    found = (
        f"Bij {len(fewer)} van de {len(both)} deals is het aantal genoemde ministeries kleiner. "
        + (f"Niet bij {others}. " if others else "")
        + f"Samen tekenden {sum(len(one.signed or ()) for one in both)} ministeries, geteld per "
        f"deal; {sum(len(one.missing) for one in both)} daarvan komen niet terug."
    )
    holds = len(fewer) > len(both) / 2
    basis = tuple(named.at[0] for one in both for named in one.missing)
    return Check(statement, Verdict.HOLDS if holds else Verdict.FAILS, found, _SOURCE, basis)


def _exceptions(deals: Sequence[DealMinistries]) -> Check:
    statement = "Er zijn deals waarvan de rapportages alle ministeries noemen die tekenden."
    both = [one for one in deals if one.is_comparable and one.signed]
    if not both:
        return Check(statement, Verdict.NOT_TESTABLE, _NOTHING_TO_COMPARE, _SOURCE)
    whole = [one for one in both if not one.missing]
    found = (
        f"Dat geldt voor {', '.join(one.deal.name for one in whole)}."
        if whole
        else f"Bij elk van de {len(both)} deals ontbreekt ten minste één ministerie."
    )
    basis = tuple(named.at[0] for one in whole for named in one.mentioned or ())
    return Check(statement, Verdict.HOLDS if whole else Verdict.FAILS, found, _SOURCE, basis)


_NOTHING_TO_COMPARE = "Van geen deal is zowel een partijenlijst als een rapportage gelezen."
