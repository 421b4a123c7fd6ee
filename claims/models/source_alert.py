"""Source alerts: a quotation of a published verdict has changed, and the editor's decision."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from claims.choices import SourceAlertDecision
from claims.models.verdict import Verdict
from sources.models import Passage, QuoteCheck

_UNDECIDED = Q(decision="", reason="", decided_at=None, decided_by=None, resulting_verdict=None)


class SourceAlert(models.Model):
    """A quote check that may concern a verdict, so that an editor has to read it.

    Created by `claims.monitoring.recheck` and decided once by `claims.monitoring.alerts`; nothing
    else about it changes. Readers see the quote check, but never the alert.
    """

    verdict = models.ForeignKey(Verdict, models.PROTECT, related_name="alerts")
    passage = models.ForeignKey(Passage, models.PROTECT, related_name="alerts")
    quote_check = models.ForeignKey(QuoteCheck, models.PROTECT, related_name="alerts")
    created_at = models.DateTimeField(_("created at"))
    decision = models.CharField(
        _("decision"), max_length=10, choices=SourceAlertDecision, blank=True
    )
    reason = models.TextField(
        _("reason"), blank=True, help_text=_("why no change is needed, or the note for readers")
    )
    resulting_verdict = models.ForeignKey(
        Verdict,
        models.PROTECT,
        null=True,
        related_name="+",
        help_text=_("the draft that corrects the verdict"),
    )
    decided_at = models.DateTimeField(_("decided at"), null=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        verbose_name = _("source alert")
        verbose_name_plural = _("source alerts")
        ordering = ["-created_at", "-id"]
        default_permissions = ["view"]
        constraints = [
            # One task is enough, however often the source is rechecked in the meantime.
            models.UniqueConstraint(
                fields=["verdict", "passage"],
                condition=Q(decided_at=None),
                name="one_open_source_alert_per_passage",
            ),
            models.UniqueConstraint(
                fields=["verdict", "quote_check"], name="one_source_alert_per_check"
            ),
            models.CheckConstraint(
                condition=_UNDECIDED
                | Q(decided_at__isnull=False, decided_by__isnull=False) & ~Q(decision=""),
                name="source_alert_decision_is_complete",
            ),
            models.CheckConstraint(
                condition=Q(decision="") | ~Q(reason=""), name="source_alert_decision_has_reason"
            ),
            models.CheckConstraint(
                condition=Q(decision=SourceAlertDecision.CORRECT, resulting_verdict__isnull=False)
                | ~Q(decision=SourceAlertDecision.CORRECT) & Q(resulting_verdict=None),
                name="source_alert_correction_has_draft",
            ),
        ]

    def __str__(self):
        return f"{self.quote_check.outcome_label}: {self.passage}"
