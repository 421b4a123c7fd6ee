"""No cache shows a fact-check that the desk has suspended, not even while the site is down."""

import pytest
from django.test import Client

from claims.workflow import actions
from factcheck.public.base.pages import CACHE_CONTROL
from tests import given
from tests.helpers.canaries import create_public_rows
from tests.helpers.crawler import crawl, fetch

pytestmark = pytest.mark.django_db
ASKS_EACH_TIME = {"no-cache", "no-store"}  # RFC 9111, section 5.2.2
# What may be used without asking: nothing in them is about a fact-check.
SITE_FILES = {"/robots.txt", "/.well-known/security.txt", "/favicon.ico", "/desk/jsi18n/"}
SHOWS_CONTENT = {200, 301, 302}


def get_directives(headers: str) -> set[str]:
    for line in headers.splitlines():
        name, _separator, value = line.partition(": ")
        if name == "Cache-Control":
            return {directive.strip() for directive in value.split(",")}
    return set()


def test_every_public_address_makes_caches_ask_before_each_use():
    create_public_rows()
    given.suspended(of=given.claim("A claim whose fact-check is suspended"))
    answers = crawl("/suggest/thanks/", "/complaints/receipt/?number=x", "/health/")
    assert {"/", "/claims/", "/changes/", "/ledger/", "/api/v1/verdicts/"} <= set(answers)
    reusable = {
        path: answer.headers
        for path, answer in answers.items()
        if answer.status in SHOWS_CONTENT
        and path.partition("?")[0] not in SITE_FILES
        and not get_directives(answer.headers) & ASKS_EACH_TIME
    }
    assert reusable == {}


def test_no_address_allows_a_stale_copy_when_the_site_does_not_answer():
    create_public_rows()
    directives = set().union(*(get_directives(answer.headers) for answer in crawl().values()))
    assert [name for name in directives if name.startswith(("stale-", "s-maxage"))] == []


@pytest.mark.parametrize("prefix", ["", "/api/v1"])
def test_a_copy_made_before_a_suspension_is_not_confirmed(prefix):
    verdict, client = given.published(), Client()
    path = f"{prefix}/claims/{verdict.claim.public_id}/revisions/1/"
    etag = client.get(path).headers["ETag"]
    assert client.get(path, headers={"if-none-match": etag}).status_code == 304
    by, at = given.person("carla"), given.moment()
    actions.suspend(verdict, by=by, at=at, cause="reply", note="We are looking at it again.")
    response = client.get(path, headers={"if-none-match": etag})
    assert response.status_code == 200
    assert "We are looking at it again." in response.content.decode()


def test_the_redirect_of_an_old_address_is_asked_for_again():
    claim = given.published().claim
    answer = fetch(Client(), f"/claims/{claim.public_id}/an-older-slug/")
    assert answer.status == 301
    assert f"Cache-Control: {CACHE_CONTROL}" in answer.headers
