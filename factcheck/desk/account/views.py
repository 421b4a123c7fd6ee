"""What does somebody set for their own account: second factors, recovery codes, sessions?

Before a factor is changed they say once more who they are, unless they signed in just now. These
pages are open to whoever has yet to set up a second factor.
"""

from allauth.account.views import ReauthenticateView
from allauth.mfa.base.views import ReauthenticateView as CodeAgainView
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
from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse_lazy
from django.utils import timezone

from factcheck.accounts import mfa, sessions
from factcheck.desk.account.forms import (
    AppForm,
    CodeForm,
    NameForm,
    NotTheLastForm,
    PasskeyForm,
    PasswordForm,
)
from factcheck.desk.account.login import OfTheDesk
from factcheck.desk.base.mfa_required import back_from, is_missing, is_owed
from factcheck.desk.base.permissions import own_page, shown

OWN = reverse_lazy("mfa_index")
TOTP, PASSKEY = Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN
CODES = Authenticator.Type.RECOVERY_CODES


@own_page()
def overview(request):
    """All of one's own account on one page."""
    factors = list(Authenticator.objects.filter(user=request.user).order_by("created_at", "pk"))
    codes = next((one.wrap() for one in factors if one.type == CODES), None)
    context = {
        "title": "Your account",
        "apps": [one for one in factors if one.type == TOTP],
        "passkeys": [one for one in factors if one.type == PASSKEY],
        "codes": codes,
        "codes_left": len(codes.get_unused_codes()) if codes else 0,
        "needed": mfa.is_needed(request.user),
        "missing": is_missing(request),
        "sessions": sessions.of(request, timezone.now()),
        "this_one": request.session.session_key,
    }
    return shown(request, "account/overview.html", context)


class SetUp:
    """A page that adds a second factor: from then on this session has one, and no other goes on.

    Somebody else may be signed in with nothing but the password.
    """

    added = ""

    def form_valid(self, form):
        answer = super().form_valid(form)
        mfa.set_up_here(self.request)
        sessions.end_others(self.request)
        messages.success(self.request, self.added)
        return answer


class AddApp(SetUp, OfTheDesk, ActivateTOTPView):
    title = "Add an authenticator app"
    template_name = "desk/account/app.html"
    form_class = AppForm
    added = "The authenticator app is added. You are signed out everywhere else."


class Removing:
    """A page that takes a second factor of one's own away."""

    removed = "It is removed."

    def form_valid(self, form):
        messages.success(self.request, self.removed)
        return super().form_valid(form)


class RemoveApp(Removing, OfTheDesk, DeactivateTOTPView):
    title = "Remove the authenticator app"
    template_name = "desk/account/remove.html"


class AddPasskey(SetUp, OfTheDesk, AddWebAuthnView):
    title = "Add a passkey"
    template_name = "desk/account/passkey.html"
    form_class = PasskeyForm
    added = "The passkey is added. You are signed out everywhere else."


class RemovePasskey(Removing, OfTheDesk, RemoveWebAuthnView):
    title = "Remove a passkey"
    template_name = "desk/account/remove.html"
    success_url = OWN
    form_class = NotTheLastForm

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "factor": self.object}


class RenamePasskey(OfTheDesk, EditWebAuthnView):
    title = "Rename a passkey"
    template_name = "desk/account/rename.html"
    form_class = NameForm
    success_url = OWN


class Codes(OfTheDesk, ViewRecoveryCodesView):
    title = "Recovery codes"
    template_name = "desk/account/codes.html"

    def get_context_data(self, **kwargs):
        return {**super().get_context_data(**kwargs), "back": back_from(self.request)}


class NewCodes(OfTheDesk, GenerateRecoveryCodesView):
    title = "New recovery codes"
    template_name = "desk/account/new_codes.html"


class Once(OfTheDesk):
    """A page on which somebody who is signed in says once more who they are."""

    title = "Say once more who you are"
    template_name = "desk/account/again.html"

    def get_reauthentication_alternatives(self):
        """Where it is the second factor that has to be shown, a password is no other way."""
        ways = super().get_reauthentication_alternatives()
        if is_owed(self.request):
            return [way for way in ways if way["id"].startswith("mfa_")]
        return ways


class Again(Once, ReauthenticateView):
    form_class = PasswordForm


class AgainByCode(Once, CodeAgainView):
    form_class = CodeForm


class AgainByPasskey(Once, ReauthenticateWebAuthnView):
    def form_invalid(self, form):
        """The page once more, with what was wrong, and not the first one."""
        return self.render_to_response(self.get_context_data() | {"failed": form.errors})


@own_page("POST")
def end_session(request, pk):
    """One session ends; where it is this one, that is signing out."""
    session = get_object_or_404(UserSession, pk=pk, user=request.user)
    if session.session_key == request.session.session_key:
        return redirect("mfa_index")
    session.end()
    messages.success(request, "The session is ended.")
    return redirect("mfa_index")


@own_page("POST")
def end_other_sessions(request):
    sessions.end_others(request)
    messages.success(request, "You are signed out everywhere else.")
    return redirect("mfa_index")


def _own(view):
    return own_page("GET", "HEAD", "POST")(view.as_view())


def _again(view):
    return own_page("GET", "HEAD", "POST", to_show=True)(view.as_view())


urlpatterns = [
    path("account/", overview, name="mfa_index"),
    path("account/again/", _again(Again), name="account_reauthenticate"),
    path("account/again/code/", _again(AgainByCode), name="mfa_reauthenticate"),
    path(
        "account/again/passkey/",
        _again(AgainByPasskey),
        name="mfa_reauthenticate_webauthn",
    ),
    path("account/app/add/", _own(AddApp), name="mfa_activate_totp"),
    path("account/app/remove/", _own(RemoveApp), name="mfa_deactivate_totp"),
    path("account/passkey/add/", _own(AddPasskey), name="mfa_add_webauthn"),
    path("account/passkey/<int:pk>/rename/", _own(RenamePasskey), name="mfa_edit_webauthn"),
    path("account/passkey/<int:pk>/remove/", _own(RemovePasskey), name="mfa_remove_webauthn"),
    path("account/codes/", _own(Codes), name="mfa_view_recovery_codes"),
    path("account/codes/new/", _own(NewCodes), name="mfa_generate_recovery_codes"),
    path("account/sessions/end/", end_other_sessions, name="end_other_sessions"),
    path("account/sessions/<int:pk>/end/", end_session, name="end_session"),
]
