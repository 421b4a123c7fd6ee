"""What came of asking an address: the answer's bytes, each attempt, and copies in archives."""

import hashlib
import zlib
from email.message import Message

from django.conf import settings
from django.db import models
from django.db.models import Q

from factcheck.core.identifiers import new_identifier
from sources.models.snapshot import Snapshot
from sources.models.source import Source

PERSON = settings.AUTH_USER_MODEL


class Original(models.Model):
    """The bytes of a publication as they came, compressed; one row for each content. Never changes.

    A better extractor reads them anew and makes another snapshot; what was quoted stays where it
    was. They are shown to nobody: a captured page may hold anything.
    """

    sha256 = models.CharField(max_length=64, unique=True, help_text="of the raw bytes")
    size = models.PositiveIntegerField(help_text="of the raw bytes")
    packed = models.BinaryField(help_text="by zlib")

    append_only = True

    class Meta:
        default_permissions = []
        constraints = [
            models.CheckConstraint(
                condition=Q(sha256__regex=r"^[0-9a-f]{64}$"), name="original_has_a_digest"
            ),
        ]

    def __str__(self):
        return f"{self.size} bytes, {self.sha256[:12]}"

    @staticmethod
    def digest(raw: bytes) -> str:
        """SHA-256, hexadecimal."""
        return hashlib.sha256(raw).hexdigest()

    @classmethod
    def keep(cls, raw: bytes) -> "Original":
        """The row with these bytes, new or known."""
        known, _ = cls.objects.get_or_create(
            sha256=cls.digest(raw),
            defaults={"size": len(raw), "packed": zlib.compress(raw, 9)},
        )
        return known

    @property
    def raw(self) -> bytes:
        """The bytes, checked against their digest; raises `ValueError` if they are others."""
        try:
            raw = zlib.decompress(bytes(self.packed))
        except zlib.error:
            raw = b""
        if self.digest(raw) != self.sha256:
            raise ValueError(f"The bytes that were kept as {self.sha256[:12]} are not those.")
        return raw


class Retrieval(models.Model):
    """One attempt to fetch the address of a source: what came back, or why nothing did.

    Made by `capture`; never changes. An attempt has either a snapshot or a refusal.
    """

    public_id = models.CharField(max_length=10, unique=True, default=new_identifier, editable=False)
    source = models.ForeignKey(Source, models.PROTECT, related_name="retrievals")
    snapshot = models.ForeignKey(
        Snapshot,
        models.PROTECT,
        null=True,
        related_name="retrievals",
        help_text="the snapshot with the text that it had, new or known",
    )
    original = models.ForeignKey(Original, models.PROTECT, null=True, related_name="retrievals")
    requested = models.URLField(max_length=2000)
    address = models.URLField(max_length=2000, blank=True, help_text="after all redirects")
    redirects = models.JSONField(default=list, help_text="[status, address] of each that led away")
    status = models.PositiveSmallIntegerField(null=True)
    headers = models.JSONField(default=dict)
    media_type = models.CharField(max_length=100, blank=True)
    extractor = models.CharField(max_length=100, blank=True)
    gone = models.BooleanField(
        default=False, help_text="the server says that there is nothing (404, 410)"
    )
    refusal = models.TextField(blank=True, help_text="one sentence: why there is no snapshot")
    robots_waiver = models.CharField(
        max_length=300, blank=True, help_text="why robots.txt was not followed"
    )
    retrieved_at = models.DateTimeField()
    retrieved_by = models.ForeignKey(PERSON, models.PROTECT, related_name="+")

    append_only = True

    class Meta:
        ordering = ["-retrieved_at", "-id"]
        default_permissions = []
        constraints = [
            models.CheckConstraint(
                condition=Q(snapshot__isnull=False, refusal="")
                | Q(snapshot__isnull=True) & ~Q(refusal=""),
                name="retrieval_has_a_snapshot_or_a_refusal",
            ),
            # Nothing half-captured: bytes are kept together with what was read in them.
            models.CheckConstraint(
                condition=Q(original__isnull=True) | Q(snapshot__isnull=False),
                name="retrieval_keeps_bytes_with_their_text",
            ),
            models.CheckConstraint(
                condition=Q(gone=False) | Q(snapshot__isnull=True, status__in=[404, 410]),
                name="retrieval_that_is_gone_has_nothing",
            ),
        ]

    def __str__(self):
        return f"{self.requested}, {self.retrieved_at:%d %B %Y}"

    @property
    def encoding(self) -> str:
        """The charset that the server named; empty where it named none."""
        told = Message()
        told["content-type"] = self.headers.get("content-type", "")
        return told.get_content_charset("")

    @property
    def found_new_text(self) -> bool:
        """Whether the snapshot was made by this attempt: all of one act has one moment."""
        return self.snapshot is not None and self.snapshot.captured_at == self.retrieved_at


class ArchivedCopy(models.Model):
    """The address of a copy of a snapshot that somebody else keeps. Never changes.

    Recorded by an editor, or given by a web archive that was asked for one.
    """

    snapshot = models.ForeignKey(Snapshot, models.PROTECT, related_name="archived_copies")
    url = models.URLField("address", max_length=2000)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(PERSON, models.PROTECT, related_name="+")

    append_only = True

    class Meta:
        verbose_name_plural = "archived copies"
        ordering = ["-recorded_at", "-id"]
        default_permissions = []
        constraints = [
            models.UniqueConstraint(fields=["snapshot", "url"], name="one_copy_per_address"),
        ]

    def __str__(self):
        return self.url
