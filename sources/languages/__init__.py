"""The lexicons of the supported languages, and what all of them agree on.

To add a language, write a module with a `LEXICON` and add it to `LEXICONS`;
`sources.languages.claim_indicators` has the words that mark sentences worth checking.
"""

from dataclasses import replace
from functools import lru_cache, reduce
from typing import Any

from sources.languages import ar, de, en, es, fr, hi, it, pl, pt, ru, tr, uk, zh
from sources.languages.folding import fold_lexicon
from sources.languages.guessing import Guess, guess_by_words, weigh_function_words
from sources.languages.lexicon import Lexicon, parse_word_set

_MODULES = (en, de, fr, pl, uk, ru, es, pt, it, tr, ar, hi, zh)
LEXICONS = {module.LEXICON.language: fold_lexicon(module.LEXICON) for module in _MODULES}


def get_primary_language(tag: str) -> str:
    """Return the language of a BCP 47 tag without script and region: “de” for “de-AT”."""
    return tag.lower().replace("_", "-").partition("-")[0]


def get_lexicon(language: str) -> Lexicon:
    """Return the lexicon of a language (a BCP 47 tag), or the common one if it is not supported."""
    primary = get_primary_language(language)
    return LEXICONS.get(primary) or _get_common_lexicon(primary)


@lru_cache
def _get_common_lexicon(language: str) -> Lexicon:
    """Return the common lexicon, with the separators of numbers if those of the language are known.

    They are those of the Unicode CLDR.
    """
    if language not in _POINT_AFTER_THOUSANDS:
        return COMMON_LEXICON
    return replace(
        COMMON_LEXICON, language=language, thousands_separator=".", decimal_separator=","
    )


# 1.500 is 1500 in these languages, and 1,5 is one and a half.
_POINT_AFTER_THOUSANDS = parse_word_set("nl da id el ro hr sr sl ca vi is")


# ── the common lexicon ──────────────────────────────────────────────────────────────────────────
_MERGED_TABLES = (
    "change_kinds",
    "spellings",
    "abbreviations",
    "numerals",
    "hundreds",
    "multipliers",
    "units",
    "phrases",
    "ordinals",
)
_MERGED_SETS = (
    "hundred_words",
    "capitalized_words",
    "uppercase_words",
    "diacritic_words",
    "joined_words",
    "counting_articles",
)


def _build_common_lexicon() -> Lexicon:
    """Return a lexicon for texts of unknown language: only what is certain in each of them.

    A spelling that two languages read differently is left out, and so are the rules of spelling and
    of number notation that hold in one language only.
    """
    lexicons = list(LEXICONS.values())
    tables: dict[str, Any] = {
        name: reduce(_merge_tables, (getattr(lexicon, name) for lexicon in lexicons))
        for name in _MERGED_TABLES
    }
    tables["change_kinds"] = reduce(
        lambda earlier, later: later | earlier, (lexicon.change_kinds for lexicon in lexicons)
    )
    ambiguous = frozenset[str]().union(*(lexicon.ambiguous_words for lexicon in lexicons))
    tables = {
        name: {
            key: value
            for key, value in table.items()
            if value is not None
            and not (name in _NUMBER_TABLES and _has_first_word(key, ambiguous))
        }
        for name, table in tables.items()
    }
    sets: dict[str, Any] = {
        name: frozenset().union(*(getattr(lexicon, name) for lexicon in lexicons))
        for name in _MERGED_SETS
    }
    sets["counting_articles"] -= ambiguous
    cent = {"cent", "cents"}  # a hundred in French, and money elsewhere
    sets["hundred_words"] -= cent
    tables["hundreds"] = {
        word: value for word, value in tables["hundreds"].items() if word not in cent
    }
    return Lexicon(
        language="",
        **tables,
        **sets,
        spelling_rules=de.LEXICON.spelling_rules,  # they only write one letter as two
        contraction_rules=en.LEXICON.contraction_rules + fr.LEXICON.contraction_rules,
        hyphen_sensitive=en.LEXICON.hyphen_sensitive,
        has_ordinal_stop=True,
        has_gendered_numerals=True,
    )


# The tables in which a word of another language would be read as a number, unit or abbreviation.
_NUMBER_TABLES = ("numerals", "hundreds", "multipliers", "units", "abbreviations")


def _has_first_word(key: str | tuple[str, ...], words: frozenset[str]) -> bool:
    return (key if isinstance(key, str) else key[0]) in words


def _merge_tables(table_a: dict, table_b: dict) -> dict:
    """Merge two tables; a conflict becomes None, so that no third table can settle it."""
    conflicts = {
        key: None for key in table_a.keys() & table_b.keys() if table_a[key] != table_b[key]
    }
    return table_a | table_b | conflicts


COMMON_LEXICON = _build_common_lexicon()


# ── guessing ────────────────────────────────────────────────────────────────────────────────────
# The kinds of words that hardly differ between subjects, and so show a language as well.
_TELLING_KINDS = ("date", "quantifier", "negation", "modality", "conjunction", "unit")
_MIN_TELLING_LENGTH = 3  # in letters; many languages share the shorter ones


def _list_telling_words(lexicon: Lexicon) -> frozenset[str]:
    """Return the function words of a lexicon, and its numerals and words such as “perhaps”."""
    numerals = {word for numeral in lexicon.numerals for word in numeral}
    words = {word for word, kind in lexicon.change_kinds.items() if kind in _TELLING_KINDS}
    words |= numerals | lexicon.multipliers.keys()
    long_words = (word for word in words if len(word) >= _MIN_TELLING_LENGTH and word.isalpha())
    return lexicon.common_words.union(long_words)


_FUNCTION_WORDS = weigh_function_words(
    {language: _list_telling_words(lexicon) for language, lexicon in LEXICONS.items()}
)


def guess_language(text: str) -> str:
    """Guess the language of a text by its letters and function words; empty unless it is clear."""
    return weigh_language(text).language


def weigh_language(text: str) -> Guess:
    """Guess the language of a text, and say how much evidence there is for it."""
    return guess_by_words(text, _FUNCTION_WORDS)


def has_telling_word(words: set[str], language: str) -> bool:
    """Return whether one of the lower-case words is a function word (or numeral) of a language."""
    return not _FUNCTION_WORDS[language].keys().isdisjoint(words)
