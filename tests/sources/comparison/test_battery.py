"""The pairs of `battery.txt`: no material change is missed, and few immaterial ones alarm.

The languages that have a lexicon are covered; the others are compared by what all lexicons share.
"""

from pathlib import Path

import pytest

from sources.comparison import compare_wordings
from sources.languages import LEXICONS

BATTERY = Path(__file__).with_name("battery.txt")
MIN_PAIRS = 200
MAX_ALARM_RATE = 0.04
MAX_ALARM_RATE_UNCOVERED = 0.1


def read_pairs(part: str) -> list[tuple[str, str, str]]:
    """Return the language, the old and the new wording of each pair of one part."""
    _, _, rest = BATTERY.read_text("utf-8").partition(f"[{part}]\n")
    lines = [line for line in rest.partition("\n[")[0].splitlines() if line]
    pairs = [line.replace("⏎", "\n").partition(": ") for line in lines]
    return [(language, *wordings.split(" => ")) for language, _, wordings in pairs]


MATERIAL, IMMATERIAL = read_pairs("material"), read_pairs("immaterial")


def list_alarms(pairs, *, declares: bool) -> list:
    return [
        (language, old, new)
        for language, old, new in pairs
        if compare_wordings(old, new, language if declares else "").is_material
    ]


def test_there_are_enough_pairs():
    assert len(MATERIAL) + len(IMMATERIAL) >= MIN_PAIRS
    assert {language for language, *_ in MATERIAL} > set(LEXICONS)


@pytest.mark.parametrize(("language", "old", "new"), MATERIAL)
def test_a_material_change_is_found_whatever_language_the_page_declares(language, old, new):
    declared = [language, "", "xx", *LEXICONS]
    missed = [tag for tag in declared if not compare_wordings(old, new, tag).is_material]
    assert missed == []


def test_hardly_any_immaterial_change_alarms_in_a_covered_language():
    covered = [pair for pair in IMMATERIAL if pair[0] in LEXICONS]
    alarms = list_alarms(covered, declares=True)
    assert len(alarms) <= MAX_ALARM_RATE * len(covered), alarms


def test_few_immaterial_changes_alarm_in_other_languages():
    uncovered = [pair for pair in IMMATERIAL if pair[0] not in LEXICONS]
    alarms = list_alarms(uncovered, declares=True)
    assert len(alarms) <= MAX_ALARM_RATE_UNCOVERED * len(uncovered), alarms


def test_few_immaterial_changes_alarm_if_the_language_is_not_declared():
    alarms = list_alarms(IMMATERIAL, declares=False)
    assert len(alarms) <= MAX_ALARM_RATE_UNCOVERED * len(IMMATERIAL), alarms
