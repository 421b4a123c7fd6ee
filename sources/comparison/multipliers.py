"""Numbers in digits with a multiplier: 3.5 million, 2 bin 500, 1亿2000万."""

from typing import NamedTuple

from sources.comparison.han_numbers import MULTIPLIERS as HAN_MULTIPLIERS
from sources.comparison.tokens import Token
from sources.comparison.units import AMOUNT_SUFFIXES, CURRENCY_SIGNS
from sources.languages.lexicon import Lexicon

MAX_NUMBER_LENGTH = 40  # in digits; longer ones are not added up


class NumberKey(NamedTuple):
    """The key of a number, and the index of the first token after it."""

    key: str
    end: int


def get_multiplier(tokens: list[Token], i: int, lexicon: Lexicon) -> int | None:
    return lexicon.multipliers.get(get_key(tokens, i))


def skip_half(tokens: list[Token], i: int, lexicon: Lexicon) -> int:
    """Return the index after “and a half” at `i`, or `i` if it is not there."""
    for words in lexicon.half_endings:
        if tuple(token.key for token in tokens[i : i + len(words)]) == words:
            return i + len(words)
    return i


def read_mixed_sum(tokens: list[Token], i: int, lexicon: Lexicon) -> NumberKey:
    """Read a number in digits and words, such as “2 bin 500” or “3 करोड़ 20 लाख”."""
    total, limit, end = "#0", 10**MAX_NUMBER_LENGTH, i
    while end < len(tokens) and "." not in total and is_plain_number(tokens[end]):
        multiplier = lexicon.multipliers.get(get_key(tokens, end + 1), 1)
        part = multiply(tokens[end].key, multiplier)
        is_fraction = "." in tokens[end].key and multiplier == 1
        if is_fraction or float(part[1:]) >= limit:
            break
        total, limit, end = add(total, part), multiplier, end + 1 + (multiplier > 1)
    return NumberKey(total, end)


def get_amount_suffix(tokens: list[Token], i: int) -> int | None:
    """Return the power of ten of the letter after an amount of money: a million in $1m."""
    if i + 1 >= len(tokens) or not tokens[i + 1].is_adjacent:
        return None
    is_amount = i > 0 and tokens[i].is_adjacent and tokens[i - 1].text in CURRENCY_SIGNS
    return AMOUNT_SUFFIXES.get(tokens[i + 1].key) if is_amount else None


def read_han_multipliers(tokens: list[Token], i: int) -> NumberKey:
    """Read a number in digits with Chinese multipliers, such as 1亿2000万 or 3.5万."""
    total, limit, end = "#0", 13, i
    while end + 1 < len(tokens) and is_plain_number(tokens[end]):
        power, after = _sum_han_powers(tokens, end + 1)
        if not 0 < power < limit or "." in total:
            break
        part = multiply(tokens[end].key, 10**power)
        total = add(total, part)
        limit, end = power, after
    return NumberKey(total, end) if end > i else NumberKey(tokens[i].key, i + 1)


def is_plain_number(token: Token) -> bool:
    is_plain = token.key[1:].replace(".", "", 1).isdigit()
    return token.is_number and is_plain and len(token.key) < MAX_NUMBER_LENGTH


def _sum_han_powers(tokens: list[Token], i: int) -> tuple[int, int]:
    """Return the power of ten of 万, 亿 or 万亿 at `i`, and the index after it."""
    power = 0
    while i < len(tokens) and tokens[i].key in HAN_MULTIPLIERS and power < 12:
        power += HAN_MULTIPLIERS[tokens[i].key]
        i += 1
    return power, i


def add(key_a: str, key_b: str) -> str:
    """Add a number to a whole one."""
    whole, point, decimals = key_b[1:].partition(".")
    return f"#{int(key_a[1:]) + int(whole)}{point}{decimals}"


def get_key(tokens: list[Token], i: int) -> str:
    return tokens[i].key if i < len(tokens) else ""


def multiply(key: str, power_of_ten: int) -> str:
    """Multiply a number by a power of ten, without rounding."""
    whole, _, decimals = key[1:].partition(".")
    zeros = len(str(power_of_ten)) - 1
    digits = whole + decimals[:zeros].ljust(zeros, "0")
    rest = decimals[zeros:].rstrip("0")
    return "#" + (digits.lstrip("0") or "0") + (f".{rest}" if rest else "")
