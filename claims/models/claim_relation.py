"""Relations between claims: every decision, and the current relation of each pair."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Greatest, Least
from django.utils.translation import gettext_lazy as _

from claims.choices import INVERSE_RELATION_LABELS, RelationKind
from claims.models.claim import Claim


class ClaimRelation(models.Model):
    """A decision on how two claims are related. Created by `claims.intake.related_claims`.

    Rows never change; the newest row of a pair is the current one. A relation has no effect on the
    verdicts of the claims.
    """

    from_claim = models.ForeignKey(Claim, models.PROTECT, related_name="+")
    to_claim = models.ForeignKey(Claim, models.PROTECT, related_name="+")
    kind = models.CharField(_("relation"), max_length=12, choices=RelationKind)
    reason = models.CharField(
        _("reason"), max_length=400, help_text=_("What both claims say, or how they differ.")
    )
    decided_at = models.DateTimeField(_("decided at"))
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    append_only = True

    class Meta:
        verbose_name = _("claim relation")
        verbose_name_plural = _("claim relations")
        ordering = ["-id"]
        permissions = [("relate_claim", "Can relate two claims")]
        default_permissions = ["view"]
        indexes = [
            models.Index(
                Least("from_claim", "to_claim"),
                Greatest("from_claim", "to_claim"),
                name="claim_relation_pair",
            )
        ]
        constraints = [
            models.CheckConstraint(
                condition=~Q(from_claim=F("to_claim")), name="claim_not_related_to_itself"
            ),
            models.CheckConstraint(
                condition=Q(kind__in=RelationKind.values), name="claim_relation_kind_is_known"
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="claim_relation_has_reason"),
        ]

    def __str__(self):
        return f"“{self.from_claim}” {self.get_kind_display()} “{self.to_claim}”"


class CurrentClaimRelation(models.Model):
    """The current relation of each pair of claims: a database view.

    A merged claim counts as the claim that it was merged into, so that merging loses no relation.
    """

    from_claim = models.ForeignKey(Claim, models.DO_NOTHING, related_name="+", db_constraint=False)
    to_claim = models.ForeignKey(Claim, models.DO_NOTHING, related_name="+", db_constraint=False)
    kind = models.CharField(max_length=12, choices=RelationKind)
    reason = models.CharField(max_length=400)
    decided_at = models.DateTimeField()
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.DO_NOTHING, related_name="+", db_constraint=False
    )

    class Meta:
        managed = False
        db_table = "current_claim_relation"
        default_permissions = ()

    def __str__(self):
        return f"“{self.from_claim}” {self.get_kind_display()} “{self.to_claim}”"


def get_relation_label(kind: str, forward: bool) -> str:
    """The label of a relation, read from its first claim, or from the second if not `forward`."""
    kind = RelationKind(kind)
    return str(kind.label if forward else INVERSE_RELATION_LABELS.get(kind, kind.label))
