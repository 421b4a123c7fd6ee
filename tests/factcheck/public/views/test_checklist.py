"""Readers see how a finding was checked, with the desk's answers; and no answer is never a “no”."""

import html
import re

import pytest

from claims.publication import queries, record
from tests import given
from tests.factcheck.public.views.test_independence import shown
from tests.helpers.older_forms import in_form_2

pytestmark = pytest.mark.django_db

GUILT = "Nobody is guilty before a court has said so."


def told(client, **changed) -> str:
    return shown(client, given.published(**changed))


def test_the_answers_are_shown_in_words(client):
    page = told(
        client,
        primary_sources="none",
        why_no_primary="The tables are secret.",
        interest="declared",
        interest_handled="A reporter whose sister works there left the draft.",
        crime="charged",
    )
    assert "no primary source is cited. The tables are secret." in page
    assert "A reporter whose sister works there left the draft." in page
    assert f"somebody is charged, and not convicted. {GUILT}" in page


@pytest.mark.parametrize(("crime", "times"), [("not_alleged", 1), ("accused", 2), ("dropped", 2)])
def test_a_crime_that_is_alleged_is_told_beside_the_finding_too(client, crime, times):
    words = {"not_alleged": "no crime is alleged", "dropped": "the proceedings were dropped"}
    page = told(client, crime=crime)
    assert page.count(words.get(crime, "somebody is accused; no charge is known")) == times


def test_what_is_not_alleged_is_said_to_be_not_alleged(client):
    page = told(client)
    assert "no crime is alleged" in page
    assert GUILT not in page
    assert "1, each word for word in the text that we captured" in page


def test_what_nobody_answered_is_not_stated(client, settings):
    settings.CHECKLIST = []
    page = told(client, crime="", interest="")
    assert page.count("not stated") == 2
    assert "no crime is alleged" not in page


def test_words_that_no_answer_asks_for_stay_at_the_desk(client):
    left = "A word that was left over."
    verdict = given.published(why_no_primary=left, interest_handled=left)
    assert left not in shown(client, verdict)
    assert left not in verdict.submission.content


def test_what_was_published_before_it_was_asked_says_so(client):
    page = shown(client, in_form_2(given.published))
    assert "This was published before we asked these three of every finding." in page
    assert page.count("not stated") == 3


def test_a_preview_shows_what_is_answered_so_far(client):
    client.force_login(given.person("ana"))
    verdict = given.draft(crime="", primary_sources="none", why_no_primary="None is known.")
    page = client.get(f"/desk/claims/verdict/{verdict.pk}/preview/").content.decode()
    assert "None is known." in re.sub(r"\s+", " ", html.unescape(page))


def test_partners_get_the_answers_as_they_were_hashed(client):
    verdict = given.published(crime="acquitted")
    answer = client.get(f"/api/v1/claims/{verdict.claim.public_id}/").json()
    assert answer["record"]["form"] == record.FORM == 3
    assert answer["record"]["checklist"] == {
        "primary_sources": "cited",
        "why_no_primary": "",
        "interest": "none",
        "interest_handled": "",
        "crime": "acquitted",
    }
    assert queries.claim(verdict.claim.public_id).record == answer["record"]
