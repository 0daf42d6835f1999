"""The command `agreement` over a real run and a real label log."""

import csv
from dataclasses import replace
from itertools import count
from urllib.parse import unquote

import pytest
from typer.testing import CliRunner

from corpus.ids import text_key
from corpus.judgements.log import JudgementLog
from corpus.judgements.notes import remark_on
from corpus.records import Anchor, Judgement, Seen, Verdict
from pipelines.cli import app
from pipelines.finished.past_run import analysis_of, last_run_of, sources_of
from pipelines.finished.run_folder import read_record
from pipelines.models.unseen_chances import unseen_probabilities
from pipelines.problems import ExitCode, UserProblem
from pipelines.review.agreement import agreement_in, agreement_of
from pipelines.review.agreement_files import FILES, PAGE
from report.agreement_report import MODEL, MOST
from report.agreement_words import LINKS_NEED_THE_DOCUMENTS, NOBODY_TO_COMPARE
from taxonomy.load import shipped_taxonomy

CONCEPTS = shipped_taxonomy().concept_ids
AANWEZIG, AFWEZIG, TWIJFEL = Verdict.AANWEZIG, Verdict.AFWEZIG, Verdict.TWIJFEL


def run_of(workspace):
    folder = last_run_of(workspace)
    record = read_record(folder)
    with workspace.store() as store:
        return analysis_of(record, sources_of(record, folder, workspace), store)


_moment = count()


def judged(one, concept, verdict, reviewer, seen=Seen.BLIND):
    passage, number = one.passage, next(_moment)
    anchor = Anchor(passage.document_id, one.source.name, passage.position, 1, "", passage.text)
    when = f"2026-11-22T09:{number // 60 % 60:02}:{number % 60:02}.{number // 3600:03}Z"
    return Judgement(passage.passage_id, concept, verdict, reviewer, when, seen, "t", "x", anchor)


def whole(one, present, reviewer):
    """A passage as it is judged blind: every concept that was not chosen is absent."""
    return [judged(one, key, AANWEZIG if key in present else AFWEZIG, reviewer) for key in CONCEPTS]


def write(workspace, judgements):
    with JudgementLog(workspace.store_path, workspace.judgements_folder) as log:
        log.append(judgements)


@pytest.fixture
def read_twice(workspace):
    """Two readers of the same forty passages: the first says what the model says that had not seen
    them, the second leaves out one label and gives another in its place."""
    analysis = run_of(workspace)
    unseen = unseen_probabilities(workspace.models_folder)
    passages = [one for one in analysis.passages if one.counts][:40]
    said = []
    for one in passages:
        chances = unseen.get(text_key(one.passage.text), one.tag.probabilities)
        given = {key for key in CONCEPTS if chances[key] >= analysis.thresholds[key]}
        said += whole(one, given, "lezer-1")
        said += whole(
            one, given ^ {"R1", "R2"} if len(given & {"R1", "R2"}) == 1 else given, "lezer-2"
        )
    write(workspace, said)
    return workspace


def swapped(report):
    return [one for one in report.confusions if (one.pair.first, one.pair.second) == ("R1", "R2")]


def test_readers_are_laid_beside_one_another_and_beside_the_model(read_twice):
    report = agreement_of(read_twice)
    pair = report.blind.pairs[0]
    assert (pair.first, pair.second) == ("lezer-1", "lezer-2")
    assert pair.together.support.units == 40 * len(CONCEPTS)
    assert 0 < pair.together.chance_corrected.value < 1
    own = {one.first: one.together for one in report.blind.model}
    assert own["lezer-1"].chance_corrected.value == pytest.approx(1), "as the model says"
    assert own["lezer-2"].chance_corrected.value == pytest.approx(
        pair.together.chance_corrected.value
    )
    assert not report.assisted.is_shared
    assert report.counts.passages == 40


def test_confused_labels_are_those_that_changed_places(read_twice):
    report = agreement_of(read_twice)
    swaps = {one.passage_id for one in report.disputed}
    assert swaps, "the corpus has passages with one of the two labels"
    (found,) = swapped(report)
    assert set(found.pair.passages) == swaps
    assert found.distinguish, "the taxonomy says how R1 and R2 differ"
    assert all(
        {one.concept for one in passage.disputes} == {"R1", "R2"} for passage in report.disputed
    )


def test_the_command_writes_all_files_and_the_same_bytes_again(read_twice, tmp_path):
    arguments = ["agreement", "-w", str(read_twice.folder), "--output", str(tmp_path / "uit")]
    done = CliRunner().invoke(app, arguments)
    assert done.exit_code == ExitCode.GOED, done.output
    assert "Beoordelaars onderling, blind" in done.output
    first = {name: (tmp_path / "uit" / name).read_bytes() for name in FILES}
    (tmp_path / "uit" / "eigen.txt").write_text("blijft staan")
    CliRunner().invoke(app, arguments)
    assert first == {name: (tmp_path / "uit" / name).read_bytes() for name in FILES}
    assert sorted(path.name for path in (tmp_path / "uit").iterdir()) == sorted(
        (*FILES, "eigen.txt")
    )
    rows = list(csv.DictReader(first["oneens.csv"].decode("utf-8").splitlines()))
    assert {row["label"] for row in rows} == {"R1", "R2"}
    assert all(row["tekst"] for row in rows)
    for row in rows:
        assert (tmp_path / "uit" / unquote(row["link"].partition("#")[0])).is_file()
    assert LINKS_NEED_THE_DOCUMENTS in first[PAGE].decode("utf-8")


def test_a_file_where_the_folder_should_be_is_left_alone(read_twice, tmp_path):
    (tmp_path / "uit").write_text("van iemand anders")
    done = CliRunner().invoke(
        app, ["agreement", "-w", str(read_twice.folder), "--output", str(tmp_path / "uit")]
    )
    assert isinstance(done.exception, UserProblem)
    assert (tmp_path / "uit").read_text() == "van iemand anders"


def test_one_reader_is_no_agreement_but_stands_beside_the_model(workspace):
    one = next(one for one in run_of(workspace).passages if one.counts)
    write(workspace, whole(one, {"R1"}, "lezer-1"))
    report = agreement_of(workspace)
    assert not report.is_shared
    assert [pair.first for pair in report.blind.model] == ["lezer-1"]
    done = CliRunner().invoke(app, ["agreement", "-w", str(workspace.folder)])
    assert done.exit_code == ExitCode.DEELS_MISLUKT
    assert NOBODY_TO_COMPARE.split(".")[0] in " ".join(done.output.split())


def test_without_a_judgement_there_is_one_sentence(workspace):
    with pytest.raises(UserProblem, match="nog geen enkel oordeel") as caught:
        agreement_of(workspace)
    assert caught.value.code == ExitCode.NIETS_BRUIKBAAR


def test_blind_and_assisted_are_apart_and_doubt_is_counted_apart(workspace):
    first, second, third = [one for one in run_of(workspace).passages if one.counts][:3]
    write(
        workspace,
        [
            *whole(first, {"R1"}, "lezer-1"),
            judged(first, "R1", AANWEZIG, "lezer-2", Seen.MET_VOORSTEL),
            judged(second, "R1", AANWEZIG, "lezer-1", Seen.MET_VOORSTEL),
            judged(second, "R1", AFWEZIG, "lezer-2", Seen.MET_VOORSTEL),
            *whole(third, {"R1"}, "lezer-1"),
            *(judged(third, key, TWIJFEL, "lezer-2") for key in CONCEPTS),
        ],
    )
    report = agreement_of(workspace)
    assert not report.blind.is_shared, "one saw a proposal, one doubts"
    assert report.assisted.concepts["R1"].support.units == 1
    assert (report.counts.mixed, report.counts.doubts) == (1, len(CONCEPTS))
    assert [one.passage_id for one in report.disputed] == [second.passage.passage_id]


def test_what_the_log_writes_of_an_undo_is_nobodys_note(workspace, tmp_path):
    one = next(one for one in run_of(workspace).passages if one.counts)
    taken_back = remark_on("2026-11-22T06:21:46.248Z")
    write(
        workspace,
        [
            replace(judged(one, "R1", AANWEZIG, "lezer-1"), note=taken_back),
            replace(judged(one, "R1", AFWEZIG, "lezer-2"), note=f"geen voorziening {taken_back}"),
        ],
    )
    CliRunner().invoke(app, ["agreement", "-w", str(workspace.folder), "--output", str(tmp_path)])
    for name in ("overeenstemming.html", "oneens.csv"):
        shown = (tmp_path / name).read_text(encoding="utf-8")
        assert "ongedaan gemaakt" not in shown
        assert "geen voorziening" in shown


def test_what_was_said_later_counts(workspace):
    one = next(one for one in run_of(workspace).passages if one.counts)
    write(
        workspace, [judged(one, "R1", AANWEZIG, "lezer-1"), judged(one, "R1", AFWEZIG, "lezer-2")]
    )
    assert len(agreement_of(workspace).disputed) == 1
    write(workspace, [judged(one, "R1", AANWEZIG, "lezer-2")])
    assert agreement_of(workspace).disputed == ()


def test_the_model_is_measured_by_what_it_said_before_it_learnt(workspace):
    """A model that learnt from a passage agrees with it; that is no figure."""
    analysis = run_of(workspace)
    one = next(one for one in analysis.passages if one.counts)
    label = max(one.tag.probabilities, key=lambda key: one.tag.probabilities[key])
    said = whole(one, set(), "lezer-1")
    chances = dict.fromkeys(CONCEPTS, 0.0) | {label: 1.0}
    unseen = {text_key(one.passage.text): chances}
    report = agreement_in(analysis, said, shipped_taxonomy(), {}, unseen, {})
    assert [(row.concept, row.probability) for row in report.against] == [(label, 1.0)]
    assert report.counts.unseen == len(CONCEPTS)
    assert [(row.first, row.second) for row in report.blind.model] == [("lezer-1", MODEL)]


def test_most_readers_say_nothing_where_they_are_divided(workspace):
    analysis = run_of(workspace)
    one = next(one for one in analysis.passages if one.counts)
    said = [*whole(one, {"R1"}, "lezer-1"), *whole(one, set(), "lezer-2")]
    report = agreement_in(analysis, said, shipped_taxonomy(), {}, {}, {})
    most = next(row for row in report.blind.model if row.first == MOST)
    assert most.together.support.units == len(CONCEPTS) - 1


def test_a_colleagues_file_counts_when_it_lies_in_the_folder(read_twice, workspace):
    """What is dropped in the folder is taken in before anything is counted."""
    before = agreement_of(workspace).counts
    files = sorted(workspace.judgements_folder.glob("*.jsonl"))
    lines = files[1].read_text(encoding="utf-8").replace("lezer-2", "lezer-3")
    (workspace.judgements_folder / "van-een-collega.jsonl").write_text(lines, encoding="utf-8")
    after = agreement_of(workspace).counts
    assert (before.people, after.people) == (2, 3)
    assert after.judgements == before.judgements + 40 * len(CONCEPTS)
