"""Record where web archives keep copies of a snapshot, and request such copies.

A request reveals to the archive and its readers which page the newsroom is checking. Therefore
copies are only requested from the archives in the setting `WEB_ARCHIVE_URL_TEMPLATES`, and never of
a page that someone marked, of an address with a token or of one that is not public.
"""

from dataclasses import dataclass
from urllib.parse import quote, urljoin, urlsplit

import pghistory
from django.conf import settings
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from factcheck.core.errors import FactcheckError, Violation
from sources.choices import SourceKind
from sources.fetching.http import FetchError, FetchLimits, FetchResponse, NetworkAccess, fetch
from sources.media_types import TEXT
from sources.models import ArchivedCopy, ArchiveRequest, Snapshot, Source
from sources.urls import MAX_URL_LENGTH, InvalidURL, get_host
from sources.urls.archives import is_archive_url, is_copy_of
from sources.urls.private import has_secret, is_account_url, is_public_url

# An archive fetches the page before it responds. Of its response only the URL is needed.
ARCHIVE_LIMITS = FetchLimits(timeout_seconds=60.0, max_bytes=10_000, truncate=True)
URL_CHARACTERS = ":/?&=%+,;@~!$'()*"  # that keep their meaning in the path of an archive's address


class ArchiveError(FactcheckError):
    """There is no copy in a web archive, or nothing to export to one."""


@dataclass(frozen=True)
class WebArchive:
    """A web archive of the settings; `template` is an address that contains `{url}`."""

    host: str
    template: str

    def get_request_url(self, url: str) -> str:
        """The address that makes the archive copy `url`: as part of its path or of its query."""
        before, after = self.template.split("{url}", 1)
        return before + quote(url, safe="" if "?" in before else URL_CHARACTERS) + after


def list_archives() -> list[WebArchive]:
    """The archives of the setting `WEB_ARCHIVE_URL_TEMPLATES`, in its order."""
    templates = settings.WEB_ARCHIVE_URL_TEMPLATES
    return [WebArchive(urlsplit(template).netloc, template) for template in templates]


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


@transaction.atomic
def set_can_be_archived(source: Source, can_be_archived: bool, *, by) -> None:
    """Decide whether the page of a source may be sent to web archives; kept in its history."""
    with pghistory.context(user=by.pk, action="set_can_be_archived"):
        source.can_be_archived = can_be_archived
        source.save(update_fields=["can_be_archived"])


# ── may it be sent? ─────────────────────────────────────────────────────────────────────────────
def check_can_be_archived(source: Source) -> Violation | None:
    """The page of the source is public, and no one forbade to send its address to others."""
    if not source.url:
        return Violation(_("This source has no address, so no web archive can copy it."))
    if not source.can_be_archived:
        return Violation(_("This source is not to be archived outside the desk."))
    if is_archive_url(source.url):
        return Violation(_("The address of this source is that of a web archive already."))
    if not is_public_url(source.url):
        return Violation(_("The address of this source is not on the public internet."))
    if has_secret(source.url):
        return Violation(
            _(
                "The address of this source may contain a token. If the page is public, make a "
                "copy at the web archive yourself and add its link here."
            )
        )
    return None


def check_can_be_archived_unasked(source: Source) -> Violation | None:
    """The same, and the page is no account in a social network: it may be a private person's."""
    if violation := check_can_be_archived(source):
        return violation
    if source.kind == SourceKind.POST or is_account_url(source.url):
        return Violation(
            _("This is a post in a social network: it is archived only if someone asks for it.")
        )
    return None


# ── requests ────────────────────────────────────────────────────────────────────────────────────
def request_archived_copy(
    snapshot: Snapshot,
    archive: WebArchive,
    *,
    reason: str,
    by,
    at,
    network_access: NetworkAccess | None = None,
) -> ArchiveRequest:
    """Ask an archive to copy the page of the snapshot's source, and record the answer.

    An archive that is down or makes no copy is recorded as a refusal. Raises `ArchiveError` if the
    page may not be sent to archives; then nothing was sent.
    """
    if violation := check_can_be_archived(snapshot.source):
        raise ArchiveError(str(violation))
    try:
        copy_url, refusal = _request_copy(snapshot.source.url, archive, network_access), ""
    except ArchiveError as error:
        with translation.override(None):  # English is stored, whatever language the user reads
            copy_url, refusal = "", str(error)
    with transaction.atomic():
        copy = record_archived_copy(snapshot, copy_url, by=by, at=at) if copy_url else None
        return ArchiveRequest.objects.create(
            snapshot=snapshot,
            archive=archive.host,
            reason=reason,
            archived_copy=copy,
            refusal=refusal,
            requested_at=at,
            requested_by=by,
        )


def _request_copy(url: str, archive: WebArchive, network_access: NetworkAccess | None) -> str:
    """The address of the new copy. Raises `ArchiveError`."""
    request_url = archive.get_request_url(url)
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
            gettext_noop("The web archive could not be reached. %(reason)s"), {"reason": error}
        ) from None
    if not response.ok:
        raise ArchiveError(
            gettext_noop("The web archive made no copy: it answered with the status %(status)s."),
            {"status": response.status},
        )
    copy_url = _get_copy_url(response)
    # Not where it was asked, nor the page itself or the archive's front page or login.
    if copy_url == request_url or not is_copy_of(copy_url, url):
        raise ArchiveError(gettext_noop("The web archive did not return the address of its copy."))
    return copy_url


def _get_copy_url(response: FetchResponse) -> str:
    location = response.headers.get("content-location", "")
    return urljoin(response.final_url, location)[:MAX_URL_LENGTH]
