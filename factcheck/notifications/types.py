"""Which facts of the desk are news, whom do they concern, and how loud are they?

`KINDS` is the table; one more kind is one more row. A kind names the rows that are its facts, the
people it concerns, and the sentence that tells it. Nobody is told of what they did themselves.

Mail leaves the house: a sentence says what happened, never the words that were written.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, time
from operator import attrgetter

from django.db.models import QuerySet
from django.utils.timezone import get_current_timezone

from claims.choices import Duty
from claims.collaboration.assignments import NEEDS
from claims.complaints import ANSWER
from claims.models import Claim
from factcheck.notifications import events
from factcheck.notifications.choices import How
from factcheck.notifications.events import REVIEW, SUSPEND

READ, WRITE = "claims.view_claim", "claims.write_verdict"
RETRACT, PUBLISH = "claims.retract_verdict", "claims.publish_verdict"


@dataclass(frozen=True)
class Kind:
    """One kind of news.

    `sentence` says what happened, `{by}` whom; `detail` where, in a few words. `rows` are all rows
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
    rows: Callable[[], QuerySet]
    moment: str
    told: Callable[[object], Iterable[int]]
    by: Callable[[object], int | None] = lambda row: None
    page: str = "claims_verdict"
    about: Callable[[object], int] = attrgetter("verdict_id")
    claim: Callable[[object], Claim] = attrgetter("verdict.claim")
    detail: Callable[[object], str] = events.revision
    loud: bool = False

    def between(self, since: datetime, at: datetime) -> QuerySet:
        """Its facts of that time, in their order."""
        asked = {f"{self.moment}__gte": since, f"{self.moment}__lte": at}
        return self.rows().filter(**asked).order_by(self.moment, "pk")

    def when(self, row) -> datetime:
        """When it happened; a day begins at midnight in the desk's time zone."""
        moment = attrgetter(self.moment.replace("__", "."))(row)
        if isinstance(moment, datetime):
            return moment
        return datetime.combine(moment, time.min, get_current_timezone())


MOVED = {"moment": "moved_at", "by": attrgetter("moved_by_id")}
OF_AN_ASSIGNMENT = {
    "moment": "assigned_at",
    "told": lambda row: {row.person_id},
    "by": attrgetter("assigned_by_id"),
    "page": "claims_claim",
    "about": attrgetter("claim_id"),
    "claim": attrgetter("claim"),
    "detail": events.due,
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
            events.moves("suspend"),
            told=events.all_who(SUSPEND),
            loud=True,
            **MOVED,
        ),
        Kind(
            "suspension_overdue",
            "A suspension was not confirmed in time",
            "Nobody confirmed a suspension in time: a second person has to decide.",
            How.AT_ONCE,
            SUSPEND,
            events.unconfirmed,
            "due_at",
            told=events.all_who(SUSPEND),
            loud=True,
        ),
        Kind(
            "retraction_proposed",
            "A retraction was proposed",
            "{by} proposed to retract a finding: a second person has to decide.",
            How.AT_ONCE,
            RETRACT,
            events.proposed,
            "opened_at",
            told=events.all_who(RETRACT),
            by=attrgetter("opened_by_id"),
            loud=True,
        ),
        Kind(
            "alarm",
            "A quotation changed under a published finding",
            "The watch found that a quotation changed, or is gone, under a published finding.",
            How.AT_ONCE,
            READ,
            events.alarms,
            "raised_at",
            told=events.contributors_and_editors,
            page="claims_alarm",
            about=attrgetter("pk"),
        ),
        Kind(
            "plan_refused",
            "A planned publication was refused at its hour",
            "A finding was not published at its planned hour; the desk says why.",
            How.AT_ONCE,
            PUBLISH,
            events.refused_plans,
            "ended_at",
            told=events.all_who(PUBLISH),
        ),
        Kind(
            "complained",
            "A reader complained about a finding",
            "A reader complained about a finding.",
            How.DIGEST,
            ANSWER,
            events.complained,
            "arrived_at",
            told=events.all_who(ANSWER),
            page="claims_complaint",
            about=attrgetter("pk"),
            detail=events.day_of_answer,
        ),
        Kind(
            "complaint_due",
            "The day has come to answer a complaint",
            "The day has come to answer a reader's complaint.",
            How.AT_ONCE,
            ANSWER,
            events.unanswered,
            "due_on",
            told=events.all_who(ANSWER),
            page="claims_complaint",
            about=attrgetter("pk"),
            detail=events.day_of_answer,
        ),
        Kind(
            "mentioned",
            "Somebody mentions you in a note",
            "{by} mentioned you in a note.",
            How.AT_ONCE,
            READ,
            events.mentions,
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
            NEEDS[Duty.WRITE],
            events.assigned(Duty.WRITE),
            **OF_AN_ASSIGNMENT,
        ),
        Kind(
            "assigned_review",
            "You are asked to review",
            "{by} asked you to review what is written on a claim.",
            How.AT_ONCE,
            NEEDS[Duty.REVIEW],
            events.assigned(Duty.REVIEW),
            **OF_AN_ASSIGNMENT,
        ),
        Kind(
            "submitted_to_you",
            "What you were asked to review was submitted",
            "{by} submitted a revision that you were asked to review.",
            How.AT_ONCE,
            REVIEW,
            events.moves("submit"),
            told=events.asked,
            **MOVED,
        ),
        Kind(
            "submitted",
            "Anything else was submitted for review",
            "{by} submitted a revision for review.",
            How.DIGEST,
            REVIEW,
            events.moves("submit"),
            told=events.reviewers,
            **MOVED,
        ),
        Kind(
            "sent_back",
            "What you worked on was sent back",
            "{by} sent back a revision that you worked on.",
            How.AT_ONCE,
            WRITE,
            events.moves("send_back"),
            told=events.contributors,
            **MOVED,
        ),
        Kind(
            "approved",
            "What you worked on was approved",
            "{by} approved a revision that you worked on.",
            How.AT_ONCE,
            WRITE,
            events.moves("approve"),
            told=events.contributors,
            **MOVED,
        ),
        Kind(
            "published",
            "What you worked on was published",
            "{by} published a revision that you worked on.",
            How.DIGEST,
            WRITE,
            events.moves("publish"),
            told=events.contributors,
            **MOVED,
        ),
        Kind(
            "taken_down",
            "What you worked on was suspended, reinstated or retracted",
            "{by} changed whether readers see a finding that you worked on.",
            How.AT_ONCE,
            WRITE,
            events.moves(*events.TAKEN_DOWN),
            told=events.contributors,
            detail=events.taken_down,
            **MOVED,
        ),
        Kind(
            "due_again",
            "The day has come to look again at what you worked on",
            "The day has come to look again at a finding that you worked on.",
            How.DIGEST,
            WRITE,
            events.due_again,
            "review_by",
            told=events.own_contributors,
            about=attrgetter("pk"),
            claim=attrgetter("claim"),
            detail=events.due_by,
        ),
    )
}
