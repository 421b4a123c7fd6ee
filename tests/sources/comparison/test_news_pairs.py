"""Sentences from the news in 13 languages: no material change is missed, and few others alarm.

`news_pairs` has a file for each language, with pairs of one sentence before and after a change.
"""

import random
from pathlib import Path

import pytest
import yaml

from sources.comparison import compare_wordings
from sources.languages import LEXICONS

FOLDER = Path(__file__).parent / "news_pairs"
PAIRS = {path.stem: yaml.safe_load(path.read_text("utf-8")) for path in FOLDER.glob("*.yaml")}
MIN_PAIRS, MIN_PAIRS_IN_ALL = 12, 300  # material and immaterial each; of both together
MAX_ALARM_RATE = 0.04
MAX_ALARM_RATE_UNDECLARED = 0.07  # some are too short for a guess of their language
MAX_ALARM_RATE_WRONGLY_DECLARED = 0.16


def list_pairs(part: str) -> list[tuple[str, str, str]]:
    return [(language, *pair) for language, parts in PAIRS.items() for pair in parts[part]]


MATERIAL, IMMATERIAL = list_pairs("material"), list_pairs("immaterial")


def name_pair(value: str) -> str:
    return value if len(value) == 2 else ""


def test_there_are_enough_pairs_in_each_language():
    assert set(PAIRS) == set(LEXICONS)
    assert len(MATERIAL) + len(IMMATERIAL) >= MIN_PAIRS_IN_ALL
    assert all(len(parts[part]) >= MIN_PAIRS for parts in PAIRS.values() for part in parts)


@pytest.mark.parametrize(("language", "old", "new"), MATERIAL, ids=name_pair)
def test_a_material_change_is_recognised_whatever_language_is_declared(language, old, new):
    declared = [language, "", "xx", *LEXICONS]
    missed = [tag for tag in declared if not compare_wordings(old, new, tag).is_material]
    assert missed == []


def test_few_immaterial_changes_alarm():
    alarms = [pair for pair in IMMATERIAL if compare_wordings(*pair[1:], pair[0]).is_material]
    assert len(alarms) <= MAX_ALARM_RATE * len(IMMATERIAL), alarms


def test_few_immaterial_changes_alarm_if_no_language_is_declared():
    alarms = [pair for pair in IMMATERIAL if compare_wordings(*pair[1:]).is_material]
    assert len(alarms) <= MAX_ALARM_RATE_UNDECLARED * len(IMMATERIAL), alarms


def test_few_immaterial_changes_alarm_if_english_is_declared():
    alarms = [pair for pair in IMMATERIAL if compare_wordings(*pair[1:], "en").is_material]
    assert len(alarms) <= MAX_ALARM_RATE_WRONGLY_DECLARED * len(IMMATERIAL), alarms


NEGATIONS = {
    "ar": "لا لم ليس",
    "de": "nicht kein nie",
    "en": "not no never",
    "es": "no nunca ni",
    "fr": "pas ne jamais",
    "hi": "नहीं न बिना",
    "it": "non mai né",
    "pl": "nie bez",
    "pt": "não nunca nem",
    "ru": "не ни без",
    "tr": "değil hiç yok",
    "uk": "не ні без",
    "zh": "不 没 未",
}


@pytest.mark.parametrize("language", LEXICONS)
def test_an_added_negation_is_material_in_any_place(language):
    rng, separator = random.Random(language), "" if language == "zh" else " "  # noqa: S311
    for _, text, _ in [pair for pair in MATERIAL + IMMATERIAL if pair[0] == language]:
        for negation in NEGATIONS[language].split():
            words = list(text) if language == "zh" else text.split()
            words.insert(rng.randint(0, len(words)), negation)
            changed = separator.join(words)
            for declared in (language, "", "en"):
                assert compare_wordings(text, changed, declared).is_material, changed
