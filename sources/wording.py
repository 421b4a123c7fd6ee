"""Stand-in: which words became which, and which of them matter."""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher

WORDS = re.compile(r"\s+|[^\s]+")
NEGATIONS = {"not", "no", "never", "nicht", "kein"}


@dataclass(frozen=True)
class Piece:
    kind: str
    text: str


@dataclass(frozen=True)
class Reason:
    kind: str
    old: str
    new: str


@dataclass(frozen=True)
class Rewording:
    pieces: list[Piece]
    reasons: list[Reason]

    @property
    def material(self) -> bool:
        return bool(self.reasons)


def compare(old: str, new: str, language: str = "") -> Rewording:
    before, after = WORDS.findall(old), WORDS.findall(new)
    pieces, reasons = [], []
    for tag, i, j, k, n in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        gone, came = "".join(before[i:j]), "".join(after[k:n])
        if tag == "equal":
            pieces.append(Piece("same", gone))
            continue
        pieces += [Piece("gone", gone)] if gone else []
        pieces += [Piece("new", came)] if came else []
        if re.search(r"\d", gone + came):
            reasons.append(Reason("number", gone.strip(), came.strip()))
        elif {*gone.lower().split(), *came.lower().split()} & NEGATIONS:
            reasons.append(Reason("negation", gone.strip(), came.strip()))
    return Rewording(pieces, reasons)
