"""A transition leaves from where the last one led, and tells of a move that was made."""

import pytest

from tests import given
from tests.helpers.attacks import allowed, move, refused, set_verdict, tell

pytestmark = [pytest.mark.database, pytest.mark.django_db]

LEADS_ON = "A transition leaves from where the last one led."


def test_a_transition_with_its_move_is_allowed():
    verdict = given.draft()
    with allowed():
        move(verdict, "discarded", verdict.author, given.moment())


@pytest.mark.parametrize("frm", ["in_review", "approved", ""])
def test_a_transition_does_not_leave_from_another_state(frm):
    verdict = given.draft()
    with refused(LEADS_ON):
        tell(verdict, "discarded", verdict.author, given.moment(), frm=frm)


def test_no_second_transition_is_stored_up():
    verdict = given.draft()
    with refused(LEADS_ON):
        tell(verdict, "in_review", verdict.author, given.moment())
        tell(verdict, "discarded", verdict.author, given.moment())


def test_a_transition_without_its_move_is_refused():
    verdict = given.approved()
    with refused("No transition without its move."):
        tell(verdict, "published", given.person("carla"), given.moment(), verb="publish")


def test_a_transition_to_where_it_stands_already_is_refused():
    verdict = given.draft()
    with refused("No transition without its move."):
        tell(verdict, "draft", verdict.author, given.moment())


def test_a_transition_of_no_verdict_is_refused():
    verdict = given.draft()
    verdict.pk += 1_000_000
    with refused(LEADS_ON):
        tell(verdict, "draft", verdict.author, given.moment(), frm="")


def test_a_move_to_the_same_state_writes_nothing():
    verdict = given.in_review()
    with refused("Who moved a verdict, and when, changes only with its state."):
        set_verdict(verdict, state="in_review", moved_at=given.moment())
