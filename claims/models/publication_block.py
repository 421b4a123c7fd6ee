"""What keeps a finding from readers although it is approved: an embargo or a legal hold."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from claims.choices import WithholdingKind
from claims.models.claim import Claim
from sources.models import Source

NOT_LIFTED = Q(lifted_at=None, lifted_by=None, lifted_why="")


class Withholding(models.Model):
    """An hour before which nothing of a claim is published, or a hold without an hour.

    An embargo lies on a claim or on a source, and then on whatever cites it; it ends by itself.
    A hold lies on a claim, and only a second person ends it. Made by `withholding.embargo` and
    `withholding.hold`, lifted once by `withholding.lift`; nothing else of it ever changes, and
    nothing of it is ever public.
    """

    kind = models.CharField(max_length=10, choices=WithholdingKind)
    claim = models.ForeignKey(Claim, models.PROTECT, null=True, related_name="withholdings")
    source = models.ForeignKey(Source, models.PROTECT, null=True, related_name="withholdings")
    until = models.DateTimeField(null=True, help_text="the hour at which an embargo ends by itself")
    why = models.TextField(help_text="for the desk; readers never see it")
    set_at = models.DateTimeField()
    set_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    lifted_at = models.DateTimeField(null=True)
    lifted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    lifted_why = models.TextField(blank=True)

    class Meta:
        ordering = ["set_at", "id"]
        default_permissions = []
        permissions = [
            ("lift_embargo", "Can lift an embargo before its hour"),
            ("hold_claim", "Can put a legal hold on claims and lift another's"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(claim__isnull=False, source=None) | Q(claim=None, source__isnull=False),
                name="withheld_is_a_claim_or_a_source",
            ),
            models.CheckConstraint(
                # Without an hour the comparison is neither true nor false, and would pass.
                condition=Q(
                    kind=WithholdingKind.EMBARGO,
                    until__isnull=False,
                    until__gt=models.F("set_at"),
                )
                | Q(kind=WithholdingKind.HOLD, until=None, claim__isnull=False),
                name="embargo_ends_and_a_hold_does_not",
            ),
            models.CheckConstraint(condition=~Q(why=""), name="withholding_says_why"),
            models.CheckConstraint(
                condition=NOT_LIFTED
                | Q(lifted_at__isnull=False, lifted_by__isnull=False) & ~Q(lifted_why=""),
                name="lifted_when_by_whom_and_why",
            ),
            models.CheckConstraint(
                condition=Q(kind=WithholdingKind.EMBARGO)
                | Q(lifted_by=None)
                | ~Q(lifted_by=models.F("set_by")),
                name="hold_is_lifted_by_a_second_person",
            ),
            # A second hold would have to be lifted too, and would say no more than the first.
            models.UniqueConstraint(
                fields=["claim"],
                condition=Q(kind=WithholdingKind.HOLD, lifted_at=None),
                name="one_hold_on_a_claim",
            ),
        ]

    def __str__(self):
        return f"{self.get_kind_display()} on {self.claim or self.source}"

    def is_in_force(self, at) -> bool:
        """Whether it keeps anything from readers at this moment."""
        return self.lifted_at is None and (self.until is None or self.until > at)
