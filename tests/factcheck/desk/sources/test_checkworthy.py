"""From a captured text to a claim: the sentences offered, and where each of them leads."""

import html
import re

import pytest

from claims.models import Claim
from tests import given

pytestmark = pytest.mark.django_db

ROSE = "Trade with the neighbour rose by 12 percent in a year."
RECORDED = {"statement": "Trade rose by 12 percent", "origin": "question", "language": "en"}


def page_of(snapshot, name="checkable") -> str:
    return f"/desk/sources/snapshot/{snapshot.pk}/{name}/"


def offered(desk, snapshot) -> list[str]:
    page = desk.get(page_of(snapshot)).content.decode()
    return [html.unescape(one) for one in re.findall(r'href="([^"]*claim/add/\?[^"]+)"', page)]


def test_sentences_are_offered_with_what_speaks_for_them(at_the_desk):
    snapshot = given.snapshot(language="en")
    page = at_the_desk("ana").get(page_of(snapshot)).content.decode()
    assert ROSE in page
    assert "<b>gives a number:</b> 12 percent" in page
    assert "The minister spoke on Monday." not in page


def test_the_snapshot_leads_there(at_the_desk):
    snapshot = given.snapshot()
    page = at_the_desk("ana").get(page_of(snapshot, "change")).content.decode()
    assert page_of(snapshot) in page


def test_what_lies_outside_the_body_is_not_offered(at_the_desk):
    start = given.TEXT.index("He did not")
    snapshot = given.snapshot(body=[[start, len(given.TEXT)]])
    assert ROSE not in at_the_desk("ana").get(page_of(snapshot)).content.decode()


def test_a_sentence_becomes_a_claim_with_the_passage_it_was_found_in(at_the_desk):
    snapshot, ana = given.snapshot(language="en"), at_the_desk("ana")
    address = next(one for one in offered(ana, snapshot) if "12+percent" in one)
    assert ROSE in html.unescape(ana.get(address).content.decode())
    recorded = ana.post(address, RECORDED)
    claim = Claim.objects.get()
    assert recorded.status_code == 302
    page = html.unescape(ana.get(recorded["Location"]).content.decode())
    assert page.count(f"{ROSE}</textarea>") == 2
    typed = {"words": ROSE, "precision": "unknown", "exact": ROSE, "voice": "asserts"}
    ana.post(recorded["Location"], typed | {"snapshot": snapshot.pk})
    assert claim.appearances.get().passage.exact == ROSE


def test_only_who_records_claims_is_led_on(at_the_desk):
    assert offered(at_the_desk("ana"), given.snapshot())
    assert at_the_desk("gwen").get(page_of(given.snapshot())).status_code in (302, 403)


def test_a_long_list_shows_the_strongest_first_and_then_all(at_the_desk):
    text = " ".join(f"The year {year} brought 12 more floods to us." for year in range(1960, 1990))
    snapshot, ana = given.snapshot(text, language="en"), at_the_desk("ana")
    assert len(offered(ana, snapshot)) == 25
    page = ana.get(page_of(snapshot), {"all": "1"}).content.decode()
    assert page.count('aria-label="Record a claim from:') == 30
