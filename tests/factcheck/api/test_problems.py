"""Every no of the API is a problem document with a sentence, whoever says it."""

import pytest

from tests import given

LISTS = (
    "claims/",
    "verdicts/",
    "sources/",
    "passages/",
    "claimants/",
    "topics/",
    "ratings/",
    "changes/",
    "ledger/",
)


def told(problem) -> dict[str, str]:
    return {error["parameter"]: error["detail"] for error in problem["errors"]}


@pytest.mark.django_db
@pytest.mark.parametrize("address", LISTS)
def test_an_unknown_parameter_is_refused_by_every_list(partner, address):
    problem = partner.problem(f"{address}?ratting=false", 400)
    assert "There is no parameter “ratting” here." in told(problem)["ratting"]
    assert "page_size" in told(problem)["ratting"]


@pytest.mark.django_db
def test_an_unknown_parameter_is_refused_where_there_are_none(partner):
    assert "this address takes none" in told(partner.problem("?page_size=1", 400))["page_size"]
    claim = given.published().claim
    partner.problem(f"claims/{claim.public_id}/?page_size=1", 400)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("query", "parameter", "says"),
    [
        ("basis=zz", "basis", "can be one of: independent, single, word"),
        ("state=draft", "state", "can be one of: "),
        ("rating=nonsense", "rating", "Nothing public is known under this rating."),
        ("claimant=0000000000", "claimant", "Nothing public is known under this claimant."),
        ("since=2026-13-01", "since", "Write it as YYYY-MM-DD."),
        ("until=01/02/2026", "until", "Write it as YYYY-MM-DD."),
        ("q=" + "x" * 301, "q", "at most 300 characters"),
        ("q=", "q", "is empty"),
        ("q=%20", "q", "is empty"),
        ("basis=word&basis=single", "basis", "can be given once; it was given 2 times"),
        ("page_size=0", "page_size", "1 to 100 rows"),
        ("page_size=101", "page_size", "1 to 100 rows"),
        ("page_size=-1", "page_size", "1 to 100 rows"),
        ("page_size=ten", "page_size", "1 to 100 rows"),
        ("page_size=%D9%A1", "page_size", "1 to 100 rows"),
        ("page_size=" + "9" * 5000, "page_size", "1 to 100 rows"),
        ("cursor=zz", "cursor", "This cursor is not of this list."),
        ("cursor=W10.%C3%A9", "cursor", "This cursor is not of this list."),
        ("format=json", "format", "There is no parameter “format” here."),
        ("q=a%00b", "query", "null character"),
        ("%00=b", "query", "null character"),
        ("q=%ED%A0%80", "query", "not valid UTF-8"),
        ("q=%FF", "query", "not valid UTF-8"),
    ],
)
def test_a_parameter_that_cannot_be_used_is_answered_with_a_sentence(
    partner, query, parameter, says
):
    problem = partner.problem(f"claims/?{query}", 400)
    assert says in told(problem)[parameter]
    assert problem["detail"] == told(problem)[parameter]
    assert problem["type"].endswith("/api/v1/docs/#problem-bad-request")
    assert problem["instance"] == "/api/v1/claims/"


@pytest.mark.django_db
def test_every_parameter_that_cannot_be_used_is_named(partner):
    problem = partner.problem("claims/?basis=zz&since=x", 400)
    assert told(problem).keys() == {"since"}  # first what is no day at all …
    problem = partner.problem("claims/?basis=zz&state=draft", 400)
    assert told(problem).keys() == {"basis", "state"}
    assert problem["detail"] == "2 parameters cannot be used: basis, state."


@pytest.mark.django_db
def test_too_many_parameters_are_refused(partner):
    problem = partner.problem("claims/?" + "&".join(["rating=false"] * 1001), 400)
    assert problem["detail"] == "Something in the request cannot be read."


@pytest.mark.django_db
@pytest.mark.parametrize(
    "address",
    [
        "nothing/",
        "nothing",
        "claims/short/",
        "claims/a%00aaaaaaaa/",
        "claims/%ED%A0%80/",
        "claims/0000000000/",
        "claims/0000000000/revisions/1/",
        "claims/0000000000/revisions/0/",
        "claims/0000000000/revisions/99999999999999999999/",
        "topics/a%00b/",
        "topics/none/",
        "sources/0000000000/",
        "passages/0000000000/",
        "claimants/0000000000/",
        "/api/v2/",
        "/api/nothing",
    ],
)
def test_what_is_not_there_is_a_problem_too(partner, address):
    problem = partner.problem(address, 404)
    assert problem["detail"] == "Nothing is published at this address."


@pytest.mark.django_db
@pytest.mark.parametrize("method", ["post", "put", "patch", "delete", "trace", "query"])
def test_nothing_can_be_written(partner, method):
    for address in (*LISTS, "", "docs/", "schema/", "claims/0000000000/?x=1"):
        response = partner.ask(address, method)
        assert response.status_code == 405
        assert response.headers["Content-Type"] == "application/problem+json"
        assert "GET" in response.headers["Allow"]


@pytest.mark.django_db
def test_another_form_than_json_is_not_to_be_had(partner):
    problem = partner.problem("claims/", 406, accept="text/html")
    assert problem["title"] == "This API answers in JSON"
    browsers = "text/html,application/xhtml+xml,*/*;q=0.8"
    assert partner.ask("claims/", accept=browsers).headers["Content-Type"] == "application/json"


@pytest.mark.django_db
def test_a_refused_host_is_a_problem_too(partner):
    problem = partner.problem("claims/", 400, host="elsewhere.example")
    assert problem["detail"] == "Something in the request cannot be read."


def test_a_fault_of_ours_tells_nothing_of_itself(partner, monkeypatch, caplog):
    def fail():
        raise RuntimeError("the password is swordfish")

    monkeypatch.setattr("factcheck.api.v1.views.Ratings.rows", staticmethod(fail))
    response = partner.ask("ratings/")
    assert response.status_code == 500
    assert response.headers["Content-Type"] == "application/problem+json"
    assert "swordfish" not in response.text
    assert "swordfish" in caplog.text


def test_a_developer_keeps_the_traceback(partner, monkeypatch, settings):
    def fail():
        raise RuntimeError("this is where it failed")

    settings.DEBUG = True
    monkeypatch.setattr("factcheck.api.v1.views.Ratings.rows", staticmethod(fail))
    assert "this is where it failed" in partner.ask("ratings/").text


@pytest.mark.django_db
def test_a_missing_slash_is_mended(partner):
    response = partner.ask("claims?page_size=1")
    assert (response.status_code, response.headers["Location"]) == (
        301,
        "/api/v1/claims/?page_size=1",
    )


@pytest.mark.django_db
def test_one_kind_of_problem_names_its_explanation(partner):
    page = partner.ask("docs/").text
    for status, address in ((400, "claims/?x=1"), (404, "claims/0000000000/")):
        anchor = partner.problem(address, status)["type"].partition("#")[2]
        assert f'id="{anchor}"' in page
