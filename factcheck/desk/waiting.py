"""What waits for this person? Each list is one query, whatever its length.

A list says what it holds and which deed it waits for; a person sees the lists of their role only.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import F, OuterRef, Subquery

from claims.models import Change, Claim, Transition, Verdict
from claims.vocabulary import ChangeKind, State

SHOWN = 25


@dataclass(frozen=True)
class Waiting:
    """One list: its name, what to do with what is on it, and its rows, oldest first."""

    name: str
    deed: str
    rows: list[Verdict]


def waiting(person) -> list[Waiting]:
    """The lists of this person that have anything on them."""
    lists = (
        Waiting(name, deed, list(rows(person)[:SHOWN]))
        for name, deed, permission, rows in LISTS
        if person.has_perm(permission)
    )
    return [one for one in lists if one.rows]


def untouched() -> list[Claim]:
    """Open claims on which nobody has begun a verdict, newest first."""
    begun = Verdict.objects.exclude(state=State.DISCARDED).values("claim")
    return list(
        Claim.objects.filter(declined_at=None, merged_at=None)
        .exclude(pk__in=begun)
        .select_related("claimant")[:SHOWN]
    )


def recent() -> list[Transition]:
    """The latest moves of all revisions."""
    moves = Transition.objects.exclude(to_state=State.SUPERSEDED)  # a part of another's publishing
    moves = moves.select_related("verdict__claim", "moved_by")
    return list(moves.order_by("-moved_at", "-id")[:12])


def _verdicts():
    last = Transition.objects.filter(verdict=OuterRef("pk")).order_by("-moved_at", "-id")
    return (
        Verdict.objects.select_related("claim__claimant", "rating", "author", "moved_by")
        .annotate(
            since=F("moved_at"),
            last_verb=Subquery(last.values("verb")[:1]),
            last_note=Subquery(last.values("note")[:1]),
        )
        .order_by("since", "pk")
    )


def _mine(person):
    return _verdicts().filter(contributors__person=person)


def _sent_back(person):
    return _mine(person).filter(state=State.DRAFT, last_verb="send_back")


def _drafts(person):
    return _mine(person).filter(state=State.DRAFT).exclude(last_verb="send_back")


def _with_others(person):
    return _mine(person).filter(state=State.IN_REVIEW)


def _to_review(person):
    rows = _verdicts().filter(state=State.IN_REVIEW)
    return rows.exclude(contributors__person=person)


def _to_publish(person):
    return _verdicts().filter(state=State.APPROVED)


def _retractions(person):
    rows = _by_change(ChangeKind.RETRACTION, person).filter(change_announced=None)
    return rows.filter(state__in=[State.PUBLISHED, State.SUSPENDED])


def _suspensions(person):
    return _by_change(ChangeKind.SUSPENSION, person).filter(state=State.SUSPENDED)


def _by_change(kind, person):
    """Revisions whose newest change of this kind was opened by somebody else and not confirmed."""
    newest = Change.objects.filter(verdict=OuterRef("pk"), kind=kind).order_by("-pk")
    return (
        _verdicts()
        .annotate(
            change_by=Subquery(newest.values("opened_by")[:1]),
            change_confirmed=Subquery(newest.values("confirmed_at")[:1]),
            change_announced=Subquery(newest.values("announced_at")[:1]),
            since=Subquery(newest.values("opened_at")[:1]),
            last_note=Subquery(newest.values("note")[:1]),
        )
        .filter(change_by__isnull=False, change_confirmed=None)
        .exclude(change_by=person.pk)
    )


WRITE, REVIEW = "claims.write_verdict", "claims.review_verdict"
LISTS: tuple[tuple[str, str, str, Callable], ...] = (
    ("Sent back to you", "Mend", WRITE, _sent_back),
    ("Suspensions to confirm", "Decide", "claims.suspend_verdict", _suspensions),
    ("Retractions that wait for a second person", "Decide", "claims.retract_verdict", _retractions),
    ("To review", "Review", REVIEW, _to_review),
    ("Approved, not yet published", "Publish", "claims.publish_verdict", _to_publish),
    ("Your drafts", "Write", WRITE, _drafts),
    ("Yours, with a reviewer", "Read", WRITE, _with_others),
)
