"""Words of readers and correspondents go when their time is over or on request, and not before."""

from datetime import timedelta

import pytest
from django.test import override_settings

from claims import complaints
from claims.intake import tips
from claims.models import (
    CommentResponse,
    Complaint,
    ForgetRequest,
    PersonRequest,
    SigningChallenge,
    Tip,
)
from claims.removal import forget_requests
from claims.signing import signatures
from claims.workflow import actions
from tests import given
from tests.helpers import passkeys
from tests.helpers.attacks import assert_allowed, assert_refused, execute_sql, insert_row

pytestmark = [pytest.mark.database, pytest.mark.django_db]

TOO_EARLY = "Words are removed only when their time is over."
ON_HOLD = "The claim is on hold: nothing of it is removed."
LATER = timedelta(days=39)  # a request for comment has a deadline of a week
HIDDEN = {"█"}


def answer(complaint, **fields):
    values = {"by": given.person("bo"), "at": given.moment(), "outcome": "not_upheld"}
    return complaints.answer_complaint(complaint, public_note="No.", **values, **fields)


def declined_tip() -> Tip:
    tip = given.tip(email="olga@reader.example", sender_name="Olga")
    tips.decline_tip(tip, by=given.person("bo"), at=given.moment(), reason="Not a claim.")
    return tip


def answered_complaint() -> Complaint:
    complaint = given.complaint(email="olga@reader.example", sender_name="Olga")
    answer(complaint, note="She called us.")
    return complaint


def finished_import():
    row = given.claim_import()
    execute_sql("UPDATE claims_claimimport SET finished_at = %s", given.moment())
    return row


ROWS = {
    "tips": declined_tip,
    "complaints": answered_complaint,
    "replies": lambda: given.comment_response().comment_request,
    "requests": lambda: given.refused_request().request,
    "imports": finished_import,
}


def remove(kind: str, row, at=None) -> None:
    at = at or given.moment() + LATER
    execute_sql("SELECT remove_expired_words(%s, %s, %s)", kind, [row.pk], at)


# ── when their time is over ─────────────────────────────────────────────────────────────────────
def test_expired_words_are_removed():
    tip, complaint = declined_tip(), answered_complaint()
    response = given.comment_response(visibility="nothing")
    for kind, row in (
        ("tips", tip),
        ("complaints", complaint),
        ("replies", response.comment_request),
    ):
        remove(kind, row)
        row.refresh_from_db()
        assert set(row.text) == HIDDEN
    answered = complaint.answers.get()
    response = CommentResponse.objects.get(pk=response.pk)
    assert [set(text) for text in (tip.location, tip.reason, answered.note)] == [HIDDEN] * 3
    assert (set(response.text), answered.public_note) == (HIDDEN, "No.")
    for row in (tip, complaint):
        assert (row.email, row.sender_name, row.network_digest) == ("", "", "")


def test_what_readers_see_of_a_response_stays():
    response = given.comment_response(visibility="all")
    remove("replies", response.comment_request)
    response.refresh_from_db()
    assert response.text == given.RESPONSE_TEXT


def test_who_asked_about_a_person_is_removed_and_the_decision_stays():
    decision = given.refused_request()
    remove("requests", decision.request)
    request = PersonRequest.objects.get()
    assert (set(request.name), set(request.text), request.email) == (HIDDEN, HIDDEN, "")
    assert request.decisions.get().reasons == decision.reasons


def test_a_request_about_a_person_that_is_not_decided_stays():
    with assert_refused(TOO_EARLY):
        remove("requests", given.person_request())
    waiting = given.removal(given.person_request(), ["Zora Quill"])
    with assert_refused(TOO_EARLY):
        remove("requests", waiting.request)


def test_challenges_that_no_one_signed_are_removed():
    passkey, by = passkeys.enrol("carla"), given.person("carla")
    what = {"digest": "0" * 64, "by": by, "at": given.moment()}
    with override_settings(SIGNED_ACTIONS=["erase"]):
        for _number in range(2):
            challenge = signatures.issue_challenge("erase", **what, session_key=passkeys.SESSION)
        proof = passkeys.answer(passkey, challenge)
        signatures.require_signature("erase", **what, proof=proof)
    assert execute_sql("SELECT remove_challenges(%s)", given.moment()) == [(1,)]
    assert SigningChallenge.objects.get() == challenge


def test_the_rows_of_an_import_are_removed():
    row = finished_import()
    remove("imports", row)
    row.refresh_from_db()
    assert (row.rows, row.name) == ([], "")


@pytest.mark.parametrize("kind", ROWS)
def test_removing_words_before_their_time_is_refused(kind):
    row = ROWS[kind]()
    with assert_refused(TOO_EARLY):
        remove(kind, row, at=given.moment() + timedelta(days=29))


def test_removing_an_open_complaint_or_tip_is_refused():
    for kind, row in (("tips", given.tip()), ("complaints", given.complaint())):
        with assert_refused(TOO_EARLY):
            remove(kind, row)


def test_removing_correspondence_of_an_open_draft_is_refused():
    verdict = given.draft()
    request = given.comment_request(verdict.claim)
    with assert_refused(TOO_EARLY):
        remove("replies", request)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE claims_complaint SET text = ''",
        "UPDATE claims_complaintanswer SET note = ''",
        "UPDATE claims_commentrequest SET text = ''",
        "UPDATE claims_commentresponse SET text = ''",
        "UPDATE claims_personrequest SET text = ''",
        "DELETE FROM claims_signingchallenge",
        "DELETE FROM notifications_notificationevent",
    ],
)
def test_removing_words_with_sql_is_refused(statement):
    with assert_refused("permission denied"):
        execute_sql(statement)


def test_emptying_a_tip_or_import_with_sql_is_refused():
    tip, claim_import = declined_tip(), finished_import()
    with assert_refused("A tip can be decided only once."):
        execute_sql("UPDATE claims_tip SET text = hide_words(text) WHERE id = %s", tip.pk)
    with assert_refused("An import can finish only once"):
        execute_sql("UPDATE claims_claimimport SET rows = '[]' WHERE id = %s", claim_import.pk)
    with assert_refused("A tip can be decided only once."):
        execute_sql("SELECT hide_tips(%s)", [tip.pk])


def test_digests_of_networks_are_removed_after_two_hours():
    tip, complaint = given.tip(), given.complaint()
    count = "SELECT remove_network_digests(%s)"
    assert execute_sql(count, tip.received_at + timedelta(minutes=119)) == [(0,)]
    assert execute_sql(count, complaint.received_at + timedelta(minutes=121)) == [(2,)]
    tip.refresh_from_db()
    assert (tip.network_digest, bool(tip.text)) == ("", True)


@pytest.mark.parametrize(
    "removal",
    [
        "remove_expired_words('tips', '{}', '2099-01-01')",
        "remove_expired_words('tips', '{}', '1999-01-01')",
        "remove_challenges('2099-01-01')",
        "remove_network_digests('2099-01-01')",
        "remove_notifications('2099-01-01')",
    ],
)
def test_removing_in_the_future_is_refused(removal, strict):
    with assert_refused("The moment must lie within seconds of the database's clock."):
        execute_sql(f"SELECT {removal}")


# ── holds ───────────────────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize("kind", ["complaints", "replies"])
def test_nothing_of_a_claim_on_hold_is_removed(kind):
    row = ROWS[kind]()
    given.hold(row.verdict.claim if kind == "complaints" else row.claim)
    with assert_refused(ON_HOLD):
        remove(kind, row)


def test_a_tip_about_a_claim_on_hold_is_not_removed():
    tip, claim = given.tip(), given.claim()
    tips.link_tip_to_claim(tip, by=given.person("ana"), at=given.moment(), claim=claim)
    given.hold(claim)
    with assert_refused(ON_HOLD):
        remove("tips", tip)


# ── on request ──────────────────────────────────────────────────────────────────────────────────
def decide(request, **changed) -> None:
    columns = {
        "outcome": "forgotten",
        "reason": "",
        "decided_at": given.moment(),
        "decided_by_id": given.person("carla").pk,
    } | changed
    assigned = ", ".join(f"{name} = %s" for name in columns)
    execute_sql(
        f"UPDATE claims_forgetrequest SET {assigned} WHERE id = %s", *columns.values(), request.pk
    )


@pytest.mark.parametrize("message", [given.tip, declined_tip, answered_complaint])
def test_forgetting_removes_the_words(message):
    message = message()
    request = given.forget_request(message)
    values = {"by": given.person("carla"), "at": given.moment()}
    with assert_allowed():
        forget_requests.forget_message(request, **values)
        message.refresh_from_db()
        assert set(message.text) == HIDDEN
        assert (message.email, message.sender_name) == ("", "")


def test_forgetting_an_open_message_with_sql_is_refused():
    for message in (given.tip(), given.complaint()):
        with assert_refused("A message that is not answered yet is not forgotten."):
            decide(given.forget_request(message))


def test_forgetting_a_message_about_a_claim_on_hold_is_refused():
    complaint = answered_complaint()
    given.hold(complaint.verdict.claim)
    with assert_refused(ON_HOLD):
        decide(given.forget_request(complaint))


def test_a_complaint_whose_change_was_abandoned_is_open_again():
    complaint = given.complaint()
    values = {"by": given.person("bo"), "at": given.moment(), "kind": "correction"}
    change = complaints.uphold_complaint(
        complaint, cause="our-error", note="We had the wrong year.", **values
    ).change
    actions.discard(change.verdict, by=given.person("bo"), at=given.moment())
    with assert_refused("A message that is not answered yet is not forgotten."):
        decide(given.forget_request(complaint))


@pytest.mark.parametrize("changed", [{"tip_id": None}, {"requested_at": given.NOON}])
def test_changing_a_request_to_be_forgotten_is_refused(changed):
    request = given.forget_request(declined_tip())
    with assert_refused("A request to be forgotten is decided only once."):
        decide(request, **changed)
    decide(request)
    with assert_refused("A request to be forgotten is decided only once."):
        decide(request, outcome="kept", reason="So.")


def test_a_request_that_is_created_decided_is_refused():
    with assert_refused("A request to be forgotten must be created without a decision."):
        insert_row(
            "claims_forgetrequest",
            tip_id=declined_tip().pk,
            requested_at=given.moment(),
            outcome="forgotten",
            reason="",
            decided_at=given.moment(),
            decided_by_id=given.person("carla").pk,
        )
    assert not ForgetRequest.objects.exists()
