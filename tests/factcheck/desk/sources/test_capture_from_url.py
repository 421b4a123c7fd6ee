"""A source comes in through the desk by its address: fetched, its body marked, captured."""

import re
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from sources.models import ArchivedCopy, Original, Retrieval, Snapshot, Source
from tests import given
from tests.factcheck.desk.sources.test_capture import KEEP, KNOWN, READ, marked
from tests.helpers.pdfs import pdf

WORDS = "Milk became dearer this year, farmers say, and nobody knows for how long it will last."
PAGE = f'<html lang="de"><head><title>On milk</title></head><body><article><p>{WORDS}</p></article>'
ROBOTS = "User-agent: *\nDisallow: /"
UNSAID = {"title": "", "language": ""}


def asked(desk, at, **told):
    return desk.post(READ, KNOWN | UNSAID | {"address": at} | told)


def shown(page: str) -> dict:
    """What the second step would send if nothing were changed in it."""
    source = re.search(r'<option value="(\d+)" selected', page)
    told = {name: re.search(rf'name="{name}" value="([^"]*)"', page) for name in ("url", "spans")}
    named = {name: found[1] if found else "" for name, found in told.items()}
    return marked(page) | named | {"source": source[1] if source else ""}


def kept(desk, address, **told):
    page = asked(desk, address).content.decode()
    return desk.post(KEEP, shown(page) | told, follow=True)


def test_a_page_is_fetched_and_captured_as_it_was_shown(at_the_desk, reached):
    address = reached.serve("/milk?utm_source=x", PAGE)
    ana = at_the_desk("ana")
    page = asked(ana, address).content.decode()
    assert WORDS in page and "Fetched from" in page
    assert 'value="On milk"' in page and 'value="de"' in page
    assert f'value="{reached.url("/milk")}"' in page
    assert not Source.objects.exists() and not Original.objects.exists()
    reached.serve("/milk?utm_source=x", "something else by now")
    answer = ana.post(KEEP, shown(page), follow=True)
    snapshot, retrieval = Snapshot.objects.get(), Retrieval.objects.get()
    assert "Captured." in answer.content.decode()
    assert (snapshot.text, snapshot.original.raw) == (WORDS, PAGE.encode())
    assert (retrieval.snapshot, retrieval.retrieved_by) == (snapshot, given.person("ana"))
    assert snapshot.source.url == reached.url("/milk")


def test_what_is_sent_later_was_captured_when_it_was_fetched(at_the_desk, reached, monkeypatch):
    fetched, sent = given.moment(), given.moment() + timedelta(days=3)
    monkeypatch.setattr("factcheck.desk.sources.capture.timezone.now", lambda: fetched)
    ana = at_the_desk("ana")
    form = shown(asked(ana, reached.serve("/milk", PAGE)).content.decode())
    monkeypatch.setattr("factcheck.desk.sources.capture.timezone.now", lambda: sent)
    assert ana.post(KEEP, form).status_code == 302  # the session has ended meanwhile
    at_the_desk("ana").post(KEEP, form)
    assert Retrieval.objects.get().retrieved_at == fetched
    assert Snapshot.objects.get().captured_at == fetched


def test_the_parts_that_were_marked_are_the_body(at_the_desk, reached):
    kept(at_the_desk("ana"), reached.serve("/milk", PAGE), first_words="farmers say")
    snapshot = Snapshot.objects.get()
    ((start, end),) = snapshot.body.spans
    assert snapshot.text[start:end].startswith("farmers say, and")


def test_a_known_source_is_captured_again(at_the_desk, reached):
    ana, address = at_the_desk("ana"), reached.serve("/milk", PAGE)
    kept(ana, address)
    assert "the text is the same as before" in kept(ana, address).content.decode()
    reached.serve("/milk", PAGE.replace("dearer", "cheaper"))
    assert "now says something else" in kept(ana, address).content.decode()
    assert (Source.objects.count(), Snapshot.objects.count()) == (1, 2)
    assert Retrieval.objects.count() == 3


def test_a_pdf_keeps_its_pages(at_the_desk, reached):
    raw = pdf(WORDS[:50], WORDS[50:])
    kept(at_the_desk("ana"), reached.serve("/a.pdf", raw, content_type="application/pdf"))
    assert len(Snapshot.objects.get().pages) == 2


@pytest.mark.parametrize(
    ("address", "sentence"),
    [
        ("ftp://news.example/", "begins with http:// or https://"),
        ("nonsense", "begins with http:// or https://"),
        ("http://10.0.0.1/secret", "is not public"),
        ("http://127.0.0.2:22/", "usual ports"),
        ("http://ana:secret@news.example/", "a user name or a password"),
    ],
)
def test_what_cannot_be_fetched_is_said_and_nothing_typed_is_lost(
    at_the_desk, reached, address, sentence
):
    answer = asked(at_the_desk("ana"), address, author="A. Reporter")
    page = answer.content.decode()
    assert answer.status_code == 422
    assert sentence in page and f'value="{address}"' in page and 'value="A. Reporter"' in page
    assert reached.asked == [] and not Source.objects.exists()


def test_of_a_known_source_a_refusal_is_recorded(at_the_desk, reached):
    ana, address = at_the_desk("ana"), reached.serve("/milk", PAGE)
    kept(ana, address)
    reached.serve("/milk", "", 410)
    assert "there is nothing at this address" in asked(ana, address).content.decode()
    assert Retrieval.objects.first().gone


def test_what_robots_may_not_read_asks_for_a_reason(at_the_desk, reached):
    reached.serve("/robots.txt", ROBOTS, content_type="text/plain")
    ana, address = at_the_desk("ana"), reached.serve("/milk", PAGE)
    assert "robots_waiver" not in ana.get(READ).content.decode()
    page = asked(ana, address).content.decode()
    assert "asks robots not to read" in page and 'name="robots_waiver"' in page
    page = asked(ana, address, robots_waiver="A law.").content.decode()
    ana.post(KEEP, shown(page))
    assert Retrieval.objects.get().robots_waiver == "A law."


@pytest.mark.parametrize(
    ("told", "sentence"),
    [
        ({"text": "words"}, "Give one of them"),
        ({"extent": "excerpt"}, "is the whole of it"),
        ({"address": "https://news.example/" + "a" * 2000}, "at most 2000 characters"),
    ],
)
def test_what_does_not_fit_together_is_said(at_the_desk, reached, told, sentence):
    answer = asked(at_the_desk("ana"), reached.url("/milk"), **told)
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert reached.asked == []


def test_the_address_of_a_source_is_proposed_when_it_is_captured_again(at_the_desk):
    source = given.snapshot(url="https://news.example/milk").source
    page = at_the_desk("ana").get(f"{READ}?source={source.public_id}").content.decode()
    assert re.search(r'name="address" value="https://news.example/milk"', page)


@pytest.mark.parametrize("way", ["text", "file"])
def test_the_bytes_of_what_came_by_hand_are_kept(at_the_desk, way):
    ana, words = at_the_desk("ana"), "Größe zählt."
    given_by = {"text": words, "file": SimpleUploadedFile("milk.txt", words.encode())}[way]
    page = ana.post(READ, KNOWN | {way: given_by}).content.decode()
    ana.post(KEEP, shown(page))
    assert Snapshot.objects.get().original.raw == words.encode()


# ── what is shown of it ─────────────────────────────────────────────────────────────────────────
def test_the_page_of_a_snapshot_tells_where_it_came_from(at_the_desk, reached):
    ana = at_the_desk("ana")
    page = kept(ana, reached.redirect("/old", reached.serve("/milk", PAGE))).content.decode()
    assert reached.url("/milk") in page and reached.url("/old") in page
    reached.serve("/milk", "", 404)
    source = Source.objects.get()
    asked(ana, reached.url("/milk"))
    assert source.retrievals.count() == 2
    page = ana.get(f"/desk/sources/snapshot/{source.snapshots.get().pk}/change/").content.decode()
    assert "there is nothing at this address (404)" in page


def test_a_captured_page_is_never_shown_as_a_page(at_the_desk, reached):
    evil = PAGE.replace(WORDS, f"{WORDS}&lt;script&gt;alert(1)&lt;/script&gt; <script>2</script>")
    page = kept(at_the_desk("ana"), reached.serve("/milk", evil)).content.decode()
    assert "&lt;script&gt;alert(1)" in page and "<script>alert" not in page


# ── copies in archives ──────────────────────────────────────────────────────────────────────────
def archive(desk, snapshot, **told):
    return desk.post(f"/desk/sources/snapshot/{snapshot.pk}/archive/", told, follow=True)


def test_the_address_of_a_copy_is_recorded(at_the_desk):
    snapshot, copy = given.snapshot(), "https://archive.example/milk"
    page = archive(at_the_desk("ana"), snapshot, url=copy).content.decode()
    assert f'href="{copy}"' in page and "recorded" in page
    assert ArchivedCopy.objects.get().recorded_by == given.person("ana")


def test_what_is_no_address_of_a_copy_is_said(at_the_desk):
    answer = archive(at_the_desk("ana"), given.snapshot(), url="javascript:alert(1)")
    assert "begins with http:// or https://" in answer.content.decode()
    assert not ArchivedCopy.objects.exists()


def test_an_archive_is_asked_only_where_one_is_named(at_the_desk, reached, settings):
    ana = at_the_desk("ana")
    snapshot = given.snapshot(url="https://news.example/milk")
    page = f"/desk/sources/snapshot/{snapshot.pk}/change/"
    assert "Ask the archive" not in ana.get(page).content.decode()
    settings.ARCHIVE_TEMPLATE = reached.url("/save/{address}")
    assert "Ask the archive" in ana.get(page).content.decode()
    reached.serve("/copy/7", "A copy.")
    reached.redirect("/save/https://news.example/milk", "/copy/7")
    assert reached.url("/copy/7") in archive(ana, snapshot, ask="1").content.decode()


def test_who_does_not_capture_records_no_copy(at_the_desk):
    told = {"url": "https://archive.example/milk"}
    assert archive(at_the_desk("eva"), given.snapshot(), **told).status_code == 403
    assert not ArchivedCopy.objects.exists()


def test_the_first_step_says_no_language_for_the_page(at_the_desk, reached):
    ana = at_the_desk("ana")
    language = re.search(r'<input[^>]*name="language"[^>]*>', ana.get(READ).content.decode())[0]
    assert "value=" not in language
    address = reached.serve("/milk", PAGE.replace(' lang="de"', ""))
    assert 'name="language" value=' not in asked(ana, address).content.decode()


def test_a_refused_host_is_named_as_it_was_typed(at_the_desk):
    page = asked(at_the_desk("ana"), "http://127.0.0.1/milk").content.decode()
    assert "“127.0.0.1” leads into a network that is not public, so it is not read." in page
