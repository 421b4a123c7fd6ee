"""What readers may know of complaints, as a view of the database (migration `0029`)."""

from django.db import models
from django.urls import reverse

from claims.choices import ChangeKind, ComplaintOutcome
from claims.models.public.views import ReadOnly, slug_of


class PublicComplaint(ReadOnly):
    """The outcome of one complaint that the desk shows; nothing that its writer typed.

    A complaint that was accepted is there as soon as its change was announced.
    """

    receipt = models.CharField(max_length=10)
    claim_id = models.CharField(max_length=10)
    statement = models.CharField(max_length=400)
    revision = models.PositiveIntegerField(help_text="the one it was about")
    outcome = models.CharField(max_length=10, choices=ComplaintOutcome)
    told = models.TextField()
    address = models.URLField(help_text="where it was answered already")
    change_kind = models.CharField(max_length=20, choices=ChangeKind, null=True)  # noqa: DJ001
    to_revision = models.PositiveIntegerField(null=True)
    received_at = models.DateTimeField()
    answered_at = models.DateTimeField(
        help_text="of an accepted one, when its change was announced"
    )

    class Meta(ReadOnly.Meta):
        db_table = "public_complaint"

    def __str__(self):
        return f"{self.outcome}: {self.statement}"

    def get_absolute_url(self):
        slug = slug_of(self.statement)
        return reverse("claim", args=[self.claim_id, slug] if slug else [self.claim_id])
