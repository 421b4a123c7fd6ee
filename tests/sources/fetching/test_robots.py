"""What a site asks of robots is kept, and a robots.txt that cannot be read forbids everything."""

import pytest

from sources.fetching.http import NotFetched
from sources.fetching.robots import LARGEST, Forbidden, ask_robots


def ask(web, path="/milk"):
    ask_robots(web.url(path), agent="Factcheck/1 (+x)", seconds=1.5, reach=web.reach)


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
def test_what_is_allowed_may_be_read(web, rules):
    web.serve("/robots.txt", rules, content_type="text/plain")
    ask(web)


@pytest.mark.parametrize(
    "rules",
    [
        "User-agent: *\nDisallow: /",
        "User-agent: factcheck\nDisallow: /milk",
        "User-agent: *\nDisallow: /*lk$",
        b"\xef\xbb\xbfUser-agent: *\nDisallow: /milk",
    ],
)
def test_what_is_forbidden_is_not_read(web, rules):
    web.serve("/robots.txt", rules, content_type="text/plain")
    with pytest.raises(Forbidden, match="asks robots not to read"):
        ask(web)


@pytest.mark.parametrize("status", [401, 403, 404, 410, 429])
def test_no_rules_forbid_nothing(web, status):
    web.serve("/robots.txt", "", status)
    ask(web)


@pytest.mark.parametrize("status", [500, 503])
def test_rules_that_cannot_be_read_forbid_everything(web, status):
    web.serve("/robots.txt", "", status)
    with pytest.raises(Forbidden, match="cannot be read now"):
        ask(web)


def test_a_site_that_cannot_be_reached_is_not_called_forbidding():
    with pytest.raises(NotFetched) as caught:
        ask_robots("http://127.0.0.1/milk", agent="x", seconds=1.5)
    assert not isinstance(caught.value, Forbidden)


def test_rules_that_moved_are_followed(web):
    web.serve("/rules", "User-agent: *\nDisallow: /", content_type="text/plain")
    web.redirect("/robots.txt", "/rules")
    with pytest.raises(Forbidden):
        ask(web)


def test_of_endless_rules_the_beginning_counts(web):
    rules = "User-agent: *\nDisallow: /milk\n" + "#" * LARGEST
    web.serve("/robots.txt", rules, content_type="text/plain")
    with pytest.raises(Forbidden):
        ask(web)
