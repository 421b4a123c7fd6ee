"""Who said what of a revision, and how it moved: submissions, reviews and transitions."""

from django.conf import settings
from django.db import models

from claims.choices import Answer, State
from claims.models.verdict import Verdict
from claims.search_config import RegConfigField


class Submission(models.Model):
    """All that readers would see of a revision, as it was handed in. Never changes.

    `content` is RFC 8785 canonical JSON, `sha256` its digest in UTF-8, `form` the number of the
    form it is written in (`claims.publication.record`). A published revision is shown from its submission.
    """

    verdict = models.ForeignKey(Verdict, models.PROTECT, related_name="submissions")
    number = models.PositiveIntegerField()
    form = models.PositiveSmallIntegerField()
    content = models.TextField()
    sha256 = models.CharField(max_length=64)
    search_config = RegConfigField()
    submitted_at = models.DateTimeField()
    submitted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    append_only = True

    class Meta:
        ordering = ["verdict", "number"]
        default_permissions = []
        constraints = [
            models.UniqueConstraint(
                fields=["verdict", "number"], name="submissions_are_numbered_once"
            ),
        ]

    def __str__(self):
        return f"submission {self.number} of {self.verdict}"


class Review(models.Model):
    """A reviewer's answer to one submission. Made by `approve` and `send_back`; never changes.

    `fair`: whoever approves confirms that the desk's wording of the claim is fair to the claimant's
    own words. Unknown of reviews from before that was asked, and of what was sent back. What is
    sent back says why: here, in remarks, or by two blind ratings that differ (a law of the
    database, for a constraint sees no other table).
    """

    verdict = models.ForeignKey(Verdict, models.PROTECT, related_name="reviews")
    submission = models.ForeignKey(Submission, models.PROTECT, related_name="reviews")
    answer = models.CharField(max_length=10, choices=Answer)
    comment = models.TextField(blank=True)
    fair = models.BooleanField(null=True)
    sha256 = models.CharField(max_length=64, help_text="the digest of what the reviewer saw")
    reviewed_at = models.DateTimeField()
    reviewed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    append_only = True

    class Meta:
        ordering = ["reviewed_at", "id"]
        default_permissions = ["view"]
        # How long reviews took in the last fourteen days is asked at each look at the first page.
        indexes = [models.Index(fields=["reviewed_at"], name="reviews_by_moment")]

    def __str__(self):
        return f"{self.get_answer_display()} by {self.reviewed_by}"


class Transition(models.Model):
    """One move of one revision. Written by the verb before the state moves; never changes.

    The database lets no state move without its transition.
    """

    verdict = models.ForeignKey(Verdict, models.PROTECT, related_name="transitions")
    verb = models.CharField(max_length=30)
    from_state = models.CharField(max_length=12, choices=State, blank=True)
    to_state = models.CharField(max_length=12, choices=State)
    note = models.TextField(blank=True)
    moved_at = models.DateTimeField()
    moved_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    append_only = True

    class Meta:
        ordering = ["moved_at", "id"]
        default_permissions = ["view"]
        # The first page shows the last moves of all, and counts those of fourteen days.
        indexes = [models.Index(fields=["moved_at", "id"], name="transitions_by_moment")]

    def __str__(self):
        return f"{self.verb}: {self.from_state} → {self.to_state}"
