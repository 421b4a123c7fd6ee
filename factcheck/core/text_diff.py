"""Word diff of two texts, for people to read.

The units are words and the white space between them, so a changed digit shows as a changed number
and not as half of one.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import SequenceMatcher

SAME, REMOVED, ADDED = "same", "removed", "added"
# Unchanged runs shorter than this, in words, are shown as part of the change around them.
MIN_UNCHANGED_WORDS = 3
# With a smaller share of the shorter text's words in common, a word diff is unreadable.
MIN_COMMON_SHARE = 0.4

UNIT = re.compile(r"\s+|[^\s]+")
PARAGRAPH_BREAK = re.compile(r"(\n\n)")

# Tag, start and end in the old units, start and end in the new units, as difflib returns them.
Opcode = tuple[str, int, int, int, int]


@dataclass(frozen=True)
class DiffSegment:
    """A run of text that both texts have (`same`), or only the old (`removed`) or new (`added`)."""

    kind: str
    text: str


def diff_words(old: str, new: str) -> list[DiffSegment]:
    """Return the segments that turn `old` into `new`, in the order of the text.

    White space is normalised: line ends within a paragraph are no change. If the texts have little
    in common, the whole old text is removed and the whole new text is added.
    """
    old_units, new_units = UNIT.findall(_unwrap_lines(old)), UNIT.findall(_unwrap_lines(new))
    opcodes = _get_opcodes(old_units, new_units)
    if not _has_enough_in_common(opcodes, old_units, new_units):
        return [*_mark_change(REMOVED, old_units), *_mark_change(ADDED, new_units)]
    segments = []
    for tag, old_start, old_end, new_start, new_end in _merge_close_changes(opcodes, old_units):
        if tag == "equal":
            segments.append(DiffSegment(SAME, "".join(old_units[old_start:old_end])))
            continue
        segments += _mark_change(REMOVED, old_units[old_start:old_end])
        segments += _mark_change(ADDED, new_units[new_start:new_end])
    return segments


def _unwrap_lines(text: str) -> str:
    paragraphs = re.split(r"\n\s*\n", text.strip())
    return "\n\n".join(" ".join(paragraph.split()) for paragraph in paragraphs)


def _get_opcodes(old: list[str], new: list[str]) -> list[Opcode]:
    """Return difflib's opcodes; the common beginning and end are skipped because that is faster."""
    head = _count_common_prefix(old, new)
    tail = _count_common_prefix(old[head:][::-1], new[head:][::-1])
    old_end, new_end = len(old) - tail, len(new) - tail
    opcodes: list[Opcode] = [("equal", 0, head, 0, head)] if head else []
    matcher = SequenceMatcher(None, old[head:old_end], new[head:new_end], autojunk=False)
    for tag, i, j, k, m in matcher.get_opcodes():
        opcodes.append((tag, head + i, head + j, head + k, head + m))
    if tail:
        opcodes.append(("equal", old_end, len(old), new_end, len(new)))
    return _join_equal(opcodes)


def _count_common_prefix(left: list[str], right: list[str]) -> int:
    pairs = enumerate(zip(left, right, strict=False))
    shortest = min(len(left), len(right))
    return next((i for i, (left_unit, right_unit) in pairs if left_unit != right_unit), shortest)


def _join_equal(opcodes: Iterable[Opcode]) -> list[Opcode]:
    """Join adjacent opcodes that are both `equal`."""
    joined: list[Opcode] = []
    for opcode in opcodes:
        if joined and opcode[0] == joined[-1][0] == "equal":
            tag, old_start, _, new_start, _ = joined[-1]
            joined[-1] = (tag, old_start, opcode[2], new_start, opcode[4])
        else:
            joined.append(opcode)
    return joined


def _mark_change(kind: str, units: list[str]) -> list[DiffSegment]:
    """Return one segment per paragraph; the break between paragraphs is never marked."""
    parts = filter(None, PARAGRAPH_BREAK.split("".join(units)))
    return [DiffSegment(SAME if PARAGRAPH_BREAK.fullmatch(part) else kind, part) for part in parts]


def _has_enough_in_common(opcodes: list[Opcode], old: list[str], new: list[str]) -> bool:
    common = sum(_count_words(old[start:end]) for tag, start, end, *_ in opcodes if tag == "equal")
    return common >= MIN_COMMON_SHARE * min(_count_words(old), _count_words(new))


def _count_words(units: list[str]) -> int:
    return sum(not unit.isspace() for unit in units)


def _merge_close_changes(opcodes: list[Opcode], old: list[str]) -> list[Opcode]:
    """Merge changes that only a word or two separate: they read as one change."""
    merged: list[Opcode] = []
    for i, (tag, old_start, old_end, new_start, new_end) in enumerate(opcodes):
        is_inside = 0 < i < len(opcodes) - 1
        is_short = tag == "equal" and _is_short_run(old[old_start:old_end])
        if merged and merged[-1][0] == "change" and (tag != "equal" or is_inside and is_short):
            _, first_old, _, first_new, _ = merged[-1]
            merged[-1] = ("change", first_old, old_end, first_new, new_end)
        else:
            kind = tag if tag == "equal" else "change"
            merged.append((kind, old_start, old_end, new_start, new_end))
    return merged


def _is_short_run(units: list[str]) -> bool:
    return "\n" not in "".join(units) and _count_words(units) < MIN_UNCHANGED_WORDS
