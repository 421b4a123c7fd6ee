"""Assign claims: who is to write the fact-check, and who is to review it.

An assignment shows who takes care of a claim and does not change permissions: what a user may do
depends on their role and on `claims.workflow.transitions`. An action that is refused raises a
`FactcheckError`, and then nothing was written.
"""

from collections.abc import Mapping
from datetime import date, datetime

from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.utils.timezone import get_current_timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from claims.choices import OPEN_STATES, AssignmentRole, State
from claims.models import Assignment, Claim, Verdict
from claims.workflow.policies import check_claim
from factcheck.accounts.policies import check_permission
from factcheck.core.errors import InvalidInput, InvalidState, Violation, enforce
from factcheck.core.validation import convert_validation_errors

ASSIGN = "claims.assign_claim"
REQUIRED_PERMISSIONS = {
    AssignmentRole.WRITE: "claims.write_verdict",
    AssignmentRole.REVIEW: "claims.review_verdict",
}
OTHER_ROLE = {
    AssignmentRole.WRITE: AssignmentRole.REVIEW,
    AssignmentRole.REVIEW: AssignmentRole.WRITE,
}
ROLE_NOT_ALLOWED = {
    AssignmentRole.WRITE: gettext_lazy("The role of %(user)s does not allow writing fact-checks."),
    AssignmentRole.REVIEW: gettext_lazy("The role of %(user)s does not allow reviewing."),
}
HAS_OTHER_ROLE = {
    AssignmentRole.WRITE: gettext_lazy(
        "%(user)s is already assigned to review this: choose another person."
    ),
    AssignmentRole.REVIEW: gettext_lazy(
        "%(user)s is already assigned to write this: choose another person."
    ),
}


# ── actions ─────────────────────────────────────────────────────────────────────────────────────
def assign_claim(
    claim: Claim,
    *,
    by,
    at: datetime,
    role: str,
    user,
    note: str = "",
    due_on: date | None = None,
) -> Assignment:
    """The user has this role in the claim, until another user gets it or the work is done.

    `due_on` is a day in the desk's time zone.
    """
    if role not in AssignmentRole.values:
        raise InvalidInput(_("Choose what there is to do: write or review."))
    if user is None:
        raise InvalidInput(_("Choose a person."))
    with transaction.atomic():
        fresh = _lock(claim)
        enforce(check_can_assign(fresh, role, user, by))
        if due_on and due_on < at.astimezone(get_current_timezone()).date():
            raise InvalidInput(_("The due date has already passed."))
        return _create_assignment(
            fresh, by, at, role=role, user=user, note=note.strip(), due_on=due_on
        )


def unassign_claim(claim: Claim, *, by, at: datetime, role: str) -> Assignment:
    """No one has this role in the claim. Users may return their own; editors may remove others."""
    with transaction.atomic():
        fresh = _lock(claim)
        assignment = get_current_assignments(fresh).get(role)
        if assignment is None:
            raise InvalidState(_("No one is assigned to this."))
        if assignment.user_id != by.pk or not by.is_active:
            enforce(check_permission(by, ASSIGN))
        return _create_assignment(fresh, by, at, role=role)


def _lock(claim: Claim) -> Claim:
    """If two users assign at the same moment, the second one sees what the first one did."""
    return Claim.objects.select_for_update().get(pk=claim.pk)


def _create_assignment(claim: Claim, by, at: datetime, **fields) -> Assignment:
    assignment = Assignment(claim=claim, assigned_by=by, assigned_at=at, **fields)
    with convert_validation_errors():
        assignment.full_clean(exclude=["user", "due_on"])
    assignment.save()
    return assignment


# ── policies ────────────────────────────────────────────────────────────────────────────────────
def check_can_assign(
    claim: Claim, role: str, user, by, current: Mapping[str, Assignment] | None = None
) -> Violation | None:
    """`by` may give this role to `user`, who may do the work and does not have the other role.

    `current` is the result of `get_current_assignments`, if the caller has it already.
    """
    role = AssignmentRole(role)
    required = REQUIRED_PERMISSIONS[role]
    takes_it = user.pk == by.pk and by.has_perm(required)
    if violation := check_permission(by, required if takes_it else ASSIGN):
        return violation
    if violation := check_claim(claim):
        return violation
    if not user.is_active:
        return Violation(_("The account of %(user)s is deactivated.") % {"user": user})
    if not user.is_staff or not user.has_perm(required):
        return Violation(ROLE_NOT_ALLOWED[role] % {"user": user})
    if current is None:
        current = get_current_assignments(claim)
    return _check_is_another_person(claim, role, user, current)


def _check_is_another_person(
    claim: Claim, role: AssignmentRole, user, current: Mapping[str, Assignment]
) -> Violation | None:
    """The same user does not write and review; otherwise this would only fail at the approval."""
    other_assignment = current.get(OTHER_ROLE[role])
    if other_assignment and other_assignment.user_id == user.pk:
        return Violation(HAS_OTHER_ROLE[role] % {"user": user})
    contributed = Q(verdicts__state__in=OPEN_STATES, verdicts__contributors__user=user)
    is_review = role == AssignmentRole.REVIEW
    if is_review and Claim.objects.filter(contributed, pk=claim.pk).exists():
        message = _("%(user)s worked on the open revision: ask another person to review it.")
        return Violation(message % {"user": user})
    return None


# ── reading ─────────────────────────────────────────────────────────────────────────────────────
def list_current_assignments() -> QuerySet[Assignment]:
    """The latest assignments per claim and role, if they are to someone and not done yet.

    An assignment is done when a revision is published after it.
    """
    later = Assignment.objects.filter(
        claim=OuterRef("claim"), role=OuterRef("role"), pk__gt=OuterRef("pk")
    )
    done = Verdict.objects.filter(claim=OuterRef("claim"), published_at__gt=OuterRef("assigned_at"))
    rows = Assignment.objects.filter(~Exists(later), ~Exists(done), user__isnull=False)
    return rows.filter(claim__declined_at=None, claim__merged_at=None)


def get_current_assignments(claim: Claim) -> dict[str, Assignment]:
    """The current assignments of a claim by role."""
    rows = list_current_assignments().filter(claim=claim).select_related("user", "assigned_by")
    return {row.role: row for row in rows}


def list_assignments_to_do(user) -> QuerySet[Assignment]:
    """The user's assignments that they can work on now, the first due date first.

    Writers wait while their draft is in review, and reviewers until it is.
    """
    open_revision = Verdict.objects.filter(claim=OuterRef("claim"), state__in=OPEN_STATES)
    is_submitted = Exists(open_revision.exclude(state=State.DRAFT))
    is_in_review = Exists(open_revision.filter(state=State.IN_REVIEW))
    rows = list_current_assignments().filter(
        Q(role=AssignmentRole.WRITE) & ~is_submitted | Q(role=AssignmentRole.REVIEW) & is_in_review,
        user=user,
    )
    return rows.order_by(F("due_on").asc(nulls_last=True), "assigned_at", "pk")
