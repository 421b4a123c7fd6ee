"""Browsers in which a user has signed in before: a signed cookie for each user of a browser.

Guesses made elsewhere never lock out a known device (OWASP, “Slow Down Online Guessing Attacks
with Device Cookies”). The cookie replaces no password: it only decides which counter an attempt
counts for.
"""

from hashlib import sha256

from django.conf import settings
from django.utils.crypto import get_random_string

LIFETIME = 365 * 24 * 3600  # seconds
SALT = "factcheck known device"
PATH = "/desk/"


def get_device(request, username: str) -> str:
    """Return the identifier of this browser if the user has signed in here, or an empty string."""
    name = _get_cookie_name(username)
    return request.get_signed_cookie(name, default="", salt=SALT, max_age=LIFETIME)


def remember_device(request, response, username: str) -> None:
    """Mark this browser as known to the user: they signed in, or opened a link from an e-mail."""
    response.set_signed_cookie(
        _get_cookie_name(username),
        get_device(request, username) or get_random_string(22),
        salt=SALT,
        max_age=LIFETIME,
        path=PATH,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def _get_cookie_name(username: str) -> str:
    """Several users can share a browser. Django signs the name of a cookie with its value."""
    prefix = "__Secure-" if settings.SESSION_COOKIE_SECURE else ""
    return f"{prefix}device_{sha256(username.encode()).hexdigest()[:16]}"
