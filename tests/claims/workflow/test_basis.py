"""The rating and its basis have to fit the number of independent sources that are cited."""

import pytest

from claims.models import Verdict
from claims.publication import record
from claims.workflow import actions, drafting
from claims.workflow.transitions import check_allowed
from factcheck.core.errors import InvalidState
from tests import given

pytestmark = pytest.mark.django_db

NOT_TWO = "The evidence for the conclusion does not come from two independent sources."


def get_message(verdict) -> str | None:
    """Why the author cannot submit the draft, as it is in the database now."""
    verdict = Verdict.objects.get(pk=verdict.pk)
    violation = check_allowed("submit", verdict, verdict.author, at=given.moment())
    return violation.message if violation else None


def list_sources(verdict) -> list:
    return [passage.snapshot.source for passage in verdict.get_basis_passages()]


def create_supported_draft(code: str, **changes) -> Verdict:
    """A draft with this rating that one source supports."""
    verdict = given.draft(rating=given.rating(code), no_counter_evidence=True, **changes)
    passage = given.passage(given.SECOND_QUOTE, of=given.snapshot(given.SECOND_TEXT))
    drafting.cite(verdict, passage, by=verdict.author, at=given.moment(), stance="supports")
    verdict.refresh_from_db()
    return verdict


def cite_a_copy(verdict, stance: str, **description) -> None:
    """Cites a source that has the text of another one that is cited."""
    snapshot = given.snapshot(f"{given.TEXT} More.", **description)
    passage = given.passage(given.OFFICE, of=snapshot)
    drafting.cite(verdict, passage, by=verdict.author, at=given.moment(), stance=stance)


def test_two_sources_are_enough_for_a_basis_of_several():
    assert get_message(given.on_two_sources()) is None


def test_one_source_is_not_enough_for_a_basis_of_several():
    assert get_message(given.draft(basis="independent")) == NOT_TWO


def test_two_sources_of_one_publisher_are_not_independent():
    verdict = given.on_two_sources()
    given.source_relation(*list_sources(verdict))
    assert get_message(verdict) == NOT_TWO


def test_two_sources_that_quote_one_person_are_not_independent():
    verdict = given.draft(basis="independent", refutes=given.DOUBT)
    verdict.evidence.get().delete()
    for exact, text in ((given.OFFICE, given.TEXT), (given.SECOND_QUOTE, given.SECOND_TEXT)):
        snapshot = given.snapshot(text)
        passage = given.passage(exact, of=snapshot, voice="reports", speaker="The office")
        drafting.cite(verdict, passage, by=verdict.author, at=given.moment(), stance="refutes")
    verdict.refresh_from_db()
    message = "First decide whether “On trade” and “On trade” are independent of each other."
    assert get_message(verdict) == message
    sources = list_sources(verdict)
    given.source_relation(*sources, reason_type="speaker", speaker="The office")
    assert get_message(verdict) == NOT_TWO
    given.source_relation(
        *sources, reason_type="speaker", speaker="The office", decision="independent"
    )
    assert get_message(verdict) is None


def test_submitting_is_refused_until_a_possible_copy_is_decided():
    verdict = given.on_two_sources()
    cite_a_copy(verdict, "refutes", title="A copy")
    message = "First decide whether “On trade” and “A copy” are independent of each other."
    with pytest.raises(InvalidState, match=message):
        actions.submit(verdict, by=verdict.author, at=given.moment())
    original, _second, copy = list_sources(verdict)
    given.source_relation(original, copy, reason_type="copy")
    actions.submit(verdict, by=verdict.author, at=given.moment())


def test_a_possible_copy_that_is_only_context_need_not_be_decided():
    verdict = given.on_two_sources()
    cite_a_copy(verdict, "context")
    assert get_message(verdict) is None


@pytest.mark.parametrize("basis", ["single", "claimant_only"])
def test_only_a_basis_of_several_sources_needs_two(basis):
    assert get_message(given.draft(basis=basis, rating=given.rating("unproven"))) is None


# ── the rating that one source allows ───────────────────────────────────────────────────────────
@pytest.mark.parametrize("code", ["mostly-true", "half-true", "mostly-false", "false", "unproven"])
def test_one_source_is_enough_for_mostly_true_and_lower(code):
    assert get_message(create_supported_draft(code, basis="single")) is None


def test_one_source_is_not_enough_for_the_highest_rating():
    message = "One independent source is not enough for the rating “True”."
    assert get_message(create_supported_draft("true", basis="single")) == message


@pytest.mark.parametrize(
    ("limit", "code", "is_refused"),
    [(5, "true", False), (3, "mostly-true", True), (3, "half-true", False), (0, "false", True)],
)
def test_the_settings_limit_the_rating_that_one_source_allows(settings, limit, code, is_refused):
    settings.SINGLE_SOURCE_MAX_RATING = limit
    verdict = create_supported_draft(code, basis="single")
    assert bool(get_message(verdict)) == is_refused
    if not is_refused:
        actions.submit(verdict, by=verdict.author, at=given.moment())


# ── the record ──────────────────────────────────────────────────────────────────────────────────
def test_the_record_holds_the_groups_of_sources_and_their_reasons():
    verdict = given.on_two_sources()
    first, second = list_sources(verdict)
    assert record.build_record(verdict)["independent_sources"] == [
        {"sources": [first.public_id], "reason_types": []},
        {"sources": [second.public_id], "reason_types": []},
    ]
    given.source_relation(first, second, reason_type="agency")
    assert record.build_record(verdict)["independent_sources"] == [
        {"sources": [first.public_id, second.public_id], "reason_types": ["agency"]},
    ]


def test_a_decision_after_the_submission_requires_a_new_submission():
    verdict = given.in_review(verdict=given.on_two_sources())
    given.source_relation(*list_sources(verdict))
    with pytest.raises(InvalidState, match="it has to be submitted again"):
        given.approved(verdict=verdict)


def test_a_decision_after_the_publication_changes_nothing_that_was_published():
    verdict = given.published(
        verdict=given.approved(verdict=given.in_review(verdict=given.on_two_sources()))
    )
    before = verdict.submission.content
    given.source_relation(*list_sources(verdict))
    verdict.submission.refresh_from_db()
    assert verdict.submission.content == before
    assert len(record.load_record(before)["independent_sources"]) == 2


def test_a_provisional_draft_without_a_date_can_be_discarded():
    verdict = given.draft(provisional=True)
    actions.discard(verdict, by=verdict.author, at=given.moment())
    verdict.refresh_from_db()
    assert verdict.state == "discarded"
