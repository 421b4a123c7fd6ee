"""Which sentences of a captured text may be worth a check? A help, drawn for people to decide.

Each leads to the page where a claim is recorded, and from there to where it was said, with the
sentence still in its place.
"""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse

from claims.models import Claim
from factcheck.desk.base.permissions import page, shown
from factcheck.desk.sources.snapshots import the_snapshot
from sources.checkworthiness import Checkable, checkable, strongest

SHOWN = 25
LONGEST = Claim._meta.get_field("statement").max_length


@dataclass(frozen=True)
class Row:
    """A sentence, where it is recorded as a claim, and where it stands in the text."""

    found: Checkable
    record: str


@page("sources.view_snapshot")
def show(request, pk):
    snapshot = the_snapshot(pk)
    found = checkable(snapshot.text, snapshot.body.spans, snapshot.source.language)
    every = "all" in request.GET
    rows = found if every else strongest(found, SHOWN)
    context = {
        "title": "Sentences worth checking",
        "snapshot": snapshot,
        "source": snapshot.source,
        "rows": [Row(one, _record(snapshot, one)) for one in rows],
        "number": len(found),
        "every": every,
    }
    return shown(request, "checkable.html", context)


def _record(snapshot, one: Checkable) -> str:
    """The page where the sentence is recorded, and which knows where it comes from."""
    words = " ".join(one.text.split())[:LONGEST]
    told = {"statement": words, "snapshot": snapshot.pk, "exact": one.text}
    return f"{reverse('admin:record_claim')}?{urlencode(told)}"
