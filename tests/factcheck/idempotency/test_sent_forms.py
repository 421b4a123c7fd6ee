"""A form that is sent twice has one effect, and both requests get the same page."""

from datetime import timedelta
from functools import partial
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse, HttpResponseRedirect
from django.utils import timezone

from claims.models import (
    Appearance,
    Claim,
    Claimant,
    ClaimImport,
    Comment,
    CommentRequest,
    Complaint,
    Tip,
    Verdict,
)
from factcheck.idempotency.models import SentForm
from factcheck.idempotency.sent_forms import FORM_KEY, answer_once, delete_old_sent_forms
from sources.models import Passage, Publisher, Snapshot, Source
from tests import given
from tests.helpers.client import Client
from tests.helpers.forms import find_form, list_forms
from tests.helpers.races import run_at_once

THREADS = 8
FORM_KEY_TAG = "{% form_key %}"
# Forms that create nothing: signing in, the user's own account, and reading a source, whose text
# waits until it is saved. A transaction must not stay open while a page is fetched.
WITHOUT_KEY = {
    "admin/login.html",
    "admin/base.html",
    "desk/account/add_app.html",
    "desk/account/add_passkey.html",
    "desk/account/mfa.html",
    "desk/account/new_recovery_codes.html",
    "desk/account/overview.html",
    "desk/account/passkey_form.html",
    "desk/account/reauthenticate.html",
    "desk/account/remove_method.html",
    "desk/account/rename_passkey.html",
    "desk/password/change.html",
    "desk/person_requests/detail.html",
    "desk/password/reset.html",
    "desk/password/reset_confirm.html",
    "desk/sources/capture.html",
    "desk/sources/capture_preview.html",  # reading again; the form that saves has a key
}


# ── every form ──────────────────────────────────────────────────────────────────────────────────
def list_templates_without_key() -> set[str]:
    folder = Path(settings.BASE_DIR) / "templates"
    return {
        str(file.relative_to(folder))
        for file in folder.rglob("*.html")
        if "{% csrf_token %}" in (text := file.read_text())
        and text.count("{% csrf_token %}") > text.count("{% csrf_token %}" + FORM_KEY_TAG)
    }


def test_every_form_that_creates_something_has_a_key():
    assert list_templates_without_key() == WITHOUT_KEY


@pytest.mark.django_db
@pytest.mark.parametrize(
    "page",
    ["claims/claimant", "claims/topic", "claims/rating", "sources/publisher", "accounts/user"],
)
def test_the_forms_of_the_admin_have_a_key(django_user_model, page):
    client = Client()
    client.force_login(django_user_model.objects.create_superuser("r", "r@x.org", "x", byline="R"))
    response = client.get(f"/desk/{page}/add/")
    if response.status_code == 403:  # no one adds such a row
        return
    forms = [form for form in list_forms(response.content.decode()) if form.method == "post"]
    assert [form for form in forms if FORM_KEY in form.names and len(form.names) > 2]


# ── races ───────────────────────────────────────────────────────────────────────────────────────
def build_client(name: str) -> Client:
    client = Client()
    if name:
        client.force_login(given.person(name))
    return client


def post_at_once(person: str, page: str, action: str, values: dict) -> list:
    """Sends the same form eight times at the same moment."""
    client = build_client(person)
    html = client.get(page).content.decode()
    posts = [form for form in list_forms(html) if form.method == "post"]
    candidates = (form for form in posts if form.action.endswith(action))
    form = next(form for form in candidates if {FORM_KEY, *values} <= form.names)
    data, cookies = form.fill(**values), client.cookies.output(header="", sep=";")

    def post():
        sender = Client()
        sender.cookies.load(cookies)
        return sender.post(form.action or page, data)

    return run_at_once(*[post] * THREADS)


def assert_same_page(responses: list) -> None:
    assert {getattr(response, "status_code", response) for response in responses} == {302}
    assert len({response.url for response in responses}) == 1


def record_claim():
    return "ana", "/desk/claims/claim/add/", "", {
        "statement": "Milk is dearer than oil", "attribution": "circulating",
    }  # fmt: skip


def record_appearance():
    return "ana", f"/desk/claims/claim/{given.claim().pk}/appearance/", "", {"text": "Milk is dear"}


def start_draft():
    return "ana", f"/desk/claims/claim/{given.claim().pk}/change/", "/draft/", {}


def post_comment():
    return "ana", f"/desk/claims/claim/{given.claim().pk}/change/", "/comment/", {"text": "Why?"}


def request_comment():
    page = f"/desk/claims/claim/{given.claim().pk}/request-comment/"
    return "ana", page, "/request-comment/", {
        "name": "The office", "channel": "email", "text": "Is it true?",
        "sent_at": "2026-01-01T10:00", "deadline_at": "2026-01-02T10:00",
    }  # fmt: skip


def quote_words():
    page = f"/desk/sources/snapshot/{given.snapshot().pk}/change/"
    return "ana", page, "/quote/", {"exact": given.OFFICE, "voice": "asserts"}


def add_publisher():
    return "ana", "/desk/sources/publisher/add/", "", {"name": "The Gazette"}


def add_claimant():
    return "ana", "/desk/claims/claimant/add/", "", {"name": "The minister", "kind": "person"}


def suggest_claim():
    return "", "/suggest/", "", {"text": "Milk is dearer than oil", "location": "On the radio"}


def complain():
    path = f"/claims/{given.published().claim.public_id}/revisions/1/complain/"
    return "", path, "", {"text": "The number is wrong."}


@pytest.mark.database
@pytest.mark.parametrize(
    ("build_form", "model"),
    [
        (record_claim, Claim),
        (record_appearance, Appearance),
        (start_draft, Verdict),
        (post_comment, Comment),
        (request_comment, CommentRequest),
        (quote_words, Passage),
        (add_publisher, Publisher),
        (add_claimant, Claimant),
        (suggest_claim, Tip),
        (complain, Complaint),
    ],
)
def test_eight_equal_requests_at_once_create_one_row(own_database, build_form, model):
    form = build_form()
    before = model.objects.count()
    assert_same_page(post_at_once(*form))
    assert model.objects.count() == before + 1


# ── one after the other ─────────────────────────────────────────────────────────────────────────
@pytest.fixture
def ana(db) -> Client:
    return build_client("ana")


def test_a_capture_that_is_saved_twice_leads_to_its_snapshot(ana):
    page = "/desk/sources/capture/"
    form = next(f for f in list_forms(ana.get(page).content.decode()) if "text" in f.names)
    preview = ana.post(page, form.fill(text=given.TEXT, title="Trade"))
    save = find_form(preview.content.decode(), "/save/")
    first, second = (ana.post(save.action, save.fill()) for _ in range(2))
    assert first.status_code == 302
    assert second.url == first.url
    assert (Source.objects.count(), Snapshot.objects.count()) == (1, 1)


def test_an_import_that_is_confirmed_twice_is_one_import(db):
    client, page = build_client("carla"), "/desk/claims/claim/import/"
    form = next(f for f in list_forms(client.get(page).content.decode()) if "text" in f.names)
    preview = client.post(page, form.fill(text="statement\nMilk is dearer than oil"))
    confirm = next(f for f in list_forms(preview.content.decode()) if "sure" in f.names)
    first, second = (client.post(page, confirm.fill() | {"sure": "1"}) for _ in range(2))
    assert first.status_code == 302
    assert second.url == first.url
    assert ClaimImport.objects.count() == 1


def test_a_refused_form_can_be_sent_again(ana):
    page = f"/desk/claims/claim/{given.claim().pk}/change/"
    form = find_form(ana.get(page).content.decode(), "/comment/")
    assert ana.post(form.action, form.fill(text="")).status_code == 422
    assert not SentForm.objects.exists()
    assert ana.post(form.action, form.fill(text="Why?")).status_code == 302


def test_another_text_with_the_same_key_is_not_lost(ana):
    """The user goes back, corrects what was typed, and sends the form once more."""
    page = f"/desk/claims/claim/{given.claim().pk}/change/"
    form = find_form(ana.get(page).content.decode(), "/comment/")
    for text in ("Why?", "Why not?", "Why?"):
        assert ana.post(form.action, form.fill(text=text)).status_code == 302
    assert list(Comment.objects.order_by("pk").values_list("text", flat=True)) == [
        "Why?",
        "Why not?",
    ]


def test_the_same_text_in_a_form_that_is_opened_anew_is_another(ana):
    page = f"/desk/claims/claim/{given.claim().pk}/change/"
    for _ in range(2):
        form = find_form(ana.get(page).content.decode(), "/comment/")
        ana.post(form.action, form.fill(text="Agreed."))
    assert Comment.objects.count() == 2


def test_another_person_with_the_same_key_is_not_answered_with_the_first_page(ana):
    page = f"/desk/claims/claim/{given.claim().pk}/change/"
    form = find_form(ana.get(page).content.decode(), "/comment/")
    for client in (ana, build_client("bo")):
        assert client.post(form.action, form.fill(text="Agreed.")).status_code == 302
    assert Comment.objects.count() == 2


def test_a_window_for_a_related_row_that_is_sent_twice_returns_the_same_row(ana):
    page = "/desk/claims/claimant/add/?_popup=1"
    form = next(f for f in list_forms(ana.get(page).content.decode()) if "name" in f.names)
    answers = [ana.post(page, form.fill(name="The minister", kind="person")) for _ in range(2)]
    assert answers[0].status_code == answers[1].status_code == 200
    assert "data-popup-response" in answers[0].content.decode()
    assert answers[0].content == answers[1].content


def test_a_sign_in_before_the_form_is_accepted_does_not_use_up_the_key(ana):
    page = f"/desk/claims/claim/{given.claim().pk}/change/"
    form = find_form(ana.get(page).content.decode(), "/comment/")
    session = ana.cookies.pop("sessionid")
    assert "/login/" in ana.post(form.action, form.fill(text="Why?")).url
    ana.cookies["sessionid"] = session.value
    assert "/login/" not in ana.post(form.action, form.fill(text="Why?")).url
    assert Comment.objects.count() == 1


# ── the rule itself ─────────────────────────────────────────────────────────────────────────────
@pytest.fixture
def send(rf, db, django_user_model):
    """Sends a form with a file; returns how often it was carried out."""
    calls = []

    def respond(response):
        calls.append(1)
        return response

    def send_form(response=None, **fields):
        request = rf.post("/x/", {FORM_KEY: "k"} | fields)
        request.user = django_user_model()
        answer_once(request, partial(respond, response or HttpResponseRedirect("/y/")))
        return len(calls)

    return send_form


def test_another_file_is_another_form(send):
    assert send(file=SimpleUploadedFile("a.csv", b"1")) == 1
    assert send(file=SimpleUploadedFile("a.csv", b"1")) == 1
    assert send(file=SimpleUploadedFile("a.csv", b"2")) == 2


def test_a_form_without_a_key_is_always_carried_out(send):
    assert send(form_key="") == 1
    assert send(form_key="") == 2


def test_a_form_that_shows_a_page_instead_of_leading_to_one_is_carried_out_again(send):
    assert send(HttpResponse("Check this first.")) == 1
    assert send(HttpResponse("Check this first.")) == 2


def test_an_address_that_is_too_long_to_be_kept_is_not_cut_off(send):
    assert send(HttpResponseRedirect("/" + "y" * 8000)) == 1
    assert send(HttpResponseRedirect("/" + "y" * 8000)) == 2


def test_digests_are_deleted_after_a_day(send):
    send()
    assert delete_old_sent_forms(timezone.now() - timedelta(minutes=1)) == 0
    assert delete_old_sent_forms(timezone.now() + timedelta(minutes=1)) == 1
    assert not SentForm.objects.exists()
