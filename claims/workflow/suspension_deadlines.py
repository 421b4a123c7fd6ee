"""Which suspensions still wait for their second person, and since when is that too long?

One person takes a finding down at once; that a second agrees is due `SUSPENSION_HOURS` later. A
deadline that has passed changes nothing for readers: the finding stays down, for nothing comes back
by itself. What grows is the alarm: it stands first on every editor's page, and `lapses` counts how
often it is to be given again.
"""

from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import DateTimeField, ExpressionWrapper, F

from claims.choices import ChangeKind, State
from claims.models import Change


def _time_to_confirm() -> timedelta:
    return timedelta(hours=settings.SUSPENSION_HOURS)


def due_at(told_at: datetime) -> datetime:
    """Until when a second person has to confirm what readers were told then."""
    return told_at + _time_to_confirm()


def unconfirmed():
    """The suspensions in force that nobody has confirmed, oldest first, each with its `due_at`."""
    # A revision may be suspended again: the one in force is that by which it moved last.
    rows = Change.objects.filter(
        kind=ChangeKind.SUSPENSION,
        confirmed_at=None,
        verdict__state=State.SUSPENDED,
        announced_at=F("verdict__moved_at"),
    )
    deadline = ExpressionWrapper(F("announced_at") + _time_to_confirm(), DateTimeField())
    return rows.annotate(due_at=deadline).order_by("due_at", "pk")


def overdue(at: datetime):
    """Those whose deadline has passed."""
    return unconfirmed().filter(due_at__lte=at)


def lapses(suspension: Change, at: datetime) -> int:
    """How many whole deadlines have gone by: 0 while there is time, and one more each time."""
    return (at - suspension.announced_at) // _time_to_confirm()
