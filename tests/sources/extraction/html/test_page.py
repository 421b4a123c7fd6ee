"""The article of a page: its parts are kept and labelled, and the page around it is not."""

import pytest

from sources.extraction.extracted_text import LEFT_OUT
from sources.extraction.html.page import PageArticle, extract_page_article
from sources.media_types import ParseError

PARAGRAPHS = (
    "<p>The council of Varnbeck met on Tuesday evening to discuss the budget for the coming year, "
    "and the meeting went on until midnight because several members asked for details.</p>",
    "<p>According to the treasurer, the harbour works had cost a third more than was planned, which"
    " she put down to the price of steel and to a winter that was longer than any before it.</p>",
    "<p>Residents who had come to listen said that they wanted to see the invoices, and the mayor "
    "promised that they would be laid out in the library from the first of the month.</p>",
)


def extract(inside: str = "", before: str = "", after: str = "", around: str = "") -> PageArticle:
    """Extract an article with markup inside, before or after its paragraphs, and around itself."""
    first, *others = PARAGRAPHS
    return extract_page_article(
        "<!doctype html><html lang=en><head><title>Harbour works</title></head><body>"
        "<nav><ul><li><a href=/>Home page</a><li><a href=/n>All the news</a></ul></nav><main>"
        f"<article><h1>Harbour works cost more</h1>{before}<div class=text>{first}{inside}"
        f"{''.join(others)}</div>{after}</article></main>{around}<footer>Imprint</footer></body>"
    )


def list_parts(article: PageArticle, kind: str) -> list[str]:
    return [article.text[part.start : part.end] for part in article.parts if part.kind == kind]


def list_article(article: PageArticle) -> str:
    return "|".join(article.text[start:end] for start, end in article.article_spans)


# ── captions, boxes, pull quotes, corrections, tables ───────────────────────────────────────────
CAPTION = "The harbour wall on 3 May, a day before the storm."


@pytest.mark.parametrize(
    "markup",
    [
        "<figure><img src=a.jpg alt=Wall><figcaption>{}</figcaption></figure>",
        '<div class="image"><img src=a.jpg><p class="wp-caption-text">{}</p></div>',
        '<div class="media"><img src=a.jpg><span class="image-caption">{}</span></div>',
        '<figure><img src=a.jpg><div class="article__caption">{}</div></figure>',
        '<div class="caption-text">{}</div>',
        "<figure><table><tr><td>1<td>2</table><figcaption>{}</figcaption></figure>",
        '<p class="imageCaption">{}</p>',
        '<p class="Caption_caption__x8Ysa">{}</p>',
        '<figure><div class="css-1x2" data-testid="caption-text">{}</div></figure>',
        '<p class="bildunterschrift">{}</p>',
        '<span itemprop="caption">{}</span>',
    ],
)
@pytest.mark.parametrize("place", ["inside", "before"])
def test_captions_are_kept(markup, place):
    article = extract(**{place: markup.format(CAPTION)})
    assert CAPTION in list_parts(article, "caption")
    assert CAPTION in list_article(article)


FACTS = "<h3>The works in numbers</h3><ul><li>412 metres of wall</li><li>61 berths</li></ul>"


@pytest.mark.parametrize(
    "markup",
    [
        "<aside>{}</aside>",
        '<aside class="fact-box">{}</aside>',
        '<div class="factbox">{}</div>',
        '<div class="info-box">{}</div>',
        '<section class="key-points">{}</section>',
        '<div id="key-facts">{}</div>',
    ],
)
@pytest.mark.parametrize("place", ["inside", "before", "after"])
def test_fact_boxes_are_kept(markup, place):
    article = extract(**{place: markup.format(FACTS)})
    assert list_parts(article, "box") == ["The works in numbers\n412 metres of wall\n61 berths"]
    assert "412 metres of wall" in list_article(article)


SAYING = "We will not pay for the mistakes of engineers"


@pytest.mark.parametrize(
    "markup",
    [
        '<blockquote class="pullquote">{}</blockquote>',
        '<aside class="pull-quote"><p>{}</p></aside>',
        '<figure class="wp-block-pullquote"><blockquote><p>{}</p></blockquote></figure>',
        '<div class="pull_quote">{}</div>',
        '<p class="pullquote">{}</p>',
        '<div class="pullQuote">{}</div>',
        '<blockquote class="c-pullquote__text">{}</blockquote>',
        '<div class="PullQuote_root__aB3cd">{}</div>',
    ],
)
def test_pull_quotes_are_kept(markup):
    article = extract(markup.format(SAYING))
    assert list_parts(article, "pull_quote") == [SAYING]
    assert SAYING in list_article(article)


NOTE = "Correction, 4 May: an earlier version said that the wall was 421 metres long."


@pytest.mark.parametrize(
    "markup",
    [
        '<p class="correction">{}</p>',
        '<div class="corrections"><p>{}</p></div>',
        '<aside class="editors-note">{}</aside>',
        '<div id="clarification">{}</div>',
        '<section class="article-text correction">{}</section>',
    ],
)
@pytest.mark.parametrize("place", ["before", "inside", "after"])
def test_notes_of_the_publisher_are_kept(markup, place):
    article = extract(**{place: markup.format(NOTE)})
    assert list_parts(article, "correction") == [NOTE]
    assert NOTE in list_article(article)


def test_a_table_is_named_by_its_caption():
    article = extract(
        "<table><caption>Costs</caption><tr><th>Year<th>Spent</tr><tr><td>2024<td>4.0</tr></table>"
    )
    part = next(part for part in article.parts if part.kind == "table")
    assert (article.text[part.start : part.end], part.label) == (
        "Costs\nYear\tSpent\n2024\t4.0",
        "Costs",
    )


@pytest.mark.parametrize(
    "markup",
    [
        "<ul><li>No new ship</li><li>Two old ones sold</li></ul>",
        "<ol><li>No new ship</li><li>Two old ones sold</li></ol>",
        "<dl><dt>No new ship</dt><dd>Two old ones sold</dd></dl>",
        "<p>No new ship<br>Two old ones sold</p>",
        "<pre>No new ship\nTwo old ones sold</pre>",
    ],
)
def test_lists_have_no_characters_of_ours(markup):
    article = extract(markup)
    assert "\nNo new ship\nTwo old ones sold\n" in article.text
    assert article.added == ()


# ── live blogs, transcripts, details, notes ─────────────────────────────────────────────────────
ENTRY = "Four pumps arrived from the capital this afternoon, and more are on their way to the town."


@pytest.mark.parametrize(
    "markup",
    [
        '<article class="live-entry">{}</article>',
        '<div class="liveblog-post">{}</div>',
        '<li class="live-blog__entry live-blog-entry">{}</li>',
        '<section itemprop="liveBlogUpdate" itemtype="https://schema.org/BlogPosting">{}</section>',
        '<div class="live-update">{}</div>',
    ],
)
def test_live_entries_keep_their_time_and_author(markup):
    head = '<header><time>14:05</time> <span class="byline">By Ana Lund</span></header>'
    article = extract(markup.format(f"{head}<h3>Pumps arrive</h3><p>{ENTRY}</p>"))
    [part] = [part for part in article.parts if part.kind == "entry"]
    words = article.text[part.start : part.end].split("\n")
    assert [line for line in words if line] == ["14:05 By Ana Lund", "Pumps arrive", ENTRY]
    assert part.label == "14:05"


def test_alike_elements_with_times_are_live_entries():
    entries = (
        f"<div class=post><time>1{i}:00</time><p>Ana Lund</p><h2>Entry {i}</h2><p>{i} came.</p>"
        for i in range(4)
    )
    article = extract("</div>".join([*entries, ""]))
    parts = [part for part in article.parts if part.kind == "entry"]
    assert [part.label for part in parts] == ["10:00", "11:00", "12:00", "13:00"]
    last = article.text[parts[-1].start : parts[-1].end]
    assert last == "13:00\n\nAna Lund\n\nEntry 3\n\n3 came."


VENDORS = {  # of live blogs, as their widgets write an entry
    "link": '<article class="block"><header><p class="block-time"><a href="?page=x"><time>{time}'
    "</time></a></p><h2>{title}</h2></header><div><p>{text}</p></div></article>",
    "list": '<li><article><header><span class="visually-hidden">published at </span><time>{time}'
    "</time><h3>{title}</h3></header><p>{text}</p></article></li>",
    "classes": '<div class="lb-news"><div class="lb-date"><span class="lb-time">{time}</span></div>'
    '<div class="lb-news-title">{title}</div><div class="lb-body"><p>{text}</p></div></div>',
    "bold": '<div class="holder post"><div class="embed"><div class="x-meta"><span class="x-date">'
    '{time}</span></div><div class="x-content"><b>{title}</b><p>{text}</p></div></div></div>',
    "aside": '<div class="liveblog-entry"><aside class="liveblog-entry-aside"><a class="meta-time">'
    '<span>{time}</span></a></aside><div class="liveblog-entry-content"><h3>{title}</h3>'
    "<p>{text}</p></div></div>",
    "clock": '<section class="tik-item"><span class="tik-clock">{time} Uhr</span><div class="tik">'
    "{title}</div><p>{text}</p></section>",
}


@pytest.mark.parametrize("markup", VENDORS.values(), ids=VENDORS)
def test_entries_of_a_live_blog_keep_their_time_and_heading(markup):
    entries = (
        markup.format(time=f"1{i}:05", title=f"Pumps {i} arrive", text=f"{i}: {ENTRY}")
        for i in range(3)
    )
    article = extract(after=f"<div class=live-blog>{''.join(entries)}</div>")
    parts = [part for part in article.parts if part.kind == "entry"]
    words = [article.text[part.start : part.end].split("\n") for part in parts]
    assert {part.label[:5] for part in parts} == {"10:05", "11:05", "12:05"}
    for i in range(3):
        wanted = [f"Pumps {i} arrive", f"{i}: {ENTRY}"]
        assert any([w for w in lines if w][-2:] == wanted for lines in words)


def test_rows_with_times_are_a_table_and_no_entries():
    rows = "".join(f"<tr><td>1{i}:05</td><td>Ferry {i} to Norway</td></tr>" for i in range(4))
    article = extract(f"<table>{rows}</table>")
    assert "11:05\tFerry 1 to Norway" in article.text
    assert not list_parts(article, "entry")


@pytest.mark.parametrize(
    "note",
    [
        "Correction: an earlier version of this article said that it was 421 metres long.",
        "An earlier version of this article gave a wrong length.",
        "Anmerkung der Redaktion: In einer früheren Fassung stand eine falsche Länge.",
        "Rectificatif : la longueur du mur était erronée.",
        "Fe de erratas: la longitud del muro era errónea.",
        "Sprostowanie: podaliśmy błędną długość muru.",
        "Исправление: в статье была указана неверная длина стены.",
        "更正：之前版本的长度有误。",
    ],
)
@pytest.mark.parametrize("markup", ["<footer><p>{}</p></footer>", "<p><em>{}</em></p>"])
def test_notes_are_known_by_their_first_words(note, markup):
    article = extract(after=markup.format(note))
    assert list_parts(article, "correction") == [note]
    assert note in list_article(article)


def test_a_fact_box_beside_the_article_is_kept():
    page = (
        f"<main><article>{''.join(PARAGRAPHS)}</article><aside class=factbox>{FACTS}</aside></main>"
    )
    assert "412 metres of wall" in list_article(extract_page_article(page))


def test_the_source_of_a_block_quotation_is_kept():
    article = extract("<blockquote><p>Sir, it leaks.</p><footer>A Reader</footer></blockquote>")
    assert "Sir, it leaks.\n\nA Reader" in article.text


@pytest.mark.parametrize(
    ("markup", "speakers"),
    [
        ("<p>MARTIN: I did it.</p><p>ANA LUND: So what?</p>", ["MARTIN", "ANA LUND"]),
        (
            "<dl><dt>INTERVIEWER</dt><dd>Did you?</dd><dt>HOLM</dt><dd>Yes.</dd></dl>",
            ["INTERVIEWER", "HOLM"],
        ),
        ("<p><strong>HOLM:</strong> I read it.</p><p><b>KRAG</b>: So did I.</p>", ["HOLM", "KRAG"]),
        ("<p><b>Ida Holm:</b><br>I read it.</p>", ["Ida Holm"]),
        ("<dl class=interview><dt>Holm:</dt><dd>I read it.</dd></dl>", ["Holm"]),
        ('<p><span class="speaker">Holm</span> I read it.</p>', ["Holm"]),
        ("<p><strong>Q:</strong> Did you?</p><p><strong>A:</strong> Yes, I did.</p>", ["Q", "A"]),
    ],
)
def test_speech_has_the_name_of_its_speaker(markup, speakers):
    article = extract(markup)
    assert [part.label for part in article.parts if part.kind == "speech"] == speakers


def test_closed_details_are_a_part_that_is_named_by_its_summary():
    article = extract(f"<details><summary>How we counted</summary><p>{ENTRY}</p></details>")
    [part] = [part for part in article.parts if part.kind == "details"]
    assert part.label == "How we counted"
    assert ENTRY in list_article(article)


@pytest.mark.parametrize(
    "mark",
    [
        '<sup><a href="#n1">1</a></sup>',
        '<a role="doc-noteref" href="#n1">1</a>',
        '<sup class="reference"><a href="#cite-1">[1]</a></sup>',
        '<a href="#fn1"><sup>1</sup></a>',
        '<sup><a href="https://news.example/a#n1">*</a></sup>',
    ],
)
def test_note_marks_are_a_part(mark):
    article = extract(f"<p>The whole of it cost 2021{mark} crowns for every day of the year.</p>")
    [mark_text] = list_parts(article, "note_mark")
    assert mark_text.strip("^[]") in ("1", "*")
    assert "20211" not in article.text


# ── the page around the article ─────────────────────────────────────────────────────────────────
@pytest.mark.parametrize(
    "markup",
    [
        '<div class="related"><a href=/1>Another story about the town</a></div>',
        '<p>Read more: <a href="/1">The storm of the century in pictures</a></p>',
        '<aside class="newsletter"><p>Get the news of the town each morning by mail.</p></aside>',
        "<aside><ul><li><a href=/1>First other story</a><li><a href=/2>Second one</a></ul></aside>",
        '<p><a href="/1">Lesen Sie auch: Ein Sturm zieht auf über der Stadt</a></p>',
        '<div class="share-buttons">Share this on all networks</div>',
        "<form><p>Enter your address to subscribe to our letters.</p></form>",
    ],
)
def test_furniture_in_the_article_is_left_out(markup):
    article = extract(markup)
    assert len(article.article_spans) == 2
    assert list_article(article).replace("|", "\n\n") == extract().text
    [gap] = [part for part in article.parts if part.kind == LEFT_OUT]
    assert (gap.start, gap.label) == (article.article_spans[0][1], "")


def test_only_the_article_is_kept():
    article = extract(around="<div class=more><p>Weather today: rain.</p></div>")
    assert article.article_spans == ((0, len(article.text)),)
    assert "Imprint" not in article.text
    assert "Home page" not in article.text
    assert "Weather" not in article.text


@pytest.mark.parametrize(
    "page",
    [
        "<main aria-hidden=true><article>{}</article></main>",
        "<div id=root class=app aria-hidden=true><article>{}</article></div>",
        '<div class="page" aria-hidden="true"><h1>Harbour works</h1><div>{}</div></div>',
        "<article class=story aria-hidden=true>{}</article>",
        "<div aria-hidden=true><div aria-hidden=true>{}</div></div>",
    ],
)
def test_an_article_that_is_hidden_from_screen_readers_while_a_dialog_is_open_is_read(page):
    page = page.format("".join(PARAGRAPHS))
    assert "The council of Varnbeck" in extract_page_article(page).text


def test_a_page_that_hides_itself_until_its_scripts_have_run_is_read():
    style = "<style>body { visibility: hidden; display: none }</style>"
    page = f"<html><head>{style}</head><body><article>{''.join(PARAGRAPHS)}</article></body></html>"
    assert "The council of Varnbeck" in extract_page_article(page).text


@pytest.mark.parametrize("page", ["", " ", "<p>", "<html><body></body></html>", "<!-- a -->"])
def test_a_page_without_text_is_refused(page):
    with pytest.raises(ParseError, match="No article was found"):
        extract_page_article(page)


def test_endless_nesting_is_refused():
    with pytest.raises(ParseError, match="nested too deeply"):
        extract_page_article("<div>" * 100_000 + "x")
