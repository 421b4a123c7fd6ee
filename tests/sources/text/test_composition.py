"""Letters are composed as Unicode says, and endless runs of marks take no time."""

import time
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sources.text.composition import normalize_form

FORMS = ("NFC", "NFD", "NFKC")


@given(st.text("e\u0301\u0327\u0651\u064eé가ᄀ\u1161ﬁ ", max_size=25), st.sampled_from(FORMS))
def test_ordinary_text_is_composed_as_unicode_says(text, form):
    long_text = f"{text}a" * 30 + "." * 1001
    assert normalize_form(form, long_text) == unicodedata.normalize(form, long_text)


@pytest.mark.parametrize("form", FORMS)
def test_letters_around_an_endless_run_of_marks_are_composed(form):
    text = f"cafe\u0301 {'x' * 1000}" + "\u0651\u064e" * 40 + "cafe\u0301"
    composed = normalize_form(form, text)
    assert composed.startswith(unicodedata.normalize(form, "cafe\u0301 "))
    assert composed.endswith(unicodedata.normalize(form, "cafe\u0301"))
    assert sorted(composed) == sorted(unicodedata.normalize(form, text))


@pytest.mark.parametrize("form", FORMS)
def test_endless_runs_of_marks_take_no_second(form):
    start = time.process_time()
    normalize_form(form, "\u0651\u064e" * 500_000)  # minutes, if they were sorted in one run
    assert time.process_time() - start < 5
