"""A robots.txt is obeyed, and one that cannot be read forbids everything."""

import pytest

from sources.fetching.http import FetchError
from sources.fetching.robots import MAX_ROBOTS_TXT_BYTES, RobotsDisallowedError, enforce_robots_txt


def check(web, path="/milk"):
    enforce_robots_txt(
        web.url(path),
        user_agent="Factcheck/1 (+x)",
        timeout_seconds=1.5,
        network_access=web.network_access,
    )


@pytest.mark.parametrize(
    "rules",
    [
        "",
        "User-agent: *\nDisallow: /private",
        "User-agent: *\nDisallow: /\n\nUser-agent: Factcheck\nAllow: /",
        "User-agent: *\nDisallow: /\nAllow: /milk",
        "<html>This is no robots.txt",
        b"\xff\xfe\x00",
    ],
)
def test_an_allowed_url_is_accepted(web, rules):
    web.serve("/robots.txt", rules, content_type="text/plain")
    check(web)


@pytest.mark.parametrize(
    "rules",
    [
        "User-agent: *\nDisallow: /",
        "User-agent: factcheck\nDisallow: /milk",
        "User-agent: *\nDisallow: /*lk$",
        b"\xef\xbb\xbfUser-agent: *\nDisallow: /milk",
    ],
)
def test_a_forbidden_url_is_refused(web, rules):
    web.serve("/robots.txt", rules, content_type="text/plain")
    with pytest.raises(RobotsDisallowedError, match="asks robots not to read"):
        check(web)


@pytest.mark.parametrize("status", [401, 403, 404, 410, 429])
def test_a_missing_robots_txt_forbids_nothing(web, status):
    web.serve("/robots.txt", "", status)
    check(web)


@pytest.mark.parametrize("status", [500, 503])
def test_a_robots_txt_that_cannot_be_read_forbids_everything(web, status):
    web.serve("/robots.txt", "", status)
    with pytest.raises(RobotsDisallowedError, match="cannot be read now"):
        check(web)


def test_an_unreachable_site_is_an_error_of_another_kind():
    with pytest.raises(FetchError) as caught:
        enforce_robots_txt("http://127.0.0.1/milk", user_agent="x", timeout_seconds=1.5)
    assert not isinstance(caught.value, RobotsDisallowedError)


def test_a_redirected_robots_txt_is_obeyed(web):
    web.serve("/rules", "User-agent: *\nDisallow: /", content_type="text/plain")
    web.redirect("/robots.txt", "/rules")
    with pytest.raises(RobotsDisallowedError):
        check(web)


def test_the_beginning_of_an_oversized_robots_txt_is_obeyed(web):
    rules = "User-agent: *\nDisallow: /milk\n" + "#" * MAX_ROBOTS_TXT_BYTES
    web.serve("/robots.txt", rules, content_type="text/plain")
    with pytest.raises(RobotsDisallowedError):
        check(web)
