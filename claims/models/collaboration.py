"""Assignments, comments and mentions on a claim. They are never public."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from claims.choices import COMMENT_LENGTH, AssignmentRole
from claims.models.claim import Claim
from factcheck.core.model_fields import MultilineTextField


class Assignment(models.Model):
    """A user is assigned to a claim in one role, or the role is unassigned (`user` is null).

    Created by `claims.collaboration.assignments`; never changes. The newest row of a claim and role
    is the current one. An assignment does not change permissions.
    """

    claim = models.ForeignKey(Claim, models.PROTECT, related_name="assignments")
    role = models.CharField(_("role"), max_length=10, choices=AssignmentRole)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="assignments"
    )
    note = models.CharField(_("note"), max_length=400, blank=True)
    due_on = models.DateField(_("due on"), null=True)
    assigned_at = models.DateTimeField()
    assigned_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    append_only = True

    class Meta:
        verbose_name = _("assignment")
        verbose_name_plural = _("assignments")
        ordering = ["-pk"]
        permissions = [("assign_claim", "Can assign claims to others")]
        default_permissions = []
        # Many pages show the newest assignment of a claim and role.
        indexes = [models.Index(fields=["claim", "role", "-id"], name="newest_assignment")]
        constraints = [
            models.CheckConstraint(
                condition=Q(user__isnull=False) | Q(due_on=None), name="due_date_needs_assignee"
            ),
            models.CheckConstraint(
                condition=Q(role__in=AssignmentRole.values), name="assignment_role_is_known"
            ),
        ]

    def __str__(self):
        return f"{self.get_role_display()}: {self.user or gettext('unassigned')}"


class Comment(models.Model):
    """A comment on a claim by a member of the desk. Created by `claims.collaboration.comments`.

    It never changes.
    """

    claim = models.ForeignKey(Claim, models.PROTECT, related_name="comments")
    text = MultilineTextField(_("comment"), max_length=COMMENT_LENGTH)
    created_at = models.DateTimeField()
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    append_only = True

    class Meta:
        verbose_name = _("comment")
        verbose_name_plural = _("comments")
        ordering = ["created_at", "id"]
        default_permissions = []
        constraints = [models.CheckConstraint(condition=~Q(text=""), name="comment_has_text")]

    def __str__(self):
        return self.text


class Mention(models.Model):
    """A user who is mentioned in a comment as `@name`. Never changes.

    It is created with the comment, so that a user who gets this name later is not mentioned.
    """

    comment = models.ForeignKey(Comment, models.PROTECT, related_name="mentions")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    append_only = True

    class Meta:
        verbose_name = _("mention")
        verbose_name_plural = _("mentions")
        ordering = ["id"]
        default_permissions = []
        constraints = [
            models.UniqueConstraint(fields=["comment", "user"], name="user_mentioned_once"),
        ]

    def __str__(self):
        return f"@{self.user.username}"
