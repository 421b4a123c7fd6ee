"""A material change is never called immaterial, and few immaterial ones are called material."""

import random
import unicodedata
from pathlib import Path

import pytest
import yaml
from hypothesis import assume, given
from hypothesis import strategies as st

from sources.comparison import Reason, compare_wordings
from sources.languages import LEXICONS

REWORDINGS = yaml.safe_load((Path(__file__).parent / "rewordings.yaml").read_text())
LANGUAGES = ["", "xx", *LEXICONS]
ANY_KIND = ("words", "case", "various")  # for these, any kind of reason will do


def list_rewordings(part: str) -> list:
    return [
        pytest.param(language, kind, pair["old"], pair["new"], id=f"{language}-{kind}-{number}")
        for language, groups in REWORDINGS[part].items()
        for kind, pairs in groups.items()
        for number, pair in enumerate(pairs, 1)
    ]


MATERIAL, IMMATERIAL = list_rewordings("material"), list_rewordings("immaterial")


def test_there_are_enough_rewordings():
    assert min(len(MATERIAL), len(IMMATERIAL)) >= 150
    assert set(REWORDINGS["material"]) == set(REWORDINGS["immaterial"]) <= set(LEXICONS)


@pytest.mark.parametrize(("language", "kind", "old", "new"), MATERIAL)
def test_a_material_change_is_recognised_with_its_reason(language, kind, old, new):
    comparison = compare_wordings(old, new, language)
    assert comparison.is_material
    assert kind in ANY_KIND or kind in {reason.kind for reason in comparison.reasons}


@pytest.mark.parametrize(("language", "kind", "old", "new"), MATERIAL)
def test_a_material_change_is_recognised_in_an_unknown_language(language, kind, old, new):
    assert compare_wordings(old, new).is_material
    assert compare_wordings(old, new, "xx").is_material


@pytest.mark.parametrize(("language", "kind", "old", "new"), IMMATERIAL)
def test_an_immaterial_change_has_no_reasons(language, kind, old, new):
    assert old != new
    assert compare_wordings(old, new, language).reasons == ()


def test_without_a_language_at_most_one_immaterial_change_in_ten_is_called_material():
    errors = [case for case in IMMATERIAL if compare_wordings(*case.values[2:]).is_material]
    assert len(errors) <= len(IMMATERIAL) / 10


def test_seventy_and_seventeen_differ_however_similar_they_are():
    comparison = compare_wordings("Approximately 70 percent", "Approximately 17 percent", "en-GB")
    assert comparison.reasons == (Reason("number", "70", "17"),)
    assert [(segment.kind, segment.text) for segment in comparison.diff] == [
        ("same", "Approximately "),
        ("removed", "70"),
        ("added", "17"),
        ("same", " percent"),
    ]


def test_the_reason_for_a_changed_number_has_all_its_words():
    assert compare_wordings("a loan of $5 million", "a loan of $5bn", "en").reasons == (
        Reason("number", "5 million", "5bn"),
    )


def test_the_reason_for_an_added_negation_has_the_word_that_contains_it():
    assert compare_wordings("Minsk has interfered", "Minsk hasn't interfered", "en").reasons == (
        Reason("negation", "", "hasn't"),
    )


def test_names_that_change_places_are_a_change_of_order():
    old, new = "Russia attacked Ukraine.", "Ukraine attacked Russia."
    assert compare_wordings(old, new, "en").reasons == (
        Reason("order", "Russia attacked Ukraine", "Ukraine attacked Russia"),
    )


def test_each_of_several_changes_is_a_reason():
    comparison = compare_wordings("Some may leave in June", "All must leave in July", "en")
    assert {reason.kind for reason in comparison.reasons} == {"quantifier", "modality", "date"}


def test_the_region_of_a_language_tag_is_ignored():
    assert not compare_wordings("1.500 Männer", "1500 Männer", "de-AT").is_material


texts = st.text(max_size=60) | st.text("ab 1,.5-–'’’Mmay not İßёéﬁ\u0301\u00ad\n", max_size=40)
languages = st.sampled_from(LANGUAGES)
seeds = st.integers(0, 2**32)


@given(texts, languages)
def test_a_wording_says_the_same_as_itself(text, language):
    assert not compare_wordings(text, text, language).is_material
    decomposed = unicodedata.normalize("NFD", text)
    assert not compare_wordings(text, decomposed, language).is_material


@given(texts, texts, languages)
def test_the_order_of_the_two_wordings_does_not_matter(old, new, language):
    forward, backward = compare_wordings(old, new, language), compare_wordings(new, old, language)
    assert forward.is_material == backward.is_material


@given(texts, texts, languages)
def test_both_wordings_can_be_restored_from_the_diff(old, new, language):
    diff = compare_wordings(old, new, language).diff
    for text, excluded in ((old, "added"), (new, "removed")):
        restored = " ".join(segment.text for segment in diff if segment.kind != excluded)
        assert "".join(restored.split()) == "".join(text.split())


sentences = st.sampled_from([case.values[2] for case in MATERIAL])


@given(texts.filter(lambda text: any(map(str.isdecimal, text))) | sentences, languages, seeds)
def test_a_changed_digit_is_always_material(text, language, seed):
    rng = random.Random(seed)  # noqa: S311 - no secret
    offsets = [i for i, character in enumerate(text) if character.isdecimal()]
    assume(offsets)
    offset = rng.choice(offsets)
    digit = rng.choice([digit for digit in "0123456789" if int(digit) != int(text[offset])])
    changed = text[:offset] + digit + text[offset + 1 :]
    assert compare_wordings(text, changed, language).is_material


NEGATIONS = ["not", "never", "no", "nicht", "kein", "pas", "jamais", "nie", "не", "ніколи", "нет"]


@given(sentences, st.sampled_from(NEGATIONS), languages, seeds)
def test_an_added_negation_is_material_in_any_place(text, negation, language, seed):
    words = text.split()
    words.insert(random.Random(seed).randint(0, len(words)), negation)  # noqa: S311 - no secret
    assert compare_wordings(text, " ".join(words), language).is_material


# “50 US dollars” are 50 dollars, “5 millions de dollars” 5 millions $, “a hundred and one” is 101.
SAME_WITHOUT = ("US", "de", "di", "and")


@given(sentences, languages, seeds)
def test_a_removed_word_is_material(text, language, seed):
    words = text.split()
    removed = words.pop(random.Random(seed).randrange(len(words)))  # noqa: S311 - no secret
    assume(any(map(str.isalnum, removed)) and removed not in SAME_WITHOUT)
    assert compare_wordings(text, " ".join(words), language).is_material
