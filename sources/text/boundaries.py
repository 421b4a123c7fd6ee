"""Boundaries of characters and words, after Unicode Standard Annex 29 (UAX 29).

A character as readers see it is an extended grapheme cluster: a letter with its marks, a flag of
two regional indicators, a family of emoji joined by U+200D.

Word segmenters differ: browsers tailor the rules of UAX 29, and languages written without spaces
are cut by dictionaries. A word boundary here is one that all of them agree on.

All offsets are code points.
"""

import unicodedata

import regex

from sources.text.scripts import UNSPACED_LETTERS

CodePointRange = tuple[int, int]  # first and last code point, both included

_CLUSTER = regex.compile(r"\X")
_FLAG_LETTERS = "".join(map(chr, range(0x1F1E6, 0x1F200)))  # the regional indicators
# How many code points around an offset are searched for a grapheme boundary: more than any real
# cluster has, and few enough for texts that consist of one endless cluster.
_MAX_CLUSTER_LENGTH = 128


# ── graphemes ───────────────────────────────────────────────────────────────────────────────────
def is_grapheme_boundary(text: str, offset: int) -> bool:
    """Return whether `offset` does not fall inside a grapheme cluster of `text`."""
    if offset <= 0 or offset >= len(text):
        return True
    before, after = text[offset - 1], text[offset]
    if before < "\x80" and after < "\x80":
        return not (before == "\r" and after == "\n")
    if before in _FLAG_LETTERS and after in _FLAG_LETTERS:
        return _count_flag_letters_before(text, offset) % 2 == 0
    left = max(0, offset - _MAX_CLUSTER_LENGTH)
    clusters = _CLUSTER.finditer(text[left : offset + 1])
    return any(cluster.end() == offset - left for cluster in clusters)


def _count_flag_letters_before(text: str, offset: int) -> int:
    """Count the regional indicators directly before `offset`; two of them make a flag."""
    before = text[:offset]
    return len(before) - len(before.rstrip(_FLAG_LETTERS))


def find_grapheme_boundary_before(text: str, offset: int) -> int | None:
    """Return the last grapheme boundary at or before `offset`, or None if none is near."""
    offsets = range(offset, max(-1, offset - _MAX_CLUSTER_LENGTH), -1)
    return next((i for i in offsets if is_grapheme_boundary(text, i)), None)


def find_grapheme_boundary_after(text: str, offset: int) -> int | None:
    """Return the first grapheme boundary at or after `offset`, or None if none is near."""
    offsets = range(offset, min(len(text) + 1, offset + _MAX_CLUSTER_LENGTH))
    return next((i for i in offsets if is_grapheme_boundary(text, i)), None)


# ── words ───────────────────────────────────────────────────────────────────────────────────────
# Characters that join the letters or digits on both sides of them: MidLetter, MidNum, MidNumLet and
# the quotation marks of UAX 29.
_WORD_JOINING = frozenset("'\"‘’.․﹒＇．:·᛫·‧⁚﹕：՟״,;;։،؍٬߸⁄︐︓︔﹐﹔，；")
# Letters according to UAX 29, although their general category is another one.
_ADDITIONAL_LETTERS = frozenset("׳՚՛՜՞֊٫゛゜゠")
_ENCLOSED_LETTERS: tuple[CodePointRange, ...] = (
    *((0x24B6, 0x24E9), (0x1F130, 0x1F149), (0x1F150, 0x1F169), (0x1F170, 0x1F189)),
    *((0x32D0, 0x32FE), (0x3300, 0x3357)),
)
# A Hebrew letter keeps an apostrophe after it, even at the end of a word.
_HEBREW_LETTERS: tuple[CodePointRange, ...] = ((0x05D0, 0x05F2), (0xFB1D, 0xFB4F))
# Scripts that put no spaces between words; the last three are New Tai Lue, Tai Tham and Javanese.
_UNSPACED = regex.compile(f"[{UNSPACED_LETTERS}\u1950-\u19df\u1a20-\u1aaf\ua980-\ua9df]")
_MAX_WORD_LENGTH = 100
_SKIN_TONES = (0x1F3FB, 0x1F3FF)
_HALFWIDTH_SOUND_MARKS = "\uff9e\uff9f"  # letters that extend the one before (Grapheme_Extend)
_ZERO_WIDTH_JOINER = "\u200d"


def is_word_boundary(text: str, offset: int) -> bool:
    """Return whether every segmenter puts a word boundary at `offset`."""
    if offset in (0, len(text)):
        return True
    before, after = text[offset - 1], text[offset]
    if _is_extension(before, after):
        return False
    if before.isspace() or after.isspace():
        return True
    is_between_letters = _is_word_character(before) and _is_word_character(after)
    return not is_between_letters and not _is_inside_word(text, offset)


def snap_to_words(text: str, start: int, end: int) -> tuple[int, int]:
    """Extend the span so that it begins and ends with whole words.

    In scripts without spaces between words, and inside words longer than 100 code points, it stays
    as it is.
    """
    return _snap(text, start, -1), _snap(text, end, 1)


def _snap(text: str, offset: int, step: int) -> int:
    for i in range(offset, offset + step * _MAX_WORD_LENGTH, step):
        if not 0 < i < len(text) or is_word_boundary(text, i):
            return min(max(i, 0), len(text))
        if _UNSPACED.match(text[i - 1]) or _UNSPACED.match(text[i]):
            return i
    return offset


def _is_extension(before: str, after: str) -> bool:
    """Return whether `after` belongs to the grapheme cluster of the character before it."""
    category = unicodedata.category(after)
    if after in _HALFWIDTH_SOUND_MARKS:
        return True
    if category in ("Mn", "Mc", "Me", "Cf", "Cn") or _is_in_range(after, _SKIN_TONES):
        return True
    is_flag = before in _FLAG_LETTERS and after in _FLAG_LETTERS
    return before == _ZERO_WIDTH_JOINER or is_flag


def _is_word_character(character: str) -> bool:
    category = unicodedata.category(character)
    return (
        category[0] in "LNM"
        # Cn: not yet assigned in this Python's version of Unicode, so it may be a letter.
        or category in ("Pc", "Cf", "Sk", "Cn")
        or character in _ADDITIONAL_LETTERS
        or any(_is_in_range(character, letters) for letters in _ENCLOSED_LETTERS)
    )


def _is_inside_word(text: str, offset: int) -> bool:
    """Return whether a point or apostrophe next to `offset` may be part of a word or number."""
    if text[offset] in _WORD_JOINING:
        if any(_is_in_range(text[offset - 1], letters) for letters in _HEBREW_LETTERS):
            return True
        return _is_word_at(text, offset - 1) and _is_word_at(text, offset + 1)
    if text[offset - 1] in _WORD_JOINING:
        return _is_word_at(text, offset) and _is_word_at(text, offset - 2)
    return False


def _is_word_at(text: str, offset: int) -> bool:
    return 0 <= offset < len(text) and _is_word_character(text[offset])


def _is_in_range(character: str, bounds: CodePointRange) -> bool:
    return bounds[0] <= ord(character) <= bounds[1]
