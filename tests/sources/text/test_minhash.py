"""What two texts share is found, whatever they are; and a sketch misses no long passage."""

import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sources.text import minhash
from sources.text.minhash import SIZE, SURE, containment, resemblance, shared, sketch, words

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

few = st.text("ab 今.\u0301", max_size=80)
anything = st.text(max_size=120)
texts = st.one_of(few, anything)
# Words that differ, so that only what is put into both texts is shared.
vocabulary = st.lists(
    st.text("abcdefghij", min_size=3, max_size=8), min_size=SURE, max_size=60, unique=True
)


@given(texts, texts)
def test_both_measures_are_shares_and_ask_no_order(one, other):
    for measure in (resemblance, containment):
        assert 0 <= measure(one, other) == measure(other, one) <= 1


@given(texts, texts)
def test_nothing_is_contained_less_than_it_resembles(one, other):
    assert resemblance(one, other) <= containment(one, other)


@given(texts)
def test_a_text_is_a_copy_of_itself(text):
    assert resemblance(text, text) == (1 if words(text) else 0)


@given(texts, texts)
def test_a_shared_run_stands_in_both_texts_where_it_says(one, other):
    used = 0
    for run in sorted(shared(one, other), key=lambda run: run.one):
        mine, theirs = one[slice(*run.one)], other[slice(*run.other)]
        folded = [word.folded for word in words(mine)]
        assert folded == [word.folded for word in words(theirs)]
        assert len(folded) == run.words >= SIZE
        assert run.one[0] >= used
        used = run.one[1]


@given(vocabulary, st.data())
def test_a_long_passage_in_both_is_a_number_in_both_sketches(passage, data):
    around = st.lists(st.text("klmnop", min_size=1, max_size=5), max_size=40)
    one, other = (
        " ".join([*data.draw(around), *passage, *data.draw(around)]) for _ in ("one", "other")
    )
    assert set(sketch(one)) & set(sketch(other))


@given(texts)
def test_a_sketch_is_of_whole_numbers_that_a_column_holds(text):
    found = sketch(text)
    assert found == sorted(set(found))
    assert all(-(2**63) <= number < 2**63 for number in found)
    assert bool(found) == bool(words(text))


def test_a_sketch_is_the_same_in_another_process():
    """Python's own `hash` of a text is not."""
    ask = f"from sources.text.minhash import sketch; print(sketch({AGENCY!r}))"
    told = subprocess.run([sys.executable, "-c", ask], capture_output=True, text=True, check=True)
    assert told.stdout.strip() == str(sketch(AGENCY))


def test_a_sketch_is_a_small_part_of_a_text():
    text = " ".join(f"word{number}" for number in range(4000))
    assert len(sketch(text)) < 4000 / 6


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
def test_habits_of_spelling_do_not_count(rewritten):
    assert resemblance(AGENCY, rewritten) == 1


@pytest.mark.parametrize("spelt", ["re\u0301sume\u0301", "RÉSUMÉ", "résumé"])
def test_a_letter_and_its_mark_are_one_however_they_are_spelt(spelt):
    assert [word.folded for word in words(spelt)] == ["résumé"]


def test_an_excerpt_is_contained_and_does_not_resemble():
    excerpt = AGENCY.split(". ")[0]
    assert containment(excerpt, f"{OTHER} {AGENCY} {OTHER}") == 1
    assert resemblance(excerpt, f"{OTHER} {AGENCY} {OTHER}") < 0.4


def test_an_edited_copy_is_nearer_than_another_text():
    edited = AGENCY.replace("on Tuesday", "on the second day of the week").replace("milk", "cheese")
    assert containment(AGENCY, edited) > 0.5
    assert containment(AGENCY, OTHER) == 0


def test_a_text_without_spaces_is_compared_by_its_characters():
    edited = CHINESE.replace("周二", "星期二")
    assert 0.6 < resemblance(CHINESE, edited) < 1
    assert [word.folded for word in words("今天 is 好")] == ["今", "天", "is", "好"]


@pytest.mark.parametrize(("one", "other", "alike"), [("Yes.", "yes", 1), ("Yes.", "No.", 0)])
def test_a_text_shorter_than_a_shingle_is_one(one, other, alike):
    assert resemblance(one, other) == alike
    assert shared(one, other) == []


def test_the_longest_shared_words_come_first():
    one = f"{AGENCY} {OTHER[:60]}"
    other = f"{OTHER[:60]} and then {AGENCY}"
    first, second = shared(one, other)
    assert one[slice(*first.one)] == other[slice(*first.other)] == AGENCY[:-1]
    assert first.words > second.words


@pytest.mark.parametrize(
    "text", ["a " * 100_000, "今" * 100_000, "\u0301" * 100_000, "-" * 100_000]
)
def test_a_text_that_repeats_itself_is_one_number(text):
    assert len(sketch(text)) <= 1
    assert len(minhash.shingles(text)) <= 1
