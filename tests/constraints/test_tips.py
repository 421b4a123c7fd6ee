"""What a reader wrote is kept as it came, and is answered once."""

import pytest

from claims.intake import claims, tips
from tests import given
from tests.helpers.attacks import allowed, insert, refused, sql

pytestmark = [pytest.mark.database, pytest.mark.django_db]

ARRIVES = "A suggestion arrives without an answer."
ONCE = "A suggestion is answered once, and nothing else of it changes."
DONE = "What an answer says was done."


def row(**changed) -> dict:
    return {
        "public_id": "zzzzzzzzzz",
        "said": "Milk costs twice as much",
        "where": "On the radio",
        "who": "",
        "email": "",
        "arrived_at": given.moment(),
        "sender": "0" * 64,
        "answer": "",
        "why": "",
    } | changed


def signed() -> dict:
    return {"answered_at": given.moment(), "answered_by_id": given.person("bo").pk}


def answer(suggestion, answer="declined", **changed) -> None:
    why = "An opinion." if answer == "declined" else ""
    columns = {"answer": answer, "why": why, **signed()} | changed
    assigned = ", ".join(f"{name} = %s" for name in columns)
    sql(f"UPDATE claims_suggestion SET {assigned} WHERE id = %s", *columns.values(), suggestion.pk)


def test_a_suggestion_can_arrive():
    with allowed():
        insert("claims_suggestion", **row())


def test_a_suggestion_does_not_arrive_answered():
    with refused(ARRIVES):
        insert("claims_suggestion", **row(answer="declined", why="So.", **signed()))


@pytest.mark.parametrize("column", ["said", "where"])
def test_a_suggestion_has_its_words(column):
    with refused("suggestion_has_its_words"):
        insert("claims_suggestion", **row(**{column: ""}))


@pytest.mark.parametrize("column", ["public_id", "said", "where", "who", "email", "sender"])
def test_what_a_reader_wrote_never_changes(column):
    suggestion = given.suggestion()
    with refused(ONCE):
        sql(f"UPDATE claims_suggestion SET \"{column}\" = 'mended' WHERE id = %s", suggestion.pk)


def test_when_it_arrived_never_changes():
    suggestion = given.suggestion()
    with refused(ONCE):
        sql("UPDATE claims_suggestion SET arrived_at = %s", given.moment())
    assert suggestion.pk


def test_an_answer_is_never_changed_or_taken_back():
    suggestion = given.suggestion()
    answer(suggestion)
    with refused(ONCE):
        answer(suggestion, why="For another reason.")
    with refused(ONCE):
        answer(suggestion, answer="", why="", answered_at=None, answered_by_id=None)


def test_the_verbs_answer_in_every_way():
    told = {"by": given.person("bo"), "at": given.moment()}
    with allowed():
        tips.take(given.suggestion(), **told, statement="Milk costs more")
        tips.link(given.suggestion(), **told, claim=given.claim())
        tips.decline_suggestion(given.suggestion(), **told, why="An opinion.")


def test_a_claim_of_another_act_was_not_taken():
    with refused(DONE):
        answer(given.suggestion(), "taken", claim_id=given.claim().pk)


def test_a_claim_of_another_person_was_not_taken():
    claim = given.claim(by=given.person("ana"))
    with refused(DONE):
        answer(given.suggestion(), "taken", claim_id=claim.pk, answered_at=claim.recorded_at)


def test_what_was_taken_is_the_claim_that_was_recorded():
    claim = given.claim(by=given.person("bo"))
    with allowed():
        answer(given.suggestion(), "taken", claim_id=claim.pk, answered_at=claim.recorded_at)


def test_nothing_is_linked_to_a_claim_that_was_merged():
    claim, other = given.claim(), given.claim("Trade fell")
    with allowed():
        answer(given.suggestion(), "linked", claim_id=claim.pk)
    claims.merge(claim, by=given.person("carla"), at=given.moment(), into=other)
    with refused(DONE):
        answer(given.suggestion(), "linked", claim_id=claim.pk)


def test_what_is_no_answer_is_refused():
    with refused(DONE):
        answer(given.suggestion(), "ignored")


@pytest.mark.parametrize("missing", ["answered_at", "answered_by_id"])
def test_an_answer_has_its_moment_and_its_person(missing):
    with refused("suggestion_answered_when_and_by_whom"):
        answer(given.suggestion(), **{missing: None})


def test_only_what_was_declined_says_why():
    with refused("declined_suggestion_says_why"):
        answer(given.suggestion(), why="")
    with refused("declined_suggestion_says_why"):
        answer(given.suggestion(), "linked", claim_id=given.claim().pk, why="So.")


def test_what_was_declined_leads_to_no_claim():
    with refused("suggestion_leads_to_its_claim"):
        answer(given.suggestion(), claim_id=given.claim().pk)
