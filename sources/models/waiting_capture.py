"""Files and pages that were read, or are being read, and are not saved as a snapshot yet."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from sources.models.retrieval import MAX_ENCODING_LENGTH, MAX_WAIVER_LENGTH
from sources.urls import MAX_URL_LENGTH


class WaitingCapture(models.Model):
    """What one user wants to capture. Created and deleted by `sources.capture.waiting`.

    It waits for the user to select the article text, for a day at most. Its key names it once: the
    row is deleted when its snapshot is saved. Large files are read by the worker, which fills in
    `extracted` or `refusal`.
    """

    key = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField()
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    form = models.JSONField(default=dict)  # what the user typed about the source
    # What has to be read: the bytes of a file, or a URL that has to be fetched.
    raw = models.BinaryField(blank=True)
    address = models.URLField(max_length=MAX_URL_LENGTH, blank=True)
    robots_waiver = models.CharField(max_length=MAX_WAIVER_LENGTH, blank=True)
    name = models.CharField(max_length=200, blank=True)
    media_type = models.CharField(max_length=100, blank=True)
    encoding = models.CharField(max_length=MAX_ENCODING_LENGTH, blank=True)
    first_page = models.PositiveIntegerField(default=1)
    last_page = models.PositiveIntegerField(null=True)
    # The result.
    pages_read = models.PositiveIntegerField(default=0)
    pages_total = models.PositiveIntegerField(default=0)
    extracted = models.JSONField(null=True)
    attempt = models.JSONField(null=True)
    refusal = models.JSONField(null=True)
    finished_at = models.DateTimeField(null=True)

    class Meta:
        default_permissions = []
        indexes = [models.Index(fields=["created_at"], name="waiting_capture_created_at")]
        constraints = [
            models.CheckConstraint(
                condition=Q(finished_at__isnull=True, extracted__isnull=True, refusal__isnull=True)
                | Q(finished_at__isnull=False, extracted__isnull=False, refusal__isnull=True)
                | Q(finished_at__isnull=False, extracted__isnull=True, refusal__isnull=False),
                name="finished_waiting_capture_has_one_result",
            ),
        ]

    def __str__(self):
        return self.name or self.address or f"{len(self.raw)} bytes"

    @property
    def is_pending(self) -> bool:
        """Whether the worker still has to read it."""
        return self.finished_at is None
