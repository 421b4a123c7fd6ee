"""The lexicons of the supported languages, and what all of them agree on.

To add a language, write a module with a `LEXICON` and add it to `LEXICONS`;
`sources.languages.claim_indicators` has the words that mark sentences worth checking.
"""

import re
from functools import reduce
from typing import Any

from sources.languages import de, en, fr, pl, ru, uk
from sources.languages.lexicon import Lexicon

LEXICONS = {module.LEXICON.language: module.LEXICON for module in (en, de, fr, pl, uk, ru)}


def get_primary_language(tag: str) -> str:
    """Return the language of a BCP 47 tag without script and region: “de” for “de-AT”."""
    return tag.lower().replace("_", "-").partition("-")[0]


def get_lexicon(language: str) -> Lexicon:
    """Return the lexicon of a language (a BCP 47 tag), or the common one if it is not supported."""
    return LEXICONS.get(get_primary_language(language), COMMON_LEXICON)


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
    tables = {
        name: {key: value for key, value in table.items() if value is not None}
        for name, table in tables.items()
    }
    sets: dict[str, Any] = {
        name: frozenset().union(*(getattr(lexicon, name) for lexicon in lexicons))
        for name in _MERGED_SETS
    }
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


def _merge_tables(table_a: dict, table_b: dict) -> dict:
    """Merge two tables; a conflict becomes None, so that no third table can settle it."""
    conflicts = {
        key: None for key in table_a.keys() & table_b.keys() if table_a[key] != table_b[key]
    }
    return table_a | table_b | conflicts


COMMON_LEXICON = _build_common_lexicon()


# ── guessing ────────────────────────────────────────────────────────────────────────────────────
# Letters that only one of the languages in Cyrillic script has.
_DISTINCTIVE_LETTERS = {"uk": frozenset("іїєґ"), "ru": frozenset("ыэъё")}


def guess_language(text: str) -> str:
    """Guess the language of a text by its letters and function words; empty unless it is clear."""
    lower = text.lower()
    if any("\u0400" <= letter <= "\u04ff" for letter in lower):
        matches = [
            language
            for language, letters in _DISTINCTIVE_LETTERS.items()
            if not letters.isdisjoint(lower)
        ]
        return matches[0] if len(matches) == 1 else ""
    words = set(re.findall(r"\w+", lower))
    ranked = sorted(
        (len(words & lexicon.common_words), language) for language, lexicon in LEXICONS.items()
    )
    (second_count, _), (count, language) = ranked[-2:]
    return language if second_count * 2 < count else ""
