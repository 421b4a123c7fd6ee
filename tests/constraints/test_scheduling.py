"""Nothing under embargo or hold is published, and a plan is what it was when it was made."""

from datetime import timedelta

import pytest

from claims.scheduling import publication, publication_blocks
from claims.workflow import actions
from factcheck.accounts.system_user import the_desk
from tests import given
from tests.helpers.attacks import allowed, insert, move, refused, sql

pytestmark = [pytest.mark.database, pytest.mark.django_db]

EMBARGO = "It is under embargo."
HOLD = "A legal hold is on the claim."
LIFTED_ONCE = "What is withheld is lifted once, and nothing else of it changes."
ENDS_ONCE = "A plan ends once, and nothing else of it changes."
APPROVED = "What is planned is what was approved."


def publish(verdict, at) -> None:
    carla = given.person("carla")
    move(verdict, "published", carla, at, published_at=at, published_by_id=carla.pk)


def publish_lawfully(verdict, at) -> None:
    told = {"by": given.person("carla"), "at": at, "seen": verdict.submission.sha256}
    actions.publish(verdict, **told)


def change(verdict, kind: str, at, previous=None) -> None:
    insert(
        "claims_change",
        verdict_id=verdict.pk,
        previous_id=(previous or verdict).pk,
        kind=kind,
        cause="reply",
        note="Told.",
        opened_at=at,
        opened_by_id=given.person("filip").pk,
    )


def lift(row, by=None, **changed) -> None:
    by = by or given.person("filip")
    columns = {"lifted_at": given.moment(), "lifted_by_id": by.pk, "lifted_why": "So."} | changed
    assigned = ", ".join(f"{name} = %s" for name in columns)
    sql(f"UPDATE claims_withholding SET {assigned} WHERE id = %s", *columns.values(), row.pk)


def source_of(verdict):
    return verdict.evidence.first().passage.snapshot.source


# ── embargoes ───────────────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize("on", [lambda verdict: verdict.claim, source_of])
def test_nothing_under_embargo_is_published(on):
    verdict = given.approved()
    embargo = given.embargo(on(verdict))
    with refused(EMBARGO):
        publish(verdict, embargo.until - timedelta(seconds=1))


def test_no_moment_that_is_still_to_come_ends_an_embargo():
    verdict = given.approved()
    given.embargo(verdict.claim, hours=24 * 3650)
    with refused(EMBARGO):
        publish(verdict, given.NOON + timedelta(days=4000))


@pytest.mark.parametrize("on", [lambda verdict: verdict.claim, source_of])
def test_at_the_hour_an_embargo_keeps_nothing_from_readers(on):
    verdict = given.approved()
    embargo = given.embargo(on(verdict))
    with allowed():
        publish_lawfully(verdict, embargo.until)


def test_an_embargo_that_was_lifted_keeps_nothing_from_readers():
    verdict = given.approved()
    lift(given.embargo(verdict.claim))
    with allowed():
        publish_lawfully(verdict, given.moment())


def test_what_readers_know_is_shown_again_under_an_embargo():
    verdict = given.suspended()
    given.embargo(verdict.claim)
    told = {"by": given.person("filip"), "at": given.moment(), "cause": "reply", "note": "Told."}
    with allowed():
        actions.reinstate(verdict, **told)


# ── holds ───────────────────────────────────────────────────────────────────────────────────────
def test_what_is_held_is_not_published():
    verdict = given.approved()
    given.hold(verdict.claim)
    with refused(HOLD):
        publish(verdict, given.moment())


def test_what_is_held_is_not_shown_again():
    verdict = given.suspended()
    given.hold(verdict.claim)
    at = given.moment()
    with refused(HOLD):
        change(verdict, "reinstatement", at)
        move(verdict, "published", given.person("filip"), at, ended_at=None)


@pytest.mark.parametrize("kind", ["correction", "update", "clarification", "mend"])
def test_what_is_held_is_not_corrected(kind):
    verdict = given.suspended()
    given.hold(verdict.claim)
    at, ana = given.moment(), given.person("ana")
    with refused(HOLD):
        following = actions.begin(verdict.claim, by=ana, at=at, verb="correct", **given.content())
        change(following, kind, at, previous=verdict)


def test_what_was_held_can_be_corrected_and_shown_again():
    verdict = given.suspended()
    lift(given.hold(verdict.claim))
    told = {"by": given.person("filip"), "at": given.moment(), "cause": "reply", "note": "Told."}
    with allowed():
        actions.correct(verdict, **told, kind="correction")
        actions.reinstate(verdict, **told)


def test_what_is_held_can_be_retracted():
    verdict = given.suspended()
    given.hold(verdict.claim)
    told = {"cause": "our-error", "note": "We were wrong."}
    carla, filip = given.person("carla"), given.person("filip")
    with allowed():
        actions.propose_retraction(verdict, by=carla, at=given.moment(), **told)
        actions.retract(verdict, by=filip, at=given.moment())


def row(**changed) -> dict:
    return {
        "kind": "hold",
        "claim_id": None,
        "source_id": None,
        "until": None,
        "why": "So.",
        "set_at": given.moment(),
        "set_by_id": given.person("carla").pk,
        "lifted_why": "",
    } | changed


def test_no_hold_is_put_on_what_readers_see():
    verdict = given.published()
    with refused("A hold keeps a page down that is down."):
        insert("claims_withholding", **row(claim_id=verdict.claim_id))


def test_there_is_one_hold_on_a_claim():
    claim = given.hold().claim
    with refused("one_hold_on_a_claim"):
        insert("claims_withholding", **row(claim_id=claim.pk))


@pytest.mark.parametrize(
    ("changed", "law"),
    [
        ({"until": given.NOON}, "embargo_ends_and_a_hold_does_not"),
        ({"kind": "embargo"}, "embargo_ends_and_a_hold_does_not"),
        ({"kind": "embargo", "until": given.NOON}, "embargo_ends_and_a_hold_does_not"),
        ({"kind": "wish"}, "embargo_ends_and_a_hold_does_not"),
        ({"why": ""}, "withholding_says_why"),
        ({"lifted_why": "So."}, "lifted_when_by_whom_and_why"),
        ({"lifted_at": given.NOON}, "What is withheld begins in force."),
        (
            {"claim_id": None, "kind": "embargo", "until": given.NOON + timedelta(days=365)},
            "withheld_is_a_claim_or_a_source",
        ),
    ],
)
def test_what_is_withheld_is_whole(changed, law):
    claim = given.claim()
    with refused(law):
        insert("claims_withholding", **row(claim_id=claim.pk) | changed)


def test_a_hold_lies_on_no_source():
    source = given.snapshot().source
    with refused("embargo_ends_and_a_hold_does_not"):
        insert("claims_withholding", **row(source_id=source.pk))


def test_whoever_put_a_hold_on_it_does_not_lift_it():
    hold = given.hold(by=given.person("carla"))
    with refused("hold_is_lifted_by_a_second_person"):
        lift(hold, by=given.person("carla"))
    with allowed():
        lift(hold)


@pytest.mark.parametrize("missing", ["lifted_at", "lifted_by_id"])
def test_what_is_lifted_has_its_moment_and_its_person(missing):
    with refused("lifted_when_by_whom_and_why"):
        lift(given.embargo(given.claim()), **{missing: None})


def test_what_is_lifted_says_why():
    with refused("lifted_when_by_whom_and_why"):
        lift(given.embargo(given.claim()), lifted_why="")


@pytest.mark.parametrize("column", ["until = set_at + interval '1 minute'", "why = 'Another.'"])
def test_what_is_withheld_is_never_changed(column):
    embargo = given.embargo(given.claim())
    with refused(LIFTED_ONCE):
        sql(f"UPDATE claims_withholding SET {column} WHERE id = %s", embargo.pk)


def test_it_is_lifted_once():
    embargo = given.embargo(given.claim())
    lift(embargo)
    with refused(LIFTED_ONCE):
        lift(embargo, lifted_why="For another reason.")
    with refused(LIFTED_ONCE):
        lift(embargo, lifted_at=None, lifted_by_id=None, lifted_why="")


def test_the_verbs_withhold_and_lift():
    told = {"by": given.person("filip"), "at": given.moment(), "why": "So."}
    with allowed():
        for made in (given.embargo(given.claim()), given.embargo(given.snapshot().source)):
            publication_blocks.lift(made, **told)
        publication_blocks.lift(given.hold(), **told)


# ── plans ───────────────────────────────────────────────────────────────────────────────────────
def planned(verdict, **changed) -> None:
    at = given.moment()
    known = {
        "verdict_id": verdict.pk,
        "submission_id": verdict.submission_id,
        "sha256": verdict.submission.sha256,
        "publish_at": at + timedelta(hours=1),
        "planned_at": at,
        "planned_by_id": given.person("carla").pk,
        "end": "",
        "why": "",
    }
    insert("claims_plan", **known | changed)


def test_what_was_approved_can_be_planned():
    with allowed():
        planned(given.approved())


@pytest.mark.parametrize("state", ["in_review", "published", "suspended"])
def test_nothing_else_can_be_planned(state):
    verdict = given.STATES[state]()
    with refused(APPROVED):
        planned(verdict)


def test_another_submission_is_not_planned():
    verdict, other = given.approved(), given.approved(finding="Another finding.")
    with refused(APPROVED):
        planned(verdict, submission_id=other.submission_id, sha256=other.submission.sha256)
    with refused(APPROVED):
        planned(verdict, sha256="0" * 64)


def test_a_plan_begins_unended():
    signed = {"end": "called_off", "ended_at": given.NOON, "ended_by_id": given.person("bo").pk}
    with refused(APPROVED):
        planned(given.approved(), **signed)


def test_a_plan_lies_ahead():
    with refused("planned_ahead"):
        planned(given.approved(), publish_at=given.NOON)


def test_there_is_one_plan_that_has_not_ended():
    plan = given.plan()
    with refused("one_plan_that_has_not_ended"):
        planned(plan.verdict)


def end(plan, **changed) -> None:
    columns = {"end": "called_off", "ended_at": given.moment(), "why": ""}
    columns |= {"ended_by_id": given.person("carla").pk} | changed
    assigned = ", ".join(f'"{name}" = %s' for name in columns)
    sql(f"UPDATE claims_plan SET {assigned} WHERE id = %s", *columns.values(), plan.pk)


@pytest.mark.parametrize(
    "column",
    ["publish_at = publish_at - interval '1 minute'", "planned_by_id = planned_by_id + 1"],
)
def test_a_plan_is_never_changed(column):
    plan = given.plan()
    with refused(ENDS_ONCE):
        sql(f"UPDATE claims_plan SET {column} WHERE id = %s", plan.pk)


def test_a_plan_ends_once():
    plan = given.plan()
    end(plan)
    with refused(ENDS_ONCE):
        end(plan, end="replaced")
    with refused(ENDS_ONCE):
        end(plan, end="", ended_at=None, ended_by_id=None)


@pytest.mark.parametrize(
    ("changed", "law"),
    [
        ({"ended_at": None}, "plan_ended_when_and_by_whom"),
        ({"ended_by_id": None}, "plan_ended_when_and_by_whom"),
        ({"end": ""}, "plan_ended_when_and_by_whom"),
        ({"end": "refused"}, "refused_plan_says_why"),
        ({"why": "So."}, "refused_plan_says_why"),
    ],
)
def test_a_plan_ends_with_all_that_belongs_to_it(changed, law):
    with refused(law):
        end(given.plan(), **changed)


def test_the_verbs_plan_and_end_a_plan():
    with allowed():
        first = given.plan(hours=12)
        given.plan(first.verdict, hours=13)
        publication.call_off(first.verdict, by=given.person("filip"), at=given.moment())
        given.embargo(first.verdict.claim, hours=12)
        last = given.plan(first.verdict, hours=14)
        given.embargo(first.verdict.claim, hours=48)
        assert publication.carry_out(last, at=last.publish_at, desk=the_desk())
