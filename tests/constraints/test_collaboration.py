"""Assignments, comments and mentions never change and refer to active users."""

import pytest

from claims.collaboration import assignments, comments
from claims.intake import claims
from tests import given
from tests.helpers.attacks import assert_allowed, assert_refused, insert_row

pytestmark = [pytest.mark.database, pytest.mark.django_db]

ACTIVE = "Only active members of the desk can be assigned."
OPEN_CLAIM = "Only an open claim can be assigned."
TWO_PEOPLE = "The author and the reviewer of a claim must be two people."
NAMED = "Only an active user who is named in the comment can be mentioned."


def create_deactivated(name="dov"):
    person = given.person(name)
    given.deactivated(person)
    return person


def insert_assignment(claim, user, role="write", **changed) -> None:
    row = {
        "claim_id": claim.pk,
        "role": role,
        "user_id": user.pk if user else None,
        "note": "",
        "due_on": None,
        "assigned_at": given.moment(),
        "assigned_by_id": given.person("carla").pk,
    }
    insert_row("claims_assignment", **row | changed)


def insert_mention(comment, user) -> None:
    insert_row("claims_mention", comment_id=comment.pk, user_id=user.pk)


def test_the_actions_assign_unassign_and_mention_are_allowed():
    values = {"by": given.person("carla"), "at": given.moment()}
    claim, dov, bo = given.claim(), given.person("dov"), given.person("bo")
    with assert_allowed():
        assignments.assign_claim(claim, **values, role="write", user=dov)
        assignments.assign_claim(claim, **values, role="review", user=bo)
        assignments.unassign_claim(claim, **values, role="write")
        assignments.assign_claim(claim, **values, role="write", user=given.person("ana"))
        comments.post_comment(claim, **values, text="@dov and @bo: who has the table?")


def test_only_active_users_can_be_assigned():
    with assert_allowed():
        insert_assignment(given.claim(), given.person("dov"))
    with assert_refused(ACTIVE):
        insert_assignment(given.claim(), create_deactivated())


def test_assigning_a_partner_is_refused():
    with assert_refused(ACTIVE):
        insert_assignment(given.claim(), given.person("gwen"))


def test_assigning_a_closed_claim_is_refused():
    declined, merged, other = given.claim(), given.claim("Trade fell"), given.claim("Trade grew")
    claims.decline(declined, by=given.person("bo"), at=given.moment(), reason="opinion")
    claims.merge(merged, by=given.person("carla"), at=given.moment(), into=other)
    for claim in (declined, merged):
        with assert_refused(OPEN_CLAIM):
            insert_assignment(claim, given.person("dov"))
        with assert_allowed():
            insert_assignment(claim, None)  # unassigned


def test_one_person_as_author_and_reviewer_is_refused():
    claim, dov = given.claim(), given.person("dov")
    insert_assignment(claim, dov)
    with assert_refused(TWO_PEOPLE):
        insert_assignment(claim, dov, "review")
    with assert_allowed():
        insert_assignment(claim, given.person("bo"), "review")
    insert_assignment(claim, None)
    with assert_allowed():
        insert_assignment(claim, dov, "review")


def test_the_author_of_a_published_revision_can_review_the_next_one():
    claim, dov = given.claim(), given.person("dov")
    insert_assignment(claim, dov)
    given.published(of=claim)
    with assert_allowed():
        insert_assignment(claim, dov, "review")


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"role": "bless"}, "assignment_role_is_known"),
        ({"user_id": None, "due_on": given.NOON.date()}, "due_date_needs_assignee"),
    ],
)
def test_an_assignment_needs_a_role_and_a_user_for_a_due_date(changed, message):
    with assert_refused(message):
        insert_assignment(given.claim(), given.person("dov"), **changed)


def test_a_comment_needs_text():
    with assert_refused("comment_has_text"):
        insert_row(
            "claims_comment",
            claim_id=given.claim().pk,
            text="",
            created_at=given.moment(),
            created_by_id=given.person("ana").pk,
        )


def test_mentioning_a_named_user_is_allowed():
    comment = given.comment("Ask the office, and ask dov.")
    with assert_refused(NAMED):
        insert_mention(comment, given.person("dov"))
    given.person("bo")
    named = given.comment("Ask @Bo.")
    with assert_refused("user_mentioned_once"):
        insert_mention(named, given.person("bo"))


def test_mentioning_a_deactivated_user_is_refused():
    dov = given.person("dov")
    given.comment("@dov, look.")
    comment = given.comment("@ana and dov")
    with assert_refused(NAMED):
        insert_mention(comment, dov)
    later = given.comment("dov at desk: @dov")
    assert later.mentions.get().user == dov
    create_deactivated()
    with assert_refused(NAMED):
        insert_mention(later, dov)
