"""Decide whether a text that was fetched again is still that of the same article. Pure.

The text before is compared by its shingles (`sources.text.fingerprints`) and its words, so that no
word of any language has to be known: an article that was edited keeps most of them, and a robot
check, another article or an error page has none.
"""

import re
from dataclasses import dataclass
from itertools import pairwise

from sources.text.fingerprints import get_shingles, split_words

OTHER_TEXT = "other_text"
PAYWALL = "paywall"

MIN_KEPT_SHARE = 0.5  # of the earlier text: so much of it, and it is the article whatever else
MAX_UNRELATED_SHARE = 0.05  # of the shingles; an article that was written anew has no more
# Of the words of the shorter text. Measured by benchmarks/page_updates.py: of articles that were
# written anew one in five has fewer words in common, of two articles about different things nine in
# ten. With the same title, it is another text only if no word remains, more or less.
MAX_UNRELATED_WORDS, MAX_UNRELATED_WORDS_WITH_TITLE = 0.15, 0.05
MIN_COMMON_WORDS = 3  # fewer are chance
MIN_SHINGLES = 30  # a shorter text may be rewritten as a whole
MIN_WORD_LENGTH = 5  # code points; shorter words are in any text
MAX_OTHER_LATIN_SHARE = 0.2  # of the words of a text in another script
MIN_TITLE_SHARE = 0.6  # of the words of the earlier title
TEASER_SHARE = 0.8  # of the earlier length: with a sign of a paywall, less is a part of the article
SHRUNK_SHARE = 0.5  # of the earlier length
COMPARED_LENGTH = 200_000  # code points of each text
HIRAGANA = re.compile("[\u3041-\u309f]{2}")
TWO_SCRIPT_LANGUAGES = {"sr", "bs", "uz", "kk", "az", "tk", "ku", "tt"}
LATIN = re.compile("[a-z\u00c0-\u024f]")


@dataclass(frozen=True)
class TextVersion:
    """One version of the text of a source, with what its page declares; unknown is empty."""

    text: str
    title: str = ""
    language: str = ""


def find_mismatch(before: TextVersion, now: TextVersion, doubt: str = "") -> str:
    """Return why the newer text is not the article that the earlier text was; empty if it is.

    `doubt` is the reason for which the newer page alone looks like something else: it is returned,
    unless the page still has most of the earlier text. Without a doubt the reason can only be
    `OTHER_TEXT`, if next to nothing of the earlier text is left, and not its words either.
    """
    if before.text == now.text:
        return ""
    earlier = get_shingles(before.text[:COMPARED_LENGTH])
    newer = get_shingles(now.text[:COMPARED_LENGTH])
    if not earlier:
        return doubt
    kept_share = len(earlier & newer) / len(earlier)
    if doubt == PAYWALL and len(now.text) < TEASER_SHARE * len(before.text):
        return doubt
    if kept_share >= MIN_KEPT_SHARE:
        return ""
    if doubt or kept_share > MAX_UNRELATED_SHARE:
        return doubt
    return OTHER_TEXT if _is_unrelated(before, now, len(earlier)) else ""


def _is_unrelated(before: TextVersion, now: TextVersion, shingle_count: int) -> bool:
    earlier, newer = _get_vocabulary(before.text), _get_vocabulary(now.text)
    if _is_transliterated(before, now, earlier, newer):
        return False
    common = len(earlier & newer)
    share = common / (min(len(earlier), len(newer)) or 1)
    if _has_same_title(before, now):
        return share <= MAX_UNRELATED_WORDS_WITH_TITLE
    is_unrelated = share <= MAX_UNRELATED_WORDS or common < MIN_COMMON_WORDS
    if shingle_count >= MIN_SHINGLES or _has_other_language(before, now):
        return is_unrelated
    return is_unrelated and bool(before.title and now.title)


def _is_transliterated(
    before: TextVersion, now: TextVersion, earlier: set[str], newer: set[str]
) -> bool:
    """Whether a text in one declared language is in Latin letters once, and once in others.

    Serbian and Uzbek sites show the same article in both, and no word is the same. In other
    languages, Latin letters are those of an English error page.
    """
    languages = {version.language.casefold()[:2] for version in (before, now)}
    if len(languages) > 1 or not languages <= TWO_SCRIPT_LANGUAGES:
        return False
    shares = [_get_latin_share(words) for words in (earlier, newer)]
    return min(shares) < MAX_OTHER_LATIN_SHARE and max(shares) > 1 - MAX_OTHER_LATIN_SHARE


def _get_latin_share(words: set[str]) -> float:
    return sum(LATIN.match(word) is not None for word in words) / (len(words) or 1)


def _get_vocabulary(text: str) -> set[str]:
    """The longer words of a text; in scripts without spaces, the pairs of characters.

    Pairs of hiragana are endings and particles, which any Japanese text has.
    """
    words = [word.folded for word in split_words(text[:COMPARED_LENGTH])]
    pairs = {
        a + b for a, b in pairwise(words) if len(a) == len(b) == 1 and not HIRAGANA.match(a + b)
    }
    return {word for word in words if len(word) >= MIN_WORD_LENGTH} | pairs


def _has_same_title(before: TextVersion, now: TextVersion) -> bool:
    earlier, newer = (set(version.title.casefold().split()) for version in (before, now))
    return bool(earlier) and len(earlier & newer) >= MIN_TITLE_SHARE * len(earlier)


def _has_other_language(before: TextVersion, now: TextVersion) -> bool:
    """Whether both declare a language, and not the same one."""
    languages = [version.language.casefold()[:2] for version in (before, now)]
    return all(languages) and languages[0] != languages[1]


def has_shrunk(length_before: int, length_now: int) -> bool:
    """Whether a text lost more than half of its length."""
    return length_now < SHRUNK_SHARE * length_before
