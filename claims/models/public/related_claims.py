"""The read side of families: how public claims are related, as a view of the database."""

from django.db import models
from django.urls import reverse

from claims.choices import RelationKind, State
from claims.models.claim_relation import read_from
from claims.models.public.views import ReadOnly, slug_of


class PublicRelation(ReadOnly):
    """A relation in force, read from one of its two claims; both are public, and current.

    There is a row for each direction. Why they were related stays at the desk.
    """

    id = models.TextField(primary_key=True)
    claim_id = models.CharField(max_length=10)
    kind = models.CharField(max_length=12, choices=RelationKind)
    forward = models.BooleanField()
    related_at = models.DateTimeField()
    other_id = models.CharField(max_length=10)
    statement = models.TextField()
    language = models.CharField(max_length=35)
    state = models.CharField(max_length=12, choices=State)
    withheld = models.BooleanField()
    rating = models.TextField(null=True)  # noqa: DJ001
    rating_label = models.TextField(null=True)  # noqa: DJ001
    rating_tone = models.TextField(null=True)  # noqa: DJ001

    class Meta(ReadOnly.Meta):
        db_table = "public_relation"

    def __str__(self):
        return f"{self.claim_id} {self.reads} {self.other_id}"

    def get_absolute_url(self):
        """The canonical address of the other claim."""
        slug = slug_of(self.statement)
        return reverse("claim", args=[self.other_id, slug] if slug else [self.other_id])

    @property
    def reads(self) -> str:
        """How the claim is related to the other, in words."""
        return read_from(self.kind, self.forward)
