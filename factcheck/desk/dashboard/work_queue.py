"""The task lists of the home page: what each user can do now.

`TASK_LISTS` defines them. A user sees the lists of their role, those that `FIRST_LISTS` names for
it first. Each list takes one query, however many rows it has.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import Count, QuerySet, Window
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from claims import complaints
from claims.choices import State
from claims.models import Transition
from claims.publication import hidden_claims
from claims.removal import forget_requests
from factcheck.desk.account import attention
from factcheck.desk.dashboard import queries

ROWS_PER_LIST = 25
RECENT_TRANSITIONS = 12


@dataclass(frozen=True)
class TaskListDefinition:
    """What a task list contains, who sees it, and the template of its rows.

    `changelist` names the model and the query string of the admin list with all rows.
    """

    name: Promise
    action: Promise  # the label of the button in each row
    permission: str
    get_rows: Callable[..., QuerySet]  # for a user
    changelist: str
    template: str = "task_verdict"


@dataclass(frozen=True)
class TaskList:
    """The first rows of a list for one user; each row has the `total` of the list."""

    name: Promise
    action: Promise
    rows: list
    url: str  # the admin list with all rows
    template: str

    @property
    def total(self) -> int:
        return self.rows[0].total if self.rows else 0


def get_task_lists(user) -> list[TaskList]:
    """The user's lists that have rows, the most urgent ones for their role first."""
    definitions = [row for row in TASK_LISTS if user.has_perm(row.permission)]
    definitions.sort(key=_get_rank(user))
    lists = [get_task_list(definition, user) for definition in definitions]
    return [task_list for task_list in lists if task_list.rows]


def get_task_list(definition: TaskListDefinition, user) -> TaskList:
    """One list as the user sees it. Takes one query."""
    rows = definition.get_rows(user).annotate(total=Window(Count("pk")))
    return TaskList(
        definition.name,
        definition.action,
        list(rows[:ROWS_PER_LIST]),
        build_changelist_url(definition.changelist, user),
        f"desk/dashboard/{definition.template}.html",
    )


def _get_rank(user) -> Callable[[TaskListDefinition], int]:
    """The sort key of the lists for the role of the user."""
    names = next((names for perm, names in FIRST_LISTS.items() if user.has_perm(perm)), ())
    return lambda row: names.index(row.name) if row.name in names else len(names)


def build_changelist_url(changelist: str, user) -> str:
    """The URL of an admin list, from the `changelist` of a definition."""
    last_day = queries.get_last_revisit_day().isoformat()
    model, _separator, query = changelist.format(user=user.pk, last_day=last_day).partition("?")
    return f"{reverse(f'admin:{model}_changelist')}?{query}"


def list_recent_transitions() -> list[Transition]:
    """The latest transitions, without those of revisions that a newer one superseded."""
    rows = Transition.objects.exclude(to_state=State.SUPERSEDED)
    rows = rows.select_related("verdict__claim", "state_changed_by").order_by(
        "-state_changed_at", "-id"
    )
    return list(rows[:RECENT_TRANSITIONS])


WRITE, REVIEW = "claims.write_verdict", "claims.review_verdict"
PUBLISH, MANAGE_USERS = "claims.publish_verdict", "accounts.change_user"
CONFIRM_CHANGE = "accounts.confirm_account_change"
SUSPEND, RETRACT = "claims.suspend_verdict", "claims.retract_verdict"
RECORD, ANSWER = "claims.record_claim", complaints.ANSWER_PERMISSION

DECIDE_REQUEST = "claims.decide_personrequest"

PERSON_REQUESTS = _("Requests about a person")
HIDDEN_CLAIMS = _("Hidden for legal reasons")
OVERDUE = _("Overdue complaints")
COMPLAINTS = _("Complaints from readers")
ALERTS = _("Source alerts")
SENT_BACK = _("Sent back to you")
ASSIGNED = _("Assigned to you")
SUSPENSIONS = _("Suspensions to confirm")
RETRACTIONS = _("Retractions to confirm")
TO_REVIEW = _("To review")
APPROVED = _("Approved, not yet published")
SCHEDULED = _("Scheduled")
FAILED_SCHEDULES = _("Scheduled, but not published")
DRAFTS = _("Your drafts")
TO_REVISIT = _("To revisit")
AUDIT = _("Changed past the rules of the database")
ACCOUNT_CHANGES = _("Account changes to confirm")
PASSKEYS = _("Passkeys to confirm for signing")

OWN_VERDICTS = "claims_verdict?contributors__user={user}&state__exact="
OPEN_COMPLAINTS = "claims_complaint?outcome=open"

TASK_LISTS = (
    TaskListDefinition(
        AUDIT,
        _("Read"),
        "claims.view_auditreport",
        queries.list_audit_breaches,
        "claims_auditreport",
        "task_audit",
    ),
    TaskListDefinition(
        ACCOUNT_CHANGES,
        _("Decide"),
        CONFIRM_CHANGE,
        attention.list_changes_to_confirm,
        "accounts_accountchange?decision__isempty=1",
        "task_account_change",
    ),
    TaskListDefinition(
        PASSKEYS,
        _("Compare"),
        CONFIRM_CHANGE,
        attention.list_waiting_passkeys,
        "signing_key",
        "task_passkey",
    ),
    TaskListDefinition(
        PERSON_REQUESTS,
        _("Decide"),
        DECIDE_REQUEST,
        queries.list_person_requests,
        "claims_personrequest",
        "task_person_request",
    ),
    TaskListDefinition(
        HIDDEN_CLAIMS,
        _("Decide"),
        hidden_claims.PERMISSION,
        queries.list_claims_to_unhide,
        "claims_visibilitychange",
        "task_hidden_claim",
    ),
    TaskListDefinition(
        OVERDUE,
        _("Answer"),
        ANSWER,
        queries.list_overdue_complaints,
        OPEN_COMPLAINTS,
        "task_complaint",
    ),
    TaskListDefinition(
        ALERTS,
        _("Decide"),
        WRITE,
        queries.list_source_alerts,
        "claims_sourcealert?decision=open",
        "task_alert",
    ),
    TaskListDefinition(
        SENT_BACK, _("Revise"), WRITE, queries.list_sent_back, f"{OWN_VERDICTS}draft"
    ),
    TaskListDefinition(
        ASSIGNED,
        _("Open"),
        WRITE,
        queries.list_assignments,
        "claims_claim?assigned=me",
        "task_assignment",
    ),
    TaskListDefinition(
        SUSPENSIONS,
        _("Decide"),
        SUSPEND,
        queries.list_suspensions,
        "claims_verdict?state__exact=suspended",
        "task_suspension",
    ),
    TaskListDefinition(
        RETRACTIONS,
        _("Decide"),
        RETRACT,
        queries.list_retractions,
        "claims_verdict?changes__kind=retraction",
    ),
    TaskListDefinition(
        TO_REVIEW,
        _("Review"),
        REVIEW,
        queries.list_to_review,
        "claims_verdict?state__exact=in_review",
    ),
    TaskListDefinition(
        FAILED_SCHEDULES,
        _("Decide"),
        PUBLISH,
        queries.list_failed_schedules,
        "claims_verdict?state__exact=approved",
        "task_failed_schedule",
    ),
    TaskListDefinition(
        APPROVED,
        _("Publish"),
        PUBLISH,
        queries.list_to_publish,
        "claims_verdict?state__exact=approved",
    ),
    TaskListDefinition(
        SCHEDULED,
        _("Open"),
        PUBLISH,
        queries.list_scheduled,
        "claims_verdict?state__exact=approved",
        "task_scheduled",
    ),
    TaskListDefinition(DRAFTS, _("Write"), WRITE, queries.list_drafts, f"{OWN_VERDICTS}draft"),
    TaskListDefinition(
        COMPLAINTS, _("Answer"), ANSWER, queries.list_complaints, OPEN_COMPLAINTS, "task_complaint"
    ),
    TaskListDefinition(
        _("Tips from readers"),
        _("Answer"),
        RECORD,
        queries.list_tips,
        "claims_tip?decided_at__isempty=1",
        "task_tip",
    ),
    TaskListDefinition(
        _("Readers who ask to be forgotten"),
        _("Decide"),
        forget_requests.PERMISSION,
        queries.list_forget_requests,
        "claims_tip?",
        "task_forget_request",
    ),
    TaskListDefinition(
        _("Waiting for a response"),
        _("Record response"),
        WRITE,
        queries.list_comment_requests,
        "claims_commentrequest?response=open",
        "task_comment_request",
    ),
    TaskListDefinition(
        TO_REVISIT,
        _("Revisit"),
        WRITE,
        queries.list_to_revisit,
        "claims_verdict?state__exact=published&revisit_on__lte={last_day}",
    ),
    TaskListDefinition(
        _("Unreachable sources"),
        _("Open"),
        WRITE,
        queries.list_unreachable_sources,
        "sources_source?",
        "task_source",
    ),
    TaskListDefinition(
        _("In review (yours)"),
        _("Open"),
        WRITE,
        queries.list_own_in_review,
        f"{OWN_VERDICTS}in_review",
    ),
    TaskListDefinition(
        _("Users without a role"),
        _("Assign role"),
        MANAGE_USERS,
        attention.list_users_without_role,
        "accounts_user?groups__isnull=1",
        "task_user",
    ),
)
UNSTARTED_CLAIMS = TaskListDefinition(
    _("Claims without a fact-check"),
    _("Start fact-check"),
    "claims.view_claim",
    queries.list_unstarted_claims,
    "claims_claim?status=open&state=none&assigned=no_one",
    "task_claim",
)
# The lists that each role sees first; the first permission that the user has decides.
FIRST_LISTS = {
    PUBLISH: (
        *(AUDIT, ACCOUNT_CHANGES, PERSON_REQUESTS, HIDDEN_CLAIMS, OVERDUE, SUSPENSIONS),
        FAILED_SCHEDULES,
        *(RETRACTIONS, APPROVED, SCHEDULED, ALERTS, COMPLAINTS, TO_REVISIT),
    ),
    REVIEW: (OVERDUE, ASSIGNED, TO_REVIEW, SENT_BACK, COMPLAINTS),
    WRITE: (SENT_BACK, ASSIGNED, DRAFTS),
}
