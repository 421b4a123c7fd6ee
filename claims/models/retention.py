"""Decisions to remove words: of readers who ask, of old drafts, and reports of the nightly job."""

from typing import cast

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from claims.choices import DraftOutcome, ForgetOutcome
from claims.models.complaint import Complaint
from claims.models.tip import Tip
from claims.models.verdict import Verdict
from factcheck.core.model_fields import MultilineTextField


class ForgetRequest(models.Model):
    """A reader asks the desk to forget a tip or complaint, named by its reference number.

    Created and decided once by `claims.removal.forget_requests`; nothing else about it changes.
    When it is decided with `forgotten`, a trigger removes the words of the message in the same
    transaction.
    """

    tip = models.OneToOneField(Tip, models.PROTECT, null=True, related_name="forget_request")
    complaint = models.OneToOneField(
        Complaint, models.PROTECT, null=True, related_name="forget_request"
    )
    requested_at = models.DateTimeField(_("requested at"))
    outcome = models.CharField(_("decision"), max_length=10, choices=ForgetOutcome, blank=True)
    reason = MultilineTextField(
        _("reason"), max_length=2000, blank=True, help_text=_("why the desk keeps the message")
    )
    decided_at = models.DateTimeField(_("decided at"), null=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        verbose_name = _("request to be forgotten")
        verbose_name_plural = _("requests to be forgotten")
        ordering = ["requested_at", "id"]
        default_permissions = []
        permissions = [("forget_message", "Can forget the tip or complaint of a reader")]
        constraints = [
            models.CheckConstraint(
                condition=Q(tip__isnull=False, complaint=None)
                | Q(tip=None, complaint__isnull=False),
                name="forget_request_for_one_message",
            ),
            models.CheckConstraint(
                condition=Q(outcome="", reason="", decided_at=None, decided_by=None)
                | Q(outcome="forgotten", reason="")
                & Q(decided_at__isnull=False, decided_by__isnull=False)
                | Q(outcome="kept", decided_at__isnull=False, decided_by__isnull=False)
                & ~Q(reason=""),
                name="forget_decision_is_complete",
            ),
        ]

    def __str__(self):
        return self.message.public_id

    @property
    def message(self) -> Tip | Complaint:
        """What the reader sent."""
        return self.tip or cast(Complaint, self.complaint)


class DraftDecision(models.Model):
    """What an editor decided about a draft whose time is over: its words go, or it is kept.

    Created by `claims.removal.old_drafts`; never changes. With the outcome `removed`, a trigger
    removes the words of the draft in the same transaction. A draft that is kept is proposed again
    on `ask_again_on`.
    """

    verdict = models.ForeignKey(Verdict, models.PROTECT, related_name="draft_decisions")
    outcome = models.CharField(_("decision"), max_length=10, choices=DraftOutcome)
    ask_again_on = models.DateField(_("ask again on"), null=True)
    decided_at = models.DateTimeField(_("decided at"))
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    append_only = True

    class Meta:
        verbose_name = _("decision about an old draft")
        verbose_name_plural = _("decisions about old drafts")
        ordering = ["-decided_at", "-id"]
        default_permissions = []
        permissions = [("decide_draft", "Can agree that the words of old drafts are removed")]
        constraints = [
            models.CheckConstraint(
                condition=Q(outcome="removed", ask_again_on=None)
                | Q(outcome="kept", ask_again_on__isnull=False),
                name="kept_draft_is_asked_about_again",
            ),
        ]

    def __str__(self):
        return f"{self.verdict}: {self.get_outcome_display()}"


class RetentionReport(models.Model):
    """What one run of `factcheck.retention` removed, and what waits. It never changes."""

    ran_at = models.DateTimeField()
    removed = models.JSONField(help_text=_("number of rows by kind"))
    waiting = models.JSONField(help_text=_("number of rows by kind and reason"))

    append_only = True

    class Meta:
        ordering = ["-id"]
        default_permissions = []

    def __str__(self):
        return f"{self.ran_at:%Y-%m-%d}"
