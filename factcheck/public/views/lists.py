"""The lists: claims, sources, claimants, topics, changes, complaints and the ledger.

They are filtered by `claims.publication.filters` and paged by cursor. A request that cannot be used
is answered with status 400, with the errors and everything that was typed.
"""

from django.http import Http404
from django.utils.translation import gettext as _

from claims.publication import queries
from claims.publication.filters import ChangeFilter, LedgerFilter, SourceFilter, VerdictFilter
from factcheck.public.base.pages import public_page, render_public_page
from factcheck.public.base.pagination import (
    PAGE_SIZE,
    CursorError,
    Page,
    count_up_to_limit,
    paginate,
)
from factcheck.public.base.search import (
    NEWEST_FIRST,
    build_search_context,
    get_searched_verdicts,
    sort_results,
)

LEDGER_PAGE_SIZE = 50


@public_page
def list_claims(request):
    """The search page."""
    filter_set = VerdictFilter(request.GET, queryset=get_searched_verdicts(request.GET))
    context = {"ratings": queries.list_ratings(), **build_search_context(filter_set)}
    return _render_filtered_list(request, "claims.html", filter_set, sort_results, context)


@public_page
def list_sources(request):
    filter_set = SourceFilter(request.GET, queryset=queries.list_sources())
    sort = _sort_by("-first_captured_at", "public_id")
    return _render_filtered_list(request, "sources.html", filter_set, sort, {})


@public_page
def list_changes(request):
    filter_set = ChangeFilter(request.GET, queryset=queries.list_changes())
    sort = _sort_by("-announced_at", "claim_id", "-to_revision", "kind")
    return _render_filtered_list(request, "changes.html", filter_set, sort, {})


@public_page
def list_complaints(request):
    """The outcomes of readers' complaints, those that were not upheld included."""
    # Columns that readers see: a primary key would let them count the complaints.
    order = ("-decided_at", "claim_id", "-revision", "received_at")
    return _render_list(request, "complaints.html", queries.list_complaints(), order, {})


@public_page
def list_claimants(request):
    order = ("name", "public_id")
    return _render_list(request, "claimants.html", queries.list_claimants(), order, {})


@public_page
def show_claimant(request, claimant_id):
    claimant = queries.get_claimant(claimant_id)
    if claimant is None:
        raise Http404("No public claimant has this address.")
    filter_set = VerdictFilter({"claimant": claimant_id}, queryset=queries.list_current_verdicts())
    context = {"claimant": claimant}
    return _render_list(request, "claimant.html", filter_set.qs, NEWEST_FIRST, context)


@public_page
def list_topics(request):
    return render_public_page(request, "topics.html", {"topics": queries.list_topics()})


@public_page
def show_topic(request, slug):
    topic = queries.get_topic(slug)
    if topic is None:
        raise Http404("No public topic has this address.")
    filter_set = VerdictFilter({"topic": slug}, queryset=queries.list_current_verdicts())
    return _render_list(request, "topic.html", filter_set.qs, NEWEST_FIRST, {"topic": topic})


@public_page
def list_ledger(request):
    filter_set = LedgerFilter(request.GET, queryset=queries.list_ledger_entries())
    sort = _sort_by("-number")
    return _render_filtered_list(request, "ledger.html", filter_set, sort, {}, LEDGER_PAGE_SIZE)


def _sort_by(*columns):
    """A sort function that does not depend on the request."""
    return lambda filter_set: (filter_set.qs, columns)


def _render_filtered_list(request, template, filter_set, sort, context, size=PAGE_SIZE):
    context |= {"filter": filter_set, "problems": filter_set.problems}
    if filter_set.problems:
        context["page"] = Page([])
        return render_public_page(request, template, context, status=400)
    rows, order = sort(filter_set)
    context["count"] = count_up_to_limit(filter_set.qs)
    return _render_list(request, template, rows, order, context, size)


def _render_list(request, template, rows, order, context, size=PAGE_SIZE):
    cursor = request.GET.get("cursor", "")
    context["is_first_page"] = not cursor
    try:
        context["page"] = paginate(rows, order, cursor, size)
    except CursorError:
        error = _("This page of the list does not exist. Start again from the first page.")
        context |= {"page": Page([]), "problems": {"cursor": [error]}}
        return render_public_page(request, template, context, status=400)
    return render_public_page(request, template, context)
