"""Advertisements and links between lines are found, and no line of the article is."""

import pytest

from sources.comparison import compare_wordings
from sources.quotes.anchoring import find_quote
from sources.quotes.selectors import create_selector
from sources.text.interruptions import find_interruptions, skip_interruptions

FIRST, SECOND = "The minister said on Monday that exports to the", "region fell by 70 percent."
QUOTE = f"{FIRST} {SECOND}"
OLD = f"The report begins here.\n{QUOTE}\nThe report ends here."

INTERRUPTIONS = [
    "Advertisement",
    "ADVERTISEMENT",
    "— Advertisement —",
    "[Anzeige]",
    "Werbung",
    "Publicité",
    "Publicidad",
    "Reklama",
    "Реклама",
    "إعلان",
    "विज्ञापन",
    "广告",
    "Story continues below advertisement",
    "Read more: Exports fall again",
    "READ MORE\nThe minister denies everything",
    "READ ALSO: Who is the minister?",
    "Related: Exports fall again",
    "Lesen Sie auch: Wer ist der Minister?",
    "Lesen Sie auch\n\nWer ist der Minister?",
    "Lire aussi : Qui est le ministre ?",
    "Lea también: Quién es el ministro",
    "Leia também: Quem é o ministro",
    "Leggi anche: Chi è il ministro",
    "Czytaj także: Kim jest minister",
    "Читайте также: Кто такой министр",
    "Читайте також: Хто такий міністр",
    "Bunu da okuyun: Bakan kim",
    "اقرأ أيضا: من هو الوزير",
    "यह भी पढ़ें: मंत्री कौन हैं",
    "延伸閱讀：誰是部長",
    "Advertisement\n\nRead more: Exports fall again\n\nAdvertisement",
]
ARTICLE_LINES = [
    "not",
    "the northern and the southern",
    "Read more than twenty books, said the minister, and you will see it.",
    "advertisement spending fell, so that exports to the",
    "She wants to read more",
    "See also the report of 2021, which says otherwise.",
    "Anzeige erstattete der Minister gegen den Bericht.",
    "Related firms paid nothing to the",
    "read more about it",
]


@pytest.mark.parametrize("lines", INTERRUPTIONS)
@pytest.mark.parametrize("space", ["\n", "\n\n", "\n  \n"])
def test_a_quote_with_interrupting_lines_is_the_same_quote(lines, space):
    new = OLD.replace(f"{FIRST} ", f"{FIRST}{space}{lines}{space}")
    start = OLD.index(QUOTE)
    match = find_quote(new, create_selector(OLD, start, start + len(QUOTE)))
    assert match.outcome == "normalised"
    found = new[match.start : match.end]
    assert found == f"{FIRST}{space}{lines}{space}{SECOND}"
    assert not compare_wordings(QUOTE, found, "en").is_material


@pytest.mark.parametrize("lines", INTERRUPTIONS)
def test_a_quote_whose_interrupting_lines_are_gone_is_the_same_quote(lines):
    old = OLD.replace(f"{FIRST} ", f"{FIRST}\n{lines}\n")
    quote = f"{FIRST}\n{lines}\n{SECOND}"
    start = old.index(quote)
    match = find_quote(OLD, create_selector(old, start, start + len(quote)))
    assert (match.outcome, OLD[match.start : match.end]) == ("normalised", QUOTE)


@pytest.mark.parametrize("line", ARTICLE_LINES)
def test_a_line_of_the_article_is_no_interruption(line):
    new = OLD.replace(f"{FIRST} ", f"{FIRST}\n{line}\n")
    assert find_interruptions(new) == []
    found = f"{FIRST}\n{line}\n{SECOND}"
    assert compare_wordings(QUOTE, found, "en").is_material


def test_the_first_and_the_last_line_are_no_interruptions():
    assert find_interruptions("Advertisement\nThe words\nRead more: The others") == []


def test_half_a_sentence_after_a_link_is_no_headline():
    new = f"Begins.\n{FIRST}\nRead more\n{SECOND}\nEnds."
    assert [new[left:right] for left, right in find_interruptions(new)] == ["Read more"]


def test_offsets_map_back_to_the_original_text():
    text = "one\nAdvertisement\ntwo\nRead more: It\nthree"
    rest = skip_interruptions(text)
    assert rest.text == "one\n\ntwo\n\nthree"
    for word in ("one", "two", "three"):
        start = rest.text.index(word)
        left, right = rest.get_original_span(start, start + len(word))
        assert text[left:right] == word
    assert skip_interruptions("one\ntwo\nthree") is None


def test_two_interrupted_places_are_ambiguous():
    part = f"{FIRST}\nAdvertisement\n{SECOND}"
    start = OLD.index(QUOTE)
    match = find_quote(
        f"One.\n{part}\nTwo.\n{part}\nThree.", create_selector(OLD, start, start + 73)
    )
    assert match.outcome == "ambiguous"
    assert len(match.candidates) == 2
