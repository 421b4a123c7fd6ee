"""Capturing a source from a URL: fetching it, selecting the article, and saving."""

import re
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from procrastinate.contrib.django.models import ProcrastinateJob

from sources.capture import recapture
from sources.models import ArchivedCopy, RawDocument, Retrieval, Snapshot, Source
from tests import given
from tests.factcheck.desk.sources.test_capture import READ, SAVE, SOURCE, get_preview_data
from tests.helpers.other_pages import build_other_page
from tests.helpers.pdfs import create_pdf

WORDS = "Milk became dearer this year, farmers say, and no one knows for how long it will last."
PAGE = f'<html lang="de"><head><title>On milk</title></head><body><article><p>{WORDS}</p></article>'
ROBOTS = "User-agent: *\nDisallow: /"
NO_DETAILS = {"title": "", "language": ""}


def fetch(desk, url, **fields):
    return desk.post(READ, SOURCE | NO_DETAILS | {"address": url} | fields)


def get_form_data(page: str) -> dict:
    """The data that the second step sends if nothing is changed in it."""
    source = re.search(r'<option value="(\d+)" selected', page)
    data = get_preview_data(page) | {"source": source[1] if source else ""}
    for name in ("url", "spans"):
        match = re.search(rf'name="{name}" value="([^"]*)"', page)
        data[name] = match[1] if match else ""
    return data


def capture(desk, url, **fields):
    page = fetch(desk, url).content.decode()
    return desk.post(SAVE, get_form_data(page) | fields, follow=True)


def test_a_page_is_captured_as_it_was_shown(desk_client, reached):
    address = reached.serve("/milk?utm_source=x", PAGE)
    ana = desk_client("ana")
    page = fetch(ana, address).content.decode()
    assert WORDS in page and "Fetched from" in page
    assert 'value="On milk"' in page and 'value="de"' in page
    assert f'value="{address}"' in page
    assert not Source.objects.exists() and not RawDocument.objects.exists()
    reached.serve("/milk?utm_source=x", "something else by now")
    response = ana.post(SAVE, get_form_data(page), follow=True)
    snapshot, retrieval = Snapshot.objects.get(), Retrieval.objects.get()
    assert "Captured." in response.content.decode()
    assert (snapshot.text, snapshot.raw_document.raw) == (WORDS, PAGE.encode())
    assert (retrieval.snapshot, retrieval.retrieved_by) == (snapshot, given.person("ana"))
    assert snapshot.source.url == address


def test_the_time_of_a_snapshot_is_the_time_when_it_was_fetched(desk_client, reached, monkeypatch):
    fetched, sent = given.moment(), given.moment() + timedelta(hours=20)
    monkeypatch.setattr("factcheck.desk.sources.capture.timezone.now", lambda: fetched)
    ana = desk_client("ana")
    form = get_form_data(fetch(ana, reached.serve("/milk", PAGE)).content.decode())
    monkeypatch.setattr("factcheck.desk.sources.capture.timezone.now", lambda: sent)
    assert ana.post(SAVE, form).status_code == 302  # the session has ended
    desk_client("ana").post(SAVE, form)
    assert Retrieval.objects.get().retrieved_at == fetched
    assert Snapshot.objects.get().captured_at == fetched


def test_the_selected_parts_are_the_article_text(desk_client, reached):
    capture(desk_client("ana"), reached.serve("/milk", PAGE), first_words="farmers say")
    snapshot = Snapshot.objects.get()
    ((start, end),) = snapshot.article_text.spans
    assert snapshot.text[start:end].startswith("farmers say, and")


def test_an_existing_source_is_captured_again(desk_client, reached):
    ana, address = desk_client("ana"), reached.serve("/milk", PAGE)
    capture(ana, address)
    assert "the text has not changed" in capture(ana, address).content.decode()
    reached.serve("/milk", PAGE.replace("dearer", "cheaper"))
    assert "the text has changed" in capture(ana, address).content.decode()
    assert (Source.objects.count(), Snapshot.objects.count()) == (1, 2)
    assert Retrieval.objects.count() == 3


def test_a_pdf_keeps_its_pages(desk_client, reached):
    raw = create_pdf(WORDS[:50], WORDS[50:])
    capture(desk_client("ana"), reached.serve("/a.pdf", raw, content_type="application/pdf"))
    assert len(Snapshot.objects.get().pages) == 2


@pytest.mark.parametrize(
    ("address", "message"),
    [
        ("ftp://news.example/", "begins with http:// or https://"),
        ("nonsense", "begins with http:// or https://"),
        ("http://10.0.0.1/secret", "is not public"),
        ("http://127.0.0.2:22/", "usual ports"),
        ("http://ana:secret@news.example/", "a user name or a password"),
    ],
)
def test_a_url_that_cannot_be_fetched_is_refused_and_the_form_is_kept(
    desk_client, reached, address, message
):
    response = fetch(desk_client("ana"), address, author="A. Reporter")
    page = response.content.decode()
    assert response.status_code == 422
    assert message in page and f'value="{address}"' in page and 'value="A. Reporter"' in page
    assert reached.requested_paths == [] and not Source.objects.exists()


def test_a_refusal_is_recorded_for_an_existing_source(desk_client, reached):
    ana, address = desk_client("ana"), reached.serve("/milk", PAGE)
    capture(ana, address)
    reached.serve("/milk", "", 410)
    assert "there is nothing at this address" in fetch(ana, address).content.decode()
    assert Retrieval.objects.first().gone


def test_a_page_that_robots_may_not_read_needs_a_reason(desk_client, reached):
    reached.serve("/robots.txt", ROBOTS, content_type="text/plain")
    ana, address = desk_client("ana"), reached.serve("/milk", PAGE)
    assert "robots_waiver" not in ana.get(READ).content.decode()
    page = fetch(ana, address).content.decode()
    assert "asks robots not to read" in page and 'name="robots_waiver"' in page
    page = fetch(ana, address, robots_waiver="A law.").content.decode()
    ana.post(SAVE, get_form_data(page))
    assert Retrieval.objects.get().robots_waiver == "A law."


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"text": "text"}, "Give only one of them"),
        ({"extent": "excerpt"}, "is complete"),
        ({"address": "https://news.example/" + "a" * 2000}, "at most 2000 characters"),
    ],
)
def test_entries_that_contradict_each_other_are_refused(desk_client, reached, fields, message):
    response = fetch(desk_client("ana"), reached.url("/milk"), **fields)
    assert response.status_code == 422
    assert message in response.content.decode()
    assert reached.requested_paths == []


def test_the_url_of_a_source_is_filled_in_when_it_is_captured_again(desk_client):
    source = given.snapshot(url="https://news.example/milk").source
    page = desk_client("ana").get(f"{READ}?source={source.public_id}").content.decode()
    assert re.search(r'name="address" value="https://news.example/milk"', page)


@pytest.mark.parametrize("field", ["text", "file"])
def test_the_bytes_of_a_pasted_text_or_a_file_are_stored(desk_client, field):
    ana, words = desk_client("ana"), "Größe zählt."
    values = {"text": words, "file": SimpleUploadedFile("milk.txt", words.encode())}
    page = ana.post(READ, SOURCE | {field: values[field]}).content.decode()
    ana.post(SAVE, get_form_data(page))
    assert Snapshot.objects.get().raw_document.raw == words.encode()


# ── the page of a snapshot ────────────────────────────────────────────────────────────────────────
def test_the_page_of_a_snapshot_shows_the_fetch_log(desk_client, reached):
    ana = desk_client("ana")
    page = capture(ana, reached.redirect("/old", reached.serve("/milk", PAGE))).content.decode()
    assert reached.url("/milk") in page and reached.url("/old") in page
    reached.serve("/milk", "", 404)
    source = Source.objects.get()
    fetch(ana, reached.url("/milk"))
    assert source.retrievals.count() == 2
    page = ana.get(f"/desk/sources/snapshot/{source.snapshots.get().pk}/change/").content.decode()
    assert "there is nothing at this address (404)" in page


def test_the_markup_of_a_captured_page_is_never_rendered(desk_client, reached):
    evil = PAGE.replace(WORDS, f"{WORDS}&lt;script&gt;alert(1)&lt;/script&gt; <script>2</script>")
    page = capture(desk_client("ana"), reached.serve("/milk", evil)).content.decode()
    assert "&lt;script&gt;alert(1)" in page and "<script>alert" not in page


# ── archived copies ───────────────────────────────────────────────────────────────────────────────
def archive(desk, snapshot, **fields):
    return desk.post(f"/desk/sources/snapshot/{snapshot.pk}/archive/", fields, follow=True)


def test_the_url_of_a_copy_is_recorded(desk_client):
    snapshot, copy = given.snapshot(), "https://archive.example/milk"
    page = archive(desk_client("ana"), snapshot, url=copy).content.decode()
    assert f'href="{copy}"' in page and "recorded" in page
    assert ArchivedCopy.objects.get().recorded_by == given.person("ana")


def test_an_invalid_url_of_a_copy_is_refused(desk_client):
    response = archive(desk_client("ana"), given.snapshot(), url="javascript:alert(1)")
    assert "begins with http:// or https://" in response.content.decode()
    assert not ArchivedCopy.objects.exists()


def get_page(desk, snapshot) -> str:
    return desk.get(f"/desk/sources/snapshot/{snapshot.pk}/change/").content.decode()


@pytest.fixture
def archive_settings(settings):
    settings.WEB_ARCHIVE_URL_TEMPLATES = ["https://archive.example/save/{url}"]


def test_no_copy_can_be_requested_unless_a_web_archive_is_configured(desk_client):
    ana, snapshot = desk_client("ana"), given.snapshot(url="https://news.example/milk")
    assert "Request an archived copy" not in get_page(ana, snapshot)
    response = archive(ana, snapshot, request_copy="1")
    assert "No web archive is configured" in response.content.decode()
    assert not ProcrastinateJob.objects.exists()


def test_a_copy_is_requested_by_the_worker(desk_client, archive_settings):
    ana, snapshot = desk_client("ana"), given.snapshot(url="https://news.example/milk")
    assert "Request an archived copy" in get_page(ana, snapshot)
    assert "1 web archive is asked" in archive(ana, snapshot, request_copy="1").content.decode()
    job = ProcrastinateJob.objects.get()
    assert job.task_name == "factcheck.tasks.run_archive_request"
    assert (job.args["host"], job.args["reason"]) == ("archive.example", "desk")


@pytest.mark.parametrize(
    ("url", "message"),
    [
        ("https://news.example/milk?token=1", "may contain a token"),
        ("http://10.0.0.1/milk", "not on the public internet"),
        ("https://archive.ph/2026/https://news.example/a", "that of a web archive already"),
    ],
)
def test_the_page_says_why_no_copy_can_be_requested(desk_client, archive_settings, url, message):
    ana, snapshot = desk_client("ana"), given.snapshot(url=url)
    assert message in get_page(ana, snapshot)
    response = archive(ana, snapshot, request_copy="1")
    assert (response.status_code, message in response.content.decode()) == (409, True)
    assert not ProcrastinateJob.objects.exists()


def test_one_click_forbids_archiving_and_another_allows_it(desk_client, archive_settings):
    ana, snapshot = desk_client("ana"), given.snapshot(url="https://news.example/milk")
    path = f"/desk/sources/source/{snapshot.source_id}/archiving/"
    assert "Do not archive outside" in get_page(ana, snapshot)
    fields = {"can_be_archived": "0", "snapshot": snapshot.pk}
    page = ana.post(path, fields, follow=True).content.decode()
    assert "not to be archived outside" in page and "Allow archiving outside" in page
    assert not Source.objects.get().can_be_archived
    page = ana.post(path, {"can_be_archived": "1"}, follow=True).content.decode()
    assert "Do not archive outside" in page
    assert Source.objects.get().can_be_archived


def test_archiving_can_be_forbidden_when_a_page_is_captured(desk_client, reached):
    ana = desk_client("ana")
    fields = get_form_data(fetch(ana, reached.serve("/milk", PAGE)).content.decode())
    assert "keep_inside" not in fields
    ana.post(SAVE, fields | {"keep_inside": "on"})
    assert not Source.objects.get().can_be_archived


def test_a_user_who_cannot_capture_cannot_record_a_copy(desk_client):
    fields = {"url": "https://archive.example/milk"}
    assert archive(desk_client("eva"), given.snapshot(), **fields).status_code == 403
    assert not ArchivedCopy.objects.exists()


def test_the_first_step_proposes_no_language_and_the_second_marks_a_guess(desk_client, reached):
    ana = desk_client("ana")
    language = re.search(r'<input[^>]*name="language"[^>]*>', ana.get(READ).content.decode())[0]
    assert "value=" not in language
    address = reached.serve("/milk", PAGE.replace(' lang="de"', ""))
    page = fetch(ana, address).content.decode()
    assert "The publication does not declare its language. Is this right?" in page


def test_a_refused_host_is_shown_as_it_was_typed(desk_client):
    page = fetch(desk_client("ana"), "http://127.0.0.1/milk").content.decode()
    assert "“127.0.0.1” is in a network that is not public." in page


@pytest.mark.parametrize("kind", ["paywall", "login", "not_found", "error_page", "geo_block"])
def test_a_page_that_may_not_be_the_article_is_saved_only_after_confirming(
    desk_client, reached, kind
):
    ana, address = desk_client("ana"), reached.serve("/milk", build_other_page(kind, "en"))
    page = fetch(ana, address).content.decode()
    assert "This may not be the article:" in page and 'name="is_article"' in page
    refused = ana.post(SAVE, get_form_data(page))
    assert "Confirm that this is the article, or start over." in refused.content.decode()
    assert not Snapshot.objects.exists()
    ana.post(SAVE, get_form_data(page) | {"is_article": "on"}, follow=True)
    assert Snapshot.objects.get().retrievals.get().not_article == kind


def test_an_article_needs_no_confirmation(desk_client, reached):
    page = fetch(desk_client("ana"), reached.serve("/milk", PAGE)).content.decode()
    assert "is_article" not in page


# ── encodings ───────────────────────────────────────────────────────────────────────────────────
RUSSIAN = "Мэр города сказал, что стена гавани выросла на семнадцать метров за одно лето, и ушёл."
RUSSIAN_PAGE = PAGE.replace(WORDS, RUSSIAN).replace("de", "ru", 1).encode("cp1251")


def read_again(desk, page: str, encoding: str):
    assert f'<option value="{encoding}">' in page
    return desk.post(f"{READ}?waiting={get_form_data(page)['extract']}", {"encoding": encoding})


def test_a_page_with_wrong_letters_is_read_again_in_the_chosen_encoding(desk_client, reached):
    ana, header = desk_client("ana"), "text/html; charset=koi8-r"
    address = reached.serve("/wall", RUSSIAN_PAGE, content_type=header)
    page = fetch(ana, address).content.decode()
    assert RUSSIAN not in page
    page = read_again(ana, page, "windows-1251").content.decode()
    assert RUSSIAN in page and '<option value="windows-1251">' not in page
    ana.post(SAVE, get_form_data(page))
    retrieval = Retrieval.objects.get()
    assert (retrieval.snapshot.text, retrieval.chosen_encoding) == (RUSSIAN, "windows-1251")
    again = recapture(retrieval.source, by=given.person("ana"), at=given.moment())
    assert again.snapshot == retrieval.snapshot
    assert again.chosen_encoding == "windows-1251"


def test_the_bytes_of_a_file_are_read_again_as_well(desk_client):
    ana = desk_client("ana")
    file = SimpleUploadedFile("wall.html", RUSSIAN_PAGE)
    page = ana.post(READ, SOURCE | NO_DETAILS | {"file": file, "encoding": "koi8-r"})
    page = read_again(ana, page.content.decode(), "windows-1251").content.decode()
    assert RUSSIAN in page


def test_the_encoding_of_a_url_can_be_given_at_once(desk_client, reached):
    ana, address = desk_client("ana"), reached.serve("/wall", RUSSIAN_PAGE)
    refused = fetch(ana, address)
    assert "It could be windows-1251" in refused.content.decode()
    page = fetch(ana, address, encoding="windows-1251").content.decode()
    assert RUSSIAN in page
    ana.post(SAVE, get_form_data(page))
    assert Retrieval.objects.get().chosen_encoding == "windows-1251"


def test_no_other_encoding_is_offered_for_utf_8(desk_client, reached):
    page = fetch(desk_client("ana"), reached.serve("/wall", RUSSIAN_PAGE.decode("cp1251")))
    assert RUSSIAN in page.content.decode()
    assert "Read again" not in page.content.decode()


def test_only_an_encoding_that_is_offered_is_tried(desk_client, reached):
    ana = desk_client("ana")
    address = reached.serve("/wall", RUSSIAN_PAGE, content_type="text/html; charset=koi8-r")
    key = get_form_data(fetch(ana, address).content.decode())["extract"]
    page = ana.post(f"{READ}?waiting={key}", {"encoding": "utf-7"}).content.decode()
    assert RUSSIAN not in page and "Read again" in page
    assert (
        desk_client("bo").post(f"{READ}?waiting={key}", {"encoding": "koi8-r"}).status_code == 302
    )
