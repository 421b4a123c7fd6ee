"""Readers say what is wrong with a finding: what they see, what is kept, and what is listed."""

import re
from datetime import timedelta

import pytest
from django.test import Client

from claims import complaints
from claims.models import Complaint
from claims.publication import queries
from claims.rate_limits import TooMany, digest_of
from claims.workflow import actions
from claims.workflow.actions import Refused
from tests import given

pytestmark = pytest.mark.django_db

LOG, RECEIPT = "/complaints/", "/complaints/receipt/"
TYPED = {"wrong": "The office says 5 percent", "part": "fact", "website": ""}
PRIVATE = {"who": "Olga Reader", "email": "olga@reader.example", "where": "Table 4 of the office"}
HERE, THERE = "198.51.100.7", "203.0.113.9"


@pytest.fixture
def verdict(db):
    return given.published()


def form_of(verdict) -> str:
    return f"/claims/{verdict.claim.public_id}/revisions/{verdict.revision}/complain/"


def answered(complaint, name="bo", **said):
    told = {"by": given.person(name), "at": given.moment()}
    said = {"outcome": "refused", "told": "The table says 4."} | said
    return complaints.answer_complaint(complaint, **told, **said)


def accepted(complaint, **said):
    change = {"kind": "correction", "cause": "our-error", "note": "We had the wrong year."} | said
    return complaints.accept(complaint, by=given.person("bo"), at=given.moment(), **change)


# ── the form ────────────────────────────────────────────────────────────────────────────────────
def test_every_verdict_page_leads_to_the_form(reader):
    verdict = given.superseded()
    newest = verdict.claim.verdicts.get(revision=2)
    for address, about in (
        (f"/claims/{verdict.claim.public_id}/", newest),
        (f"/claims/{verdict.claim.public_id}/revisions/1/", verdict),
    ):
        page = Client().get(address, follow=True).content.decode()
        assert re.search(rf'href="{form_of(about)}">Something wrong here\? Tell us', page)


def test_what_a_reader_sends_is_kept_and_a_receipt_is_given(reader, verdict):
    told = {**TYPED, **PRIVATE, "wrong": "The office\r\nsays 5"}
    answer = reader.client.post(form_of(verdict), told, follow=True)
    kept = Complaint.objects.get()
    assert (kept.verdict, kept.part, kept.wrong) == (verdict, "fact", "The office\nsays 5")
    assert (kept.who, kept.email, kept.where) == tuple(PRIVATE.values())
    page = answer.content.decode()
    assert kept.public_id in page
    assert kept.due_on.isoformat() in page
    assert answer["Cache-Control"] == "no-store"
    assert "noindex" in answer["X-Robots-Tag"]


def test_only_what_is_wrong_has_to_be_said(reader, verdict):
    assert reader.client.post(form_of(verdict), {"wrong": "The year"}).status_code == 302
    assert Complaint.objects.get().email == ""


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"wrong": " "}, "Tell us what is wrong."),
        ({"part": "tone"}, "Select a valid choice."),
        ({"email": "nobody"}, "This is no e-mail address."),
        ({"wrong": "x" * 4001}, "at most 4000 characters"),
        ({"where": "x" * 1001}, "at most 1000 characters"),
        ({"who": "x" * 201}, "at most 200 characters"),
        ({"wrong": "year\x00"}, "Null characters are not allowed."),
    ],
)
def test_what_cannot_be_kept_is_said_at_its_place_and_what_was_typed_stays(
    reader, verdict, wrong, sentence
):
    answer = reader.client.post(form_of(verdict), {**TYPED, **PRIVATE, **wrong})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert sentence in page
    assert wrong.get("where", PRIVATE["where"]) in page
    assert not Complaint.objects.exists()


def test_a_robot_is_thanked_and_nothing_is_kept(reader, verdict):
    typed = TYPED | {"website": "https://pills.example"}
    answer = reader.client.post(form_of(verdict), typed, follow=True)
    assert "It has arrived" in answer.content.decode()
    assert not Complaint.objects.exists()


def test_a_form_without_its_token_is_refused(verdict):
    client = Client(enforce_csrf_checks=True)
    assert client.post(form_of(verdict), TYPED).status_code == 403
    page = client.get(form_of(verdict))
    assert page["Cache-Control"] == "no-store"
    token = re.search(r'csrfmiddlewaretoken" value="([^"]+)"', page.content.decode())[1]
    typed = TYPED | {"csrfmiddlewaretoken": token}
    assert client.post(form_of(verdict), typed).status_code == 302


@pytest.mark.parametrize("state", ["draft", "in_review", "approved", "discarded"])
def test_nobody_complains_about_what_readers_never_saw(reader, state):
    hidden = given.STATES[state]()
    assert reader.client.get(form_of(hidden)).status_code == 404
    assert reader.client.post(form_of(hidden), TYPED).status_code == 404
    with pytest.raises(Refused, match="No finding was published"):
        given.complaint(hidden)


@pytest.mark.parametrize("state", ["superseded", "suspended", "retracted"])
def test_a_finding_that_does_not_stand_any_more_can_be_complained_of(reader, state):
    verdict = given.STATES[state]()
    assert reader.client.post(form_of(verdict), TYPED).status_code == 302


def test_it_says_what_becomes_of_what_is_sent(reader, verdict):
    page = reader.words(form_of(verdict))
    assert "are never published" in page
    assert "We do not keep your network address" in page


# ── how many from one network ───────────────────────────────────────────────────────────────────
def test_after_as_many_as_the_desk_takes_one_network_has_to_wait(reader, settings, verdict):
    settings.COMPLAINT_RATE = 2

    def sent(address):
        return reader.client.post(form_of(verdict), TYPED, REMOTE_ADDR=address)

    assert [sent(HERE).status_code for _ in range(3)] == [302, 302, 429]
    late = sent(HERE)
    assert late["Retry-After"] == "3600"
    assert "Many complaints came from your network" in late.content.decode()
    assert TYPED["wrong"] in late.content.decode()
    assert sent(THERE).status_code == 302


def test_suggestions_are_counted_apart(settings, verdict):
    settings.SUGGESTION_RATE = settings.COMPLAINT_RATE = 1
    given.suggestion(sender=HERE, at=given.NOON)
    given.complaint(verdict, sender=HERE, at=given.NOON)
    with pytest.raises(TooMany):
        given.complaint(verdict, sender=HERE, at=given.NOON + timedelta(minutes=59))
    given.complaint(verdict, sender=HERE, at=given.NOON + timedelta(minutes=60))


def test_no_digest_tells_that_who_complained_suggested_too():
    one, other = (digest_of(kind, HERE, given.NOON) for kind in ("suggestion", "complaint"))
    assert one != other


def test_no_column_holds_the_address(reader, verdict):
    reader.client.post(form_of(verdict), TYPED, REMOTE_ADDR=HERE)
    (row,) = Complaint.objects.values()
    assert HERE not in repr(row)


# ── what is listed ──────────────────────────────────────────────────────────────────────────────
def test_an_outcome_is_listed_and_nothing_of_who_wrote(reader, verdict):
    complaint = given.complaint(verdict, **PRIVATE)
    answered(complaint, note="She wrote before.")
    page = reader.words(LOG)
    assert "Refused" in page and "The table says 4." in page
    assert verdict.claim.statement in page
    for hidden in (*PRIVATE.values(), complaint.wrong, "She wrote before.", complaint.public_id):
        assert hidden not in reader.page(LOG)


def test_an_outcome_that_is_not_shown_is_nowhere(reader, verdict):
    complaint = given.complaint(verdict)
    answered(complaint, public=False)
    assert "The table says 4." not in reader.page(LOG)
    assert "No outcome is shown" in reader.page(RECEIPT, number=complaint.public_id)


def test_what_was_answered_already_leads_there(reader, verdict):
    where = "https://desk.example/answers/1?a=b&c"
    answered(given.complaint(verdict), outcome="already", address=where)
    assert f'href="{where.replace("&", "&amp;")}" rel="nofollow' in reader.page(LOG)


def test_what_is_accepted_is_listed_once_the_change_is_published(reader, verdict):
    complaint = given.complaint(verdict)
    following = accepted(complaint).change.verdict
    assert "wrong year" not in reader.page(LOG)
    assert "No outcome is shown" in reader.page(RECEIPT, number=complaint.public_id)
    following.refresh_from_db()
    approved = given.approved(verdict=given.in_review(verdict=following), by=given.person("filip"))
    given.published(verdict=approved)
    page = reader.words(LOG)
    assert "Accepted" in page and "We had the wrong year." in page and "revision 2" in page
    assert "We had the wrong year." in reader.page(RECEIPT, number=complaint.public_id)
    assert "Corrected" in reader.page(f"/claims/{verdict.claim.public_id}/revisions/2/")


def test_one_that_was_given_up_is_never_listed(reader, verdict):
    complaint = given.complaint(verdict)
    following = accepted(complaint).change.verdict
    actions.discard(following, by=given.person("bo"), at=given.moment())
    assert not queries.complaints().exists()
    answered(complaint, "carla")
    assert queries.complaint(complaint.public_id).outcome == "refused"


def test_the_newest_answer_stands_first_and_the_pages_hold_all(reader, verdict):
    for number in range(45):
        answered(given.complaint(verdict), told=f"Answer number {number}.")
    address, seen = LOG, []
    while address:
        page = reader.client.get(address).content.decode()
        seen += [int(one) for one in re.findall(r"Answer number (\d+)\.", page)]
        found = re.search(r'rel="next" href="([^"]+)"', page)
        address = f"{LOG}{found[1].replace('&amp;', '&')}" if found else ""
    assert seen == list(reversed(range(45)))


@pytest.mark.parametrize("number", ["", "zzzzzzzzzz", "\x00", "x" * 5000, "<b>"])
def test_a_number_that_was_never_given_finds_nothing(reader, number):
    answer = reader.client.get(RECEIPT, {"number": number})
    assert answer.status_code == 200
    assert "<b>" not in answer.content.decode().replace("<b>R", "")


@pytest.mark.parametrize("kept", ["x", "\x00", "a:b", 'W10:"><b>'])
def test_a_receipt_that_we_did_not_give_shows_nothing(reader, kept):
    answer = reader.client.get(RECEIPT, {"kept": kept})
    assert answer.status_code == 200
    assert "Your number" not in answer.content.decode()


def test_readers_find_the_list(reader):
    for address in ("/", "/changes/", "/how-we-work/"):
        assert f'href="{LOG}"' in reader.page(address)


# ── a mend of wording ───────────────────────────────────────────────────────────────────────────
def test_a_mend_is_in_the_log_and_announced_nowhere_else(reader, verdict):
    following = actions.correct(
        verdict,
        by=given.person("ana"),
        at=given.moment(),
        kind="mend",
        cause="our-error",
        note="A comma.",
    )
    given.published(verdict=given.approved(verdict=given.in_review(verdict=following)))
    assert "A comma." in reader.words("/changes/")
    assert "A comma." not in reader.words("/")
    page = Client().get(f"/claims/{verdict.claim.public_id}/", follow=True).content.decode()
    assert page.count("A comma.") == 1
    assert page.index("A comma.") > page.index('id="history"')
