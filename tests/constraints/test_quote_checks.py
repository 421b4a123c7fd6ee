"""The result of a quote check matches the text of the snapshot."""

import json

import pytest

from sources.rechecks import COMPARISON_VERSION
from tests import given
from tests.helpers.attacks import assert_allowed, assert_refused, insert_row
from tests.helpers.changing_site import create_retrieval

pytestmark = [pytest.mark.database, pytest.mark.django_db]

CHANGED = given.TEXT.replace("a rise of 4 percent", "a rise of 17 percent")
FALL = "a rise of 17 percent"
TEXT_DIFFERS = "The snapshot has different text at this place."
OUTCOME_FITS = "The outcome of a quote check must fit the text that was found."
SAME_RETRIEVAL = "A quote check must use the snapshot of its retrieval."


def check_row(text=CHANGED, exact=given.OFFICE, found_text=FALL, **changed) -> dict:
    """A check with the outcome `altered`, unless another one is passed."""
    passage = given.passage(exact)
    retrieval = create_retrieval(passage.snapshot.source, text)
    start = retrieval.snapshot.text.find(found_text) if retrieval.snapshot else None
    return {
        "passage_id": passage.pk,
        "retrieval_id": retrieval.pk,
        "snapshot_id": retrieval.snapshot_id,
        "outcome": "altered",
        "start": start,
        "end": None if start is None else start + len(found_text),
        "found_text": found_text,
        "material": True,
        "reasons": json.dumps([{"kind": "number", "old": "4", "new": "17"}]),
        "engine": COMPARISON_VERSION,
        "checked_at": given.moment(),
    } | changed


UNALTERED = {"material": None, "reasons": "[]"}
NOT_FOUND = {"start": None, "end": None, "found_text": "", **UNALTERED}


def insert_check(**changed) -> None:
    insert_row("sources_quotecheck", **changed)


def test_a_quote_check_is_allowed():
    with assert_allowed():
        insert_check(**check_row())
    with assert_allowed():
        insert_check(
            **check_row(
                given.TEXT + " More.", found_text=given.OFFICE, outcome="exact", **UNALTERED
            )
        )
    with assert_allowed():
        insert_check(**check_row("The weather.", outcome="missing") | NOT_FOUND)
    with assert_allowed():
        insert_check(**check_row(None, outcome="unreachable") | NOT_FOUND)


@pytest.mark.parametrize(
    "changed",
    [
        {"found_text": "a rise of 70 percent"},
        {"start": 0, "end": len(FALL)},
        {"end": 100_000},
        {"found_text": "a rise of 17 percen"},
    ],
)
def test_found_text_that_is_not_in_the_snapshot_is_refused(changed):
    wrong = check_row() | changed
    with assert_refused(TEXT_DIFFERS):
        insert_check(**wrong)


@pytest.mark.parametrize("outcome", ["exact", "moved"])
def test_exact_with_other_words_is_refused(outcome):
    wrong = check_row(outcome=outcome, **UNALTERED)
    with assert_refused(OUTCOME_FITS):
        insert_check(**wrong)


def test_altered_with_the_same_words_is_refused():
    wrong = check_row(given.TEXT + " More.", found_text=given.OFFICE)
    with assert_refused(OUTCOME_FITS):
        insert_check(**wrong)


def test_a_check_against_another_snapshot_or_source_is_refused():
    other, wrong = given.snapshot("An article about trade. And no more."), check_row()
    with assert_refused(SAME_RETRIEVAL):
        insert_check(**wrong | {"snapshot_id": other.pk})
    with assert_refused(SAME_RETRIEVAL):
        insert_check(**wrong | {"passage_id": given.passage().pk})


def test_unreachable_with_a_snapshot_is_refused():
    wrong = check_row(outcome="unreachable") | NOT_FOUND
    with assert_refused("unreachable_has_no_snapshot"):
        insert_check(**wrong)


def test_found_text_of_an_unreachable_source_is_refused():
    wrong = check_row(None, outcome="missing") | NOT_FOUND
    with assert_refused("unreachable_has_no_snapshot"):
        insert_check(**wrong)


def test_altered_needs_a_materiality():
    wrong = check_row(material=None)
    with assert_refused("altered_has_materiality"):
        insert_check(**wrong)


def test_reasons_without_an_alteration_are_refused():
    wrong = check_row("The weather.", outcome="missing") | NOT_FOUND | {"material": True}
    with assert_refused("altered_has_materiality"):
        insert_check(**wrong)


def test_found_text_without_a_position_is_refused():
    wrong = check_row("The weather.", found_text="weather", outcome="missing") | UNALTERED
    with assert_refused("found_text_has_position"):
        insert_check(**wrong)


def test_reasons_must_be_a_list():
    wrong = check_row(reasons='{"kind": "number"}')
    with assert_refused("Reasons must be a list."):
        insert_check(**wrong)


def test_checking_a_passage_twice_in_one_retrieval_is_refused():
    same = check_row()
    insert_check(**same)
    with assert_refused("one_check_per_passage_and_retrieval"):
        insert_check(**same)
