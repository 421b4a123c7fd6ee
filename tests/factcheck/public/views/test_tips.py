"""Readers suggest a claim to check: what they see, what is saved, and what is refused."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client

from claims.intake.tips import submit_tip
from claims.models import Tip
from claims.rate_limits import RateLimitExceeded, compute_network_digest
from factcheck.core.errors import FactcheckError
from tests import given

pytestmark = pytest.mark.django_db

FORM, THANKS = "/suggest/", "/suggest/thanks/"
FIELDS = {"text": "Milk costs twice as much", "location": "https://radio.example/1", "website": ""}
ADDRESS, SECOND_ADDRESS = "198.51.100.7", "203.0.113.9"


def test_what_a_reader_sends_is_saved_as_it_was_typed(reader):
    fields = FIELDS | {
        "text": "Milk\r\ncosts twice",
        "sender_name": "The minister",
        "email": "olga@reader.example",
    }
    response = reader.client.post(FORM, fields)
    assert (response.status_code, response["Location"].partition("?")[0]) == (302, THANKS)
    tip = Tip.objects.get()
    assert (tip.text, tip.location) == ("Milk\ncosts twice", FIELDS["location"])
    assert (tip.sender_name, tip.email, tip.decision) == ("The minister", "olga@reader.example", "")
    assert "We have received it" in reader.get_text(THANKS)


def test_the_claimant_and_the_email_are_optional(reader):
    reader.client.post(FORM, FIELDS)
    assert Tip.objects.get().email == ""


@pytest.mark.parametrize(
    ("invalid", "message"),
    [
        ({"text": " "}, "Enter what was said."),
        ({"location": ""}, "Enter where it was said, as far as you know."),
        ({"email": "olga"}, "Enter a valid email address."),
        ({"text": "x" * 2001}, "at most 2000 characters"),
        ({"location": "x" * 1001}, "at most 1000 characters"),
        ({"sender_name": "x" * 201}, "at most 200 characters"),
        ({"email": f"{'x' * 250}@reader.example"}, "at most 254 characters"),
        ({"text": "milk\x00"}, "Null characters are not allowed."),
        ({"email": "a\x00@reader.example"}, "Null characters are not allowed."),
    ],
)
def test_an_invalid_field_has_a_message_and_what_was_typed_is_kept(reader, invalid, message):
    fields = {"sender_name": "A known name", **FIELDS, **invalid}
    response = reader.client.post(FORM, fields)
    page = response.content.decode()
    assert response.status_code == 422
    assert message in page
    assert fields["sender_name"] in page
    assert not Tip.objects.exists()


def test_line_breaks_count_as_one_character(reader):
    lines = "\r\n".join(["x" * 99] * 20)
    assert reader.client.post(FORM, FIELDS | {"text": lines}).status_code == 302


def test_a_robot_is_thanked_and_nothing_is_saved(reader):
    response = reader.client.post(FORM, FIELDS | {"website": "https://pills.example"})
    assert response["Location"] == THANKS
    assert not Tip.objects.exists()


def test_the_honeypot_is_hidden_by_the_style_sheet_and_labelled(reader):
    page = reader.get_html(FORM)
    honeypot = re.search(r'<p class="hidden">(.*?)</p>', page)[1]
    assert "Leave this field empty" in honeypot
    assert 'tabindex="-1"' in honeypot and 'autocomplete="off"' in honeypot
    assert not re.search(r"\sstyle=|<script|\son\w+=", page)


def test_a_form_without_its_token_is_refused(reader):
    client = Client(enforce_csrf_checks=True)
    assert client.post(FORM, FIELDS).status_code == 403
    assert not Tip.objects.exists()
    token = re.search(r'csrfmiddlewaretoken" value="([^"]+)"', client.get(FORM).content.decode())[1]
    assert client.post(FORM, FIELDS | {"csrfmiddlewaretoken": token}).status_code == 302


def test_the_form_is_not_cached_and_all_other_pages_set_no_cookie(reader):
    assert reader.get(FORM)["Cache-Control"] == "no-store"
    for path in ("/", "/claims/", "/privacy/"):
        response = Client().get(path)
        assert "public" in response["Cache-Control"]
        assert not response.cookies
        assert "csrfmiddlewaretoken" not in response.content.decode()


def test_the_form_has_a_privacy_note(reader):
    page = reader.get_text(FORM)
    assert "It is never published." in page
    assert "Nothing of it is published" in page
    assert "We do not keep your network address" in page


def test_readers_find_the_form_on_every_page(reader):
    assert f'href="{FORM}"' in reader.get_html("/ledger/")
    assert f'href="{FORM}"' in reader.get_html("/claims/", q="milk")


# ── the rate limit ──────────────────────────────────────────────────────────────────────────────
def send(reader, address: str = ADDRESS, **headers):
    return reader.client.post(FORM, FIELDS, REMOTE_ADDR=address, headers=headers)


def test_after_the_limit_a_network_has_to_wait(reader, settings):
    settings.TIP_RATE = 2
    assert [send(reader).status_code for _ in range(3)] == [302, 302, 429]
    response = send(reader)
    assert response["Retry-After"] == "3600"
    assert "Too many messages from your network." in response.content.decode()
    assert FIELDS["text"] in response.content.decode()
    assert send(reader, SECOND_ADDRESS).status_code == 302
    assert Tip.objects.count() == 3


@pytest.mark.parametrize(
    ("proxies", "suffix"), [(0, ""), (1, f", {ADDRESS}"), (2, f", {ADDRESS}, 192.0.2.1")]
)
def test_a_forged_forwarding_header_does_not_evade_the_limit(reader, settings, proxies, suffix):
    settings.TIP_RATE, settings.TRUSTED_PROXIES = 1, proxies
    forged = [f"203.0.113.{number}{suffix}" for number in (1, 2)]
    responses = [send(reader, **{"X-Forwarded-For": header}) for header in forged]
    assert [response.status_code for response in responses] == [302, 429]


def test_behind_a_trusted_proxy_each_reader_is_counted(reader, settings):
    settings.TIP_RATE = settings.TRUSTED_PROXIES = 1
    addresses = (ADDRESS, SECOND_ADDRESS, SECOND_ADDRESS)
    responses = [send(reader, **{"X-Forwarded-For": address}) for address in addresses]
    assert [response.status_code for response in responses] == [302, 302, 429]


def submit(at):
    return submit_tip(text="Milk", location="radio", network_address=ADDRESS, at=at)


def test_the_limit_is_counted_over_an_hour(settings):
    settings.TIP_RATE = 1
    submit(given.NOON)
    with pytest.raises(RateLimitExceeded):
        submit(given.NOON + timedelta(minutes=59))
    submit(given.NOON + timedelta(minutes=60))


def test_the_hour_does_not_start_again_at_midnight(settings):
    settings.TIP_RATE = 1
    submit(datetime(2026, 11, 2, 23, 50, tzinfo=UTC))
    with pytest.raises(RateLimitExceeded):
        submit(datetime(2026, 11, 3, 0, 10, tzinfo=UTC))


def test_the_network_address_is_not_saved(reader):
    send(reader)
    (row,) = Tip.objects.values()
    assert ADDRESS not in repr(row)
    assert len(row["network_digest"]) == 64


def test_a_digest_changes_every_day_and_needs_the_secret_key(settings):
    at = given.NOON
    digest = compute_network_digest("tip", ADDRESS, at)
    assert compute_network_digest("tip", ADDRESS, at + timedelta(hours=11)) == digest
    assert compute_network_digest("tip", ADDRESS, at + timedelta(hours=12)) != digest
    settings.SECRET_KEY = "another"
    assert compute_network_digest("tip", ADDRESS, at) != digest


@pytest.mark.parametrize(
    ("first", "second", "is_same"),
    [
        ("2001:db8:1:2::1", "2001:db8:1:2:ffff::9", True),
        ("2001:db8:1:2::1", "2001:db8:1:3::1", False),
        ("::ffff:198.51.100.7", ADDRESS, True),
        (ADDRESS, "198.51.100.8", False),
        ("", "", True),
        ("unix:", "", False),
    ],
)
def test_the_digest_ignores_what_a_sender_can_choose(first, second, is_same):
    digests = {compute_network_digest("tip", address, given.NOON) for address in (first, second)}
    assert (len(digests) == 1) == is_same


@pytest.mark.parametrize(
    "invalid", [{"text": ""}, {"location": " "}, {"sender_name": "\x00"}, {"email": "x"}]
)
def test_the_action_refuses_invalid_fields_with_a_message(invalid):
    fields = {"text": "Milk", "location": "radio", "network_address": ADDRESS, "at": given.NOON}
    with pytest.raises(FactcheckError, match=r"\.$"):
        submit_tip(**fields | invalid)
    assert not Tip.objects.exists()
