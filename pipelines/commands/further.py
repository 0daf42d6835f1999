"""The command `evaluate-further`: how good the labels of the further facets are."""

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from classify.evaluate import Evaluation
    from classify.further_evaluation import FurtherFacetEvaluation

_WAYS = {"tagger": "tagger", "terms": "alleen kerntermen", "likeness": "alleen gelijkenis"}


def evaluate_further(
    as_json: Annotated[bool, typer.Option("--json", help="Druk JSON af.")] = False,
) -> None:
    """Meet de verdere facetten aan meegeleverde passages waarvan niets is geleerd.

    Voorbeeld: rodedraden evaluate-further
    """
    from pipelines.models.further import measured_further

    found = measured_further()
    if as_json:
        typer.echo(json.dumps([_record(one) for one in found], ensure_ascii=False, indent=1))
        return
    for one in found:
        for line in _lines(one):
            typer.echo(line)
        typer.echo("")
    typer.echo(
        "Micro-F1 telt alle labels samen, macro-F1 is het gemiddelde over de begrippen; tussen "
        "haken staat het 95%-interval (bootstrap). Steun is het aantal labels in het oordeel; "
        "onder de 30 is dat te weinig voor een cijfer waarop u kunt bouwen."
    )


def _lines(found: "FurtherFacetEvaluation") -> Iterator[str]:
    facet, tests = found.facet, found.tagger.passages
    yield f"{facet.title.nl} ({len(facet.concepts)} begrippen; {tests} toetspassages)"
    if not found.is_taught:
        yield f"  gewichten met de hand gekozen: er zijn maar {found.taught_on} leerpassages"
    elif "segment" in found.signals:
        yield f"  geleerd van {found.taught_on} passages; termen en gelijkenis wegen mee"
    else:
        yield f"  geleerd van {found.taught_on} passages; termen alleen beslissen"
    if not tests:
        yield "  geen toetspassages: er valt niets te meten"
        return
    yield f"  {'':20}{'precisie':>9}{'vangst':>8}{'micro-F1':>10}{'':14}{'macro-F1':>9}"
    for name, title in _WAYS.items():
        yield _way_line(title, getattr(found, name))
    if found.with_parent:
        yield _way_line("rode draad gegeven", found.with_parent)
    one = found.tagger
    yield (
        f"  steun {one.micro.support} labels"
        f"{' (te weinig)' if one.micro.too_few else ''}; vals alarm: {one.false_alarms} van "
        f"{one.without_label} passages zonder label ({one.false_alarm_share:.0%})"
    )
    if len(facet.concepts) <= 10:
        yield f"  {'per begrip':20}{'precisie':>9}{'vangst':>8}{'F1':>10}{'':14}{'steun':>9}"
        for concept in facet.concepts:
            each = one.concepts[concept.id]
            name = f"{concept.id} {concept.short}"[:19]
            yield (
                f"  {name:20}{each.precision:9.2f}{each.recall:8.2f}{each.f1:10.2f}"
                f"{'':14}{each.support:9d}"
            )
    if found.polarity and found.polarity.count:
        low, high = found.polarity.interval
        yield (
            f"  richting van factoren: {found.polarity.accuracy:.2f} goed ({low:.2f}-{high:.2f}), "
            f"{found.polarity.count} oordelen"
        )


def _way_line(title: str, one: "Evaluation") -> str:
    low, high = one.micro.interval
    macro_low, macro_high = one.macro_interval
    return (
        f"  {title:20}{one.micro.precision:9.2f}{one.micro.recall:8.2f}{one.micro.f1:10.2f} "
        f"({low:.2f}-{high:.2f}){one.macro_f1:10.2f} ({macro_low:.2f}-{macro_high:.2f})"
    )


def _record(found: "FurtherFacetEvaluation") -> dict[str, Any]:
    ways = {name: _way_record(getattr(found, name)) for name in _WAYS}
    if found.with_parent:
        ways["with_parent"] = _way_record(found.with_parent)
    polarity = found.polarity and {
        "accuracy": found.polarity.accuracy,
        "interval": list(found.polarity.interval),
        "count": found.polarity.count,
        "table": [[true, told, n] for (true, told), n in sorted(found.polarity.table.items())],
    }
    return {
        "facet": found.facet.id,
        "concepts": len(found.facet.concepts),
        "taught_on": found.taught_on,
        "is_taught": found.is_taught,
        "signals": list(found.signals),
        "test_passages": found.tagger.passages,
        **ways,
        "polarity": polarity,
    }


def _way_record(one: "Evaluation") -> dict[str, Any]:
    return {
        "precision": one.micro.precision,
        "recall": one.micro.recall,
        "micro_f1": one.micro.f1,
        "micro_interval": list(one.micro.interval),
        "macro_f1": one.macro_f1,
        "macro_interval": list(one.macro_interval),
        "support": one.micro.support,
        "false_alarms": one.false_alarms,
        "without_label": one.without_label,
        "per_concept": {
            concept: {"f1": each.f1, "support": each.support}
            for concept, each in one.concepts.items()
        },
    }
