"""Which sources are not independent of each other, and the fingerprints that find copies."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from sources.choices import RelationReason, SourceRelationDecision
from sources.models.snapshot import Snapshot
from sources.models.source import Source
from sources.text import fingerprints

MAX_SPEAKER_LENGTH = 200
MAX_EXPLANATION_LENGTH = 400


class TextFingerprint(models.Model):
    """The fingerprint of a snapshot's text (`sources.Text.fingerprints`). Never changes.

    Created with the snapshot. It is a table of its own and no column of the snapshot, so that a
    better kind of fingerprint can be stored next to this one.
    """

    snapshot = models.OneToOneField(Snapshot, models.PROTECT, related_name="fingerprint")
    values = ArrayField(models.BigIntegerField())

    append_only = True

    class Meta:
        default_permissions = []
        indexes = [
            # Finds the snapshots that share a hash with this one, among all of them.
            GinIndex(fields=["values"], name="text_fingerprint_values"),
        ]

    def __str__(self):
        return f"fingerprint of {self.snapshot}"

    @classmethod
    def get_or_create_for(cls, snapshot: Snapshot) -> "TextFingerprint":
        """Return the fingerprint of this snapshot, and compute it if there is none."""
        hashes = fingerprints.compute_fingerprint(snapshot.text)
        return cls.objects.get_or_create(snapshot=snapshot, defaults={"values": hashes})[0]


class SourceRelation(models.Model):
    """An editor's decision whether two sources are independent. Never changes.

    Created by `decide_relation`. For two sources, one type of reason and one speaker the newest row
    is current, so a decision is changed by another row. The words of one speaker make two sources
    dependent only if a source is cited for nothing else; therefore such a row names the speaker.
    """

    source_a = models.ForeignKey(Source, models.PROTECT, related_name="+")
    source_b = models.ForeignKey(Source, models.PROTECT, related_name="+")
    reason_type = models.CharField(max_length=10, choices=RelationReason)
    speaker = models.CharField(max_length=MAX_SPEAKER_LENGTH, blank=True)
    decision = models.CharField(max_length=15, choices=SourceRelationDecision)
    reason = models.CharField(max_length=MAX_EXPLANATION_LENGTH)
    similarity = models.FloatField(
        null=True, help_text=_("the share of the shorter text that the longer has too, 0 to 1")
    )
    decided_at = models.DateTimeField()
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    append_only = True

    class Meta:
        ordering = ["-id"]
        permissions = [("decide_source_relation", "Can decide whether two sources are independent")]
        default_permissions = ["view"]
        indexes = [models.Index(fields=["source_a", "source_b"], name="source_relation_pair")]
        constraints = [
            # Each pair is stored in one order, so that its newest row is its current decision.
            models.CheckConstraint(
                condition=Q(source_a__lt=F("source_b")), name="source_relation_in_id_order"
            ),
            models.CheckConstraint(
                condition=Q(reason_type=RelationReason.SPEAKER) & ~Q(speaker="")
                | ~Q(reason_type=RelationReason.SPEAKER) & Q(speaker=""),
                name="source_relation_by_words_has_speaker",
            ),
            models.CheckConstraint(
                condition=Q(reason_type__in=RelationReason.values)
                & Q(decision__in=SourceRelationDecision.values),
                name="source_relation_decision_is_known",
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="source_relation_has_reason"),
            models.CheckConstraint(
                condition=Q(similarity=None) | Q(similarity__range=(0, 1)),
                name="source_relation_similarity_in_range",
            ),
        ]

    def __str__(self):
        return f"{self.source_a} and {self.source_b}: {self.get_decision_display()}"
