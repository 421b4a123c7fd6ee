"""Names in their many spellings: Lukashenko, Łukaszenka, Лукашэнка, Loukachenko.

`names.txt` has one name a line, so that two listed spellings are the same name. It does not include
new names for a place (Bombay and Mumbai), or spellings by which different people are distinguished.
"""

import unicodedata
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from sources.languages.folding import fold_word

_TABLE = Path(__file__).with_name("names.txt")
# Latin letters with a stroke or without a dot, which have no decomposition.
_UNDECOMPOSED_LETTERS = str.maketrans("łøđı", "lodi")
# In letters. A shorter word without its diacritics may be another word.
MIN_STRIPPED_LENGTH = 4


def get_name_spellings(word: str) -> frozenset[str]:
    """Return all spellings of a name, in lower case; none if the word is not listed.

    `word` is one word, in any case and script, with or without diacritics.
    """
    word = word.lower().replace("’", "'").replace("i\u0307", "i")
    for form in _list_forms(word):
        if form in NAME_SPELLINGS:
            return _get_spellings_by_key()[NAME_SPELLINGS[form]]
    return frozenset()


def _read_table() -> list[list[str]]:
    lines = _TABLE.read_text("utf-8").splitlines()
    return [line.lower().split() for line in lines if line and not line.startswith("#")]


def _list_forms(spelling: str) -> Iterator[str]:
    """Yield a spelling as it is, and as texts without its optional signs have it."""
    yield spelling
    yield fold_word(spelling).base
    yield spelling.replace("ё", "е")
    stripped = _strip_diacritics(spelling)
    if len(stripped) >= MIN_STRIPPED_LENGTH:
        yield stripped


def _strip_diacritics(spelling: str) -> str:
    """Return a Latin spelling without diacritics, and any other as it is."""
    letters = unicodedata.normalize("NFD", spelling).translate(_UNDECOMPOSED_LETTERS)
    stripped = "".join(letter for letter in letters if not unicodedata.combining(letter))
    return stripped if stripped.isascii() else spelling


def _map_spellings() -> dict[str, str]:
    """Map each form of each spelling to the first spelling of its name."""
    return {
        form: spellings[0]
        for spellings in _read_table()
        for spelling in spellings
        for form in _list_forms(spelling)
    }


NAME_SPELLINGS = _map_spellings()


@cache
def _get_spellings_by_key() -> dict[str, frozenset[str]]:
    return {spellings[0]: frozenset(spellings) for spellings in _read_table()}
