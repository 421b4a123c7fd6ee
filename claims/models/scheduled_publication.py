"""Scheduled publications: when an approved revision is to be published, and the outcome."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from claims.choices import ScheduleOutcome
from claims.models.review import Submission
from claims.models.verdict import Verdict

_NOT_ENDED = Q(outcome="", reason="", ended_at=None, ended_by=None)


class ScheduledPublication(models.Model):
    """The time at which one approved submission is to be published.

    Created by `claims.scheduling.publication`. Either the worker publishes the revision at that
    time, or the schedule ends once: it is cancelled, replaced or refused. A schedule whose
    submission is no longer the approved one has no effect. Nothing else about it changes.
    """

    verdict = models.ForeignKey(Verdict, models.PROTECT, related_name="scheduled_publications")
    submission = models.ForeignKey(Submission, models.PROTECT, related_name="+")
    sha256 = models.CharField(
        max_length=64, help_text=_("the digest of the submission that the user read")
    )
    publish_at = models.DateTimeField(_("publish at"))
    created_at = models.DateTimeField()
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    outcome = models.CharField(_("outcome"), max_length=10, choices=ScheduleOutcome, blank=True)
    reason = models.TextField(
        _("reason"), blank=True, help_text=_("why the publication was refused")
    )
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        verbose_name = _("scheduled publication")
        verbose_name_plural = _("scheduled publications")
        ordering = ["created_at", "id"]
        default_permissions = []
        # The worker looks every minute for publications that are due.
        indexes = [
            models.Index(
                fields=["publish_at"], condition=Q(ended_at=None), name="scheduled_publication_due"
            )
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(publish_at__gt=models.F("created_at")), name="scheduled_in_the_future"
            ),
            models.CheckConstraint(
                condition=_NOT_ENDED
                | Q(ended_at__isnull=False, ended_by__isnull=False) & ~Q(outcome=""),
                name="schedule_end_is_complete",
            ),
            models.CheckConstraint(
                condition=Q(outcome=ScheduleOutcome.REFUSED) & ~Q(reason="")
                | ~Q(outcome=ScheduleOutcome.REFUSED) & Q(reason=""),
                name="refused_schedule_has_reason",
            ),
            models.UniqueConstraint(
                fields=["verdict"],
                condition=Q(ended_at=None),
                name="one_active_schedule_per_verdict",
            ),
        ]

    def __str__(self):
        return f"{self.verdict}, scheduled"
