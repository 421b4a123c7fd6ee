"""Assignments and comments on a claim's page, and their summary in the workspace of a revision."""

from dataclasses import dataclass

from django import forms
from django.db.models import Prefetch
from django.utils.translation import gettext_lazy as _

from claims.choices import AssignmentRole
from claims.collaboration.assignments import (
    ASSIGN,
    REQUIRED_PERMISSIONS,
    check_can_assign,
    get_current_assignments,
)
from claims.collaboration.comments import VIEW_PERMISSION
from claims.models import Assignment, Claim, Comment, Mention, Verdict
from factcheck.accounts.models import User
from factcheck.accounts.roles import list_users_with
from factcheck.desk.base.forms import (
    CHOOSE,
    DayInput,
    DeskForm,
    build_choice_field,
    build_text_field,
)


class UserField(forms.ModelChoiceField):
    def label_from_instance(self, user):
        return f"{user} (@{user.username})"


class AssignForm(DeskForm):
    """Who gets which role. `users`, if they are loaded already, saves the form a query."""

    role = build_choice_field(_("Role"), AssignmentRole.choices)
    user = UserField(User.objects.none(), label=_("Assign to"), required=False, empty_label=CHOOSE)
    due_on = forms.DateField(label=_("Due on"), required=False, widget=DayInput())
    note = forms.CharField(label=_("Note for them"), required=False, max_length=400)

    def __init__(self, *args, users=None, **kwargs):
        super().__init__(*args, **kwargs)
        field = self.fields["user"]
        field.queryset = list_users_with(VIEW_PERMISSION)
        if users is not None:
            choices = [(user.pk, field.label_from_instance(user)) for user in users]
            field.choices = [("", CHOOSE), *choices]


class UnassignForm(DeskForm):
    role = build_choice_field(_("Role"), AssignmentRole.choices)


class PostCommentForm(DeskForm):
    text = build_text_field(_("Comment"), Comment.text, rows=2, is_required=True)


@dataclass(frozen=True)
class RolePanel:
    """One role in the work on a claim: who has it, and what this user can do about it."""

    role: AssignmentRole
    assignment: Assignment | None
    can_take: bool
    can_remove: bool


def build_collaboration_panel(claim: Claim, user, bound_forms: dict) -> dict:
    """The context of the assignments and comments on the claim's page."""
    users, assignments = list(list_users_with(VIEW_PERMISSION)), get_current_assignments(claim)
    assign_form = None
    if user.has_perm(ASSIGN) and claim.status == "open":
        assign_form = bound_forms.get("assign") or AssignForm(auto_id="id_assign_%s", users=users)
    mentions = Prefetch("mentions", Mention.objects.select_related("user"))
    comments = Comment.objects.filter(claim=claim).select_related("created_by")
    return {
        "roles": [_build_role_panel(claim, role, assignments, user) for role in AssignmentRole],
        "assign_form": assign_form,
        "comments": comments.prefetch_related(mentions),
        "comment_form": bound_forms.get("comment") or PostCommentForm(auto_id="id_comment_%s"),
        "can_comment": not claim.merged_at,
        "users": users,
    }


def _build_role_panel(
    claim: Claim, role: AssignmentRole, assignments: dict[str, Assignment], user
) -> RolePanel:
    assignment = assignments.get(role)
    is_own = assignment is not None and assignment.user_id == user.pk
    can_take = not is_own and user.has_perm(REQUIRED_PERMISSIONS[role])
    return RolePanel(
        role=role,
        assignment=assignment,
        can_take=can_take and check_can_assign(claim, role, user, user, assignments) is None,
        can_remove=is_own or (assignment is not None and user.has_perm(ASSIGN)),
    )


def build_collaboration_summary(verdict: Verdict) -> dict:
    """Who is assigned to the claim, and how many comments it has."""
    assignments = get_current_assignments(verdict.claim)
    return {
        "comment_count": verdict.claim.comments.count(),
        "assignments": [assignments[role] for role in AssignmentRole if role in assignments],
    }
