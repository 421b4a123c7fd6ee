"""Decide whether two wordings have the same words in the same order, in another spelling.

They have only if that is certain. Both are walked from the beginning; two tokens with the same key
are the same, and so is a word that only one wording writes as two, or with a hyphen.
"""

from sources.comparison.keys import normalize_spelling
from sources.comparison.tokens import Token
from sources.languages.lexicon import Lexicon

MAX_PARTS = 4  # words that may be written as one
# In letters. Shorter words might be split into words that mean something else.
MIN_PART_LENGTH, MIN_COMPOUND_LENGTH = 3, 7
# In letters. Shorter words are too close to other words to be treated as misspelt.
MIN_MISSPELLING_LENGTH = 6


def is_equivalent(old: list[Token], new: list[Token], lexicon: Lexicon) -> bool:
    """Return whether both have the same words in the same order. Symmetric."""
    i = j = 0
    while i < len(old) and j < len(new):
        if old[i].matches(new[j]) or _is_misspelling(old[i], new[j], lexicon):
            i, j = i + 1, j + 1
        elif part_count := _count_parts(old[i], new[j : j + MAX_PARTS], lexicon):
            i, j = i + 1, j + part_count
        elif part_count := _count_parts(new[j], old[i : i + MAX_PARTS], lexicon):
            i, j = i + part_count, j + 1
        else:
            return False
    return i == len(old) and j == len(new)


def _is_misspelling(token_a: Token, token_b: Token, lexicon: Lexicon) -> bool:
    """Return whether one word is the other misspelt."""
    if not lexicon.misspelling_rules:
        return False
    if min(len(token_a.key), len(token_b.key)) < MIN_MISSPELLING_LENGTH:
        return False
    return (
        token_a.text.islower()
        and token_b.text.islower()
        and _apply_misspelling_rules(token_a, lexicon) == _apply_misspelling_rules(token_b, lexicon)
    )


def _apply_misspelling_rules(token: Token, lexicon: Lexicon) -> str:
    key = token.key
    for pattern, replacement in lexicon.misspelling_rules:
        key = pattern.sub(replacement, key)
    return key


def _count_parts(compound: Token, tokens: list[Token], lexicon: Lexicon) -> int:
    """Count how many of the tokens are `compound` written as several words; 0 if they are not."""
    written = tokens[0].text.lower()
    for count in range(2, min(MAX_PARTS, len(tokens)) + 1):
        written += tokens[count - 1].text.lower()
        if normalize_spelling(written, lexicon) == compound.key:
            return count if _can_be_one_word(compound, tokens[:count], lexicon) else 0
    return 0


def _can_be_one_word(compound: Token, parts: list[Token], lexicon: Lexicon) -> bool:
    has_number_word = any(part.is_number and not part.text.isdigit() for part in parts)
    if has_number_word or parts[0].is_number:
        return False
    if all(part.is_hyphenated for part in parts[1:]):
        hyphenated = "-".join(part.text.lower() for part in parts)
        pattern = lexicon.hyphen_sensitive
        return not (pattern and pattern.match(hyphenated))
    if compound.key in lexicon.joined_words:
        return True
    is_long = len(compound.key) >= MIN_COMPOUND_LENGTH
    is_neutral = compound.key not in lexicon.change_kinds
    return (
        lexicon.has_open_compounds
        and is_long
        and is_neutral
        and all(_can_be_part(part, lexicon) for part in parts)
    )


def _can_be_part(part: Token, lexicon: Lexicon) -> bool:
    text = part.text
    return len(text) >= MIN_PART_LENGTH and text.islower() and text not in lexicon.change_kinds
