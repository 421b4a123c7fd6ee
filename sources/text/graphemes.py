"""Where does one character, as readers see it, end and the next begin?

A reader's character is an extended grapheme cluster of Unicode Standard Annex 29: a letter with its
marks, a flag of two regional indicators, a family of emoji joined by U+200D. Offsets are code
points.
"""

import regex

_CLUSTER = regex.compile(r"\X")
_FLAGS = "".join(map(chr, range(0x1F1E6, 0x1F200)))
# How far back, in code points, a cluster is looked at, and how far an edge is moved: further than
# any that is written, and few enough for texts that are made of one endless cluster.
_REACH = 128


def is_boundary(text: str, offset: int) -> bool:
    """Whether no cluster of `text` reaches over `offset`."""
    if offset <= 0 or offset >= len(text):
        return True
    before, after = text[offset - 1], text[offset]
    if before < "\x80" and after < "\x80":
        return not (before == "\r" and after == "\n")
    if before in _FLAGS and after in _FLAGS:
        return _flags_before(text, offset) % 2 == 0
    left = max(0, offset - _REACH)
    return any(one.end() == offset - left for one in _CLUSTER.finditer(text[left : offset + 1]))


def _flags_before(text: str, offset: int) -> int:
    """How many regional indicators stand in a row before `offset`: each two of them are a flag."""
    before = text[:offset]
    return len(before) - len(before.rstrip(_FLAGS))


def boundary_before(text: str, offset: int) -> int | None:
    """The last boundary at or before `offset`; None where none is near."""
    near = range(offset, max(-1, offset - _REACH), -1)
    return next((edge for edge in near if is_boundary(text, edge)), None)


def boundary_after(text: str, offset: int) -> int | None:
    """The first boundary at or after `offset`; None where none is near."""
    near = range(offset, min(len(text) + 1, offset + _REACH))
    return next((edge for edge in near if is_boundary(text, edge)), None)
