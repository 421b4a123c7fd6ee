"""The rows of the task lists: one queryset for each, of what the user can do now.

In lists of revisions each row has `since`, the time since which it waits, and `last_action` and
`last_note`, the action and the note of its last transition.
"""

from datetime import date, timedelta

from django.db.models import Exists, F, OuterRef, QuerySet, Subquery
from django.utils import timezone

from claims import complaints
from claims.audit import reports
from claims.choices import CURRENT_STATES, OPEN_STATES, ChangeKind, State
from claims.collaboration import assignments
from claims.models import Change, Claim, CommentRequestStatus, SourceAlert, Tip, Transition, Verdict
from claims.monitoring import schedule
from claims.person_requests.actions import list_open_requests
from claims.publication.hidden_claims import list_hidden_claims
from claims.removal import forget_requests
from claims.scheduling import publication
from claims.workflow import suspension_deadlines

REVISIT_NOTICE = timedelta(days=7)  # a fact-check is listed this long before its revisit date


def get_last_revisit_day() -> date:
    """The latest revisit date that is listed today."""
    return timezone.localdate() + REVISIT_NOTICE


# ── revisions ───────────────────────────────────────────────────────────────────────────────────
def _list_verdicts() -> QuerySet[Verdict]:
    last = Transition.objects.filter(verdict=OuterRef("pk")).order_by("-state_changed_at", "-id")
    rows = Verdict.objects.select_related("claim__claimant", "rating", "author", "state_changed_by")
    return rows.annotate(
        since=F("state_changed_at"),
        last_action=Subquery(last.values("action")[:1]),
        last_note=Subquery(last.values("note")[:1]),
    ).order_by("since", "pk")


def _list_own_verdicts(user):
    return _list_verdicts().filter(contributors__user=user)


def list_sent_back(user):
    return _list_own_verdicts(user).filter(state=State.DRAFT, last_action="send_back")


def list_drafts(user):
    return _list_own_verdicts(user).filter(state=State.DRAFT).exclude(last_action="send_back")


def list_own_in_review(user):
    return _list_own_verdicts(user).filter(state=State.IN_REVIEW)


def list_to_review(user):
    rows = _list_verdicts().filter(state=State.IN_REVIEW)
    return rows.exclude(contributors__user=user)


def list_to_publish(user):
    """Approved revisions that are neither scheduled nor on the list of schedules that failed."""
    scheduled = publication.list_active_schedules().filter(verdict=OuterRef("pk"))
    failed = publication.list_refused_schedules().filter(verdict=OuterRef("pk"))
    return _list_verdicts().filter(~Exists(scheduled), ~Exists(failed), state=State.APPROVED)


def list_scheduled(user):
    """Scheduled revisions, the next one first; `since` is when they will be published."""
    return _list_by_schedule(
        publication.list_active_schedules(), "publish_at", "created_by__byline"
    )


def list_failed_schedules(user):
    return _list_by_schedule(publication.list_refused_schedules(), "ended_at", "reason")


def _list_by_schedule(schedules, time_column: str, note_column: str):
    """The revisions of these schedules; `since` and `last_note` are columns of the schedule."""
    own = schedules.filter(verdict=OuterRef("pk"))
    rows = _list_verdicts().filter(pk__in=schedules.values("verdict"))
    rows = rows.annotate(
        since=Subquery(own.values(time_column)[:1]), last_note=Subquery(own.values(note_column)[:1])
    )
    return rows.order_by("since", "pk")


def list_retractions(user):
    """Retractions that another person proposed and no one has confirmed."""
    newest = Change.objects.filter(verdict=OuterRef("pk"), kind=ChangeKind.RETRACTION)
    newest = newest.order_by("-pk")
    rows = _list_verdicts().annotate(
        change_by=Subquery(newest.values("created_by")[:1]),
        change_confirmed=Subquery(newest.values("confirmed_at")[:1]),
        change_announced=Subquery(newest.values("announced_at")[:1]),
        since=Subquery(newest.values("created_at")[:1]),
        last_note=Subquery(newest.values("note")[:1]),
    )
    rows = rows.filter(change_by__isnull=False, change_confirmed=None, change_announced=None)
    rows = rows.filter(state__in=[State.PUBLISHED, State.SUSPENDED])
    return rows.exclude(change_by=user.pk)


def list_suspensions(user):
    """Suspensions that no one has confirmed; every editor sees them, including their own."""
    return _list_verdicts().filter(
        pk__in=suspension_deadlines.list_unconfirmed_suspensions().values("verdict")
    )


def _filter_open_revisions(claim: str):
    """The open revision of the claim in the column `claim` of an outer query."""
    return Verdict.objects.filter(claim=OuterRef(claim), state__in=OPEN_STATES)


def list_to_revisit(user):
    """Published revisions whose revisit date is near or past and that have no open revision."""
    is_changing = Exists(_filter_open_revisions("claim"))
    rows = _list_verdicts().filter(
        ~is_changing, state=State.PUBLISHED, revisit_on__lte=get_last_revisit_day()
    )
    return rows.order_by("revisit_on", "pk")


# ── other rows ──────────────────────────────────────────────────────────────────────────────────
def list_source_alerts(user):
    """Undecided alerts about revisions that readers see."""
    return (
        SourceAlert.objects.filter(decided_at=None, verdict__state__in=CURRENT_STATES)
        .annotate(is_changing=Exists(_filter_open_revisions("verdict__claim")))
        .select_related("verdict__claim", "passage", "retrieval__source", "quote_check__retrieval")
        .order_by("created_at", "pk")
    )


def list_audit_breaches(user):
    """The newest audit, if it found something wrong, with the time of the last clean one."""
    last_clean = Subquery(reports.list_clean_audits().values("started_at")[:1])
    return reports.list_current_breaches().annotate(last_clean_at=last_clean)


def list_assignments(user):
    return assignments.list_assignments_to_do(user).select_related("claim__claimant", "assigned_by")


def list_tips(user):
    return Tip.objects.filter(decided_at=None).order_by("received_at", "pk")


def list_comment_requests(user):
    """Requests for comment without a response, the earliest deadline first.

    Leaves out those that readers know of, because a revision was published after the deadline.
    """
    published = Verdict.objects.filter(
        claim=OuterRef("claim"), published_at__gte=OuterRef("deadline_at"), state__in=CURRENT_STATES
    )
    rows = CommentRequestStatus.objects.filter(
        ~Exists(published), response=None, comment_request__isnull=False
    )
    rows = rows.filter(claim__declined_at=None, claim__merged_at=None, waiver_reason="")
    return rows.select_related("claim").order_by("deadline_at", "id")


def list_person_requests(user):
    return list_open_requests()


def list_claims_to_unhide(user):
    """Claims hidden for legal reasons, about which the desk has to decide."""
    return list_hidden_claims()


def list_overdue_complaints(user):
    return complaints.list_open_complaints().filter(due_on__lt=timezone.localdate())


def list_complaints(user):
    return complaints.list_open_complaints().filter(due_on__gte=timezone.localdate())


def list_unreachable_sources(user):
    return schedule.list_unreachable_sources()


def list_unstarted_claims(user):
    """Open claims without a fact-check and without an assignment, newest first."""
    verdicts = Verdict.objects.exclude(state=State.DISCARDED).values("claim")
    rows = Claim.objects.filter(declined_at=None, merged_at=None).exclude(pk__in=verdicts)
    rows = rows.filter(~Exists(assignments.list_current_assignments().filter(claim=OuterRef("pk"))))
    return rows.select_related("claimant")


def list_forget_requests(user):
    return forget_requests.list_forget_requests()
