"""Decide how the lines of a PDF are joined: with a space, with a hyphen, or directly. Pure.

A hyphen at the end of a line either divides a word (inter-national) or belongs to it (well-known).
The rest of the document decides where it has the word in one piece; then words that are known to
keep their hyphen; otherwise the hyphen divides.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from sources.extraction.pdf.hyphenated_words import is_hyphenated, is_likely_compound

SPACE, NOTHING, JOINED = " ", "", "joined"  # JOINED: without the hyphen

HYPHENS = "-\u2010\u00ad"
_WORD = re.compile(r"[^\W_]+(?:['’\-\u2010\u2011][^\W_]+)*")
_WORD_END = re.compile(r"[^\W_]+(?:['’\-\u2010\u2011][^\W_]+)*$")
# Words before which a chain of hyphens goes on, and the hyphens of a chain.
_CHAIN_END = re.compile(
    r"-(?:to|of|the|and|in|on|by|a|an|up|for|at|or|year|de|la|le|à|l)$", re.IGNORECASE
)
_CHAIN_START = re.compile(r"(?:to|of|the|and|in|on|by|a|up|for|at|or|de|la|le|à|l)-", re.IGNORECASE)
_CHAIN = re.compile("[-\u2010\u2011]")
_MAX_WORD_LENGTH = 80  # code points that are looked at on either side
_ADDRESS_END = re.compile(r"(?:https?://|www\.)[^\s]{0,400}[/\-_?&=#.%]$")
_ATTACHED = ("\u2014", "/", "\u2015")  # nothing is between these and the next word

# After a hyphen that stands for the end of a word (“Vor- und Nachteile”).
_CONJUNCTIONS = re.compile(
    "und|oder|bzw|bis|sowie|noch|als|and|or|to|but|nor|et|ou|y|o|e|u|i|oraz|lub|и|или|та|або|й|och"
    "|eller|en|ve|veya"
)
_IDEOGRAPH = re.compile(
    "[\u2e80-\u2fdf\u3001-\u30ff\u31f0-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff00-\uff60\U00020000-\U0003ffff]"
)


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The words of a document that are not at the end of a line, in lower case."""

    words: frozenset[str]
    language: str = ""


def collect_vocabulary(lines: Iterable[str], language: str) -> Vocabulary:
    """Return the words that are whole inside the lines of a document."""
    words: set[str] = set()
    for line in lines:
        found = [match[0].casefold() for match in _WORD.finditer(line)]
        ends_in_word = line.rstrip()[-1:] in HYPHENS
        words.update(found[1:-1] if ends_in_word else found[1:])
    return Vocabulary(frozenset(words), language.lower().replace("_", "-").partition("-")[0])


def choose_join(before: str, after: str, vocabulary: Vocabulary) -> str:
    """Return how the line that ends with `before` goes on with `after`.

    `SPACE`, `NOTHING` (a hyphen stays), or `JOINED` (the hyphen is left out).
    """
    before, after = before[-_MAX_WORD_LENGTH * 5 :], after[:_MAX_WORD_LENGTH]
    if not before or not after or before[-1].isspace():
        return NOTHING
    if _IDEOGRAPH.match(before[-1]) and _IDEOGRAPH.match(after):
        return NOTHING
    if _ADDRESS_END.search(before):
        return NOTHING
    if before[-1] in HYPHENS:
        return _choose_after_hyphen(before, after, vocabulary)
    is_range = before[-1] == "\u2013" and before[-2:-1].isdigit() and after[:1].isdigit()
    is_attached = before.endswith(_ATTACHED) and before[-2:-1].isalnum() and after[:1].isalnum()
    return NOTHING if is_range or is_attached else SPACE


def _choose_after_hyphen(before: str, after: str, vocabulary: Vocabulary) -> str:
    first_match = _WORD_END.search(before[:-1][-_MAX_WORD_LENGTH:])
    last_match = _WORD.match(after)
    if first_match is None or last_match is None:
        return SPACE if before[-2:-1].isspace() or first_match is not None else NOTHING
    first, last = first_match[0], last_match[0]
    if before[-1] == "\u00ad":
        return JOINED
    if _CONJUNCTIONS.fullmatch(last) and not _CHAIN_END.search(first):
        hyphenated = f"{first}-{last}".casefold()
        is_word = hyphenated in vocabulary.words or is_hyphenated(hyphenated, vocabulary.language)
        return NOTHING if is_word else SPACE
    if not last[0].islower() or not first[-1].isalpha():
        joined = (first + last).casefold()
        is_divided = first.isupper() and last.isupper() and joined in vocabulary.words
        return JOINED if is_divided else NOTHING
    return JOINED if _is_divided(first, last, vocabulary) else NOTHING


def _is_divided(first: str, last: str, vocabulary: Vocabulary) -> bool:
    """Return whether the hyphen between these parts only divides a word."""
    joined, hyphenated = (first + last).casefold(), f"{first}-{last}".casefold()
    if hyphenated in vocabulary.words:
        return joined in vocabulary.words
    if joined in vocabulary.words:
        return True
    if first.isupper() and len(first) > 1:  # EU-wide
        return False
    if _CHAIN_END.search(first) or _CHAIN_START.match(last):  # state-of-the-art, 27-year-old
        return False
    final, initial = _CHAIN.split(first)[-1].casefold(), _CHAIN.split(last)[0].casefold()
    if vocabulary.words.issuperset((final, initial)):  # both are words of the document
        return not is_likely_compound(final, initial, vocabulary.language)
    parts = {hyphenated, f"{final}-{initial}"}
    return not any(is_hyphenated(part, vocabulary.language) for part in parts)
