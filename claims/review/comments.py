"""Review comments and blind ratings: what reviewers say about a submission besides their decision.

Reviewers comment on parts of the submission, and its contributors resolve the comments in the next
draft. If the desk requires it, two reviewers rate the submission without seeing each other's
rating. None of this changes the state of the revision. An action that is refused raises a
`FactcheckError`, and then nothing was written.
"""

from dataclasses import asdict

from django.utils.translation import gettext as _

from claims.choices import RecordSection
from claims.models import (
    BlindRating,
    Rating,
    ReviewComment,
    ReviewCommentResolution,
    Submission,
    Verdict,
)
from claims.models.review import BLIND_RATING_COUNT
from claims.publication.record import load_record
from claims.review.comment_anchors import QuoteAnchor, anchor_quote, get_record_texts
from claims.workflow.actions import lock_revision, require_same_submission
from factcheck.core.errors import InvalidInput, InvalidState

EVIDENCE_SECTIONS = (RecordSection.EVIDENCE, RecordSection.NOTE)


def create_review_comment(
    verdict: Verdict,
    *,
    by,
    at,
    sha256: str,
    text: str,
    section: str = RecordSection.WHOLE,
    passage: str = "",
    quoted_text: str = "",
) -> ReviewComment:
    """Saves a comment on the submission with this SHA-256; everyone at the desk can read it.

    `passage` is the identifier of a piece of evidence. `quoted_text` has to occur exactly once in
    the submitted text of the section; raises `InvalidInput` otherwise.
    """
    with lock_revision("review_comment", verdict, by, at) as revision:
        require_same_submission(revision, sha256)
        if not text.strip():
            raise InvalidInput(_("Enter your comment."))
        record = load_record(revision.get_submission().content)
        anchor = _find_anchor(record, section, passage, quoted_text)
        return ReviewComment.objects.create(
            submission=revision.get_submission(),
            section=section,
            passage=passage,
            text=text.strip(),
            created_at=at,
            created_by=by,
            **(asdict(anchor) if anchor else {}),
        )


def _find_anchor(record: dict, section: str, passage: str, quoted_text: str) -> QuoteAnchor | None:
    """The quoted words in the record; None if the comment quotes nothing."""
    texts = get_record_texts(record)
    is_about_evidence = section in EVIDENCE_SECTIONS
    if section not in RecordSection.values or bool(passage) != is_about_evidence:
        raise InvalidInput(_("Choose what the comment is about."))
    if is_about_evidence and (section, passage) not in texts:
        raise InvalidInput(_("This evidence is not in the submission."))
    if not quoted_text.strip():
        return None
    if (section, passage) not in texts:
        message = _("Words can only be quoted from a text, not from %(section)s.")
        raise InvalidInput(message % {"section": RecordSection(section).label})
    return anchor_quote(quoted_text, texts[section, passage])


def resolve_review_comment(
    review_comment: ReviewComment, *, by, at, text: str
) -> ReviewCommentResolution:
    """A contributor has recorded, once, what the draft does about the comment."""
    with lock_revision("resolve_comment", review_comment.submission.verdict, by, at):
        if ReviewCommentResolution.objects.filter(review_comment=review_comment).exists():
            raise InvalidState(_("This comment is already resolved."))
        if not text.strip():
            raise InvalidInput(_("Describe how you resolved the comment."))
        return ReviewCommentResolution.objects.create(
            review_comment=review_comment, text=text.strip(), resolved_at=at, resolved_by=by
        )


def create_blind_rating(
    verdict: Verdict, *, by, at, sha256: str, rating: Rating | None, reason=""
) -> BlindRating:
    """Saves the rating that one of two reviewers would give to the submission with this SHA-256."""
    with lock_revision("rate", verdict, by, at) as revision:
        require_same_submission(revision, sha256)
        if rating is None or not rating.in_use:
            raise InvalidInput(_("Choose the rating that you would give."))
        return BlindRating.objects.create(
            submission=revision.get_submission(),
            number=revision.get_submission().blind_ratings.count() + 1,
            rating=rating,
            reason=reason.strip(),
            rated_at=at,
            rated_by=by,
        )


def list_visible_blind_ratings(submission: Submission | None, user) -> list[BlindRating]:
    """The blind ratings that this user may see: all once there are two, before that their own.

    Pages read blind ratings only with this function, so that the second reviewer stays unbiased.
    """
    ratings = list(submission.blind_ratings.all()) if submission else []
    if len(ratings) == BLIND_RATING_COUNT:
        return ratings
    return [rating for rating in ratings if rating.rated_by_id == user.pk]
