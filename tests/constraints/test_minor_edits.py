"""What is announced nowhere changes nothing that a finding says."""

import pytest

from claims.workflow import actions, drafting
from claims.workflow.actions import Refused
from claims.workflow.transitions import refusal
from tests import given
from tests.helpers import submissions
from tests.helpers.attacks import allowed, insert, refused

pytestmark = [pytest.mark.database, pytest.mark.django_db]

SHIFTED = "A mend of wording changes no rating, basis or evidence."


def mend(kind="mend", **changed):
    """The draft of a next revision, opened as a mend of wording."""
    following = actions.correct(
        given.published(),
        by=given.person("ana"),
        at=given.moment(),
        kind=kind,
        cause="our-error",
        note="A comma.",
    )
    changed = {"finding": "The statistical office reports a rise, of 4 percent."} | changed
    drafting.edit(following, by=following.author, at=given.moment(), **changed)
    following.refresh_from_db()
    return following


def cited(verdict, stance="context"):
    passage = given.passage(given.DOUBT, by=verdict.author)
    return drafting.cite(verdict, passage, by=verdict.author, at=given.moment(), stance=stance)


def test_other_words_are_handed_in_as_a_mend():
    with allowed():
        submissions.submit(mend(reasoning="The figure of the office is **lower**."))
    given.published(verdict=given.approved(verdict=given.in_review(verdict=mend())))


@pytest.mark.parametrize("column", ["rating", "basis"])
def test_a_mend_with_another_rating_or_basis_is_not_handed_in(column):
    other = {"rating": given.rating("false"), "basis": "word"}[column]
    changed = {column: other} | ({"rating": given.rating()} if column == "basis" else {})
    verdict = mend(**changed)
    with refused(SHIFTED):
        submissions.submit(verdict)


def test_a_mend_with_more_or_other_evidence_is_not_handed_in():
    more = mend()
    cited(more)
    with refused(SHIFTED):
        submissions.submit(more)
    other = mend()
    before = other.evidence.get()
    cited(other, "refutes")
    drafting.uncite(before, by=other.author, at=given.moment())
    with refused(SHIFTED):
        submissions.submit(other)


def test_a_mend_is_compared_with_what_readers_see_and_with_nothing_older():
    first, ana = given.published(), given.person("ana")
    second = given.corrected(first)
    drafting.edit(second, by=second.author, at=given.moment(), rating=given.rating("false"))
    second.refresh_from_db()
    given.published(verdict=given.approved(verdict=given.in_review(verdict=second)))
    third = actions.begin(first.claim, by=ana, at=given.moment(), verb="correct", **given.content())
    for one in first.evidence.all():
        drafting.cite(third, one.passage, by=ana, at=given.moment(), stance=one.stance)
    told = {"cause": "our-error", "note": "A comma.", "opened_at": given.moment()}
    insert(
        "claims_change",
        **(told | {"verdict_id": third.pk, "previous_id": first.pk, "kind": "mend"}),
        opened_by_id=ana.pk,
    )
    third.refresh_from_db()
    with refused(SHIFTED):
        submissions.submit(third)


def test_a_correction_may_change_all_of_it():
    verdict = mend("correction", rating=given.rating("false"))
    cited(verdict)
    with allowed():
        submissions.submit(verdict)


def test_the_desk_says_so_before_the_database_does():
    verdict = mend(rating=given.rating("false"))
    assert "A mend changes no rating, basis or evidence" in refusal(
        "submit", verdict, verdict.author, at=given.moment()
    )
    with pytest.raises(Refused, match="open a correction"):
        given.in_review(verdict=verdict)
