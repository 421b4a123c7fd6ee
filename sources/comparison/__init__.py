"""Compare two wordings of a quotation: what changed, and whether the change is material.

A change is **material** unless it is known to say the same; similar never means the same. So
nothing has to be recognised for a change to be reported. The lexicons of `sources.languages` hold
only what is certain to be another way of writing the same words, and name the reason of a material
change.

Immaterial are: white space and line ends, also within Chinese text; composed and decomposed
letters, ligatures, invisible characters; vowel signs, hamza, nukta and the like if one text lacks
them; traditional and simplified characters; lines of advertising; quotation marks, commas, full
stops, brackets, dashes between words; hyphens, and a long word written as two; capitals, unless
they make another word (May, US, Polish); spellings (-ise and -ize, ß and ss, ё and е, a foreign
diacritic on a name), transliterations of a listed name, a few misspellings; contractions; one
number, range, currency, percentage or day in another notation, if its meaning is certain (1,500 in
a text of unknown language is not).

Material by decision are also: an article (“the soldiers” are more than “soldiers”, and one article
of German or French is a number), a question mark, a minus, a dash between numbers, a slash, the
order of words, inflection, and every other word.
"""

from dataclasses import dataclass, replace
from os.path import commonprefix

from factcheck.core.text_diff import DiffSegment, diff_words
from sources.comparison.characters import (
    has_joined_parts,
    hyphenate_parts,
    normalize_characters,
)
from sources.comparison.equivalence import is_equivalent
from sources.comparison.language_choice import choose_lexicons
from sources.comparison.numbers import merge_number_words
from sources.comparison.reasons import Reason, find_reasons, format_tokens
from sources.comparison.tokens import Token, merge_ideographs, tokenize
from sources.languages.lexicon import Lexicon
from sources.text.interruptions import remove_interruptions

__all__ = ["Reason", "WordingComparison", "compare_wordings"]

# In code points. Longer wordings are compared without what they begin and end with in common.
MAX_LENGTH = 20_000
_KEPT_CONTEXT = 200  # code points of it that are kept


@dataclass(frozen=True)
class WordingComparison:
    """A word diff of two wordings, and the reasons why the change is material, if it is."""

    diff: tuple[DiffSegment, ...]
    reasons: tuple[Reason, ...]

    @property
    def is_material(self) -> bool:
        return bool(self.reasons)


def compare_wordings(
    old: str, new: str, language: str = "", *, context: str = ""
) -> WordingComparison:
    """Compare two wordings. Whether the change is material does not depend on their order.

    `language` is a BCP 47 tag, as the source declares it. Many pages declare another language than
    they are written in, so the language is guessed: from the wordings, and where they are too short
    from `context`, the text around one of them. If the guess is unsure and differs from what is
    declared, a change is immaterial only if it is so in both languages. If no language is known,
    only the rules that all supported languages share are used. Wordings of which more than
    `MAX_LENGTH` code points differ are not compared word by word: the change is material.
    """
    reasons = _get_reasons(old, new, language, context)
    return WordingComparison(tuple(diff_words(old, new)), reasons)


def _get_reasons(old: str, new: str, language: str, context: str) -> tuple[Reason, ...]:
    if old == new:
        return ()
    if max(len(old), len(new)) > MAX_LENGTH:
        old, new = _drop_common_edges(old, new)
    if max(len(old), len(new)) > MAX_LENGTH:
        return () if old.split() == new.split() else (Reason("words", "", ""),)
    old, new = remove_interruptions(old), remove_interruptions(new)
    reasons: tuple[Reason, ...] = ()
    for lexicon in choose_lexicons(old, new, language, context):
        reasons = reasons or _get_reasons_in(old, new, lexicon)
    return reasons


def _drop_common_edges(old: str, new: str) -> tuple[str, str]:
    """Return both without their common beginning and end, but for some words of context."""
    head = len(commonprefix((old, new)))
    tail = len(commonprefix((old[head:][::-1], new[head:][::-1])))
    left = old.rfind(" ", 0, max(0, head - _KEPT_CONTEXT)) + 1
    right = max(0, tail - _KEPT_CONTEXT)
    right = right - max(0, old[len(old) - right :].find(" "))
    return old[left : len(old) - right], new[left : len(new) - right]


def _get_reasons_in(old: str, new: str, lexicon: Lexicon) -> tuple[Reason, ...]:
    """Return the reasons by the rules of one lexicon, with the parts of words joined either way."""
    old_tokens, new_tokens = _get_tokens(old, lexicon), _get_tokens(new, lexicon)
    if is_equivalent(old_tokens, new_tokens, lexicon):
        return ()
    if has_joined_parts(old) or has_joined_parts(new):
        old, new = hyphenate_parts(old), hyphenate_parts(new)
        if is_equivalent(_get_tokens(old, lexicon), _get_tokens(new, lexicon), lexicon):
            return ()
    reasons = tuple(find_reasons(old_tokens, new_tokens, lexicon))
    return reasons or (Reason("words", format_tokens(old_tokens), format_tokens(new_tokens)),)


def _get_tokens(text: str, lexicon: Lexicon) -> list[Token]:
    tokens = list(tokenize(normalize_characters(text), lexicon))
    tokens = merge_ideographs(_merge_phrases(tokens, lexicon), lexicon)
    return merge_number_words(tokens, lexicon)


def _merge_phrases(tokens: list[Token], lexicon: Lexicon) -> list[Token]:
    """Merge listed phrases into one token: “per cent”; and “peut-être” (not “peut être”)."""
    merged: list[Token] = []
    for token in tokens:
        if merged and (phrase := lexicon.phrases.get((merged[-1].key, token.key))):
            merged[-1] = replace(
                merged[-1], text=f"{merged[-1].text} {token.text}", key=phrase, marks=()
            )
            continue
        is_hyphenated = merged and token.is_hyphenated
        compound = f"{merged[-1].text}-{token.text}" if is_hyphenated else ""
        if compound.lower() in lexicon.change_kinds:
            previous = merged[-1]
            merged[-1] = Token(compound, compound.lower(), is_hyphenated=previous.is_hyphenated)
        else:
            merged.append(token)
    return merged
