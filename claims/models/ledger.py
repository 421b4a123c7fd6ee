"""The ledger: all public events in a hash chain, so that a hidden change can be proved."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from claims.choices import LedgerEvent


class LedgerEntry(models.Model):
    """One public event. Created by `claims.publication.ledger` in the transaction of the action.

    `body` is canonical JSON: the number, the digest of the previous entry, the event, the time,
    public identifiers and the salted digest of the published record. The salt is in the submission,
    so that it can be erased together with the text. `sha256` is the digest of `body`; the next
    entry contains it. Entries never change.
    """

    number = models.PositiveBigIntegerField(_("number"), primary_key=True)
    event = models.CharField(_("event"), max_length=20, choices=LedgerEvent)
    claim_id = models.CharField(_("claim"), max_length=10)
    revision = models.PositiveIntegerField(_("revision"))
    recorded_at = models.DateTimeField(_("recorded at"))
    body = models.TextField()
    previous_sha256 = models.CharField(_("digest of the previous entry"), max_length=64, blank=True)
    sha256 = models.CharField(max_length=64, unique=True)

    append_only = True

    class Meta:
        verbose_name = _("ledger entry")
        verbose_name_plural = _("ledger entries")
        ordering = ["-number"]
        default_permissions = ["view"]

    def __str__(self):
        return f"{self.number}: {self.get_event_display()}"
