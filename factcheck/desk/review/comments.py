"""Review comments and blind ratings in the workspace, each next to its section."""

from dataclasses import dataclass

from django.conf import settings
from django.db.models import Prefetch, QuerySet
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from claims.choices import RecordSection, State
from claims.models import BlindRating, ReviewComment, ReviewCommentResolution, Submission, Verdict
from claims.models.review import BLIND_RATING_COUNT
from claims.review.comment_anchors import TEXT_SECTIONS, SectionKey, get_revision_texts
from claims.review.comments import list_visible_blind_ratings
from factcheck.desk.base.action_forms import (
    BlindRatingForm,
    ResolveReviewCommentForm,
    ReviewCommentForm,
)

SHORT_LENGTH = 60  # characters of a quotation in the label of a piece of evidence
# The sections with their own field on the page of a draft.
FIELD_SECTIONS = (
    RecordSection.RATING,
    RecordSection.BASIS,
    RecordSection.VALID_AS_OF,
    RecordSection.CONCLUSION,
    RecordSection.REASONING,
    RecordSection.SEARCH_NOTES,
    RecordSection.WHAT_WOULD_CHANGE_IT,
    RecordSection.WHY_THIS_CLAIM,
)


@dataclass(frozen=True)
class PresentedComment:
    """A review comment with the label of its place, and whether its words still exist."""

    review_comment: ReviewComment
    label: str
    place: str
    is_gone: bool
    form: ResolveReviewCommentForm | None

    @property
    def resolution(self) -> ReviewCommentResolution | None:
        return getattr(self.review_comment, "resolution", None)

    @property
    def anchor(self) -> str:
        """The id of its place on the page of the submission, or ``""``."""
        section, passage = self.review_comment.section, self.review_comment.passage
        if passage:
            return format_place(RecordSection.EVIDENCE, passage)
        has_anchor = section in (RecordSection.CLAIM, RecordSection.RATING, *TEXT_SECTIONS)
        return section if has_anchor else ""


def build_review_comments(verdict: Verdict, violations: dict, bound: dict) -> dict:
    """The comments on all submissions of a revision, and the form for a new one where allowed.

    In a draft, unresolved comments appear next to their section, each with a form to resolve it.
    """
    texts = get_revision_texts(verdict)
    labels = _get_section_labels(texts)
    invalid_forms = dict([bound["resolve_comment"]] if "resolve_comment" in bound else [])
    comments = [
        _present(comment, labels, texts, violations, invalid_forms)
        for comment in list_comments_on(verdict)
    ]
    unresolved = [comment for comment in comments if not comment.resolution]
    by_place = {
        place: [comment for comment in unresolved if comment.place == place]
        for place in _list_draft_places(texts)
    }
    new = create_comment_form(verdict) if violations["review_comment"] is None else None
    return {
        "review_comments": comments,
        "resolve_violation": violations["resolve_comment"],
        "unresolved": unresolved,
        "comments_by_place": by_place,
        "comments_without_place": [c for c in unresolved if c.place not in by_place],
        "resolved": [comment for comment in comments if comment.resolution],
        "comment_form": bound.get("review_comment") or new,
    }


def create_comment_form(verdict: Verdict, data=None) -> ReviewCommentForm:
    """The form for a comment on the submission in review."""
    sha256 = verdict.submission.sha256 if verdict.submission else ""
    return ReviewCommentForm(
        data,
        places=_get_section_labels(get_revision_texts(verdict)).items(),
        initial={"sha256": sha256, "place": RecordSection.WHOLE.value},
        auto_id="id_review_comment_%s",
    )


def list_comments_on(verdict: Verdict) -> QuerySet[ReviewComment]:
    """The comments on a revision: newest submission first, then in the order of writing."""
    rows = ReviewComment.objects.filter(submission__verdict=verdict).defer("submission__content")
    rows = rows.select_related("submission", "created_by", "resolution__resolved_by")
    return rows.order_by("-submission__number", "created_at", "id")


def list_submissions(verdict: Verdict) -> list[Submission]:
    """The submissions of a revision in order, with their blind ratings."""
    ratings = BlindRating.objects.select_related("rating", "rated_by")
    rows = verdict.submissions.select_related("submitted_by")
    return list(rows.prefetch_related(Prefetch("blind_ratings", ratings)))


def build_review_history(verdict: Verdict, submissions: list[Submission], user) -> dict:
    """The comments on a revision, and its blind ratings as far as this user may see them."""
    texts = get_revision_texts(verdict)
    labels = _get_section_labels(texts)
    rated = [submission for submission in submissions if submission.blind_ratings.all()]
    return {
        "review_comments": [
            _present(comment, labels, texts, {}, {}) for comment in list_comments_on(verdict)
        ],
        "blind_rating_history": [
            (
                submission,
                len(submission.blind_ratings.all()),
                list_visible_blind_ratings(submission, user),
            )
            for submission in rated
        ],
    }


def format_place(section: str, passage: str) -> str:
    """Format a section and its passage as a form value."""
    return f"{section}:{passage}" if passage else section


def parse_place(place: str) -> dict:
    """Return the section and the passage of such a form value."""
    section, _separator, passage = place.partition(":")
    return {"section": section, "passage": passage}


def _get_section_labels(texts: dict[SectionKey, str]) -> dict[str, str]:
    """The label of each place of a revision, by its form value."""
    passages = [passage for section, passage in texts if section == RecordSection.EVIDENCE]
    sections = (RecordSection.WHOLE, RecordSection.CLAIM, *FIELD_SECTIONS)
    labels = {section.value: section.label for section in sections}
    for number, passage in enumerate(passages, start=1):
        quote = Truncator(texts[RecordSection.EVIDENCE, passage]).chars(SHORT_LENGTH, truncate=" …")
        names = {"number": number, "quote": quote}
        labels[format_place(RecordSection.EVIDENCE, passage)] = (
            _("evidence %(number)d, “%(quote)s”") % names
        )
        if texts[RecordSection.NOTE, passage]:
            labels[format_place(RecordSection.NOTE, passage)] = (
                _("the note on evidence %(number)d") % names
            )
    return labels


def _list_draft_places(texts: dict[SectionKey, str]) -> list[str]:
    """The places next to which a comment can appear on the page of a draft."""
    evidence = [format_place(section, passage) for section, passage in texts if passage]
    return [*(section.value for section in FIELD_SECTIONS), *evidence]


def _present(
    comment: ReviewComment, labels, texts, violations: dict, invalid_forms: dict
) -> PresentedComment:
    place = format_place(comment.section, comment.passage)
    text = texts.get((comment.section, comment.passage), "")
    is_gone = bool(comment.quoted_text) and comment.quoted_text not in text
    form = None
    if violations.get("resolve_comment", "") is None and not getattr(comment, "resolution", None):
        form = invalid_forms.get(comment.pk) or ResolveReviewCommentForm(of=comment.pk)
    label = labels.get(place) or _describe_removed_place(comment)
    return PresentedComment(comment, label, place, is_gone, form)


def _describe_removed_place(comment: ReviewComment) -> str:
    if comment.passage:
        return _("evidence that was removed, or a note on it")
    return comment.section.replace("_", " ")


def build_blind_ratings(verdict: Verdict, user, violations: dict, bound) -> dict:
    """The blind ratings that this user may see, and the form to file one."""
    submission = verdict.submission
    count = len(submission.blind_ratings.all()) if submission else 0
    is_required = settings.REQUIRE_BLIND_RATINGS and verdict.state == State.IN_REVIEW
    if not count and not is_required:
        return {}
    form = None
    if violations["rate"] is None:
        initial = {"sha256": submission.sha256}
        form = bound or BlindRatingForm(initial=initial, auto_id="id_rate_%s")
    return {
        "blind": {
            "count": count,
            "is_waiting": count < BLIND_RATING_COUNT,
            "ratings": list_visible_blind_ratings(submission, user),
            "form": form,
            "violation": violations["rate"],
        }
    }
