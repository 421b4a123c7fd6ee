"""Access to the desk's pages; the permission matrix has the answers to each role."""

import pytest
from django.test import Client

from claims.models import Verdict
from tests import given
from tests.factcheck.desk.conftest import verb, workspace


def test_a_deactivated_user_is_signed_out_at_once(at_the_desk):
    ana = at_the_desk("ana")
    assert ana.get("/desk/").status_code == 200
    given.deactivated(given.person("ana"))
    assert ana.get("/desk/").status_code == 302


def test_the_admin_url_redirects_to_the_desk(client):
    assert client.get("/admin/")["Location"] == "/desk/"


@pytest.mark.parametrize("name", ["submit", "publish", "edit", "cite", "discard"])
def test_an_action_accepts_only_post(at_the_desk, name):
    verdict = given.draft()
    assert at_the_desk("ana").get(verb(verdict, name)).status_code == 405


def test_an_unknown_action_changes_nothing(at_the_desk):
    verdict = given.draft()
    assert at_the_desk("ana").post(verb(verdict, "bless")).status_code in (302, 404)
    assert Verdict.objects.get().state == "draft"


def test_a_post_without_a_csrf_token_is_refused(db):
    verdict = given.draft()
    client = Client(enforce_csrf_checks=True)
    client.force_login(given.person("ana"))
    assert client.post(verb(verdict, "submit")).status_code == 403
    verdict.refresh_from_db()
    assert verdict.state == "draft"


@pytest.mark.parametrize("page", ["change", "preview", "timeline"])
def test_pages_of_the_desk_are_neither_cached_nor_indexed(at_the_desk, page):
    response = at_the_desk("ana").get(verb(given.draft(), page))
    assert "no-store" in response["Cache-Control"]
    assert response["X-Robots-Tag"] == "noindex"


def test_the_preview_of_a_draft_is_visible_only_at_the_desk(at_the_desk, client):
    verdict = given.draft()
    address = verb(verdict, "preview")
    page = at_the_desk("bo").get(address).content.decode()
    assert verdict.conclusion in page
    assert given.OFFICE in page
    assert client.get(address).status_code == 302
    assert client.get(f"/claims/{verdict.claim.public_id}/").status_code == 404


def test_the_preview_of_a_correction_shows_the_change_and_the_first_publication(at_the_desk):
    published = given.published()
    correction = given.correction(published)
    page = at_the_desk("ana").get(verb(correction, "preview")).content.decode()
    assert "We had the wrong year." in page
    day = published.published_at.date().isoformat()
    assert f'revision 2; first on <time datetime="{day}">' in page


def test_an_empty_draft_can_be_previewed(at_the_desk):
    from claims.workflow import drafting

    ana = given.person("ana")
    verdict = drafting.create_draft(given.claim(), by=ana, at=given.moment())
    assert at_the_desk("ana").get(verb(verdict, "preview")).status_code == 200
    assert at_the_desk("ana").get(workspace(verdict)).status_code == 200
