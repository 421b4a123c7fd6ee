"""Choose the lexicons by which two wordings are compared.

A page may declare another language than it is written in: many content management systems declare
English on every page. By the rules of the wrong language changes would be missed, such as gastó (he
spent) and gasto (I spend), which English would take for one word. So the language is guessed from
the wordings, and a declared language that the guess does not confirm is not trusted alone.
"""

import re

from sources.languages import COMMON_LEXICON, get_lexicon, get_primary_language, weigh_language
from sources.languages.guessing import LATIN, get_script, guess_by_script, remove_names
from sources.languages.lexicon import Lexicon

_MIN_EVIDENCE = 2  # function words by which a guess contradicts what the page declares
_SAMPLE_LENGTH = 150  # code points of each wording, which nearly always show the language
_LOAN_LETTERS = "éèêçñïöàâ"  # of words such as naïve and café, if another word is of the language
_ACCENTED_LETTER = re.compile("[\u00c0-\u024f\u1e00-\u1eff]")


def choose_lexicons(old: str, new: str, declared: str) -> list[Lexicon]:
    """Return the lexicons that must all call a change immaterial, the most probable first."""
    text = f"{old} {new}"
    guessed, evidence = weigh_language(f"{old[:_SAMPLE_LENGTH]} {new[:_SAMPLE_LENGTH]}")
    if evidence < _MIN_EVIDENCE and len(text) > _SAMPLE_LENGTH:
        guessed, evidence = weigh_language(text)
    declared = get_primary_language(declared)
    certain = guessed if evidence >= _MIN_EVIDENCE else ""
    lexicon = get_lexicon(declared or guessed)
    if certain and declared not in ("", certain):
        return [get_lexicon(certain), lexicon]
    is_contradicted = guessed not in ("", declared or guessed)
    loan_letters = _LOAN_LETTERS if guessed else ""
    if certain or (not is_contradicted and _is_plausible(text, lexicon, loan_letters)):
        return [lexicon]
    return [lexicon, COMMON_LEXICON]


def _is_plausible(text: str, lexicon: Lexicon, loan_letters: str) -> bool:
    """Return whether a text that is too short to guess can be in the language, by its letters."""
    script = guess_by_script(text)
    if script != get_script(lexicon.language):
        return not script
    letters = lexicon.alphabet_letters
    if script != LATIN or letters is None:
        return True
    accented = _ACCENTED_LETTER.findall(remove_names(text).lower())
    return all(letter in letters or letter in loan_letters for letter in accented)
