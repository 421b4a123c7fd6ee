"""Merge the words of a number into one token.

“Five billion dollars” becomes “$5bn”, “seventy-five” becomes 75. A number is read only if its
language leaves no doubt; the rest is left as it is and compared word by word.
"""

from collections.abc import Iterator
from dataclasses import replace
from typing import NamedTuple

from sources.comparison.han_numbers import MULTIPLIERS as HAN_MULTIPLIERS
from sources.comparison.multipliers import (
    MAX_NUMBER_LENGTH,
    NumberKey,
    add,
    get_amount_suffix,
    get_key,
    get_multiplier,
    is_plain_number,
    multiply,
    read_han_multipliers,
    read_mixed_sum,
    skip_half,
)
from sources.comparison.tokens import Token
from sources.comparison.units import mark_ranges, normalize_unit, pop_currency, pop_percent
from sources.languages.lexicon import Lexicon, parse_words

ORDINAL_ENDINGS = frozenset({"st", "nd", "rd", "th"})
MIN_HALVED_MULTIPLIER = 10**6  # “two thousand and a half” may be two numbers
MAX_NUMERAL_WORDS = 4  # in a numeral below a hundred: “quatre-vingt-dix-neuf”
MONTHS = frozenset(
    parse_words("""
    january february March april May june july August september october november december
    """)
)
# These are also other words, so that they keep their capital; but the first word has none.
MONTHS_AT_SENTENCE_START = {"march": "March", "august": "August"}


class Value(NamedTuple):
    """The value of a part of a number, and the index of the first token after it."""

    number: int
    end: int


def merge_number_words(tokens: list[Token], lexicon: Lexicon) -> list[Token]:
    """Return the tokens with each number as one, its currency after it, and days before months."""
    tokens = mark_ranges(tokens, lexicon)
    merged: list[Token] = []
    i = 0
    while i < len(tokens):
        token, number = tokens[i], None
        if token.is_number or token.key in lexicon.number_starts:
            number = _read_ordinal(tokens, i, lexicon) or _read_with_half(tokens, i, lexicon)
        if number is None:
            merged.append(normalize_unit(token, merged, lexicon))
            i += 1
        else:
            sign = pop_percent(merged) or pop_currency(merged, token)
            merged += [_merge_tokens(tokens[i : number.end], number.key, lexicon), *sign]
            i = number.end
    return list(_move_days_first(merged)) if lexicon.allows_month_first else merged


def _merge_tokens(tokens: list[Token], key: str, lexicon: Lexicon) -> Token:
    text = "".join(_get_separator(token) + token.text for token in tokens).lstrip(" -")
    words = [
        "1" if _is_one(token.key, lexicon) else token.key
        for token in tokens
        if token.key != lexicon.number_conjunction
    ]
    number_words = "" if any(map(str.isdigit, text)) else " ".join(words)
    return replace(
        tokens[0], text=text, key=key, number_words=number_words, is_number=True, marks=()
    )


def _get_separator(token: Token) -> str:
    if token.is_adjacent:
        return ""
    return "-" if token.is_hyphenated else " "


def _is_one(key: str, lexicon: Lexicon) -> bool:
    if key in lexicon.counting_articles:
        return True
    return lexicon.numerals.get((key,)) == 1 and not lexicon.has_gendered_numerals


# ── reading numbers ─────────────────────────────────────────────────────────────────────────────
def _read_ordinal(tokens: list[Token], i: int, lexicon: Lexicon) -> NumberKey | None:
    token = tokens[i]
    if token.key in lexicon.ordinals:
        return NumberKey(f"#{lexicon.ordinals[token.key]}.", i + 1)
    after = tokens[i + 1] if i + 1 < len(tokens) else None
    has_ending = after and after.is_adjacent and after.text.lower() in ORDINAL_ENDINGS
    return NumberKey(f"{token.key}.", i + 2) if token.is_number and has_ending else None


def _read_with_half(tokens: list[Token], i: int, lexicon: Lexicon) -> NumberKey | None:
    """Read a number that may have a half, such as “2 buçuk milyon” or “un millón y medio”."""
    fraction = lexicon.fractions.get(tokens[i].key)
    multiplier = get_multiplier(tokens, i + 1, lexicon)
    if fraction and multiplier:
        return NumberKey(multiply(f"#{fraction}", multiplier), i + 2)
    number = _read_number(tokens, i, lexicon) or _read_counted_half(tokens, i, lexicon)
    end = skip_half(tokens, number.end, lexicon) if number else 0
    if not number or end == number.end or not _is_short_whole_number(number.key):
        return number
    if multiplier := get_multiplier(tokens, end, lexicon):
        return NumberKey(multiply(f"{number.key}.5", multiplier), end + 1)
    multiplier = get_multiplier(tokens, number.end - 1, lexicon)
    if multiplier and multiplier >= MIN_HALVED_MULTIPLIER:
        return NumberKey(add(number.key, multiply("#0.5", multiplier)), end)
    return number


def _is_short_whole_number(key: str) -> bool:
    return key[1:].isdigit() and len(key) < MAX_NUMBER_LENGTH


def _read_counted_half(tokens: list[Token], i: int, lexicon: Lexicon) -> NumberKey | None:
    """Read the one of “one and a half million” in languages in which it may be an article."""
    is_one = tokens[i].key in lexicon.counting_articles
    end = skip_half(tokens, i + 1, lexicon)
    is_counted = is_one and end > i + 1 and get_multiplier(tokens, end, lexicon)
    return NumberKey("#1", i + 1) if is_counted else None


def _read_number(tokens: list[Token], i: int, lexicon: Lexicon) -> NumberKey | None:
    token, next_key = tokens[i], get_key(tokens, i + 1)
    if token.is_number:
        multiplier = lexicon.multipliers.get(next_key) or get_amount_suffix(tokens, i)
        is_plain = token.key[1:].replace(".", "", 1).isdigit()
        if is_plain_number(token) and next_key in HAN_MULTIPLIERS:
            return read_han_multipliers(tokens, i)
        if multiplier and is_plain_number(token) and lexicon.adds_smaller_parts:
            return read_mixed_sum(tokens, i, lexicon)
        if multiplier and is_plain:
            return NumberKey(multiply(token.key, multiplier), i + 2)
        return NumberKey(token.key, i + 1)
    if token.key in lexicon.counting_articles and next_key in lexicon.multipliers:
        return NumberKey(multiply("#1", lexicon.multipliers[next_key]), i + 2)
    if token.key in lexicon.counting_articles and next_key in lexicon.hundred_words:
        return _read_sum(tokens, i, lexicon, article_value=1)
    return _read_sum(tokens, i, lexicon)


def _read_sum(
    tokens: list[Token], i: int, lexicon: Lexicon, article_value: int = 0
) -> NumberKey | None:
    """Read thousands, hundreds and the rest, each smaller than the part before it."""
    total, limit, end = 0, None, i
    while True:
        start = _skip_conjunction(tokens, end, lexicon) if end > i else end
        part = _read_below_thousand(tokens, start, lexicon, article_value)
        if part is None:
            break
        article_value = 0
        multiplier = lexicon.multipliers.get(get_key(tokens, part.end))
        if limit and (multiplier or part.number) >= limit:
            break
        total += part.number * (multiplier or 1)
        end = part.end + bool(multiplier)
        limit = multiplier
        if not multiplier:
            break
    return NumberKey(f"#{total}", end) if end > i else None


def _skip_conjunction(tokens: list[Token], i: int, lexicon: Lexicon) -> int:
    """Return the index after the word that may join the parts of a number, such as “and”."""
    has_conjunction = lexicon.number_conjunction and (
        get_key(tokens, i) == lexicon.number_conjunction
    )
    return i + 1 if has_conjunction else i


def _read_below_thousand(
    tokens: list[Token], i: int, lexicon: Lexicon, article_value: int = 0
) -> Value | None:
    hundreds = lexicon.hundreds.get(get_key(tokens, i))
    ones = Value(article_value, i + 1) if article_value else _read_below_hundred(tokens, i, lexicon)
    if ones and 0 < ones.number < 100 and get_key(tokens, ones.end) in lexicon.hundred_words:
        hundreds, i = ones.number * 100, ones.end
    elif hundreds is None:
        return ones
    end = i + 1
    start = _skip_conjunction(tokens, end, lexicon)
    rest = _read_below_hundred(tokens, start, lexicon)
    if rest is None or rest.number >= 100:
        return Value(hundreds, end)
    # “A hundred and two thousand” may be two numbers.
    multiplies = get_key(tokens, rest.end) in (lexicon.hundred_words | lexicon.multipliers.keys())
    if start > end and multiplies:
        return Value(hundreds, end)
    return Value(hundreds + rest.number, rest.end)


def _read_below_hundred(tokens: list[Token], i: int, lexicon: Lexicon) -> Value | None:
    """Read the longest numeral; “twenty five-year terms” is twenty, as the hyphen shows."""
    for size in range(min(MAX_NUMERAL_WORDS, len(tokens) - i), 0, -1):
        end = i + size
        number = lexicon.numerals.get(tuple(token.key for token in tokens[i:end]))
        belongs_to_next = (
            size > 1
            and not tokens[end - 1].is_hyphenated
            and end < len(tokens)
            and tokens[end].is_hyphenated
        )
        if number is not None and not belongs_to_next:
            return Value(number, end)
    return None


# ── dates ───────────────────────────────────────────────────────────────────────────────────────
def _move_days_first(tokens: list[Token]) -> Iterator[Token]:
    """Yield “March 5” and “5th of March” as “5 March”."""
    i = 0
    while i < len(tokens):
        token, after = tokens[i], tokens[i + 1] if i + 1 < len(tokens) else None
        follows_number = i > 0 and tokens[i - 1].is_number
        month = _get_month(token)
        if month and after and _is_day(after) and not follows_number:
            yield replace(after, key=after.key.rstrip("."))
            yield replace(token, key=month)
            i += 2
            continue
        if after and after.key in MONTHS and _is_day(token):
            token = replace(token, key=token.key.rstrip("."))
        yield token
        i += 1


def _get_month(token: Token) -> str:
    month = MONTHS_AT_SENTENCE_START.get(token.key) if token.starts_sentence else None
    return month or (token.key if token.key in MONTHS else "")


def _is_day(token: Token) -> bool:
    day = token.key[1:].rstrip(".")
    return token.is_number and day.isdigit() and len(day) <= 2 and 1 <= int(day) <= 31
