"""Addresses that nobody was given: no public page breaks on them."""

import base64

import pytest

from tests import given


@pytest.mark.parametrize("key", ["[Infinity]", "[NaN]", "[" * 1500, "[1e400]"])
@pytest.mark.parametrize("page", ["ledger", "claimants", "claims", "changes", "sources"])
def test_a_forged_cursor_is_refused_with_a_sentence(client, db, page, key):
    given.published()
    cursor = base64.urlsafe_b64encode(key.encode()).decode().rstrip("=")
    answer = client.get(f"/{page}/", {"cursor": cursor})
    assert answer.status_code == 400
    assert "Start again from its beginning." in answer.content.decode()


@pytest.mark.parametrize("slug", ["%00", "a%00b", "a" * 51, "a b"])
def test_what_is_no_slug_is_no_topic(client, db, slug):
    assert client.get(f"/topics/{slug}/").status_code == 404
