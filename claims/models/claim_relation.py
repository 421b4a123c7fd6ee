"""How claims are related: what a person said of two of them, and what is in force."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Greatest, Least

from claims.choices import READ_BACK, RelationKind
from claims.models.claim import Claim


class Relation(models.Model):
    """A person's answer to how two claims are related. Made by `families.relate`; never changes.

    Of two claims the newest row is in force: who thinks better of it relates them anew. It says
    nothing about a verdict: a finding on the one is no finding on the other.
    """

    one = models.ForeignKey(Claim, models.PROTECT, related_name="+")
    other = models.ForeignKey(Claim, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=12, choices=RelationKind)
    why = models.CharField(max_length=400, help_text="what both say, or in what they differ")
    related_at = models.DateTimeField()
    related_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    append_only = True

    class Meta:
        ordering = ["-id"]
        permissions = [("relate_claim", "Can say how two claims are related")]
        default_permissions = ["view"]
        indexes = [models.Index(Least("one", "other"), Greatest("one", "other"), name="a_pair")]
        constraints = [
            models.CheckConstraint(condition=~Q(one=F("other")), name="related_to_another_claim"),
            models.CheckConstraint(
                condition=Q(kind__in=RelationKind.values), name="relation_is_of_a_kind"
            ),
            models.CheckConstraint(condition=~Q(why=""), name="relation_says_why"),
        ]

    def __str__(self):
        return f"“{self.one}” {self.get_kind_display()} “{self.other}”"


class RelationInForce(models.Model):
    """The newest answer of each pair, between the claims that stand today: a view of the database.

    A claim that was merged is the one that it was merged into, so that merging loses no relation.
    """

    one = models.ForeignKey(Claim, models.DO_NOTHING, related_name="+", db_constraint=False)
    other = models.ForeignKey(Claim, models.DO_NOTHING, related_name="+", db_constraint=False)
    kind = models.CharField(max_length=12, choices=RelationKind)
    why = models.CharField(max_length=400)
    related_at = models.DateTimeField()
    related_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.DO_NOTHING, related_name="+", db_constraint=False
    )

    class Meta:
        managed = False
        db_table = "relation_in_force"
        default_permissions = ()

    def __str__(self):
        return f"“{self.one}” {self.get_kind_display()} “{self.other}”"


def read_from(kind: str, forward: bool) -> str:
    """How a relation reads from the first of its claims, or back from the second."""
    kind = RelationKind(kind)
    return kind.label if forward else READ_BACK.get(kind, kind.label)
