"""Merge the words of a number into one token.

“Five billion dollars” becomes “$5bn”, “seventy-five” becomes 75. A number is read only if its
language leaves no doubt; the rest is left as it is and compared word by word.
"""

from collections.abc import Iterator
from dataclasses import replace
from typing import NamedTuple

from sources.comparison.tokens import Token
from sources.languages.lexicon import Lexicon, parse_words

CURRENCY_SIGNS = frozenset("$€£¥₽₴")
ORDINAL_ENDINGS = frozenset({"st", "nd", "rd", "th"})
MAX_NUMERAL_WORDS = 4  # in a numeral below a hundred: “quatre-vingt-dix-neuf”
MONTHS = frozenset(
    parse_words("""
    january february march April May june july august september october november december
    """)
)


class NumberKey(NamedTuple):
    """The key of a number, and the index of the first token after it."""

    key: str
    end: int


class Value(NamedTuple):
    """The value of a part of a number, and the index of the first token after it."""

    number: int
    end: int


def merge_number_words(tokens: list[Token], lexicon: Lexicon) -> list[Token]:
    """Return the tokens with each number as one, its currency after it, and days before months."""
    merged: list[Token] = []
    i = 0
    while i < len(tokens):
        token, number = tokens[i], None
        if token.is_number or token.key in lexicon.number_starts:
            number = _read_ordinal(tokens, i, lexicon) or _read_number(tokens, i, lexicon)
        if number is None:
            merged.append(_normalize_unit(token, merged, lexicon))
            i += 1
        else:
            currency = _pop_currency(merged, token)
            merged += [_merge_tokens(tokens[i : number.end], number.key, lexicon), *currency]
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
    return replace(tokens[0], text=text, key=key, number_words=number_words, is_number=True)


def _get_separator(token: Token) -> str:
    if token.is_adjacent:
        return ""
    return "-" if token.is_hyphenated else " "


def _is_one(key: str, lexicon: Lexicon) -> bool:
    if key in lexicon.counting_articles:
        return True
    return lexicon.numerals.get((key,)) == 1 and not lexicon.has_gendered_numerals


# ── units and currencies ────────────────────────────────────────────────────────────────────────
def _normalize_unit(token: Token, merged: list[Token], lexicon: Lexicon) -> Token:
    """Replace a unit after a number by its symbol; on its own, “dollar” is not “dollars”."""
    number_index = -2 if len(merged) > 1 and merged[-1].key == "US" else -1
    if token.key in lexicon.units and merged and merged[number_index].is_number:
        return replace(token, key=lexicon.units[token.key])
    return token


def _pop_currency(merged: list[Token], number: Token) -> list[Token]:
    """Remove the currency before a number, such as “US$”, from the merged tokens and return it."""
    if not merged or merged[-1].text not in CURRENCY_SIGNS:
        return []
    if len(merged) > 1 and merged[-2].is_number and not number.is_adjacent:
        return []
    start = -2 if len(merged) > 1 and merged[-2].text == "US" else -1
    currency = merged[start:]
    del merged[start:]
    return currency


# ── reading numbers ─────────────────────────────────────────────────────────────────────────────
def _read_ordinal(tokens: list[Token], i: int, lexicon: Lexicon) -> NumberKey | None:
    token = tokens[i]
    if token.key in lexicon.ordinals:
        return NumberKey(f"#{lexicon.ordinals[token.key]}.", i + 1)
    after = tokens[i + 1] if i + 1 < len(tokens) else None
    has_ending = after and after.is_adjacent and after.text.lower() in ORDINAL_ENDINGS
    return NumberKey(f"{token.key}.", i + 2) if token.is_number and has_ending else None


def _read_number(tokens: list[Token], i: int, lexicon: Lexicon) -> NumberKey | None:
    token, next_key = tokens[i], _get_key(tokens, i + 1)
    if token.is_number:
        multiplier = lexicon.multipliers.get(next_key)
        is_plain = token.key[1:].replace(".", "", 1).isdigit()
        if multiplier and is_plain:
            return NumberKey(_multiply(token.key, multiplier), i + 2)
        return NumberKey(token.key, i + 1)
    if token.key in lexicon.counting_articles and next_key in lexicon.multipliers:
        return NumberKey(_multiply("#1", lexicon.multipliers[next_key]), i + 2)
    if token.key in lexicon.counting_articles and next_key in lexicon.hundred_words:
        return _read_sum(tokens, i, lexicon, article_value=1)
    return _read_sum(tokens, i, lexicon)


def _get_key(tokens: list[Token], i: int) -> str:
    return tokens[i].key if i < len(tokens) else ""


def _multiply(key: str, power_of_ten: int) -> str:
    """Multiply a number by a power of ten, without rounding."""
    whole, _, decimals = key[1:].partition(".")
    zeros = len(str(power_of_ten)) - 1
    digits = whole + decimals[:zeros].ljust(zeros, "0")
    rest = decimals[zeros:].rstrip("0")
    return "#" + (digits.lstrip("0") or "0") + (f".{rest}" if rest else "")


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
        multiplier = lexicon.multipliers.get(_get_key(tokens, part.end))
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
        _get_key(tokens, i) == lexicon.number_conjunction
    )
    return i + 1 if has_conjunction else i


def _read_below_thousand(
    tokens: list[Token], i: int, lexicon: Lexicon, article_value: int = 0
) -> Value | None:
    hundreds = lexicon.hundreds.get(_get_key(tokens, i))
    ones = Value(article_value, i + 1) if article_value else _read_below_hundred(tokens, i, lexicon)
    if ones and 0 < ones.number < 100 and _get_key(tokens, ones.end) in lexicon.hundred_words:
        hundreds, i = ones.number * 100, ones.end
    elif hundreds is None:
        return ones
    end = i + 1
    start = _skip_conjunction(tokens, end, lexicon)
    rest = _read_below_hundred(tokens, start, lexicon)
    if rest is None or rest.number >= 100:
        return Value(hundreds, end)
    # “A hundred and two thousand” may be two numbers.
    multiplies = _get_key(tokens, rest.end) in (lexicon.hundred_words | lexicon.multipliers.keys())
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
        if token.key in MONTHS and after and _is_day(after) and not follows_number:
            yield replace(after, key=after.key.rstrip("."))
            yield token
            i += 2
            continue
        if after and after.key in MONTHS and _is_day(token):
            token = replace(token, key=token.key.rstrip("."))
        yield token
        i += 1


def _is_day(token: Token) -> bool:
    day = token.key[1:].rstrip(".")
    return token.is_number and day.isdigit() and len(day) <= 2 and 1 <= int(day) <= 31
