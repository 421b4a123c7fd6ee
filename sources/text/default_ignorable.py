"""The code points that a reader does not see: Unicode's `Default_Ignorable_Code_Point`.

They are soft hyphens, joiners, direction marks, variation selectors, tag characters (watermarks and
the text marks of C2PA), fillers, and places that Unicode keeps free for more of them.
"""

# DerivedCoreProperties.txt of Unicode 17.0; first and last code point of each range.
UNICODE_VERSION = "17.0"
DEFAULT_IGNORABLE_RANGES = (
    (0x00AD, 0x00AD),  # soft hyphen
    (0x034F, 0x034F),  # combining grapheme joiner
    (0x061C, 0x061C),  # Arabic letter mark
    (0x115F, 0x1160),  # Hangul fillers
    (0x17B4, 0x17B5),  # Khmer inherent vowels
    (0x180B, 0x180F),  # Mongolian variation selectors and vowel separator
    (0x200B, 0x200F),  # zero-width space, joiners and direction marks
    (0x202A, 0x202E),  # direction embeddings and overrides
    (0x2060, 0x206F),  # word joiner, invisible operators, isolates, deprecated format characters
    (0x3164, 0x3164),  # Hangul filler
    (0xFE00, 0xFE0F),  # variation selectors 1 to 16
    (0xFEFF, 0xFEFF),  # byte order mark
    (0xFFA0, 0xFFA0),  # half-width Hangul filler
    (0xFFF0, 0xFFF8),
    (0x1BCA0, 0x1BCA3),  # shorthand format controls
    (0x1D173, 0x1D17A),  # musical format controls
    (0xE0000, 0xE0FFF),  # tag characters, variation selectors 17 to 256
)
# They make the digits and letters after them appear in another order.
DIRECTION_OVERRIDES = "\u202d\u202e"
ZERO_WIDTH_JOINER = "\u200d"

DEFAULT_IGNORABLE = frozenset(
    chr(code) for first, last in DEFAULT_IGNORABLE_RANGES for code in range(first, last + 1)
)


def write_character_class(excluded: str = "") -> str:
    """Return the inside of a regular expression's character class that matches all of them."""
    excluded_codes = sorted(map(ord, excluded))
    parts = []
    for first, last in DEFAULT_IGNORABLE_RANGES:
        left = first
        for code in [code for code in excluded_codes if first <= code <= last]:
            parts += [(left, code - 1)] if left < code else []
            left = code + 1
        parts += [(left, last)] if left <= last else []
    return "".join(f"{chr(first)}-{chr(last)}" for first, last in parts)
