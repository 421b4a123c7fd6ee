"""The task lists on the home page of the desk: which user sees which rows, and in which order."""

from datetime import timedelta

import pytest
from django.utils import timezone

from claims.publication import hidden_claims
from claims.workflow import actions, drafting
from factcheck.desk.dashboard.work_queue import (
    TASK_LISTS,
    UNSTARTED_CLAIMS,
    build_changelist_url,
    get_task_list,
    get_task_lists,
)
from tests import given


def get_rows(name: str) -> dict:
    """The rows of the task lists of a user, by the name of the list."""
    return {task_list.name: task_list.rows for task_list in get_task_lists(given.person(name))}


def test_a_draft_is_listed_only_for_its_author(db):
    verdict = given.draft()
    assert get_rows("ana") == {"Your drafts": [verdict]}
    assert get_rows("bo") == get_rows("dov") == get_rows("carla") == {}


def test_a_submission_is_listed_for_reviewers_who_did_not_contribute(db):
    verdict = given.draft()
    passage = given.passage(given.DOUBT)
    drafting.cite(verdict, passage, by=given.person("bo"), at=given.moment(), stance="context")
    verdict = given.in_review(verdict=verdict)
    assert get_rows("carla") == {"To review": [verdict]}
    assert "To review" not in get_rows("bo")
    assert get_rows("ana") == {"In review (yours)": [verdict]}


def test_a_draft_that_was_sent_back_is_listed_for_its_author_with_the_comment(db, desk_client):
    verdict = given.sent_back()
    assert get_rows("ana") == {"Sent back to you": [verdict]}
    assert "Name the table." in desk_client("ana").get("/desk/").content.decode()


def test_an_approved_revision_is_listed_for_editors(db):
    verdict = given.approved()
    assert get_rows("carla") == {"Approved, not yet published": [verdict]}
    assert get_rows("bo") == {}


def test_a_hidden_claim_is_listed_for_editors_until_it_is_shown_again(db, desk_client, settings):
    settings.HIDDEN_DAYS = 3
    verdict = given.hidden()
    assert [row.claim for row in get_rows("filip")["Hidden for legal reasons"]] == [verdict.claim]
    assert get_rows("bo") == {}
    assert "overdue" in desk_client("filip").get("/desk/").content.decode()  # since 2026-11-05
    act = {"by": given.person("filip"), "at": given.moment(), "reason": "Settled."}
    hidden_claims.unhide_published_claim(verdict.claim, **act)
    assert get_rows("filip") == {}


def test_a_proposed_retraction_is_listed_for_a_second_person(db):
    verdict = given.published()
    actions.propose_retraction(
        verdict, by=given.person("carla"), at=given.moment(), cause="reply", note="Wrong."
    )
    assert get_rows("filip") == {"Retractions to confirm": [verdict]}
    assert get_rows("carla") == {}


def test_a_suspension_is_listed_until_a_second_person_confirms_it(db):
    verdict = given.suspended()
    assert get_rows("filip") == get_rows("carla") == {"Suspensions to confirm": [verdict]}
    actions.confirm_suspension(verdict, by=given.person("filip"), at=given.moment())
    assert get_rows("filip") == {}


def test_a_suspension_that_ended_is_not_listed(db):
    verdict = given.suspended()
    content = {"cause": "new-facts", "note": "It is correct."}
    actions.reinstate(verdict, by=given.person("filip"), at=given.moment(), **content)
    assert get_rows("filip") == get_rows("carla") == {}


@pytest.mark.parametrize("name", ["ana", "bo", "carla", "eva", "filip"])
def test_the_home_page_opens_for_every_role(desk_client, name):
    given.suspended()
    given.sent_back()
    assert desk_client(name).get("/desk/").status_code == 200


def test_a_claim_without_a_fact_check_is_listed(desk_client):
    given.claim("Milk costs twice as much")
    assert "Claims without a fact-check" in desk_client("ana").get("/desk/").content.decode()


def test_a_long_list_shows_the_total_and_links_to_all_rows(desk_client, monkeypatch):
    monkeypatch.setattr("factcheck.desk.dashboard.work_queue.ROWS_PER_LIST", 1)
    first = given.draft()
    given.draft(of=given.claim("Milk costs twice as much"))
    given.claim("Bread is dearer than milk")
    given.claim("Bread is cheaper than milk")
    ana = desk_client("ana")
    (drafts,) = get_task_lists(given.person("ana"))
    assert (drafts.total, drafts.rows) == (2, [first])
    page = ana.get("/desk/").content.decode()
    assert page.count("Show all 2") == 2
    changelist = ana.get(drafts.url).content.decode()
    assert "2 fact-checks" in changelist
    unstarted = get_task_list(UNSTARTED_CLAIMS, given.person("ana"))
    assert "2 claims" in ana.get(unstarted.url).content.decode()


@pytest.mark.parametrize("name", ["ana", "bo", "carla", "eva"])
def test_every_task_list_links_to_a_page_that_opens(desk_client, name):
    desk, user = desk_client(name), given.person(name)
    changelists = [row.changelist for row in TASK_LISTS if user.has_perm(row.permission)]
    assert changelists
    for changelist in changelists:
        url = build_changelist_url(changelist, user)
        assert desk.get(url).status_code == 200, changelist


@pytest.mark.parametrize(("days", "is_listed"), [(-30, True), (0, True), (7, True), (8, False)])
def test_a_fact_check_is_listed_from_a_week_before_its_revisit_date(db, days, is_listed):
    day = timezone.localdate() + timedelta(days=days)
    verdict = given.published(revisit_on=day)
    assert get_rows("ana").get("To revisit", []) == ([verdict] if is_listed else [])


def test_a_fact_check_with_an_open_revision_is_not_listed_to_revisit(db):
    given.correction(given.published(revisit_on=timezone.localdate()))
    assert "To revisit" not in get_rows("dov")


def test_the_home_page_shows_the_revisit_date(desk_client):
    given.published(revisit_on=timezone.localdate())
    assert "revisit by" in desk_client("ana").get("/desk/").content.decode()


def test_an_editor_sees_the_lists_for_editors_first(db):
    given.approved(verdict=given.in_review())
    given.published(revisit_on=timezone.localdate())
    given.in_review()
    given.draft(by=given.person("carla"))
    assert list(get_rows("carla")) == [
        "Approved, not yet published",
        "To revisit",
        "To review",
        "Your drafts",
    ]


def test_a_reviewer_sees_submissions_first(db):
    given.published(revisit_on=timezone.localdate())
    given.in_review()
    given.draft(by=given.person("bo"))
    assert next(iter(get_rows("bo"))) == "To review"


def test_a_reporter_sees_drafts_that_were_sent_back_first(db):
    given.published(revisit_on=timezone.localdate())
    given.draft()
    given.sent_back()
    assert list(get_rows("ana")) == ["Sent back to you", "Your drafts", "To revisit"]


def test_a_revision_on_two_lists_has_the_waiting_time_of_each_list(db):
    verdict = given.published(revisit_on=timezone.localdate())
    content = {"cause": "reply", "note": "Wrong."}
    actions.propose_retraction(verdict, by=given.person("carla"), at=given.moment(), **content)
    rows = get_rows("filip")
    (retraction,) = rows["Retractions to confirm"]
    (revisit,) = rows["To revisit"]
    assert retraction == revisit
    assert retraction.since > revisit.since
    assert (retraction.last_note, revisit.last_note) == ("Wrong.", "")


def test_rows_are_sorted_with_the_oldest_first(db):
    first, second = given.in_review(), given.in_review()
    assert get_rows("bo") == {"To review": [first, second]}


def test_a_user_without_a_role_is_listed_for_administrators(desk_client):
    hana = given.person("hana", "reporter")
    hana.groups.clear()
    assert get_rows("eva") == {"Users without a role": [hana]}
    page = desk_client("eva").get("/desk/").content.decode()
    assert f'href="/desk/accounts/user/{hana.pk}/change/" aria-label="Assign role: Hana B' in page


def test_each_task_has_a_button_that_opens_it(desk_client):
    verdict = given.in_review()
    page = desk_client("bo").get("/desk/").content.decode()
    link = f'href="/desk/claims/verdict/{verdict.pk}/change/" aria-label="Review: '
    assert link in page


def test_a_fact_check_is_started_with_one_click(desk_client):
    claim = given.claim()
    ana = desk_client("ana")
    url = f"/desk/claims/claim/{claim.pk}/draft/"
    assert f'action="{url}"' in ana.get("/desk/").content.decode()
    assert ana.post(url).status_code == 302
    assert claim.verdicts.get().author == given.person("ana")


@pytest.mark.parametrize(
    ("name", "claims", "text"),
    [
        ("ana", 0, "Record a claim that is worth checking"),
        ("ana", 1, "Start a fact-check of one of the claims below"),
        ("eva", 0, "Every account has a role"),
    ],
)
def test_an_empty_to_do_list_suggests_the_next_step(desk_client, name, claims, text):
    for _ in range(claims):
        given.claim(by=given.person("dov"))
    assert text in desk_client(name).get("/desk/").content.decode()
