"""What is written when an address is brought in, or is asked again?

What comes by an address is fetched before anything is written, and nothing half-captured remains:
of a new source a refusal leaves no trace, of a known one it is recorded.
"""

from collections.abc import Sequence

from django.conf import settings
from django.db import connection, transaction
from django.db.models import Q

from sources.capture.from_text import NotCaptured, between, capture, new_source
from sources.capture.retrieval import Attempt, retrieve
from sources.extraction.sandbox import read_apart
from sources.fetching.http import Limits, Reach
from sources.models import Original, Retrieval, Snapshot, Source
from sources.urls import LONGEST, NotAnAddress, host_of, readable_host, same_source, source_key

# What the markup of a page may say of a new source; who wrote it and when, a person says.
DESCRIBED_BY_MARKUP = ("title", "language")


def attempt(address: str, *, robots_waiver: str = "", reach: Reach | None = None) -> Attempt:
    """What stands at an address, read and not yet kept; or why it cannot be.

    A waiver says why the site's robots.txt is not followed. Raises `NotCaptured` for one that is
    too long to be kept; nothing else is raised.
    """
    longest = Retrieval._meta.get_field("robots_waiver").max_length
    if len(robots_waiver) > longest:
        raise NotCaptured(f"Say why robots.txt is not followed in at most {longest} characters.")
    return retrieve(
        address,
        agent=f"Factcheck (+{settings.SITE_URL})",
        limits=Limits(seconds=settings.FETCH_SECONDS, size=settings.CAPTURE_LIMIT),
        robots_waiver=robots_waiver,
        reach=reach,
    )


def capture_address(
    address: str,
    *,
    by,
    at,
    source: Source | None = None,
    body: tuple[str, str] = ("", ""),
    robots_waiver: str = "",
    reach: Reach | None = None,
    **described,
) -> Retrieval:
    """Fetch an address and capture what it says, as `source`, a known source, or a new one.

    `body` are the words the article begins and ends with; what is not `described` of a new source
    is taken from its markup. Raises `NotCaptured`, or `ValidationError` where a new source cannot
    be described so.
    """
    found = attempt(address, robots_waiver=robots_waiver, reach=reach)
    if found.refusal:
        raise refused(found, source or source_at(address), by=by, at=at)
    spans = between(found.extracted.text, *body)
    return keep(found, by=by, at=at, source=source, body=spans, **described)


def refused(found: Attempt, source: Source | None, *, by, at) -> NotCaptured:
    """The refusal of an attempt, to be raised; of a known source it is recorded."""
    if source is not None:
        _record(source, found, by=by, at=at)
    refusal = NotCaptured(found.refusal)
    refusal.forbidden = found.forbidden
    return refusal


def recapture(source: Source, *, by, at, reach: Reach | None = None) -> Retrieval:
    """Fetch a source's own address again, and record what came of it.

    Whatever the network, the site or the page does is recorded as a refusal. The same text is the
    same snapshot; another makes a new one, and its whole is proposed as the body. A waiver of
    robots.txt holds until somebody captures the source without one. Raises `NotCaptured` for a
    source without an address.
    """
    if not source.url:
        raise NotCaptured("This source has no address from which it could be captured again.")
    last = source.retrievals.exclude(snapshot=None).first()
    waiver = last.robots_waiver if last else ""
    found = attempt(source.url, robots_waiver=waiver, reach=reach)
    if found.refusal:
        return _record(source, found, by=by, at=at)
    return keep(found, by=by, at=at, source=source)


@transaction.atomic
def keep(
    found: Attempt,
    *,
    by,
    at,
    source: Source | None = None,
    body: Sequence[Sequence[int]] | None = None,
    note: str = "",
    **described,
) -> Retrieval:
    """What an attempt found becomes the snapshot of a source; the retrieval that says so.

    Raises `NotCaptured`, or `ValidationError` where a new source cannot be described so.
    """
    source = source or _source_of(found, by, at, described)
    snapshot, new = capture(
        source, found.extracted, by=by, at=at, body=body, note=note, raw=found.raw
    )
    original = snapshot.original if new else _original(snapshot, found.raw)
    return _record(source, found, by=by, at=at, snapshot=snapshot, original=original)


def source_at(address: str) -> Source | None:
    """The source that has this address, or had it when it was read; the oldest of several.

    Where an address once led is not asked: “the latest” leads to another article every day.
    """
    try:
        sought, host = source_key(address), host_of(address)
    except NotAnAddress:
        return None
    own, read = _own_addresses(host), _addresses_read(host)
    found = {pk for pk, known in (*own, *read) if _is_called(known, sought)}
    return Source.objects.filter(pk__in=found).order_by("created_at", "id").first()


def _own_addresses(host: str):
    """As they were typed: a host in another alphabet may be spelled in it."""
    spelled = Q(url__icontains=host) | Q(url__icontains=readable_host(host))
    return Source.objects.filter(spelled).values_list("pk", "url")


def _addresses_read(host: str):
    rows = Retrieval.objects.filter(snapshot__isnull=False, address__icontains=host)
    return rows.order_by().values_list("source", "address").distinct()


def _is_called(known: str, sought: str) -> bool:
    try:
        return source_key(known) == sought
    except NotAnAddress:
        return False


def _source_of(found: Attempt, by, at, described: dict) -> Source:
    """The source at the canonical address, known or new; two captures at once make one."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", [found.canonical])
    known = source_at(found.canonical) or _source_of_its_own(found.requested)
    if known:
        return known
    longest = {name: Source._meta.get_field(name).max_length for name in DESCRIBED_BY_MARKUP}
    markup = {name: getattr(found.extracted, name) for name in DESCRIBED_BY_MARKUP}
    fitting = {name: told for name, told in markup.items() if len(told) <= longest[name]}
    typed = {name: told for name, told in described.items() if told}
    return new_source(by=by, at=at, **{"url": found.canonical} | fitting | typed)


def _source_of_its_own(address: str) -> Source | None:
    """The source with this address, which now leads to another: an article that has moved."""
    known = source_at(address)
    return known if known and same_source(known.url, address) else None


def _original(snapshot: Snapshot, raw: bytes) -> Original | None:
    """The bytes around a text that is known already.

    A page's advertising changes with every visit: other bytes with the same text are kept only
    if none were kept with that text before.
    """
    if snapshot.original is None and not snapshot.retrievals.exclude(original=None).exists():
        return Original.keep(raw)
    return Original.objects.filter(sha256=Original.digest(raw)).first()


def _record(source: Source, found: Attempt, *, by, at, snapshot=None, original=None) -> Retrieval:
    return Retrieval.objects.create(
        source=source,
        snapshot=snapshot,
        original=original,
        requested=found.requested[:LONGEST],
        address=found.address[:LONGEST],
        redirects=found.redirects,
        status=found.status,
        headers=found.headers,
        media_type=found.media_type,
        extractor=found.extracted.extractor if found.extracted else "",
        gone=found.gone,
        refusal=found.refusal,
        robots_waiver=found.robots_waiver,
        retrieved_at=at,
        retrieved_by=by,
    )


@transaction.atomic
def reread(snapshot: Snapshot, *, by, at) -> tuple[Snapshot, bool]:
    """The snapshot with what today's extractor reads in the same bytes, and whether it is new.

    The old one stays with its offsets and its passages. Raises `NotCaptured`, or `Unreadable`.
    """
    if snapshot.original is None:
        raise NotCaptured("The bytes of this snapshot were not kept.")
    known = snapshot.retrievals.exclude(original=None).first()
    raw, encoding = snapshot.original.raw, known.encoding if known else ""
    extracted = read_apart(raw, snapshot.media_type, encoding)
    return capture(snapshot.source, extracted, by=by, at=at, extent=snapshot.extent, raw=raw)
