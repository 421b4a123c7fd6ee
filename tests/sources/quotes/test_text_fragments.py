"""URLs that point at words, and where a browser that follows the specification goes."""

import re
from urllib.parse import unquote

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from sources.quotes.text_fragments import (
    MAX_EXACT_LENGTH,
    TextDirective,
    add_text_directive,
    build_text_fragment_url,
    find_shortest_directive,
    parse_text_directive,
)
from tests.helpers.fragment_search import WORD_BOUNDARY, find_directive_target, fold_text

PAGE = "https://news.example/a1"
ARTICLE = (
    "Trade with Russia grew. The minister said that trade grew, and nobody asked why.\n\n"
    "Of 70 exports, 17 are new: cheese, beer & glass.\n"
    "The minister said that trade grew by 17 percent in the year before, he believes.\n"
    "Nobody asked."
)


def find_directive(text: str, exact: str, copy: int = 1) -> TextDirective | None:
    """Return the shortest directive for one copy of these words, and check where it leads."""
    start = [match.start() for match in re.finditer(re.escape(exact), text)][copy - 1]
    directive = find_shortest_directive(text, start, start + len(exact))
    if directive:
        assert find_directive_target(directive, text) == (start, start + len(exact))
    return directive


def get_directive(url: str) -> str:
    return url.partition(":~:")[2]


def test_separators_inside_a_term_are_encoded():
    words = "Russia agreed to transfer Iskander-M systems to Belarus, Lukashenko said"
    assert build_text_fragment_url(PAGE, words) == (
        f"{PAGE}#:~:text=Russia%20agreed%20to%20transfer%20Iskander%2DM%20systems%20to%20Belarus"
        "%2C%20Lukashenko%20said"
    )


def test_the_context_is_put_around_the_words():
    url = build_text_fragment_url(
        PAGE, "About 70% of Belarus's trade is with Russia", "ties keep growing. ", ", the ministry"
    )
    assert url == (
        f"{PAGE}#:~:text=ties%20keep%20growing.-,"
        "About%2070%25%20of%20Belarus%27s%20trade%20is%20with%20Russia,-%2C%20the%20ministry"
    )


@pytest.mark.parametrize(
    ("url", "start"),
    [
        ("https://x.example/a#part", "https://x.example/a#:~:text="),
        ("https://x.example/a#:~:text=old", "https://x.example/a#:~:text="),
        ("https://x.example/#/route:~:text=old", "https://x.example/#/route:~:text="),
        ("https://x.example/a?b=c&d", "https://x.example/a?b=c&d#:~:text="),
    ],
)
def test_the_fragment_of_a_url_is_dropped_unless_it_is_a_route(url, start):
    assert build_text_fragment_url(url, "words") == start + "words"


def test_without_a_directive_the_url_is_unchanged():
    assert add_text_directive(f"{PAGE}#part", "") == f"{PAGE}#part"


def test_words_that_occur_once_are_given_without_context():
    assert find_directive(ARTICLE, "17 are new: cheese, beer & glass") == TextDirective(
        "17 are new: cheese, beer & glass"
    )


def test_words_that_occur_twice_are_given_the_least_context_that_decides():
    assert find_directive(ARTICLE, "said that trade grew", copy=1) == TextDirective(
        "said that trade grew"
    )
    assert find_directive(ARTICLE, "said that trade grew", copy=2) == TextDirective(
        "said that trade grew", suffix="by"
    )


def test_few_words_are_given_context_on_both_sides():
    assert find_directive(ARTICLE, "17 percent") == TextDirective(
        "17 percent",
        prefix="minister said that trade grew by",
        suffix="in the year before, he believes",
    )


def test_few_words_that_fill_their_paragraph_are_given_context_from_the_adjoining_one():
    assert find_directive(ARTICLE, "Nobody asked.") == TextDirective(
        "Nobody asked.", prefix="in the year before, he believes."
    )


def test_words_over_several_paragraphs_become_a_range():
    assert find_directive(
        "The first one ends here.\n\nAnd a second one begins and ends.",
        "first one ends here.\n\nAnd a second one",
    ) == (TextDirective("first one ends here.", "And a second one"))


def test_a_table_cell_is_a_block():
    table = "Exports\t2009\t17 percent\nImports\t2009\t70 percent of all\n"
    assert find_directive(table, "Imports\t2009\t70 percent of all") == TextDirective(
        "Imports", "70 percent of all"
    )
    assert find_directive(table, "2009", copy=2) == TextDirective(
        "2009", prefix="Imports", suffix="70 percent of all"
    )


def test_a_long_quotation_is_given_by_as_many_words_at_its_ends_as_it_takes():
    text = "one two three four five six. " + "Another word. " * 30 + "Seven eight nine ten eleven."
    assert find_directive(text, text.strip()) == TextDirective(
        "one two three four five", "Seven eight nine ten eleven."
    )
    repeated = text.replace("Another", "seven eight nine ten eleven. Another", 1)
    assert find_directive(repeated, repeated.strip()) == TextDirective(
        "one two three four five six. seven eight nine ten",
        "word. Another word. Another word. Seven eight nine ten eleven.",
    )


def test_words_cut_from_a_longer_word_have_the_rest_of_it_as_context():
    assert find_directive(
        "It was unimportant, they said at once.", "important, they said at once"
    ) == TextDirective("important, they said at once", prefix="un")
    assert find_shortest_directive("It was unimportant.", 6, 12) == TextDirective(
        "unimp", prefix="It was", suffix="ortant."
    )


def test_a_cut_number_has_the_rest_of_it_as_context():
    directive = find_directive(
        "It cost 3,000.50 euros and nobody asked.", "000.50 euros and nobody"
    )
    assert directive.prefix == "3,"


@pytest.mark.parametrize(
    ("text", "exact", "prefix", "suffix"),
    [
        ("今日は。大臣が貿易の増加を発表した。明日。", "貿易の増加", "大臣が", "を発表した。"),
        ("รัฐมนตรีกล่าวว่าการค้าเพิ่มขึ้น เมื่อวาน", "การค้า", "รัฐมนตรีกล่าวว่า", "เพิ่มขึ้น เมื่อวาน"),
    ],
)
def test_words_of_a_language_without_spaces_get_context_that_every_browser_can_cut(
    text, exact, prefix, suffix
):
    directive = find_directive(text, exact)
    assert directive.prefix.endswith(prefix)
    assert directive.suffix.startswith(suffix)


def test_case_and_accents_do_not_count_when_words_occur_twice():
    text = "LES ELEVES SONT ICI. Les élèves sont ici enfin."
    assert find_directive(text, "Les élèves sont ici").prefix == "ICI."


def test_without_context_that_decides_there_is_no_directive():
    assert find_shortest_directive("日" * 900 + " is the word", 400, 410) is None
    assert find_directive("again\n" * 9, "again", copy=5) is None
    assert find_directive("He said so. " * 90, "He said so. He said so.", copy=20) is None


def test_a_published_passage_is_given_context_from_its_paragraph():
    words = "The minister said on Monday that the trade of last year grew"
    before, after = (
        "Far away.\nAnd this was before it, all of it. ",
        " by 17 percent, and he went on.\nMore.",
    )
    assert unquote(build_text_fragment_url(PAGE, words, before, after)).endswith(
        f"text=And this was before it, all of it.-,{words},-by 17 percent, and he went on."
    )


def test_a_published_passage_gets_no_context_from_another_paragraph_without_need():
    words = "The minister said that trade grew"
    url = build_text_fragment_url(PAGE, words, "Before it.\n", "\nAfter it.")
    assert parse_text_directive(get_directive(url)) == TextDirective(words)
    url = build_text_fragment_url(PAGE, "17", "Before it.\n", "\nAfter it.")
    assert "-" in get_directive(url)


@pytest.mark.parametrize("exact", [" \n ", "\u0301", "\u00ad"])
def test_without_visible_words_the_url_points_at_the_page(exact):
    assert build_text_fragment_url(PAGE, exact) == PAGE
    assert find_shortest_directive(f"One {exact} two", 4, 4 + len(exact)) is None


@pytest.mark.parametrize(
    ("directive", "parsed"),
    [
        ("text=a%20b", TextDirective("a b")),
        ("text=a,b", TextDirective("a", "b")),
        ("text=a-,b", TextDirective("b", prefix="a")),
        ("text=a-,b,-c", TextDirective("b", prefix="a", suffix="c")),
        ("text=a-,b,c,-d", TextDirective("b", "c", "a", "d")),
        ("text=a%2Db%2C%26", TextDirective("a-b,&")),
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
def test_a_directive_is_parsed_as_the_specification_says(directive, parsed):
    assert parse_text_directive(directive) == parsed


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
@given(TEXTS | LETTERS, st.data())
def test_a_directive_leads_to_its_words_or_there_is_none(text, data):
    boundaries = sorted({0, len(text)} | {match.start() for match in WORD_BOUNDARY.finditer(text)})
    offsets = st.sampled_from(boundaries)
    start, end = sorted(data.draw(st.tuples(offsets, offsets)))
    assume(fold_text(text[start:end]).strip())
    directive = find_shortest_directive(text, start, end)
    if directive is not None:
        words = text[start:end]
        first = start + len(words) - len(words.lstrip())
        assert find_directive_target(directive, text) == (first, first + len(words.strip()))


@settings(deadline=None)
@given(st.integers(0, 60), st.integers(1, 12), st.integers(1, 6))
def test_words_that_occur_once_always_have_a_directive(first, count, lines):
    words = [f"w{number}x" + ("\n" if number % (7 * lines) == 0 else "") for number in range(90)]
    exact = " ".join(words[first : first + count]).strip()
    assert find_directive(" ".join(words), exact) is not None


@given(TEXTS, TEXTS, TEXTS)
@example("70", "", "")
def test_a_built_directive_can_be_parsed_again(exact, before, after):
    assume(fold_text(exact).strip())
    url = build_text_fragment_url(PAGE, exact, before, after)
    page, delimiter, directive = url.partition("#:~:")
    assert page == PAGE
    assert not delimiter or str(parse_text_directive(directive)) == directive


def test_words_up_to_the_length_limit_are_given_whole():
    url = build_text_fragment_url(PAGE, "a" * MAX_EXACT_LENGTH)
    assert "," not in get_directive(url)
