"""Which forms were accepted, so that the same form sent twice has one effect."""

from django.db import models


class SentForm(models.Model):
    """One form that was accepted, and the page that followed. Kept as long as `RETENTION` says.

    Created by `answer_once` in the transaction of what the form changes; never changes afterwards.
    """

    sha256 = models.CharField(
        max_length=64, primary_key=True, help_text="of its key, sender, address and content"
    )
    location = models.CharField(max_length=8000, blank=True, help_text="the page that followed")
    popup = models.CharField(
        max_length=8000, blank=True, help_text="what the window for a related row returned instead"
    )
    sent_at = models.DateTimeField(db_index=True)

    class Meta:
        default_permissions = []

    def __str__(self):
        return self.location
