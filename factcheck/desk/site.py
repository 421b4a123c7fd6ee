"""The desk: Django's admin site at /desk/, with its own pages before those of the admin."""

from functools import partial, wraps

from allauth.core import ratelimit
from django.contrib.admin import AdminSite
from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import cache_control
from django.views.i18n import JavaScriptCatalog

EXCLUDED_APPS = ("procrastinate.", "allauth.")
# The translated texts of the scripts. The login page loads it too, so it needs no login.
show_javascript_catalog = cache_control(public=True, max_age=3600)(JavaScriptCatalog.as_view())


def record_session_use(view):
    """Saves, now and then, when the session was last used."""

    @wraps(view)
    def recording_view(request, *args, **kwargs):
        from factcheck.accounts import sessions

        sessions.record_use(request, timezone.now())
        return view(request, *args, **kwargs)

    return recording_view


def accept_once(view):
    """Answers a form that is sent twice with the page of what the first one did."""

    @wraps(view)
    def view_once(request, *args, **kwargs):
        from factcheck.idempotency.sent_forms import answer_once

        return answer_once(request, partial(view, request, *args, **kwargs))

    return view_once


def replace_null_characters(view):
    """Replaces null characters in the query string by spaces: no column can hold them."""

    @wraps(view)
    def cleaning_view(request, *args, **kwargs):
        if "%00" in request.META.get("QUERY_STRING", ""):
            parameters = request.GET.copy()
            for name, values in request.GET.lists():
                parameters.setlist(name, [value.replace("\x00", " ") for value in values])
            request.GET = parameters
        return view(request, *args, **kwargs)

    return cleaning_view


class Desk(AdminSite):
    site_header = site_title = _("Factcheck desk")
    index_title = _("Your to-do list")
    enable_nav_sidebar = False
    empty_value_display = "–"
    password_change_template = "desk/password/change.html"  # noqa: S105
    password_change_done_template = "desk/password/changed.html"  # noqa: S105

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.disable_action("delete_selected")  # nothing is deleted at the desk

    def register(self, model_or_iterable, admin_class=None, **options):
        """All models except the worker's queue, and the secrets of the accounts."""
        if not (admin_class and admin_class.__module__.startswith(EXCLUDED_APPS)):
            super().register(model_or_iterable, admin_class, **options)

    def admin_view(self, view, cacheable=False):
        """A page of the desk: for staff who have verified the MFA that they need."""
        from factcheck.desk.base.mfa_required import require_mfa

        return self.staff_view(require_mfa(accept_once(view)), cacheable)

    def staff_view(self, view, cacheable=False):
        """A page for all staff, without MFA."""
        return super().admin_view(record_session_use(replace_null_characters(view)), cacheable)

    def login(self, request, extra_context=None):
        from factcheck.desk.account.login import show_sign_in

        return show_sign_in(request)

    def logout(self, request, extra_context=None):
        """Signs out, and makes the browser forget pages and unsaved text."""
        response = super().logout(request, extra_context)
        response["Clear-Site-Data"] = '"cache", "storage"'
        return response

    def password_change(self, request, extra_context=None):
        """The present password can be guessed a few times only."""
        refusal = ratelimit.consume_or_429(request, action="change_password")
        return refusal or super().password_change(request, extra_context)

    def get_urls(self):
        """The desk's own pages come first: some replace a form of the admin at its address."""
        from factcheck.desk.urls import urlpatterns

        catalog = path("jsi18n/", show_javascript_catalog, name="jsi18n")
        return [*urlpatterns, catalog, *super().get_urls()]

    def each_context(self, request):
        return {**super().each_context(request), "desk_zone": timezone.get_current_timezone_name()}

    def index(self, request, extra_context=None):
        from factcheck.desk.dashboard.views import show_dashboard

        return show_dashboard(request)
