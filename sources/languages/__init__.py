"""Which words decide whether a change of wording matters, language by language?"""

import re
from functools import reduce

from sources.languages import de, en, fr, pl, ru, uk
from sources.languages.lexicon import Lexicon

LEXICONS = {one.LEXICON.language: one.LEXICON for one in (en, de, fr, pl, uk, ru)}
_TABLES = (
    "kinds",
    "same",
    "short",
    "numerals",
    "hundreds",
    "multipliers",
    "measures",
    "phrases",
    "ordinals",
)
_SETS = ("hundred", "capital", "upper", "marked", "together", "one")


def lexicon(language: str) -> Lexicon:
    """That of a language (BCP 47; only its first part counts), or that of all where none is known.

    The lexicon of all holds only what is certain in each: a spelling that two languages read
    differently is left out, and so are rules of spelling and of grouping that one of them breaks.
    """
    return LEXICONS.get(language.lower().replace("_", "-").partition("-")[0], ALL)


def _agreed(one: dict, other: dict) -> dict:
    """Both tables; what they read differently becomes None, so that no third one settles it."""
    quarrels = {key: None for key in one.keys() & other.keys() if one[key] != other[key]}
    return one | other | quarrels


def _all() -> Lexicon:
    every = list(LEXICONS.values())
    tables = {name: reduce(_agreed, (getattr(one, name) for one in every)) for name in _TABLES}
    tables["kinds"] = reduce(lambda one, other: other | one, (one.kinds for one in every))
    tables = {
        name: {key: value for key, value in table.items() if value is not None}
        for name, table in tables.items()
    }
    sets = {name: frozenset().union(*(getattr(one, name) for one in every)) for name in _SETS}
    cent = {"cent", "cents"}  # hundred in French, and money elsewhere
    sets["hundred"] -= cent
    tables["hundreds"] = {word: at for word, at in tables["hundreds"].items() if word not in cent}
    return Lexicon(
        language="",
        **tables,
        **sets,
        rules=de.LEXICON.rules,  # they only write one letter as two
        contracted=en.LEXICON.contracted + fr.LEXICON.contracted,
        parted=en.LEXICON.parted,
        ordinal_stop=True,
        inflected=True,
    )


ALL = _all()
LETTERS = {"uk": frozenset("іїєґ"), "ru": frozenset("ыэъё")}  # that the other does not have


def guessed(text: str) -> str:
    """The language of a text by its small words and its letters; empty unless it is clear."""
    lower = text.lower()
    if any("\u0400" <= letter <= "\u04ff" for letter in lower):
        seen = [name for name, own in LETTERS.items() if not own.isdisjoint(lower)]
        return seen[0] if len(seen) == 1 else ""
    found = set(re.findall(r"\w+", lower))
    hits = sorted((len(found & one.frequent), name) for name, one in LEXICONS.items())
    (second, _), (most, name) = hits[-2:]
    return name if second * 2 < most else ""
