"""What readers will be told of a change can be said otherwise while its draft is open."""

import pytest

from claims.models import Change
from claims.workflow import actions, drafting
from claims.workflow.actions import Refused
from tests import given
from tests.factcheck.desk.conftest import carried, opened, verb, workspace

TOLD = {"cause": "new-facts", "note": "The office published a new table."}


def told_by(browser, verdict, **told):
    """What this browser sends from the form that it opens now."""
    seen = opened(browser, workspace(verdict))["seen"]
    return browser.post(verb(verdict, "reword"), TOLD | {"seen": seen} | told)


def test_the_note_of_a_draft_is_said_otherwise_by_whoever_works_on_it(at_the_desk):
    verdict = given.corrected()
    dov = at_the_desk("dov")
    assert "Say it otherwise" in dov.get(workspace(verdict)).content.decode()
    assert told_by(dov, verdict)["Location"] == workspace(verdict)
    change = Change.objects.get()
    assert (change.cause, change.note) == ("new-facts", "The office published a new table.")
    assert change.opened_by == given.person("ana")
    verdict.refresh_from_db()
    assert verdict.edited_by == given.person("dov")
    assert verdict.contributors.filter(person=given.person("dov")).exists()


@pytest.mark.parametrize(
    ("told", "sentence"),
    [
        ({"note": "  "}, "Say what readers are told."),
        ({"cause": ""}, "Choose the cause of the change."),
    ],
)
def test_a_change_says_its_cause_and_what_it_is(at_the_desk, told, sentence):
    verdict = given.corrected()
    answer = told_by(at_the_desk("ana"), verdict, **told)
    assert answer.status_code == 409
    assert sentence in answer.content.decode()
    assert Change.objects.get().note == "We had the wrong year."


def test_a_change_of_a_submission_stays_as_it_was_submitted(at_the_desk):
    verdict = given.in_review(verdict=given.corrected())
    assert at_the_desk("ana").post(verb(verdict, "reword"), TOLD).status_code == 409
    assert "Say it otherwise" not in at_the_desk("ana").get(workspace(verdict)).content.decode()
    assert Change.objects.get().note == "We had the wrong year."


def test_who_may_not_write_may_not_say_it_otherwise(db):
    verdict = given.corrected()
    with pytest.raises(Refused):
        drafting.reword(verdict, by=given.person("eva"), at=given.moment(), **TOLD)


def test_a_first_draft_announces_no_change(db):
    with pytest.raises(Refused, match="announces no change"):
        drafting.reword(given.draft(), by=given.person("ana"), at=given.moment(), **TOLD)


def test_readers_are_told_the_words_that_were_chosen_last(db):
    verdict = given.corrected()
    drafting.reword(verdict, by=given.person("ana"), at=given.moment(), **TOLD)
    given.published(verdict=given.approved(verdict=given.in_review(verdict=verdict)))
    assert Change.objects.get().announced_at is not None
    assert actions.refusal("edit", verdict, given.person("ana"), at=given.moment())
    assert Change.objects.get().note == "The office published a new table."


def test_what_somebody_else_said_meanwhile_is_not_written_over(at_the_desk):
    verdict, ana = given.corrected(), at_the_desk("ana")
    read = opened(ana, workspace(verdict))["seen"]
    drafting.reword(verdict, by=given.person("dov"), at=given.moment(), **TOLD)
    mine = {"cause": "our-error", "note": "As Ana has it.", "seen": read}
    answer = ana.post(verb(verdict, "reword"), mine)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Somebody reworded this change while you were writing." in page
    assert "As Ana has it." in page and TOLD["note"] in page
    assert Change.objects.get().note == TOLD["note"]
    again = ana.post(verb(verdict, "reword"), mine | {"seen": carried(page)["seen"]})
    assert again.status_code == 302
    assert Change.objects.get().note == "As Ana has it."
