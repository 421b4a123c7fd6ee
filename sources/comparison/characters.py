"""Which characters are only another way to write the same?

Composed and decomposed letters, ligatures, full-width letters, digits of other scripts, the many
spaces, dashes and apostrophes, and what cannot be seen. Raised and lowered digits, fractions and
circled numbers stay what they are: 10² is not 102.
"""

import re
import unicodedata
from functools import lru_cache

# Soft hyphen, zero-width space and joiners, word joiner, byte order mark, marks of direction and
# isolates, variation selectors. The overrides of direction stay: they show other digits.
UNSEEN = (
    "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\u061c\u2066\u2067\u2068\u2069\ufe0e\ufe0f"
)
APOSTROPHES = "’‘ʼʹ′`´＇‛ʻ"
DASHES = "-‐‑‒–—―﹘﹣－"
LIGATURES = {"œ": "oe", "Œ": "Oe", "æ": "ae", "Æ": "Ae"}
COMPATIBLE = ("<compat>", "<wide>", "<narrow>", "<noBreak>", "<square>", "<font>")
STRESS = re.compile("(?<=[\u0400-\u04ff])\u0301")
SOFT_BREAK = re.compile(r"\u00ad[^\S\n]*\n\s*")
BROKEN_WORD = re.compile(rf"(?<=[^\W\d_])[{DASHES}][^\S\n]*\n\s*(?=[^\W\d_])")
LIKE_LATIN = str.maketrans("łŁøØđĐı", "lLoOdDi")


def plain(text: str) -> str:
    """The text with one way to write each character; words and punctuation stay."""
    if not text.isascii():
        text = unicodedata.normalize("NFC", SOFT_BREAK.sub("", text))
        text = "".join(map(_one, text)) if not text.isascii() else text
        text = STRESS.sub("", unicodedata.normalize("NFC", text))
    return BROKEN_WORD.sub("-", text.replace("`", "'")) if "\n" in text else text.replace("`", "'")


@lru_cache(4096)
def _one(character: str) -> str:
    if character.isascii() or character in DASHES:
        return character
    if character in UNSEEN:
        return ""
    if character in APOSTROPHES:
        return "'"
    if character in LIGATURES:
        return LIGATURES[character]
    if character.isspace():
        return "\n" if character in "\u2028\u2029\x85" else " "
    if unicodedata.category(character) == "Nd":
        return str(unicodedata.digit(character))
    if unicodedata.decomposition(character).startswith(COMPATIBLE):
        return "".join(map(_one, unicodedata.normalize("NFKC", character)))
    return character


@lru_cache(4096)
def unmarked(letter: str) -> str:
    """A Latin letter without its mark; any other character as it is."""
    if letter.isascii() or not unicodedata.name(letter, "").startswith("LATIN"):
        return letter
    base = unicodedata.normalize("NFD", letter)[0].translate(LIKE_LATIN)
    return base if base.isascii() else letter
