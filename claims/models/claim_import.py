"""Claims that come in one file, and how far the desk is with bringing them in."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q


class Batch(models.Model):
    """The rows of one file, as they were read. Made by `batches.keep`; the worker brings them in.

    All rows become claims in one transaction, or none does. The rows never change; how far the work
    is, and how it ended, is written once.
    """

    name = models.CharField(max_length=200, blank=True, help_text="of the file")
    rows = models.JSONField(help_text="column and cell, of each row that is to be a claim")
    left_out = models.PositiveIntegerField(help_text="rows whose claim was there already")
    brought_at = models.DateTimeField()
    brought_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    number = models.PositiveIntegerField(help_text="of rows that are to be claims")
    done = models.PositiveIntegerField(default=0, help_text="of these, while the worker works")
    ended_at = models.DateTimeField(null=True)
    refused = models.TextField(blank=True, help_text="why nothing was recorded")

    class Meta:
        verbose_name_plural = "batches"
        ordering = ["-id"]
        default_permissions = ["view"]
        constraints = [
            models.CheckConstraint(
                condition=Q(done__lte=F("number")), name="no_more_than_its_rows"
            ),
            models.CheckConstraint(
                condition=Q(refused="") | Q(ended_at__isnull=False), name="refused_batches_ended"
            ),
        ]

    def __str__(self):
        return self.name or f"{self.number} claims"

    @property
    def waits(self) -> bool:
        """Whether the worker has still to bring it in."""
        return self.ended_at is None
