"""A quote is found again where it is, in whole characters, and other words never count as it."""

import pytest
import regex
from hypothesis import given, settings
from hypothesis import strategies as st

from sources.choices import QuoteCheckOutcome
from sources.quotes import anchoring
from sources.quotes.anchoring import QuoteMatch, find_quote, locate_selector
from sources.quotes.selectors import Selector, create_selector
from sources.text.normalization import normalize_typography

# Few characters, so that words occur several times: letters with marks, decomposed Korean, flags
# and families of emoji, right-to-left letters with direction marks, several kinds of space.
FEW = "ab. \n\u00a0\u00e9e\u0301\u0323\u00ad\u200b\u200d\ufe0f👩👧🇩🇪א\u05b8\u200f“'–\u2026"
FEW += "\ufb01\u1100\u1161"
few_characters = st.text(FEW, max_size=60)
words = st.lists(st.sampled_from(["not ", "the ", "café ", "cafe\u0301 ", "4 ", "% ", "was.\n"]))
any_characters = st.text(st.characters(exclude_categories=["Cs"]), max_size=80)
texts = st.one_of(few_characters, words.map("".join), any_characters)


@st.composite
def texts_with_span(draw):
    """A text and one of its spans, which may be empty."""
    text = draw(texts)
    start = draw(st.integers(0, len(text)))
    return text, start, draw(st.integers(start, len(text)))


def list_boundaries(text: str) -> set[int]:
    return {0, *(cluster.end() for cluster in regex.finditer(r"\X", text))}


def normalize(text: str) -> str:
    return normalize_typography(text).text


# ── creating and locating selectors ─────────────────────────────────────────────────────────────
@given(texts_with_span())
@settings(max_examples=500, deadline=None)
def test_a_selector_is_located_where_it_was_created(text_with_span):
    text, start, end = text_with_span
    assert locate_selector(text, create_selector(text, start, end)) == (start, end)


@given(texts_with_span(), st.integers(1, 50))
def test_words_that_occur_many_times_are_located_where_they_were(text_with_span, times):
    text, start, end = text_with_span
    offset = len(text) * (times // 2)
    selector = create_selector(text * times, start + offset, end + offset)
    assert locate_selector(text * times, selector) == (start + offset, end + offset)


@given(texts_with_span())
def test_a_selector_has_the_words_and_their_context(text_with_span):
    text, start, end = text_with_span
    selector = create_selector(text, start, end)
    assert selector.exact == text[start:end]
    assert text[:start].endswith(selector.prefix)
    assert text[end:].startswith(selector.suffix)
    assert len(selector.prefix) <= 32 >= len(selector.suffix)


@given(texts_with_span())
def test_the_context_is_not_cut_inside_a_character(text_with_span):
    text, start, end = text_with_span
    selector, boundaries = create_selector(text, start, end), list_boundaries(text)
    assert not selector.prefix or start - len(selector.prefix) in boundaries
    assert not selector.suffix or end + len(selector.suffix) in boundaries


@pytest.mark.parametrize(("start", "end"), [(-1, 2), (2, 1), (0, 5)])
def test_a_selector_of_offsets_that_are_no_span_is_refused(start, end):
    with pytest.raises(ValueError, match="not a span of a text of 4 code points"):
        create_selector("text", start, end)


def test_offsets_are_code_points():
    # A case of Apache Annotator's (Apache-2.0): there the emoji counts as two.
    text = "l😃rem ipsum dolor amet yada yada"
    assert locate_selector(text, create_selector(text, 12, 20)) == (12, 20)
    assert text[12:20] == "dolor am"


def test_a_selector_without_words_is_its_position():
    assert locate_selector("lorem", Selector("", start=1, end=3)) == (1, 3)
    assert locate_selector("lorem", Selector("", start=1, end=9)) is None


def test_words_in_other_typography_are_located():
    assert locate_selector("He said: “it  rose”.", Selector('"it rose"')) == (9, 19)


def test_words_in_several_places_are_not_located():
    assert locate_selector("yada yada", Selector("yada")) is None


def test_words_in_several_places_are_located_by_their_context():
    # Cases of Apache Annotator's (Apache-2.0).
    text = "To annotate or not to annotate"
    assert locate_selector(text, Selector("annotate")) is None
    assert locate_selector(text, Selector("annotate", prefix="not to ")) == (22, 30)
    assert locate_selector(text, Selector("annotate", suffix=" or")) == (3, 11)


# ── finding out what became of a quote ──────────────────────────────────────────────────────────
@given(texts_with_span(), texts, texts)
@settings(max_examples=500, deadline=None)
def test_the_words_found_agree_with_the_outcome(text_with_span, before, after):
    text, start, end = text_with_span
    selector = create_selector(text, start, end)
    for new in (before + text + after, before + text[:start] + after + text[start:], before):
        check_match(new, selector, find_quote(new, selector))


def check_match(text, selector, match: QuoteMatch):
    found = text[match.start : match.end] if match.start is not None else None
    if match.outcome in (anchoring.EXACT, anchoring.MOVED):
        assert found == selector.exact
    elif match.outcome == anchoring.NORMALISED:
        assert found != selector.exact
        assert normalize(found) == normalize(selector.exact).strip()
    elif match.outcome == anchoring.ALTERED:
        assert normalize(found) != normalize(selector.exact).strip()
        assert 0 < match.similarity < 1
    else:
        assert found is None
    if match.outcome in (anchoring.NORMALISED, anchoring.ALTERED):
        assert {match.start, match.end} <= list_boundaries(text)
    assert bool(match.candidates) <= (match.outcome == anchoring.AMBIGUOUS)
    for left, right in match.candidates:
        assert normalize(text[left:right]).strip() == normalize(selector.exact).strip()


@given(texts_with_span())
def test_in_an_unchanged_text_every_quote_is_exact(text_with_span):
    text, start, end = text_with_span
    if start < end:
        match = find_quote(text, create_selector(text, start, end))
        assert match == QuoteMatch("exact", start, end, 1.0)


@given(texts_with_span(), st.data())
def test_only_the_given_spans_are_searched(text_with_span, data):
    text, start, end = text_with_span
    cuts = sorted(data.draw(st.sets(st.integers(0, len(text)), max_size=6)))
    spans = list(zip(cuts[::2], cuts[1::2], strict=False))
    match = find_quote(text, create_selector(text, start, end), spans)
    found = [(match.start, match.end)] if match.start is not None else []
    for left, right in [*match.candidates, *found]:
        assert any(low <= left and right <= high for low, high in spans)


OLD = (
    "The minister spoke on Monday. Trade with the region rose by 70 percent in the year to March, "
    "the office said. Imports were flat. Nobody expected it, and nobody explained it."
)
QUOTE = "Trade with the region rose by 70 percent in the year to March, the office said."


def create_old_selector(exact: str = QUOTE) -> Selector:
    start = OLD.index(exact)
    return create_selector(OLD, start, start + len(exact))


def find_again(new: str, exact: str = QUOTE) -> tuple[str, str | None]:
    """Return the outcome and the words found for a quote of the old text."""
    match = find_quote(new, create_old_selector(exact))
    return match.outcome, None if match.start is None else new[match.start : match.end]


def test_words_that_are_where_they_were_are_exact():
    assert find_again("Updated. " + OLD) == ("exact", QUOTE)


def test_words_that_are_elsewhere_have_moved():
    rest = OLD.replace(QUOTE + " ", "")
    assert find_again(rest + " " + QUOTE) == ("moved", QUOTE)


def test_without_a_text_length_words_in_other_context_have_moved():
    selector = Selector(QUOTE, "on Monday. ", " Imports were")
    assert find_quote(f"Before. {QUOTE} After.", selector).outcome == "moved"


def test_words_in_other_typography_are_normalised():
    new = OLD.replace("70 percent", "70\u00a0percent").replace("March,", "March\u200b,")
    outcome, found = find_again(new)
    assert outcome == "normalised"
    assert found == new[30 : 30 + len(QUOTE) + 1]


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
    assert find_again(new) == ("altered", QUOTE.replace(*change))


@pytest.mark.parametrize(
    ("exact", "now"),
    [
        ("70 percent", "17 percent"),
        ("rose", "did not rise"),
        ("March", "May"),
        ("the office", "the ministry"),
    ],
)
def test_inside_a_sentence_what_is_between_the_same_context_is_the_altered_quote(exact, now):
    assert find_again(OLD.replace(exact, now), exact) == ("altered", now)


def test_a_quote_whose_sentence_is_gone_is_missing():
    assert find_again(OLD.replace(QUOTE, "")) == ("missing", None)


def test_another_sentence_on_the_same_subject_is_not_the_quote():
    another = "The office said that imports from the region fell for the second year."
    assert find_again(OLD.replace(QUOTE, another)) == ("missing", None)


def test_a_quote_without_words_is_missing():
    assert find_quote("text", Selector("")) == QuoteMatch("missing")


def test_words_in_several_places_are_ambiguous():
    new = f"One said: {QUOTE} Another said: {QUOTE} A third said nothing."
    assert find_again(new) == ("ambiguous", None)
    candidates = find_quote(new, create_old_selector()).candidates
    assert [new[left:right] for left, right in candidates] == [QUOTE, QUOTE]


def test_the_context_decides_between_several_places():
    new = f"{OLD}\n\nThe table says it in figures. In short: {QUOTE}"
    match = find_quote(new, create_old_selector())
    assert (match.outcome, match.start) == ("exact", OLD.index(QUOTE))


def test_few_words_in_other_context_are_ambiguous():
    new = "Exports rose too, to 70 percent of the total."
    assert find_again(new, "70 percent") == ("ambiguous", None)


def test_a_word_with_an_added_accent_is_altered():
    new = "Le petit cafe\u0301 du coin de la rue est ferme."
    match = find_quote(new, create_selector(new.replace("\u0301", ""), 9, 13))
    assert (match.outcome, new[match.start : match.end]) == ("altered", "cafe\u0301")


def test_half_a_flag_is_not_found():
    assert find_quote("🇫🇷🇩🇪", Selector("🇷🇩")).start is None


def test_superscripts_are_not_digits():
    match = find_quote("It grew to 10² m.", Selector("It grew to 102 m."))
    assert match.outcome == "altered"


def test_a_quote_with_a_hundred_thousand_occurrences_is_ambiguous():
    match = find_quote("yada " * 100_000, Selector("yada yada"))
    assert match.outcome == "ambiguous"
    assert len(match.candidates) == anchoring.MAX_CANDIDATES


def test_an_altered_quote_that_is_too_long_is_missing():
    text = "All work and no play. " * 2000
    assert find_quote(text, Selector(text.replace("no", "some"))).outcome == "missing"


def test_right_to_left_words_are_found_with_other_direction_marks():
    text = "\u200fהמחיר עלה ב-70 אחוז\u200f השנה."
    match = find_quote(text, Selector("המחיר\u00a0עלה ב\u201370 אחוז"))
    assert (match.outcome, match.start, match.end) == ("normalised", 1, 20)


def test_the_outcomes_are_the_choices_of_a_quote_check():
    names = ("EXACT", "NORMALISED", "MOVED", "ALTERED", "AMBIGUOUS", "MISSING")
    outcomes = {name: getattr(anchoring, name) for name in names}
    choices = {outcome.name: outcome.value for outcome in QuoteCheckOutcome}
    others = {"UNREACHABLE": "unreachable", "NOT_ARTICLE": "not_article"}
    assert outcomes | others == choices
