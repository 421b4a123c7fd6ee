"""The language of a text is guessed only if it is clear, also without a lexicon."""

import pytest

from sources.comparison.language_choice import choose_lexicons
from sources.languages import COMMON_LEXICON, get_lexicon, guess_language
from sources.languages.guessing import guess_by_script

TEXTS = {
    "en": "The government has said that it was not to blame.",
    "de": "Die Regierung hat gesagt, dass sie nicht schuld ist.",
    "fr": "Le gouvernement a dit que les impôts sont dans la loi.",
    "pl": "Rząd powiedział, że nie jest to jego wina.",
    "es": "El gobierno dijo que los impuestos no son para el pueblo.",
    "pt": "O governo disse que os impostos não são mais uma ajuda.",
    "it": "Il governo ha detto che gli aumenti della tassa sono più alti.",
    "tr": "Hükümet bu yıl için daha çok vergi olarak açıkladı.",
    "nl": "De regering zei dat het niet aan haar is, maar ook niet aan een ander.",
    "sv": "Regeringen sade att det inte är för den som har pengar.",
    "cs": "Vláda řekla, že se to podle zákona také nesmí.",
    "hu": "A kormány szerint ez nem volt az ő hibája, és már vége.",
    "ro": "Guvernul a spus că nu este și nu a fost vina sa.",
    "uk": "Уряд сказав, що це було не його провиною.",
    "ru": "Правительство сказало, что это была не его вина.",
    "be": "Урад сказаў, што гэта была не яго віна.",
    "bg": "Правителството каза, че това не е по негова вина и ще се промени.",
    "ar": "قال الوزير إن الأسعار ارتفعت من هذا العام",
    "fa": "وزیر گفت که قیمت ها در این سال بالا رفت",
    "ur": "وزیر نے کہا کہ قیمتیں بڑھ گئی ہیں",
    "hi": "मंत्री ने कहा कि कीमतें बढ़ीं",
    "zh": "部长说价格上涨了",
    "ja": "大臣は価格が上がったと述べた",
    "ko": "장관은 가격이 올랐다고 말했다",
    "el": "Ο υπουργός είπε ότι οι τιμές ανέβηκαν",
    "he": "השר אמר שהמחירים עלו",
    "th": "รัฐมนตรีกล่าวว่าราคาสูงขึ้น",
}


@pytest.mark.parametrize("language", TEXTS)
def test_a_sentence_is_enough_to_guess_its_language(language):
    assert guess_language(TEXTS[language]) == language


@pytest.mark.parametrize("text", ["", "70 %", "OK", "Minsk", "Лукашенко", "…", "Angela Merkel"])
def test_too_little_text_is_not_guessed(text):
    assert guess_language(text) == ""


def test_the_letters_of_a_name_prove_nothing():
    assert guess_language("President Erdoğan thanked Prime Minister Orbán") == "en"


def test_the_script_of_most_letters_counts():
    assert guess_by_script("Лукашенко said in Minsk") == "latin"
    assert guess_by_script("日本のNHK") == "ja"
    assert guess_by_script("123") == ""


@pytest.mark.parametrize("language", TEXTS)
def test_a_wrong_declaration_does_not_decide_alone(language):
    text = TEXTS[language]
    for declared in ("en", "de", "ru", "zh"):
        lexicons = choose_lexicons(text, text, declared)
        assert get_lexicon(language) in lexicons


def test_a_confirmed_declaration_decides():
    assert choose_lexicons(TEXTS["de"], TEXTS["de"], "de-AT") == [get_lexicon("de")]


@pytest.mark.parametrize(("old", "new"), [("gastó", "gasto"), ("würden", "wurden"), ("sąd", "sad")])
def test_a_word_with_letters_foreign_to_the_declared_language_is_compared_cautiously(old, new):
    assert choose_lexicons(old, new, "en") != [get_lexicon("en")]
    assert COMMON_LEXICON in choose_lexicons("accusó", "accuso", "en")
    assert choose_lexicons("cafe", "cafes", "en") == [get_lexicon("en")]
