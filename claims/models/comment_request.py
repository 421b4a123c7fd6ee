"""Requests for comment, the responses, and waivers where no comment was requested."""

from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from claims.choices import RequestChannel, ResponseOutcome, ResponseVisibility
from claims.models.claim import Claim, Claimant
from claims.models.public import ReadOnlyModel
from factcheck.core.model_fields import MultilineTextField
from sources.choices import TranslatedBy


class CommentRequest(models.Model):
    """A request for comment on a claim: the recipient, the questions and the deadline.

    It refers to the claim and not to a revision: comments are requested before there is a verdict,
    and the response is used in every later revision. Created by `claims.replies`; never changes.
    """

    claim = models.ForeignKey(Claim, models.PROTECT, related_name="comment_requests")
    claimant = models.ForeignKey(
        Claimant, models.PROTECT, null=True, blank=True, related_name="comment_requests"
    )
    name = models.CharField(_("recipient"), max_length=200, blank=True)
    public_role = models.BooleanField(
        _("public role"),
        default=False,
        help_text=_("Readers do not see the name of a recipient without a public role."),
    )
    channel = models.CharField(_("sent"), max_length=12, choices=RequestChannel)
    text = MultilineTextField(
        _("request"), max_length=20_000, help_text=_("Only the desk sees it.")
    )
    sent_at = models.DateTimeField(_("sent at"))
    deadline_at = models.DateTimeField(_("deadline"))
    sent_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(_("recorded at"))

    append_only = True

    class Meta:
        verbose_name = _("request for comment")
        verbose_name_plural = _("requests for comment")
        ordering = ["sent_at", "id"]
        default_permissions = ["view"]
        constraints = [
            models.CheckConstraint(
                condition=Q(claimant=None) & ~Q(name="")
                | Q(claimant__isnull=False, name="", public_role=False),
                name="comment_request_has_one_recipient",
            ),
            models.CheckConstraint(condition=~Q(text=""), name="comment_request_has_text"),
            models.CheckConstraint(
                condition=Q(deadline_at__gt=F("sent_at"), sent_at__lte=F("recorded_at")),
                name="comment_request_before_deadline",
            ),
        ]

    def __str__(self):
        return str(self.claimant or self.name)


class CommentResponse(models.Model):
    """A response to a request for comment, word for word, and how much of it readers see.

    Created by `claims.replies`; never changes. A mistake is corrected by a newer row that
    supersedes it and has a reason; the newest row is the current one.
    """

    comment_request = models.ForeignKey(CommentRequest, models.PROTECT, related_name="responses")
    outcome = models.CharField(_("response"), max_length=10, choices=ResponseOutcome)
    text = MultilineTextField(
        _("text of the response"), max_length=20_000, blank=True, help_text=_("Word for word.")
    )
    language = models.CharField(_("language"), max_length=35, blank=True)
    received_at = models.DateTimeField(_("received at"))
    visibility = models.CharField(_("readers see"), max_length=10, choices=ResponseVisibility)
    public_excerpt = MultilineTextField(_("excerpt for readers"), max_length=20_000, blank=True)
    translation = MultilineTextField(_("translation"), max_length=20_000, blank=True)
    translated_by = models.CharField(
        _("translated by"), max_length=10, choices=TranslatedBy, blank=True
    )
    supersedes = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="replacement"
    )
    reason = MultilineTextField(_("reason for the correction"), max_length=2000, blank=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    append_only = True

    class Meta:
        verbose_name = _("response")
        verbose_name_plural = _("responses")
        ordering = ["id"]
        default_permissions = []
        constraints = [
            # Of two users who save a response at once, the second has to read the first.
            models.UniqueConstraint(
                fields=["comment_request"],
                condition=Q(supersedes=None),
                name="one_first_comment_response",
            ),
            models.CheckConstraint(
                condition=Q(supersedes=None, reason="")
                | Q(supersedes__isnull=False) & ~Q(reason=""),
                name="superseding_response_has_reason",
            ),
            models.CheckConstraint(
                condition=Q(outcome="declined") | ~Q(text=""), name="comment_response_has_text"
            ),
            models.CheckConstraint(
                condition=Q(visibility="part") & ~Q(public_excerpt="")
                | Q(visibility="all", public_excerpt="") & ~Q(text="")
                | Q(visibility="nothing", public_excerpt="", translation=""),
                name="comment_response_visibility_fits",
            ),
            models.CheckConstraint(
                condition=Q(translation="", translated_by="")
                | ~Q(translation="") & ~Q(translated_by=""),
                name="response_translation_has_translator",
            ),
        ]

    def __str__(self):
        return self.get_outcome_display()


class CommentWaiver(models.Model):
    """Why no comment on a claim was requested, or why publication does not wait for a response.

    Created by `claims.replies`; never changes. Readers see the reason.
    """

    claim = models.ForeignKey(Claim, models.PROTECT, related_name="comment_waivers")
    comment_request = models.OneToOneField(
        CommentRequest, models.PROTECT, null=True, blank=True, related_name="waiver"
    )
    reason = MultilineTextField(_("reason"), max_length=2000, help_text=_("Readers see it."))
    waived_at = models.DateTimeField()
    waived_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    append_only = True

    class Meta:
        verbose_name = _("waiver")
        verbose_name_plural = _("waivers")
        ordering = ["id"]
        default_permissions = []
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="comment_waiver_has_reason"),
        ]

    def __str__(self):
        return self.reason


class CommentRequestStatus(ReadOnlyModel):
    """A request for comment with its current response and its waiver: a database view.

    A claim without a request has one row with the newest waiver, if there is one. The view is for
    the desk and for records; public pages do not read it.
    """

    claim = models.ForeignKey(Claim, models.DO_NOTHING, related_name="comment_request_statuses")
    comment_request = models.ForeignKey(
        CommentRequest, models.DO_NOTHING, null=True, related_name="+"
    )
    claimant_id = models.CharField(max_length=10, null=True)  # noqa: DJ001 — a column of a view
    name = models.CharField(max_length=200)
    public_role = models.BooleanField()
    channel = models.CharField(max_length=12, choices=RequestChannel)
    sent_at = models.DateTimeField(null=True)
    deadline_at = models.DateTimeField(null=True)
    sent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.DO_NOTHING, null=True, related_name="+"
    )
    response = models.ForeignKey(CommentResponse, models.DO_NOTHING, null=True, related_name="+")
    outcome = models.CharField(max_length=10, choices=ResponseOutcome)
    text = models.TextField()
    language = models.CharField(max_length=35)
    received_at = models.DateTimeField(null=True)
    visibility = models.CharField(max_length=10, choices=ResponseVisibility)
    published_text = models.TextField(help_text=_("the text that readers see"))
    translation = models.TextField()
    translated_by = models.CharField(max_length=10)
    waiver_reason = models.TextField()
    waived_at = models.DateTimeField(null=True)
    waived_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.DO_NOTHING, null=True, related_name="+"
    )

    class Meta(ReadOnlyModel.Meta):
        db_table = "claims_commentrequeststatus"
        ordering = ["sent_at", "id"]

    def __str__(self):
        return self.name

    def is_awaited(self, at: datetime) -> bool:
        """Whether a response can still arrive in time, so that publication has to wait."""
        is_waiting = self.is_open and not self.waiver_reason
        return is_waiting and self.deadline_at is not None and self.deadline_at > at

    @property
    def is_open(self) -> bool:
        """Whether a comment was requested and there is no response yet."""
        return self.comment_request_id is not None and self.response_id is None
