"""The search page: which verdicts are searched, their order, highlights, and the filters in use.

PostgreSQL finds the words (`ts_headline`) and puts a control character before and after each. The
text is freed of these characters before, and escaped before they become `mark` elements.
"""

from dataclasses import dataclass

from django.contrib.postgres.search import SearchHeadline
from django.db.models import Case, F, FloatField, Func, Q, Value, When
from django.db.models.functions import Cast
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from claims.publication import queries
from claims.search_config import ANY_LANGUAGE, CONFIGURATIONS, build_search_query
from factcheck.public.base.labels import STATE_LABELS

# Public columns only: a primary key in a cursor would let readers count the drafts.
NEWEST_FIRST = ("-published_at", "claim_id")
# As float8: a rank in float4 would not equal itself when it returns in a cursor.
BEST_FIRST = ("-weight", *NEWEST_FIRST)
CHOICE_FILTERS = ("topic", "basis", "state")
NAME_FILTERS = ("claimant", "publisher")
MAX_NAMES = 200  # in one field; the others are reached from a claimant's page
FORM_FILTERS = (*CHOICE_FILTERS, *NAME_FILTERS, "since", "until")
# Filters without a field in the form: links from other pages use them.
LINK_FILTERS = ("source", "language")
START, STOP = "\x02", "\x03"


@dataclass(frozen=True)
class LinkFilter:
    """A filter in use that came from a link, and the address of the search without it."""

    name: str
    label: str
    remove_url: str


def get_searched_verdicts(parameters):
    """The published verdicts, or with a `state` those that were taken down as well."""
    return queries.list_claims() if parameters.get("state") else queries.list_current_verdicts()


def sort_results(filter_set):
    """The rows and their order: by relevance if words were searched, otherwise newest first."""
    text = filter_set.form.cleaned_data.get("q")
    if not text:
        return filter_set.qs, NEWEST_FIRST
    rows = filter_set.qs.annotate(weight=Cast(F("rank"), FloatField()))
    return annotate_highlights(rows, text), BEST_FIRST


def build_search_context(filter_set) -> dict:
    """What the search page shows of the request: the text and the filters, as they were typed."""
    data, ratings = filter_set.data, filter_set.data.getlist("rating")
    _set_choices(filter_set.form)
    return {
        "query": data.get("q", ""),
        "chosen_ratings": ratings,
        "has_filters": bool(ratings) or any(data.get(name) for name in FORM_FILTERS),
        "hidden_fields": [(name, data[name]) for name in LINK_FILTERS if data.get(name)],
        "link_filters": _list_link_filters(filter_set) if filter_set.is_valid() else [],
    }


def _set_choices(form) -> None:
    for name in CHOICE_FILTERS:
        choices = list(form.fields[name].widget.choices)[1:]
        if name == "state":
            choices = [(code, STATE_LABELS[code]) for code, _label in choices]
        form.fields[name].widget.choices = [("", _("any")), *choices]
    for name in NAME_FILTERS:
        field = form.fields[name]
        rows = field.queryset.order_by("name")[:MAX_NAMES]
        field.widget.choices = [("", _("any")), *((row.public_id, str(row)) for row in rows)]


def _list_link_filters(filter_set) -> list[LinkFilter]:
    values = filter_set.form.cleaned_data
    return [
        LinkFilter(name, str(values[name]), _build_url_without(name, filter_set.data))
        for name in LINK_FILTERS
        if values.get(name)
    ]


def _build_url_without(name: str, data) -> str:
    remaining = data.copy()
    for parameter in (name, "cursor"):
        remaining.pop(parameter, None)
    return f"?{remaining.urlencode()}"


def annotate_highlights(rows, text: str):
    """`rows` with `highlighted_statement` and `highlighted_conclusion`."""
    return rows.annotate(
        highlighted_statement=_build_headline("statement", text),
        highlighted_conclusion=_build_headline("conclusion", text),
    )


def render_highlights(headline: str) -> SafeString:
    """A headline as HTML: everything escaped, the words that were found as `mark`."""
    html = escape(headline).replace(START, "<mark>").replace(STOP, "</mark>")
    return mark_safe(html)  # noqa: S308 — escaped above; the marks are ours


def _build_headline(column: str, text: str) -> SearchHeadline:
    without_markers = Func(F(column), Value(START + STOP), Value(""), function="translate")
    return SearchHeadline(
        without_markers,
        build_search_query(text),
        config=_get_configuration(),
        start_sel=START,
        stop_sel=STOP,
        highlight_all=True,
    )


def _get_configuration() -> Case:
    """The text search configuration of each row: English stems are found in English text only."""
    cases = [
        When(Q(language=code) | Q(language__startswith=f"{code}-"), then=Value(name))
        for code, name in CONFIGURATIONS.items()
    ]
    return Case(*cases, default=Value(ANY_LANGUAGE))
