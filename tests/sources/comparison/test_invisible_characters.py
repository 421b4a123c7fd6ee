"""No code point that readers do not see is a change, wherever in a quotation it stands."""

import pytest
import regex

from sources.comparison import compare_wordings
from sources.comparison.characters import normalize_characters
from sources.quotes.anchoring import find_quote
from sources.quotes.selectors import create_selector
from sources.text.default_ignorable import (
    DEFAULT_IGNORABLE,
    DEFAULT_IGNORABLE_RANGES,
    DIRECTION_OVERRIDES,
    write_character_class,
)
from sources.text.normalization import normalize_typography

QUOTES = {
    "en": "In May, 9,000 of the U.S. soldiers didn't leave – 70% “stayed”.",
    "de": "Rund 1,5 Millionen würden 20–30 € zahlen.",
    "uk": "Ціни зросли на 20 відсотків у травні 2021 р.",
    "ar": "أنفقت الحكومة ٧٠ مليون دولار في مايو",
    "fa": "او می‌رود به خانه",
    "hi": "सरकार ने ५ करोड़ रुपये दिए",
    "zh": "经济增长百分之七十，三千万人受益",
    "ko": "정부는 70억 원을 썼다",
    "th": "รัฐบาลใช้เงิน 70 ล้านบาท",
    "fr": "L’État a payé 5 millions d'euros à la cafe\u0301te\u0301ria",
}
ALWAYS_IGNORED = sorted(DEFAULT_IGNORABLE - set(DIRECTION_OVERRIDES))
# The first and last of each range stand for the rest where all would take minutes.
EDGES = sorted(
    {chr(code) for codes in DEFAULT_IGNORABLE_RANGES for code in codes} - set(DIRECTION_OVERRIDES)
)


def insert(text: str, character: str):
    for offset in range(len(text) + 1):
        yield text[:offset] + character + text[offset:]


def test_the_table_is_that_of_unicode():
    pattern = regex.compile(r"\p{Default_Ignorable_Code_Point}")
    surrogates = range(0xD800, 0xE000)
    codes = (code for code in range(0x110000) if code not in surrogates)
    assert frozenset(filter(pattern.match, map(chr, codes))) == DEFAULT_IGNORABLE


def test_a_character_class_matches_all_but_what_is_excluded():
    pattern = regex.compile(f"[{write_character_class(DIRECTION_OVERRIDES)}]")
    assert set(filter(pattern.match, DEFAULT_IGNORABLE)) == set(ALWAYS_IGNORED)


@pytest.mark.parametrize("language", QUOTES)
def test_every_invisible_character_is_removed_at_every_position(language):
    quote = QUOTES[language]
    normalized = normalize_characters(quote)
    kept = {
        (hex(ord(character)), changed)
        for character in ALWAYS_IGNORED
        for changed in insert(quote, character)
        if normalize_characters(changed) != normalized
    }
    assert kept == set()


@pytest.mark.parametrize("language", QUOTES)
def test_an_invisible_character_is_immaterial_at_every_position(language):
    quote = QUOTES[language]
    alarms = [
        (hex(ord(character)), changed)
        for character in EDGES
        for changed in insert(quote, character)
        if compare_wordings(quote, changed, language).is_material
    ]
    assert alarms == []


@pytest.mark.parametrize("language", QUOTES)
def test_a_quote_is_found_whatever_invisible_characters_it_has(language):
    quote = QUOTES[language]
    selector = create_selector(f"Before. {quote} After.", 8, 8 + len(quote))
    for character in ("\u00ad", "\u200b", "\ufe01", "\U000e0041", "\U000e01ef", "\u2060"):
        for changed in insert(quote, character):
            match = find_quote(f"Before. {changed} After.", selector)
            assert match.outcome in ("exact", "normalised", "moved"), (hex(ord(character)), changed)


@pytest.mark.parametrize("watermark", ["\u200b\u200c\u200d\u2062" * 20, "\U000e0141\ufe00" * 30])
def test_a_watermark_of_many_invisible_characters_is_immaterial(watermark):
    for language, quote in QUOTES.items():
        changed = quote[:7] + watermark + quote[7:]
        assert not compare_wordings(quote, changed, language).is_material
        assert normalize_typography(f"a{watermark} b").text == "a b"


# ── direction overrides ─────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("70 percent agreed", "\u202e70\u202c percent agreed"),
        ("70 percent agreed", "70 \u202epercent agreed"),
        ("\u202e70\u202c percent", "\u202e7\u202c0 percent"),
        ("סך הכול 70 אחוז", "סך \u202dהכול\u202c 70 אחוז"),
        ("70 percent agreed", "\u202a\u202e70\u202c\u202c percent agreed"),
    ],
)
def test_an_override_that_changes_what_is_seen_is_material(old, new):
    assert compare_wordings(old, new).is_material
    if "\u202e" not in old:
        assert normalize_typography(old).text != normalize_typography(new).text


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("70 percent agreed", "\u202d70 percent agreed\u202c"),
        ("70 percent agreed", "70 percent agreed\u202e"),
        ("70 percent agreed", "70 percent\u202e\u202c agreed"),
        ("70 percent agreed", "\u202e7\u202c0 percent agreed"),
        ("70 percent agreed", "\u202a70 percent agreed\u202c"),
    ],
)
def test_an_override_that_changes_nothing_is_immaterial(old, new):
    assert not compare_wordings(old, new).is_material
