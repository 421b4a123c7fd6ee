"""Addresses that point at words: the vectors were checked with a parser of the specification."""

from urllib.parse import unquote

import pytest
from hypothesis import given as holds_for
from hypothesis import strategies as st

from sources.text_fragment import LONGEST, needs_context, text_fragment

PAGE = "https://news.example/a1"


def test_separators_inside_a_term_are_encoded():
    words = "Russia agreed to transfer Iskander-M systems to Belarus, Lukashenko said"
    assert text_fragment(PAGE, words) == (
        f"{PAGE}#:~:text=Russia%20agreed%20to%20transfer%20Iskander%2DM%20systems%20to%20Belarus"
        "%2C%20Lukashenko%20said"
    )


def test_context_stands_around_the_words():
    found = text_fragment(
        PAGE, "About 70% of Belarus's trade is with Russia", "ties keep growing. ", ", the ministry"
    )
    assert found == (
        f"{PAGE}#:~:text=ties%20keep%20growing.-,"
        "About%2070%25%20of%20Belarus%27s%20trade%20is%20with%20Russia,-%2C%20the%20ministry"
    )


@pytest.mark.parametrize(
    ("address", "begins"),
    [
        ("https://x.example/a#part", "https://x.example/a#:~:text="),
        ("https://x.example/a#:~:text=old", "https://x.example/a#:~:text="),
        ("https://x.example/#/route:~:text=old", "https://x.example/#/route:~:text="),
        ("https://x.example/a?b=c&d", "https://x.example/a?b=c&d#:~:text="),
    ],
)
def test_a_fragment_of_the_address_is_dropped_unless_it_is_a_route(address, begins):
    assert text_fragment(address, "words") == begins + "words"


def test_words_over_several_paragraphs_become_a_range():
    found = text_fragment(PAGE, "The first one ends here.\n\nAnd a second one begins and ends.")
    assert found.endswith(
        ":~:text=The%20first%20one%20ends%20here.,second%20one%20begins%20and%20ends."
    )


def test_a_long_quotation_becomes_a_range():
    found = text_fragment(PAGE, "one two three four five six " * 20)
    assert found.endswith("text=one%20two%20three%20four%20five,two%20three%20four%20five%20six")


def test_half_a_word_of_context_is_dropped():
    found = text_fragment(
        PAGE, "70", "ittle was said of the share of 1", "1 percent of what they trade abro"
    )
    assert unquote(found).endswith(
        "text=was said of the share of 1-,70,-1 percent of what they trade"
    )


def test_context_of_another_paragraph_gives_only_its_neighbouring_line():
    found = text_fragment(PAGE, "70", "Far away.\nNear: ", "\nNext line.\nFar.")
    assert unquote(found).endswith("text=Near:-,70,-Next line.")


def test_nothing_to_point_at_is_refused():
    with pytest.raises(ValueError, match="no words"):
        text_fragment(PAGE, " \n ")


def test_only_few_words_need_context():
    assert needs_context("seventy percent")
    assert not needs_context("about seventy percent of trade")


@holds_for(st.text(min_size=1).filter(str.strip), st.text(max_size=32), st.text(max_size=32))
def test_a_term_never_holds_a_bare_separator(exact, prefix, suffix):
    directive = text_fragment(PAGE, exact, prefix, suffix).partition(":~:text=")[2]
    terms = directive.split(",")
    assert 1 <= len(terms) <= 4
    first = terms.pop(0).removesuffix("-") if terms[0].endswith("-") else terms.pop(0)
    rest = [terms.pop().removeprefix("-")] if terms and terms[-1].startswith("-") else []
    assert all(term and "-" not in term and "&" not in term for term in [first, *terms, *rest])


def test_the_limit_is_the_one_of_the_rule():
    assert "," not in text_fragment(PAGE, "a" * LONGEST).partition(":~:text=")[2]
