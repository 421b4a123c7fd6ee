"""What waits for this person? As many queries whatever the lengths of the lists.

A list says what it holds and which deed it waits for; a person sees the lists of their role only,
first those that nobody else in the house attends to.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Exists, F, OuterRef, Subquery
from django.urls import reverse
from django.utils import timezone

from claims import complaints
from claims.choices import OPEN, STANDING, ChangeKind, State
from claims.collaboration import assignments
from claims.models import (
    Alarm,
    Assignment,
    Change,
    Claim,
    Complaint,
    Hearing,
    Suggestion,
    Transition,
    Verdict,
)
from claims.monitoring import schedule
from claims.scheduling import publication
from claims.workflow import suspension_deadlines
from factcheck.accounts.models import User
from factcheck.desk.account import attention
from factcheck.desk.dashboard.gathering import gathered
from sources.models import Source

SHOWN = 25
AHEAD = timedelta(days=7)  # so long before its day a finding waits to be looked at again


@dataclass(frozen=True)
class Waiting:
    """One list: its name, what to do with what is on it, and its first rows, oldest first.

    `number` is how many there are in all, and `every` leads to the list that holds them.
    """

    name: str
    deed: str
    rows: list
    every: str

    @property
    def row(self) -> str:
        """The template that draws one of them."""
        return f"desk/parts/{ROWS_OF.get(self.name) or ROWS[type(self.rows[0])]}.html"

    @property
    def number(self) -> int:
        return self.rows[0].in_all if self.rows else 0


def waiting(person) -> list[Waiting]:
    """The lists of this person that have anything on them, what is theirs to do first."""
    lists = [one for one in LISTS if person.has_perm(one[2])]
    found = gathered({name: rows(person) for name, _, _, rows, _ in lists}, SHOWN)
    return [
        Waiting(name, deed, found[name], every(asked, person))
        for name, deed, _, _, asked in sorted(lists, key=_turn(person))
        if found[name]
    ]


def _turn(person) -> Callable:
    """Where a list stands for this person: first what their role is there for."""
    first = next((names for needs, names in FIRST if person.has_perm(needs)), ())
    return lambda one: first.index(one[0]) if one[0] in first else len(first)


def untouched() -> Waiting:
    """Open claims on which nobody has begun a verdict or is assigned to, newest first."""
    begun = Verdict.objects.exclude(state=State.DISCARDED).values("claim")
    rows = Claim.objects.filter(declined_at=None, merged_at=None).exclude(pk__in=begun)
    rows = rows.filter(~Exists(assignments.in_force().filter(claim=OuterRef("pk"))))
    every = f"{reverse('admin:claims_claim_changelist')}?standing=open&state=none&assigned=nobody"
    return Waiting(
        "Claims nobody has begun", "Begin", _first(rows.select_related("claimant")), every
    )


def recent(**told) -> list[Transition]:
    """The latest moves of all revisions; each with what else is `told` on the way."""
    moves = Transition.objects.exclude(to_state=State.SUPERSEDED)  # a part of another's publishing
    moves = moves.annotate(**told)
    moves = moves.select_related("verdict__claim", "moved_by")
    return list(moves.order_by("-moved_at", "-id")[:12])


def every(asked: str, person) -> str:
    """The address of all rows that were asked for so; verdicts, where nothing else is named."""
    told = asked.format(person=person.pk, soon=_soon().isoformat())
    named, _, question = told.rpartition("?")
    changelist = reverse(f"admin:{named or 'claims_verdict'}_changelist")
    return f"{changelist}?{question}"


def _first(rows) -> list:
    """The first rows, each with how many there are: one query for both."""
    return gathered({"": rows}, SHOWN)[""]


def _soon():
    return timezone.localdate() + AHEAD


def _verdicts():
    last = Transition.objects.filter(verdict=OuterRef("pk")).order_by("-moved_at", "-id")
    return Verdict.objects.annotate(
        since=F("moved_at"),
        last_verb=Subquery(last.values("verb")[:1]),
        last_note=Subquery(last.values("note")[:1]),
    ).order_by("since", "pk")


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
    """What waits for somebody's hand: neither planned, nor on the list of plans that failed."""
    planned = publication.standing().filter(verdict=OuterRef("pk"))
    failed = publication.refused().filter(verdict=OuterRef("pk"))
    return _verdicts().filter(~Exists(planned), ~Exists(failed), state=State.APPROVED)


def _planned(person):
    """The next hour first: it stands where other lists say since when."""
    return _by_plan(publication.standing(), "publish_at", "planned_by__byline")


def _refused_plans(person):
    return _by_plan(publication.refused(), "ended_at", "why")


def _by_plan(plans, moment: str, note: str):
    """The revisions of these plans, with a moment and some words of each."""
    mine = plans.filter(verdict=OuterRef("pk"))
    rows = _verdicts().filter(pk__in=plans.values("verdict"))
    told = {
        "since": Subquery(mine.values(moment)[:1]),
        "last_note": Subquery(mine.values(note)[:1]),
    }
    return rows.annotate(**told).order_by("since", "pk")


def _retractions(person):
    rows = _by_change(ChangeKind.RETRACTION, person).filter(change_announced=None)
    return rows.filter(state__in=[State.PUBLISHED, State.SUSPENDED])


def _suspensions(person):
    """Every suspension that nobody has confirmed, one's own too: all editors are alarmed."""
    return _verdicts().filter(pk__in=suspension_deadlines.unconfirmed().values("verdict"))


def _being_changed(claim: str):
    """The next revision of a claim, where somebody works on one."""
    return Verdict.objects.filter(claim=OuterRef(claim), state__in=OPEN)


def _to_look_at_again(person):
    """Findings whose day has come or comes soon, and which nobody is changing already."""
    changing = Exists(_being_changed("claim"))
    rows = _verdicts().filter(~changing, state=State.PUBLISHED, review_by__lte=_soon())
    return rows.order_by("review_by", "pk")


def _changed_quotations(person):
    """Open alarms of verdicts that stand; what became of the others is history."""
    return (
        Alarm.objects.filter(answered_at=None, verdict__state__in=STANDING)
        .annotate(changing=Exists(_being_changed("verdict__claim")))
        .select_related("verdict__claim", "passage__snapshot__source", "finding__retrieval")
        .order_by("raised_at", "pk")
    )


def _assigned(person):
    return assignments.waiting_for(person).select_related("claim__claimant", "assigned_by")


def _suggested(person):
    return Suggestion.objects.filter(answered_at=None).order_by("arrived_at", "pk")


def _asked(person):
    """Who was asked and has not answered, the passed deadlines first; not once readers know."""
    known = Verdict.objects.filter(
        claim=OuterRef("claim"), published_at__gte=OuterRef("answer_by"), state__in=STANDING
    )
    rows = Hearing.objects.filter(~Exists(known), reply=None, asking__isnull=False)
    rows = rows.filter(claim__declined_at=None, claim__merged_at=None, waived_because="")
    return rows.select_related("claim").order_by("answer_by", "id")


def _overdue(person):
    return complaints.waiting().filter(due_on__lt=timezone.localdate())


def _complained(person):
    return complaints.waiting().filter(due_on__gte=timezone.localdate())


def _out_of_reach(person):
    return schedule.out_of_reach()


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
PUBLISH, PEOPLE = "claims.publish_verdict", "accounts.change_user"
SUSPEND, RETRACT = "claims.suspend_verdict", "claims.retract_verdict"
MINE = "contributors__person={person}&state__exact="
SUSPENSIONS, RETRACTIONS = "Suspensions to confirm", "Retractions that wait for a second person"
SENT_BACK, DRAFTS, TO_REVIEW = "Sent back to you", "Your drafts", "To review"
APPROVED, CHANGED = "Approved, not yet published", "Quotations that changed"
TO_LOOK_AT, ASSIGNED = "To look at again", "Assigned to you"
PLANNED, NOT_AS_PLANNED = "Planned", "Planned, and refused"
OVERDUE, COMPLAINTS = "Complaints that are overdue", "Readers’ complaints"
AGAIN = "state__exact=published&review_by__lte={soon}"
ROWS = {
    Verdict: "task",
    Alarm: "task_alarm",
    Assignment: "task_assignment",
    Source: "task_source",
    Suggestion: "task_suggestion",
    Hearing: "task_reply",
    Complaint: "task_complaint",
    User: "task_person",
}
ROWS_OF = {
    SUSPENSIONS: "task_suspension",
    PLANNED: "task_planned",
    NOT_AS_PLANNED: "task_not_as_planned",
}
RECORD, UNANSWERED = "claims.record_claim", "claims_suggestion?answered_at__isempty=1"
ANSWER, COMPLAINED = complaints.ANSWER, "claims_complaint?answer=waits"
LISTS: tuple[tuple[str, str, str, Callable, str], ...] = (
    (OVERDUE, "Answer", ANSWER, _overdue, COMPLAINED),
    (CHANGED, "Decide", WRITE, _changed_quotations, "claims_alarm?answer=waits"),
    (SENT_BACK, "Mend", WRITE, _sent_back, f"{MINE}draft"),
    (ASSIGNED, "Open", WRITE, _assigned, "claims_claim?assigned=me"),
    (SUSPENSIONS, "Decide", SUSPEND, _suspensions, "state__exact=suspended"),
    (RETRACTIONS, "Decide", RETRACT, _retractions, "changes__kind=retraction"),
    (TO_REVIEW, "Review", REVIEW, _to_review, "state__exact=in_review"),
    (NOT_AS_PLANNED, "Decide", PUBLISH, _refused_plans, "state__exact=approved"),
    (APPROVED, "Publish", PUBLISH, _to_publish, "state__exact=approved"),
    (PLANNED, "See", PUBLISH, _planned, "state__exact=approved"),
    (DRAFTS, "Write", WRITE, _drafts, f"{MINE}draft"),
    (COMPLAINTS, "Answer", ANSWER, _complained, COMPLAINED),
    ("Suggestions from readers", "Answer", RECORD, _suggested, UNANSWERED),
    ("Answers that are due", "Record it", WRITE, _asked, "claims_asking?answer=waits"),
    (TO_LOOK_AT, "Look again", WRITE, _to_look_at_again, AGAIN),
    ("Sources out of reach", "Look at them", WRITE, _out_of_reach, "sources_source?"),
    ("Yours, with a reviewer", "Read", WRITE, _with_others, f"{MINE}in_review"),
    ("Locked out for now", "See", PEOPLE, attention.locked_out, "accounts_user?is_active__exact=1"),
    (
        "Without a role",
        "Give a role",
        PEOPLE,
        attention.without_a_role,
        "accounts_user?groups__isnull=1",
    ),
)
# What each role is there for; the first that fits decides, the other lists follow as they stand.
FIRST: tuple[tuple[str, tuple[str, ...]], ...] = (
    (
        PUBLISH,
        (
            *(OVERDUE, SUSPENSIONS, NOT_AS_PLANNED, RETRACTIONS, APPROVED, PLANNED, CHANGED),
            *(COMPLAINTS, TO_LOOK_AT),
        ),
    ),
    (REVIEW, (OVERDUE, ASSIGNED, TO_REVIEW, SENT_BACK, COMPLAINTS)),
    (WRITE, (SENT_BACK, ASSIGNED, DRAFTS)),
)
