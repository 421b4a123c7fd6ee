"""What waits for whom on the first page of the desk."""

from datetime import timedelta

import pytest
from django.utils import timezone

from claims import drafting, workflow
from factcheck.desk.waiting import LISTS, every, untouched, waiting
from tests import given


def lists(name: str) -> dict:
    return {one.name: one.rows for one in waiting(given.person(name))}


def test_a_draft_waits_for_its_author_alone(db):
    verdict = given.draft()
    assert lists("ana") == {"Your drafts": [verdict]}
    assert lists("bo") == lists("dov") == lists("carla") == {}


def test_a_submission_waits_for_reviewers_who_did_not_work_on_it(db):
    verdict = given.draft()
    passage = given.passage(given.DOUBT)
    drafting.cite(verdict, passage, by=given.person("bo"), at=given.moment(), stance="context")
    verdict = given.in_review(verdict=verdict)
    assert lists("carla") == {"To review": [verdict]}
    assert "To review" not in lists("bo")
    assert lists("ana") == {"Yours, with a reviewer": [verdict]}


def test_what_was_sent_back_waits_for_its_author_with_the_comment(db, at_the_desk):
    verdict = given.sent_back()
    assert lists("ana") == {"Sent back to you": [verdict]}
    assert "Name the table." in at_the_desk("ana").get("/desk/").content.decode()


def test_what_is_approved_waits_for_those_who_publish(db):
    verdict = given.approved()
    assert lists("carla") == {"Approved, not yet published": [verdict]}
    assert lists("bo") == {}


def test_a_proposed_retraction_waits_for_a_second_person(db):
    verdict = given.published()
    workflow.propose_retraction(
        verdict, by=given.person("carla"), at=given.moment(), cause="reply", note="Wrong."
    )
    assert lists("filip") == {"Retractions that wait for a second person": [verdict]}
    assert lists("carla") == {}


def test_a_suspension_waits_until_a_second_person_confirms_it(db):
    verdict = given.suspended()
    assert lists("filip") == {"Suspensions to confirm": [verdict]}
    assert lists("carla") == {}
    workflow.confirm_suspension(verdict, by=given.person("filip"), at=given.moment())
    assert lists("filip") == {}


def test_a_suspension_that_ended_waits_for_nobody(db):
    verdict = given.suspended()
    told = {"cause": "new-facts", "note": "It stands."}
    workflow.reinstate(verdict, by=given.person("filip"), at=given.moment(), **told)
    assert lists("filip") == lists("carla") == {}


@pytest.mark.parametrize("name", ["ana", "bo", "carla", "eva", "filip"])
def test_the_first_page_opens_for_every_role(at_the_desk, name):
    given.suspended()
    given.sent_back()
    assert at_the_desk(name).get("/desk/").status_code == 200


def test_a_claim_nobody_has_begun_is_listed(at_the_desk):
    given.claim("Milk costs twice as much")
    assert "Claims nobody has begun" in at_the_desk("ana").get("/desk/").content.decode()


def test_a_long_list_says_how_many_there_are_and_where_they_all_are(at_the_desk, monkeypatch):
    monkeypatch.setattr("factcheck.desk.waiting.SHOWN", 1)
    first = given.draft()
    given.draft(of=given.claim("Milk costs twice as much"))
    given.claim("Bread is dearer than milk")
    given.claim("Bread is cheaper than milk")
    ana = at_the_desk("ana")
    (drafts,) = waiting(given.person("ana"))
    assert (drafts.number, drafts.rows) == (2, [first])
    page = ana.get("/desk/").content.decode()
    assert page.count("All of them, in a list") == 2
    listed = ana.get(drafts.every).content.decode()
    assert "2 verdicts" in listed
    assert "2 claims" in ana.get(untouched().every).content.decode()


@pytest.mark.parametrize("name", ["ana", "bo", "carla"])
def test_every_list_leads_to_a_list_that_opens(at_the_desk, name):
    person = at_the_desk(name)
    for *_, asked in LISTS:
        assert person.get(every(asked, given.person(name))).status_code == 200, asked


@pytest.mark.parametrize(("days", "waits"), [(-30, True), (0, True), (7, True), (8, False)])
def test_a_finding_waits_to_be_looked_at_again_a_week_before_its_day(db, days, waits):
    day = timezone.localdate() + timedelta(days=days)
    verdict = given.published(review_by=day)
    assert lists("ana").get("To look at again", []) == ([verdict] if waits else [])


def test_what_somebody_changes_already_waits_for_nobody_else(db):
    given.corrected(given.published(review_by=timezone.localdate()))
    assert "To look at again" not in lists("dov")


def test_the_first_page_says_until_when_to_look_again(at_the_desk):
    given.published(review_by=timezone.localdate())
    assert "look again by" in at_the_desk("ana").get("/desk/").content.decode()
