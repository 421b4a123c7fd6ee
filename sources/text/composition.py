"""Compose and decompose the letters of a text, in time that grows with its length.

Sorting the marks of one letter (Unicode Standard, 3.11, canonical ordering) takes the square of
their number: a second for 40,000 marks in a row. So long runs of marks are cut, as the Stream-Safe
Text Format does (UAX 15, D4): no letter of any language has more than 30 of them.
"""

import unicodedata
from typing import Literal

import regex

_MAX_MARKS = 30
_SHORT = 1000  # code points; a text of so few takes no time even if all of them are marks
_MANY_MARKS = regex.compile(rf"\p{{M}}{{{_MAX_MARKS + 1}}}")
_PART = regex.compile(rf"\P{{M}}*\p{{M}}{{0,{_MAX_MARKS}}}")


def has_endless_letter(text: str) -> bool:
    """Return whether a letter of a longer text has more marks than any real one."""
    return len(text) > _SHORT and not text.isascii() and _MANY_MARKS.search(text) is not None


def normalize_form(form: Literal["NFC", "NFD", "NFKC"], text: str) -> str:
    """Return `unicodedata.normalize(form, text)`, but with endless runs of marks in parts."""
    if not has_endless_letter(text):
        return unicodedata.normalize(form, text)
    return "".join(unicodedata.normalize(form, part) for part in _PART.findall(text))
