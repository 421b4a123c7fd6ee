"""Units and currencies of numbers, and the ranges between two numbers, in one notation.

“US$5”, “5 USD” and “$5” are the same, “%70”, “yüzde 70” and “70%”, and “20 to 30” and “20–30”.
"""

from dataclasses import replace

from sources.comparison.tokens import Token
from sources.languages.lexicon import Lexicon, parse_words

CURRENCY_SIGNS = frozenset("$€£¥₽₴₹₺₩")
# Codes of ISO 4217 that stand for a sign; $ is the US dollar unless another one is named (A$).
CURRENCY_CODES = {"USD": "$", "EUR": "€", "GBP": "£", "RUB": "₽", "UAH": "₴"}
CURRENCY_CODES |= {"INR": "₹", "TRY": "₺"}
_CURRENCIES = CURRENCY_SIGNS | CURRENCY_CODES.keys()
CURRENCY_PHRASES = frozenset({"r$"})  # signs of two characters, merged by their lexicon
US_NAMES = frozenset({"US", "U.S", "U.S."})
# Directly after an amount of money only: elsewhere “5m” may be metres.
AMOUNT_SUFFIXES = {"k": 10**3, "m": 10**6, "mn": 10**6, "mln": 10**6, "b": 10**9, "bn": 10**9}
# Written before the number: %70 and yüzde 70 in Turkish.
PERCENT_PREFIXES = frozenset({"%", "yüzde"})
# Between a number and its unit: 5 millions d'euros, cinco millones de euros.
UNIT_PREPOSITIONS = frozenset({"d'", "d", "de", "di"})
# Between two numbers, by language: “20 to 30” is 20–30.
RANGE_WORDS = dict.fromkeys(("es", "pt", "it"), "a") | dict.fromkeys(("ru", "uk"), "до")
RANGE_WORDS |= {"en": "to", "de": "bis", "fr": "à", "pl": "do", "nl": "tot"}
RANGE_WORDS |= {"ar": "الي", "hi": "से", "tr": "ila", "zh": "至"}
# “From 20 to 30” may be a change from one number to the other.
RANGE_STARTS = frozenset(
    parse_words("""
    from between von zwischen de du des entre desde da dal dalle dai od z ze от с від з із из 从 van
    tussen
    """)
)


# ── units and currencies ────────────────────────────────────────────────────────────────────────
def normalize_unit(token: Token, merged: list[Token], lexicon: Lexicon) -> Token:
    """Replace a unit after a number by its symbol; on its own, “dollar” is not “dollars”."""
    if not merged or not (token.key in lexicon.units or token.text in _CURRENCIES):
        return token
    unit = lexicon.units.get(token.key) or CURRENCY_CODES.get(token.text)
    unit = unit or (token.key if token.text in CURRENCY_SIGNS else None)
    assert unit is not None
    is_after_word = len(merged) > 1 and not merged[-1].is_number and merged[-2].is_number
    if is_after_word and (_is_us_dollar(merged[-1], unit) or merged[-1].key in UNIT_PREPOSITIONS):
        merged.pop()
    return replace(token, key=unit, marks=()) if merged[-1].is_number else token


def _is_us_dollar(name: Token, unit: str) -> bool:
    return unit == "$" and name.text in US_NAMES


def pop_percent(merged: list[Token]) -> list[Token]:
    """Remove a percent sign (or word) before a number from the merged tokens and return it."""
    if not merged or merged[-1].text.lower() not in PERCENT_PREFIXES:
        return []
    follows_number = len(merged) > 1 and merged[-2].is_number
    if merged[-1].text == "%" and follows_number:
        return []
    return [replace(merged.pop(), key="%")]


def pop_currency(merged: list[Token], number: Token) -> list[Token]:
    """Remove the currency before a number, such as “US$”, from the merged tokens and return it."""
    has_sign = merged and (merged[-1].key in CURRENCY_PHRASES or merged[-1].text in _CURRENCIES)
    if not has_sign:
        return []
    if len(merged) > 1 and merged[-2].is_number and not number.is_adjacent:
        return []
    currency = merged.pop()
    sign = CURRENCY_CODES.get(currency.text, currency.key)
    if merged and _is_us_dollar(merged[-1], sign):
        merged.pop()
    return [replace(currency, key=sign)]


# ── ranges ──────────────────────────────────────────────────────────────────────────────────────
def mark_ranges(tokens: list[Token], lexicon: Lexicon) -> list[Token]:
    """Return the tokens with the key of a dash for the word between two numbers: “20 to 30”."""
    word = RANGE_WORDS.get(lexicon.language)
    if word is None:
        return tokens
    return [
        replace(token, key="–") if token.key == word and _is_range(tokens, i) else token
        for i, token in enumerate(tokens)
    ]


def _is_range(tokens: list[Token], i: int) -> bool:
    """Return whether token `i` is between two numbers in digits, with no “from” before them."""
    left = i - 1
    while left >= 0 and (tokens[left].text in CURRENCY_SIGNS or tokens[left].key == "%"):
        left -= 1
    right = i + 1 + (i + 1 < len(tokens) and tokens[i + 1].text in CURRENCY_SIGNS)
    if left < 0 or right >= len(tokens) or not tokens[left].is_number:
        return False
    if left and tokens[left - 1].text in CURRENCY_SIGNS:
        left -= 1
    is_change = left > 0 and tokens[left - 1].key in RANGE_STARTS
    return tokens[right].is_number and not is_change
