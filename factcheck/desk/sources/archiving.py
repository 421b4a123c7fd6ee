"""Copies in web archives: what the page of a snapshot shows of them, and forbidding them."""

from http import HTTPStatus

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from claims.monitoring import web_archiving
from factcheck import tasks
from factcheck.core.errors import enforce
from factcheck.desk.base.permissions import action_view, render_forbidden
from sources.capture import web_archive
from sources.capture.web_archive import ArchiveError
from sources.choices import ArchiveReason
from sources.models import Snapshot, Source

MAX_REQUESTS_SHOWN = 5


def build_archive_context(snapshot: Snapshot) -> dict:
    """The copies of a snapshot, the latest failed requests, and whether a copy can be requested.

    `archive_violation` says why not; nothing if no web archive is configured.
    """
    failed = snapshot.archive_requests.filter(archived_copy=None)
    has_archives = bool(web_archive.list_archives())
    violation = web_archiving.check_can_be_sent(snapshot, timezone.now()) if has_archives else None
    return {
        "archived_copies": snapshot.archived_copies.select_related("recorded_by"),
        "timestamps": snapshot.timestamps.defer("response"),
        "failed_archive_requests": failed[:MAX_REQUESTS_SHOWN],
        "can_request_copy": has_archives and violation is None,
        "archive_violation": violation,
    }


def request_copies(snapshot: Snapshot, *, by) -> str:
    """Queue a request to each web archive; returns the message for the user.

    Raises `ArchiveError` if no archive is configured, and `InvalidState` if the page must not be
    sent to one.
    """
    archives = web_archive.list_archives()
    if not archives:
        raise ArchiveError(_("No web archive is configured. Add the link of a copy instead."))
    enforce(web_archiving.check_can_be_sent(snapshot, timezone.now()))
    for archive in archives:
        tasks.queue_archive_request(snapshot, archive, ArchiveReason.DESK, by)
    message = ngettext(
        "%(number)s web archive is asked for a copy. Its link will appear here.",
        "%(number)s web archives are asked for a copy. Their links will appear here.",
        len(archives),
    )
    return message % {"number": len(archives)}


@action_view("sources.capture_snapshot")
def set_can_be_archived(request, pk):
    """Forbid or allow that the page of a source is sent to web archives."""
    source = get_object_or_404(Source, pk=pk)
    answer = request.POST.get("can_be_archived")
    if answer not in ("0", "1"):
        message = _("Choose whether web archives may be asked for copies of this source.")
        return render_forbidden(request, message, HTTPStatus.UNPROCESSABLE_ENTITY)
    can_be_archived = answer == "1"
    web_archive.set_can_be_archived(source, can_be_archived, by=request.user)
    if can_be_archived:
        messages.success(request, _("Web archives may be asked for copies of this source."))
    else:
        messages.success(request, _("No web archive is asked for a copy of this source any more."))
    snapshot = source.snapshots.filter(pk=_get_number(request.POST.get("snapshot", ""))).first()
    if snapshot:
        return redirect("admin:sources_snapshot_change", snapshot.pk)
    return redirect("admin:sources_source_change", source.pk)


def _get_number(text: str) -> int | None:
    return int(text) if text.isdecimal() and len(text) < 18 else None
