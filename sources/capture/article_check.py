"""Decide whether a page that was fetched is the article, and say so if it may not be.

The page alone gives a first doubt; the texts that were captured of its source before confirm or
remove it. A doubtful page is a failed fetch for the monitoring, and an editor may capture it.
"""

from dataclasses import replace

from django.utils.translation import gettext_noop

from sources.capture.from_text import CaptureError
from sources.capture.retrieval import RetrievalAttempt
from sources.choices import NotArticleReason, SnapshotExtent
from sources.models import Snapshot, Source
from sources.models.snapshot import compute_sha256
from sources.text.same_article import TextVersion, find_mismatch

NOT_ARTICLE = gettext_noop("This may not be the article: %(reason)s.")


def compare_with_source(attempt: RetrievalAttempt, source: Source | None) -> RetrievalAttempt:
    """Return the attempt with `not_article` decided by the texts captured of its source before."""
    if source is None or attempt.extracted is None:
        return attempt
    snapshots = source.snapshots.filter(extent=SnapshotExtent.WHOLE).order_by("captured_at", "id")
    if snapshots.filter(sha256=compute_sha256(attempt.extracted.text)).exists():
        return replace(attempt, not_article="")
    # The first text is what the desk read, and the last one the newest.
    known = [snapshot for snapshot in (snapshots.last(), snapshots.first()) if snapshot]
    if not known:
        return attempt
    reasons = [_find_mismatch(snapshot, attempt) for snapshot in known]
    return replace(attempt, not_article=reasons[0] if all(reasons) else "")


def _find_mismatch(snapshot: Snapshot, attempt: RetrievalAttempt) -> str:
    extracted = attempt.extracted
    if extracted is None:
        return attempt.not_article
    source, retrieval = snapshot.source, snapshot.retrievals.first()
    title = (retrieval and retrieval.title) or source.title
    before = TextVersion(snapshot.text, title, source.language)
    now = TextVersion(extracted.text, extracted.title, extracted.language)
    return find_mismatch(before, now, attempt.not_article)


def refuse_other_page(attempt: RetrievalAttempt) -> RetrievalAttempt:
    """Return the attempt as a refused one, with the reason why it is not the article."""
    return replace(attempt, refusal=create_not_article_error(attempt.not_article), extracted=None)


def create_not_article_error(reason: str) -> CaptureError:
    """Return the error that says why a page may not be the article."""
    return CaptureError(NOT_ARTICLE, {"reason": NotArticleReason(reason).label})
