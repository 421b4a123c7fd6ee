"""How do tests have a second factor? Set up over the desk's own pages, with codes computed here."""

import re

from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.test import Client

from tests import given

SECRET = re.compile(r'class="account-key">([A-Z2-7]+)<')
CODE = re.compile(r"<li><code>(\d{8})</code></li>")
NOW = 60_000_000  # a step of 30 seconds in which every test lives


def at_step(monkeypatch, step: int = NOW) -> None:
    """The authenticator's clock stands at this step, so that a test cannot fall between two."""
    monkeypatch.setattr(
        "allauth.mfa.totp.internal.auth.yield_hotp_counters_from_time",
        lambda: iter([step - 1, step, step + 1]),
    )


def code(secret: str, step: int = NOW) -> str:
    """What the app shows in this step."""
    return format_hotp_value(hotp_value(secret, step))


def signed_in(name: str, role: str = "") -> Client:
    """A browser in which somebody typed user name and password."""
    given.person(name, role)
    client = Client(HTTP_USER_AGENT="Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Firefox/140.0")
    with_password(client, name)
    return client


def with_password(client: Client, name: str, **told):
    words = {"username": name, "password": "-".join([name] * 3), **told}
    return client.post("/desk/login/", words)


def add_app(client: Client, step: int = NOW) -> tuple[str, list[str]]:
    """Set an authenticator app up: its secret, and the recovery codes that were shown."""
    secret = SECRET.search(client.get("/desk/account/app/add/").content.decode())[1]
    answer = client.post("/desk/account/app/add/", {"code": code(secret, step)})
    assert answer.status_code == 302, answer.content.decode()
    return secret, CODE.findall(client.get(answer["Location"]).content.decode())
