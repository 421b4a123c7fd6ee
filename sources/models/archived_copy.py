"""Archived copies: where web archives keep copies of snapshots, and requests for such copies."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from factcheck.core.web_addresses import build_web_address_constraint
from sources.choices import ArchiveReason
from sources.models.snapshot import Snapshot


class ArchivedCopy(models.Model):
    """The URL of a copy of a snapshot in a web archive. Never changes.

    Recorded by an editor, captured from the archive, or requested from it.
    """

    snapshot = models.ForeignKey(Snapshot, models.PROTECT, related_name="archived_copies")
    url = models.URLField(_("address"), max_length=2000)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    append_only = True

    class Meta:
        verbose_name_plural = _("archived copies")
        ordering = ["-recorded_at", "-id"]
        default_permissions = []
        constraints = [
            models.UniqueConstraint(fields=["snapshot", "url"], name="one_archived_copy_per_url"),
            build_web_address_constraint("url", "archived_copy_url_is_web_address"),
        ]

    def __str__(self):
        return self.url


class ArchiveRequest(models.Model):
    """One attempt to have a web archive copy the page of a snapshot. Never changes.

    Created by `sources.capture.web_archive`. It has either a copy or a refusal.
    """

    snapshot = models.ForeignKey(Snapshot, models.PROTECT, related_name="archive_requests")
    archive = models.CharField(_("web archive"), max_length=253, help_text=_("its host"))
    reason = models.CharField(_("reason"), max_length=10, choices=ArchiveReason)
    archived_copy = models.ForeignKey(
        ArchivedCopy, models.PROTECT, null=True, related_name="archive_requests"
    )
    refusal = models.TextField(blank=True, help_text=_("why there is no copy, one sentence"))
    requested_at = models.DateTimeField()
    requested_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    append_only = True

    class Meta:
        ordering = ["-requested_at", "-id"]
        default_permissions = []
        indexes = [models.Index(fields=["snapshot", "archive"], name="archive_request_of_snapshot")]
        constraints = [
            models.CheckConstraint(
                condition=Q(archived_copy__isnull=False, refusal="")
                | Q(archived_copy__isnull=True) & ~Q(refusal=""),
                name="archive_request_has_copy_or_refusal",
            ),
        ]

    def __str__(self):
        return f"{self.archive}, {self.requested_at:%d %B %Y}"
