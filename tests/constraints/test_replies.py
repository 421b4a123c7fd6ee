"""Requests for comment never change, and publication waits for the deadline."""

from datetime import timedelta

import pytest

from claims import replies
from claims.models import Submission
from claims.publication import record
from claims.workflow import actions
from tests import given
from tests.helpers.attacks import (
    assert_allowed,
    assert_refused,
    change_state,
    execute_sql,
    insert_row,
    update_verdict,
)
from tests.helpers.submissions import build_submission_row

pytestmark = [pytest.mark.database, pytest.mark.django_db]

OPEN_REQUEST = "A request for comment is still open."
IN_ORDER = "A response must be received after the request and before it is recorded."
SUPERSEDES_NEWEST = "A further response to a request must supersede the newest one."
VERBATIM = "The public excerpt must be part of the response, word for word."


def request_row(claim=None, **changed) -> dict:
    at = given.moment()
    return {
        "claim_id": (claim or given.claim()).pk,
        "claimant_id": None,
        "name": "The ministry",
        "public_role": True,
        "channel": "email",
        "text": "Where does the figure come from?",
        "sent_at": at,
        "deadline_at": at + timedelta(days=1),
        "sent_by_id": given.person("ana").pk,
        "recorded_at": at,
    } | changed


def response_row(comment_request, **changed) -> dict:
    at = given.moment()
    return {
        "comment_request_id": comment_request.pk,
        "outcome": "answered",
        "text": given.RESPONSE_TEXT,
        "language": "en",
        "received_at": at,
        "visibility": "all",
        "public_excerpt": "",
        "translation": "",
        "translated_by": "",
        "supersedes_id": None,
        "reason": "",
        "recorded_at": at,
        "recorded_by_id": given.person("ana").pk,
    } | changed


def waiver_row(claim, **changed) -> dict:
    return {
        "claim_id": claim.pk,
        "comment_request_id": None,
        "reason": "The author is not known.",
        "waived_at": given.moment(),
        "waived_by_id": given.person("ana").pk,
    } | changed


# ── requests ──────────────────────────────────────────────────────────────────────────────────────
def test_a_request_is_allowed():
    with assert_allowed():
        insert_row("claims_commentrequest", **request_row())


@pytest.mark.parametrize("recipient", ["no recipient", "both", "a claimant and a role"])
def test_a_request_needs_either_a_claimant_or_a_name(recipient):
    claimant = given.claimant()
    with assert_allowed():
        insert_row(
            "claims_commentrequest",
            **request_row(claimant_id=claimant.pk, name="", public_role=False),
        )
    invalid = {
        "no recipient": {"name": ""},
        "both": {"claimant_id": claimant.pk},
        "a claimant and a role": {"claimant_id": claimant.pk, "name": ""},
    }
    with assert_refused("comment_request_has_one_recipient"):
        insert_row("claims_commentrequest", **request_row(**invalid[recipient]))


def test_a_request_needs_text():
    with assert_refused("comment_request_has_text"):
        insert_row("claims_commentrequest", **request_row(text=""))


def test_a_request_needs_a_later_deadline_and_a_later_record():
    row = request_row()
    with assert_refused("comment_request_before_deadline"):
        insert_row("claims_commentrequest", **row | {"deadline_at": row["sent_at"]})
    with assert_refused("comment_request_before_deadline"):
        insert_row(
            "claims_commentrequest", **row | {"sent_at": row["recorded_at"] + timedelta(hours=1)}
        )


# ── responses ─────────────────────────────────────────────────────────────────────────────────────
def test_a_response_and_its_correction_are_allowed():
    first = given.comment_response()
    with assert_allowed():
        insert_row("claims_commentresponse", **response_row(given.comment_request()))
        insert_row(
            "claims_commentresponse",
            **response_row(first.comment_request, supersedes_id=first.pk, reason="A typo."),
        )


def test_a_second_first_response_is_refused():
    first = given.comment_response()
    with assert_refused(SUPERSEDES_NEWEST):
        insert_row("claims_commentresponse", **response_row(first.comment_request))


def test_a_response_can_supersede_only_the_newest_of_its_request():
    first, other = given.comment_response(), given.comment_response()
    second = given.comment_response(first.comment_request, supersedes=first, reason="A typo.")
    for stale in (first, other):
        with assert_refused(SUPERSEDES_NEWEST):
            insert_row(
                "claims_commentresponse",
                **response_row(first.comment_request, supersedes_id=stale.pk, reason="A typo."),
            )
    with assert_allowed():
        insert_row(
            "claims_commentresponse",
            **response_row(first.comment_request, supersedes_id=second.pk, reason="A typo."),
        )


def test_a_superseding_response_needs_a_reason():
    first = given.comment_response()
    with assert_refused("superseding_response_has_reason"):
        insert_row(
            "claims_commentresponse", **response_row(first.comment_request, supersedes_id=first.pk)
        )
    with assert_refused("superseding_response_has_reason"):
        insert_row(
            "claims_commentresponse", **response_row(given.comment_request(), reason="A typo.")
        )


@pytest.mark.parametrize(
    "public_excerpt", ["It counts the second half", "it counts the first half", "%"]
)
def test_an_excerpt_that_is_not_in_the_response_is_refused(public_excerpt):
    with assert_refused(VERBATIM):
        insert_row(
            "claims_commentresponse",
            **response_row(
                given.comment_request(), visibility="part", public_excerpt=public_excerpt
            ),
        )


def test_an_excerpt_of_the_response_is_allowed():
    part = "It counts the first half of the year only."
    with assert_allowed():
        insert_row(
            "claims_commentresponse",
            **response_row(given.comment_request(), visibility="part", public_excerpt=part),
        )


@pytest.mark.parametrize(
    "visibility",
    [
        {"visibility": "part"},
        {"visibility": "all", "public_excerpt": "The figure"},
        {"visibility": "nothing", "public_excerpt": "The figure"},
        {"visibility": "nothing", "translation": "Worte", "translated_by": "ours"},
        {"visibility": "everything"},
        {"outcome": "declined", "text": ""},
    ],
)
def test_the_excerpt_must_fit_the_visibility(visibility):
    with assert_refused("comment_response_visibility_fits"):
        insert_row("claims_commentresponse", **response_row(given.comment_request(), **visibility))


def test_a_response_needs_text():
    with assert_refused("comment_response_has_text"):
        insert_row(
            "claims_commentresponse",
            **response_row(given.comment_request(), text="", visibility="nothing"),
        )
    with assert_allowed():
        declined = {"outcome": "declined", "text": "", "visibility": "nothing"}
        insert_row("claims_commentresponse", **response_row(given.comment_request(), **declined))


def test_a_translation_needs_a_translator():
    with assert_refused("response_translation_has_translator"):
        insert_row(
            "claims_commentresponse", **response_row(given.comment_request(), translation="Worte")
        )


def test_a_response_before_the_request_or_after_its_record_is_refused():
    comment_request, at = given.comment_request(), given.moment()
    for received_at in (comment_request.sent_at - timedelta(hours=1), at + timedelta(hours=1)):
        row = response_row(comment_request, received_at=received_at, recorded_at=at)
        with assert_refused(IN_ORDER):
            insert_row("claims_commentresponse", **row)


# ── waivers ───────────────────────────────────────────────────────────────────────────────────────
def test_a_waiver_is_allowed():
    comment_request = given.comment_request()
    with assert_allowed():
        insert_row("claims_commentwaiver", **waiver_row(given.claim()))
        insert_row(
            "claims_commentwaiver",
            **waiver_row(
                comment_request.claim,
                comment_request_id=comment_request.pk,
                waived_by_id=given.person("carla").pk,
            ),
        )


def test_a_waiver_needs_a_reason():
    with assert_refused("comment_waiver_has_reason"):
        insert_row("claims_commentwaiver", **waiver_row(given.claim(), reason=""))


def test_a_waiver_for_a_request_about_another_claim_is_refused():
    with assert_refused("A waiver must refer to a request about the same claim."):
        insert_row(
            "claims_commentwaiver",
            **waiver_row(given.claim(), comment_request_id=given.comment_request().pk),
        )


# ── publication ───────────────────────────────────────────────────────────────────────────────────
def publish_with_sql(verdict, at=None) -> None:
    by, at = given.person("carla"), at or given.moment()
    change_state(verdict, "published", by, at, published_at=at, published_by_id=by.pk)


def create_approved(comment_request):
    return given.approved(of=comment_request.claim)


def test_publishing_before_the_deadline_is_refused():
    verdict = create_approved(given.comment_request())
    with assert_refused(OPEN_REQUEST):
        publish_with_sql(verdict)


def test_publishing_while_one_of_several_requests_is_open_is_refused():
    first = given.comment_request()
    given.comment_request(of=first.claim, name="The exchange")
    given.comment_response(first)
    verdict = create_approved(first)
    with assert_refused(OPEN_REQUEST):
        publish_with_sql(verdict)


def test_publishing_is_allowed_after_the_deadline_a_response_or_a_waiver():
    late, answered, waived = (
        given.comment_request(),
        given.comment_request(),
        given.comment_request(),
    )
    carla = given.person("carla")
    given.comment_response(answered)
    replies.create_comment_waiver(
        waived.claim, by=carla, at=given.moment(), reason="It is urgent.", comment_request=waived
    )
    for comment_request in (late, answered, waived):
        verdict = create_approved(comment_request)
        at = late.deadline_at if comment_request is late else given.moment()
        with assert_allowed():
            actions.publish(verdict, by=carla, at=at, sha256=verdict.submission.sha256)


def test_a_request_about_another_claim_does_not_prevent_publication():
    given.comment_request()
    verdict = given.approved()
    with assert_allowed():
        sha256 = verdict.submission.sha256
        actions.publish(verdict, by=given.person("carla"), at=given.moment(), sha256=sha256)


def test_an_open_request_prevents_only_publication():
    comment_request = given.comment_request()
    verdict = given.in_review(of=comment_request.claim)
    at, ana = given.moment(), given.person("ana")
    with assert_allowed():
        actions.withdraw(verdict, by=ana, at=at)
    with assert_refused("cannot move"):
        update_verdict(verdict, state="published", state_changed_at=at)


# ── the record ────────────────────────────────────────────────────────────────────────────────────
FORGED = {
    "left out": lambda requests: [],
    "another outcome": lambda requests: [requests[0] | {"outcome": "declined"}],
    "other words": lambda requests: [requests[0] | {"text": "We were wrong."}],
    "one more": lambda requests: [*requests, requests[0]],
    "nothing": lambda requests: None,
    "waived": lambda requests: [requests[0] | {"waiver_reason": "Urgent."}],
}


@pytest.mark.parametrize("forgery", FORGED)
def test_a_record_with_other_requests_is_overwritten(forgery):
    verdict = given.draft(of=given.comment_response().comment_request.claim)
    composed = record.build_record(verdict)
    forged = composed | {"comment_requests": FORGED[forgery](composed["comment_requests"])}
    content = record.canonical_json(forged)
    insert_row("claims_submission", **build_submission_row(verdict, content=content))
    assert forged != composed == record.load_record(Submission.objects.get().content)


@pytest.mark.parametrize(
    "table", ["claims_commentrequest", "claims_commentresponse", "claims_commentwaiver"]
)
def test_changing_requests_responses_and_waivers_is_refused(table):
    assert given.comment_response()
    with assert_refused("permission denied"):
        execute_sql(f"UPDATE {table} SET id = id")
