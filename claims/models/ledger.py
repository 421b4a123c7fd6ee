"""The public events, chained by hash, so that a change in silence can be proved."""

from django.db import models

from claims.choices import Event


class LedgerEntry(models.Model):
    """One public event. Appended by `ledger.append` in the verb's transaction; never changes.

    `body` is canonical JSON: number, previous hash, event, moment, public identifiers and a salted
    digest of what was published. `sha256` is its digest, and the next entry names it.
    """

    number = models.PositiveBigIntegerField(primary_key=True)
    event = models.CharField(max_length=20, choices=Event)
    claim_id = models.CharField(max_length=10)
    revision = models.PositiveIntegerField()
    recorded_at = models.DateTimeField()
    body = models.TextField()
    previous = models.CharField(max_length=64, blank=True)
    sha256 = models.CharField(max_length=64, unique=True)

    append_only = True

    class Meta:
        verbose_name_plural = "ledger entries"
        ordering = ["-number"]
        default_permissions = ["view"]

    def __str__(self):
        return f"{self.number}: {self.get_event_display()}"


class LedgerSalt(models.Model):
    """The salt of one entry's digest, apart from the chain, so that it alone can be erased."""

    entry = models.OneToOneField(LedgerEntry, models.PROTECT, related_name="salt")
    salt = models.CharField(max_length=64)

    append_only = True

    class Meta:
        default_permissions = []

    def __str__(self):
        return f"salt of {self.entry}"
