"""Readers ask by reference number that a message be forgotten, and read how long data is kept."""

import re
from html import unescape

import pytest

from claims import complaints
from claims.models import ForgetRequest
from claims.removal import forget_requests
from factcheck import retention
from tests import given

pytestmark = pytest.mark.django_db

FORM, TIP_STATUS, COMPLAINT_STATUS = "/forget/", "/suggest/thanks/", "/complaints/receipt/"
TIP = {"text": "Milk costs twice as much", "location": "On the radio", "website": ""}


def ask(reader, number: str):
    return reader.client.post(FORM, {"number": number, "website": ""})


def test_a_tip_gets_a_number_with_which_it_can_be_forgotten(reader):
    thanks = reader.client.post("/suggest/", TIP)["Location"]
    number = re.search(r"reference-number\">(\w{10})<", reader.get_html(thanks))[1]
    assert f"{FORM}?number={number}" in reader.get_html(thanks)
    assert f'value="{number}"' in reader.get_html(f"{FORM}?number={number}")
    response = ask(reader, f" {number.upper()} "[:10].strip())
    response = ask(reader, number)
    assert response["Location"] == f"{TIP_STATUS}?number={number}"
    assert "An editor will do it" in reader.get_text(response["Location"])
    request = ForgetRequest.objects.get()
    assert request.tip.public_id == number
    forget_requests.forget_message(request, by=given.person("carla"), at=given.moment())
    assert "Forgotten." in reader.get_text(response["Location"])


def test_a_complaint_is_forgotten_after_it_was_answered(reader):
    complaint = given.complaint()
    status = f"{COMPLAINT_STATUS}?number={complaint.public_id}"
    assert f"{FORM}?number={complaint.public_id}" in reader.get_html(status)
    assert ask(reader, complaint.public_id)["Location"] == status
    assert "An editor will do it" in reader.get_text(status)
    values = {"by": given.person("bo"), "at": given.moment(), "outcome": "not_upheld"}
    complaints.answer_complaint(complaint, public_note="The table says 4.", **values)
    request = ForgetRequest.objects.get()
    forget_requests.forget_message(request, by=given.person("carla"), at=given.moment())
    text = reader.get_text(status)
    assert "Forgotten." in text and "The table says 4." in text


def test_a_reader_is_told_that_a_message_is_kept_and_not_why(reader):
    request = given.forget_request()
    values = {"by": given.person("carla"), "at": given.moment(), "reason": "A secret lawsuit."}
    forget_requests.keep_message(request, **values)
    text = reader.get_text(f"{TIP_STATUS}?number={request.tip.public_id}")
    assert "we have to keep it for now" in text and "lawsuit" not in text


def test_asking_twice_is_one_request(reader):
    number = given.tip().public_id
    first, second = ask(reader, number), ask(reader, number)
    assert first["Location"] == second["Location"]
    assert ForgetRequest.objects.count() == 1


@pytest.mark.parametrize("number", ["0000000000", "zzzz", "é", "", "a" * 11])
def test_a_number_that_does_not_exist_is_refused(reader, number):
    given.tip()
    response = ask(reader, number)
    assert response.status_code == 422
    assert not ForgetRequest.objects.exists()


@pytest.mark.parametrize("number", ["%00", "zzzzzzzzzz", "%C3%A9", "a" * 300])
def test_the_status_of_an_unknown_number_is_a_page(reader, number):
    assert "Nothing is shown for" in reader.get_text(f"{TIP_STATUS}?number={number}")


def test_the_page_of_a_tip_never_says_that_it_exists(reader):
    number = given.tip().public_id
    known = reader.get_text(f"{TIP_STATUS}?number={number}")
    unknown = reader.get_text(f"{TIP_STATUS}?number=zzzzzzzzzz")
    assert known.replace(number, "") == unknown.replace("zzzzzzzzzz", "")


def test_the_privacy_page_shows_the_settings(reader, settings):
    settings.RETENTION = settings.RETENTION | {"tips": 77}
    html = unescape(reader.get_html("/privacy/"))
    for rule in retention.RULES:
        assert f"<dt>{rule.name}</dt>" in html
        assert f"<dd>{rule.period} {rule.since}</dd>" in html
    assert f"<dd>77 days {retention.RULES[0].since}</dd>" in html
    assert f"<dd>3 years {retention.RULES[1].since}</dd>" in html
    assert 'href="/privacy/"' in reader.get_html("/")
