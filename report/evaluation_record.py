"""An evaluation and a self-test as plain data, for evaluation.json and taxonomy.json.

Keys are Dutch, as in run.json. Shares have four decimals: the last bits of a sum may differ from
machine to machine, and the same labels must give the same bytes.
"""

from collections.abc import Iterable, Mapping

from classify.assessment import Assessment, FacetAssessment
from classify.calibration import Calibration
from classify.evaluate import ENOUGH, Evaluation, Interval, Measured
from classify.mistakes import Confusion, Mistake
from classify.self_test import FacetSelfTest, Placed, ProbeKind, Tally
from report.shown_values import decimal

Plain = dict[str, object]
_DECIMALS = 4


def evaluation_record(assessment: Assessment, versions: Mapping[str, str]) -> Plain:
    """Everything that was measured; `versions` says with which taxonomy, embedder and tagger."""
    return {
        "versies": dict(versions),
        "passages": assessment.passages,
        "te_weinig_onder": ENOUGH,
        "facetten": {one.facet.id: _facet(one) for one in assessment.facets},
        "slechtste_passages": [_mistake(one) for one in assessment.worst],
    }


def _facet(found: FacetAssessment) -> Plain:
    return {
        "begrippen": _evaluation(found.concepts),
        "domeinen": _evaluation(found.domains) if found.domains else None,
        "soorten": {name: _evaluation(one) for name, one in found.kinds.items()},
        "bronnen": {name: _evaluation(one) for name, one in found.sources.items()},
        "verwarring": _confusion(found.confusion),
        "ijking": _calibration(found.calibration),
    }


def _evaluation(found: Evaluation) -> Plain:
    return {
        "passages": found.passages,
        "micro": _measured(found.micro),
        "macro": {
            "f1": _share(found.macro_f1),
            "f1_interval": _interval(found.macro_interval),
        },
        "per_label": {name: _measured(one) for name, one in found.concepts.items()},
        "zonder_label": found.without_label,
        "vals_alarm": found.false_alarms,
        "vals_alarm_aandeel": _share(found.false_alarm_share),
    }


def _measured(one: Measured) -> Plain:
    return {
        "precisie": _share(one.precision),
        "vangst": _share(one.recall),
        "f1": _share(one.f1),
        "f1_interval": _interval(one.interval),
        "juist": one.hits,
        "gegeven": one.given,
        "steun": one.support,
        "te_weinig": one.too_few,
    }


def _confusion(found: Confusion) -> Plain:
    rows = zip(found.concepts, found.counts, found.missed, found.alone, strict=True)
    return {
        concept: {
            "gemist": missed,
            "niets_in_plaats": alone,
            "ten_onrechte": _counted(found.concepts, counts),
        }
        for concept, counts, missed, alone in rows
    }


def _counted(concepts: Iterable[str], counts: Iterable[int]) -> dict[str, int]:
    return {other: count for other, count in zip(concepts, counts, strict=True) if count}


def _calibration(found: Calibration) -> Plain:
    return {
        "cellen": found.cells,
        "waar": found.true_cells,
        "brier": _share(found.brier),
        "verwachte_fout": _share(found.expected_error),
        "vakken": [
            {
                "van": one.low,
                "tot": one.high,
                "cellen": one.cells,
                "gemiddelde_kans": _share(one.mean_probability) if one.cells else None,
                "aandeel_waar": _share(one.share_true) if one.cells else None,
            }
            for one in found.bins
        ],
    }


def _mistake(one: Mistake) -> Plain:
    return {
        "id": one.passage.passage_id,
        "tekst": one.passage.text,
        "soort": one.passage.kind,
        "bron": one.passage.source,
        "oordeel": list(one.judged),
        "gegeven": list(one.given),
        "label": one.concept,
        "kans": _share(one.probability),
        "drempel": _share(one.threshold),
        "aanwijzingen": list(one.words),
        "reden": reason_of(one),
    }


def reason_of(mistake: Mistake) -> str:
    """Why a label is wrong, in a Dutch sentence: what the probability was and on which words."""
    chance, least = decimal(mistake.probability), decimal(mistake.threshold)
    outcome = "gemist" if mistake.is_missed else "ten onrechte gegeven"
    side = "onder" if mistake.probability < mistake.threshold else "op of boven"
    words = ", ".join(f"“{' '.join(word.split())}”" for word in mistake.words)
    found = (
        f"gevonden woorden: {words}" if words else "er zijn geen woorden voor dit label gevonden"
    )
    return f"{mistake.concept} {outcome}: kans {chance}, {side} de drempel {least}; {found}."


def _share(value: float) -> float:
    return round(value, _DECIMALS)


def _interval(interval: Interval) -> list[float]:
    return [_share(limit) for limit in interval]


def self_test_record(found: Iterable[FacetSelfTest], versions: Mapping[str, str]) -> Plain:
    """Where every text of the taxonomy came out, counted, and the texts that strayed."""
    return {
        "versies": dict(versions),
        "facetten": {one.facet.id: _self_test(one) for one in found},
    }


def _self_test(found: FacetSelfTest) -> Plain:
    return {
        "alle": _tally(found.total),
        "per_soort": {kind.value: _tally(found.of_kind(kind)) for kind in ProbeKind},
        "per_label": {concept: _of_concept(found, concept) for concept in found.facet.concept_ids},
        "afgedwaald": [_placed(one) for one in found.strayed],
    }


def _of_concept(found: FacetSelfTest, concept: str) -> Plain:
    by_kind = {kind.value: _tally(found.of_concept(concept, kind)) for kind in ProbeKind}
    return {"alle": _tally(found.of_concept(concept)), "per_soort": by_kind}


def _tally(count: Tally) -> Plain:
    return {
        "teksten": count.texts,
        "eerste": count.first,
        "top_3": count.top,
        "aandeel_eerste": _share(count.first / count.texts) if count.texts else None,
        "aandeel_top_3": _share(count.top / count.texts) if count.texts else None,
    }


def _placed(one: Placed) -> Plain:
    return {
        "label": one.probe.concept,
        "soort": one.probe.kind.value,
        "tekst": one.probe.text,
        "plaats": one.rank,
        "eerste": one.first,
    }
