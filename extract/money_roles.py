"""What an amount is: the whole sum, the share of the Rijk, what others put in, or none of these.

The words of a role are those of `corpus.interventions.AmountRole`. A role is given only where the
words beside the amount, or the head of its column, say so.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from corpus.records import Amount

TOTAL, STATE, OTHERS, UNKNOWN = "totaal", "rijksbijdrage", "cofinanciering", "onbekend"

_CUES = {
    STATE: r"rijksbijdrage|rijksmiddelen|bijdrage van het rijk|(?<!\w)rijk(?!\w)|regio[ -]?envelop"
    r"|specifieke uitkering|\bspuk\b|regio ?deal[- ](?:bijdrage|middelen|geld)",
    OTHERS: r"cofinanciering|eigen (?:publieke )?middelen|private (?:\w+ )?bijdragen?|privaat"
    r"|regionale? (?:\w+ )?(?:bijdragen?|publiek|middelen|partijen)|bijdrage van de regio"
    r"|(?:de )?regio (?:draagt|legt|stelt|betaalt|publiek)|regiobijdrage"
    r"|(?:gemeenten?|provincies?|bedrijven|ondernemers|waterschap(?:pen)?|corporaties?|regio)"
    r" (?:draagt|dragen|legt|leggen|betaalt|betalen|stelt|stellen|investeert|investeren)",
    TOTAL: r"in totaal|(?:fonds|regeling|programma|project|pilot) van(?: (?:circa|ruim|zo'n))?\s*$"
    r"|\bkost(?:te|ten)?\b|totale?(?: \w+)? (?:budget|kosten|begroting|investering|omvang"
    r"|som|bedrag)"
    r"|\btotaal(?:bedrag)?\b|\bbudget\b|projectkosten|begroting|gezamenlijke? (?:inleg"
    r"|investering)",
    UNKNOWN: r"bested\w+|besteed|beschikt|gecommitteerd|verplicht|betaald|uitgegeven|uitgekeerd"
    r"|kasschuif|per (?:aanvraag|deelnemer|persoon|bedrijf|inwoner|jaar|woning|dorp)|ten hoogste"
    r" \S+ per|vouchers?|cheques?|subsidies? (?:tot|van|aan)|bijdrage bedraagt"
    r"|leningen? (?:tot|van)"
    r"|resteert|boete|omzet|duurder|goedkoper|tekort|huur\b|inkomen\b",
}
_CUE = re.compile("|".join(f"(?P<{role}>{words})" for role, words in _CUES.items()), re.IGNORECASE)
_CLAUSE_END = re.compile(r"[;\n]|[.!?]\s+(?=[A-ZÀ-Ý'‘“\"])")
_SMALL_BREAK = re.compile(r",|\ben\b|\bwaarvan\b|\bmaar\b|\bterwijl\b")

_COLUMN = (
    (
        UNKNOWN,
        re.compile(
            r"bested|besteed|beschikt|gecommitteerd|verplicht|betaald|ontvangen|resteert|uitgegeven"
            r"|uitputting|realisatie|saldo",
            re.IGNORECASE,
        ),
    ),
    (STATE, re.compile(r"\brijk|envelop|\bspuk\b|specifieke uitkering|regio ?deal", re.IGNORECASE)),
    (
        OTHERS,
        re.compile(
            r"cofinanc|regio|gemeente|provincie|privaat|private|bedrijven|ondernemers|waterschap"
            r"|corporatie|partners|derden|eigen bijdrage|europ|\beu\b",
            re.IGNORECASE,
        ),
    ),
    (TOTAL, re.compile(r"totaal|totale|budget|begroting|omvang|kosten", re.IGNORECASE)),
)
_CELL_HEAD = re.compile(r"(?:^|; )([^:;]*): [^:;]*$")


@dataclass(frozen=True, slots=True)
class _Cue:
    role: str
    distance: int


def amount_roles(text: str, amounts: Sequence[Amount]) -> tuple[str, ...]:
    """The role of each amount of a running text, in their order."""
    return tuple(_role(text, amounts, place) for place in range(len(amounts)))


def cell_roles(text: str, amounts: Sequence[Amount]) -> tuple[str, ...]:
    """The role of each amount of a table row "kolom: waarde; kolom: waarde", by its column."""
    return tuple(_column_role(text[: amount.start]) for amount in amounts)


def _column_role(before: str) -> str:
    head = _CELL_HEAD.search(before)
    if head is None:
        return UNKNOWN
    return next((role for role, words in _COLUMN if words.search(head.group(1))), UNKNOWN)


def _role(text: str, amounts: Sequence[Amount], place: int) -> str:
    """The nearest cue in the clause; of one spent or given to a single firm, none."""
    amount = amounts[place]
    start = max([0, *(m.end() for m in _CLAUSE_END.finditer(text, 0, amount.start))])
    end = next((m.start() for m in _CLAUSE_END.finditer(text, amount.end)), len(text))
    if place:
        start = max(start, amounts[place - 1].end)
    if place + 1 < len(amounts):
        end = min(end, amounts[place + 1].start)
    before, after = text[start : amount.start], text[amount.end : end]
    cues = [*_before(before), *_after(after)]
    if not cues:
        return UNKNOWN
    return min(cues, key=lambda cue: cue.distance).role


def _before(text: str) -> Iterator[_Cue]:
    for match in _CUE.finditer(text):
        yield _Cue(match.lastgroup or UNKNOWN, len(text) - match.end())


def _after(text: str) -> Iterator[_Cue]:
    """Cues behind the amount; those beyond a comma or "waarvan" speak of something else."""
    stop = _SMALL_BREAK.search(text)
    for match in _CUE.finditer(text[: stop.start()] if stop else text):
        # A spent or given sum says so behind the amount: "€ 10,9 mln van het Rijk besteed".
        is_decisive = match.lastgroup == UNKNOWN
        yield _Cue(match.lastgroup or UNKNOWN, -1 if is_decisive else match.start())
