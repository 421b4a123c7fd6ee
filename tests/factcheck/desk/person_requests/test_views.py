"""Requests about a person at the desk: recorded, weighed, decided, and confirmed."""

import pytest

from claims.models import PersonRequest, Tombstone
from tests import given
from tests.factcheck.desk.conftest import workspace_url
from tests.helpers import passkeys
from tests.helpers.forms import list_forms, submit_form

LIST = "/desk/claims/personrequest/"
WEIGHED = {
    "has_public_role": "no",
    "serves_debate": "yes",
    "is_accurate": "yes",
    "needs_name": "no",
    "reasons": "A court decided so.",
}


def url_of(request, name="change") -> str:
    return f"{LIST}{request.pk}/{name}/"


def publish_name():
    claim = given.claim("Zora Quill sold less milk")
    verdict = given.published(of=claim, conclusion="Zora Quill sold more.")
    return verdict, given.person_request(claim=claim)


def decide_removal(client, request):
    """Chooses every place of the name, as the form offers them."""
    page = client.post(url_of(request, "find"), {"words": "Zora Quill"}).content.decode()
    form = next(form for form in list_forms(page) if form.action.endswith("/remove/"))
    values = form.fill(outcome="erase", all_places="on", **WEIGHED)
    return client.post(url_of(request, "remove"), values)


def test_an_editor_records_a_request(desk_client):
    values = {
        "requester": "named",
        "name": "Zora Quill",
        "text": "Remove my name.",
        "received_on": "2026-01-31",
    }
    response = submit_form(desk_client("carla"), LIST, **values)
    request = PersonRequest.objects.get()
    assert response.url == url_of(request)
    assert str(request.due_on) == "2026-02-28"
    home = desk_client("carla").get("/desk/").content.decode()
    assert "Requests about a person" in home and "tag-loud" in home and "Zora Quill" in home


def test_an_incomplete_request_is_refused(desk_client):
    response = desk_client("carla").post(LIST, {"name": "Zora Quill"})
    assert (response.status_code, PersonRequest.objects.count()) == (422, 0)


def test_every_question_has_to_be_answered(desk_client):
    request, client = given.person_request(), desk_client("carla")
    values = WEIGHED | {"outcome": "refuse", "needs_name": ""}
    response = client.post(url_of(request, "decide"), values)
    assert response.status_code == 422
    assert "Answer all four questions." in response.content.decode()


def test_a_refusal_needs_one_editor(desk_client):
    request, client = given.person_request(), desk_client("carla")
    submit_form(client, url_of(request), url_of(request, "decide"), outcome="refuse", **WEIGHED)
    assert request.decisions.get().outcome == "refuse"
    assert "Nothing changes" in client.get(url_of(request)).content.decode()


def test_a_statutory_reply_is_shown_to_readers_and_the_rating_stays(desk_client, client):
    verdict, request = publish_name()
    values = WEIGHED | {"outcome": "reply", "reply": "I sold as much as before."}
    submit_form(desk_client("carla"), url_of(request), url_of(request, "decide"), **values)
    page = client.get(f"/claims/{verdict.claim.public_id}/", follow=True).content.decode()
    assert "I sold as much as before." in page and "Statutory reply" in page
    assert verdict.rating.label in page


def test_search_engines_leave_the_page_out(desk_client, client, settings):
    settings.DEMO_MODE = False
    verdict, request = publish_name()
    path = f"/claims/{verdict.claim.public_id}/"
    assert "X-Robots-Tag" not in client.get(path, follow=True)
    submit_form(
        desk_client("carla"),
        url_of(request),
        url_of(request, "decide"),
        outcome="noindex",
        **WEIGHED,
    )
    assert client.get(path, follow=True)["X-Robots-Tag"] == "noindex"


def test_the_second_editor_sees_every_place_and_confirms(desk_client, client):
    verdict, request = publish_name()
    assert decide_removal(desk_client("carla"), request).url == url_of(request)
    own = desk_client("carla").get(url_of(request)).content.decode()
    assert "another editor has to confirm it" in own
    page = desk_client("filip").get(url_of(request)).content.decode()
    assert "<mark>Zora Quill</mark>" in page and " sold more." in page
    assert f"/claims/{verdict.claim.public_id}/revisions/1/" in page
    response = submit_form(desk_client("filip"), url_of(request), url_of(request, "confirm"))
    assert response.status_code == 302 and Tombstone.objects.exists()
    public = client.get(f"/claims/{verdict.claim.public_id}/", follow=True).content.decode()
    assert "Changed for legal reasons" in public and "Quill" not in public
    for url in (url_of(request), workspace_url(verdict)):
        assert "Quill" not in desk_client("filip").get(url).content.decode()


def test_only_what_was_chosen_is_removed(desk_client):
    verdict, request = publish_name()
    client = desk_client("carla")
    values = WEIGHED | {
        "words": "Zora Quill",
        "outcome": "erase",
        "places": [f"claims_claim/{verdict.claim_id}/statement"],
    }
    client.post(url_of(request, "remove"), values)
    (place,) = request.decisions.get().places
    assert (place["table"], place["spans"]) == ("claims_claim", [[0, 10]])


@pytest.mark.parametrize("name", ["ana", "bo", "eva"])
def test_other_roles_see_no_requests(desk_client, name):
    request = given.person_request()
    assert desk_client(name).get(LIST).status_code == 403
    assert desk_client(name).get(url_of(request)).status_code == 403


def test_the_second_editor_signs_the_removal_if_the_desk_says_so(desk_client):
    _verdict, request = publish_name()
    decide_removal(desk_client("carla"), request)
    filip, passkey = desk_client("filip", "editor"), passkeys.enrol("filip", by="carla")
    with passkeys.require_signatures("erase"):
        page = filip.get(url_of(request)).content.decode()
        assert f'data-passkey="sign" data-ask="{url_of(request, "sign")}"' in page
        response = filip.post(url_of(request, "confirm"), {"number": 1})
        assert response.status_code == 422
        assert "Confirm this with your passkey." in response.content.decode()
        assert not Tombstone.objects.exists()
        challenge = filip.post(url_of(request, "sign")).json()["publicKey"]["challenge"]
        signed = {"number": 1, "credential": passkey.sign(challenge)}
        assert filip.post(url_of(request, "confirm"), signed).status_code == 302
    assert Tombstone.objects.exists()


def test_only_who_may_confirm_a_removal_is_asked_to_sign_it(desk_client):
    _verdict, request = publish_name()
    decide_removal(desk_client("carla"), request)
    with passkeys.require_signatures("erase"):
        answer = desk_client("carla").post(url_of(request, "sign"))
    assert answer.status_code == 409 and "another editor" in answer.json()["problem"]
    assert desk_client("carla").post(url_of(given.person_request(), "sign")).status_code == 404


def test_without_that_setting_no_removal_is_signed(desk_client):
    _verdict, request = publish_name()
    decide_removal(desk_client("carla"), request)
    filip = desk_client("filip", "editor")
    assert "data-passkey" not in filip.get(url_of(request)).content.decode()
    assert filip.post(url_of(request, "sign")).json() == {}
