"""Capture the publication at a URL, and capture the URL of a source again.

The URL is fetched before anything is written, and a capture is stored completely or not at all. A
refusal is recorded for an existing source; for a new one nothing is written.
"""

from collections.abc import Iterable, Sequence

from django.conf import settings
from django.db import connection, transaction
from django.db.models import Q
from django.utils import translation
from django.utils.translation import gettext as _

from sources.capture.from_text import (
    CaptureError,
    capture_text,
    create_source,
    find_spans_between,
)
from sources.capture.retrieval import RetrievalAttempt, retrieve_url
from sources.extraction.extracted_text import ExtractedText
from sources.extraction.sandbox import extract_in_sandbox
from sources.fetching.http import FetchLimits, NetworkAccess
from sources.models import RawDocument, Retrieval, Snapshot, Source
from sources.models.retrieval import MAX_WAIVER_LENGTH
from sources.models.source import MAX_TITLE_LENGTH
from sources.urls import (
    MAX_URL_LENGTH,
    InvalidURL,
    format_host,
    get_host,
    get_source_key,
    is_same_source,
)


def fetch_and_extract(
    url: str, *, robots_waiver: str = "", network_access: NetworkAccess | None = None
) -> RetrievalAttempt:
    """Retrieve a URL with the limits of the settings. Nothing is stored.

    `robots_waiver` is the reason to ignore the site's robots.txt. Raises `CaptureError` if it is
    too long; every other problem is the refusal of the attempt.
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
            timeout_seconds=settings.FETCH_TIMEOUT_SECONDS, max_bytes=settings.CAPTURE_LIMIT
        ),
        robots_waiver=robots_waiver,
        network_access=network_access,
    )


def capture_url(
    url: str,
    *,
    by,
    at,
    source: Source | None = None,
    article_words: tuple[str, str] = ("", ""),
    robots_waiver: str = "",
    network_access: NetworkAccess | None = None,
    **source_fields,
) -> Retrieval:
    """Capture the publication at `url` for `source`, or for the source that the URL identifies.

    `article_words` are the first and last words of the article. `source_fields` describe a new
    source; the markup fills in what they leave empty. Raises `CaptureError`, or `ValidationError`
    for invalid `source_fields`.
    """
    attempt = fetch_and_extract(url, robots_waiver=robots_waiver, network_access=network_access)
    if attempt.extracted is None:
        raise record_refusal(attempt, source or find_source_by_url(url), by=by, at=at)
    text = attempt.extracted.text
    spans = find_spans_between(text, *article_words) if any(article_words) else None
    return save_capture(attempt, by=by, at=at, source=source, article_spans=spans, **source_fields)


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
    article text. All that the network, the site or the page does wrong is recorded as a refusal. A
    waiver of robots.txt is valid until the source is captured without one. Raises `CaptureError`
    for a source without a URL.
    """
    if not source.url:
        raise CaptureError(_("This source has no address from which it could be captured again."))
    last_capture = source.retrievals.exclude(snapshot=None).first()
    waiver = last_capture.robots_waiver if last_capture else ""
    attempt = fetch_and_extract(source.url, robots_waiver=waiver, network_access=network_access)
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
    return _create_retrieval(source, attempt, by, at, snapshot, document)


@transaction.atomic
def extract_again(snapshot: Snapshot, *, by, at) -> tuple[Snapshot, bool]:
    """Extract a snapshot's bytes with today's extractor; return a snapshot and whether it is new.

    The old snapshot keeps its offsets and passages. Raises `CaptureError` or `ParseError`.
    """
    if snapshot.raw_document is None:
        raise CaptureError(_("The original file of this snapshot was not saved."))
    retrieval = snapshot.retrievals.exclude(raw_document=None).first()
    raw, encoding = snapshot.raw_document.raw, retrieval.encoding if retrieval else ""
    extracted = extract_in_sandbox(raw, snapshot.media_type, encoding)
    return capture_text(snapshot.source, extracted, by=by, at=at, extent=snapshot.extent, raw=raw)


# ── the source of a URL ─────────────────────────────────────────────────────────────────────────
def find_source_by_url(url: str) -> Source | None:
    """Return the source whose URL this is or was when it was captured; the oldest of several.

    URLs that once redirected to a source are ignored: “the latest” leads to another article every
    day.
    """
    try:
        source_key, host = get_source_key(url), get_host(url)
    except InvalidURL:
        return None
    urls = [*_list_source_urls(host), *_list_captured_urls(host)]
    source_ids = {source_id for source_id, known_url in urls if _has_key(known_url, source_key)}
    return Source.objects.filter(pk__in=source_ids).order_by("created_at", "id").first()


def _list_source_urls(host: str) -> Iterable[tuple[int, str]]:
    """As they were typed: the host may be spelled in another alphabet."""
    has_host = Q(url__icontains=host) | Q(url__icontains=format_host(host))
    return Source.objects.filter(has_host).values_list("pk", "url")


def _list_captured_urls(host: str) -> Iterable[tuple[int, str]]:
    captures = Retrieval.objects.filter(snapshot__isnull=False, address__icontains=host)
    return captures.order_by().values_list("source", "address").distinct()


def _has_key(url: str, source_key: str) -> bool:
    try:
        return get_source_key(url) == source_key
    except InvalidURL:
        return False


def _get_or_create_source(
    attempt: RetrievalAttempt, extracted: ExtractedText, by, at, source_fields: dict
) -> Source:
    """Return the source that the URL identifies; concurrent captures create one only."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", [attempt.canonical_url])
    source = find_source_by_url(attempt.canonical_url) or _find_moved_source(attempt.requested_url)
    if source:
        return source
    # The markup may describe a new source, except its author and date: an editor adds them.
    title = extracted.title if len(extracted.title) <= MAX_TITLE_LENGTH else ""
    markup = {"url": attempt.canonical_url, "title": title, "language": extracted.language}
    fields = markup | {name: value for name, value in source_fields.items() if value}
    return create_source(by=by, at=at, **fields)


def _find_moved_source(requested_url: str) -> Source | None:
    """Return the source with this URL, which now redirects to another: the article has moved."""
    source = find_source_by_url(requested_url)
    return source if source and is_same_source(source.url, requested_url) else None


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
    return Retrieval.objects.create(
        source=source,
        snapshot=snapshot,
        raw_document=document,
        requested=attempt.requested_url[:MAX_URL_LENGTH],
        address=attempt.final_url[:MAX_URL_LENGTH],
        redirects=attempt.redirects,
        status=attempt.status,
        headers=attempt.headers,
        media_type=attempt.media_type,
        extractor=attempt.extracted.extractor if attempt.extracted else "",
        gone=attempt.gone,
        refusal=refusal,
        robots_waiver=attempt.robots_waiver,
        retrieved_at=at,
        retrieved_by=by,
    )
