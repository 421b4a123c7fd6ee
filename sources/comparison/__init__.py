"""Compare two wordings of a quotation: what changed, and whether the change is material.

A change is **material** unless it is known to say the same; similar never means the same. So
nothing has to be recognised for a change to be reported. The lexicons of `sources.languages` hold
only what is certain to be another way of writing the same words, and name the reason of a material
change.

Immaterial are: white space and line ends; composed and decomposed letters, ligatures, invisible
characters; quotation marks, commas, full stops, brackets, dashes between words; hyphens, and a long
word written as two; capitals, unless they make another word (May, US, Polish); spellings (-ise and
-ize, ß and ss, ё and е, a foreign diacritic on a name), transliterations of a listed name, a few
misspellings; contractions; one number, currency, percentage or day in another notation, if its
meaning is certain (1,500 in a text of unknown language is not).

Material by decision are also: an article (“the soldiers” are more than “soldiers”, and one article
of German or French is a number), a question mark, a minus, a dash between numbers, a slash, the
order of words, inflection, and every other word.
"""

from dataclasses import dataclass, replace

from factcheck.core.text_diff import DiffSegment, diff_words
from sources.comparison.equivalence import is_equivalent
from sources.comparison.numbers import merge_number_words
from sources.comparison.reasons import Reason, find_reasons, format_tokens
from sources.comparison.tokens import Token, tokenize
from sources.languages import get_lexicon, guess_language
from sources.languages.lexicon import Lexicon

__all__ = ["Reason", "WordingComparison", "compare_wordings"]


@dataclass(frozen=True)
class WordingComparison:
    """A word diff of two wordings, and the reasons why the change is material, if it is."""

    diff: tuple[DiffSegment, ...]
    reasons: tuple[Reason, ...]

    @property
    def is_material(self) -> bool:
        return bool(self.reasons)


def compare_wordings(old: str, new: str, language: str = "") -> WordingComparison:
    """Compare two wordings. Whether the change is material does not depend on their order.

    `language` is a BCP 47 tag. If it is empty, the language is guessed; if it is unknown or cannot
    be guessed, only the rules that all supported languages share are used.
    """
    lexicon = get_lexicon(language) if language else get_lexicon(guess_language(f"{old} {new}"))
    return WordingComparison(tuple(diff_words(old, new)), _get_reasons(old, new, lexicon))


def _get_reasons(old: str, new: str, lexicon: Lexicon) -> tuple[Reason, ...]:
    if old == new:
        return ()
    old_tokens, new_tokens = _get_tokens(old, lexicon), _get_tokens(new, lexicon)
    if is_equivalent(old_tokens, new_tokens, lexicon):
        return ()
    reasons = tuple(find_reasons(old_tokens, new_tokens, lexicon))
    return reasons or (Reason("words", format_tokens(old_tokens), format_tokens(new_tokens)),)


def _get_tokens(text: str, lexicon: Lexicon) -> list[Token]:
    return merge_number_words(_merge_phrases(list(tokenize(text, lexicon)), lexicon), lexicon)


def _merge_phrases(tokens: list[Token], lexicon: Lexicon) -> list[Token]:
    """Merge listed phrases into one token: “per cent”; and “peut-être” (not “peut être”)."""
    merged: list[Token] = []
    for token in tokens:
        if merged and (phrase := lexicon.phrases.get((merged[-1].key, token.key))):
            merged[-1] = replace(merged[-1], text=f"{merged[-1].text} {token.text}", key=phrase)
            continue
        is_hyphenated = merged and token.is_hyphenated
        compound = f"{merged[-1].text}-{token.text}" if is_hyphenated else ""
        if compound.lower() in lexicon.change_kinds:
            previous = merged[-1]
            merged[-1] = Token(compound, compound.lower(), is_hyphenated=previous.is_hyphenated)
        else:
            merged.append(token)
    return merged
