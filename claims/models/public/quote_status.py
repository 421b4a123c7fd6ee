"""The read side of the watch: what readers may know of each look at a public source.

Views like those of `claims.models.public.views` (migration `0013_what_the_watch_shows`). Of a look
they hold when it was, how long the text was and what became of the quoted words; never the text,
and nothing that was done before the words were published.
"""

from django.db import models

from claims.models.public.views import ReadOnly
from sources.choices import Extent, Outcome


class PublicCheck(ReadOnly):
    """What one look found of a public passage; a passage never looked for has one empty row."""

    passage_id = models.CharField(max_length=10)
    source_id = models.CharField(max_length=10)
    has_address = models.BooleanField(help_text="the desk knows where it was published")
    extent = models.CharField(max_length=10, choices=Extent)
    captured_at = models.DateTimeField()
    quoted = models.TextField()
    language = models.CharField(max_length=35)
    checked_at = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=12, choices=Outcome, null=True)  # noqa: DJ001
    gone = models.BooleanField(null=True, help_text="the source said that it is there no more")
    found = models.TextField(null=True)  # noqa: DJ001 — a view's column
    material = models.BooleanField(null=True)
    reasons = models.JSONField(null=True)
    stood_at = models.DateTimeField(
        null=True, help_text="the last look, up to this one, that found the words as quoted"
    )

    class Meta(ReadOnly.Meta):
        db_table = "public_check"

    def __str__(self):
        return f"{self.outcome}: “{self.quoted}”"


class PublicLook(ReadOnly):
    """One look at a public source, and how many of its public passages stood there then."""

    source_id = models.CharField(max_length=10)
    looked_at = models.DateTimeField()
    gone = models.BooleanField()
    text_number = models.PositiveIntegerField(
        null=True, help_text="looks of one number found one text; null where none came back"
    )
    length = models.PositiveIntegerField(null=True, help_text="code points")
    looked_for = models.PositiveIntegerField(help_text="public passages")
    standing = models.PositiveIntegerField(help_text="those that stood there as quoted")

    class Meta(ReadOnly.Meta):
        db_table = "public_look"

    def __str__(self):
        return f"look at {self.source_id}, {self.looked_at}"
