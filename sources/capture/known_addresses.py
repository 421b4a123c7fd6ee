"""Find the source that an address identifies.

A source is known by each address from which it was captured, and by the original of an archived
copy. The address that a page declares as canonical is only a hint: some sites declare a section or
"the latest" on every page. It counts if no other text is known under it.
"""

from collections.abc import Callable, Iterable

from django.db import connection
from django.db.models import Q

from sources.capture.retrieval import RetrievalAttempt
from sources.models import Retrieval, Snapshot, Source
from sources.models.snapshot import compute_sha256
from sources.text.fingerprints import compute_containment, compute_fingerprint
from sources.urls import (
    InvalidURL,
    format_host,
    get_host,
    get_source_key,
    is_same_source,
    remove_www,
)
from sources.urls.archives import get_original_url

MIN_SAME_TEXT = 0.5  # the containment of two versions of one article
MAX_COMPARED_SNAPSHOTS = 10  # the newest
COMPARED_LENGTH = 100_000  # code points at the beginning of a text

KnownAddress = tuple[int, str]  # the key of a source and an address of it
ListAddresses = Callable[[str], Iterable[KnownAddress]]  # those at a host


def find_source_by_url(url: str) -> Source | None:
    """Return the source whose URL this is or was when it was captured; the oldest of several.

    URLs that once redirected to a source are ignored: “the latest” leads to another article every
    day. An archived copy belongs to the source of its original, if that is known.
    """
    source = _find_by_key(url, _list_addresses)
    original_url = get_original_url(url)
    if source or not original_url:
        return source
    return _find_by_key(original_url, _list_addresses)


def find_captured_source(attempt: RetrievalAttempt) -> Source | None:
    """Return the source that a successful attempt has read, if there is one already."""
    return (
        find_source_by_url(attempt.final_url)
        or (attempt.original_url and find_source_by_url(attempt.original_url))
        or _find_moved_source(attempt.requested_url)
        or _find_declared_source(attempt)
        or None
    )


def lock_addresses(attempt: RetrievalAttempt) -> None:
    """Wait for concurrent captures of these addresses, until the end of the transaction."""
    urls = (attempt.final_url, attempt.canonical_url, attempt.original_url)
    keys = sorted({_get_key(url) for url in urls if url})  # in one order, so that no one deadlocks
    with connection.cursor() as cursor:
        for key in keys:
            cursor.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", [key])


def _find_moved_source(requested_url: str) -> Source | None:
    """Return the source with this URL, which now redirects to another: the article has moved."""
    source = find_source_by_url(requested_url)
    return source if source and is_same_source(source.url, requested_url) else None


def _find_declared_source(attempt: RetrievalAttempt) -> Source | None:
    """Return the source with the declared address, if it has nearly the same text.

    Either page may be the one that declares the other.
    """
    candidates: set[int] = set()
    if attempt.canonical_url:
        candidates |= _list_source_ids(attempt.canonical_url, _list_addresses)
        candidates |= _list_source_ids(attempt.canonical_url, _list_declared_addresses)
    candidates |= _list_source_ids(attempt.final_url, _list_declared_addresses)
    sources = Source.objects.filter(pk__in=candidates).order_by("created_at", "id")
    text = attempt.extracted.text if attempt.extracted else ""
    same_text = _list_sources_with_text(candidates, text) if candidates else set()
    return sources.filter(Q(pk__in=same_text) | Q(snapshots=None)).first()


def _list_sources_with_text(source_ids: set[int], text: str) -> set[int]:
    """The sources that have a version of this text; the index of fingerprints selects some."""
    is_similar = Q(fingerprint__values__overlap=compute_fingerprint(text))
    snapshots = Snapshot.objects.filter(
        is_similar | Q(sha256=compute_sha256(text)), source__in=source_ids
    ).order_by("-captured_at", "-id")
    return {
        snapshot.source_id
        for snapshot in snapshots[:MAX_COMPARED_SNAPSHOTS]
        if snapshot.text == text or _compute_containment(snapshot.text, text) >= MIN_SAME_TEXT
    }


def _compute_containment(first: str, second: str) -> float:
    return compute_containment(first[:COMPARED_LENGTH], second[:COMPARED_LENGTH])


# ── addresses and their keys ────────────────────────────────────────────────────────────────────
def _find_by_key(url: str, list_addresses: ListAddresses) -> Source | None:
    source_ids = _list_source_ids(url, list_addresses)
    return Source.objects.filter(pk__in=source_ids).order_by("created_at", "id").first()


def _list_source_ids(url: str, list_addresses: ListAddresses) -> set[int]:
    try:
        source_key, host = get_source_key(url), remove_www(get_host(url))
    except InvalidURL:
        return set()
    return {pk for pk, known_url in list_addresses(host) if _get_key(known_url) == source_key}


def _list_addresses(host: str) -> Iterable[KnownAddress]:
    """Addresses of sources as they were typed (perhaps in another alphabet) and as captured."""
    conditions = [
        (f"{name}__icontains", spelling)
        for name in ("url", "original_url")
        for spelling in (host, format_host(host))
    ]
    sources = Source.objects.filter(Q(*conditions, _connector=Q.OR))
    for pk, url, original_url in sources.values_list("pk", "url", "original_url"):
        yield pk, url
        yield pk, original_url
    yield from _list_retrieved("address", host)


def _list_declared_addresses(host: str) -> Iterable[KnownAddress]:
    return _list_retrieved("canonical", host)


def _list_retrieved(name: str, host: str) -> Iterable[KnownAddress]:
    captures = Retrieval.objects.filter(snapshot__isnull=False, **{f"{name}__icontains": host})
    return captures.order_by().values_list("source", name).distinct()


def _get_key(url: str) -> str:
    try:
        return get_source_key(url)
    except InvalidURL:
        return ""
