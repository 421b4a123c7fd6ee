"""What comes with every answer: who may read it, how long it stands, and that it is made up."""

import pytest

from tests import given

pytestmark = pytest.mark.django_db
ANSWERS = ("", "claims/", "schema/", "docs/", "nothing/", "claims/?x=1", "claims")


@pytest.mark.parametrize("address", ANSWERS)
def test_pages_of_other_sites_may_read_it(partner, address):
    response = partner.ask(address, origin="https://partner.example")
    assert response.headers["Access-Control-Allow-Origin"] == "*"
    assert "Access-Control-Allow-Credentials" not in response.headers
    assert not response.cookies


def test_a_browser_may_ask_whether_it_changed(partner):
    response = partner.ask(
        "claims/",
        "options",
        origin="https://partner.example",
        access_control_request_method="GET",
        access_control_request_headers="if-none-match",
    )
    assert response.status_code == 204
    assert response.headers["Access-Control-Allow-Headers"] == "If-None-Match"
    assert response.headers["Allow"] == "GET, HEAD, OPTIONS"


@pytest.mark.parametrize("address", ANSWERS)
def test_a_demonstration_says_so_in_every_answer(partner, address):
    assert partner.ask(address).headers["X-Robots-Tag"] == "noindex"


def test_a_desk_that_is_none_does_not_say_so(partner, settings):
    settings.DEMONSTRATION = False
    response = partner.ask("claims/")
    assert "X-Robots-Tag" not in response.headers
    assert response.json()["demonstration"] is False
    claim = given.published().claim
    assert partner.read(f"claims/{claim.public_id}/")["demonstration"] is False


def test_what_did_not_change_is_not_sent_again(partner):
    claim = f"claims/{given.published().claim.public_id}/"
    for address in (claim, "claims/", "schema/", "docs/"):
        etag = partner.ask(address).headers["ETag"]
        again = partner.ask(address, if_none_match=etag)
        assert (again.status_code, again.content) == (304, b"")
        assert again.headers["Access-Control-Allow-Origin"] == "*"


def test_what_changed_is_sent_again(partner):
    verdict = given.published()
    claim = f"claims/{verdict.claim.public_id}/"
    etag = partner.ask(claim).headers["ETag"]
    given.workflow.suspend(
        verdict, by=given.person("carla"), at=given.moment(), cause="reply", note="Wait."
    )
    assert partner.ask(claim, if_none_match=etag).json()["state"] == "suspended"


def test_no_cache_keeps_an_answer_without_asking(partner):
    assert partner.ask("claims/").headers["Cache-Control"] == "no-cache"


def test_a_head_has_the_headers_of_a_get(partner):
    head, get = partner.ask("claims/", "head"), partner.ask("claims/")
    assert head.content == b""
    assert head.headers["Content-Type"] == get.headers["Content-Type"]


def test_who_asks_too_often_is_told_when_to_come_again(partner, rate):
    rate("2/minute")
    partner.read("claims/")
    partner.read("sources/")
    problem = partner.problem("claims/", 429)
    assert problem["detail"].startswith("Too many requests came from this network address.")
    wait = partner.ask("claims/").headers["Retry-After"]
    assert 1 <= int(wait) <= 60
    assert f"Come again in {wait} seconds." in partner.problem("claims/", 429)["detail"]


def test_another_address_is_not_to_blame(partner, rate):
    rate("1/minute")
    partner.read("claims/")
    partner.problem("claims/", 429)
    partner.client.defaults["REMOTE_ADDR"] = "192.0.2.7"
    partner.read("claims/")


def test_nobody_gets_more_by_naming_a_proxy(partner, rate):
    rate("1/minute")
    partner.read("claims/", x_forwarded_for="192.0.2.1")
    partner.problem("claims/", 429, x_forwarded_for="192.0.2.2")


def test_a_lower_rate_still_says_when_to_come_again(partner, rate):
    rate("5/minute")
    for _ in range(5):
        partner.read("claims/")
    rate("1/minute")
    assert int(partner.ask("claims/").headers["Retry-After"]) >= 1
