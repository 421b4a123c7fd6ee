"""A check tells what the look found, and no other words than stand there."""

import json

import pytest

from sources.rechecks import ENGINE
from tests import given
from tests.helpers.attacks import allowed, insert, refused
from tests.helpers.changing_site import looked

pytestmark = [pytest.mark.database, pytest.mark.django_db]

CHANGED = given.TEXT.replace("a rise of 4 percent", "a rise of 17 percent")
FALL = "a rise of 17 percent"
WORDS = "These are not the words at this place of the snapshot."
WORD_FOR_WORD = "Word for word is what was quoted, and nothing else is."
LOOK = "A passage is looked for in what the look at its source brought."


def row(text=CHANGED, exact=given.OFFICE, found=FALL, **changed) -> dict:
    """A check of a passage; as altered, where nothing else is said."""
    passage = given.passage(exact)
    look = looked(passage.snapshot.source, text)
    start = look.snapshot.text.find(found) if look.snapshot else None
    return {
        "passage_id": passage.pk,
        "retrieval_id": look.pk,
        "snapshot_id": look.snapshot_id,
        "outcome": "altered",
        "start": start,
        "end": None if start is None else start + len(found),
        "found": found,
        "material": True,
        "reasons": json.dumps([{"kind": "number", "old": "4", "new": "17"}]),
        "engine": ENGINE,
        "checked_at": given.moment(),
    } | changed


PLAIN = {"material": None, "reasons": "[]"}
NOWHERE = {"start": None, "end": None, "found": "", **PLAIN}


def check(**changed) -> None:
    insert("sources_check", **changed)


def test_what_was_found_can_be_written_down():
    with allowed():
        check(**row())
    with allowed():
        check(**row(given.TEXT + " More.", found=given.OFFICE, outcome="exact", **PLAIN))
    with allowed():
        check(**row("The weather.", outcome="missing") | NOWHERE)
    with allowed():
        check(**row(None, outcome="unreachable") | NOWHERE)


@pytest.mark.parametrize(
    "changed",
    [
        {"found": "a rise of 70 percent"},
        {"start": 0, "end": len(FALL)},
        {"end": 100_000},
        {"found": "a rise of 17 percen"},
    ],
)
def test_words_that_are_not_there_are_not_found(changed):
    wrong = row() | changed
    with refused(WORDS):
        check(**wrong)


@pytest.mark.parametrize("outcome", ["exact", "moved"])
def test_other_words_are_not_called_word_for_word(outcome):
    wrong = row(outcome=outcome, **PLAIN)
    with refused(WORD_FOR_WORD):
        check(**wrong)


def test_the_same_words_are_not_called_altered():
    wrong = row(given.TEXT + " More.", found=given.OFFICE)
    with refused(WORD_FOR_WORD):
        check(**wrong)


def test_a_passage_is_not_checked_against_another_text_or_source():
    other, wrong = given.snapshot("An article about trade. And no more."), row()
    with refused(LOOK):
        check(**wrong | {"snapshot_id": other.pk})
    with refused(LOOK):
        check(**wrong | {"passage_id": given.passage().pk})


def test_a_look_that_brought_a_text_is_not_called_unreachable():
    wrong = row(outcome="unreachable") | NOWHERE
    with refused("unreachable_without_a_snapshot"):
        check(**wrong)


def test_nothing_is_found_where_nothing_was_reached():
    wrong = row(None, outcome="missing") | NOWHERE
    with refused("unreachable_without_a_snapshot"):
        check(**wrong)


def test_what_is_altered_is_material_or_not():
    wrong = row(material=None)
    with refused("altered_is_material_or_not"):
        check(**wrong)


def test_only_what_is_altered_has_reasons():
    wrong = row("The weather.", outcome="missing") | NOWHERE | {"material": True}
    with refused("altered_is_material_or_not"):
        check(**wrong)


def test_words_without_a_place_are_not_found():
    wrong = row("The weather.", found="weather", outcome="missing") | PLAIN
    with refused("found_words_have_a_place"):
        check(**wrong)


def test_reasons_are_a_list():
    wrong = row(reasons='{"kind": "number"}')
    with refused("Reasons are a list."):
        check(**wrong)


def test_a_look_checks_a_passage_once():
    same = row()
    check(**same)
    with refused("one_check_per_passage_and_look"):
        check(**same)
