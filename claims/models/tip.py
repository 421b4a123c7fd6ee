"""Tips: claims that readers ask the desk to check, and the desk's decisions."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from claims.choices import TIP_LENGTHS, TipDecision
from claims.models.claim import Claim
from factcheck.core.identifiers import new_identifier
from factcheck.core.model_fields import MultilineTextField

_UNDECIDED = Q(decision="", reason="", claim=None, decided_at=None, decided_by=None)


class Tip(models.Model):
    """A claim that a reader asks the desk to check, in the reader's own words.

    Created and decided once by `claims.intake.tips`; nothing else about it changes. No part of a
    tip is ever public, not even its existence.
    """

    public_id = models.CharField(max_length=10, unique=True, default=new_identifier)
    text = models.CharField(_("claim"), max_length=TIP_LENGTHS["text"])
    location = models.CharField(_("where it appeared"), max_length=TIP_LENGTHS["location"])
    sender_name = models.CharField(
        _("who made the claim"), max_length=TIP_LENGTHS["sender_name"], blank=True
    )
    email = models.EmailField(_("e-mail address"), max_length=TIP_LENGTHS["email"], blank=True)
    received_at = models.DateTimeField(_("received at"))
    network_digest = models.CharField(
        max_length=64, help_text=_("a digest of the sender's network that changes every day")
    )
    decision = models.CharField(_("decision"), max_length=10, choices=TipDecision, blank=True)
    reason = MultilineTextField(
        _("reason"), max_length=2000, blank=True, help_text=_("why the tip was declined")
    )
    claim = models.ForeignKey(Claim, models.PROTECT, null=True, editable=False, related_name="tips")
    decided_at = models.DateTimeField(null=True, editable=False)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, editable=False, related_name="+"
    )

    class Meta:
        verbose_name = _("tip")
        verbose_name_plural = _("tips")
        ordering = ["-received_at", "-id"]
        default_permissions = ["view"]
        # The rate limit counts the tips from one network in the last hour.
        indexes = [models.Index(fields=["network_digest", "received_at"], name="tip_by_network")]
        constraints = [
            models.CheckConstraint(
                condition=~Q(text="") & ~Q(location=""), name="tip_has_text_and_location"
            ),
            models.CheckConstraint(
                condition=_UNDECIDED
                | Q(decided_at__isnull=False, decided_by__isnull=False) & ~Q(decision=""),
                name="tip_decision_is_complete",
            ),
            models.CheckConstraint(
                condition=Q(decision__in=["accepted", "linked"], claim__isnull=False)
                | Q(decision__in=["", "declined"], claim=None),
                name="tip_decision_fits_claim",
            ),
            models.CheckConstraint(
                condition=Q(decision="declined") & ~Q(reason="")
                | ~Q(decision="declined") & Q(reason=""),
                name="declined_tip_has_reason",
            ),
        ]

    def __str__(self):
        return f"“{self.text}”"
