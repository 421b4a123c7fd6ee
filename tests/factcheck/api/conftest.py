"""What the tests of the API begin with: a client that speaks to version 1."""

import pytest
from django.core.cache import caches
from django.test import Client


class Partner:
    """Somebody who reads the API; addresses are relative to its root, or absolute."""

    def __init__(self):
        self.client = Client(raise_request_exception=False)

    def ask(self, address: str, method: str = "get", **headers):
        path = address.removeprefix("http://127.0.0.1:8000")
        path = path if path.startswith("/") else f"/api/v1/{path}"
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return self.client.generic(method.upper(), path, headers=named)

    def read(self, address: str, **headers) -> dict:
        """The document at an address that answers with one."""
        response = self.ask(address, **headers)
        assert response.status_code == 200, response.content
        return response.json()

    def results(self, address: str) -> list[dict]:
        return self.read(address)["results"]

    def problem(self, address: str, status: int, method: str = "get", **headers) -> dict:
        """The problem at an address that answers with one of this status."""
        response = self.ask(address, method, **headers)
        assert response.status_code == status, response.content
        assert response.headers["Content-Type"] == "application/problem+json"
        problem = response.json()
        assert problem["status"] == status
        return problem


@pytest.fixture
def partner():
    return Partner()


@pytest.fixture
def rate(settings):
    """Sets how often one address may ask, from a clean slate."""

    def limit(rate: str):
        settings.API_RATE = rate

    caches["process"].clear()
    yield limit
    caches["process"].clear()
