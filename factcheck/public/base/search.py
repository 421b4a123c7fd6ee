"""How the search page orders and describes what it found."""

from dataclasses import dataclass

from django.db.models import F, FloatField
from django.db.models.functions import Cast

from claims.publication import queries
from factcheck.public.formatting.search_highlights import with_headlines

# Public columns only: a key of the table in a cursor would let readers count the drafts.
NEWEST_FIRST = ("-published_at", "claim_id")
# As float8: a rank in float4 would not meet itself again when it returns in a cursor.
BEST_FIRST = ("-weight", *NEWEST_FIRST)
LISTED = ("topic", "basis", "state")
NAMED = ("claimant", "publisher")
MOST = 200  # names in one field; the others are reached from a claimant's own page
NARROWING = (*LISTED, *NAMED, "since", "until")
# Filters that other pages link to.
LINKED = {"source": "citing", "language": "in"}


@dataclass(frozen=True)
class Only:
    """A filter that a link brought, and the way to search without it."""

    preposition: str
    label: str
    without: str


def population(asked):
    """What is searched: the verdicts that stand, and the others where a state is asked for."""
    return queries.claims() if asked.get("state") else queries.listed()


def ranked(form):
    """The rows found and their order: best first where words were asked for, else newest first."""
    words = form.form.cleaned_data.get("q")
    if not words:
        return form.qs, NEWEST_FIRST
    rows = form.qs.annotate(weight=Cast(F("rank"), FloatField()))
    return with_headlines(rows, words), BEST_FIRST


def asked(form) -> dict:
    """What was asked for, as it was typed, so that the page can show it again."""
    data, ratings = form.data, form.data.getlist("rating")
    for name in LISTED:
        widget = form.form.fields[name].widget
        widget.choices = [("", "any"), *list(widget.choices)[1:]]
    for name in NAMED:
        field = form.form.fields[name]
        names = field.queryset.order_by("name")[:MOST]
        field.widget.choices = [("", "any"), *((one.public_id, str(one)) for one in names)]
    return {
        "words": data.get("q", ""),
        "chosen_ratings": ratings,
        "narrowed": bool(ratings) or any(data.get(name) for name in NARROWING),
        "kept": [(name, data[name]) for name in LINKED if data.get(name)],
        "only": [_only(form, name) for name in LINKED if form.form.cleaned_data.get(name)]
        if form.is_valid()
        else [],
    }


def _only(form, name) -> Only:
    without = form.data.copy()
    for one in (name, "cursor"):
        without.pop(one, None)
    return Only(LINKED[name], str(form.form.cleaned_data[name]), f"?{without.urlencode()}")
