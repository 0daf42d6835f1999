"""The API: the same answers as the pages, within its limits, and never an error of ours."""

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from schemathesis.core import NOT_SET

from search.query import Query


def test_the_search_of_the_api_is_that_of_the_search_room(client, search_room):
    answer = client.get("/api/search", params={"q": "scholing", "limit": 5, "offset": 2}).json()
    results = search_room.find(Query("scholing", limit=5, offset=2))
    assert [one["passage_id"] for one in answer["results"]] == [h.passage_id for h in results.hits]
    assert answer["total"] == results.total
    assert answer["query"] == "scholing"


def test_paging_gives_every_intervention_once(client, holdings):
    seen = []
    for offset in range(0, len(holdings.interventions), 7):
        page = client.get("/api/interventions", params={"limit": 7, "offset": offset}).json()
        seen += [one["intervention_id"] for one in page["results"]]
    assert seen == list(holdings.interventions)


def test_a_passage_and_a_deal_can_be_looked_up(client, holdings):
    key, one = next((key, one) for key, one in holdings.passages.items() if one.labels)
    found = client.get(f"/api/passages/{key}").json()
    assert found["text"] == one.passage.text
    assert [label["concept"] for label in found["labels"] if label["is_given"]] == list(one.labels)
    assert client.get(f"/api/deals/{one.deal}").json()["deal_id"] == one.deal


def test_comparables_over_the_api(client, holdings):
    key = next(iter(holdings.interventions))
    answer = client.get("/api/comparable", params={"intervention": key, "limit": 3})
    found = answer.json()["results"]
    assert 0 < len(found) <= 3
    assert all(one["deal"] != holdings.interventions[key].deal for one in found)
    assert client.get("/api/comparable").status_code == 404


@pytest.mark.parametrize(
    "question", ["limit=0", "limit=101", "offset=-1", "scope=alles", "limit=x"]
)
def test_limits_are_kept(client, question):
    answer = client.get(f"/api/search?{question}")
    assert answer.status_code == 422
    assert question.partition("=")[0] in answer.json()["detail"]


def test_the_description_promises_only_reading_and_judging(client):
    paths = client.get("/api/openapi.json").json()["paths"]
    assert len(paths) >= 8
    writing = {path for path, operations in paths.items() if set(operations) != {"get"}}
    assert writing == {"/api/judgements"}
    assert set(paths["/api/judgements"]) == {"get", "post"}


def test_nothing_that_the_description_allows_breaks_the_api(judge_client):
    client = judge_client
    schema = schemathesis.openapi.from_dict(client.get("/api/openapi.json").json())
    tried = []
    for result in schema.get_all_operations():
        operation = result.ok()
        tried.append(operation.label)

        @settings(
            max_examples=25,
            deadline=None,
            derandomize=True,
            database=None,
            suppress_health_check=list(HealthCheck),
        )
        def check(case):
            answer = client.request(
                case.method,
                case.formatted_path,
                params=case.query,
                headers=case.headers,
                **({} if case.body is NOT_SET else {"json": case.body}),
            )
            assert answer.status_code < 500, (case.formatted_path, case.query, case.body)

        given(case=operation.as_strategy())(check)()
    assert len(tried) >= 9
