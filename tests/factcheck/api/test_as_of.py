"""What stood published at a moment in the past?"""

import pytest

from claims.publication import queries
from claims.workflow import actions
from tests import given

pytestmark = pytest.mark.django_db


def standing(verdict, as_of):
    """The number of the revision that stood, or `None`."""
    found = queries.claim(verdict.claim.public_id, as_of=as_of)
    listed = queries.listed(as_of=as_of).filter(claim_id=verdict.claim.public_id).count()
    assert listed == (found is not None)
    return found and found.row.revision


def test_nothing_stood_before_it_was_published():
    before = given.moment()
    verdict = given.published()
    assert standing(verdict, before) is None
    assert standing(verdict, verdict.published_at) == 1
    assert standing(verdict, given.moment()) == 1


def test_each_revision_stood_until_the_next():
    first = given.published()
    between = given.moment()
    second = given.corrected(first)
    second = given.published(verdict=given.approved(verdict=given.in_review(verdict=second)))
    assert standing(first, between) == 1
    assert standing(first, second.published_at) == 2


def test_what_is_suspended_stood_until_then():
    verdict = given.published()
    before = given.moment()
    suspend(verdict)
    assert standing(verdict, before) == 1
    assert standing(verdict, given.moment()) is None


def test_what_was_reinstated_did_not_stand_meanwhile():
    verdict = given.published()
    suspend(verdict)
    meanwhile = given.moment()
    reinstate(verdict)
    assert standing(verdict, meanwhile) is None
    assert standing(verdict, given.moment()) == 1


def test_what_was_suspended_twice_did_not_stand_either_time():
    verdict = given.published()
    moments = []
    for _ in range(2):
        suspend(verdict)
        moments += [given.moment()]
        reinstate(verdict)
        moments += [given.moment()]
    assert [standing(verdict, moment) for moment in moments] == [None, 1, None, 1]


def test_what_was_superseded_while_suspended_did_not_stand_meanwhile():
    first = given.suspended()
    meanwhile = given.moment()
    given.published(verdict=given.approved(verdict=given.in_review(verdict=given.corrected(first))))
    assert standing(first, meanwhile) is None


def test_what_is_retracted_stood_until_then():
    verdict = given.retracted()
    assert standing(verdict, verdict.published_at) == 1
    assert standing(verdict, given.moment()) is None


def suspend(verdict):
    actions.suspend(
        verdict, by=given.person("carla"), at=given.moment(), cause="reply", note="Told."
    )
    verdict.refresh_from_db()


def reinstate(verdict):
    actions.reinstate(
        verdict, by=given.person("filip"), at=given.moment(), cause="reply", note="Told."
    )
    verdict.refresh_from_db()
