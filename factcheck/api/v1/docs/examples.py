"""Example responses, one for each address, for the schema and the reference page.

`examples.json` contains one object of each kind, taken from the demonstration. The other examples
are parts of these objects.
"""

import json
from pathlib import Path

OBJECTS = json.loads(Path(__file__).with_suffix(".json").read_text("utf-8"))
VERDICT_DETAILS = (
    "demonstration",
    "notice",
    "written_by",
    "record",
    "record_salt",
    "statutory_replies",
    "revisions",
    "changes",
)
CLAIM_DETAILS = (*VERDICT_DETAILS, "related_claims")


def _remove(content: dict, *names: str) -> dict:
    return {name: value for name, value in content.items() if name not in names}


def _build_page(*rows: dict) -> dict:
    return {"next": None, "previous": None, "demonstration": True, "results": list(rows)}


def _build_examples() -> dict[str, dict]:
    claim, source = OBJECTS["claim"], OBJECTS["source"]
    verdict = claim["revisions"][0]
    passage = _remove(source["passages"][0], "cited_by")
    return {
        "root": OBJECTS["root"],
        "claims": _build_page(_remove(claim, *CLAIM_DETAILS)),
        "claim": claim,
        "verdicts": _build_page(verdict),
        "revision": {**verdict, **{name: claim[name] for name in VERDICT_DETAILS}},
        "sources": _build_page(_remove(source, "demonstration", "snapshots", "passages")),
        "source": source,
        "passages": _build_page(passage),
        "passage": {**passage, "demonstration": True},
        "claimants": _build_page(_remove(OBJECTS["claimant"], "demonstration")),
        "claimant": OBJECTS["claimant"],
        "topics": _build_page(_remove(OBJECTS["topic"], "demonstration")),
        "topic": OBJECTS["topic"],
        "ratings": _build_page(OBJECTS["rating"]),
        "changes": _build_page(OBJECTS["change"]),
        "ledger": _build_page(OBJECTS["ledger_entry"]),
        "ledger_proof": OBJECTS["ledger_proof"],
        "checkpoints": _build_page(OBJECTS["checkpoint"]),
        "consistency": OBJECTS["consistency"],
    }


EXAMPLES = _build_examples()
PATH_VALUES = {
    "{claim_id}": OBJECTS["claim"]["id"],
    "{number}": "1",
    "{source_id}": OBJECTS["source"]["id"],
    "{passage_id}": OBJECTS["source"]["passages"][0]["id"],
    "{claimant_id}": OBJECTS["claimant"]["id"],
    "{slug}": OBJECTS["topic"]["slug"],
    "{size}": str(OBJECTS["consistency"]["size"]),
    "{first_size}": str(OBJECTS["consistency"]["first_size"]),
}


def get_example(name: str) -> dict | None:
    """Return the example response of the operation called `name`."""
    return EXAMPLES.get(name)


def fill_path(path: str) -> str:
    """Return the path with example values for its parameters."""
    for parameter, value in PATH_VALUES.items():
        path = path.replace(parameter, value)
    return path
