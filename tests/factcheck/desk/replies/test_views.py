"""Requests for comment at the desk: requests, responses and waivers."""

import html
import re
from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from claims import replies
from claims.models import CommentRequest, CommentRequestStatus, CommentResponse, CommentWaiver
from claims.workflow import actions
from factcheck.desk.dashboard.work_queue import get_task_lists
from tests import given
from tests.factcheck.desk.conftest import workspace_url
from tests.helpers.forms import find_form, submit_form

DUE = "Waiting for a response"
REQUEST = {
    "name": "The ministry",
    "public_role": "on",
    "channel": "email",
    "text": "Where does the figure come from?",
    "sent_at": "2024-05-02T12:00",
    "deadline_at": "2024-05-09T12:00",
}
RESPONSE = {
    "outcome": "answered",
    "received_at": "2024-05-03T09:30",
    "text": given.RESPONSE_TEXT,
    "language": "en",
    "visibility": "all",
}


def url_of(row, name="change") -> str:
    return f"/desk/claims/{row._meta.model_name}/{row.pk}/{name}/"


def text_of(response) -> str:
    text = re.sub(r"<[^>]+>", "", response.content.decode())
    return " ".join(html.unescape(text).split())


def task_lists(name: str) -> dict:
    return {tasks.name: tasks.rows for tasks in get_task_lists(given.person(name))}


def awaited_request(**fields):
    """A request whose deadline is in the future by the real clock, which the pages read."""
    return given.comment_request(**{"deadline_at": timezone.now() + timedelta(days=3)} | fields)


def record_request(browser, claim, **values):
    url = url_of(claim, "request-comment")
    return submit_form(browser, url, url, **values)


def record_response(browser, comment_request, *, follow=False, **values):
    url = url_of(comment_request)
    response_url = url_of(comment_request, "response")
    return submit_form(browser, url, response_url, follow=follow, **values)


# ── Requests ────────────────────────────────────────────────────────────────────────────────────
def test_a_request_is_recorded_and_listed_on_the_page_of_the_claim(desk_client):
    claim, ana = given.claim(unasked=""), desk_client("ana")
    assert "No request made yet." in text_of(ana.get(url_of(claim)))
    assert record_request(ana, claim, **REQUEST).status_code == 302
    page = text_of(ana.get(url_of(claim)))
    assert "The ministry no response by the deadline" in page
    assert "sent by e-mail, 2 May 2024, 12:00 UTC, by Ana Byline" in page
    comment_request = CommentRequest.objects.get()
    assert (comment_request.name, comment_request.public_role) == ("The ministry", True)
    assert comment_request.claim == claim


def test_the_claimant_is_the_recipient_unless_another_name_is_entered(desk_client):
    minister = given.claimant()
    claim = given.claim(unasked="", attribution="person", claimant=minister)
    ana = desk_client("ana")
    page = text_of(ana.get(url_of(claim, "request-comment")))
    assert "To the claimant: The minister" in page
    record_request(ana, claim, **REQUEST | {"name": ""})
    record_request(ana, claim, **REQUEST)
    recipients = list(CommentRequest.objects.values_list("claimant", "name"))
    assert recipients == [(minister.pk, ""), (None, "The ministry")]


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"name": ""}, "Choose the claimant, or enter the name"),
        ({"deadline_at": "2024-05-01T12:00"}, "has to be later than the request"),
        ({"deadline_at": "soon"}, "valid date/time"),
        ({"channel": "pigeon"}, "not one of the available choices"),
    ],
)
def test_a_refused_request_keeps_the_text_of_the_form(desk_client, changes, message):
    claim = given.claim(unasked="")
    response = record_request(desk_client("ana"), claim, **REQUEST | changes)
    assert response.status_code == 422
    assert message in text_of(response)
    assert REQUEST["text"] in response.content.decode()
    assert not CommentRequest.objects.exists()


def test_not_requesting_comment_needs_a_reason(desk_client):
    claim, ana = given.claim(unasked=""), desk_client("ana")
    page_url, url = url_of(claim, "request-comment"), url_of(claim, "no-request")
    response = submit_form(ana, page_url, url, reason=" ")
    assert response.status_code == 422
    assert "Enter the reason; readers will see it." in text_of(response)
    submit_form(ana, page_url, url, reason="Its author died.")
    assert "No request made. Its author died." in text_of(ana.get(url_of(claim)))


# ── Responses ───────────────────────────────────────────────────────────────────────────────────
def test_a_response_is_recorded_and_shown(desk_client):
    comment_request, ana = given.overdue_comment_request(), desk_client("ana")
    assert record_response(ana, comment_request, **RESPONSE).status_code == 302
    page = text_of(ana.get(url_of(comment_request)))
    assert given.RESPONSE_TEXT in page
    assert "readers see all of it · recorded by Ana Byline" in page
    assert "The ministry answered" in page


def test_a_corrected_response_keeps_the_first_and_the_reason(desk_client):
    request = given.overdue_comment_request()
    given.comment_response(request, text="The figure is out own.")
    ana = desk_client("ana")
    response = record_response(ana, request, **RESPONSE, reason="A typo.")
    assert response.status_code == 302
    page = text_of(ana.get(url_of(request)))
    assert "Reason for the correction: A typo." in page
    assert "Superseded 1" in page
    assert "The figure is out own." in page
    status = CommentRequestStatus.objects.get(comment_request=request)
    assert status.text == given.RESPONSE_TEXT


def test_a_response_that_someone_else_corrected_is_not_overwritten(desk_client):
    first, ana = given.comment_response(given.overdue_comment_request()), desk_client("ana")
    comment_request, url = first.comment_request, url_of(first.comment_request, "response")
    form = find_form(ana.get(url_of(comment_request)).content.decode(), url)
    given.comment_response(
        comment_request,
        by=given.person("dov"),
        supersedes=first,
        reason="A typo.",
        text="Dov's.",
    )
    values = RESPONSE | {"reason": "Mine.", "text": "What Ana typed."}
    response = ana.post(url, form.fill(**values))
    assert response.status_code == 409
    page = text_of(response)
    assert "Dov Byline" in page
    assert "Dov's." in page
    assert "What Ana typed." in page
    current = CommentResponse.objects.latest("pk")
    form = find_form(response.content.decode(), url)
    assert form.values["supersedes"] == [str(current.pk)]


def test_a_refused_response_keeps_the_text_of_the_form(desk_client):
    comment_request, ana = given.overdue_comment_request(), desk_client("ana")
    excerpt = RESPONSE | {"visibility": "part", "public_excerpt": "It counts nothing."}
    response = record_response(ana, comment_request, **excerpt)
    assert response.status_code == 422
    assert "has to be in the response, word for word." in text_of(response)
    assert "It counts nothing." in response.content.decode()
    invalid = RESPONSE | {"visibility": "some"}
    assert record_response(ana, comment_request, **invalid).status_code == 422
    assert not CommentResponse.objects.exists()


def test_a_response_after_publication_suggests_a_correction(desk_client):
    comment_request = given.overdue_comment_request()
    replies.create_comment_waiver(
        comment_request.claim,
        by=given.person("carla"),
        at=comment_request.sent_at,
        reason="Urgent.",
        comment_request=comment_request,
    )
    given.published(of=comment_request.claim)
    response = record_response(desk_client("ana"), comment_request, follow=True, **RESPONSE)
    assert "To show it to readers, correct or update the fact-check." in text_of(response)


def test_waiving_the_deadline_is_refused_to_a_reporter(desk_client):
    comment_request, data = awaited_request(), {"reason": "It is urgent."}
    ana, carla = desk_client("ana"), desk_client("carla")
    url, waive_url = url_of(comment_request), url_of(comment_request, "waive-deadline")
    assert "Only editors can waive the deadline." in text_of(ana.get(url))
    response = ana.post(waive_url, data)
    assert response.status_code == 403
    assert data["reason"] in response.content.decode()
    assert not CommentWaiver.objects.exists()
    assert submit_form(carla, url, waive_url, reason="").status_code == 422
    assert submit_form(carla, url, waive_url, **data).status_code == 302
    page = text_of(carla.get(url))
    assert "Deadline waived by Carla Byline" in page
    assert carla.post(waive_url, data).status_code == 409


# ── The workspace and the home page ─────────────────────────────────────────────────────────────
def test_the_workspace_says_for_whom_publication_waits(desk_client):
    comment_request = awaited_request(sent_at=datetime(2024, 5, 2, 12, tzinfo=UTC))
    verdict = given.approved(of=comment_request.claim)
    page = text_of(desk_client("carla").get(workspace_url(verdict)))
    assert "The ministry awaiting response" in page
    assert "The ministry may respond until" in page
    assert "wait, or record why you publish before that." in page
    assert "2 May 2024" in page  # in the submitted record


def test_deadlines_are_tasks_the_passed_ones_first(desk_client):
    future, passed = awaited_request(name="The exchange"), given.overdue_comment_request()
    given.comment_response(given.comment_request(name="The farmers"))
    for name in ("ana", "bo", "carla"):
        assert [row.comment_request for row in task_lists(name)[DUE]] == [passed, future]
    assert DUE not in task_lists("eva")
    page = text_of(desk_client("ana").get("/desk/"))
    assert re.search(r"The ministry [^.]* passed \d+ \w+ ago", page)
    assert re.search(r"The exchange [^.]* left", page)
    open_requests = desk_client("ana").get("/desk/claims/commentrequest/?response=open")
    assert "The ministry" in text_of(open_requests)


def test_published_and_waived_requests_are_no_tasks(db):
    unanswered, waived = given.overdue_comment_request(), awaited_request()
    verdict = given.approved(of=unanswered.claim)
    replies.create_comment_waiver(
        waived.claim,
        by=given.person("carla"),
        at=given.moment(),
        reason="So.",
        comment_request=waived,
    )
    assert [row.comment_request for row in task_lists("ana")[DUE]] == [unanswered]
    sha256 = verdict.submission.sha256
    actions.publish(verdict, by=given.person("carla"), at=unanswered.deadline_at, sha256=sha256)
    assert DUE not in task_lists("ana")


def test_the_number_of_queries_does_not_grow_with_the_requests(
    desk_client, django_assert_max_num_queries
):
    verdict, desk = given.draft(of=given.comment_request().claim), desk_client("ana")
    for number in range(5):
        given.comment_response(given.comment_request(of=verdict.claim, name=f"Number {number}"))
    desk.get(url_of(verdict.claim))
    with django_assert_max_num_queries(14):
        desk.get(url_of(verdict.claim))
    with django_assert_max_num_queries(14):
        desk.get(url_of(CommentRequest.objects.latest("pk")))
    with django_assert_max_num_queries(14):
        desk.get(url_of(verdict.claim, "request-comment"))
