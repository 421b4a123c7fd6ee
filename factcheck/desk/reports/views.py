"""The annual compliance report (IFCN/EFCSN): a page to read and print, and a ZIP.

For editors and administrators. Except for a few figures about the desk's work, all of it is public.
"""

from django.http import Http404, StreamingHttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from claims.publication.compliance_report import YEARS, ComplianceReport, build_compliance_report
from factcheck.desk.base.permissions import read_view, render_desk
from factcheck.desk.reports.archive import build_archive, build_context, get_file_name


@read_view("accounts.export_compliance_report")
def redirect_to_latest(request):
    return redirect("admin:compliance_report", _get_current_year())


@read_view("accounts.export_compliance_report")
def show_report(request, year):
    context = {
        "title": _("Annual compliance report %(year)d") % {"year": year},
        "previous_year": year - 1 if year > YEARS.start else None,
        "next_year": year + 1 if year < _get_current_year() else None,
        **build_context(_load_report(year)),
    }
    return render_desk(request, "reports/page.html", context)


@read_view("accounts.export_compliance_report")
def download_report(request, year):
    report = _load_report(year)
    response = StreamingHttpResponse(build_archive(report), content_type="application/zip")
    response["Content-Disposition"] = f'attachment; filename="{get_file_name(report)}"'
    response["X-Robots-Tag"] = "noindex"
    return response


def _load_report(year: int) -> ComplianceReport:
    if year not in YEARS:
        raise Http404
    return build_compliance_report(year)


def _get_current_year() -> int:
    return timezone.localdate().year
