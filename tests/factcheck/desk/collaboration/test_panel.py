"""Assignments and comments, as the desk shows them."""

import html
import re
from datetime import timedelta

import pytest
from django.utils import timezone

from claims.models import Assignment, Comment
from factcheck.desk.dashboard.work_queue import get_task_lists
from tests import given
from tests.factcheck.desk.conftest import workspace_url
from tests.helpers.forms import list_forms, submit_form

LIST = "Assigned to you"


@pytest.fixture
def claim(db):
    for name in given.ROLES_BY_NAME:
        given.person(name)
    return given.claim()


def url_of(claim, name="change") -> str:
    return f"/desk/claims/claim/{claim.pk}/{name}/"


def text_of(response) -> str:
    text = re.sub(r"<[^>]+>", "", response.content.decode())
    return " ".join(html.unescape(text).split())


def assignment_data(name: str, role="write", **values) -> dict:
    return {"role": role, "user": str(given.person(name).pk)} | values


def assign(browser, claim, *, follow=False, **values):
    """Fills and sends the form in which the user to assign is chosen."""
    forms = list_forms(browser.get(url_of(claim)).content.decode())
    form = next(form for form in forms if "due_on" in form.names)
    return browser.post(form.action, form.fill(**values), follow=follow)


def post_comment(browser, claim, text, *, follow=False):
    return submit_form(browser, url_of(claim), url_of(claim, "comment"), follow=follow, text=text)


def test_an_editor_assigns_a_claim_on_its_page(claim, desk_client):
    due_on = (timezone.localdate() + timedelta(days=3)).isoformat()
    values = assignment_data("dov", due_on=due_on, note="Ask the office.")
    page = text_of(assign(desk_client("carla"), claim, follow=True, **values))
    assert "Assigned." in page
    assert "Dov Byline, due" in page
    assert "Ask the office." in page and "assigned by Carla Byline" in page


def test_a_reporter_takes_a_role_with_one_click_and_returns_it(claim, desk_client):
    ana = desk_client("ana")
    page = ana.get(url_of(claim)).content.decode()
    assert f'name="user" value="{given.person("ana").pk}"' in page
    assert "Assign …" not in page  # others are assigned by reviewers and editors
    response = submit_form(ana, url_of(claim), url_of(claim, "assign"), follow=True)
    assert "took it" in text_of(response)
    assert "Unassign me" in text_of(ana.get(url_of(claim)))
    response = submit_form(ana, url_of(claim), url_of(claim, "unassign"), follow=True)
    assert "Assignment removed." in text_of(response)
    assert Assignment.objects.first().user is None


def test_a_refused_assignment_keeps_the_text_of_the_form(claim, desk_client):
    carla = desk_client("carla")
    response = assign(carla, claim, **assignment_data("ana", "review", note="Please look."))
    assert response.status_code == 409
    assert "The role of Ana Byline does not allow" in text_of(response)
    assert 'value="Please look."' in response.content.decode()
    for invalid in (assignment_data("ana", due_on="tomorrow"), {"role": "write", "user": "0"}):
        assert assign(carla, claim, **invalid).status_code == 422
    assert not Assignment.objects.exists()


def test_assigning_someone_else_is_refused_to_a_reporter(claim, desk_client):
    response = desk_client("ana").post(url_of(claim, "assign"), assignment_data("dov"))
    assert response.status_code == 403
    assert "Your role does not allow this." in text_of(response)


def test_an_assignment_is_a_task_of_the_user(claim, desk_client):
    given.assignment(claim, note="Ask the office.")
    assert [row.claim for row in list_assigned_tasks("dov")] == [claim]
    page = text_of(desk_client("dov").get("/desk/"))
    assert f"{LIST} 1" in page and "Ask the office." in page
    assert list_assigned_tasks("ana") == []


def list_assigned_tasks(name: str) -> list:
    lists = get_task_lists(given.person(name))
    return next((tasks.rows for tasks in lists if tasks.name == LIST), [])


def test_the_list_of_claims_is_filtered_by_assignment(claim, desk_client):
    other = given.claim("The mayor lives elsewhere")
    given.assignment(claim)
    for value, expected in (("me", [claim]), ("anyone", [claim]), ("no_one", [other])):
        page = text_of(desk_client("dov").get("/desk/claims/claim/", {"assigned": value}))
        assert [row for row in (claim, other) if row.statement in page] == expected
    page = text_of(desk_client("ana").get("/desk/claims/claim/", {"assigned": "me"}))
    assert claim.statement not in page


def test_a_comment_is_posted_with_a_mention(claim, desk_client):
    text = "@bo can you look at the second quote?"
    page = text_of(post_comment(desk_client("ana"), claim, text, follow=True))
    assert "Comment posted. Only the desk can read it." in page
    assert text in page and "mentions Bo Byline" in page
    assert "Comments 1" in page


def test_a_comment_is_no_markup(claim, desk_client):
    given.comment("<b>Look</b>", of=claim)
    assert "&lt;b&gt;Look" in desk_client("ana").get(url_of(claim)).content.decode()


def test_a_comment_that_mentions_an_unknown_user_is_refused_and_keeps_its_text(claim, desk_client):
    response = post_comment(desk_client("ana"), claim, "@zoe, look.")
    assert response.status_code == 422
    assert "No one at the desk has the user name “@zoe”." in text_of(response)
    assert "@zoe, look.</textarea>" in response.content.decode()
    assert not Comment.objects.exists()


def test_the_page_lists_who_can_be_mentioned(claim, desk_client):
    page = text_of(desk_client("ana").get(url_of(claim)))
    assert "@bo Bo Byline" in page
    assert "@eva" not in page and "@gwen" not in page


def test_the_workspace_shows_the_assignments_and_the_number_of_comments(claim, desk_client):
    verdict = given.draft(of=claim)
    page = text_of(desk_client("ana").get(workspace_url(verdict)))
    assert "Unassigned Comments 0" in page
    given.assignment(claim)
    given.assignment(claim, to=given.person("bo"), role="review")
    given.comment(of=claim), given.comment(of=claim)
    page = text_of(desk_client("ana").get(workspace_url(verdict)))
    assert "Author: Dov Byline Reviewer: Bo Byline Comments 2" in page


def test_the_workspace_shows_no_assignment_after_publication(claim, desk_client):
    given.assignment(claim)
    verdict = given.published(of=claim)
    assert "Unassigned" in text_of(desk_client("ana").get(workspace_url(verdict)))


def test_readers_never_see_assignments_or_comments(claim, client):
    given.published(of=claim)
    given.assignment(claim, note="quagga")
    given.comment("quagga", of=claim)
    page = client.get(f"/claims/{claim.public_id}/", follow=True).content.decode()
    assert "quagga" not in page and "Dov" not in page
