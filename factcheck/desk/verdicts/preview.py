"""How will readers see this revision? The public page's own parts, for eyes of the desk only."""

from django.utils import timezone

from claims.publication.preview import preview
from claims.workflow.transitions import standing_plan
from factcheck.desk.base.permissions import page, shown
from factcheck.desk.verdicts.workspace import opening_of, the_verdict


@page("claims.view_verdict")
def show(request, pk):
    verdict = the_verdict(pk, "claim__topics")
    seen = preview(verdict, at=timezone.now())
    context = {
        "title": seen.row.statement,
        "verdict": verdict,
        "opening": opening_of(verdict),
        "shown": seen,
        "row": seen.row,
        "record": seen.record,
        "plan": standing_plan(verdict),
    }
    return shown(request, "preview.html", context)
