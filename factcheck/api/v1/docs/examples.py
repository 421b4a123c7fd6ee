"""What does an answer look like? One example for each address, for the schema and its page.

`examples.json` holds one object of each kind as the demonstration gave them; the identifiers are
nobody's. The lists and the smaller forms are cut from these, so that nothing is said twice.
"""

import json
from pathlib import Path

PARTS = json.loads(Path(__file__).with_suffix(".json").read_text("utf-8"))
WHOLE = ("demonstration", "notice", "record", "revisions", "changes")
OF_A_CLAIM = (*WHOLE, "related")


def _without(part: dict, *names: str) -> dict:
    return {name: value for name, value in part.items() if name not in names}


def _page(*rows: dict) -> dict:
    return {"next": None, "previous": None, "demonstration": True, "results": list(rows)}


def _examples() -> dict[str, dict]:
    claim, source = PARTS["claim"], PARTS["source"]
    verdict = claim["revisions"][0]
    passage = _without(source["passages"][0], "bears_on")
    return {
        "root": PARTS["root"],
        "claims": _page(_without(claim, *OF_A_CLAIM)),
        "claim": claim,
        "verdicts": _page(verdict),
        "revision": {**verdict, **{name: claim[name] for name in WHOLE}},
        "sources": _page(_without(source, "demonstration", "snapshots", "passages")),
        "source": source,
        "passages": _page(passage),
        "passage": {**passage, "demonstration": True},
        "claimants": _page(_without(PARTS["claimant"], "demonstration")),
        "claimant": PARTS["claimant"],
        "topics": _page(_without(PARTS["topic"], "demonstration")),
        "topic": PARTS["topic"],
        "ratings": _page(PARTS["rating"]),
        "changes": _page(PARTS["change"]),
        "ledger": _page(PARTS["entry"]),
    }


EXAMPLES = _examples()
FILLED = {
    "{claim_id}": PARTS["claim"]["id"],
    "{number}": "1",
    "{source_id}": PARTS["source"]["id"],
    "{passage_id}": PARTS["source"]["passages"][0]["id"],
    "{claimant_id}": PARTS["claimant"]["id"],
    "{slug}": PARTS["topic"]["slug"],
}


def of(name: str) -> dict | None:
    """The example of the operation called `name`."""
    return EXAMPLES.get(name)


def filled(path: str) -> str:
    """A path with its variables filled in."""
    for variable, value in FILLED.items():
        path = path.replace(variable, value)
    return path
