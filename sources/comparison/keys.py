"""The key of a word or number: one spelling for all that say the same."""

import re
import unicodedata
from functools import lru_cache

from sources.languages import get_lexicon
from sources.languages.folding import fold_word
from sources.languages.lexicon import Lexicon
from sources.languages.names import NAME_SPELLINGS

MAX_WORD_LENGTH = 80  # longer ones are no words, and rules of spelling are not tried on them
# Latin letters with a stroke or without a dot, which have no decomposition.
UNDECOMPOSED_LETTERS = str.maketrans("łŁøØđĐı", "lLoOdDi")


@lru_cache(4096)
def _strip_diacritic(letter: str) -> str:
    """Return a Latin letter without its diacritic, and any other character as it is."""
    if letter.isascii() or not unicodedata.name(letter, "").startswith("LATIN"):
        return letter
    base = unicodedata.normalize("NFD", letter)[0].translate(UNDECOMPOSED_LETTERS)
    return base if base.isascii() else letter


def get_keys(
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
    if len(written) > MAX_WORD_LENGTH:
        return (written.lower(),)
    return _get_word_keys(written, has_stop, starts_sentence, lexicon.language)


# These two are cached by the language, because a lexicon cannot be hashed.
@lru_cache(16384)
def _get_word_keys(
    written: str, has_stop: bool, starts_sentence: bool, language: str
) -> tuple[str, ...]:
    lexicon = get_lexicon(language)
    word = fold_word(_lower(written, lexicon)).base
    if word in lexicon.uppercase_words and written.isupper() and len(word) > 1:
        return (written,)
    if word in lexicon.capitalized_words and written[0].isupper() and not starts_sentence:
        return (word.capitalize(),)
    if has_stop and word in lexicon.abbreviations:
        word = lexicon.abbreviations[word]
    return _get_spelling_keys(word, language)


def _lower(word: str, lexicon: Lexicon) -> str:
    if lexicon.has_dotless_i:
        word = word.replace("I", "ı").replace("İ", "i")
    return word.lower()


@lru_cache(16384)
def _get_spelling_keys(word: str, language: str) -> tuple[str, ...]:
    lexicon = get_lexicon(language)
    if word not in lexicon.spellings:
        for pattern, expansion in lexicon.contraction_rules:
            word = pattern.sub(expansion, word)
    return tuple(key for part in word.split() for key in normalize_spelling(part, lexicon).split())


def normalize_spelling(word: str, lexicon: Lexicon) -> str:
    """Return the one spelling of a lower-case word; several words for a contraction."""
    word = fold_word(word).base
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
_INDIAN_GROUPS = re.compile(r"\d{1,2}(?:,\d{2})+,\d{3}")
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
    """Return whether the separators of a whole number, if any, separate groups of digits.

    They are groups of three, or of two before the last one, as in India: 1,50,000.
    """
    groups = re.split("[.,]", whole)
    if len(groups) == 1 or _INDIAN_GROUPS.fullmatch(whole):
        return True
    return (
        len({character for character in whole if not character.isdigit()}) == 1
        and 1 <= len(groups[0]) <= 3
        and all(len(group) == 3 for group in groups[1:])
    )
