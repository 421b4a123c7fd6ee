"""Capture the publication at a URL, and capture the URL of a source again.

The URL is fetched before anything is written, and a capture is stored completely or not at all. A
refusal is recorded for an existing source; for a new one nothing is written.
"""

from collections.abc import Sequence
from dataclasses import asdict

from django.conf import settings
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from sources.capture.article_check import compare_with_source, refuse_other_page
from sources.capture.declared_fields import get_declared_fields
from sources.capture.demo_site import get_network_access
from sources.capture.from_text import (
    CaptureError,
    capture_text,
    create_source,
    find_spans_between,
)
from sources.capture.known_addresses import find_captured_source, find_source_by_url, lock_addresses
from sources.capture.retrieval import RetrievalAttempt, retrieve_url
from sources.capture.web_archive import record_archived_copy
from sources.extraction.extracted_text import ExtractedText
from sources.extraction.limits import PageRange
from sources.extraction.sandbox import ReportProgress, extract_in_sandbox
from sources.fetching.http import FetchLimits, NetworkAccess
from sources.models import RawDocument, Retrieval, Snapshot, Source
from sources.models.retrieval import MAX_DATE_LENGTH, MAX_ENCODING_LENGTH, MAX_WAIVER_LENGTH
from sources.urls import MAX_URL_LENGTH, is_same_source
from sources.urls.archives import is_archive_url


def fetch_and_extract(
    url: str,
    *,
    robots_waiver: str = "",
    encoding: str = "",
    max_bytes: int | None = None,
    page_range: PageRange | None = None,
    report_progress: ReportProgress | None = None,
    network_access: NetworkAccess | None = None,
) -> RetrievalAttempt:
    """Retrieve a URL, by default with the limits of the settings. Nothing is stored.

    `robots_waiver` is the reason to ignore the site's robots.txt, and `encoding` is one that counts
    in place of what the server declares. Raises `CaptureError` if the reason is too long; every
    other problem is the refusal of the attempt.
    """
    if len(robots_waiver) > MAX_WAIVER_LENGTH:
        raise CaptureError(
            _("Say why robots.txt is not followed in at most %(limit)s characters.")
            % {"limit": MAX_WAIVER_LENGTH}
        )
    return retrieve_url(
        url,
        user_agent=f"Factcheck (+{settings.SITE_URL})",
        limits=FetchLimits(
            timeout_seconds=settings.FETCH_TIMEOUT_SECONDS,
            max_bytes=max_bytes or settings.CAPTURE_LIMIT,
        ),
        robots_waiver=robots_waiver,
        encoding=encoding,
        page_range=page_range or PageRange(limit=settings.PDF_MAX_PAGES),
        report_progress=report_progress,
        network_access=network_access or get_network_access(url),
    )


def capture_url(
    url: str,
    *,
    by,
    at,
    source: Source | None = None,
    article_words: tuple[str, str] = ("", ""),
    robots_waiver: str = "",
    encoding: str = "",
    is_article: bool = False,
    network_access: NetworkAccess | None = None,
    **source_fields,
) -> Retrieval:
    """Capture the publication at `url` for `source`, or for the source that the URL identifies.

    `article_words` are the first and last words of the article. `source_fields` describe a new
    source; those that are not given are what the markup declares. A page that may not be the
    article is captured only with `is_article`. Raises `CaptureError`, or `ValidationError` for
    invalid `source_fields`.
    """
    attempt, extracted = fetch_for_capture(
        url,
        by=by,
        at=at,
        source=source,
        is_article=is_article,
        robots_waiver=robots_waiver,
        encoding=encoding,
        network_access=network_access,
    )
    spans = find_spans_between(extracted.text, *article_words) if any(article_words) else None
    return save_capture(attempt, by=by, at=at, source=source, article_spans=spans, **source_fields)


def fetch_for_capture(
    url: str, *, by, at, source: Source | None = None, is_article: bool = False, **options
) -> tuple[RetrievalAttempt, ExtractedText]:
    """Fetch a URL and compare it with its source; return the attempt and the text that it has.

    With `is_article` a page that may not be the article is returned with its doubt; otherwise it is
    refused. A refusal is recorded if the source exists, and raised as `CaptureError`. The `options`
    are those of `fetch_and_extract`.
    """
    attempt = fetch_and_extract(url, **options)
    source = source or find_source_by_url(url)
    attempt = compare_with_source(attempt, source)
    if attempt.not_article and attempt.extracted and not is_article:
        attempt = refuse_other_page(attempt)
    if attempt.extracted is None:
        raise record_refusal(attempt, source, by=by, at=at)
    return attempt, attempt.extracted


def record_refusal(attempt: RetrievalAttempt, source: Source | None, *, by, at) -> CaptureError:
    """Record the refused attempt for an existing source, and return the error to raise."""
    if attempt.refusal is None:
        raise ValueError("A successful attempt has no refusal that could be recorded.")
    if source is not None:
        _create_retrieval(source, attempt, by, at)
    return attempt.refusal


def recapture(source: Source, *, by, at, network_access: NetworkAccess | None = None) -> Retrieval:
    """Fetch the URL of a source again and record the result.

    The same text is the same snapshot. Another text becomes a new snapshot with the whole of it as
    article text. All that the network, the site or the page does wrong is recorded as a refusal,
    and so is a page that is not the article. A waiver of robots.txt is valid until the source is
    captured without one, and so are a chosen encoding and an editor's confirmation that such a page
    is the article. Raises `CaptureError` for a source without a URL.
    """
    if not source.url:
        raise CaptureError(_("This source has no address from which it could be captured again."))
    last_capture = source.retrievals.exclude(snapshot=None).first()
    waiver = last_capture.robots_waiver if last_capture else ""
    confirmed = last_capture.not_article if last_capture else ""
    attempt = fetch_and_extract(
        source.url,
        robots_waiver=waiver,
        encoding=last_capture.chosen_encoding if last_capture else "",
        page_range=_get_page_range(last_capture.snapshot if last_capture else None),
        network_access=network_access,
    )
    attempt = compare_with_source(attempt, source)
    if attempt.extracted and attempt.not_article not in ("", confirmed):
        attempt = refuse_other_page(attempt)
    if attempt.extracted is None:
        return _create_retrieval(source, attempt, by, at)
    return save_capture(attempt, by=by, at=at, source=source)


@transaction.atomic
def save_capture(
    attempt: RetrievalAttempt,
    *,
    by,
    at,
    source: Source | None = None,
    article_spans: Sequence[Sequence[int]] | None = None,
    note: str = "",
    **source_fields,
) -> Retrieval:
    """Store a successful attempt as a snapshot of a source, and return the retrieval.

    Raises `CaptureError`, or `ValidationError` for invalid `source_fields` of a new source.
    """
    extracted = attempt.extracted
    if extracted is None:
        raise ValueError("A refused attempt has no text that could be stored.")
    source = source or _get_or_create_source(attempt, extracted, by, at, source_fields)
    snapshot, is_new = capture_text(
        source,
        extracted,
        by=by,
        at=at,
        article_spans=article_spans,
        note=note,
        raw=attempt.raw,
    )
    document = snapshot.raw_document if is_new else _find_or_store_document(snapshot, attempt.raw)
    if is_archive_url(attempt.final_url):
        record_archived_copy(snapshot, attempt.final_url, by=by, at=at)
    return _create_retrieval(source, attempt, by, at, snapshot, document)


def _get_or_create_source(
    attempt: RetrievalAttempt, extracted: ExtractedText, by, at, source_fields: dict
) -> Source:
    """Return the source that the URL identifies; concurrent captures create one only."""
    lock_addresses(attempt)
    source = find_captured_source(attempt)
    if source:
        return source
    fields = _complete_fields(source_fields, extracted)
    if is_same_source(fields.get("url", ""), attempt.final_url):
        del fields["url"]  # the address that was read is kept letter for letter
    addresses = {"url": attempt.final_url, "original_url": attempt.original_url}
    given = {name: value for name, value in fields.items() if value or name not in addresses}
    return create_source(by=by, at=at, **addresses | given)


def extract_again(snapshot: Snapshot, *, by, at) -> tuple[Snapshot, bool]:
    """Extract a snapshot's bytes with today's extractor; return a snapshot and whether it is new.

    The old snapshot keeps its offsets and passages. Raises `CaptureError` or `ParseError`.
    """
    if snapshot.raw_document is None:
        raise CaptureError(_("The original file of this snapshot was not saved."))
    retrieval = snapshot.retrievals.exclude(raw_document=None).first()
    raw, encoding = snapshot.raw_document.raw, retrieval.encoding if retrieval else ""
    extracted = extract_in_sandbox(
        raw, snapshot.media_type, encoding, page_range=_get_page_range(snapshot)
    )
    return capture_text(snapshot.source, extracted, by=by, at=at, extent=snapshot.extent, raw=raw)


def _get_page_range(snapshot: Snapshot | None) -> PageRange:
    """The pages that a snapshot was read from: the same ones are read again."""
    first, last = (snapshot.page_range if snapshot else None) or (1, None)
    return PageRange(first, last, settings.PDF_MAX_PAGES)


def _complete_fields(source_fields: dict, extracted: ExtractedText) -> dict:
    """The given fields, also where they are empty, and for the others what the markup declares."""
    declared = get_declared_fields(extracted)
    if "published_on" in source_fields:  # together with its precision
        del declared["published_on"], declared["published_precision"]
    return declared | source_fields


# ── rows ────────────────────────────────────────────────────────────────────────────────────────
def _find_or_store_document(snapshot: Snapshot, raw: bytes) -> RawDocument | None:
    """Return the bytes around a text that was captured before.

    The advertising of a page changes with every visit, so other bytes with the same text are only
    stored if there are none for this text yet.
    """
    if (
        snapshot.raw_document is None
        and not snapshot.retrievals.exclude(raw_document=None).exists()
    ):
        return RawDocument.store(raw)
    return RawDocument.objects.filter(sha256=RawDocument.compute_sha256(raw)).first()


def _create_retrieval(
    source: Source,
    attempt: RetrievalAttempt,
    by,
    at,
    snapshot: Snapshot | None = None,
    document: RawDocument | None = None,
) -> Retrieval:
    with translation.override(None):  # English is stored, whatever language the editor reads
        refusal = str(attempt.refusal or "")
    page = attempt.extracted if snapshot else None
    return Retrieval.objects.create(
        source=source,
        snapshot=snapshot,
        raw_document=document,
        requested=attempt.requested_url[:MAX_URL_LENGTH],
        address=attempt.final_url[:MAX_URL_LENGTH],
        canonical=attempt.canonical_url[:MAX_URL_LENGTH],
        redirects=attempt.redirects,
        status=attempt.status,
        headers=attempt.headers,
        media_type=attempt.media_type,
        extractor=attempt.extracted.extractor if attempt.extracted else "",
        gone=attempt.gone,
        refusal=refusal,
        not_article=attempt.not_article,
        title=page.title if page else "",
        author=page.author if page else "",
        published_on=page.published_on[:MAX_DATE_LENGTH] if page else "",
        notices=[asdict(notice) for notice in page.notices] if page else [],
        robots_waiver=attempt.robots_waiver,
        chosen_encoding=attempt.chosen_encoding[:MAX_ENCODING_LENGTH],
        retrieved_at=at,
        retrieved_by=by,
    )
