"""Texts that look the same normalize to the same, and every span maps back to the original."""

from unittest.mock import patch

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sources.text import normalization
from sources.text.boundaries import is_grapheme_boundary
from sources.text.normalization import find_typographic_matches, normalize_typography

UNUSUAL = "ab1 .\n\u00a0\u0301\u0323\u00ad\u200b\u200d\ufe0f\u2026\u201c\u2019\u2013\ufb01\u1100"
UNUSUAL += "漢字、かเ\u06cc\u0640\u202e\U000e0020\u3164"
UNUSUAL += "\u1161\u11a8\uac00\u0958\u0344\u212b\u093c\u00b2\u00bd\u00e9👩❤🇩🇪"
unusual_characters = st.text(UNUSUAL, max_size=40)
any_characters = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)
texts = st.one_of(unusual_characters, any_characters)

SAME = [
    ("caf\u00e9", "cafe\u0301"),
    ("\u212bngstr\u00f6m", "A\u030angstro\u0308m"),
    ("각", "\u1100\u1161\u11a8"),
    ("“four” ‘percent’", "\"four\" 'percent'"),
    ("«quatre»", '"quatre"'),
    ("1914–18", "1914-18"),
    ("minus \u22125", "minus -5"),
    ("non\u2011stop", "non-stop"),
    ("gov\u00adern\u00adment", "government"),
    ("zero\u200bwidth\ufeff", "zerowidth"),
    ("12\u202f000", "12 000"),
    ("4\u00a0percent", "4 percent"),
    ("two  lines\r\n\tone", "two lines one"),
    ("o\ufb03ce \ufb01nds", "office finds"),
    ("and so on\u2026", "and so on..."),
    ("\u200fשלום\u200e", "שלום"),
    ("مي‌شود کتاب", "می‌شود كتاب"),
    ("محمــد", "محمد"),
    ("北京\n大学", "北京大学"),
    ("他说，\n  北京", "他说，北京"),
    ("9\ufe01,00\U000e01050", "9,000"),
]
DIFFERENT = [
    ("10\u00b2", "102"),
    ("\u00bd", "1/2"),
    ("H\u2082O", "H2O"),
    ("\u22125", "5"),
    ("70", "17"),
    ("May", "may"),
    ("5\u2032", "5\u2033"),
    ("cafe", "caf\u00e9"),
    ("№ 5", "No 5"),
    ("👩\u200d👧", "👩👧"),
    ("well being", "wellbeing"),
]


def normalize(text: str) -> str:
    return normalize_typography(text).text


@pytest.mark.parametrize(("text_a", "text_b"), SAME)
def test_texts_that_look_the_same_to_readers_are_the_same(text_a, text_b):
    assert normalize(text_a) == normalize(text_b)


@pytest.mark.parametrize(("text_a", "text_b"), DIFFERENT)
def test_differences_that_readers_notice_remain(text_a, text_b):
    assert normalize(text_a) != normalize(text_b)


@given(texts)
def test_normalizing_twice_changes_nothing_more(text):
    assert normalize(normalize(text)) == normalize(text)


@given(texts, st.data())
@pytest.mark.parametrize("chunk_length", [1, 4096])
def test_every_normalized_span_maps_back_to_its_original(chunk_length, text, data):
    with patch.object(normalization, "_CHUNK_LENGTH", chunk_length):
        normalized = normalize_typography(text)
        start = data.draw(st.integers(0, len(normalized.text)))
        end = data.draw(st.integers(start, len(normalized.text)))
        original = normalized.get_original_span(start, end)
    if original is None or start == end:
        return
    left, right = original
    # A joiner is kept because of the picture after it, and means nothing without that picture.
    if not text[left:right].rstrip("".join(normalization._INVISIBLE_CHARACTERS)).endswith("\u200d"):
        assert normalize(text[left:right]) == normalized.text[start:end]


@given(texts.filter(normalize))
def test_the_whole_text_maps_back_to_the_whole_original(text):
    normalized = normalize_typography(text)
    left, right = normalized.get_original_span(0, len(normalized.text))
    assert normalize(text[:left] + text[right:]) == ""


def test_half_a_ligature_has_no_original_span():
    assert normalize_typography("o\ufb03ce").get_original_span(0, 2) is None
    assert normalize_typography("o\ufb03ce").get_original_span(0, 4) == (0, 2)


def test_invisible_characters_at_the_edges_are_left_out():
    assert normalize_typography("a\u00ad\u00adb\u00ad").get_original_span(1, 2) == (3, 4)


@given(texts, texts, texts)
def test_searching_by_pattern_finds_the_same_as_by_normalizing(before, words, after):
    text, quote = before + words + after, normalize(words).strip()
    by_normalizing = (
        normalization._find_by_normalizing(normalize_typography(text), quote) if quote else []
    )
    matches = find_typographic_matches(text, words)
    assert select_whole(text, matches) == select_whole(text, by_normalizing)


def select_whole(text, spans):
    """Return the spans that cut no character; callers use only these."""
    return {span for span in spans if all(is_grapheme_boundary(text, edge) for edge in span)}


def test_each_place_with_the_same_words_is_found():
    text = '“So it is”, he said. "So  it\nis", she said. ‘So it is’, they said.'
    matches = find_typographic_matches(text, '"So it is"')
    assert [text[left:right] for left, right in matches] == ["“So it is”", '"So  it\nis"']


def test_no_words_match_nothing():
    assert list(find_typographic_matches("some text", "\u00ad \n")) == []
