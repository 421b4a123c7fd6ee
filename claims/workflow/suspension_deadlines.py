"""The deadline by which a second person has to confirm a suspension.

One person suspends at once; a second person has to confirm it within `SUSPENSION_HOURS`. A missed
deadline changes nothing for readers: the revision stays suspended. Editors are reminded of it, and
`count_missed_deadlines` says how often.
"""

from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import DateTimeField, ExpressionWrapper, F, QuerySet

from claims.choices import ChangeKind, State
from claims.models import Change


def _get_time_limit() -> timedelta:
    return timedelta(hours=settings.SUSPENSION_HOURS)


def compute_confirmation_deadline(announced_at: datetime) -> datetime:
    """The time by which a suspension that was announced at this time has to be confirmed."""
    return announced_at + _get_time_limit()


def list_unconfirmed_suspensions() -> QuerySet[Change]:
    """The suspensions in force that were not confirmed, oldest first, each with its `due_at`."""
    # A revision can be suspended several times: the one in force caused its latest transition.
    rows = Change.objects.filter(
        kind=ChangeKind.SUSPENSION,
        confirmed_at=None,
        verdict__state=State.SUSPENDED,
        announced_at=F("verdict__state_changed_at"),
    )
    deadline = ExpressionWrapper(F("announced_at") + _get_time_limit(), DateTimeField())
    return rows.annotate(due_at=deadline).order_by("due_at", "pk")


def list_overdue_suspensions(at: datetime) -> QuerySet[Change]:
    """The unconfirmed suspensions whose deadline has passed."""
    return list_unconfirmed_suspensions().filter(announced_at__lte=at - _get_time_limit())


def count_missed_deadlines(suspension: Change, at: datetime) -> int:
    """How many times the whole time limit has passed: 0 before the first deadline."""
    if suspension.announced_at is None:
        return 0
    return (at - suspension.announced_at) // _get_time_limit()
