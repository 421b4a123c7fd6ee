"""What became of a quotation: one passage, looked for again in its source."""

from django.db import models
from django.db.models import F, Q

from sources.choices import PLACED, STANDS, Outcome
from sources.models.passage import Passage
from sources.models.retrieval import Retrieval
from sources.models.snapshot import Snapshot


class Check(models.Model):
    """What one look at a source found of one passage. Made by `recheck`; never changes.

    `found` is what stands at `start` to `end` (code points) of the snapshot the look brought; the
    database compares. Where the source could not be reached there is no snapshot, and nothing is
    said of the words.
    """

    passage = models.ForeignKey(Passage, models.PROTECT, related_name="checks")
    retrieval = models.ForeignKey(Retrieval, models.PROTECT, related_name="checks")
    snapshot = models.ForeignKey(Snapshot, models.PROTECT, null=True, related_name="checks")
    outcome = models.CharField(max_length=12, choices=Outcome)
    start = models.PositiveIntegerField(null=True)
    end = models.PositiveIntegerField(null=True)
    found = models.TextField("the words found there", blank=True)
    material = models.BooleanField(
        null=True, help_text="whether a changed word can change what the quotation says"
    )
    reasons = models.JSONField(
        default=list, help_text="the words that make it so: their kind, the old and the new"
    )
    engine = models.CharField(max_length=40, help_text="by which rules it was compared")
    checked_at = models.DateTimeField()

    append_only = True

    class Meta:
        ordering = ["-id"]
        default_permissions = ["view"]
        # What the watch found in the last fourteen days is counted at each look at the first page.
        indexes = [models.Index(fields=["checked_at"], name="checks_by_moment")]
        constraints = [
            # A look that was killed half-way is finished, and nothing is found twice.
            models.UniqueConstraint(
                fields=["passage", "retrieval"], name="one_check_per_passage_and_look"
            ),
            models.CheckConstraint(
                condition=Q(outcome=Outcome.UNREACHABLE, snapshot=None)
                | ~Q(outcome=Outcome.UNREACHABLE) & Q(snapshot__isnull=False),
                name="unreachable_without_a_snapshot",
            ),
            models.CheckConstraint(
                condition=Q(outcome__in=PLACED, start__isnull=False, end__gt=F("start"))
                | ~Q(outcome__in=PLACED) & Q(start=None, end=None, found=""),
                name="found_words_have_a_place",
            ),
            models.CheckConstraint(
                condition=Q(outcome=Outcome.ALTERED, material__isnull=False)
                | ~Q(outcome=Outcome.ALTERED) & Q(material=None, reasons=[]),
                name="altered_is_material_or_not",
            ),
        ]

    def __str__(self):
        return f"{self.said}: {self.passage}"

    @property
    def said(self) -> str:
        """What was found; of a source that is gone, more than that it could not be read."""
        return "the source is gone" if self.retrieval.gone else self.get_outcome_display()

    @property
    def stands(self) -> bool:
        """Whether the words stand there as they were quoted."""
        return self.outcome in STANDS
