"""Submissions, reviews, review comments, blind ratings and transitions of a revision."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from claims.choices import RecordSection, ReviewDecision, State
from claims.models.verdict import Rating, Verdict
from claims.search_config import RegConfigField
from factcheck.core.model_fields import MultilineTextField

BLIND_RATING_COUNT = 2  # the number of users who rate one submission


class Submission(models.Model):
    """A revision as it was submitted for review: everything that readers would see. Never changes.

    The database composes the record from the rows of the revision (`claims/sql/record.sql`). It
    sets `number`, `schema_version`, `content`, `salt` and `sha256`, whatever was sent. `content` is
    RFC 8785 canonical JSON; `sha256` is the digest of the salt followed by the content, in UTF-8. A
    published revision is shown from its submission.
    """

    verdict = models.ForeignKey(Verdict, models.PROTECT, related_name="submissions")
    number = models.PositiveIntegerField(db_default=0)
    schema_version = models.PositiveSmallIntegerField(db_default=0)
    content = models.TextField(db_default="")
    salt = models.CharField(max_length=64, db_default="")
    sha256 = models.CharField(max_length=64, db_default="")
    search_config = RegConfigField()
    submitted_at = models.DateTimeField()
    submitted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    append_only = True

    class Meta:
        verbose_name = _("submission")
        verbose_name_plural = _("submissions")
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
    """A reviewer's decision on one submission. Created by `approve` and `send_back`; never changes.

    `is_worded_fairly` is the reviewer's confirmation that the claim is worded fairly; it is set
    only in an approval. A submission that is sent back needs a reason: a comment, review comments
    or two blind ratings that differ. A trigger ensures this, because a constraint cannot read other
    tables.
    """

    verdict = models.ForeignKey(Verdict, models.PROTECT, related_name="reviews")
    submission = models.ForeignKey(Submission, models.PROTECT, related_name="reviews")
    decision = models.CharField(_("decision"), max_length=10, choices=ReviewDecision)
    comment = MultilineTextField(_("comment"), max_length=2000, blank=True)
    is_worded_fairly = models.BooleanField(_("fair wording"), null=True)
    sha256 = models.CharField(
        max_length=64, help_text=_("the digest of the submission that the reviewer read")
    )
    reviewed_at = models.DateTimeField(_("reviewed at"))
    reviewed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    append_only = True

    class Meta:
        verbose_name = _("review")
        verbose_name_plural = _("reviews")
        ordering = ["reviewed_at", "id"]
        default_permissions = ["view"]
        # The dashboard shows the duration of the reviews of the last fourteen days.
        indexes = [models.Index(fields=["reviewed_at"], name="review_by_time")]

    def __str__(self):
        return f"{self.get_decision_display()}, {self.reviewed_by}"


class BlindRating(models.Model):
    """The rating that a user who did not contribute to a revision would give it.

    Created by `claims.review`; never changes. Until there are two blind ratings, each is visible
    only to the user who gave it.
    """

    submission = models.ForeignKey(Submission, models.PROTECT, related_name="blind_ratings")
    number = models.PositiveSmallIntegerField()
    rating = models.ForeignKey(Rating, models.PROTECT, related_name="+")
    reason = MultilineTextField(_("reason"), max_length=2000, blank=True)
    rated_at = models.DateTimeField()
    rated_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    append_only = True

    class Meta:
        verbose_name = _("blind rating")
        verbose_name_plural = _("blind ratings")
        ordering = ["submission", "number"]
        default_permissions = []
        constraints = [
            models.UniqueConstraint(
                fields=["submission", "rated_by"], name="one_blind_rating_per_user"
            ),
            # Of two users who save at the same moment, one is the first and the other the second.
            models.UniqueConstraint(
                fields=["submission", "number"], name="blind_ratings_are_numbered"
            ),
            models.CheckConstraint(
                condition=Q(number__range=(1, BLIND_RATING_COUNT)), name="at_most_two_blind_ratings"
            ),
        ]

    def __str__(self):
        return f"blind rating {self.number} of {self.submission}"


class ReviewComment(models.Model):
    """A reviewer's comment on a submission, on one section of it, or on words in that section.

    Created by `claims.review.comments` while the submission is in review; never changes. `section`
    is a key of the record or one of `RecordSection`; it has no `choices`, because a later schema
    version can have other keys. `passage` is the identifier of a piece of evidence. `prefix`,
    `quoted_text` and `suffix` are a W3C TextQuoteSelector for the text of the section, `start` is
    the offset of `quoted_text` in code points.
    """

    submission = models.ForeignKey(Submission, models.PROTECT, related_name="review_comments")
    section = models.CharField(max_length=30)
    passage = models.CharField(max_length=10, blank=True)
    quoted_text = MultilineTextField(max_length=1000, blank=True)
    prefix = models.TextField(blank=True)
    suffix = models.TextField(blank=True)
    start = models.PositiveIntegerField(null=True)
    text = MultilineTextField(_("comment"), max_length=2000)
    created_at = models.DateTimeField()
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    append_only = True

    class Meta:
        verbose_name = _("review comment")
        verbose_name_plural = _("review comments")
        ordering = ["created_at", "id"]
        default_permissions = []
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="review_comment_has_text"),
            models.CheckConstraint(
                condition=Q(section__in=[RecordSection.EVIDENCE, RecordSection.NOTE])
                & ~Q(passage="")
                | ~Q(section__in=[RecordSection.EVIDENCE, RecordSection.NOTE]) & Q(passage=""),
                name="review_comment_on_evidence_has_passage",
            ),
            models.CheckConstraint(
                condition=Q(quoted_text="", prefix="", suffix="", start=None)
                | ~Q(quoted_text="") & Q(start__isnull=False),
                name="quoted_review_comment_has_position",
            ),
        ]

    def __str__(self):
        return f"review comment by {self.created_by} on {self.submission}"


class ReviewCommentResolution(models.Model):
    """How a contributor resolved a review comment in the next draft. Never changes.

    Created once by `claims.review.comments`. A reviewer who disagrees comments on the next
    submission.
    """

    review_comment = models.OneToOneField(ReviewComment, models.PROTECT, related_name="resolution")
    text = MultilineTextField(_("resolution"), max_length=2000)
    resolved_at = models.DateTimeField()
    resolved_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    append_only = True

    class Meta:
        verbose_name = _("resolution of a review comment")
        verbose_name_plural = _("resolutions of review comments")
        default_permissions = []
        constraints = [
            models.CheckConstraint(
                condition=~Q(text=""), name="review_comment_resolution_has_text"
            ),
        ]

    def __str__(self):
        return f"{self.review_comment}, resolved by {self.resolved_by}"


class Transition(models.Model):
    """One change of state of one revision. Never changes.

    An action creates it before it changes the state; the database refuses a change of state without
    a transition.
    """

    verdict = models.ForeignKey(Verdict, models.PROTECT, related_name="transitions")
    action = models.CharField(_("action"), max_length=30)
    from_state = models.CharField(_("from state"), max_length=12, choices=State, blank=True)
    to_state = models.CharField(_("to state"), max_length=12, choices=State)
    note = MultilineTextField(_("note"), max_length=2000, blank=True)
    state_changed_at = models.DateTimeField(_("time"))
    state_changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("user")
    )

    append_only = True

    class Meta:
        verbose_name = _("status log entry")
        verbose_name_plural = _("status log")
        ordering = ["state_changed_at", "id"]
        default_permissions = ["view"]
        # The dashboard shows the latest transitions and counts those of fourteen days.
        indexes = [models.Index(fields=["state_changed_at", "id"], name="transition_by_time")]

    def __str__(self):
        return f"{self.action}: {self.from_state} → {self.to_state}"
