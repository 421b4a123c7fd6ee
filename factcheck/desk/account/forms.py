"""What is typed to come in, and for one's own account? allauth's forms, in the desk's words."""

from allauth.account.forms import ReauthenticateForm
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base.forms import AuthenticateForm
from allauth.mfa.base.forms import ReauthenticateForm as CodeAgainForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm, EditWebAuthnForm
from django import forms

from factcheck.accounts import mfa

FROM = "From your authenticator app, or one of your recovery codes."


def code_field(label: str, hint: str = "") -> forms.CharField:
    """A code that is typed; not only digits, because people type spaces between them."""
    attrs = {"autocomplete": "one-time-code", "inputmode": "numeric", "autofocus": True}
    return forms.CharField(label=label, help_text=hint, widget=forms.TextInput(attrs))


class SecondForm(AuthenticateForm):
    code = code_field("Code", FROM)


class AppForm(ActivateTOTPForm):
    code = code_field("The code that the app shows now")


class PasskeyForm(AddWebAuthnForm):
    name = forms.CharField(
        label="Name", max_length=60, required=False, help_text="Such as “laptop” or “blue key”."
    )
    passwordless = forms.BooleanField(
        label="Sign in with it alone, without a password",
        required=False,
        initial=True,
        help_text="It then asks for your finger, face or PIN.",
    )


class NotTheLastForm(forms.Form):
    """Nothing is typed; the last factor of somebody who needs one is not removed."""

    def __init__(self, *args, factor, **kwargs):
        super().__init__(*args, **kwargs)
        self.factor = factor

    def clean(self):
        if not mfa.may_go(self.factor):
            raise get_adapter().validation_error("cannot_delete_authenticator")
        return super().clean()


class NameForm(EditWebAuthnForm):
    name = forms.CharField(label="Name", max_length=60)


class PasswordForm(ReauthenticateForm):
    password = forms.CharField(
        label="Your password",
        strip=False,
        widget=forms.PasswordInput({"autocomplete": "current-password", "autofocus": True}),
    )


class CodeForm(CodeAgainForm):
    code = code_field("Code", FROM)
