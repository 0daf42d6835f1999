"""Judgements in a run: the matrix follows them, everything tells it, and nobody is named."""

import csv
import json
import shutil
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st
from outcomes import results

from corpus.ids import text_key
from corpus.judgements.jsonl import line_of
from corpus.judgements.log import JudgementLog
from corpus.records import (
    Anchor,
    Box,
    Document,
    Judgement,
    Kind,
    Outcome,
    Passage,
    PassageKind,
    ReviewedLabel,
    Seen,
    Source,
    Tag,
    Verdict,
)
from pipelines.commands.show import reviewed_sentence, show_result
from pipelines.finished.compare_runs import change_rows, compared
from pipelines.finished.outcome import RunResult
from pipelines.finished.past_run import analysis_of, sources_of
from pipelines.finished.result_files import CELLS, PASSAGES, RECORD, REVIEWED
from pipelines.finished.reviewed import Reviewed, read_reviewed, reviewed_csv, reviewed_now
from pipelines.finished.run_folder import read_record
from pipelines.finished.verify import Outcome as Checked
from pipelines.finished.verify import verified
from pipelines.progress import Silent
from pipelines.running.conductor import Directly
from pipelines.running.run import analyse
from pipelines.running.steps import ROOMS_OF_RESULTS
from pipelines.workspace import Workspace, add_sources, workspace_at
from report.review_count import review_told

CHOSEN = ("foodvalley-convenant-2019.pdf", "foodvalley-voortgangsrapportage-2021.pdf")
PROJECT = Path(__file__).parents[2]


def run(workspace: Workspace) -> RunResult:
    return analyse(workspace, Directly(), Silent(), workers=1)


@pytest.fixture(scope="module")
def first(documents: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with two documents and a workspace that has read them and was run once."""
    folder = tmp_path_factory.mktemp("nagekeken")
    rows = (documents / "manifest.csv").read_text(encoding="utf-8").splitlines()
    kept = [row for row in rows if row.startswith(("path", *CHOSEN))]
    (folder / "manifest.csv").write_text("\n".join(kept) + "\n", encoding="utf-8")
    for name in CHOSEN:
        shutil.copy(documents / name, folder)
    workspace = workspace_at(folder / "werk")
    add_sources(workspace, folder / "manifest.csv")
    run(workspace)
    return folder


@pytest.fixture
def workspace(first: Path, tmp_path: Path) -> Workspace:
    """A copy of that workspace, to judge in."""
    return workspace_at(shutil.copytree(first, tmp_path / "map") / "werk")


@pytest.fixture
def other(first: Path, tmp_path: Path) -> Workspace:
    """A second copy."""
    return workspace_at(shutil.copytree(first, tmp_path / "andere") / "werk")


def last_run(workspace: Workspace) -> Path:
    return max(workspace.runs_folder.glob("[0-9]*"))


def cells(folder: Path) -> dict[tuple[str, str], dict[str, str]]:
    """Rows of cells.csv by bron and concept: there is one deal."""
    rows = csv.DictReader((folder / CELLS).read_text(encoding="utf-8").splitlines())
    return {(row["bron"], row["concept"]): row for row in rows}


def said(
    row: Mapping[str, object],
    concept: str,
    verdict: Verdict,
    reviewer: str = "lezer-1",
    minute: int = 0,
    seen: Seen = Seen.MET_VOORSTEL,
) -> Judgement:
    """A judgement of a row of passages.parquet."""
    anchor = Anchor(
        str(row["document_id"]),
        str(row["document"]),
        int(str(row["positie"])),
        1,
        "",
        str(row["tekst"]),
    )
    when = f"2026-11-22T09:{minute:02}:00.000Z"
    key = str(row["passage_id"])
    return Judgement(key, concept, verdict, reviewer, when, seen, "model", "taxonomie", anchor)


def a_found_and_a_missed_label(folder: Path) -> tuple[Judgement, Judgement]:
    """A no to the only label of a cell that is 1, and a yes in a cell that is 0."""
    passages = [one for one in pq.read_table(folder / PASSAGES).to_pylist() if one["telt_mee"]]
    told = cells(folder)
    found = next(key for key, row in told.items() if (row["waarde"], row["passages"]) == ("1", "1"))
    missed = next(key for key, row in told.items() if row["waarde"] == "0" and key[0] != found[0])
    rejected = next(
        one for one in passages if one["bron"] == found[0] and found[1] in one["labels"]
    )
    confirmed = next(one for one in passages if one["bron"] == missed[0])
    return (
        said(rejected, found[1], Verdict.AFWEZIG, minute=1),
        said(confirmed, missed[1], Verdict.AANWEZIG, "lezer-2", minute=2),
    )


def judge(workspace: Workspace, judgements: Iterable[Judgement]) -> None:
    with JudgementLog(workspace.store_path, workspace.judgements_folder) as log:
        log.append(judgements)


def test_what_people_say_changes_the_matrix_and_everything_tells_it(
    workspace: Workspace, capsys: pytest.CaptureFixture[str]
) -> None:
    before = last_run(workspace)
    rejected, confirmed = a_found_and_a_missed_label(before)
    judge(workspace, [rejected, confirmed])
    result = run(workspace)
    assert result.is_new
    assert (result.reviewed.judgements, result.reviewed.people, result.reviewed.lost) == (2, 2, 0)
    review = result.review
    assert (review.confirmed, review.added, review.rejected, review.seen) == (1, 1, 1, 2)
    show_result(result)
    assert review_told(review) in capsys.readouterr().out
    changes = change_rows(compared(before, result.folder))
    assert {
        (one["concept"], one["waarde_eerst"], one["waarde_nu"], one["passages"]) for one in changes
    } == {
        (rejected.concept, "1", "0", rejected.passage_id),
        (confirmed.concept, "0", "1", confirmed.passage_id),
    }
    for one in changes:
        assert one["oorzaak"].startswith("oordeel van een mens (foodvalley-")
    told = cells(result.folder)
    assert {
        (row["nagekeken"], row["bevestigd"], row["afgewezen"], row["aandeel_nagekeken"])
        for row in told.values()
        if row["nagekeken"] != "niet bekeken"
    } == {("afgewezen", "0", "1", "1.0000"), ("bevestigd", "1", "0", "1.0000")}
    assert all(one.outcome is Checked.FINE for one in verified(workspace, result.folder))
    again = run(workspace)
    assert (again.folder, again.is_new) == (result.folder, False)


def test_the_folder_of_a_run_names_nobody(workspace: Workspace) -> None:
    judge(workspace, a_found_and_a_missed_label(last_run(workspace)))
    folder = run(workspace).folder
    for path in folder.iterdir():
        assert b"lezer" not in path.read_bytes()
    assert "lezer" not in str(pq.read_table(folder / PASSAGES).to_pylist())


def test_a_judgement_taken_back_gives_the_files_of_before(workspace: Workspace) -> None:
    before = results(workspace.folder)
    said_once = a_found_and_a_missed_label(last_run(workspace))
    judge(workspace, said_once)
    judged = run(workspace).folder
    assert results(workspace.folder) != before
    withdrawn = [
        replace(one, verdict=Verdict.INGETROKKEN, when="2026-11-22T10:00:00.000Z")
        for one in said_once
    ]
    judge(workspace, withdrawn)
    result = run(workspace)
    assert result.is_new
    assert results(workspace.folder) == before
    causes = [one["oorzaak"] for one in change_rows(compared(judged, result.folder))]
    assert sorted(cause.rpartition(": ")[2] for cause in causes) == [
        "afwijzing vervallen)",
        "bevestiging vervallen)",
    ]


def test_order_route_and_names_make_no_other_run(workspace: Workspace, other: Workspace) -> None:
    one, two = a_found_and_a_missed_label(last_run(workspace))
    first_no = replace(two, verdict=Verdict.AFWEZIG, when="2026-11-22T08:00:00.000Z")
    judge(workspace, [first_no, one])
    judge(workspace, [two])
    straight = run(workspace).folder
    named = [replace(each, reviewer="lezer-" + each.reviewer) for each in (two, one, first_no)]
    other.judgements_folder.mkdir()
    for number, each in enumerate(named):
        path = other.judgements_folder / f"van-een-collega-{number}.jsonl"
        path.write_text(line_of(each) + "\n", encoding="utf-8")
    round_about = run(other).folder
    assert results(workspace.folder) == results(other.folder)
    assert read_record(straight)["vingerafdruk"] == read_record(round_about)["vingerafdruk"]


def test_what_cannot_be_used_is_counted_and_told(workspace: Workspace) -> None:
    one, two = a_found_and_a_missed_label(last_run(workspace))
    gone = replace(two.anchor, document="weg.pdf", document_id="0" * 16, text="Hier stond iets.")
    judge(workspace, [one, replace(two, passage_id="0" * 16, anchor=gone)])
    (workspace.judgements_folder / "kapot.jsonl").write_text("geen oordeel\n", encoding="utf-8")
    result = run(workspace)
    record = json.loads((result.folder / RECORD).read_text(encoding="utf-8"))["oordelen"]
    assert record == {
        "oordelen": 1,
        "passages": 1,
        "mensen": 1,
        "verloren": 1,
        "onleesbare_regels": 1,
    }


@pytest.mark.parametrize(
    ("reviewed", "told"),
    [
        (Reviewed(), ""),
        (
            Reviewed(judgements=1, passages=1, people=1),
            "1 oordeel van 1 beoordelaar over 1 passage telt mee.",
        ),
        (
            Reviewed(judgements=1709, passages=1019, people=4),
            "1.709 oordelen van 4 beoordelaars over 1.019 passages tellen mee.",
        ),
        (
            Reviewed(judgements=9, passages=3, people=2, lost=2),
            "9 oordelen van 2 beoordelaars over 3 passages tellen mee; 2 oordelen konden niet "
            "worden teruggeplaatst. Bekijk welke met: rodedraden review status -w werk",
        ),
        (
            Reviewed(lost=1, unreadable=3),
            "Geen enkel oordeel telt mee; 1 oordeel kon niet worden teruggeplaatst en 3 regels met "
            "oordelen waren niet te lezen. Bekijk welke met: rodedraden review status -w werk",
        ),
    ],
)
def test_one_sentence_says_how_many_judgements_count(reviewed: Reviewed, told: str) -> None:
    assert reviewed_sentence(reviewed, Path("werk")) == told


def test_a_snapshot_that_somebody_changed_is_told_and_not_recalculated(
    workspace: Workspace,
) -> None:
    judge(workspace, a_found_and_a_missed_label(last_run(workspace)))
    folder = run(workspace).folder
    snapshot = folder / REVIEWED
    whole = snapshot.read_text(encoding="utf-8")
    snapshot.write_text(whole.replace("afgewezen,0,1,", "bevestigd,1,0,"), encoding="utf-8")
    turned = verified(workspace, folder)
    assert [one.outcome for one in turned] == [Checked.DIFFERS, Checked.FINE, Checked.DIFFERS]
    assert "theme_matrix.csv" in turned[-1].message or "instrument_matrix" in turned[-1].message
    snapshot.write_text(whole.replace(",1,", ",een,"), encoding="utf-8")
    broken = verified(workspace, folder)
    assert [one.outcome for one in broken] == [Checked.DIFFERS, Checked.FINE, Checked.UNKNOWN]


def test_a_run_from_before_judgements_opens_without(workspace: Workspace) -> None:
    folder = last_run(workspace)
    (folder / REVIEWED).unlink()
    assert read_reviewed(folder) == {}
    record = read_record(folder)
    del record["oordelen"]
    with workspace.store() as store:
        sources = sources_of(record, folder, workspace)
        found = analysis_of(record, sources, store, reviewed=read_reviewed(folder))
    assert found.passages
    assert not any(one.reviewed or one.struck for one in found.passages)


_COUNTS = st.integers(0, 3)
_CHANCES = st.none() | st.floats(0, 1)
_LABELS = st.builds(
    ReviewedLabel,
    present=_COUNTS,
    absent=_COUNTS,
    doubt=_COUNTS,
    blind_present=_COUNTS,
    blind_absent=_COUNTS,
    blind_doubt=_COUNTS,
    probability=_CHANCES,
)
_REVIEWED = st.dictionaries(
    st.text("0123456789abcdef", min_size=16, max_size=16),
    st.dictionaries(st.sampled_from(["R1", "R10", "R2", "I1"]), _LABELS, min_size=1),
    max_size=4,
)


@given(_REVIEWED)
def test_a_snapshot_gives_back_what_was_judged(
    tmp_path_factory: pytest.TempPathFactory, labels: dict[str, dict[str, ReviewedLabel]]
) -> None:
    folder = tmp_path_factory.mktemp("run")
    text = reviewed_csv(labels)
    (folder / REVIEWED).write_bytes(text.encode("utf-8"))
    assert read_reviewed(folder) == labels
    assert reviewed_csv(dict(reversed(labels.items()))) == text


@pytest.fixture(scope="module")
def settled() -> Callable[..., Reviewed]:
    """One judged passage, with probability 0.9 by the model in use."""

    def settle(
        unseen: Mapping[str, Mapping[str, float]],
        text: str = "Er komt een buurthuis.",
        judged_id: str = "p" * 16,
    ) -> Reviewed:
        source = Source(Path("a.pdf"), "a.pdf", "x", Kind.BRIEF, 2021, "", "", "", "a" * 64)
        key = source.document_id
        box = Box(1, 0.0, 0.0, 1.0, 1.0)
        passage = Passage(
            "p" * 16, key, 0, PassageKind.BODY, (), "Er komt een buurthuis.", (box,), (0,)
        )
        document = Document(key, "", Outcome.GELUKT, "", passages=(passage,))
        row = {"document_id": key, "document": "a.pdf", "positie": 0, "tekst": passage.text}
        judged = said({**row, "passage_id": judged_id, "tekst": text}, "R1", Verdict.AANWEZIG)

        def tags(ids: Sequence[str]) -> Mapping[str, Tag]:
            return {one: Tag(one, {"R1": 0.9}) for one in ids}

        return reviewed_now([judged], [source], {key: document}, tags, ["R1"], unseen=unseen)

    return settle


def test_a_model_is_measured_by_what_it_said_before_it_had_learnt_from_a_passage(
    settled: Callable[..., Reviewed],
) -> None:
    learnt = {text_key("Er komt een buurthuis."): {"R1": 0.3}}
    for unseen, chance in (({}, 0.9), (learnt, 0.3)):
        ((found,),) = (one.values() for one in settled(unseen).labels.values())
        assert (found.present, found.probability) == (1, chance)


def test_a_text_that_is_read_anew_is_measured_by_the_text_that_was_judged(
    settled: Callable[..., Reviewed],
) -> None:
    """The model learnt from the words of then, so those of now are as good as learnt."""
    before = "Er komt een buurt huis."
    unseen = {text_key(before): {"R1": 0.3}, text_key("Er komt een buurthuis."): {"R1": 0.7}}
    ((found,),) = (one.values() for one in settled(unseen, before, "q" * 16).labels.values())
    assert (found.present, found.probability) == (1, 0.3)


def test_every_room_that_decides_what_a_run_writes_is_in_its_fingerprint() -> None:
    rooms = {
        path.parent.relative_to(PROJECT).as_posix()
        for path in (PROJECT / "corpus").rglob("__init__.py")
    }
    assert rooms - {"corpus/sample"} <= set(ROOMS_OF_RESULTS)
