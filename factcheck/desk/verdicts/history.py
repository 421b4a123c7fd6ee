"""The history of a revision, in chronological order. Read only."""

from dataclasses import dataclass
from datetime import datetime

from django.apps import apps
from django.utils.translation import gettext as _

from claims.models import LedgerEntry
from factcheck.accounts.models import User
from factcheck.core.text_diff import diff_words
from factcheck.desk.base.permissions import read_view, render_desk
from factcheck.desk.review.comments import build_review_history, list_submissions
from factcheck.desk.scheduling.panel import build_scheduling_history
from factcheck.desk.verdicts.workspace import get_verdict_or_404


@dataclass(frozen=True)
class Edit:
    """One saved version of a draft: who, when, and which fields changed."""

    at: datetime
    by: str
    fields: list


@read_view("claims.view_verdict")
def show_history(request, pk):
    verdict = get_verdict_or_404(pk)
    submissions = list_submissions(verdict)
    context = {
        "title": _("History"),
        "subtitle": str(verdict),
        "verdict": verdict,
        "transitions": verdict.transitions.select_related("state_changed_by"),
        "submissions": submissions,
        **build_review_history(verdict, submissions, request.user),
        "edits": list_edits(_list_draft_versions(verdict)),
        "cited": _list_evidence_events(verdict),
        "entries": _list_ledger_entries(verdict),
        **build_scheduling_history(verdict),
    }
    return render_desk(request, "verdicts/history.html", context)


def _list_draft_versions(verdict):
    """The saved versions of the draft, recorded by triggers."""
    event = apps.get_model("claims", "VerdictEvent")
    return event.objects.filter(pgh_obj=verdict.pk).order_by("pgh_id").values()


def list_edits(rows: list[dict]) -> list[Edit]:
    """What each saved version changed, newest first."""
    bylines = {
        user.pk: user.byline
        for user in User.objects.filter(pk__in={row["edited_by_id"] for row in rows})
    }
    pairs = zip([{}, *rows], rows, strict=False)
    versions = [
        Edit(
            row["edited_at"], bylines.get(row["edited_by_id"], ""), _compare_versions(previous, row)
        )
        for previous, row in pairs
    ]
    return [edit for edit in reversed(versions) if edit.fields]


def _list_evidence_events(verdict):
    """Evidence added and removed, newest first, recorded by triggers."""
    event = apps.get_model("claims", "EvidenceEvent")
    rows = event.objects.filter(verdict=verdict.pk).order_by("-pgh_id")
    return rows.select_related("passage", "cited_by", "pgh_context")


def _compare_versions(old: dict, new: dict) -> list:
    skipped = ("pgh_", "id", "edited_", "claim_id", "revision", "author_id")
    return [
        (
            name.removesuffix("_id").replace("_", " "),
            diff_words(_format_value(old.get(name)), _format_value(value)),
        )
        for name, value in new.items()
        if not name.startswith(skipped) and _format_value(old.get(name)) != _format_value(value)
    ]


def _format_value(value) -> str:
    return "" if value in (None, False) else str(value)


def _list_ledger_entries(verdict):
    return LedgerEntry.objects.filter(
        claim_id=verdict.claim.public_id, revision=verdict.revision
    ).order_by("number")
