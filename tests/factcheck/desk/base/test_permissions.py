"""How the doors of the desk behave; who gets which answer where is written in the matrix."""

import pytest
from django.test import Client

from claims.models import Verdict
from tests import given
from tests.factcheck.desk.conftest import verb, workspace


def test_whoever_is_deactivated_is_out_at_once(at_the_desk):
    ana = at_the_desk("ana")
    assert ana.get("/desk/").status_code == 200
    given.left(given.person("ana"))
    assert ana.get("/desk/").status_code == 302


def test_admin_leads_to_the_desk(client):
    assert client.get("/admin/")["Location"] == "/desk/"


@pytest.mark.parametrize("name", ["submit", "publish", "edit", "cite", "discard"])
def test_a_verb_answers_post_and_nothing_else(at_the_desk, name):
    verdict = given.draft()
    assert at_the_desk("ana").get(verb(verdict, name)).status_code == 405


def test_an_unknown_verb_is_nowhere(at_the_desk):
    verdict = given.draft()
    assert at_the_desk("ana").post(verb(verdict, "bless")).status_code in (302, 404)
    assert Verdict.objects.get().state == "draft"


def test_a_post_without_its_token_is_refused(db):
    verdict = given.draft()
    client = Client(enforce_csrf_checks=True)
    client.force_login(given.person("ana"))
    assert client.post(verb(verdict, "submit")).status_code == 403
    verdict.refresh_from_db()
    assert verdict.state == "draft"


@pytest.mark.parametrize("page", ["change", "preview", "trail"])
def test_no_cache_and_no_search_engine_keeps_a_page_of_the_desk(at_the_desk, page):
    answer = at_the_desk("ana").get(verb(given.draft(), page))
    assert "no-store" in answer["Cache-Control"]
    assert answer["X-Robots-Tag"] == "noindex"


def test_a_preview_shows_the_public_page_of_a_draft_to_the_desk_alone(at_the_desk, client):
    verdict = given.draft()
    address = verb(verdict, "preview")
    page = at_the_desk("bo").get(address).content.decode()
    assert verdict.finding in page
    assert given.OFFICE in page
    assert client.get(address).status_code == 302
    assert client.get(f"/claims/{verdict.claim.public_id}/").status_code == 404


def test_the_preview_of_a_correction_says_what_changed_and_when_it_was_first_published(at_the_desk):
    published = given.published()
    following = given.corrected(published)
    page = at_the_desk("ana").get(verb(following, "preview")).content.decode()
    assert "We had the wrong year." in page
    day = published.published_at.date().isoformat()
    assert f'revision 2; first on <time datetime="{day}">' in page


def test_an_empty_draft_can_be_previewed(at_the_desk):
    from claims.workflow import drafting

    ana = given.person("ana")
    verdict = drafting.draft(given.claim(), by=ana, at=given.moment())
    assert at_the_desk("ana").get(verb(verdict, "preview")).status_code == 200
    assert at_the_desk("ana").get(workspace(verdict)).status_code == 200
