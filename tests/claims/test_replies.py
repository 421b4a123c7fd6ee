"""Requests for comment: what can be recorded, when publication waits, and what readers see."""

from datetime import timedelta

import pytest

from claims import replies
from claims.intake import claims
from claims.models import (
    CommentRequest,
    CommentRequestStatus,
    CommentResponse,
    CommentWaiver,
    Verdict,
)
from claims.publication import record
from claims.workflow import actions
from claims.workflow.transitions import check_allowed
from factcheck.core.errors import EditConflict, FactcheckError
from tests import given

pytestmark = pytest.mark.django_db

EXCERPT = "It counts the first half of the year only."


def act(name="ana") -> dict:
    return {"by": given.person(name), "at": given.moment()}


def waive(comment_request: CommentRequest, name="carla", reason="It is urgent."):
    return replies.create_comment_waiver(
        comment_request.claim, **act(name), reason=reason, comment_request=comment_request
    )


def build_record(claim) -> dict:
    return record.build_record(given.draft(of=claim))


def build_request(claim) -> dict:
    """The first request for comment in the record of a draft about this claim."""
    return build_record(claim)["comment_requests"][0]


# ── requests ────────────────────────────────────────────────────────────────────────────────────
def test_a_draft_needs_a_request_for_comment_or_a_reason_for_not_sending_one():
    verdict = given.draft(of=given.claim(unasked=""))
    violation = check_allowed("submit", verdict, verdict.author, at=given.moment())
    assert violation.message == "Ask the claimant for comment, or record why you did not ask."
    replies.create_comment_waiver(verdict.claim, **act(), reason=given.NO_REQUEST_REASON)
    fresh = Verdict.objects.get()
    assert check_allowed("submit", fresh, verdict.author, at=given.moment()) is None


def test_a_request_for_comment_is_enough_to_submit():
    verdict = given.draft(of=given.comment_request().claim)
    assert check_allowed("submit", verdict, verdict.author, at=given.moment()) is None


INVALID_REQUESTS = {
    "no recipient": ({"name": " "}, "Choose the claimant, or enter the name"),
    "two recipients": ({"claimant": True}, "Choose the claimant, or enter the name"),
    "no channel": ({"channel": ""}, "Choose how the request was sent"),
    "no text": ({"text": " "}, "Enter the text of the request"),
    "in the future": (
        {"sent_at": given.NOON + timedelta(days=900)},
        "cannot be in the future",
    ),
    "a past deadline": ({"deadline_at": given.NOON}, "later than the request"),
    "a name that is too long": ({"name": "x" * 201}, "at most 200 characters"),
    "a null character": ({"text": "a\x00b"}, "null character"),
}


@pytest.mark.parametrize("case", INVALID_REQUESTS)
def test_an_invalid_request_is_refused(case):
    changes, message = INVALID_REQUESTS[case]
    if changes.get("claimant"):
        changes = {"claimant": given.claimant(), "name": "The ministry"}
    with pytest.raises(FactcheckError, match=message):
        given.comment_request(**changes)
    assert not CommentRequest.objects.exists()


def test_only_authors_record_requests_and_responses_and_only_on_open_claims():
    comment_request = given.comment_request()
    with pytest.raises(FactcheckError, match="Your role"):
        given.comment_request(of=comment_request.claim, by=given.person("eva"))
    with pytest.raises(FactcheckError, match="Your role"):
        given.comment_response(comment_request, by=given.person("gwen"))
    claims.decline(comment_request.claim, **act("bo"), reason="opinion")
    with pytest.raises(FactcheckError, match="was declined"):
        given.comment_request(of=comment_request.claim)
    with pytest.raises(FactcheckError, match="was declined"):
        given.comment_response(comment_request)


# ── responses ───────────────────────────────────────────────────────────────────────────────────
INVALID_RESPONSES = {
    "no outcome": ({"outcome": ""}, "Choose the outcome"),
    "no text": ({"text": " "}, "word for word"),
    "no visibility": ({"visibility": ""}, "how much of the response"),
    "no excerpt": ({"visibility": "part"}, "Enter the excerpt"),
    "an excerpt of something else": (
        {"visibility": "part", "public_excerpt": "It counts."},
        "has to be in the response",
    ),
    "no text to show": (
        {"outcome": "declined", "text": ""},
        "no text that readers could see",
    ),
    "no translation": ({"language": "de"}, "add a translation"),
    "no translator": ({"language": "de", "translation": "So."}, "who made the translation"),
    "before the request": ({"received_at": given.NOON}, "between the date of the request and now"),
    "in the future": (
        {"received_at": given.NOON + timedelta(days=900)},
        "between the date of the request and now",
    ),
}


@pytest.mark.parametrize("case", INVALID_RESPONSES)
def test_an_invalid_response_is_refused(case):
    changes, message = INVALID_RESPONSES[case]
    with pytest.raises(FactcheckError, match=message):
        given.comment_response(**changes)
    assert not CommentResponse.objects.exists()


def test_a_response_that_is_recorded_again_is_current_and_the_first_one_is_kept():
    first = given.comment_response(text="The figure is out own.")
    comment_request = first.comment_request
    with pytest.raises(FactcheckError, match="Enter the reason for replacing"):
        given.comment_response(comment_request, supersedes=first)
    second = given.comment_response(comment_request, supersedes=first, reason="A typo.")
    status = CommentRequestStatus.objects.get(comment_request=comment_request)
    assert status.response == second
    assert list(comment_request.responses.all()) == [first, second]
    with pytest.raises(EditConflict, match="Ana Byline recorded a response while you"):
        given.comment_response(
            comment_request, supersedes=first, reason="A typo.", by=given.person("dov")
        )
    with pytest.raises(EditConflict):
        given.comment_response(comment_request)


def test_the_line_ends_of_browsers_are_normalised():
    response = given.comment_response(
        text="One.\r\nTwo.", visibility="part", public_excerpt="One.\r\nTwo"
    )
    assert (response.text, response.public_excerpt) == ("One.\nTwo.", "One.\nTwo")


# ── waivers ─────────────────────────────────────────────────────────────────────────────────────
def test_publishing_is_refused_until_the_deadline_of_a_request():
    comment_request = given.comment_request()
    verdict = given.approved(of=comment_request.claim)
    carla, at = given.person("carla"), given.moment()
    violation = check_allowed("publish", verdict, carla, at=at)
    until = f"{comment_request.deadline_at:%d %B %Y, %H:%M} (UTC)".lstrip("0")
    assert violation.message == (
        f"The ministry may respond until {until}: wait, or record why you publish before that."
    )
    assert check_allowed("publish", verdict, carla, at=comment_request.deadline_at) is None
    with pytest.raises(FactcheckError, match="The ministry may respond until"):
        actions.publish(verdict, by=carla, at=at, sha256=verdict.submission.sha256)


def test_publication_does_not_wait_for_a_waived_deadline():
    comment_request = given.comment_request()
    waive(comment_request, reason="It is urgent.")
    verdict = given.published(of=comment_request.claim)
    assert verdict.state == "published"
    published = record.load_record(verdict.submission.content)
    assert published["comment_requests"][0]["waiver_reason"] == "It is urgent."


def test_only_users_who_can_publish_waive_a_deadline():
    comment_request = given.comment_request()
    for name in ("ana", "bo"):
        with pytest.raises(FactcheckError, match="Your role"):
            waive(comment_request, name)


def test_a_waiver_needs_a_reason_and_an_open_request():
    comment_request, another_claim = given.comment_request(), given.claim()
    claim, carla = comment_request.claim, given.person("carla")
    cases = [
        (claim, comment_request, " ", given.moment(), "Enter the reason"),
        (claim, None, "So.", given.moment(), "A comment was requested"),
        (another_claim, comment_request, "So.", given.moment(), "another claim"),
        (claim, comment_request, "So.", comment_request.deadline_at, "no longer open"),
    ]
    for on_claim, request, reason, at, message in cases:
        with pytest.raises(FactcheckError, match=message):
            replies.create_comment_waiver(
                on_claim, by=carla, at=at, reason=reason, comment_request=request
            )
    waive(comment_request)
    with pytest.raises(FactcheckError, match="already waived"):
        waive(comment_request)
    given.comment_response(answered := given.comment_request())
    with pytest.raises(FactcheckError, match="no longer open"):
        waive(answered)
    assert CommentWaiver.objects.filter(comment_request__isnull=False).count() == 1


def test_the_latest_reason_for_not_asking_is_shown_until_a_request_is_sent():
    claim = given.claim()
    reason = "The person who made it died in 1990."
    replies.create_comment_waiver(claim, **act(), reason=reason)
    assert build_record(claim)["no_request_reason"] == reason
    given.comment_request(of=claim)
    assert record.build_record(claim.verdicts.get())["no_request_reason"] == ""


# ── what readers see ────────────────────────────────────────────────────────────────────────────
def test_the_record_says_who_was_asked_when_and_what_they_answered():
    comment_request = given.overdue_comment_request()
    received_at = comment_request.sent_at + timedelta(days=1)
    given.comment_response(
        comment_request, visibility="part", public_excerpt=EXCERPT, received_at=received_at
    )
    assert build_request(comment_request.claim) == {
        "recipient": {"id": None, "name": "The ministry"},
        "requested_at": "2024-05-02T12:00:00+00:00",
        "deadline_at": "2024-05-09T12:00:00+00:00",
        "outcome": "answered",
        "received_at": "2024-05-03T12:00:00+00:00",
        "visibility": "part",
        "text": EXCERPT,
        "language": "en",
        "translation": None,
        "waiver_reason": "",
    }


def test_the_record_holds_only_the_visible_part_of_a_response():
    comment_request = given.comment_request()
    claim = comment_request.claim
    given.comment_response(comment_request, visibility="part", public_excerpt=EXCERPT)
    second = given.comment_request(of=claim, name="The exchange", text="Between us.")
    given.comment_response(second, visibility="nothing", text="Off the record.")
    content = record.canonical_json(build_record(claim))
    assert EXCERPT in content
    for hidden in ("The figure is our own", "Between us", "Off the record", "Where does the"):
        assert hidden not in content


def test_no_comment_and_no_response_are_distinguished():
    comment_request = given.comment_request()
    claim = comment_request.claim
    assert build_request(claim)["outcome"] == "unanswered"
    given.comment_response(comment_request, outcome="declined", text="", visibility="nothing")
    content = record.build_record(claim.verdicts.get())
    assert content["comment_requests"][0]["outcome"] == "declined"


def test_a_response_in_another_language_is_shown_with_its_translation():
    comment_request = given.comment_request()
    given.comment_response(
        comment_request, language="de", text="Nein.", translation="No.", translated_by="ours"
    )
    request = build_request(comment_request.claim)
    assert (request["text"], request["language"]) == ("Nein.", "de")
    assert request["translation"] == {"text": "No.", "language": "en", "translated_by": "ours"}


def test_a_person_without_a_public_role_is_not_named():
    private = given.claimant("Olga Olgina", public_role=False)
    claim = given.claim(unasked="", attribution="person", claimant=private)
    given.comment_request(of=claim, claimant=private)
    given.comment_request(of=claim, name="Pjotr Petrov", public_role=False)
    content = build_record(claim)
    assert [request["recipient"] for request in content["comment_requests"]] == [
        {"id": None, "name": "a private individual"},
        {"id": None, "name": "a person without a public role"},
    ]
    assert not {"Olgina", "Petrov"} & set(record.canonical_json(content).split())


def test_a_response_after_the_approval_has_to_be_submitted_again():
    comment_request = given.comment_request()
    verdict = given.approved(of=comment_request.claim)
    after = {"at": comment_request.deadline_at, "sha256": verdict.submission.sha256}
    given.comment_response(comment_request)
    with pytest.raises(FactcheckError, match="a request for comment changed after the submission"):
        actions.publish(verdict, by=given.person("carla"), **after)


def test_a_deadline_that_passes_does_not_change_the_record():
    comment_request = given.comment_request()
    verdict = given.approved(of=comment_request.claim)
    after = {"at": comment_request.deadline_at, "sha256": verdict.submission.sha256}
    actions.publish(verdict, by=given.person("carla"), **after)
    verdict.refresh_from_db()
    assert verdict.state == "published"
