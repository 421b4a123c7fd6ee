"""Forms for signing in and for the user's own account: allauth's forms with the desk's labels."""

from allauth.account.adapter import get_adapter as get_account_adapter
from allauth.account.forms import ReauthenticateForm
from allauth.core import context
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base.forms import AuthenticateForm
from allauth.mfa.base.forms import ReauthenticateForm as MFAReauthenticateForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm, EditWebAuthnForm
from django import forms
from django.contrib.admin.forms import AdminAuthenticationForm
from django.utils.translation import gettext_lazy as _

from factcheck.accounts import attempt_limits, mfa

CODE_HINT = _("From your authenticator app, or one of your recovery codes.")
MAX_NAME_LENGTH = 60
MAX_CODE_LENGTH = 40  # with the spaces that people type between the digits
MAX_PASSWORD_LENGTH = 4096


def create_code_field(label: str, hint: str = "") -> forms.CharField:
    """A field for a code; not a number field, because people type spaces between the digits."""
    attrs = {"autocomplete": "one-time-code", "inputmode": "numeric", "autofocus": True}
    widget = forms.TextInput(attrs)
    return forms.CharField(label=label, help_text=hint, widget=widget, max_length=MAX_CODE_LENGTH)


class SignInForm(AdminAuthenticationForm):
    """Username and password of a user of the desk; the number of attempts is limited."""

    password = forms.CharField(
        label=_("Password"),
        strip=False,
        max_length=MAX_PASSWORD_LENGTH,
        widget=forms.PasswordInput({"autocomplete": "current-password"}),
    )

    def clean(self):
        if username := self.cleaned_data.get("username"):
            get_account_adapter().pre_authenticate(self.request, username=username)
        return super().clean()


class LimitedCodeMixin:
    """Limits the attempts to guess a code."""

    def clean_code(self):
        username = self.user.get_username()
        if not attempt_limits.allow_attempt(context.request, attempt_limits.CODE, username):
            raise get_account_adapter().validation_error("too_many_login_attempts")
        return super().clean_code()


class MFAForm(LimitedCodeMixin, AuthenticateForm):
    code = create_code_field(_("Code"), CODE_HINT)


class AuthenticatorAppForm(ActivateTOTPForm):
    code = create_code_field(_("Code that the app shows now"))


class PasskeyForm(AddWebAuthnForm):
    name = forms.CharField(
        label=_("Name"),
        max_length=MAX_NAME_LENGTH,
        required=False,
        help_text=_("For example “laptop” or “blue key”."),
    )
    passwordless = forms.BooleanField(
        label=_("Sign in with this passkey alone, without a password"),
        required=False,
        initial=True,
        help_text=_("It then asks for your finger, face or PIN."),
    )


class RemoveMethodForm(forms.Form):
    """Confirms the removal. The last second factor stays if the user's role needs one."""

    def __init__(self, *args, authenticator, **kwargs):
        super().__init__(*args, **kwargs)
        self.authenticator = authenticator

    def clean(self):
        if not mfa.can_remove(self.authenticator):
            raise get_adapter().validation_error("cannot_delete_authenticator")
        return super().clean()


class PasskeyNameForm(EditWebAuthnForm):
    name = forms.CharField(label=_("Name"), max_length=MAX_NAME_LENGTH)


class PasswordForm(ReauthenticateForm):
    password = forms.CharField(
        label=_("Your password"),
        max_length=MAX_PASSWORD_LENGTH,
        strip=False,
        widget=forms.PasswordInput({"autocomplete": "current-password", "autofocus": True}),
    )


class CodeReauthenticationForm(LimitedCodeMixin, MFAReauthenticateForm):
    code = create_code_field(_("Code"), CODE_HINT)
