"""Where readers do not agree, on the page of agreement: passages, the model, confused labels."""

from collections.abc import Iterator, Mapping

from classify.label_confusion import Against, Dispute, DisputedPassage
from corpus.records import Verdict
from report.agreement_report import AgreementReport, Confusion, Place
from report.agreement_tables import Links, said_by, sides
from report.markup import Child, Markup, element, together
from report.shown_values import counted, decimal

_SHOWN = 50
"""Passages on the page; the files hold them all."""


def disputed_section(report: AgreementReport, links: Links) -> Markup:
    """Passages of which one reader says something else than another, with names."""
    found = report.disputed
    note = (
        f"Beoordelaars zijn het oneens over {counted(len(found), 'passage', 'passages')}, blind of "
        f"met voorstel; de meest omstreden staan voorop.{_rest(len(found))}"
        if found
        else "Nergens zegt de ene beoordelaar iets anders dan de andere."
    )
    items = [_disputed(one, report, links) for one in found[:_SHOWN]]
    return _section("oneens", "Waar beoordelaars het oneens zijn", note, items)


def against_section(report: AgreementReport, links: Links) -> Markup:
    """Labels of which most blind readers say something else than the model."""
    found = report.against
    passages = list(dict.fromkeys(one.passage_id for one in found))
    note = (
        f"Bij {counted(len(found), 'label', 'labels')} in "
        f"{counted(len(passages), 'passage', 'passages')} zeggen de meeste blinde beoordelaars "
        "iets anders dan het model; waar het model het verst van hen af zat, staat voorop."
        f"{_rest(len(passages))}"
        if found
        else "Nergens zeggen blinde beoordelaars iets anders dan het model."
    )
    items = [
        _against(key, [one for one in found if one.passage_id == key], report, links)
        for key in passages[:_SHOWN]
    ]
    return _section("tegen", "Beoordelaars tegenover het model", note, items)


def confusion_section(report: AgreementReport) -> Markup:
    """Pairs of labels of which one gave the one and another the other."""
    note = (
        "In dezelfde passage geeft de een het ene label en niet het andere, en de ander juist "
        "andersom. Dat kan een verwisseling zijn, of twee losse verschillen van mening."
        f"{_rest(len(report.confusions))}"
        if report.confusions
        else "Nergens is het ene label gegeven waar een ander het andere gaf."
    )
    items = [_confused(one, report.names) for one in report.confusions[:_SHOWN]]
    return _section("verwarring", "Verwisselde labels", note, items)


def _confused(one: Confusion, names: Mapping[str, str]) -> Markup:
    first, second = (f"{label} {names[label]}" for label in (one.pair.first, one.pair.second))
    number = counted(len(one.pair.passages), "passage", "passages")
    return element(
        "li",
        element("h3", f"{first} en {second}"),
        element("div", f"{number}, {one.among}", class_="zacht"),
        [element("p", told) for told in one.distinguish],
    )


def _rest(number: int) -> str:
    return f" Hier staan de eerste {_SHOWN}; het bestand noemt ze alle." if number > _SHOWN else ""


def _section(place: str, title: str, note: str, items: list[Markup]) -> Markup:
    return element(
        "section",
        element("h2", title, id=place),
        element("p", note, class_="zacht"),
        element("ol", items, class_="slechtst") if items else "",
    )


def _item(place: Place, links: Links, said: Iterator[Child]) -> Markup:
    address = links(place)
    where = place.citation or place.document
    return element(
        "li",
        element("div", element("a", where, href=address) if address else where, class_="zacht"),
        element("blockquote", place.text),
        element("dl", said),
    )


def _disputed(one: DisputedPassage, report: AgreementReport, links: Links) -> Markup:
    said = (_voices(dispute, report.names[dispute.concept]) for dispute in one.disputes)
    return _item(report.places[one.passage_id], links, said)


def _voices(one: Dispute, name: str) -> Markup:
    lines = [
        element("div", f"{verdict}: {who}")
        for verdict in (Verdict.AANWEZIG, Verdict.AFWEZIG, Verdict.TWIJFEL)
        if (who := said_by(one, verdict))
    ]
    lines += [
        element("div", f"{voice.reviewer}: “{voice.note}”") for voice in one.voices if voice.note
    ]
    return together((element("dt", f"{one.concept} {name}"), element("dd", lines)))


def _against(key: str, found: list[Against], report: AgreementReport, links: Links) -> Markup:
    said = (_contradiction(one, report.names[one.concept]) for one in found)
    return _item(report.places[key], links, said)


def _contradiction(one: Against, name: str) -> Markup:
    present, absent = sides(present=one.present)
    told = f"aanwezig: {present}; afwezig: {absent} (kans {decimal(one.probability)})"
    return together((element("dt", f"{one.concept} {name}"), element("dd", told)))
