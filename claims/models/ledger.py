"""The ledger: all public events in a Merkle tree, so that a hidden change can be proved."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from claims.choices import LedgerEvent
from sources.models.timestamp import Timestamp


class LedgerEntry(models.Model):
    """One public event. Created by `claims.publication.ledger` in the transaction of the action.

    The database composes it (`claims/sql/triggers/ledger.sql`): it sets `number`, `body`,
    `decisions` and `subtree_hashes`, whatever was sent. `body` is canonical JSON and a leaf of the
    Merkle tree of RFC 6962. It has the salted digest of the published record, whose salt is in the
    submission, so that it can be erased together with the text. Entries never change.

    `details` are codes, public identifiers, digests and moments. `decisions` lists the rows that
    led to the event, such as reviews, each with its salted digest; `body` has the digest of the
    list. `subtree_hashes` are the hashes of the complete subtrees that end with this entry, the
    smallest first.
    """

    number = models.PositiveBigIntegerField(_("number"), primary_key=True, db_default=0)
    event = models.CharField(_("event"), max_length=20, choices=LedgerEvent)
    claim_id = models.CharField(_("claim"), max_length=10, blank=True)
    revision = models.PositiveIntegerField(_("revision"), null=True)
    recorded_at = models.DateTimeField(_("recorded at"))
    details = models.JSONField(default=dict)
    body = models.TextField(db_default="")
    decisions = models.JSONField(default=list)
    subtree_hashes = ArrayField(models.CharField(max_length=64), default=list)

    append_only = True

    class Meta:
        verbose_name = _("ledger entry")
        verbose_name_plural = _("ledger entries")
        ordering = ["-number"]
        default_permissions = ["view"]

    def __str__(self):
        return f"{self.number}: {self.get_event_display()}"

    @property
    def leaf_hash(self) -> str:
        return self.subtree_hashes[0]


class Checkpoint(models.Model):
    """The signed size and root of the ledger. Created by `claims.publication.checkpoints`.

    `note` is a C2SP tlog-checkpoint, `verifier_keys` are the public keys that signed it. The
    database checks size and root; it cannot check a signature. Checkpoints never change.
    """

    size = models.PositiveBigIntegerField(_("number of entries"), primary_key=True)
    note = models.TextField()
    verifier_keys = ArrayField(models.CharField(max_length=300))
    signed_at = models.DateTimeField(_("signed at"))

    append_only = True

    class Meta:
        verbose_name = _("checkpoint")
        verbose_name_plural = _("checkpoints")
        ordering = ["-size"]
        default_permissions = []

    def __str__(self):
        return f"checkpoint of {self.size} entries"


class CheckpointTimestamp(Timestamp):
    """A timestamp of the note of a checkpoint: its entries existed by then."""

    checkpoint = models.ForeignKey(Checkpoint, models.PROTECT, related_name="timestamps")

    class Meta(Timestamp.Meta):
        ordering = ["stamped_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["checkpoint", "authority"], name="one_checkpoint_timestamp_per_authority"
            )
        ]
