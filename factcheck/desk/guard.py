"""Who may enter a page of the desk, and what those are told who may not?

Every address of the desk is guarded here: a signed-in member of staff, the permission of the
page, and its methods. A refusal is one sentence, and nothing was written.
"""

from functools import wraps

from django.contrib import admin
from django.http import HttpResponseNotAllowed
from django.shortcuts import render

NOT_YOUR_ROLE = "Your role does not allow this."


def page(permission: str, methods: tuple[str, ...] = ("GET", "HEAD")):
    """A view for staff who have `permission`; anybody else is led to the sign-in or refused."""

    def decorate(view):
        @wraps(view)
        def guarded(request, *args, **kwargs):
            if request.method not in methods:
                return HttpResponseNotAllowed(methods)
            if permission and not request.user.has_perm(permission):
                return refused(request, NOT_YOUR_ROLE)
            return view(request, *args, **kwargs)

        return admin.site.admin_view(guarded)

    return decorate


def deed(permission: str):
    """A view that only acts: it answers POST and nothing else."""
    return page(permission, ("POST",))


def form_page(permission: str):
    """A view that shows a form and takes it."""
    return page(permission, ("GET", "HEAD", "POST"))


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
