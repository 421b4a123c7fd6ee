"""The pages that list: claims, sources, claimants, topics, changes and the ledger.

Each is filtered by `claims.publication.filters`, cut by cursor, and answers what it cannot read with status
400, the sentence beside the field, and everything that was typed.
"""

from django.http import Http404

from claims.publication import queries
from claims.publication.filters import ChangeFilter, SourceFilter, VerdictFilter
from factcheck.public.base import search
from factcheck.public.base.pagination import SIZE, CursorError, Page, count, page
from factcheck.public.base.responses import public_page, shown

BAD_CURSOR = "This page of the list cannot be found any more. Start again from its beginning."


@public_page
def claims(request):
    """The search page."""
    form = VerdictFilter(request.GET, queryset=search.population(request.GET))
    context = {"ratings": queries.ratings(), **search.asked(form)}
    return _filtered(request, "claims.html", form, context, search.ranked)


@public_page
def sources(request):
    form = SourceFilter(request.GET, queryset=queries.sources())
    return _filtered(request, "sources.html", form, {}, ordered("-first_captured_at", "public_id"))


@public_page
def changes(request):
    form = ChangeFilter(request.GET, queryset=queries.changes())
    return _filtered(
        request,
        "changes.html",
        form,
        {},
        ordered("-announced_at", "claim_id", "-to_revision", "kind"),
    )


@public_page
def complaints(request):
    """What became of readers' complaints, refusals included."""
    order = ("-answered_at", "claim_id", "-revision", "received_at")  # no number of a row
    return _paged(request, "complaints.html", queries.complaints(), order, {})


@public_page
def claimants(request):
    return _paged(request, "claimants.html", queries.claimants(), ("name", "public_id"), {})


@public_page
def claimant(request, claimant_id):
    found = queries.claimant(claimant_id)
    if found is None:
        raise Http404("No public claimant has this address.")
    rows = VerdictFilter({"claimant": claimant_id}, queryset=queries.listed()).qs
    return _paged(request, "claimant.html", rows, search.NEWEST_FIRST, {"claimant": found})


@public_page
def topics(request):
    return shown(request, "topics.html", {"topics": queries.topics()})


@public_page
def topic(request, slug):
    found = queries.topic(slug)
    if found is None:
        raise Http404("No public topic has this address.")
    rows = VerdictFilter({"topic": slug}, queryset=queries.listed()).qs
    return _paged(request, "topic.html", rows, search.NEWEST_FIRST, {"topic": found})


@public_page
def ledger(request):
    return _paged(request, "ledger.html", queries.entries(), ("-number",), {}, size=50)


def ordered(*names):
    """An order that does not depend on what was asked for."""
    return lambda form: (form.qs, names)


def _filtered(request, template, form, context, ranked):
    context |= {"filter": form, "problems": form.problems}
    if form.problems:
        return shown(request, template, context | {"page": Page([])}, status=400)
    rows, order = ranked(form)
    context["count"] = count(form.qs)
    return _paged(request, template, rows, order, context)


def _paged(request, template, rows, order, context, size=SIZE):
    cursor = request.GET.get("cursor", "")
    context["first"] = not cursor
    try:
        context["page"] = page(rows, order, cursor, size)
    except CursorError:
        context |= {"page": Page([]), "problems": {"cursor": [BAD_CURSOR]}}
        return shown(request, template, context, status=400)
    return shown(request, template, context)
