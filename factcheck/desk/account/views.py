"""The user's own account: second factors, recovery codes and sessions.

Before a second factor is changed, the user confirms their identity, unless they signed in just now.
These pages are open to users who still have to set up the second factor that they need.
"""

from allauth.account.views import ReauthenticateView
from allauth.mfa.base.views import ReauthenticateView as MFAReauthenticateView
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.views import GenerateRecoveryCodesView, ViewRecoveryCodesView
from allauth.mfa.totp.views import ActivateTOTPView, DeactivateTOTPView
from allauth.mfa.webauthn.views import (
    AddWebAuthnView,
    EditWebAuthnView,
    ReauthenticateWebAuthnView,
    RemoveWebAuthnView,
)
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse_lazy
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from claims.signing import keys
from factcheck.accounts import account_changes, mfa, sessions
from factcheck.desk.account.forms import (
    AuthenticatorAppForm,
    CodeReauthenticationForm,
    PasskeyForm,
    PasskeyNameForm,
    PasswordForm,
    RemoveMethodForm,
)
from factcheck.desk.account.login import DeskPageMixin
from factcheck.desk.base.mfa_required import get_return_path, is_mfa_missing, is_mfa_unverified
from factcheck.desk.base.permissions import account_view, render_desk

ACCOUNT_URL = reverse_lazy("mfa_index")
TOTP, PASSKEY = Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN
RECOVERY_CODES = Authenticator.Type.RECOVERY_CODES
SIGNED_OUT_ELSEWHERE = _("You are signed out everywhere else.")


@account_view()
def show_account(request):
    rows = Authenticator.objects.filter(user=request.user).order_by("created_at", "pk")
    authenticators = list(rows)
    codes = next((row.wrap() for row in authenticators if row.type == RECOVERY_CODES), None)
    context = {
        "title": _("Your account"),
        "apps": [row for row in authenticators if row.type == TOTP],
        "passkeys": [row for row in authenticators if row.type == PASSKEY],
        "signing_passkeys": keys.list_passkeys(request.user) if settings.SIGNED_ACTIONS else [],
        "recovery_codes": codes,
        "codes_left": len(codes.get_unused_codes()) if codes else 0,
        "is_mfa_required": mfa.is_mfa_required(request.user),
        "is_mfa_missing": is_mfa_missing(request),
        "sessions": sessions.list_sessions(request, timezone.now()),
        "current_session_key": request.session.session_key,
        "account_changes": account_changes.list_changes_of(request.user),
    }
    return render_desk(request, "account/overview.html", context)


class AddMethodMixin:
    """Adds a second factor, which verifies this session, and ends all other sessions.

    Another session may belong to someone who knows only the password.
    """

    success_message = ""

    def form_valid(self, form):
        response = super().form_valid(form)
        mfa.record_setup(self.request)
        sessions.end_other_sessions(self.request)
        messages.success(self.request, f"{self.success_message} {SIGNED_OUT_ELSEWHERE}")
        return response


class AddApp(AddMethodMixin, DeskPageMixin, ActivateTOTPView):
    title = _("Add an authenticator app")
    template_name = "desk/account/add_app.html"
    form_class = AuthenticatorAppForm
    success_message = _("Authenticator app added.")


class AddPasskey(AddMethodMixin, DeskPageMixin, AddWebAuthnView):
    title = _("Add a passkey")
    template_name = "desk/account/add_passkey.html"
    form_class = PasskeyForm
    success_message = _("Passkey added.")


class RemoveMethodMixin:
    """Removes a second factor of the user."""

    template_name = "desk/account/remove_method.html"
    success_message = ""

    def form_valid(self, form):
        messages.success(self.request, self.success_message)
        return super().form_valid(form)


class RemoveApp(RemoveMethodMixin, DeskPageMixin, DeactivateTOTPView):
    title = _("Remove the authenticator app")
    success_message = _("Authenticator app removed.")


class RemovePasskey(RemoveMethodMixin, DeskPageMixin, RemoveWebAuthnView):
    title = _("Remove a passkey")
    success_message = _("Passkey removed.")
    success_url = ACCOUNT_URL
    form_class = RemoveMethodForm

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "authenticator": self.object}


class RenamePasskey(DeskPageMixin, EditWebAuthnView):
    title = _("Rename a passkey")
    template_name = "desk/account/rename_passkey.html"
    form_class = PasskeyNameForm
    success_url = ACCOUNT_URL


class ShowRecoveryCodes(DeskPageMixin, ViewRecoveryCodesView):
    title = _("Recovery codes")
    template_name = "desk/account/recovery_codes.html"

    def get_context_data(self, **kwargs):
        return {**super().get_context_data(**kwargs), "return_path": get_return_path(self.request)}


class CreateRecoveryCodes(DeskPageMixin, GenerateRecoveryCodesView):
    title = _("New recovery codes")
    template_name = "desk/account/new_recovery_codes.html"


class ReauthenticationMixin(DeskPageMixin):
    """Confirms the identity of a user who is signed in."""

    title = _("Confirm your identity")
    template_name = "desk/account/reauthenticate.html"

    def get_reauthentication_alternatives(self):
        """The other methods; not the password if the second factor is what is missing."""
        methods = super().get_reauthentication_alternatives()
        if is_mfa_unverified(self.request):
            return [method for method in methods if method["id"].startswith("mfa_")]
        return methods


class ReauthenticateByPassword(ReauthenticationMixin, ReauthenticateView):
    form_class = PasswordForm


class ReauthenticateByCode(ReauthenticationMixin, MFAReauthenticateView):
    form_class = CodeReauthenticationForm


class ReauthenticateByPasskey(ReauthenticationMixin, ReauthenticateWebAuthnView):
    def form_invalid(self, form):
        """Show this page with the error; allauth would start with the first method again."""
        return self.render_to_response(self.get_context_data() | {"passkey_errors": form.errors})


@account_view("POST")
def end_session(request, pk):
    """End another session of the user. Signing out ends this one."""
    session = get_object_or_404(UserSession, pk=pk, user=request.user)
    if session.session_key == request.session.session_key:
        return redirect("mfa_index")
    session.end()
    messages.success(request, gettext("Session ended."))
    return redirect("mfa_index")


@account_view("POST")
def end_other_sessions(request):
    sessions.end_other_sessions(request)
    messages.success(request, SIGNED_OUT_ELSEWHERE)
    return redirect("mfa_index")


def _guard(view_class, **options):
    return account_view("GET", "HEAD", "POST", **options)(view_class.as_view())


urlpatterns = [
    path("account/", show_account, name="mfa_index"),
    path(
        "account/reauthenticate/",
        _guard(ReauthenticateByPassword, verifies_mfa=True),
        name="account_reauthenticate",
    ),
    path(
        "account/reauthenticate/code/",
        _guard(ReauthenticateByCode, verifies_mfa=True),
        name="mfa_reauthenticate",
    ),
    path(
        "account/reauthenticate/passkey/",
        _guard(ReauthenticateByPasskey, verifies_mfa=True),
        name="mfa_reauthenticate_webauthn",
    ),
    path("account/app/add/", _guard(AddApp), name="mfa_activate_totp"),
    path("account/app/remove/", _guard(RemoveApp), name="mfa_deactivate_totp"),
    path("account/passkey/add/", _guard(AddPasskey), name="mfa_add_webauthn"),
    path("account/passkey/<int:pk>/rename/", _guard(RenamePasskey), name="mfa_edit_webauthn"),
    path("account/passkey/<int:pk>/remove/", _guard(RemovePasskey), name="mfa_remove_webauthn"),
    path("account/codes/", _guard(ShowRecoveryCodes), name="mfa_view_recovery_codes"),
    path("account/codes/new/", _guard(CreateRecoveryCodes), name="mfa_generate_recovery_codes"),
    path("account/sessions/end/", end_other_sessions, name="end_other_sessions"),
    path("account/sessions/<int:pk>/end/", end_session, name="end_session"),
]
