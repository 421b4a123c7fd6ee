"""The page of check-worthy sentences of a snapshot, and recording one of them as a claim."""

import html
import re

import pytest

from claims.models import Claim
from tests import given

pytestmark = pytest.mark.django_db

ROSE = "Trade with the neighbour rose by 12 percent in a year."
CLAIM = {"statement": "Trade rose by 12 percent", "attribution": "question", "language": "en"}


def get_url(snapshot, name="checkworthy") -> str:
    return f"/desk/sources/snapshot/{snapshot.pk}/{name}/"


def list_record_urls(desk, snapshot) -> list[str]:
    page = desk.get(get_url(snapshot)).content.decode()
    return [html.unescape(url) for url in re.findall(r'href="([^"]*claim/add/\?[^"]+)"', page)]


def test_sentences_are_listed_with_the_reasons(desk_client):
    snapshot = given.snapshot(language="en")
    page = desk_client("ana").get(get_url(snapshot)).content.decode()
    assert ROSE in page
    assert "<b>gives a number:</b> 12 percent" in page
    assert "The minister spoke on Monday." not in page


def test_the_page_of_a_snapshot_links_to_its_sentences(desk_client):
    snapshot = given.snapshot()
    page = desk_client("ana").get(get_url(snapshot, "change")).content.decode()
    assert get_url(snapshot) in page


def test_sentences_outside_the_article_text_are_not_listed(desk_client):
    start = given.TEXT.index("He did not")
    snapshot = given.snapshot(article_spans=[[start, len(given.TEXT)]])
    assert ROSE not in desk_client("ana").get(get_url(snapshot)).content.decode()


def test_a_sentence_is_recorded_as_a_claim_with_its_passage(desk_client):
    snapshot, ana = given.snapshot(language="en"), desk_client("ana")
    record_url = next(url for url in list_record_urls(ana, snapshot) if "12+percent" in url)
    assert ROSE in html.unescape(ana.get(record_url).content.decode())
    response = ana.post(record_url, CLAIM)
    claim = Claim.objects.get()
    assert response.status_code == 302
    page = html.unescape(ana.get(response["Location"]).content.decode())
    assert page.count(f"{ROSE}</textarea>") == 2
    data = {"text": ROSE, "precision": "unknown", "exact": ROSE, "voice": "asserts"}
    ana.post(response["Location"], data | {"snapshot": snapshot.pk})
    assert claim.appearances.get().passage.exact == ROSE


def test_only_users_who_record_claims_see_the_links(desk_client):
    assert list_record_urls(desk_client("ana"), given.snapshot())
    assert desk_client("gwen").get(get_url(given.snapshot())).status_code in (302, 403)


def test_a_long_list_shows_the_strongest_sentences_and_then_all(desk_client):
    text = " ".join(f"The year {year} brought 12 more floods to us." for year in range(1960, 1990))
    snapshot, ana = given.snapshot(text, language="en"), desk_client("ana")
    assert len(list_record_urls(ana, snapshot)) == 25
    page = ana.get(get_url(snapshot), {"all": "1"}).content.decode()
    assert page.count('aria-label="Record as a claim:') == 30
