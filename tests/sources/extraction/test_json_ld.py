"""A page whose article stands only in its JSON-LD is read from there, and the editor is told."""

import json

import pytest

from sources.extraction.text import extract_text
from sources.media_types import HTML, JSON, ParseError

WORDS = " ".join(["Milk became dearer this year, farmers say."] * 20)
ARTICLE = {
    "@context": "https://schema.org",
    "@type": "NewsArticle",
    "headline": "On milk &amp; butter",
    "articleBody": WORDS,
    "datePublished": "2026-05-04T10:00:00+02:00",
    "author": [{"@type": "Person", "name": "Ana Roe"}],
    "publisher": {"@type": "Organization", "name": "The Weir Post"},
}


def create_page(*documents, body: str = '<div id="app"></div>') -> bytes:
    scripts = "".join(
        f'<script type="application/ld+json">{document}</script>' for document in documents
    )
    return (
        f"<!doctype html><html lang='en'><head>{scripts}</head><body>{body}</body></html>".encode()
    )


@pytest.mark.parametrize(
    "document",
    [
        json.dumps(ARTICLE),
        json.dumps([{"@type": "Organization"}, ARTICLE]),
        json.dumps({"@graph": [{"@type": "WebSite"}, ARTICLE]}),
        json.dumps({"@type": "WebPage", "mainEntity": ARTICLE}),
        f"<!-- {json.dumps(ARTICLE)} -->",
        json.dumps(ARTICLE).replace("farmers say. ", "farmers\n say. "),
        json.dumps(ARTICLE | {"articleBody": f"<p>{WORDS}</p>"}),
    ],
)
def test_the_article_of_an_empty_page_is_read(document):
    extracted = extract_text(create_page(document), HTML)
    assert extracted.text.split() == WORDS.split()
    assert extracted.title == "On milk & butter"
    assert (extracted.author, extracted.publisher) == ("Ana Roe", "The Weir Post")
    assert (extracted.published_on, extracted.language) == ("2026-05-04", "en")
    assert "without its scripts" in extracted.warnings[0][0]


def test_the_markup_and_character_codes_of_a_body_are_read():
    body = (
        "<p>Milk became <b>dearer</b>.</p><p>R&amp;D says so:<br>4 &lt; 5</p>" + f"<p>{WORDS}</p>"
    )
    extracted = extract_text(create_page(json.dumps(ARTICLE | {"articleBody": body})), HTML)
    assert extracted.text.startswith("Milk became dearer.\nR&D says so:\n4 < 5\nMilk became")


def test_an_article_that_is_shown_is_preferred():
    shown = "<article>" + "".join(
        f"<p>Butter became cheaper in shop {n}, they say, and {n} people bought it.</p>"
        for n in range(9)
    )
    extracted = extract_text(create_page(json.dumps(ARTICLE), body=shown + "</article>"), HTML)
    assert "Butter became cheaper" in extracted.text and "Milk" not in extracted.text


def test_the_metadata_of_the_page_complete_those_of_the_article():
    head = '<title>Milk | The Weir</title><meta name="author" content="Ana Roe">'
    other = json.dumps({"@type": "NewsArticle", "headline": "Other", "datePublished": "2019-01-01"})
    silent = {"@type": "NewsArticle", "articleBody": WORDS, "author": {"@id": "#bo"}}
    person = json.dumps({"@id": "#bo", "@type": "Person", "name": "Bo Lee"})
    page = create_page(other, json.dumps(silent | {"datePublished": 1594634400}), person)
    extracted = extract_text(page.replace(b"<head>", b"<head>" + head.encode()), HTML)
    assert (extracted.title, extracted.author) == ("Milk | The Weir", "Bo Lee")
    assert (extracted.published_on, extracted.language) == ("2020-07-13", "en")
    assert (
        "several authors: Bo Lee / Ana Roe" in extracted.warnings[1][0] % extracted.warnings[1][1]
    )


def test_a_json_file_is_read_if_it_has_an_article():
    extracted = extract_text(json.dumps(ARTICLE).encode(), JSON)
    assert (extracted.text, extracted.title) == (WORDS, "On milk & butter")
    assert (extracted.author, extracted.publisher) == ("Ana Roe", "The Weir Post")
    assert (extracted.published_on, extracted.media_type) == ("2026-05-04", JSON)
    with pytest.raises(ParseError, match="JSON data without an article"):
        extract_text(b'{"rows": [1, 2]}', JSON)


@pytest.mark.parametrize(
    "document",
    ["{", "[" * 100_000, '{"articleBody": 7}', '{"articleBody": " "}', "null", '"a"', ""],
)
def test_json_without_an_article_is_ignored(document):
    with pytest.raises(ParseError, match="No article was found"):
        extract_text(create_page(document), HTML)
