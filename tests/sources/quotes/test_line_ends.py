"""Words that were copied from a page with its line ends are found in its text."""

import time

import pytest

from sources.quotes.line_ends import find_across_line_ends
from sources.quotes.suggestions import NORMALISED, SIMILAR, suggest_quotes

TEXT = (
    "The council met to discuss the international loan for the harbour, which the treasurer called "
    "a well-known burden. Four-year-old boats lay at the quay, and the anti-corruption office said "
    "so.\n\nIn 1990-2000 nobody had asked. Vor- und Nachteile gab es viele."
)
MARGINS = "\n\nReport of the commission\n\n12"


def find(words: str, text: str = TEXT, spans=None) -> list[str]:
    return [text[a:b] for a, b in find_across_line_ends(text, words, spans or [(0, len(text))])]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("the inter-\nnational loan", "the international loan"),
        ("the inter- national loan", "the international loan"),
        ("the inter-\r\nnational loan", "the international loan"),
        ("the inter\x02national loan", "the international loan"),
        ("the inter\ufffenational loan", "the international loan"),
        ("the inter\u2010\nnational loan", "the international loan"),
        ("a well-\nknown burden", "a well-known burden"),
        ("dis-\ncuss the interna-\ntional loan for\nthe har-\nbour, which", None),
        ("Four-year-\nold boats", "Four-year-old boats"),
        ("Four-\nyear-old boats lay", "Four-year-old boats lay"),
        ("anti-\ncorruption office said\nso. In 1990-\n2000", None),
        ("Vor-\nund Nachteile", "Vor- und Nachteile"),
    ],
)
def test_words_are_found_across_line_ends(words, found):
    matches = find(words)
    assert len(matches) == 1
    assert found is None or matches == [found]


@pytest.mark.parametrize(
    "words",
    ["the inter-national loan", "wellknown burden", "anticorruption office", "In 19902000 nobody"],
)
def test_a_hyphen_inside_a_line_is_not_ignored(words):
    assert find(words) == []


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("a loan of the inter-\nnational bank", "international bank"),
        ("ein Ver-\n  trag über das Darlehen", "Vertrag über"),
        ("una inver-\nsión de mil", "inversión de"),
        ("прави-\nтельство решило", "правительство решило"),
        ("the in\u00adter\u00adnational loan", "inter-\nnational loan"),
        ("三百五\n十万美元的支持", "三百五十万美元"),
        ("三百五十万美元的支持", "三百五十\n万美元"),
    ],
)
def test_a_text_with_line_ends_is_searched_in_the_same_way(text, words):
    assert len(find(words, text)) == 1


def test_the_running_head_between_two_pages_is_left_out():
    text = TEXT + MARGINS
    words = "which the treasurer called\n12\nReport of the commission\na well-\nknown burden"
    spans = [(0, len(TEXT))]
    assert find(words, text, spans) == ["which the treasurer called a well-known burden"]
    assert find(words.replace("commission", "council"), text, spans) == []


def test_each_place_is_found():
    text = "the harbour loan and the harbour loan"
    assert find("har-\nbour loan", text) == ["harbour loan"] * 2


def test_the_picker_offers_the_words_without_the_hyphen():
    suggestions = suggest_quotes(TEXT, "the inter-\nnational loan", [(0, len(TEXT))])
    assert suggestions.kind == NORMALISED
    assert [candidate.exact for candidate in suggestions.candidates] == ["the international loan"]


def test_other_words_are_still_only_similar():
    suggestions = suggest_quotes(TEXT, "the inter-\nnational loans for a harbour", [(0, len(TEXT))])
    assert suggestions.kind == SIMILAR


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("a-" * 500_000, "a-" * 5_000 + "b"),
        ("a- " * 330_000, "a" * 9_000),
        ("一 " * 400_000, "一" * 9_000 + "二"),
        ("word\n" * 200_000, "word\n" * 3_000 + "other\nword"),
    ],
)
def test_a_megabyte_takes_less_than_two_seconds(text, words):
    start = time.process_time()
    find_across_line_ends(text, words, [(0, len(text) // 2)])
    assert time.process_time() - start < 10
