"""How does allauth behave at this desk? What it asks its adapters, answered.

It has the steps of signing in, the second factors and the list of sessions; accounts, passwords
and addresses stay with administrators and the desk's own pages.
"""

from base64 import urlsafe_b64encode
from hashlib import sha256

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings
from django.contrib import messages
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from qrcode import QRCode

from factcheck.accounts import emails, mfa, sessions

JUST_NOW = 300  # seconds after a sign-in in which nobody is asked who they are once more
LEFT = "This account is not in use. Ask whoever runs the accounts."


class AccountAdapter(DefaultAccountAdapter):
    """Signing in, and the letters about it."""

    def is_open_for_signup(self, request) -> bool:
        return False  # administrators make the accounts

    def login(self, request, user) -> None:
        user.backend = settings.AUTHENTICATION_BACKENDS[-1]  # those before it only count failures
        super().login(request, user)
        sessions.begin(request, timezone.now())

    def respond_user_inactive(self, request, user):
        messages.error(request, LEFT)
        return redirect("admin:login")

    def is_reauthentication_required(self, *, app: str, **kwargs) -> bool:
        """A sign-in just now counts as well as a password typed once more."""
        if sessions.begun_since(context.request, JUST_NOW, timezone.now()):
            return False
        return super().is_reauthentication_required(app=app, **kwargs)

    def add_message(self, request, level, *args, message=None, **kwargs) -> None:
        """Only what has words of its own: the desk says in its own words what was done."""
        if message:
            messages.add_message(request, level, message)

    def send_notification_mail(self, template_prefix, user, context=None, email=None) -> None:
        """The person is told that their second factor changed: it may not have been them."""
        what = template_prefix.rpartition("/")[2]
        emails.tell(user, what, timezone.now(), address=self.get_client_ip(self.request))


class FactorAdapter(DefaultMFAAdapter):
    """Second factors: what they are called, and how their secrets are kept."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": "This code is not right, or it was used already.",
        "cannot_delete_authenticator": "Your role needs a second factor: add another one first.",
    }

    def get_totp_label(self, user) -> str:
        return user.get_username()

    def get_totp_issuer(self) -> str:
        return settings.DESK_NAME

    def _get_site_name(self) -> str:
        return settings.DESK_NAME

    def generate_authenticator_name(self, user, type) -> str:
        number = user.authenticator_set.filter(type=type).count() + 1
        return f"Passkey {number}" if number > 1 else "Passkey"

    def build_totp_svg(self, url: str) -> SafeString:
        """The address as a drawing of one path, without the style attributes a policy refuses."""
        code = QRCode(border=4)
        code.add_data(url)
        rows = code.get_matrix()
        path = "".join(
            f"M{x} {y}h1v1h-1z" for y, row in enumerate(rows) for x, dark in enumerate(row) if dark
        )
        return format_html(
            '<svg class="qr" viewBox="0 0 {} {}" role="img" aria-label="QR code for the'
            ' authenticator app"><path d="{}"/></svg>',
            len(rows),
            len(rows),
            path,
        )

    def encrypt(self, text: str) -> str:
        return _cipher().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return _cipher().decrypt(encrypted_text.encode()).decode()

    def can_delete_authenticator(self, authenticator) -> bool:
        return mfa.may_go(authenticator)


def _cipher() -> MultiFernet:
    """Whoever copies the tables without SECRET_KEY has no secrets of theirs."""
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    digests = [sha256(f"factcheck second factor {key}".encode()).digest() for key in keys]
    return MultiFernet([Fernet(urlsafe_b64encode(digest)) for digest in digests])
