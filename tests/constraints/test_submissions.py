"""A submission is word for word what a draft says, with its digest."""

import pytest

from tests import given
from tests.helpers.attacks import allowed, insert, move, refused, sql
from tests.helpers.submissions import content_of, row_of, submit

pytestmark = [pytest.mark.database, pytest.mark.django_db]

WHAT_IT_SAYS = "A submission is what a draft says."
IN_REVIEW = "What is in review is what was submitted now."


def test_what_a_draft_says_can_be_submitted():
    verdict = given.draft()
    with allowed():
        submit(verdict)


def test_the_digest_is_that_of_the_content():
    verdict = given.draft()
    with refused("The digest is not that of the content."):
        insert("claims_submission", **row_of(verdict, sha256="0" * 64))


@pytest.mark.parametrize("column", ["content = '{}'", "sha256 = repeat('0', 64)"])
def test_a_submission_is_not_rewritten(column):
    given.in_review()
    with refused("permission denied"):
        sql(f"UPDATE claims_submission SET {column}")


PARTS = (
    *("form", "revision", "claim", "rating", "basis", "finding", "reasoning", "why_this_claim"),
    *("searched", "nothing_against", "would_change", "holds_as_of", "provisional", "review_by"),
    "evidence",
)


@pytest.mark.parametrize("part", PARTS)
def test_no_part_of_the_record_may_be_missing(part):
    verdict = given.draft()
    content = content_of(verdict)
    del content[part]
    with refused(WHAT_IT_SAYS):
        insert("claims_submission", **row_of(verdict, content))


@pytest.mark.parametrize("content", [{}, {"form": 1}])
def test_an_empty_record_is_refused(content):
    verdict = given.draft()
    with refused(WHAT_IT_SAYS):
        insert("claims_submission", **row_of(verdict, content))


CHANGED = {
    "finding": "Another.",
    "reasoning": "Another.",
    "basis": "independent",
    "revision": 2,
    "form": 9,
    "holds_as_of": "2020-01-01",
    "evidence": [],
}


@pytest.mark.parametrize("part", CHANGED)
def test_a_record_that_says_something_else_is_refused(part):
    verdict = given.draft()
    with refused(WHAT_IT_SAYS):
        content = content_of(verdict) | {part: CHANGED[part]}
        insert("claims_submission", **row_of(verdict, content))


@pytest.mark.parametrize(
    ("whole", "part", "said"),
    [
        ("claim", "id", "0000000000"),
        ("claim", "statement", "Another claim"),
        ("rating", "code", "true"),
    ],
)
def test_a_record_of_another_claim_or_rating_is_refused(whole, part, said):
    verdict = given.draft()
    content = content_of(verdict)
    content[whole][part] = said
    with refused(WHAT_IT_SAYS):
        insert("claims_submission", **row_of(verdict, content))


@pytest.mark.parametrize(
    ("part", "said"), [("id", "0000000000"), ("exact", "a rise of 40 percent")]
)
def test_a_record_that_quotes_other_words_is_refused(part, said):
    verdict = given.draft()
    content = content_of(verdict)
    content["evidence"][0]["passage"][part] = said
    with refused(WHAT_IT_SAYS):
        insert("claims_submission", **row_of(verdict, content))


def test_a_record_with_another_stance_is_refused():
    verdict = given.draft()
    content = content_of(verdict)
    content["evidence"][0]["stance"] = "supports"
    with refused(WHAT_IT_SAYS):
        insert("claims_submission", **row_of(verdict, content))


@pytest.mark.parametrize("number", [0, 2])
def test_submissions_are_numbered_without_gaps(number):
    verdict = given.draft()
    with refused(WHAT_IT_SAYS):
        insert("claims_submission", **row_of(verdict, number=number))


@pytest.mark.parametrize("state", ["in_review", "approved", "published"])
def test_only_a_draft_is_submitted(state):
    verdict = given.STATES[state]()
    with refused(WHAT_IT_SAYS):
        insert("claims_submission", **row_of(verdict))


def test_no_submission_is_written_before_its_verdict():
    verdict = given.draft()
    with refused(WHAT_IT_SAYS):
        insert("claims_submission", **row_of(verdict, verdict_id=verdict.pk + 1_000_000))


def test_a_draft_is_not_in_review_without_a_submission():
    verdict = given.draft()
    with refused(IN_REVIEW):
        move(verdict, "in_review", verdict.author, given.moment())


def test_a_draft_is_not_in_review_with_the_submission_of_another():
    verdict, other = given.draft(), given.in_review()
    with refused(IN_REVIEW):
        move(
            verdict,
            "in_review",
            verdict.author,
            given.moment(),
            submission_id=other.submission_id,
        )


def test_a_draft_is_not_in_review_with_an_old_submission():
    verdict = given.sent_back()
    with refused(IN_REVIEW):
        move(
            verdict,
            "in_review",
            verdict.author,
            given.moment(),
            submission_id=verdict.submission_id,
        )


def test_a_submission_is_signed_by_who_moves_it():
    verdict = given.draft()
    with refused(IN_REVIEW):
        submit(verdict, submitted_by_id=given.person("dov").pk)
