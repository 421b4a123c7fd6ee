"""What readers are told of those concerned, and of a finding whose day has passed."""

import html
import re
from datetime import date, timedelta

import pytest
from django.utils import timezone

from claims import replies
from tests import given

pytestmark = pytest.mark.django_db

PART = "It counts the first half of the year only."


def page_of(client, verdict) -> str:
    return client.get(f"/claims/{verdict.claim.public_id}/", follow=True).content.decode()


def words(page: str) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]+>", "", page)).split())


def section(client, verdict) -> str:
    """The words of the part about those concerned."""
    found = re.search(r'aria-labelledby="heard">(.*?)</section>', page_of(client, verdict), re.S)
    return words(found[1]) if found else ""


def published_with(**told):
    asking = given.asked_in_2024()
    given.reply(asking, received_at=asking.asked_at + timedelta(days=1), **told)
    return given.published(of=asking.claim)


def test_an_answer_is_shown_in_its_own_words(client):
    verdict = published_with()
    said = section(client, verdict)
    asked = "The ministry was asked on 2 May 2024, to answer by 9 May 2024."
    assert f"{asked} The answer came on 3 May 2024. {given.ANSWERED}" in said
    assert f'<blockquote lang="en" dir="auto"><p>{given.ANSWERED}' in page_of(client, verdict)


def test_a_part_says_that_it_is_one_and_the_rest_is_nowhere(client):
    verdict = published_with(shown="part", quoted=PART)
    assert f"this is a part of it. {PART}" in section(client, verdict)
    assert "The figure is our own" not in page_of(client, verdict)


def test_an_answer_that_is_not_published_is_told_of(client):
    verdict = published_with(shown="nothing")
    assert "we do not publish it." in section(client, verdict)
    assert "The figure is our own" not in page_of(client, verdict)


def test_no_comment_is_told(client):
    verdict = published_with(outcome="declined", words="", shown="nothing")
    assert "was that there is no comment." in section(client, verdict)


def test_a_translation_stands_beside_the_words_with_whose_it_is(client):
    told = {"words": "Nein.", "language": "de", "translation": "No.", "translated_by": "ours"}
    page = page_of(client, published_with(**told))
    assert '<blockquote lang="de" dir="auto"><p>Nein.' in page
    assert '<blockquote class="saying-translation" lang="en" dir="auto"><p>No.' in page
    assert "Our translation" in page


def test_silence_is_told_and_so_is_that_nobody_waited(client):
    asking = given.asked_in_2024()
    told = {"by": given.person("carla"), "at": asking.asked_at, "why": "It was urgent."}
    replies.waive(asking.claim, **told, asking=asking)
    said = section(client, given.published(of=asking.claim))
    assert "There was no answer by then. We did not wait until that day. It was urgent." in said


def test_before_the_day_nothing_is_said_of_a_deadline_that_has_not_passed(client):
    asking = given.asking(answer_by=timezone.now() + timedelta(days=3))
    told = {"by": given.person("carla"), "at": given.moment(), "why": "It was urgent."}
    replies.waive(asking.claim, **told, asking=asking)
    said = section(client, given.published(of=asking.claim))
    assert "There is no answer so far. We did not wait until that day." in said


def test_that_nobody_was_asked_is_told_with_the_reason(client):
    said = section(client, given.published())
    assert f"We asked nobody for a reply. {given.UNASKED}" in said


def test_the_api_gives_it_out(client):
    verdict = published_with(shown="part", quoted=PART)
    answer = client.get(f"/api/v1/claims/{verdict.claim.public_id}/").json()
    assert [one["words"] for one in answer["record"]["asked"]] == [PART]


# ── the day to look again ───────────────────────────────────────────────────────────────────────
PAST = "Past its day. We said that we would look at this again by 3 May 2024"


def looking_again(day: date = date(2024, 5, 3), **content):
    return given.published(review_by=day, **content)


def test_a_finding_past_its_day_says_so(client):
    page = words(page_of(client, looking_again()))
    assert f"{PAST}, and we have published nothing newer." in page
    assert "Read it as what held on 30 October 2026." in page


def test_a_finding_before_its_day_does_not(client):
    page = words(page_of(client, looking_again(date(2124, 5, 3))))
    assert "Past its day" not in page
    assert "We look again" in page


def test_neither_does_one_that_names_no_day_or_that_something_newer_replaced(client):
    assert "Past its day" not in page_of(client, given.published())
    first = looking_again(of=given.claim("Another claim"))
    following = given.corrected(first, review_by=None)
    given.published(verdict=given.approved(verdict=given.in_review(verdict=following)))
    older = client.get(f"/claims/{first.claim.public_id}/revisions/1/").content.decode()
    assert "Past its day" not in older
