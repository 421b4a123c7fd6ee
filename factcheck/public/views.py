"""The pages about one thing: a claim, a revision, a source, the desk itself.

Each view asks `claims.public` once, and chooses a template or a status code.
"""

from django.http import Http404
from django.urls import reverse

from claims import public
from claims.claimreview import claimreview
from claims.rules import RULES
from factcheck.public.answers import moved, public_page, shown
from factcheck.public.context import absolute, desk, objection
from factcheck.public.drawing import drawing
from sources.wording import difference

NEWEST = 12


@public_page
def home(request):
    verdicts = list(public.listed()[:NEWEST])
    context = {
        "lead": public.claim(verdicts[0].claim_id) if verdicts else None,
        "verdicts": verdicts[1:],
        "changes": public.announcements()[:5],
        "topics": public.topics(),
    }
    return shown(request, "home.html", context)


@public_page
def claim(request, claim_id, slug=""):
    """The verdict that stands, at its one address; every other address of it leads here."""
    found = public.claim(claim_id)
    if found is None:
        raise Http404("No published claim has this address.")
    target = public.claim(found.row.merged_into) if found.row.merged_into else None
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
    found = public.revision(claim_id, int(number))
    if found is None:
        raise Http404("No published revision has this address.")
    context = _verdict(found, absolute(found.revisions[0].get_absolute_url()))
    before = next((r for r in found.revisions if r.revision < found.row.revision), None)
    if before is not None:
        context["before"] = public.revision(claim_id, before.revision)
        context["differences"] = _differences(context["before"].record, found.record)
    return shown(request, "revision.html", context, index=False)


@public_page
def source(request, source_id):
    found = public.source(source_id)
    if found is None:
        raise Http404("No public source has this address.")
    return shown(request, "source.html", {"shown": found, "source": found.source})


@public_page
def how_we_work(request):
    context = {
        "ratings": public.ratings(),
        "head": public.entries().first(),
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
        (label, difference(old[name], new[name])) for label, name in texts if old[name] != new[name]
    ]
