"""What a whole deal costs and who pays: amounts of its documents and of the register, side by side.

An amount counts for the deal only where the text says so: the total row of a table, or a sentence
on money of the deal as a whole. What was spent, or given to one project, is left out.
"""

import re
from collections.abc import Iterator, Mapping

from corpus.analysed import SUBSTANTIVE, AnalysedPassage, Analysis
from corpus.interventions import AmountRole
from corpus.money import DealAmount
from corpus.records import LANDELIJK, MEERDERE, Amount, Deal, PassageKind
from extract.entities import sentence_around
from extract.money_roles import amount_roles, cell_roles

_ABOUT_MONEY = re.compile(
    r"financ|middelen|\bgeld\b|bekostig|budget|begroting|bijdrage|dekking|inzet van het rijk"
    r"|cijfers|kosten",
    re.IGNORECASE,
)
_TOTAL_ROW = re.compile(
    r"[^:;]*:\s*(?:(?:eind)?totaal|totalen|som|regio ?deal|gehele deal)\b(?! per)", re.IGNORECASE
)
_DEAL_ROW = re.compile(r"\s*(?:regio ?deals?|deals?|naam|regio|gebied)\b[^:;]*:", re.IGNORECASE)
_STATE_GIVES = re.compile(
    r"(?<!van de )(?<!van een )(?:rijksbijdrage|bijdrage van het rijk|specifieke uitkering"
    r"|bijdrage uit de regio ?envelop)"
    r"\s+(?:van|bedraagt|is|beloopt|betreft|:)\s*(?:[\w’']+\s){0,3}$"
    r"|\b(?:het rijk|de (?:minister|staatssecretaris) (?:van|voor)\s[^.;€]{2,60}?)\s"
    r"(?:stelt|verstrekt|draagt|levert|investeert|legt)\b[^.;€]{0,90}$",
    re.IGNORECASE,
)
_WHOLE_DEAL = re.compile(
    r"rijksbijdrage|regio ?envelop|(?:voor|van|aan) (?:de|deze) regio ?deal\b"
    r"|totale investering (?:van|in) de (?:regio ?)?deal",
    re.IGNORECASE,
)
_DIFFERENCE = re.compile(
    r"\s*(?:euro\s*)?(?:lager|hoger|meer|minder|achter|te\s?kort|extra|duurder|goedkoper)\b",
    re.IGNORECASE,
)
_PART = re.compile(
    r"\b(?:per (?:jaar|pijler|project)|jaarlijks|project(?:en)?\b|pilot|waarvan|voorschot|termijn"
    r"|terugbetaald|kasschuif)\W*(?:\w+\W+){0,4}$",
    re.IGNORECASE,
)
_ONE_OF_MANY = re.compile(
    r"\b(?:deel)?(?:project|pilot|pijler|programmalijn|spoor|actielijn|lijn|interventie|regeling)\b",
    re.IGNORECASE,
)
_KEPT = (AmountRole.RIJKSBIJDRAGE, AmountRole.COFINANCIERING, AmountRole.TOTAAL)


def deal_amounts_of(analysis: Analysis, deals: Mapping[str, Deal]) -> tuple[DealAmount, ...]:
    """Amounts of the register, deal by deal, then those of documents in the order of the analysis.

    An amount that a document gives twice stands twice, each time with its own place.
    """
    return (*_of_register(deals), *(one for found in analysis.passages for one in _of(found)))


def _of_register(deals: Mapping[str, Deal]) -> Iterator[DealAmount]:
    for deal in deals.values():
        if deal.rijksbijdrage_meur is not None:
            yield DealAmount(
                deal=deal.deal_id,
                euros=round(deal.rijksbijdrage_meur * 1e6, 2),
                role=AmountRole.RIJKSBIJDRAGE,
                source=deal.source_amount,
            )


def _of(one: AnalysedPassage) -> Iterator[DealAmount]:
    passage = one.passage
    if one.deal == LANDELIJK or not passage.amounts or passage.kind not in SUBSTANTIVE:
        return
    is_table = passage.kind is PassageKind.TABLE
    roles = (cell_roles if is_table else amount_roles)(passage.text, passage.amounts)
    for amount, found in zip(passage.amounts, roles, strict=True):
        said = AmountRole(found)
        role = _role_in_table(one, said) if is_table else _role_in_text(one, amount, said)
        if role in _KEPT and amount.euros > 0:
            yield DealAmount(
                deal=one.deal,
                euros=amount.euros,
                role=role,
                source=one.source.name,
                passage_id=passage.passage_id,
                start=amount.start,
                end=amount.end,
            )


def _role_in_table(one: AnalysedPassage, said: AmountRole) -> AmountRole:
    """The role of a column: in the total row of a deal, or the row of a deal among many."""
    is_own = one.source.deal != MEERDERE
    is_whole = (_TOTAL_ROW if is_own else _DEAL_ROW).match(one.passage.text)
    return said if is_whole else AmountRole.ONBEKEND


def _role_in_text(one: AnalysedPassage, amount: Amount, said: AmountRole) -> AmountRole:
    text = one.passage.text
    start, end = sentence_around(text, amount.start)
    before, sentence = text[start : amount.start], text[start:end]
    if _DIFFERENCE.match(text, amount.end) or _ONE_OF_MANY.search(before):
        return AmountRole.ONBEKEND
    gives = _STATE_GIVES.search(before)
    if not gives and _PART.search(before) and said is not AmountRole.RIJKSBIJDRAGE:
        return AmountRole.ONBEKEND
    is_about_money = any(_ABOUT_MONEY.search(heading) for heading in one.passage.heading_path[1:])
    is_own = one.source.deal != MEERDERE
    if not (is_about_money and is_own) and not _WHOLE_DEAL.search(sentence):
        return AmountRole.ONBEKEND
    return AmountRole.RIJKSBIJDRAGE if gives else said
