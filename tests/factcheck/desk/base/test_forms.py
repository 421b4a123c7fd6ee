"""What is typed at the desk is not lost, and what nothing can hold is said in a sentence."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests import given
from tests.factcheck.desk.conftest import verb, workspace
from tests.factcheck.desk.sources.test_capture import KNOWN, READ, TEXT


@pytest.mark.parametrize("name", ["edit", "cite", "submit"])
def test_a_sign_in_before_a_deed_leads_to_the_page_it_acts_on(client, db, name):
    verdict = given.draft()
    answer = client.post(verb(verdict, name))
    assert answer["Location"] == f"/desk/login/?next={workspace(verdict)}"


def test_the_address_of_a_deed_shows_the_way_back(at_the_desk):
    verdict = given.draft()
    answer = at_the_desk("ana").get(verb(verdict, "edit"))
    assert (answer.status_code, answer["Allow"]) == (405, "POST")
    assert f'href="{workspace(verdict)}"' in answer.content.decode()


def test_a_form_that_was_refused_says_so_to_whatever_keeps_it(at_the_desk):
    verdict, ana = given.draft(), at_the_desk("ana")
    assert "data-refused" not in ana.get(workspace(verdict)).content.decode()
    refused = ana.post(verb(verdict, "edit"), {"finding": "Kept."}).content.decode()
    assert "data-refused" in refused
    assert "Leave it as it was" in refused


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"reason": "x" * 301}, "at most 300 characters"),
        ({"spans": "[[0,Infinity]]"}, "follow one another"),
        ({"spans": "[" * 1500}, "follow one another"),
        ({"spans": "[[0,NaN]]"}, "follow one another"),
    ],
)
def test_a_body_that_cannot_be_marked_is_refused_with_a_sentence(at_the_desk, changed, sentence):
    address = f"/desk/sources/snapshot/{given.snapshot().pk}/body/"
    told = {"spans": "[[0, 5]]", "reason": "Shorter."} | changed
    answer = at_the_desk("ana").post(address, told)
    assert answer.status_code == 409
    assert sentence in answer.content.decode()


@pytest.mark.parametrize("encoding", ["undefined", "punycode", "idna", "hex"])
def test_an_encoding_of_no_text_is_refused_with_a_sentence(at_the_desk, encoding):
    file = SimpleUploadedFile("milk.txt", b"a\xff-\xfe..")
    answer = at_the_desk("ana").post(READ, KNOWN | {"file": file, "encoding": encoding})
    assert answer.status_code == 422
    assert encoding in answer.content.decode()


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
def test_a_null_character_in_an_address_finds_nothing(at_the_desk, address):
    given.draft()
    assert at_the_desk("ana").get(f"/desk/{address}", follow=True).status_code == 200


def test_a_pasted_text_is_as_long_as_a_file_at_most(at_the_desk, settings):
    settings.CAPTURE_LIMIT = len(TEXT) - 1
    answer = at_the_desk("ana").post(READ, KNOWN | {"text": TEXT})
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "A text has at most" in page
    assert TEXT in page
    assert "paste the text or give a file" not in page


def test_a_text_far_too_long_is_told_so_and_comes_back(at_the_desk, settings):
    text = "Milk. " * (settings.CAPTURE_LIMIT // 5 * 2)
    answer = at_the_desk("ana").post(READ, KNOWN | {"text": text})
    assert answer.status_code == 422
    assert text in answer.content.decode()


def test_what_is_larger_than_any_form_is_refused_on_a_page_of_ours(at_the_desk, settings):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 10
    answer = at_the_desk("ana").post(READ, KNOWN | {"text": TEXT})
    assert answer.status_code == 400
    assert "larger than" in answer.content.decode()


def test_a_form_without_its_token_is_refused_on_a_page_of_ours(db):
    client = Client(enforce_csrf_checks=True)
    answer = client.post("/desk/login/", {"username": "ana"})
    assert answer.status_code == 403
    page = answer.content.decode()
    assert "The form was too old" in page
    assert "<style" not in page
