"""Claims that are imported from one CSV file, and the progress of the import."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext


class ClaimImport(models.Model):
    """The rows of one file. Created by `claims.intake.csv_import`; a worker creates the claims.

    All rows become claims in one transaction, or none does. The rows never change, and the import
    finishes once.
    """

    name = models.CharField(_("file name"), max_length=200, blank=True)
    rows = models.JSONField(help_text=_("columns and cells of each row that becomes a claim"))
    skipped = models.PositiveIntegerField(
        _("skipped"), help_text=_("rows whose claim already exists")
    )
    created_at = models.DateTimeField(_("created at"))
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    total = models.PositiveIntegerField(_("total"), help_text=_("rows that become claims"))
    processed = models.PositiveIntegerField(
        _("processed"), default=0, help_text=_("rows processed so far")
    )
    finished_at = models.DateTimeField(_("finished at"), null=True)
    error = models.TextField(_("error"), blank=True, help_text=_("why the import failed"))

    class Meta:
        verbose_name = _("import")
        verbose_name_plural = _("imports")
        ordering = ["-id"]
        default_permissions = ["view"]
        constraints = [
            models.CheckConstraint(
                condition=Q(processed__lte=F("total")), name="import_progress_within_total"
            ),
            models.CheckConstraint(
                condition=Q(error="") | Q(finished_at__isnull=False),
                name="failed_import_is_finished",
            ),
        ]

    def __str__(self):
        return self.name or ngettext("%(count)d claim", "%(count)d claims", self.total) % {
            "count": self.total
        }

    @property
    def is_pending(self) -> bool:
        """Whether the worker still has to process the import."""
        return self.finished_at is None
