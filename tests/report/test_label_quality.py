"""What people say of a run: figures from blind judgements alone, and how much they looked at."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from materials import material_of
from reviewing import assisted, blind, judged

from classify.evaluate import ENOUGH
from corpus.records import ReviewedLabel
from pipelines.finished.export import remarks_on
from report.analyses.review import section
from report.label_quality import label_quality, quality_told
from report.quality import TOO_LITTLE, measured_quality
from report.results import Verdict
from report.review_count import given_labels, review_count, review_of_run, review_told
from report.theme_matrix import cells_of, rows_of
from taxonomy.load import shipped_taxonomy

CONCEPTS = ("R1", "R2", "I1")


@pytest.fixture(scope="session")
def passages(make_analysis, make_passage):
    """Eighty passages of one plan; the model gives R1 to the first forty."""
    return make_analysis(
        [make_passage(labels=["R1"] if place < 40 else [], position=place) for place in range(80)]
    )


def key(place):
    return f"plan.pdf/{place}"


def whole(present, place):
    """All concepts judged blind; the model that did not learn says what the tagger says."""
    said = {name: blind(name in present, 0.01) for name in CONCEPTS}
    return said | {"R1": blind("R1" in present, 0.9 if place < 40 else 0.01)}


def of_concept(found, concept="R1"):
    return next(one for one in found.blind if one.concept == concept)


def tables_of(analysis, deals, taxonomy):
    found = section(material_of(analysis, deals, taxonomy=taxonomy))
    return found, {table.name: {row.key: row for row in table.rows} for table in found.tables}


def test_precision_recall_and_f1_are_those_of_the_blind_judgements(passages, taxonomy):
    """30 right, 10 too many, 5 missed."""
    said = {key(place): whole({"R1"} if place < 30 else set(), place) for place in range(75)}
    said |= {key(place): whole({"R1"}, place) for place in range(75, 80)}
    measured = of_concept(label_quality(judged(passages, said), taxonomy)).measured
    assert (measured.hits, measured.given, measured.support) == (30, 40, 35)
    assert measured.precision == 0.75
    assert measured.recall == 30 / 35
    assert measured.interval[0] < measured.f1 < measured.interval[1]


def test_assisted_judgements_never_reach_the_figures(passages, taxonomy):
    said = {key(place): {"R1": assisted(True)} for place in range(40)}
    found = label_quality(judged(passages, said), taxonomy)
    assert of_concept(found).judged == ()
    work = found.work[0]
    assert len(work.proposed) == len(work.agreed) == 40
    assert found.facets[0].measured is None


def test_who_looked_blind_first_is_not_among_those_who_follow_a_proposal(passages, taxonomy):
    swayed = ReviewedLabel(present=1, blind_doubt=1, probability=0.9)
    work = label_quality(judged(passages, {key(0): {"R1": swayed}}), taxonomy).work[0]
    assert work.proposed == work.agreed == ()
    assert len(work.confirmed) == 1


def test_a_judgement_without_a_model_that_did_not_learn_from_it_is_no_measurement(
    passages, taxonomy
):
    said = {key(0): {"R1": blind(True, None)}}
    assert of_concept(label_quality(judged(passages, said), taxonomy)).judged == ()


def test_people_who_disagree_settle_nothing(passages, taxonomy):
    torn = ReviewedLabel(present=1, absent=1, blind_present=1, blind_absent=1, probability=0.9)
    found = label_quality(judged(passages, {key(0): {"R1": torn}}), taxonomy)
    assert of_concept(found).judged == ()
    assert found.work[0].settled == 0
    assert len(found.work[0].open) == 1


def test_a_facet_is_measured_on_passages_of_which_all_its_concepts_were_judged(passages, taxonomy):
    said = {key(0): whole({"R1"}, 0), key(1): {"R1": blind(True)}}
    found = label_quality(judged(passages, said), taxonomy)
    assert len(of_concept(found).judged) == 2
    assert [len(one.passages) for one in found.facets] == [1, 1]


@pytest.mark.parametrize("doubt", [1, 0], ids=["doubt", "doubt taken back with the labels seen"])
def test_doubt_about_one_concept_leaves_the_passage_to_be_measured_on_the_others(
    passages, taxonomy, doubt
):
    hard = whole({"R1"}, 0) | {"R2": ReviewedLabel(blind_doubt=1, doubt=doubt, probability=0.95)}
    found = label_quality(judged(passages, {key(0): hard}), taxonomy).facets[0]
    assert len(found.passages) == 1
    assert (found.measured.hits, found.measured.given, found.measured.support) == (1, 1, 1)


states = st.sampled_from(
    [
        None,
        blind(True),
        blind(False),
        blind(True, 0.1),
        assisted(True),
        assisted(False),
        ReviewedLabel(doubt=1),
        ReviewedLabel(present=1, blind_doubt=1, probability=0.9),
        ReviewedLabel(present=1, absent=1, blind_present=1, probability=0.9),
    ]
)


@settings(max_examples=60, deadline=None)
@given(given_states=st.lists(states, min_size=1, max_size=80))
def test_what_people_did_adds_up(passages, taxonomy, given_states):
    said = {key(place): {"R1": one} for place, one in enumerate(given_states) if one is not None}
    found = label_quality(judged(passages, said), taxonomy)
    work, quality = found.work[0], of_concept(found)
    assert work.settled + len(work.open) <= len(work.labels)
    assert set(map(id, work.added)) <= set(map(id, work.confirmed))
    assert len(work.labels) == 40 + len(work.added)
    assert len(work.agreed) <= len(work.proposed)
    assert (
        len(quality.right)
        == quality.measured.hits
        <= min(quality.measured.given, quality.measured.support)
    )
    assert work.share == work.settled / len(work.labels)
    assert (found.count.seen > 0) == bool(said)


def test_without_judgements_the_section_says_that_nobody_looked(study, deals, taxonomy):
    found, tables = tables_of(study, deals, taxonomy)
    assert "Niemand" in found.remarks[0]
    assert [one.verdict for one in found.checks] == [Verdict.NOT_TESTABLE] * 2
    for row in tables["nagekeken_kwaliteit"].values():
        assert row.values["beoordeeld"] == 0
        assert {row.values[name] for name in ("steun", "precisie", "vangst", "f1")} == {None}
    work = tables["menselijk_aandeel"]["R1"].values
    assert (work["nagekeken_van"], work["nagekeken"], work["aandeel"]) == (2, 0, 0.0)
    assert (work["gevolgd_van"], work["gevolgd"]) == (0, 0)


def test_the_section_works_on_a_corpus_without_passages(make_analysis, make_source, deals):
    empty = make_analysis((), [make_source("scan.pdf", "blauw")])
    found, tables = tables_of(empty, deals, shipped_taxonomy())
    assert all(row.values["aandeel"] is None for row in tables["menselijk_aandeel"].values())
    assert len(found.tables) == 5


def test_under_thirty_labels_there_are_numbers_and_no_figure(passages, deals, taxonomy):
    for present in (ENOUGH - 1, ENOUGH):
        said = {
            key(place): whole({"R1"} if place < present else set(), place) for place in range(60)
        }
        found, tables = tables_of(judged(passages, said), deals, taxonomy)
        values = tables["nagekeken_kwaliteit"]["R1"].values
        assert (values["steun"], values["gegeven"], values["juist"]) == (present, 40, present)
        shown = [values[name] for name in ("precisie", "vangst", "f1")]
        if present < ENOUGH:
            assert shown == [TOO_LITTLE] * 3
            assert values["f1_laag"] is None
        else:
            assert shown == [0.75, 1.0, round(60 / 70, 4)]
            assert values["precisie_laag"] < 0.75 < values["precisie_hoog"]
        ready = "Een cijfer heeft 1 van de 3 labels: R1." if present == ENOUGH else "Geen van de 3"
        assert any(ready in one for one in found.remarks)


def test_counts_have_their_passages_behind_them(passages, deals, taxonomy):
    said = {key(place): whole({"R1"} if place < 30 else set(), place) for place in range(60)}
    _, tables = tables_of(judged(passages, said), deals, taxonomy)
    for name in ("nagekeken_kwaliteit", "menselijk_aandeel", "nagekeken_per_tranche"):
        row = tables[name]["R1"]
        counts = {column: value for column, value in row.values.items() if isinstance(value, int)}
        assert counts, name
        for column, value in counts.items():
            assert len(row.basis.get(column, ())) == value, (name, column)
    tranche = tables["bekeken_passages"]["tranche-1"]
    assert (
        tranche.values["bekeken"] == tranche.values["blind"] == len(tranche.basis["bekeken"]) == 60
    )


def test_the_shipped_figures_of_a_label_with_little_support_are_not_quoted(study, deals):
    _, tables = tables_of(study_with_all(study), deals, shipped_taxonomy())
    rows, shipped = tables["meegeleverde_kwaliteit"], measured_quality()
    assert set(shipped.concepts) == set(shipped_taxonomy().concept_ids)
    for concept, one in shipped.concepts.items():
        assert rows[concept].values["steun"] == one.support
        assert (rows[concept].values["f1"] == TOO_LITTLE) == (one.support < ENOUGH)
    assert rows["samen|draden"].values["f1"] == shipped.measures[0].micro_f1


def study_with_all(study):
    """The study with a threshold for every concept that ships."""
    return replace(study, thresholds=dict.fromkeys(shipped_taxonomy().concept_ids, 0.5))


def test_labels_that_are_worse_here_than_at_delivery_are_told(passages, deals, taxonomy):
    """The model gives R1 to forty passages; people find it in forty others."""
    said = {key(place): whole({"R1"} if place >= 40 else set(), place) for place in range(80)}
    found, _ = tables_of(judged(passages, said), deals, taxonomy)
    assert found.checks[0].verdict is Verdict.FAILS
    told = quality_told(label_quality(judged(passages, said), taxonomy))
    assert any("F1 0,00" in one for one in told)


@settings(max_examples=25, deadline=None)
@given(
    said=st.dictionaries(
        st.integers(0, 9),
        st.dictionaries(
            st.sampled_from(CONCEPTS),
            st.sampled_from([blind(True), blind(False), ReviewedLabel(present=1, absent=1)]),
            min_size=1,
        ),
    )
)
def test_every_place_counts_the_same_labels(
    make_analysis, make_passage, make_source, deals, taxonomy, said
):
    """Before a run and after it, all together, by label, by tranche, and in cells."""
    sources = [make_source("groen.pdf"), make_source("blauw.pdf", deal="blauw")]
    fresh = make_analysis(
        [
            make_passage(
                f"Zin {place}. " + f"woord{place} " * 50,
                labels=CONCEPTS[: place % 4],
                position=place,
                source=sources[place % 2],
            )
            for place in range(10)
        ]
    )
    names = [one.passage.passage_id for one in fresh.passages]
    said = {names[place]: judged_here for place, judged_here in said.items()}
    run = judged(fresh, said)
    count = review_of_run(run)
    assert review_count(given_labels(fresh), said) == review_count(given_labels(run), said) == count
    quality = label_quality(run, taxonomy)
    assert quality.count == count
    assert sum(one.settled for one in quality.work) == count.settled
    assert sum(len(one.labels) for one in quality.work) == count.labels
    assert sum(len(one.added) for one in quality.work) == count.added
    cells = list(cells_of(rows_of(run, deals), taxonomy.facets))
    assert sum(one.confirmed + one.rejected for one in cells) == count.settled
    assert sum(one.passages + one.rejected for one in cells) == count.labels
    nowhere = {**deals}
    del nowhere["blauw"]
    for known in (deals, nowhere):
        found, tables = tables_of(run, known, taxonomy)
        for name in ("menselijk_aandeel", "nagekeken_per_tranche"):
            rows = [row.values for row in tables[name].values()]
            parts = {key for row in rows for key in row if f"{key}_van" in row} - {"gevolgd"}
            assert sum(row[key] or 0 for row in rows for key in parts) == count.settled
            assert sum(row[f"{key}_van"] for row in rows for key in parts) == count.labels
        assert not said or review_told(count) in found.remarks
    assert not said or any(review_told(count) in one for one in remarks_on(run))


def test_what_is_told_never_claims_more_than_people_did(passages, taxonomy):
    nobody = label_quality(passages, taxonomy)
    assert review_told(nobody.count).endswith("niet door mensen nagekeken.")
    doubt = judged(passages, {key(0): {"R1": ReviewedLabel(doubt=1)}})
    assert "nog geen van de 40 labels" in review_told(review_of_run(doubt))
    some = judged(passages, {key(0): {"R1": blind(False)}, key(50): {"R1": blind(True, 0.01)}})
    told = review_told(review_of_run(some))
    assert "Van de 41 labels" in told
    assert "1 bevestigd, waarvan 1 die het model had gemist, en 1 afgewezen" in told
