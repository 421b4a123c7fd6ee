"""Fold the optional signs of Arabic, Hebrew and Indic scripts: the same word with or without them.

A folded word has a *base*, which is compared, and the *marks* that were taken from each of its
letters. Signs that one of two texts leaves out mean nothing: كتب is كَتَبَ. If both have them, they
must be equal: كَتَبَ (he wrote) is not كُتِبَ (it was written).

Rules: Unicode Standard, chapter 9 (Arabic: hamza carriers, the yeh and kaf of Persian) and chapter
12 (Devanagari: nukta, candrabindu, and the anusvara for a nasal before a consonant of its class).
"""

import re
import unicodedata
from dataclasses import fields, replace
from functools import lru_cache
from typing import Any, NamedTuple

from sources.languages.lexicon import Lexicon

# Each is another code point of the same letter. Yeh without its dots is written for both letters in
# Persian (U+06CC), but in Arabic U+0649 is another letter than U+064A: على (on), علي (Ali).
_SAME_LETTERS = str.maketrans(
    {"ک": "ك", "ڪ": "ك", "ہ": "ه", "ۃ": "ة", "ٱ": "ا", "ێ": "ي", "ؤ": "ء", "ئ": "ء"}
    | {"\u0901": "\u0902"}  # candrabindu, anusvara
)
_YEH, _PERSIAN_YEH = "\u064a", "\u06cc"
_YEHS = (_YEH, _PERSIAN_YEH, "\u0649")
# Hebrew points, Arabic vowel signs, hamza and madda above or below, and the Indic nuktas.
_OPTIONAL_MARKS = frozenset(
    map(
        chr,
        (
            *(*range(0x0591, 0x05BE), 0x05BF, 0x05C1, 0x05C2, 0x05C4, 0x05C5, 0x05C7),
            *(*range(0x064B, 0x0660), 0x0670, *range(0x06D6, 0x06DD), *range(0x06DF, 0x06E9)),
            *(*range(0x06EA, 0x06EE), 0x093C, 0x09BC, 0x0A3C, 0x0ABC),
        ),
    )
)
_MAX_LENGTH = 200  # code points, with all signs; what is longer is no word
_FOLDED_SCRIPTS = re.compile("[\u0590-\u06ff\u0750-\u077f\u0900-\u097f\u0980-\u0aff]")
# The nasal letter of each class of consonants, with its virama, before a consonant of the class.
_NASALS = re.compile(
    "ङ\u094d(?=[क-घ])|ञ\u094d(?=[च-झ])|ण\u094d(?=[ट-ढ])|न\u094d(?=[त-ध])|म\u094d(?=[प-भ])"
)

Marks = tuple[str, ...]  # the signs taken from each letter of a word; empty if there were none


class FoldedWord(NamedTuple):
    """A word without its optional signs, and the signs of each of its letters."""

    base: str
    marks: Marks = ()


@lru_cache(16384)
def fold_word(word: str) -> FoldedWord:
    """Return the word without the signs that may be left out in writing it."""
    if word.isascii() or len(word) > _MAX_LENGTH or not _FOLDED_SCRIPTS.search(word):
        return FoldedWord(word)
    word = unicodedata.normalize("NFC", word).translate(_SAME_LETTERS)
    word = _NASALS.sub("\u0902", unicodedata.normalize("NFD", word))
    letters: list[str] = []
    marks: list[str] = []
    for character in word:
        if character in _OPTIONAL_MARKS and letters:
            marks[-1] += character
        else:
            letters.append(_YEH if character in _YEHS else character)
            marks.append(character if character in _YEHS and character != _PERSIAN_YEH else "")
    return FoldedWord("".join(letters), tuple(marks) if any(marks) else ())


def are_compatible(marks_a: Marks, marks_b: Marks) -> bool:
    """Return whether no letter has signs in both words that contradict each other."""
    if not marks_a or not marks_b or marks_a == marks_b:
        return True
    if len(marks_a) != len(marks_b):
        return False
    pairs = ((set(a), set(b)) for a, b in zip(marks_a, marks_b, strict=True))
    return all(a <= b or b <= a for a, b in pairs)


# ── lexicons ────────────────────────────────────────────────────────────────────────────────────
def fold_lexicon(lexicon: Lexicon) -> Lexicon:
    """Return the lexicon with its words folded, so that folded words can be looked up in it."""
    folded = {
        field.name: _fold_value(value)
        for field in fields(lexicon)
        if isinstance(value := getattr(lexicon, field.name), dict | frozenset)
        and field.name != "alphabet_letters"
    }
    return replace(lexicon, **folded)


def _fold_value(value: Any) -> Any:
    if isinstance(value, str):
        return " ".join(fold_word(word).base for word in value.split(" "))
    if isinstance(value, tuple | frozenset):
        return type(value)(map(_fold_value, value))
    if isinstance(value, dict):
        return {_fold_value(key): _fold_value(words) for key, words in value.items()}
    return value
