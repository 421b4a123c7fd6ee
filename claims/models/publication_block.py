"""Publication blocks: embargoes and legal blocks, which prevent the publication of a verdict."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from claims.choices import PublicationBlockKind
from claims.models.claim import Claim
from factcheck.core.model_fields import MultilineTextField
from sources.models import Source

_NOT_RELEASED = Q(released_at=None, released_by=None, release_reason="")


class PublicationBlock(models.Model):
    """An embargo with an end, or a legal block without one.

    An embargo is set on a claim, or on a source and then applies to every claim that cites it; it
    ends at its time. A legal block is set on a claim and released by a second person. Created and
    released once by `claims.scheduling.publication_blocks`; nothing else about it changes, and it
    is never public.
    """

    kind = models.CharField(_("kind"), max_length=10, choices=PublicationBlockKind)
    claim = models.ForeignKey(Claim, models.PROTECT, null=True, related_name="publication_blocks")
    source = models.ForeignKey(Source, models.PROTECT, null=True, related_name="publication_blocks")
    until = models.DateTimeField(_("until"), null=True, help_text=_("when the embargo ends"))
    reason = MultilineTextField(_("reason"), max_length=2000, help_text=_("Only the desk sees it."))
    created_at = models.DateTimeField()
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    released_at = models.DateTimeField(null=True)
    released_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    release_reason = MultilineTextField(_("reason for the release"), max_length=2000, blank=True)

    class Meta:
        verbose_name = _("publication block")
        verbose_name_plural = _("publication blocks")
        ordering = ["created_at", "id"]
        default_permissions = []
        permissions = [
            ("release_embargo", "Can release an embargo before it ends"),
            ("block_claim", "Can set a legal publication block and release another person's"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(claim__isnull=False, source=None) | Q(claim=None, source__isnull=False),
                name="block_on_claim_or_source",
            ),
            models.CheckConstraint(
                # If `until` is NULL the comparison is NULL, too, and would pass.
                condition=Q(
                    kind=PublicationBlockKind.EMBARGO,
                    until__isnull=False,
                    until__gt=models.F("created_at"),
                )
                | Q(kind=PublicationBlockKind.LEGAL, until=None, claim__isnull=False),
                name="only_embargo_has_end",
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="block_has_reason"),
            models.CheckConstraint(
                condition=_NOT_RELEASED
                | Q(released_at__isnull=False, released_by__isnull=False) & ~Q(release_reason=""),
                name="block_release_is_complete",
            ),
            models.CheckConstraint(
                condition=Q(kind=PublicationBlockKind.EMBARGO)
                | Q(released_by=None)
                | ~Q(released_by=models.F("created_by")),
                name="legal_block_released_by_second_person",
            ),
            # A second legal block would have no effect, but would have to be released, too.
            models.UniqueConstraint(
                fields=["claim"],
                condition=Q(kind=PublicationBlockKind.LEGAL, released_at=None),
                name="one_legal_block_per_claim",
            ),
        ]

    def __str__(self):
        return f"{self.get_kind_display()}: {self.claim or self.source}"

    def is_in_force(self, at) -> bool:
        """Whether the block prevents publication at this moment."""
        return self.released_at is None and (self.until is None or self.until > at)
