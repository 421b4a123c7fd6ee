"""A complaint never changes, and nobody who worked on the finding turns it away."""

import pytest

from claims import complaints
from claims.workflow import actions
from tests import given
from tests.helpers.attacks import allowed, insert, refused, sql

pytestmark = [pytest.mark.database, pytest.mark.django_db]

PUBLISHED = "A complaint is about a finding that was published."
ONCE = "A complaint is answered once, unless what it led to was given up."
LEADS = "What is accepted leads to a change of its claim, not announced yet."
OWN = "Whoever worked on a finding does not turn a complaint about it away."
CHANGE = {"kind": "correction", "cause": "our-error", "note": "We had the wrong year."}
RETRACTION = {"kind": "retraction", "cause": "our-error", "note": "We misread the table."}


def row(verdict, **changed) -> dict:
    return {
        "public_id": "zzzzzzzzzz",
        "verdict_id": verdict.pk,
        "part": "",
        "wrong": "The office says 5 percent",
        "where": "",
        "who": "",
        "email": "",
        "arrived_at": given.moment(),
        "due_on": given.moment().date(),
        "sender": "0" * 64,
    } | changed


def answer(complaint, **changed) -> None:
    """INSERT an answer: Bo refuses."""
    columns = {
        "complaint_id": complaint.pk,
        "number": 1,
        "outcome": "refused",
        "told": "The table says so.",
        "address": "",
        "note": "",
        "change_id": None,
        "public": True,
        "answered_at": given.moment(),
        "answered_by_id": given.person("bo").pk,
    } | changed
    insert("claims_complaintanswer", **columns)


def accepted(complaint, change, **changed) -> None:
    answer(complaint, **{"outcome": "accepted", "told": "", "change_id": change.pk} | changed)


def told(name="bo") -> dict:
    return {"by": given.person(name), "at": given.moment()}


def change_of(verdict):
    return given.corrected(verdict).changes.get()


# ── the complaint ───────────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize("state", ["published", "superseded", "suspended", "retracted"])
def test_a_complaint_about_a_published_finding_can_arrive(state):
    with allowed():
        insert("claims_complaint", **row(given.STATES[state]()))


@pytest.mark.parametrize("state", ["draft", "in_review", "approved", "discarded"])
def test_nobody_complains_about_what_was_never_published(state):
    with refused(PUBLISHED):
        insert("claims_complaint", **row(given.STATES[state]()))


def test_a_complaint_says_what_is_wrong():
    with refused("complaint_says_what_is_wrong"):
        insert("claims_complaint", **row(given.published(), wrong=""))


def test_a_complaint_names_a_part_that_there_is():
    with refused("complaint_names_its_part"):
        insert("claims_complaint", **row(given.published(), part="tone"))


def test_the_day_of_the_answer_is_not_put_off():
    complaint = given.complaint()
    with refused("permission denied"):
        sql("UPDATE claims_complaint SET due_on = due_on + 7")
    assert complaint.due_on


# ── the answer ──────────────────────────────────────────────────────────────────────────────────
def test_the_verbs_answer_in_every_way():
    with allowed():
        for outcome in ("refused", "passed_on"):
            complaint = given.complaint()
            complaints.answer_complaint(complaint, **told(), outcome=outcome, told="So it is.")
        where = {"told": "So it was.", "address": "https://desk.example/1"}
        complaints.answer_complaint(given.complaint(), **told(), outcome="already", **where)
        complaints.accept(given.complaint(), **told(), **CHANGE)
        complaints.accept(given.complaint(), **told("carla"), **RETRACTION)
        open_one = given.published()
        given.corrected(open_one)
        complaints.take_up(given.complaint(open_one), **told())


def test_whoever_worked_on_the_finding_turns_no_complaint_away():
    complaint, ana = given.complaint(), given.person("ana").pk
    for outcome, address in (("refused", ""), ("passed_on", ""), ("already", "https://a.example/")):
        with refused(OWN):
            answer(complaint, outcome=outcome, address=address, answered_by_id=ana)


def test_whoever_worked_on_an_earlier_revision_does_not_either():
    first = given.published()
    following = given.corrected(first, by=given.person("dov"))
    second = given.published(verdict=given.approved(verdict=given.in_review(verdict=following)))
    complaint = given.complaint(second)
    for name in ("ana", "dov"):
        with refused(OWN):
            answer(complaint, answered_by_id=given.person(name).pk)
    with allowed():
        answer(complaint)


def test_whoever_worked_on_the_finding_may_accept():
    verdict = given.published()
    complaint, change = given.complaint(verdict), change_of(verdict)
    with allowed():
        accepted(complaint, change, answered_by_id=given.person("ana").pk)


def test_a_complaint_is_answered_once():
    complaint = given.complaint()
    answer(complaint)
    with refused(ONCE):
        answer(complaint, number=2)
    with refused(ONCE):
        answer(complaint)


def test_answers_are_numbered_from_one():
    with refused(ONCE):
        answer(given.complaint(), number=2)


def test_a_change_that_was_given_up_has_answered_nothing():
    verdict = given.published()
    complaint, draft = given.complaint(verdict), given.corrected(verdict)
    accepted(complaint, draft.changes.get())
    with refused(ONCE):
        answer(complaint, number=2)
    actions.discard(draft, by=draft.author, at=given.moment())
    with allowed():
        answer(complaint, number=2)


def test_a_retraction_that_a_later_revision_overtook_has_answered_nothing():
    verdict = given.published()
    complaint = given.complaint(verdict)
    complaints.accept(complaint, **told("carla"), **RETRACTION)
    following = given.in_review(verdict=given.corrected(verdict))
    with refused(ONCE):
        answer(complaint, number=2)
    given.published(verdict=given.approved(verdict=following))
    with allowed():
        answer(complaint, number=2)


def test_a_complaint_is_not_put_down_to_a_change_of_another_claim():
    change = change_of(given.published(of=given.claim("Trade fell")))
    with refused(LEADS):
        accepted(given.complaint(), change)


def test_a_complaint_is_not_put_down_to_what_readers_knew_already():
    first = given.superseded()
    change = first.claim.verdicts.get(revision=2).changes.get()
    with refused(LEADS):
        accepted(given.complaint(first), change)


def test_a_suspension_is_no_answer():
    verdict = given.suspended()
    with refused(LEADS):
        accepted(given.complaint(verdict), verdict.changes.get())


def test_a_change_that_was_given_up_is_no_answer():
    verdict = given.published()
    draft = given.corrected(verdict)
    actions.discard(draft, by=draft.author, at=given.moment())
    with refused(LEADS):
        accepted(given.complaint(verdict), draft.changes.get())


@pytest.mark.parametrize(
    "wrong", [{"told": ""}, {"outcome": "ignored"}, {"outcome": "accepted", "told": ""}]
)
def test_an_answer_leads_to_a_change_or_says_why(wrong):
    sentence = LEADS if wrong.get("outcome") == "accepted" else "leads_to_a_change_or_says_why"
    with refused(sentence):
        answer(given.complaint(), **wrong)


def test_only_what_was_answered_already_says_where():
    with refused("complaint_answered_already_says_where"):
        answer(given.complaint(), address="https://desk.example/1")
    for address in ("", "javascript:alert(1)"):
        with refused("complaint_answered_already_says_where"):
            answer(given.complaint(), outcome="already", address=address)
