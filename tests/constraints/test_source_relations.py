"""A decision about two sources is complete, and independent sources are counted with it."""

import pytest

from claims.workflow import drafting
from tests import given
from tests.helpers.attacks import assert_allowed, assert_refused, insert_row
from tests.helpers.submissions import submit_with_sql

pytestmark = [pytest.mark.database, pytest.mark.django_db]

TWO_SOURCES = "This basis requires at least two independent sources."


def relation_row(source_a, source_b, **changed) -> dict:
    return {
        "source_a_id": source_a.pk,
        "source_b_id": source_b.pk,
        "reason_type": "publisher",
        "speaker": "",
        "decision": "not_independent",
        "reason": "One site.",
        "similarity": None,
        "decided_at": given.moment(),
        "decided_by_id": given.person("carla").pk,
    } | changed


def create_two_sources():
    return [given.snapshot().source for _ in range(2)]


def test_a_decision_is_allowed():
    with assert_allowed():
        insert_row("sources_sourcerelation", **relation_row(*create_two_sources()))


INVALID = {
    "source_relation_in_id_order": {"reverse": True},
    "source_relation_by_words_has_speaker": {"reason_type": "speaker"},
    "source_relation_decision_is_known": {"decision": "perhaps"},
    "source_relation_has_reason": {"reason": ""},
    "source_relation_similarity_in_range": {"similarity": 1.5},
}


@pytest.mark.parametrize("constraint", INVALID)
def test_an_invalid_decision_is_refused(constraint):
    changed = dict(INVALID[constraint])
    sources = create_two_sources()[::-1] if changed.pop("reverse", False) else create_two_sources()
    with assert_refused(constraint):
        insert_row("sources_sourcerelation", **relation_row(*sources, **changed))


def test_only_a_decision_about_shared_words_has_a_speaker():
    with assert_refused("source_relation_by_words_has_speaker"):
        insert_row(
            "sources_sourcerelation", **relation_row(*create_two_sources(), speaker="The minister")
        )


def list_sources(verdict):
    return [evidence.passage.snapshot.source for evidence in verdict.evidence.all()]


def test_two_unrelated_sources_are_independent():
    verdict = given.on_two_sources()
    with assert_allowed():
        submit_with_sql(verdict)


def test_submitting_one_source_as_independent_is_refused():
    verdict = given.draft(basis="independent")
    with assert_refused(TWO_SOURCES):
        submit_with_sql(verdict)


def test_submitting_one_source_as_a_single_source_is_allowed():
    with assert_allowed():
        submit_with_sql(given.draft(basis="single"))


@pytest.mark.parametrize("reason_type", ["copy", "agency", "publisher", "author"])
def test_submitting_two_related_sources_as_independent_is_refused(reason_type):
    verdict = given.on_two_sources()
    given.source_relation(*list_sources(verdict), reason_type=reason_type)
    with assert_refused(TWO_SOURCES):
        submit_with_sql(verdict)


def test_a_reversed_decision_has_no_effect():
    verdict = given.on_two_sources()
    given.source_relation(*list_sources(verdict))
    given.source_relation(*list_sources(verdict), decision="independent")
    with assert_allowed():
        submit_with_sql(verdict)


def test_a_decision_with_another_reason_type_still_counts():
    verdict = given.on_two_sources()
    given.source_relation(*list_sources(verdict), reason_type="copy")
    given.source_relation(*list_sources(verdict), decision="independent")
    with assert_refused(TWO_SOURCES):
        submit_with_sql(verdict)


def create_with_three_sources():
    verdict = given.on_two_sources()
    text = "A third source, the carriers' association, saw no rise at all in its books."
    third = given.passage("saw no rise at all", of=given.snapshot(text))
    drafting.cite(verdict, third, by=verdict.author, at=given.moment(), stance="refutes")
    verdict.refresh_from_db()
    return verdict


def test_two_of_three_sources_can_be_related():
    verdict = create_with_three_sources()
    first, _, third = list_sources(verdict)
    given.source_relation(third, first)
    with assert_allowed():
        submit_with_sql(verdict)


def test_sources_can_be_related_through_a_third():
    verdict = create_with_three_sources()
    first, second, third = list_sources(verdict)
    given.source_relation(second, third)
    given.source_relation(third, first)
    with assert_refused(TWO_SOURCES):
        submit_with_sql(verdict)


@pytest.mark.parametrize("stance", ["context", "supports"])
def test_evidence_against_the_rating_is_not_counted(stance):
    verdict = given.draft(basis="independent")
    other = given.passage(given.SECOND_QUOTE, of=given.snapshot(given.SECOND_TEXT))
    drafting.cite(verdict, other, by=verdict.author, at=given.moment(), stance=stance)
    with assert_refused(TWO_SOURCES):
        submit_with_sql(verdict)


def test_a_mixed_rating_counts_both_stances():
    verdict = given.draft(basis="independent", rating=given.rating("half-true"))
    other = given.passage(given.SECOND_QUOTE, of=given.snapshot(given.SECOND_TEXT))
    drafting.cite(verdict, other, by=verdict.author, at=given.moment(), stance="supports")
    verdict.refresh_from_db()
    with assert_allowed():
        submit_with_sql(verdict)


def test_two_sources_that_only_quote_the_same_person_are_one():
    verdict = given.on_two_sources()
    verdict.evidence.all().delete()
    act = {"by": verdict.author, "at": given.moment()}
    for text, exact in ((given.TEXT, given.OFFICE), (given.SECOND_TEXT, given.SECOND_QUOTE)):
        snapshot = given.snapshot(text)
        passage = given.passage(exact, of=snapshot, voice="reports", speaker="The minister")
        drafting.cite(verdict, passage, stance="refutes", **act)
    verdict.refresh_from_db()
    with assert_allowed():
        submit_with_sql(verdict)
    given.source_relation(*list_sources(verdict), reason_type="speaker", speaker="the Minister")
    with assert_refused(TWO_SOURCES):
        submit_with_sql(verdict)
