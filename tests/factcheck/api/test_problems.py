"""Every error of the API is a problem document with an explanation."""

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


def get_details(problem) -> dict[str, str]:
    return {error["parameter"]: error["detail"] for error in problem["errors"]}


@pytest.mark.django_db
@pytest.mark.parametrize("address", LISTS)
def test_an_unknown_parameter_is_refused_by_every_list(partner, address):
    details = get_details(partner.problem(f"{address}?ratting=false", 400))
    assert "There is no parameter “ratting”." in details["ratting"]
    assert "page_size" in details["ratting"]


@pytest.mark.django_db
def test_an_unknown_parameter_is_refused_by_addresses_without_parameters(partner):
    details = get_details(partner.problem("?page_size=1", 400))
    assert "this address has no parameters" in details["page_size"]
    claim = given.published().claim
    partner.problem(f"claims/{claim.public_id}/?page_size=1", 400)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("query", "parameter", "detail"),
    [
        ("basis=zz", "basis", "must be one of: independent, single, claimant_only"),
        ("state=draft", "state", "must be one of: "),
        ("rating=nonsense", "rating", "No public rating has this value."),
        ("claimant=0000000000", "claimant", "No public claimant has this value."),
        ("since=2026-13-01", "since", "Use the format YYYY-MM-DD."),
        ("until=01/02/2026", "until", "Use the format YYYY-MM-DD."),
        ("q=" + "x" * 301, "q", "at most 300 characters"),
        ("language=" + "x" * 36, "language", "at most 35 characters"),
        ("q=", "q", "is empty"),
        ("q=%20", "q", "is empty"),
        ("basis=claimant_only&basis=single", "basis", "not be repeated; it was given 2 times"),
        ("page_size=0", "page_size", "1 to 100 rows"),
        ("page_size=101", "page_size", "1 to 100 rows"),
        ("page_size=-1", "page_size", "1 to 100 rows"),
        ("page_size=ten", "page_size", "1 to 100 rows"),
        ("page_size=%D9%A1", "page_size", "1 to 100 rows"),
        ("page_size=" + "9" * 5000, "page_size", "1 to 100 rows"),
        ("cursor=zz", "cursor", "This cursor is not valid for this list."),
        ("cursor=W10.%C3%A9", "cursor", "This cursor is not valid for this list."),
        ("format=json", "format", "There is no parameter “format”."),
        ("q=a%00b", "query", "null character"),
        ("%00=b", "query", "null character"),
        ("q=%ED%A0%80", "query", "not valid UTF-8"),
        ("q=%FF", "query", "not valid UTF-8"),
    ],
)
def test_an_invalid_parameter_is_explained(partner, query, parameter, detail):
    problem = partner.problem(f"claims/?{query}", 400)
    details = get_details(problem)
    assert detail in details[parameter]
    assert problem["detail"] == details[parameter]
    assert problem["type"].endswith("/api/v1/docs/#problem-bad-request")
    assert problem["instance"] == "/api/v1/claims/"


@pytest.mark.django_db
def test_every_invalid_parameter_is_named(partner):
    problem = partner.problem("claims/?basis=zz&since=x", 400)
    assert get_details(problem).keys() == {"since"}  # the format of dates is validated first
    problem = partner.problem("claims/?basis=zz&state=draft", 400)
    assert get_details(problem).keys() == {"basis", "state"}
    assert problem["detail"] == "2 parameters are invalid: basis, state."


@pytest.mark.django_db
def test_too_many_parameters_are_refused(partner):
    problem = partner.problem("claims/?" + "&".join(["rating=false"] * 1001), 400)
    assert problem["detail"] == "The request could not be parsed."


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
def test_an_unknown_address_is_a_problem(partner, address):
    problem = partner.problem(address, 404)
    assert problem["detail"] == "Nothing is published at this address."


@pytest.mark.django_db
@pytest.mark.parametrize("method", ["post", "put", "patch", "delete", "trace", "query"])
def test_methods_that_write_are_refused(partner, method):
    for address in (*LISTS, "", "docs/", "schema/", "claims/0000000000/?x=1"):
        response = partner.request(address, method)
        assert response.status_code == 405
        assert response.headers["Content-Type"] == "application/problem+json"
        assert "GET" in response.headers["Allow"]


@pytest.mark.django_db
def test_other_formats_than_json_are_refused(partner):
    problem = partner.problem("claims/", 406, accept="text/html")
    assert problem["title"] == "Not acceptable"
    assert "only returns JSON" in problem["detail"]
    browsers = "text/html,application/xhtml+xml,*/*;q=0.8"
    response = partner.request("claims/", accept=browsers)
    assert response.headers["Content-Type"] == "application/json"


@pytest.mark.django_db
def test_an_unknown_host_is_a_problem(partner):
    problem = partner.problem("claims/", 400, host="elsewhere.example")
    assert problem["detail"] == "The request could not be parsed."


def test_a_server_error_does_not_reveal_its_message(partner, monkeypatch, caplog):
    def fail():
        raise RuntimeError("the password is swordfish")

    monkeypatch.setattr("factcheck.api.v1.views.Ratings.query", staticmethod(fail))
    response = partner.request("ratings/")
    assert response.status_code == 500
    assert response.headers["Content-Type"] == "application/problem+json"
    assert "swordfish" not in response.text
    assert "swordfish" in caplog.text


def test_a_developer_sees_the_traceback(partner, monkeypatch, settings):
    def fail():
        raise RuntimeError("this is where it failed")

    settings.DEBUG = True
    monkeypatch.setattr("factcheck.api.v1.views.Ratings.query", staticmethod(fail))
    assert "this is where it failed" in partner.request("ratings/").text


@pytest.mark.django_db
def test_an_address_without_its_last_slash_is_redirected(partner):
    response = partner.request("claims?page_size=1")
    assert (response.status_code, response.headers["Location"]) == (
        301,
        "/api/v1/claims/?page_size=1",
    )


@pytest.mark.django_db
def test_the_type_of_a_problem_is_the_address_of_its_explanation(partner):
    page = partner.request("docs/").text
    for status, address in ((400, "claims/?x=1"), (404, "claims/0000000000/")):
        anchor = partner.problem(address, status)["type"].partition("#")[2]
        assert f'id="{anchor}"' in page
