"""An editor decides about a reader's request to be forgotten, and sees what the job removed."""

import pytest

from claims.models import ForgetRequest
from factcheck import retention
from tests import given
from tests.helpers.forms import submit_form


def url_of(request, name="change") -> str:
    return f"/desk/claims/forgetrequest/{request.pk}/{name}/"


def test_an_editor_forgets_a_tip_from_the_to_do_list(desk_client):
    request = given.forget_request(given.tip("A secret word"))
    carla = desk_client("carla")
    assert url_of(request) in carla.get("/desk/").content.decode()
    submit_form(carla, url_of(request), url_of(request, "forgotten"))
    request.refresh_from_db()
    assert (request.outcome, request.decided_by) == ("forgotten", given.person("carla"))
    assert (request.tip.decision, set(request.tip.text)) == ("declined", {"█"})
    assert "secret" not in carla.get(url_of(request)).content.decode()
    assert url_of(request) not in carla.get("/desk/").content.decode()


def test_keeping_a_message_needs_a_reason(desk_client):
    request = given.forget_request()
    response = desk_client("carla").post(url_of(request, "kept"), {"reason": " "})
    assert (response.status_code, ForgetRequest.objects.get().outcome) == (422, "")
    submit_form(desk_client("carla"), url_of(request), url_of(request, "kept"), reason="A lawsuit.")
    request.refresh_from_db()
    assert (request.outcome, request.reason) == ("kept", "A lawsuit.")
    response = desk_client("filip").post(url_of(request, "forgotten"))
    assert response.status_code == 409


@pytest.mark.parametrize(
    ("prepare", "message"),
    [
        (lambda complaint: None, "The complaint is not answered yet: answer it first."),
        (lambda complaint: given.hold(complaint.verdict.claim), "is not answered yet"),
    ],
)
def test_forgetting_what_is_pending_is_refused(desk_client, prepare, message):
    request = given.forget_request(given.complaint())
    prepare(request.complaint)
    response = desk_client("carla").post(url_of(request, "forgotten"))
    assert response.status_code == 409
    assert message in response.content.decode()


def test_a_reporter_cannot_forget(desk_client):
    request = given.forget_request()
    for name in ("ana", "bo", "eva"):
        assert desk_client(name).post(url_of(request, "forgotten")).status_code == 403


@pytest.mark.parametrize("name", ["carla", "eva"])
def test_the_retention_page_shows_what_was_removed_and_what_waits(desk_client, name):
    empty = desk_client(name).get("/desk/retention/").content.decode()
    assert "has not removed anything yet" in empty
    given.tip()
    for _run in range(2):
        retention.remove_expired(given.NOON.replace(year=2030))
    client = desk_client(name)  # the job ended the session
    page = client.get("/desk/retention/").content.decode()
    assert "1 waits: not answered yet" in page
    assert "/desk/retention/" in client.get("/desk/").content.decode()
