"""Checkpoints, receipts and proofs of a ledger, verified as the specifications say."""

import base64
import json

import pytest

from claims.models import Checkpoint, LedgerEntry
from claims.publication import checkpoints, proofs, queries
from claims.publication.merkle import hash_leaf
from claims.publication.record import compute_digest
from claims.publication.signed_note import parse_verifier_key, verify_note
from tests import given
from tests.helpers import tlog

pytestmark = pytest.mark.django_db


def read_leaves() -> list[bytes]:
    return [entry.body.encode() for entry in LedgerEntry.objects.order_by("number")]


def read_note(note: str, keys: list[str]) -> tuple[str, int, bytes]:
    """The origin, the size and the root of a checkpoint that one of the keys signed."""
    text = verify_note(note, [parse_verifier_key(key) for key in keys])
    origin, size, root = text.splitlines()
    return origin, int(size), base64.b64decode(root)


def verify_receipt(receipt: dict) -> None:
    for entry in receipt["entries"]:
        head, _empty, note = entry["proof"].partition("\n\n")
        first_line, index, *hashes = head.splitlines()
        _origin, size, root = read_note(note, receipt["keys"])
        assert first_line == "c2sp.org/tlog-proof@v1"
        leaf, position = hash_leaf(entry["body"].encode()), int(index.removeprefix("index "))
        proof = [base64.b64decode(value) for value in hashes]
        assert tlog.is_included(leaf, position, size, proof, root)
        assert json.loads(entry["body"])["number"] == position + 1


def test_each_entry_has_a_checkpoint_of_the_whole_ledger(settings):
    given.superseded(), given.retracted()
    leaves = read_leaves()
    keys = [str(key.verifier_key) for key in checkpoints.list_signing_keys()]
    for size in range(1, len(leaves) + 1):
        checkpoint = Checkpoint.objects.get(size=size)
        root = tlog.compute_root(leaves[:size])
        assert read_note(checkpoint.note, keys) == (settings.LEDGER_ORIGIN, size, root)


def test_a_checkpoint_is_signed_by_both_keys_while_one_is_replaced(settings):
    given.published()
    settings.LEDGER_KEYS = [base64.b64encode(b"n" * 32).decode(), *settings.LEDGER_KEYS]
    given.published()
    settings.LEDGER_KEYS = settings.LEDGER_KEYS[:1]
    given.published()
    new, old = queries.list_ledger_keys()
    assert [(key.first, key.last) for key in (new, old)] == [(2, 3), (1, 2)]
    for key in (new, old):
        assert read_note(Checkpoint.objects.get(size=2).note, [key.key])[1] == 2


@pytest.mark.parametrize("state", ["published", "superseded", "suspended", "retracted"])
def test_a_receipt_proves_every_entry_of_its_revision(state):
    given.published()
    verdict = given.STATES[state]()
    given.published()
    receipt = proofs.get_receipt(verdict.claim.public_id, 1).to_json()
    verify_receipt(receipt)
    entries = LedgerEntry.objects.filter(claim_id=verdict.claim.public_id, revision=1)
    bodies = list(entries.order_by("number").values_list("body", flat=True))
    assert [entry["body"] for entry in receipt["entries"]] == bodies
    assert {json.loads(body)["record"] for body in bodies} == {receipt["record_sha256"]}
    if state == "suspended":
        assert (receipt["record"], receipt["record_salt"]) == (None, None)
    else:
        digest = compute_digest(receipt["record_salt"], receipt["record"])
        assert digest == receipt["record_sha256"]


def test_an_old_receipt_stays_valid():
    verdict = given.published()
    receipt = proofs.get_receipt(verdict.claim.public_id, 1).to_json()
    note = receipt["entries"][0]["proof"].partition("\n\n")[2]
    for _publication in range(4):
        given.published()
    verify_receipt(receipt)
    _origin, first, first_root = read_note(note, receipt["keys"])
    leaves = read_leaves()
    hashes = proofs.get_consistency_proof(str(len(leaves)), str(first)).hashes
    proof = [base64.b64decode(value) for value in hashes]
    root = tlog.compute_root(leaves)
    assert tlog.is_consistent(first, first_root, len(leaves), root, proof)


def test_all_proofs_of_a_ledger_are_valid(django_assert_num_queries):
    for _publication in range(7):
        given.published()
    leaves, size = read_leaves(), 7
    root = tlog.compute_root(leaves)
    for number in range(1, size + 1):
        with django_assert_num_queries(3):
            proof = proofs.get_entry_proof(str(number))
        assert tlog.is_included(hash_leaf(leaves[number - 1]), number - 1, size, proof.roots, root)
    for first in range(1, size + 1):
        hashes = proofs.get_consistency_proof(str(size), str(first)).hashes
        proof = [base64.b64decode(value) for value in hashes]
        first_root = tlog.compute_root(leaves[:first])
        assert tlog.is_consistent(first, first_root, size, root, proof)


def test_what_the_ledger_does_not_have_has_no_proof():
    verdict = given.published()
    assert proofs.get_entry_proof("2") is None
    assert proofs.get_consistency_proof("2", "1") is None
    assert proofs.get_consistency_proof("1", "2") is None
    assert proofs.get_receipt(verdict.claim.public_id, 2) is None
    assert proofs.get_receipt(given.draft().claim.public_id, 1) is None
