"""What the comparison of wordings knows of a language, and helpers to write it down briefly."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

Replacement = str | Callable[[re.Match[str]], str]
ReplacementRules = tuple[tuple[re.Pattern[str], Replacement], ...]
Numerals = dict[tuple[str, ...], int]  # the words of a numeral, and its value


@dataclass(frozen=True)
class Lexicon:
    """The words of one language that decide whether a change of wording is material.

    All words are in lower case. Everything but `change_kinds` can make a change immaterial, so it
    may only hold what is certain. `change_kinds` only names the reason: a change of a word that is
    missing there is material all the same.
    """

    language: str
    # A word, and the kind of reason that its change is (`sources.comparison.reasons`).
    change_kinds: dict[str, str]
    # A spelling, and the words that it is short for or another form of.
    spellings: dict[str, str]
    # The same, but these words mean something else in other languages.
    euphonic_variants: dict[str, str] = field(default_factory=dict)
    # The same, if a full stop follows.
    abbreviations: dict[str, str] = field(default_factory=dict)
    numerals: Numerals = field(default_factory=dict)  # below a hundred
    hundreds: dict[str, int] = field(default_factory=dict)  # 200 in one word
    hundred_words: frozenset[str] = frozenset()  # 100, and what makes 200 of two
    multipliers: dict[str, int] = field(default_factory=dict)  # thousand and more, after a number
    units: dict[str, str] = field(default_factory=dict)  # units and currencies after a number
    phrases: dict[tuple[str, ...], str] = field(default_factory=dict)  # two words as one
    counting_articles: frozenset[str] = frozenset()  # articles that mean one before a multiplier
    number_conjunction: str = ""  # the word that may join the hundreds and the rest
    ordinals: dict[str, int] = field(default_factory=dict)
    capitalized_words: frozenset[str] = frozenset()  # words that differ with a capital: “May”
    uppercase_words: frozenset[str] = frozenset()  # words that differ all in capitals: “US”
    # The letters with diacritics of the alphabet; diacritics on other letters do not count.
    alphabet_letters: frozenset[str] | None = None
    diacritic_words: frozenset[str] = frozenset()  # words that differ by a diacritic only
    spelling_rules: ReplacementRules = ()
    contraction_rules: ReplacementRules = ()  # split a word into the words in it
    misspelling_rules: ReplacementRules = ()  # for long words that both texts have in lower case
    hyphen_sensitive: re.Pattern | None = None  # words that differ without their hyphen
    has_gendered_numerals: bool = False
    has_open_compounds: bool = False  # long words may also be written as two
    common_words: frozenset[str] = frozenset()  # function words by which the language is guessed
    joined_words: frozenset[str] = frozenset()  # words that may also be written as two
    thousands_separator: str = ""
    decimal_separator: str = ""
    has_ordinal_stop: bool = False  # a full stop after a number makes it an ordinal
    allows_month_first: bool = False
    # Words of the tables above that mean something else in another language (“once” is eleven in
    # Spanish): they count only where the language is known.
    ambiguous_words: frozenset[str] = frozenset()
    # A number with a multiplier is continued by a smaller one: “2 bin 500” is 2,500 in Turkish.
    adds_smaller_parts: bool = False
    # A number and a half in one word, before a multiplier: “полтора миллиона”, “डेढ़ लाख”.
    fractions: dict[str, str] = field(default_factory=dict)
    # The words for “and a half”, before or after a multiplier: “2 buçuk milyon”.
    half_endings: frozenset[tuple[str, ...]] = frozenset()
    has_dotless_i: bool = False  # the lower case of I is ı, and that of İ is i

    @cached_property
    def number_starts(self) -> frozenset[str]:
        """The words that a number may begin with."""
        first_words = {first for first, *_ in self.numerals}
        return frozenset(
            first_words
            | self.hundreds.keys()
            | self.counting_articles
            | self.ordinals.keys()
            | self.fractions.keys()
        )


# ── helpers for writing a lexicon ───────────────────────────────────────────────────────────────
def parse_words(text: str) -> list[str]:
    """Return words separated by white space."""
    return text.split()


def parse_word_set(text: str) -> frozenset[str]:
    return frozenset(text.split())


def map_words_to_kinds(**words_by_kind: str) -> dict[str, str]:
    """Map each word to its kind; if it is listed under several, the first kind counts."""
    kinds: dict[str, str] = {}
    for kind, words in words_by_kind.items():
        for word in words.split():
            kinds.setdefault(word, kind)
    return kinds


def parse_variants(text: str) -> dict[str, str]:
    """Parse groups such as `grey/gray`: map each spelling to the first of its group."""
    groups = [group.split("/") for group in text.split()]
    return {variant: first for first, *variants in groups for variant in variants}


def parse_expansions(text: str) -> dict[str, str]:
    """Parse lines such as `can't cannot: can not`: map each spelling to its expansion."""
    lines = [line.partition(":") for line in text.strip().splitlines()]
    return {
        spelling: words.strip() for spellings, _, words in lines for spelling in spellings.split()
    }


def compile_rules(*pairs: tuple[str, Replacement]) -> ReplacementRules:
    return tuple((re.compile(pattern), replacement) for pattern, replacement in pairs)


def enumerate_numerals(text: str, start: int = 1, step: int = 1) -> Numerals:
    """Number the words from `start` in steps; forms of the same numeral are separated by “/”."""
    return {
        (form,): start + step * i
        for i, forms in enumerate(text.split())
        for form in forms.split("/")
    }


def combine_numerals(
    tens: Mapping[tuple[str, ...], int], ones: Mapping[tuple[str, ...], int]
) -> Numerals:
    """Return twenty-one to ninety-nine."""
    return {
        (*ten, *one): ten_value + one_value
        for ten, ten_value in tens.items()
        if ten_value >= 20
        for one, one_value in ones.items()
        if one_value < 10
    }
