"""MFA in tests: set up through the desk's own pages, with codes computed here."""

import re

from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value

from tests import given
from tests.helpers.client import Client

SECRET = re.compile(r'class="account-key">([A-Z2-7]+)<')
CODE = re.compile(r"<li><code>(\d{8})</code></li>")
NOW = 60_000_000  # the 30-second step of all tests


def freeze_at_step(monkeypatch, step: int = NOW) -> None:
    """Fix the authenticator's clock at this step."""
    monkeypatch.setattr(
        "allauth.mfa.totp.internal.auth.yield_hotp_counters_from_time",
        lambda: iter([step - 1, step, step + 1]),
    )


def compute_code(secret: str, step: int = NOW) -> str:
    """The code of the app in this step."""
    return format_hotp_value(hotp_value(secret, step))


def sign_in_with_password(name: str, role: str = "") -> Client:
    """A client in which the user entered username and password."""
    given.person(name, role)
    client = Client(HTTP_USER_AGENT="Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Firefox/140.0")
    post_password(client, name)
    return client


def post_password(client: Client, name: str, **data):
    data = {"username": name, "password": "-".join([name] * 3), **data}
    return client.post("/desk/login/", data)


def add_app(client: Client, step: int = NOW) -> tuple[str, list[str]]:
    """Set up an authenticator app and return its secret and the recovery codes."""
    secret = SECRET.search(client.get("/desk/account/app/add/").content.decode())[1]
    answer = client.post("/desk/account/app/add/", {"code": compute_code(secret, step)})
    assert answer.status_code == 302, answer.content.decode()
    return secret, CODE.findall(client.get(answer["Location"]).content.decode())
