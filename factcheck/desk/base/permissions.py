"""Decorators that guard the views of the desk, and the rendering of its pages.

Each view is for signed-in staff with the permission of the page, and for certain methods. A
request that is refused gets a page with one sentence, and nothing was written.
"""

import re
from functools import wraps
from http import HTTPStatus

from django.contrib import admin
from django.contrib.auth.views import redirect_to_login
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from factcheck.accounts.policies import check_permission
from factcheck.desk.base.mfa_required import redirect_to_mfa, redirect_to_mfa_of_account

ROW_PATH = re.compile(r".*?/[0-9]+/")  # the part of a path that names one row


def read_view(permission: str, methods: tuple[str, ...] = ("GET", "HEAD")):
    """A view for staff with this permission; others have to sign in or get a 403."""

    def decorate(view):
        @wraps(view)
        def guarded_view(request, *args, **kwargs):
            if request.method not in methods:
                return _render_method_not_allowed(request, methods)
            if permission and (violation := check_permission(request.user, permission)):
                return render_forbidden(request, violation.message)
            return view(request, *args, **kwargs)

        return admin.site.admin_view(guarded_view)

    return decorate


def action_view(permission: str):
    """A view for POST only. Users who have to sign in first continue on the page of the row."""

    def decorate(view):
        guarded_view = read_view(permission, ("POST",))(view)

        @wraps(view)
        def view_after_sign_in(request, *args, **kwargs):
            if not admin.site.has_permission(request):
                return redirect_to_login(_get_row_page(request), reverse("admin:login"))
            mfa_redirect = redirect_to_mfa(request, _get_row_page(request))
            return mfa_redirect or guarded_view(request, *args, **kwargs)

        return view_after_sign_in

    return decorate


def form_view(permission: str):
    """A view that shows a form and accepts it."""
    return read_view(permission, ("GET", "HEAD", "POST"))


def account_view(*methods: str, verifies_mfa: bool = False):
    """A view of the user's own account: for all staff, even if they have no required MFA yet.

    Users who have MFA must verify it first, except on the pages that do this (`verifies_mfa`).
    """
    methods = methods or ("GET", "HEAD")

    def decorate(view):
        @wraps(view)
        def guarded_view(request, *args, **kwargs):
            if request.method not in methods:
                return _render_method_not_allowed(request, methods)
            mfa_redirect = None if verifies_mfa else redirect_to_mfa_of_account(request)
            return mfa_redirect or view(request, *args, **kwargs)

        return admin.site.staff_view(guarded_view)

    return decorate


def _get_row_page(request) -> str:
    """The page of the row that the path names; the home page if it names none."""
    match = ROW_PATH.match(request.path)
    return f"{match[0]}change/" if match else reverse("admin:index")


def _render_method_not_allowed(request, methods):
    context = {
        "title": _("This page cannot be opened"),
        "message": _("This address only accepts a submitted form. Nothing was changed."),
        "back_url": _get_row_page(request),
    }
    response = render_desk(request, "base/refused.html", context, HTTPStatus.METHOD_NOT_ALLOWED)
    response["Allow"] = ", ".join(methods)
    return response


def render_forbidden(request, message: str, status: int = HTTPStatus.FORBIDDEN):
    context = {"title": _("Nothing was changed"), "message": message}
    return render_desk(request, "base/refused.html", context, status)


def render_desk(request, template: str, context: dict, status: int = HTTPStatus.OK):
    """A page of the desk. `admin_view` forbids caching, this forbids indexing."""
    context = {**admin.site.each_context(request), **context}
    response = render(request, f"desk/{template}", context, status=status)
    response["X-Robots-Tag"] = "noindex"
    return response
