"""Readers see the requests for comment and the responses, and whether a review is overdue."""

import re
from datetime import date, timedelta

import pytest
from django.utils import timezone

from claims import replies
from tests import given
from tests.factcheck.public.conftest import extract_text

pytestmark = pytest.mark.django_db

EXCERPT = "It counts the first half of the year only."
REQUEST = "The ministry was asked for comment on 2 May 2024, with a deadline of 9 May 2024."


def get_page(client, verdict) -> str:
    return client.get(f"/claims/{verdict.claim.public_id}/", follow=True).content.decode()


def get_section(client, verdict) -> str:
    """The text of the section on requests for comment."""
    page = get_page(client, verdict)
    section = re.search(r'aria-labelledby="comments">(.*?)</section>', page, re.S)
    return extract_text(section[1]) if section else ""


def publish_with_response(**fields):
    comment_request = given.overdue_comment_request()
    received_at = comment_request.sent_at + timedelta(days=1)
    given.comment_response(comment_request, received_at=received_at, **fields)
    return given.published(of=comment_request.claim)


def waive_deadline(comment_request, at) -> None:
    replies.create_comment_waiver(
        comment_request.claim,
        by=given.person("carla"),
        at=at,
        reason="It was urgent.",
        comment_request=comment_request,
    )


def test_a_response_is_shown_in_its_own_words(client):
    verdict = publish_with_response()
    section = get_section(client, verdict)
    assert "Response from The ministry" in section
    assert f"{REQUEST} The response came on 3 May 2024. {given.RESPONSE_TEXT}" in section
    blockquote = f'<blockquote lang="en" dir="auto"><p>{given.RESPONSE_TEXT}'
    assert blockquote in get_page(client, verdict)


def test_an_excerpt_is_marked_as_one_and_the_rest_is_nowhere(client):
    verdict = publish_with_response(visibility="part", public_excerpt=EXCERPT)
    assert f"we publish a part of it, word for word. {EXCERPT}" in get_section(client, verdict)
    assert "The figure is our own" not in get_page(client, verdict)


def test_a_response_that_is_not_published_is_mentioned(client):
    verdict = publish_with_response(visibility="nothing")
    assert "we do not publish it." in get_section(client, verdict)
    assert "The figure is our own" not in get_page(client, verdict)


def test_a_refusal_to_comment_is_shown(client):
    verdict = publish_with_response(outcome="declined", text="", visibility="nothing")
    assert "They declined to comment on 3 May 2024." in get_section(client, verdict)


def test_a_translation_follows_the_original_and_names_the_translator(client):
    page = get_page(
        client,
        publish_with_response(text="Nein.", language="de", translation="No.", translated_by="ours"),
    )
    assert '<blockquote lang="de" dir="auto"><p>Nein.' in page
    assert '<blockquote class="statement-quote-translation" lang="en" dir="auto"><p>No.' in page
    assert "Our translation" in page


def test_a_missing_response_and_a_waived_deadline_are_shown(client):
    comment_request = given.overdue_comment_request()
    waive_deadline(comment_request, comment_request.sent_at)
    section = get_section(client, given.published(of=comment_request.claim))
    assert "They did not respond by the deadline." in section
    assert "We published before the deadline. It was urgent." in section


def test_before_the_deadline_no_response_is_not_called_late(client):
    comment_request = given.comment_request(deadline_at=timezone.now() + timedelta(days=3))
    waive_deadline(comment_request, given.moment())
    section = get_section(client, given.published(of=comment_request.claim))
    assert "They have not responded so far. We published before the deadline." in section


def test_without_a_request_the_reason_is_shown(client):
    section = get_section(client, given.published())
    assert f"We did not request comment. {given.NO_REQUEST_REASON}" in section


def test_the_api_returns_the_public_part_only(client):
    verdict = publish_with_response(visibility="part", public_excerpt=EXCERPT)
    response = client.get(f"/api/v1/claims/{verdict.claim.public_id}/").json()
    requests = response["record"]["comment_requests"]
    assert [comment_request["text"] for comment_request in requests] == [EXCERPT]


# ── the review date ─────────────────────────────────────────────────────────────────────────────
OVERDUE = "Review overdue. We planned to review this by 3 May 2024"


def publish_with_review_date(day: date = date(2024, 5, 3), **fields):
    return given.published(revisit_on=day, **fields)


def test_an_overdue_review_is_shown(client):
    page = extract_text(get_page(client, publish_with_review_date()))
    assert f"{OVERDUE} and have published nothing newer." in page
    assert "It describes what was known on 30 October 2026." in page


def test_a_review_is_not_overdue_before_its_date(client):
    page = extract_text(get_page(client, publish_with_review_date(date(2124, 5, 3))))
    assert "Review overdue" not in page
    assert "Next review" in page


def test_a_review_is_not_overdue_without_a_date_or_after_a_newer_revision(client):
    assert "Review overdue" not in get_page(client, given.published())
    first = publish_with_review_date(of=given.claim("Another claim"))
    following = given.correction(first, revisit_on=None)
    given.published(verdict=given.approved(verdict=given.in_review(verdict=following)))
    page = client.get(f"/claims/{first.claim.public_id}/revisions/1/").content.decode()
    assert "Review overdue" not in page
