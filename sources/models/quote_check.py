"""Quote checks: whether a passage is still in a newer text of its source."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from sources.choices import INTACT_OUTCOMES, LOCATED_OUTCOMES, UNREAD_OUTCOMES, QuoteCheckOutcome
from sources.models.passage import Passage
from sources.models.retrieval import Retrieval
from sources.models.snapshot import Snapshot


class QuoteCheck(models.Model):
    """The result of checking one passage after one retrieval of its source. Never changes.

    Created by `sources.rechecks`. `found_text` is the text from `start` to `end` (code points) of
    the retrieved snapshot; a trigger checks this. If the source could not be reached, or something
    else was returned, there is no snapshot, and the check says nothing about the words.
    """

    passage = models.ForeignKey(Passage, models.PROTECT, related_name="checks")
    retrieval = models.ForeignKey(Retrieval, models.PROTECT, related_name="checks")
    snapshot = models.ForeignKey(Snapshot, models.PROTECT, null=True, related_name="checks")
    outcome = models.CharField(max_length=12, choices=QuoteCheckOutcome)
    start = models.PositiveIntegerField(null=True)
    end = models.PositiveIntegerField(null=True)
    found_text = models.TextField(_("words in the newer text"), blank=True)
    material = models.BooleanField(
        null=True,
        help_text=_("whether a changed word can change the meaning of the quotation"),
    )
    reasons = models.JSONField(
        default=list,
        help_text=_("the material changes: kind, old words and new words of each"),
    )
    engine = models.CharField(max_length=40, help_text=_("the version of the comparison rules"))
    checked_at = models.DateTimeField()

    append_only = True

    class Meta:
        ordering = ["-id"]
        default_permissions = ["view"]
        # The dashboard counts the checks of the last fourteen days.
        indexes = [models.Index(fields=["checked_at"], name="quote_check_by_time")]
        constraints = [
            # A recheck that was interrupted is completed, and creates no check twice.
            models.UniqueConstraint(
                fields=["passage", "retrieval"], name="one_check_per_passage_and_retrieval"
            ),
            models.CheckConstraint(
                condition=Q(outcome__in=UNREAD_OUTCOMES, snapshot=None)
                | ~Q(outcome__in=UNREAD_OUTCOMES) & Q(snapshot__isnull=False),
                name="unreachable_has_no_snapshot",
            ),
            models.CheckConstraint(
                condition=Q(outcome__in=LOCATED_OUTCOMES, start__isnull=False, end__gt=F("start"))
                | ~Q(outcome__in=LOCATED_OUTCOMES) & Q(start=None, end=None, found_text=""),
                name="found_text_has_position",
            ),
            models.CheckConstraint(
                condition=Q(outcome=QuoteCheckOutcome.ALTERED, material__isnull=False)
                | ~Q(outcome=QuoteCheckOutcome.ALTERED) & Q(material=None, reasons=[]),
                name="altered_has_materiality",
            ),
        ]

    def __str__(self):
        return f"{self.outcome_label}: {self.passage}"

    @property
    def outcome_label(self) -> str:
        """The outcome in words; a source that is gone is more than unreachable."""
        return gettext("the source is gone") if self.retrieval.gone else self.get_outcome_display()

    @property
    def is_intact(self) -> bool:
        """Whether the words are still in the text as they were quoted."""
        return self.outcome in INTACT_OUTCOMES
