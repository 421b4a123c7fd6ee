"""Which number do several words make together?

“Five billion dollars” is “$5bn”, “seventy-five” is 75. A phrase is read only where its language
leaves no doubt; what is left as it stands is compared word by word.
"""

from collections.abc import Iterator
from dataclasses import replace

from sources.comparison.tokens import Word
from sources.languages.lexicon import Lexicon, listed

CURRENCIES = frozenset("$€£¥₽₴")
ENDINGS = frozenset({"st", "nd", "rd", "th"})
LONGEST = 4  # words of a numeral below a hundred, in French
MONTHS = frozenset(
    listed("""
    january february March april May june july August september october november december
    """)
)


def gathered(words: list[Word], known: Lexicon) -> list[Word]:
    """The words with every number as one, its currency behind it and its month too."""
    found, at = [], 0
    while at < len(words):
        word, number, end = words[at], None, at + 1
        if word.number or word.key in known.beginnings:
            number, end = _ordinal(words, at, known) or _number(words, at, known) or (None, end)
        if number is None:
            found.append(_measured(word, found, known))
        else:
            money = _currency_before(found, word)
            found += [_together(words[at:end], number, known), *money]
        at = end
    return list(_days_first(found)) if known.month_first else found


def _together(words: list[Word], number: str, known: Lexicon) -> Word:
    text = "".join(("" if one.tight else "-" if one.hyphen else " ") + one.text for one in words)
    parts = ["1" if _is_one(one.key, known) else one.key for one in words if one.key != known.joint]
    spelt = "" if any(map(str.isdigit, text)) else " ".join(parts)
    return replace(words[0], text=text.lstrip(" -"), key=number, spelt=spelt, number=True)


def _is_one(key: str, known: Lexicon) -> bool:
    return key in known.one or known.numerals.get((key,)) == 1 and not known.inflected


def _measured(word: Word, found: list[Word], known: Lexicon) -> Word:
    """“Dollars” as “$” after a number; by itself “the dollar” is not “dollars”."""
    at = -2 if found and found[-1].key == "US" and len(found) > 1 else -1
    if word.key in known.measures and found and found[at].number:
        return replace(word, key=known.measures[word.key])
    return word


def _currency_before(found: list[Word], number: Word) -> list[Word]:
    """What of “US$” stands before a number, taken out of the words found."""
    if not found or found[-1].text not in CURRENCIES:
        return []
    if len(found) > 1 and found[-2].number and not number.tight:
        return []
    start = -2 if len(found) > 1 and found[-2].text == "US" else -1
    money = found[start:]
    del found[start:]
    return money


def _ordinal(words: list[Word], at: int, known: Lexicon) -> tuple[str, int] | None:
    word = words[at]
    if word.key in known.ordinals:
        return f"#{known.ordinals[word.key]}.", at + 1
    after = words[at + 1] if at + 1 < len(words) else None
    if word.number and after and after.tight and after.text.lower() in ENDINGS:
        return f"{word.key}.", at + 2
    return None


def _number(words: list[Word], at: int, known: Lexicon) -> tuple[str, int] | None:
    word = words[at]
    if word.number:
        number, end = word.key, at + 1
        power = known.multipliers.get(_key(words, end))
        plain = number[1:].replace(".", "", 1).isdigit()
        return (_raised(number, power), end + 1) if power and plain else (number, end)
    if word.key in known.one and _key(words, at + 1) in known.multipliers:
        return _raised("#1", known.multipliers[_key(words, at + 1)]), at + 2
    if word.key in known.one and _key(words, at + 1) in known.hundred:
        return _sum(words, at, known, 1)
    return _sum(words, at, known)


def _key(words: list[Word], at: int) -> str:
    return words[at].key if at < len(words) else ""


def _raised(number: str, power: int) -> str:
    """A number times a power of ten, without rounding."""
    whole, _, part = number[1:].partition(".")
    zeros = len(str(power)) - 1
    digits = whole + part[:zeros].ljust(zeros, "0")
    rest = part[zeros:].rstrip("0")
    return "#" + (digits.lstrip("0") or "0") + (f".{rest}" if rest else "")


def _sum(words: list[Word], at: int, known: Lexicon, one: int = 0) -> tuple[str, int] | None:
    """Thousands, hundreds and the rest, each smaller than what stands before it."""
    total, limit, end = 0, None, at
    while True:
        start = end + (end > at and _key(words, end) == known.joint != "")
        part = _below_thousand(words, start, known, one)
        one = 0
        power = known.multipliers.get(_key(words, part[1])) if part else None
        if part is None or (limit and (power or part[0]) >= limit):
            break
        total, end = total + part[0] * (power or 1), part[1] + bool(power)
        limit = power
        if not power:
            break
    return (f"#{total}", end) if end > at else None


def _below_thousand(words, at: int, known: Lexicon, one: int = 0) -> tuple[int, int] | None:
    high = known.hundreds.get(_key(words, at))
    low = (one, at + 1) if one else _below_hundred(words, at, known)
    if low and 0 < low[0] < 100 and _key(words, low[1]) in known.hundred:
        high, at = low[0] * 100, low[1]
    elif high is None:
        return low
    end = at + 1
    start = end + (_key(words, end) == known.joint != "")
    rest = _below_hundred(words, start, known)
    if rest is None or rest[0] >= 100:
        return high, end
    if start > end and _key(words, rest[1]) in (known.hundred | known.multipliers.keys()):
        return high, end
    return high + rest[0], rest[1]


def _below_hundred(words, at: int, known: Lexicon) -> tuple[int, int] | None:
    """The longest numeral; in “twenty five-year terms” the hyphen says that it is twenty."""
    for size in range(min(LONGEST, len(words) - at), 0, -1):
        number = known.numerals.get(tuple(one.key for one in words[at : at + size]))
        tied = size > 1 and not words[at + size - 1].hyphen
        tied = tied and at + size < len(words) and words[at + size].hyphen
        if number is not None and not tied:
            return number, at + size
    return None


def _days_first(words: list[Word]) -> Iterator[Word]:
    """“March 5” and “5th of March” as “5 March”."""
    at = 0
    while at < len(words):
        month, day = words[at], words[at + 1] if at + 1 < len(words) else None
        if month.key in MONTHS and day and _is_day(day) and not (at and words[at - 1].number):
            yield replace(day, key=day.key.rstrip("."))
            yield month
            at += 2
            continue
        if day and day.key in MONTHS and _is_day(month):
            month = replace(month, key=month.key.rstrip("."))
        yield month
        at += 1


def _is_day(word: Word) -> bool:
    day = word.key[1:].rstrip(".")
    return word.number and day.isdigit() and len(day) <= 2 and 1 <= int(day) <= 31
