"""Health check, robots.txt, security.txt and favicon.ico."""

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

PLAIN_TEXT = "text/plain; charset=utf-8"
SECURITY_TXT_DAYS = 180


@never_cache
@require_safe
def check_health(request):
    """200 if the database answers, otherwise 503."""
    try:
        queries.list_ledger_entries().first()
    except Error:
        return HttpResponse("The database does not answer.\n", content_type=PLAIN_TEXT, status=503)
    return HttpResponse("ok\n", content_type=PLAIN_TEXT)


@cache_control(public=True, max_age=3600)
@require_safe
def render_robots_txt(request):
    context = {"demonstration": settings.DEMO_MODE}
    return render(request, "public/robots.txt", context, content_type=PLAIN_TEXT)


@cache_control(public=True, max_age=3600)
@require_safe
def render_security_txt(request):
    """RFC 9116. It expires, so that the contact of an abandoned site is not trusted."""
    midnight = timezone.now().replace(hour=0, minute=0, second=0, microsecond=0)
    context = {"expires": midnight + timedelta(days=SECURITY_TXT_DAYS)}
    return render(request, "public/security.txt", context, content_type=PLAIN_TEXT)


@cache_control(public=True, max_age=86400)
@require_safe
def redirect_favicon(request):
    """For clients that request /favicon.ico instead of reading the page's `link`."""
    return redirect(static("public/favicon.svg"))
