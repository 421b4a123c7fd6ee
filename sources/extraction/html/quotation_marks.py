"""The quotation marks that browsers show around a `q` element, after Unicode's CLDR.

Chromium chooses them by the language of the element: https://www.unicode.org/cldr/charts/ (the
characters `quotationStart`, `quotationEnd` and their alternates, for quotations in quotations).
"""

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


def get_quotation_marks(language: str, depth: int) -> tuple[str, str]:
    """Return the opening and the closing mark of a quotation inside of `depth` others."""
    tag = language.lower().replace("_", "-")
    marks = MARKS.get(tag)
    while marks is None and tag:
        tag = tag.rpartition("-")[0]
        marks = MARKS.get(tag)
    opening, closing, inner_opening, inner_closing = marks or ENGLISH
    return (inner_opening, inner_closing) if depth % 2 else (opening, closing)
