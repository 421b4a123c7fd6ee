"""No public page breaks on a made-up address."""

import base64

import pytest

from tests import given


@pytest.mark.parametrize("key", ["[Infinity]", "[NaN]", "[" * 1500, "[1e400]"])
@pytest.mark.parametrize("page", ["ledger", "claimants", "claims", "changes", "sources"])
def test_a_forged_cursor_is_refused_with_a_message(client, db, page, key):
    given.published()
    cursor = base64.urlsafe_b64encode(key.encode()).decode().rstrip("=")
    response = client.get(f"/{page}/", {"cursor": cursor})
    assert response.status_code == 400
    assert "Start again from the first page." in response.content.decode()


@pytest.mark.parametrize("slug", ["%00", "a%00b", "a" * 51, "a b"])
def test_an_invalid_slug_is_no_topic(client, db, slug):
    assert client.get(f"/topics/{slug}/").status_code == 404
