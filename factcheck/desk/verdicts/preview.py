"""Preview of the public page; staff only."""

from django.utils import timezone

from claims.publication.preview import build_preview
from claims.workflow.transitions import get_active_schedule
from factcheck.desk.base.permissions import read_view, render_desk
from factcheck.desk.verdicts.workspace import get_announced_change, get_verdict_or_404


@read_view("claims.view_verdict")
def show_preview(request, pk):
    verdict = get_verdict_or_404(pk)
    preview = build_preview(verdict, at=timezone.now())
    context = {
        "title": preview.row.statement,
        "verdict": verdict,
        "announced_change": get_announced_change(verdict),
        "published_verdict": preview,
        "row": preview.row,
        "record": preview.record,
        "directives": preview.directives,
        "schedule": get_active_schedule(verdict),
    }
    return render_desk(request, "verdicts/preview.html", context)
