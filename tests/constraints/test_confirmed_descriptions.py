"""A reviewer confirms descriptions that were edited after the approval, and nothing else."""

import pytest

from claims.intake import claims
from claims.models import Submission
from claims.publication import record
from claims.workflow import actions
from factcheck.core.errors import EditConflict, InvalidState
from sources.models import Publisher, Source
from tests import given
from tests.helpers.attacks import (
    assert_allowed,
    assert_refused,
    change_state,
    execute_sql,
    insert_review,
    insert_row,
)
from tests.helpers.submissions import build_submission_row

pytestmark = [pytest.mark.database, pytest.mark.django_db]

ONLY_DESCRIPTIONS = "Only a draft, or changed descriptions, can be submitted."
DESCRIPTIONS = {
    "kind": "sources_source SET kind = 'dataset'",
    "title": "sources_source SET title = 'Trade, a year on'",
    "author": "sources_source SET author = 'A. Writer'",
    "no_publisher": "sources_source SET publisher_id = NULL",
    "url": "sources_source SET url = 'https://example.org/trade'",
    "date": "sources_source SET published_on = '2026-10-01', published_precision = 'day'",
    "precision": "sources_source SET published_on = '2026-10-01', published_precision = 'month'",
    "publisher": "sources_publisher SET name = 'The Weekly'",
    "claimant_name": "claims_claimant SET name = 'The prime minister'",
    "claimant_description": "claims_claimant SET description = 'Since May'",
    "claimant_page": "claims_claimant SET same_as = 'https://example.org/minister'",
    "appearance_url": "claims_appearance SET url = 'https://example.org/speech'",
    "appearance_copy": "claims_appearance SET archived_url = 'https://archive.example/1'",
}
CONTENT = {
    "statement": "claims_claim SET statement = 'Reworded'",
    "attribution": "claims_claim SET attribution = 'circulating'",
    "appearance": "claims_appearance SET text = 'It rose.'",
    "place": "claims_appearance SET place = 'In parliament'",
    "rating_label": "claims_rating SET label = 'Another'",
    "rating_definition": "claims_rating SET definition = 'Another'",
    "rating_tone": "claims_rating SET tone = 'context'",
    "language": "sources_source SET language = 'de'",
    "public_role": "claims_claimant SET public_role = false",
}


def create_approved():
    """Approved: a claim with a claimant and an appearance, and a source with a publisher."""
    claim = given.claim(attribution="person", claimant=given.claimant())
    act = {"by": given.person("ana"), "at": given.moment()}
    claims.add_appearance(claim, text="It rose by 12 percent.", **act)
    verdict = given.draft(of=claim)
    Source.objects.update(publisher=Publisher.objects.create(name="The Daily"))
    return given.approved(verdict=given.in_review(verdict=verdict))


def edit(verdict, change: str):
    execute_sql(f"UPDATE {change}")
    verdict.refresh_from_db()
    return verdict


def confirm(verdict, by="bo", **changed) -> None:
    edits = record.find_edits(verdict)
    read = {"sha256": verdict.submission.sha256, "digest": edits.digest if edits else ""}
    actions.confirm_descriptions(verdict, by=given.person(by), at=given.moment(), **read | changed)
    verdict.refresh_from_db()


@pytest.mark.parametrize("description", DESCRIPTIONS)
def test_a_confirmed_description_is_published(description):
    verdict = edit(create_approved(), DESCRIPTIONS[description])
    confirm(verdict)
    assert record.find_edits(verdict) is None
    assert verdict.submission.number == 2
    assert given.published(verdict=verdict).state == "published"


@pytest.mark.parametrize("description", DESCRIPTIONS)
def test_an_unconfirmed_description_is_not_published(description):
    verdict = edit(create_approved(), DESCRIPTIONS[description])
    with pytest.raises(InvalidState, match="a reviewer has to confirm it"):
        given.published(verdict=verdict)


@pytest.mark.parametrize("part", CONTENT)
def test_what_is_no_description_cannot_be_confirmed(part):
    verdict = edit(create_approved(), CONTENT[part])
    with pytest.raises(InvalidState, match="it has to be submitted again"):
        confirm(verdict)
    with assert_refused(ONLY_DESCRIPTIONS):
        insert_row("claims_submission", **build_submission_row(verdict))


@pytest.mark.parametrize("part", CONTENT)
def test_what_is_edited_together_with_a_description_cannot_be_confirmed(part):
    verdict = edit(create_approved(), DESCRIPTIONS["title"])
    edit(verdict, CONTENT[part])
    with assert_refused(ONLY_DESCRIPTIONS):
        insert_row("claims_submission", **build_submission_row(verdict))


def test_confirming_nothing_is_refused():
    with pytest.raises(InvalidState, match="Nothing was edited"):
        confirm(create_approved())


def test_confirming_is_refused_to_a_contributor():
    verdict = given.in_review(by=given.person("bo"))
    edit(given.approved(verdict=verdict, by=given.person("filip")), DESCRIPTIONS["title"])
    with pytest.raises(InvalidState, match="another person has to review it"):
        confirm(verdict, by="bo")


def test_a_difference_that_the_user_did_not_see_is_refused():
    verdict = edit(create_approved(), DESCRIPTIONS["title"])
    seen = record.find_edits(verdict).digest
    edit(verdict, DESCRIPTIONS["author"])
    with pytest.raises(EditConflict, match="read the difference"):
        confirm(verdict, digest=seen)


def test_an_edit_at_the_moment_of_a_submission_has_a_message(monkeypatch):
    """The record is composed, a source is edited, and then the verdict moves to review."""
    create = Submission.objects._queryset_class.create

    def create_and_edit(self, **fields):
        submission = create(self, **fields)
        execute_sql(f"UPDATE {DESCRIPTIONS['title']}")
        return submission

    draft, approved = given.draft(), edit(create_approved(), DESCRIPTIONS["author"])
    monkeypatch.setattr(Submission.objects._queryset_class, "create", create_and_edit)
    with pytest.raises(EditConflict, match="edited at the same moment"):
        actions.submit(draft, by=draft.author, at=given.moment())
    with pytest.raises(EditConflict, match="edited at the same moment"):
        confirm(approved)
    assert (draft.submissions.count(), approved.submissions.count()) == (0, 1)


# ── by plain SQL ──────────────────────────────────────────────────────────────────────────────────
def confirm_with_sql(verdict, by, reviewer=None, submitter=None):
    """INSERT a submission and its review, and approve the verdict again."""
    at = given.moment()
    row = build_submission_row(verdict, submitted_at=at, submitted_by_id=(submitter or by).pk)
    insert_row("claims_submission", **row)
    submission = Submission.objects.latest("pk")
    reviewed = {"submission_id": submission.pk, "sha256": submission.sha256}
    insert_review(verdict, reviewer or by, at, **reviewed)
    approval = {"approved_at": at, "approved_by_id": by.pk, "submission_id": submission.pk}
    change_state(verdict, "approved", by, at, **approval)


def test_a_reviewer_can_confirm_with_sql():
    verdict = edit(create_approved(), DESCRIPTIONS["title"])
    with assert_allowed():
        confirm_with_sql(verdict, given.person("bo"))


def test_the_database_refuses_a_contributor():
    verdict = edit(create_approved(), DESCRIPTIONS["title"])
    with assert_refused("A contributor cannot approve."):
        confirm_with_sql(verdict, given.person("ana"))


@pytest.mark.parametrize("role", ["reviewer", "submitter"])
def test_the_database_refuses_a_review_or_submission_of_another_user(role):
    verdict = edit(create_approved(), DESCRIPTIONS["title"])
    with assert_refused("A review must refer to the submission that is in review."):
        confirm_with_sql(verdict, given.person("bo"), **{role: given.person("filip")})


def test_the_database_refuses_a_confirmation_without_a_review():
    verdict, at = edit(create_approved(), DESCRIPTIONS["title"]), given.moment()
    bo = given.person("bo")
    row = build_submission_row(verdict, submitted_at=at, submitted_by_id=bo.pk)
    with assert_refused("No review approves this submission."):
        insert_row("claims_submission", **row)
        approval = {"approved_at": at, "approved_by_id": bo.pk}
        change_state(
            verdict,
            "approved",
            bo,
            at,
            submission_id=Submission.objects.latest("pk").pk,
            **approval,
        )


def test_the_database_refuses_the_submission_of_another_verdict():
    verdict, other = create_approved(), given.approved()
    bo, at = given.person("bo"), given.moment()
    with assert_refused("only together with a new submission"):
        change_state(
            verdict,
            "approved",
            bo,
            at,
            submission_id=other.submission_id,
            approved_at=at,
            approved_by_id=bo.pk,
        )


def test_the_approver_cannot_be_replaced_without_a_submission():
    verdict, filip, at = create_approved(), given.person("filip"), given.moment()
    with assert_refused("These columns can change only together with the state."):
        change_state(verdict, "approved", filip, at, approved_at=at, approved_by_id=filip.pk)
