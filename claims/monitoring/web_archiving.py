"""Decide which pages are sent to web archives, and when.

A page is sent after it was captured from its address, and again after it was cited in a submission.
What is due is computed from the database each time; nothing is sent here. A page is not sent while
an embargo could be broken by it, and never if it is a private person's: `check_can_be_sent`.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import BooleanField, Func, Q, QuerySet
from django.utils.translation import gettext as _

from claims.choices import State
from claims.models import Appearance, Claim, Contributor, PublicationBlock
from factcheck.core.errors import Violation
from sources.capture.web_archive import (
    WebArchive,
    check_can_be_archived,
    check_can_be_archived_unasked,
    list_archives,
)
from sources.choices import ArchiveReason
from sources.models import Passage, Snapshot, Source
from sources.urls import InvalidURL, format_host, get_host, is_same_source, remove_www
from sources.urls.archives import is_archive_url

MAX_AGE = timedelta(days=30)  # of a capture or submission; nothing older is sent unasked
MAX_ATTEMPTS = 5
FIRST_RETRY_DELAY = timedelta(minutes=10)  # doubles with each failure


@dataclass(frozen=True)
class PlannedArchiveRequest:
    """A request for a copy that is due."""

    snapshot: Snapshot
    archive: WebArchive
    reason: ArchiveReason


# ── what is due ─────────────────────────────────────────────────────────────────────────────────
def list_due_requests(at: datetime, snapshot_id: int | None = None) -> list[PlannedArchiveRequest]:
    """The requests that are due: for each page and archive one, and another after a failure.

    Those of all snapshots, or of one.
    """
    archives, rows = list_archives(), _get_snapshots()
    if snapshot_id is not None:
        rows = rows.filter(pk=snapshot_id)
    if not archives:
        return []
    return [
        PlannedArchiveRequest(snapshot, archive, reason)
        for reason, snapshots in (
            (ArchiveReason.CAPTURE, _list_captured(rows, at)),
            (ArchiveReason.CITATION, _list_cited(rows, at)),
        )
        for snapshot in snapshots
        for archive in _list_missing_archives(snapshot, reason, archives, at)
    ]


def is_request_due(snapshot_id: int, archive: WebArchive, reason: str, at: datetime) -> bool:
    """Whether this request is still due: it may have been sent, or forbidden, since it was planned.

    One that someone asked for is always due.
    """
    return reason == ArchiveReason.DESK or any(
        (planned.archive, planned.reason) == (archive, reason)
        for planned in list_due_requests(at, snapshot_id)
    )


def _list_missing_archives(
    snapshot: Snapshot, reason: str, archives: list[WebArchive], at: datetime
) -> list[WebArchive]:
    missing = [row for row in archives if _is_missing(snapshot, row, reason, at)]
    return [] if not missing or check_can_be_sent_unasked(snapshot, at) else missing


def _is_missing(snapshot: Snapshot, archive: WebArchive, reason: str, at: datetime) -> bool:
    """Whether the archive has made no copy for this reason yet, and may be asked (again)."""
    requests = [
        row
        for row in snapshot.archive_requests.all()
        if (row.archive, row.reason) == (archive.host, reason)
    ]
    if not requests:
        return True
    if any(row.archived_copy_id for row in requests) or len(requests) >= MAX_ATTEMPTS:
        return False
    delay: timedelta = FIRST_RETRY_DELAY * 2 ** (len(requests) - 1)
    return max(row.requested_at for row in requests) + delay <= at


def _list_captured(rows: QuerySet[Snapshot], at: datetime) -> Iterator[Snapshot]:
    """Snapshots that were captured from the page itself, not from an archive's copy of it."""
    delay = timedelta(minutes=settings.WEB_ARCHIVE_DELAY_MINUTES)
    captured = rows.filter(
        captured_at__gt=at - MAX_AGE, captured_at__lte=at - delay, retrievals__isnull=False
    )
    for snapshot in captured.distinct().prefetch_related("retrievals"):
        if not all(is_archive_url(row.address) for row in snapshot.retrievals.all()):
            yield snapshot


def _list_cited(rows: QuerySet[Snapshot], at: datetime) -> Iterator[Snapshot]:
    """Snapshots that are cited in a submission; what was withdrawn or sent back counts, too."""
    submitted = Q(
        passages__evidence__verdict__submissions__submitted_at__gt=at - MAX_AGE,
        passages__evidence__verdict__submissions__submitted_at__lte=at,
    )
    yield from rows.filter(submitted).distinct()


def _get_snapshots() -> QuerySet[Snapshot]:
    rows = Snapshot.objects.defer("text").select_related("source__publisher", "captured_by")
    return rows.exclude(source__url="").prefetch_related("archive_requests").order_by("pk")


# ── may it be sent? ─────────────────────────────────────────────────────────────────────────────
def check_can_be_sent(snapshot: Snapshot, at: datetime) -> Violation | None:
    """The page is public, no private person's, and no claim that cites it is under embargo."""
    source = snapshot.source
    if violation := check_can_be_archived(source):
        return violation
    if _is_marked_elsewhere(source):
        return Violation(_("Another source with this address is not to be archived outside."))
    if is_private(source):
        return Violation(_("This is a private person’s page: no web archive is asked to copy it."))
    if _is_under_embargo(snapshot, at):
        return Violation(
            _("An embargo or a legal block is in force: no web archive is told of this page.")
        )
    return None


def check_can_be_sent_unasked(snapshot: Snapshot, at: datetime) -> Violation | None:
    """The same, and it is no post in a social network."""
    return check_can_be_archived_unasked(snapshot.source) or check_can_be_sent(snapshot, at)


def is_private(source: Source) -> bool:
    """Whether a private person wrote or published the source, or makes a claim there."""
    is_private_page = Func("public_id", function="is_private_page", output_field=BooleanField())
    return Source.objects.filter(is_private_page, pk=source.pk).exists() or _is_private_appearance(
        source
    )


def _is_private_appearance(source: Source) -> bool:
    """Whether a private person makes a claim at this address."""
    return _has_address(Appearance.objects.filter(claim__claimant__public_role=False), source.url)


def _is_marked_elsewhere(source: Source) -> bool:
    """Whether the page was captured as another source, too, that is not to be archived."""
    return _has_address(Source.objects.filter(can_be_archived=False), source.url)


def _has_address(rows: QuerySet, url: str) -> bool:
    """Whether one of the rows has this address, whatever the spelling of its host."""
    try:
        host = remove_www(get_host(url))
    except InvalidURL:
        return True
    rows = rows.filter(Q(url__icontains=host) | Q(url__icontains=format_host(host)))
    return any(is_same_source(row, url) for row in rows.values_list("url", flat=True))


def _is_under_embargo(snapshot: Snapshot, at: datetime) -> bool:
    """Whether a block in force is on the source or on a claim that cites it.

    A page that no claim cites yet may be meant for the claim that its reader is working on.
    """
    in_force = Q(released_at=None) & (Q(until=None) | Q(until__gt=at))
    blocks = PublicationBlock.objects.filter(in_force)
    if blocks.filter(source=snapshot.source_id).exists():
        return True
    blocked = _list_citing_claims(blocks.exclude(source=None).values("source")) | Q(
        pk__in=blocks.exclude(claim=None).values("claim")
    )
    citing = Claim.objects.filter(_list_citing_claims([snapshot.source_id]))
    if citing.exists():
        return citing.filter(blocked).exists()
    contributors = Contributor.objects.filter(verdict__claim__in=Claim.objects.filter(blocked))
    return contributors.filter(user=snapshot.captured_by_id).exists()


def _list_citing_claims(sources) -> Q:
    """The condition that a claim cites one of the sources, as evidence or as an appearance."""
    passages = Passage.objects.filter(snapshot__source__in=sources)
    evidence = Q(verdicts__evidence__passage__in=passages)
    return (evidence & ~Q(verdicts__state=State.DISCARDED)) | Q(appearances__passage__in=passages)
