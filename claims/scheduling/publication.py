"""Schedule the publication of an approved revision, and publish it when its time has come.

A user schedules what they have read. At the scheduled time the worker publishes exactly that with
the ordinary action, in the name of the user who scheduled it; if this is refused, the schedule
ends with the reason and is not tried again. Readers see nothing of it before. An action that is
refused raises a `FactcheckError`, and then nothing was written.
"""

from datetime import datetime

import pghistory
from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from claims.choices import ScheduleOutcome, State
from claims.models import Claim, ScheduledPublication, Verdict
from claims.monitoring import alerts
from claims.scheduling.publication_blocks import require_future_time
from claims.signing.signatures import Proof, require_signature
from claims.workflow import actions
from claims.workflow.actions import lock_revision
from claims.workflow.policies import format_local_time
from claims.workflow.transitions import TRANSITIONS, load_context
from factcheck.core.errors import FactcheckError, InvalidInput

# The submission that was scheduled is the one that is approved now.
IS_APPROVED = Q(verdict__state=State.APPROVED, submission=F("verdict__submission"))


# ── actions of users ────────────────────────────────────────────────────────────────────────────
def schedule_publication(
    verdict: Verdict,
    *,
    by,
    at: datetime,
    sha256: str,
    publish_at: datetime | None,
    proof: Proof | None = None,
) -> ScheduledPublication:
    """The submission with this SHA-256 will be published at `publish_at`.

    An earlier schedule of the revision is replaced. If publishing needs a signature, the user signs
    the schedule, and the worker publishes with this signature.
    """
    with lock_revision("schedule", verdict, by, at) as revision:
        actions.require_same_submission(revision, sha256)
        time = require_future_time(publish_at, at)
        embargo = load_context(revision, by, at=at).embargo
        if embargo and embargo.until and embargo.until > time:
            message = _("There is an embargo until %(time)s: schedule it for later.")
            raise InvalidInput(message % {"time": format_local_time(embargo.until)})
        require_signature("publish", digest=sha256, by=by, at=at, proof=proof, not_before=time)
        _end_open_schedule(revision, ScheduleOutcome.REPLACED, by, at)
        return ScheduledPublication.objects.create(
            verdict=revision,
            submission=revision.get_submission(),
            sha256=sha256,
            publish_at=time,
            created_at=at,
            created_by=by,
        )


def cancel_scheduled_publication(verdict: Verdict, *, by, at: datetime) -> None:
    """The revision is no longer scheduled; it stays approved."""
    with lock_revision("cancel_schedule", verdict, by, at) as revision:
        _end_open_schedule(revision, ScheduleOutcome.CANCELLED, by, at)


# ── reading ─────────────────────────────────────────────────────────────────────────────────────
def list_active_schedules() -> QuerySet[ScheduledPublication]:
    """The schedules that will be carried out, the next one first."""
    rows = ScheduledPublication.objects.filter(IS_APPROVED, ended_at=None)
    return rows.order_by("publish_at", "pk")


def list_due_schedules(at: datetime) -> QuerySet[ScheduledPublication]:
    """The active schedules whose time has come."""
    return list_active_schedules().filter(publish_at__lte=at)


def list_refused_schedules() -> QuerySet[ScheduledPublication]:
    """The latest schedules of revisions that are still approved, if publishing was refused."""
    later = ScheduledPublication.objects.filter(verdict=OuterRef("verdict"), pk__gt=OuterRef("pk"))
    rows = ScheduledPublication.objects.filter(
        IS_APPROVED, ~Exists(later), outcome=ScheduleOutcome.REFUSED
    )
    return rows.order_by("ended_at", "pk")


# ── the worker ──────────────────────────────────────────────────────────────────────────────────
def publish_if_due(schedule: ScheduledPublication, *, at: datetime, system_user) -> str:
    """Publishes the scheduled submission if it is due; returns why that was refused, or "".

    Does nothing if the schedule ended, is void or lies in the future. A refusal ends the schedule,
    in the name of `system_user`.
    """
    with transaction.atomic(), pghistory.context(user=system_user.pk, action="publish_if_due"):
        # Every action locks the claim first and then what belongs to it.
        Claim.objects.select_for_update().get(verdicts=schedule.verdict_id)
        fresh = (
            list_due_schedules(at)
            .select_for_update(of=("self",))
            .select_related("created_by", "verdict__claim")
            .filter(pk=schedule.pk)
            .first()
        )
        if fresh is None:
            return ""
        reason = _publish(fresh, at)
        if reason:
            _end_schedule(fresh, ScheduleOutcome.REFUSED, system_user, at, reason)
    return reason


def _publish(schedule: ScheduledPublication, at: datetime) -> str:
    """Publishes it; returns why that was refused, or an empty string."""
    user, verdict = schedule.created_by, schedule.verdict
    if not user.is_active or not user.has_perm(TRANSITIONS["publish"].permission):
        return _("%(user)s scheduled it, but can no longer publish.") % {"user": user}
    if alerts.list_open_alerts(verdict).exists():
        return _("A quote has changed in its source, and the source alert is still open.")
    try:
        actions.publish(verdict, by=user, at=at, sha256=schedule.sha256)
    except FactcheckError as error:
        return str(error)
    return ""


def _end_open_schedule(verdict: Verdict, outcome: ScheduleOutcome, by, at: datetime) -> None:
    for schedule in verdict.scheduled_publications.filter(ended_at=None):  # at most one
        _end_schedule(schedule, outcome, by, at)


def _end_schedule(
    schedule: ScheduledPublication, outcome: ScheduleOutcome, by, at: datetime, reason: str = ""
) -> None:
    schedule.outcome, schedule.reason = outcome, reason
    schedule.ended_at, schedule.ended_by = at, by
    schedule.save(update_fields=["outcome", "reason", "ended_at", "ended_by"])
