"""Which rows are the facts of a kind of news, whom do they concern, and what is said of where?

Each function of people takes a row and returns their numbers; `kinds` says which belong together.
"""

from collections.abc import Callable
from datetime import date

from django.db.models import Exists, OuterRef, QuerySet

from claims import complaints
from claims.choices import ChangeKind, Duty, PlanEnd, State
from claims.collaboration.assignments import in_force
from claims.models import (
    Alarm,
    Assignment,
    Change,
    Complaint,
    Mention,
    Plan,
    Transition,
    Verdict,
)
from claims.workflow import suspension_deadlines
from factcheck.accounts.roles import who_may

REVIEW, SUSPEND = "claims.review_verdict", "claims.suspend_verdict"
TAKEN_DOWN = {"suspend": "suspended", "reinstate": "reinstated", "retract": "retracted"}


def moves(*verbs: str) -> Callable[[], QuerySet]:
    """Moves of a revision by these verbs; that another supersedes it is part of its publishing."""

    def rows() -> QuerySet[Transition]:
        moves = Transition.objects.filter(verb__in=verbs).exclude(to_state=State.SUPERSEDED)
        return moves.select_related("verdict__claim")

    return rows


def contributors(row) -> set[int]:
    return set(row.verdict.contributors.values_list("person", flat=True))


def asked(row) -> set[int]:
    """Who was asked to review what was submitted."""
    rows = in_force().filter(claim=row.verdict.claim_id, part=Duty.REVIEW)
    return set(rows.values_list("person", flat=True))


def reviewers(row) -> set[int]:
    """Everybody else who could review it."""
    return all_who(REVIEW)(row) - contributors(row) - asked(row)


def all_who(permission: str) -> Callable[[object], set[int]]:
    return lambda row: set(who_may(permission).values_list("pk", flat=True))


def contributors_and_editors(row) -> set[int]:
    return contributors(row) | all_who(SUSPEND)(row)


def proposed() -> QuerySet[Change]:
    return Change.objects.filter(kind=ChangeKind.RETRACTION).select_related("verdict__claim")


def unconfirmed() -> QuerySet[Change]:
    """Suspensions that nobody confirmed, each with the moment by which it is due."""
    return suspension_deadlines.unconfirmed().select_related("verdict__claim")


def complained() -> QuerySet[Complaint]:
    return Complaint.objects.select_related("verdict__claim")


def unanswered() -> QuerySet[Complaint]:
    return complaints.waiting()


def refused_plans() -> QuerySet[Plan]:
    return Plan.objects.filter(end=PlanEnd.REFUSED).select_related("verdict__claim")


def alarms() -> QuerySet[Alarm]:
    return Alarm.objects.select_related("verdict__claim")


def assigned(part: Duty) -> Callable[[], QuerySet]:
    def rows() -> QuerySet[Assignment]:
        return Assignment.objects.filter(part=part, person__isnull=False).select_related("claim")

    return rows


def mentions() -> QuerySet[Mention]:
    return Mention.objects.select_related("note__claim")


def due_again() -> QuerySet[Verdict]:
    """Published findings that should be looked at again, while nobody has begun to."""
    following = Verdict.objects.filter(claim=OuterRef("claim"), revision__gt=OuterRef("revision"))
    begun = Exists(following.exclude(state=State.DISCARDED))
    rows = Verdict.objects.filter(~begun, state=State.PUBLISHED, review_by__isnull=False)
    return rows.select_related("claim")


def own_contributors(row) -> set[int]:
    return set(row.contributors.values_list("person", flat=True))


def revision(row) -> str:
    return f"revision {row.verdict.revision}"


def due(row) -> str:
    return f"due on {day(row.due_on)}" if row.due_on else ""


def day_of_answer(row) -> str:
    return f"{revision(row)}, to be answered by {day(row.due_on)}"


def day(one: date) -> str:
    return f"{one.day} {one:%B %Y}"


def taken_down(row) -> str:
    return f"revision {row.verdict.revision}, {TAKEN_DOWN[row.verb]}"


def due_by(row) -> str:
    return f"revision {row.revision}, to be looked at by {day(row.review_by)}"
