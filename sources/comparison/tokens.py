"""Which words, numbers and signs does a wording consist of, and what is each read as?

Two words with one key say the same in another spelling. Whatever is not known to be punctuation is
a word of its own, so that nothing is lost unseen.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from sources.comparison.characters import DASHES, plain, unmarked
from sources.languages import lexicon
from sources.languages.lexicon import Lexicon
from sources.languages.transliterations import SPELLINGS

DASH = f"[{DASHES}−]"
PATTERN = re.compile(
    rf"""
    (?P<initials> (?<!\w) [^\W\d_] (?:\.\ ?[^\W\d_])+ \. (?!\w)
                | (?<!\w) [^\W\d_] (?:\.[^\W\d_])+ (?!\w) )
  | (?P<nth> (?<![\w.,]) \d{{1,2}} \. (?=\ [^\W\d_]) )
  | (?P<number> (?: (?<![^\s(\[„“"«]) {DASH} (?=\.?\d) )?
      (?: \d{{1,3}} (?:[ ']\d{{3}})+ (?!\d) (?:[.,]\d+)* | \d+ (?:[.,]\d+)* | (?<![\w.,]) \.\d+ ) )
  | (?P<minus> (?<![^\s(\[„“"«]) {DASH} (?=[$€£¥₽₴]\ ?\d) )
  | (?P<range> (?<=\d) \ ?{DASH}\ ? (?=\d) )
  | (?P<hyphen> (?<=\w) {DASH} (?=\w) )
  | (?P<word> [^\W\d_] (?:[^\W_] | '(?=[^\W\d_]))* )
  | (?P<sign> \S )
    """,
    re.VERBOSE,
)
ENDS = ".!?…"  # of a sentence: the word after them has its capital from its place
KEPT = frozenset("%‰&/@#§?^\\")  # punctuation that says something
SHORT = 4  # letters of an abbreviation at most
SPACES = re.compile(r"[ ']")


@dataclass(frozen=True, slots=True)
class Word:
    """One word, number or sign of a wording, and what it is read as."""

    text: str
    key: str
    spelt: str = ""  # a number's words, where no digit says it: “two” in one gender only
    number: bool = False
    hyphen: bool = False  # a hyphen ties it to the word before
    tight: bool = False  # nothing stands between it and the word before
    first: bool = False  # it begins a sentence, so that its capital says nothing

    @property
    def identity(self) -> str:
        return f"{self.key} {self.spelt}"

    def says(self, other: "Word") -> bool:
        """Whether both are one number or one word; two numerals must be the same words too."""
        return self.key == other.key and (
            self.spelt == other.spelt or not self.spelt or not other.spelt
        )


def scanned(text: str, known: Lexicon) -> Iterator[Word]:
    """The words of a text in their order, each read by itself."""
    hyphen, first, end, last, text = False, True, -1, "", plain(text)
    for found in PATTERN.finditer(text):
        shape, written, start = found.lastgroup, found[0], found.start()
        if shape == "hyphen" or (shape == "sign" and _is_punctuation(written)):
            shortened = written == "." and start == end and _is_short(last, known)
            first = first or (written in ENDS and not shortened)
            hyphen, end = shape == "hyphen", found.end() if shape == "hyphen" else end
            continue
        tight = start == end and not hyphen
        stop = shape == "initials" or text.startswith(".", found.end())
        for key in _keys(shape, written, stop, first, known):
            yield Word(written, key, "", shape in ("number", "nth"), hyphen, tight, first)
            hyphen = tight = False
        first = written == "?" or (shape == "nth" and not known.ordinal_stop)
        end, last = found.end(), written.lower()


def _is_short(word: str, known: Lexicon) -> bool:
    """Whether a full stop after the word need not end a sentence."""
    if len(word) == 1 or word in known.short:
        return True
    return len(word) <= SHORT and (
        word in known.same or word in known.measures or word in known.multipliers
    )


@lru_cache(8192)
def _is_punctuation(sign: str) -> bool:
    if sign in KEPT:
        return False
    return unicodedata.category(sign)[0] in "PZ" or unicodedata.category(sign) in ("Cc", "Sk")


def _keys(shape: str, written: str, stop: bool, first: bool, known: Lexicon) -> tuple[str, ...]:
    if shape == "number":
        return (f"#{value(written, known)}",)
    if shape == "nth":
        return (f"#{value(written[:-1], known)}" + "." * known.ordinal_stop,)
    if shape == "minus":
        return ("-",)
    if shape == "range":
        return ("–",)
    if shape == "sign":
        return _spelt(written, known.language)
    if shape == "initials":
        written = written.replace(".", "").replace(" ", "")
    return _read(written, stop, first, known.language)


@lru_cache(16384)
def _read(written: str, stop: bool, first: bool, language: str) -> tuple[str, ...]:
    known, word = lexicon(language), written.lower()
    if word in known.upper and written.isupper() and len(word) > 1:
        return (written,)
    if word in known.capital and written[0].isupper() and not first:
        return (word.capitalize(),)
    if stop and word in known.short:
        word = known.short[word]
    return _spelt(word, language)


@lru_cache(16384)
def _spelt(word: str, language: str) -> tuple[str, ...]:
    known = lexicon(language)
    if word not in known.same:
        for pattern, parted in known.contracted:
            word = pattern.sub(parted, word)
    return tuple(part for one in word.split() for part in spelling(one, known).split())


def spelling(word: str, known: Lexicon) -> str:
    """The one spelling of a word in lower case; more than one word where it is read as such."""
    if word in known.marked:
        return word
    if word.endswith("'s") and word not in known.same:
        owner = spelling(word[:-2], known)
        return owner if owner.endswith("s") else f"{owner}'s"  # Belarus’s and Belarus’
    if known.letters is not None and not word.isascii():
        word = "".join(one if one in known.letters else unmarked(one) for one in word)
    word = _same(word, known)
    for pattern, replacement in known.rules:
        word = pattern.sub(replacement, word)
    return _same(word, known)


def _same(word: str, known: Lexicon) -> str:
    return known.same.get(word) or known.euphony.get(word) or SPELLINGS.get(word, word)


def value(written: str, known: Lexicon) -> str:
    """A number in one convention, “1500.50”; “=” and as it is written where that is not certain.

    Decimals keep their zeros, since 1.10 may be the first of October.
    """
    sign = "" if written[0].isdigit() or written[0] == "." else "-"
    digits = SPACES.sub("", written[len(sign) :])
    marks = [one for one in digits if not one.isdigit()]
    whole, part = digits, ""
    if marks and marks[-1] not in marks[:-1]:
        whole, _, part = digits.rpartition(marks[-1])
    if len(marks) == 1 and _may_group(digits, written):
        if marks[0] == known.grouping:
            whole, part = digits, ""
        elif marks[0] != known.decimal:
            return f"{sign}={digits}"
    if not _is_grouped(whole):
        return f"{sign}={digits}"
    whole = "".join(filter(str.isdigit, whole))
    whole = whole[1:] if len(whole) == 2 and whole[0] == "0" else whole
    return sign + (f"{whole or '0'}.{part}" if part else whole)


def _may_group(digits: str, written: str) -> bool:
    """Whether the one mark of a number may part thousands as well as decimals."""
    whole, part = re.split("[.,]", digits)
    return (
        len(part) == 3
        and 1 <= len(whole) <= 3
        and whole[0] != "0"
        and digits == written[-len(digits) :]
    )


def _is_grouped(whole: str) -> bool:
    groups = re.split("[.,]", whole)
    if len(groups) == 1:
        return True
    return (
        len({one for one in whole if not one.isdigit()}) == 1
        and 1 <= len(groups[0]) <= 3
        and all(len(one) == 3 for one in groups[1:])
    )
