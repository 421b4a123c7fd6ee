"""The desk: Django's admin site at /desk/, with pages of its own before those of the admin."""

from functools import wraps

from django.contrib.admin import AdminSite
from django.utils import timezone

KEPT_AWAY = ("procrastinate.", "allauth.")


def noted(view):
    """A look at the desk is noted in the session, now and then."""

    @wraps(view)
    def seen(request, *args, **kwargs):
        from factcheck.accounts import sessions

        sessions.note(request, timezone.now())
        return view(request, *args, **kwargs)

    return seen


def without_nulls(view):
    """No column holds a null character: in a question it stands for a space, as in a search."""

    @wraps(view)
    def asked(request, *args, **kwargs):
        if "%00" in request.META.get("QUERY_STRING", ""):
            told = request.GET.copy()
            for name, values in request.GET.lists():
                told.setlist(name, [value.replace("\x00", " ") for value in values])
            request.GET = told
        return view(request, *args, **kwargs)

    return asked


class Desk(AdminSite):
    site_header = site_title = "Factcheck desk"
    index_title = "Waiting for you"
    enable_nav_sidebar = False
    empty_value_display = "–"
    password_change_template = "desk/password/change.html"  # noqa: S105
    password_change_done_template = "desk/password/changed.html"  # noqa: S105

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.disable_action("delete_selected")  # nothing is deleted at the desk

    def register(self, model_or_iterable, admin_class=None, **options):
        """All but the worker's queue, of which nothing is decided here, and people's secrets."""
        if not (admin_class and admin_class.__module__.startswith(KEPT_AWAY)):
            super().register(model_or_iterable, admin_class, **options)

    def admin_view(self, view, cacheable=False):
        """A page of the desk: for staff who have shown the second factor that they need."""
        from factcheck.desk.base.mfa_required import with_second_factor

        return self.entrance(with_second_factor(view), cacheable)

    def entrance(self, view, cacheable=False):
        """A page for all staff: the guard of the desk without the second factor."""
        return super().admin_view(noted(without_nulls(view)), cacheable)

    def login(self, request, extra_context=None):
        from factcheck.desk.account.login import sign_in

        return sign_in(request)

    def get_urls(self):
        """The desk's pages come first: they stand at the addresses of the forms they replace."""
        from factcheck.desk.urls import urlpatterns

        return [*urlpatterns, *super().get_urls()]

    def each_context(self, request):
        return {**super().each_context(request), "desk_zone": timezone.get_current_timezone_name()}

    def index(self, request, extra_context=None):
        from factcheck.desk.dashboard.views import home

        return home(request)
