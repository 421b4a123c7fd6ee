"""What is the same to a reader folds to the same, and every fold leads back."""

from unittest.mock import patch

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sources.text import normalization
from sources.text.graphemes import is_boundary
from sources.text.normalization import alike, fold

ODD = "ab1 .\n\u00a0\u0301\u0323\u00ad\u200b\u200d\ufe0f\u2026\u201c\u2019\u2013\ufb01\u1100\u1161"
ODD += "\u11a8\uac00\u0958\u0344\u212b\u093c\u00b2\u00bd\u00e9👩❤🇩🇪"
odd = st.text(ODD, max_size=40)
anything = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)
texts = st.one_of(odd, anything)

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


@pytest.mark.parametrize(("one", "other"), SAME)
def test_what_a_reader_cannot_tell_apart_is_the_same(one, other):
    assert fold(one).text == fold(other).text


@pytest.mark.parametrize(("one", "other"), DIFFERENT)
def test_what_a_reader_can_tell_apart_stays_apart(one, other):
    assert fold(one).text != fold(other).text


@given(texts)
def test_folding_twice_folds_no_further(text):
    assert fold(fold(text).text).text == fold(text).text


@given(texts, st.data())
@pytest.mark.parametrize("stretch", [1, 4096])
def test_every_folded_span_leads_back_to_what_was_folded(stretch, text, data):
    with patch.object(normalization, "_STRETCH", stretch):
        folded = fold(text)
        start = data.draw(st.integers(0, len(folded.text)))
        end = data.draw(st.integers(start, len(folded.text)))
        origin = folded.origin(start, end)
    if origin is None or start == end:
        return
    left, right = origin
    # A joiner is kept for the picture behind it, and is nothing without that picture.
    if not text[left:right].rstrip(normalization._UNSEEN).endswith("\u200d"):
        assert fold(text[left:right]).text == folded.text[start:end]


@given(texts.filter(lambda text: fold(text).text))
def test_the_whole_leads_back_to_the_whole(text):
    left, right = fold(text).origin(0, len(fold(text).text))
    assert fold(text[:left] + text[right:]).text == ""


def test_half_a_ligature_leads_nowhere():
    assert fold("o\ufb03ce").origin(0, 2) is None
    assert fold("o\ufb03ce").origin(0, 4) == (0, 2)


def test_unseen_characters_at_the_edges_are_left_outside():
    assert fold("a\u00ad\u00adb\u00ad").origin(1, 2) == (3, 4)


@given(texts, texts, texts)
def test_words_are_found_by_pattern_exactly_where_folding_finds_them(before, words, after):
    text, quote = before + words + after, fold(words).text.strip()
    by_folding = normalization._in_folded(fold(text), quote) if quote else []
    assert whole(text, alike(text, words)) == whole(text, by_folding)


def whole(text, spans):
    """The spans that cut no character, as whoever asks for them takes them."""
    return {span for span in spans if all(is_boundary(text, edge) for edge in span)}


def test_each_place_that_reads_alike_is_found():
    text = '“So it is”, he said. "So  it\nis", she said. ‘So it is’, they said.'
    found = [text[left:right] for left, right in alike(text, '"So it is"')]
    assert found == ["“So it is”", '"So  it\nis"']


def test_nothing_reads_like_no_words():
    assert list(alike("some text", "\u00ad \n")) == []
