"""Where else is a snapshot kept? The address of a copy is recorded, or asked for from an archive.

An archive is asked only where the desk has named one (`ARCHIVE_TEMPLATE`): asking tells it, and
whoever reads its lists, what the desk is looking at.
"""

from urllib.parse import quote, urljoin

from django.conf import settings

from sources.fetching.http import Limits, NotFetched, Reach, fetch
from sources.media_types import TEXT
from sources.models import ArchivedCopy, Snapshot
from sources.urls import LONGEST, NotAnAddress, host_of

PATIENCE = 25.0  # seconds: an archive fetches the page itself before it answers
ENOUGH = 10_000  # bytes of its answer; only its address is wanted


class NotArchived(ValueError):
    """No copy is known; the message says why in one sentence."""


def record_copy(snapshot: Snapshot, url: str, *, by, at) -> ArchivedCopy:
    """The copy at this address, recorded now or before. Raises `NotArchived`."""
    url = url.strip()
    try:
        host_of(url)
    except NotAnAddress as refused:
        raise NotArchived(str(refused)) from None
    copy, _ = snapshot.archived_copies.get_or_create(
        url=url, defaults={"recorded_at": at, "recorded_by": by}
    )
    return copy


def can_be_asked(snapshot: Snapshot) -> bool:
    """Whether an archive is named, and there is an address to give it."""
    return bool(settings.ARCHIVE_TEMPLATE and snapshot.source.url)


def ask_archive(snapshot: Snapshot, *, by, at, reach: Reach | None = None) -> ArchivedCopy:
    """Ask the archive for a copy of the source's address, and record where it is.

    Raises `NotArchived`.
    """
    if not can_be_asked(snapshot):
        raise NotArchived("No web archive is set up, or this source has no address.")
    address = quote(snapshot.source.url, safe=":/?&=%+,;@~!$'()*")
    asked = settings.ARCHIVE_TEMPLATE.replace("{address}", address)
    try:
        answer = fetch(
            asked,
            agent=f"Factcheck (+{settings.SITE_URL})",
            limits=Limits(seconds=PATIENCE, size=ENOUGH, whole=False),
            reach=reach,
            kind_of=lambda name, head, declared: TEXT,
        )
    except NotFetched as refused:
        raise NotArchived(f"The archive could not be asked. {refused}") from None
    if not answer.ok:
        raise NotArchived(f"The archive answered with {answer.status}, and made no copy.")
    copy = urljoin(answer.address, answer.headers.get("content-location", ""))[:LONGEST]
    if copy == asked:
        raise NotArchived("The archive did not say where its copy is.")
    return record_copy(snapshot, copy, by=by, at=at)
