"""The page that shows what the nightly job removed, what waits, and for how long data is kept."""

from http import HTTPStatus

from django.db.models import Count
from django.utils import timezone
from django.utils.translation import gettext as _

from claims import preservation_holds
from claims.models import RetentionReport
from claims.removal import old_drafts
from factcheck import retention
from factcheck.core.errors import FactcheckError
from factcheck.desk.base.permissions import read_view, render_desk
from factcheck.desk.retention.draft_forms import KeepDraftsForm

SHOWN_REPORTS = 30  # the newest
SHOWN_DRAFTS = 50  # the oldest


@read_view(preservation_holds.PERMISSION)
def show_retention(request):
    return render_retention(request)


def render_retention(request, error: FactcheckError | None = None):
    """The page; `error` is why a decision about drafts was refused."""
    reports = list(RetentionReport.objects.all()[:SHOWN_REPORTS])
    drafts = old_drafts.list_proposed_drafts(timezone.now())
    chosen = set(request.POST.getlist("drafts"))
    context = {
        "title": _("Retention"),
        "rules": retention.RULES,
        "newest": reports[0] if reports else None,
        "rows": retention.describe_report(reports[0]) if reports else [],
        "earlier": [(report, sum(report.removed.values())) for report in reports[1:]],
        "drafts": [
            (draft, str(draft.pk) in chosen)
            for draft in drafts.annotate(passage_count=Count("evidence"))[:SHOWN_DRAFTS]
        ]
        if request.user.has_perm(old_drafts.PERMISSION)
        else [],
        "draft_form": KeepDraftsForm(request.POST or None),
        "problem": str(error or ""),
    }
    status = error.status_code if error else HTTPStatus.OK
    return render_desk(request, "retention/retention.html", context, status)
