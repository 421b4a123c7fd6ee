"""How long the desk keeps personal data, and the job that removes what is older.

`RULES` is the schedule: readers see it on the privacy page, with the days from the setting
`RETENTION`. What a pending answer or a preservation hold needs waits, and the report says so.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.conf import settings
from django.contrib.admin.models import LogEntry
from django.db import connection, transaction
from django.db.models import Exists, Max, OuterRef, Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from procrastinate.contrib.django.models import ProcrastinateJob

from claims.choices import OPEN_STATES
from claims.complaints import CHANGE_ABANDONED, list_open_complaints
from claims.models import (
    ClaimImport,
    CommentRequest,
    Complaint,
    ComplaintAnswer,
    PersonRequest,
    PreservationHold,
    RetentionReport,
    Tip,
    Verdict,
)
from claims.person_requests.actions import list_open_requests
from claims.removal import old_drafts
from factcheck.accounts import sessions
from factcheck.idempotency import sent_forms
from factcheck.notifications.models import DailySummary, Notification, NotificationEvent

DAYS_PER_YEAR = 365
UNANSWERED, IN_PROGRESS, ON_HOLD = "unanswered", "in_progress", "on_hold"
TO_DECIDE = "to_decide"
ENDED_JOBS = ("succeeded", "failed", "cancelled", "aborted")
WAITING_REASONS = {
    UNANSWERED: _("not answered yet"),
    IN_PROGRESS: _("needed for a fact-check in progress"),
    ON_HOLD: _("the claim is on hold"),
    TO_DECIDE: _("an editor has to decide"),
}


@dataclass(frozen=True)
class Outcome:
    """How many rows a rule removed, and how many wait, by reason."""

    removed: int
    waiting: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Rule:
    """One kind of data: what it is, since when its days count, and how what is older goes."""

    kind: str  # its key in the setting RETENTION
    name: Promise
    since: Promise
    remove: Callable[[datetime, datetime], Outcome]  # (what is older than this, now)

    @property
    def days(self) -> int:
        return settings.RETENTION[self.kind]

    @property
    def period(self) -> str:
        """The time for readers, such as “3 years”."""
        years, rest = divmod(self.days, DAYS_PER_YEAR)
        if years and not rest:
            return ngettext("%(number)d year", "%(number)d years", years) % {"number": years}
        return ngettext("%(number)d day", "%(number)d days", self.days) % {"number": self.days}


@dataclass(frozen=True)
class ReportRow:
    """What a report says about one kind of data, for people."""

    name: Promise
    removed: int
    waiting: list[tuple[Promise, int]]  # reasons and numbers


def describe_report(report: RetentionReport) -> list[ReportRow]:
    """The rows of a report in the order of the schedule."""
    return [
        ReportRow(
            rule.name,
            report.removed.get(rule.kind, 0),
            [
                (WAITING_REASONS[reason], count)
                for reason, count in report.waiting.get(rule.kind, {}).items()
            ],
        )
        for rule in RULES
    ]


def remove_expired(at: datetime, *, dry_run: bool = False) -> RetentionReport:
    """What is older than its rule says is removed, and a report says what.

    With `dry_run`, everything is rolled back, the report too.
    """
    with transaction.atomic():
        outcomes = {rule.kind: rule.remove(at - timedelta(days=rule.days), at) for rule in RULES}
        report = RetentionReport.objects.create(
            ran_at=at,
            removed={kind: outcome.removed for kind, outcome in outcomes.items()},
            waiting={kind: outcome.waiting for kind, outcome in outcomes.items()},
        )
        transaction.set_rollback(dry_run)
    return report


# ── readers and correspondents ──────────────────────────────────────────────────────────────────
def _remove_words(kind: str, rows, waiting: dict[str, Q], at: datetime) -> Outcome:
    """Removes the words of the rows for which no condition in `waiting` is true."""
    ids, counts, found = list(rows.values_list("pk", flat=True)), {}, set()
    for reason, condition in waiting.items():
        matching = set(rows.filter(condition).values_list("pk", flat=True)) - found
        if matching:
            counts[reason] = len(matching)
            found |= matching
    expired = [pk for pk in ids if pk not in found]
    with connection.cursor() as cursor:
        cursor.execute("SELECT remove_expired_words(%s, %s, %s)", [kind, expired, at])
    return Outcome(len(expired), counts)


def _is_on_hold(claim: str) -> Exists:
    return Exists(PreservationHold.objects.filter(claim=OuterRef(claim), released_at=None))


def _remove_tips(before: datetime, at: datetime) -> Outcome:
    rows = Tip.objects.filter(
        Q(decided_at__lt=before) | Q(decided_at=None, received_at__lt=before)
    ).exclude(email="", sender_name="", text__regex="^█+$")
    waiting = {UNANSWERED: Q(decided_at=None), ON_HOLD: Q(_is_on_hold("claim"))}
    return _remove_words("tips", rows, waiting, at)


def _remove_complaints(before: datetime, at: datetime) -> Outcome:
    answers = ComplaintAnswer.objects.exclude(CHANGE_ABANDONED).filter(complaint=OuterRef("pk"))
    is_open = Q(pk__in=list_open_complaints().order_by().values("pk"))
    rows = Complaint.objects.filter(
        Q(Exists(answers.filter(decided_at__lt=before))) | is_open & Q(received_at__lt=before)
    ).exclude(email="", sender_name="", text__regex="^█+$")
    waiting = {UNANSWERED: is_open, ON_HOLD: Q(_is_on_hold("verdict__claim"))}
    return _remove_words("complaints", rows, waiting, at)


def _remove_replies(before: datetime, at: datetime) -> Outcome:
    rows = CommentRequest.objects.filter(deadline_at__lt=before).exclude(text__regex="^█+$")
    rows = rows.alias(last=Max("claim__verdicts__state_changed_at"))
    rows = rows.filter(Q(last=None) | Q(last__lt=before))
    is_open = Verdict.objects.filter(claim=OuterRef("claim"), state__in=OPEN_STATES)
    waiting = {IN_PROGRESS: Q(Exists(is_open)), ON_HOLD: Q(_is_on_hold("claim"))}
    return _remove_words("replies", rows, waiting, at)


def _remove_network_digests(before: datetime, at: datetime) -> Outcome:
    with connection.cursor() as cursor:
        cursor.execute("SELECT remove_network_digests(%s)", [before])
        return Outcome(cursor.fetchone()[0])


def _remove_person_requests(before: datetime, at: datetime) -> Outcome:
    is_open = Q(pk__in=list_open_requests().order_by().values("pk"))
    rows = PersonRequest.objects.alias(last=Max("decisions__decided_at")).filter(
        Q(last__lt=before) | Q(last=None, received_at__lt=before)
    )
    waiting = {UNANSWERED: is_open, ON_HOLD: Q(_is_on_hold("claim"))}
    return _remove_words("requests", rows.exclude(text__regex="^█+$"), waiting, at)


def _count_old_drafts(before: datetime, at: datetime) -> Outcome:
    """An editor decides about each draft, and agreeing removes its words at once."""
    count = old_drafts.list_proposed_drafts(at).count()
    return Outcome(0, {TO_DECIDE: count} if count else {})


# ── the desk ────────────────────────────────────────────────────────────────────────────────────
def _remove_imports(before: datetime, at: datetime) -> Outcome:
    rows = ClaimImport.objects.filter(finished_at__lt=before).exclude(rows=[])
    return _remove_words("imports", rows, {}, at)


def _remove_notifications(before: datetime, at: datetime) -> Outcome:
    with connection.cursor() as cursor:
        cursor.execute("SELECT remove_notifications(%s)", [before])
        removed = cursor.fetchone()[0]
    summaries = DailySummary.objects.filter(day__lt=before.date()).delete()[0]
    rows = NotificationEvent.objects.filter(occurred_at__lt=before, recorded_at__lt=before)
    waiting = Notification.objects.filter(event__in=rows).count()
    return Outcome(removed + summaries, {ON_HOLD: waiting} if waiting else {})


def _remove_sessions(before: datetime, at: datetime) -> Outcome:
    return Outcome(sessions.delete_ended_sessions(before))


def _remove_challenges(before: datetime, at: datetime) -> Outcome:
    with connection.cursor() as cursor:
        cursor.execute("SELECT remove_challenges(%s)", [before])
        return Outcome(cursor.fetchone()[0])


def _remove_sent_forms(before: datetime, at: datetime) -> Outcome:
    return Outcome(sent_forms.delete_old_sent_forms(before))


def _remove_jobs(before: datetime, at: datetime) -> Outcome:
    """The jobs that ended, failed ones too; their causes can be found for so many days."""
    rows = ProcrastinateJob.objects.filter(status__in=ENDED_JOBS)
    rows = rows.annotate(last_at=Max("procrastinateevent__at")).filter(last_at__lt=before)
    ids = list(rows.values_list("pk", flat=True))
    with connection.cursor() as cursor:  # the models of procrastinate are read-only
        cursor.execute("DELETE FROM procrastinate_jobs WHERE id = ANY (%s)", [ids])
    return Outcome(len(ids))


def _remove_admin_log(before: datetime, at: datetime) -> Outcome:
    return Outcome(LogEntry.objects.filter(action_time__lt=before).delete()[0])


RULES = (
    Rule(
        "tips",
        _("Tips: your words and your email address"),
        _("after we decided about the tip"),
        _remove_tips,
    ),
    Rule(
        "complaints",
        _("Complaints: your words, your name and your email address"),
        _("after we answered"),
        _remove_complaints,
    ),
    Rule(
        "replies",
        _("Letters to people we asked for comment, and what they wrote that is not published"),
        _("after the deadline and the last change of the fact-check"),
        _remove_replies,
    ),
    Rule(
        "requests",
        _("Requests about a person: the name, the email address and what was asked"),
        _("after we decided"),
        _remove_person_requests,
    ),
    Rule(
        "drafts",
        _("Drafts that were not published"),
        _("after the last edit, once an editor agrees"),
        _count_old_drafts,
    ),
    Rule(
        "challenges",
        _("What the desk’s members were asked to sign, and did not sign"),
        _("after they were asked"),
        _remove_challenges,
    ),
    Rule(
        "networks",
        _("Digests of networks that limit how many messages come from one network"),
        _("after the message"),
        _remove_network_digests,
    ),
    Rule(
        "forms",
        _("Digests of forms that were sent, so that a form that is sent twice has one effect"),
        _("after the form was sent"),
        _remove_sent_forms,
    ),
    Rule(
        "sessions",
        _("Sessions of the desk’s members, with browser and network address"),
        _("after the session ended"),
        _remove_sessions,
    ),
    Rule(
        "notifications",
        _("Notifications and e-mails to the desk’s members"),
        _("after the event"),
        _remove_notifications,
    ),
    Rule("jobs", _("Jobs of the server that ended"), _("after the end"), _remove_jobs),
    Rule(
        "imports",
        _("Rows of imported files"),
        _("after the import ended"),
        _remove_imports,
    ),
    Rule(
        "admin_log",
        _("Log of what administrators edited"),
        _("after the edit"),
        _remove_admin_log,
    ),
)
