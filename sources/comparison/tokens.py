"""Split a wording into words, numbers and signs, and give each a key for comparison.

Two tokens with the same key say the same in another spelling. Whatever is not known to be mere
punctuation is a token, so no change goes unnoticed.

Before that, each character gets one form: composed letters, no ligatures, full-width letters or
invisible characters, plain digits, spaces and apostrophes. Raised and lowered digits, fractions and
circled numbers stay as they are: 10² is not 102.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from sources.languages import get_lexicon
from sources.languages.lexicon import Lexicon
from sources.languages.transliterations import NAME_SPELLINGS

# ── characters ──────────────────────────────────────────────────────────────────────────────────
# Soft hyphen, zero-width space and joiners, word joiner, byte order mark, direction marks and
# isolates, variation selectors. Direction overrides are kept: they change the visible digits.
INVISIBLE = (
    "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\u061c\u2066\u2067\u2068\u2069\ufe0e\ufe0f"
)
APOSTROPHES = "’‘ʼʹ′`´＇‛ʻ"
DASHES = "-‐‑‒–—―﹘﹣－"
LIGATURES = {"œ": "oe", "Œ": "Oe", "æ": "ae", "Æ": "Ae"}
# The compatibility decompositions that only change the form of a character.
DECOMPOSED = ("<compat>", "<wide>", "<narrow>", "<noBreak>", "<square>", "<font>")
CYRILLIC_STRESS_MARK = re.compile("(?<=[\u0400-\u04ff])\u0301")
SOFT_HYPHEN_BREAK = re.compile(r"\u00ad[^\S\n]*\n\s*")
HYPHEN_BREAK = re.compile(rf"(?<=[^\W\d_])[{DASHES}][^\S\n]*\n\s*(?=[^\W\d_])")
# Latin letters with a stroke or without a dot, which have no decomposition.
UNDECOMPOSED_LETTERS = str.maketrans("łŁøØđĐı", "lLoOdDi")


def normalize_characters(text: str) -> str:
    """Return the text with one form for each character; words and punctuation stay."""
    if not text.isascii():
        text = unicodedata.normalize("NFC", SOFT_HYPHEN_BREAK.sub("", text))
        text = "".join(map(_normalize_character, text)) if not text.isascii() else text
        text = CYRILLIC_STRESS_MARK.sub("", unicodedata.normalize("NFC", text))
    text = text.replace("`", "'")
    return HYPHEN_BREAK.sub("-", text) if "\n" in text else text


@lru_cache(4096)
def _normalize_character(character: str) -> str:
    if character.isascii() or character in DASHES:
        return character
    if character in INVISIBLE:
        return ""
    if character in APOSTROPHES:
        return "'"
    if character in LIGATURES:
        return LIGATURES[character]
    if character.isspace():
        return "\n" if character in "\u2028\u2029\x85" else " "
    if unicodedata.category(character) == "Nd":
        return str(unicodedata.digit(character))
    if unicodedata.decomposition(character).startswith(DECOMPOSED):
        return "".join(map(_normalize_character, unicodedata.normalize("NFKC", character)))
    return character


@lru_cache(4096)
def _strip_diacritic(letter: str) -> str:
    """Return a Latin letter without its diacritic, and any other character as it is."""
    if letter.isascii() or not unicodedata.name(letter, "").startswith("LATIN"):
        return letter
    base = unicodedata.normalize("NFD", letter)[0].translate(UNDECOMPOSED_LETTERS)
    return base if base.isascii() else letter


# ── tokens ──────────────────────────────────────────────────────────────────────────────────────
_DASH = f"[{DASHES}−]"
TOKEN = re.compile(
    rf"""
    (?P<initials> (?<!\w) [^\W\d_] (?:\.\ ?[^\W\d_])+ \. (?!\w)
                | (?<!\w) [^\W\d_] (?:\.[^\W\d_])+ (?!\w) )
  | (?P<ordinal> (?<![\w.,]) \d{{1,2}} \. (?=\ [^\W\d_]) )
  | (?P<number> (?: (?<![^\s(\[„“"«]) {_DASH} (?=\.?\d) )?
      (?: \d{{1,3}} (?:[ ']\d{{3}})+ (?!\d) (?:[.,]\d+)* | \d+ (?:[.,]\d+)* | (?<![\w.,]) \.\d+ ) )
  | (?P<minus> (?<![^\s(\[„“"«]) {_DASH} (?=[$€£¥₽₴]\ ?\d) )
  | (?P<range> (?<=\d) \ ?{_DASH}\ ? (?=\d) )
  | (?P<hyphen> (?<=\w) {_DASH} (?=\w) )
  | (?P<word> [^\W\d_] (?:[^\W_] | '(?=[^\W\d_]))* )
  | (?P<sign> \S )
    """,
    re.VERBOSE,
)
SENTENCE_ENDS = ".!?…"  # the word after them has a capital because of its place
MEANINGFUL_SIGNS = frozenset("%‰&/@#§?^\\")  # punctuation that says something
MAX_ABBREVIATION_LENGTH = 4


@dataclass(frozen=True, slots=True)
class Token:
    """One word, number or sign of a wording.

    - `text`: as it is written
    - `key`: what is compared
    - `number_words`: the words of a number, if it is not written in digits; they matter in
      languages in which “two” has a gender
    - `is_hyphenated`: a hyphen joins it to the token before it
    - `is_adjacent`: nothing at all is between it and the token before it
    - `starts_sentence`: its capital means nothing
    """

    text: str
    key: str
    number_words: str = ""
    is_number: bool = False
    is_hyphenated: bool = False
    is_adjacent: bool = False
    starts_sentence: bool = False

    @property
    def identity(self) -> str:
        return f"{self.key} {self.number_words}"

    def matches(self, token: "Token") -> bool:
        """Return whether both are the same number or word; number words must be equal too."""
        return self.key == token.key and (
            self.number_words == token.number_words
            or not self.number_words
            or not token.number_words
        )


def tokenize(text: str, lexicon: Lexicon) -> Iterator[Token]:
    """Yield the tokens of a text in order, each on its own."""
    is_hyphenated, starts_sentence, end, last_word = False, True, -1, ""
    text = normalize_characters(text)
    for match in TOKEN.finditer(text):
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
        has_stop = kind == "initials" or text.startswith(".", match.end())
        is_number = kind in ("number", "ordinal")
        for key in _get_keys(kind, written, has_stop, starts_sentence, lexicon):
            yield Token(written, key, "", is_number, is_hyphenated, is_adjacent, starts_sentence)
            is_hyphenated = is_adjacent = False
        starts_sentence = written == "?" or (kind == "ordinal" and not lexicon.has_ordinal_stop)
        end, last_word = match.end(), written.lower()


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


# ── keys ────────────────────────────────────────────────────────────────────────────────────────
def _get_keys(
    kind: str, written: str, has_stop: bool, starts_sentence: bool, lexicon: Lexicon
) -> tuple[str, ...]:
    """Return the keys of what was matched: several for a contraction, such as “isn't”."""
    if kind == "number":
        return (f"#{normalize_number(written, lexicon)}",)
    if kind == "ordinal":
        number = normalize_number(written[:-1], lexicon)
        return (f"#{number}." if lexicon.has_ordinal_stop else f"#{number}",)
    if kind == "minus":
        return ("-",)
    if kind == "range":
        return ("–",)
    if kind == "sign":
        return _get_spelling_keys(written, lexicon.language)
    if kind == "initials":
        written = written.replace(".", "").replace(" ", "")
    return _get_word_keys(written, has_stop, starts_sentence, lexicon.language)


# These two are cached by the language, because a lexicon cannot be hashed.
@lru_cache(16384)
def _get_word_keys(
    written: str, has_stop: bool, starts_sentence: bool, language: str
) -> tuple[str, ...]:
    lexicon, word = get_lexicon(language), written.lower()
    if word in lexicon.uppercase_words and written.isupper() and len(word) > 1:
        return (written,)
    if word in lexicon.capitalized_words and written[0].isupper() and not starts_sentence:
        return (word.capitalize(),)
    if has_stop and word in lexicon.abbreviations:
        word = lexicon.abbreviations[word]
    return _get_spelling_keys(word, language)


@lru_cache(16384)
def _get_spelling_keys(word: str, language: str) -> tuple[str, ...]:
    lexicon = get_lexicon(language)
    if word not in lexicon.spellings:
        for pattern, expansion in lexicon.contraction_rules:
            word = pattern.sub(expansion, word)
    return tuple(key for part in word.split() for key in normalize_spelling(part, lexicon).split())


def normalize_spelling(word: str, lexicon: Lexicon) -> str:
    """Return the one spelling of a lower-case word; several words for a contraction."""
    if word in lexicon.diacritic_words:
        return word
    if word.endswith("'s") and word not in lexicon.spellings:
        owner = normalize_spelling(word[:-2], lexicon)
        return owner if owner.endswith("s") else f"{owner}'s"  # Belarus’s and Belarus’
    if lexicon.alphabet_letters is not None and not word.isascii():
        word = "".join(c if c in lexicon.alphabet_letters else _strip_diacritic(c) for c in word)
    word = _look_up_spelling(word, lexicon)
    for pattern, replacement in lexicon.spelling_rules:
        word = pattern.sub(replacement, word)
    return _look_up_spelling(word, lexicon)


def _look_up_spelling(word: str, lexicon: Lexicon) -> str:
    return (
        lexicon.spellings.get(word)
        or lexicon.euphonic_variants.get(word)
        or NAME_SPELLINGS.get(word, word)
    )


# ── numbers in digits ───────────────────────────────────────────────────────────────────────────
_DIGIT_GROUP_SPACE = re.compile(r"[ ']")


def normalize_number(written: str, lexicon: Lexicon) -> str:
    """Return a number in one notation, such as “1500.50”.

    If its meaning is not certain, it is returned as it is written, after “=”. Decimals keep their
    zeros, since 1.10 may be the first of October.
    """
    sign = "" if written[0].isdigit() or written[0] == "." else "-"
    digits = _DIGIT_GROUP_SPACE.sub("", written[len(sign) :])
    separators = [character for character in digits if not character.isdigit()]
    whole, decimals = digits, ""
    if separators and separators[-1] not in separators[:-1]:
        whole, _, decimals = digits.rpartition(separators[-1])
    if len(separators) == 1 and _can_be_thousands(digits, written):
        if separators[0] == lexicon.thousands_separator:
            whole, decimals = digits, ""
        elif separators[0] != lexicon.decimal_separator:
            return f"{sign}={digits}"
    if not _is_grouped(whole):
        return f"{sign}={digits}"
    whole = "".join(filter(str.isdigit, whole))
    whole = whole[1:] if len(whole) == 2 and whole[0] == "0" else whole
    return sign + (f"{whole or '0'}.{decimals}" if decimals else whole)


def _can_be_thousands(digits: str, written: str) -> bool:
    """Return whether the only separator of a number may separate thousands as well as decimals."""
    whole, decimals = re.split("[.,]", digits)
    return (
        len(decimals) == 3
        and 1 <= len(whole) <= 3
        and whole[0] != "0"
        and digits == written[-len(digits) :]
    )


def _is_grouped(whole: str) -> bool:
    """Return whether the separators of a whole number, if any, separate groups of three digits."""
    groups = re.split("[.,]", whole)
    if len(groups) == 1:
        return True
    return (
        len({character for character in whole if not character.isdigit()}) == 1
        and 1 <= len(groups[0]) <= 3
        and all(len(group) == 3 for group in groups[1:])
    )
