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

from claims import assignments, schedule
from claims.models import Alarm, Assignment, Change, Claim, Suggestion, Transition, Verdict
from claims.vocabulary import OPEN, STANDING, ChangeKind, State
from factcheck.desk import accounts
from factcheck.desk.gathering import gathered
from factcheck.people.models import User
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
        return f"desk/parts/{ROWS[type(self.rows[0])]}.html"

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
    return _verdicts().filter(state=State.APPROVED)


def _retractions(person):
    rows = _by_change(ChangeKind.RETRACTION, person).filter(change_announced=None)
    return rows.filter(state__in=[State.PUBLISHED, State.SUSPENDED])


def _suspensions(person):
    return _by_change(ChangeKind.SUSPENSION, person).filter(state=State.SUSPENDED)


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
PUBLISH, PEOPLE = "claims.publish_verdict", "people.change_user"
SUSPEND, RETRACT = "claims.suspend_verdict", "claims.retract_verdict"
MINE = "contributors__person={person}&state__exact="
SUSPENSIONS, RETRACTIONS = "Suspensions to confirm", "Retractions that wait for a second person"
SENT_BACK, DRAFTS, TO_REVIEW = "Sent back to you", "Your drafts", "To review"
APPROVED, CHANGED = "Approved, not yet published", "Quotations that changed"
TO_LOOK_AT, ASSIGNED = "To look at again", "Assigned to you"
AGAIN = "state__exact=published&review_by__lte={soon}"
ROWS = {
    Verdict: "task",
    Alarm: "task_alarm",
    Assignment: "task_assignment",
    Source: "task_source",
    Suggestion: "task_suggestion",
    User: "task_person",
}
RECORD, UNANSWERED = "claims.record_claim", "claims_suggestion?answered_at__isempty=1"
LISTS: tuple[tuple[str, str, str, Callable, str], ...] = (
    (CHANGED, "Decide", WRITE, _changed_quotations, "claims_alarm?answer=waits"),
    (SENT_BACK, "Mend", WRITE, _sent_back, f"{MINE}draft"),
    (ASSIGNED, "Open", WRITE, _assigned, "claims_claim?assigned=me"),
    (SUSPENSIONS, "Decide", SUSPEND, _suspensions, "state__exact=suspended"),
    (RETRACTIONS, "Decide", RETRACT, _retractions, "changes__kind=retraction"),
    (TO_REVIEW, "Review", REVIEW, _to_review, "state__exact=in_review"),
    (APPROVED, "Publish", PUBLISH, _to_publish, "state__exact=approved"),
    (DRAFTS, "Write", WRITE, _drafts, f"{MINE}draft"),
    ("Suggestions from readers", "Answer", RECORD, _suggested, UNANSWERED),
    (TO_LOOK_AT, "Look again", WRITE, _to_look_at_again, AGAIN),
    ("Sources out of reach", "Look at them", WRITE, _out_of_reach, "sources_source?"),
    ("Yours, with a reviewer", "Read", WRITE, _with_others, f"{MINE}in_review"),
    ("Locked out for now", "See", PEOPLE, accounts.locked_out, "people_user?is_active__exact=1"),
    (
        "Without a role",
        "Give a role",
        PEOPLE,
        accounts.without_a_role,
        "people_user?groups__isnull=1",
    ),
)
# What each role is there for; the first that fits decides, the other lists follow as they stand.
FIRST: tuple[tuple[str, tuple[str, ...]], ...] = (
    (PUBLISH, (SUSPENSIONS, RETRACTIONS, APPROVED, CHANGED, TO_LOOK_AT)),
    (REVIEW, (ASSIGNED, TO_REVIEW, SENT_BACK)),
    (WRITE, (SENT_BACK, ASSIGNED, DRAFTS)),
)
