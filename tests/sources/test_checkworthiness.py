"""Which sentences are pointed at, on which grounds, and which never are."""

import pytest

from sources.checkworthiness import checkable, strongest


def found(text: str, language="en", spans=None):
    return checkable(text, spans or [(0, len(text))], language)


def grounds(text: str, language="en") -> set[tuple[str, str]]:
    return {(g.kind, g.words) for one in found(text, language) for g in one.grounds}


GROUNDS = {
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


@pytest.mark.parametrize("sentence", [one for one in GROUNDS if GROUNDS[one][1] != "any"])
def test_a_sentence_says_why_it_is_pointed_at(sentence):
    text = sentence if GROUNDS[sentence][0] != "future" else f"{sentence[:-1]} for 3 villages."
    assert GROUNDS[sentence] in grounds(text)


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
def test_a_date_a_question_and_a_plain_sentence_are_not_pointed_at(sentence):
    assert found(sentence) == []


@pytest.mark.parametrize(
    "language, sentence, ground",
    [
        ("de", "Der Handel ist gestiegen, weil die Grenze offen war.", ("cause", "weil")),
        ("de-AT", "Das Land hat die größte Bank der ganzen Region.", ("comparison", "die größte")),
        ("fr", "Le pont est tombé parce que le fer était rouillé.", ("cause", "parce que")),
        ("pl", "Most jest zamknięty, ponieważ stal była za słaba.", ("cause", "ponieważ")),
        ("uk", "Міст закрили, тому що сталь була надто слабка.", ("cause", "тому що")),
        ("ru", "Мост закрыли, потому что сталь была слишком слаба.", ("cause", "потому что")),
    ],
)
def test_the_words_of_six_languages_are_known(language, sentence, ground):
    assert ground in grounds(sentence, language)


def test_a_number_is_seen_in_a_language_whose_words_are_not_known():
    assert ("number", "40 %") in grounds("Kauppa kasvoi viime vuonna noin 40 % koko maassa.", "fi")


SPEAKERS = {
    "Anna Schmidt said that the bridge had been safe.": "Anna Schmidt",
    "“The bridge was safe all the time”, said Anna Schmidt.": "Anna Schmidt",
    "As Anna Schmidt has argued, the bridge had been safe.": "Anna Schmidt",
    "According to Anna Schmidt the bridge had been safe.": "Anna Schmidt",
    "The German government claimed that the bridge was safe.": "",
}


@pytest.mark.parametrize("sentence", SPEAKERS)
def test_a_speaker_is_named_only_where_the_name_stands_beside_the_verb(sentence):
    (one,) = found(sentence)
    assert one.speaker == SPEAKERS[sentence]


def test_an_abbreviation_ends_no_sentence():
    text = "Mr. A. Smith of the ministry said so. The streets were quiet and dark that evening."
    assert [one.text for one in found(text)] == ["Mr. A. Smith of the ministry said so."]


def test_every_sentence_stands_where_it_says():
    text = (
        "Teaser: 5 tips for you at home.\n\nTrade rose by 12 percent. It fell by 3 percent later."
    )
    start = text.index("Trade")
    rows = found(text, spans=[(start, len(text))])
    assert [one.text for one in rows] == [
        "Trade rose by 12 percent.",
        "It fell by 3 percent later.",
    ]
    assert all(text[one.start : one.end] == one.text and one.start >= start for one in rows)


def test_the_strongest_keep_the_order_of_the_text():
    text = (
        "Trade rose by 12 percent that year. The mayor said so to us. "
        "Prices doubled because 40 shops closed, said Anna Schmidt."
    )
    assert [one.start for one in strongest(found(text), 2)] == [0, text.index("Prices")]


@pytest.mark.parametrize(
    "text",
    [
        *("", "   \n\n ", "1" * 5000, "“" * 3000, "a. " * 3000, "said " * 3000, "Ab Cd Ef " * 2000),
        *("A. " * 30_000, "x" * 100_000, "Mr. " * 20_000),
    ],
)
def test_hostile_texts_are_answered(text):
    assert isinstance(found(text, ""), list)
