"""Embargoes and legal blocks prevent publication, and a schedule never changes."""

from datetime import timedelta

import pytest

from claims.scheduling import publication, publication_blocks
from claims.workflow import actions
from factcheck.accounts.system_user import get_system_user
from tests import given
from tests.helpers.attacks import (
    assert_allowed,
    assert_refused,
    change_state,
    execute_sql,
    insert_row,
)

pytestmark = [pytest.mark.database, pytest.mark.django_db]

EMBARGO = "The verdict is under embargo."
BLOCKED = "The claim has a legal publication block."
RELEASED_ONCE = "A publication block can be lifted only once."
ENDS_ONCE = "A scheduled publication can end only once."
APPROVED = "Only an approved submission can be scheduled."


def publish_with_sql(verdict, at) -> None:
    carla = given.person("carla")
    change_state(verdict, "published", carla, at, published_at=at, published_by_id=carla.pk)


def publish_with_action(verdict, at) -> None:
    values = {"by": given.person("carla"), "at": at, "sha256": verdict.submission.sha256}
    actions.publish(verdict, **values)


def insert_change(verdict, kind: str, at, previous=None) -> None:
    insert_row(
        "claims_change",
        verdict_id=verdict.pk,
        previous_id=(previous or verdict).pk,
        kind=kind,
        cause="reply",
        note="A note.",
        created_at=at,
        created_by_id=given.person("filip").pk,
    )


def release(row, by=None, **changed) -> None:
    by = by or given.person("filip")
    columns = {
        "released_at": given.moment(),
        "released_by_id": by.pk,
        "release_reason": "So.",
    } | changed
    assigned = ", ".join(f"{name} = %s" for name in columns)
    execute_sql(
        f"UPDATE claims_publicationblock SET {assigned} WHERE id = %s", *columns.values(), row.pk
    )


def get_source(verdict):
    return verdict.evidence.first().passage.snapshot.source


# ── embargoes ─────────────────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize("on", [lambda verdict: verdict.claim, get_source])
def test_publishing_under_embargo_is_refused(on):
    verdict = given.approved()
    embargo = given.embargo(on(verdict))
    with assert_refused(EMBARGO):
        publish_with_sql(verdict, embargo.until - timedelta(seconds=1))


def test_a_future_time_does_not_end_an_embargo():
    verdict = given.approved()
    given.embargo(verdict.claim, hours=24 * 3650)
    with assert_refused(EMBARGO):
        publish_with_sql(verdict, given.NOON + timedelta(days=4000))


@pytest.mark.parametrize("on", [lambda verdict: verdict.claim, get_source])
def test_publishing_at_the_end_of_an_embargo_is_allowed(on):
    verdict = given.approved()
    embargo = given.embargo(on(verdict))
    with assert_allowed():
        publish_with_action(verdict, embargo.until)


def test_publishing_after_an_embargo_was_lifted_is_allowed():
    verdict = given.approved()
    release(given.embargo(verdict.claim))
    with assert_allowed():
        publish_with_action(verdict, given.moment())


def test_reinstating_under_embargo_is_allowed():
    verdict = given.suspended()
    given.embargo(verdict.claim)
    values = {
        "by": given.person("filip"),
        "at": given.moment(),
        "cause": "reply",
        "note": "A note.",
    }
    with assert_allowed():
        actions.reinstate(verdict, **values)


# ── legal blocks ──────────────────────────────────────────────────────────────────────────────────
def test_publishing_a_blocked_claim_is_refused():
    verdict = given.approved()
    given.legal_block(verdict.claim)
    with assert_refused(BLOCKED):
        publish_with_sql(verdict, given.moment())


def test_reinstating_a_blocked_claim_is_refused():
    verdict = given.suspended()
    given.legal_block(verdict.claim)
    at = given.moment()
    with assert_refused(BLOCKED):
        insert_change(verdict, "reinstatement", at)
        change_state(verdict, "published", given.person("filip"), at, ended_at=None)


@pytest.mark.parametrize("kind", ["correction", "update", "clarification", "minor_edit"])
def test_correcting_a_blocked_claim_is_refused(kind):
    verdict = given.suspended()
    given.legal_block(verdict.claim)
    at, ana = given.moment(), given.person("ana")
    with assert_refused(BLOCKED):
        following = actions.create_revision(
            verdict.claim, by=ana, at=at, action="correct", **given.verdict_content()
        )
        insert_change(following, kind, at, previous=verdict)


def test_correcting_and_reinstating_a_released_claim_is_allowed():
    verdict = given.suspended()
    release(given.legal_block(verdict.claim))
    values = {
        "by": given.person("filip"),
        "at": given.moment(),
        "cause": "reply",
        "note": "A note.",
    }
    with assert_allowed():
        actions.open_correction(verdict, **values, kind="correction")
        actions.reinstate(verdict, **values)


def test_retracting_a_blocked_claim_is_allowed():
    verdict = given.suspended()
    given.legal_block(verdict.claim)
    values = {"cause": "our-error", "note": "We were wrong."}
    carla, filip = given.person("carla"), given.person("filip")
    with assert_allowed():
        actions.propose_retraction(verdict, by=carla, at=given.moment(), **values)
        actions.retract(verdict, by=filip, at=given.moment())


def block_row(**changed) -> dict:
    return {
        "kind": "legal",
        "claim_id": None,
        "source_id": None,
        "until": None,
        "reason": "So.",
        "created_at": given.moment(),
        "created_by_id": given.person("carla").pk,
        "release_reason": "",
    } | changed


def test_blocking_a_published_claim_is_refused():
    verdict = given.published()
    with assert_refused("A claim with a published verdict cannot be blocked."):
        insert_row("claims_publicationblock", **block_row(claim_id=verdict.claim_id))


def test_a_second_legal_block_on_a_claim_is_refused():
    claim = given.legal_block().claim
    with assert_refused("one_legal_block_per_claim"):
        insert_row("claims_publicationblock", **block_row(claim_id=claim.pk))


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"until": given.NOON}, "only_embargo_has_end"),
        ({"kind": "embargo"}, "only_embargo_has_end"),
        ({"kind": "embargo", "until": given.NOON}, "only_embargo_has_end"),
        ({"kind": "wish"}, "only_embargo_has_end"),
        ({"reason": ""}, "block_has_reason"),
        ({"release_reason": "So."}, "block_release_is_complete"),
        ({"released_at": given.NOON}, "A publication block must be created in force."),
        (
            {"claim_id": None, "kind": "embargo", "until": given.NOON + timedelta(days=365)},
            "block_on_claim_or_source",
        ),
    ],
)
def test_an_incomplete_block_is_refused(changed, message):
    claim = given.claim()
    with assert_refused(message):
        insert_row("claims_publicationblock", **block_row(claim_id=claim.pk) | changed)


def test_a_legal_block_on_a_source_is_refused():
    source = given.snapshot().source
    with assert_refused("only_embargo_has_end"):
        insert_row("claims_publicationblock", **block_row(source_id=source.pk))


def test_releasing_a_legal_block_is_refused_to_its_creator():
    block = given.legal_block(by=given.person("carla"))
    with assert_refused("legal_block_released_by_second_person"):
        release(block, by=given.person("carla"))
    with assert_allowed():
        release(block)


@pytest.mark.parametrize("missing", ["released_at", "released_by_id"])
def test_a_release_needs_a_time_and_a_user(missing):
    with assert_refused("block_release_is_complete"):
        release(given.embargo(given.claim()), **{missing: None})


def test_a_release_needs_a_reason():
    with assert_refused("block_release_is_complete"):
        release(given.embargo(given.claim()), release_reason="")


@pytest.mark.parametrize(
    "column", ["until = created_at + interval '1 minute'", "reason = 'Another.'"]
)
def test_changing_a_block_is_refused(column):
    embargo = given.embargo(given.claim())
    with assert_refused(RELEASED_ONCE):
        execute_sql(f"UPDATE claims_publicationblock SET {column} WHERE id = %s", embargo.pk)


def test_releasing_a_block_twice_is_refused():
    embargo = given.embargo(given.claim())
    release(embargo)
    with assert_refused(RELEASED_ONCE):
        release(embargo, release_reason="For another reason.")
    with assert_refused(RELEASED_ONCE):
        release(embargo, released_at=None, released_by_id=None, release_reason="")


def test_the_actions_block_and_release_are_allowed():
    values = {"by": given.person("filip"), "at": given.moment(), "reason": "So."}
    with assert_allowed():
        for block in (given.embargo(given.claim()), given.embargo(given.snapshot().source)):
            publication_blocks.release_block(block, **values)
        publication_blocks.release_block(given.legal_block(), **values)


# ── schedules ─────────────────────────────────────────────────────────────────────────────────────
def insert_schedule(verdict, **changed) -> None:
    at = given.moment()
    row = {
        "verdict_id": verdict.pk,
        "submission_id": verdict.submission_id,
        "sha256": verdict.submission.sha256,
        "publish_at": at + timedelta(hours=1),
        "created_at": at,
        "created_by_id": given.person("carla").pk,
        "outcome": "",
        "reason": "",
    }
    insert_row("claims_scheduledpublication", **row | changed)


def test_scheduling_an_approved_submission_is_allowed():
    with assert_allowed():
        insert_schedule(given.approved())


@pytest.mark.parametrize("state", ["in_review", "published", "suspended"])
def test_scheduling_in_any_other_state_is_refused(state):
    verdict = given.STATES[state]()
    with assert_refused(APPROVED):
        insert_schedule(verdict)


def test_scheduling_another_submission_is_refused():
    verdict, other = given.approved(), given.approved(conclusion="Another finding.")
    with assert_refused(APPROVED):
        insert_schedule(verdict, submission_id=other.submission_id, sha256=other.submission.sha256)
    with assert_refused(APPROVED):
        insert_schedule(verdict, sha256="0" * 64)


def test_a_schedule_created_as_ended_is_refused():
    ended = {"outcome": "cancelled", "ended_at": given.NOON, "ended_by_id": given.person("bo").pk}
    with assert_refused(APPROVED):
        insert_schedule(given.approved(), **ended)


def test_a_schedule_in_the_past_is_refused():
    with assert_refused("scheduled_in_the_future"):
        insert_schedule(given.approved(), publish_at=given.NOON)


def test_a_second_active_schedule_is_refused():
    schedule = given.scheduled_publication()
    with assert_refused("one_active_schedule_per_verdict"):
        insert_schedule(schedule.verdict)


def end_schedule(schedule, **changed) -> None:
    columns = {"outcome": "cancelled", "ended_at": given.moment(), "reason": ""}
    columns |= {"ended_by_id": given.person("carla").pk} | changed
    assigned = ", ".join(f'"{name}" = %s' for name in columns)
    execute_sql(
        f"UPDATE claims_scheduledpublication SET {assigned} WHERE id = %s",
        *columns.values(),
        schedule.pk,
    )


@pytest.mark.parametrize(
    "column",
    ["publish_at = publish_at - interval '1 minute'", "created_by_id = created_by_id + 1"],
)
def test_changing_a_schedule_is_refused(column):
    schedule = given.scheduled_publication()
    with assert_refused(ENDS_ONCE):
        execute_sql(f"UPDATE claims_scheduledpublication SET {column} WHERE id = %s", schedule.pk)


def test_ending_a_schedule_twice_is_refused():
    schedule = given.scheduled_publication()
    end_schedule(schedule)
    with assert_refused(ENDS_ONCE):
        end_schedule(schedule, outcome="replaced")
    with assert_refused(ENDS_ONCE):
        end_schedule(schedule, outcome="", ended_at=None, ended_by_id=None)


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"ended_at": None}, "schedule_end_is_complete"),
        ({"ended_by_id": None}, "schedule_end_is_complete"),
        ({"outcome": ""}, "schedule_end_is_complete"),
        ({"outcome": "refused"}, "refused_schedule_has_reason"),
        ({"reason": "So."}, "refused_schedule_has_reason"),
    ],
)
def test_an_incomplete_end_of_a_schedule_is_refused(changed, message):
    with assert_refused(message):
        end_schedule(given.scheduled_publication(), **changed)


def test_the_actions_schedule_and_cancel_are_allowed():
    with assert_allowed():
        first = given.scheduled_publication(hours=12)
        given.scheduled_publication(first.verdict, hours=13)
        publication.cancel_scheduled_publication(
            first.verdict, by=given.person("filip"), at=given.moment()
        )
        given.embargo(first.verdict.claim, hours=12)
        last = given.scheduled_publication(first.verdict, hours=14)
        given.embargo(first.verdict.claim, hours=48)
        assert publication.publish_if_due(last, at=last.publish_at, system_user=get_system_user())
