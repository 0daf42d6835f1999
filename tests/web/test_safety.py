"""Who may ask what, and that text of a document is never more than text."""

import csv
import io
from base64 import b64encode
from html.parser import HTMLParser

import openpyxl
import pytest
from hostile import FORMULA, SCRIPT, TITLE, client_of
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from web.safety import CONTENT_POLICY, is_loopback, rules_for

_PASSWORD = "een lang wachtwoord"


@pytest.mark.parametrize("host", ["kwaad.example", "127.0.0.1.kwaad.example", "", "localhost@x"])
def test_another_name_than_ours_is_refused(client, host):
    assert client.get("/", headers={"host": host}).status_code == 421


@pytest.mark.parametrize("host", ["127.0.0.1:8600", "localhost", "[::1]:8600", "10.1.2.3:8600"])
def test_our_names_and_plain_addresses_are_answered(client, host):
    assert client.get("/gezond", headers={"host": host}).status_code == 200


def test_the_name_of_the_office_is_known_when_it_was_given(room, pictures, desk):
    client = client_of(room, pictures, desk, rules_for("0.0.0.0", ["Beleid-PC"], _PASSWORD))
    assert client.get("/gezond", headers={"host": "beleid-pc:8600"}).status_code == 200
    assert client.get("/gezond", headers={"host": "beleid-pc.kwaad.example"}).status_code == 421


def test_another_site_may_link_here_but_not_fetch_from_here(client):
    link = {"sec-fetch-site": "cross-site", "sec-fetch-mode": "navigate"}
    fetch = {"sec-fetch-site": "cross-site", "sec-fetch-mode": "no-cors"}
    assert client.get("/", headers=link).status_code == 200
    assert client.get("/api/deals", headers=fetch).status_code == 403


@pytest.mark.parametrize("origin", ["https://kwaad.example", "null", "http://127.0.0.1:1"])
def test_a_post_from_elsewhere_is_refused(client, origin):
    assert client.post("/", headers={"origin": origin}).status_code == 403


def test_nothing_but_a_judgement_can_be_written(client, addresses):
    for method in ("POST", "PUT", "DELETE", "PATCH"):
        for address in (*addresses.values(), "/api/search", "/api/deals"):
            if method == "POST" and address.startswith("/nakijken/"):
                continue
            answer = client.request(method, address, headers={"content-length": "0"})
            assert answer.status_code in (404, 405), (method, address)


def test_a_body_must_have_a_length_and_a_limit(client):
    assert client.post("/", content=iter([b"x"])).status_code == 411
    assert client.post("/", content=b"x" * 70_000).status_code == 413


def test_a_question_has_a_limit(client):
    assert client.get("/?q=" + "x" * 20_000).status_code == 414
    assert client.get("/?q=" + "x" * 3_000).status_code == 422


def test_every_answer_is_hardened(client, addresses):
    for address in (*addresses.values(), "/static/rodedraden.css", "/api/deals", "/%00"):
        headers = client.get(address).headers
        assert headers["content-security-policy"] == CONTENT_POLICY
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["cross-origin-resource-policy"] == "same-origin"
    assert "unsafe" not in CONTENT_POLICY


class Tags(HTMLParser):
    """The tags of a page with their attributes, as a browser takes them."""

    def __init__(self, text):
        super().__init__()
        self.found = []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.found.append((tag, dict(attrs)))


def test_no_page_needs_what_the_policy_forbids(client, addresses):
    for address in addresses.values():
        for tag, attributes in Tags(client.get(address).text).found:
            assert tag not in ("style", "iframe", "object", "embed", "base"), address
            assert tag != "script" or attributes["src"].startswith("/static/"), address
            assert not [name for name in attributes if name == "style" or name.startswith("on")]
            for name in ("src", "href", "action"):
                where = attributes.get(name, "/")
                assert where.startswith(("/", "#")), (address, where)
                assert not where.startswith("//"), (address, where)


def test_a_password_is_asked_for_and_checked(room, pictures, desk, monkeypatch):
    monkeypatch.setattr("web.safety._WAIT", 0)
    client = client_of(room, pictures, desk, rules_for("0.0.0.0", [], _PASSWORD))
    assert client.get("/").status_code == 401
    assert "www-authenticate" in client.get("/").headers
    assert client.get("/", auth=("iemand", _PASSWORD)).status_code == 200
    assert client.get("/", auth=("iemand", _PASSWORD + "!")).status_code == 401
    assert client.get("/static/rodedraden.css").status_code == 401
    assert client.get("/gezond").status_code == 200
    for header in ("Basic ###", "Basic", "Bearer x", "Basic " + b64encode(b"geen").decode()):
        assert client.get("/", headers={"authorization": header}).status_code == 401


def test_loopback_is_told_from_the_rest():
    assert all(map(is_loopback, ("127.0.0.1", "::1", "localhost", "127.9.9.9")))
    assert not any(map(is_loopback, ("0.0.0.0", "::", "192.168.1.2", "beleid-pc", "")))


def test_text_of_a_document_is_escaped_on_every_page(client, addresses, holdings, hostile_id):
    one = next(p for p in holdings.passages_of_document[hostile_id] if SCRIPT[:7] in p.passage.text)
    key = one.passage.passage_id
    pages = [
        *addresses.values(),
        "/?q=gestolen",
        f"/vergelijkbaar?passage={key}",
        "/deals/t1-zeeland",
        "/cellen/t1-zeeland/rapportage/R8",
        f"/?q={SCRIPT}&deal={SCRIPT}",
        f"/vergelijkbaar?tekst={SCRIPT}",
        f"/interventies?naam={SCRIPT}",
        f"/{SCRIPT}",
    ]
    seen = 0
    for address in pages:
        text = client.get(address).text
        assert "<script>alert" not in text, address
        assert "<img src=x" not in text, address
        assert "<b onmouseover" not in text, address
        seen += "&lt;script&gt;alert" in text
    assert seen >= 4, "the hostile text is on none of the pages: the test looks at nothing"


def test_a_formula_does_not_reach_a_spreadsheet(client, holdings):
    passages = [one for one in holdings.passages.values() if FORMULA[:9] in one.passage.text]
    assert passages, "the formula was not read"
    query = "/zoeken.{}?q=scholingscheques&deal=t1-zeeland"
    sheet = client.get(query.format("csv")).content.decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(sheet)))
    assert rows
    assert not [value for row in rows for value in row.values() if value.startswith(tuple("=+-@"))]
    book = openpyxl.load_workbook(io.BytesIO(client.get(query.format("xlsx")).content))
    kinds = {cell.data_type for row in book["Gevonden"].iter_rows() for cell in row}
    assert kinds <= {"s", "n"}
    page = client.get(query.format("html"))
    assert "attachment" in page.headers["content-disposition"]
    assert "<script>alert" not in page.text


@pytest.mark.parametrize(
    "path",
    [
        "/static/../app.py",
        "/static/%2e%2e%2fapp.py",
        "/static/..%5capp.py",
        "/documenten/..%2f..%2fetc%2fpasswd",
        "/documenten/%2e%2e/pagina/1.png",
        "/zoeken.%2e%2e",
    ],
)
def test_no_request_reaches_the_file_system(client, path):
    answer = client.get(path)
    assert answer.status_code == 404
    assert "create_app" not in answer.text


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    st.sampled_from(["/", "/matrix", "/interventies", "/vergelijkbaar", "/zoeken.csv"]),
    st.dictionaries(
        st.sampled_from(
            [
                "q",
                "tekst",
                "deal",
                "draad",
                "bereik",
                "tranche",
                "sorteer",
                "facet",
                "naam",
                "pagina",
                "passage",
                "provincie",
                "bedrag",
            ]
        ),
        st.text(max_size=60),
        max_size=5,
    ),
)
def test_no_question_breaks_a_page(client, path, question):
    answer = client.get(path, params=question)
    assert answer.status_code in (200, 404, 422), (path, question)
    assert TITLE not in answer.text


def test_a_mistake_of_ours_tells_a_visitor_nothing(room, pictures, desk, monkeypatch):
    def broken(*_):
        raise RuntimeError("geheim pad /home/iemand")

    monkeypatch.setattr("web.views.deals._facet", broken)
    client = client_of(room, pictures, desk, rules_for("127.0.0.1"))
    answer = client.get("/deals/t1-zeeland")
    assert answer.status_code == 500
    assert "geheim" not in answer.text
    assert answer.headers["content-security-policy"] == CONTENT_POLICY
