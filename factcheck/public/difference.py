"""What changed between two texts, word by word.

Words and the white space between them are the units, so that a changed digit shows as a changed
number and not as half of one.
"""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher

UNITS = re.compile(r"\s+|[^\s]+")


@dataclass(frozen=True)
class Piece:
    """A run of words that both texts have (`same`), or only the old (`gone`) or the new (`new`)."""

    kind: str
    text: str


def difference(old: str, new: str) -> list[Piece]:
    """The pieces that lead from `old` to `new`, in the order of the text."""
    before, after = UNITS.findall(old), UNITS.findall(new)
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    pieces = []
    for tag, i, j, k, n in _readable(matcher.get_opcodes(), before):
        if tag == "equal":
            pieces.append(Piece("same", "".join(before[i:j])))
            continue
        if i < j:
            pieces.append(Piece("gone", "".join(before[i:j])))
        if k < n:
            pieces.append(Piece("new", "".join(after[k:n])))
    return pieces


def _readable(opcodes, before):
    """Join changes that only white space separates: they read as one change."""
    joined = []
    for tag, i, j, k, n in opcodes:
        blank = tag == "equal" and not "".join(before[i:j]).strip()
        if joined and joined[-1][0] == "change" and (tag != "equal" or blank):
            _, first, _, start, _ = joined[-1]
            joined[-1] = ("change", first, j, start, n)
        else:
            joined.append((tag if tag == "equal" else "change", i, j, k, n))
    return joined
