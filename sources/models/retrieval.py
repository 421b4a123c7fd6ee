"""Retrievals: each attempt to fetch a source, and the bytes it returned."""

import hashlib
import zlib

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from factcheck.core.identifiers import new_identifier
from sources.choices import NotArticleReason
from sources.media_types import get_charset
from sources.models.snapshot import Snapshot
from sources.models.source import Source

MAX_WAIVER_LENGTH = 300
MAX_ENCODING_LENGTH = 40
MAX_DATE_LENGTH = 40


class RawDocument(models.Model):
    """The bytes of a publication as they were received, compressed; one row for each content.

    Never changes. A better extractor can read them again and create another snapshot. The bytes
    are never served, because a captured page may contain anything.
    """

    sha256 = models.CharField(max_length=64, unique=True, help_text=_("of the uncompressed bytes"))
    size = models.PositiveIntegerField(help_text=_("of the uncompressed bytes"))
    compressed = models.BinaryField(help_text=_("by zlib"))

    append_only = True

    class Meta:
        default_permissions = []
        constraints = [
            models.CheckConstraint(
                condition=Q(sha256__regex=r"^[0-9a-f]{64}$"), name="raw_document_has_digest"
            ),
        ]

    def __str__(self):
        return f"{self.size} bytes, {self.sha256[:12]}"

    @staticmethod
    def compute_sha256(raw: bytes) -> str:
        """Return the hexadecimal SHA-256 of the bytes."""
        return hashlib.sha256(raw).hexdigest()

    @classmethod
    def store(cls, raw: bytes) -> "RawDocument":
        """Return the row with these bytes, and create it if there is none."""
        document, _created = cls.objects.get_or_create(
            sha256=cls.compute_sha256(raw),
            defaults={"size": len(raw), "compressed": zlib.compress(raw, 9)},
        )
        return document

    @property
    def raw(self) -> bytes:
        """The uncompressed bytes.

        Raises `ValueError` if they do not match their SHA-256, or were removed on request.
        """
        try:
            raw = zlib.decompress(bytes(self.compressed))
        except zlib.error:
            raw = b""
        if self.compute_sha256(raw) != self.sha256:
            raise ValueError(f"The bytes stored as {self.sha256[:12]} are corrupt.")
        return raw


class Retrieval(models.Model):
    """One attempt to fetch the URL of a source. Created by `sources.capture`; never changes.

    It has either a snapshot or a refusal. `not_article` says why what was returned is probably not
    the article; with a snapshot, an editor has confirmed that it is. `title`, `author`,
    `published_on` and `notices` are what the page said of itself at that time.
    """

    public_id = models.CharField(max_length=10, unique=True, default=new_identifier, editable=False)
    source = models.ForeignKey(Source, models.PROTECT, related_name="retrievals")
    snapshot = models.ForeignKey(
        Snapshot,
        models.PROTECT,
        null=True,
        related_name="retrievals",
        help_text=_("the snapshot with the retrieved text, new or existing"),
    )
    raw_document = models.ForeignKey(
        RawDocument, models.PROTECT, null=True, related_name="retrievals"
    )
    requested = models.URLField(max_length=2000)
    address = models.URLField(max_length=2000, blank=True, help_text=_("after all redirects"))
    canonical = models.URLField(
        max_length=2000,
        blank=True,
        help_text=_("that the page declares as its own, where it identifies the source"),
    )
    redirects = models.JSONField(default=list, help_text=_("[status, address] of each redirect"))
    status = models.PositiveSmallIntegerField(null=True)
    headers = models.JSONField(default=dict)
    media_type = models.CharField(max_length=100, blank=True)
    extractor = models.CharField(max_length=100, blank=True)
    gone = models.BooleanField(
        default=False,
        help_text=_("the server says that nothing is at this address (404, 410)"),
    )
    refusal = models.TextField(blank=True, help_text=_("why there is no snapshot, one sentence"))
    not_article = models.CharField(
        max_length=20,
        choices=NotArticleReason,
        blank=True,
        help_text=_("why this is probably not the article"),
    )
    title = models.TextField(blank=True)
    author = models.TextField(blank=True)
    published_on = models.CharField(
        max_length=MAX_DATE_LENGTH,
        blank=True,
        help_text=_("a day, a month or a year, as the page gives it"),
    )
    notices = models.JSONField(
        default=list, help_text=_("kind and text of each note of the publisher about its text")
    )
    robots_waiver = models.CharField(
        max_length=MAX_WAIVER_LENGTH, blank=True, help_text=_("why robots.txt was not followed")
    )
    chosen_encoding = models.CharField(
        max_length=MAX_ENCODING_LENGTH,
        blank=True,
        help_text=_("that an editor chose in place of the declared one"),
    )
    retrieved_at = models.DateTimeField()
    retrieved_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    append_only = True

    class Meta:
        ordering = ["-retrieved_at", "-id"]
        default_permissions = []
        constraints = [
            models.CheckConstraint(
                condition=Q(snapshot__isnull=False, refusal="")
                | Q(snapshot__isnull=True) & ~Q(refusal=""),
                name="retrieval_has_snapshot_or_refusal",
            ),
            # Bytes are stored together with the text that was extracted from them, or not at all.
            models.CheckConstraint(
                condition=Q(raw_document__isnull=True) | Q(snapshot__isnull=False),
                name="retrieval_has_text_with_bytes",
            ),
            models.CheckConstraint(
                condition=Q(gone=False) | Q(snapshot__isnull=True, status__in=[404, 410]),
                name="gone_retrieval_has_no_content",
            ),
        ]

    def __str__(self):
        return f"{self.requested}, {self.retrieved_at:%d %B %Y}"

    @property
    def encoding(self) -> str:
        """The chosen encoding, or else the one that the server declared, if browsers know it."""
        return self.chosen_encoding or get_charset(self.headers.get("content-type", ""))

    @property
    def is_new_text(self) -> bool:
        """Whether this retrieval created its snapshot: then both have the same timestamp."""
        return self.snapshot is not None and self.snapshot.captured_at == self.retrieved_at
