"""At which hour is an approved revision published, and what becomes of that?

A plan is for what its planner has read: at the hour the worker publishes exactly that, by the
ordinary verb and in the planner's name, or the plan ends as refused with the reason, and is not
tried again. A plan shows nothing to anybody before its hour. All verbs raise `Refused` with a
sentence, and then nothing was written.
"""

from datetime import datetime

import pghistory
from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q

from claims.choices import PlanEnd, State
from claims.models import Claim, Plan, Verdict
from claims.monitoring import alerts
from claims.scheduling.publication_blocks import to_come
from claims.workflow import actions
from claims.workflow.actions import Refused, locked
from claims.workflow.policies import hour
from claims.workflow.transitions import RULES, case_of, standing_plan

APPROVED = Q(verdict__state=State.APPROVED, submission=F("verdict__submission"))


def plan(verdict: Verdict, *, by, at: datetime, seen: str, publish_at: datetime | None) -> Plan:
    """The submission with the digest `seen` is to be published at that hour, by nobody's hand.

    An hour that was planned before is replaced.
    """
    with locked("plan", verdict, by, at) as fresh:
        actions.refuse_unless_unchanged(fresh, seen)
        publish_at = to_come(publish_at, at)
        ahead = case_of(fresh, by, at=at).embargo
        if ahead and ahead.until > publish_at:
            raise Refused(f"It is under embargo until {hour(ahead.until)}: plan it for later.")
        for old in fresh.plans.filter(ended_at=None):
            _end(old, PlanEnd.REPLACED, by, at)
        return Plan.objects.create(
            verdict=fresh,
            submission=fresh.submission,
            sha256=seen,
            publish_at=publish_at,
            planned_at=at,
            planned_by=by,
        )


def call_off(verdict: Verdict, *, by, at: datetime) -> None:
    """The planned hour counts no more; the revision stays approved."""
    with locked("call_off", verdict, by, at) as fresh:
        _end(standing_plan(fresh), PlanEnd.CALLED_OFF, by, at)


def standing():
    """The plans that are to be carried out, the next one first."""
    return Plan.objects.filter(APPROVED, ended_at=None).order_by("publish_at", "pk")


def due(at: datetime):
    """Those whose hour has come."""
    return standing().filter(publish_at__lte=at)


def refused():
    """The last plans of what is still approved, where they were refused at their hour."""
    later = Plan.objects.filter(verdict=OuterRef("verdict"), pk__gt=OuterRef("pk"))
    rows = Plan.objects.filter(APPROVED, ~Exists(later), end=PlanEnd.REFUSED)
    return rows.order_by("ended_at", "pk")


def carry_out(planned: Plan, *, at: datetime, desk) -> str:
    """Publish what was planned, if its hour has come and it still stands; why not, otherwise.

    Nothing is done and nothing is said where the plan ended, is void or lies ahead. A refusal is
    kept in the plan, which ends by it, signed by `desk`, the account of nobody in particular.
    """
    with transaction.atomic(), pghistory.context(person=desk.pk, verb="carry_out"):
        # In the order in which every verb locks: the claim, and then what belongs to it.
        Claim.objects.select_for_update().get(verdicts=planned.verdict_id)
        fresh = (
            due(at)
            .select_for_update(of=("self",))
            .select_related("planned_by", "verdict__claim")
            .filter(pk=planned.pk)
            .first()
        )
        why = _published(fresh, at) if fresh else ""
        if why:
            _end(fresh, PlanEnd.REFUSED, desk, at, why)
    return why


def _published(planned: Plan, at) -> str:
    """Why it was not, in one sentence; empty if it was."""
    planner, verdict = planned.planned_by, planned.verdict
    if not planner.is_active or not planner.has_perm(RULES["publish"].permission):
        return f"{planner} planned it, and may not publish any more."
    if alerts.open_about(verdict).exists():
        return "A quotation changed, and nobody has answered yet what follows."
    try:
        actions.publish(verdict, by=planner, at=at, seen=planned.sha256)
    except Refused as refused:
        return str(refused)
    return ""


def _end(planned: Plan, how: PlanEnd, by, at, why="") -> None:
    planned.end, planned.why, planned.ended_at, planned.ended_by = how, why, at, by
    planned.save(update_fields=["end", "why", "ended_at", "ended_by"])
