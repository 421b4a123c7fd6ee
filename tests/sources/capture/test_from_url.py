"""A URL becomes a source with a snapshot, or is refused with a message and nothing is stored."""

import pytest

from sources.capture import (
    CaptureError,
    capture_url,
    extract_again,
    find_source_by_url,
    from_url,
    recapture,
)
from sources.extraction.extracted_text import ExtractedText
from sources.models import ArticleText, RawDocument, Retrieval, Snapshot, Source
from sources.urls import canonicalize_url
from tests import given
from tests.helpers.pdfs import create_pdf
from tests.helpers.translations import read_in_german

pytestmark = pytest.mark.django_db

WORDS = (
    "The statistical office reported a rise of 4 percent, and the minister did not say where his "
    "own figure of twelve percent had come from when he was asked about it on Monday."
)
MORE = "Farmers doubt both figures, because the harvest was the worst in a decade, they said to us."


def create_article(first=WORDS, second=MORE, head="", root='<html lang="en">', around=""):
    return (
        f"<!doctype html>{root}<head><title>On trade</title>{head}</head><body>{around}"
        f"<article><h1>On trade</h1><p>{first}</p><p>{second}</p></article></body></html>"
    )


def capture(web, url, **options):
    by, at = given.person("ana"), given.moment()
    return capture_url(url, by=by, at=at, network_access=web.network_access, **options)


def capture_again(web, source):
    by, at = given.person("bo"), given.moment()
    return recapture(source, by=by, at=at, network_access=web.network_access)


def is_nothing_stored() -> bool:
    models = (Source, Snapshot, ArticleText, RawDocument, Retrieval)
    return not any(model.objects.exists() for model in models)


# ── a new source ────────────────────────────────────────────────────────────────────────────────
def test_a_page_becomes_a_source_with_a_snapshot_and_its_bytes(web):
    page = create_article()
    web.serve("/milk", page, etag='"7"')
    first = web.redirect("/old?utm_source=x", "/milk?utm_medium=y")
    web.serve("/milk?utm_medium=y", page, etag='"7"')
    retrieval = capture(web, first)
    source, snapshot = retrieval.source, retrieval.snapshot
    assert (source.title, source.language, source.url) == ("On trade", "en", web.url("/milk"))
    assert (source.author, source.published_on) == ("", None)
    assert WORDS in snapshot.text and MORE in snapshot.text
    assert snapshot.article_text.spans == [[0, len(snapshot.text)]]
    assert snapshot.raw_document.raw == page.encode()
    assert retrieval.raw_document == snapshot.raw_document
    assert (retrieval.requested, retrieval.address) == (first, web.url("/milk?utm_medium=y"))
    retrieval.refresh_from_db()
    assert retrieval.redirects == [[302, first]]
    assert (retrieval.status, retrieval.headers["etag"], retrieval.media_type) == (
        200,
        '"7"',
        "text/html",
    )
    assert retrieval.extractor.startswith("trafilatura ")
    assert retrieval.is_new_text and not retrieval.gone


def test_the_given_fields_are_preferred_to_the_markup(web):
    retrieval = capture(
        web, web.serve("/milk", create_article()), title="On milk", author="A. Writer"
    )
    assert (retrieval.source.title, retrieval.source.author) == ("On milk", "A. Writer")


def test_the_article_is_between_the_given_words(web):
    retrieval = capture(
        web, web.serve("/milk", create_article()), article_words=("The statistical", "on Monday.")
    )
    ((start, end),) = retrieval.snapshot.article_text.spans
    assert retrieval.snapshot.text[start:end] == WORDS


def test_the_pages_of_a_pdf_are_stored_and_a_passage_has_a_page(web):
    raw = create_pdf(WORDS[:60], MORE[:60])
    snapshot = capture(web, web.serve("/a.pdf", raw, content_type="text/html")).snapshot
    assert snapshot.media_type == "application/pdf"
    assert snapshot.pages[0] == 0 and len(snapshot.pages) == 2
    pages = [
        snapshot.quote(words, by=given.person("ana"), at=given.moment()).page
        for words in ("The statistical", "Farmers doubt")
    ]
    assert pages == [1, 2]
    assert given.passage().page is None


def test_the_charset_of_the_header_is_used(web):
    page = create_article("Größe zählt. " + WORDS).replace("utf-8", "").encode("latin-1")
    address = web.serve("/milk", page, content_type="text/html; charset=ISO-8859-1")
    assert "Größe zählt." in capture(web, address).snapshot.text


# ── refusals ────────────────────────────────────────────────────────────────────────────────────
def serve_refused(web, path="/milk", body="", status=200, **headers):
    return web.serve(path, body, status, **headers)


REFUSED = [
    ({"status": 404}, "there is nothing at this address"),
    ({"status": 500}, "the error status 500"),
    ({"body": "<html><body></body></html>"}, "No article was found"),
    ({"body": b"\x89PNG\x00\x00", "content_type": "image/png"}, "null characters"),
    ({"body": b"%PDF-1.7 broken"}, "broken"),
    ({"body": b"\xff\xfa", "content_type": "text/plain"}, "Say which encoding"),
    ({"body": b"Milk.", "content_type": "text/plain; charset*=us-ascii''%00"}, "The name of its"),
    ({"status": 302, "location": "http://10.0.0.1/"}, "usual ports|not public"),
    ({"status": 302, "location": "/"}, "front page"),
]


@pytest.mark.parametrize(("response", "message"), REFUSED)
def test_a_refusal_for_a_new_source_stores_nothing(web, response, message):
    web.serve("/", create_article())
    with pytest.raises(CaptureError, match=message):
        capture(web, serve_refused(web, **response))
    assert is_nothing_stored()


def test_missing_first_words_of_the_article_store_nothing(web):
    with pytest.raises(CaptureError, match="does not contain these first words"):
        capture(web, web.serve("/milk", create_article()), article_words=("Butter", ""))
    assert is_nothing_stored()


def test_a_source_with_invalid_fields_is_not_created(web):
    with pytest.raises(Exception, match="how exactly it is known"):
        capture(web, web.serve("/milk", create_article()), published_on="2026-01-01")
    assert is_nothing_stored()


@pytest.mark.parametrize(("response", "message"), REFUSED)
def test_a_refusal_for_an_existing_source_is_recorded(web, response, message):
    web.serve("/", create_article())
    source = capture(web, web.serve("/milk", create_article())).source
    serve_refused(web, **response)
    with pytest.raises(CaptureError, match=message):
        capture(web, web.url("/milk"))
    recorded = source.retrievals.first()
    assert recorded.refusal and recorded.snapshot is None and recorded.raw_document is None
    assert recorded.gone == (response.get("status") == 404)
    assert Snapshot.objects.count() == RawDocument.objects.count() == 1


def test_a_refusal_is_shown_in_the_language_of_the_user_and_stored_in_english(web, tmp_path):
    source = capture(web, web.serve("/milk", create_article())).source
    serve_refused(web, status=503)
    english = "The site answered with the error status %(status)s."
    with read_in_german(tmp_path, {english: "Die Website meldet den Fehler %(status)s."}):
        with pytest.raises(CaptureError, match="Die Website meldet den Fehler 503."):
            capture(web, web.url("/milk"))
        assert capture_again(web, source).refusal == english % {"status": 503}
    assert source.retrievals.filter(refusal=english % {"status": 503}).count() == 2


@pytest.mark.parametrize("address", ["ftp://news.example/", "nonsense", "http://127.0.0.1/", ""])
def test_an_invalid_or_private_url_is_refused(address):
    with pytest.raises(CaptureError):
        capture_url(address, by=given.person("ana"), at=given.moment())
    assert is_nothing_stored()


# ── robots.txt ──────────────────────────────────────────────────────────────────────────────────
def test_the_target_of_a_redirect_may_be_forbidden_by_the_same_site(web):
    web.serve("/robots.txt", "User-agent: *\nDisallow: /private", content_type="text/plain")
    web.serve("/private/milk", create_article())
    with pytest.raises(CaptureError, match="asks robots not to read"):
        capture(web, web.redirect("/milk", "/private/milk"))
    assert is_nothing_stored()


def test_a_forbidden_url_is_captured_only_with_a_reason(web):
    web.serve("/robots.txt", "User-agent: *\nDisallow: /", content_type="text/plain")
    address = web.serve("/milk", create_article())
    with pytest.raises(CaptureError, match="asks robots not to read") as caught:
        capture(web, address)
    assert caught.value.disallowed_by_robots
    assert web.requested_paths == ["/robots.txt"]
    retrieval = capture(web, address, robots_waiver="It is a law, and in the public interest.")
    assert retrieval.robots_waiver == "It is a law, and in the public interest."


def test_the_waiver_is_valid_when_the_source_is_captured_again(web):
    web.serve("/robots.txt", "User-agent: *\nDisallow: /", content_type="text/plain")
    source = capture(web, web.serve("/milk", create_article()), robots_waiver="A law.").source
    assert capture_again(web, source).robots_waiver == "A law."
    with pytest.raises(CaptureError, match="asks robots"):
        capture(web, web.url("/milk"))
    assert capture_again(web, source).refusal == ""


def test_a_waiver_that_is_too_long_is_refused(web):
    with pytest.raises(CaptureError, match="at most 300 characters"):
        capture(web, web.url("/milk"), robots_waiver="x" * 301)
    assert web.requested_paths == []


# ── existing sources ────────────────────────────────────────────────────────────────────────────
def test_another_spelling_of_the_url_is_the_same_source(web):
    first = capture(web, web.serve("/milk", create_article()))
    web.serve("/milk?fbclid=1", create_article())
    second = capture(web, web.url("/milk?fbclid=1#comments"))
    assert (second.source, second.snapshot) == (first.source, first.snapshot)
    assert not second.is_new_text
    assert Source.objects.count() == Snapshot.objects.count() == 1


def test_the_declared_canonical_url_identifies_the_source(web):
    head = '<link rel="canonical" href="/milk">'
    first = capture(web, web.serve("/milk?page=1", create_article(head=head)))
    second = capture(web, web.serve("/amp/milk", create_article(head=head)))
    assert first.source == second.source
    assert first.source.url == web.url("/milk")


def test_a_page_cannot_declare_a_url_of_another_site(web):
    existing = given.snapshot(url="https://other.example/milk").source
    head = '<link rel="canonical" href="https://other.example/milk">'
    assert capture(web, web.serve("/milk", create_article(head=head))).source != existing


def test_a_source_that_was_created_by_hand_is_found_by_its_url(web):
    source = given.snapshot(url=web.url("/milk?utm_source=letter")).source
    assert capture(web, web.serve("/milk", create_article())).source == source
    assert find_source_by_url(web.url("/other")) is None
    assert find_source_by_url("no address") is None


def test_a_source_with_a_host_in_another_alphabet_is_found():
    source = given.snapshot(url="https://новости.example/milk").source
    assert find_source_by_url(canonicalize_url("https://новости.example/milk")) == source


def test_an_article_that_has_moved_is_the_same_source(web):
    first = capture(web, web.serve("/milk", create_article()))
    web.redirect("/milk", web.serve("/new/milk", create_article()))
    assert capture(web, web.url("/milk")).source == first.source
    assert capture(web, web.url("/new/milk")).source == first.source
    assert Source.objects.count() == 1


def test_a_url_that_redirects_elsewhere_every_day_identifies_no_source(web):
    latest = web.redirect("/latest", web.serve("/monday", create_article()))
    monday = capture(web, latest)
    web.redirect("/latest", web.serve("/tuesday", create_article("Something else. " + WORDS)))
    assert capture(web, latest).source != monday.source


def test_a_url_where_nothing_was_captured_identifies_no_source(web):
    source = capture(web, web.serve("/milk", create_article())).source
    web.redirect("/milk", "/")
    web.serve("/", create_article(second="The front page of the day. " + MORE))
    assert capture_again(web, source).address == web.url("/")
    assert capture(web, web.url("/")).source != source


def test_the_user_may_choose_the_source(web):
    source = given.snapshot().source
    assert capture(web, web.serve("/milk", create_article()), source=source).source == source
    assert Source.objects.count() == 1


# ── captured again ──────────────────────────────────────────────────────────────────────────────
def test_the_same_text_is_the_same_snapshot_whatever_is_around_it(web):
    first = capture(web, web.serve("/milk", create_article()))
    web.serve("/milk", create_article(around="<nav>Advertising of today</nav>"))
    second = capture_again(web, first.source)
    assert (second.snapshot, second.raw_document) == (first.snapshot, None)
    assert (second.retrieved_by, second.is_new_text) == (given.person("bo"), False)
    assert RawDocument.objects.count() == 1


def test_another_text_is_another_snapshot_and_all_of_it_is_article_text(web):
    first = capture(
        web, web.serve("/milk", create_article()), article_words=("The statistical", "on Monday.")
    )
    web.serve("/milk", create_article(WORDS.replace("4 percent", "14 percent")))
    second = capture_again(web, first.source)
    assert second.is_new_text and second.snapshot != first.snapshot
    assert second.snapshot.article_text.spans == [[0, len(second.snapshot.text)]]
    assert "4 percent" in first.snapshot.text
    assert second.raw_document.raw != first.raw_document.raw


def test_bytes_are_stored_for_a_text_that_was_pasted_before(web):
    address = web.serve("/words.txt", "Milk became dearer.", content_type="text/plain")
    snapshot = given.snapshot("Milk became dearer.", url=address)
    assert snapshot.raw_document is None
    first, second = capture_again(web, snapshot.source), capture_again(web, snapshot.source)
    assert first.snapshot == snapshot == second.snapshot
    assert first.raw_document.raw == b"Milk became dearer."
    assert second.raw_document == first.raw_document


@pytest.mark.parametrize(("response", "message"), REFUSED)
def test_a_refusal_is_recorded_and_not_raised(web, response, message):
    web.serve("/", create_article())
    source = capture(web, web.serve("/milk", create_article())).source
    serve_refused(web, **response)
    retrieval = capture_again(web, source)
    assert retrieval.snapshot is None and retrieval.refusal.endswith(".")
    assert retrieval.gone == (response.get("status") == 404)


def test_a_site_that_is_down_is_recorded(web):
    source = given.snapshot(url="http://127.0.0.1:1/milk").source
    retrieval = recapture(
        source, by=given.person("ana"), at=given.moment(), network_access=web.network_access
    )
    assert (retrieval.status, retrieval.address, retrieval.gone) == (None, "", False)


def test_a_source_without_a_url_cannot_be_captured_again():
    with pytest.raises(CaptureError, match="has no address"):
        recapture(given.snapshot().source, by=given.person("ana"), at=given.moment())


# ── extracted again ─────────────────────────────────────────────────────────────────────────────
def test_a_better_extractor_creates_another_snapshot_and_changes_no_offset(web, monkeypatch):
    first = capture(web, web.serve("/milk", create_article())).snapshot
    passage = first.quote("a rise of 4 percent", by=given.person("ana"), at=given.moment())

    def extract_better(raw, media_type, encoding):
        assert (raw, media_type, encoding) == (create_article().encode(), "text/html", "utf-8")
        return ExtractedText("On trade. " + first.text, media_type, "better 2")

    monkeypatch.setattr(from_url, "extract_in_sandbox", extract_better)
    second, is_new = extract_again(first, by=given.person("ana"), at=given.moment())
    assert is_new and second.extractor == "better 2" and second.raw_document == first.raw_document
    passage.refresh_from_db()
    assert first.text[passage.start : passage.end] == passage.exact
    assert extract_again(first, by=given.person("ana"), at=given.moment()) == (second, False)


def test_the_same_extractor_creates_nothing(web):
    first = capture(web, web.serve("/milk", create_article())).snapshot
    assert extract_again(first, by=given.person("ana"), at=given.moment()) == (first, False)


def test_a_snapshot_without_bytes_cannot_be_extracted_again():
    with pytest.raises(CaptureError, match="was not saved"):
        extract_again(given.snapshot(), by=given.person("ana"), at=given.moment())
