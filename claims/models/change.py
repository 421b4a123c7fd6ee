"""Changes of published verdicts: kind, cause and the note for readers."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from claims.choices import ChangeCause, ChangeKind
from claims.models.verdict import Verdict
from factcheck.core.model_fields import MultilineTextField


class Change(models.Model):
    """One change of a published verdict. Created by `claims.workflow.actions`.

    Its note can be edited while the revision is a draft. An announced change never changes.
    """

    verdict = models.ForeignKey(
        Verdict, models.PROTECT, related_name="changes", help_text=_("the resulting revision")
    )
    previous = models.ForeignKey(
        Verdict, models.PROTECT, related_name="+", help_text=_("the revision that is changed")
    )
    kind = models.CharField(_("kind"), max_length=20, choices=ChangeKind)
    cause = models.CharField(_("cause"), max_length=20, choices=ChangeCause)
    note = MultilineTextField(_("note for readers"), max_length=2000)
    created_at = models.DateTimeField(_("created at"))
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    announced_at = models.DateTimeField(_("announced at"), null=True)
    confirmed_at = models.DateTimeField(_("confirmed at"), null=True)
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        verbose_name = _("change")
        verbose_name_plural = _("changes")
        ordering = ["-created_at", "-id"]
        default_permissions = ["view"]
        constraints = [
            models.CheckConstraint(condition=~Q(note=""), name="change_has_note"),
            models.CheckConstraint(
                condition=Q(confirmed_at=None, confirmed_by=None)
                | Q(confirmed_at__isnull=False, confirmed_by__isnull=False)
                & ~Q(confirmed_by=models.F("created_by")),
                name="change_confirmed_by_second_person",
            ),
            # A second proposal would hide the first one, which has not been decided.
            models.UniqueConstraint(
                fields=["verdict"],
                condition=Q(kind="retraction", announced_at=None),
                name="one_pending_retraction",
            ),
        ]

    def __str__(self):
        return f"{self.get_kind_display()}, {self.get_cause_display()}"
