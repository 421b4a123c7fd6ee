"""A complaint never changes, and a contributor cannot reject it."""

import pytest

from claims import complaints
from claims.workflow import actions
from tests import given
from tests.helpers.attacks import assert_allowed, assert_refused, execute_sql, insert_row

pytestmark = [pytest.mark.database, pytest.mark.django_db]

PUBLISHED = "A complaint must refer to a published verdict."
ONCE = "A complaint can be answered again only after its change was discarded."
NEEDS_CHANGE = "A complaint is upheld with an unannounced change of the same claim."
CONTRIBUTOR = "A contributor can only uphold a complaint about their own work."
CHANGE = {"kind": "correction", "cause": "our-error", "note": "We had the wrong year."}
RETRACTION = {"kind": "retraction", "cause": "our-error", "note": "We misread the table."}


def complaint_row(verdict, **changed) -> dict:
    return {
        "public_id": "zzzzzzzzzz",
        "verdict_id": verdict.pk,
        "subject": "",
        "text": "The office says 5 percent",
        "location": "",
        "sender_name": "",
        "email": "",
        "received_at": given.moment(),
        "due_on": given.moment().date(),
        "network_digest": "0" * 64,
    } | changed


def insert_answer(complaint, **changed) -> None:
    """INSERT an answer of Bo, who does not uphold the complaint."""
    columns = {
        "complaint_id": complaint.pk,
        "number": 1,
        "outcome": "not_upheld",
        "public_note": "The table says so.",
        "referred_to_url": "",
        "note": "",
        "change_id": None,
        "is_public": True,
        "decided_at": given.moment(),
        "decided_by_id": given.person("bo").pk,
    } | changed
    insert_row("claims_complaintanswer", **columns)


def uphold(complaint, change, **changed) -> None:
    insert_answer(
        complaint, **{"outcome": "upheld", "public_note": "", "change_id": change.pk} | changed
    )


def signature(name="bo") -> dict:
    return {"by": given.person(name), "at": given.moment()}


def create_change(verdict):
    return given.correction(verdict).changes.get()


# ── complaints ────────────────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize("state", ["published", "superseded", "suspended", "retracted"])
def test_a_complaint_about_a_published_verdict_is_allowed(state):
    with assert_allowed():
        insert_row("claims_complaint", **complaint_row(given.STATES[state]()))


@pytest.mark.parametrize("state", ["draft", "in_review", "approved", "discarded"])
def test_a_complaint_about_an_unpublished_verdict_is_refused(state):
    with assert_refused(PUBLISHED):
        insert_row("claims_complaint", **complaint_row(given.STATES[state]()))


def test_a_complaint_needs_text():
    with assert_refused("complaint_has_text"):
        insert_row("claims_complaint", **complaint_row(given.published(), text=""))


def test_a_complaint_needs_a_known_subject():
    with assert_refused("complaint_subject_is_known"):
        insert_row("claims_complaint", **complaint_row(given.published(), subject="tone"))


def test_changing_the_due_date_is_refused():
    complaint = given.complaint()
    with assert_refused("permission denied"):
        execute_sql("UPDATE claims_complaint SET due_on = due_on + 7")
    assert complaint.due_on


# ── answers ───────────────────────────────────────────────────────────────────────────────────────
def test_the_actions_for_every_outcome_are_allowed():
    with assert_allowed():
        for outcome in ("not_upheld", "referred"):
            complaint = given.complaint()
            complaints.answer_complaint(
                complaint, **signature(), outcome=outcome, public_note="So it is."
            )
        where = {"public_note": "So it was.", "referred_to_url": "https://desk.example/1"}
        complaints.answer_complaint(
            given.complaint(), **signature(), outcome="already_answered", **where
        )
        complaints.uphold_complaint(given.complaint(), **signature(), **CHANGE)
        complaints.uphold_complaint(given.complaint(), **signature("carla"), **RETRACTION)
        verdict_with_draft = given.published()
        given.correction(verdict_with_draft)
        complaints.attach_to_open_change(given.complaint(verdict_with_draft), **signature())


def test_a_contributor_cannot_reject_a_complaint():
    complaint, ana = given.complaint(), given.person("ana").pk
    for outcome, address in (
        ("not_upheld", ""),
        ("referred", ""),
        ("already_answered", "https://a.example/"),
    ):
        with assert_refused(CONTRIBUTOR):
            insert_answer(complaint, outcome=outcome, referred_to_url=address, decided_by_id=ana)


def test_a_contributor_to_an_earlier_revision_cannot_reject_a_complaint():
    first = given.published()
    following = given.correction(first, by=given.person("dov"))
    second = given.published(verdict=given.approved(verdict=given.in_review(verdict=following)))
    complaint = given.complaint(second)
    for name in ("ana", "dov"):
        with assert_refused(CONTRIBUTOR):
            insert_answer(complaint, decided_by_id=given.person(name).pk)
    with assert_allowed():
        insert_answer(complaint)


def test_a_contributor_can_uphold_a_complaint():
    verdict = given.published()
    complaint, change = given.complaint(verdict), create_change(verdict)
    with assert_allowed():
        uphold(complaint, change, decided_by_id=given.promoted("ana", "reviewer").pk)


def test_answering_a_complaint_twice_is_refused():
    complaint = given.complaint()
    insert_answer(complaint)
    with assert_refused(ONCE):
        insert_answer(complaint, number=2)
    with assert_refused(ONCE):
        insert_answer(complaint)


def test_answers_are_numbered_from_one():
    with assert_refused(ONCE):
        insert_answer(given.complaint(), number=2)


def test_a_complaint_can_be_answered_again_after_its_change_was_discarded():
    verdict = given.published()
    complaint, draft = given.complaint(verdict), given.correction(verdict)
    uphold(complaint, draft.changes.get())
    with assert_refused(ONCE):
        insert_answer(complaint, number=2)
    actions.discard(draft, by=draft.author, at=given.moment())
    with assert_allowed():
        insert_answer(complaint, number=2)


def test_a_complaint_can_be_answered_again_after_its_retraction_was_superseded():
    verdict = given.published()
    complaint = given.complaint(verdict)
    complaints.uphold_complaint(complaint, **signature("carla"), **RETRACTION)
    following = given.in_review(verdict=given.correction(verdict))
    with assert_refused(ONCE):
        insert_answer(complaint, number=2)
    given.published(verdict=given.approved(verdict=following))
    with assert_allowed():
        insert_answer(complaint, number=2)


def test_an_answer_with_a_change_of_another_claim_is_refused():
    change = create_change(given.published(of=given.claim("Trade fell")))
    with assert_refused(NEEDS_CHANGE):
        uphold(given.complaint(), change)


def test_an_answer_with_an_announced_change_is_refused():
    first = given.superseded()
    change = first.claim.verdicts.get(revision=2).changes.get()
    with assert_refused(NEEDS_CHANGE):
        uphold(given.complaint(first), change)


def test_an_answer_with_a_suspension_is_refused():
    verdict = given.suspended()
    with assert_refused(NEEDS_CHANGE):
        uphold(given.complaint(verdict), verdict.changes.get())


def test_an_answer_with_a_discarded_change_is_refused():
    verdict = given.published()
    draft = given.correction(verdict)
    actions.discard(draft, by=draft.author, at=given.moment())
    with assert_refused(NEEDS_CHANGE):
        uphold(given.complaint(verdict), draft.changes.get())


@pytest.mark.parametrize(
    "text", [{"public_note": ""}, {"outcome": "ignored"}, {"outcome": "upheld", "public_note": ""}]
)
def test_an_answer_needs_a_change_or_a_note(text):
    message = (
        NEEDS_CHANGE if text.get("outcome") == "upheld" else "complaint_answer_has_change_or_note"
    )
    with assert_refused(message):
        insert_answer(given.complaint(), **text)


def test_only_an_already_answered_complaint_has_a_url():
    with assert_refused("complaint_already_answered_has_url"):
        insert_answer(given.complaint(), referred_to_url="https://desk.example/1")
    for address in ("", "javascript:alert(1)"):
        with assert_refused("complaint_already_answered_has_url"):
            insert_answer(given.complaint(), outcome="already_answered", referred_to_url=address)
