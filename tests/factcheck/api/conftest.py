"""Fixtures of the API tests: a client of version 1, and the rate limit."""

import pytest
from django.core.cache import caches
from django.test import Client


class Partner:
    """A client of the API; addresses are relative to its root, or absolute."""

    def __init__(self):
        self.client = Client(raise_request_exception=False)

    def request(self, address: str, method: str = "get", **headers):
        path = address.removeprefix("http://127.0.0.1:8000")
        path = path if path.startswith("/") else f"/api/v1/{path}"
        names = {name.replace("_", "-"): value for name, value in headers.items()}
        return self.client.generic(method.upper(), path, headers=names)

    def read(self, address: str, **headers) -> dict:
        """Return the document at an address."""
        response = self.request(address, **headers)
        assert response.status_code == 200, response.content
        return response.json()

    def results(self, address: str) -> list[dict]:
        """Return the rows of the first page of a list."""
        return self.read(address)["results"]

    def problem(self, address: str, status: int, method: str = "get", **headers) -> dict:
        """Return the problem at an address, which must have this status."""
        response = self.request(address, method, **headers)
        assert response.status_code == status, response.content
        assert response.headers["Content-Type"] == "application/problem+json"
        problem = response.json()
        assert problem["status"] == status
        return problem


@pytest.fixture
def partner():
    return Partner()


@pytest.fixture
def rate_limit(settings):
    """Sets the rate limit; earlier requests are not counted."""

    def set_rate(rate: str):
        settings.API_RATE = rate

    caches["process"].clear()
    yield set_rate
    caches["process"].clear()
