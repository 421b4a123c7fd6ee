"""How the search page orders and describes what it found."""

from django.db.models import F, FloatField
from django.db.models.functions import Cast

from claims import public
from factcheck.public.highlight import with_headlines

NEWEST_FIRST = ("-published_at", "-id")
# As float8: a rank in float4 would not meet itself again when it returns in a cursor.
BEST_FIRST = ("-weight", *NEWEST_FIRST)
NARROWING = (
    "topic", "claimant", "publisher", "source", "basis", "state", "language", "since", "until"
)  # fmt: skip


def population(asked):
    """What is searched: the verdicts that stand, and the others where a state is asked for."""
    return public.claims() if asked.get("state") else public.listed()


def ranked(form):
    """The rows found and their order: best first where words were asked for, else newest first."""
    words = form.form.cleaned_data.get("q")
    if not words:
        return form.qs, NEWEST_FIRST
    rows = form.qs.annotate(weight=Cast(F("rank"), FloatField()))
    return with_headlines(rows, words), BEST_FIRST


def asked(form) -> dict:
    """What was asked for, as it was typed, so that the page can show it again."""
    data = form.data
    ratings = data.getlist("rating")
    return {
        "words": data.get("q", ""),
        "chosen_ratings": ratings,
        "narrowed": bool(ratings) or any(data.get(name) for name in NARROWING),
    }
