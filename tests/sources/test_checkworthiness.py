"""Which sentences are listed as check-worthy, with which indicators, and which never are."""

import pytest

from sources.checkworthiness import find_checkworthy_sentences, select_strongest


def find_sentences(text: str, language="en", spans=None):
    return find_checkworthy_sentences(text, spans or [(0, len(text))], language)


def list_indicators(text: str, language="en") -> set[tuple[str, str]]:
    return {
        (indicator.kind, indicator.words)
        for sentence in find_sentences(text, language)
        for indicator in sentence.indicators
    }


INDICATORS = {
    "About 70 percent of the country's trade is with Russia.": ("number", "70 percent"),
    "The treasury paid $1.5 billion for the old port.": ("number", "$1.5 billion"),
    "Some 33 Russians were held before the vote in 2020.": ("number", "33 Russians"),
    "Over a thousand soldiers would come to the country soon.": ("number", "thousand"),
    "This port handles more than any other on the sea.": ("comparison", "any"),
    "The city has the largest market of the whole region.": ("comparison", "the largest"),
    "The bridge fell because the steel was rusty.": ("cause", "because"),
    "The mayor said that the bridge was safe.": ("quotation", "said"),
    "It is “a buffer on the western flank” of the country.": ("quotation", ""),
    "The council will build three new schools here.": ("future", "will"),
}


@pytest.mark.parametrize("sentence", [text for text in INDICATORS if INDICATORS[text][1] != "any"])
def test_a_sentence_has_the_indicator_that_makes_it_checkworthy(sentence):
    is_future = INDICATORS[sentence][0] == "future"
    text = f"{sentence[:-1]} for 3 villages." if is_future else sentence
    assert INDICATORS[sentence] in list_indicators(text)


@pytest.mark.parametrize(
    "sentence",
    [
        "The parliament met on 28 September in the old town hall.",
        "He was born in 1954 in a village near the border.",
        "The celebrations marked the day of the city in March 2024.",
        "The streets of the town were quiet and dark that evening.",
        "Did the mayor say that 70 percent of the trade was lost?",
        "Forty percent.",
        "We will see.",
    ],
)
def test_dates_questions_and_plain_sentences_are_not_listed(sentence):
    assert find_sentences(sentence) == []


@pytest.mark.parametrize(
    "language, sentence, indicator",
    [
        ("de", "Der Handel ist gestiegen, weil die Grenze offen war.", ("cause", "weil")),
        ("de-AT", "Das Land hat die größte Bank der ganzen Region.", ("comparison", "die größte")),
        ("fr", "Le pont est tombé parce que le fer était rouillé.", ("cause", "parce que")),
        ("pl", "Most jest zamknięty, ponieważ stal była za słaba.", ("cause", "ponieważ")),
        ("uk", "Міст закрили, тому що сталь була надто слабка.", ("cause", "тому що")),
        ("ru", "Мост закрыли, потому что сталь была слишком слаба.", ("cause", "потому что")),
    ],
)
def test_indicators_are_found_in_six_languages(language, sentence, indicator):
    assert indicator in list_indicators(sentence, language)


def test_a_number_is_found_in_a_language_that_is_not_supported():
    text = "Kauppa kasvoi viime vuonna noin 40 % koko maassa."
    assert ("number", "40 %") in list_indicators(text, "fi")


SPEAKERS = {
    "Anna Schmidt said that the bridge had been safe.": "Anna Schmidt",
    "“The bridge was safe all the time”, said Anna Schmidt.": "Anna Schmidt",
    "As Anna Schmidt has argued, the bridge had been safe.": "Anna Schmidt",
    "According to Anna Schmidt the bridge had been safe.": "Anna Schmidt",
    "The German government claimed that the bridge was safe.": "",
}


@pytest.mark.parametrize("text", SPEAKERS)
def test_a_speaker_is_given_only_if_the_name_is_next_to_the_verb(text):
    (sentence,) = find_sentences(text)
    assert sentence.speaker == SPEAKERS[text]


def test_an_abbreviation_ends_no_sentence():
    text = "Mr. A. Smith of the ministry said so. The streets were quiet and dark that evening."
    texts = [sentence.text for sentence in find_sentences(text)]
    assert texts == ["Mr. A. Smith of the ministry said so."]


def test_the_offsets_of_a_sentence_reproduce_its_text():
    text = (
        "Teaser: 5 tips for you at home.\n\nTrade rose by 12 percent. It fell by 3 percent later."
    )
    start = text.index("Trade")
    sentences = find_sentences(text, spans=[(start, len(text))])
    assert [sentence.text for sentence in sentences] == [
        "Trade rose by 12 percent.",
        "It fell by 3 percent later.",
    ]
    for sentence in sentences:
        assert text[sentence.start : sentence.end] == sentence.text
        assert sentence.start >= start


def test_the_strongest_sentences_are_in_the_order_of_the_text():
    text = (
        "Trade rose by 12 percent that year. The mayor said so to us. "
        "Prices doubled because 40 shops closed, said Anna Schmidt."
    )
    strongest = select_strongest(find_sentences(text), 2)
    assert [sentence.start for sentence in strongest] == [0, text.index("Prices")]


@pytest.mark.parametrize(
    "text",
    [
        *("", "   \n\n ", "1" * 5000, "“" * 3000, "a. " * 3000, "said " * 3000, "Ab Cd Ef " * 2000),
        *("A. " * 30_000, "x" * 100_000, "Mr. " * 20_000),
    ],
)
def test_texts_made_to_be_slow_are_answered(text):
    assert isinstance(find_sentences(text, ""), list)
