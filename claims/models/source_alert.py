"""Source alerts: what a recheck found about a published verdict, and the editor's decision."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from claims.choices import SourceAlertDecision, SourceAlertKind
from claims.models.verdict import Verdict
from factcheck.core.model_fields import MultilineTextField
from sources.choices import NoticeKind
from sources.models import Passage, QuoteCheck, Retrieval, Source

_UNDECIDED = Q(
    decision="",
    reason="",
    decided_at=None,
    decided_by=None,
    resulting_verdict=None,
    shown_retrieval=None,
    hide_words=False,
)


class SourceAlert(models.Model):
    """What a retrieval of a source may mean for a verdict, so that an editor has to read it.

    It is about one quotation, with its check; about the source as a whole, if several quotations
    are gone at once or the text shrank by more than half; or about a new note of the publisher.
    Created by `claims.monitoring.recheck` and decided once by `claims.monitoring.alerts`; nothing
    else about it changes. Readers never see the alert. They see what `shown_retrieval` found, which
    an editor has confirmed, and the same findings of other retrievals.
    """

    verdict = models.ForeignKey(Verdict, models.PROTECT, related_name="alerts")
    kind = models.CharField(
        _("kind"), max_length=10, choices=SourceAlertKind, default=SourceAlertKind.QUOTE
    )
    retrieval = models.ForeignKey(Retrieval, models.PROTECT, related_name="alerts")
    passage = models.ForeignKey(Passage, models.PROTECT, null=True, related_name="alerts")
    quote_check = models.ForeignKey(QuoteCheck, models.PROTECT, null=True, related_name="alerts")
    created_at = models.DateTimeField(_("created at"))
    decision = models.CharField(
        _("decision"), max_length=10, choices=SourceAlertDecision, blank=True
    )
    reason = MultilineTextField(
        _("reason"),
        max_length=2000,
        blank=True,
        help_text=_("why no change is needed, or the note for readers"),
    )
    resulting_verdict = models.ForeignKey(
        Verdict,
        models.PROTECT,
        null=True,
        related_name="+",
        help_text=_("the draft that corrects the verdict"),
    )
    shown_retrieval = models.ForeignKey(
        Retrieval,
        models.PROTECT,
        null=True,
        related_name="+",
        help_text=_("the retrieval whose findings readers see; empty if they see none"),
    )
    hide_words = models.BooleanField(
        _("hide the new words"),
        default=False,
        help_text=_("Readers see that the passage changed, but not the words that name a person."),
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
            models.UniqueConstraint(
                fields=["verdict", "retrieval", "kind"],
                condition=Q(passage=None),
                name="one_source_alert_per_retrieval",
            ),
            models.CheckConstraint(
                condition=Q(
                    kind=SourceAlertKind.QUOTE, passage__isnull=False, quote_check__isnull=False
                )
                | ~Q(kind=SourceAlertKind.QUOTE) & Q(passage=None, quote_check=None),
                name="source_alert_fits_kind",
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
        return f"{self.finding_label}: {self.passage or self.source}"

    @property
    def source(self) -> Source:
        return self.retrieval.source

    @property
    def finding_label(self) -> str:
        """What was found, in a few words."""
        if self.quote_check is not None:
            return self.quote_check.outcome_label
        if self.kind == SourceAlertKind.NOTICE:
            kinds = {notice["kind"] for notice in self.retrieval.notices}
            labels = [str(kind.label) for kind in NoticeKind if kind in kinds]
            return _now("the page carries %(notes)s") % {"notes": ", ".join(labels)}
        if self.retrieval.gone:
            return _now("the source is gone")
        return _now("much of the source changed")
