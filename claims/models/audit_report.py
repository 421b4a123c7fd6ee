"""Audit reports: the results of the nightly audits."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class AuditReport(models.Model):
    """The result of one audit of all rows. Created by `claims.audit.reports`; never changes.

    `findings` has a sentence for each of the first findings; `finding_count` counts all of them.
    """

    started_at = models.DateTimeField(_("started at"))
    finished_at = models.DateTimeField(_("finished at"))
    finding_count = models.PositiveIntegerField(_("breaches"))
    findings = models.JSONField(default=list)

    append_only = True

    class Meta:
        verbose_name = _("audit")
        verbose_name_plural = _("audits")
        ordering = ["-id"]
        default_permissions = ["view"]
        constraints = [
            models.CheckConstraint(
                condition=Q(finished_at__gte=F("started_at")), name="audit_report_ends_after_start"
            ),
        ]

    def __str__(self):
        return f"{self.started_at:%d %B %Y, %H:%M}"
