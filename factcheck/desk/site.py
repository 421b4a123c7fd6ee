"""The desk: Django's admin site at /desk/, with pages of its own before those of the admin."""

from django.contrib.admin import AdminSite
from django.utils import timezone


class Desk(AdminSite):
    site_header = site_title = "Factcheck desk"
    index_title = "Waiting for you"
    enable_nav_sidebar = False
    empty_value_display = "–"

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.disable_action("delete_selected")  # nothing is deleted at the desk

    def get_urls(self):
        """The desk's pages come first: they stand at the addresses of the forms they replace."""
        from factcheck.desk.urls import urlpatterns

        return [*urlpatterns, *super().get_urls()]

    def each_context(self, request):
        return {**super().each_context(request), "desk_zone": timezone.get_current_timezone_name()}

    def index(self, request, extra_context=None):
        from factcheck.desk.home import home

        return home(request)
