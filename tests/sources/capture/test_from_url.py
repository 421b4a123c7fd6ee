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
from sources.capture.from_url import save_capture
from sources.capture.retrieval import RetrievalAttempt
from sources.extraction.extracted_text import ExtractedText
from sources.fetching.http import NetworkAccess
from sources.models import ArticleText, RawDocument, Retrieval, Snapshot, Source
from sources.urls import canonicalize_url
from tests import given
from tests.helpers.pdfs import create_pdf
from tests.helpers.translations import read_in_german
from tests.helpers.web_server import serve_site

pytestmark = pytest.mark.django_db

WORDS = (
    "The statistical office reported a rise of 4 percent, and the minister did not say where his "
    "own figure of twelve percent had come from when he was asked about it on Monday."
)
MORE = "Farmers doubt both figures, because the harvest was the worst in a decade, they said to us."

OTHER = "The ministry of energy expects that oil will cost less in autumn, a spokesman announced."
THIRD = "Nobody was hurt when a train left the rails near the border on Tuesday, the police said."


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
    address = web.url("/milk?utm_medium=y")
    assert (source.title, source.language, source.url) == ("On trade", "en", address)
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
    assert "selectolax " in retrieval.extractor
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
        given.passage(words, of=snapshot).page for words in ("The statistical", "Farmers doubt")
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
    ({"body": b"\xff\xfa", "content_type": "text/plain"}, "It could be"),
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


def test_a_new_source_has_the_author_and_date_that_the_page_declares(web):
    head = '<meta name="author" content="Ana W."><meta name="dcterms.issued" content="2020-07">'
    source = capture(web, web.serve("/milk", create_article(head=head))).source
    assert (source.author, source.published_precision) == ("Ana W.", "month")
    typed = {"author": "", "published_on": None, "published_precision": "unknown"}
    other = capture(web, web.serve("/rye", create_article("Rye.", head=head)), **typed).source
    assert (other.author, other.published_on) == ("", None)


def test_a_charset_that_no_browser_knows_is_ignored(web):
    page = create_article(head="<meta charset=windows-1251>", second="Молоко подорожало.")
    web.serve("/milk", page.encode("cp1251"), content_type="text/html; charset=klingon")
    assert "Молоко" in capture(web, web.url("/milk")).snapshot.text


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
    assert first.source.url == web.url("/milk?page=1")
    third = capture(web, web.serve("/milk", create_article()))
    assert third.source == first.source


ADDRESSES = [
    "/web/20260504100000/https://news.example/a",
    "/read.php?1423",
    "/x?a=1;b=2",
    "//a//b",
    "/a?",
    "/caf%c3%a9?Q=%7e&utm_source=x",
    "/Milk_%28drink%29/index.html?b=2&a=1",
    "/a?b=c+d%20e&f",
]


@pytest.mark.parametrize("path", ADDRESSES)
def test_the_address_that_was_read_is_kept_and_asked_again_letter_for_letter(web, path):
    address = web.serve(path, create_article())
    retrieval = capture(web, address)
    source = Source.objects.get()
    assert source.url == retrieval.requested == retrieval.address == address
    assert capture_again(web, source).snapshot == retrieval.snapshot
    assert capture(web, address).source == source
    pages = [requested for requested in web.requested_paths if requested != "/robots.txt"]
    assert len(set(pages)) == 1


def test_an_address_that_is_typed_again_by_the_desk_is_kept_letter_for_letter(web):
    address, typed = "http://bbs.example/read.php?1423", "http://bbs.example/read.php?1423="
    assert save(address, url=typed).source.url == address


SECTIONS = ["/", "/world", "/world/", "/world/europe/", "/world/index.html", "/world/europe"]


@pytest.mark.parametrize("declared", SECTIONS)
def test_a_section_that_two_articles_declare_does_not_make_them_one_source(web, declared):
    head = f'<link rel="canonical" href="{declared}">'
    first = capture(web, web.serve("/world/europe/milk", create_article(head=head)))
    second = capture(web, web.serve("/world/europe/oil", create_article(OTHER, OTHER, head=head)))
    assert first.source != second.source
    assert (first.canonical, second.canonical) == ("", "")


def test_a_declared_address_of_another_text_does_not_count(web):
    head = '<link rel="canonical" href="/latest">'
    first = capture(web, web.serve("/2026/milk", create_article(head=head)))
    second = capture(web, web.serve("/2026/oil", create_article(OTHER, OTHER, head=head)))
    latest = capture(web, web.serve("/latest", create_article(THIRD, THIRD)))
    assert len({first.source, second.source, latest.source}) == 3
    assert capture(web, web.url("/2026/milk")).source == first.source


def test_a_new_version_at_another_address_is_the_same_source(web):
    head = '<link rel="canonical" href="/milk">'
    first = capture(web, web.serve("/milk", create_article()))
    changed = create_article(WORDS.replace("4 percent", "14 percent"), head=head)
    second = capture(web, web.serve("/milk?page=1", changed))
    assert second.source == first.source and second.is_new_text


def test_copies_of_one_agency_text_by_two_publishers_are_two_sources(web):
    with serve_site() as other:
        access = NetworkAccess(("127.0.0.0/8",), frozenset({web.port, other.port}))
        by, at = given.person("ana"), given.moment()
        urls = [site.serve("/agency", create_article()) for site in (web, other)]
        first, second = (capture_url(url, by=by, at=at, network_access=access) for url in urls)
    assert first.source != second.source
    assert first.snapshot.text == second.snapshot.text


# ── copies in web archives ──────────────────────────────────────────────────────────────────────
ORIGINAL = "https://news.example/milk?1423"
COPY = f"https://web.archive.org/web/20260504100000/{ORIGINAL}"
SHORT_COPY = "https://perma.cc/ABCD-1234"


def save(address, original_url="", **options):
    """Save what a site or an archive answered."""
    attempt = RetrievalAttempt(
        address,
        final_url=address,
        original_url=original_url,
        status=200,
        extracted=ExtractedText(WORDS, "text/html", "test 1"),
        raw=WORDS.encode(),
    )
    return save_capture(attempt, by=given.person("ana"), at=given.moment(), **options)


@pytest.mark.parametrize(("url", "original"), [(COPY, ORIGINAL), (SHORT_COPY, ORIGINAL)])
def test_a_copy_is_recorded_with_its_original(url, original):
    retrieval = save(url, original)
    assert (retrieval.source.url, retrieval.source.original_url) == (url, original)
    assert retrieval.snapshot.archived_copies.get().url == url
    assert find_source_by_url(original) == find_source_by_url(url) == retrieval.source


def test_a_copy_belongs_to_the_source_of_its_original():
    source = given.snapshot(url=ORIGINAL).source
    retrieval = save(COPY, ORIGINAL)
    source.refresh_from_db()
    assert (retrieval.source, source.url) == (source, ORIGINAL)
    assert retrieval.snapshot.archived_copies.get().url == COPY
    assert find_source_by_url("https://archive.ph/20260101/" + ORIGINAL) == source


def test_the_original_belongs_to_the_source_of_its_copy():
    first, second = save(COPY, ORIGINAL), save(ORIGINAL)
    assert second.source == first.source
    assert second.snapshot.archived_copies.get().url == COPY


def test_a_page_that_is_no_archive_has_no_copy(web):
    link = '<https://news.example/milk>; rel="original"'
    retrieval = capture(web, web.serve("/milk", create_article(), link=link))
    assert retrieval.source.original_url == ""
    assert not retrieval.snapshot.archived_copies.exists()


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
    passage = given.passage("a rise of 4 percent", of=first)

    def extract_better(raw, media_type, encoding, page_range):
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
