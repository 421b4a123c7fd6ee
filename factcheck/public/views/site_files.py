"""What machines ask a site for: whether it lives, what robots may do, whom to tell of a hole."""

from datetime import timedelta

from django.conf import settings
from django.db import Error
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.templatetags.static import static
from django.utils import timezone
from django.views.decorators.cache import cache_control, never_cache
from django.views.decorators.http import require_safe

from claims.publication import queries

TEXT = "text/plain; charset=utf-8"


@never_cache
@require_safe
def health(request):
    """200 while the database answers, 503 while it does not."""
    try:
        queries.entries().first()
    except Error:
        return HttpResponse("The database does not answer.\n", content_type=TEXT, status=503)
    return HttpResponse("ok\n", content_type=TEXT)


@cache_control(public=True, max_age=3600)
@require_safe
def robots(request):
    context = {"demonstration": settings.DEMONSTRATION}
    return render(request, "public/robots.txt", context, content_type=TEXT)


@cache_control(public=True, max_age=3600)
@require_safe
def security(request):
    """RFC 9116; it expires, so that nobody trusts an abandoned contact."""
    expires = (timezone.now() + timedelta(days=180)).replace(
        hour=0, minute=0, second=0, microsecond=0
    )
    return render(request, "public/security.txt", {"expires": expires}, content_type=TEXT)


@cache_control(public=True, max_age=86400)
@require_safe
def favicon(request):
    """For clients that look here instead of at the page's `link`."""
    return redirect(static("public/favicon.svg"))
