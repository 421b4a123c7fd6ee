"""The evidence pack of a year: a page to read and to print, and the same as one file.

For whoever answers for the desk: editors and administrators. All in it is public already, but for
a few counts of how the desk worked.
"""

from django.http import Http404, StreamingHttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from claims.publication.evidence_pack import YEARS, Pack, gather
from factcheck.desk.base.permissions import page, shown
from factcheck.desk.reports.archive import described, file_name, packed


@page("accounts.export_pack")
def latest(request):
    return redirect("admin:pack", _this_year())


@page("accounts.export_pack")
def show(request, year):
    context = {
        "title": f"Evidence pack {year}",
        "before": year - 1 if year > YEARS.start else None,
        "after": year + 1 if year < _this_year() else None,
        **described(_pack(year)),
    }
    return shown(request, "pack.html", context)


@page("accounts.export_pack")
def download(request, year):
    pack = _pack(year)
    response = StreamingHttpResponse(packed(pack), content_type="application/zip")
    response["Content-Disposition"] = f'attachment; filename="{file_name(pack)}"'
    response["X-Robots-Tag"] = "noindex"
    return response


def _pack(year: int) -> Pack:
    if year not in YEARS:
        raise Http404
    return gather(year)


def _this_year() -> int:
    return timezone.localdate().year
