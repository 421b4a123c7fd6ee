"""Readers suggest a claim to check: what they see, what is kept of it, and what is refused."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client

from claims.intake.tips import suggest
from claims.models import Suggestion
from claims.rate_limits import TooMany, digest_of
from claims.workflow.actions import Refused
from tests import given

pytestmark = pytest.mark.django_db

FORM, THANKS = "/suggest/", "/suggest/thanks/"
TYPED = {"said": "Milk costs twice as much", "where": "https://radio.example/1", "website": ""}
HERE, THERE = "198.51.100.7", "203.0.113.9"


def typed(**changed) -> dict:
    return TYPED | changed


def test_what_a_reader_sends_is_kept_as_it_was_typed(reader):
    told = {"said": "Milk\r\ncosts twice", "who": "The minister", "email": "olga@reader.example"}
    answer = reader.client.post(FORM, typed(**told))
    assert (answer.status_code, answer["Location"]) == (302, THANKS)
    kept = Suggestion.objects.get()
    assert (kept.said, kept.where) == ("Milk\ncosts twice", TYPED["where"])
    assert (kept.who, kept.email, kept.answer) == ("The minister", "olga@reader.example", "")
    assert "It has arrived" in reader.words(THANKS)


def test_who_said_it_and_an_address_are_optional(reader):
    reader.client.post(FORM, typed())
    assert Suggestion.objects.get().email == ""


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"said": " "}, "Tell us what was said."),
        ({"where": ""}, "Tell us where it was said, as far as you know."),
        ({"email": "nobody"}, "This is no e-mail address."),
        ({"said": "x" * 2001}, "at most 2000 characters"),
        ({"where": "x" * 1001}, "at most 1000 characters"),
        ({"who": "x" * 201}, "at most 200 characters"),
        ({"email": f"{'x' * 250}@reader.example"}, "at most 254 characters"),
        ({"said": "milk\x00"}, "Null characters are not allowed."),
        ({"email": "a\x00@reader.example"}, "Null characters are not allowed."),
    ],
)
def test_what_cannot_be_kept_is_said_at_its_place_and_what_was_typed_stays(reader, wrong, sentence):
    answer = reader.client.post(FORM, {"who": "Somebody known", **typed(**wrong)})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert sentence in page
    assert wrong.get("who", "Somebody known") in page
    assert not Suggestion.objects.exists()


def test_two_thousand_characters_in_lines_are_not_too_many(reader):
    lines = "\r\n".join(["x" * 99] * 20)
    assert reader.client.post(FORM, typed(said=lines)).status_code == 302


def test_a_robot_is_thanked_and_nothing_is_kept(reader):
    answer = reader.client.post(FORM, typed(website="https://pills.example"))
    assert answer["Location"] == THANKS
    assert not Suggestion.objects.exists()


def test_what_only_robots_see_is_hidden_by_the_style_sheet_and_told_to_be_left_empty(reader):
    page = reader.page(FORM)
    trap = re.search(r'<p class="hidden">(.*?)</p>', page)[1]
    assert "Leave this empty" in trap
    assert 'tabindex="-1"' in trap and 'autocomplete="off"' in trap
    assert not re.search(r"\sstyle=|<script|\son\w+=", page)


def test_a_form_without_its_token_is_refused(reader):
    client = Client(enforce_csrf_checks=True)
    assert client.post(FORM, TYPED).status_code == 403
    assert not Suggestion.objects.exists()
    token = re.search(r'csrfmiddlewaretoken" value="([^"]+)"', client.get(FORM).content.decode())[1]
    assert client.post(FORM, typed(csrfmiddlewaretoken=token)).status_code == 302


def test_no_cache_keeps_the_form_and_every_other_page_stays_without_cookies(reader):
    assert reader.ask(FORM)["Cache-Control"] == "no-store"
    for address in ("/", "/claims/", THANKS):
        answer = Client().get(address)
        assert "public" in answer["Cache-Control"]
        assert not answer.cookies
        assert "csrfmiddlewaretoken" not in answer.content.decode()


def test_it_says_what_becomes_of_what_is_sent(reader):
    page = reader.words(FORM)
    assert "It is never published." in page
    assert "Nothing of it is published" in page
    assert "We do not keep your network address" in page


def test_readers_find_the_form_from_every_page(reader):
    assert f'href="{FORM}"' in reader.page("/ledger/")
    assert f'href="{FORM}"' in reader.page("/claims/", q="milk")


# ── how many from one network ───────────────────────────────────────────────────────────────────
def sent(reader, address: str = HERE, **headers):
    return reader.client.post(FORM, TYPED, REMOTE_ADDR=address, headers=headers)


def test_after_as_many_as_the_desk_takes_one_network_has_to_wait(reader, settings):
    settings.SUGGESTION_RATE = 2
    assert [sent(reader).status_code for _ in range(3)] == [302, 302, 429]
    late = sent(reader)
    assert late["Retry-After"] == "3600"
    assert "Send this one a little later." in late.content.decode()
    assert TYPED["said"] in late.content.decode()
    assert sent(reader, THERE).status_code == 302
    assert Suggestion.objects.count() == 3


def test_a_header_that_anybody_can_write_opens_no_door(reader, settings):
    settings.SUGGESTION_RATE = 1
    sent(reader)
    assert sent(reader, **{"X-Forwarded-For": THERE}).status_code == 429


def test_behind_a_proxy_that_is_trusted_each_reader_is_counted(reader, settings):
    settings.SUGGESTION_RATE = 1
    settings.REST_FRAMEWORK = settings.REST_FRAMEWORK | {"NUM_PROXIES": 1}
    answers = [sent(reader, **{"X-Forwarded-For": one}) for one in (HERE, THERE, THERE)]
    assert [one.status_code for one in answers] == [302, 302, 429]


def test_an_hour_later_there_is_room_again(settings):
    settings.SUGGESTION_RATE = 1
    at, told = given.NOON, {"said": "Milk", "where": "radio", "sender": HERE}
    suggest(at=at, **told)
    with pytest.raises(TooMany):
        suggest(at=at + timedelta(minutes=59), **told)
    suggest(at=at + timedelta(minutes=60), **told)


def test_midnight_does_not_empty_the_count(settings):
    settings.SUGGESTION_RATE = 1
    told = {"said": "Milk", "where": "radio", "sender": HERE}
    suggest(at=datetime(2026, 11, 2, 23, 50, tzinfo=UTC), **told)
    with pytest.raises(TooMany):
        suggest(at=datetime(2026, 11, 3, 0, 10, tzinfo=UTC), **told)


def test_no_column_holds_the_address(reader):
    sent(reader)
    (row,) = Suggestion.objects.values()
    assert HERE not in repr(row)
    assert len(row["sender"]) == 64


def test_a_digest_lasts_a_day_and_needs_our_key(settings):
    at = given.NOON
    known = digest_of("suggestion", HERE, at)
    assert digest_of("suggestion", HERE, at + timedelta(hours=11)) == known
    assert digest_of("suggestion", HERE, at + timedelta(hours=12)) != known
    settings.SECRET_KEY = "another"
    assert digest_of("suggestion", HERE, at) != known


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("2001:db8:1:2::1", "2001:db8:1:2:ffff::9", True),
        ("2001:db8:1:2::1", "2001:db8:1:3::1", False),
        ("::ffff:198.51.100.7", HERE, True),
        (HERE, "198.51.100.8", False),
        ("", "", True),
        ("unix:", "", False),
    ],
)
def test_what_a_sender_can_choose_of_an_address_does_not_count(one, other, same):
    assert (
        digest_of("suggestion", one, given.NOON) == digest_of("suggestion", other, given.NOON)
    ) == same


@pytest.mark.parametrize("wrong", [{"said": ""}, {"where": " "}, {"who": "\x00"}, {"email": "x"}])
def test_the_verb_refuses_what_cannot_be_kept_with_a_sentence(wrong):
    told = {"said": "Milk", "where": "radio", "sender": HERE, "at": given.NOON} | wrong
    with pytest.raises(Refused, match=r"\.$"):
        suggest(**told)
    assert not Suggestion.objects.exists()
