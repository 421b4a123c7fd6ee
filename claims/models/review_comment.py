"""What a reviewer remarked on one place of a submission, and how its writers settled it."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from claims.choices import Part
from claims.models.review import Submission


class Remark(models.Model):
    """What a reviewer says of a submission, or of a part of it, or of words in that part.

    Made by `reviewing.remark` while the submission is in review, by somebody who did not work on
    the revision; never changes. `part` is a name of the record (`claims.publication.record`) or one of `Part`:
    no choices are kept, because a later form of the record has other parts. `passage` is the
    identifier of a piece of evidence. `prefix`, `words` and `suffix` are a W3C TextQuoteSelector of
    the part's text as submitted, `start` the offset of `words` in code points.
    """

    submission = models.ForeignKey(Submission, models.PROTECT, related_name="remarks")
    part = models.CharField(max_length=30)
    passage = models.CharField(max_length=10, blank=True)
    words = models.TextField(blank=True)
    prefix = models.TextField(blank=True)
    suffix = models.TextField(blank=True)
    start = models.PositiveIntegerField(null=True)
    said = models.TextField()
    written_at = models.DateTimeField()
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    append_only = True

    class Meta:
        ordering = ["written_at", "id"]
        default_permissions = []
        constraints = [
            models.CheckConstraint(condition=~Q(said=""), name="remark_says_something"),
            models.CheckConstraint(
                condition=Q(part__in=[Part.EVIDENCE, Part.NOTE]) & ~Q(passage="")
                | ~Q(part__in=[Part.EVIDENCE, Part.NOTE]) & Q(passage=""),
                name="remark_on_evidence_names_it",
            ),
            models.CheckConstraint(
                condition=Q(words="", prefix="", suffix="", start=None)
                | ~Q(words="") & Q(start__isnull=False),
                name="remark_on_words_has_their_place",
            ),
        ]

    def __str__(self):
        return f"remark by {self.written_by} on {self.submission}"


class Settlement(models.Model):
    """How a contributor settled a remark in the next draft, in the contributor's own words.

    Made once by `reviewing.settle`; never changes. Whoever does not agree remarks anew on the next
    submission.
    """

    remark = models.OneToOneField(Remark, models.PROTECT, related_name="settlement")
    how = models.TextField()
    settled_at = models.DateTimeField()
    settled_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    append_only = True

    class Meta:
        default_permissions = []
        constraints = [
            models.CheckConstraint(condition=~Q(how=""), name="settlement_says_how"),
        ]

    def __str__(self):
        return f"{self.remark}, settled by {self.settled_by}"
