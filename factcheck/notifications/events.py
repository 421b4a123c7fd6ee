"""The rows that are events, the users they concern, and the details shown with them.

A function named after users takes a row and returns their ids; `types` combines the functions.
"""

from collections.abc import Callable
from datetime import date

from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from claims import complaints
from claims.audit import reports
from claims.choices import AssignmentRole, ChangeKind, ScheduleOutcome, State
from claims.collaboration.assignments import list_current_assignments
from claims.models import (
    Assignment,
    AuditReport,
    Change,
    Complaint,
    Mention,
    ScheduledPublication,
    SourceAlert,
    Transition,
    Verdict,
)
from claims.workflow import suspension_deadlines
from factcheck.accounts.roles import list_users_with

REVIEW, SUSPEND = "claims.review_verdict", "claims.suspend_verdict"
AVAILABILITY_ACTIONS = ("suspend", "reinstate", "retract")


# ── rows ────────────────────────────────────────────────────────────────────────────────────────
def select_transitions(*actions: str) -> Callable[[], QuerySet]:
    """Transitions by these actions, without those by which a publication supersedes another."""

    def list_rows() -> QuerySet[Transition]:
        rows = Transition.objects.filter(action__in=actions)
        return rows.exclude(to_state=State.SUPERSEDED).select_related("verdict__claim")

    return list_rows


def list_retraction_proposals() -> QuerySet[Change]:
    return Change.objects.filter(kind=ChangeKind.RETRACTION).select_related("verdict__claim")


def list_unconfirmed_suspensions() -> QuerySet[Change]:
    """Suspensions that no one has confirmed, each with the time by which that is due."""
    return suspension_deadlines.list_unconfirmed_suspensions().select_related("verdict__claim")


def list_complaints() -> QuerySet[Complaint]:
    return Complaint.objects.select_related("verdict__claim")


def list_open_complaints() -> QuerySet[Complaint]:
    return complaints.list_open_complaints()


def list_failed_schedules() -> QuerySet[ScheduledPublication]:
    rows = ScheduledPublication.objects.filter(outcome=ScheduleOutcome.REFUSED)
    return rows.select_related("verdict__claim")


def list_audit_breaches() -> QuerySet[AuditReport]:
    return reports.list_breaches()


def list_alerts() -> QuerySet[SourceAlert]:
    return SourceAlert.objects.select_related("verdict__claim")


def select_assignments(role: AssignmentRole) -> Callable[[], QuerySet]:
    def list_rows() -> QuerySet[Assignment]:
        return Assignment.objects.filter(role=role, user__isnull=False).select_related("claim")

    return list_rows


def list_mentions() -> QuerySet[Mention]:
    return Mention.objects.select_related("comment__claim")


def list_verdicts_to_revisit() -> QuerySet[Verdict]:
    """Published verdicts whose day to be revisited has come and that have no newer draft."""
    newer = Verdict.objects.filter(claim=OuterRef("claim"), revision__gt=OuterRef("revision"))
    has_draft = Exists(newer.exclude(state=State.DISCARDED))
    rows = Verdict.objects.filter(~has_draft, state=State.PUBLISHED, revisit_on__isnull=False)
    return rows.select_related("claim")


# ── users ───────────────────────────────────────────────────────────────────────────────────────
def get_contributors(row) -> set[int]:
    return set(row.verdict.contributors.values_list("user", flat=True))


def get_verdict_contributors(verdict) -> set[int]:
    return set(verdict.contributors.values_list("user", flat=True))


def get_assigned_reviewers(row) -> set[int]:
    rows = list_current_assignments().filter(claim=row.verdict.claim_id, role=AssignmentRole.REVIEW)
    return set(rows.values_list("user", flat=True))


def get_other_reviewers(row) -> set[int]:
    """Users who may review it and were not assigned."""
    return select_users(REVIEW)(row) - get_contributors(row) - get_assigned_reviewers(row)


def select_users(permission: str) -> Callable[[object], set[int]]:
    return lambda row: set(list_users_with(permission).values_list("pk", flat=True))


def get_contributors_and_editors(row) -> set[int]:
    return get_contributors(row) | select_users(SUSPEND)(row)


# ── details ─────────────────────────────────────────────────────────────────────────────────────
def describe_revision(row) -> str:
    return _("revision %(number)d") % {"number": row.verdict.revision}


def describe_breaches(row) -> str:
    text = ngettext("%(count)d breach", "%(count)d breaches", row.finding_count)
    return text % {"count": row.finding_count}


def describe_due_day(row) -> str:
    return _("due on %(day)s") % {"day": format_day(row.due_on)} if row.due_on else ""


def describe_complaint(row) -> str:
    return _("revision %(number)d, answer due on %(day)s") % {
        "number": row.verdict.revision,
        "day": format_day(row.due_on),
    }


def describe_availability(row) -> str:
    outcomes = {
        "suspend": _("revision %(number)d, suspended"),
        "reinstate": _("revision %(number)d, reinstated"),
        "retract": _("revision %(number)d, retracted"),
    }
    return outcomes[row.action] % {"number": row.verdict.revision}


def describe_revisit(verdict) -> str:
    return _("revision %(number)d, to be revisited by %(day)s") % {
        "number": verdict.revision,
        "day": format_day(verdict.revisit_on),
    }


def format_day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
