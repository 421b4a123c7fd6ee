"""Each lexicon is read as it was meant: numerals, multipliers, units, dates and spellings."""

import time

import pytest

from sources.comparison import compare_wordings
from sources.languages import COMMON_LEXICON, LEXICONS, guess_language

NEW_LANGUAGES = ("ar", "es", "hi", "it", "pt", "tr", "zh")

# Two notations of one number, in the middle of a sentence of the language.
SAME_NUMBERS = {
    "es": """
        veintidós = 22 | treinta y uno = 31 | noventa y nueve = 99 | ciento cincuenta = 150
        quinientos ochenta y siete = 587 | dos mil = 2.000 | mil quinientos = 1.500
        cien mil = 100.000 | dos mil quinientos = 2500 | un millón = 1.000.000
        mil millones = 1.000.000.000 | tres mil millones = 3.000 millones | 2,5 millones = 2.500.000
        un billón = 1 billón | 70 por ciento = 70 % | 70 por cien = 70%
        5 millones de euros = 5 millones € | 30 kilómetros = 30 km | 20 USD = 20 dólares
        medio millón = 500.000 | un millón y medio = 1,5 millones | dos millones y medio = 2.500.000
    """,
    "pt": """
        vinte e dois = 22 | trinta e um = 31 | cento e cinquenta = 150 | duzentas = 200
        quinhentos e oitenta e sete = 587 | dois mil = 2.000 | mil e quinhentos = 1.500
        cem mil = 100.000 | dois mil e quinhentos = 2500 | um milhão = 1.000.000
        dois bilhões = 2 mil milhões | dois biliões = 2 trilhões | 3 bilhões = 3.000 milhões
        70 por cento = 70% | 5 milhões de euros = 5 milhões € | dezasseis = 16 | dezessete = 17
        30 quilómetros = 30 km | um milhão e meio = 1,5 milhões | R$ 5 milhões = 5 milhões de reais
    """,
    "it": """
        ventuno = 21 | ventotto = 28 | novantanove = 99 | ventitré = 23 | centocinquanta = 150
        centotto = 108 | duecentoventi = 220 | mille = 1.000 | duemila = 2.000
        duemilacinquecento = 2500 | duemilaventiquattro = 2024 | centomila = 100.000
        un milione = 1.000.000 | due miliardi = 2 mld | 3,5 milioni = 3.500.000
        70 per cento = 70% | 5 milioni di euro = 5 milioni € | 30 chilometri = 30 km
        mezzo milione = 500.000 | un miliardo e mezzo = 1,5 miliardi
    """,
    "tr": """
        on beş = 15 | yirmi iki = 22 | doksan dokuz = 99 | yüz = 100 | yüz elli = 150
        iki yüz elli üç = 253 | bin = 1.000 | iki bin beş yüz = 2.500 | yüz bin = 100.000
        2 bin 500 = 2.500 | 1 milyon 250 bin = 1.250.000 | bir milyon = 1.000.000
        iki milyar = 2 milyar | 3,5 milyon = 3.500.000 | yüzde 70 = %70 | % 70 = 70%
        5 dolar = 5 $ | 40 TL = 40 lira
        30 kilometre = 30 km | yarım milyon = 500.000 | 2 buçuk milyon = 2.500.000
        bir buçuk milyar = 1,5 milyar
    """,
    "ar": """
        ثلاثة = 3 | أحد عشر = 11 | خمسة عشر = 15 | واحد وعشرون = 21 | خمسة وعشرين = 25
        مئة = 100 | مائة = 100 | مئة وخمسون = 150 | ثلاثمئة = 300 | ثلاث مئة = 300
        ثلاثمائة وخمسة وأربعون = 345 | ألفين = 2000 | خمسة آلاف = 5000 | مئة ألف = 100000
        خمسة ملايين = 5000000 | مليوني = 2000000 | ثلاثة مليارات = 3000000000
        ٧٠ في المئة = 70% | 70 بالمائة = 70٪ | 30 كيلومترا = 30 كم | 5 دولارات = 5 $
        مليون ونصف = 1.5 مليون
    """,
    "hi": """
        दो = 2 | पंद्रह = 15 | पच्चीस = 25 | उनसठ = 59 | निन्यानवे = 99 | दो सौ = 200 | पाँच सौ पचास = 550
        तीन हज़ार = 3,000 | एक लाख = 1 लाख | दो लाख = 200,000 | दो करोड़ = 2 करोड़
        2 करोड़ 50 लाख = 2.5 करोड़ | 1 लाख 20 हजार = 120,000 | 70 फ़ीसदी = 70% | ७० प्रतिशत = 70%
        5 रुपये = 5 ₹ | 30 किलोमीटर = 30 किमी | 3 अरब = 3 बिलियन
        डेढ़ लाख = 1.5 लाख | ढाई करोड़ = 25,000,000 | 1,50,000 = 1.5 लाख | 12,34,567 = 1234567
    """,
    "zh": """
        七十 = 70 | 三百五十 = 350 | 三千五百万 = 3500万 | 1.2万 = 12000
        5亿 = 五亿 | 1亿2000万 = 120000000
        百分之七十 = 70% | 百分之70 = 70% | 二〇二四 = 2024 | 三萬 = 30000 | 5亿美元 = 五亿美元
        30公里 = 30 km | 30公斤 = 30 kg
    """,
    "ru": "полтора миллиона = 1,5 млн | два с половиной миллиона = 2,5 млн | полторы тысячи = 1500",
    "uk": "півтора мільйона = 1,5 млн | два з половиною мільйони = 2,5 млн | пів мільйона = 500000",
    "pl": "półtora miliona = 1,5 mln | dwa i pół miliona = 2,5 mln | pół miliarda = 500 mln",
    "de": "anderthalb Millionen = 1,5 Millionen | zweieinhalb Milliarden = 2,5 Mrd",
    "fr": "un million et demi = 1,5 million | deux milliards et demi = 2,5 milliards",
    "en": "one and a half million = 1.5 million | a million and a half = 1,500,000",
}
# Numbers that look or sound alike; each is another number.
OTHER_NUMBERS = {
    "es": "sesenta = setenta | mil = millón | un billón = mil millones | doce = dos | 2.500 = 2,5",
    "pt": "sessenta = setenta | um bilhão = um bilião | doze = dois | três = treze | mil = milhão",
    "it": "sessanta = settanta | mille = milione | milione = miliardo | tre = dieci",
    "tr": "altı = altmış | yedi = yetmiş | bin = milyon | on iki = yirmi | 2 bin 500 = 2 bin 50",
    "ar": "سبعة = تسعة | سبعون = تسعون | مليون = مليار | خمسة عشر = خمسة وعشرون | ألف = ألفين",
    "hi": "सत्तर = सत्रह | उनसठ = उनहत्तर | लाख = करोड़ | छियासठ = छियासी | 2 लाख = 2 हजार",
    "zh": "七十 = 十七 | 三万 = 三亿 | 千 = 万 | 百分之七 = 百分之七十 | 两 = 二十",
}
SENTENCES = {
    "es": "La ciudad perdió {} el año pasado.",
    "pt": "A cidade perdeu {} no ano passado.",
    "it": "La città ha perso {} nello scorso anno.",
    "tr": "Bu şehir geçen yıl {} kaybetti.",
    "ar": "خسرت المدينة {} في العام الماضي.",
    "hi": "शहर ने पिछले साल {} खो दिए।",
    "zh": "这个城市去年失去了{}。",
    "ru": "Город в прошлом году потерял {} и не был восстановлен.",
    "uk": "Місто торік втратило {} і не було відновлене.",
    "pl": "Miasto straciło {} w zeszłym roku i nie jest bogate.",
    "de": "Die Stadt hat im letzten Jahr {} verloren.",
    "fr": "La ville a perdu {} dans les dernières années.",
    "en": "The city has lost {} in the last year.",
}
TEXTS = {
    "es": "El gobierno anunció ayer que las obras del puente empezarán en julio.",
    "pt": "O governo anunciou ontem que as obras da ponte não vão começar em julho.",
    "it": "Il governo ha annunciato ieri che i lavori del ponte non sono ancora iniziati.",
    "tr": "Bakanlık, köprü için çalışmaların temmuz ayında başlayacağını ve süreceğini dedi.",
    "ar": "أعلنت الحكومة أمس أن العمل على الجسر الذي بدأ في مارس لم ينته بعد.",
    "hi": "सरकार ने कल कहा कि पुल का काम जुलाई में शुरू होगा।",
    "zh": "政府昨天宣布，大桥工程将于七月开始。",
}


def list_pairs(table: dict[str, str]) -> list[tuple[str, str, str]]:
    return [
        (language, *(part.strip() for part in pair.split(" = ")))
        for language, text in table.items()
        for line in text.strip().splitlines()
        for pair in line.strip().split(" | ")
    ]


@pytest.mark.parametrize(("language", "old", "new"), list_pairs(SAME_NUMBERS))
def test_two_notations_of_a_number_are_the_same(language, old, new):
    sentence = SENTENCES[language]
    comparison = compare_wordings(sentence.format(old), sentence.format(new), language)
    assert comparison.reasons == ()


@pytest.mark.parametrize(("language", "old", "new"), list_pairs(OTHER_NUMBERS))
def test_two_numbers_that_look_alike_differ(language, old, new):
    sentence = SENTENCES[language]
    for declared in (language, "", "en"):
        comparison = compare_wordings(sentence.format(old), sentence.format(new), declared)
        assert comparison.is_material


@pytest.mark.parametrize("language", ["es", "pt", "it", "tr", "ar", "hi"])
def test_every_listed_numeral_is_read(language):
    numerals = sorted(LEXICONS[language].numerals.items())
    for words, value in [*numerals[:100], *numerals[100::97]]:
        sentence = SENTENCES[language]
        old, new = sentence.format(" ".join(words)), sentence.format(value)
        assert not compare_wordings(old, new, language).is_material, (words, value)


@pytest.mark.parametrize("language", ["es", "pt", "it", "tr", "ar", "hi"])
def test_the_numerals_up_to_ninety_nine_are_complete(language):
    lexicon = LEXICONS[language]
    assert set(range(2, 100)) <= set(lexicon.numerals.values()) | {100}


@pytest.mark.parametrize("language", NEW_LANGUAGES)
def test_the_language_of_a_sentence_is_guessed(language):
    assert guess_language(TEXTS[language]) == language


@pytest.mark.parametrize("language", LEXICONS)
def test_reasons_are_named_in_each_language(language):
    kinds = set(LEXICONS[language].change_kinds.values())
    assert {"number", "unit", "currency", "date", "negation", "modality"} <= kinds
    assert {"quantifier", "direction", "conjunction"} <= kinds


@pytest.mark.parametrize(
    ("language", "old", "new"),
    [
        ("tr", "SINIR KAPISI kapandı", "SİNİR KAPISI kapandı"),
        ("tr", "Sinir krizi geçirdi", "Sınır krizi geçirdi"),
        ("es", "El ministro hablo ayer", "El ministro habló ayer"),
        ("es", "La frontera esta cerrada", "La frontera está cerrada"),
        ("pt", "O avô morreu em casa", "O avó morreu em casa"),
        ("pt", "Eles têm razão", "Eles tem razão"),
        ("it", "Il sindaco parlò di guerra", "Il sindaco parlo di guerra"),
        ("it", "La crisi è grave", "La crisi e grave"),
        ("ar", "صدر القرار في آب", "صدر القرار في آذار"),
        ("hi", "वह नहीं आया", "वह यहीं आया"),
        ("zh", "他在晚上到达", "他在早上到达"),
    ],
)
def test_words_that_differ_by_a_sign_or_a_letter_are_told_apart(language, old, new):
    for declared in (language, "", "en"):
        assert compare_wordings(old, new, declared).is_material


@pytest.mark.parametrize(
    ("language", "old", "new"),
    [
        ("tr", "İSTANBUL VALİSİ konuştu", "İstanbul valisi konuştu"),
        ("es", "Éste fue el peor año", "Este fue el peor año"),
        ("pt", "A acção do António foi óptima", "A ação do Antônio foi ótima"),
        ("it", "Perchè lo Stato né paga né decide", "Perché lo Stato nè paga nè decide"),
        ("ar", "في كانون الأول/ديسمبر 2021", "في ديسمبر 2021"),
        ("ar", "في يناير/كانون الثاني 2021", "في يناير 2021"),
        ("ar", "في تموز/يوليو", "في يوليو"),
        ("ar", "في غشت 2021", "في أغسطس 2021"),
        ("hi", "चुनाव के लिये नये नियम", "चुनाव के लिए नए नियम"),
        ("hi", "अन्तरराष्ट्रीय सम्बन्ध", "अंतरराष्ट्रीय संबंध"),
        ("zh", "臺灣總統說：「不會」", "台湾总统说：“不会”"),
    ],
)
def test_other_spellings_of_a_word_are_the_same(language, old, new):
    assert compare_wordings(old, new, language).reasons == ()


@pytest.mark.parametrize("language", LEXICONS)
@pytest.mark.parametrize(
    "part",
    [
        "9" * 5000 + " bin 500 ",
        "9" * 5000 + " milyon ve yarım millones y medio ",
        "2 bin 500 buçuk milyon ",
        "1 लाख 20 हजार डेढ़ ",
        "un millón y medio ",
        "خمسة وعشرون ",
        "百分之七十",
        "полтора миллиона с половиной ",
        "R$ ",
    ],
)
def test_long_and_repeated_numbers_are_compared_within_a_second(language, part):
    text = part * (8_000 // len(part) + 1)
    start = time.perf_counter()
    assert compare_wordings(f"1 {text} 1", f"2 {text} 2", language).is_material
    assert time.perf_counter() - start < 5  # the machine may be busy; it takes a tenth of this


@pytest.mark.parametrize("word", ["once", "bin", "on", "sei", "dez", "otto", "set", "try"])
def test_a_word_of_another_language_is_no_number_if_the_language_is_unknown(word):
    assert (word,) not in COMMON_LEXICON.numerals
    assert word not in COMMON_LEXICON.multipliers | COMMON_LEXICON.units
