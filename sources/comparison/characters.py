"""Give each character of a wording one form, before it is split into words.

Composed letters; no ligatures, full-width letters or invisible characters; plain digits, spaces and
apostrophes. Raised and lowered digits, fractions and circled numbers stay as they are: 10² is not
102. A direction override that changes the order of what a reader sees stays too.
"""

import re
import unicodedata
from collections.abc import Callable
from functools import lru_cache
from itertools import accumulate

from sources.text.composition import normalize_form
from sources.text.default_ignorable import DEFAULT_IGNORABLE, DIRECTION_OVERRIDES

APOSTROPHES = "’‘ʼʹ′`´＇‛ʻ"
DASHES = "-‐‑‒–—―﹘﹣－"
LIGATURES = {"œ": "oe", "Œ": "Oe", "æ": "ae", "Æ": "Ae"}
# Arabic and Chinese signs, and the tatweel, which only stretches a word.
SIGNS = {"٪": "%", "٫": ".", "٬": ",", "؟": "?", "\u0640": "", "〇": "零"}
SIGNS |= {"ș": "ş", "Ș": "Ş", "ț": "ţ", "Ț": "Ţ"}  # Romanian letters, in either encoding
# The compatibility decompositions that only change the form of a character.
DECOMPOSED = (
    *("<compat>", "<wide>", "<narrow>", "<noBreak>", "<square>", "<font>"),
    *("<initial>", "<medial>", "<final>", "<isolated>"),
)
CYRILLIC_STRESS_MARK = re.compile("(?<=[\u0400-\u04ff])\u0301")
SOFT_HYPHEN_BREAK = re.compile(r"\u00ad[^\S\n]*\n\s*")
HYPHEN_BREAK = re.compile(rf"(?<=[^\W\d_])[{DASHES}][^\S\n]*\n\s*(?=[^\W\d_])")

# A zero-width non-joiner between two Arabic letters is between the parts of a Persian word,
# which may also be written as two words or as one.
_ARABIC = "\u0620-\u06ff\u0750-\u077f"
_PART_BREAK = re.compile(rf"(?<=[{_ARABIC}])\u200c+(?=[{_ARABIC}])")
_PERSIAN_LETTER = re.compile("[پچژگیک]")
_PERSIAN_PREFIX = re.compile(rf"(?<![^\s\"«(])(ن?م[یي])[ \n](?=[{_ARABIC}])")
_PERSIAN_SUFFIX = re.compile(
    rf"(?<=[{_ARABIC}])[ \n](?=(?:ها|های|هایی|هایش|هاي|هايي|تر|ترین|ترين)(?![{_ARABIC}\u200c]))"
)


def normalize_characters(text: str) -> str:
    """Return the text with one form for each character; words and punctuation stay."""
    if not text.isascii():
        text = SOFT_HYPHEN_BREAK.sub("", text)
        if any(override in text for override in DIRECTION_OVERRIDES):
            text = _mark_overrides(text)
        text = normalize_form("NFC", text.translate(_REMOVED))
        text = "".join(map(_normalize_character, text)) if not text.isascii() else text
        text = CYRILLIC_STRESS_MARK.sub("", normalize_form("NFC", text))
    text = text.replace("`", "'")
    return HYPHEN_BREAK.sub("-", text) if "\n" in text else text


def hyphenate_parts(text: str) -> str:
    """Return the text with a hyphen between the parts of Persian words, however they are joined."""
    text = _PART_BREAK.sub("-", text)
    if _PERSIAN_LETTER.search(text):
        text = _PERSIAN_SUFFIX.sub("-", _PERSIAN_PREFIX.sub(r"\1-", text))
    return text


def has_joined_parts(text: str) -> bool:
    """Return whether `hyphenate_parts` may change the text."""
    return "\u200c" in text or bool(_PERSIAN_LETTER.search(text))


@lru_cache(4096)
def _normalize_character(character: str) -> str:
    if character.isascii() or character in DASHES:
        return character
    if character in SIGNS:
        return SIGNS[character]
    if character in APOSTROPHES:
        return "'"
    if character in LIGATURES:
        return LIGATURES[character]
    if character.isspace():
        return "\n" if character in "\u2028\u2029\x85" else " "
    if unicodedata.category(character) == "Nd":
        return str(unicodedata.digit(character))
    if unicodedata.decomposition(character).startswith(DECOMPOSED):
        return "".join(map(_normalize_character, unicodedata.normalize("NFKC", character)))
    return character


# ── invisible characters ────────────────────────────────────────────────────────────────────────
# Two private characters stand for an override that a reader notices, and for its end.
_OVERRIDE_MARKS = {"\u202d": "\ufdd0", "\u202e": "\ufdd1"}
_OVERRIDE_END = "\ufdd2"
_REMOVED = dict.fromkeys(map(ord, DEFAULT_IGNORABLE))


def _mark_overrides(text: str) -> str:
    """Mark the direction overrides (and their ends) that change the order of visible characters.

    An override holds until the U+202C that closes it, or the end of the paragraph (UAX 9, X1 to
    X8). A right-to-left one reverses letters and digits; a left-to-right one only changes letters
    of right-to-left scripts.
    """
    reversed_by = {
        "\u202e": _count_before(text, lambda kind: kind in ("L", "EN", "AN")),
        "\u202d": _count_before(text, lambda kind: kind in ("R", "AL")),
    }
    characters, visible = list(text), _count_before(text, lambda kind: kind not in ("BN", "NSM"))
    for opening, end in _find_override_scopes(text):
        counts = reversed_by[text[opening]]
        if counts[end] > counts[opening] and visible[end] - visible[opening + 1] > 1:
            characters[opening] = _OVERRIDE_MARKS[text[opening]]
            if end < len(text) and text[end] == "\u202c":
                characters[end] = _OVERRIDE_END
    return "".join(characters)


def _count_before(text: str, is_counted: Callable[[str], bool]) -> list[int]:
    """Return, for each offset, how many characters before it have a direction that counts."""
    kinds = map(unicodedata.bidirectional, text)
    return [0, *accumulate(int(is_counted(kind)) for kind in kinds)]


def _find_override_scopes(text: str) -> list[tuple[int, int]]:
    """Return the offset of each override, and of the end of what it applies to."""
    scopes: list[tuple[int, int]] = []
    openings: list[int] = []
    for offset, character in enumerate(text):
        if character in "\u202a\u202b\u202d\u202e":
            openings.append(offset)
        elif character == "\u202c" and openings:
            scopes.append((openings.pop(), offset))
        elif character in "\n\u2029":
            scopes += [(opening, offset) for opening in openings]
            openings = []
    scopes += [(opening, len(text)) for opening in openings]
    return [scope for scope in scopes if text[scope[0]] in DIRECTION_OVERRIDES]
