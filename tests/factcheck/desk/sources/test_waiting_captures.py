"""What was read waits on the server for its user, once and for a day; large files are a job."""

import re
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from factcheck import tasks
from factcheck.desk.sources import reading
from sources.capture import recapture
from sources.extraction.sandbox import TAKES_TOO_LONG
from sources.media_types import ParseError
from sources.models import Snapshot, WaitingCapture
from tests import given
from tests.factcheck.desk.sources.test_capture import READ, SAVE, SOURCE, TEXT, get_preview_data
from tests.helpers.forms import fill_form
from tests.helpers.pdfs import create_pdf

LETTER = (
    "From: Mara Lind <mara@town.example>\nSubject: The harbour\n"
    "Date: Mon, 4 May 2026 10:00:00 +0200\n\nThe harbour was never insured.\n"
)
CLOCK = "factcheck.desk.sources.capture.timezone.now"


def upload(desk, raw: bytes, name: str, **fields):
    return desk.post(READ, SOURCE | fields | {"file": SimpleUploadedFile(name, raw)})


def run_worker() -> None:
    for row in WaitingCapture.objects.filter(finished_at=None):
        tasks.read_waiting_capture(row.pk)


def save(desk, page: str, **changes):
    return desk.post(SAVE, fill_form(page, "/capture/save/", **changes), follow=True)


def test_the_browser_gets_a_key_and_not_the_text(desk_client):
    page = desk_client("ana").post(READ, SOURCE | {"text": TEXT}).content.decode()
    row = WaitingCapture.objects.get()
    assert get_preview_data(page)["extract"] == row.key
    assert len(row.key) > 40 and bytes(row.raw) == TEXT.encode()


def test_a_key_is_used_once(desk_client):
    ana = desk_client("ana")
    page = ana.post(READ, SOURCE | {"text": TEXT}).content.decode()
    assert "Captured." in save(ana, page).content.decode()
    assert not WaitingCapture.objects.exists()
    assert "was saved already" in save(ana, page, form_key="").content.decode()
    assert Snapshot.objects.count() == 1


def test_a_key_survives_an_invalid_form(desk_client):
    ana = desk_client("ana")
    page = ana.post(READ, SOURCE | {"text": TEXT}).content.decode()
    refused = ana.post(SAVE, fill_form(page, "/capture/save/", first_words="Butter"))
    assert refused.status_code == 409
    assert "Captured." in save(ana, refused.content.decode(), first_words="").content.decode()


def test_a_key_is_of_no_use_to_others(desk_client):
    page = desk_client("ana").post(READ, SOURCE | {"text": TEXT}).content.decode()
    bo = desk_client("bo")
    assert "was saved already" in save(bo, page).content.decode()
    response = bo.get(READ, {"waiting": WaitingCapture.objects.get().key}, follow=True)
    assert "was saved already" in response.content.decode()
    assert not Snapshot.objects.exists() and WaitingCapture.objects.exists()


def test_a_key_is_valid_for_a_day(desk_client, monkeypatch):
    at = given.moment()
    monkeypatch.setattr(CLOCK, lambda: at)
    page = desk_client("ana").post(READ, SOURCE | {"text": TEXT}).content.decode()
    monkeypatch.setattr(CLOCK, lambda: at + timedelta(hours=24))
    assert "more than a day" in save(desk_client("ana"), page).content.decode()
    assert not Snapshot.objects.exists()


def test_a_key_is_valid_until_the_day_is_over(desk_client, monkeypatch):
    at = given.moment()
    monkeypatch.setattr(CLOCK, lambda: at)
    page = desk_client("ana").post(READ, SOURCE | {"text": TEXT}).content.decode()
    monkeypatch.setattr(CLOCK, lambda: at + timedelta(hours=23, minutes=59))
    assert "Captured." in save(desk_client("ana"), page).content.decode()
    assert Snapshot.objects.get().captured_at == at


def test_what_waits_is_not_shown_after_a_day(desk_client, small_limits, monkeypatch):
    at = given.moment()
    monkeypatch.setattr(CLOCK, lambda: at)
    ana = desk_client("ana")
    address = upload(ana, create_pdf("Milk is dear.", "b", "c"), "milk.pdf")["Location"]
    run_worker()
    assert "Milk is dear." in ana.get(address).content.decode()
    monkeypatch.setattr(CLOCK, lambda: at + timedelta(hours=24))
    page = desk_client("ana").get(address, follow=True).content.decode()
    assert "more than a day" in page and "Milk is dear." not in page


def test_an_unknown_or_hostile_key_finds_nothing(desk_client):
    ana = desk_client("ana")
    for key in ("", "x" * 5000, "%", "' OR 1=1", "\u0661"):
        page = ana.post(SAVE, SOURCE | {"extract": key}, follow=True).content.decode()
        assert "was saved already" in page


def test_what_was_not_saved_is_deleted_after_a_day(desk_client, monkeypatch):
    desk_client("ana").post(READ, SOURCE | {"text": TEXT})
    created = WaitingCapture.objects.get().created_at
    monkeypatch.setattr("factcheck.tasks.timezone.now", lambda: created + timedelta(hours=23))
    tasks.delete_expired_captures(0)
    assert WaitingCapture.objects.exists()
    monkeypatch.setattr("factcheck.tasks.timezone.now", lambda: created + timedelta(hours=25))
    tasks.delete_expired_captures(0)
    assert not WaitingCapture.objects.exists()


# ── the formats ─────────────────────────────────────────────────────────────────────────────────
def test_a_letter_is_captured_with_its_body_as_the_article(desk_client):
    ana = desk_client("ana")
    page = upload(ana, LETTER.encode(), "letter.eml", title="").content.decode()
    assert 'value="The harbour"' in page
    save(ana, page)
    snapshot = Snapshot.objects.get()
    ((start, end),) = snapshot.article_text.spans
    assert snapshot.text[start:end] == "The harbour was never insured."
    assert snapshot.media_type == "message/rfc822"
    assert {part["label"] for part in snapshot.parts} == {"From", "Subject", "Date"}


def test_markup_in_a_text_is_shown_before_it_is_captured(desk_client):
    raw = b"We <b>never</b> paid <i>a</i> single <b>crown</b>."
    page = upload(desk_client("ana"), raw, "talk.txt").content.decode()
    assert "This text contains HTML or XML tags, such as &lt;/b&gt;" in page


# ── the worker ──────────────────────────────────────────────────────────────────────────────────
@pytest.fixture
def small_limits(settings):
    settings.READ_AT_ONCE_BYTES, settings.READ_AT_ONCE_PAGES = 3000, 2
    settings.CAPTURE_LIMIT, settings.PDF_MAX_PAGES = 100_000, 4


@pytest.mark.parametrize(
    ("raw", "name"),
    [
        (create_pdf("Milk became", "dearer,", "they say."), "milk.pdf"),
        (
            b"WEBVTT\n\n00:01.000 --> 00:02.000\nMilk became dearer, they say.\n" + b"\n" * 4000,
            "a.vtt",
        ),
    ],
)
def test_a_large_file_is_read_by_the_worker(desk_client, small_limits, raw, name):
    ana = desk_client("ana")
    response = upload(ana, raw, name, note="From the archive.")
    progress = ana.get(response["Location"]).content.decode()
    assert "Waiting to be read" in progress and name in progress
    assert (
        "still being read"
        in ana.post(SAVE, SOURCE | {"extract": get_key()}, follow=True).content.decode()
    )
    run_worker()
    page = ana.get(response["Location"]).content.decode()
    assert "From the archive." in page and "Milk became" in page
    assert "Captured." in save(ana, page).content.decode()
    snapshot = Snapshot.objects.get()
    assert bytes(snapshot.raw_document.raw) == raw
    assert snapshot.note == "From the archive."
    assert not WaitingCapture.objects.exists()


def get_key() -> str:
    return WaitingCapture.objects.get().key


def test_a_file_that_takes_long_is_read_by_the_worker(desk_client, monkeypatch):
    monkeypatch.setattr(reading, "MAX_SECONDS_AT_ONCE", 0.01)

    def be_slow(*args, **options):
        raise ParseError(TAKES_TOO_LONG, params={"exceeded": "time"})

    monkeypatch.setattr(reading, "extract_in_sandbox", be_slow)
    response = upload(desk_client("ana"), create_pdf("Milk became dearer."), "milk.pdf")
    assert "waiting=" in response["Location"]
    run_worker()
    assert "Milk became" in desk_client("ana").get(response["Location"]).content.decode()


def test_the_progress_shows_the_pages(desk_client, small_limits):
    ana = desk_client("ana")
    address = upload(ana, create_pdf("a", "b", "c"), "milk.pdf")["Location"]
    WaitingCapture.objects.update(pages_read=1, pages_total=3)
    assert "1 of 3 pages read" in ana.get(address).content.decode()


def test_a_large_file_that_cannot_be_read_comes_back_with_a_message(desk_client, small_limits):
    ana = desk_client("ana")
    raw = b"%PDF-1.4 " + b"x" * 5000
    address = upload(ana, raw, "milk.pdf", author="A. Reporter")["Location"]
    run_worker()
    response = ana.get(address)
    page = response.content.decode()
    assert response.status_code == 422
    assert "PDF is broken" in page and 'value="A. Reporter"' in page
    assert not Snapshot.objects.exists()


def test_a_pdf_with_too_many_pages_is_refused_at_once(desk_client, small_limits):
    ana, raw = desk_client("ana"), create_pdf("a", "b", "c", "d", "e")
    response = upload(ana, raw, "milk.pdf")
    assert response.status_code == 422
    assert "has 5 pages, and at most 4 are read" in response.content.decode()
    assert not WaitingCapture.objects.exists()


def test_a_part_of_a_pdf_is_captured_with_its_page_numbers(desk_client, small_limits):
    ana, raw = desk_client("ana"), create_pdf("a", "b", "c", "Milk is dear.", "Oil is dear.")
    page = upload(ana, raw, "milk.pdf", first_page=4, last_page=5).content.decode()
    assert "Only the pages 4 to 5 of this PDF were read." in page
    save(ana, page)
    snapshot = Snapshot.objects.get()
    assert snapshot.page_range == [4, 5]
    assert given.passage("Oil is dear.", of=snapshot).page == 5


def test_the_last_page_comes_after_the_first(desk_client):
    response = upload(desk_client("ana"), create_pdf("a"), "a.pdf", first_page=4, last_page=2)
    assert "comes before the first page" in response.content.decode()


def test_a_large_page_is_fetched_by_the_worker(desk_client, small_limits, reached):
    words = "Milk became dearer this year, farmers say, and no one knows for how long. "
    paragraphs = "".join(f"<p>{number}. {words}</p>" for number in range(60))
    url = reached.serve("/milk", f"<html><body><article>{paragraphs}</article></body></html>")
    ana = desk_client("ana")
    address = ana.post(READ, SOURCE | {"address": url})["Location"]
    run_worker()
    page = ana.get(address).content.decode()
    assert "Fetched from" in page and "59. Milk became" in page
    save(ana, page)
    assert Snapshot.objects.get().retrievals.get().address == url


def test_a_page_that_is_recaptured_has_the_same_pages(desk_client, reached):
    raw = create_pdf("Milk is dear.", "Oil is dear.", "Bread is dear.")
    url = reached.serve("/a.pdf", raw, content_type="application/pdf")
    ana = desk_client("ana")
    page = ana.post(READ, SOURCE | {"address": url, "first_page": 2, "last_page": 2})
    save(ana, page.content.decode())
    snapshot = Snapshot.objects.get()
    retrieval = recapture(snapshot.source, by=given.person("ana"), at=given.moment())
    assert retrieval.snapshot == snapshot and "Milk" not in snapshot.text


def test_a_job_that_runs_twice_reads_once(desk_client, small_limits):
    upload(desk_client("ana"), create_pdf("a", "b", "c"), "milk.pdf")
    run_worker()
    first = WaitingCapture.objects.get()
    tasks.read_waiting_capture(first.pk)
    assert WaitingCapture.objects.get().finished_at == first.finished_at
    first.delete()
    tasks.read_waiting_capture(first.pk or 0)


def test_the_key_is_long_and_random(desk_client):
    ana = desk_client("ana")
    for _number in range(3):
        ana.post(READ, SOURCE | {"text": TEXT})
    keys = set(WaitingCapture.objects.values_list("key", flat=True))
    assert len(keys) == 3 and all(re.fullmatch(r"[\w-]{43}", key) for key in keys)
