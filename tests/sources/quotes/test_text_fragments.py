"""Addresses that point at words, and where a browser that follows the specification is led."""

import re
from urllib.parse import unquote

import pytest
from hypothesis import assume, example, settings
from hypothesis import given as holds_for
from hypothesis import strategies as st

from sources.quotes.text_fragments import (
    LONGEST,
    Directive,
    parse,
    pointing,
    shortest,
    text_fragment,
)
from sources.text.word_boundaries import is_edge
from tests.helpers.fragment_search import BOUNDARY, alike, found

PAGE = "https://news.example/a1"
ARTICLE = (
    "Trade with Russia grew. The minister said that trade grew, and nobody asked why.\n\n"
    "Of 70 exports, 17 are new: cheese, beer & glass.\n"
    "The minister said that trade grew by 17 percent in the year before, he believes.\n"
    "Nobody asked."
)


def made(text: str, exact: str, copy: int = 1) -> Directive | None:
    """The shortest form for one copy of these words, which it must lead to."""
    start = [one.start() for one in re.finditer(re.escape(exact), text)][copy - 1]
    directive = shortest(text, start, start + len(exact))
    if directive:
        assert found(directive, text) == (start, start + len(exact))
    return directive


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


def test_without_a_directive_an_address_points_at_the_page():
    assert pointing(f"{PAGE}#part", "") == f"{PAGE}#part"


def test_words_that_stand_once_are_given_without_context():
    assert made(ARTICLE, "17 are new: cheese, beer & glass") == Directive(
        "17 are new: cheese, beer & glass"
    )


def test_words_that_stand_twice_are_given_the_least_context_that_decides():
    assert made(ARTICLE, "said that trade grew", copy=1) == Directive("said that trade grew")
    assert made(ARTICLE, "said that trade grew", copy=2) == Directive(
        "said that trade grew", suffix="by"
    )


def test_few_words_are_given_context_on_both_sides():
    assert made(ARTICLE, "17 percent") == Directive(
        "17 percent",
        prefix="minister said that trade grew by",
        suffix="in the year before, he believes",
    )


def test_few_words_that_fill_their_paragraph_are_told_by_its_neighbours():
    assert made(ARTICLE, "Nobody asked.") == Directive(
        "Nobody asked.", prefix="in the year before, he believes."
    )


def test_words_over_several_paragraphs_become_a_range():
    assert made(
        "The first one ends here.\n\nAnd a second one begins and ends.",
        "first one ends here.\n\nAnd a second one",
    ) == (Directive("first one ends here.", "And a second one"))


def test_a_cell_of_a_table_is_a_block():
    table = "Exports\t2009\t17 percent\nImports\t2009\t70 percent of all\n"
    assert made(table, "Imports\t2009\t70 percent of all") == Directive(
        "Imports", "70 percent of all"
    )
    assert made(table, "2009", copy=2) == Directive(
        "2009", prefix="Imports", suffix="70 percent of all"
    )


def test_a_long_quotation_is_given_by_as_many_words_at_its_ends_as_it_takes():
    once = "one two three four five six. " + "Another word. " * 30 + "Seven eight nine ten eleven."
    assert made(once, once.strip()) == Directive(
        "one two three four five", "Seven eight nine ten eleven."
    )
    twice = once.replace("Another", "seven eight nine ten eleven. Another", 1)
    assert made(twice, twice.strip()) == Directive(
        "one two three four five six. seven eight nine ten",
        "word. Another word. Another word. Seven eight nine ten eleven.",
    )


def test_words_cut_from_a_longer_one_lean_on_the_rest_of_it():
    assert made(
        "It was unimportant, they said at once.", "important, they said at once"
    ) == Directive("important, they said at once", prefix="un")
    assert shortest("It was unimportant.", 6, 12) == Directive(
        "unimp", prefix="It was", suffix="ortant."
    )


def test_a_number_is_one_word_with_its_points_and_commas():
    assert not any(is_edge("It cost 3,000.50 euros", at) for at in range(9, 16))
    assert (
        made("It cost 3,000.50 euros and nobody asked.", "000.50 euros and nobody").prefix == "3,"
    )


@pytest.mark.parametrize(
    ("text", "exact", "prefix", "suffix"),
    [
        ("今日は。大臣が貿易の増加を発表した。明日。", "貿易の増加", "大臣が", "を発表した。"),
        ("รัฐมนตรีกล่าวว่าการค้าเพิ่มขึ้น เมื่อวาน", "การค้า", "รัฐมนตรีกล่าวว่า", "เพิ่มขึ้น เมื่อวาน"),
    ],
)
def test_words_of_a_language_without_spaces_lean_on_what_every_browser_can_cut(
    text, exact, prefix, suffix
):
    directive = made(text, exact)
    assert directive.prefix.endswith(prefix)
    assert directive.suffix.startswith(suffix)


def test_case_and_accents_make_no_difference_to_what_stands_twice():
    assert (
        made("LES ELEVES SONT ICI. Les élèves sont ici enfin.", "Les élèves sont ici").prefix
        == "ICI."
    )


def test_where_no_context_decides_there_is_no_directive():
    assert shortest("日" * 900 + " is the word", 400, 410) is None
    assert made("again\n" * 9, "again", copy=5) is None
    assert made("He said so. " * 90, "He said so. He said so.", copy=20) is None


def test_a_published_passage_is_given_all_the_context_that_makes_it_unambiguous():
    words = "The minister said on Monday that the trade of last year grew"
    before, after = (
        "Far away.\nAnd this was before it, all of it. ",
        " by 17 percent, and he went on.\nMore.",
    )
    assert unquote(text_fragment(PAGE, words, before, after)).endswith(
        f"text=And this was before it, all of it.-,{words},-by 17 percent, and he went on."
    )


def test_a_published_passage_does_not_lean_on_another_paragraph_without_need():
    words = "The minister said that trade grew"
    directive = text_fragment(PAGE, words, "Before it.\n", "\nAfter it.").partition(":~:")[2]
    assert parse(directive) == Directive(words)
    assert "-" in text_fragment(PAGE, "17", "Before it.\n", "\nAfter it.").partition(":~:")[2]


@pytest.mark.parametrize("exact", [" \n ", "\u0301", "\u00ad"])
def test_where_there_are_no_words_an_address_points_at_the_page(exact):
    assert text_fragment(PAGE, exact) == PAGE
    assert shortest(f"One {exact} two", 4, 4 + len(exact)) is None


@pytest.mark.parametrize(
    ("directive", "meaning"),
    [
        ("text=a%20b", Directive("a b")),
        ("text=a,b", Directive("a", "b")),
        ("text=a-,b", Directive("b", prefix="a")),
        ("text=a-,b,-c", Directive("b", prefix="a", suffix="c")),
        ("text=a-,b,c,-d", Directive("b", "c", "a", "d")),
        ("text=a%2Db%2C%26", Directive("a-b,&")),
        ("text=", None),
        ("text=a-", None),
        ("text=-a", None),
        ("text=a-b", None),
        ("text=a,b-c", None),
        ("text=a,,b", None),
        ("text=-,a", None),
        ("text=a,b,c", None),
        ("text=p-,a,b,c,-s", None),
        ("unknown=a", None),
    ],
)
def test_a_directive_is_read_as_the_specification_reads_it(directive, meaning):
    assert parse(directive) == meaning


PIECES = st.sampled_from(
    [
        *"ab AB.,-'\"&%1é日本กß\n\t",
        "e\u0301",
        "mi\u00adnis",
        "👨\u200d👩",
        "ﬁ",
        "\u00a0",
        "שלום",
        "🇺🇦",
        " a ",
        " the ",
    ]
)
TEXTS = st.lists(PIECES, min_size=1, max_size=40).map("".join)
LETTERS = st.text(
    st.characters(exclude_categories=("Cs", "Cc", "Mn", "Mc", "Me", "Cf", "Sk", "Lm")), min_size=1
)


@settings(deadline=None)
@holds_for(TEXTS | LETTERS, st.data())
def test_a_directive_leads_to_its_words_or_there_is_none(text, data):
    edges = sorted({0, len(text)} | {one.start() for one in BOUNDARY.finditer(text)})
    start, end = sorted(data.draw(st.tuples(st.sampled_from(edges), st.sampled_from(edges))))
    assume(alike(text[start:end]).strip())
    directive = shortest(text, start, end)
    if directive is not None:
        words = text[start:end]
        begin = start + len(words) - len(words.lstrip())
        assert found(directive, text) == (begin, begin + len(words.strip()))


@settings(deadline=None)
@holds_for(st.integers(0, 60), st.integers(1, 12), st.integers(1, 6))
def test_words_that_stand_once_always_have_a_directive(at, many, lines):
    words = [f"w{number}x" + ("\n" if number % (7 * lines) == 0 else "") for number in range(90)]
    text = " ".join(words)
    assert made(text, " ".join(words[at : at + many]).strip()) is not None


@holds_for(TEXTS, TEXTS, TEXTS)
@example("70", "", "")
def test_what_is_made_of_a_passage_is_read_back(exact, before, after):
    assume(alike(exact).strip())
    address, mark, directive = text_fragment(PAGE, exact, before, after).partition("#:~:")
    assert address == PAGE
    assert not mark or str(parse(directive)) == directive


@holds_for(st.text(max_size=9))
def test_an_edge_of_words_is_one_by_the_rules_of_unicode(text):
    edges = {0, len(text)} | {one.start() for one in BOUNDARY.finditer(text)}
    spaces = {at for at in range(1, len(text)) if text[at - 1].isspace() and text[at].isspace()}
    controls = {at for at in range(1, len(text)) if ord(text[at - 1]) < 32 or ord(text[at]) < 32}
    assert {at for at in range(len(text) + 1) if is_edge(text, at)} <= edges | spaces | controls


def test_the_limit_is_the_one_of_the_rule():
    assert "," not in text_fragment(PAGE, "a" * LONGEST).partition(":~:text=")[2]
