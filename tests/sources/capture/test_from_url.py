"""An address becomes a source and its snapshot, or a sentence and nothing else."""

import pytest

from sources import capture as room
from sources.capture import NotCaptured, capture_address, recapture, reread, source_at
from sources.extraction.text import Extract
from sources.models import Body, Original, Retrieval, Snapshot, Source
from sources.urls import canonical
from tests import given
from tests.helpers.pdfs import pdf

pytestmark = pytest.mark.django_db

WORDS = (
    "The statistical office reported a rise of 4 percent, and the minister did not say where his "
    "own figure of twelve percent had come from when he was asked about it on Monday."
)
MORE = "Farmers doubt both figures, because the harvest was the worst in a decade, they told us."


def article(first=WORDS, second=MORE, head="", root='<html lang="en">', around=""):
    return (
        f"<!doctype html>{root}<head><title>On trade</title>{head}</head><body>{around}"
        f"<article><h1>On trade</h1><p>{first}</p><p>{second}</p></article></body></html>"
    )


def captured(web, address, **described):
    told = {"by": given.person("ana"), "at": given.moment(), "reach": web.reach}
    return capture_address(address, **told | described)


def again(web, source):
    return recapture(source, by=given.person("bo"), at=given.moment(), reach=web.reach)


def nothing_is_there() -> bool:
    rows = (Source, Snapshot, Body, Original, Retrieval)
    return not any(model.objects.exists() for model in rows)


# ── a new source ────────────────────────────────────────────────────────────────────────────────
def test_a_page_becomes_a_source_with_its_snapshot_and_its_bytes(web):
    page = article()
    web.serve("/milk", page, etag='"7"')
    first = web.redirect("/old?utm_source=x", "/milk?utm_medium=y")
    web.serve("/milk?utm_medium=y", page, etag='"7"')
    found = captured(web, first)
    source, snapshot = found.source, found.snapshot
    assert (source.title, source.language, source.url) == ("On trade", "en", web.url("/milk"))
    assert (source.author, source.published_on) == ("", None)
    assert WORDS in snapshot.text and MORE in snapshot.text
    assert snapshot.body.spans == [[0, len(snapshot.text)]]
    assert snapshot.original.raw == page.encode()
    assert found.original == snapshot.original
    assert (found.requested, found.address) == (first, web.url("/milk?utm_medium=y"))
    found.refresh_from_db()
    assert found.redirects == [[302, first]]
    assert (found.status, found.headers["etag"], found.media_type) == (200, '"7"', "text/html")
    assert found.extractor.startswith("trafilatura ")
    assert found.found_new_text and not found.gone


def test_what_is_said_of_a_source_goes_before_its_markup(web):
    found = captured(web, web.serve("/milk", article()), title="On milk", author="A. Writer")
    assert (found.source.title, found.source.author) == ("On milk", "A. Writer")


def test_the_body_is_between_the_words_given(web):
    found = captured(web, web.serve("/milk", article()), body=("The statistical", "on Monday."))
    ((start, end),) = found.snapshot.body.spans
    assert found.snapshot.text[start:end] == WORDS


def test_the_pages_of_a_pdf_are_kept_and_a_passage_knows_its_own(web):
    raw = pdf(WORDS[:60], MORE[:60])
    snapshot = captured(web, web.serve("/a.pdf", raw, content_type="text/html")).snapshot
    assert snapshot.media_type == "application/pdf"
    assert snapshot.pages[0] == 0 and len(snapshot.pages) == 2
    pages = [
        snapshot.quote(words, by=given.person("ana"), at=given.moment()).page
        for words in ("The statistical", "Farmers doubt")
    ]
    assert pages == [1, 2]
    assert given.passage().page is None


def test_the_charset_of_the_header_is_heard(web):
    page = article("Größe zählt. " + WORDS).replace("utf-8", "").encode("latin-1")
    address = web.serve("/milk", page, content_type="text/html; charset=ISO-8859-1")
    assert "Größe zählt." in captured(web, address).snapshot.text


# ── a refusal ───────────────────────────────────────────────────────────────────────────────────
def refusing(web, path="/milk", body="", status=200, **headers):
    return web.serve(path, body, status, **headers)


REFUSED = [
    ({"status": 404}, "there is nothing at this address"),
    ({"status": 500}, "answered with 500"),
    ({"body": "<html><body></body></html>"}, "No article was found"),
    ({"body": b"\x89PNG\x00\x00", "content_type": "image/png"}, "null characters"),
    ({"body": b"%PDF-1.7 broken"}, "broken"),
    ({"body": b"\xff\xfa", "content_type": "text/plain"}, "Say which encoding"),
    ({"body": b"Milk.", "content_type": "text/plain; charset*=us-ascii''%00"}, "The name of its"),
    ({"status": 302, "location": "http://10.0.0.1/"}, "usual ports|not public"),
    ({"status": 302, "location": "/"}, "front page"),
]


@pytest.mark.parametrize(("answer", "sentence"), REFUSED)
def test_of_a_new_source_a_refusal_leaves_no_trace(web, answer, sentence):
    web.serve("/", article())
    with pytest.raises(NotCaptured, match=sentence):
        captured(web, refusing(web, **answer))
    assert nothing_is_there()


def test_of_words_that_are_not_there_nothing_is_kept(web):
    with pytest.raises(NotCaptured, match="The words that mark the body"):
        captured(web, web.serve("/milk", article()), body=("Butter", ""))
    assert nothing_is_there()


def test_a_source_that_cannot_be_described_so_is_not_made(web):
    with pytest.raises(Exception, match="how exactly it is known"):
        captured(web, web.serve("/milk", article()), published_on="2026-01-01")
    assert nothing_is_there()


@pytest.mark.parametrize(("answer", "sentence"), REFUSED)
def test_of_a_known_source_it_is_recorded(web, answer, sentence):
    web.serve("/", article())
    source = captured(web, web.serve("/milk", article())).source
    refusing(web, **answer)
    with pytest.raises(NotCaptured, match=sentence):
        captured(web, web.url("/milk"))
    recorded = source.retrievals.first()
    assert recorded.refusal and recorded.snapshot is None and recorded.original is None
    assert recorded.gone == (answer.get("status") == 404)
    assert Snapshot.objects.count() == Original.objects.count() == 1


@pytest.mark.parametrize("address", ["ftp://news.example/", "nonsense", "http://127.0.0.1/", ""])
def test_an_address_that_is_none_is_refused(address):
    with pytest.raises(NotCaptured):
        capture_address(address, by=given.person("ana"), at=given.moment())
    assert nothing_is_there()


# ── robots.txt ──────────────────────────────────────────────────────────────────────────────────
def test_what_an_allowed_address_leads_to_may_be_forbidden_by_the_same_site(web):
    web.serve("/robots.txt", "User-agent: *\nDisallow: /private", content_type="text/plain")
    web.serve("/private/milk", article())
    with pytest.raises(NotCaptured, match="asks robots not to read"):
        captured(web, web.redirect("/milk", "/private/milk"))
    assert nothing_is_there()


def test_what_a_site_forbids_is_not_read_unless_an_editor_says_why(web):
    web.serve("/robots.txt", "User-agent: *\nDisallow: /", content_type="text/plain")
    address = web.serve("/milk", article())
    with pytest.raises(NotCaptured, match="asks robots not to read") as caught:
        captured(web, address)
    assert caught.value.forbidden
    assert web.asked == ["/robots.txt"]
    found = captured(web, address, robots_waiver="It is a law, and in the public interest.")
    assert found.robots_waiver == "It is a law, and in the public interest."


def test_the_waiver_holds_when_the_source_is_asked_again(web):
    web.serve("/robots.txt", "User-agent: *\nDisallow: /", content_type="text/plain")
    source = captured(web, web.serve("/milk", article()), robots_waiver="A law.").source
    assert again(web, source).robots_waiver == "A law."
    with pytest.raises(NotCaptured, match="asks robots"):
        captured(web, web.url("/milk"))
    assert again(web, source).refusal == ""


def test_a_waiver_that_cannot_be_kept_is_refused(web):
    with pytest.raises(NotCaptured, match="at most 300 characters"):
        captured(web, web.url("/milk"), robots_waiver="x" * 301)
    assert web.asked == []


# ── a known source ──────────────────────────────────────────────────────────────────────────────
def test_another_spelling_is_the_same_source(web):
    first = captured(web, web.serve("/milk", article()))
    web.serve("/milk?fbclid=1", article())
    second = captured(web, web.url("/milk?fbclid=1#comments"))
    assert (second.source, second.snapshot) == (first.source, first.snapshot)
    assert not second.found_new_text
    assert Source.objects.count() == Snapshot.objects.count() == 1


def test_the_canonical_address_of_the_page_decides(web):
    head = '<link rel="canonical" href="/milk">'
    first = captured(web, web.serve("/milk?page=1", article(head=head)))
    second = captured(web, web.serve("/amp/milk", article(head=head)))
    assert first.source == second.source
    assert first.source.url == web.url("/milk")


def test_a_page_cannot_pass_for_another_site(web):
    known = given.snapshot(url="https://other.example/milk").source
    head = '<link rel="canonical" href="https://other.example/milk">'
    assert captured(web, web.serve("/milk", article(head=head))).source != known


def test_a_source_that_was_described_by_hand_is_known_by_its_address(web):
    source = given.snapshot(url=web.url("/milk?utm_source=letter")).source
    assert captured(web, web.serve("/milk", article())).source == source
    assert source_at(web.url("/other")) is None
    assert source_at("no address") is None


def test_a_host_in_another_alphabet_is_found():
    source = given.snapshot(url="https://новости.example/milk").source
    assert source_at(canonical("https://новости.example/milk")) == source


def test_an_article_that_has_moved_is_the_same_source(web):
    first = captured(web, web.serve("/milk", article()))
    web.redirect("/milk", web.serve("/new/milk", article()))
    assert captured(web, web.url("/milk")).source == first.source
    assert captured(web, web.url("/new/milk")).source == first.source
    assert Source.objects.count() == 1


def test_an_address_that_leads_elsewhere_every_day_is_no_source(web):
    latest = web.redirect("/latest", web.serve("/monday", article()))
    monday = captured(web, latest)
    web.redirect("/latest", web.serve("/tuesday", article("Something else. " + WORDS)))
    assert captured(web, latest).source != monday.source


def test_where_nothing_was_read_is_no_address_of_a_source(web):
    source = captured(web, web.serve("/milk", article())).source
    web.redirect("/milk", "/")
    web.serve("/", article(second="The front page of the day. " + MORE))
    assert again(web, source).address == web.url("/")
    assert captured(web, web.url("/")).source != source


def test_whoever_captures_may_say_which_source_it_is(web):
    source = given.snapshot().source
    assert captured(web, web.serve("/milk", article()), source=source).source == source
    assert Source.objects.count() == 1


# ── asked again ─────────────────────────────────────────────────────────────────────────────────
def test_the_same_text_is_the_same_snapshot_whatever_stands_around_it(web):
    first = captured(web, web.serve("/milk", article()))
    web.serve("/milk", article(around="<nav>Advertising of today</nav>"))
    second = again(web, first.source)
    assert (second.snapshot, second.original) == (first.snapshot, None)
    assert (second.retrieved_by, second.found_new_text) == (given.person("bo"), False)
    assert Original.objects.count() == 1


def test_another_text_is_another_snapshot_with_its_whole_as_the_body(web):
    first = captured(web, web.serve("/milk", article()), body=("The statistical", "on Monday."))
    web.serve("/milk", article(WORDS.replace("4 percent", "14 percent")))
    second = again(web, first.source)
    assert second.found_new_text and second.snapshot != first.snapshot
    assert second.snapshot.body.spans == [[0, len(second.snapshot.text)]]
    assert "4 percent" in first.snapshot.text
    assert second.original.raw != first.original.raw


def test_bytes_are_kept_of_a_text_that_was_pasted_before(web):
    address = web.serve("/words.txt", "Milk became dearer.", content_type="text/plain")
    snapshot = given.snapshot("Milk became dearer.", url=address)
    assert snapshot.original is None
    first, second = again(web, snapshot.source), again(web, snapshot.source)
    assert first.snapshot == snapshot == second.snapshot
    assert first.original.raw == b"Milk became dearer."
    assert second.original == first.original


@pytest.mark.parametrize(("answer", "sentence"), REFUSED)
def test_trouble_is_recorded_and_not_raised(web, answer, sentence):
    web.serve("/", article())
    source = captured(web, web.serve("/milk", article())).source
    refusing(web, **answer)
    found = again(web, source)
    assert found.snapshot is None and found.refusal.endswith(".")
    assert found.gone == (answer.get("status") == 404)


def test_a_site_that_is_down_is_recorded(web):
    source = given.snapshot(url="http://127.0.0.1:1/milk").source
    found = recapture(source, by=given.person("ana"), at=given.moment(), reach=web.reach)
    assert (found.status, found.address, found.gone) == (None, "", False)


def test_a_source_without_an_address_cannot_be_asked_again():
    with pytest.raises(NotCaptured, match="has no address"):
        recapture(given.snapshot().source, by=given.person("ana"), at=given.moment())


# ── read anew ───────────────────────────────────────────────────────────────────────────────────
def test_a_better_extractor_makes_another_snapshot_and_shifts_no_offset(web, monkeypatch):
    first = captured(web, web.serve("/milk", article())).snapshot
    passage = first.quote("a rise of 4 percent", by=given.person("ana"), at=given.moment())

    def better(raw, media_type, encoding):
        assert (raw, media_type, encoding) == (article().encode(), "text/html", "utf-8")
        return Extract("On trade. " + first.text, media_type, "better 2")

    monkeypatch.setattr(room.address, "read_apart", better)
    second, new = reread(first, by=given.person("ana"), at=given.moment())
    assert new and second.extractor == "better 2" and second.original == first.original
    passage.refresh_from_db()
    assert first.text[passage.start : passage.end] == passage.exact
    assert reread(first, by=given.person("ana"), at=given.moment()) == (second, False)


def test_the_same_extractor_makes_nothing(web):
    first = captured(web, web.serve("/milk", article())).snapshot
    assert reread(first, by=given.person("ana"), at=given.moment()) == (first, False)


def test_without_bytes_nothing_is_read_anew():
    with pytest.raises(NotCaptured, match="were not kept"):
        reread(given.snapshot(), by=given.person("ana"), at=given.moment())
