"""Signs the session cookie, so that a session key that was read from the database opens nothing.

What a session contains is signed, too (`session_store`): no one without `SECRET_KEY` can write one.
"""

from django.conf import settings
from django.contrib.sessions.middleware import SessionMiddleware
from django.core import signing

SALT = "factcheck session key"


def sign_session_key(key: str) -> str:
    """Return the value of the cookie of this session; `get_signed_cookie` reads it."""
    # Django signs the name of a cookie with its value.
    return signing.get_cookie_signer(salt=settings.SESSION_COOKIE_NAME + SALT).sign(key)


class SignedSessionMiddleware(SessionMiddleware):
    """Django's middleware; only the cookie differs. A cookie without a signature is deleted."""

    def process_request(self, request):
        key = request.get_signed_cookie(settings.SESSION_COOKIE_NAME, default=None, salt=SALT)
        request.session = self.SessionStore(key)

    def process_response(self, request, response):
        response = super().process_response(request, response)
        cookie = response.cookies.get(settings.SESSION_COOKIE_NAME)
        if cookie and cookie.value:
            response.cookies[settings.SESSION_COOKIE_NAME] = sign_session_key(cookie.value)
        return response
