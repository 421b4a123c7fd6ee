"""How are many lists read with three questions to the database?

Of revisions the first asks which rows stand on which list and in which order, the second for the
rows themselves. The third asks for all lists of anything else.
"""

from copy import copy

from django.db.models import CharField, Count, QuerySet, Value, Window
from django.db.models.functions import RowNumber

from claims.models import Verdict
from factcheck.core import together

# What a list tells of a revision besides the revision itself.
TOLD = ("since", "last_verb", "last_note", "in_all")


def gathered(lists: dict[str, QuerySet], shown: int) -> dict[str, list]:
    """The first `shown` rows of each list, by its name; each row knows how many are `in_all`.

    A list of verdicts has to be ordered, and to know `since`, `last_verb` and `last_note`.
    """
    counted = {name: rows.annotate(in_all=Window(Count("pk"))) for name, rows in lists.items()}
    ours = {name: rows for name, rows in counted.items() if rows.model is Verdict}
    theirs = {name: rows[:shown] for name, rows in counted.items() if name not in ours}
    found = together.read(*theirs.values()) if theirs else []
    return dict(zip(theirs, found, strict=True)) | _revisions(ours, shown)


def _revisions(lists: dict[str, QuerySet], shown: int) -> dict[str, list]:
    found = {name: [] for name in lists}
    placed = _placed(lists, shown)
    if not placed:
        return found
    rows = Verdict.objects.select_related("claim__claimant", "rating", "author", "moved_by")
    known = rows.in_bulk({one["pk"] for one in placed})
    for one in placed:
        row = copy(known[one["pk"]])  # on two lists it may wait since two moments
        for name in TOLD:
            setattr(row, name, one[name])
        found[one["on"]].append(row)
    return found


def _placed(lists: dict[str, QuerySet], shown: int) -> list[dict]:
    """Which revisions stand where: list by list, in order."""
    parts = [_part(name, rows)[:shown] for name, rows in lists.items()]
    if not parts:
        return []
    first, *others = parts
    return sorted(first.union(*others, all=True), key=lambda one: one["place"])


def _part(name: str, rows: QuerySet) -> QuerySet:
    place = Window(RowNumber(), order_by=list(rows.query.order_by))
    named = Value(name, CharField())
    plain = rows.select_related(None).annotate(on=named, place=place)
    return plain.values("pk", "on", "place", *TOLD)
