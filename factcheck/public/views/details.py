"""The pages about one thing: a claim, a revision, a source, the desk itself.

Each view asks `claims.publication.queries` once, and chooses a template or a status code.
"""

from django.http import Http404
from django.urls import reverse

from claims.publication import queries
from claims.publication.claimreview import claimreview
from claims.workflow.transitions import RULES
from factcheck.core import text_diff
from factcheck.public.base.context import absolute, desk, objection
from factcheck.public.base.responses import moved, public_page, shown
from factcheck.public.formatting.workflow_diagram import drawing

NEWEST = 12


@public_page
def home(request):
    verdicts = list(queries.listed()[:NEWEST])
    context = {
        "lead": queries.claim(verdicts[0].claim_id) if verdicts else None,
        "verdicts": verdicts[1:],
        "changes": queries.announcements()[:5],
        "topics": queries.topics(),
    }
    return shown(request, "home.html", context)


@public_page
def claim(request, claim_id, slug=""):
    """The verdict that stands, at its one address; every other address of it leads here."""
    found = queries.claim(claim_id)
    if found is None:
        raise Http404("No published claim has this address.")
    target = queries.claim(found.row.merged_into) if found.row.merged_into else None
    if target is not None:
        return moved(target.row)
    if slug != found.row.slug:
        return moved(found.row)
    stands = found.record is not None and found.row.state == "published"
    address = absolute(found.row.get_absolute_url())
    context = _verdict(found, address)
    context["claimreview"] = claimreview(found, address, desk()) if stands else None
    return shown(request, "claim.html", context)


@public_page
def revision(request, claim_id, number):
    """One revision as it was published; search engines are sent to the claim."""
    found = queries.revision(claim_id, int(number))
    if found is None:
        raise Http404("No published revision has this address.")
    context = _verdict(found, absolute(found.revisions[0].get_absolute_url()))
    before = next((r for r in found.revisions if r.revision < found.row.revision), None)
    if before is not None:
        context["before"] = queries.revision(claim_id, before.revision)
        context["differences"] = _differences(context["before"].record, found.record)
    return shown(request, "revision.html", context, index=False)


@public_page
def source(request, source_id):
    found = queries.source(source_id)
    if found is None:
        raise Http404("No public source has this address.")
    return shown(request, "source.html", {"shown": found, "source": found.source})


@public_page
def how_we_work(request):
    context = {
        "ratings": queries.ratings(),
        "head": queries.entries().first(),
        "rules": RULES.values(),
        "drawing": drawing(RULES.values()),
    }
    return shown(request, "how_we_work.html", context)


def _verdict(found, canonical: str) -> dict:
    row = found.row
    own = reverse("revision", args=[row.claim_id, row.revision])
    return {
        "shown": found,
        "row": row,
        "newest": found.revisions[0],
        "record": found.record,
        "canonical": canonical,
        "permanent": absolute(own),
        "objection": objection(row.statement, absolute(own)),
        "topics": list(zip(row.topics, row.topic_names, strict=True)),
    }


def _differences(old: dict | None, new: dict | None) -> list[tuple[str, list]]:
    """Word by word, what changed in the texts that both revisions show."""
    if old is None or new is None:
        return []
    texts = (("Finding", "finding"), ("Reasoning", "reasoning"))
    return [
        (label, text_diff(old[name], new[name])) for label, name in texts if old[name] != new[name]
    ]
