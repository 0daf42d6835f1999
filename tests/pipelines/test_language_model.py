"""Talking to a language model: what is sent, what is tried again, and where texts may go."""

import socket
import time

import pytest
from played_server import (
    breaking_off,
    dripping,
    no_http,
    played,
    says,
    slow,
    status,
)

from pipelines.problems import UserProblem
from pipelines.texts import language_model
from pipelines.texts.language_model import (
    API_KEY,
    Answer,
    LanguageModel,
    Message,
    NoAnswer,
    is_own_network,
    key_from_environment,
    server_address,
)

QUESTION = (Message("system", "Regels."), Message("user", "Een café in „Zandhoek”."))
NO_PAUSE = (0.0, 0.0)


def model_at(url: str, **more) -> LanguageModel:
    return LanguageModel(server_address(url), "klein:1b", pauses=NO_PAUSE, **more)


def problem_with(*plays, error=NoAnswer, **more) -> tuple[str, int]:
    """The sentence about a server with these plays, and how often it was asked."""
    with played(*plays) as server:
        with pytest.raises(error) as caught:
            model_at(server.url, **more).answer(QUESTION)
        return str(caught.value), len(server.asked)


@pytest.fixture
def lead_to(monkeypatch):
    """Let every name lead to an address; nothing is looked up."""

    def lead(*addresses):
        found = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (one, 443)) for one in addresses]
        monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: found)

    return lead


def test_the_question_is_asked_as_the_interface_has_it():
    with played(says("ja")) as server:
        assert model_at(server.url + "/").answer(QUESTION) == Answer("ja")
    ((path, headers, body),) = server.asked
    assert path == "/v1/chat/completions"
    assert body == {
        "model": "klein:1b",
        "temperature": 0,
        "seed": 1,
        "stream": False,
        "messages": [
            {"role": "system", "content": "Regels."},
            {"role": "user", "content": "Een café in „Zandhoek”."},
        ],
    }
    assert "Authorization" not in headers


def test_the_key_comes_from_the_environment(monkeypatch):
    monkeypatch.setenv(API_KEY, " geheim \n")
    with played(says("ja")) as server:
        model_at(server.url, key=key_from_environment()).answer(QUESTION)
    assert server.asked[0][1]["Authorization"] == "Bearer geheim"


def test_a_key_that_cannot_be_sent_is_not_repeated(monkeypatch):
    monkeypatch.setenv(API_KEY, "geheim\nX-Kop: 1")
    with pytest.raises(UserProblem) as caught:
        key_from_environment()
    assert "geheim" not in str(caught.value)


@pytest.mark.parametrize("trouble", [status(500), status(503), status(429), breaking_off, no_http])
def test_trouble_that_passes_is_tried_again(trouble):
    with played(trouble, trouble, says("ja")) as server:
        assert model_at(server.url).answer(QUESTION).text == "ja"
        assert len(server.asked) == 3


@pytest.mark.parametrize(
    ("trouble", "sentence"),
    [
        (
            status(500, b'{"error": {"message": "geen   \\u0007geheugen"}}'),
            "een fout (500: geen geheugen)",
        ),
        (status(429), "een fout (429)"),
        (breaking_off, "brak af"),
        (no_http, "brak af"),
    ],
)
def test_trouble_that_stays_is_tried_three_times(trouble, sentence):
    said, asked = problem_with(trouble)
    assert asked == 3
    assert sentence in said


@pytest.mark.parametrize("waiting", [slow, dripping])
def test_a_model_that_thinks_too_long_is_left(waiting):
    start = time.monotonic()
    said, asked = problem_with(waiting, seconds=0.3)
    assert said == "Het taalmodel antwoordde niet binnen 0.3 seconden."
    assert asked == 3
    assert time.monotonic() - start < 5


def test_a_server_that_asks_for_patience_gets_it(monkeypatch):
    slept = []
    monkeypatch.setattr(language_model.time, "sleep", slept.append)
    patience = [status(429, Retry_After=after) for after in ("7", "9999")]
    with played(*patience, says("ja")) as server:
        LanguageModel(server_address(server.url), "m", pauses=(1.0, 5.0)).answer(QUESTION)
    assert slept == [7.0, 60.0]


@pytest.mark.parametrize(
    ("play", "sentence"),
    [
        (says("{", finish="length"), "afgekapt"),
        (status(200, b"<html>Welkom</html>"), "iets anders"),
        (status(200, b'{"choices": "nee"}'), "iets anders"),
        (status(200, b'{"choices": []}'), "zonder inhoud"),
        (status(200, b'"' + b"x" * 3_000_000), "onwaarschijnlijk groot"),
        (status(400, b'{"error": {"message": "context size exceeded"}}'), "context size exceeded"),
        (status(422, "één fout".encode("latin-1")), "weigerde de vraag"),
    ],
)
def test_an_answer_of_no_use_is_one_text_without_an_answer(play, sentence):
    said, asked = problem_with(play)
    assert sentence in said
    assert asked == 1


def test_a_model_that_writes_nothing_gives_an_empty_answer():
    with played(says(None)) as server:
        assert model_at(server.url).answer(QUESTION).text == ""


@pytest.mark.parametrize(
    ("play", "sentence"),
    [
        (status(401), API_KEY),
        (status(403), API_KEY),
        (status(404, b'{"error": {"message": "model not found"}}'), "model not found"),
        (status(405), "controleer --server"),
        (status(302, Location="http://elders.example/v1"), "controleer --server"),
    ],
)
def test_what_holds_for_every_question_is_said_at_once(play, sentence):
    said, asked = problem_with(play, error=UserProblem)
    assert sentence in said
    assert asked == 1


def test_a_redirect_is_not_followed():
    with played(says("ja")) as other:
        play = status(307, Location=f"{other.url}/chat/completions")
        problem_with(play, error=UserProblem)
        assert other.asked == []


def test_no_proxy_stands_between(monkeypatch):
    with played(says("nee")) as proxy, played(says("ja")) as server:
        for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"):
            monkeypatch.setenv(name, proxy.url)
        assert model_at(server.url).answer(QUESTION).text == "ja"
        assert proxy.asked == []


def test_a_server_that_is_not_there_is_said():
    with played(says("ja")) as server:
        gone = model_at(server.url)
    with pytest.raises(UserProblem, match=r"Er is geen server op http://127.0.0.1:.*start hem"):
        gone.answer(QUESTION)


@pytest.mark.parametrize(("tokens", "is_cut"), [(0, False), (4, True), (6, False)])
def test_a_question_that_was_cut_shows_in_the_count(tokens, is_cut):
    assert sum(len(one.content) for one in QUESTION) == 30
    with played(says("ja", tokens=tokens)) as server:
        assert model_at(server.url).answer(QUESTION).is_cut is is_cut


@pytest.mark.parametrize(
    ("url", "path"),
    [
        ("http://127.0.0.1:11434/v1", "/v1"),
        ("http://localhost:8000/v1/", "/v1"),
        ("http://[::1]:8080", ""),
    ],
)
def test_a_server_on_this_machine_needs_no_permission(url, path):
    assert server_address(url).path == path


@pytest.mark.parametrize(
    "url",
    [
        "",
        "127.0.0.1:11434",
        "ftp://127.0.0.1/v1",
        "http://",
        "http:///v1",
        "http://127.0.0.1:99999/v1",
        "http://127.0.0.1:poort/v1",
        "http://[::1/v1",
        "http://127.0.0.1/een pad",
        "http://127.0.0.1/caf\u00e9",
        "http://127.0.0.1/v1\r\nX-Kop: 1",
        "http://naam:geheim@127.0.0.1/v1",
        "http://127.0.0.1/v1?sleutel=1",
    ],
)
def test_what_is_no_address_is_refused(url):
    with pytest.raises(UserProblem, match="--server") as caught:
        server_address(url)
    assert "geheim@" not in str(caught.value)


def test_a_name_that_nobody_knows_is_said(monkeypatch):
    def unknown(*_, **__):
        raise socket.gaierror(-2, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    with pytest.raises(UserProblem, match="rekenserver is niet te vinden"):
        server_address("http://rekenserver/v1")


@pytest.mark.parametrize(
    "address",
    ["10.1.2.3", "172.16.0.9", "172.31.255.1", "192.168.1.20", "127.0.0.53", "fd12::1", "::1"],
)
def test_an_address_of_our_own_network_is_ours(address, lead_to):
    lead_to(address)
    assert is_own_network(address)
    assert server_address("http://rekenserver:8000/v1").host == "rekenserver"


@pytest.mark.parametrize(
    "address",
    ["8.8.8.8", "172.32.0.1", "192.0.2.1", "100.64.0.1", "2001:db8::1", "::ffff:8.8.8.8"],
)
def test_texts_leave_our_own_network_only_when_that_was_said(address, lead_to):
    lead_to("10.0.0.1", address)
    with pytest.raises(UserProblem, match=r"de deur uit.*--texts-may-leave"):
        server_address("https://model.example/v1")
    assert server_address("https://model.example/v1", may_be_outside=True).port == 443


def test_a_name_that_leads_elsewhere_later_gets_no_text(monkeypatch):
    with played(says("ja")) as server:
        model = model_at(server.url)
        monkeypatch.setattr(language_model, "is_own_network", lambda _: False)
        with pytest.raises(UserProblem, match="de deur uit"):
            model.answer(QUESTION)
        assert server.asked == []
