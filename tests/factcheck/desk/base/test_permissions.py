"""Access to the desk's pages; the permission matrix has the answers to each role."""

import pytest

from claims.models import Verdict
from tests import given
from tests.factcheck.desk.conftest import verdict_url, workspace_url
from tests.helpers.client import Client


def test_a_deactivated_user_is_signed_out_at_once(desk_client):
    ana = desk_client("ana")
    assert ana.get("/desk/").status_code == 200
    given.deactivated(given.person("ana"))
    assert ana.get("/desk/").status_code == 302


def test_the_admin_url_redirects_to_the_desk(client):
    assert client.get("/admin/")["Location"] == "/desk/"


@pytest.mark.parametrize("name", ["submit", "publish", "edit", "cite", "discard"])
def test_an_action_accepts_only_post(desk_client, name):
    verdict = given.draft()
    assert desk_client("ana").get(verdict_url(verdict, name)).status_code == 405


def test_an_unknown_action_changes_nothing(desk_client):
    verdict = given.draft()
    assert desk_client("ana").post(verdict_url(verdict, "bless")).status_code in (302, 404)
    assert Verdict.objects.get().state == "draft"


def test_a_post_without_a_csrf_token_is_refused(db):
    verdict = given.draft()
    client = Client(enforce_csrf_checks=True)
    client.force_login(given.person("ana"))
    assert client.post(verdict_url(verdict, "submit")).status_code == 403
    verdict.refresh_from_db()
    assert verdict.state == "draft"


@pytest.mark.parametrize("page", ["change", "preview", "timeline"])
def test_pages_of_the_desk_are_neither_cached_nor_indexed(desk_client, page):
    response = desk_client("ana").get(verdict_url(given.draft(), page))
    assert "no-store" in response["Cache-Control"]
    assert response["X-Robots-Tag"] == "noindex"


def test_the_preview_of_a_draft_is_visible_only_at_the_desk(desk_client, client):
    verdict = given.draft()
    address = verdict_url(verdict, "preview")
    page = desk_client("bo").get(address).content.decode()
    assert verdict.conclusion in page
    assert given.OFFICE in page
    assert client.get(address).status_code == 302
    assert client.get(f"/claims/{verdict.claim.public_id}/").status_code == 404


def test_the_preview_of_a_correction_shows_the_change_and_the_first_publication(desk_client):
    published = given.published()
    correction = given.correction(published)
    page = desk_client("ana").get(verdict_url(correction, "preview")).content.decode()
    assert "We had the wrong year." in page
    day = published.published_at.date().isoformat()
    assert f'revision 2; first on <time datetime="{day}">' in page


def test_an_empty_draft_can_be_previewed(desk_client):
    from claims.workflow import drafting

    ana = given.person("ana")
    verdict = drafting.create_draft(given.claim(), by=ana, at=given.moment())
    assert desk_client("ana").get(verdict_url(verdict, "preview")).status_code == 200
    assert desk_client("ana").get(workspace_url(verdict)).status_code == 200
