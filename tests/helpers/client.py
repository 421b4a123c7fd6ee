"""Django's test client with the session cookie of the site, which is signed."""

from importlib import import_module

from django import test
from django.conf import settings
from django.http import HttpRequest

from factcheck.accounts.session_middleware import SALT, sign_session_key


class Client(test.Client):
    """Needed where a test uses `force_login` or `session`."""

    @property
    def session(self):
        """The session of the cookie, or a new one."""
        if settings.SESSION_COOKIE_NAME not in self.cookies:
            new = super().session
            self._sign_cookie()
            return new
        request = HttpRequest()
        request.COOKIES = {name: cookie.value for name, cookie in self.cookies.items()}
        key = request.get_signed_cookie(settings.SESSION_COOKIE_NAME, salt=SALT)
        return import_module(settings.SESSION_ENGINE).SessionStore(key)

    def force_login(self, user, backend=None):
        super().force_login(user, backend)
        self._sign_cookie()

    def _sign_cookie(self) -> None:
        name = settings.SESSION_COOKIE_NAME
        self.cookies[name] = sign_session_key(self.cookies[name].value)
