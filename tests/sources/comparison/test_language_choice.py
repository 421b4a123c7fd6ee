"""The words of a quote and the text around it choose its lexicons before what the page declares."""

import pytest

from sources.comparison.language_choice import choose_lexicons

SPANISH_PAGE = (
    "El gobierno dijo que la obra no se hizo por falta de fondos, pero según su oficina todo está"
    " en orden desde el año pasado y no hay nada que decir sobre los contratos."
)
COMMON = ""


def list_languages(wording: str, declared: str = "", context: str = "") -> list[str]:
    return [lexicon.language for lexicon in choose_lexicons(wording, wording, declared, context)]


@pytest.mark.parametrize("declared", ["", "en", "de-AT", "es-MX"])
def test_the_words_decide_against_what_is_declared(declared):
    assert list_languages("El ministro dijo que no había fondos para ello", declared) == ["es"]


def test_a_page_decides_where_the_words_show_nothing():
    assert list_languages("Gastaron diez euros", "en", SPANISH_PAGE) == ["es"]


def test_the_words_decide_against_the_page():
    words = "The minister said that there was no money for it"
    assert list_languages(words, "es", SPANISH_PAGE) == ["en"]


def test_letters_that_no_word_of_a_language_has_are_compared_strictly():
    assert COMMON in list_languages("Řekl byt", "es", SPANISH_PAGE)
    assert COMMON in list_languages("Gasto, gastó", "en")


def test_an_unsure_guess_is_compared_in_both_languages():
    assert {"en", "es"} < set(list_languages("unos soldados", "en"))


@pytest.mark.parametrize("declared", ["gl", "ca", "az", "xx"])
def test_a_declared_language_without_lexicon_is_not_taken_for_its_neighbour_alone(declared):
    assert COMMON in list_languages("O ministro falou com o presidente da empresa", declared)
    assert COMMON in list_languages("El ministro dijo que no había fondos", declared)


def test_a_sentence_without_any_word_of_the_declared_language_is_compared_strictly():
    assert COMMON in list_languages("wetgeving blijft ondanks felle kritiek ongewijzigd", "en")
