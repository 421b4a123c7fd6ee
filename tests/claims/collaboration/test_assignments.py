"""Assignments: who may be assigned what and by whom, and until when an assignment is current."""

from datetime import timedelta

import pytest

from claims.collaboration import assignments
from claims.intake import claims
from claims.models import Assignment, Claim
from claims.workflow import actions
from factcheck.core.errors import FactcheckError
from tests import given

pytestmark = pytest.mark.django_db

NOT_PERMITTED = "Your role does not allow this."


def assign(claim: Claim, to: str, by: str, role: str = "write", **fields) -> Assignment:
    return given.assignment(claim, to=given.person(to), by=given.person(by), role=role, **fields)


def get_assigned(claim: Claim) -> dict[str, str]:
    current = assignments.get_current_assignments(claim)
    return {role: assignment.user.username for role, assignment in current.items()}


def list_claims_to_do(name: str) -> list[Claim]:
    return [row.claim for row in assignments.list_assignments_to_do(given.person(name))]


# ── assigning ───────────────────────────────────────────────────────────────────────────────────
def test_an_editor_assigns_a_claim_with_a_note_and_a_due_date():
    due_on = given.NOON.date() + timedelta(days=3)
    assignment = assign(given.claim(), "dov", "carla", note=" Ask the office. ", due_on=due_on)
    assert (assignment.user.username, assignment.assigned_by.username) == ("dov", "carla")
    assert (assignment.note, assignment.due_on) == ("Ask the office.", due_on)


def test_any_author_can_take_a_claim():
    claim = given.claim()
    assign(claim, "ana", "ana")
    assert get_assigned(claim) == {"write": "ana"}


def test_a_reviewer_can_take_a_review_and_an_author_cannot():
    claim = given.claim()
    with pytest.raises(FactcheckError, match=NOT_PERMITTED):
        assign(claim, "ana", "ana", "review")
    assign(claim, "bo", "bo", "review")
    assert get_assigned(claim) == {"review": "bo"}


def test_an_author_cannot_assign_others():
    with pytest.raises(FactcheckError, match=NOT_PERMITTED):
        assign(given.claim(), "dov", "ana")
    assert not Assignment.objects.exists()


@pytest.mark.parametrize("by", ["eva", "gwen"])
def test_assigning_is_refused_to_roles_that_do_not_write(by):
    for to in (by, "ana"):
        with pytest.raises(FactcheckError, match=NOT_PERMITTED):
            assign(given.claim(), to, by)


def test_assigning_is_refused_to_deactivated_users():
    carla = given.person("carla")
    carla.is_active = False
    with pytest.raises(FactcheckError, match=NOT_PERMITTED):
        given.assignment(by=carla)
    given.assignment(to=given.person("dov"), by=given.person("bo"))


def test_a_deactivated_user_or_one_without_the_permission_cannot_be_assigned():
    given.deactivated(given.person("dov"))
    with pytest.raises(FactcheckError, match="The account of Dov Byline is deactivated."):
        assign(given.claim(), "dov", "carla")
    message = "The role of Ana Byline does not allow reviewing."
    with pytest.raises(FactcheckError, match=message):
        assign(given.claim(), "ana", "carla", "review")
    for name in ("eva", "gwen"):
        with pytest.raises(FactcheckError, match="does not allow writing"):
            assign(given.claim(), name, "carla")


def test_a_role_and_a_person_are_required():
    context = {"by": given.person("carla"), "at": given.moment()}
    with pytest.raises(FactcheckError, match="Choose what there is to do"):
        assignments.assign_claim(given.claim(), **context, role="", user=given.person("ana"))
    with pytest.raises(FactcheckError, match="Choose a person."):
        assignments.assign_claim(given.claim(), **context, role="write", user=None)


def test_a_due_date_may_be_today_and_not_in_the_past():
    today = given.NOON.date()
    with pytest.raises(FactcheckError, match="has already passed"):
        assign(given.claim(), "dov", "carla", due_on=today - timedelta(days=1))
    assert assign(given.claim(), "dov", "carla", due_on=today).due_on == today


def test_today_is_the_day_in_the_desks_time_zone(settings):
    settings.TIME_ZONE = "Pacific/Kiritimati"  # a day ahead of UTC from ten in the morning
    with pytest.raises(FactcheckError, match="has already passed"):
        assign(given.claim(), "dov", "carla", due_on=given.NOON.date())


def test_the_same_person_cannot_write_and_review():
    claim = given.claim()
    assign(claim, "bo", "carla")
    with pytest.raises(FactcheckError, match="Bo Byline is already assigned to write"):
        assign(claim, "bo", "carla", "review")


def test_a_contributor_of_the_open_revision_cannot_be_assigned_its_review():
    claim = given.in_review(by=given.person("filip")).claim
    with pytest.raises(FactcheckError, match="Filip Byline worked on the open revision"):
        assign(claim, "filip", "carla", "review")


# ── current assignments ─────────────────────────────────────────────────────────────────────────
def test_the_latest_assignment_is_current_and_the_others_are_kept():
    claim = given.claim()
    assign(claim, "ana", "ana")
    assign(claim, "dov", "carla")
    assert get_assigned(claim) == {"write": "dov"}
    assert claim.assignments.count() == 2


def test_users_can_return_their_own_assignment_and_editors_can_remove_any():
    claim, context = given.claim(), {"at": given.moment(), "role": "write"}
    assign(claim, "ana", "ana")
    with pytest.raises(FactcheckError, match=NOT_PERMITTED):
        assignments.unassign_claim(claim, by=given.person("dov"), **context)
    assignments.unassign_claim(claim, by=given.person("ana"), **context)
    assert get_assigned(claim) == {}
    with pytest.raises(FactcheckError, match="No one is assigned to this."):
        assignments.unassign_claim(claim, by=given.person("ana"), **context)
    assign(claim, "ana", "ana")
    assignments.unassign_claim(claim, by=given.person("carla"), **context)
    assert get_assigned(claim) == {}


def test_an_assignment_is_done_when_a_revision_is_published_after_it():
    claim = given.claim()
    assign(claim, "dov", "carla")
    verdict = given.published(of=claim)
    assert get_assigned(claim) == {}
    assign(claim, "dov", "carla")
    assert get_assigned(verdict.claim) == {"write": "dov"}


def test_a_declined_claim_has_no_assignment():
    claim = given.claim()
    assign(claim, "dov", "carla")
    claims.decline(claim, by=given.person("bo"), at=given.moment(), reason="opinion")
    claim.refresh_from_db()
    assert get_assigned(claim) == {}
    with pytest.raises(FactcheckError, match="The claim was declined."):
        assign(claim, "ana", "carla")


def test_an_assignment_does_not_change_permissions():
    claim = given.claim()
    assign(claim, "bo", "carla", "review")
    verdict = given.in_review(of=claim)
    sha256 = verdict.submission.sha256
    actions.approve(
        verdict, by=given.person("filip"), at=given.moment(), sha256=sha256, is_worded_fairly=True
    )
    verdict.refresh_from_db()
    assert verdict.approved_by == given.person("filip")


# ── what a user has to do ───────────────────────────────────────────────────────────────────────
def test_assignments_to_do_are_ordered_by_due_date():
    later, soon, undated = (given.claim(f"Trade rose {number} times") for number in range(3))
    day = given.NOON.date()
    assign(undated, "dov", "carla")
    assign(later, "dov", "carla", due_on=day + timedelta(days=5))
    assign(soon, "dov", "carla", due_on=day + timedelta(days=1))
    assert list_claims_to_do("dov") == [soon, later, undated]
    assert list_claims_to_do("ana") == []


def test_authors_have_nothing_to_do_during_a_review_and_reviewers_only_then():
    verdict = given.draft()
    claim = verdict.claim
    assign(claim, "dov", "carla")
    assign(claim, "bo", "carla", "review")
    assert (list_claims_to_do("dov"), list_claims_to_do("bo")) == ([claim], [])
    given.in_review(verdict=verdict)
    assert (list_claims_to_do("dov"), list_claims_to_do("bo")) == ([], [claim])
    given.approved(verdict=verdict)
    assert (list_claims_to_do("dov"), list_claims_to_do("bo")) == ([], [])
