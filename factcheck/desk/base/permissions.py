"""Who may enter a page of the desk, and what those are told who may not?

Every address of the desk is guarded here: a signed-in member of staff, the permission of the
page, and its methods. A refusal is one sentence, and nothing was written.
"""

import re
from functools import wraps

from django.contrib import admin
from django.contrib.auth.views import redirect_to_login
from django.shortcuts import render
from django.urls import reverse

from factcheck.desk.base.mfa_required import led, led_to_own

NOT_YOUR_ROLE = "Your role does not allow this."
OF_A_ROW = re.compile(r".*?/[0-9]+/")  # the part of an address that names one row


def page(permission: str, methods: tuple[str, ...] = ("GET", "HEAD")):
    """A view for staff who have `permission`; anybody else is led to the sign-in or refused."""

    def decorate(view):
        @wraps(view)
        def guarded(request, *args, **kwargs):
            if request.method not in methods:
                return _not_by_this_method(request, methods)
            if permission and not request.user.has_perm(permission):
                return refused(request, NOT_YOUR_ROLE)
            return view(request, *args, **kwargs)

        return admin.site.admin_view(guarded)

    return decorate


def deed(permission: str):
    """A view that only acts: it answers POST; a sign-in before it leads to what it acts on."""

    def decorate(view):
        guarded = page(permission, ("POST",))(view)

        @wraps(view)
        def entered(request, *args, **kwargs):
            if not admin.site.has_permission(request):
                return redirect_to_login(_page_of(request), reverse("admin:login"))
            return led(request, _page_of(request)) or guarded(request, *args, **kwargs)

        return entered

    return decorate


def form_page(permission: str):
    """A view that shows a form and takes it."""
    return page(permission, ("GET", "HEAD", "POST"))


def own_page(*methods: str, to_show: bool = False):
    """A view of one's own account: for all staff, even without the second factor they need.

    Whoever has one shows it first, except on the pages where it is shown.
    """

    def decorate(view):
        @wraps(view)
        def guarded(request, *args, **kwargs):
            if request.method not in (methods or ("GET", "HEAD")):
                return _not_by_this_method(request, methods or ("GET", "HEAD"))
            first = None if to_show else led_to_own(request)
            return first or view(request, *args, **kwargs)

        return admin.site.entrance(guarded)

    return decorate


def _page_of(request) -> str:
    """The page of the row that an address acts on; the first page where it names none."""
    found = OF_A_ROW.match(request.path)
    return f"{found[0]}change/" if found else reverse("admin:index")


def _not_by_this_method(request, methods):
    context = {
        "title": "Nothing is shown here",
        "sentence": "This address only takes a form that was filled in. Nothing was changed.",
        "back": _page_of(request),
    }
    response = shown(request, "refused.html", context, 405)
    response["Allow"] = ", ".join(methods)
    return response


def refused(request, sentence: str, status: int = 403):
    return shown(
        request, "refused.html", {"title": "This was not done", "sentence": sentence}, status
    )


def shown(request, template: str, context: dict, status: int = 200):
    """A page of the desk; `admin_view` keeps caches off it, and search engines are told too."""
    everything = {**admin.site.each_context(request), **context}
    response = render(request, f"desk/{template}", everything, status=status)
    response["X-Robots-Tag"] = "noindex"
    return response
