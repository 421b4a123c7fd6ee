"""Clients that are signed in at the desk, and the addresses of a verdict there."""

import re

import pytest

from tests import given
from tests.helpers.client import Client


@pytest.fixture
def desk_client(db):
    """Return a client that is signed in as this user."""

    def sign_in(name: str, role: str = "") -> Client:
        client = Client()
        client.force_login(given.person(name, role))
        return client

    return sign_in


def workspace_url(verdict) -> str:
    return f"/desk/claims/verdict/{verdict.pk}/change/"


def verdict_url(verdict, name: str) -> str:
    return f"/desk/claims/verdict/{verdict.pk}/{name}/"


HIDDEN = re.compile(r'<input type="hidden" name="(seen|sha256|version|edited_at)" value="([^"]+)"')


def parse_hidden_fields(page: str) -> dict:
    """The version tokens in the forms of a page, by the name of their field."""
    return dict(HIDDEN.findall(page))


def get_hidden_fields(client: Client, url: str) -> dict:
    """The version tokens in the forms of the page at `url`."""
    return parse_hidden_fields(client.get(url).content.decode())
