"""Record where web archives keep copies of a snapshot, and request such copies.

A copy is only requested if the setting `WEB_ARCHIVE_URL_TEMPLATE` names an archive, because the
request reveals to the archive and its readers which page the newsroom is checking.
"""

from urllib.parse import quote, urljoin

from django.conf import settings
from django.utils.translation import gettext as _

from factcheck.core.errors import FactcheckError
from sources.fetching.http import FetchError, FetchLimits, NetworkAccess, fetch
from sources.media_types import TEXT
from sources.models import ArchivedCopy, Snapshot
from sources.urls import MAX_URL_LENGTH, InvalidURL, get_host

# An archive fetches the page before it responds. Of its response only the URL is needed.
ARCHIVE_LIMITS = FetchLimits(timeout_seconds=25.0, max_bytes=10_000, truncate=True)


class ArchiveError(FactcheckError):
    """There is no copy in a web archive, or nothing to export to one."""


def record_archived_copy(snapshot: Snapshot, url: str, *, by, at) -> ArchivedCopy:
    """Record a copy at `url`, unless it is recorded already. Raises `ArchiveError`."""
    url = url.strip()
    try:
        get_host(url)
    except InvalidURL as error:
        raise ArchiveError(error.message, error.params) from None
    copy, _created = snapshot.archived_copies.get_or_create(
        url=url, defaults={"recorded_at": at, "recorded_by": by}
    )
    return copy


def can_request_archived_copy(snapshot: Snapshot) -> bool:
    """Whether a web archive is configured and the source has a URL."""
    return bool(settings.WEB_ARCHIVE_URL_TEMPLATE and snapshot.source.url)


def request_archived_copy(
    snapshot: Snapshot, *, by, at, network_access: NetworkAccess | None = None
) -> ArchivedCopy:
    """Ask the web archive to copy the source's URL, and record the copy. Raises `ArchiveError`."""
    if not can_request_archived_copy(snapshot):
        raise ArchiveError(_("No web archive is configured, or this source has no address."))
    source_url = quote(snapshot.source.url, safe=":/?&=%+,;@~!$'()*")
    request_url = settings.WEB_ARCHIVE_URL_TEMPLATE.replace("{url}", source_url)
    try:
        response = fetch(
            request_url,
            user_agent=f"Factcheck (+{settings.SITE_URL})",
            limits=ARCHIVE_LIMITS,
            network_access=network_access,
            detect_type=lambda name, head, declared: TEXT,
        )
    except FetchError as error:
        raise ArchiveError(
            _("The web archive could not be reached. %(reason)s") % {"reason": error}
        ) from None
    if not response.ok:
        raise ArchiveError(
            _("The web archive made no copy: it answered with the status %(status)s.")
            % {"status": response.status}
        )
    location = response.headers.get("content-location", "")
    copy_url = urljoin(response.final_url, location)[:MAX_URL_LENGTH]
    if copy_url == request_url:
        raise ArchiveError(_("The web archive did not return the address of its copy."))
    return record_archived_copy(snapshot, copy_url, by=by, at=at)
