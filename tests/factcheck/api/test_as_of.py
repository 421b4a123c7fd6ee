"""What was published at a moment in the past."""

import pytest

from claims.publication import queries
from claims.workflow import actions
from tests import given

pytestmark = pytest.mark.django_db


def get_current_revision(verdict, as_of):
    """Return the number of the revision that was current, or `None`."""
    published = queries.get_claim(verdict.claim.public_id, as_of=as_of)
    rows = queries.list_current_verdicts(as_of=as_of).filter(claim_id=verdict.claim.public_id)
    assert rows.count() == (published is not None)
    return published and published.row.revision


def publish_correction(verdict):
    draft = given.in_review(verdict=given.correction(verdict))
    return given.published(verdict=given.approved(verdict=draft))


def suspend(verdict):
    by, at = given.person("carla"), given.moment()
    actions.suspend(verdict, by=by, at=at, cause="reply", note="They object.")
    verdict.refresh_from_db()


def reinstate(verdict):
    by, at = given.person("filip"), given.moment()
    actions.reinstate(verdict, by=by, at=at, cause="reply", note="They agree.")
    verdict.refresh_from_db()


def test_nothing_is_current_before_the_publication():
    before = given.moment()
    verdict = given.published()
    assert get_current_revision(verdict, before) is None
    assert get_current_revision(verdict, verdict.published_at) == 1
    assert get_current_revision(verdict, given.moment()) == 1


def test_each_revision_is_current_until_the_next():
    first = given.published()
    between = given.moment()
    second = publish_correction(first)
    assert get_current_revision(first, between) == 1
    assert get_current_revision(first, second.published_at) == 2


def test_a_suspended_revision_was_current_until_the_suspension():
    verdict = given.published()
    before = given.moment()
    suspend(verdict)
    assert get_current_revision(verdict, before) == 1
    assert get_current_revision(verdict, given.moment()) is None


def test_a_reinstated_revision_was_not_current_while_it_was_suspended():
    verdict = given.published()
    suspend(verdict)
    between = given.moment()
    reinstate(verdict)
    assert get_current_revision(verdict, between) is None
    assert get_current_revision(verdict, given.moment()) == 1


def test_a_revision_suspended_twice_was_not_current_either_time():
    verdict = given.published()
    moments = []
    for _ in range(2):
        suspend(verdict)
        moments.append(given.moment())
        reinstate(verdict)
        moments.append(given.moment())
    revisions = [get_current_revision(verdict, moment) for moment in moments]
    assert revisions == [None, 1, None, 1]


def test_a_revision_superseded_during_its_suspension_was_not_current():
    first = given.suspended()
    between = given.moment()
    publish_correction(first)
    assert get_current_revision(first, between) is None


def test_a_retracted_revision_was_current_until_the_retraction():
    verdict = given.retracted()
    assert get_current_revision(verdict, verdict.published_at) == 1
    assert get_current_revision(verdict, given.moment()) is None
