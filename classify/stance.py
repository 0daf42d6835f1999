"""How a passage speaks of a concept: as something done or wanted, as a name, or as left out.

What a deal leaves out falls outside it, is paid or arranged elsewhere, or was rejected or stopped.
Each such phrase is a cue, and a cue governs its own clause: "Het fietspad komt er; de sporthal valt
buiten de deal" leaves out the hall alone. A clause without a subject hands the cue back, to the
clause before it or, where it points back ("Dat valt buiten de deal"), to the sentence before it.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from enum import StrEnum
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from classify.words import compound_parts, stem
from corpus.records import Evidence

Span = tuple[int, int]


class Stance(StrEnum):
    """How a passage speaks of a concept."""

    INZET = "inzet"
    VERMELDING = "vermelding"
    UITSLUITING = "uitsluiting"


_PARTS = {
    # What an agreement calls itself where it says what is no part of it.
    "<deal>": r"(?:(?:de|het) [\w'’-]+ van )?(?:(?:de|het|deze|dit|die|dat|onze|een) )?(?:[\w-]+ )?"
    r"(?:(?:regio ?)?deals?|convenant|programma|scope|reikwijdte|afspraken|overeenkomst|\w*brief"
    r"|rapportage|verslag|regeling|aanvraag|evaluatie|pakket|bijlage(?: \w+)?|\w*budget|\w*lijst"
    r"|\w*plan|kader|cluster|aanpak|hoofdstuk|spoor)\b",
    # The other purses and tables that regions have beside a deal.
    "<elders>": r"(?:(?:de|het|een) )?(?:[\w-]+ ){0,2}(?:vhf|nplv|nplg|npg|res|mirt\S*|rijk"
    r"|(?:volkshuisvestings|warmte|klimaat|wadden|mobiliteits|groei|gemeente)fonds|\w*beheer"
    r"|\w*woondeal|\w*agenda|\w*programma\w*|\w*concessie|\w*akkoord|\w*regeling(?:en)?"
    r"|\w*provincie|\w*ministerie|\w*waterschap|\w*begroting|\w*traject)\b",
    "<rijk>": r"(?:het |de )?(?:rijk|provincie|gemeenten?|corporaties?|waterschap|ministerie)\b",
    "<ander>": r"(?:regulier|ander|nationa|provincia|landelijk)",
    "<betaald>": r"(?:betaald|bekostigd|gefinancierd|gedekt|betaalt|bekostigt|betalen)\b",
    "<geld>": r"(?:extra |aparte )?(?:geld|budget|middelen|bijdrage|post)\b",
    "<niet>": r"(?:n[ií]et(?! (?:alleen|slechts|enkel|uitsluitend|zozeer))|nooit|evenmin)",
    "<is>": r"(?:is|zijn|was|waren|wordt|worden|werd|werden)",
    "<dan>": r"(?:(?!(?:en|niet|nooit|niets|bijna) )[\w-]+ ){0,4}?",
    "<weg>": r"(?:geschrapt|afgewezen|afgeblazen|stopgezet|afgevallen|beëindigd|vervallen)",
    # Farmers stop and tenants move in with the same words as plans are dropped with.
    "<plan>": r"(?:\w*plan(?:nen)?|\w*voorstel|\w*aanvraag|\w*project|\w*regeling|pilot|proef|\d"
    r"|\w*lijn|pijler|onderdeel|maatregel|activiteit|inzet|spoor|programma)\b",
    "<wij>": r"(?:deals?|programma|convenant|partijen|regio|wij|we|rijk|hij|zij|die|rapportage)",
    "<gap>": r"(?:[\w€'’-]+ ){0,5}?",
    "<over>": r"[^.;:]{3,90}? ",
}


def _one_of(phrases: str) -> re.Pattern[str]:
    """One pattern for the phrases on the lines of a text, each from the start of a word."""
    for name, part in _PARTS.items():
        phrases = phrases.replace(name, part)
    return re.compile(rf"\b(?:{'|'.join(line.strip() for line in phrases.strip().splitlines())})")


# No part of the deal, or done elsewhere.
_LEFT_OUT = _one_of(
    r"""
    (?<!ook )buiten <deal>|buiten (?:beschouwing|scope)|(?:hier|verder) buiten beeld|los van <deal>
    (?:geen|niet) (?:\w+ )?(?:onder)?deel <gap>(?:van|uit)|geen (?:onder)?deel\b|daar n[ií]ets\b
    geen (?:onderwerp|project|kwestie) van|(?:van <deal> (?:afgevoerd|gehaald)|afgevoerd van)\b
    <niet> (?:\w+ ){0,2}(?:opgenomen|meegenomen|behandeld|besproken|opgevoerd|gevolgd)\b
    <niet> (?:in|bij|op|onder|tot|uit|vanuit) <deal>|in <deal> (?:ook )?<niet> voor\b
    <niet> (?:<betaald> (?:uit|door|vanuit) <deal>|(?:aan de orde|aan te pas|in aanmerking)\b)
    ho(?:ort|ren) <gap><niet> thuis\b|<niet> (?:thuisho(?:ort|ren)|<gap>aan bod)\b|hun eigen traject
    evenmin <over>aan bod\b|(?:hoort|horen|geldt|gelden|past|passen|staat|staan) hier <niet>
    sta(?:at|an) er <niet> op\b|dat is <niet> het geval|alleen ter kennisname|anders ondergebracht
    (?:investeert|investeren|betaalt|betalen|voorziet|doet|wijzigt) daar <niet>|elders afspraken
    uit <deal> (?:gehaald|verwijderd|gelaten)|<is> <dan>van (?:tafel|de baan)\b|andere vlag
    elders (?:\w+ )?(?:geregeld|gefinancierd|bekostigd|behandeld|ondergebracht|betaald|opgepakt)
    (?:gaan|lopen|zijn|er|bestaan) andere (?:tafels|bronnen|teams)\b|andere pot(?:ten|jes)\b
    (?:in|via|onder|op|aan|uit) (?:een )?andere? (?:verband|overleg|traject|tafels?|bronnen|teams)\b
    (?:door|bij|onder|tot|in|via) (?:een )?andere? (?:programma|fonds|regel)|is een ander dossier
    (?:ver)?lo(?:opt|pen) (?:al |nu |hier |echter )?(?:via|langs) <elders>|geen afspraken\b
    (?:val|behoor|hoor|hor)(?:t|en) <gap>(?:onder|bij|tot) (?:het|de|een) <ander>|onbesproken\b
    (?:geregeld|opgepakt|ondergebracht) (?:binnen|in|bij|via) (?:het |de |een )?<ander>
    (?:geregeld|opgenomen) in (?:de|het) (?:\w*woondeal|\w*akkoord|mirt|vhf|nplv|nplg)\b
    (?:doorgeleid|overgeheveld|overgegaan) <gap>(?:naar|bij|in) (?:het |de )?<ander>
    uit (?:eigen|reguliere|andere) (?:middelen|budget|bronnen)|(?:uit|via|vanuit) <elders> <betaald>
    <betaald> (?:uit|via|vanuit|met geld van) <elders>|ontv(?:ing|ingen|angt|angen) geen bijdrage
    (?:kent|kennen|heeft|hebben) (?:\w+ )?een eigen (?:\w*verantwoord|verslag|financ|stuurg|budget)
    (?:eigen|aparte?|afzonderlijke?) (?:\w+ )?(?:afspraken|\w*verslag|regeling|\w*kader|budgetten)
    (?:separaat|afzonderlijk|apart) (?:ge\w+eerd|informeren|bericht)|voor <over>verwijs ik\b
    geen <geld> (?:meer )?(?:opgenomen|gereserveerd|uit|vanuit|binnen|in <deal>)
    (?:binnen|in|uit|vanuit) <deal> (?:is|zijn|komt|wordt|worden)? ?<gap>geen <geld>
    over <over>(?:ga(?:at|an) <over>niet(?=\s*(?:[.,;:)]|$))|(?:beslist|beslissen|gaat) <rijk>)
    (?:daar|hier)over (?:gaat|gaan|beslist|rapporteert|voeren|overleggen)\b|laat ik <gap>rusten\b
    daarvoor (?:bestaat|bestaan|gelden|geldt|hebben)\b|is aan (?:anderen\b|(?:de |het )?\w+ zelf\b)
    do(?:et|en) (?:dit|dat) (?:\w+ )?zelf\b|is een (?:project|besluit|taak|thema) van <rijk>
    (?:ligt|liggen|belegd) bij <rijk>
    """
)
# Rejected, dropped or stopped.
_DROPPED = _one_of(
    r"""
    <niet> (?:\w+ ){0,2}(?:gehonoreerd|toegekend|goedgekeurd|opengesteld|doorgegaan|geschreven)\b
    <niet> (?:van de grond|in behandeling)\b|g(?:aat|aan|ing|ingen) (?:\w+ ){0,3}<niet> door\b
    <is> <dan><weg>\b|<weg> (?:omdat|wegens|nadat|vanwege|na|door|doordat|uit|in \d+|<is>)\b
    (?<!\d )(?<!niet )<weg>(?=\s*(?:[.;:)]|$))|(?:vervalt|verviel|sneuvelden?)\b
    <plan> <over>?(?:ingetrokken|gestopt(?! met))\b|(?<!\w )(?:ingetrokken|gestopt)$
    """
)
# What follows these is left out, not what comes before: "gaat niet over zorg maar over wonen".
_TURNED_FROM = _one_of(
    r"""
    richt(?:en)? zich <gap><niet> op\b|<niet> (?:(?:ziet|zien|richt) op|van toepassing op)\b
    zie(?:t|n) (?:\w+ )?<niet> op\b|zet(?:ten)? (?:\w+ )?<niet> in op\b|geen beroep doen op
    <wij> investeer(?:t|en) (?:\w+ )?<niet> in\b|voorzie(?:t|n) (?:\w+ )?<niet> in\b
    <wij> <gap>ga(?:at|an) (?:\w+ )?<niet> (?:over|in op)\b|do(?:et|en) n[ií]ets aan\b
    wat (?:we|wij|(?:de|het) \w+|hij|ze) <niet> do(?:et|en)\b|geen (?:nieuwe )?plannen <gap>voor\b
    geen (?:project|programma|instrument|aanleiding|(?:extra|nieuwe) (?:geld|middelen)) <gap>voor\b
    """
)
_WORD = re.compile(r"[^\W\d_]+")
# Every cue and every title holds one of these words; most sentences need no further reading.
_HINTS = frozenset(
    """
    niet níet nooit niets níets evenmin geen buiten geschrapt afgewezen afgeblazen stopgezet
    afgevallen beëindigd vervallen vervalt verviel sneuvelde sneuvelden gestopt ingetrokken gehaald
    verwijderd gelaten afgevoerd elders anders ander andere anderen via langs nationaal nationale
    provinciaal provinciale landelijk landelijke regulier reguliere woondeal vhf nplv nplg eigen
    betaald bekostigd gefinancierd gedekt betaalt bekostigt betalen los separaat afzonderlijk
    afzonderlijke apart aparte onbesproken rusten beslist beslissen daarover hierover daarvoor zelf
    ligt liggen belegd verwijs project besluit taak thema tafel baan geregeld kennisname minister
    ministers ministerie ministeries staatssecretaris wethouder wethouders gedeputeerde portefeuille
    portefeuillehouder directeur commissie afdeling stichting vereniging stuurgroep cluster pijler
    pijlers werkgroep lid akkoord mirt
    """.split()
)
_KEPT = re.compile(r"\bzonder\b|\b(?:niet|nooit|niets|geen)\s(?:langer\s)?$")
# What stopped after a year has been done.
_AFTER_A_WHILE = re.compile(r"\bna (?:[\w-]+ ){1,2}(?:jaar|maanden|zomers?|seizoen(?:en)?)\b")
_VERB = (
    r"(?:is|zijn|was|waren|word(?:t|en)|werden?|heeft|hebben|had|zal|zullen|kreeg|krijg(?:t|en)|komt"
    r"|komen|kwam(?:en)?|ga(?:at|an)|ging(?:en)?|blijft|blijven|bleef|bleven|opent|start|begint|sta"
    r"(?:at|an)|stond|lig(?:t|gen)|zit(?:ten)?|wil(?:len)?|kan|kunnen|moet(?:en)?|val(?:t|len)"
    r"|viel(?:en)?|(?:be)?ho(?:ort|ren)|maakt|maken|(?:ver)?lo(?:opt|pen)|betreft)\b"
)
_FINITE = re.compile(rf"\b{_VERB}")
_SENTENCE_END = r"(?<![.!?])[.!?]++['\"’”)\]]*+(?:\s++(?=[^a-z])|\s*+$)|(?<!\n)\n++|\s\|\s"
_BREAK = re.compile(
    # A table row puts its status after a semicolon: "Zwembad; status: geschrapt".
    rf"(?P<sentence>{_SENTENCE_END}|;(?!\s*(?:[Ss]tatus|[Ss]tand)\b))|;|:(?=\s)|\s[–—]\s"
    r"|(?<!\s),?\s++(?=(?:maar|terwijl|omdat|doordat|zodat|aangezien|want|nadat|sinds|waar)\b)"
    r"|,\s+(?=(?:en|die|dat|wat|wel|niet|waar(?!onder)\w*|daar\w*|hier\w*|al|toen|als)\b)"
    rf"|,\s+(?={_VERB}|(?:de|het) [\w-]+ (?:wel|niet)\b)"
)
_JOINED = re.compile(r"\sen\s")
_HEADING = re.compile(r"[\W\d]*")
_SUBORDINATE = re.compile(r"\W*(?:die|dat|waar\w*|omdat|doordat|zodat|nadat|status|stand)\b")
# Words that stand between the start of a clause and its cue without being a subject.
_WITHOUT_SUBJECT = re.compile(
    rf"(?s:\W*(?:(?:maar|en|ook)\s+)*{_VERB}.*)|\W*(?:(?:maar|en|want|ook|dus|daarom|al|nu|hier|er|dan"
    rf"|nog|verder|wel|later|uit|om|in|op|van|per|deze|dit|de|het|brief|deal|\d+|{_VERB})\b\W*)*"
)
_POINTS_BACK = re.compile(
    r"(?<=, )(?:die|dat|wat)\b|\W*(?:(?:maar|en)\s+)?(?:(?:daar|hier)(?:over|voor|van|aan|naar"
    r"|in)\b|(?:zij|ze|het|beide|(?:(?:over|voor|aan)\s+)?(?:die|dat|dit|deze)(?:\s[\w'-]+)?)\s"
    rf"(?:{_VERB}|laat|biedt))"
)


class _Clause(NamedTuple):
    """A clause, the number of its sentence, and whether a colon follows."""

    start: int
    end: int
    sentence: int
    is_label: bool

    @property
    def span(self) -> Span:
        return self.start, self.end


def _clauses(text: str) -> list[_Clause]:
    clauses, start, sentence = [], 0, 0
    for match in _BREAK.finditer(text):
        if match.start() > start:
            clauses.append(_Clause(start, match.start(), sentence, match.group() == ":"))
        start = match.end()
        sentence += match["sentence"] is not None
    return [*clauses, _Clause(start, len(text), sentence, is_label=False)]


class _Governed(NamedTuple):
    """What the cues of a text in lower case govern."""

    text: str
    clauses: Sequence[_Clause]

    def spans(self) -> Iterator[Span]:
        """All spans, in no order."""
        for place, clause in enumerate(self.clauses):
            for cue in self._cues(clause):
                own = self._own_part(clause, cue)
                yield own
                if own[0] == clause.start:
                    yield from self._handed_back(place, cue)
                yield from self._listed_after(place, cue)

    def _cues(self, clause: _Clause) -> Iterator[re.Match[str]]:
        """The cues in a clause; not rejected is kept, and not only this is this and more."""
        is_plain = _HINTS.isdisjoint(_WORD.findall(self.text, *clause.span))
        for pattern in () if is_plain else (_LEFT_OUT, _DROPPED, _TURNED_FROM):
            for cue in pattern.finditer(self.text, *clause.span):
                is_kept = _KEPT.search(self.text[clause.start : cue.start()])
                if not is_kept and not _AFTER_A_WHILE.search(cue.group()):
                    yield cue

    def _own_part(self, clause: _Clause, cue: re.Match[str]) -> Span:
        """The part of a clause for a cue: "de zaal is af en het bad is geschrapt"."""
        start, end = clause.span
        if cue.re is _TURNED_FROM:
            return cue.start(), end
        for joint in _JOINED.finditer(self.text, start, end):
            if joint.end() <= cue.start() and self._joins_clauses(clause, joint):
                start = joint.end()
            elif joint.start() >= cue.end() and self._joins_clauses(clause, joint):
                return start, joint.start()
        return start, end

    def _joins_clauses(self, clause: _Clause, joint: re.Match[str]) -> bool:
        """Whether there is a verb before `en`, and after it a subject and then a verb."""
        rest = _JOINED.search(self.text, joint.end(), clause.end)
        verb = _FINITE.search(self.text, joint.end(), rest.start() if rest else clause.end)
        is_joint = verb is not None and verb.start() > joint.end()
        return is_joint and _FINITE.search(self.text, clause.start, joint.start()) is not None

    def _before(self, place: int) -> _Clause | None:
        """The clause before another in the same sentence."""
        before = self.clauses[place - 1] if place else None
        return before if before and before.sentence == self.clauses[place].sentence else None

    def _handed_back(self, place: int, cue: re.Match[str]) -> Iterator[Span]:
        """The clauses before, where a clause has no own subject or one that points back."""
        clause, before = self.clauses[place], self._before(place)
        # What a rejected application wanted was wanted: it is gone in its own sentence alone.
        if cue.re is _TURNED_FROM or (cue.re is _DROPPED and not before):
            return
        # Of a name and a colon the cue tells, as of a subject: "Zwembad: geen deel van de deal".
        is_named = before and before.is_label and not _FINITE.search(self.text, *before.span)
        if _POINTS_BACK.match(self.text, *clause.span) or "daar" in cue.group():
            yield from self._pointed_at(place)
        elif is_named or _WITHOUT_SUBJECT.fullmatch(self.text, clause.start, cue.start()):
            yield from self._subject_of(place)

    def _pointed_at(self, place: int) -> Iterator[Span]:
        """The clause before, and what that points at; at the start the whole sentence before."""
        while before := self._before(place):
            yield before.span
            if not _POINTS_BACK.match(self.text, *before.span):
                return
            place -= 1
        sentence = self.clauses[place].sentence - 1
        yield from (clause.span for clause in self.clauses if clause.sentence == sentence)

    def _subject_of(self, place: int) -> Iterator[Span]:
        """The nearest main clause before in the sentence."""
        while before := self._before(place):
            place -= 1
            if not _SUBORDINATE.match(self.text, before.start):
                yield before.span
                return

    def _listed_after(self, place: int, cue: re.Match[str]) -> Iterator[Span]:
        """What follows a cue that is a heading: "Buiten de deal: de haven, de weg"."""
        clause = self.clauses[place]
        is_first = _HEADING.fullmatch(self.text, clause.start, cue.start())
        if clause.is_label and (is_first or cue.group().startswith("wat ")):
            later = self.clauses[place + 1 :]
            yield from (other.span for other in later if other.sentence == clause.sentence)


def _merged(spans: Iterable[Span]) -> tuple[Span, ...]:
    """Sorted spans of which none touch or overlap."""
    merged: list[Span] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1]:
            merged[-1] = merged[-1][0], max(end, merged[-1][1])
        elif start < end:
            merged.append((start, end))
    return tuple(merged)


def _stems(words: str) -> frozenset[str]:
    return frozenset(stem(word) for word in words.split())


# Doing, wanting, paying, achieving; not "programma" and "werken", which stand in names and lists.
_DOING = _stems(
    """
    wil willen moet moeten doel ambitie inzetten zet richten helpen steunen ondersteunen stimuleren
    bevorderen versterken verbeteren vergroten verlagen verminderen terugdringen tegengaan voorkomen
    bestrijden aanpakken oplossen investeren investeert betaalt betalen subsidie geld realiseren
    bouwen bouwt gebouwd verbouwen verbouwd aanleg aangelegd inrichten ingericht opknappen opgeknapt
    renovatie vernieuwen vernieuwd vervangen verduurzamen slopen herstel geplaatst openen geopend
    opening starten begint uitbreiden uitgebreid krijgt krijgen kreeg komt komen kwam maken maakt
    gemaakt project pilot proef test experiment campagne cursus begeleiden coach loket samenwerken
    voucher leren leert les opleiden omscholen bijscholen bieden biedt gebruiken mogelijk
    beschikbaar behouden aantrekken verbinden bereikt behaald deelnemers gedaald gestegen steeg
    minder meer beter nieuw extra zodat kunnen kan mogen werkt plan gaat gaan geven brengt brengen
    zoeken daarom gezamenlijk delen blijven halen leggen legt nemen neemt stellen laten vijf zes
    acht tien elf twaalf twintig veertig zestig honderd
    """
)
# Sentences of minutes, definitions and measurements name what they say nothing about.
_OFFICE = _stems(
    "ondertekend ondertekenen tekende notulen vergadering vergadert verstaan afkortingen indicator"
    " indicatoren nulmeting accountant enquête respons voorzitter benoemd verslag"
)
# A number with what was counted, but no year, article or date.
_RESULT = re.compile(r"(?<![\w.,-])(?!(?:19|20)\d\d\b)\d+(?:[.,]\d+)*(?: ?%| [a-z])")
_SENTENCE = re.compile(rf"{_SENTENCE_END}|;")
# A title or a body takes its fields along: "de wethouder Onderwijs, Jeugd en Sport".
_NAME = re.compile(
    r"\b(?:minister(?:ie)?s?|ministeries|staatssecretaris|wethouders?|gedeputeerde|portefeuille"
    r"(?:houder)?|directeur|commissie|afdeling|stichting|vereniging|nationaal|stuurgroep|cluster"
    r"|pijlers?|werkgroep|lid)(?: (?:programma|van|voor|met de portefeuille|de|het|primair en))*"
    r"\s[\w-]+(?:(?:, | (?:en|&) )[\w-]+)*"
)


# Passages are read a batch at a time, and asked for their stances after all have been read.
_REMEMBERED = 4096


@lru_cache(maxsize=_REMEMBERED)
def _read(text: str) -> tuple[tuple[Span, ...], str]:
    """The clauses that a text leaves out, and the text without these and names."""
    # Where lower case has more letters (that of İ has two), places would shift.
    lowered = text.lower() if len(text.lower()) == len(text) else text
    if _HINTS.isdisjoint(_WORD.findall(lowered)):
        return (), text
    excluded = _merged(_Governed(lowered, _clauses(text)).spans())
    kept = _without(text, (*excluded, *(name.span() for name in _NAME.finditer(lowered))))
    return excluded, kept


def _without(text: str, spans: Iterable[Span]) -> str:
    """The text with blanks for some spans, so that all else keeps its place."""
    for start, end in spans:
        text = text[:start] + " " * (end - start) + text[end:]
    return text


@lru_cache(maxsize=_REMEMBERED)
def _doing(text: str) -> tuple[Span, ...]:
    """The sentences that hold a word of doing or a result, and none of the office."""
    found = []
    ends = (match.end() for match in _SENTENCE.finditer(text))
    for start, end in pairwise((0, *ends, len(text))):
        kinds = {_kind(word) for word in _WORD.findall(text, start, end)}
        is_done = Stance.INZET in kinds or _RESULT.search(text, start, end)
        if is_done and Stance.VERMELDING not in kinds:
            found.append((start, end))
    return tuple(found)


@lru_cache(maxsize=100_000)
def _kind(word: str) -> Stance | None:
    """Whether a word is one of doing or of the office."""
    if stem(word) in _OFFICE:
        return Stance.VERMELDING
    is_doing = not _DOING.isdisjoint((stem(word), *compound_parts(word)))
    return Stance.INZET if is_doing else None


def _holds(spans: Iterable[Span], place: int) -> bool:
    return any(start <= place < end for start, end in spans)


def excluded_spans(text: str) -> tuple[Span, ...]:
    """The clauses (character spans) that an exclusion cue governs."""
    return _read(text)[0]


def stance_of(text: str, evidence: Sequence[Evidence]) -> Stance:
    """How a text speaks of what its evidence stands for; without evidence, of all it tells.

    A word often strays into another sentence, so half of the evidence left out is enough.
    """
    excluded, kept = _read(text)
    if not evidence and not _doing(kept):
        return Stance.UITSLUITING if excluded else Stance.VERMELDING
    places = [item.start for item in evidence]
    if evidence and 2 * sum(_holds(excluded, place) for place in places) >= len(places):
        return Stance.UITSLUITING
    told = (place for place in places if not kept[place : place + 1].isspace())
    is_done = any(_holds(_doing(kept), place) for place in told) or not evidence
    return Stance.INZET if is_done else Stance.VERMELDING
