"""A basis counts independent origins, and says no more than they bear."""

import pytest

from claims.publication import record
from claims.workflow import actions, drafting
from claims.workflow.actions import Refused
from claims.workflow.transitions import refusal
from tests import given

pytestmark = pytest.mark.django_db

FROM_ONE = "What is cited on the side of the finding comes from one origin, not from several."


def why_not(verdict) -> str | None:
    return refusal("submit", verdict, verdict.author, at=given.moment())


def sources_of(verdict):
    return [passage.snapshot.source for passage in verdict.bearing()]


def borne_out(code: str, **changed):
    """A draft that one source supports."""
    verdict = given.draft(rating=given.rating(code), nothing_against=True, **changed)
    own = given.passage(given.SMALLER, of=given.snapshot(given.ELSEWHERE))
    drafting.cite(verdict, own, by=verdict.author, at=given.moment(), stance="supports")
    verdict.refresh_from_db()
    return verdict


def test_two_sources_bear_a_basis_of_several_origins():
    assert why_not(given.on_two_sources()) is None


def test_one_source_does_not():
    assert why_not(given.draft(basis="independent")) == FROM_ONE


def test_links_are_not_origins():
    verdict = given.on_two_sources()
    given.decided(*sources_of(verdict))
    assert why_not(verdict) == FROM_ONE


def test_the_words_of_one_person_in_two_sources_are_one_origin():
    verdict = given.draft(basis="independent", refutes=given.DOUBT)
    verdict.evidence.get().delete()
    for exact, text in ((given.OFFICE, given.TEXT), (given.SMALLER, given.ELSEWHERE)):
        said = given.passage(exact, of=given.snapshot(text), voice="reports", speaker="The office")
        drafting.cite(verdict, said, by=verdict.author, at=given.moment(), stance="refutes")
    verdict.refresh_from_db()
    assert why_not(verdict) == "Say first whether “On trade” and “On trade” are one origin."
    given.decided(*sources_of(verdict), ground="speaker", speaker="The office")
    assert why_not(verdict) == FROM_ONE
    given.decided(
        *sources_of(verdict), ground="speaker", speaker="The office", answer="independent"
    )
    assert why_not(verdict) is None


def test_a_doubt_has_to_be_answered_first():
    verdict = given.on_two_sources()
    copy = given.passage(given.OFFICE, of=given.snapshot(f"{given.TEXT} More.", title="A copy"))
    drafting.cite(verdict, copy, by=verdict.author, at=given.moment(), stance="refutes")
    sentence = "Say first whether “On trade” and “A copy” are one origin."
    with pytest.raises(Refused, match=sentence):
        actions.submit(verdict, by=verdict.author, at=given.moment())
    one, _, other = sources_of(verdict)
    given.decided(one, other, ground="copy")
    actions.submit(verdict, by=verdict.author, at=given.moment())


def test_a_doubt_about_context_has_not():
    verdict = given.on_two_sources()
    copy = given.passage(given.OFFICE, of=given.snapshot(f"{given.TEXT} More."))
    drafting.cite(verdict, copy, by=verdict.author, at=given.moment(), stance="context")
    assert why_not(verdict) is None


@pytest.mark.parametrize("basis", ["single", "word"])
def test_only_a_basis_of_several_origins_is_asked_for_them(basis):
    assert why_not(given.draft(basis=basis, rating=given.rating("unproven"))) is None


# ── what one origin bears ───────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize("code", ["mostly-true", "half-true", "mostly-false", "false", "unproven"])
def test_one_origin_bears_at_most_mostly_true(code):
    assert why_not(borne_out(code, basis="single")) is None


def test_one_origin_does_not_bear_the_highest_rating():
    sentence = "One origin alone does not bear the rating “True”."
    assert why_not(borne_out("true", basis="single")) == sentence


@pytest.mark.parametrize(
    ("most", "code", "refused"),
    [(5, "true", False), (3, "mostly-true", True), (3, "half-true", False), (0, "false", True)],
)
def test_what_one_origin_bears_is_a_setting_of_the_desk(settings, most, code, refused):
    settings.ONE_ORIGIN_AT_MOST = most
    verdict = borne_out(code, basis="single")
    assert bool(why_not(verdict)) == refused
    if not refused:
        actions.submit(verdict, by=verdict.author, at=given.moment())


# ── what is told of it ──────────────────────────────────────────────────────────────────────────
def test_the_record_tells_the_origins_and_what_makes_them_one():
    verdict = given.on_two_sources()
    one, other = sources_of(verdict)
    assert record.compose(verdict)["origins"] == [
        {"sources": [one.public_id], "grounds": []},
        {"sources": [other.public_id], "grounds": []},
    ]
    given.decided(one, other, ground="agency")
    assert record.compose(verdict)["origins"] == [
        {"sources": [one.public_id, other.public_id], "grounds": ["agency"]},
    ]


def test_an_answer_after_the_submission_has_it_submitted_anew():
    verdict = given.in_review(verdict=given.on_two_sources())
    given.decided(*sources_of(verdict))
    with pytest.raises(Refused, match="it has to be submitted anew"):
        given.approved(verdict=verdict)


def test_an_answer_after_the_publication_changes_nothing_of_what_was_published():
    verdict = given.published(
        verdict=given.approved(verdict=given.in_review(verdict=given.on_two_sources()))
    )
    before = verdict.submission.content
    given.decided(*sources_of(verdict))
    verdict.submission.refresh_from_db()
    assert verdict.submission.content == before
    assert len(record.read(before)["origins"]) == 2


def test_a_record_of_the_first_form_is_read_for_ever():
    told = record.compose(given.draft())
    del told["origins"]
    assert record.read(record.canonical(told | {"form": 1})) == told | {"form": 1}


def test_a_form_that_nobody_knows_is_not_read():
    told = record.compose(given.draft())
    with pytest.raises(ValueError, match="This record has form 9"):
        record.read(record.canonical(told | {"form": 9}))


def test_a_provisional_draft_without_a_day_can_be_given_up(db):
    draft = given.draft(provisional=True)
    actions.discard(draft, by=draft.author, at=given.moment())
    draft.refresh_from_db()
    assert draft.state == "discarded"
