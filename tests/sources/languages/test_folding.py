"""Optional signs of Arabic, Hebrew and Indic scripts mean nothing; contradicting ones do."""

import pytest

from sources.comparison import compare_wordings
from sources.languages.folding import are_compatible, fold_word


@pytest.mark.parametrize(
    ("word", "other"),
    [
        ("كَتَبَ", "كتب"),
        ("كَتب", "كتَب"),
        ("مدرّسة", "مدرسة"),
        ("أحمد", "احمد"),
        ("إسلام", "اسلام"),
        ("آخر", "اخر"),
        ("مسؤول", "مسئول"),
        ("شؤون", "شئون"),
        ("ایران", "ايران"),
        ("کتاب", "كتاب"),
        ("שָׁלוֹם", "שלום"),
        ("हिन्दी", "हिंदी"),
        ("अन्तर", "अंतर"),
        ("सम्बन्ध", "संबंध"),
        ("पाँच", "पांच"),
        ("ज़रूर", "जरूर"),
        ("\u095b", "ज\u093c"),
        ("पढ़ना", "पढना"),
        ("পড়া", "পড\u09bcা"),
    ],
)
def test_another_spelling_of_a_word_is_compatible(word, other):
    folded, other_folded = fold_word(word), fold_word(other)
    assert folded.base == other_folded.base
    assert are_compatible(folded.marks, other_folded.marks)
    assert are_compatible(other_folded.marks, folded.marks)
    assert not compare_wordings(word, other).is_material


@pytest.mark.parametrize(
    ("word", "other"),
    [
        ("كَتَبَ", "كُتِبَ"),
        ("على", "علي"),
        ("أعلام", "إعلام"),
        ("مدرسة", "مدرسه"),
        ("كتاب", "كتب"),
        ("שָׁלוֹם", "שִׁלוֹם"),
        ("हिंदी", "हिदी"),
        ("पान", "पाप"),
        ("कन्या", "कंया"),
    ],
)
def test_another_word_is_not(word, other):
    folded, other_folded = fold_word(word), fold_word(other)
    is_same = folded.base == other_folded.base
    assert not (is_same and are_compatible(folded.marks, other_folded.marks))
    assert compare_wordings(word, other).is_material


def test_words_of_other_scripts_are_left_alone():
    for word in ("word", "Straße", "Лукашенко", "北京", "e\u0301", "각"):
        assert fold_word(word) == (word, ())
