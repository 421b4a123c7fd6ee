"""Embargoes and legal blocks prevent publication; releasing one needs a reason."""

from datetime import timedelta

import pytest

from claims.intake import claims
from claims.models import PublicationBlock
from claims.scheduling import publication_blocks
from claims.workflow import actions
from claims.workflow.transitions import check_allowed
from factcheck.core.errors import FactcheckError
from tests import given

pytestmark = pytest.mark.django_db

UNDER_EMBARGO = "It is under embargo until"
LEGALLY_BLOCKED = "Publication of this claim is blocked for legal reasons"
NOT_PERMITTED = "Your role does not allow this"
CHANGE = {"cause": "reply", "note": "They objected."}


def publish(verdict, at=None) -> None:
    sha256 = verdict.submission.sha256
    actions.publish(verdict, by=given.person("carla"), at=at or given.moment(), sha256=sha256)
    verdict.refresh_from_db()


def release(block: PublicationBlock, by: str, reason: str, at=None) -> None:
    publication_blocks.release_block(
        block, by=given.person(by), at=at or given.moment(), reason=reason
    )


# ── embargoes ───────────────────────────────────────────────────────────────────────────────────
TARGETS = {
    "the claim": lambda verdict: verdict.claim,
    "a cited source": lambda verdict: verdict.evidence.first().passage.snapshot.source,
}


@pytest.mark.parametrize("target", TARGETS)
def test_publishing_is_refused_until_the_embargo_ends(target):
    verdict = given.approved()
    embargo = given.embargo(TARGETS[target](verdict))
    with pytest.raises(FactcheckError, match=UNDER_EMBARGO):
        publish(verdict, embargo.until - timedelta(seconds=1))
    publish(verdict, embargo.until)
    assert verdict.state == "published"


def test_an_embargo_on_the_source_of_an_appearance_counts_too():
    draft = given.draft()
    passage = given.passage(given.ROSE)
    claims.add_appearance(
        draft.claim, by=given.person("ana"), at=given.moment(), text="It rose.", passage=passage
    )
    verdict = given.approved(verdict=given.in_review(verdict=draft))
    given.embargo(passage.snapshot.source)
    with pytest.raises(FactcheckError, match=UNDER_EMBARGO):
        publish(verdict)


def test_an_embargo_on_another_source_or_claim_does_not_prevent_publishing():
    verdict = given.approved()
    given.embargo(given.snapshot(given.SECOND_TEXT).source)
    given.embargo(given.claim("Another claim"))
    publish(verdict)
    assert verdict.state == "published"


def test_of_several_embargoes_the_last_one_to_end_counts():
    verdict = given.approved()
    first = given.embargo(verdict.claim, hours=10)
    last = given.embargo(verdict.claim, hours=20)
    with pytest.raises(FactcheckError, match=UNDER_EMBARGO):
        publish(verdict, first.until)
    publish(verdict, last.until)


def test_the_end_of_an_embargo_is_shown_in_the_desks_time_zone(settings):
    settings.TIME_ZONE = "Europe/Warsaw"
    verdict = given.approved()
    embargo = given.embargo(verdict.claim)
    local = embargo.until + timedelta(hours=1)  # in November
    violation = check_allowed("publish", verdict, given.person("carla"), at=embargo.created_at)
    assert violation.message.endswith(f"{local:%H:%M} (Europe/Warsaw).")


def test_scheduling_before_the_end_of_an_embargo_is_refused():
    verdict = given.approved()
    given.embargo(verdict.claim, hours=24)
    with pytest.raises(FactcheckError, match="There is an embargo until.*schedule it for later"):
        given.scheduled_publication(verdict, hours=12)
    given.scheduled_publication(verdict, hours=30)


def test_an_editor_can_release_an_embargo_early_with_a_reason():
    verdict = given.approved()
    embargo = given.embargo(verdict.claim)
    with pytest.raises(FactcheckError, match="Enter the reason for releasing it"):
        release(embargo, "carla", " ")
    release(embargo, "carla", "It is out.")
    publish(verdict)
    embargo.refresh_from_db()
    assert (embargo.released_by, embargo.release_reason) == (given.person("carla"), "It is out.")


@pytest.mark.parametrize("name", ["ana", "bo", "eva", "gwen"])
def test_releasing_a_block_is_refused_to_other_roles(name):
    for block in (given.embargo(given.claim()), given.legal_block()):
        with pytest.raises(FactcheckError, match=NOT_PERMITTED):
            release(block, name, "So.")


@pytest.mark.parametrize("name", ["eva", "gwen"])
def test_creating_an_embargo_is_refused_to_roles_that_do_not_write(name):
    with pytest.raises(FactcheckError, match=NOT_PERMITTED):
        given.embargo(given.claim(), by=given.person(name))


@pytest.mark.parametrize("hours", [0, -1, 11 * 366 * 24])
def test_an_embargo_ends_in_the_future_and_within_ten_years(hours):
    with pytest.raises(FactcheckError, match="in the future, within ten years"):
        given.embargo(given.claim(), hours=hours)


def test_a_block_needs_a_reason():
    with pytest.raises(FactcheckError, match="Enter the reason"):
        given.embargo(given.claim(), reason=" ")
    with pytest.raises(FactcheckError, match="Enter the reason"):
        given.legal_block(reason="")
    assert not PublicationBlock.objects.exists()


# ── legal blocks ────────────────────────────────────────────────────────────────────────────────
def test_a_blocked_fact_check_stays_suspended():
    verdict = given.suspended()
    given.legal_block(verdict.claim)
    filip, at = given.person("filip"), given.moment()
    with pytest.raises(FactcheckError, match=LEGALLY_BLOCKED):
        actions.reinstate(verdict, by=filip, at=at, **CHANGE)
    with pytest.raises(FactcheckError, match=LEGALLY_BLOCKED):
        actions.open_correction(verdict, by=filip, at=at, kind="correction", **CHANGE)


def test_a_correction_opened_before_the_block_cannot_be_published():
    suspended = given.suspended()
    draft = given.correction(suspended)
    given.legal_block(suspended.claim)
    verdict = given.approved(verdict=given.in_review(verdict=draft))
    with pytest.raises(FactcheckError, match=LEGALLY_BLOCKED):
        publish(verdict)
    with pytest.raises(FactcheckError, match=LEGALLY_BLOCKED):
        given.scheduled_publication(verdict)


def test_a_legal_block_is_released_by_a_second_person():
    verdict = given.suspended()
    block = given.legal_block(verdict.claim, by=given.person("carla"))
    with pytest.raises(FactcheckError, match="another person has to release it"):
        release(block, "carla", "Released.")
    at = given.moment()
    release(block, "filip", "The court has allowed it.", at)
    with pytest.raises(FactcheckError, match="Filip Byline has already released it"):
        release(block, "filip", "Again.", at)
    actions.reinstate(verdict, by=given.person("filip"), at=given.moment(), **CHANGE)
    verdict.refresh_from_db()
    assert verdict.state == "published"


def test_a_published_fact_check_has_to_be_suspended_before_a_legal_block():
    verdict = given.published()
    with pytest.raises(FactcheckError, match="suspend it first"):
        given.legal_block(verdict.claim)


def test_a_claim_has_at_most_one_legal_block():
    claim = given.legal_block().claim
    with pytest.raises(FactcheckError, match="already has a legal publication block"):
        given.legal_block(claim, by=given.person("filip"))


@pytest.mark.parametrize("name", ["ana", "bo", "eva"])
def test_creating_a_legal_block_is_refused_to_other_roles(name):
    with pytest.raises(FactcheckError, match=NOT_PERMITTED):
        given.legal_block(by=given.person(name))
