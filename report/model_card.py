"""The model card of a run, and its text for the Dutch register of algorithms, in Markdown."""

from collections.abc import Mapping
from pathlib import Path
from string import Template
from typing import Any

from report.label_quality import LabelQuality, quality_told
from report.quality import MeasuredFacet, MeasuredQuality
from report.review_count import review_told
from report.shown_values import counted, decimal, dotted

_FOLDER = Path(__file__).parent / "cards"


def model_card(record: Mapping[str, Any], quality: MeasuredQuality, labels: LabelQuality) -> str:
    """What the model of a run is, what it is for, how good it is.

    `record` is its run.json, `labels` what people say of its labels.
    """
    return _filled("modelkaart.md", record, quality, labels)


def register_entry(
    record: Mapping[str, Any], quality: MeasuredQuality, labels: LabelQuality
) -> str:
    """The fields of the register; what only the organisation knows stands in square brackets."""
    return _filled("algoritmeregister.md", record, quality, labels)


def _filled(
    name: str, record: Mapping[str, Any], quality: MeasuredQuality, labels: LabelQuality
) -> str:
    template = Template((_FOLDER / name).read_text(encoding="utf-8"))
    return template.substitute(
        vingerafdruk=record["vingerafdruk"],
        versie=record["versies"]["rode-draden"],
        taxonomie=record["taxonomie"],
        tagger=record["tagger"],
        taggermodel=record["taggermodel"],
        embedder=record["embedder"],
        verdere=_further(record),
        documenten=len(record["documenten"]),
        lezers=quality.readers,
        kwaliteit=_table(quality),
        nagekeken=review_told(labels.count),
        gemeten=_of_this_run(labels),
    )


def _of_this_run(labels: LabelQuality) -> str:
    return "\n".join(
        ("Op de documenten van deze run:", "", *(f"- {one}" for one in quality_told(labels)))
    )


def _further(record: Mapping[str, Any]) -> str:
    model = record.get("verdere_taggermodel")
    return f"model `{model}`" if model else "niet gelabeld in deze run"


def _table(quality: MeasuredQuality) -> str:
    head = "| | precisie | vangst | micro-F1 | 95%-interval | macro-F1 | steun | passages |"
    rows = "\n".join(map(_row, quality.measures))
    return f"{head}\n|---|---|---|---|---|---|---|---|\n{rows}"


def _row(one: MeasuredFacet) -> str:
    figures = [one.precision, one.recall, one.micro_f1]
    shown = [decimal(figure) for figure in figures]
    interval = f"{decimal(one.low)}-{decimal(one.high)}"
    cells = [one.facet, *shown, interval, decimal(one.macro_f1), _support(one)]
    cells.append(dotted(one.passages))
    return f"| {' | '.join(cells)} |"


def _support(one: MeasuredFacet) -> str:
    return f"{counted(one.support, 'label', 'labels')}{' (te weinig)' if one.is_too_little else ''}"
