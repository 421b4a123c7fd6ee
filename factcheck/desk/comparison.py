"""What did the words of a record become? Field by field and word by word, for whoever reviews.

Records are those of `claims.record`. What is compared is what readers see.
"""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher

WORDS = re.compile(r"\s+|[^\s]+")
ALIKE = 0.4  # below this share of common words a difference word by word cannot be read
TEXTS = {
    "finding": "Finding",
    "reasoning": "Reasoning",
    "searched": "Searched and not found",
    "would_change": "What would change it",
    "why_this_claim": "Why this claim",
    "holds_as_of": "Holds as of",
    "basis": "Basis",
}


@dataclass(frozen=True)
class Piece:
    """A run of words: in both texts (`same`), only in the old (`gone`), only in the new (`new`)."""

    kind: str
    text: str


def compared(old: dict, new: dict) -> list[tuple[str, list[Piece]]]:
    """The fields in which two records differ, each with its pieces."""
    before, after = _spoken(old), _spoken(new)
    return [
        (label, pieces(before[label], after[label]))
        for label in after
        if before[label] != after[label]
    ]


def pieces(old: str, new: str) -> list[Piece]:
    """The runs that lead from `old` to `new`; texts with little in common stay whole."""
    before, after = WORDS.findall(old), WORDS.findall(new)
    if old and new and _likeness(old, new) < ALIKE:
        return [Piece("gone", old), Piece("new", new)]
    found = []
    for tag, i, j, k, n in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag == "equal":
            found.append(Piece("same", "".join(before[i:j])))
            continue
        if i < j:
            found.append(Piece("gone", "".join(before[i:j])))
        if k < n:
            found.append(Piece("new", "".join(after[k:n])))
    return found


def _likeness(old: str, new: str) -> float:
    """The share of words that both have in the same order, 0 to 1."""
    return SequenceMatcher(None, old.split(), new.split(), autojunk=False).ratio()


def _spoken(record: dict) -> dict[str, str]:
    """What a record says, as texts that can be compared."""
    rating = record["rating"]
    return {
        "Claim": record["claim"]["statement"],
        "Rating": rating["label"] if rating else "",
        **{label: str(record[name] or "") for name, label in TEXTS.items()},
        "Independent origins": str(len(record["origins"])) if "origins" in record else "",
        "Evidence": "\n".join(
            f"{one['stance']}: “{one['passage']['exact']}” {one['note']}".rstrip()
            for one in record["evidence"]
        ),
    }
