"""Review comments quote the submission, reviewers confirm fair wording, blind ratings agree."""

import pytest
from django.test import override_settings

from claims.workflow import actions, drafting
from tests import given
from tests.helpers.attacks import (
    approve_with_sql,
    assert_allowed,
    assert_refused,
    change_state,
    insert_review,
    insert_row,
    update_verdict,
)

pytestmark = [pytest.mark.database, pytest.mark.django_db]

IN_REVIEW = "A review comment must refer to the submission that is in review."
NOT_AT_PLACE = "The quoted text is not at this place of the submission."
ONLY_IN_DRAFT = "A review comment can be resolved only in a draft, by a contributor."
FAIR_WORDING = "A reviewer who approves must confirm that the claim is worded fairly."
AGREE = "The blind ratings do not agree, so the submission cannot be approved."
NEEDS_COMMENT = "A submission can be sent back only with a comment."


def insert_comment(verdict, by="bo", **changed) -> None:
    row = {
        "submission_id": verdict.submission_id,
        "section": "whole",
        "passage": "",
        "quoted_text": "",
        "prefix": "",
        "suffix": "",
        "start": None,
        "text": "Name the table.",
        "created_at": given.moment(),
        "created_by_id": given.person(by).pk,
    } | changed
    insert_row("claims_reviewcomment", **row)


def quote_words(verdict, section="conclusion", quoted_text="reports") -> dict:
    start = getattr(verdict, section).index(quoted_text)
    before, after = (
        getattr(verdict, section)[:start],
        getattr(verdict, section)[start + len(quoted_text) :],
    )
    values = {
        "section": section,
        "quoted_text": quoted_text,
        "prefix": before[-32:],
        "suffix": after[:32],
    }
    return values | {"start": start}


# ── comments ──────────────────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize("section", ["whole", "claim", "rating", "valid_as_of", "basis", "change"])
def test_a_comment_on_a_section_is_allowed(section):
    verdict = given.published() if section == "change" else None
    verdict = given.in_review(verdict=given.correction(verdict) if verdict else None)
    with assert_allowed():
        insert_comment(verdict, section=section)


def test_a_comment_on_quoted_words_is_allowed():
    verdict = given.in_review(reasoning="The 👩‍🌾 reports a rise of 4 %.")
    with assert_allowed():
        insert_comment(verdict, **quote_words(verdict, "reasoning"))
        insert_comment(verdict, **quote_words(verdict, "reasoning") | {"prefix": "", "suffix": ""})
        insert_comment(verdict, **quote_words(verdict))


@pytest.mark.parametrize(
    "changed",
    [
        {"quoted_text": "denies"},
        {"start": 0},
        {"start": None},
        {"start": 1},
        {"start": 4000},
        {"prefix": "x"},
        {"suffix": "x"},
        {"section": "reasoning"},
        {"section": "whole"},
    ],
)
def test_a_comment_on_words_that_are_not_there_is_refused(changed):
    verdict = given.in_review()
    with assert_refused(NOT_AT_PLACE):
        insert_comment(verdict, **quote_words(verdict) | changed)


def test_a_comment_on_an_unknown_section_is_refused():
    with assert_refused(NOT_AT_PLACE):
        insert_comment(given.in_review(), section="colour")


def test_a_comment_on_evidence_and_its_note_is_allowed():
    verdict = given.draft()
    evidence = drafting.cite(
        verdict,
        given.passage(given.DOUBT),
        by=verdict.author,
        at=given.moment(),
        stance="context",
        note="No one asked them.",
    )
    passage = evidence.passage.public_id
    verdict = given.in_review(verdict=verdict)
    doubt, asked = {"quoted_text": "doubt", "start": 8}, {"quoted_text": "asked", "start": 7}
    with assert_allowed():
        insert_comment(verdict, section="evidence", passage=passage)
        insert_comment(verdict, section="evidence", passage=passage, **doubt)
        insert_comment(verdict, section="note", passage=passage, **asked)
    with assert_refused(NOT_AT_PLACE):
        insert_comment(verdict, section="evidence", passage=passage, **asked)


@pytest.mark.parametrize("section", ["evidence", "note"])
def test_a_comment_on_evidence_of_another_revision_is_refused(section):
    other = given.in_review().evidence.get().passage.public_id
    with assert_refused(NOT_AT_PLACE):
        insert_comment(given.in_review(), section=section, passage=other)


def test_only_a_comment_on_evidence_has_a_passage():
    verdict = given.in_review()
    with assert_refused("review_comment_on_evidence_has_passage"):
        insert_comment(verdict, section="conclusion", passage="zzzzzzzzzz")
    with assert_refused(NOT_AT_PLACE):
        insert_comment(verdict, section="evidence")


@pytest.mark.parametrize("changed", [{"start": 0}, {"prefix": "The "}, {"suffix": "The "}])
def test_a_position_without_quoted_words_is_refused(changed):
    with assert_refused("quoted_review_comment_has_position"):
        insert_comment(given.in_review(), **changed)


def test_a_review_comment_needs_text():
    with assert_refused("review_comment_has_text"):
        insert_comment(given.in_review(), text="")


def test_a_review_comment_by_a_contributor_is_refused():
    with assert_refused("A contributor cannot comment on their own submission."):
        insert_comment(given.in_review(), by="ana")


@pytest.mark.parametrize("state", ["published", "superseded", "retracted"])
def test_a_review_comment_on_a_published_verdict_is_refused(state):
    with assert_refused(IN_REVIEW):
        insert_comment(given.STATES[state]())


def test_a_review_comment_on_a_draft_or_an_earlier_submission_is_refused():
    verdict = given.sent_back()
    earlier = verdict.submission_id
    with assert_refused(IN_REVIEW):
        insert_comment(verdict)
    verdict = given.in_review(verdict=verdict)
    with assert_refused(IN_REVIEW):
        insert_comment(verdict, submission_id=earlier)


def test_a_review_comment_on_an_approved_verdict_is_allowed():
    with assert_allowed():
        insert_comment(given.approved())


# ── resolutions ───────────────────────────────────────────────────────────────────────────────────
def insert_resolution(verdict, by="ana", **changed) -> None:
    row = {
        "review_comment_id": verdict.submission.review_comments.get().pk,
        "text": "The table is named.",
        "resolved_at": given.moment(),
        "resolved_by_id": given.person(by).pk,
    } | changed
    insert_row("claims_reviewcommentresolution", **row)


def test_resolving_is_allowed_to_a_contributor():
    with assert_allowed():
        insert_resolution(given.sent_back_with_comment())


def test_resolving_is_refused_to_other_users():
    with assert_refused(ONLY_IN_DRAFT):
        insert_resolution(given.sent_back_with_comment(), by="dov")


def test_resolving_outside_draft_is_refused():
    verdict = given.in_review()
    insert_comment(verdict)
    with assert_refused(ONLY_IN_DRAFT):
        insert_resolution(verdict)


def test_resolving_twice_or_without_text_is_refused():
    verdict = given.sent_back_with_comment()
    insert_resolution(verdict)
    with assert_refused("claims_reviewcommentresolution_review_comment_id_key"):
        insert_resolution(verdict)
    with assert_refused("review_comment_resolution_has_text"):
        insert_resolution(given.sent_back_with_comment(), text="")


# ── fair wording ──────────────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize("fair", [None, False])
def test_approving_without_confirming_fair_wording_is_refused(fair):
    with assert_refused(FAIR_WORDING):
        insert_review(given.in_review(), given.person("bo"), given.moment(), is_worded_fairly=fair)


def test_sending_back_with_a_confirmation_of_fair_wording_is_refused():
    values = {"decision": "send_back", "comment": "No."}
    with assert_refused(FAIR_WORDING):
        insert_review(
            given.in_review(), given.person("bo"), given.moment(), **values, is_worded_fairly=True
        )
    with assert_allowed():
        insert_review(given.in_review(), given.person("bo"), given.moment(), **values)


# ── sending back ──────────────────────────────────────────────────────────────────────────────────
def test_sending_back_with_a_review_comment_is_allowed():
    verdict = given.in_review()
    insert_comment(verdict)
    with assert_allowed():
        insert_review(verdict, given.person("bo"), given.moment(), decision="send_back")


def test_sending_back_with_a_comment_on_an_earlier_submission_is_refused():
    verdict = given.in_review(verdict=given.sent_back_with_comment())
    with assert_refused(NEEDS_COMMENT):
        insert_review(verdict, given.person("bo"), given.moment(), decision="send_back")


# ── blind ratings ─────────────────────────────────────────────────────────────────────────────────
def insert_blind_rating(verdict, by="bo", code="mostly-false", number=1, **changed) -> None:
    row = {
        "submission_id": verdict.submission_id,
        "number": number,
        "rating_id": given.rating(code).pk,
        "reason": "",
        "rated_at": given.moment(),
        "rated_by_id": given.person(by).pk,
    } | changed
    insert_row("claims_blindrating", **row)


def test_a_blind_rating_is_allowed():
    with assert_allowed():
        insert_blind_rating(given.in_review())


def test_a_blind_rating_by_a_contributor_is_refused():
    with assert_refused("A contributor cannot give a blind rating."):
        insert_blind_rating(given.in_review(), by="ana")


@pytest.mark.parametrize("state", ["approved", "published", "retracted"])
def test_a_blind_rating_outside_review_is_refused(state):
    with assert_refused("A blind rating must refer to the submission that is in review."):
        insert_blind_rating(given.STATES[state]())


def test_a_blind_rating_of_an_earlier_submission_is_refused():
    verdict = given.sent_back()
    with assert_refused("A blind rating must refer to the submission that is in review."):
        insert_blind_rating(verdict)
    earlier = verdict.submission_id
    with assert_refused("A blind rating must refer to the submission that is in review."):
        insert_blind_rating(given.in_review(verdict=verdict), submission_id=earlier)


def test_two_users_rate_once_each():
    verdict = given.in_review()
    insert_blind_rating(verdict)
    with assert_refused("one_blind_rating_per_user"):
        insert_blind_rating(verdict, number=2)
    with assert_refused("blind_ratings_are_numbered"):
        insert_blind_rating(verdict, by="carla")
    insert_blind_rating(verdict, by="carla", number=2)
    with assert_refused("at_most_two_blind_ratings"):
        insert_blind_rating(verdict, by="filip", number=3)


def test_approving_with_two_agreeing_ratings_is_allowed():
    verdict = given.in_review()
    insert_blind_rating(verdict)
    insert_blind_rating(verdict, by="carla", number=2)
    with assert_allowed():
        approve_with_sql(verdict, given.person("bo"), given.moment())


@pytest.mark.parametrize(
    "codes",
    [("mostly-false",), ("mostly-false", "false"), ("false", "mostly-false"), ("false", "false")],
)
def test_approving_with_different_ratings_is_refused(codes):
    verdict = given.in_review()
    for number, (name, code) in enumerate(zip(("bo", "carla"), codes, strict=False), start=1):
        insert_blind_rating(verdict, by=name, code=code, number=number)
    with assert_refused(AGREE):
        insert_review(verdict, given.person("bo"), given.moment())


def test_a_rating_after_the_review_is_checked_at_the_approval():
    verdict, bo, at = given.in_review(), given.person("bo"), given.moment()
    insert_review(verdict, bo, at)
    insert_blind_rating(verdict, by="filip", code="false")
    with assert_refused(AGREE):
        change_state(verdict, "approved", bo, at, approved_at=at, approved_by_id=bo.pk)


def test_sending_back_with_two_different_ratings_is_allowed():
    verdict, carla = given.in_review(), given.person("carla")
    insert_blind_rating(verdict)
    with assert_refused(NEEDS_COMMENT):
        insert_review(verdict, carla, given.moment(), decision="send_back")
    insert_blind_rating(verdict, by="carla", code="false", number=2)
    with assert_allowed():
        insert_review(verdict, carla, given.moment(), decision="send_back")


def test_sending_back_with_two_agreeing_ratings_is_refused():
    verdict = given.in_review()
    insert_blind_rating(verdict)
    insert_blind_rating(verdict, by="carla", number=2)
    with assert_refused(NEEDS_COMMENT):
        insert_review(verdict, given.person("bo"), given.moment(), decision="send_back")


def test_ratings_of_an_earlier_submission_have_no_effect():
    verdict = given.in_review()
    with override_settings(REQUIRE_BLIND_RATINGS=True):
        given.blind_rating(verdict, "false")
        given.blind_rating(verdict, "false", by=given.person("carla"))
    actions.send_back(verdict, by=given.person("bo"), at=given.moment())
    verdict.refresh_from_db()
    update_verdict(verdict, rating_id=given.rating("false").pk)
    verdict.refresh_from_db()
    with assert_allowed():
        approve_with_sql(given.in_review(verdict=verdict), given.person("bo"), given.moment())
