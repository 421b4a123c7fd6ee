"""How a page is answered: rendered, and with what caches and search engines are told.

Public pages hold nothing of the reader, so any cache may keep them, for a minute: a suspension
must be seen soon.
"""

from functools import wraps

from django.conf import settings
from django.http import HttpResponsePermanentRedirect
from django.shortcuts import render
from django.views.decorators.http import conditional_page, require_safe

FRESH = "public, max-age=60, stale-if-error=3600"


def public_page(view):
    """A page that is only read, and is not sent again to who has it already."""
    return require_safe(conditional_page(wraps(view)(view)))


def moved(row) -> HttpResponsePermanentRedirect:
    """The way to where a claim is shown; not kept for ever, for it may lead elsewhere again."""
    response = HttpResponsePermanentRedirect(row.get_absolute_url())
    response["Cache-Control"] = FRESH
    return response


def shown(request, template: str, context: dict, *, status: int = 200, index: bool = True):
    """The page `template` in the language it is written in."""
    context["noindex"] = settings.DEMONSTRATION or not index
    response = render(request, f"public/{template}", context, status=status)
    response["Content-Language"] = "en"
    response["Cache-Control"] = FRESH if status == 200 else "no-store"
    if context["noindex"]:
        response["X-Robots-Tag"] = "noindex"
    return response
