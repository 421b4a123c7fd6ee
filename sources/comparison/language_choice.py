"""Choose the lexicons by which two wordings are compared.

A page may declare another language than it is written in: many content management systems declare
English on every page. By the rules of the wrong language changes would be missed, such as gastó (he
spent) and gasto (I spend), which English would take for one word. So the language is guessed from
the wordings, and from the text around them. What a page declares counts only where the guess is
unsure; if the two differ there, both lexicons must call a change immaterial.
"""

import re

from sources.languages import (
    COMMON_LEXICON,
    LEXICONS,
    get_lexicon,
    get_primary_language,
    has_telling_word,
    weigh_language,
)
from sources.languages.guessing import LATIN, Guess, get_script, guess_by_script, remove_names
from sources.languages.lexicon import Lexicon

# How many function words or own letters make a guess probable, and certain whatever letters follow.
_MIN_EVIDENCE, _CERTAIN_EVIDENCE = 2, 4
_MIN_CONTEXT_EVIDENCE = 8  # of the text around a quote; it has many words
_SAMPLE_LENGTH = 150  # code points of each wording, which nearly always show the language
_LOAN_LETTERS = "éèêçïöàâ"  # of words such as naïve and café, if another word is of the language
_MIN_WORDS = 5  # of a text in which some are telling, in any language
_LOWER_CASE_WORD = re.compile(r"\b[^\W\d_A-Z]{2,}\b")
_ACCENTED_LETTER = re.compile("[\u00c0-\u024f\u1e00-\u1eff]")


def choose_lexicons(old: str, new: str, declared: str, context: str = "") -> list[Lexicon]:
    """Return the lexicons that must all call a change immaterial, the most probable first."""
    text = f"{old} {new}"
    guessed, evidence = _guess(old, new)
    expected = _guess_by_context(context) or get_primary_language(declared)
    is_covered = guessed in LEXICONS or evidence >= _CERTAIN_EVIDENCE
    if evidence >= _MIN_EVIDENCE and (is_covered or not expected):
        lexicon = get_lexicon(guessed)
        is_certain = guessed == expected or evidence >= _CERTAIN_EVIDENCE
        is_plausible = _is_plausible(text, lexicon, _LOAN_LETTERS if is_certain else "")
        # A neighbour without a lexicon, such as Galician, may be taken for one with (Portuguese).
        is_disputed = expected not in ("", guessed, *LEXICONS)
        return [lexicon] if is_plausible and not is_disputed else [lexicon, COMMON_LEXICON]
    lexicon = get_lexicon(expected or guessed)
    is_contradicted = guessed not in ("", lexicon.language)
    if not _is_plausible(text, lexicon, _LOAN_LETTERS if guessed else ""):
        return [get_lexicon(guessed), COMMON_LEXICON] if is_contradicted else [COMMON_LEXICON]
    if is_contradicted:
        return [lexicon, get_lexicon(guessed), COMMON_LEXICON]
    return [lexicon] if _is_confirmed(text, lexicon) else [lexicon, COMMON_LEXICON]


def _guess(old: str, new: str) -> Guess:
    """Guess the language of the wordings, by their beginnings where these show it."""
    guess = weigh_language(f"{old[:_SAMPLE_LENGTH]} {new[:_SAMPLE_LENGTH]}")
    if guess.evidence >= _CERTAIN_EVIDENCE or len(old) + len(new) <= 2 * _SAMPLE_LENGTH:
        return guess
    return weigh_language(f"{old} {new}")


def _guess_by_context(context: str) -> str:
    guess = weigh_language(context)
    return guess.language if guess.evidence >= _MIN_CONTEXT_EVIDENCE else ""


def _is_confirmed(text: str, lexicon: Lexicon) -> bool:
    """Return whether a text of several words has a word by which its language is guessed."""
    if lexicon.language not in LEXICONS or guess_by_script(text) != LATIN:
        return True
    words = set(_LOWER_CASE_WORD.findall(text))
    return len(words) < _MIN_WORDS or has_telling_word(words, lexicon.language)


def _is_plausible(text: str, lexicon: Lexicon, loan_letters: str) -> bool:
    """Return whether a text can be in the language, by its script and accented letters."""
    script = guess_by_script(text)
    if script != get_script(lexicon.language):
        return not script
    letters = lexicon.alphabet_letters
    if script != LATIN or letters is None:
        return True
    accented = _ACCENTED_LETTER.findall(remove_names(text).lower())
    return all(letter in letters or letter in loan_letters for letter in accented)
