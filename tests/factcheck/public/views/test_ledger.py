"""The receipt of a revision, checkpoints and keys."""

import json

import pytest

from claims.models import Checkpoint
from tests import given
from tests.helpers import passkeys

pytestmark = pytest.mark.django_db


def get_address(verdict) -> str:
    return f"/claims/{verdict.claim.public_id}/revisions/{verdict.revision}/"


def read_receipt(client, verdict) -> str:
    return client.get(f"{get_address(verdict)}receipt/").content.decode()


def test_a_receipt_is_linked_and_explained(client):
    given.published()
    verdict = given.published()
    assert f"{get_address(verdict)}receipt/" in client.get(get_address(verdict)).content.decode()
    page = client.get(f"{get_address(verdict)}receipt/").content.decode()
    assert "Entry 2: published" in page
    assert "Checkpoint of 2 entries" in page and "Combine it with the hash of entry 1" in page
    assert Checkpoint.objects.first().note.splitlines()[2] in page


def test_the_picture_of_a_long_ledger_shows_each_step(client):
    verdict = given.published()
    for _publication in range(4):
        given.published()
    page = client.get(f"{get_address(verdict)}receipt/").content.decode()
    for label in (
        "Entry 1<",
        "Entry 2<",
        "Entries 3 to 4<",
        "Entry 5<",
        "Checkpoint of 5 entries<",
    ):
        assert label in page


def test_a_receipt_says_which_entries_were_signed(client):
    signed, unsigned = passkeys.publish_with_signature(), given.published()
    words = "confirmed with a registered passkey"
    assert read_receipt(client, signed).count(words) == 1
    assert words not in read_receipt(client, unsigned)


def test_a_receipt_is_downloaded_as_a_file(client):
    verdict = given.published()
    response = client.get(f"{get_address(verdict)}receipt.json")
    assert response["Content-Disposition"].startswith("attachment; filename=")
    assert json.loads(response.content)["claim"] == verdict.claim.public_id


@pytest.mark.parametrize("state", ["draft", "in_review", "approved"])
@pytest.mark.parametrize("name", ["receipt/", "receipt.json"])
def test_an_unpublished_revision_has_no_receipt(client, state, name):
    assert client.get(get_address(given.STATES[state]()) + name).status_code == 404


def test_a_receipt_without_a_checkpoint_says_so(client, monkeypatch):
    monkeypatch.setattr("claims.publication.checkpoints.sign_checkpoint", lambda *a, **k: None)
    verdict = given.published()
    page = client.get(f"{get_address(verdict)}receipt/").content.decode()
    assert "The receipt is being prepared." in page
    assert client.get("/ledger/checkpoint").status_code == 404


def test_checkpoints_have_addresses_of_their_own(client):
    given.published(), given.published()
    for size, address in ((2, "/ledger/checkpoint"), (1, "/ledger/checkpoints/1")):
        response = client.get(address)
        assert response.content.decode() == Checkpoint.objects.get(size=size).note
        assert response["Content-Type"].startswith("text/plain")
    assert client.get("/ledger/checkpoints/3").status_code == 404


def test_the_keys_are_listed(client):
    assert "Nothing has been signed yet." in client.get("/ledger/keys/").content.decode()
    given.published()
    page = client.get("/ledger/keys/").content.decode()
    assert Checkpoint.objects.get().verifier_keys[0] in page
    assert "in use" in page
