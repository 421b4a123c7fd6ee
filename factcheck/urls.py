"""Where each face is mounted. Public pages have no prefix; the desk and the API have theirs."""

from django.contrib import admin
from django.urls import include, path
from django.views.generic import RedirectView

from factcheck.desk.account import login, views

urlpatterns = [
    # Outside the desk's own namespace, because allauth asks for these addresses by bare names.
    path("desk/", include([*login.urlpatterns, *views.urlpatterns])),
    path("desk/", admin.site.urls),
    path("admin/", RedirectView.as_view(pattern_name="admin:index")),
    path("api/", RedirectView.as_view(url="/api/v1/")),
    path("api/v1/", include("factcheck.api.v1.urls")),
    path("", include("factcheck.public.urls")),
]
