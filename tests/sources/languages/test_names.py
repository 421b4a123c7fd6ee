"""Two listed spellings are the same name, and no two names share one."""

import time
from collections import Counter

import pytest

from sources.comparison import compare_wordings
from sources.languages.names import NAME_SPELLINGS, _list_forms, _read_table, get_name_spellings

SAME_NAMES = [
    "Lukashenko Lukashenka Łukaszenka Lukaschenko Loukachenko Lukasjenko Лукашенко Лукашэнка",
    "Kyiv Kiev Kijów Kyjiw Київ Киев كييف 基辅",
    "Zelensky Zelenskyy Selenskyj Zełenski Зеленський Зеленский زيلينسكي 泽连斯基",
    "Putin Poutine Путин Путін بوتين पुतिन 普京",
    "Gaddafi Qaddafi Kadhafi Каддафи القذافي",
    "Gorbachev Gorbatschow Gorbaczow Горбачёв Горбачев",
    "Erdogan Erdoğan Эрдоган أردوغان 埃尔多安",
    "Kharkiv Charkiw Charków Járkov Харків Харьков",
    "Chornobyl Chernobyl Tschernobyl Czarnobyl Чорнобиль Чернобыль",
    "Istanbul İstanbul İSTANBUL Estambul Стамбул",
    "Sloviansk Slavyansk Слов'янськ Слов’янськ",
    "Uyghur Uighur Ouïghour Ouighour 维吾尔 維吾爾",
]
DIFFERENT_NAMES = [
    ("Tsikhanouskaya", "Tsikhanouski"),
    ("Navalny", "Navalnaya"),
    ("Kazakhstan", "Kyrgyzstan"),
    ("Donetsk", "Donbas"),
    ("Kherson", "Kharkiv"),
    ("Gandhi", "Modi"),
    ("Khamenei", "Khomeini"),
    ("Andrey", "Andriy"),
    ("Peking", "Nanking"),
    ("Putin", "Peskov"),
]
SENTENCES = [
    ("en", "Reporters met Lukashenko in Kiev.", "Reporters met Lukashenka in Kyiv."),
    ("de", "Selenskyj flog nach Tschernobyl.", "Selenskij flog nach Tschornobyl."),
    ("fr", "Loukachenko a vu Kadhafi.", "Loukachenka a vu Gaddafi."),
    (
        "pl",
        "Zełenski był w Kijowie i Awdijiwka padła.",
        "Zełenskyj był w Kijowie i Awdijewka padła.",
    ),
    ("es", "Zelenski visitó Jersón y Járkov.", "Zelensky visitó Kherson y Kharkiv."),
    ("it", "Zelenskyj ha parlato con Gorbaciov.", "Zelensky ha parlato con Gorbačëv."),
    (
        "tr",
        "Zelenski dün Harkov'a gitti, Kadirov konuştu.",
        "Zelenskiy dün Harkov'a gitti, Kadyrov konuştu.",
    ),
    ("ru", "Горбачёв уехал из Киева.", "Горбачев уехал из Киева."),
    ("uk", "Лукашенко прибув у Гомель.", "Лукашэнка прибув у Гомель."),
    ("hi", "बाइडेन और गाँधी", "बाइडन और गांधी"),
]


def test_at_least_250_names_are_listed_with_at_least_two_spellings():
    table = _read_table()
    assert len(table) >= 250
    assert all(len(set(spellings)) >= 2 for spellings in table)
    assert len({spellings[0] for spellings in table}) == len(table)


def test_no_two_names_share_a_spelling():
    owners = Counter(
        form
        for spellings in _read_table()
        for form in {form for spelling in spellings for form in _list_forms(spelling)}
    )
    assert [form for form, count in owners.items() if count > 1] == []


@pytest.mark.parametrize("spellings", SAME_NAMES)
def test_each_spelling_finds_all_the_others(spellings):
    found = {get_name_spellings(spelling) for spelling in spellings.split()}
    assert len(found) == 1
    assert len(found.pop()) >= len(set(spellings.lower().split())) - 2


@pytest.mark.parametrize(("name_a", "name_b"), DIFFERENT_NAMES)
def test_different_names_are_apart(name_a, name_b):
    assert get_name_spellings(name_a).isdisjoint(get_name_spellings(name_b))
    for language in ("en", "de", "", "ru"):
        old, new = f"Reporters saw {name_a} there.", f"Reporters saw {name_b} there."
        assert compare_wordings(old, new, language).is_material


@pytest.mark.parametrize(("language", "old", "new"), SENTENCES)
def test_another_spelling_of_a_name_is_no_change(language, old, new):
    assert compare_wordings(old, new, language).reasons == ()


@pytest.mark.parametrize("word", ["", "table", "x" * 1_000_000, "Лук", "卢", "\u0301", "a b"])
def test_a_word_that_is_no_listed_name_has_no_spellings(word):
    start = time.perf_counter()
    assert get_name_spellings(word) == frozenset()
    assert time.perf_counter() - start < 10


def test_keys_are_in_lower_case():
    assert all(form == form.lower() for form in NAME_SPELLINGS)
