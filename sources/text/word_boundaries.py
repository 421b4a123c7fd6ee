"""Where words begin and end, and which letters a browser's search holds alike. Pure.

Segmenters differ: the rules of Unicode (UAX 29) are tailored, and languages written without spaces
are cut by dictionaries. An edge here is one that they all agree on; where they might not, there is
none.
"""

import unicodedata

# UAX 29: between letters or digits these join (MidLetter, MidNum, MidNumLet and the quotes).
JOINING = frozenset("'\"‘’.․﹒＇．:·᛫·‧⁚﹕：՟״,;;։،؍٬߸⁄︐︓︔﹐﹔，；")
# Letters by UAX 29, though their category says otherwise.
LETTERLIKE = frozenset("׳՚՛՜՞֊٫゛゜゠")
ENCLOSED = (
    *((0x24B6, 0x24E9), (0x1F130, 0x1F149), (0x1F150, 0x1F169), (0x1F170, 0x1F189)),
    *((0x32D0, 0x32FE), (0x3300, 0x3357)),
)
HEBREW = (
    (0x05D0, 0x05F2),
    (0xFB1D, 0xFB4F),
)  # keeps an apostrophe after it, at the end of a word too
SKIN = (0x1F3FB, 0x1F3FF)
FLAGS = (0x1F1E6, 0x1F1FF)
JOINER = "\u200d"

# Alike at the first level of the collation (UTS 10), though they do not decompose.
ALIKE = {
    **dict.fromkeys("‘’‚‛ʼ＇`´", "'"),
    **dict.fromkeys("“”„‟״", '"'),
    "ł": "l",
    "ø": "o",
    "đ": "d",
    "ð": "d",
    "ħ": "h",
    "ŧ": "t",
    "ı": "i",
    "æ": "ae",
    "œ": "oe",
}


def is_edge(text: str, at: int) -> bool:
    """Whether every segmenter sees the edge of a word between `text[at - 1]` and `text[at]`."""
    if at in (0, len(text)):
        return True
    left, right = text[at - 1], text[at]
    if _continues(left, right):
        return False
    if left.isspace() or right.isspace():
        return True
    return not (_in_word(left) and _in_word(right) or _joined(text, at))


def fold(text: str) -> str:
    """`text` as it is searched: one case, no accents or marks, each white space a space.

    Folds character by character, so that the parts of a text fold to the parts of what it folds to.
    """
    return text.translate(FOLDED)


class _Folded(dict):
    """The table for `str.translate`, filled as characters are met."""

    def __missing__(self, code: int) -> str:
        said = chr(code)
        apart = unicodedata.normalize("NFKD", said)
        alone = " " in apart and not said.isspace()  # an accent by itself is no white space
        self[code] = said if alone else "".join(map(_plain, apart))
        return self[code]


FOLDED = _Folded()


def _plain(character: str) -> str:
    if character.isspace():
        return " "
    if unicodedata.category(character) in ("Mn", "Me", "Cf", "Cc"):
        return ""
    folded = unicodedata.normalize("NFKD", character.casefold())
    return "".join(ALIKE.get(one, one) for one in folded if unicodedata.category(one) != "Mn")


def _continues(left: str, right: str) -> bool:
    """Whether `right` is a part of the character before it."""
    if unicodedata.category(right) in ("Mn", "Mc", "Me", "Cf", "Cn") or _within(right, SKIN):
        return True
    return left == JOINER or _within(left, FLAGS) and _within(right, FLAGS)


def _in_word(character: str) -> bool:
    category = unicodedata.category(character)
    return (
        category[0] in "LNM"
        or category in ("Pc", "Cf", "Sk", "Cn")  # not assigned yet in this Python's Unicode
        or character in LETTERLIKE
        or any(_within(character, enclosed) for enclosed in ENCLOSED)
    )


def _joined(text: str, at: int) -> bool:
    """Whether a point or an apostrophe at this edge may stand inside a word or a number."""
    if text[at] in JOINING:
        if any(_within(text[at - 1], letters) for letters in HEBREW):
            return True
        return _in_word(text[at - 1]) and at + 1 < len(text) and _in_word(text[at + 1])
    return text[at - 1] in JOINING and _in_word(text[at]) and at > 1 and _in_word(text[at - 2])


def _within(character: str, ends: tuple[int, int]) -> bool:
    return ends[0] <= ord(character) <= ends[1]
