"""The verifier is one file that imports nothing of Factcheck: it names what is wrong and fails.

It runs in a process of its own, in a folder outside the checkout.
"""

import json
import shutil
import subprocess
import sys
from hashlib import sha256
from io import StringIO
from random import Random

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connections

from claims.publication.checkpoints import list_signing_keys
from claims.publication.ledger_export import format_line
from tests import given
from tests.helpers.client import Client

VERIFIER = settings.BASE_DIR / "factcheck/public/static/public/verify_factcheck.py"
CLEAN = "Nothing is wrong."


@pytest.fixture
def run(tmp_path):
    """Runs the verifier with these arguments; returns its exit status and its output."""
    shutil.copy(VERIFIER, tmp_path / "verify.py")

    def run_verifier(*arguments):
        command = [sys.executable, "-I", "verify.py", *map(str, arguments)]
        done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, timeout=60)
        assert not done.stderr, done.stderr
        return done.returncode, done.stdout

    return run_verifier


@pytest.fixture
def world(own_database, django_db_blocker):
    """A ledger with entries of several kinds; one revision is suspended, another one hidden."""
    with django_db_blocker.unblock():
        given.superseded(), given.hidden(), given.retracted(), given.suspended()
        yield
        connections.close_all()


@pytest.fixture
def export(world, tmp_path):
    path = tmp_path / "ledger.ndjson"
    call_command("export_ledger", path, stdout=StringIO())
    return path


@pytest.fixture
def receipt(world, tmp_path):
    """The receipt of a retracted revision, as a reader downloads it."""
    verdict = given.retracted()
    address = f"/claims/{verdict.claim.public_id}/revisions/1/receipt.json"
    path = tmp_path / "receipt.json"
    path.write_bytes(Client().get(address).content)
    return path


def get_key() -> str:
    return str(list_signing_keys()[0].verifier_key)


def read_rows(export) -> list[dict]:
    return [json.loads(line) for line in export.read_text().splitlines()]


def test_an_export_is_verified(export, run):
    status, output = run(export)
    assert (status, CLEAN in output) == (0, True), output
    assert get_key() in output  # it was not known from elsewhere


def test_an_export_is_verified_with_a_known_key(export, run):
    status, output = run(export, "--key", get_key())
    assert (status, output.startswith(CLEAN)) == (0, True), output


def test_an_export_signed_by_another_key_is_refused(export, run):
    other = "facts.example/ledger+c45c3a3b+AbC0Pzp0UF3iXJ5mW0W0eLxYkxQmYQ5pT2cV1p3nH7gk"
    status, output = run(export, "--key", other)
    assert status == 1
    assert "is not signed by a known key" in output


def test_a_flipped_byte_in_each_line_of_an_export_is_found(export, run, tmp_path):
    random, lines = Random(11), export.read_bytes().splitlines(keepends=True)
    changed = tmp_path / "changed.ndjson"
    for number, line in enumerate(lines):
        raw = bytearray(line)
        raw[random.randrange(len(raw))] ^= 1 << random.randrange(7)
        changed.write_bytes(b"".join([*lines[:number], bytes(raw), *lines[number + 1 :]]))
        status, output = run(changed)
        assert status == 1, (number, output)


def rewrite(export, change) -> None:
    """Change the rows of an export and make its last line fit them again."""

    rows = change(read_rows(export)[:-1])
    text = "".join(map(format_line, rows))
    end = {"type": "end", "lines": len(rows), "sha256": sha256(text.encode()).hexdigest()}
    export.write_text(text + format_line(end))


def change_row(kind: str, number: int, **values):
    """A change of one row of an export: the row of this type with this number."""

    def change(rows):
        row = [row for row in rows if row["type"] == kind][number]
        row |= {
            name: value(row[name]) if callable(value) else value for name, value in values.items()
        }
        return rows

    return change


def drop(kind: str, number: int):
    def change(rows):
        listed = [row for row in rows if row["type"] == kind]
        return [row for row in rows if row is not listed[number]]

    return change


def swap_entries(rows):
    numbers = [index for index, row in enumerate(rows) if row["type"] == "entry"]
    first, second = numbers[:2]
    rows[first], rows[second] = rows[second], rows[first]
    return rows


FORGERIES = [
    (
        change_row("entry", 1, body=lambda body: body.replace("correction", "minor_edit")),
        "The first",
    ),
    (change_row("entry", 0, body="{}"), "Entry 1 does not have the form"),
    (change_row("entry", 0, body="x"), "Entry 1 is not JSON."),
    (
        change_row("entry", 0, decisions=lambda rows: [[*rows[0][:2], "0" * 64], *rows[1:]]),
        "The decisions of entry 1 do not match their digest.",
    ),
    (change_row("entry", 0, decisions=[]), "The decisions of entry 1 do not match"),
    (drop("entry", 1), "Entries are missing"),
    (drop("entry", -1), "Entries are missing"),
    (swap_entries, "Entry 1 has the number 2."),
    (
        change_row("record", 0, content=lambda text: text.replace("percent", "per cent", 1)),
        "does not match its digest",
    ),
    (change_row("record", 0, salt="0" * 64), "does not match its digest"),
    (change_row("record", 0, salt=None), "has no salt"),
    (change_row("record", 0, sha256="0" * 64), "is not the one in the ledger"),
    (change_row("record", 0, claim="c0000000"), "is not the one in the ledger"),
    (drop("record", 0), "is missing"),
    (change_row("checkpoint", 0, size=2), "is of another ledger"),
    (drop("checkpoint", -1), "The newest entries are under no signed checkpoint."),
    (
        change_row("checkpoint", 0, note=lambda note: note.replace("\n1\n", "\n2\n")),
        "is not signed by a known key",
    ),
    (change_row("header", 0, origin="other.example/ledger"), "is of another ledger"),
    (change_row("header", 0, size=2), "Entries are missing: 2 were exported"),
    (change_row("key", 0, verifier_key="x"), "This is not a key: x"),
    (change_row("entry", 0, body=7), "has a wrong value"),
]


def test_what_was_changed_in_an_export_is_named(export, run):
    original = export.read_bytes()
    for change, sentence in FORGERIES:
        export.write_bytes(original)
        rewrite(export, change)
        status, output = run(export)
        assert (status, sentence in output) == (1, True), (sentence, output)


def test_a_ledger_that_was_rewritten_is_found_with_an_older_checkpoint(export, run, tmp_path):
    folder = tmp_path / "checkpoints"
    assert run(export, "--checkpoints", folder)[0] == 0
    given.published()
    call_command("export_ledger", export, stdout=StringIO())
    status, output = run(export, "--checkpoints", folder)
    assert (status, output.startswith(CLEAN)) == (0, True), output
    assert len(list(folder.glob("*.checkpoint"))) == 2


def test_a_ledger_that_was_rolled_back_is_found(export, run, tmp_path):
    folder, newer = tmp_path / "checkpoints", tmp_path / "newer.ndjson"
    given.published()
    call_command("export_ledger", newer, stdout=StringIO())
    assert run(newer, "--checkpoints", folder)[0] == 0
    status, output = run(export, "--checkpoints", folder)
    assert (status, "The ledger was rolled back: it had" in output) == (1, True), output


def test_a_receipt_is_verified(receipt, run):
    status, output = run(receipt)
    assert (status, CLEAN in output) == (0, True), output


def test_a_flipped_byte_of_a_receipt_is_found(receipt, run):
    random, raw = Random(11), receipt.read_bytes()
    for _attempt in range(30):
        changed = bytearray(raw)
        changed[random.randrange(len(raw))] ^= 1 << random.randrange(7)
        receipt.write_bytes(bytes(changed))
        if get_proven(bytes(changed)) == get_proven(raw):
            continue  # another spelling, or the sentence that it is a demonstration
        status, output = run(receipt, "--key", get_key())
        assert status == 1, output


def get_proven(raw: bytes) -> dict | None:
    """What a receipt proves; None if the bytes are not JSON."""
    names = ("format", "claim", "revision", "record", "record_salt", "record_sha256", "entries")
    try:
        receipt = json.loads(raw)
        return {name: receipt.get(name) for name in (*names, "keys")}
    except ValueError:
        return None


RECEIPT_FORGERIES = [
    ({"record": "{}"}, "does not match its digest"),
    ({"record_salt": None}, "has no salt"),
    ({"record_sha256": "0" * 64}, "is not the one in the ledger"),
    ({"revision": 2}, "is about another revision"),
    ({"entries": []}, "This is not a receipt"),
    ({"keys": []}, "is not signed by a known key"),
    ({"format": "other/1"}, "This is not a receipt"),
]


def test_what_was_changed_in_a_receipt_is_named(receipt, run):
    original = json.loads(receipt.read_text())
    for change, sentence in RECEIPT_FORGERIES:
        receipt.write_text(json.dumps(original | change))
        status, output = run(receipt)
        assert (status, sentence in output) == (1, True), (sentence, output)


def test_an_entry_with_the_proof_of_another_is_refused(receipt, run):
    changed = json.loads(receipt.read_text())
    first, second = changed["entries"]
    first["proof"], second["proof"] = second["proof"], first["proof"]
    receipt.write_text(json.dumps(changed))
    status, output = run(receipt)
    assert (status, "is not in the ledger of" in output) == (1, True), output


def test_a_site_is_verified(site, run, tmp_path, django_db_blocker):
    with django_db_blocker.unblock():
        given.superseded(), given.retracted(), given.suspended()
        folder = tmp_path / "checkpoints"
        status, output = run(site, "--checkpoints", folder)
        assert (status, CLEAN in output) == (0, True), output
        given.published()
        status, output = run(site, "--checkpoints", folder, "--key", get_key())
        assert (status, output.startswith(CLEAN)) == (0, True), output


def test_what_cannot_be_read_has_a_status_of_its_own(run, tmp_path):
    assert run(tmp_path / "missing.json")[0] == 2
    assert run("http://127.0.0.1:9/")[0] == 2
