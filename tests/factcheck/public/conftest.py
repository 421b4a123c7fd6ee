"""What the tests of the public pages begin with: a reader, and a page to look at."""

import html
import json
import re

import pytest
from django.test import Client

TAGS = re.compile(r"<[^>]+>")
BLOCK = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.S)


class Reader:
    """Somebody who reads the site without signing in."""

    def __init__(self):
        self.client = Client(raise_request_exception=False)

    def ask(self, address: str, **asked):
        return self.client.get(address, asked)

    def page(self, address: str, **asked) -> str:
        """The HTML at an address that answers with some."""
        response = self.ask(address, **asked)
        assert response.status_code == 200, (address, response.status_code)
        return response.content.decode()

    def words(self, address: str, **asked) -> str:
        """What can be read at an address, without markup."""
        page = BLOCK.sub("", self.page(address, **asked))
        return " ".join(html.unescape(TAGS.sub("", page)).split())

    def claimreviews(self, address: str) -> list[dict]:
        return [json.loads(one) for one in BLOCK.findall(self.page(address))]


@pytest.fixture
def reader():
    return Reader()


def address_of(verdict) -> str:
    """Where a claim is shown, without the readable part."""
    return f"/claims/{verdict.claim.public_id}/"


def revision_of(verdict) -> str:
    return f"{address_of(verdict)}revisions/{verdict.revision}/"
