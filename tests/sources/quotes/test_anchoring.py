"""A quote is found again where it is, in whole characters, and is never taken for other words."""

import pytest
import regex
from hypothesis import given, settings
from hypothesis import strategies as st

from sources.choices import Outcome
from sources.quotes import anchoring
from sources.quotes.anchoring import Found, Selector, describe, find, locate
from sources.text.normalization import fold

# Few characters, so that words stand in several places: letters with marks, decomposed Korean,
# flags and families of emoji, right-to-left letters with marks of direction, several spaces.
FEW = "ab. \n\u00a0\u00e9e\u0301\u0323\u00ad\u200b\u200d\ufe0f👩👧🇩🇪א\u05b8\u200f“'–\u2026"
FEW += "\ufb01\u1100\u1161"
few = st.text(FEW, max_size=60)
words = st.lists(st.sampled_from(["not ", "the ", "café ", "cafe\u0301 ", "4 ", "% ", "was.\n"]))
anything = st.text(st.characters(exclude_categories=["Cs"]), max_size=80)
texts = st.one_of(few, words.map("".join), anything)


@st.composite
def spanned(draw):
    """A text and one of its spans, empty ones too."""
    text = draw(texts)
    start = draw(st.integers(0, len(text)))
    return text, start, draw(st.integers(start, len(text)))


def boundaries(text: str) -> set[int]:
    return {0, *(cluster.end() for cluster in regex.finditer(r"\X", text))}


# ── describing and locating ─────────────────────────────────────────────────────────────────────
@given(spanned())
@settings(max_examples=500, deadline=None)
def test_what_is_described_is_located_where_it_was(case):
    text, start, end = case
    assert locate(text, describe(text, start, end)) == (start, end)


@given(spanned(), st.integers(1, 50))
def test_what_stands_many_times_is_located_where_it_was(case, times):
    text, start, end = case
    text, start, end = (
        text * times,
        start + len(text) * (times // 2),
        end + len(text) * (times // 2),
    )
    assert locate(text, describe(text, start, end)) == (start, end)


@given(spanned())
def test_a_description_reproduces_the_words_and_their_neighbours(case):
    text, start, end = case
    selector = describe(text, start, end)
    assert selector.exact == text[start:end]
    assert text[:start].endswith(selector.prefix)
    assert text[end:].startswith(selector.suffix)
    assert len(selector.prefix) <= 32 >= len(selector.suffix)


@given(spanned())
def test_the_context_is_not_cut_inside_a_character(case):
    text, start, end = case
    selector, edges = describe(text, start, end), boundaries(text)
    assert not selector.prefix or start - len(selector.prefix) in edges
    assert not selector.suffix or end + len(selector.suffix) in edges


@pytest.mark.parametrize(("start", "end"), [(-1, 2), (2, 1), (0, 5)])
def test_what_is_no_span_is_not_described(start, end):
    with pytest.raises(ValueError, match="no span of a text of 4 code points"):
        describe("text", start, end)


def test_offsets_are_code_points():
    # A case of Apache Annotator's (Apache-2.0): elsewhere the emoji counts as two.
    text = "l😃rem ipsum dolor amet yada yada"
    assert locate(text, describe(text, 12, 20)) == (12, 20)
    assert text[12:20] == "dolor am"


def test_a_position_without_words_is_the_position():
    assert locate("lorem", Selector("", start=1, end=3)) == (1, 3)
    assert locate("lorem", Selector("", start=1, end=9)) is None


def test_words_set_differently_are_located():
    assert locate("He said: “it  rose”.", Selector('"it rose"')) == (9, 19)


def test_words_in_several_places_are_not_located():
    assert locate("yada yada", Selector("yada")) is None


def test_words_in_several_places_are_located_by_their_context():
    # Cases of Apache Annotator's (Apache-2.0).
    text = "To annotate or not to annotate"
    assert locate(text, Selector("annotate")) is None
    assert locate(text, Selector("annotate", prefix="not to ")) == (22, 30)
    assert locate(text, Selector("annotate", suffix=" or")) == (3, 11)


# ── what became of it ───────────────────────────────────────────────────────────────────────────
@given(spanned(), texts, texts)
@settings(max_examples=500, deadline=None)
def test_what_is_found_is_what_the_outcome_says(case, before, after):
    text, start, end = case
    selector = describe(text, start, end)
    for new in (before + text + after, before + text[:start] + after + text[start:], before):
        check(new, selector, find(new, selector))


def check(text, selector, found: Found):
    said = text[found.start : found.end] if found.start is not None else None
    if found.outcome in (anchoring.EXACT, anchoring.MOVED):
        assert said == selector.exact
    elif found.outcome == anchoring.NORMALISED:
        assert said != selector.exact
        assert fold(said).text == fold(selector.exact).text.strip()
    elif found.outcome == anchoring.ALTERED:
        assert fold(said).text != fold(selector.exact).text.strip()
        assert 0 < found.likeness < 1
    else:
        assert said is None
    if found.outcome in (anchoring.NORMALISED, anchoring.ALTERED):
        assert {found.start, found.end} <= boundaries(text)
    assert bool(found.places) <= (found.outcome == anchoring.AMBIGUOUS)
    for left, right in found.places:
        assert fold(text[left:right]).text.strip() == fold(selector.exact).text.strip()


@given(spanned())
def test_in_an_unchanged_text_every_quote_is_exact(case):
    text, start, end = case
    if start < end:
        assert find(text, describe(text, start, end)) == Found("exact", start, end, 1.0)


@given(spanned(), st.data())
def test_only_the_body_is_searched(case, data):
    text, start, end = case
    cuts = sorted(data.draw(st.sets(st.integers(0, len(text)), max_size=6)))
    spans = list(zip(cuts[::2], cuts[1::2], strict=False))
    found = find(text, describe(text, start, end), spans)
    places = [*found.places, *([(found.start, found.end)] if found.start is not None else [])]
    for left, right in places:
        assert any(low <= left and right <= high for low, high in spans)


OLD = (
    "The minister spoke on Monday. Trade with the region rose by 70 percent in the year to March, "
    "the office said. Imports were flat. Nobody expected it, and nobody explained it."
)
QUOTE = "Trade with the region rose by 70 percent in the year to March, the office said."


def again(new: str, exact: str = QUOTE) -> tuple[str, str | None]:
    start = OLD.index(exact)
    found = find(new, describe(OLD, start, start + len(exact)))
    return found.outcome, None if found.start is None else new[found.start : found.end]


def test_words_that_stand_where_they_stood_are_exact():
    assert again("Updated. " + OLD) == ("exact", QUOTE)


def test_words_that_stand_elsewhere_have_moved():
    rest = OLD.replace(QUOTE + " ", "")
    assert again(rest + " " + QUOTE) == ("moved", QUOTE)


def test_without_a_length_words_in_other_company_have_moved():
    found = find(f"Before. {QUOTE} After.", Selector(QUOTE, "on Monday. ", " Imports were"))
    assert found.outcome == "moved"


def test_words_set_differently_are_normalised():
    new = OLD.replace("70 percent", "70\u00a0percent").replace("March,", "March\u200b,")
    outcome, words = again(new)
    assert outcome == "normalised"
    assert words == new[30 : 30 + len(QUOTE) + 1]


@pytest.mark.parametrize(
    "change",
    [
        ("70 percent", "17 percent"),
        ("rose", "did not rise"),
        ("70 percent", "70 points"),
        ("the year to March", "the year to May"),
        ("Trade with the region", "Trade with the whole region and its neighbours"),
        ("Trade", "trade"),
    ],
)
def test_changed_words_are_altered_and_never_the_same(change):
    new = OLD.replace(*change)
    assert again(new) == ("altered", QUOTE.replace(*change))


@pytest.mark.parametrize(
    ("exact", "now"),
    [
        ("70 percent", "17 percent"),
        ("rose", "did not rise"),
        ("March", "May"),
        ("the office", "the ministry"),
    ],
)
def test_inside_a_sentence_what_stands_between_its_neighbours_is_the_quote_altered(exact, now):
    assert again(OLD.replace(exact, now), exact) == ("altered", now)


def test_a_quote_whose_sentence_is_gone_is_missing():
    assert again(OLD.replace(QUOTE, "")) == ("missing", None)


def test_another_sentence_on_the_subject_is_not_the_quote():
    other = "The office said that imports from the region fell for the second year."
    assert again(OLD.replace(QUOTE, other)) == ("missing", None)


def test_no_words_are_missing():
    assert find("text", Selector("")) == Found("missing")


def test_words_in_several_places_are_ambiguous():
    new = f"One said: {QUOTE} Another said: {QUOTE} A third said nothing."
    outcome, words = again(new)
    assert (outcome, words) == ("ambiguous", None)
    start = OLD.index(QUOTE)
    places = find(new, describe(OLD, start, start + len(QUOTE))).places
    assert [new[left:right] for left, right in places] == [QUOTE, QUOTE]


def test_the_context_decides_between_several_places():
    new = f"{OLD}\n\nThe table says it in figures. In short: {QUOTE}"
    start = OLD.index(QUOTE)
    found = find(new, describe(OLD, start, start + len(QUOTE)))
    assert (found.outcome, found.start) == ("exact", start)


def test_few_words_in_other_company_are_not_taken_for_the_quote():
    assert again("Exports rose too, to 70 percent of the total.", "70 percent") == (
        "ambiguous",
        None,
    )


def test_an_accent_added_is_not_the_very_word():
    new = "Le petit cafe\u0301 du coin de la rue est ferme."
    found = find(new, describe(new.replace("\u0301", ""), 9, 13))
    assert (found.outcome, new[found.start : found.end]) == ("altered", "cafe\u0301")


def test_a_half_of_a_flag_is_not_found():
    assert find("🇫🇷🇩🇪", Selector("🇷🇩")).start is None


def test_superscripts_are_not_digits():
    assert find("It grew to 10² m.", Selector("It grew to 102 m.")).outcome == "altered"


def test_a_quote_of_a_hundred_thousand_places_is_ambiguous():
    found = find("yada " * 100_000, Selector("yada yada"))
    assert found.outcome == "ambiguous"
    assert len(found.places) == anchoring.MANY


def test_too_long_a_quote_is_missing_when_it_was_edited():
    text = "All work and no play. " * 2000
    assert find(text, Selector(text.replace("no", "some"))).outcome == "missing"


def test_right_to_left_words_are_found_with_other_marks_of_direction():
    found = find("\u200fהמחיר עלה ב-70 אחוז\u200f השנה.", Selector("המחיר\u00a0עלה ב\u201370 אחוז"))
    assert (found.outcome, found.start, found.end) == ("normalised", 1, 20)


def test_the_outcomes_are_those_of_the_vocabulary():
    ours = ("EXACT", "NORMALISED", "MOVED", "ALTERED", "AMBIGUOUS", "MISSING")
    assert {name: getattr(anchoring, name) for name in ours} | {"UNREACHABLE": "unreachable"} == {
        one.name: one.value for one in Outcome
    }
