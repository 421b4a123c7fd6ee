"""Which words went and which came, in the order of the text? For people to read.

Words and the white space between them are the units, so that a changed digit shows as a changed
number and not as half of one.
"""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher

UNITS = re.compile(r"\s+|[^\s]+")
PARAGRAPH = re.compile(r"(\n\n)")
ISLAND = 3  # words; fewer that stayed between two changes are read as part of the change
ALIKE = 0.4  # of the shorter text; with fewer words in common, word by word cannot be read


@dataclass(frozen=True)
class Piece:
    """A run of words that both texts have (`same`), or only the old (`gone`) or the new (`new`)."""

    kind: str
    text: str


def difference(old: str, new: str) -> list[Piece]:
    """The pieces that lead from `old` to `new`, in the order of the text.

    Line ends within a paragraph are white space and no change. Texts with little in common stay
    whole: first all of the old, then all of the new.
    """
    before, after = UNITS.findall(_flowing(old)), UNITS.findall(_flowing(new))
    opcodes = _opcodes(before, after)
    if _unlike(opcodes, before, after):
        return _marked("gone", "".join(before)) + _marked("new", "".join(after))
    pieces = []
    for tag, i, j, k, n in _readable(opcodes, before):
        if tag == "equal":
            pieces.append(Piece("same", "".join(before[i:j])))
            continue
        pieces += _marked("gone", "".join(before[i:j]))
        pieces += _marked("new", "".join(after[k:n]))
    return pieces


def _opcodes(before: list[str], after: list[str]) -> list[tuple[str, int, int, int, int]]:
    """Those of difflib; beginnings and ends in common are no work for it."""
    start, ends = _common(before, after), (len(before), len(after))
    tail = _common(before[start:][::-1], after[start:][::-1])
    inner = before[start : ends[0] - tail], after[start : ends[1] - tail]
    found = [("equal", 0, start, 0, start)] if start else []
    for tag, *places in SequenceMatcher(None, *inner, autojunk=False).get_opcodes():
        found.append((tag, *(start + place for place in places)))
    if tail:
        found.append(("equal", ends[0] - tail, ends[0], ends[1] - tail, ends[1]))
    return _merged(found)


def _common(one: list[str], other: list[str]) -> int:
    pairs = enumerate(zip(one, other, strict=False))
    return next((at for at, (mine, its) in pairs if mine != its), min(len(one), len(other)))


def _merged(opcodes):
    """Neighbours that are both equal, as one."""
    merged = []
    for tag, i, j, k, n in opcodes:
        if merged and tag == merged[-1][0] == "equal":
            merged[-1] = (tag, merged[-1][1], j, merged[-1][3], n)
        else:
            merged.append((tag, i, j, k, n))
    return merged


def _marked(kind: str, text: str) -> list[Piece]:
    """One piece for each paragraph: the space between paragraphs is no word."""
    parts = [one for one in PARAGRAPH.split(text) if one]
    return [Piece("same" if PARAGRAPH.fullmatch(one) else kind, one) for one in parts]


def _flowing(text: str) -> str:
    paragraphs = re.split(r"\n\s*\n", text.strip())
    return "\n\n".join(" ".join(one.split()) for one in paragraphs)


def _unlike(opcodes, before, after) -> bool:
    common = [before[i:j] for tag, i, j, _, _ in opcodes if tag == "equal"]
    shorter = min(_words(before), _words(after))
    return sum(map(_words, common)) < ALIKE * shorter


def _words(units) -> int:
    return sum(not unit.isspace() for unit in units)


def _readable(opcodes, before):
    """Join changes that only a word or two separate: they read as one change."""
    joined = []
    for at, (tag, i, j, k, n) in enumerate(opcodes):
        inside = 0 < at < len(opcodes) - 1
        island = tag == "equal" and inside and "\n" not in "".join(before[i:j])
        island = island and _words(before[i:j]) < ISLAND
        if joined and joined[-1][0] == "change" and (tag != "equal" or island):
            _, first, _, start, _ = joined[-1]
            joined[-1] = ("change", first, j, start, n)
        else:
            joined.append((tag if tag == "equal" else "change", i, j, k, n))
    return joined
