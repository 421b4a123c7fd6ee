"""The pairs of `battery.txt`: no material change is missed, and few immaterial ones alarm.

The languages that have a lexicon are covered; the others are compared by what all lexicons share.
"""

from pathlib import Path

import pytest

from sources.comparison import compare_wordings
from sources.languages import LEXICONS

BATTERY = Path(__file__).with_name("battery.txt")
MIN_PAIRS = 400
MAX_ALARM_RATE = 0.04
MAX_ALARM_RATE_UNCOVERED = 0.1
MAX_ALARM_RATE_WRONGLY_DECLARED = 0.1


def read_pairs(part: str) -> list[tuple[str, str, str]]:
    """Return the language, the old and the new wording of each pair of one part."""
    _, _, rest = BATTERY.read_text("utf-8").partition(f"[{part}]\n")
    lines = [line for line in rest.partition("\n[")[0].splitlines() if line]
    pairs = [line.replace("⏎", "\n").partition(": ") for line in lines]
    return [(language, *wordings.split(" => ")) for language, _, wordings in pairs]


MATERIAL, IMMATERIAL = read_pairs("material"), read_pairs("immaterial")


# All old wordings of a language, as a page in which each of them may stand.
PAGES: dict[str, str] = {}
for _language, _old, _ in MATERIAL + IMMATERIAL:
    PAGES[_language] = f"{PAGES.get(_language, '')} {_old}"


def list_alarms(pairs, *, declared: str | None = None, on_page: bool = False) -> list:
    """Return the pairs that alarm, in their own language unless another one is declared."""
    return [
        (language, old, new)
        for language, old, new in pairs
        if compare_wordings(
            old,
            new,
            language if declared is None else declared,
            context=PAGES[language] if on_page else "",
        ).is_material
    ]


def test_there_are_enough_pairs():
    assert len(MATERIAL) + len(IMMATERIAL) >= MIN_PAIRS
    assert {language for language, *_ in MATERIAL} > set(LEXICONS)


@pytest.mark.parametrize(("language", "old", "new"), MATERIAL)
def test_a_material_change_is_found_whatever_language_the_page_declares(language, old, new):
    declared = [language, "", "xx", *LEXICONS]
    missed = [tag for tag in declared if not compare_wordings(old, new, tag).is_material]
    assert missed == []


@pytest.mark.parametrize("page", LEXICONS)
def test_a_material_change_is_found_whatever_language_is_around_it(page):
    missed = [
        (declared, old, new)
        for _, old, new in MATERIAL
        for declared in ("", page)
        if not compare_wordings(old, new, declared, context=PAGES[page]).is_material
    ]
    assert missed == []


COVERED = [pair for pair in IMMATERIAL if pair[0] in LEXICONS]
UNCOVERED = [pair for pair in IMMATERIAL if pair[0] not in LEXICONS]


def test_hardly_any_immaterial_change_alarms_in_a_covered_language():
    alarms = list_alarms(COVERED)
    assert len(alarms) <= MAX_ALARM_RATE * len(COVERED), alarms


def test_few_immaterial_changes_alarm_in_other_languages():
    alarms = list_alarms(UNCOVERED)
    assert len(alarms) <= MAX_ALARM_RATE_UNCOVERED * len(UNCOVERED), alarms


@pytest.mark.parametrize("declared", ["", "en", "es", "uk", "xx"])
def test_hardly_any_immaterial_change_alarms_on_a_page_whatever_it_declares(declared):
    alarms = list_alarms(COVERED, declared=declared, on_page=True)
    assert len(alarms) <= MAX_ALARM_RATE * len(COVERED), alarms
    alarms = list_alarms(UNCOVERED, declared=declared, on_page=True)
    assert len(alarms) <= MAX_ALARM_RATE_UNCOVERED * len(UNCOVERED), alarms


def test_hardly_any_immaterial_change_alarms_if_the_language_is_not_declared():
    alarms = list_alarms(COVERED, declared="")
    assert len(alarms) <= MAX_ALARM_RATE * len(COVERED), alarms


@pytest.mark.parametrize("declared", ["en", "de", "ru"])
def test_few_immaterial_changes_alarm_if_another_language_is_declared(declared):
    alarms = list_alarms(COVERED, declared=declared)
    assert len(alarms) <= MAX_ALARM_RATE_WRONGLY_DECLARED * len(COVERED), alarms
