"""Write raised and lowered characters so that they never become another number. Pure.

10 with a raised 6 is 10⁶ and not 106. Where Unicode has no such characters, a sign of ours says
that they are raised (^) or lowered (_).
"""

import re

NORMAL, RAISED, LOWERED = "normal", "raised", "lowered"

_SUPERSCRIPTS = str.maketrans("0123456789+-−=()ni", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ⁿⁱ")
_SUBSCRIPTS = str.maketrans("0123456789+-−=()", "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎")
_NOTE_MARKS = re.compile(r"[*†‡§,\s\d()\[\]]+")
# Raised letters after a number that are written the same way on the line: 1er, 21st.
_ORDINAL_ENDING = re.compile(
    "st|nd|rd|th|er|re|e|ère|ème|eme|es|a|o|as|os|te|de|ste|м|й|я|го|ая|ª|º", re.IGNORECASE
)


def write_script(text: str, script: str, before: str, is_glued: bool) -> tuple[str, int]:
    """Return raised or lowered characters as they are written in the text: never as a number.

    Also returns how many characters at their start are ours: a sign where Unicode has no such
    characters.
    """
    if script == NORMAL:
        return text, 0
    written = text.translate(_SUPERSCRIPTS if script == RAISED else _SUBSCRIPTS)
    if not any(character.isascii() and character.isalnum() for character in written):
        return written, 0
    is_ending = script == RAISED and bool(_ORDINAL_ENDING.fullmatch(text.strip(".")))
    is_ordinal = is_ending and (before.rstrip(".")[-1:].isdigit() or len(text) > 1)
    if not is_glued or is_ordinal or _NOTE_MARKS.fullmatch(text):
        return text, 0
    return ("^" if script == RAISED else "_") + text, 1
