"""Complaints of readers about published verdicts, and the desk's answers."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from claims.choices import COMPLAINT_LENGTHS, ComplaintOutcome, ComplaintPart
from claims.models.change import Change
from claims.models.verdict import Verdict
from factcheck.core.identifiers import new_identifier
from factcheck.core.model_fields import MultilineTextField
from factcheck.core.web_addresses import WEB_ADDRESS


class Complaint(models.Model):
    """A complaint about one published revision, in the reader's own words. It never changes.

    Created by `claims.complaints`. The complaint is never public; readers see only the answer, and
    only if the desk publishes it. The reader uses `public_id` as the reference number.
    """

    public_id = models.CharField(
        _("reference number"), max_length=10, unique=True, default=new_identifier
    )
    verdict = models.ForeignKey(
        Verdict,
        models.PROTECT,
        related_name="complaints",
        help_text=_("the revision that the reader read"),
    )
    subject = models.CharField(_("subject"), max_length=10, choices=ComplaintPart, blank=True)
    text = models.CharField(_("complaint"), max_length=COMPLAINT_LENGTHS["text"])
    location = models.CharField(
        _("where to find the facts"), max_length=COMPLAINT_LENGTHS["location"], blank=True
    )
    sender_name = models.CharField(
        _("sender"), max_length=COMPLAINT_LENGTHS["sender_name"], blank=True
    )
    email = models.EmailField(
        _("e-mail address"), max_length=COMPLAINT_LENGTHS["email"], blank=True
    )
    received_at = models.DateTimeField(_("received at"))
    due_on = models.DateField(_("answer due on"))
    network_digest = models.CharField(
        max_length=64, help_text=_("a digest of the sender's network that changes every day")
    )

    append_only = True

    class Meta:
        verbose_name = _("complaint")
        verbose_name_plural = _("complaints")
        ordering = ["-received_at", "-id"]
        default_permissions = ["view"]
        permissions = [("answer_complaint", "Can answer complaints of readers")]
        # The rate limit counts the complaints from one network in the last hour.
        indexes = [
            models.Index(fields=["network_digest", "received_at"], name="complaint_by_network")
        ]
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="complaint_has_text"),
            models.CheckConstraint(
                condition=Q(subject__in=["", *ComplaintPart.values]),
                name="complaint_subject_is_known",
            ),
        ]

    def __str__(self):
        return f"“{self.text}”"


class ComplaintAnswer(models.Model):
    """The desk's answer to one complaint. It never changes.

    A complaint that is upheld leads to a change, whose note is published. Only if that change is
    discarded before it is announced can the complaint be answered again.
    """

    complaint = models.ForeignKey(Complaint, models.PROTECT, related_name="answers")
    number = models.PositiveSmallIntegerField()
    outcome = models.CharField(_("outcome"), max_length=20, choices=ComplaintOutcome)
    public_note = MultilineTextField(_("note for readers"), max_length=2000, blank=True)
    referred_to_url = models.URLField(_("URL of the earlier answer"), max_length=2000, blank=True)
    note = MultilineTextField(_("internal note"), max_length=2000, blank=True)
    change = models.ForeignKey(
        Change, models.PROTECT, null=True, editable=False, related_name="complaint_answers"
    )
    is_public = models.BooleanField(
        _("public"), help_text=_("Show the outcome in the public list of complaints.")
    )
    decided_at = models.DateTimeField()
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    append_only = True

    class Meta:
        verbose_name = _("answer to a complaint")
        verbose_name_plural = _("answers to complaints")
        ordering = ["complaint", "number"]
        default_permissions = []
        constraints = [
            # Of two users who answer at the same moment, only one succeeds.
            models.UniqueConstraint(
                fields=["complaint", "number"], name="complaint_answers_are_numbered"
            ),
            models.CheckConstraint(
                condition=Q(outcome="upheld", public_note="", change__isnull=False)
                | Q(outcome__in=["not_upheld", "referred", "already_answered"], change=None)
                & ~Q(public_note=""),
                name="complaint_answer_has_change_or_note",
            ),
            models.CheckConstraint(
                condition=Q(outcome="already_answered", referred_to_url__iregex=WEB_ADDRESS)
                | ~Q(outcome="already_answered") & Q(referred_to_url=""),
                name="complaint_already_answered_has_url",
            ),
        ]

    def __str__(self):
        return self.get_outcome_display()
