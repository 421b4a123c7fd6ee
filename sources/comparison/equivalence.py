"""Do two wordings say the same, word for word, in another spelling?

Yes only where that is certain. Both are walked from the beginning; what has one key is the same,
and so is a word that only one of them writes as two, or with a hyphen.
"""

from sources.comparison.tokens import Word, spelling
from sources.languages.lexicon import Lexicon

PARTS = 4  # words that may be written as one
PART, WHOLE = 3, 7  # letters; shorter words may be parted into words that mean something else
LONG = 6  # letters; shorter words are too near to others to be taken for misspelt


def alike(old: list[Word], new: list[Word], known: Lexicon) -> bool:
    """Whether both have the same words in the same order. Symmetric."""
    i = j = 0
    while i < len(old) and j < len(new):
        if old[i].says(new[j]) or _slip(old[i], new[j], known):
            i, j = i + 1, j + 1
        elif parts := _parts(old[i], new[j:], known):
            i, j = i + 1, j + parts
        elif parts := _parts(new[j], old[i:], known):
            i, j = i + parts, j + 1
        else:
            return False
    return i == len(old) and j == len(new)


def _slip(one: Word, other: Word, known: Lexicon) -> bool:
    """Whether one is the other misspelt."""
    if not known.misspelt or min(len(one.key), len(other.key)) < LONG:
        return False
    return (
        one.text.islower()
        and other.text.islower()
        and _misspelt(one, known) == _misspelt(other, known)
    )


def _misspelt(word: Word, known: Lexicon) -> str:
    key = word.key
    for pattern, replacement in known.misspelt:
        key = pattern.sub(replacement, key)
    return key


def _parts(whole: Word, words: list[Word], known: Lexicon) -> int:
    """How many of the words are `whole` written apart; 0 if they are something else."""
    written = words[0].text.lower()
    for size in range(2, min(PARTS, len(words)) + 1):
        written += words[size - 1].text.lower()
        if spelling(written, known) == whole.key:
            return size * _joins(whole, words[:size], known)
    return 0


def _joins(whole: Word, parts: list[Word], known: Lexicon) -> bool:
    if any(part.number and not part.text.isdigit() for part in parts) or parts[0].number:
        return False
    if all(part.hyphen for part in parts[1:]):
        hyphened = "-".join(part.text.lower() for part in parts)
        return not (known.parted and known.parted.match(hyphened))
    if whole.key in known.together:
        return True
    long = known.open_compounds and len(whole.key) >= WHOLE and whole.key not in known.kinds
    return long and all(_may_stand(part, known) for part in parts)


def _may_stand(part: Word, known: Lexicon) -> bool:
    text = part.text
    return len(text) >= PART and text.islower() and text not in known.kinds
