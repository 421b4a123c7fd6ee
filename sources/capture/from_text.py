"""Create sources, snapshots and their article text from text that was extracted already."""

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from factcheck.core.errors import FactcheckError
from factcheck.core.identifiers import new_identifier
from sources.choices import SnapshotExtent
from sources.extraction.extracted_text import ExtractedText
from sources.models import ArticleText, RawDocument, Snapshot, Source, TextFingerprint
from sources.models.snapshot import EXCERPT_SEPARATOR, MAX_REASON_LENGTH, compute_sha256

INVALID_SPANS = gettext_noop(
    "The parts of the article text must follow one another inside the text."
)


class CaptureError(FactcheckError):
    """Nothing was captured.

    `disallowed_by_robots` is true if only the site's robots.txt forbids it.
    """

    def __init__(
        self,
        message: str,
        params: dict[str, Any] | None = None,
        *,
        disallowed_by_robots: bool = False,
    ):
        super().__init__(message, params)
        self.disallowed_by_robots = disallowed_by_robots


@transaction.atomic
def create_source(*, by, at, **fields) -> Source:
    """Create a source; fields that are not given stay empty. Raises `ValidationError`."""
    source = Source(created_by=by, created_at=at, public_id=new_identifier(), **fields)
    source.full_clean()
    source.save()
    return source


@transaction.atomic
def capture_text(
    source: Source,
    extracted: ExtractedText,
    *,
    by,
    at,
    extent: str = SnapshotExtent.WHOLE,
    article_spans: Sequence[Sequence[int]] | None = None,
    note: str = "",
    raw: bytes = b"",
) -> tuple[Snapshot, bool]:
    """Return the snapshot of `source` with this text, and whether it was created.

    The same text of the same source is the same snapshot. `article_spans` are the parts that are
    the article itself, in code points; by default those of `extracted`. `raw` are the bytes that
    the text was extracted from; they are stored with a new snapshot. Raises `CaptureError`.
    """
    Source.objects.select_for_update().get(pk=source.pk)  # concurrent captures share a snapshot
    text = extracted.text
    existing = source.snapshots.filter(sha256=compute_sha256(text)).first()
    if existing:
        return existing, False
    if article_spans is None:
        article_spans = extracted.article_spans or [(0, len(text))]
    spans = [list(span) for span in article_spans]
    validate_spans(text, spans)
    snapshot = Snapshot.objects.create(
        source=source,
        extent=extent,
        text=text,
        sha256=compute_sha256(text),
        media_type=extracted.media_type,
        extractor=extracted.extractor,
        captured_at=at,
        captured_by=by,
        note=note,
        raw_document=RawDocument.store(raw) if raw else None,
        pages=list(extracted.pages) or None,
        page_range=list(extracted.page_range) if extracted.page_range else None,
        parts=[asdict(part) for part in extracted.parts],
        added=[list(span) for span in extracted.added],
    )
    ArticleText.objects.create(snapshot=snapshot, spans=spans, created_at=at, created_by=by)
    TextFingerprint.get_or_create_for(snapshot)
    return snapshot, True


@transaction.atomic
def select_article_text(snapshot: Snapshot, spans, *, by, at, reason: str) -> ArticleText:
    """Select which parts of a snapshot are the article itself; earlier selections are kept.

    Raises `CaptureError` for invalid spans and without a reason.
    """
    if not reason.strip():
        raise CaptureError(_("Say why you change the article text."))
    if len(reason) > MAX_REASON_LENGTH:
        raise CaptureError(
            _("Say why in at most %(limit)s characters.") % {"limit": MAX_REASON_LENGTH}
        )
    validate_spans(snapshot.text, spans)
    return ArticleText.objects.create(
        snapshot=snapshot, spans=spans, created_at=at, created_by=by, reason=reason
    )


def find_duplicate_text(text: str) -> Snapshot | None:
    """Return a snapshot of any source with exactly this text."""
    snapshots = Snapshot.objects.filter(sha256=compute_sha256(text))
    return snapshots.select_related("source").first()


# ── spans ───────────────────────────────────────────────────────────────────────────────────────
def join_excerpts(excerpts: Sequence[str]) -> tuple[str, list[list[int]]]:
    """Return the excerpts as one text, and their spans; the separators are no article text."""
    spans, start = [], 0
    for excerpt in excerpts:
        spans.append([start, start + len(excerpt)])
        start += len(excerpt) + len(EXCERPT_SEPARATOR)
    return EXCERPT_SEPARATOR.join(excerpts), spans


def find_spans_between(text: str, first_words: str, last_words: str) -> list[list[int]]:
    """Return one span from the first occurrence of `first_words` to the last of `last_words`.

    Empty words mean the beginning or end of the text. Raises `CaptureError` if the words are not
    in the text.
    """
    start = text.find(first_words)
    last = text.rfind(last_words) if last_words else len(text)
    if start == -1 or last == -1 or last + len(last_words) <= start:
        raise CaptureError(
            _(
                "The text does not contain these first words followed by these last words. "
                "Copy both exactly from the text."
            )
        )
    return [[start, last + len(last_words)]]


def validate_spans(text: str, spans: Sequence[Sequence[int]]) -> None:
    """Raises `CaptureError` for spans that are empty, unordered, overlapping or out of range."""
    end = 0
    for span in spans:
        if len(span) != 2 or not end <= span[0] < span[1] <= len(text):
            raise CaptureError(INVALID_SPANS)
        end = span[1]
    if not spans:
        raise CaptureError(_("Select the part of the text that is the article."))
