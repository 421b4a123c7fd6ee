"""Adapters for django-allauth, which handles sign-in steps, MFA and sessions.

Accounts, passwords and e-mail addresses are handled by administrators and the desk's own pages.
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
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from qrcode import QRCode

from factcheck.accounts import attempt_limits, emails, known_devices, mfa, sessions
from factcheck.core.client_address import get_client_address

REAUTHENTICATION_FREE_SECONDS = 300  # seconds after a sign-in without reauthentication
INACTIVE_ACCOUNT = _("This account is not active. Ask your administrator.")
TOO_MANY_ATTEMPTS = _(
    "Too many attempts. Try again in 15 minutes. A passkey, or a device on which you signed in "
    "before, works now."
)


class AccountAdapter(DefaultAccountAdapter):
    """Signing in, its limits, and the e-mails about it."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "too_many_login_attempts": TOO_MANY_ATTEMPTS
    }

    def is_open_for_signup(self, request) -> bool:
        return False  # administrators create accounts

    def pre_authenticate(self, request, **credentials) -> None:
        """Refuse to check another password. Raises `ValidationError`."""
        username = credentials["username"]
        if not attempt_limits.allow_attempt(request, attempt_limits.PASSWORD, username):
            raise self.validation_error("too_many_login_attempts")

    def login(self, request, user) -> None:
        super().login(request, user)
        sessions.start_session(request, timezone.now())

    def post_login(self, request, user, **options):
        attempt_limits.forget_attempts(request, user.get_username())
        response = super().post_login(request, user, **options)
        known_devices.remember_device(request, response, user.get_username())
        return response

    def get_client_ip(self, request) -> str:
        return get_client_address(request)

    def respond_user_inactive(self, request, user):
        messages.error(request, INACTIVE_ACCOUNT)
        return redirect("admin:login")

    def is_reauthentication_required(self, *, app: str, **kwargs) -> bool:
        """A recent sign-in counts as reauthentication."""
        if sessions.is_younger_than(context.request, REAUTHENTICATION_FREE_SECONDS, timezone.now()):
            return False
        return super().is_reauthentication_required(app=app, **kwargs)

    def add_message(self, request, level, *args, message=None, **kwargs) -> None:
        """Drop allauth's default messages: the desk has its own."""
        if message:
            messages.add_message(request, level, message)

    def send_notification_mail(self, template_prefix, user, context=None, email=None) -> None:
        """Notify the user that their MFA changed: it may have been someone else."""
        what = template_prefix.rpartition("/")[2]
        emails.send_account_email(
            user, what, timezone.now(), address=self.get_client_ip(self.request)
        )


class MFAAdapter(DefaultMFAAdapter):
    """Names of MFA devices, and encryption of their secrets."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": _("This code is wrong, or it has already been used."),
        "cannot_delete_authenticator": _(
            "Your role requires two-factor authentication: add another method first."
        ),
    }

    def get_totp_label(self, user) -> str:
        return user.get_username()

    def get_totp_issuer(self) -> str:
        return settings.DESK_NAME

    def _get_site_name(self) -> str:
        return settings.DESK_NAME

    def generate_authenticator_name(self, user, type) -> str:
        number = user.authenticator_set.filter(type=type).count() + 1
        if number == 1:
            return gettext("Passkey")
        return gettext("Passkey %(number)d") % {"number": number}

    def build_totp_svg(self, url: str) -> SafeString:
        """The URL as an SVG of one path, without the style attributes that the CSP forbids."""
        code = QRCode(border=4)
        code.add_data(url)
        rows = code.get_matrix()
        path = "".join(
            f"M{x} {y}h1v1h-1z" for y, row in enumerate(rows) for x, dark in enumerate(row) if dark
        )
        return format_html(
            '<svg class="qr" viewBox="0 0 {size} {size}" role="img" aria-label="{label}">'
            '<path d="{path}"/></svg>',
            size=len(rows),
            label=gettext("QR code for the authenticator app"),
            path=path,
        )

    def encrypt(self, text: str) -> str:
        return _cipher().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return _cipher().decrypt(encrypted_text.encode()).decode()

    def can_delete_authenticator(self, authenticator) -> bool:
        return mfa.can_remove(authenticator)


def _cipher() -> MultiFernet:
    """The secrets are useless without SECRET_KEY."""
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    digests = [sha256(f"factcheck second factor {key}".encode()).digest() for key in keys]
    return MultiFernet([Fernet(urlsafe_b64encode(digest)) for digest in digests])
