"""Who sits at the desk, and where things stand there."""

import re

import pytest
from django.test import Client

from tests import given


@pytest.fixture
def at_the_desk(db):
    """A browser in which this person of the cast is signed in."""

    def sign_in(name: str, role: str = "") -> Client:
        client = Client()
        client.force_login(given.person(name, role))
        return client

    return sign_in


def workspace(verdict) -> str:
    return f"/desk/claims/verdict/{verdict.pk}/change/"


def verb(verdict, name: str) -> str:
    return f"/desk/claims/verdict/{verdict.pk}/{name}/"


HIDDEN = re.compile(r'<input type="hidden" name="(seen|sha256|version|edited_at)" value="([^"]+)"')


def carried(page: str) -> dict:
    """What the forms of a page carry of the state that they were opened with."""
    return dict(HIDDEN.findall(page))


def opened(browser: Client, address: str) -> dict:
    """The same of a page that this browser opens now."""
    return carried(browser.get(address).content.decode())
