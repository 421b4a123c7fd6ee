"""Split a wording into words, numbers and signs, and give each a key for comparison.

Two tokens with the same key say the same in another spelling. Whatever is not known to be mere
punctuation is a token, so no change goes unnoticed. In scripts written without spaces each
character is a token of its own.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from sources.comparison.characters import DASHES
from sources.comparison.han_numbers import NUMBER_CHARACTERS, read_han_number
from sources.comparison.keys import get_keys
from sources.languages.folding import Marks, are_compatible, fold_word
from sources.languages.lexicon import Lexicon
from sources.text.scripts import UNSPACED_LETTERS, get_simplified_characters


# ── tokens ──────────────────────────────────────────────────────────────────────────────────────
def _list_mark_ranges() -> str:
    """Return the inside of a character class with all marks (accents, vowel signs)."""
    codes = [code for code in range(0x300, 0x20000) if unicodedata.category(chr(code))[0] == "M"]
    firsts = [code for code in codes if unicodedata.category(chr(code - 1))[0] != "M"]
    lasts = [code for code in codes if unicodedata.category(chr(code + 1))[0] != "M"]
    pairs = zip(firsts, lasts, strict=True)
    return "".join(f"{chr(first)}-{chr(last)}" for first, last in pairs)


# Marks are no `\w` in Python's `re`; they belong to the letter before them.
_MARKS = _list_mark_ranges()
_DASH = f"[{DASHES}−]"
_SIGNS_BEFORE_NUMBERS = "$€£¥₽₴₹₺₩"
_TOKENS = rf"""
    (?P<initials> (?<!\w) LETTER (?:\.\ ?LETTER){{1,9}} \. (?!\w)
                | (?<!\w) LETTER (?:\.LETTER){{1,9}} (?!\w) )
  | WORD
  | (?P<ordinal> (?<![\w.,]) \d{{1,2}} \. (?=\ [^\W\d_]) )
  | (?P<number> (?: (?<![^\s(\[„“"«]) {_DASH} (?=\.?\d) )?
      (?: \d{{1,3}} (?:[ ']\d{{3}})+ (?!\d) (?:[.,]\d+)* | \d+ (?:[.,]\d+)* | (?<![\w.,]) \.\d+ ) )
  | (?P<minus> (?<![^\s(\[„“"«]) {_DASH} (?=[{_SIGNS_BEFORE_NUMBERS}]\ ?\d) )
  | (?P<range> (?<=\d) \ ?[{DASHES}−~～]\ ? (?=[{_SIGNS_BEFORE_NUMBERS}]?\d)
             | (?<=[\d%][%{_SIGNS_BEFORE_NUMBERS}]) \ ?{_DASH}\ ? (?=\d) )
  | (?P<hyphen> (?<=[\w{_MARKS}]) {_DASH} (?=\w) )
"""
_UNSPACED = rf"""
  | 百分之 (?P<han_percent> [{NUMBER_CHARACTERS}]+ (?:[点點][{NUMBER_CHARACTERS}]+)?
                          | \d+ (?:\.\d+)? )
  | (?P<han_number> [{NUMBER_CHARACTERS}]+ )
  | (?P<letter> [{UNSPACED_LETTERS}] )
"""


def _compile_token(unspaced_letters: str) -> re.Pattern[str]:
    letter = rf"[^\W\d_{unspaced_letters}]"
    word = rf"(?P<word> LETTER (?:[^\W_{unspaced_letters}]+ | [{_MARKS}]+ | '(?=LETTER))* )"
    unspaced = _UNSPACED if unspaced_letters else ""
    pattern = rf"{_TOKENS} {unspaced} | (?P<sign> \S )".replace("WORD", word)
    return re.compile(pattern.replace("LETTER", letter), re.VERBOSE)


TOKEN = _compile_token(UNSPACED_LETTERS)
# The same and faster, for texts whose scripts all have spaces.
SPACED_TOKEN = _compile_token("")
_FIRST_UNSPACED_LETTER = "\u0e00"
SENTENCE_ENDS = ".!?…"  # the word after them has a capital because of its place
MEANINGFUL_SIGNS = frozenset("%‰&/@#§?^\\")  # punctuation that says something
MAX_ABBREVIATION_LENGTH = 4


@dataclass(slots=True)  # never changed, but frozen ones take three times as long to create
class Token:
    """One word, number or sign of a wording.

    - `text`: as it is written
    - `key`: what is compared
    - `number_words`: the words of a number, if it is not written in digits; they matter in
      languages in which “two” has a gender
    - `is_hyphenated`: a hyphen joins it to the token before it
    - `is_adjacent`: nothing at all is between it and the token before it
    - `starts_sentence`: its capital means nothing
    - `marks`: the signs of its letters that need not be written (vowel signs, hamza); for a Chinese
      character, the traditional form
    """

    text: str
    key: str
    number_words: str = ""
    is_number: bool = False
    is_hyphenated: bool = False
    is_adjacent: bool = False
    starts_sentence: bool = False
    marks: Marks = ()

    @property
    def identity(self) -> str:
        return f"{self.key} {self.number_words} {'/'.join(self.marks)}"

    def matches(self, token: "Token") -> bool:
        """Return whether both are the same number or word; number words must be equal too."""
        if self.key != token.key or not are_compatible(self.marks, token.marks):
            return False
        return (
            self.number_words == token.number_words
            or not self.number_words
            or not token.number_words
        )


def tokenize(text: str, lexicon: Lexicon) -> Iterator[Token]:
    """Yield the tokens of a text (as `normalize_characters` returns it), each on its own."""
    is_hyphenated, starts_sentence, end, last_word = False, True, -1, ""
    pattern = TOKEN if max(text, default="") >= _FIRST_UNSPACED_LETTER else SPACED_TOKEN
    for match in pattern.finditer(text):
        kind, written, start = match.lastgroup or "", match[0], match.start()
        if kind == "hyphen" or (kind == "sign" and _is_punctuation(written)):
            is_abbreviation = (
                written == "." and start == end and _can_be_abbreviation(last_word, lexicon)
            )
            starts_sentence |= written in SENTENCE_ENDS and not is_abbreviation
            is_hyphenated = kind == "hyphen"
            end = match.end() if is_hyphenated else end
            continue
        is_adjacent = start == end and not is_hyphenated
        if kind in ("letter", "han_number", "han_percent"):
            yield from _iterate_unspaced(kind, written, match[kind], is_adjacent)
            is_hyphenated, starts_sentence, end, last_word = False, False, match.end(), ""
            continue
        has_stop = kind == "initials" or text.startswith(".", match.end())
        is_number = kind in ("number", "ordinal")
        folded = fold_word(written.lower()) if kind == "word" else None
        for key in get_keys(kind, written, has_stop, starts_sentence, lexicon):
            marks = folded.marks if folded and key == folded.base else ()
            yield Token(
                written, key, "", is_number, is_hyphenated, is_adjacent, starts_sentence, marks
            )
            is_hyphenated = is_adjacent = False
        starts_sentence = written == "?" or (kind == "ordinal" and not lexicon.has_ordinal_stop)
        end, last_word = match.end(), written.lower()


def _iterate_unspaced(kind: str, written: str, part: str, is_adjacent: bool) -> Iterator[Token]:
    """Yield the tokens of a character, or of a number in Chinese characters."""
    if kind == "han_percent":
        number = _read_decimal(part)
        if number is None:
            yield from _iterate_characters(written, is_adjacent)
            return
        yield Token(part, f"#{number}", is_number=True, is_adjacent=is_adjacent)
        yield Token("百分之", "%", is_adjacent=True)
        return
    number = read_han_number(written) if kind == "han_number" else None
    if number is None:
        yield from _iterate_characters(written, is_adjacent)
        return
    yield Token(written, f"#{number}", is_number=True, is_adjacent=is_adjacent)


def _iterate_characters(written: str, is_adjacent: bool) -> Iterator[Token]:
    for character in written:
        digit = read_han_number(character) if character in NUMBER_CHARACTERS else None
        key = get_simplified_characters().get(character, character)
        marks = (character,) if key != character else ()
        key = f"#{digit}" if digit else key
        yield Token(character, key, is_number=bool(digit), is_adjacent=is_adjacent, marks=marks)
        is_adjacent = True


def _read_decimal(written: str) -> str | None:
    """Return a number such as 七十点五 (70.5) in digits, or None if it cannot be read."""
    whole, point, decimals = written.replace("點", "点").partition("点")
    if whole[0].isdigit() and whole.isascii():
        return whole
    digits = [read_han_number(character) or "" for character in decimals]
    number = read_han_number(whole)
    if number is None or any(len(digit) != 1 for digit in digits):
        return None
    return f"{number}.{''.join(digits)}" if point else number


def _can_be_abbreviation(word: str, lexicon: Lexicon) -> bool:
    """Return whether the word may be an abbreviation, so that its full stop ends no sentence."""
    if len(word) == 1 or word in lexicon.abbreviations:
        return True
    return len(word) <= MAX_ABBREVIATION_LENGTH and (
        word in lexicon.spellings or word in lexicon.units or word in lexicon.multipliers
    )


@lru_cache(8192)
def _is_punctuation(sign: str) -> bool:
    if sign in MEANINGFUL_SIGNS:
        return False
    return unicodedata.category(sign)[0] in "PZ" or unicodedata.category(sign) in ("Cc", "Sk")


# ── words of several characters ─────────────────────────────────────────────────────────────────
_MAX_WORD_CHARACTERS = 5


def merge_ideographs(tokens: list[Token], lexicon: Lexicon) -> list[Token]:
    """Merge characters into the words of the lexicon: units, abbreviations and other spellings."""
    if not any(map(_is_ideograph, tokens)):
        return tokens
    merged: list[Token] = []
    i = 0
    while i < len(tokens):
        size = _count_word_characters(tokens, i, lexicon)
        merged.append(_merge_characters(tokens[i : i + size]) if size > 1 else tokens[i])
        i += size
    return merged


def _count_word_characters(tokens: list[Token], i: int, lexicon: Lexicon) -> int:
    """Return how many characters from `i` on are a word of the lexicon; 1 if they are none."""
    if not _is_ideograph(tokens[i]):
        return 1
    end = i + 1
    while end < min(len(tokens), i + _MAX_WORD_CHARACTERS) and _is_ideograph(tokens[end]):
        end += 1
    for size in range(end - i, 1, -1):
        word = "".join(token.key for token in tokens[i : i + size])
        if word in lexicon.units or word in lexicon.spellings:
            return size
    return 1


def _is_ideograph(token: Token) -> bool:
    return len(token.key) == 1 and not token.is_number and token.key > "\u2e80"


def _merge_characters(tokens: list[Token]) -> Token:
    marks = tuple(token.marks[0] if token.marks else "" for token in tokens)
    return replace(
        tokens[0],
        text="".join(token.text for token in tokens),
        key="".join(token.key for token in tokens),
        marks=marks if any(marks) else (),
    )
