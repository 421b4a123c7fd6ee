"""Fixtures for the public pages: a reader, who is not signed in."""

import html
import json
import re

import pytest
from django.test import Client

TAG = re.compile(r"<[^>]+>")
JSON_LD = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.S)


class Reader:
    """A visitor of the public site."""

    def __init__(self):
        self.client = Client(raise_request_exception=False)

    def get(self, path: str, **parameters):
        return self.client.get(path, parameters)

    def get_html(self, path: str, **parameters) -> str:
        """The HTML of a page, which must exist."""
        response = self.get(path, **parameters)
        assert response.status_code == 200, (path, response.status_code)
        return response.content.decode()

    def get_text(self, path: str, **parameters) -> str:
        """The text of a page, without markup."""
        return extract_text(JSON_LD.sub("", self.get_html(path, **parameters)))

    def get_claimreviews(self, path: str) -> list[dict]:
        return [json.loads(block) for block in JSON_LD.findall(self.get_html(path))]


@pytest.fixture
def reader():
    return Reader()


def extract_text(page: str) -> str:
    return " ".join(html.unescape(TAG.sub("", page)).split())


def get_claim_path(verdict) -> str:
    """The path of a claim without its slug."""
    return f"/claims/{verdict.claim.public_id}/"


def get_revision_path(verdict) -> str:
    return f"{get_claim_path(verdict)}revisions/{verdict.revision}/"
