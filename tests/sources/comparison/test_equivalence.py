"""A change that matters is never called immaterial, and few that do not matter raise the alarm."""

import random
import unicodedata
from pathlib import Path

import pytest
import yaml
from hypothesis import assume
from hypothesis import given as holds_for
from hypothesis import strategies as st

from sources.comparison import Reason, compare
from sources.languages import LEXICONS

BATTERY = yaml.safe_load((Path(__file__).parent / "rewordings.yaml").read_text())
LANGUAGES = ["", "xx", *LEXICONS]
ANY_KIND = ("words", "case", "various")  # any reason will do


def listed(part: str) -> list:
    return [
        pytest.param(language, kind, pair["old"], pair["new"], id=f"{language}-{kind}-{number}")
        for language, groups in BATTERY[part].items()
        for kind, pairs in groups.items()
        for number, pair in enumerate(pairs, 1)
    ]


MATERIAL, IMMATERIAL = listed("material"), listed("immaterial")


def test_the_battery_is_large_enough():
    assert min(len(MATERIAL), len(IMMATERIAL)) >= 150
    assert set(BATTERY["material"]) == set(BATTERY["immaterial"]) == set(LEXICONS)


@pytest.mark.parametrize(("language", "kind", "old", "new"), MATERIAL)
def test_what_matters_raises_the_alarm_and_says_why(language, kind, old, new):
    found = compare(old, new, language)
    assert found.material
    assert kind in ANY_KIND or kind in {reason.kind for reason in found.reasons}


@pytest.mark.parametrize(("language", "kind", "old", "new"), MATERIAL)
def test_what_matters_raises_the_alarm_in_an_unknown_language_too(language, kind, old, new):
    assert compare(old, new).material
    assert compare(old, new, "xx").material


@pytest.mark.parametrize(("language", "kind", "old", "new"), IMMATERIAL)
def test_what_does_not_matter_raises_none(language, kind, old, new):
    assert old != new
    assert compare(old, new, language).reasons == ()


def test_without_a_language_one_immaterial_change_in_ten_at_most_raises_the_alarm():
    alarms = [case for case in IMMATERIAL if compare(*case.values[2:]).material]
    assert len(alarms) <= len(IMMATERIAL) / 10


def test_seventy_to_seventeen_is_an_alarm_and_no_likeness():
    found = compare("Approximately 70 percent", "Approximately 17 percent", "en-GB")
    assert found.reasons == (Reason("number", "70", "17"),)
    assert [(one.kind, one.text) for one in found.pieces] == [
        ("same", "Approximately "),
        ("gone", "70"),
        ("new", "17"),
        ("same", " percent"),
    ]


def test_a_number_is_said_with_its_words():
    assert compare("a loan of $5 million", "a loan of $5bn", "en").reasons == (
        Reason("number", "5 million", "5bn"),
    )


def test_an_added_negation_is_said_with_the_word_that_holds_it():
    assert compare("Minsk has interfered", "Minsk hasn't interfered", "en").reasons == (
        Reason("negation", "", "hasn't"),
    )


def test_names_that_change_places_are_a_change_of_order():
    assert compare("Russia attacked Ukraine.", "Ukraine attacked Russia.", "en").reasons == (
        Reason("order", "Russia attacked Ukraine", "Ukraine attacked Russia"),
    )


def test_every_change_of_several_is_a_reason():
    found = compare("Some may leave in June", "All must leave in July", "en")
    assert {one.kind for one in found.reasons} == {"quantifier", "modality", "date"}


def test_the_region_of_a_language_does_not_count():
    assert not compare("1.500 Männer", "1500 Männer", "de-AT").material


texts = st.text(max_size=60) | st.text("ab 1,.5-–'’’Mmay not İßёéﬁ\u0301\u00ad\n", max_size=40)
languages = st.sampled_from(LANGUAGES)
seeds = st.integers(0, 2**32)


@holds_for(texts, languages)
def test_a_wording_says_the_same_as_itself(text, language):
    assert not compare(text, text, language).material
    assert not compare(text, unicodedata.normalize("NFD", text), language).material


@holds_for(texts, texts, languages)
def test_which_of_two_is_the_old_one_does_not_decide(old, new, language):
    assert compare(old, new, language).material == compare(new, old, language).material


@holds_for(texts, texts, languages)
def test_both_wordings_can_be_read_off_the_pieces(old, new, language):
    pieces = compare(old, new, language).pieces
    for text, other in ((old, "new"), (new, "gone")):
        kept = " ".join(piece.text for piece in pieces if piece.kind != other)
        assert "".join(kept.split()) == "".join(text.split())


sentences = st.sampled_from([case.values[2] for case in MATERIAL])


@holds_for(texts.filter(lambda text: any(map(str.isdecimal, text))) | sentences, languages, seeds)
def test_another_digit_always_matters(text, language, seed):
    chance = random.Random(seed)  # noqa: S311 - no secret
    places = [at for at, one in enumerate(text) if one.isdecimal()]
    assume(places)
    at = chance.choice(places)
    digit = chance.choice([one for one in "0123456789" if int(one) != int(text[at])])
    assert compare(text, text[:at] + digit + text[at + 1 :], language).material


NEGATIONS = ["not", "never", "no", "nicht", "kein", "pas", "jamais", "nie", "не", "ніколи", "нет"]


@holds_for(sentences, st.sampled_from(NEGATIONS), languages, seeds)
def test_a_negation_put_anywhere_matters(text, word, language, seed):
    words = text.split()
    words.insert(random.Random(seed).randint(0, len(words)), word)  # noqa: S311 - no secret
    assert compare(text, " ".join(words), language).material


@holds_for(sentences, languages, seeds)
def test_a_word_left_out_matters(text, language, seed):
    words = text.split()
    gone = words.pop(random.Random(seed).randrange(len(words)))  # noqa: S311 - no secret
    assume(any(map(str.isalnum, gone)))
    assert compare(text, " ".join(words), language).material
