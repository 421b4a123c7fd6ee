"""The audit stays clean after words were removed because their time was over."""

import pytest

from claims import complaints
from claims.audit.run import run_audit
from claims.models import LedgerEntry, Tip, Verdict
from claims.publication.ledger import verify_entries
from claims.removal import old_drafts
from factcheck import retention
from tests import given
from tests.factcheck.test_retention import CREATE, YEARS_LATER

pytestmark = pytest.mark.database


def publish_with_correspondence() -> Verdict:
    """A published verdict with a letter, a response, and a complaint that a correction answers."""
    claim = given.claim(unasked="")
    given.comment_response(given.comment_request(claim))
    part = {"visibility": "part", "public_excerpt": "It counts the first half of the year only."}
    given.comment_response(given.comment_request(claim), **part)
    draft = given.draft(claim)
    first = given.published(verdict=given.approved(verdict=given.in_review(verdict=draft)))
    complaint, next_revision = given.complaint(first), given.correction(first)
    complaints.attach_to_open_change(complaint, by=given.person("carla"), at=given.moment())
    return given.published(verdict=given.approved(verdict=given.in_review(verdict=next_revision)))


def test_the_audit_is_clean_after_everything_that_expires_was_removed(own_database):
    publish_with_correspondence()
    for create in CREATE.values():
        create()
    given.discarded()
    assert list(run_audit()) == []
    report = retention.remove_expired(YEARS_LATER)
    assert all(report.removed[kind] for kind in CREATE)
    drafts = old_drafts.list_proposed_drafts(YEARS_LATER)
    old_drafts.remove_drafts(drafts, by=given.person("carla"), at=YEARS_LATER)
    assert set(Tip.objects.exclude(decided_at=None).get().text) == {"█"}
    assert list(run_audit()) == []
    assert list(verify_entries(LedgerEntry.objects.order_by("number"))) == []
