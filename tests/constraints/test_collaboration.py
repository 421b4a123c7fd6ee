"""Assignments, notes and mentions are written once, and of people who work here."""

import pytest

from claims.collaboration import assignments, comments
from claims.intake import claims
from tests import given
from tests.helpers.attacks import allowed, insert, refused

pytestmark = [pytest.mark.database, pytest.mark.django_db]

WORKS_HERE = "Whoever is assigned works here."
OPEN_CLAIM = "Only an open claim is assigned."
TWO_PEOPLE = "To write and to review are the parts of two people."
NAMED = "Whoever is mentioned is named in the note, and works here."


def left(name="dov"):
    person = given.person(name)
    given.left(person)
    return person


def assignment(claim, person, part="write", **changed) -> None:
    row = {
        "claim_id": claim.pk,
        "part": part,
        "person_id": person.pk if person else None,
        "note": "",
        "due_on": None,
        "assigned_at": given.moment(),
        "assigned_by_id": given.person("carla").pk,
    }
    insert("claims_assignment", **row | changed)


def mention(note, person) -> None:
    insert("claims_mention", note_id=note.pk, person_id=person.pk)


def test_the_verbs_assign_give_back_and_mention():
    told = {"by": given.person("carla"), "at": given.moment()}
    claim, dov, bo = given.claim(), given.person("dov"), given.person("bo")
    with allowed():
        assignments.assign(claim, **told, part="write", person=dov)
        assignments.assign(claim, **told, part="review", person=bo)
        assignments.unassign(claim, **told, part="write")
        assignments.assign(claim, **told, part="write", person=given.person("ana"))
        comments.say(claim, **told, words="@dov and @bo: who has the table?")


def test_who_works_here_is_assigned_and_who_has_left_is_not():
    with allowed():
        assignment(given.claim(), given.person("dov"))
    with refused(WORKS_HERE):
        assignment(given.claim(), left())


def test_a_partner_is_not_assigned():
    with refused(WORKS_HERE):
        assignment(given.claim(), given.person("gwen"))


def test_a_claim_that_is_closed_is_not_assigned():
    declined, merged, other = given.claim(), given.claim("Trade fell"), given.claim("Trade grew")
    claims.decline(declined, by=given.person("bo"), at=given.moment(), reason="opinion")
    claims.merge(merged, by=given.person("carla"), at=given.moment(), into=other)
    for claim in (declined, merged):
        with refused(OPEN_CLAIM):
            assignment(claim, given.person("dov"))
        with allowed():
            assignment(claim, None)  # nobody has it any more


def test_who_writes_is_not_asked_to_review_and_who_reviews_not_to_write():
    claim, dov = given.claim(), given.person("dov")
    assignment(claim, dov)
    with refused(TWO_PEOPLE):
        assignment(claim, dov, "review")
    with allowed():
        assignment(claim, given.person("bo"), "review")
    assignment(claim, None)
    with allowed():
        assignment(claim, dov, "review")


def test_who_wrote_what_was_published_may_review_the_next_revision():
    claim, dov = given.claim(), given.person("dov")
    assignment(claim, dov)
    given.published(of=claim)
    with allowed():
        assignment(claim, dov, "review")


@pytest.mark.parametrize(
    ("changed", "law"),
    [
        ({"part": "bless"}, "a_part_that_there_is"),
        ({"person_id": None, "due_on": given.NOON.date()}, "due_from_somebody"),
    ],
)
def test_an_assignment_says_what_and_by_whom_it_is_due(changed, law):
    with refused(law):
        assignment(given.claim(), given.person("dov"), **changed)


def test_a_note_has_words():
    with refused("note_has_words"):
        insert(
            "claims_note",
            claim_id=given.claim().pk,
            words="",
            said_at=given.moment(),
            said_by_id=given.person("ana").pk,
        )


def test_who_is_named_can_be_mentioned():
    note = given.note("Ask the office, and ask dov.")
    with refused(NAMED):
        mention(note, given.person("dov"))
    given.person("bo")
    named = given.note("Ask @Bo.")
    with refused("mentioned_once"):
        mention(named, given.person("bo"))


def test_who_has_left_is_not_mentioned():
    dov = given.person("dov")
    given.note("@dov, look.")
    note = given.note("@ana and dov")
    with refused(NAMED):
        mention(note, dov)
    later = given.note("dov at desk: @dov")
    assert later.mentions.get().person == dov
    left()
    with refused(NAMED):
        mention(later, dov)
