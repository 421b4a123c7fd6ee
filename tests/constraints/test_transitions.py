"""A transition starts from the current state and belongs to a change of state."""

import pytest

from tests import given
from tests.helpers.attacks import (
    assert_allowed,
    assert_refused,
    change_state,
    insert_transition,
    update_verdict,
)

pytestmark = [pytest.mark.database, pytest.mark.django_db]

CURRENT_STATE = "A transition must start from the current state of the verdict."


def test_a_transition_with_its_change_of_state_is_allowed():
    verdict = given.draft()
    with assert_allowed():
        change_state(verdict, "discarded", verdict.author, given.moment())


@pytest.mark.parametrize("from_state", ["in_review", "approved", ""])
def test_a_transition_from_another_state_is_refused(from_state):
    verdict = given.draft()
    with assert_refused(CURRENT_STATE):
        insert_transition(
            verdict, "discarded", verdict.author, given.moment(), from_state=from_state
        )


def test_a_second_transition_in_advance_is_refused():
    verdict = given.draft()
    with assert_refused(CURRENT_STATE):
        insert_transition(verdict, "in_review", verdict.author, given.moment())
        insert_transition(verdict, "discarded", verdict.author, given.moment())


def test_a_transition_without_its_change_of_state_is_refused():
    verdict = given.approved()
    with assert_refused("A transition needs a matching change of state."):
        insert_transition(
            verdict, "published", given.person("carla"), given.moment(), action="publish"
        )


def test_a_transition_to_the_current_state_is_refused():
    verdict = given.draft()
    with assert_refused("A transition needs a matching change of state."):
        insert_transition(verdict, "draft", verdict.author, given.moment())


def test_a_transition_of_an_unknown_verdict_is_refused():
    verdict = given.draft()
    verdict.pk += 1_000_000
    with assert_refused(CURRENT_STATE):
        insert_transition(verdict, "draft", verdict.author, given.moment(), from_state="")


def test_an_update_to_the_same_state_with_a_new_time_is_refused():
    verdict = given.in_review()
    with assert_refused("These columns can change only together with the state."):
        update_verdict(verdict, state="in_review", state_changed_at=given.moment())
