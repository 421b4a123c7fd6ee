"""Timestamps: what authorities outside the desk signed about when a text existed (RFC 3161)."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from sources.models.snapshot import Snapshot

MAX_AUTHORITY_LENGTH = 100


class Timestamp(models.Model):
    """An authority signed that a text existed at `stamped_at`. Never changes.

    `response` is its answer, which was verified before it was stored. It contains the SHA-256 of
    the text and not the text.
    """

    authority = models.CharField(max_length=MAX_AUTHORITY_LENGTH, help_text=_("its name"))
    is_qualified = models.BooleanField(
        help_text=_("a qualified provider under eIDAS, as the settings said")
    )
    stamped_at = models.DateTimeField(help_text=_("the time that the authority signed"))
    response = models.BinaryField(help_text=_("a TimeStampResp of RFC 3161"))

    append_only = True

    class Meta:
        abstract = True
        default_permissions = []

    def __str__(self):
        return f"{self.authority}, {self.stamped_at}"


class SnapshotTimestamp(Timestamp):
    """A timestamp of the text of a snapshot. It is deleted when words of the text are removed."""

    snapshot = models.ForeignKey(Snapshot, models.PROTECT, related_name="timestamps")

    class Meta(Timestamp.Meta):
        ordering = ["stamped_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["snapshot", "authority"], name="one_snapshot_timestamp_per_authority"
            )
        ]
