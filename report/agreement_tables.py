"""Agreement as tables to calculate with: figures, passages in dispute, confused concepts."""

from collections.abc import Callable, Iterator, Mapping

from classify.agreement import Agreement, Figure, SetAgreement, Support
from classify.label_confusion import Dispute
from corpus.records import Judgement, Seen, Verdict
from report.agreement_report import (
    AMONG_PEOPLE,
    WITH_MODEL,
    AgreementReport,
    PairRow,
    Place,
    View,
)
from report.tables import Column, csv_text, names

Links = Callable[[Place], str]
"""Where a passage can be read; empty where it cannot."""
ALL_PEOPLE = "alle beoordelaars"
ALL_LABELS = "alle labels"
KAPPA, ALPHA, SETS = "kappa (Cohen)", "alfa (Krippendorff)", "alfa op labelverzamelingen (MASI)"

FIGURE_COLUMNS = (
    Column("gezien", "blind, of met voorstel: zag de beoordelaar wat het model ervan maakte."),
    Column("wie", "Beoordelaar, of alle beoordelaars samen."),
    Column("met_wie", "De andere beoordelaar of het model; leeg bij alle beoordelaars samen."),
    Column("label", "Rode draad (R) of instrument (I), of een groep labels."),
    Column("naam", "Korte naam van het label."),
    Column("maat", "Welke maat in waarde staat."),
    Column("waarde", "1 is volledig eens, 0 is toeval; leeg als het niet te zeggen is."),
    Column("laag", "Ondergrens van het 95%-interval; leeg als het niet te zeggen is."),
    Column("hoog", "Bovengrens van dat interval."),
    Column("gelijk", "Aandeel gelijke oordelen."),
    Column("gelijk_laag", "Ondergrens van het 95%-interval daarvan."),
    Column("gelijk_hoog", "Bovengrens daarvan."),
    Column("eens_aanwezig", "Aandeel gelijke oordelen onder de oordelen aanwezig."),
    Column("eens_aanwezig_laag", "Ondergrens van het 95%-interval daarvan."),
    Column("eens_aanwezig_hoog", "Bovengrens daarvan."),
    Column("eens_afwezig", "Aandeel gelijke oordelen onder de oordelen afwezig."),
    Column("eens_afwezig_laag", "Ondergrens van het 95%-interval daarvan."),
    Column("eens_afwezig_hoog", "Bovengrens daarvan."),
    Column("oordelen", "Passages maal labels die door meer dan een zijn beoordeeld."),
    Column("passages", "Passages die door meer dan een zijn beoordeeld."),
    Column("met_aanwezig", "Daarvan: waarin minstens een het label aanwezig vond."),
    Column("documenten", "Documenten waar die passages in staan."),
    Column("te_weinig", "ja: minder dan 30 passages, dus geen cijfer om aan te halen; anders nee."),
    Column("zelden", "ja: in minder dan 10 passages vond iemand het aanwezig; anders nee."),
)
DISPUTE_COLUMNS = (
    Column("tussen", "beoordelaars onderling, of beoordelaars en model (alleen blinde oordelen)."),
    Column(
        "gewicht", "Beoordelaars onderling: oordelen die moeten veranderen om het eens te worden."
    ),
    Column("label", "Rode draad (R) of instrument (I)."),
    Column("naam", "Korte naam van het label."),
    Column("aanwezig", "Wie het label aanwezig vindt."),
    Column("afwezig", "Wie het afwezig vindt."),
    Column("twijfel", "Wie twijfelt."),
    Column("kans", "Kans volgens het model; alleen bij beoordelaars en model."),
    Column("notities", "Wat de beoordelaars erbij schreven."),
    Column("tekst", "De passage."),
    Column("bronvermelding", "Klaar om over te nemen."),
    Column("document", "Bestand waar de passage in staat."),
    Column("pagina", "Pagina, geteld vanaf de eerste pagina van het bestand."),
    Column("link", "Bestand#page=pagina; opent in een browser of pdf-lezer op de pagina."),
    Column("passage_id", "De passage; zie passages.parquet van de run."),
)
CONFUSION_COLUMNS = (
    Column("tussen", "beoordelaars onderling, of beoordelaars en model (alleen blinde oordelen)."),
    Column("label_1", "Het ene label."),
    Column("naam_1", "Korte naam daarvan."),
    Column("label_2", "Het andere label."),
    Column("naam_2", "Korte naam daarvan."),
    Column("passages", "Passages waarin de een het ene gaf en de ander het andere."),
    Column("onderscheid", "Wat de taxonomie over het verschil zegt."),
    Column("passage_ids", "Die passages."),
)


def figures_csv(report: AgreementReport) -> str:
    """Every figure, blind before assisted: all readers, pairs of readers, readers and model."""
    rows = [row for view in report.views for row in _view_rows(view, report)]
    return csv_text(names(FIGURE_COLUMNS), rows)


def disputes_csv(report: AgreementReport, links: Links) -> str:
    """A row for each disputed label of each passage, most disputed first; then the model."""
    rows = [*_dispute_rows(report, links), *_against_rows(report, links)]
    return csv_text(names(DISPUTE_COLUMNS), rows)


def confusions_csv(report: AgreementReport) -> str:
    """A row for each pair of confused concepts, those among readers first."""
    return csv_text(names(CONFUSION_COLUMNS), _confusion_rows(report))


def remark_on(support: Support) -> str:
    """Why a figure is to be quoted with care; empty where it is not, or where there is none."""
    return "zelden" if support.is_rare and not support.too_few else ""


def said_by(dispute: Dispute, verdict: Verdict) -> str:
    """Names of those who say this, and who of them saw a proposal."""
    return ", ".join(_named(one) for one in dispute.voices if one.verdict is verdict)


def _named(one: Judgement) -> str:
    return one.reviewer if one.seen is Seen.BLIND else f"{one.reviewer} ({one.seen})"


def _view_rows(view: View, report: AgreementReport) -> Iterator[dict[str, str]]:
    who = {"gezien": str(view.seen), "wie": ALL_PEOPLE, "met_wie": ""}
    for facet in report.facets:
        group = {**who, "label": facet, "naam": ""}
        yield group | _set_cells(view.sets[facet])
        yield group | _cells(view.scopes[facet], ALPHA)
    for concept, found in view.concepts.items():
        yield {**who, **_label(concept, report)} | _cells(found, ALPHA)
    for pair in (*view.pairs, *view.model):
        yield from _pair_rows(pair, view, report)


def _pair_rows(pair: PairRow, view: View, report: AgreementReport) -> Iterator[dict[str, str]]:
    who = {"gezien": str(view.seen), "wie": pair.first, "met_wie": pair.second}
    yield {**who, "label": ALL_LABELS, "naam": ""} | _cells(pair.together, KAPPA)
    for concept, found in pair.concepts.items():
        if found.support.units:
            yield {**who, **_label(concept, report)} | _cells(found, KAPPA)


def _label(concept: str, report: AgreementReport) -> dict[str, str]:
    return {"label": concept, "naam": report.names[concept]}


def _cells(found: Agreement, measure: str) -> dict[str, str]:
    return {
        "maat": measure,
        **_spread("waarde", "laag", "hoog", found.chance_corrected),
        **_spread("gelijk", "gelijk_laag", "gelijk_hoog", found.same),
        **_shares(found.same_present, found.same_absent),
        **_support(found.support),
    }


def _set_cells(found: SetAgreement) -> dict[str, str]:
    return {
        "maat": SETS,
        **_spread("waarde", "laag", "hoog", found.alpha),
        **_spread("gelijk", "gelijk_laag", "gelijk_hoog", Figure()),
        **_shares(Figure(), Figure()),
        **_support(found.support),
    }


def _shares(present: Figure, absent: Figure) -> dict[str, str]:
    return {
        key: text
        for name, figure in (("eens_aanwezig", present), ("eens_afwezig", absent))
        for key, text in _spread(name, f"{name}_laag", f"{name}_hoog", figure).items()
    }


def _spread(name: str, low: str, high: str, figure: Figure) -> dict[str, str]:
    lowest, highest = figure.interval or (None, None)
    return {name: _number(figure.value), low: _number(lowest), high: _number(highest)}


def _number(value: float | None) -> str:
    return "" if value is None else f"{value:.4f}"


def _support(support: Support) -> dict[str, str]:
    return {
        "oordelen": str(support.units),
        "passages": str(support.passages),
        "met_aanwezig": str(support.with_present),
        "documenten": str(support.documents),
        "te_weinig": _yes_or_no(said=support.too_few),
        "zelden": _yes_or_no(said=support.is_rare),
    }


def _yes_or_no(*, said: bool) -> str:
    return "ja" if said else "nee"


def _dispute_rows(report: AgreementReport, links: Links) -> Iterator[dict[str, str]]:
    for passage in report.disputed:
        for one in passage.disputes:
            notes = (f"{voice.reviewer}: {voice.note}" for voice in one.voices if voice.note)
            yield {
                "tussen": AMONG_PEOPLE,
                "gewicht": str(one.weight),
                **_label(one.concept, report),
                "aanwezig": said_by(one, Verdict.AANWEZIG),
                "afwezig": said_by(one, Verdict.AFWEZIG),
                "twijfel": said_by(one, Verdict.TWIJFEL),
                "kans": "",
                "notities": "; ".join(notes),
                **_place(report.places[one.passage_id], links),
            }


def _against_rows(report: AgreementReport, links: Links) -> Iterator[dict[str, str]]:
    for one in report.against:
        people, model = sides(present=one.present)
        yield {
            "tussen": WITH_MODEL,
            "gewicht": "",
            **_label(one.concept, report),
            "aanwezig": people,
            "afwezig": model,
            "twijfel": "",
            "kans": _number(one.probability),
            "notities": "",
            **_place(report.places[one.passage_id], links),
        }


def sides(*, present: bool) -> tuple[str, str]:
    """Who says that a label is there and who not, where readers and model differ."""
    return ("beoordelaars", "model") if present else ("model", "beoordelaars")


def _place(place: Place, links: Links) -> Mapping[str, str]:
    return {
        "tekst": place.text,
        "bronvermelding": place.citation,
        "document": place.document,
        "pagina": str(place.page) if place.page else "",
        "link": links(place),
        "passage_id": place.passage_id,
    }


def _confusion_rows(report: AgreementReport) -> Iterator[dict[str, str]]:
    for one in report.confusions:
        yield {
            "tussen": one.among,
            "label_1": one.pair.first,
            "naam_1": report.names[one.pair.first],
            "label_2": one.pair.second,
            "naam_2": report.names[one.pair.second],
            "passages": str(len(one.pair.passages)),
            "onderscheid": " ".join(one.distinguish),
            "passage_ids": " ".join(one.pair.passages),
        }
