"""Rendering of public pages: the context that every page has, addresses, and cache headers.

Public pages contain nothing about the reader, so any cache may keep them. It has to ask before each
use whether its copy is current, even when the site does not answer: a suspension is seen at once.
"""

from datetime import datetime
from functools import wraps
from http import HTTPStatus
from typing import NoReturn
from urllib.parse import quote

from django.conf import settings
from django.http import Http404, HttpResponsePermanentRedirect
from django.shortcuts import render
from django.views.decorators.http import conditional_page, require_safe

from claims.publication import queries
from claims.publication.claimreview import Desk

# RFC 9111, sections 4.2.4 and 5.2.2.4: used only after the site confirmed it, and never stale.
CACHE_CONTROL = "public, no-cache"


def get_site_context(request) -> dict:
    """The context processor of `settings.TEMPLATES`. It does not query the database."""
    return {
        "desk_name": settings.DESK_NAME,
        "desk_contact": settings.DESK_EMAIL,
        "answer_days": settings.COMPLAINT_DAYS,
        "demonstration": settings.DEMO_MODE,
        "shows_machine_assistance": settings.SHOW_MACHINE_ASSISTANCE,
        "site_url": settings.SITE_URL.rstrip("/"),
    }


def get_publisher() -> Desk:
    """The desk as the publisher that ClaimReview names."""
    return Desk(
        name=settings.DESK_NAME,
        address=build_absolute_url("/"),
        corrections=build_absolute_url("/how-we-work/#corrections"),
        principles=build_absolute_url("/how-we-work/"),
        demonstration=settings.DEMO_MODE,
    )


def build_absolute_url(path: str) -> str:
    """The full address of a path of this site."""
    return settings.SITE_URL.rstrip("/") + path


def build_mailto_url(statement: str, url: str) -> str:
    """A `mailto:` link to the desk, with the claim as the subject and the page in the text."""
    subject, body = quote(f"About: {statement}"), quote(f"{url}\n\n")
    return f"mailto:{settings.DESK_EMAIL}?subject={subject}&body={body}"


class HiddenPage(Exception):
    """What was published at this address is hidden for legal reasons."""

    def __init__(self, hidden_at: datetime):
        super().__init__()
        self.hidden_at = hidden_at


def raise_missing(message: str, **identifiers: str) -> NoReturn:
    """Raise `HiddenPage` if the claim or source is hidden, otherwise `Http404`."""
    hidden_at = queries.get_hidden_since(**identifiers)
    if hidden_at is None:
        raise Http404(message)
    raise HiddenPage(hidden_at)


def show_if_hidden(view):
    """Decorate a view that may raise `HiddenPage`: readers see the date, and nothing else."""

    @wraps(view)
    def guarded_view(request, *args, **kwargs):
        try:
            return view(request, *args, **kwargs)
        except HiddenPage as hidden:
            context = {"hidden_at": hidden.hidden_at}
            status = HTTPStatus.UNAVAILABLE_FOR_LEGAL_REASONS
            return render_public_page(request, "hidden.html", context, status=status, index=False)

    return guarded_view


def public_page(view):
    """Decorate a view that answers GET and HEAD, and 304 if the reader's copy is current."""
    return require_safe(conditional_page(show_if_hidden(view)))


def render_public_page(
    request, template: str, context: dict, *, status: int = 200, index: bool = True
):
    """Render `template` with the headers that caches and search engines need.

    Nothing is indexed in demo mode, and no page where `index` is false.
    """
    context["noindex"] = settings.DEMO_MODE or not index
    response = render(request, f"public/{template}", context, status=status)
    response["Content-Language"] = "en"
    response["Cache-Control"] = CACHE_CONTROL if status == 200 else "no-store"
    if context["noindex"]:
        response["X-Robots-Tag"] = "noindex"
    return response


def redirect_to_canonical(row) -> HttpResponsePermanentRedirect:
    """Redirect to the current address of a claim.

    Browsers ask again each time: a merged claim can get a page again.
    """
    response = HttpResponsePermanentRedirect(row.get_absolute_url())
    response["Cache-Control"] = CACHE_CONTROL
    return response
