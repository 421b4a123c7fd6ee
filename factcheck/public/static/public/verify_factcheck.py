#!/usr/bin/env python3
"""Verify what a fact-checking desk published with Factcheck, without trusting its site.

    python3 verify_factcheck.py https://facts.example/   the ledger and all records of a site
    python3 verify_factcheck.py receipt.json             the receipt of one revision
    python3 verify_factcheck.py ledger.ndjson            an export of the ledger

Needs Python 3.11 or newer and the package `cryptography`, and nothing of Factcheck itself. The
formats are described in docs/ledger.md: the bodies of entries are the leaves of a Merkle tree
(RFC 6962), whose root is in checkpoints signed with Ed25519 (https://c2sp.org/tlog-checkpoint).

`--key` gives a key that you know from elsewhere, such as a printed page. `--checkpoints FOLDER`
keeps keys and checkpoints: the next time, the ledger must contain what it contained before.

Prints a sentence for everything that is wrong. Exit status: 0 nothing is wrong, 1 something is
wrong, 2 the source could not be read.
"""

import argparse
import base64
import binascii
import hashlib
import json
import sys
import urllib.error
import urllib.parse
import urllib.request
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

TIMEOUT_SECONDS = 30
MAX_BYTES = 50_000_000  # of one answer of a site
ED25519 = b"\x01"  # the kind of a key in a signed note
BODY_KEYS = {"number", "event", "at", "claim", "revision", "record", "decisions", "details"}
LINE_KEYS = {
    "header": {"format", "origin", "size", "exported_at"},
    "key": {"verifier_key", "first_size", "last_size"},
    "entry": {"body", "decisions"},
    "record": {"claim", "revision", "sha256", "salt", "content"},
    "checkpoint": {"size", "note"},
    "timestamp": {"size", "authority", "token"},
    "end": {"lines", "sha256"},
}
ORDER = list(LINE_KEYS)
RECORD_FIELDS = ("claim", "revision", "sha256", "salt", "content")
FORMATS = ("factcheck-ledger/1", "factcheck-receipt/1")


class Unreadable(Exception):
    """The input could not be read at all."""


# ── hashes and the tree ─────────────────────────────────────────────────────────────────────────
def sha256(text):
    return hashlib.sha256(text.encode()).hexdigest()


def hash_leaf(body):
    return hashlib.sha256(b"\0" + body.encode()).digest()


def hash_children(left, right):
    return hashlib.sha256(b"\1" + left + right).digest()


def canonical_json(value):
    """The canonical form (RFC 8785) of a value with ASCII keys and whole numbers."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True)


class Tree:
    """A growing Merkle tree. `roots[n]` is the root of its first n leaves."""

    def __init__(self):
        self.subtrees, self.roots = [], [hashlib.sha256().digest()]

    def append(self, leaf):
        width = 1
        while self.subtrees and self.subtrees[-1][0] == width:
            leaf, width = hash_children(self.subtrees.pop()[1], leaf), 2 * width
        self.subtrees.append((width, leaf))
        root = leaf
        for _width, subtree in reversed(self.subtrees[:-1]):
            root = hash_children(subtree, root)
        self.roots.append(root)

    @property
    def size(self):
        return len(self.roots) - 1


def compute_proof_root(leaf, index, size, hashes):
    """The root that an inclusion proof leads to; None if the proof has a wrong length.

    RFC 9162, section 2.1.3.2.
    """
    if not 0 <= index < size:
        return None
    node, last, root = index, size - 1, leaf
    for sibling in hashes:
        if last == 0:
            return None
        if node & 1 or node == last:
            root = hash_children(sibling, root)
            while not node & 1 and node:
                node, last = node >> 1, last >> 1
        else:
            root = hash_children(root, sibling)
        node, last = node >> 1, last >> 1
    return root if last == 0 else None


# ── keys and checkpoints ────────────────────────────────────────────────────────────────────────
def decode_base64(text):
    return base64.b64decode(text.encode("ascii"), validate=True)


def read_key(text):
    """The name, the four bytes and the Ed25519 key of a verifier key; raises `ValueError`."""
    name, identifier, encoded = text.strip().split("+", 2)
    raw = decode_base64(encoded)
    digest = hashlib.sha256(name.encode() + b"\n" + raw).digest()[:4]
    if raw[:1] != ED25519 or digest.hex() != identifier:
        raise ValueError("not a verifier key for Ed25519")
    return name, digest, Ed25519PublicKey.from_public_bytes(raw[1:])


class Checkpoint:
    """A signed note with the origin, the size and the root of a ledger; raises `ValueError`."""

    def __init__(self, note):
        self.note = note
        text, separator, signatures = note.partition("\n\n")
        self.origin, size, root = text.split("\n")[:3]
        self.size, self.root, self.text = int(size), decode_base64(root), text + "\n"
        if str(self.size) != size or len(self.root) != 32 or not separator:
            raise ValueError("not a checkpoint")
        lines = signatures.removesuffix("\n").split("\n")
        self.signatures = [self._read_signature(line) for line in lines]

    @staticmethod
    def _read_signature(line):
        dash, name, encoded = line.split(" ")
        if dash != "—":
            raise ValueError("not a signature")
        raw = decode_base64(encoded)
        return name, raw[:4], raw[4:]

    def is_signed_by(self, key):
        name, digest, public_key = key
        for signer, identifier, signature in self.signatures:
            if (signer, identifier) == (name, digest) and name == self.origin:
                try:
                    public_key.verify(signature, self.text.encode())
                    return True
                except InvalidSignature:
                    return False
        return False


class Memory:
    """Keys and checkpoints in a folder, which prove later that nothing was rewritten."""

    def __init__(self, folder, report):
        self.folder, self.report, self.checkpoints, self.keys = folder, report, [], []
        if folder is None:
            return
        folder.mkdir(parents=True, exist_ok=True)
        for file in sorted(folder.glob("*.checkpoint")):
            try:
                self.checkpoints.append(Checkpoint(file.read_text(encoding="utf-8")))
            except (ValueError, OSError):
                self.report(f"The file {file.name} in your folder is not a checkpoint.")
        if (keys := folder / "keys.txt").exists():
            self.keys = keys.read_text(encoding="utf-8").split()

    def check(self, tree, origin):
        """The ledger begins with what it had at each remembered checkpoint."""
        for old in self.checkpoints:
            if old.origin != origin:
                continue
            if old.size > tree.size:
                self.report(
                    f"The ledger was rolled back: it had {old.size} entries and now has "
                    f"{tree.size}."
                )
            elif tree.roots[old.size] != old.root:
                self.report(
                    f"The ledger was rewritten: its first {old.size} entries are not those of the "
                    "checkpoint in your folder."
                )

    def check_one(self, checkpoint):
        """Two checkpoints of one size have one root."""
        for old in self.checkpoints:
            same = (old.origin, old.size) == (checkpoint.origin, checkpoint.size)
            if same and old.root != checkpoint.root:
                self.report(f"There are two different ledgers of {old.size} entries.")

    def save(self, checkpoint, keys):
        if self.folder is not None:
            name = f"{checkpoint.size:012}-{checkpoint.root.hex()[:8]}.checkpoint"
            (self.folder / name).write_text(checkpoint.note, encoding="utf-8")
            (self.folder / "keys.txt").write_text("\n".join(keys) + "\n", encoding="utf-8")


# ── the verifier ────────────────────────────────────────────────────────────────────────────────
class Verifier:
    """What is known so far of a ledger, and what is wrong with it."""

    def __init__(self, folder=None, keys=()):
        self.problems, self.notes = [], []
        self.memory = Memory(folder, self.report)
        self.known_keys = [*keys, *self.memory.keys]
        self.key_texts, self.keys = [], []
        self.tree, self.newest = Tree(), None
        self.records, self.seen_records, self.bodies = {}, set(), {}  # by claim and revision
        self.notes_by_size = {}  # digests of the notes of checkpoints

    def report(self, sentence):
        self.problems.append(sentence)

    def add_keys_once(self, texts):
        """Use the keys that you know; without any, those of the input, and say so."""
        if self.key_texts:
            return
        self.key_texts = list(texts)
        if not self.known_keys:
            self.notes.append(
                "The keys are those of the input itself. Compare them with keys from elsewhere:"
            )
            self.notes += [f"  {text}" for text in texts]
        elif unknown := [text for text in texts if text not in self.known_keys]:
            self.notes += [f"Not a key that you know, so not used: {text}" for text in unknown]
        for text in dict.fromkeys([*self.known_keys, *texts]):
            try:
                key = read_key(text)
            except (ValueError, AttributeError):
                self.report(f"This is not a key: {text}")
                continue
            if not self.known_keys or text in self.known_keys:
                self.keys.append(key)

    def read_checkpoint(self, note, where):
        """The checkpoint of a note, if it can be read and a known key signed it."""
        try:
            checkpoint = Checkpoint(note)
        except (ValueError, AttributeError, binascii.Error):
            self.report(f"{where} is not a checkpoint.")
            return None
        if not any(checkpoint.is_signed_by(key) for key in self.keys):
            self.report(f"{where} of {checkpoint.size} entries is not signed by a known key.")
            return None
        self.memory.check_one(checkpoint)
        if self.newest is None or checkpoint.size > self.newest.size:
            self.newest = checkpoint
        return checkpoint

    def add_entry(self, body, decisions=None):
        """Append an entry to the tree, and check what it says."""
        number = self.tree.size + 1
        self.tree.append(hash_leaf(body))
        try:
            entry = json.loads(body)
            keys = set(entry)
        except (ValueError, TypeError):
            self.report(f"Entry {number} is not JSON.")
            return
        if keys != BODY_KEYS or canonical_json(entry) != body:
            self.report(f"Entry {number} does not have the form of an entry.")
            return
        if entry["number"] != number:
            self.report(f"Entry {number} has the number {entry['number']}.")
        digest = sha256(canonical_json(decisions)) if decisions else None
        if decisions is not None and digest != entry["decisions"]:
            self.report(f"The decisions of entry {number} do not match their digest.")
        self.check_revision(entry)
        self.bodies.setdefault((entry["claim"], entry["revision"]), []).append(body)

    def check_revision(self, entry):
        """All entries about a revision have the same record."""
        if entry["record"] is None:
            return
        revision = (entry["claim"], entry["revision"])
        known = self.records.setdefault(revision, entry["record"])
        if known != entry["record"]:
            self.report(
                f"Entry {entry['number']} has another record of revision {entry['revision']} of "
                f"claim {entry['claim']} than the entries before it."
            )

    def check_record(self, claim, revision, digest, salt, content):
        """A record matches the digest in the ledger, and is of this claim and revision."""
        name = f"The record of revision {revision} of claim {claim}"
        self.seen_records.add((claim, revision))
        if self.records.get((claim, revision)) != digest:
            self.report(f"{name} is not the one in the ledger.")
        if content is None or salt is None:
            if content is not salt:
                self.report(f"{name} has no salt.")
            return
        if sha256(salt + content) != digest:
            self.report(f"{name} does not match its digest.")
        try:
            record = json.loads(content)
            named = record["claim"]["id"], record["revision"]
        except (ValueError, TypeError, KeyError):
            named = None
        if named != (claim, revision):
            self.report(f"{name} is the record of another revision.")

    def check_root(self, checkpoint):
        """The root of a checkpoint is that of the entries."""
        if checkpoint.size > self.tree.size:
            self.report(
                f"Entries are missing: a checkpoint has {checkpoint.size}, here are "
                f"{self.tree.size}."
            )
        elif self.tree.roots[checkpoint.size] != checkpoint.root:
            self.report(f"The first {checkpoint.size} entries are not those of their checkpoint.")

    def finish(self, origin):
        """All entries are under a signed checkpoint, and no remembered one contradicts them."""
        if self.tree.size and (self.newest is None or self.newest.size < self.tree.size):
            self.report("The newest entries are under no signed checkpoint.")
        self.memory.check(self.tree, origin)

    def save(self):
        if not self.problems and self.newest is not None:
            self.memory.save(self.newest, self.known_keys or self.key_texts)


# ── exports ─────────────────────────────────────────────────────────────────────────────────────
def verify_export(verifier, lines):
    """Verify an export: an iterable of lines of bytes, with their line ends."""
    header, keys = {"origin": "", "size": 0}, []
    for number, row in read_lines(verifier, lines):
        try:
            if row["type"] == "header":
                header = row
            elif row["type"] == "key":
                keys.append(row["verifier_key"])
            else:
                verifier.add_keys_once(keys)
                verify_row(verifier, row, header["origin"])
        except (ValueError, TypeError, AttributeError):
            verifier.report(f"Line {number} of the file has a wrong value.")
    if header["size"] != verifier.tree.size:
        verifier.report(
            f"Entries are missing: {header['size']} were exported, {verifier.tree.size} are here."
        )
    for claim, revision in sorted(verifier.records.keys() - verifier.seen_records):
        verifier.report(f"The record of revision {revision} of claim {claim} is missing.")
    verifier.finish(header["origin"])


def verify_row(verifier, row, origin):
    """Verify one entry, record, checkpoint or timestamp."""
    if row["type"] == "entry":
        verifier.add_entry(row["body"], row["decisions"])
    elif row["type"] == "record":
        verifier.check_record(*(row[name] for name in RECORD_FIELDS))
    elif row["type"] == "checkpoint":
        verify_checkpoint(verifier, row, origin)
    elif row["type"] == "timestamp":
        verify_timestamp(verifier, row)


def read_lines(verifier, lines):
    """Yield number and content of the lines that can be read.

    They are in the order of `ORDER`, and the last one has the digest of the others.
    """
    digest, count, place, last = hashlib.sha256(), 0, -1, None
    for count, raw in enumerate(lines, start=1):
        row = read_line(raw)
        if row is None:
            verifier.report(f"Line {count} of the file cannot be read.")
        else:
            if ORDER.index(row["type"]) < place or last is not None:
                verifier.report(f"Line {count} of the file is not where it belongs.")
            place = ORDER.index(row["type"])
            last = row if row["type"] == "end" else None
            yield count, row
        if last is None:
            digest.update(raw)
    if last is None:
        verifier.report("The file was cut off: its last line is missing.")
    elif (last["lines"], last["sha256"]) != (count - 1, digest.hexdigest()):
        verifier.report("The file was changed: its last line does not match the others.")


def read_line(raw):
    """The object of a line, or None if it does not have the form of a line."""
    try:
        row = json.loads(raw.decode())
        canonical_json(row).encode()  # refuses what is no text in Unicode
        is_known = raw.endswith(b"\n") and set(row) == LINE_KEYS[row["type"]] | {"type"}
        return row if is_known and row.get("format", FORMATS[0]) == FORMATS[0] else None
    except (ValueError, TypeError, KeyError):
        return None


def verify_checkpoint(verifier, row, origin):
    checkpoint = verifier.read_checkpoint(row["note"], "A checkpoint")
    if checkpoint is None:
        return
    verifier.notes_by_size[checkpoint.size] = hashlib.sha256(row["note"].encode()).digest()
    if (checkpoint.origin, checkpoint.size) != (origin, row["size"]):
        verifier.report(f"The checkpoint of {row['size']} entries is of another ledger.")
    verifier.check_root(checkpoint)


def verify_timestamp(verifier, row):
    """The token is about a checkpoint of the file. Its signature is not checked here."""
    try:
        token = decode_base64(row["token"])
    except (ValueError, AttributeError):
        token = b""
    if verifier.notes_by_size.get(row["size"], b"?") not in token:
        verifier.report(f"A timestamp is not about the checkpoint of {row['size']} entries.")


# ── receipts ────────────────────────────────────────────────────────────────────────────────────
def verify_receipt(verifier, receipt, bodies=None):
    """Verify the receipt of a revision. `bodies` are its entries, where all entries are known."""
    try:
        claim, revision = receipt["claim"], receipt["revision"]
        entries = [(entry["body"], entry["proof"]) for entry in receipt["entries"]]
        if receipt["format"] != FORMATS[1] or not entries:
            raise ValueError
        verifier.add_keys_once(receipt["keys"])
        for body, proof in entries:
            verify_proof(verifier, body, proof)
            entry = json.loads(body)
            if (entry["claim"], entry["revision"]) != (claim, revision):
                verifier.report(f"Entry {entry['number']} is about another revision.")
            verifier.check_revision(entry)
        digest, salt, record = (
            receipt[name] for name in ("record_sha256", "record_salt", "record")
        )
        verifier.check_record(claim, revision, digest, salt, record)
    except (ValueError, TypeError, KeyError, AttributeError):
        verifier.report("This is not a receipt, or a part of it is missing.")
        return
    if bodies is not None and [body for body, _proof in entries] != bodies:
        verifier.report(
            f"The receipt of revision {revision} of claim {claim} has other entries than the "
            "ledger."
        )


def verify_proof(verifier, body, proof):
    """The entry is in the tree of the checkpoint (https://c2sp.org/tlog-proof)."""
    head, _separator, note = proof.partition("\n\n")
    lines = [line for line in head.split("\n") if not line.startswith("extra ")]
    version, index = lines[0], lines[1].removeprefix("index ")
    if version != "c2sp.org/tlog-proof@v1":
        raise ValueError("not a proof")
    checkpoint = verifier.read_checkpoint(note, "The checkpoint of the receipt")
    if checkpoint is None:
        return
    hashes = [decode_base64(line) for line in lines[2:]]
    root = compute_proof_root(hash_leaf(body), int(index), checkpoint.size, hashes)
    number = json.loads(body)["number"]
    if root != checkpoint.root or number != int(index) + 1:
        verifier.report(f"Entry {number} is not in the ledger of {checkpoint.size} entries.")


# ── a site ──────────────────────────────────────────────────────────────────────────────────────
def fetch(address):
    """The bytes at an address; raises `Unreadable`."""
    request = urllib.request.Request(address, headers={"User-Agent": "verify_factcheck"})
    try:
        with urllib.request.urlopen(request, timeout=TIMEOUT_SECONDS) as answer:
            return answer.read(MAX_BYTES)
    except (OSError, ValueError) as error:
        raise Unreadable(f"{address}: {error}") from None


def fetch_json(address):
    try:
        return json.loads(fetch(address))
    except ValueError:
        raise Unreadable(f"{address} is not JSON.") from None


def verify_site(verifier, address):
    """Read the whole ledger of a site, and the receipt of each revision."""
    newest = fetch_json(f"{address}/api/v1/checkpoints/?page_size=1")["results"][0]
    verifier.add_keys_once(newest["verifier_keys"])
    checkpoint = verifier.read_checkpoint(newest["note"], "The checkpoint of the site")
    if checkpoint is None:
        return
    for body in list_bodies(address, checkpoint.size):
        verifier.add_entry(body)
    verifier.check_root(checkpoint)
    verifier.finish(checkpoint.origin)
    for (claim, revision), bodies in sorted(verifier.bodies.items()):
        if (claim, revision) in verifier.records:
            receipt = fetch_json(f"{address}/claims/{claim}/revisions/{revision}/receipt.json")
            verify_receipt(verifier, receipt, bodies)


def list_bodies(address, size):
    """The bodies of the first `size` entries. The site lists the newest first."""
    bodies, page = [], f"{address}/api/v1/ledger/?page_size=100"
    while page:
        listed = fetch_json(page)
        if not page.startswith(address + "/"):
            raise Unreadable(f"{page} is not an address of this site.")
        bodies += [row["body"] for row in listed["results"] if row["number"] <= size]
        page = listed["next"]
    return reversed(bodies)


# ── the command ─────────────────────────────────────────────────────────────────────────────────
def verify(verifier, source):
    """Verify an address, a receipt or an export; raises `Unreadable`."""
    if source.startswith(("https://", "http://")) and not source.endswith(".json"):
        return verify_site(verifier, source.rstrip("/"))
    if source.startswith(("https://", "http://")):
        return verify_receipt(verifier, fetch_json(source))
    try:
        path = Path(source)
        receipt = read_object(path) if path.stat().st_size < MAX_BYTES else None
        if receipt is not None:
            return verify_receipt(verifier, receipt)
        with path.open("rb") as file:
            return verify_export(verifier, file)
    except OSError as error:
        raise Unreadable(f"{source}: {error.strerror}") from None


def read_object(path):
    """The JSON of a file; None if the file is not one JSON value, as an export has many lines."""
    try:
        return json.loads(path.read_bytes())
    except ValueError:
        return None


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("source", help="the address of a site, a receipt or an export")
    parser.add_argument("--key", action="append", default=[], help="a verifier key that you know")
    parser.add_argument("--checkpoints", type=Path, metavar="FOLDER", help="remember checkpoints")
    options = parser.parse_args()
    verifier = Verifier(options.checkpoints, options.key)
    try:
        verify(verifier, options.source)
    except Unreadable as error:
        print(error)
        return 2
    verifier.save()
    for line in verifier.notes + verifier.problems:
        print(line)
    if verifier.problems:
        print(f"Wrong: {len(verifier.problems)}.")
        return 1
    size = verifier.newest.size if verifier.newest else 0
    print(f"Nothing is wrong. The newest checkpoint has {size} entries.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
