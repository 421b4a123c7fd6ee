"""Remarks stand where their words do; fairness is confirmed; two rate blind and agree."""

import pytest
from django.test import override_settings

from claims.workflow import actions, drafting
from tests import given
from tests.helpers.attacks import allowed, approve, insert, move, refused, review, set_verdict

pytestmark = [pytest.mark.database, pytest.mark.django_db]

IN_REVIEW = "A remark is on the submission that is in review."
THERE = "A remark is on what was submitted."
SETTLED = "A remark is settled in a draft, by somebody who works on it."
FAIR = "Whoever approves confirms that the claim is worded fairly."
AGREE = "Blind ratings that do not agree are no approval."
WHY = "What is sent back says what has to change."


def remark(verdict, by="bo", **changed) -> None:
    row = {
        "submission_id": verdict.submission_id,
        "part": "whole",
        "passage": "",
        "words": "",
        "prefix": "",
        "suffix": "",
        "start": None,
        "said": "Name the table.",
        "written_at": given.moment(),
        "written_by_id": given.person(by).pk,
    } | changed
    insert("claims_remark", **row)


def on_words(verdict, part="finding", words="reports") -> dict:
    start = getattr(verdict, part).index(words)
    before, after = getattr(verdict, part)[:start], getattr(verdict, part)[start + len(words) :]
    told = {"part": part, "words": words, "prefix": before[-32:], "suffix": after[:32]}
    return told | {"start": start}


# ── remarks ─────────────────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize("part", ["whole", "claim", "rating", "holds_as_of", "basis", "change"])
def test_a_part_of_the_record_can_be_remarked_on(part):
    verdict = given.published() if part == "change" else None
    verdict = given.in_review(verdict=given.corrected(verdict) if verdict else None)
    with allowed():
        remark(verdict, part=part)


def test_words_at_their_place_can_be_remarked_on():
    verdict = given.in_review(reasoning="The 👩‍🌾 reports a rise of 4 %.")
    with allowed():
        remark(verdict, **on_words(verdict, "reasoning"))
        remark(verdict, **on_words(verdict, "reasoning") | {"prefix": "", "suffix": ""})
        remark(verdict, **on_words(verdict))


@pytest.mark.parametrize(
    "changed",
    [
        {"words": "denies"},
        {"start": 0},
        {"start": None},
        {"start": 1},
        {"start": 4000},
        {"prefix": "x"},
        {"suffix": "x"},
        {"part": "reasoning"},
        {"part": "whole"},
    ],
)
def test_words_that_are_not_there_are_not_remarked_on(changed):
    verdict = given.in_review()
    with refused(THERE):
        remark(verdict, **on_words(verdict) | changed)


def test_a_part_that_the_record_has_not_is_not_remarked_on():
    with refused(THERE):
        remark(given.in_review(), part="colour")


def test_evidence_and_the_note_on_it_can_be_remarked_on():
    verdict = given.draft()
    cited = drafting.cite(
        verdict,
        given.passage(given.DOUBT),
        by=verdict.author,
        at=given.moment(),
        stance="context",
        note="Nobody asked them.",
    )
    passage = cited.passage.public_id
    verdict = given.in_review(verdict=verdict)
    doubt, asked = {"words": "doubt", "start": 8}, {"words": "asked", "start": 7}
    with allowed():
        remark(verdict, part="evidence", passage=passage)
        remark(verdict, part="evidence", passage=passage, **doubt)
        remark(verdict, part="note", passage=passage, **asked)
    with refused(THERE):
        remark(verdict, part="evidence", passage=passage, **asked)


@pytest.mark.parametrize("part", ["evidence", "note"])
def test_evidence_of_another_revision_is_not_remarked_on(part):
    other = given.in_review().evidence.get().passage.public_id
    with refused(THERE):
        remark(given.in_review(), part=part, passage=other)


def test_only_a_remark_on_evidence_names_evidence_and_it_does():
    verdict = given.in_review()
    with refused("remark_on_evidence_names_it"):
        remark(verdict, part="finding", passage="zzzzzzzzzz")
    with refused(THERE):
        remark(verdict, part="evidence")


@pytest.mark.parametrize("changed", [{"start": 0}, {"prefix": "The "}, {"suffix": "The "}])
def test_a_place_without_words_is_none(changed):
    with refused("remark_on_words_has_their_place"):
        remark(given.in_review(), **changed)


def test_a_remark_says_something():
    with refused("remark_says_something"):
        remark(given.in_review(), said="")


def test_a_contributor_remarks_on_nothing_of_their_own():
    with refused("A contributor does not remark on a submission of their own."):
        remark(given.in_review(), by="ana")


@pytest.mark.parametrize("state", ["published", "superseded", "retracted"])
def test_what_was_published_is_not_remarked_on(state):
    with refused(IN_REVIEW):
        remark(given.STATES[state]())


def test_a_draft_and_an_earlier_submission_are_not_remarked_on():
    verdict = given.sent_back()
    earlier = verdict.submission_id
    with refused(IN_REVIEW):
        remark(verdict)
    verdict = given.in_review(verdict=verdict)
    with refused(IN_REVIEW):
        remark(verdict, submission_id=earlier)


def test_what_is_approved_can_be_remarked_on():
    with allowed():
        remark(given.approved())


# ── settlements ─────────────────────────────────────────────────────────────────────────────────
def settle(verdict, by="ana", **changed) -> None:
    row = {
        "remark_id": verdict.submission.remarks.get().pk,
        "how": "The table is named.",
        "settled_at": given.moment(),
        "settled_by_id": given.person(by).pk,
    } | changed
    insert("claims_settlement", **row)


def test_a_contributor_settles_a_remark():
    with allowed():
        settle(given.remarked())


def test_a_stranger_settles_nothing():
    with refused(SETTLED):
        settle(given.remarked(), by="dov")


def test_outside_draft_nothing_is_settled():
    verdict = given.in_review()
    remark(verdict)
    with refused(SETTLED):
        settle(verdict)


def test_a_remark_is_settled_once_and_in_words():
    verdict = given.remarked()
    settle(verdict)
    with refused("claims_settlement_remark_id_key"):
        settle(verdict)
    with refused("settlement_says_how"):
        settle(given.remarked(), how="")


# ── fairness ────────────────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize("fair", [None, False])
def test_nobody_approves_without_calling_the_wording_fair(fair):
    with refused(FAIR):
        review(given.in_review(), given.person("bo"), given.moment(), fair=fair)


def test_what_is_sent_back_confirms_nothing():
    told = {"answer": "send_back", "comment": "No."}
    with refused(FAIR):
        review(given.in_review(), given.person("bo"), given.moment(), **told, fair=True)
    with allowed():
        review(given.in_review(), given.person("bo"), given.moment(), **told)


# ── sending back ────────────────────────────────────────────────────────────────────────────────
def test_what_is_sent_back_says_why_in_a_remark():
    verdict = given.in_review()
    remark(verdict)
    with allowed():
        review(verdict, given.person("bo"), given.moment(), answer="send_back")


def test_a_remark_on_the_submission_before_is_not_why_this_one_is_sent_back():
    verdict = given.in_review(verdict=given.remarked())
    with refused(WHY):
        review(verdict, given.person("bo"), given.moment(), answer="send_back")


# ── blind ratings ───────────────────────────────────────────────────────────────────────────────
def rate(verdict, by="bo", code="mostly-false", number=1, **changed) -> None:
    row = {
        "submission_id": verdict.submission_id,
        "number": number,
        "rating_id": given.rating(code).pk,
        "why": "",
        "rated_at": given.moment(),
        "rated_by_id": given.person(by).pk,
    } | changed
    insert("claims_blindrating", **row)


def test_a_stranger_rates_it_blind():
    with allowed():
        rate(given.in_review())


def test_a_contributor_rates_nothing_blind():
    with refused("A contributor does not rate blind."):
        rate(given.in_review(), by="ana")


@pytest.mark.parametrize("state", ["approved", "published", "retracted"])
def test_only_what_is_in_review_is_rated_blind(state):
    with refused("What is rated blind is what is in review."):
        rate(given.STATES[state]())


def test_an_earlier_submission_is_not_rated_blind():
    verdict = given.sent_back()
    with refused("What is rated blind is what is in review."):
        rate(verdict)
    earlier = verdict.submission_id
    with refused("What is rated blind is what is in review."):
        rate(given.in_review(verdict=verdict), submission_id=earlier)


def test_each_rates_once_and_two_rate():
    verdict = given.in_review()
    rate(verdict)
    with refused("rates_blind_once"):
        rate(verdict, number=2)
    with refused("blind_ratings_are_two"):
        rate(verdict, by="carla")
    rate(verdict, by="carla", number=2)
    with refused("blind_rating_is_one_of_two"):
        rate(verdict, by="filip", number=3)


def test_two_ratings_that_agree_let_it_be_approved():
    verdict = given.in_review()
    rate(verdict)
    rate(verdict, by="carla", number=2)
    with allowed():
        approve(verdict, given.person("bo"), given.moment())


@pytest.mark.parametrize(
    "codes",
    [("mostly-false",), ("mostly-false", "false"), ("false", "mostly-false"), ("false", "false")],
)
def test_ratings_that_differ_are_no_approval(codes):
    verdict = given.in_review()
    for number, (name, code) in enumerate(zip(("bo", "carla"), codes, strict=False), start=1):
        rate(verdict, by=name, code=code, number=number)
    with refused(AGREE):
        review(verdict, given.person("bo"), given.moment())


def test_a_rating_that_is_filed_after_the_review_counts_when_it_is_approved():
    verdict, bo, at = given.in_review(), given.person("bo"), given.moment()
    review(verdict, bo, at)
    rate(verdict, by="filip", code="false")
    with refused(AGREE):
        move(verdict, "approved", bo, at, approved_at=at, approved_by_id=bo.pk)


def test_two_ratings_that_differ_are_why_it_is_sent_back():
    verdict, carla = given.in_review(), given.person("carla")
    rate(verdict)
    with refused(WHY):
        review(verdict, carla, given.moment(), answer="send_back")
    rate(verdict, by="carla", code="false", number=2)
    with allowed():
        review(verdict, carla, given.moment(), answer="send_back")


def test_two_ratings_that_agree_are_no_reason_to_send_it_back():
    verdict = given.in_review()
    rate(verdict)
    rate(verdict, by="carla", number=2)
    with refused(WHY):
        review(verdict, given.person("bo"), given.moment(), answer="send_back")


def test_ratings_of_an_earlier_submission_bind_the_next_one_to_nothing():
    verdict = given.in_review()
    with override_settings(BLIND_SECOND_RATING=True):
        given.rated(verdict, "false")
        given.rated(verdict, "false", by=given.person("carla"))
    actions.send_back(verdict, by=given.person("bo"), at=given.moment())
    verdict.refresh_from_db()
    set_verdict(verdict, rating_id=given.rating("false").pk)
    verdict.refresh_from_db()
    with allowed():
        approve(given.in_review(verdict=verdict), given.person("bo"), given.moment())
