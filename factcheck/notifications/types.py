"""Notification types: the rows that trigger one, the recipients, the default channel.

`NOTIFICATION_TYPES` is the table; a new type is a new row. Users are never notified of what they
did themselves. E-mail leaves the organisation: a message says what happened and quotes nothing.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, time
from operator import attrgetter
from typing import Any

from django.db.models import QuerySet
from django.utils.timezone import get_current_timezone
from django.utils.translation import gettext_lazy as _

from claims.choices import AssignmentRole
from claims.collaboration.assignments import REQUIRED_PERMISSIONS
from claims.complaints import ANSWER_PERMISSION
from claims.models import Claim
from factcheck.notifications import events
from factcheck.notifications.choices import Channel
from factcheck.notifications.events import REVIEW, SUSPEND

READ, WRITE = "claims.view_claim", "claims.write_verdict"
READ_AUDIT = "claims.view_auditreport"
RETRACT, PUBLISH = "claims.retract_verdict", "claims.publish_verdict"


@dataclass(frozen=True)
class NotificationType:
    """One type of notification.

    `message` says what happened; it may contain `{actor}`. `rows` returns all events, with what the
    other functions read of a row; `moment` is the column (a time or a day) by which the newest are
    selected. `recipients` returns the ids of the users concerned; only those with `permission` are
    notified. `page` names the desk page that shows it (such as `claims_verdict`) and `subject_id`
    its key; `detail` says where in a few words. A mandatory type is always e-mailed at once.
    """

    code: str
    label: str
    message: str
    channel: Channel
    permission: str
    rows: Callable[[], QuerySet]
    moment: str
    recipients: Callable[[Any], Iterable[int]]
    actor: Callable[[Any], int | None] = lambda row: None
    page: str = "claims_verdict"
    subject_id: Callable[[Any], int] = attrgetter("verdict_id")
    claim: Callable[[Any], Claim | None] = attrgetter("verdict.claim")
    detail: Callable[[Any], str] = events.describe_revision
    is_mandatory: bool = False

    def list_rows(self, since: datetime, until: datetime) -> QuerySet:
        """List its events of that time, the oldest first."""
        period = {f"{self.moment}__gte": since, f"{self.moment}__lte": until}
        return self.rows().filter(**period).order_by(self.moment, "pk")

    def get_time(self, row) -> datetime:
        """Return when it happened; a day starts at midnight in the desk's time zone."""
        moment = attrgetter(self.moment.replace("__", "."))(row)
        if isinstance(moment, datetime):
            return moment
        return datetime.combine(moment, time.min, get_current_timezone())


TRANSITION: dict[str, Any] = {
    "moment": "state_changed_at",
    "actor": attrgetter("state_changed_by_id"),
}
ASSIGNMENT: dict[str, Any] = {
    "moment": "assigned_at",
    "recipients": lambda row: {row.user_id},
    "actor": attrgetter("assigned_by_id"),
    "page": "claims_claim",
    "subject_id": attrgetter("claim_id"),
    "claim": attrgetter("claim"),
    "detail": events.describe_due_day,
}
NOTIFICATION_TYPES: dict[str, NotificationType] = {
    kind.code: kind
    for kind in (
        NotificationType(
            "suspended",
            _("A fact-check was suspended"),
            _("{actor} suspended a fact-check: a second person has to decide."),
            Channel.AT_ONCE,
            SUSPEND,
            events.select_transitions("suspend"),
            recipients=events.select_users(SUSPEND),
            is_mandatory=True,
            **TRANSITION,
        ),
        NotificationType(
            "suspension_overdue",
            _("A suspension was not confirmed in time"),
            _("A suspension was not confirmed in time: a second person has to decide."),
            Channel.AT_ONCE,
            SUSPEND,
            events.list_unconfirmed_suspensions,
            "due_at",
            recipients=events.select_users(SUSPEND),
            is_mandatory=True,
        ),
        NotificationType(
            "retraction_proposed",
            _("A retraction was proposed"),
            _("{actor} proposed to retract a fact-check: a second person has to decide."),
            Channel.AT_ONCE,
            RETRACT,
            events.list_retraction_proposals,
            "created_at",
            recipients=events.select_users(RETRACT),
            actor=attrgetter("created_by_id"),
            is_mandatory=True,
        ),
        NotificationType(
            "audit",
            _("The nightly audit found a breach"),
            _("The nightly audit found rows that were changed past the rules of the database."),
            Channel.AT_ONCE,
            READ_AUDIT,
            events.list_audit_breaches,
            "finished_at",
            recipients=events.select_users(READ_AUDIT),
            page="claims_auditreport",
            subject_id=attrgetter("pk"),
            claim=lambda row: None,
            detail=events.describe_breaches,
            is_mandatory=True,
        ),
        NotificationType(
            "alert",
            _("A source of a published fact-check changed"),
            _("A recheck found a change in a source that a published fact-check quotes."),
            Channel.AT_ONCE,
            READ,
            events.list_alerts,
            "created_at",
            recipients=events.get_contributors_and_editors,
            page="claims_sourcealert",
            subject_id=attrgetter("pk"),
        ),
        NotificationType(
            "schedule_failed",
            _("A scheduled publication failed"),
            _("A fact-check was not published at its scheduled time; the desk shows the reason."),
            Channel.AT_ONCE,
            PUBLISH,
            events.list_failed_schedules,
            "ended_at",
            recipients=events.select_users(PUBLISH),
        ),
        NotificationType(
            "complaint",
            _("A reader complained about a fact-check"),
            _("A reader complained about a fact-check."),
            Channel.DAILY_SUMMARY,
            ANSWER_PERMISSION,
            events.list_complaints,
            "received_at",
            recipients=events.select_users(ANSWER_PERMISSION),
            page="claims_complaint",
            subject_id=attrgetter("pk"),
            detail=events.describe_complaint,
        ),
        NotificationType(
            "complaint_due",
            _("An answer to a complaint is due"),
            _("An answer to a reader's complaint is due today."),
            Channel.AT_ONCE,
            ANSWER_PERMISSION,
            events.list_open_complaints,
            "due_on",
            recipients=events.select_users(ANSWER_PERMISSION),
            page="claims_complaint",
            subject_id=attrgetter("pk"),
            detail=events.describe_complaint,
        ),
        NotificationType(
            "mentioned",
            _("You are mentioned in a comment"),
            _("{actor} mentioned you in a comment."),
            Channel.AT_ONCE,
            READ,
            events.list_mentions,
            "comment__created_at",
            recipients=lambda row: {row.user_id},
            actor=attrgetter("comment.created_by_id"),
            page="claims_claim",
            subject_id=attrgetter("comment.claim_id"),
            claim=attrgetter("comment.claim"),
            detail=lambda row: "",
        ),
        NotificationType(
            "assigned_write",
            _("You are assigned as author"),
            _("{actor} assigned you as the author for a claim."),
            Channel.AT_ONCE,
            REQUIRED_PERMISSIONS[AssignmentRole.WRITE],
            events.select_assignments(AssignmentRole.WRITE),
            **ASSIGNMENT,
        ),
        NotificationType(
            "assigned_review",
            _("You are assigned as reviewer"),
            _("{actor} assigned you as the reviewer for a claim."),
            Channel.AT_ONCE,
            REQUIRED_PERMISSIONS[AssignmentRole.REVIEW],
            events.select_assignments(AssignmentRole.REVIEW),
            **ASSIGNMENT,
        ),
        NotificationType(
            "submitted_to_you",
            _("A revision you are to review was submitted"),
            _("{actor} submitted a revision that you are assigned to review."),
            Channel.AT_ONCE,
            REVIEW,
            events.select_transitions("submit"),
            recipients=events.get_assigned_reviewers,
            **TRANSITION,
        ),
        NotificationType(
            "submitted",
            _("Another revision was submitted for review"),
            _("{actor} submitted a revision for review."),
            Channel.DAILY_SUMMARY,
            REVIEW,
            events.select_transitions("submit"),
            recipients=events.get_other_reviewers,
            **TRANSITION,
        ),
        NotificationType(
            "sent_back",
            _("A revision you worked on was sent back"),
            _("{actor} sent back a revision that you worked on."),
            Channel.AT_ONCE,
            WRITE,
            events.select_transitions("send_back"),
            recipients=events.get_contributors,
            **TRANSITION,
        ),
        NotificationType(
            "approved",
            _("A revision you worked on was approved"),
            _("{actor} approved a revision that you worked on."),
            Channel.AT_ONCE,
            WRITE,
            events.select_transitions("approve"),
            recipients=events.get_contributors,
            **TRANSITION,
        ),
        NotificationType(
            "published",
            _("A revision you worked on was published"),
            _("{actor} published a revision that you worked on."),
            Channel.DAILY_SUMMARY,
            WRITE,
            events.select_transitions("publish"),
            recipients=events.get_contributors,
            **TRANSITION,
        ),
        NotificationType(
            "availability",
            _("A fact-check you worked on was suspended, reinstated or retracted"),
            _("{actor} suspended, reinstated or retracted a fact-check that you worked on."),
            Channel.AT_ONCE,
            WRITE,
            events.select_transitions(*events.AVAILABILITY_ACTIONS),
            recipients=events.get_contributors,
            detail=events.describe_availability,
            **TRANSITION,
        ),
        NotificationType(
            "revisit_due",
            _("A fact-check you worked on is due to be revisited"),
            _("A fact-check that you worked on is due to be revisited."),
            Channel.DAILY_SUMMARY,
            WRITE,
            events.list_verdicts_to_revisit,
            "revisit_on",
            recipients=events.get_verdict_contributors,
            subject_id=attrgetter("pk"),
            claim=attrgetter("claim"),
            detail=events.describe_revisit,
        ),
    )
}
