"""The addresses of the site: public pages at the root, the desk and the API under a prefix."""

from django.conf import settings
from django.contrib import admin
from django.urls import include, path
from django.views.generic import RedirectView

from factcheck import development
from factcheck.desk.account import login, views

handler500 = "factcheck.public.views.errors.show_server_error"
urlpatterns = [
    # Outside the namespace of the desk's admin site, because allauth reverses these names.
    path("desk/", include([*login.urlpatterns, *views.urlpatterns])),
    path("desk/", admin.site.urls),
    path("admin/", RedirectView.as_view(pattern_name="admin:index")),
    path("api/", RedirectView.as_view(url="/api/v1/")),
    path("api/v1/", include("factcheck.api.v1.urls")),
    path("", include("factcheck.public.urls")),
]
if settings.MODE == "development":
    urlpatterns += development.urlpatterns
