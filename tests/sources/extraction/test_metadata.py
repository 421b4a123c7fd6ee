"""Dates, people, publishers and languages are read from the markup; nothing is guessed."""

import json
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from sources.extraction.extracted_text import ExtractedText
from sources.extraction.metadata import add_guessed_language, add_metadata, read_metadata
from sources.extraction.partial_dates import PartialDate, parse_date
from sources.extraction.text import extract_text
from sources.media_types import HTML

CASES = Path(__file__).parent / "cases"
BODY = (
    "The council of Varnbeck met on Tuesday evening to discuss the budget for the coming year, and "
    "the meeting went on until midnight because several members asked for details of the works."
)


def create_page(head="", before="", after="", title="Harbour works", root="<html>") -> str:
    return (
        f"<!doctype html>{root}<head><title>{title}</title>{head}</head><body>"
        f"<main><article><h1>Harbour works</h1>{before}<p>{BODY}</p>{after}</article></main></body>"
    )


def read(*args, **kwargs):
    return read_metadata(LexborHTMLParser(create_page(*args, **kwargs)))


def read_html(html: str):
    return read_metadata(LexborHTMLParser(html))


def json_ld(value) -> str:
    return f'<script type="application/ld+json">{json.dumps(value)}</script>'


def article(**values) -> dict:
    return {"@context": "https://schema.org", "@type": "NewsArticle"} | values


def get_message(metadata) -> str:
    return " ".join(message % params for message, params in metadata.warnings)


# ── dates as they are written ───────────────────────────────────────────────────────────────────
@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("2020", "2020"),
        ("2020-07", "2020-07"),
        ("2020-07-13", "2020-07-13"),
        ("2020-7-3", "2020-07-03"),
        (" 2020-07-13T10:00:00+02:00 ", "2020-07-13"),
        ("2020-07-13T23:30:00Z", "2020-07-13"),
        ("2020-07-13 10:00", "2020-07-13"),
        ("2020-07-13T10:00:00.000+0200", "2020-07-13"),
        ("2020/07/13", "2020-07-13"),
        ("2020.07.13", "2020-07-13"),
        ("20200713", "2020-07-13"),
        ("20200713T100000Z", "2020-07-13"),
        ("2020-07-00", "2020-07"),
        ("2020-00-00", "2020"),
        ("13.07.2020", "2020-07-13"),
        ("5.6.2020 10:00", "2020-06-05"),
        ("13/07/2020", "2020-07-13"),
        ("07/13/2020", "2020-07-13"),
        ("05/05/2020", "2020-05-05"),
        ("Mon, 13 Jul 2020 10:00:00 GMT", "2020-07-13"),
        ("July 13, 2020", "2020-07-13"),
        ("Jul. 13th, 2020 10:00 am", "2020-07-13"),
        ("13 July 2020", "2020-07-13"),
        ("1594634400", "2020-07-13"),
        ("1594634400000", "2020-07-13"),
        ("@1594634400", "2020-07-13"),
        ("/Date(1594634400000)/", "2020-07-13"),
        ("2020-07-13+02:00", "2020-07-13"),
        ("2020年7月13日", "2020-07-13"),
        ("2020年07月13日 10:00", "2020-07-13"),
        ("2020年7月", "2020-07"),
        ("2020년 7월 13일", "2020-07-13"),
        ("2020. 7. 13.", "2020-07-13"),
        ("July 2020", "2020-07"),
        ("Mon Jul 13 10:00:00 UTC 2020", "2020-07-13"),
        ("Mon Jul 13 2020 10:00:00 GMT+0200", "2020-07-13"),
        ("13-Jul-2020", "2020-07-13"),
        ("2020-07-13T10:43Z", "2020-07-13"),
        ("Mon 6:45 PM, Jul 13, 2020", "2020-07-13"),
        ("01:38:07 PM IST Jul 13, 2020", "2020-07-13"),
        ("1599-02-01", "1599-02-01"),
    ],
)
def test_a_date_is_read_with_the_precision_it_has(text, iso):
    assert parse_date(text) == PartialDate(iso, parse_date(text).instant)


@pytest.mark.parametrize(
    "text",
    [
        *("", "soon", "05/06/2020", "5-6-2020", "2020-13-01", "2020-02-30", "202007", "13/07/20"),
        *(
            "0001-01-01T00:00:00Z",
            "1970-01-01T00:00:00Z",
            "0000-00-00",
            "2020071310",
            "159459840",
            "2020-07-13x",
        ),
        *("13 Juli 2020", "Foo 2020", "2020-07-13 and 2020-07-14", "1", "12345", "2020-00-13"),
        *("https://news.example/2020/07/13/a", "9" * 5000, "2020-07-13T" + "1" * 5000),
    ],
)
def test_what_is_no_date_or_can_be_read_in_two_ways_is_not_read(text):
    assert parse_date(text) is None


@given(st.text(st.sampled_from("0123456789-/.: TZjulyMonth,"), max_size=30))
def test_any_text_is_a_date_or_none(text):
    parsed = parse_date(text)
    assert parsed is None or len(parsed.iso) in {4, 7, 10}


# ── where a page says when it was published ─────────────────────────────────────────────────────
PUBLISHED = [
    '<meta property="article:published_time" content="2020-07-13T10:00:00+02:00">',
    '<meta name="parsely-pub-date" content="2020-07-13T08:00:00Z">',
    '<meta name="sailthru.date" content="2020-07-13 10:00:00">',
    '<meta name="DC.date.issued" content="2020-07-13">',
    '<meta name="dcterms.issued" content="2020-07-13">',
    '<meta name="DC.Date" content="2020-07-13">',
    '<meta name="citation_publication_date" content="2020/07/13">',
    '<meta itemprop="datePublished" content="2020-07-13">',
    '<meta name="pubdate" content="20200713">',
    '<meta name="date" content="2020-07-13">',
    json_ld(article(datePublished="2020-07-13T10:00:00Z")),
    json_ld([{"@type": "BreadcrumbList"}, article(datePublished="2020-07-13")]),
    json_ld({"@graph": [{"@type": "WebPage"}, article(datePublished="2020-07-13")]}),
    json_ld({"@type": "WebPage", "datePublished": "2020-07-13"}),
    json_ld({"@type": ["Article", "https://schema.org/Thing"], "datePublished": "2020-07-13"}),
    json_ld(article(datePublished=1594634400)),
    json_ld(article(datePublished={"@type": "DateTime", "@value": "2020-07-13"})),
    json_ld(
        [
            article(headline="Other", datePublished="2019-01-01"),
            article(headline="Harbour works", datePublished="2020-07-13"),
        ]
    ),
    json_ld({"@type": "MedicalWebPage", "datePublished": "2020-07-13"}),
    json_ld([{"@type": "WebPage"}, {"@type": "ClaimReview", "datePublished": "2020-07-13"}]),
    json_ld({"@type": "VideoObject", "uploadDate": "2020-07-13T10:00:00Z"}),
    json_ld({"@type": "WebPage", "mainEntity": article(datePublished="2020-07-13")}),
    '<script type="application/ld+json">\n<!--\n{"@type": "BlogPosting", '
    '"headline": "line\nbreak", "datePublished": "2020-07-13"}\n-->\n</script>',
    '<script type="application/ld+json">//<![CDATA[\n{"@type": "LiveBlogPosting", "datePublished": '
    '"2020-07-13", "liveBlogUpdate": [{"@type": "BlogPosting", "datePublished": "2020-07-15"}]}'
    "\n//]]></script>",
]


@pytest.mark.parametrize("head", PUBLISHED)
def test_the_date_of_publication_is_read_from_metadata(head):
    metadata = read(head + '<meta property="article:modified_time" content="2024-02-02">')
    assert (metadata.published_on, metadata.warnings) == ("2020-07-13", ())


@pytest.mark.parametrize(
    "before",
    [
        '<time datetime="2020-07-13T10:00">13 July</time>',
        "<p>By Ana Writer, <time datetime='2020-07-13'>13 July 2020, 10 a.m.</time></p>",
        '<header><p>Published: <time datetime="2020-07-13">13 July</time></p></header>',
        '<time pubdate datetime="2020-07-13">Monday</time>',
        '<time class="entry-date published updated" datetime="2020-07-13">Monday</time>',
        '<a rel="bookmark"><time class="entry-date published" datetime="2020-07-13">x</time>'
        '<time class="updated" datetime="2024-02-02">y</time></a>',
        '<time class="entry-date published" datetime="2020-07-13">Monday</time>',
        '<p><a rel="bookmark" href="/a"><time datetime="2020-07-13">Monday</time></a></p>',
        '<span itemprop="datePublished" content="2020-07-13">Monday</span>',
        '<time itemprop="datePublished">2020-07-13</time>',
        "<time>2020-07-13</time>",
        '<p>Updated <time datetime="2024-02-02">2 Feb</time></p>'
        '<p>Published <time datetime="2020-07-13">13 July</time></p>',
        '<time datetime="2020-07-13">13 July</time>, updated: <time datetime="2024-02-02">x</time>',
        '<time class="updated" datetime="2024-02-02">x</time><time datetime="2020-07-13">y</time>',
        '<dl><dt>Aktualisiert</dt><dd><time datetime="2024-02-02">2. 2.</time></dd>'
        '<dt>Veröffentlicht</dt><dd><time datetime="2020-07-13">13. 7.</time></dd></dl>',
    ],
)
def test_the_date_of_publication_is_read_from_the_byline(before):
    metadata = read(before=before)
    assert (metadata.published_on, metadata.warnings) == ("2020-07-13", ())


@pytest.mark.parametrize(
    "after",
    [
        "<p>First published: <time datetime='2020-07-13'>13 July 2020</time></p>",
        "<footer>Veröffentlicht am <time datetime='2020-07-13'>13. Juli 2020</time></footer>",
        "<p>Опубликовано <time datetime='2020-07-13'>13 июля</time>, "
        "обновлено <time datetime='2024-02-02'>2 февраля</time></p>",
        "<p>发布 <time>2020-07-13</time></p>",
        "<dl><dt>Publié le</dt><dd><time datetime='2020-07-13'>13 juillet</time></dd></dl>",
    ],
)
def test_a_time_that_is_announced_as_publication_may_stand_below_the_text(after):
    assert read(after=after).published_on == "2020-07-13"


def test_the_byline_may_stand_above_the_article():
    html = (
        "<header><time datetime='2026-11-30'>Today</time></header><main><h1>Harbour works</h1>"
        "<p>By <a rel=author>Ana Writer</a>, <time datetime='2020-07-13'>Monday</time></p>"
        f"<article><p>{BODY}</p><p>On <time datetime='1999-01-01'>1 January</time> it was so.</p>"
        "</article><article class=teaser><time class=published datetime=2024-01-01>x</time>"
        "</article></main>"
    )
    single = html[: html.index("<article class=teaser>")]
    assert read_html(single).published_on == "2020-07-13"
    assert read_html(single).author == "Ana Writer"
    assert read_html(html).published_on in {"", "2020-07-13"}


@pytest.mark.parametrize(
    ("page", "says"),
    [
        (create_page(after="<p>In 2021<sup>2</sup> it grew; it was 1 January 2024.</p>"), ""),
        (create_page(after="<table><tr><td>2024-01-01</td></tr></table>"), ""),
        (create_page(after="<p>On <time datetime='1999-01-01'>1 January</time> it was.</p>"), ""),
        (create_page(before="<p>He left on <time datetime='1999-05-01'>1 May</time>.</p>"), ""),
        (create_page('<link rel="canonical" href="https://news.example/2020/07/13/a">'), ""),
        (create_page('<meta property="og:url" content="https://news.example/2020/07/13/">'), ""),
        (create_page('<meta name="copyright" content="2021">', after="<p>© 2021</p>"), ""),
        (create_page('<meta property="article:modified_time" content="2024-02-02">'), "2024-02-02"),
        (create_page(json_ld(article(dateModified="2024-02-02T10:00"))), "changed on 2024-02-02"),
        (create_page('<meta property="og:updated_time" content="2024-02-02">'), "changed on"),
        (create_page(after="<p>It was published on <time datetime='1999'>1 May</time>.</p>"), ""),
        (create_page(after="<footer><time datetime='2024-01-01'>x</time></footer>"), ""),
        (create_page(after="<aside><time pubdate datetime='2024-01-01'>x</time></aside>"), ""),
        (
            create_page(
                after="<article><h2>Next</h2><time datetime='2024-01-01'>x</time></article>"
            ),
            "",
        ),
        (
            create_page(
                after="<div class='related'><time class='published' datetime='2024'>x</time></div>"
            ),
            "",
        ),
        (
            "<body><header><time datetime='2026-11-30'>Today</time></header>" + create_page(),
            "",
        ),
        (create_page(json_ld({"@type": "Event", "datePublished": "2024-01-01"})), ""),
        (create_page(json_ld(article(mentions=[article(datePublished="2024-01-01")]))), ""),
        (create_page('<script type="application/ld+json">{"@type": "Article", </script>'), ""),
        (create_page('<meta name="pubdate" content="05/06/2020">'), "“05/06/2020”"),
        (create_page('<meta name="pubdate" content="13 Juli 2020">'), "Enter the date"),
        (
            create_page('<meta property="article:published_time" content="0001-01-01T00:00Z">'),
            "Enter",
        ),
        (create_page(before="<time datetime='2024-02-02' itemprop='dateModified'>x</time>"), ""),
        (
            create_page(
                before="<a href=/x>Ferries stay away <time datetime='2024-02-02'>2 Feb</time></a>"
            ),
            "",
        ),
        (
            create_page(
                '<meta property="og:url" content="https://news.example/harbour">'
                + json_ld(
                    article(
                        headline="Ferries", url="https://news.example/ferries", datePublished="2019"
                    )
                )
            ),
            "",
        ),
        (
            create_page(
                json_ld(
                    [
                        article(headline="Ferries", datePublished="2019"),
                        article(headline="Trains", datePublished="2018"),
                    ]
                )
            ),
            "",
        ),
    ],
)
def test_no_date_of_publication_is_guessed(page, says):
    metadata = read_html(page)
    assert metadata.published_on == ""
    assert says in get_message(metadata) and bool(says) == bool(metadata.warnings)


@pytest.mark.parametrize(
    ("head", "published_on"),
    [
        ('<meta name="dcterms.issued" content="2020">', "2020"),
        ('<meta name="citation_publication_date" content="2020/07">', "2020-07"),
        (json_ld(article(datePublished=2020)), "2020"),
        (json_ld(article(datePublished="2020-07")), "2020-07"),
        (
            '<meta name="dcterms.issued" content="2020">'
            + json_ld(article(datePublished="2020-07-13")),
            "2020-07-13",
        ),
    ],
)
def test_the_date_is_as_exact_as_the_source(head, published_on):
    metadata = read(head)
    assert (metadata.published_on, metadata.warnings) == (published_on, ())


@pytest.mark.parametrize(
    ("head", "published_on", "says"),
    [
        (PUBLISHED[0] + json_ld(article(datePublished="2020-07-20")), "2020-07-13", "2020-07-20"),
        (PUBLISHED[3] + PUBLISHED[2].replace("07-13", "08-01"), "2020-08-01", "several dates"),
        (
            PUBLISHED[0] + '<meta property="article:modified_time" content="2019-01-01">',
            "2020-07-13",
            "earlier",
        ),
        (
            '<meta property="article:published_time" content="2020-07-13T23:30:00Z">'
            + json_ld(article(datePublished="2020-07-14T01:30:00+02:00")),
            "2020-07-13",
            "",
        ),
        (json_ld([article(headline="a", datePublished="2020"), article(headline="b")]), "", ""),
        (
            json_ld([article(headline="Other", datePublished="2019")])
            + json_ld(article(headline="Harbour works", datePublished="2020")),
            "2020",
            "",
        ),
    ],
)
def test_dates_that_differ_are_shown_to_the_editor(head, published_on, says):
    metadata = read(head)
    assert metadata.published_on == published_on
    assert says in get_message(metadata) and bool(says) == bool(metadata.warnings)


# ── authors, publishers, languages, titles ──────────────────────────────────────────────────────
@pytest.mark.parametrize(
    ("head", "before", "author"),
    [
        ('<meta name="author" content="Ana Writer">', "", "Ana Writer"),
        ('<meta name="author" content="By Ana Writer ">', "", "Ana Writer"),
        ('<meta name="Author" content="Staff">', "", "Staff"),
        ('<meta property="article:author" content="https://social.example/ana">', "", ""),
        ('<meta name="author" content="@ana">', "", ""),
        ('<meta name="author" content="ana@news.example">', "", ""),
        ('<meta name="author" content="www.news.example">', "", ""),
        ('<meta name="author" content="null">', "", ""),
        ('<meta name="author" content="O&amp;#39;Neill, von Neumann">', "", "O'Neill, von Neumann"),
        (json_ld(article(author={"@type": "Person", "name": "Ana Writer"})), "", "Ana Writer"),
        (json_ld(article(author=["Ana Writer", {"name": "Bo R."}])), "", "Ana Writer, Bo R."),
        (
            json_ld(
                {
                    "@graph": [
                        article(author={"@id": "#ana"}),
                        {"@type": "Person", "@id": "#ana", "name": "Ana Writer"},
                    ]
                }
            ),
            "",
            "Ana Writer",
        ),
        (
            '<meta name="dc.creator" content="Ana W."><meta name="dc.creator" content="Bo R.">',
            "",
            "Ana W., Bo R.",
        ),
        ("", '<p>By <a rel="author" href="/ana">Ana Writer</a></p>', "Ana Writer"),
        (
            "",
            '<p itemprop="author" itemscope><span itemprop="name">Ana Writer</span></p>',
            "Ana Writer",
        ),
        ("", "<p>By Ana Writer</p>", ""),
        ('<meta name="author" content="By Reuters">', "", "Reuters"),
        ('<meta name="author" content="Ana Writer &lt;ana@news.example&gt;">', "", "Ana Writer"),
        ('<meta name="author" content="admin">', "", ""),
        ('<meta name="author" content="%author%">', "", ""),
        ('<meta name="author" content="[object Object]">', "", ""),
        (json_ld(article(author={"name": "<a href='/a'>Ana Writer</a>"})), "", "Ana Writer"),
        (
            json_ld(article(author={"@list": [{"name": "Ana W."}, {"name": "Bo R."}]})),
            "",
            "Ana W., Bo R.",
        ),
        (json_ld(article(author={"name": ["Ana W.", "Bo R."]})), "", "Ana W., Bo R."),
        (json_ld(article(author={"givenName": "Ana", "familyName": "W."})), "", "Ana W."),
        (json_ld([article(author="#ana"), {"@id": "#ana", "name": "Ana W."}]), "", "Ana W."),
        (json_ld(article(author=[None, {}, 7, {"name": []}])), "", ""),
        ("", '<aside><a rel="author" href="/bo">Bo</a></aside>', ""),
    ],
)
def test_authors_are_the_names_that_the_page_gives(head, before, author):
    metadata = read(head, before)
    assert (metadata.author, metadata.warnings) == (author, ())


@pytest.mark.parametrize(
    ("language", "byline", "author"),
    [
        ("de", "Von Ana Writer", "Ana Writer"),
        ("de-AT", "VON ANA WRITER", "ANA WRITER"),
        ("fr", "Par Élise Writer", "Élise Writer"),
        ("es", "Por Ana Writer", "Ana Writer"),
        ("nl", "Door Ana Writer", "Ana Writer"),
        ("de", "Von Trier", "Von Trier"),
        ("de", "Von der Leyen", "Von der Leyen"),
        ("en", "Von Ana Writer", "Von Ana Writer"),
        ("de", "Ana Von Writer", "Ana Von Writer"),
    ],
)
def test_the_word_before_a_name_is_left_out_in_its_language(language, byline, author):
    head = f'<meta name="author" content="{byline}">'
    assert read(head, root=f"<html lang={language}>").author == author


def test_authors_that_differ_are_shown_to_the_editor():
    metadata = read('<meta name="author" content="Bo R.">' + json_ld(article(author="Ana Writer")))
    assert metadata.author == "Ana Writer"
    assert "several authors: Ana Writer / Bo R." in get_message(metadata)


def test_a_person_is_preferred_to_the_name_of_the_publisher():
    head = '<meta property="og:site_name" content="The House"><meta name="author" content="Ana W.">'
    metadata = read(head + json_ld(article(author={"name": "The House"})))
    assert (metadata.author, metadata.warnings) == ("Ana W.", ())


@pytest.mark.parametrize(
    ("head", "publisher", "is_conflict"),
    [
        ('<meta property="og:site_name" content="The House">', "The House", False),
        (json_ld(article(publisher={"name": "The House"})), "The House", False),
        (json_ld([article(), {"@type": "WebSite", "name": "The House"}]), "The House", False),
        ('<meta name="DC.publisher" content="The House">', "The House", False),
        ("", "", False),
        ('<meta property="og:site_name" content="https://house.example">', "", False),
        (
            '<meta property="og:site_name" content="The House">'
            + json_ld(article(publisher={"name": "The House Ltd."})),
            "The House",
            False,
        ),
        (
            '<meta property="og:site_name" content="The House">'
            + json_ld(article(publisher={"name": "Agency"})),
            "The House",
            True,
        ),
    ],
)
def test_the_publisher_is_the_name_that_the_site_gives_itself(head, publisher, is_conflict):
    metadata = read(head)
    assert (metadata.publisher, bool(metadata.warnings)) == (publisher, is_conflict)


@pytest.mark.parametrize(
    ("root", "head", "language"),
    [
        ('<html lang="de-AT">', "", "de-AT"),
        ('<html lang="">', '<meta http-equiv="Content-Language" content="fr">', "fr"),
        ("<html>", '<meta http-equiv="content-language" content="fr, de">', ""),
        ("<html>", '<meta property="og:locale" content="pt_BR">', "pt-BR"),
        ("<html>", json_ld(article(inLanguage="es")), "es"),
        ('<html xml:lang="pl">', "", "pl"),
        ("<html>", '<meta name="dc.language" content="English please">', ""),
    ],
)
def test_the_language_is_the_declared_one(root, head, language):
    assert read(head, root=root).language == language


def test_the_language_of_the_article_wins_over_that_of_the_page():
    html = create_page(root='<html lang="en">').replace("<article>", '<article lang="uk">')
    assert read_html(html).language == "uk"


def test_a_guessed_language_is_marked_and_another_than_the_declared_one_noted():
    text = "Der Rat hat am Dienstag getagt und die Kosten sind nicht so hoch wie im letzten Jahr."
    extracted = ExtractedText(text, HTML, "test")
    guessed = add_guessed_language(add_metadata(extracted, LexborHTMLParser(create_page())))
    assert (guessed.language, guessed.is_language_guessed) == ("de", True)
    declared = add_metadata(extracted, LexborHTMLParser(create_page(root='<html lang="en">')))
    assert (declared.language, declared.is_language_guessed) == ("en", False)
    ((message, params),) = declared.warnings
    assert "its text looks like" in message and params == {"declared": "en", "guessed": "de"}


@pytest.mark.parametrize(
    ("root", "text", "guessed"),
    [
        ('<html lang="en">', "町議会は火曜日の夜に開かれ、港の工事の費用を話し合った。", "ja"),
        ('<html lang="en-US">', "Рада зібралася у вівторок і обговорила її бюджет.", "uk"),
        ('<html lang="fr">', "의회는 화요일 저녁에 모여 예산을 논의했다.", "ko"),
        ('<html lang="de">', "Το συμβούλιο συνεδρίασε την Τρίτη το βράδυ.", "el"),
        ('<html lang="en">', "המועצה התכנסה ביום שלישי בערב כדי לדון בתקציב.", "he"),
        ('<html lang="ja">', "町議会は火曜日の夜に開かれ、港の工事の費用を話し合った。", ""),
        ('<html lang="uk-UA">', "Рада зібралася у вівторок і обговорила її бюджет.", ""),
        (
            '<html lang="en">',
            "The council of 京都 said 「はい」 and left, as it had said it would.",
            "",
        ),
        ('<html lang="bg">', "Съветът заседава във вторник вечерта, за да обсъди бюджета.", ""),
        ('<html lang="pt">', "O conselho reuniu-se na terça à noite para discutir as obras.", ""),
    ],
)
def test_a_wrongly_declared_language_is_noted(root, text, guessed):
    tree = LexborHTMLParser(create_page(root=root))
    extracted = add_metadata(ExtractedText(text, HTML, "test"), tree)
    assert add_guessed_language(extracted) == extracted and not extracted.is_language_guessed
    assert [params["guessed"] for _message, params in extracted.warnings] == [guessed][
        : len(guessed)
    ]


@pytest.mark.parametrize(
    ("html", "title"),
    [
        (create_page(title="Harbour works | The House"), "Harbour works"),
        (
            "<title>Harbour | The House</title><meta property=og:site_name content='The House'>",
            "Harbour",
        ),
        ("<title>Harbour | The House</title>", "Harbour | The House"),
        (
            "<title>THE HOUSE | Harbour</title><meta property=og:site_name content='The House'>",
            "Harbour",
        ),
        (
            "<meta property=og:title content='Harbour – The House'>"
            "<meta property=og:site_name content='The House'>",
            "Harbour",
        ),
        (
            "<title>Harbour: works | All the news</title>"
            "<meta property=og:site_name content='Harbour'>",
            "Harbour: works | All the news",
        ),
        (
            "<title>A</title><meta property='og:title' content='Harbour &amp;amp; works'>",
            "Harbour & works",
        ),
        ("<title>Harbour | H</title><h1>H</h1><meta property=og:site_name content=H>", "Harbour"),
        ("<h1>Harbour</h1>", "Harbour"),
        ("<p>x</p>", ""),
        (json_ld(article(headline="Harbour works")), "Harbour works"),
        ("<title>Harbour – Seite 2</title><h1>Harbour</h1>", "Harbour"),
    ],
)
def test_the_title_is_the_headline_that_readers_see(html, title):
    assert read_html(html).title == title


# ── anything ────────────────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize(
    "html",
    [
        "<meta name=author content=a>" * 30_000,
        "<script type='application/ld+json'>" + "[" * 500_000 + "</script>",
        "<script type='application/ld+json'>{\"@graph\": ["
        + '{"@type":"Article"},' * 40_000
        + "1]}",
        "<article><h1>x</h1>" + "<time datetime=2020>x</time>" * 30_000,
        "<article>" * 5_000 + "<time pubdate>2020</time>" * 100,
        "<div itemscope>" * 5_000 + "<b itemprop=datePublished>2020</b>" * 5_000,
        "<h1>" * 5_000 + "<p>" * 20_000,
        "<html lang=" + "a-" * 400_000 + ">",
    ],
    ids=range(8),
)
def test_the_metadata_of_a_large_page_is_read_within_a_second(html):
    started_at = time.monotonic()
    read_html(html)
    assert time.monotonic() - started_at < 20


@given(
    st.recursive(
        st.none() | st.text(max_size=9) | st.integers(),
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(
                st.sampled_from(
                    [
                        "@type",
                        "@id",
                        "@graph",
                        "author",
                        "name",
                        "headline",
                        "datePublished",
                        "mainEntity",
                        "url",
                        "publisher",
                    ]
                ),
                inner,
                max_size=5,
            )
        ),
    )
)
def test_any_json_is_read(value):
    read(json_ld(value).replace("NewsArticle", "Article"))
    names = ("author", "datePublished", "headline", "url", "publisher", "inLanguage", "@id")
    read(json_ld({"@type": "Article"} | dict.fromkeys(names, value)))


def test_the_recorded_page_with_a_footnoted_year_has_no_date():
    extracted = extract_text((CASES / "m01-sup.html").read_bytes(), HTML)
    assert (extracted.published_on, extracted.author, extracted.language) == ("", "", "en")
