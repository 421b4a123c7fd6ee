"""The page that shows what the nightly job removed, what waits, and for how long data is kept."""

from django.utils.translation import gettext as _

from claims import preservation_holds
from claims.models import RetentionReport
from factcheck import retention
from factcheck.desk.base.permissions import read_view, render_desk

SHOWN_REPORTS = 30  # the newest


@read_view(preservation_holds.PERMISSION)
def show_retention(request):
    reports = list(RetentionReport.objects.all()[:SHOWN_REPORTS])
    context = {
        "title": _("Retention"),
        "rules": retention.RULES,
        "newest": reports[0] if reports else None,
        "rows": retention.describe_report(reports[0]) if reports else [],
        "earlier": [(report, sum(report.removed.values())) for report in reports[1:]],
    }
    return render_desk(request, "retention/retention.html", context)
