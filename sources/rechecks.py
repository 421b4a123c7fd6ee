"""Is a passage still in its source? Compared with what a later look at the source brought.

A look is a `Retrieval`: either the source's text at that moment or why there is none. What it
means for each passage is a `Check`. Likeness finds the place; whether the words still say the same
is decided word by word, and a changed number is never “still there”.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from sources import comparison
from sources.choices import PLACED, Outcome
from sources.models import Check, Passage, Retrieval, Snapshot
from sources.quotes import anchoring

# The number changes whenever the same words would be judged otherwise.
ENGINE = "comparing rules 1"


def recheck_all(passages: Iterable[Passage], retrieval: Retrieval, *, at) -> list[Check]:
    """What this look found of each passage; those that were checked before are not written anew."""
    return [recheck(passage, retrieval, at=at) for passage in passages]


def recheck(passage: Passage, retrieval: Retrieval, *, at) -> Check:
    """What this look found of the passage: made once, and then it is that one.

    Words are looked for in the body of the look's snapshot. Raises `ValueError` for a look at
    another source.
    """
    if passage.snapshot.source_id != retrieval.source_id:
        raise ValueError("A passage is looked for in its own source.")
    check, _ = Check.objects.get_or_create(
        passage=passage,
        retrieval=retrieval,
        defaults={
            "snapshot": retrieval.snapshot,
            "engine": ENGINE,
            "checked_at": at,
            **_finding(passage, retrieval.snapshot),
        },
    )
    return check


def _finding(passage: Passage, snapshot: Snapshot | None) -> dict:
    if snapshot is None:
        return {"outcome": Outcome.UNREACHABLE}
    if snapshot.pk == passage.snapshot_id:  # the same text: nothing to look for
        return _at(Outcome.EXACT, passage.start, passage.end, passage.exact)
    quoted = anchoring.describe(passage.snapshot.text, passage.start, passage.end)
    found = anchoring.find(snapshot.text, quoted, snapshot.body.spans)
    outcome = Outcome(found.outcome)
    if outcome not in PLACED:
        return {"outcome": outcome}
    words = snapshot.text[found.start : found.end]
    return _at(outcome, found.start, found.end, words) | (
        _changed(passage, words) if outcome == Outcome.ALTERED else {}
    )


def _at(outcome: Outcome, start: int, end: int, words: str) -> dict:
    return {"outcome": outcome, "start": start, "end": end, "found": words}


def _changed(passage: Passage, words: str) -> dict:
    rewording = comparison.compare(passage.exact, words, passage.snapshot.source.language)
    reasons = [{"kind": one.kind, "old": one.old, "new": one.new} for one in rewording.reasons]
    return {"material": rewording.material, "reasons": reasons}


@dataclass(frozen=True)
class Piece:
    """A run of words: in both texts (`same`), only in the old (`gone`), only in the new (`new`).

    `material` where one of its words can change what the quotation says.
    """

    kind: str
    text: str
    material: bool = False


def marked(quoted: str, found: str, reasons: list[dict], language: str) -> list[Piece]:
    """Word by word, what the quoted words became, with the reasons of the check marked."""
    words = {
        "gone": [one["old"] for one in reasons if one["old"]],
        "new": [one["new"] for one in reasons if one["new"]],
    }
    return [
        Piece(one.kind, one.text, any(word in one.text for word in words.get(one.kind, [])))
        for one in comparison.compare(quoted, found, language).pieces
    ]
