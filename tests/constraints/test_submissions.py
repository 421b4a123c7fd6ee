"""The content of a submission matches its draft and its digest."""

import pytest

from tests import given
from tests.helpers.attacks import (
    assert_allowed,
    assert_refused,
    change_state,
    execute_sql,
    insert_row,
)
from tests.helpers.submissions import build_content, build_submission_row, submit_with_sql

pytestmark = [pytest.mark.database, pytest.mark.django_db]

MATCHES_DRAFT = "The content of a submission must match its draft."
NEEDS_SUBMISSION = "A verdict can move to review only together with a new submission."


def test_a_record_that_matches_its_draft_is_allowed():
    verdict = given.draft()
    with assert_allowed():
        submit_with_sql(verdict)


def test_a_wrong_digest_is_refused():
    verdict = given.draft()
    with assert_refused("The digest does not match the content."):
        insert_row("claims_submission", **build_submission_row(verdict, sha256="0" * 64))


@pytest.mark.parametrize("column", ["content = '{}'", "sha256 = repeat('0', 64)"])
def test_changing_a_submission_is_refused(column):
    given.in_review()
    with assert_refused("permission denied"):
        execute_sql(f"UPDATE claims_submission SET {column}")


PARTS = (
    *(
        "schema_version",
        "revision",
        "claim",
        "rating",
        "basis",
        "conclusion",
        "reasoning",
        "why_this_claim",
    ),
    *(
        "search_notes",
        "no_counter_evidence",
        "what_would_change_it",
        "valid_as_of",
        "provisional",
        "revisit_on",
    ),
    "evidence",
)


@pytest.mark.parametrize("part", PARTS)
def test_a_record_with_a_missing_part_is_refused(part):
    verdict = given.draft()
    content = build_content(verdict)
    del content[part]
    with assert_refused(MATCHES_DRAFT):
        insert_row("claims_submission", **build_submission_row(verdict, content))


@pytest.mark.parametrize("content", [{}, {"schema_version": 1}])
def test_an_empty_record_is_refused(content):
    verdict = given.draft()
    with assert_refused(MATCHES_DRAFT):
        insert_row("claims_submission", **build_submission_row(verdict, content))


CHANGED = {
    "conclusion": "Another.",
    "reasoning": "Another.",
    "basis": "independent",
    "revision": 2,
    "schema_version": 9,
    "valid_as_of": "2020-01-01",
    "evidence": [],
}


@pytest.mark.parametrize("part", CHANGED)
def test_a_record_that_differs_from_its_draft_is_refused(part):
    verdict = given.draft()
    with assert_refused(MATCHES_DRAFT):
        content = build_content(verdict) | {part: CHANGED[part]}
        insert_row("claims_submission", **build_submission_row(verdict, content))


@pytest.mark.parametrize(
    ("whole", "part", "text"),
    [
        ("claim", "id", "0000000000"),
        ("claim", "statement", "Another claim"),
        ("rating", "code", "true"),
    ],
)
def test_a_record_of_another_claim_or_rating_is_refused(whole, part, text):
    verdict = given.draft()
    content = build_content(verdict)
    content[whole][part] = text
    with assert_refused(MATCHES_DRAFT):
        insert_row("claims_submission", **build_submission_row(verdict, content))


@pytest.mark.parametrize(
    ("part", "text"), [("id", "0000000000"), ("exact", "a rise of 40 percent")]
)
def test_a_record_with_another_quotation_is_refused(part, text):
    verdict = given.draft()
    content = build_content(verdict)
    content["evidence"][0]["passage"][part] = text
    with assert_refused(MATCHES_DRAFT):
        insert_row("claims_submission", **build_submission_row(verdict, content))


def test_a_record_with_another_stance_is_refused():
    verdict = given.draft()
    content = build_content(verdict)
    content["evidence"][0]["stance"] = "supports"
    with assert_refused(MATCHES_DRAFT):
        insert_row("claims_submission", **build_submission_row(verdict, content))


@pytest.mark.parametrize("number", [0, 2])
def test_submissions_are_numbered_without_gaps(number):
    verdict = given.draft()
    with assert_refused(MATCHES_DRAFT):
        insert_row("claims_submission", **build_submission_row(verdict, number=number))


@pytest.mark.parametrize("state", ["in_review", "approved", "published"])
def test_submitting_outside_draft_is_refused(state):
    verdict = given.STATES[state]()
    with assert_refused(MATCHES_DRAFT):
        insert_row("claims_submission", **build_submission_row(verdict))


def test_a_submission_of_an_unknown_verdict_is_refused():
    verdict = given.draft()
    with assert_refused(MATCHES_DRAFT):
        insert_row(
            "claims_submission", **build_submission_row(verdict, verdict_id=verdict.pk + 1_000_000)
        )


def test_moving_to_review_without_a_submission_is_refused():
    verdict = given.draft()
    with assert_refused(NEEDS_SUBMISSION):
        change_state(verdict, "in_review", verdict.author, given.moment())


def test_moving_to_review_with_the_submission_of_another_verdict_is_refused():
    verdict, other = given.draft(), given.in_review()
    with assert_refused(NEEDS_SUBMISSION):
        change_state(
            verdict,
            "in_review",
            verdict.author,
            given.moment(),
            submission_id=other.submission_id,
        )


def test_moving_to_review_with_an_old_submission_is_refused():
    verdict = given.sent_back()
    with assert_refused(NEEDS_SUBMISSION):
        change_state(
            verdict,
            "in_review",
            verdict.author,
            given.moment(),
            submission_id=verdict.submission_id,
        )


def test_a_submission_by_another_user_than_the_transition_is_refused():
    verdict = given.draft()
    with assert_refused(NEEDS_SUBMISSION):
        submit_with_sql(verdict, submitted_by_id=given.person("dov").pk)
