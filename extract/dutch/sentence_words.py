"""Words that tell where a Dutch sentence ends: abbreviations by what may follow them, words that
begin sentences, words before a number or letter. Most were found by counting administrative prose.
"""

import re

GOES_ON = frozenset(
    """
    a.d. aant. adv. afb. afd. afl. alg. arr. art. artt. bijl. bijv. blz. burg. c.q. ca. cf.
    cie. circ. conf. d.d. d.i. d.m.v. d.w.z. dd. dhr. div. dl. dr. dra. drs. ds. e.c. e.e.a.
    evt. excl. fig. fr. g.g.d. gebr. geb. gedep. gem. get. gew. hfdst. hfst. hr. i.a.
    i.a.m. i.a.v. i.c. i.c.m. i.e. i.g.v. i.h.a. i.h.b. i.h.k.v. i.k.v. i.m. i.o.m. i.o.v. i.p.v.
    i.r.t. i.s.m. i.t.t. i.v.m. i.z. inc. incl. ing. insp. ir. jhr. jkvr. jo. jrg. kamerst.
    kamerstukk. kath. lett. lid-nr. lt. luit. m.a.w. m.b.t. m.b.v. m.h.o. m.i. m.i.v. m.m.v.
    m.n. m.u.v. maj. max. mej. mevr. mgr. min. mr. mrs. mv. mw. n.a.v. ned. no. nos. nr. nrs. o.a.
    o.b.v. o.g.v. o.i.v. o.l.v. o.m. o.r.v. o.v.v. onderd. opm. orig. p. pag. par. plm. plv. pp.
    pr. proj. prof. prov. q.q. r.o. rb. ref. reg. rep. resp. rev. s.g. sen. ss. t.a.v.
    t.b.v. t.g.v. t.h.v. t.l.v. t.m. t.n.v. t.o. t.o.v. t.t.v. t.v.v. t.w. tab. tel. tit. toel.
    tav. tbv. tgv. tov. v. v.a. v.d. v.l.n.r. v.v. verm. versch. vert. vgl. vlg. vnl. voorz. vs.
    w.v. wed. weth. wnd. zgn. zog.
    """.split()
)
"""No sentence ends in these, whatever follows."""

CLOSES = frozenset(
    """
    a.s. a.u.b. c.a. e.a. e.d. e.d.m. e.o. ed. ed.m. enz. enzovoorts. etc. i.b. jl. jr. l.l.
    ll. m.e.r. m.v. n.n.b. n.t.b. n.v.t. nvt. o.i.d. p.j. p.p. p.w. s.v.p. sr. z.o.z. z.s.m.
    """.split()
)
"""These often close a sentence: before a capital letter they do."""

MAY_CLOSE = frozenset(
    """
    a.h.w. aansl. apr. asp. aug. b.v. begr. bel. besch. bv. bw. c.s. chr. comm. cs. dec. e.v. eng.
    feb. febr. f.o.b. h.o. i.o. inw. jan. jul. jun. k.k. kl. mar. mill. mio. mld.
    mln. mnd. mrd. mrt. n.m. n.o. n.v. n.w. nov. o.z. oct. okt. ong. onb. p.m. pb. pbeg. pbeu. pct.
    sep. sept. st. stb. stcrt. str. t.i. t.k. temp. trb. uitg. v.chr. v.m. verg. w.o.
    wo. z.g. z.o. z.w.
    """.split()
)
"""These close a sentence only before a word that begins one, such as De or Daarnaast."""

NAMES = frozenset({"St.", "Ste.", "Th.", "Joh.", "Jac.", "Jos.", "Wm.", "Ph.", "Fr."})
"""Parts of names; these do not end a sentence before a capital letter."""

LEGAL_FORMS = frozenset("B.A. B.V. BV. C.V. CV. E.V. N.V. NV. S.A. U.A. V.O.F. VOF. W.A.".split())
"""Part of the name of a firm; these may close a sentence."""

PARTICLES = frozenset("De Den Der Het In Op Te Ten Ter Uit Van 't ’t".split())
"""Begin a family name as well as, some of them, a sentence."""

TITLES = frozenset(
    """
    burgemeester dhr dijkgraaf directeur ds dr drs gedeputeerde heer heren ing ir jhr kamerlid
    leden lid mej mevr mevrouw minister mr mw mej prof professor secretaris senator
    staatssecretaris voorzitter wethouder
    """.split()
)
"""Words before the name of a person."""

LABELS = frozenset(
    """
    actielijn ad afbeelding artikel bijlage blok bouwsteen categorie conclusie deel doel figuur
    fase grafiek hoofdstuk kaart kader lid lijn maatregel noot onderdeel opgave paragraaf pijler
    programmalijn project punt schema spoor stap stelling tabel thema vraag
    """.split()
)
"""With a number or letter these begin a sentence as its label: "Artikel 3. De minister …"."""

REFERENCES = frozenset(
    """
    afdeling alternatief beschermingscategorie bijlage bijlagen blok categorie categorieën deel
    deelgebied deelgebieden figuur grondwatertrap hoofdstuk hoofdstukken indicator kavel klasse
    klassen kolom label letter lid lijst lijsten milieucategorie model modellen onder onderdeel
    onderdelen optie punt scenario sectie stap sub tabel tot tranche type typen variant varianten
    """.split()
)
"""A single letter behind these is no initial: "bijlage A"."""

AND = frozenset({"en", "of", "en/of", "t/m", "tot", "met", "–", "-"})
"""Between the last two letters or numbers of a row."""

UNENDED = frozenset("aan bij de een en en/of het in met of op tot van voor".split())
"""No sentence or list item ends in these."""

_ADVERBS = "|".join(
    "aan aangaande achter af bij binnen boven bovenop buiten door doorheen en enboven entegen heen "
    "in langs mede mee na naar naast nevens om omheen omtrent onder op over rond tegen tegenover "
    "toe tussen uit van vandaan vandoor voor voren".split()
)

_STARTERS = frozenset(
    """
    Aan Aangezien Aanvankelijk Aanvullend Achter Afgezien Afhankelijk Al Aldus Alle Alleen Allen
    Allereerst Alles Als Alsdan Alsnog Alsook Alvorens Andere Anderen Anders Andersom Anderzijds
    Begin Behalve Behoudens Beide Beiden Belangrijk Belangrijke Bent Betreffende Bij Bijna
    Bijvoorbeeld Binnen Binnenkort Blijkens Boven Bovendien Bovengenoemde Bovenstaand Bovenstaande
    Buiten Circa Conform Concreet Daar De Deels Degene Degenen Denk Dergelijk Dergelijke Derhalve
    Desalniettemin Desgevraagd Desgewenst Desondanks Destijds Deze Dezelfde Die Diens Dient Dienen
    Direct Dit Diverse Doch Doel Door Doordat Doorgaans Drie Dus Dat Datzelfde Dan Dankzij Eén Een
    Één Echter Eerder Eerst Elk Elke En Enerzijds Enige Enkel Enkele Er Ervan Evenals Eveneens
    Evenmin Eventueel Eventuele Gedurende Geen Gegeven Geheel Gelet Gemiddeld Geldt Gezien
    Gelijktijdig Graag Had Hadden Heb Hebben Hebt Heeft Heel Helaas Het Hetgeen Hetzelfde Hier Hij
    Hoe Hoeveel Hoewel Hun Ieder Iedere Iedereen Iemand Ik Immers In Inclusief Indien Ingeval
    Ingevolge Inmiddels Inzake Is Ja Jaarlijks Je Jullie Juist Kan Komt Kort Kortom Krachtens Kun
    Kunnen Kunt Langs Later Maar Mede Medio Meer Meerdere Meestal Men Met Middels Minder Mits
    Mocht Mochten Moet Moeten Mogelijk Mogelijke Momenteel Na Naar Naargelang Naarmate Naast Nabij
    Nadat Nadien Navolgend Navolgende Nader Nadere Namelijk Namens Nee Net Niemand Niet Niets
    Niettemin Nieuwe Nimmer Noch Nog Nogmaals Nu Of Ofschoon Om Omdat Omgekeerd Omtrent Omwille
    Onder Ondanks Onderhavig Onderhavige Onderstaand Onderstaande Ondertussen Ongeacht Ongeveer
    Onlangs Ons Onverminderd Onze Ook Op Opdat Opgemerkt Over Overeenkomstig Overige Overigens Per
    Pas Plaatselijk Qua Reeds Recent Recentelijk Rond Rondom Ruim Samen Samengevat Sedert Sinds
    Sindsdien Slechts Soms Sommige Steeds Tal Te Tegelijk Tegelijkertijd Tegen Tegenover
    Tegenwoordig Ten Teneinde Tenminste Tenslotte Tenzij Ter Terwijl Tevens Thans Tijdens Toch
    Toen Tot Totdat Tussen Twee U Uit Uitgaande Uiteindelijk Uiteraard Uiterlijk Uitgangspunt
    Uitsluitend Uw Vaak Van Vanaf Vandaag Vandaar Vanuit Vanwege Veel Veelal Vele Velen Verder
    Verdere Vermoedelijk Verreweg Verschillende Vervolgens Verwijzend Via Vier Volgens Voldoende
    Voor Vooraf Voorafgaand Vooral Vooralsnog Voorbeelden Voordat Voorheen Voorliggend Voorliggende
    Voorts Voorzover Vroeger Vrijwel Waar Waarschijnlijk Want Wanneer Waren Was We Weer Wegens
    Weinig Wel Weliswaar Welk Welke Wellicht Werd Werden Wie Wij Wil Willen Word Worden Wordt Wat
    Zal Ze Zeer Zeker Zelfs Zie Ziet Zij Zijn Zo Zoals Zodat Zodoende Zodra Zolang Zonder Zou
    Zouden Zowel Zulke Zullen
    Antwoord Artikel Bijlage Geconcludeerd Hoofdstuk Paragraaf Gemeenten Inwoners Partijen
    Afgesproken Daartegen Diegenen Navraag Enkelen Beoogd Bestaande Verwacht Verwezen Aanleiding
    """.split()
)
_STARTER = re.compile(
    rf"(?:(?:Hier|Daar|Waar|Er)(?:{_ADVERBS})|Ter(?:zake|dege)|['’‘](?:[st]|n)(?:-|\b))"
)


def begins_sentences(word: str) -> bool:
    """Whether a capital letter on this word tells that a sentence begins, as on De or Daarnaast."""
    return word in _STARTERS or bool(_STARTER.fullmatch(word))
