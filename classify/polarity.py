"""Whether a passage tells of a factor as something that helped or that hindered.

The sentences with the evidence are searched for cues ("dankzij", "vertraging"); a negation before a
cue turns it ("zonder vertraging"). Where these sentences hold none, the whole passage is searched.
"""

import re
from collections.abc import Iterable, Sequence
from enum import StrEnum

from corpus.records import Evidence


class Polarity(StrEnum):
    """What a factor did, as a passage tells it."""

    SUCCES = "succes"
    FAAL = "faal"
    GEMENGD = "gemengd"
    ONBEKEND = "onbekend"


def _words(pieces: str) -> str:
    """A pattern for words: `x` the word itself, `x*` all that begin with it, `*x` that end so."""
    return "|".join(
        piece.replace("*", r"[\w-]*").replace("_", r"\s+(?:[\w-]+\s+){0,2}?")
        for piece in pieces.split()
    )


_HELPED = _words(
    """
    dankzij succesfactor* succesvol* succes successen geslaagd* gelukt lukt lukte geholpen hielp
    hielpen helpt helpen bevorder* versneld* versnelt versnelling versnelde soepel* vlot vlotte
    voorspoedig* waardevol* profijt profite* loont loonde meerwaarde positie* winst kracht krachtig*
    sterk sterke stevig* sterker goed goede beter betere constructief constructieve stimule*
    versterk* vruchtbaar vruchtbare efficiënt* tevreden enthousias* werkte werkt_goed korte_lijnen
    korte_lijntjes vertrouwd mogelijk_gemaakt maakte_mogelijk van_de_grond onmisbaar onmisbare
    doorslaggevend* bepalend* basis fundament vliegwiel* motor drijvende geprezen prettig* intensie*
    duidelijke duidelijk heldere helder hecht hechte gedragen energie snel sneller bijgedragen
    droeg_bij draagt_bij plus pluspunt* voordeel voordelen gunstig* rust continuïteit overeind
    gered redde gunnen gunden hechter makkelijker scheelt scheelde bruikbaar* opstap verbreden
    voorloopt voorliep op_tijd genoeg roemt roemen geroemd verschil_maakt* het_verschil
    elkaar_gevonden wisten_elkaar weten_elkaar vonden_elkaar vertrouwen vertrouwden opende_deuren
    slaagde slaagden werkt werken_goed gehonoreerd waarderen waardeert gewaardeerd doorbroken
    eigenaarschap trekken_de_kar trokken_de_kar doorslag
    """
)
_HINDERED = _words(
    """
    belemmer* knelpunt* knelde knelt vertrag* vertraagd* ontbreken ontbreekt ontbrak ontbraken
    gebrek gemis gemist mist misten tekort* onvoldoende te_weinig te_laat te_krap te_smal
    te_klein te_veel te_breed te_vrijblijvend te_ambitieus krap krappe krapte moeizaam moeizame
    moeite lastig*
    moeilijk* stroef stroeve stroever onduidelijk* onder_druk hinder* remt remde remmend* remmen
    stagne* faalfactor* struikelblok* obstakel* hobbel* drempel* risico* kwetsba* complex*
    versnipper* verloop wissel* wisten_niet uitval uitgevallen overbelast* weerstand* frustr* stil
    stilgevallen stilviel mislukt* nadeel nadelen nadelig* zwak zwakke zwakker zwakte* last
    lastendruk bureaucrat* administratieve verloren wegviel weggevallen vacature* onbezet* beperkt*
    beperking* teruggetrokken haakte* haakten afgehaakt onrust onzeker* omslachtig* traag trage
    trager langzaam langzame ad_hoc spanning* conflict* wantrouwen schuurde schuurt botste*
    opgehouden kritiek* irritatie* langs_elkaar vastlopen lopen_vast bleef_liggen bleven_liggen
    blijft_liggen blijven_liggen verwarr* dubbel dubbele wildgroei vaag vage schaars schaarste
    verkokering verkokerde schotten onvermijdelijk strandde strandden gestrand niemand opgeschort
    haakte haakten te_groot te_zwaar zwaar zware drukt geen_mensen lag_stil geleden verlies
    personeelstekort menskracht_ontbr* eenzijdig* ontstemd* klagen klaagt klacht* terugviel* vielen
    achterst* achterbleef achterblijv* achtergebleven bleef_achter liep_vast vastgelopen vertrok
    vertrokken uitgesteld uitstel opgeschoven overschreden overschrijding* tegenvall* tegengevallen
    """
)
_NEGATION = re.compile(
    r"\b(?:niet|geen|nooit|zonder|nauwelijks|amper|weinig|minder|evenmin|niets|noch|voorkwam"
    r"|voorkomen|voorkomt|ondanks|wegnemen|weggenomen|verholpen|opgelost)\s+(?:[\w-]+\s+){0,2}$",
    re.IGNORECASE,
)
# Words that say of themselves that it went both ways.
_BOTH_WAYS = re.compile(
    r"\b(?:(?:liep|lopen|loopt|liepen)\s+(?:de\s+meningen\s+)?uiteen|meningen\s+(?:zijn\s+)?verdeeld"
    r"|enerzijds|aan\s+de\s+ene\s+kant|wisselend|soms\s+wel|levert\s+veel\s+op\s+en\s+kost)\b",
    re.IGNORECASE,
)
# "Niet alleen" adds, it does not deny.
_ADDING = re.compile(r"\bniet\s+(?:alleen|enkel|slechts)\b", re.IGNORECASE)
_CUE = re.compile(rf"\b(?:(?P<helped>{_HELPED})|(?P<hindered>{_HINDERED}))(?![\w-])", re.IGNORECASE)
_SENTENCE = re.compile(r"(?<=[.!?])\s+|\n+")


def polarity_of(text: str, evidence: Sequence[Evidence]) -> Polarity:
    """What a text says of the factor that its evidence stands for."""
    spans = _sentences(text)
    own = [
        (start, end) for start, end in spans if any(start <= item.start < end for item in evidence)
    ]
    found = _cues(text, own) or _cues(text, spans)
    if any(_BOTH_WAYS.search(text, start, end) for start, end in own):
        return Polarity.GEMENGD
    if not found:
        return Polarity.ONBEKEND
    return found.pop() if len(found) == 1 else Polarity.GEMENGD


def _sentences(text: str) -> list[tuple[int, int]]:
    spans, start = [], 0
    for border in _SENTENCE.finditer(text):
        spans.append((start, border.start()))
        start = border.end()
    return [*spans, (start, len(text))]


def _cues(text: str, spans: Iterable[tuple[int, int]]) -> set[Polarity]:
    """The directions in which the cues of some sentences point."""
    found = set()
    for start, end in spans:
        for cue in _CUE.finditer(text, start, end):
            before = _ADDING.sub("", text[start : cue.start()])
            is_turned = _NEGATION.search(before) is not None
            helped = (cue["helped"] is not None) != is_turned
            found.add(Polarity.SUCCES if helped else Polarity.FAAL)
    return found
