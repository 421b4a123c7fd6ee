"""Login views: password and second factor, or a passkey alone.

Django's form checks the password and admits only staff; allauth does the rest.
"""

from http import HTTPStatus

from allauth.account.utils import perform_login
from allauth.mfa.base.views import AuthenticateView
from allauth.mfa.webauthn.views import LoginWebAuthnView
from django.contrib import admin
from django.contrib.auth.views import LoginView
from django.core.exceptions import NON_FIELD_ERRORS
from django.core.serializers.json import DjangoJSONEncoder
from django.shortcuts import redirect
from django.urls import path
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache

from factcheck.desk.account.forms import MFAForm, SignInForm


class DeskPageMixin:
    """Renders a view of allauth as a page of the desk. Subclasses set `title`."""

    title = ""

    def get_context_data(self, **kwargs):
        context = {**admin.site.each_context(self.request), "title": self.title}
        context |= super().get_context_data(**kwargs)
        if "js_data" in context:
            (options,) = context["js_data"].values()
            context["options"] = DjangoJSONEncoder().encode(options)
        return context

    def render_to_response(self, context, **kwargs):
        if self.request.method == "POST":
            kwargs["status"] = HTTPStatus.UNPROCESSABLE_ENTITY
        response = super().render_to_response(context, **kwargs)
        response["X-Robots-Tag"] = "noindex"
        return response


class SignInView(LoginView):
    """The password; allauth continues with the second factor."""

    authentication_form = SignInForm
    template_name = "admin/login.html"

    def form_valid(self, form):
        return perform_login(self.request, form.get_user(), redirect_url=self.get_success_url())

    def form_invalid(self, form):
        response = super().form_invalid(form)
        if form.has_error(NON_FIELD_ERRORS, "too_many_login_attempts"):
            response.status_code = HTTPStatus.TOO_MANY_REQUESTS
        return response

    def get_context_data(self, **kwargs):
        return {
            **admin.site.each_context(self.request),
            **super().get_context_data(**kwargs),
            "app_path": self.request.get_full_path(),
            "username": self.request.user.get_username(),
        }


@never_cache
def show_sign_in(request):
    """The first step. Users who are signed in go to the home page."""
    if request.method == "GET" and admin.site.has_permission(request):
        return redirect("admin:index")
    return SignInView.as_view()(request)


class MFAView(DeskPageMixin, AuthenticateView):
    """The second factor, after a correct password."""

    title = _("Two-factor authentication")
    template_name = "desk/account/mfa.html"
    form_class = MFAForm


urlpatterns = [
    path("login/", admin.site.login, name="account_login"),
    path("login/mfa/", MFAView.as_view(), name="mfa_authenticate"),
    path("login/passkey/", LoginWebAuthnView.as_view(), name="mfa_login_webauthn"),
]
