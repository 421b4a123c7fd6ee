"""What two texts share is found, whatever they are; a fingerprint misses no long passage."""

import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sources.text.fingerprints import (
    GUARANTEED_LENGTH,
    SHINGLE_SIZE,
    compute_containment,
    compute_fingerprint,
    compute_resemblance,
    find_shared_runs,
    get_shingles,
    split_words,
)

AGENCY = (
    "The ministry said on Tuesday that exports to the neighbouring country had fallen by a third "
    "since the border was closed, and that it expected no change before the end of the year. "
    "Farmers in the east, who sell most of their milk abroad, asked for help at once."
)
OTHER = (
    "A museum in the old town opened its doors again after two years of repairs. Visitors came "
    "from all over the region to see the paintings, and the queue reached the river by noon."
)
CHINESE = (
    "外交部发言人周二表示，自边境关闭以来，对邻国的出口下降了三分之一，预计年底前不会有任何变化。"
)

few_characters = st.text("ab 今.\u0301", max_size=80)
any_characters = st.text(max_size=120)
texts = st.one_of(few_characters, any_characters)
# Distinct words, so that the two texts share only what is put into both.
vocabulary = st.lists(
    st.text("abcdefghij", min_size=3, max_size=8),
    min_size=GUARANTEED_LENGTH,
    max_size=60,
    unique=True,
)


def fold_words(text: str) -> list[str]:
    return [word.folded for word in split_words(text)]


@given(texts, texts)
def test_both_measures_are_shares_and_symmetric(text_a, text_b):
    for measure in (compute_resemblance, compute_containment):
        assert 0 <= measure(text_a, text_b) == measure(text_b, text_a) <= 1


@given(texts, texts)
def test_containment_is_at_least_resemblance(text_a, text_b):
    assert compute_resemblance(text_a, text_b) <= compute_containment(text_a, text_b)


@given(texts)
def test_a_text_resembles_itself_completely(text):
    assert compute_resemblance(text, text) == (1 if split_words(text) else 0)


@given(texts, texts)
def test_a_shared_run_has_the_same_words_at_both_spans(text_a, text_b):
    last_end = 0
    for run in sorted(find_shared_runs(text_a, text_b), key=lambda run: run.span_a):
        words = fold_words(text_a[slice(*run.span_a)])
        assert words == fold_words(text_b[slice(*run.span_b)])
        assert len(words) == run.word_count >= SHINGLE_SIZE
        assert run.span_a[0] >= last_end
        last_end = run.span_a[1]


@given(vocabulary, st.data())
def test_a_long_passage_in_both_texts_gives_them_a_common_hash(passage, data):
    around = st.lists(st.text("klmnop", min_size=1, max_size=5), max_size=40)
    text_a, text_b = (
        " ".join([*data.draw(around), *passage, *data.draw(around)]) for _ in range(2)
    )
    assert set(compute_fingerprint(text_a)) & set(compute_fingerprint(text_b))


@given(texts)
def test_a_fingerprint_consists_of_distinct_numbers_that_fit_the_column(text):
    fingerprint = compute_fingerprint(text)
    assert fingerprint == sorted(set(fingerprint))
    assert all(-(2**63) <= number < 2**63 for number in fingerprint)
    assert bool(fingerprint) == bool(split_words(text))


def test_a_fingerprint_is_the_same_in_another_process():
    """Python's own `hash` of a text is not."""
    code = (
        "from sources.text.fingerprints import compute_fingerprint; "
        f"print(compute_fingerprint({AGENCY!r}))"
    )
    process = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    assert process.stdout.strip() == str(compute_fingerprint(AGENCY))


def test_a_fingerprint_is_a_small_part_of_a_text():
    text = " ".join(f"word{number}" for number in range(4000))
    assert len(compute_fingerprint(text)) < 4000 / 6


@pytest.mark.parametrize(
    "rewritten",
    [
        AGENCY.upper(),
        AGENCY.replace(" ", "\u00a0\n"),
        AGENCY.replace(",", " –").replace(".", "…"),
        f"“{AGENCY}”",
    ],
    ids=["case", "white space", "punctuation", "quotation marks"],
)
def test_case_and_punctuation_do_not_count(rewritten):
    assert compute_resemblance(AGENCY, rewritten) == 1


@pytest.mark.parametrize("spelling", ["re\u0301sume\u0301", "RÉSUMÉ", "résumé"])
def test_a_letter_and_its_mark_are_one_however_they_are_encoded(spelling):
    assert fold_words(spelling) == ["résumé"]


def test_an_excerpt_is_contained_and_does_not_resemble():
    excerpt = AGENCY.split(". ")[0]
    assert compute_containment(excerpt, f"{OTHER} {AGENCY} {OTHER}") == 1
    assert compute_resemblance(excerpt, f"{OTHER} {AGENCY} {OTHER}") < 0.4


def test_an_edited_copy_is_closer_than_another_text():
    edited = AGENCY.replace("on Tuesday", "on the second day of the week").replace("milk", "cheese")
    assert compute_containment(AGENCY, edited) > 0.5
    assert compute_containment(AGENCY, OTHER) == 0


def test_a_text_without_spaces_is_compared_by_its_characters():
    edited = CHINESE.replace("周二", "星期二")
    assert 0.6 < compute_resemblance(CHINESE, edited) < 1
    assert fold_words("今天 is 好") == ["今", "天", "is", "好"]


@pytest.mark.parametrize(
    ("text_a", "text_b", "resemblance"), [("Yes.", "yes", 1), ("Yes.", "No.", 0)]
)
def test_a_text_shorter_than_a_shingle_is_one_shingle(text_a, text_b, resemblance):
    assert compute_resemblance(text_a, text_b) == resemblance
    assert find_shared_runs(text_a, text_b) == []


def test_the_longest_shared_run_comes_first():
    text_a = f"{AGENCY} {OTHER[:60]}"
    text_b = f"{OTHER[:60]} and then {AGENCY}"
    first, second = find_shared_runs(text_a, text_b)
    assert text_a[slice(*first.span_a)] == text_b[slice(*first.span_b)] == AGENCY[:-1]
    assert first.word_count > second.word_count


@pytest.mark.parametrize(
    "text", ["a " * 100_000, "今" * 100_000, "\u0301" * 100_000, "-" * 100_000]
)
def test_a_text_that_repeats_one_word_has_one_hash_at_most(text):
    assert len(compute_fingerprint(text)) <= 1
    assert len(get_shingles(text)) <= 1
