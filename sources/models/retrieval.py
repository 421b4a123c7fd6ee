"""Stand-in: what came back when a source's address was asked."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from sources.identifiers import new_identifier
from sources.models.publication import Source
from sources.models.snapshot import Snapshot


class Original(models.Model):
    """The raw bytes."""

    sha256 = models.CharField(max_length=64, unique=True)

    append_only = True

    class Meta:
        default_permissions = ["view"]

    def __str__(self):
        return self.sha256


class Retrieval(models.Model):
    """One answer of a source's address."""

    public_id = models.CharField(max_length=10, unique=True, default=new_identifier, editable=False)
    source = models.ForeignKey(Source, models.PROTECT, related_name="retrievals")
    snapshot = models.ForeignKey(Snapshot, models.PROTECT, null=True, related_name="retrievals")
    original = models.ForeignKey(Original, models.PROTECT, null=True, related_name="retrievals")
    requested = models.TextField()
    address = models.TextField(blank=True)
    redirects = models.JSONField(default=list)
    status = models.PositiveSmallIntegerField(null=True)
    headers = models.JSONField(default=dict)
    media_type = models.CharField(max_length=100, blank=True)
    extractor = models.CharField(max_length=100, blank=True)
    gone = models.BooleanField(default=False)
    refusal = models.TextField(blank=True)
    robots_waiver = models.TextField(blank=True)
    retrieved_at = models.DateTimeField()
    retrieved_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    append_only = True

    class Meta:
        ordering = ["-retrieved_at", "-id"]
        default_permissions = ["view"]
        constraints = [
            models.CheckConstraint(
                condition=Q(snapshot__isnull=False, refusal="") | Q(snapshot=None) & ~Q(refusal=""),
                name="retrieval_has_a_snapshot_or_a_refusal",
            ),
        ]

    def __str__(self):
        return f"{self.requested}, {self.retrieved_at:%d %B %Y}"
