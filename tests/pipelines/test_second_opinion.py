"""A language model beside the tagger: `rodedraden tag --language-model`, with a played server."""

import json
import socket
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from played_server import Handler, Server, labels, played, says, slow, status

from pipelines.problems import ExitCode, UserProblem
from pipelines.texts.language_model import LanguageModel, server_address
from pipelines.texts.second_opinion import AnswerFolder, SecondOpinion, open_second_opinion
from taxonomy.load import shipped_taxonomy

Command = Callable[..., "subprocess.CompletedProcess[str]"]
TEXTS = {
    "a": "Jobcoaches begeleiden inwoners met een bijstandsuitkering naar betaald werk.",
    "b": "In Zandhoek wordt het „dorpshuis”  verbouwd.",
    "c": "  ",
}
GOOD = labels(("R7", "naar betaald werk"), ("R1", 'het "dorpshuis" verbouwd'), ("I1", "sporthal"))


@pytest.fixture
def opinion_of(tmp_path: Path) -> Callable[..., SecondOpinion]:
    def opinion(
        server: Server, seen: list[str] | None = None, name: str = "klein", seconds: float = 30
    ) -> SecondOpinion:
        model = LanguageModel(server_address(server.url), name, seconds=seconds, pauses=(0.0,))
        said = [] if seen is None else seen
        return SecondOpinion(
            shipped_taxonomy(), model, AnswerFolder(tmp_path / "antw"), said.append
        )

    return opinion


@pytest.fixture
def texts(tmp_path: Path) -> Path:
    path = tmp_path / "in.jsonl"
    path.write_text("\n".join(json.dumps({"id": k, "text": t}) for k, t in TEXTS.items()), "utf-8")
    return path


def rows_of(path: Path) -> dict[str, dict[str, Any]]:
    return {row["id"]: row for row in map(json.loads, path.read_text("utf-8").splitlines())}


def test_the_opinion_stands_beside_the_labels_and_changes_none(
    rodedraden: Command, texts: Path, tmp_path: Path
) -> None:
    alone, both = tmp_path / "alleen.jsonl", tmp_path / "samen.jsonl"
    assert rodedraden("tag", "--input", texts, "--output", alone).returncode == 0
    asking = ("tag", "--input", texts, "--output", both, "--language-model", "klein:1b")
    with played(GOOD) as server:
        done = rodedraden(*asking, "--server", server.url)
    assert done.returncode == 0, done.stderr
    assert len(server.asked) == 2, "nothing can be said of an empty text"
    assert "gevraagd 2, eerder gevraagd 0, zonder antwoord 0" in done.stderr
    assert "vervallen labels van het taalmodel: citaat staat niet in de tekst (4)" in done.stderr
    rows, before = rows_of(both), rows_of(alone)
    assert rows["a"]["taalmodel"] == {
        "model": "klein:1b",
        "labels": [{"code": "R7", "quote": "naar betaald werk", "start": 58, "end": 75}],
        "dropped": 2,
        "error": None,
    }
    (found,) = rows["b"]["taalmodel"]["labels"]
    assert (
        TEXTS["b"][found["start"] : found["end"]] == found["quote"] == "het „dorpshuis”  verbouwd"
    )
    assert rows["c"]["taalmodel"]["labels"] == []
    assert {key: {**row, "taalmodel": 0} for key, row in rows.items()} == {
        key: {**row, "taalmodel": 0} for key, row in before.items()
    }
    again = rodedraden(*asking, "--server", server.url)
    assert again.returncode == 0, "the server is gone, and need not be there"
    assert "gevraagd 0, eerder gevraagd 2" in again.stderr
    assert rows_of(both) == rows
    assert len(list((tmp_path / "samen-taalmodel").glob("*.json"))) == 2


def test_a_text_without_an_answer_does_not_stop_the_others(
    rodedraden: Command, texts: Path, tmp_path: Path
) -> None:
    target, folder = tmp_path / "uit.jsonl", tmp_path / "bewaard"
    with played(status(400, b"te lang"), GOOD) as server:
        done = rodedraden(
            *("tag", "--input", texts, "--output", target, "--answers", folder),
            *("--language-model", "klein:1b", "--server", server.url, "--seconds", "5"),
        )
    assert done.returncode == ExitCode.DEELS_MISLUKT, done.stderr
    assert "gevraagd 1, eerder gevraagd 0, zonder antwoord 1" in done.stderr
    rows = rows_of(target)
    assert rows["a"]["taalmodel"]["error"] == "De server weigerde de vraag (400: te lang)."
    assert "R7" in rows["a"]["labels"]
    assert rows["b"]["taalmodel"]["error"] is None
    assert len(list(folder.iterdir())) == 1


@pytest.mark.parametrize(
    ("name", "server", "sentence"),
    [
        ("m", "", "er is geen standaardserver"),
        ("", "http://127.0.0.1:9/v1", "de naam van het taalmodel"),
        ("groot:120b-cloud", "http://127.0.0.1:9/v1", "in de cloud.*--texts-may-leave"),
        ("groot:cloud", "http://127.0.0.1:9/v1", "in de cloud.*--texts-may-leave"),
        ("m", "http://127.0.0.1:9/v1", "geef bij --answers een map"),
    ],
)
def test_what_cannot_be_used_is_said(texts: Path, name: str, server: str, sentence: str) -> None:
    with pytest.raises(UserProblem, match=sentence):
        open_second_opinion(name, server, texts, print, seconds=1, texts_may_leave=False)


@pytest.mark.parametrize(
    ("server", "sentence"),
    [
        ("http://127.0.0.1:9/v1", "Er is geen server"),
        ("http://8.8.8.8/v1", "--texts-may-leave"),
        ("", "er is geen standaardserver"),
    ],
)
def test_a_mistake_is_one_sentence_and_leaves_nothing(
    rodedraden: Command, texts: Path, tmp_path: Path, server: str, sentence: str
) -> None:
    asking = ("--language-model", "m", "--server", server)
    done = rodedraden("tag", "--input", texts, "--output", tmp_path / "uit.jsonl", *asking)
    assert done.returncode == 2
    assert sentence in done.stderr
    assert done.stderr.startswith("Fout: ")
    assert len(done.stderr.strip().splitlines()) == 1
    assert [path.name for path in tmp_path.iterdir()] == ["in.jsonl"]


def test_nonsense_all_the_time_ends_the_asking(opinion_of: Callable[..., SecondOpinion]) -> None:
    with played(says("Sorry!")) as server:
        opinion = opinion_of(server)
        rows = [opinion.of(f"Tekst {number}.") for number in range(4)]
        assert {row["error"] for row in rows} == {
            "Het antwoord van het taalmodel is geen JSON met labels."
        }
        with pytest.raises(UserProblem, match="op geen van de eerste 5 teksten") as caught:
            opinion.of("Tekst 5.")
    assert caught.value.code == ExitCode.NIETS_BRUIKBAAR


def test_after_one_good_answer_the_asking_goes_on(opinion_of: Callable[..., SecondOpinion]) -> None:
    with played(GOOD, says("Sorry!")) as server:
        opinion = opinion_of(server)
        errors = [opinion.of(f"Tekst {number}.")["error"] for number in range(9)]
    assert [error is None for error in errors] == [True] + [False] * 8
    assert (opinion.tally.asked, opinion.tally.unanswered) == (1, 8)


def test_only_answers_that_could_be_read_are_kept(opinion_of: Callable[..., SecondOpinion]) -> None:
    with played(says("Sorry!"), slow, slow, status(500), GOOD) as server:
        opinion = opinion_of(server, seconds=1.5)
        errors = [opinion.of(TEXTS["a"])["error"] for _ in range(4)]
    assert errors[:2] == [
        "Het antwoord van het taalmodel is geen JSON met labels.",
        "Het taalmodel antwoordde niet binnen 1.5 seconden.",
    ]
    assert errors[2:] == [None, None], "after a 500 it is asked again; then it is remembered"
    assert len(server.asked) == 5


def test_another_model_or_text_is_another_question(
    opinion_of: Callable[..., SecondOpinion],
) -> None:
    with played(GOOD) as server:
        for name, text in [("m", "Een."), ("m", "Twee."), ("n", "Een."), ("m", "Een.")]:
            opinion_of(server, name=name).of(text)
        assert len(server.asked) == 3


@pytest.mark.parametrize("damage", ["", "{", "[]", '{"answer": 3}', '{"answer": "Sorry!"}'])
def test_a_damaged_memory_is_no_memory(
    opinion_of: Callable[..., SecondOpinion], tmp_path: Path, damage: str
) -> None:
    with played(GOOD) as server:
        first = opinion_of(server).of(TEXTS["a"])
        (kept,) = (tmp_path / "antw").iterdir()
        kept.write_text(damage, "utf-8")
        assert opinion_of(server).of(TEXTS["a"]) == first
        assert len(server.asked) == 2
    assert json.loads(kept.read_text("utf-8"))["model"] == "klein"


def test_a_cut_question_is_said_once_and_its_answer_not_kept(
    opinion_of: Callable[..., SecondOpinion], tmp_path: Path
) -> None:
    seen: list[str] = []
    with played(says('{"labels": []}', tokens=2_050)) as server:
        opinion = opinion_of(server, seen)
        assert [opinion.of(f"Tekst {number}.")["error"] for number in range(3)] == [None] * 3
    (line,) = seen
    assert "OLLAMA_CONTEXT_LENGTH" in line
    assert not (tmp_path / "antw").exists()


def test_the_passage_reaches_the_model_as_it_is(opinion_of: Callable[..., SecondOpinion]) -> None:
    text = 'Regel één\n "twee" \\ {"labels": []} 🚲'
    seen: list[str] = []

    def noting(handler: Handler) -> None:
        seen.append(handler.passage)
        labels(("R1", "regel één 'twee'"))(handler)

    with played(noting) as server:
        row: Any = opinion_of(server).of(text)
    assert seen == [text]
    assert row["labels"][0]["quote"] == 'Regel één\n "twee"'


def test_nothing_is_written_of_the_key(
    rodedraden: Command, texts: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("RODEDRADEN_API_KEY", "geheim-1234")
    with played(GOOD) as server:
        done = rodedraden(
            *("tag", "--input", texts, "--output", tmp_path / "uit.jsonl"),
            *("--language-model", "m", "--server", server.url),
        )
    assert server.asked[0][1]["Authorization"] == "Bearer geheim-1234"
    written = [path.read_text("utf-8") for path in tmp_path.rglob("*") if path.is_file()]
    assert not any("geheim" in text for text in [done.stdout, done.stderr, *written])


@pytest.mark.parametrize(("scheme", "plainly"), [("http", True), ("https", False)])
def test_texts_that_leave_are_spoken_of(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, scheme: str, plainly: bool
) -> None:
    place = (socket.AF_INET, socket.SOCK_STREAM, 6, "", ("203.0.113.7", 443))
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: [place])
    seen: list[str] = []
    url = f"{scheme}://model.example/v1"
    open_second_opinion("m", url, tmp_path / "x", seen.append, seconds=1, texts_may_leave=True)
    (line,) = seen
    assert "verlaten uw eigen netwerk" in line
    assert ("onversleuteld" in line) == plainly


def test_a_model_that_a_server_hands_on_is_spoken_of(tmp_path: Path) -> None:
    seen: list[str] = []
    url, name = "http://127.0.0.1:9/v1", "groot:cloud"
    open_second_opinion(name, url, tmp_path / "x", seen.append, seconds=1, texts_may_leave=True)
    assert seen == [
        "Let op: de teksten verlaten uw eigen netwerk, want groot:cloud draait in de cloud."
    ]


def test_a_server_at_home_needs_no_word(tmp_path: Path) -> None:
    seen: list[str] = []
    url = "http://127.0.0.1:9/v1"
    open_second_opinion("m", url, tmp_path / "x", seen.append, seconds=1, texts_may_leave=True)
    assert seen == []
