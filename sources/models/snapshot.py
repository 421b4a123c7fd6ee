"""What a source said at a moment: its text, and which parts of the text are the article itself."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from sources.identifiers import new_identifier
from sources.models.publication import Source
from sources.vocabulary import Extent

CUT = "\n\n[…]\n\n"  # stands between the fragments of an excerpt; never part of a body


class Snapshot(models.Model):
    """A source's text at a moment. Made by `capture`; never changes.

    Offsets into `text` are Unicode code points. The text keeps the normalisation it was found in;
    its line ends are LF.
    """

    public_id = models.CharField(
        max_length=10, unique=True, default=new_identifier, editable=False
    )
    source = models.ForeignKey(Source, models.PROTECT, related_name="snapshots")
    extent = models.CharField(max_length=10, choices=Extent)
    text = models.TextField()
    sha256 = models.CharField(max_length=64, help_text="of the text in UTF-8, hexadecimal")
    media_type = models.CharField(max_length=100)
    extractor = models.CharField(max_length=100, help_text="what made the text, and its version")
    captured_at = models.DateTimeField()
    captured_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    note = models.TextField(blank=True)

    append_only = True

    class Meta:
        ordering = ["-captured_at", "-id"]
        permissions = [("capture_snapshot", "Can capture a source")]
        default_permissions = ["view"]
        constraints = [
            # The same text of the same source makes no second snapshot.
            models.UniqueConstraint(fields=["source", "sha256"], name="one_snapshot_per_text"),
            models.CheckConstraint(condition=~Q(text=""), name="snapshot_has_text"),
        ]

    def __str__(self):
        return f"{self.source.label}, captured {self.captured_at:%d %B %Y}"

    @property
    def body(self) -> "Body":
        """The marking in force: the newest one."""
        return self.bodies.first()

    def quote(self, exact: str, *, by, at, prefix="", suffix="", voice="asserts", speaker=""):
        """The passage with these exact words in the body; see `sources.quoting.quote`."""
        from sources.quoting import quote

        return quote(
            self, exact, by=by, at=at, prefix=prefix, suffix=suffix, voice=voice, speaker=speaker
        )


class Body(models.Model):
    """One marking of which parts of a snapshot are the article itself. Never changes.

    Teasers, comments and page furniture lie outside. Marking again adds a row, and the newest is
    in force; passages keep the marking under which they were quoted.
    """

    snapshot = models.ForeignKey(Snapshot, models.PROTECT, related_name="bodies")
    spans = ArrayField(
        ArrayField(models.PositiveIntegerField(), size=2),
        help_text="[start, end) in code points, in the order of the text",
    )
    marked_at = models.DateTimeField()
    marked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    reason = models.CharField(max_length=300, blank=True)

    append_only = True

    class Meta:
        verbose_name_plural = "bodies"
        ordering = ["-id"]
        default_permissions = []

    def __str__(self):
        return f"{len(self.spans)} part(s) of {self.snapshot}"
