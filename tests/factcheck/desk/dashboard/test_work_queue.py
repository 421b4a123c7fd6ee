"""What waits for whom on the first page of the desk, and what stands first there."""

from datetime import timedelta

import pytest
from axes.models import AccessAttempt
from django.utils import timezone

from claims.workflow import actions, drafting
from factcheck.desk.dashboard.work_queue import LISTS, every, untouched, waiting
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
    actions.propose_retraction(
        verdict, by=given.person("carla"), at=given.moment(), cause="reply", note="Wrong."
    )
    assert lists("filip") == {"Retractions that wait for a second person": [verdict]}
    assert lists("carla") == {}


def test_a_suspension_waits_until_a_second_person_confirms_it(db):
    verdict = given.suspended()
    assert lists("filip") == lists("carla") == {"Suspensions to confirm": [verdict]}
    actions.confirm_suspension(verdict, by=given.person("filip"), at=given.moment())
    assert lists("filip") == {}


def test_a_suspension_that_ended_waits_for_nobody(db):
    verdict = given.suspended()
    told = {"cause": "new-facts", "note": "It stands."}
    actions.reinstate(verdict, by=given.person("filip"), at=given.moment(), **told)
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
    monkeypatch.setattr("factcheck.desk.dashboard.work_queue.SHOWN", 1)
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


@pytest.mark.parametrize("name", ["ana", "bo", "carla", "eva"])
def test_every_list_leads_to_a_list_that_opens(at_the_desk, name):
    browser, person = at_the_desk(name), given.person(name)
    theirs = [asked for _, _, needs, _, asked in LISTS if person.has_perm(needs)]
    assert theirs
    for asked in theirs:
        assert browser.get(every(asked, person)).status_code == 200, asked


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


def test_an_editor_sees_first_what_only_editors_do(db):
    given.approved(verdict=given.in_review())
    given.published(review_by=timezone.localdate())
    given.in_review()
    given.draft(by=given.person("carla"))
    assert list(lists("carla")) == [
        "Approved, not yet published",
        "To look at again",
        "To review",
        "Your drafts",
    ]


def test_a_reviewer_sees_first_what_is_to_review(db):
    given.published(review_by=timezone.localdate())
    given.in_review()
    given.draft(by=given.person("bo"))
    assert next(iter(lists("bo"))) == "To review"


def test_a_reporter_sees_first_what_was_sent_back(db):
    given.published(review_by=timezone.localdate())
    given.draft()
    given.sent_back()
    assert list(lists("ana")) == ["Sent back to you", "Your drafts", "To look at again"]


def test_a_revision_on_two_lists_waits_since_its_own_moment_on_each(db):
    verdict = given.published(review_by=timezone.localdate())
    told = {"cause": "reply", "note": "Wrong."}
    actions.propose_retraction(verdict, by=given.person("carla"), at=given.moment(), **told)
    found = lists("filip")
    (retraction,) = found["Retractions that wait for a second person"]
    (again,) = found["To look at again"]
    assert retraction == again
    assert retraction.since > again.since
    assert (retraction.last_note, again.last_note) == ("Wrong.", "")


def test_lists_are_told_oldest_first(db):
    first, second = given.in_review(), given.in_review()
    assert lists("bo") == {"To review": [first, second]}


def test_an_account_without_a_role_waits_for_an_administrator(at_the_desk):
    hana = given.person("hana", "reporter")
    hana.groups.clear()
    assert lists("eva") == {"Without a role": [hana]}
    page = at_the_desk("eva").get("/desk/").content.decode()
    assert f'href="/desk/accounts/user/{hana.pk}/change/" aria-label="Give a role: Hana B' in page


@pytest.mark.parametrize(("failures", "minutes", "told"), [(5, 1, 1), (4, 1, 0), (5, 16, 0)])
def test_an_administrator_sees_who_is_locked_out_just_now(db, failures, minutes, told):
    ana = given.person("ana")
    attempt = AccessAttempt.objects.create(
        username="ana", ip_address="192.0.2.1", user_agent="x", failures_since_start=failures
    )
    moment = timezone.now() - timedelta(minutes=minutes)
    AccessAttempt.objects.filter(pk=attempt.pk).update(attempt_time=moment)
    assert lists("eva") == ({"Locked out for now": [ana]} if told else {})


def test_each_task_can_be_begun_with_one_click(at_the_desk):
    verdict = given.in_review()
    page = at_the_desk("bo").get("/desk/").content.decode()
    link = f'href="/desk/claims/verdict/{verdict.pk}/change/" aria-label="Review: '
    assert link in page


def test_a_claim_nobody_has_begun_is_begun_with_one_click(at_the_desk):
    claim = given.claim()
    ana = at_the_desk("ana")
    address = f"/desk/claims/claim/{claim.pk}/draft/"
    assert f'action="{address}"' in ana.get("/desk/").content.decode()
    assert ana.post(address).status_code == 302
    assert claim.verdicts.get().author == given.person("ana")


@pytest.mark.parametrize(
    ("name", "claims", "says"),
    [
        ("ana", 0, "Record a claim that is worth checking"),
        ("ana", 1, "Begin one of the claims below"),
        ("eva", 0, "Add a person who begins here"),
    ],
)
def test_where_nothing_waits_the_page_says_what_to_do(at_the_desk, name, claims, says):
    for _ in range(claims):
        given.claim(by=given.person("dov"))
    assert says in at_the_desk(name).get("/desk/").content.decode()
