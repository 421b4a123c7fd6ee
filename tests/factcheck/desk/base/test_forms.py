"""Text entered at the desk is not lost, and invalid values are refused with a message."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests import given
from tests.factcheck.desk.conftest import verdict_url, workspace_url
from tests.factcheck.desk.sources.test_capture import READ, SOURCE, TEXT


@pytest.mark.parametrize("name", ["edit", "cite", "submit"])
def test_signing_in_before_an_action_leads_to_the_page_of_the_row(client, db, name):
    verdict = given.draft()
    response = client.post(verdict_url(verdict, name))
    assert response["Location"] == f"/desk/login/?next={workspace_url(verdict)}"


def test_opening_the_address_of_an_action_links_back(desk_client):
    verdict = given.draft()
    response = desk_client("ana").get(verdict_url(verdict, "edit"))
    assert (response.status_code, response["Allow"]) == (405, "POST")
    assert f'href="{workspace_url(verdict)}"' in response.content.decode()


def test_a_refused_form_is_marked_for_the_script_that_saves_it(desk_client):
    verdict, ana = given.draft(), desk_client("ana")
    assert "data-refused" not in ana.get(workspace_url(verdict)).content.decode()
    refused = ana.post(verdict_url(verdict, "edit"), {"conclusion": "Kept."}).content.decode()
    assert "data-refused" in refused
    assert "Discard unsaved text" in refused


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"reason": "x" * 301}, "at most 300 characters (it has 301)"),
        ({"spans": "[[0,Infinity]]"}, "follow one another"),
        ({"spans": "[" * 1500}, "follow one another"),
        ({"spans": "[[0,NaN]]"}, "follow one another"),
    ],
)
def test_an_invalid_selection_of_the_article_text_is_refused(desk_client, changes, message):
    address = f"/desk/sources/snapshot/{given.snapshot().pk}/article-text/"
    data = {"spans": "[[0, 5]]", "reason": "Shorter."} | changes
    response = desk_client("ana").post(address, data)
    assert response.status_code in (409, 422)
    assert message in response.content.decode()


@pytest.mark.parametrize("encoding", ["undefined", "punycode", "idna", "hex"])
def test_an_unusable_encoding_is_refused(desk_client, encoding):
    file = SimpleUploadedFile("milk.txt", b"a\xff-\xfe..")
    response = desk_client("ana").post(READ, SOURCE | {"file": file, "encoding": encoding})
    assert response.status_code == 422
    assert encoding in response.content.decode()


@pytest.mark.parametrize(
    "address",
    [
        "claims/verdict/?state__exact=%00",
        "claims/claim/?state=%00",
        "claims/claim/?language=%00",
        "claims/claim/?q=%00",
        "sources/source/?language=a%00b",
        "sources/capture/?source=%00",
    ],
)
def test_a_null_character_in_a_url_finds_nothing(desk_client, address):
    given.draft()
    assert desk_client("ana").get(f"/desk/{address}", follow=True).status_code == 200


def test_a_pasted_text_is_limited_like_a_file(desk_client, settings):
    settings.CAPTURE_LIMIT = len(TEXT) - 1
    response = desk_client("ana").post(READ, SOURCE | {"text": TEXT})
    assert response.status_code == 422
    page = response.content.decode()
    assert "The maximum size is" in page
    assert TEXT in page
    assert "paste the text or give a file" not in page


def test_a_text_that_is_too_long_is_refused_and_kept_in_the_form(desk_client, settings):
    text = "Milk. " * (settings.READ_AT_ONCE_BYTES // 5 * 2)
    response = desk_client("ana").post(READ, SOURCE | {"text": text})
    assert response.status_code == 422
    assert text in response.content.decode()


def test_a_request_that_is_too_large_is_refused_with_our_own_page(desk_client, settings):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 10
    response = desk_client("ana").post(READ, SOURCE | {"text": TEXT})
    assert response.status_code == 400
    assert "larger than" in response.content.decode()


def test_a_form_without_a_csrf_token_is_refused_with_our_own_page(db):
    client = Client(enforce_csrf_checks=True)
    response = client.post("/desk/login/", {"username": "ana"})
    assert response.status_code == 403
    page = response.content.decode()
    assert "The form has expired" in page
    assert "<style" not in page
