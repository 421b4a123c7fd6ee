"""Scripts whose white space and letters need rules of their own.

Han and kana are written without spaces: white space between two of their characters only shows that
a line ended there. Thai, Lao, Khmer, Burmese and Tibetan have no spaces between words either, but
one between clauses.
"""

import re
from functools import cache, lru_cache
from pathlib import Path

# The insides of character classes for regular expressions.
IDEOGRAPHS = (
    "\u3005-\u3007\u3041-\u309f\u30a1-\u30fa\u30fc-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff"
    "\uf900-\ufaff\uff66-\uff9f\U00020000-\U0003ffff"
)
# Chinese and Japanese punctuation, next to which a line may end as well.
IDEOGRAPHIC_PUNCTUATION = "\u3001\u3002\u3008-\u3011\u3014-\u301b\uff01\uff0c\uff1a\uff1b\uff1f"
UNSPACED_LETTERS = IDEOGRAPHS + "\u0e01-\u0e4e\u0e80-\u0eff\u0f40-\u0fbc\u1000-\u109f\u1780-\u17d3"

# Hebrew points and Arabic vowel signs, which are seldom written.
VOWEL_SIGNS = re.compile(
    "[\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u064b-\u0652\u0670\u06d6-\u06dc]+"
)
_IDEOGRAPH = re.compile("[\u4e00-\u9fff]")
_TABLE = Path(__file__).with_name("traditional_characters.txt")


@cache
def get_simplified_characters() -> dict[str, str]:
    """Return the simplified form of each traditional Chinese character that has one.

    Several traditional characters can share a simplified one: 發 (send) and 髮 (hair) are both 发.
    """
    lines = [line for line in _TABLE.read_text("utf-8").splitlines() if line[:1] != "#"]
    return {
        traditional: simplified
        for line, below in zip(lines[::2], lines[1::2], strict=True)
        for traditional, simplified in zip(line, below, strict=True)
    }


def simplify_characters(text: str) -> str:
    """Return the text with simplified Chinese characters; its offsets stay the same."""
    if text.isascii() or not _has(_IDEOGRAPH, text):
        return text
    return text.translate(_get_translation_table())


def has_vowel_signs(text: str) -> bool:
    """Return whether a text has Hebrew points or Arabic vowel signs."""
    return not text.isascii() and _has(VOWEL_SIGNS, text)


# The quotes of a source are searched for in the same text, one after the other.
@lru_cache(8)
def _has(pattern: re.Pattern[str], text: str) -> bool:
    return pattern.search(text) is not None


@cache
def _get_translation_table() -> dict[int, str]:
    return str.maketrans(get_simplified_characters())
