"""The pages about one thing: a claim, a revision, a source, and how the desk works."""

from django.urls import reverse
from django.utils.translation import gettext as _

from claims.publication import queries
from claims.publication.claimreview import build_claimreview
from claims.workflow.transitions import TRANSITIONS
from factcheck.core.text_diff import diff_words
from factcheck.public.base.pages import (
    build_absolute_url,
    build_mailto_url,
    get_publisher,
    public_page,
    raise_missing,
    redirect_to_canonical,
    render_public_page,
)
from factcheck.public.formatting.workflow_diagram import build_workflow_diagram

NEWEST_VERDICTS, NEWEST_CHANGES = 12, 5


@public_page
def show_home(request):
    verdicts = list(queries.list_current_verdicts()[:NEWEST_VERDICTS])
    context = {
        "lead": queries.get_claim(verdicts[0].claim_id) if verdicts else None,
        "verdicts": verdicts[1:],
        "changes": queries.list_announcements()[:NEWEST_CHANGES],
        "topics": queries.list_topics(),
    }
    return render_public_page(request, "home.html", context)


@public_page
def show_claim(request, claim_id, slug=""):
    """The current verdict on a claim; all other addresses of the claim redirect to its page."""
    published = queries.get_claim(claim_id)
    if published is None:
        raise_missing("No published claim has this address.", claim_id=claim_id)
    row = published.row
    target = queries.get_claim(row.merged_into) if row.merged_into else None
    if target is not None:
        return redirect_to_canonical(target.row)
    if slug != row.slug:
        return redirect_to_canonical(row)
    url = build_absolute_url(row.get_absolute_url())
    context = _build_verdict_context(published, url)
    if published.record is not None and row.state == "published":
        context["claimreview"] = build_claimreview(published, url, get_publisher())
    return render_public_page(request, "claim.html", context, index=not row.noindex)


@public_page
def show_revision(request, claim_id, number):
    """One revision as it was published; search engines are sent to the claim."""
    published = queries.get_revision(claim_id, int(number))
    if published is None:
        raise_missing("No published revision has this address.", claim_id=claim_id)
    claim_url = build_absolute_url(published.revisions[0].get_absolute_url())
    context = _build_verdict_context(published, claim_url)
    previous = _get_previous_revision(published)
    if previous is not None:
        context["previous"] = previous
        context["differences"] = _diff_texts(previous.record, published.record)
    return render_public_page(request, "revision.html", context, index=False)


@public_page
def show_source(request, source_id):
    published_source = queries.get_source(source_id)
    if published_source is None:
        raise_missing("No public source has this address.", source_id=source_id)
    context = {"published_source": published_source, "source": published_source.source}
    return render_public_page(request, "source.html", context)


@public_page
def show_methodology(request):
    context = {
        "ratings": queries.list_ratings(),
        "latest_entry": queries.list_ledger_entries().first(),
        "rules": TRANSITIONS.values(),
        "diagram": build_workflow_diagram(TRANSITIONS.values()),
    }
    return render_public_page(request, "methodology.html", context)


def _build_verdict_context(published, claim_url: str) -> dict:
    row = published.row
    revision_path = reverse("revision", args=[row.claim_id, row.revision])
    revision_url = build_absolute_url(revision_path)
    return {
        "published_verdict": published,
        "row": row,
        "newest": published.revisions[0],
        "record": published.record,
        "directives": published.directives,
        "claim_url": claim_url,
        "revision_url": revision_url,
        "mailto_url": build_mailto_url(row.statement, revision_url),
        "topics": list(zip(row.topics, row.topic_names, strict=True)),
    }


def _get_previous_revision(published):
    """The published revision before this one, or `None`."""
    number = published.row.revision
    earlier = (row for row in published.revisions if row.revision < number)
    previous = next(earlier, None)
    if previous is None:
        return None
    return queries.get_revision(previous.claim_id, previous.revision)


def _diff_texts(old: dict | None, new: dict | None) -> list[tuple[str, list]]:
    """The word diffs of the texts that changed, each with its heading."""
    if old is None or new is None:
        return []
    texts = ((_("Conclusion"), "conclusion"), (_("Reasoning"), "reasoning"))
    return [
        (label, diff_words(old[name], new[name])) for label, name in texts if old[name] != new[name]
    ]
