"""The annual compliance file (IFCN/EFCSN): a page to read and print, and a ZIP.

For editors and administrators. Except for a few figures about the desk's work, all of it is public.
"""

from django.http import Http404, StreamingHttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from claims.publication.evidence_pack import YEARS, EvidencePack, build_evidence_pack
from factcheck.desk.base.permissions import read_view, render_desk
from factcheck.desk.reports.archive import build_archive, build_context, get_file_name


@read_view("accounts.export_evidence_pack")
def redirect_to_latest(request):
    return redirect("admin:pack", _get_current_year())


@read_view("accounts.export_evidence_pack")
def show_pack(request, year):
    context = {
        "title": _("Annual compliance file %(year)d") % {"year": year},
        "previous_year": year - 1 if year > YEARS.start else None,
        "next_year": year + 1 if year < _get_current_year() else None,
        **build_context(_load_pack(year)),
    }
    return render_desk(request, "reports/page.html", context)


@read_view("accounts.export_evidence_pack")
def download_pack(request, year):
    pack = _load_pack(year)
    response = StreamingHttpResponse(build_archive(pack), content_type="application/zip")
    response["Content-Disposition"] = f'attachment; filename="{get_file_name(pack)}"'
    response["X-Robots-Tag"] = "noindex"
    return response


def _load_pack(year: int) -> EvidencePack:
    if year not in YEARS:
        raise Http404
    return build_evidence_pack(year)


def _get_current_year() -> int:
    return timezone.localdate().year
