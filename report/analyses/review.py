"""Analysis 23: what people looked at, and how good the labels are by what they found."""

from collections.abc import Iterable, Mapping, Sequence

from classify.evaluate import Measured
from corpus.analysed import AnalysedPassage
from corpus.records import Review
from report.columns import TRANCHE, bounds, count, share, text
from report.intervals import wilson
from report.label_quality import BlindLabels, FacetQuality, HumanWork, LabelQuality, label_quality
from report.material import Material
from report.quality import LEAST_SUPPORT, TOO_LITTLE, measured_quality
from report.quotes import Pointer, best_first, pointer_to
from report.results import Check, ResultColumn, ResultRow, ResultTable, Section, Value, Verdict
from report.review_count import review_told
from report.shown_values import decimal
from taxonomy.concept import Concept

_DECIMALS = 4
_HEAD = (
    text("label", "Label", "Nummer van de rode draad of het instrument."),
    text("naam", "Naam", "Korte naam."),
)
_FIGURES = (
    count("beoordeeld", "Beoordeeld", "Passages waarvan is vastgesteld of het label er hoort."),
    count("steun", "Steun", "Daarvan de passages waar het label volgens het oordeel hoort."),
    count("gegeven", "Gegeven", "Daarvan de passages waaraan het model het label geeft."),
    count("juist", "Juist", "Passages waar oordeel en model allebei het label hebben."),
    share("precisie", "Precisie", f"Juist gedeeld door gegeven, vanaf {LEAST_SUPPORT} steun."),
    *bounds("precisie", "de precisie"),
    share("vangst", "Vangst", f"Juist gedeeld door steun, vanaf {LEAST_SUPPORT} steun."),
    *bounds("vangst", "de vangst"),
    share("f1", "F1", "Precisie en vangst in één getal: 100% is alles goed."),
    *bounds("f1", "de F1", "1.000 lotingen uit passages"),
)  # fmt: skip
_WORK_COLUMNS = (
    *_HEAD,
    count("nagekeken", "Nagekeken", "Labels die mensen bevestigden of afwezen, van alle passages "
          "met het label: van het model, of door mensen bevestigd."),
    count("nagekeken_van", "Labels", "Passages met het label: van het model, of door mensen "
          "bevestigd."),
    share("aandeel", "Aandeel", "Nagekeken gedeeld door labels."),
    count("bevestigd", "Bevestigd", "Labels die volgens mensen kloppen."),
    count("gemist", "Gemist", "Bevestigde labels die het model niet had gegeven."),
    count("afgewezen", "Afgewezen", "Labels van het model die volgens mensen niet kloppen."),
    count("open", "Open", "Bekeken labels zonder uitkomst: mensen twijfelen of zijn het oneens."),
    count("gevolgd", "Voorstel gevolgd", "Labels van het model die zijn bevestigd door wie het "
          "voorstel zag, van alle voorstellen waarover zo is beslist. Vleiend: wie een voorstel "
          "ziet, is het er eerder mee eens. Geen maat voor de kwaliteit."),
    count("gevolgd_van", "Voorstellen", "Labels van het model die zijn beoordeeld door wie het "
          "voorstel zag."),
)  # fmt: skip


def section(material: Material) -> Section:
    """Quality by the blind sample, what people looked at, and what was measured before."""
    found = label_quality(material.analysis, material.taxonomy)
    return Section(
        number=23,
        title="Nagekeken door mensen",
        question="Wat hebben mensen van de labels nagekeken, en hoe goed zijn de labels volgens "
        "hun oordeel?",
        tables=(
            _quality(material, found),
            _work(material, found.work),
            *_of_tranches(material, found.work),
            _shipped(material),
        ),
        checks=tuple(_as_good(one) for one in found.facets),
        remarks=_remarks(found),
    )


def _remarks(found: LabelQuality) -> tuple[str, ...]:
    if not found.count.seen:
        return (
            "Niemand heeft in deze run een label bekeken. Niet bekeken is iets anders dan akkoord. "
            "Hieronder staat wel wat bij de levering is gemeten, op andere passages.",
            "Beoordelen kan op de webpagina (rodedraden serve) of in Excel (rodedraden review "
            "export); daarna telt een nieuwe run de oordelen mee.",
        )
    return (
        review_told(found.count),
        "De cijfers rusten alleen op de blinde steekproef: een vast vijfde deel van alle "
        "passages, beoordeeld zonder te zien wat het model zegt, en vergeleken met een model dat "
        "niet van die oordelen heeft geleerd.",
        f"Onder een steun van {LEAST_SUPPORT} staat er ‘{TOO_LITTLE}’: zo weinig labels dragen "
        f"geen cijfer. De aantallen staan er wel. {_with_figure(found)}",
        "Wat mensen vaststelden, gaat in deze run voor wat het model zegt. Waar zij twijfelen of "
        "het oneens zijn, blijft staan wat het model zegt.",
        "Geen antwoord op een voorstel telt nooit als akkoord.",
    )


def _with_figure(found: LabelQuality) -> str:
    """For which labels the blind sample bears a figure."""
    ready = [one.concept for one in found.blind if len(one.present) >= LEAST_SUPPORT]
    if not ready:
        return f"Geen van de {len(found.blind)} labels heeft al een cijfer."
    if len(ready) == len(found.blind):
        return "Elk label heeft een cijfer."
    verb = "heeft" if len(ready) == 1 else "hebben"
    told = f"Een cijfer {verb} {len(ready)} van de {len(found.blind)} labels"
    return f"{told}: {', '.join(ready)}."


# Quality ------------------------------------------------------------------------------------


def _quality(material: Material, found: LabelQuality) -> ResultTable:
    names = {one.id: one for one in material.taxonomy.concepts}
    rows = [_blind_row(names[one.concept], one) for one in found.blind]
    return ResultTable(
        name="nagekeken_kwaliteit",
        title="Kwaliteit per label in deze run, volgens de blinde steekproef",
        sheet="Kwaliteit per label",
        reading="Per label over de passages waarvan mensen dat label blind hebben vastgesteld. De "
        "bovenste regels nemen alle labels samen, over de passages die voor elk ervan zijn "
        "vastgesteld. Waar mensen twijfelen of het oneens zijn, telt een passage niet mee.",
        columns=(*_HEAD, *_FIGURES),
        rows=(*(_facet_row(one) for one in found.facets), *rows),
    )


def _blind_row(concept: Concept, blind: BlindLabels) -> ResultRow:
    head: dict[str, Value] = {"label": concept.id, "naam": concept.short}
    if not blind.judged:
        return ResultRow(concept.id, {**head, **_figures(0, None)})
    values = _figures(len(blind.judged), blind.measured)
    behind = {
        "beoordeeld": blind.judged,
        "steun": blind.present,
        "gegeven": blind.given,
        "juist": blind.right,
        "precisie": blind.given,
        "vangst": blind.present,
        "f1": blind.judged,
    }
    return ResultRow(concept.id, {**head, **values}, _basis(behind, concept.id, values))


def _facet_row(one: FacetQuality) -> ResultRow:
    title = one.facet.title.nl
    values = _figures(len(one.passages), one.measured)
    whole = tuple(_whole(passage) for passage in one.passages)
    return ResultRow(
        f"samen|{one.facet.id}",
        {"label": "samen", "naam": title, **values},
        {"beoordeeld": whole} if whole else {},
    )


def _whole(one: AnalysedPassage) -> Pointer:
    return Pointer(one.passage.passage_id, 0, len(one.passage.text))


def _figures(judged: int, found: Measured | None) -> dict[str, Value]:
    """The counts, and the figures that they bear."""
    values: dict[str, Value] = dict.fromkeys(column.name for column in _FIGURES)
    values["beoordeeld"] = judged
    if found is None:
        return values
    values |= {"steun": found.support, "gegeven": found.given, "juist": found.hits}
    if found.too_few:
        return values | dict.fromkeys(("precisie", "vangst", "f1"), TOO_LITTLE)
    precision = wilson(found.hits, found.given)
    values |= _with_ends("precisie", found.precision if found.given else None, precision)
    values |= _with_ends("vangst", found.recall, wilson(found.hits, found.support))
    return values | _with_ends("f1", found.f1, found.interval)


def _with_ends(
    name: str, value: float | None, ends: tuple[float, float] | None
) -> dict[str, Value]:
    low, high = ends if ends and value is not None else (None, None)
    numbers = {name: value, f"{name}_laag": low, f"{name}_hoog": high}
    return {key: _rounded(number) for key, number in numbers.items()}


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, _DECIMALS)


def _shipped(material: Material) -> ResultTable:
    """What was measured before the program was handed over, in the same columns."""
    quality = measured_quality()
    rows: list[ResultRow] = []
    together: list[ResultRow] = []
    for facet in material.taxonomy.facets:
        whole = quality.of_facet(facet.title.nl)
        for concept in facet.concepts:
            measured = quality.concepts.get(concept.id)
            judged = whole.passages if whole and measured else 0
            head: dict[str, Value] = {"label": concept.id, "naam": concept.short}
            rows.append(ResultRow(concept.id, head | _figures(judged, measured)))
        if whole:
            values: dict[str, Value] = {
                "label": "samen",
                "naam": facet.title.nl,
                "beoordeeld": whole.passages,
                "steun": whole.support,
                "precisie": whole.precision,
                "vangst": whole.recall,
                "f1": whole.micro_f1,
                "f1_laag": whole.low,
                "f1_hoog": whole.high,
            }
            together.append(ResultRow(f"samen|{facet.id}", values))
    return ResultTable(
        name="meegeleverde_kwaliteit",
        title="Kwaliteit per label bij de levering",
        sheet="Kwaliteit bij levering",
        reading="Gemeten op passages die niet uit deze run komen en waar het model niet van "
        f"leerde. {quality.readers}",
        columns=(*_HEAD, *_FIGURES),
        rows=(*together, *rows),
    )


# Work ---------------------------------------------------------------------------------------


def _work(material: Material, work: Sequence[HumanWork]) -> ResultTable:
    names = {one.id: one for one in material.taxonomy.concepts}
    return ResultTable(
        name="menselijk_aandeel",
        title="Wat mensen van de labels hebben nagekeken",
        sheet="Menselijk aandeel",
        reading="Een regel per label. Nagekeken is bevestigd of afgewezen; alle andere labels zijn "
        "van het model alleen.",
        columns=_WORK_COLUMNS,
        rows=tuple(_work_row(names[one.concept], one) for one in work),
    )


def _work_row(concept: Concept, work: HumanWork) -> ResultRow:
    settled = (*work.confirmed, *work.rejected)
    behind = {
        "nagekeken": settled,
        "nagekeken_van": work.labels,
        "bevestigd": work.confirmed,
        "gemist": work.added,
        "afgewezen": work.rejected,
        "open": work.open,
        "gevolgd": work.agreed,
        "gevolgd_van": work.proposed,
    }
    values: dict[str, Value] = {name: len(found) for name, found in behind.items()}
    values["aandeel"] = _rounded(work.share)
    basis = _basis({**behind, "aandeel": settled}, concept.id, values)
    return ResultRow(concept.id, {"label": concept.id, "naam": concept.short, **values}, basis)


def _of_tranches(material: Material, work: Sequence[HumanWork]) -> tuple[ResultTable, ResultTable]:
    """The passages of each tranche that people looked at, and the labels by tranche."""
    tranches = {
        one.passage.passage_id: material.deals[one.deal].tranche
        for one in material.counted
        if one.deal in material.deals
    }
    present = sorted(set(tranches.values()))
    return _passages_seen(material, tranches, present), _labels_seen(
        material, work, tranches, present
    )


def _passages_seen(
    material: Material, tranches: Mapping[str, int], present: Sequence[int]
) -> ResultTable:
    rows = []
    for tranche in present:
        own = [one for one in material.counted if tranches.get(_key(one)) == tranche]
        seen = [one for one in own if any(label.is_seen for label in one.reviewed.values())]
        blind = [one for one in seen if _is_blind(one)]
        values: dict[str, Value] = {
            "tranche": tranche,
            "passages": len(own),
            "bekeken": len(seen),
            "blind": len(blind),
            "aandeel": _rounded(len(seen) / len(own)),
        }
        basis = {"bekeken": tuple(map(_whole, seen)), "blind": tuple(map(_whole, blind))}
        rows.append(
            ResultRow(f"tranche-{tranche}", values, {key: at for key, at in basis.items() if at})
        )
    return ResultTable(
        name="bekeken_passages",
        title="Bekeken passages per tranche",
        sheet="Bekeken passages",
        reading="Passages van deals waarvan mensen ten minste één label hebben beoordeeld.",
        columns=(
            TRANCHE,
            count("passages", "Passages", "Inhoudelijke passages van deals van deze tranche."),
            count("bekeken", "Bekeken", "Daarvan de passages die iemand heeft bekeken."),
            share("aandeel", "Aandeel", "Bekeken gedeeld door passages."),
            count("blind", "Blind", "Bekeken zonder te zien wat het model zegt."),
        ),
        rows=tuple(rows),
    )


def _is_blind(one: AnalysedPassage) -> bool:
    return any(label.is_blind for label in one.reviewed.values())


def _labels_seen(
    material: Material,
    work: Sequence[HumanWork],
    tranches: Mapping[str, int],
    present: Sequence[int],
) -> ResultTable:
    names = {one.id: one for one in material.taxonomy.concepts}
    parts: dict[str, tuple[int | None, str, str]] = {
        f"t{one}": (one, f"Tranche {one}", f"tranche {one}") for one in present
    }
    if any(_key(one) not in tranches for each in work for one in each.labels):
        parts["geen_deal"] = (None, "Geen bepaalde deal", "tekst over geen bepaalde deal")
    columns: list[ResultColumn] = []
    for name, (_, title, where) in parts.items():
        columns += [
            count(name, title, f"Labels in {where} die mensen bevestigden of afwezen, van alle "
                  "labels daar."),
            count(f"{name}_van", f"{title}, labels", f"Labels in {where}."),
        ]  # fmt: skip
    of_part = {name: tranche for name, (tranche, *_) in parts.items()}
    return ResultTable(
        name="nagekeken_per_tranche",
        title="Nagekeken labels per tranche",
        sheet="Nagekeken per tranche",
        reading="Waar labels zijn en mensen er nog weinig van zagen, is de uitkomst die van het "
        "model. Samen zijn het de labels van het blad Menselijk aandeel.",
        columns=(*_HEAD, *columns),
        rows=tuple(_tranche_row(names[one.concept], one, tranches, of_part) for one in work),
    )


def _tranche_row(
    concept: Concept,
    work: HumanWork,
    tranches: Mapping[str, int],
    parts: Mapping[str, int | None],
) -> ResultRow:
    behind: dict[str, tuple[AnalysedPassage, ...]] = {}
    values: dict[str, Value] = {"label": concept.id, "naam": concept.short}
    for name, tranche in parts.items():
        labels = tuple(one for one in work.labels if tranches.get(_key(one)) == tranche)
        settled = tuple(
            one for one in labels if one.review_of(concept.id) is not Review.NIET_BEKEKEN
        )
        behind |= {name: settled, f"{name}_van": labels}
        values[name] = len(settled) if labels else None
        values[f"{name}_van"] = len(labels)
    return ResultRow(concept.id, values, _basis(behind, concept.id, values))


def _key(one: AnalysedPassage) -> str:
    return one.passage.passage_id


def _basis(
    behind: Mapping[str, Iterable[AnalysedPassage]], concept: str, values: Mapping[str, Value]
) -> dict[str, tuple[Pointer, ...]]:
    """The passages behind each value that there is, best first."""
    pointers = {
        name: tuple(pointer_to(one, concept) for one in best_first(passages, concept))
        for name, passages in behind.items()
        if isinstance(values[name], int | float)
    }
    return {name: at for name, at in pointers.items() if at}


# Checks -------------------------------------------------------------------------------------


def _as_good(one: FacetQuality) -> Check:
    """Whether labels are as good here as on the passages that they were measured on before."""
    title = one.facet.title.nl
    shipped = measured_quality().of_facet(title)
    statement = (
        f"{title}: het model is op deze documenten niet slechter dan op de passages van de "
        "levering."
    )
    source = "Gemeten kwaliteit bij de levering (docs/methode.md)"
    found = one.measured
    if found is None or found.too_few or shipped is None or shipped.is_too_little:
        told = f"Er zijn te weinig blinde oordelen (steun {found.support if found else 0})."
        return Check(statement, Verdict.NOT_TESTABLE, told, source)
    low, high = found.interval
    told = (
        f"F1 is hier {decimal(found.f1)} ({decimal(low)}–{decimal(high)}), bij de levering "
        f"{decimal(shipped.micro_f1)} ({decimal(shipped.low)}–{decimal(shipped.high)})."
    )
    if high < shipped.low:
        return Check(statement, Verdict.FAILS, told, source)
    if found.f1 >= shipped.micro_f1:
        return Check(statement, Verdict.HOLDS, told, source)
    told += " De intervallen overlappen: het verschil kan toeval zijn."
    return Check(statement, Verdict.NOT_TESTABLE, told, source)
