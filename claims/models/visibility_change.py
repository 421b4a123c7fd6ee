"""Visibility changes: a published claim is hidden for legal reasons, or shown again."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from claims.models.claim import Claim
from factcheck.core.model_fields import MultilineTextField
from sources.models import Source


class VisibilityChange(models.Model):
    """An editor hides a published claim from readers everywhere at once, or shows it again.

    Created by `claims.publication.hidden_claims`; never changes. The newest row of a claim counts.
    `source` is set if all that quotes the source was hidden, or shown again. The reason stays at
    the desk.
    """

    claim = models.ForeignKey(Claim, models.PROTECT, related_name="visibility_changes")
    source = models.ForeignKey(Source, models.PROTECT, null=True, related_name="+")
    is_hidden = models.BooleanField()
    reason = MultilineTextField(_("reason"), max_length=2000)
    changed_at = models.DateTimeField()
    changed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    append_only = True

    class Meta:
        verbose_name = _("visibility change")
        verbose_name_plural = _("visibility changes")
        ordering = ["-id"]
        default_permissions = []
        permissions = [("hide_claim", "Can hide a published claim and show it again")]
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="visibility_change_has_reason"),
        ]

    def __str__(self):
        return f"{self._meta.verbose_name}: {self.claim}"
