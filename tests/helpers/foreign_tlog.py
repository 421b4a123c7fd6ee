"""Verifies receipts and consistency proofs with aics-tlog, which this project did not write.

    python3.12 -m tests.helpers.foreign_tlog < FILE

It runs in a Python of its own and imports nothing of the project. The file is JSON: `receipt`, and
`first`, `second` and `hashes` of a consistency proof between two checkpoints.
"""

import base64
import json
import sys

from aics_tlog.checkpoint import verify_checkpoint
from aics_tlog.hashing import leaf_hash
from aics_tlog.note import parse_note, parse_vkey
from aics_tlog.tree import verify_consistency, verify_inclusion


def open_checkpoint(note: str, key: str):
    result = verify_checkpoint(parse_note(note), parse_vkey(key))
    if not result.ok:
        raise SystemExit(f"The checkpoint is wrong: {result.error}")
    return result


def main() -> None:
    data = json.load(sys.stdin)
    key = data["receipt"]["keys"][0]
    for entry in data["receipt"]["entries"]:
        head, _empty, note = entry["proof"].partition("\n\n")
        _format, index, *hashes = head.splitlines()
        checkpoint = open_checkpoint(note, key)
        proof = [base64.b64decode(value) for value in hashes]
        leaf, position = leaf_hash(entry["body"].encode()), int(index.split()[1])
        if not verify_inclusion(leaf, position, checkpoint.size, proof, checkpoint.root):
            raise SystemExit("An inclusion proof is wrong.")
    first, second = (open_checkpoint(data[name], key) for name in ("first", "second"))
    proof = [base64.b64decode(value) for value in data["hashes"]]
    if not verify_consistency(first.size, second.size, first.root, second.root, proof):
        raise SystemExit("The consistency proof is wrong.")


main()
