"""An altered quote at two places is ambiguous, unless its context decides."""

import pytest

from sources.quotes.anchoring import find_quote
from sources.quotes.selectors import create_selector
from sources.quotes.suggestions import suggest_quotes

QUOTE = "Trade with the region rose by 70 percent in the year to March, the office said."
OLD = f"The minister spoke on Monday.\n{QUOTE}\nNobody in the room expected it."


def find(new: str):
    start = OLD.index(QUOTE)
    return find_quote(new, create_selector(OLD, start, start + len(QUOTE)))


ALTERED = [
    QUOTE.replace("70", "71"),
    QUOTE.replace("rose", "did not rise"),
    QUOTE.replace("March", "May"),
    QUOTE.replace("the office", "the ministry"),
    QUOTE.replace("70 percent", "a quarter"),
]


@pytest.mark.parametrize("altered", ALTERED)
@pytest.mark.parametrize("between", ["\nAnd so it is.\n", " Then again: ", "\n\n"])
def test_the_same_altered_words_at_two_places_are_ambiguous(altered, between):
    new = f"First some news. {altered}{between}{altered} Last some news."
    match = find(new)
    assert match.outcome == "ambiguous"
    assert match.start is None
    assert len(match.candidates) == 2
    assert match.similarity < 1
    for left, right in match.candidates:
        assert altered[10:60] in new[left:right]


@pytest.mark.parametrize(("first", "second"), [("71", "72"), ("17", "80"), ("7", "700")])
def test_two_altered_forms_are_ambiguous(first, second):
    forms = [QUOTE.replace("70", number) for number in (first, second)]
    assert find(f"Some news. {forms[0]}\nMore news. {forms[1]} End.").outcome == "ambiguous"


@pytest.mark.parametrize("altered", ALTERED)
@pytest.mark.parametrize("is_first", [True, False])
def test_the_context_decides_between_two_places(altered, is_first):
    kept, elsewhere = OLD.replace(QUOTE, altered), f"In other news we repeat: {altered}"
    new = f"{kept}\n{elsewhere}" if is_first else f"{elsewhere}\n{kept}"
    match = find(new)
    assert match.outcome == "altered"
    assert match.start == new.index("Monday.\n") + len("Monday.\n")


def test_one_altered_place_among_other_sentences_is_altered():
    other = "Trade with the neighbours fell by 5 percent in April, the bank said."
    new = f"News. {other} {ALTERED[0]} {other}"
    match = find(new)
    assert (match.outcome, new[match.start : match.end]) == ("altered", ALTERED[0])


def test_the_exact_words_win_over_altered_ones():
    assert find(f"{ALTERED[0]}\n{OLD}").outcome in ("exact", "moved")


def test_both_places_are_suggested():
    new = f"One. {ALTERED[0]} Two. {ALTERED[0]} Three."
    suggestions = suggest_quotes(new, QUOTE, [(0, len(new))])
    assert suggestions.kind == "similar"
    assert suggestions.total == 2
