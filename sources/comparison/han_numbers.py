"""Read numbers written in Chinese characters: 七十 is 70, 三千万 is 30,000,000, 二〇二四 is 2024.

A number is read only if it has one meaning. 三四 (three or four), 一万五 (15,000 in speech) and
万一 (in case) are not read, and are compared character by character.
"""

import re
from itertools import pairwise

_DIGITS = {character: value for value, character in enumerate("零一二三四五六七八九")}
_DIGITS |= {"〇": 0, "两": 2, "兩": 2}
_SIMPLIFIED = str.maketrans("萬億兩〇", "万亿两零")
_DIGIT = "[一二三四五六七八九两]"
# Below ten thousand. A digit directly after 百 or 千 would be tens or hundreds in speech.
_SECTION = re.compile(
    rf"(?:(?P<thousands>{_DIGIT})千)?零?(?:(?P<hundreds>{_DIGIT})百)?零?"
    rf"(?:(?P<tens>{_DIGIT}?)(?P<ten>十))?零?(?P<ones>{_DIGIT})?"
)
_SPOKEN_END = re.compile(rf"[百千万亿]{_DIGIT}$")
_MIN_YEAR_LENGTH = 4  # fewer digits side by side may be several numbers
_MAX_LENGTH = 40

NUMBER_CHARACTERS = "零〇一二三四五六七八九十百千万亿两萬億兩"
# The powers of ten after a number in digits: 3万.
MULTIPLIERS = {"百": 2, "千": 3, "万": 4, "亿": 8}


def read_han_number(written: str) -> str | None:
    """Return a number in digits, or None if its meaning is not certain."""
    written = written.translate(_SIMPLIFIED)
    if len(written) > _MAX_LENGTH:
        return None
    if all(character in _DIGITS for character in written):
        return _read_digits(written)
    if _SPOKEN_END.search(written):
        return None
    value = _read_units(written)
    return None if value is None else str(value)


def _read_digits(written: str) -> str | None:
    is_one_number = len(written) == 1 or len(written) >= _MIN_YEAR_LENGTH
    if not is_one_number and "零" not in written or _counts_up(written):
        return None
    return "".join(str(_DIGITS[character]) for character in written)


def _counts_up(written: str) -> bool:
    values = [_DIGITS[character] for character in written]
    return len(values) > 2 and all(b == a + 1 for a, b in pairwise(values))


def _read_units(written: str) -> int | None:
    for unit, power in (("亿", 8), ("万", 4)):
        if unit in written:
            left, _, right = written.rpartition(unit)
            upper, lower = _read_units(left), _read_units(right) if right else 0
            if not upper or lower is None or lower >= 10**power:
                return None
            return upper * 10**power + lower
    return _read_section(written)


def _read_section(written: str) -> int | None:
    match = _SECTION.fullmatch(written)
    if not match or not any(match.groups()):
        return None
    value = sum(
        _DIGITS[match[name]] * factor
        for name, factor in (("thousands", 1000), ("hundreds", 100), ("ones", 1))
        if match[name]
    )
    return value + (10 * _DIGITS.get(match["tens"], 1) if match["ten"] else 0)
