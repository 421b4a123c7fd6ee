"""Which facts of the desk are news, whom do they concern, and how loud are they?

`KINDS` is the table; one more kind is one more row. A kind names the rows that are its facts, the
people it concerns, and the sentence that tells it. Nobody is told of what they did themselves.

Mail leaves the house: a sentence says what happened, never the words that were written.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, time
from operator import attrgetter

from django.db.models import Exists, OuterRef, QuerySet
from django.utils.timezone import get_current_timezone

from claims.assignments import NEEDS, in_force
from claims.models import Alarm, Assignment, Change, Claim, Mention, Transition, Verdict
from claims.vocabulary import ChangeKind, Part, State
from factcheck.notices.vocabulary import How
from factcheck.people.roles import who_may

READ, WRITE, REVIEW = "claims.view_claim", "claims.write_verdict", "claims.review_verdict"
SUSPEND, RETRACT = "claims.suspend_verdict", "claims.retract_verdict"


@dataclass(frozen=True)
class Kind:
    """One kind of news.

    `sentence` says what happened, `{by}` whom; `detail` where, in a few words. `facts` are all rows
    of the kind, with what the others read of a row; `moment` is the column, a moment or a day, by
    which the newest are asked for. `told` are the numbers of the people whom a row concerns;
    without the permission `needs` nobody hears of it. `page` names the page of the desk that shows
    it (as `claims_verdict`), `about` its number. A `loud` kind is always sent at once.
    """

    code: str
    label: str
    sentence: str
    how: How
    needs: str
    facts: Callable[[], QuerySet]
    moment: str
    told: Callable[[object], Iterable[int]]
    by: Callable[[object], int | None] = lambda row: None
    page: str = "claims_verdict"
    about: Callable[[object], int] = attrgetter("verdict_id")
    claim: Callable[[object], Claim] = attrgetter("verdict.claim")
    detail: Callable[[object], str] = lambda row: f"revision {row.verdict.revision}"
    loud: bool = False

    def between(self, since: datetime, at: datetime) -> QuerySet:
        """Its facts of that time, in their order."""
        asked = {f"{self.moment}__gte": since, f"{self.moment}__lte": at}
        return self.facts().filter(**asked).order_by(self.moment, "pk")

    def when(self, row) -> datetime:
        """When it happened; a day begins at midnight in the desk's time zone."""
        moment = attrgetter(self.moment.replace("__", "."))(row)
        if isinstance(moment, datetime):
            return moment
        return datetime.combine(moment, time.min, get_current_timezone())


def _moves(*verbs: str) -> Callable[[], QuerySet]:
    """Moves of a revision by these verbs; that another supersedes it is part of its publishing."""

    def rows() -> QuerySet[Transition]:
        moves = Transition.objects.filter(verb__in=verbs).exclude(to_state=State.SUPERSEDED)
        return moves.select_related("verdict__claim")

    return rows


def _contributors(row) -> set[int]:
    return set(row.verdict.contributors.values_list("person", flat=True))


def _asked(row) -> set[int]:
    """Who was asked to review what was submitted."""
    asked = in_force().filter(claim=row.verdict.claim_id, part=Part.REVIEW)
    return set(asked.values_list("person", flat=True))


def _reviewers(row) -> set[int]:
    """Everybody else who could review it."""
    return _all_who(REVIEW)(row) - _contributors(row) - _asked(row)


def _all_who(permission: str) -> Callable[[object], set[int]]:
    return lambda row: set(who_may(permission).values_list("pk", flat=True))


def _contributors_and_editors(row) -> set[int]:
    return _contributors(row) | _all_who(SUSPEND)(row)


def _proposed() -> QuerySet[Change]:
    return Change.objects.filter(kind=ChangeKind.RETRACTION).select_related("verdict__claim")


def _alarms() -> QuerySet[Alarm]:
    return Alarm.objects.select_related("verdict__claim")


def _assigned(part: Part) -> Callable[[], QuerySet]:
    def rows() -> QuerySet[Assignment]:
        return Assignment.objects.filter(part=part, person__isnull=False).select_related("claim")

    return rows


def _mentions() -> QuerySet[Mention]:
    return Mention.objects.select_related("note__claim")


def _due_again() -> QuerySet[Verdict]:
    """Published findings that should be looked at again, while nobody has begun to."""
    following = Verdict.objects.filter(claim=OuterRef("claim"), revision__gt=OuterRef("revision"))
    begun = Exists(following.exclude(state=State.DISCARDED))
    rows = Verdict.objects.filter(~begun, state=State.PUBLISHED, review_by__isnull=False)
    return rows.select_related("claim")


def _own_contributors(row) -> set[int]:
    return set(row.contributors.values_list("person", flat=True))


def _due(row) -> str:
    return f"due on {_day(row.due_on)}" if row.due_on else ""


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"


def _taken_down(row) -> str:
    return f"revision {row.verdict.revision}, {TAKEN_DOWN[row.verb]}"


TAKEN_DOWN = {"suspend": "suspended", "reinstate": "reinstated", "retract": "retracted"}
MOVED = {"moment": "moved_at", "by": attrgetter("moved_by_id")}
OF_AN_ASSIGNMENT = {
    "moment": "assigned_at",
    "told": lambda row: {row.person_id},
    "by": attrgetter("assigned_by_id"),
    "page": "claims_claim",
    "about": attrgetter("claim_id"),
    "claim": attrgetter("claim"),
    "detail": _due,
}
KINDS: dict[str, Kind] = {
    kind.code: kind
    for kind in (
        Kind(
            "suspended",
            "A finding was suspended",
            "{by} suspended a finding: a second person has to decide.",
            How.AT_ONCE,
            SUSPEND,
            _moves("suspend"),
            told=_all_who(SUSPEND),
            loud=True,
            **MOVED,
        ),
        Kind(
            "retraction_proposed",
            "A retraction was proposed",
            "{by} proposed to retract a finding: a second person has to decide.",
            How.AT_ONCE,
            RETRACT,
            _proposed,
            "opened_at",
            told=_all_who(RETRACT),
            by=attrgetter("opened_by_id"),
            loud=True,
        ),
        Kind(
            "alarm",
            "A quotation changed under a published finding",
            "The watch found that a quotation changed, or is gone, under a published finding.",
            How.AT_ONCE,
            READ,
            _alarms,
            "raised_at",
            told=_contributors_and_editors,
            page="claims_alarm",
            about=attrgetter("pk"),
        ),
        Kind(
            "mentioned",
            "Somebody mentions you in a note",
            "{by} mentioned you in a note.",
            How.AT_ONCE,
            READ,
            _mentions,
            "note__said_at",
            told=lambda row: {row.person_id},
            by=attrgetter("note.said_by_id"),
            page="claims_claim",
            about=attrgetter("note.claim_id"),
            claim=attrgetter("note.claim"),
            detail=lambda row: "",
        ),
        Kind(
            "assigned_write",
            "You are assigned to write",
            "{by} assigned a claim to you, to write.",
            How.AT_ONCE,
            NEEDS[Part.WRITE],
            _assigned(Part.WRITE),
            **OF_AN_ASSIGNMENT,
        ),
        Kind(
            "assigned_review",
            "You are asked to review",
            "{by} asked you to review what is written on a claim.",
            How.AT_ONCE,
            NEEDS[Part.REVIEW],
            _assigned(Part.REVIEW),
            **OF_AN_ASSIGNMENT,
        ),
        Kind(
            "submitted_to_you",
            "What you were asked to review was submitted",
            "{by} submitted a revision that you were asked to review.",
            How.AT_ONCE,
            REVIEW,
            _moves("submit"),
            told=_asked,
            **MOVED,
        ),
        Kind(
            "submitted",
            "Anything else was submitted for review",
            "{by} submitted a revision for review.",
            How.DIGEST,
            REVIEW,
            _moves("submit"),
            told=_reviewers,
            **MOVED,
        ),
        Kind(
            "sent_back",
            "What you worked on was sent back",
            "{by} sent back a revision that you worked on.",
            How.AT_ONCE,
            WRITE,
            _moves("send_back"),
            told=_contributors,
            **MOVED,
        ),
        Kind(
            "approved",
            "What you worked on was approved",
            "{by} approved a revision that you worked on.",
            How.AT_ONCE,
            WRITE,
            _moves("approve"),
            told=_contributors,
            **MOVED,
        ),
        Kind(
            "published",
            "What you worked on was published",
            "{by} published a revision that you worked on.",
            How.DIGEST,
            WRITE,
            _moves("publish"),
            told=_contributors,
            **MOVED,
        ),
        Kind(
            "taken_down",
            "What you worked on was suspended, reinstated or retracted",
            "{by} changed whether readers see a finding that you worked on.",
            How.AT_ONCE,
            WRITE,
            _moves(*TAKEN_DOWN),
            told=_contributors,
            detail=_taken_down,
            **MOVED,
        ),
        Kind(
            "due_again",
            "The day has come to look again at what you worked on",
            "The day has come to look again at a finding that you worked on.",
            How.DIGEST,
            WRITE,
            _due_again,
            "review_by",
            told=_own_contributors,
            about=attrgetter("pk"),
            claim=attrgetter("claim"),
            detail=lambda row: f"revision {row.revision}, to be looked at by {_day(row.review_by)}",
        ),
    )
}
