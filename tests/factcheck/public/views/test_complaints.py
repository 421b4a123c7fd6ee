"""Readers report an error or complain: what they see, what is saved, and what is listed."""

import re
from datetime import timedelta

import pytest
from django.test import Client

from claims import complaints
from claims.models import Complaint
from claims.publication import queries
from claims.rate_limits import RateLimitExceeded, compute_network_digest
from claims.workflow import actions
from factcheck.core.errors import FactcheckError
from tests import given

pytestmark = pytest.mark.django_db

LIST, STATUS = "/complaints/", "/complaints/receipt/"
FIELDS = {"text": "The office says 5 percent", "subject": "fact", "website": ""}
PRIVATE_FIELDS = {
    "sender_name": "Olga Reader",
    "email": "olga@reader.example",
    "location": "Table 4 of the office",
}
ADDRESS, SECOND_ADDRESS = "198.51.100.7", "203.0.113.9"


@pytest.fixture
def verdict(db):
    return given.published()


def get_form_path(verdict) -> str:
    return f"/claims/{verdict.claim.public_id}/revisions/{verdict.revision}/complain/"


def answer(complaint, name="bo", **fields):
    fields = {"outcome": "not_upheld", "public_note": "The table says 4."} | fields
    return complaints.answer_complaint(
        complaint, by=given.person(name), at=given.moment(), **fields
    )


def uphold(complaint):
    return complaints.uphold_complaint(
        complaint,
        by=given.person("bo"),
        at=given.moment(),
        kind="correction",
        cause="our-error",
        note="We had the wrong year.",
    )


# ── the form ────────────────────────────────────────────────────────────────────────────────────
def test_every_page_of_a_fact_check_links_to_the_form(reader):
    verdict = given.superseded()
    newest = verdict.claim.verdicts.get(revision=2)
    for path, revision in (
        (f"/claims/{verdict.claim.public_id}/", newest),
        (f"/claims/{verdict.claim.public_id}/revisions/1/", verdict),
    ):
        page = Client().get(path, follow=True).content.decode()
        assert f'href="{get_form_path(revision)}">Report an error or complain' in page


def test_what_a_reader_sends_is_saved_and_a_reference_number_is_shown(reader, verdict):
    fields = {**FIELDS, **PRIVATE_FIELDS, "text": "The office\r\nsays 5"}
    response = reader.client.post(get_form_path(verdict), fields, follow=True)
    complaint = Complaint.objects.get()
    assert (complaint.verdict, complaint.subject) == (verdict, "fact")
    assert complaint.text == "The office\nsays 5"
    assert {name: getattr(complaint, name) for name in PRIVATE_FIELDS} == PRIVATE_FIELDS
    page = response.content.decode()
    assert complaint.public_id in page
    assert complaint.due_on.isoformat() in page
    assert response["Cache-Control"] == "no-store"
    assert "noindex" in response["X-Robots-Tag"]


def test_only_the_text_is_required(reader, verdict):
    assert reader.client.post(get_form_path(verdict), {"text": "The year"}).status_code == 302
    assert Complaint.objects.get().email == ""


@pytest.mark.parametrize(
    ("invalid", "message"),
    [
        ({"text": " "}, "Enter what is wrong."),
        ({"subject": "tone"}, "Select a valid choice."),
        ({"email": "olga"}, "Enter a valid email address."),
        ({"text": "x" * 4001}, "at most 4000 characters"),
        ({"location": "x" * 1001}, "at most 1000 characters"),
        ({"sender_name": "x" * 201}, "at most 200 characters"),
        ({"text": "year\x00"}, "Null characters are not allowed."),
    ],
)
def test_an_invalid_field_has_a_message_and_what_was_typed_is_kept(
    reader, verdict, invalid, message
):
    fields = {**FIELDS, **PRIVATE_FIELDS, **invalid}
    response = reader.client.post(get_form_path(verdict), fields)
    page = response.content.decode()
    assert response.status_code == 422
    assert message in page
    assert fields["location"] in page
    assert not Complaint.objects.exists()


def test_a_robot_is_thanked_and_nothing_is_saved(reader, verdict):
    fields = FIELDS | {"website": "https://pills.example"}
    response = reader.client.post(get_form_path(verdict), fields, follow=True)
    assert "We have received it" in response.content.decode()
    assert not Complaint.objects.exists()


def test_a_form_without_its_token_is_refused(verdict):
    client = Client(enforce_csrf_checks=True)
    assert client.post(get_form_path(verdict), FIELDS).status_code == 403
    response = client.get(get_form_path(verdict))
    assert response["Cache-Control"] == "no-store"
    token = re.search(r'csrfmiddlewaretoken" value="([^"]+)"', response.content.decode())[1]
    fields = FIELDS | {"csrfmiddlewaretoken": token}
    assert client.post(get_form_path(verdict), fields).status_code == 302


@pytest.mark.parametrize("state", ["draft", "in_review", "approved", "discarded"])
def test_an_unpublished_revision_has_no_form(reader, state):
    hidden = given.STATES[state]()
    assert reader.client.get(get_form_path(hidden)).status_code == 404
    assert reader.client.post(get_form_path(hidden), FIELDS).status_code == 404
    with pytest.raises(FactcheckError, match="There is no published fact-check"):
        given.complaint(hidden)


@pytest.mark.parametrize("state", ["superseded", "suspended", "retracted"])
def test_a_revision_that_is_no_longer_current_has_a_form(reader, state):
    verdict = given.STATES[state]()
    assert reader.client.post(get_form_path(verdict), FIELDS).status_code == 302


def test_the_form_has_a_privacy_note(reader, verdict):
    page = reader.get_text(get_form_path(verdict))
    assert "are never published" in page
    assert "We do not keep your network address" in page


# ── the rate limit ──────────────────────────────────────────────────────────────────────────────
def test_after_the_limit_a_network_has_to_wait(reader, settings, verdict):
    settings.COMPLAINT_RATE = 2

    def send(address):
        return reader.client.post(get_form_path(verdict), FIELDS, REMOTE_ADDR=address)

    assert [send(ADDRESS).status_code for _ in range(3)] == [302, 302, 429]
    response = send(ADDRESS)
    assert response["Retry-After"] == "3600"
    assert "Too many messages from your network." in response.content.decode()
    assert FIELDS["text"] in response.content.decode()
    assert send(SECOND_ADDRESS).status_code == 302


@pytest.mark.parametrize(
    ("proxies", "suffix"), [(0, ""), (1, f", {ADDRESS}"), (2, f", {ADDRESS}, 192.0.2.1")]
)
def test_a_forged_forwarding_header_does_not_evade_the_limit(
    reader, settings, verdict, proxies, suffix
):
    settings.COMPLAINT_RATE, settings.TRUSTED_PROXIES = 1, proxies

    def send(number: int) -> int:
        headers = {"X-Forwarded-For": f"203.0.113.{number}{suffix}"}
        return reader.client.post(get_form_path(verdict), FIELDS, headers=headers).status_code

    assert [send(1), send(2)] == [302, 429]


def test_tips_are_counted_separately(settings, verdict):
    settings.TIP_RATE = settings.COMPLAINT_RATE = 1

    def complain(at):
        given.complaint(verdict, network_address=ADDRESS, at=at)

    given.tip(network_address=ADDRESS, at=given.NOON)
    complain(given.NOON)
    with pytest.raises(RateLimitExceeded):
        complain(given.NOON + timedelta(minutes=59))
    complain(given.NOON + timedelta(minutes=60))


def test_the_digests_of_a_tip_and_a_complaint_differ():
    kinds = ("tip", "complaint")
    digests = {compute_network_digest(kind, ADDRESS, given.NOON) for kind in kinds}
    assert len(digests) == 2


def test_the_network_address_is_not_saved(reader, verdict):
    reader.client.post(get_form_path(verdict), FIELDS, REMOTE_ADDR=ADDRESS)
    (row,) = Complaint.objects.values()
    assert ADDRESS not in repr(row)


# ── the list of outcomes ────────────────────────────────────────────────────────────────────────
def test_an_outcome_is_listed_without_anything_that_the_reader_wrote(reader, verdict):
    complaint = given.complaint(verdict, **PRIVATE_FIELDS)
    answer(complaint, note="She wrote before.")
    text = reader.get_text(LIST)
    assert "Complaint not upheld" in text and "The table says 4." in text
    assert verdict.claim.statement in text
    hidden = (*PRIVATE_FIELDS.values(), complaint.text, "She wrote before.", complaint.public_id)
    for value in hidden:
        assert value not in reader.get_html(LIST)


def test_an_outcome_that_is_not_public_is_nowhere(reader, verdict):
    complaint = given.complaint(verdict)
    answer(complaint, is_public=False)
    assert "The table says 4." not in reader.get_html(LIST)
    assert "No outcome is shown" in reader.get_html(STATUS, number=complaint.public_id)


def test_a_complaint_that_was_answered_already_links_to_the_answer(reader, verdict):
    url = "https://desk.example/answers/1?a=b&c"
    answer(given.complaint(verdict), outcome="already_answered", referred_to_url=url)
    assert f'href="{url.replace("&", "&amp;")}" rel="nofollow' in reader.get_html(LIST)


def test_an_upheld_complaint_is_listed_when_the_change_is_published(reader, verdict):
    complaint = given.complaint(verdict)
    following = uphold(complaint).change.verdict
    assert "wrong year" not in reader.get_html(LIST)
    assert "No outcome is shown" in reader.get_html(STATUS, number=complaint.public_id)
    following.refresh_from_db()
    approved = given.approved(verdict=given.in_review(verdict=following), by=given.person("filip"))
    given.published(verdict=approved)
    text = reader.get_text(LIST)
    assert "Complaint upheld" in text
    assert "We had the wrong year." in text and "revision 2" in text
    assert "We had the wrong year." in reader.get_html(STATUS, number=complaint.public_id)
    assert "Corrected" in reader.get_html(f"/claims/{verdict.claim.public_id}/revisions/2/")


def test_an_upheld_complaint_is_not_listed_when_the_change_is_discarded(reader, verdict):
    complaint = given.complaint(verdict)
    following = uphold(complaint).change.verdict
    actions.discard(following, by=given.person("bo"), at=given.moment())
    assert not queries.list_complaints().exists()
    answer(complaint, "carla")
    assert queries.get_complaint(complaint.public_id).outcome == "not_upheld"


def test_the_newest_answer_is_first_and_the_pages_contain_all(reader, verdict):
    for number in range(45):
        answer(given.complaint(verdict), public_note=f"Answer number {number}.")
    path, numbers = LIST, []
    while path:
        page = reader.client.get(path).content.decode()
        numbers += [int(number) for number in re.findall(r"Answer number (\d+)\.", page)]
        link = re.search(r'rel="next" href="([^"]+)"', page)
        path = f"{LIST}{link[1].replace('&amp;', '&')}" if link else ""
    assert numbers == list(reversed(range(45)))


@pytest.mark.parametrize("number", ["", "zzzzzzzzzz", "\x00", "x" * 5000, "<b>"])
def test_an_unknown_reference_number_has_no_outcome(reader, number):
    response = reader.client.get(STATUS, {"number": number})
    assert response.status_code == 200
    assert "<b>" not in response.content.decode()


@pytest.mark.parametrize("confirmation", ["x", "\x00", "a:b", 'W10:"><b>'])
def test_a_forged_confirmation_shows_nothing(reader, confirmation):
    response = reader.client.get(STATUS, {"kept": confirmation})
    assert response.status_code == 200
    assert "We answer by" not in response.content.decode()


def test_readers_find_the_list(reader):
    for path in ("/", "/changes/", "/how-we-work/"):
        assert f'href="{LIST}"' in reader.get_html(path)


# ── minor edits ─────────────────────────────────────────────────────────────────────────────────
def test_a_minor_edit_is_in_the_list_of_changes_and_announced_nowhere_else(reader, verdict):
    following = actions.open_correction(
        verdict,
        by=given.person("ana"),
        at=given.moment(),
        kind="minor_edit",
        cause="our-error",
        note="A comma.",
    )
    given.published(verdict=given.approved(verdict=given.in_review(verdict=following)))
    assert "A comma." in reader.get_text("/changes/")
    assert "A comma." not in reader.get_text("/")
    page = Client().get(f"/claims/{verdict.claim.public_id}/", follow=True).content.decode()
    assert page.count("A comma.") == 1
    assert page.index("A comma.") > page.index('id="history"')
