"""How does somebody come in? By password and second factor, or by a passkey alone.

The password is asked by Django's form, which counts failures and knows who is staff; from there
allauth takes the person through the second step.
"""

from allauth.account.utils import perform_login
from allauth.mfa.base.views import AuthenticateView
from allauth.mfa.webauthn.views import LoginWebAuthnView
from django.contrib import admin
from django.contrib.admin.forms import AdminAuthenticationForm
from django.contrib.auth.views import LoginView
from django.core.serializers.json import DjangoJSONEncoder
from django.shortcuts import redirect
from django.urls import path
from django.views.decorators.cache import never_cache

from factcheck.desk.account.forms import SecondForm

UNFIT = 422


class OfTheDesk:
    """A view of allauth as a page of the desk: in its frame, with its title and status."""

    title = ""

    def get_context_data(self, **kwargs):
        told = {**admin.site.each_context(self.request), "title": self.title}
        told |= super().get_context_data(**kwargs)
        if "js_data" in told:
            (options,) = told["js_data"].values()
            told["options"] = DjangoJSONEncoder().encode(options)
        return told

    def render_to_response(self, context, **kwargs):
        if self.request.method == "POST":
            kwargs["status"] = UNFIT
        response = super().render_to_response(context, **kwargs)
        response["X-Robots-Tag"] = "noindex"
        return response


class SignIn(LoginView):
    """The password; what follows it is allauth's."""

    authentication_form = AdminAuthenticationForm
    template_name = "admin/login.html"

    def form_valid(self, form):
        return perform_login(self.request, form.get_user(), redirect_url=self.get_success_url())

    def get_context_data(self, **kwargs):
        told = {**admin.site.each_context(self.request), **super().get_context_data(**kwargs)}
        username = self.request.user.get_username()
        return told | {"app_path": self.request.get_full_path(), "username": username}


@never_cache
def sign_in(request):
    """The first step; whoever is in already goes to the first page."""
    if request.method == "GET" and admin.site.has_permission(request):
        return redirect("admin:index")
    return SignIn.as_view()(request)


class SecondStep(OfTheDesk, AuthenticateView):
    """The second factor of somebody whose password was right."""

    title = "Second step"
    template_name = "desk/account/second.html"
    form_class = SecondForm


urlpatterns = [
    path("login/", admin.site.login, name="account_login"),
    path("login/second/", SecondStep.as_view(), name="mfa_authenticate"),
    path("login/passkey/", LoginWebAuthnView.as_view(), name="mfa_login_webauthn"),
]
