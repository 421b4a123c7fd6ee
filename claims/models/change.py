"""What readers are told when something published changes."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from claims.choices import Cause, ChangeKind
from claims.models.verdict import Verdict


class Change(models.Model):
    """One change of a published finding: its kind, its cause and what readers are told.

    Opened by `correct`, `suspend`, `reinstate` or `propose_retraction`. It can be mended while the
    revision it opens is a draft; once announced it never changes.
    """

    verdict = models.ForeignKey(
        Verdict, models.PROTECT, related_name="changes", help_text="the revision it leads to"
    )
    previous = models.ForeignKey(
        Verdict, models.PROTECT, related_name="+", help_text="the revision it changes"
    )
    kind = models.CharField(max_length=20, choices=ChangeKind)
    cause = models.CharField(max_length=20, choices=Cause)
    note = models.TextField("what readers are told")
    opened_at = models.DateTimeField()
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    announced_at = models.DateTimeField(null=True)
    confirmed_at = models.DateTimeField(null=True)
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        ordering = ["-opened_at", "-id"]
        default_permissions = ["view"]
        constraints = [
            models.CheckConstraint(condition=~Q(note=""), name="change_tells_readers"),
            models.CheckConstraint(
                condition=Q(confirmed_at=None, confirmed_by=None)
                | Q(confirmed_at__isnull=False, confirmed_by__isnull=False)
                & ~Q(confirmed_by=models.F("opened_by")),
                name="confirmed_by_a_second_person",
            ),
            # A retraction that nobody answered yet; a second one would hide the first.
            models.UniqueConstraint(
                fields=["verdict"],
                condition=Q(kind="retraction", announced_at=None),
                name="one_pending_retraction",
            ),
        ]

    def __str__(self):
        return f"{self.get_kind_display()}, {self.get_cause_display()}"
