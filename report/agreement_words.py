"""What is said of agreement in Dutch: on the page, in the terminal and in the pages of `serve`."""

from collections.abc import Iterable, Iterator

from classify.agreement import RARE
from classify.evaluate import ENOUGH
from report.agreement_report import AgreementReport, PairRow, unlike_rows
from report.shown_values import counted, decimal

NOBODY_TO_COMPARE = (
    "Er is nog geen passage waarvan twee beoordelaars hetzelfde label hebben beoordeeld. Of "
    "beoordelaars het eens zijn, valt daarom nog niet te zeggen: laat een tweede beoordelaar de "
    "steekproef ook nakijken. Beide beoordelaars krijgen dan dezelfde passages in dezelfde "
    "volgorde."
)
ASSISTED_IS_HIGHER = (
    "Wie een voorstel ziet, volgt het sneller. Over dezelfde labels zijn beoordelaars het met "
    "voorstel daardoor vaker eens met het model dan blind. Alleen blind zegt hoe goed het model "
    "met mensen overeenkomt."
)
MOST_LEAVES_OUT = (
    "‘De meeste beoordelaars’ telt alleen waar meer beoordelaars het een zeggen dan het ander. "
    "Waar zij verdeeld zijn, valt het label weg, dus dat cijfer ligt hoger dan dat van de "
    "beoordelaars apart."
)
LINKS_NEED_THE_DOCUMENTS = (
    "Een link opent het document zolang dit bestand in de map staat waarin het is gemaakt, met de "
    "documenten op hun plaats. Hebt u het toegestuurd gekregen, zoek dan zelf op met de titel of "
    "naam en de pagina, die in de tekst van de link staan."
)
LABELS_A_PASSAGE = "labels per passage"
WORDS = (
    (
        "Alfa",
        "de alfa van Krippendorff, voor twee of meer beoordelaars: 1 is volledig eens, 0 is wat "
        "toeval geeft, onder 0 is minder dan toeval",
    ),
    (
        "Kappa",
        "de kappa van Cohen, dezelfde schaal voor precies twee beoordelaars, of een beoordelaar "
        "en het model",
    ),
    (
        "Labelverzameling",
        "alle labels van een passage samen, alleen voor passages die beoordelaars helemaal hebben "
        "beoordeeld; een deel van de labels goed is deels eens (MASI-afstand)",
    ),
    ("Gelijk", "het deel van de oordelen dat hetzelfde is, zonder aftrek voor toeval"),
    (
        "Eens: aanwezig",
        "zegt de een dat een label er staat, hoe vaak zegt de ander dat dan ook",
    ),
    ("Eens: afwezig", "hetzelfde voor oordelen dat een label er niet staat"),
    (
        "95%-interval",
        "waarbinnen het cijfer meestal valt als u steeds evenveel andere documenten trekt; een "
        "streep waar dat niet te zeggen is",
    ),
    (
        "Te weinig",
        f"minder dan {ENOUGH} passages: daar staat geen cijfer, want het zegt weinig over andere "
        "passages",
    ),
    (
        "Zelden",
        f"in minder dan {RARE} passages vond iemand het label aanwezig; één ander oordeel "
        "verandert het cijfer dan al flink",
    ),
    (
        LABELS_A_PASSAGE.capitalize(),
        "hoeveel labels van een passage gemiddeld meetellen: alle, als beoordelaars hele passages "
        "bekeken, of een paar, als iemand alleen antwoordde op wat werd voorgesteld",
    ),
    (
        "Blind",
        "de beoordelaar zag niet wat het model ervan maakte; alleen deze oordelen zijn "
        "onafhankelijk",
    ),
    (
        "–",
        "niet te zeggen: er is niets of te weinig om te vergelijken, of iemand gaf steeds "
        "hetzelfde antwoord",
    ),
)
PARADOX = (
    "De meeste labels staan in weinig passages. Dan is er vanzelf veel overeenstemming over wat er "
    "niet staat, en telt elk verschil over wat er wél staat zwaar: 98% gelijk kan samengaan met "
    "een lage kappa. Lees bij zeldzame labels daarom ook ‘Eens: aanwezig’."
)
NO_TRUTH = (
    "Overeenstemming is geen gelijk: twee beoordelaars kunnen samen dezelfde vergissing maken. En "
    "wat niemand heeft bekeken, telt nergens als eens."
)


def introduction(report: AgreementReport) -> Iterator[str]:
    """What the figures rest on, and what is not in them, in sentences."""
    found = report.counts
    yield (
        f"{counted(found.judgements, 'oordeel', 'oordelen')} van "
        f"{counted(found.people, 'beoordelaar', 'beoordelaars')} over "
        f"{counted(found.passages, 'passage', 'passages')}; een oordeel gaat over één label in één "
        "passage."
    )
    left_out = [
        told
        for number, told in (
            (found.doubts, f"{counted(found.doubts, 'keer', 'keer')} twijfel"),
            (
                found.mixed,
                f"{counted(found.mixed, 'passage', 'passages')} die de een blind zag en de ander "
                "met voorstel",
            ),
            (
                found.lost,
                f"{counted(found.lost, 'oordeel', 'oordelen')} over passages buiten de laatste run",
            ),
            (
                found.unreadable,
                f"{counted(found.unreadable, 'onleesbare regel', 'onleesbare regels')} in de map "
                "met oordelen",
            ),
        )
        if number
    ]
    if left_out:
        yield f"Niet in de cijfers: {'; '.join(left_out)}."
    if found.unseen:
        yield (
            f"Het model in gebruik heeft van {counted(found.unseen, 'label', 'labels')} hiervan "
            "geleerd; daarvoor telt wat een model zei dat van die passages niet had geleerd."
        )


def unlike_sentence(pairs: Iterable[PairRow]) -> str:
    """Which of these figures cannot be compared, and why; empty where all can."""
    unlike = unlike_rows(pairs)
    if unlike is None:
        return ""
    few, many = (decimal(size, 1) for size in unlike)
    return (
        "Cijfers van wie hele passages beoordeelde en van wie alleen op voorstellen antwoordde, "
        f"zijn niet te vergelijken: deze rusten op gemiddeld {few} tot {many} {LABELS_A_PASSAGE}. "
        "In een hele passage zijn de meeste labels duidelijk afwezig, en voorgesteld worden juist "
        "de moeilijke. Leg alleen cijfers naast elkaar met ongeveer evenveel labels per passage."
    )
