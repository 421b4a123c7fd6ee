"""Preservation holds: nothing of a claim is removed while one is in force."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from claims.models.claim import Claim
from factcheck.core.model_fields import MultilineTextField

_NOT_RELEASED = Q(released_at=None, released_by=None, release_reason="")


class PreservationHold(models.Model):
    """A duty to keep a claim and all around it, for example because of a lawsuit.

    While it is in force nothing of the claim is removed: neither when its time is over nor on
    request. Created and released once by `claims.preservation_holds`; nothing else about it
    changes. It is never public, and prevents no publication.
    """

    claim = models.ForeignKey(Claim, models.PROTECT, related_name="preservation_holds")
    reason = MultilineTextField(_("reason"), max_length=2000, help_text=_("Only the desk sees it."))
    created_at = models.DateTimeField(_("since"))
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("set by")
    )
    released_at = models.DateTimeField(_("released at"), null=True)
    released_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    release_reason = MultilineTextField(_("reason for the release"), max_length=2000, blank=True)

    class Meta:
        verbose_name = _("preservation hold")
        verbose_name_plural = _("preservation holds")
        ordering = ["-created_at", "-id"]
        default_permissions = []
        permissions = [("hold_claim", "Can put a claim on hold and release another person's hold")]
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="hold_has_reason"),
            models.CheckConstraint(
                condition=_NOT_RELEASED
                | Q(released_at__isnull=False, released_by__isnull=False) & ~Q(release_reason=""),
                name="hold_release_is_complete",
            ),
            models.CheckConstraint(
                condition=Q(released_by=None) | ~Q(released_by=models.F("created_by")),
                name="hold_released_by_second_person",
            ),
            # A second hold would have no effect, but would have to be released, too.
            models.UniqueConstraint(
                fields=["claim"], condition=Q(released_at=None), name="one_hold_per_claim"
            ),
        ]

    def __str__(self):
        return f"{self._meta.verbose_name}: {self.claim}"
