"""What happened to a revision, in the order in which it happened? Read only."""

from dataclasses import dataclass
from datetime import datetime

from django.apps import apps

from claims.models import LedgerEntry
from factcheck.accounts.models import User
from factcheck.core import text_diff, together
from factcheck.desk.base.permissions import page, shown
from factcheck.desk.review.comments import submissions_of, told_by_reviewers
from factcheck.desk.scheduling.panel import timing_trail
from factcheck.desk.verdicts.workspace import the_verdict


@dataclass(frozen=True)
class Edit:
    """One saved state of a draft: who, when, and which fields became what."""

    at: datetime
    by: str
    fields: list


@page("claims.view_verdict")
def show(request, pk):
    verdict = the_verdict(pk)
    transitions, states, cited, entries = together.read(
        verdict.transitions.select_related("moved_by"),
        _states(verdict),
        _citations(verdict),
        _entries(verdict),
    )
    submissions = submissions_of(verdict)
    context = {
        "title": "Trail",
        "subtitle": str(verdict),
        "verdict": verdict,
        "transitions": transitions,
        "submissions": submissions,
        **told_by_reviewers(verdict, submissions, request.user),
        "edits": edits(states),
        "cited": cited,
        "entries": entries,
        **timing_trail(verdict),
    }
    return shown(request, "trail.html", context)


def _states(verdict):
    """The field history of the draft, as the triggers wrote it."""
    event = apps.get_model("claims", "VerdictEvent")
    return event.objects.filter(pgh_obj=verdict.pk).order_by("pgh_id").values()


def edits(rows: list[dict]) -> list[Edit]:
    """What each saved state changed, newest first."""
    people = {
        user.pk: user.byline
        for user in User.objects.filter(pk__in={row["edited_by_id"] for row in rows})
    }
    states = zip([{}, *rows], rows, strict=False)
    found = [
        Edit(row["edited_at"], people.get(row["edited_by_id"], ""), _changed(before, row))
        for before, row in states
    ]
    return [edit for edit in reversed(found) if edit.fields]


def _citations(verdict):
    """What was cited and taken out again, newest first, as the triggers wrote it."""
    event = apps.get_model("claims", "EvidenceEvent")
    rows = event.objects.filter(verdict=verdict.pk).order_by("-pgh_id")
    return rows.select_related("passage", "cited_by", "pgh_context")


def _changed(before: dict, after: dict) -> list:
    skipped = ("pgh_", "id", "edited_", "claim_id", "revision", "author_id")
    return [
        (
            name.removesuffix("_id").replace("_", " "),
            text_diff(_text(before.get(name)), _text(value)),
        )
        for name, value in after.items()
        if not name.startswith(skipped) and _text(before.get(name)) != _text(value)
    ]


def _text(value) -> str:
    return "" if value in (None, False) else str(value)


def _entries(verdict):
    return LedgerEntry.objects.filter(
        claim_id=verdict.claim.public_id, revision=verdict.revision
    ).order_by("number")
