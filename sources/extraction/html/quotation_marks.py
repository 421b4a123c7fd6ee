"""The quotation marks that browsers show around a `q` element, after Unicode's CLDR.

Chromium chooses them by the language of the element: https://www.unicode.org/cldr/charts/ (the
characters `quotationStart`, `quotationEnd` and their alternates, for quotations in quotations).
"""

import re

Marks = tuple[str, str, str, str]  # opening, closing, and the same inside of a quotation

ENGLISH: Marks = ("“", "”", "‘", "’")
GERMAN: Marks = ("„", "“", "‚", "‘")
FRENCH: Marks = ("«", "»", "«", "»")
SWEDISH: Marks = ("”", "”", "’", "’")
POLISH: Marks = ("„", "”", "«", "»")
RUSSIAN: Marks = ("«", "»", "„", "“")
JAPANESE: Marks = ("「", "」", "『", "』")
ROMANCE: Marks = ("«", "»", "“", "”")

MARKS: dict[str, Marks] = {
    **dict.fromkeys(("de", "cs", "sk", "sl", "et", "is", "lt", "lb", "bg", "sq"), GERMAN),
    **dict.fromkeys(("fr", "hy", "br"), FRENCH),
    **dict.fromkeys(("sv", "fi"), SWEDISH),
    **dict.fromkeys(("pl", "ro", "hu"), POLISH),
    **dict.fromkeys(("ru", "uk", "be"), RUSSIAN),
    **dict.fromkeys(("ja", "zh-hant", "zh-tw", "zh-hk"), JAPANESE),
    **dict.fromkeys(("es", "it", "el", "ca", "pt-pt", "gl", "eu"), ROMANCE),
    "no": ("«", "»", "‘", "’"),
    "nb": ("«", "»", "‘", "’"),
    "nn": ("«", "»", "‘", "’"),
    "fr-ch": ("«", "»", "‹", "›"),
    "de-ch": ("„", "“", "‚", "‘"),
    "he": ("”", "”", "’", "’"),
    "ar": ("”", "“", "’", "‘"),
    "fa": ("«", "»", "‹", "›"),
    "hr": ("„", "“", "‚", "‘"),
    "sr": ("„", "“", "‘", "‘"),
    "mk": ("„", "“", "‚", "‘"),
    "lv": ("“", "”", "‘", "’"),
    "ka": ("„", "“", "‚", "‘"),
    "ur": ("”", "“", "’", "‘"),
}


_STRING = re.compile(r"\"([^\"]*)\"|'([^']*)'")
MAX_MARK_LENGTH, MAX_STYLE_LENGTH = 5, 200  # code points
_NO_CHARACTER = re.compile("[\x00-\x1f\ud800-\udfff]")
_ESCAPE = re.compile(r"\\([0-9a-fA-F]{1,4})\s?")


def read_quotes_style(value: str, depth: int) -> tuple[str, str] | None:
    """Return the marks that a value of the CSS property `quotes` gives; None if it gives none.

    `none` gives empty marks. Source: https://www.w3.org/TR/css-content-3/#quotes
    """
    if value == "none":
        return "", ""
    if len(value) > MAX_STYLE_LENGTH:
        return None
    strings = [_decode_escapes(match[1] or match[2] or "") for match in _STRING.finditer(value)]
    if len(strings) < 2 or any(len(mark) > MAX_MARK_LENGTH for mark in strings):
        return None
    pair = min(depth, len(strings) // 2 - 1)
    return strings[2 * pair], strings[2 * pair + 1]


def _decode_escapes(text: str) -> str:
    """Return the text without escapes; a code that is no character is U+FFFD, as in CSS."""
    return _ESCAPE.sub(lambda escape: _NO_CHARACTER.sub("\ufffd", chr(int(escape[1], 16))), text)


def get_quotation_marks(language: str, depth: int) -> tuple[str, str]:
    """Return the opening and the closing mark of a quotation inside of `depth` others."""
    tag = language.lower().replace("_", "-")
    marks = MARKS.get(tag)
    while marks is None and tag:
        tag = tag.rpartition("-")[0]
        marks = MARKS.get(tag)
    opening, closing, inner_opening, inner_closing = marks or ENGLISH
    return (inner_opening, inner_closing) if depth % 2 else (opening, closing)
