"""Numbers and cells of the matrix as a Dutch reader expects them."""

from collections.abc import Sequence

from corpus.records import Review
from report.review_count import ReviewCount
from report.theme_matrix import FOUND, MUCH_UNREAD, NO_TEXT, UNCERTAIN, Cell

_MILLION = 1_000_000


def number(value: int) -> str:
    """`30000` as `30.000`."""
    return f"{value:,}".replace(",", ".")


def counted(value: int, one: str, more: str) -> str:
    """A number with its noun; nothing is `geen`."""
    return f"{number(value) if value else 'geen'} {one if value == 1 else more}"


def sentence(text: str) -> str:
    """A text with a capital to begin with; other capitals stay."""
    return text[:1].upper() + text[1:]


def chance(share: float) -> str:
    """What a model thinks, as a percentage; a model is never certain."""
    return ">\u00a099%" if share >= 0.995 else percent(share)


def percent(share: float) -> str:
    """A share of 0 to 1 as a whole percentage; certainty is never rounded to."""
    whole = round(100 * share)
    if whole >= 100 and share < 1:
        return ">\u00a099%"
    return "<\u00a01%" if whole <= 0 < share else f"{whole}%"


def euros(amount: float) -> str:
    """`2600000.0` as `€ 2,6 mln`, `2500.0` as `€ 2.500`."""
    if amount >= _MILLION:
        return f"€ {_decimal(amount / _MILLION)} mln"
    return f"€ {number(round(amount))}"


def _decimal(value: float) -> str:
    """Two decimals at most, without needless zeros."""
    whole, _, rest = f"{value:.2f}".partition(".")
    rest = rest.rstrip("0")
    return number(int(whole)) + (f",{rest}" if rest else "")


def decimal(value: float) -> str:
    """`0.7149` as `0,71`."""
    return f"{value:.2f}".replace(".", ",")


def bounds(interval: tuple[float, float]) -> str:
    """An interval as `0,60 tot 0,80`."""
    return f"{decimal(interval[0])} tot {decimal(interval[1])}"


def listed(words: Sequence[str]) -> str:
    """`a, b en c`."""
    return " en ".join(filter(None, (", ".join(words[:-1]), *words[-1:])))


def searched_said(own: int, shared: int, others: int) -> str:
    """What there is to search: documents of some deals, and those about several deals, which may
    speak of others too."""
    plans = f"plannen, rapportages en evaluaties van {counted(own, 'Regio Deal', 'Regio Deals')}"
    if not shared:
        return f"Zoek in {plans}."
    about = counted(shared, "document", "documenten") + " over meerdere deals"
    if not own:
        names = f" Daarin komen passages voor over {counted(others, 'Regio Deal', 'Regio Deals')}."
        said = f"Zoek in {about}.{names if others else ''}"
        return f"{said} Documenten van deals zelf zijn er niet."
    more = f", met passages over nog {counted(others, 'andere', 'andere')}" if others else ""
    return f"Zoek in {plans}, en in {about}{more}."


def reviewed_said(found: ReviewCount) -> str:
    """How many of the labels of a run people have looked at."""
    if not found.share:
        return "Labels komen van een model en zijn niet door mensen nagekeken."
    return (
        "Labels komen van een model. Van "
        f"{number(found.settled)} van de {number(found.labels)} labels ({percent(found.share)}) "
        "hebben mensen gezegd of het klopt."
    )


def since_run_said(judged: int, changing: int) -> str:
    """What was judged since the last run, and what another run changes; empty without news."""
    if not judged + changing:
        return ""
    are = "is" if judged == 1 else "zijn"
    seen = f"Sinds de laatste run {are} {counted(judged, 'label', 'labels')} nagekeken."
    if not changing:
        return f"{seen} Dat verandert geen labels, maar telt pas na een nieuwe run mee."
    change = "verandert" if changing == 1 else "veranderen"
    return f"{seen} In een nieuwe run {change} {counted(changing, 'label', 'labels')}."


def not_given_said(probability: float, threshold: float | None) -> str:
    """Why a label was not given to a passage with that chance (0-1)."""
    if threshold is None or probability >= threshold:
        return "niet gegeven"
    near = "net " if percent(probability) == percent(threshold) else ""
    return f"niet gegeven: {near}onder de drempel van {percent(threshold)}"


def label_reviewed_said(confirmed: int, rejected: int, unsettled: int) -> str:
    """In how many passages people looked for a label, and what came of it."""
    if not confirmed + rejected + unsettled:
        return "Nog niemand heeft passages op dit label nagekeken."
    seen = counted(confirmed + rejected + unsettled, "passage", "passages")
    left = f", en bij {number(unsettled)} niet beslist" if unsettled else ""
    return (
        f"Mensen keken bij {seen} na of dit label erin staat: {number(confirmed)} keer wel, "
        f"{number(rejected)} keer niet{left}."
    )


def people_said(cell: Cell) -> str:
    """What people had made of the labels of a cell when it was counted."""
    if cell.human_share is None or not cell.confirmed + cell.rejected:
        return "Nagekeken bij de laatste run: niet bekeken."
    return (
        f"Nagekeken bij de laatste run: {cell.review}. Mensen hebben hier "
        f"{counted(cell.confirmed, 'label', 'labels')} bevestigd en {number(cell.rejected)} "
        f"afgewezen, samen {percent(cell.human_share)} van de labels van deze cel."
    )


def cell_said(cell: Cell) -> str:
    """What a cell of the matrix says, in one or two sentences."""
    if cell.value == NO_TEXT:
        return "Er zijn te weinig eigen, leesbare woorden om er iets over te zeggen."
    number_of = counted(cell.passages, "passage", "passages")
    right = f"de kans dat minstens één daarvan klopt, is {chance(cell.chance or 0)}"
    if cell.value == FOUND:
        bounds = f"{percent(cell.low or 0)} tot {percent(cell.high or 0)}"
        share = f"{percent(cell.strength or 0)} van de tekst (95%-interval {bounds})"
        return f"Gevonden in {number_of}, samen {share}; {right}."
    if cell.value == UNCERTAIN:
        return _doubt(cell, number_of, right)
    if cell.passages:
        return f"Niet gevonden. Het label staat wel bij {number_of}, maar zwak: {right}."
    return f"Niet gevonden. {_highest(cell)}"


def _highest(cell: Cell) -> str:
    """How near a cell without the label comes; what people rejected has no chance any more."""
    highest = chance(cell.probability or 0)
    concept = cell.concept.id
    settled = [one.review_of(concept) is not Review.NIET_BEKEKEN for one in cell.row.own]
    if all(settled):
        return "Mensen zeiden van elke passage dat het er niet in staat."
    if any(settled):
        return f"De hoogste kans van één passage waarover mensen niet beslisten, is {highest}."
    return f"De hoogste kans van één passage is {highest}."


def _doubt(cell: Cell, number_of: str, right: str) -> str:
    if cell.passages:
        why = "In zoveel tekst komt zo'n label ook voor als het thema er niet is."
        return f"Onzeker: het label staat bij {number_of}, maar {right}. {why}"
    if cell.row.unread >= MUCH_UNREAD:
        unread = percent(cell.row.unread)
        return f"Onzeker: niets gevonden, maar {unread} van de pagina's was niet (goed) te lezen."
    if cell.rejected:
        return "Onzeker: mensen wezen het label af, maar andere passages komen wel in de buurt."
    return "Onzeker: geen enkele passage kreeg het label, maar er komen er wel in de buurt."


def cell_steady(cell: Cell) -> str:
    """How well the value stands when other passages had been there; empty without text."""
    if cell.kept is None:
        return ""
    return (
        "Uit de passages is 200 keer opnieuw geloot: in "
        f"{percent(cell.kept)} van die lotingen bleef de uitkomst gelijk."
    )


def standard_said(cell: Cell) -> str:
    """What standard text with the label has to do with a cell; empty where there is none."""
    if not cell.standard:
        return ""
    number_of = counted(cell.standard, "passage", "passages")
    return (
        f"Het staat ook in {number_of} standaardtekst, die deals uit andere streken ook hebben. "
        "Die telt niet mee."
    )
