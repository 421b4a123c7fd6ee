"""Preservation holds at the desk: set by an editor or administrator, released by another."""

import pytest

from claims.models import PreservationHold
from tests import given
from tests.factcheck.desk.conftest import workspace_url
from tests.helpers.forms import submit_form

HOLDS = "/desk/holds/"


def url_of(hold, name="change") -> str:
    return f"/desk/claims/preservationhold/{hold.pk}/{name}/"


@pytest.mark.parametrize("name", ["carla", "eva"])
def test_an_editor_or_administrator_puts_a_claim_on_hold(desk_client, name):
    claim = given.claim()
    values = {"claim": claim.public_id, "reason": "A lawyer has written."}
    response = submit_form(desk_client(name), HOLDS, **values)
    hold = PreservationHold.objects.get(claim=claim)
    assert response.url == url_of(hold)
    assert (hold.created_by, hold.reason) == (given.person(name), "A lawyer has written.")


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"claim": "0000000000", "reason": "So."}, "No claim has this ID."),
        ({"claim": "", "reason": "So."}, "Enter the ID of the claim."),
        ({"reason": " "}, "Enter the reason; only the desk sees it."),
    ],
)
def test_an_incomplete_hold_is_refused(desk_client, values, message):
    values = {"claim": given.claim().public_id} | values
    response = desk_client("carla").post(HOLDS, values)
    assert (response.status_code, PreservationHold.objects.count()) == (422, 0)
    assert message in response.content.decode()


def test_a_second_hold_is_refused(desk_client):
    values = {"claim": given.hold().claim.public_id, "reason": "So."}
    response = desk_client("filip").post(HOLDS, values)
    assert (response.status_code, PreservationHold.objects.count()) == (409, 1)


def test_another_person_releases_it(desk_client):
    hold = given.hold()
    page = desk_client("carla").get(url_of(hold)).content.decode()
    assert "You set this hold: another person has to release it." in page
    values = {"reason": "The case is over."}
    refused = desk_client("carla").post(url_of(hold, "release"), values)
    assert refused.status_code == 409
    submit_form(desk_client("eva"), url_of(hold), url_of(hold, "release"), **values)
    hold.refresh_from_db()
    assert (hold.released_by, hold.release_reason) == (given.person("eva"), "The case is over.")


def test_the_workspace_and_the_claim_show_the_hold(desk_client):
    verdict = given.published()
    claim_url = f"/desk/claims/claim/{verdict.claim_id}/change/"
    client = desk_client("carla")
    assert f"/desk/holds/?claim={verdict.claim.public_id}" in client.get(claim_url).content.decode()
    given.hold(verdict.claim, reason="A lawsuit of the minister.")
    for url in (claim_url, workspace_url(verdict)):
        for name in ("ana", "carla"):
            assert "A lawsuit of the minister." in desk_client(name).get(url).content.decode()


def test_readers_never_see_a_hold(db, client):
    verdict = given.published()
    given.hold(verdict.claim, reason="A secret lawsuit.")
    page = client.get(f"/claims/{verdict.claim.public_id}/", follow=True).content.decode()
    assert "On hold" not in page and "lawsuit" not in page
