"""`rodedraden train`: a better model is used, another is not, and there is a way back."""

import json
import random
import shutil
import sys
from dataclasses import replace
from datetime import date

import pytest

from classify.evaluate import ENOUGH
from classify.model import read_model
from classify.model_comparison import compare_models
from classify.signals import WordingReader
from classify.train import fit_tagger, fit_wording
from corpus.ids import text_key
from corpus.judgements.log import JudgementLog
from corpus.manifest import write_manifest
from corpus.records import Anchor, Judgement, Seen, Verdict
from extract.language import load_language
from pipelines.learning.judged_passages import judged_passages
from pipelines.learning.training import Shipped, train
from pipelines.learning.training_lines import (
    COMPARING,
    READING,
    Decision,
    comparison_lines,
    decision_sentence,
    trial_sentence,
)
from pipelines.models.embedders import open_embedder
from pipelines.models.model_in_use import POINTER, SHIPPED_MODEL, folder_in_use, read_unseen
from pipelines.models.tagger import open_tagger, training_passages
from pipelines.models.unseen_chances import unseen_probabilities
from pipelines.problems import UserProblem
from pipelines.progress import Lines, Silent
from pipelines.workspace import open_workspace
from report.trained_model_card import Learnt, trained_model_card
from taxonomy.load import shipped_taxonomy

CONCEPTS = shipped_taxonomy().concept_ids
NEW_WORDS = "De quilpster en de vrombelaar stemmen hun zwirrelplan af"
SHIPPED, JUDGED, DOCUMENTS = 140, 48, 8
NOON = "2026-11-22T12:00:00.000Z"


@pytest.fixture(scope="module")
def whole():
    """Shipped passages from all over the set."""
    return [one for one in training_passages() if not one.is_clause][:: 12000 // 200]


@pytest.fixture(scope="module")
def small(whole):
    """What would ship, were it small."""
    embedder, reader = open_embedder(), WordingReader(shipped_taxonomy())
    some = [replace(one, group=f"shipped {row % 7}") for row, one in enumerate(whole[:SHIPPED])]
    wording = fit_wording(reader, some)
    vectors = embedder.encode_passages([one.text for one in some])
    model = fit_tagger(reader, wording, some, vectors, embedder.embedder_id, "small")
    return Shipped(some, "small", wording, model)


@pytest.fixture(scope="module")
def planted(whole):
    """Texts with labels; in half of them new words stand for R2, which the model cannot know."""
    found = []
    for row, one in enumerate(whole[SHIPPED : SHIPPED + JUDGED]):
        is_new = row % 4 < 2
        text = f"{one.text} {NEW_WORDS}, ook in {row}." if is_new else one.text
        found.append((text, (one.labels - {"R2"}) | ({"R2"} if is_new else set())))
    return found


def judgements_on(texts, reviewer="lezer-1", concepts=CONCEPTS, seen=Seen.BLIND):
    """Whole judgements of texts, dealt over documents."""
    return [
        Judgement(
            text_key(text),
            concept,
            Verdict.AANWEZIG if concept in labels else Verdict.AFWEZIG,
            reviewer,
            NOON,
            seen,
            "tagger",
            shipped_taxonomy().version,
            Anchor(f"{row % DOCUMENTS}", f"{row % DOCUMENTS}.pdf", row, 1, "Aanpak", text),
        )
        for row, (text, labels) in enumerate(texts)
        for concept in concepts
    ]


def workspace_with(folder, judgements):
    folder.mkdir()
    write_manifest(folder / "manifest.csv", [])
    workspace = open_workspace(folder)
    with JudgementLog(workspace.store_path, workspace.judgements_folder) as log:
        log.append(judgements)
    return workspace


@pytest.fixture(scope="module")
def learnt(tmp_path_factory, planted, small):
    """A workspace that learnt what the new words mean."""
    folder = tmp_path_factory.mktemp("train") / "werkruimte"
    workspace = workspace_with(folder, judgements_on(planted))
    return workspace, train(workspace, Silent(), shipped=small)


@pytest.fixture
def models(learnt, tmp_path):
    """A copy of the folder with models, to break."""
    return shutil.copytree(learnt[0].models_folder, tmp_path / "models")


def everything_in(folder):
    return {
        path.relative_to(folder): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and "sqlite" not in path.name
    }


def test_what_people_teach_makes_it_better_and_the_better_model_is_used(learnt, small):
    workspace, found = learnt
    assert found.decision is Decision.BETER
    r2 = [one.concepts["R2"].recall for one in (found.comparison.before, found.comparison.after)]
    assert r2[0] < 0.3
    assert r2[1] > 0.8
    assert folder_in_use(workspace.models_folder) == found.folder
    tagger = open_tagger(open_embedder(), load_language(), workspace.models_folder)
    assert tagger.model.model_id == read_model(found.folder).model_id
    assert found.folder.name == f"nageleerd-{tagger.model.model_id[:8]}"
    assert tagger.model.model_id != small.model.model_id
    assert not [one for one in workspace.models_folder.iterdir() if "concept" in one.name]


def test_what_is_kept_unseen_has_every_judged_text_and_every_concept(learnt, planted):
    kept = read_unseen(folder_in_use(learnt[0].models_folder))
    assert set(kept) == {text_key(text) for text, _ in planted}
    chances = {key: one.probabilities for key, one in kept.items()}
    assert all(tuple(one) == CONCEPTS for one in chances.values())
    assert all(0 <= chance <= 1 for one in chances.values() for chance in one.values())
    assert unseen_probabilities(learnt[0].models_folder).items() >= chances.items()


def test_the_card_says_what_it_learnt_from_and_names_nobody(learnt):
    card = (learnt[1].folder / "kaart.md").read_text(encoding="utf-8")
    assert f"{JUDGED} nagekeken passages uit {DOCUMENTS} documenten" in card
    assert "1 persoon" in card
    assert "lezer-1" not in card
    assert decision_sentence(learnt[1].decision, learnt[1].comparison) in card
    assert "$" not in card


def test_the_table_names_every_concept_and_fits_a_terminal(learnt):
    lines = list(comparison_lines(shipped_taxonomy(), learnt[1].comparison))
    for concept in (*CONCEPTS, "samen"):
        assert any(line.startswith(f"{concept} ") for line in lines)
    assert all(len(line) <= 90 for line in lines)


@pytest.mark.parametrize(("passages", "is_enough"), [(ENOUGH - 1, False), (ENOUGH, True)])
def test_a_figure_on_few_labels_is_not_shown_and_the_rest_is(passages, is_enough):
    """R1 in many passages, R2 once, R3 never but given."""
    truth = [frozenset({"R1"})] * (passages - 1) + [frozenset({"R1", "R2"})]
    given = [one | {"R3"} for one in truth]
    documents = [f"{row % DOCUMENTS}" for row in range(passages)]
    found = compare_models(CONCEPTS, truth, given, given, documents)
    lines = list(comparison_lines(shipped_taxonomy(), found))
    shown = {line.split()[0]: line.split(maxsplit=2)[2] for line in lines[3:25]}
    assert (shown["R2"], shown["R3"]) == ("te weinig", "te weinig")
    assert (shown["R1"] == "te weinig") != is_enough
    assert ("1,00" in shown["R1"]) == is_enough
    assert "," in shown["samen"], "both labels together are enough"
    assert lines[-1].startswith("Te weinig: minder dan 30 labels")


def test_nothing_that_rests_on_few_labels_is_a_figure():
    """Neither in what is told nor on the card, for who insists on the new model all the same."""
    one = [frozenset({"R1"})] * 12
    found = compare_models(CONCEPTS, one, one, one, [f"{row}" for row in range(12)])
    lines = list(comparison_lines(shipped_taxonomy(), found))
    assert not [line for line in lines if "1,00" in line or "0,00" in line]
    assert "Verschil in micro-F1: te weinig" in lines
    told = decision_sentence(Decision.TOCH, found)
    assert "te weinig blind gevonden labels (12 van de 30)" in told
    learnt = Learnt("m", "t", "e", "1", date(2026, 11, 22), 1, 1, 12, 12, 12, 12, 1, 3, "", told)
    gain = (found.difference, found.interval, found.share_better)
    card = trained_model_card(learnt, shipped_taxonomy(), found.before, found.after, gain)
    (row,) = [line for line in card.splitlines() if line.startswith("| samen")]
    assert row == "| samen (micro) | 12 |" + " te weinig | – | – | – |" * 2
    assert "1,00" not in card
    assert "0,00" not in card


@pytest.mark.parametrize(
    ("decision", "way"),
    [(Decision.BETER, "zonder --proef"), (Decision.TE_WEINIG, "--toch in plaats van --proef")],
)
def test_a_trial_says_how_to_go_on_and_does_not_join_what_cannot_be_joined(decision, way):
    nothing = compare_models(CONCEPTS, [], [], [], [])
    assert "--toch" not in decision_sentence(decision, nothing, is_trial=True)
    assert "er is niets geschreven" in trial_sentence(decision)
    assert way in trial_sentence(decision)


def test_learning_again_from_the_same_judgements_changes_nothing(learnt, small):
    workspace, _ = learnt
    before = everything_in(workspace.folder)
    found = train(workspace, Silent(), shipped=small)
    assert found.decision is Decision.NIETS_NIEUWS
    assert everything_in(workspace.folder) == before
    assert "er is niets veranderd" in decision_sentence(found.decision, found.comparison)


def test_noise_is_not_kept_and_only_insisting_keeps_it(tmp_path, whole, small):
    """Each passage with the labels of another: as many as there should be, on the wrong ones."""
    some = whole[SHIPPED : SHIPPED + JUDGED]
    texts, mixed = [one.text for one in some], [one.labels for one in some]
    random.Random(3).shuffle(mixed)
    workspace = workspace_with(
        tmp_path / "werkruimte", judgements_on(list(zip(texts, mixed, strict=True)))
    )
    before = everything_in(workspace.folder)
    found = train(workspace, Silent(), shipped=small)
    assert found.decision is Decision.NIET_BETER
    assert found.folder is None
    assert everything_in(workspace.folder) == before
    assert "--toch" in decision_sentence(found.decision, found.comparison)
    insisted = train(workspace, Silent(), shipped=small, insist=True)
    assert insisted.decision is Decision.TOCH
    assert folder_in_use(workspace.models_folder) == insisted.folder
    assert insisted.comparison == found.comparison


def test_too_few_labels_decide_nothing_and_a_trial_writes_nothing(tmp_path, planted, small, capsys):
    workspace = workspace_with(tmp_path / "werkruimte", judgements_on(planted[:6]))
    before = everything_in(workspace.folder)
    found = train(
        workspace,
        Lines(),
        shipped=small,
        only_compare=True,
        tell=lambda line: print(line, file=sys.stderr),
    )
    assert found.comparison.labels < 30
    learnt, measured, enough, reading, rounds, *fitted, comparing = (
        capsys.readouterr().err.splitlines()
    )
    assert "van 6 nagekeken passages uit 6 documenten, met 126 oordelen van 1 beoord" in learnt
    said = f"{found.comparison.labels} blind gevonden labels in {found.comparison.documents} doc"
    assert f"op 6 passages daarvan, die blind en helemaal zijn nagekeken: {said}" in measured
    assert "zal niet te zeggen zijn" in enough
    assert reading == READING
    assert rounds.startswith("Leren: 7 rondes")
    assert fitted == [f"Leren {done}/7 klaar" for done in range(1, 8)]
    assert comparing == COMPARING
    assert everything_in(workspace.folder) == before
    assert found.decision is Decision.TE_WEINIG
    sentence = decision_sentence(found.decision, found.comparison)
    assert "Het oude model blijft" in sentence
    assert f"te weinig blind gevonden labels ({found.comparison.labels} van de 30)" in sentence
    assert f"labels ({found.comparison.documents} van de 8)" in sentence


def test_many_labels_in_few_documents_decide_nothing_and_the_card_says_so(tmp_path, planted, small):
    few = [
        replace(one, anchor=replace(one.anchor, document_id=f"{int(one.anchor.document_id) % 3}"))
        for one in judgements_on(planted)
    ]
    workspace = workspace_with(tmp_path / "werkruimte", few)
    found = train(workspace, Silent(), shipped=small)
    assert found.comparison.labels >= 30
    assert (found.decision, found.folder) == (Decision.TE_WEINIG, None)
    told = "te weinig documenten met blind gevonden labels (3 van de 8)"
    assert told in decision_sentence(found.decision, found.comparison)
    insisted = train(workspace, Silent(), shipped=small, insist=True)
    assert insisted.decision is Decision.TOCH
    assert told in (insisted.folder / "kaart.md").read_text(encoding="utf-8")


def test_judgements_with_a_proposal_in_sight_teach_but_do_not_measure(planted):
    assisted = judgements_on(planted, seen=Seen.MET_VOORSTEL)
    found = judged_passages(assisted, CONCEPTS, 3)
    assert len(found.passages) == JUDGED
    assert not any(one.is_whole or one.measured for one in found.passages)
    assert not any(one.passage.is_settled for one in found.passages)


def test_who_judged_a_part_of_a_passage_says_nothing_of_the_rest(planted):
    found = judged_passages(judgements_on(planted, concepts=("R1",)), CONCEPTS, 3)
    assert all(one.passage.known == {"R1"} for one in found.passages)
    assert not any(one.is_whole for one in found.passages)


def test_what_people_disagree_on_teaches_nothing(planted):
    text, labels = planted[0]
    other = frozenset(CONCEPTS) - labels
    both = [*judgements_on([(text, labels)]), *judgements_on([(text, other)], "lezer-2")]
    assert judged_passages(both, CONCEPTS, 3).passages == ()


def test_a_text_in_several_documents_is_one_passage(planted):
    text, labels = planted[0]
    many = judgements_on([(text, labels), (f"  {text}\n", labels)])
    (found,) = judged_passages(many, CONCEPTS, 3).passages
    assert found.passage.group == "0"
    assert found.is_whole


def test_neither_time_nor_person_nor_order_makes_another_model(planted):
    one = judgements_on(planted)
    other = [replace(row, reviewer="lezer-2", when=NOON.replace("12", "13")) for row in one]
    first, second = (judged_passages(rows, CONCEPTS, 3) for rows in (one, other[::-1]))
    assert first.identity == second.identity
    assert first.identity != judged_passages(one, CONCEPTS, 1).identity


def test_without_judgements_there_is_nothing_to_learn(tmp_path):
    workspace = workspace_with(tmp_path / "werkruimte", [])
    with pytest.raises(UserProblem, match="nog geen oordeel om van te leren"):
        train(workspace, Silent())


def test_two_documents_are_too_few(tmp_path, planted):
    workspace = workspace_with(tmp_path / "werkruimte", judgements_on(planted[:2]))
    with pytest.raises(UserProblem, match="minstens 3 nodig en het zijn er 2"):
        train(workspace, Silent())


@pytest.mark.parametrize("content", ["{", "[]", '{"map": "../elders"}', '{"map": 3}', "{}"])
def test_a_broken_pointer_is_told_with_the_way_back(models, content):
    (models / POINTER).write_text(content, encoding="utf-8")
    with pytest.raises(UserProblem, match=r"in-gebruik\.json is niet te lezen.*--terug"):
        open_tagger(open_embedder(), load_language(), models)


@pytest.mark.parametrize("lost", ["model.json", "heads.npz", "vocabulary.txt"])
def test_a_model_that_is_not_whole_is_told_with_the_way_back(models, lost):
    (folder_in_use(models) / lost).unlink()
    with pytest.raises(UserProblem, match="--terug"):
        open_tagger(open_embedder(), load_language(), models)


def test_a_damaged_table_of_numbers_is_told(models):
    (folder_in_use(models) / "heads.npz").write_bytes(b"PK\x03\x04 en dan niets")
    with pytest.raises(UserProblem, match="is niet te lezen"):
        open_tagger(open_embedder(), load_language(), models)


@pytest.mark.parametrize(
    ("field", "what"), [("taxonomy_version", "taxonomie"), ("embedder_id", "embedder")]
)
def test_a_model_for_something_else_is_told_and_not_passed_over(models, field, what):
    path = folder_in_use(models) / "model.json"
    plain = json.loads(path.read_text(encoding="utf-8"))
    path.write_text(json.dumps(plain | {field: "something else"}), encoding="utf-8")
    with pytest.raises(UserProblem, match=f"een andere {what}.*rodedraden train.*--terug"):
        open_tagger(open_embedder(), load_language(), models)


def test_back_is_the_model_that_ships(learnt, models, rodedraden, tmp_path):
    workspace = tmp_path / "terug"
    workspace.mkdir()
    write_manifest(workspace / "manifest.csv", [])
    models.rename(workspace / "models")
    (folder,) = (workspace / "models").glob("nageleerd-*")
    first = rodedraden("train", "--workspace", workspace, "--terug")
    again = rodedraden("train", "--workspace", workspace, "--terug")
    assert (first.returncode, again.returncode) == (0, 0)
    assert "weer in gebruik" in first.stdout
    assert "was al in gebruik" in again.stdout
    assert folder.is_dir()
    tagger = open_tagger(open_embedder(), load_language(), workspace / "models")
    assert tagger.model.model_id == read_model(SHIPPED_MODEL).model_id
    assert unseen_probabilities(workspace / "models") == unseen_probabilities(tmp_path)


def test_choices_that_contradict_are_refused(rodedraden, tmp_path):
    workspace = tmp_path / "werkruimte"
    workspace.mkdir()
    write_manifest(workspace / "manifest.csv", [])
    for choices in (("--terug", "--toch"), ("--toch", "--proef")):
        found = rodedraden("train", "--workspace", workspace, *choices)
        assert found.returncode == 2
        assert "gaat niet samen" in found.stderr
