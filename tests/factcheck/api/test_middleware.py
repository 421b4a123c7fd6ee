"""The headers of all responses: CORS, caching, demonstration and rate limit."""

import pytest

from claims.workflow import actions
from tests import given

pytestmark = pytest.mark.django_db
ADDRESSES = ("", "claims/", "schema/", "docs/", "nothing/", "claims/?x=1", "claims")


@pytest.mark.parametrize("address", ADDRESSES)
def test_pages_of_other_sites_may_read_it(partner, address):
    response = partner.request(address, origin="https://partner.example")
    assert response.headers["Access-Control-Allow-Origin"] == "*"
    assert "Access-Control-Allow-Credentials" not in response.headers
    assert not response.cookies


def test_a_browser_may_send_conditional_requests(partner):
    response = partner.request(
        "claims/",
        "options",
        origin="https://partner.example",
        access_control_request_method="GET",
        access_control_request_headers="if-none-match",
    )
    assert response.status_code == 204
    assert response.headers["Access-Control-Allow-Headers"] == "If-None-Match"
    assert response.headers["Allow"] == "GET, HEAD, OPTIONS"


@pytest.mark.parametrize("address", ADDRESSES)
def test_no_response_of_a_demonstration_is_indexed(partner, address):
    assert partner.request(address).headers["X-Robots-Tag"] == "noindex"


def test_a_site_that_is_no_demonstration_is_not_marked_as_one(partner, settings):
    settings.DEMO_MODE = False
    response = partner.request("claims/")
    assert "X-Robots-Tag" not in response.headers
    assert response.json()["demonstration"] is False
    claim = given.published().claim
    assert partner.read(f"claims/{claim.public_id}/")["demonstration"] is False


def test_an_unchanged_response_is_not_sent_again(partner):
    claim = f"claims/{given.published().claim.public_id}/"
    for address in (claim, "claims/", "schema/", "docs/"):
        etag = partner.request(address).headers["ETag"]
        response = partner.request(address, if_none_match=etag)
        assert (response.status_code, response.content) == (304, b"")
        assert response.headers["Access-Control-Allow-Origin"] == "*"


def test_a_changed_response_is_sent_again(partner):
    verdict = given.published()
    claim = f"claims/{verdict.claim.public_id}/"
    etag = partner.request(claim).headers["ETag"]
    by, at = given.person("carla"), given.moment()
    actions.suspend(verdict, by=by, at=at, cause="reply", note="Wait.")
    assert partner.request(claim, if_none_match=etag).json()["state"] == "suspended"


def test_caches_must_revalidate_before_reuse(partner):
    assert partner.request("claims/").headers["Cache-Control"] == "no-cache"


def test_a_head_response_has_the_headers_of_a_get_response(partner):
    head, get = partner.request("claims/", "head"), partner.request("claims/")
    assert head.content == b""
    assert head.headers["Content-Type"] == get.headers["Content-Type"]


def test_a_throttled_request_says_when_to_try_again(partner, rate_limit):
    rate_limit("2/minute")
    partner.read("claims/")
    partner.read("sources/")
    problem = partner.problem("claims/", 429)
    assert problem["detail"].startswith("Too many requests from this network address.")
    wait = partner.request("claims/").headers["Retry-After"]
    assert 1 <= int(wait) <= 60
    assert f"Try again in {wait} seconds." in partner.problem("claims/", 429)["detail"]


def test_each_address_has_its_own_rate_limit(partner, rate_limit):
    rate_limit("1/minute")
    partner.read("claims/")
    partner.problem("claims/", 429)
    partner.client.defaults["REMOTE_ADDR"] = "192.0.2.7"
    partner.read("claims/")


@pytest.mark.parametrize(
    ("proxies", "suffix"), [(0, ""), (1, ", 192.0.2.7"), (2, ", 192.0.2.7, 198.51.100.1")]
)
def test_a_forged_forwarding_header_does_not_raise_the_limit(
    partner, rate_limit, settings, proxies, suffix
):
    settings.TRUSTED_PROXIES = proxies
    rate_limit("1/minute")
    partner.read("claims/", x_forwarded_for=f"192.0.2.1{suffix}")
    partner.problem("claims/", 429, x_forwarded_for=f"192.0.2.2{suffix}")


def test_the_addresses_of_one_ipv6_network_share_a_limit(partner, rate_limit, settings):
    settings.TRUSTED_PROXIES = 1
    rate_limit("1/minute")
    partner.read("claims/", x_forwarded_for="2001:db8::1")
    partner.problem("claims/", 429, x_forwarded_for="2001:db8::2")


def test_a_lowered_rate_still_says_when_to_try_again(partner, rate_limit):
    rate_limit("5/minute")
    for _ in range(5):
        partner.read("claims/")
    rate_limit("1/minute")
    assert int(partner.request("claims/").headers["Retry-After"]) >= 1
