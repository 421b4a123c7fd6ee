"""Capturing a source at the desk: extracting the text, selecting the article, and saving."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from factcheck.desk.sources import capture_forms
from sources.models import Passage, Publisher, Snapshot, Source
from tests import given

READ, SAVE = "/desk/sources/capture/", "/desk/sources/capture/save/"
SOURCE = {
    "kind": "article",
    "title": "On milk",
    "language": "en",
    "published_precision": "unknown",
    "extent": "whole",
}
TEXT = "Read also: ten recipes. Milk became dearer. Farmers say so. Comments (3)"
ARTICLE = {"first_words": "Milk became", "last_words": "say so."}


def get_preview_data(page: str) -> dict:
    """The data that the form of the second step sends."""
    extract = re.search(r'name="extract" value="([^"]+)"', page)[1]
    return SOURCE | {"extract": extract}


def capture(desk, **changes):
    page = desk.post(READ, SOURCE | {"text": TEXT}).content.decode()
    return desk.post(SAVE, get_preview_data(page) | ARTICLE | changes)


def test_a_pasted_text_is_captured_with_its_article_text(desk_client):
    response = capture(desk_client("ana"))
    snapshot = Snapshot.objects.get()
    assert response["Location"] == f"/desk/sources/snapshot/{snapshot.pk}/change/"
    ((start, end),) = snapshot.article_text.spans
    assert snapshot.text[start:end] == "Milk became dearer. Farmers say so."
    assert (snapshot.source.title, snapshot.captured_by) == ("On milk", given.person("ana"))


def test_archiving_can_be_forbidden_when_a_text_is_pasted(desk_client):
    ana = desk_client("ana")
    page = ana.post(READ, SOURCE | {"text": TEXT}).content.decode()
    assert 'name="keep_inside"' in page
    ana.post(SAVE, get_preview_data(page) | ARTICLE | {"keep_inside": "on"})
    assert not Source.objects.get().can_be_archived


def test_the_whole_text_is_selected_at_first(desk_client):
    page = desk_client("ana").post(READ, SOURCE | {"text": TEXT}).content.decode()
    assert f"[[0, {len(TEXT)}]]" in page
    assert not Source.objects.exists()


def test_the_selected_parts_are_the_article_text(desk_client):
    capture(desk_client("ana"), spans="[[24, 43], [44, 59]]", first_words="", last_words="")
    assert Snapshot.objects.get().article_text.spans == [[24, 43], [44, 59]]


def test_the_gaps_between_excerpts_are_not_part_of_the_article_text(desk_client):
    ana = desk_client("ana")
    data = SOURCE | {"extent": "excerpt", "text": "Milk became dearer.\r\n[...]\r\nFarmers say so."}
    page = ana.post(READ, data).content.decode()
    spans = re.search(r'name="spans" value="([^"]+)"', page)[1]
    ana.post(SAVE, get_preview_data(page) | {"extent": "excerpt", "spans": spans})
    snapshot = Snapshot.objects.get()
    parts = [snapshot.text[start:end] for start, end in snapshot.article_text.spans]
    assert parts == ["Milk became dearer.", "Farmers say so."]


def test_a_saved_web_page_is_captured_with_its_metadata(desk_client):
    words = " ".join(["Milk became dearer this year, farmers say."] * 12)
    html = f"<html><head><title>On milk</title></head><body><article><p>{words}</p></article>"
    file = SimpleUploadedFile("milk.html", html.encode(), "text/html")
    page = desk_client("ana").post(READ, SOURCE | {"title": "", "file": file}).content.decode()
    assert "Milk became dearer" in page
    assert 'value="On milk"' in page


def test_captions_are_labelled_before_and_after_saving_and_where_they_are_quoted(desk_client):
    words = " ".join(["Milk became dearer this year, farmers say."] * 12)
    html = (
        f"<html lang=en><article><h1>On milk</h1><p>{words}</p><figure><img src=cow.jpg>"
        "<figcaption>A cow on the market in May</figcaption></figure><p>It may fall.</p></article>"
    )
    file = SimpleUploadedFile("milk.html", html.encode(), "text/html")
    ana = desk_client("ana")
    page = ana.post(READ, SOURCE | {"file": file}).content.decode()
    labelled = '<i class="part-label" data-label="caption"></i><span>A cow on the market in May'
    assert labelled in page
    ana.post(SAVE, find_values(page) | {"first_words": "", "last_words": ""})
    snapshot = Snapshot.objects.get()
    by = given.person("ana")
    snapshot.quote("A cow on the market", by=by, at=given.moment(), voice="asserts")
    page = ana.get(f"/desk/sources/snapshot/{snapshot.pk}/change/").content.decode()
    assert '<i class="part-label" data-label="caption"></i>' in page
    assert "own statement, caption</span>" in page


PAGE = """<html><head><title>On milk</title>{head}</head><body><article><h1>On milk</h1>{before}
<p>The office says that milk became dearer this year, and the farmers doubt that it was the price of
the fodder, because it had been higher in the years before and no one had raised the price then.</p>
<p>The minister did not say in 2021 where his figure came from.</p></article></body></html>"""


def preview(desk, head="", before="", **fields) -> str:
    html = PAGE.format(head=head, before=before).encode()
    file = SimpleUploadedFile("milk.html", html, "text/html")
    data = SOURCE | {"title": "", "language": "", "file": file} | fields
    return desk.post(READ, data).content.decode()


def find_values(page: str) -> dict[str, str]:
    """The values of the fields and the chosen options of the form."""
    inputs = re.findall(r'<input[^>]* name="(\w+)" value="([^"]*)"', page)
    options = re.findall(r'<select name="(\w+)".*?</select>', page, re.DOTALL)
    chosen = {
        name: (
            re.findall(rf'<select name="{name}".*?<option value="(\w*)" selected', page, re.DOTALL)
            or [""]
        )[0]
        for name in options
    }
    return dict(inputs) | chosen


@pytest.mark.parametrize(
    ("head", "before", "day", "precision"),
    [
        ("", "", "", "unknown"),
        ('<meta property="article:modified_time" content="2024-02-02">', "", "", "unknown"),
        ('<meta property="article:published_time" content="2020-07-13">', "", "2020-07-13", "day"),
        ('<meta name="dcterms.issued" content="2020-07">', "", "2020-07-01", "month"),
        ('<meta name="dcterms.issued" content="2020">', "", "2020-01-01", "year"),
        ("", '<time datetime="2020-07-13">Monday</time>', "2020-07-13", "day"),
    ],
)
def test_the_date_that_the_page_declares_is_proposed(desk_client, head, before, day, precision):
    values = find_values(preview(desk_client("ana"), head, before))
    assert (values.get("published_on", ""), values["published_precision"]) == (day, precision)


def test_what_the_page_declares_is_saved_with_the_source(desk_client):
    house = Publisher.objects.create(name="The House")
    head = (
        '<meta name="author" content="Ana Writer"><meta name="dcterms.issued" content="2020-07">'
        '<meta property="og:site_name" content="the house"><meta name="language" content="en-GB">'
    )
    ana = desk_client("ana")
    page = preview(ana, head)
    ana.post(SAVE, find_values(page) | {"first_words": "", "last_words": ""})
    source = Source.objects.get()
    assert (source.title, source.author, source.language) == ("On milk", "Ana Writer", "en-GB")
    assert (source.publisher, str(source.published_on)) == (house, "2020-07-01")
    assert source.published_precision == "month"
    assert "Check before saving" not in page


def test_what_the_user_typed_is_kept(desk_client):
    head = '<meta name="author" content="Ana Writer"><meta name="dcterms.issued" content="2020-07">'
    typed = {"author": "Bo R.", "published_on": "2019-01-01", "published_precision": "year"}
    values = find_values(preview(desk_client("ana"), head, **typed))
    assert typed.items() <= values.items()


@pytest.mark.parametrize(
    ("head", "check"),
    [
        (
            '<meta property="og:site_name" content="New &lt;House&gt;">',
            "“New &lt;House&gt;”, which is",
        ),
        ('<meta name="pubdate" content="05/06/2020">', "“05/06/2020” as its date"),
        ('<meta property="og:updated_time" content="2024-02-02">', "changed on 2024-02-02"),
        ('<meta charset="windows-1252">', ""),
        ('<meta name="dcterms.issued" content="2999">', "in the future: 2999"),
        ('<meta name="author" content="A."><meta name="byl" content="B.">', "several authors"),
    ],
)
def test_what_has_to_be_checked_is_shown_before_saving(desk_client, head, check):
    page = preview(desk_client("ana"), head)
    assert check in page and bool(check) == ("Check before saving" in page)


def test_a_conflict_of_encodings_is_shown(desk_client):
    html = PAGE.format(head='<meta charset="utf-8">', before="<p>Größe</p>").encode("cp1252")
    file = SimpleUploadedFile("milk.html", html, "text/html")
    data = SOURCE | {"file": file, "encoding": "windows-1252"}
    page = desk_client("ana").post(READ, data).content.decode()
    assert "It was read as windows-1252" in page and "declared as utf-8" in page


def test_a_guessed_language_is_marked_and_asked(desk_client):
    asked = "does not declare its language. Is this right?"
    page = preview(desk_client("ana"))
    assert find_values(page)["language"] == "en" and asked in page
    declared = preview(desk_client("ana"), '<meta name="dc.language" content="en">')
    assert find_values(declared)["language"] == "en" and asked not in declared


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({}, "Give a URL, paste the text or upload a file."),
        ({"text": "   "}, "Give a URL, paste the text or upload a file."),
        ({"text": TEXT, "published_on": "2024-03-01"}, "together with its precision"),
        ({"text": TEXT, "url": "nowhere"}, "Enter a valid URL."),
    ],
)
def test_invalid_entries_are_refused_and_the_form_is_kept(desk_client, fields, message):
    response = desk_client("ana").post(READ, SOURCE | {"author": "A. Reporter"} | fields)
    assert response.status_code == 422
    assert message in response.content.decode()
    assert 'value="A. Reporter"' in response.content.decode()


@pytest.mark.parametrize(
    ("raw", "message"),
    [
        (b"\xff\xfa\xfb", "byte 0 cannot be read. It could be"),
        (b"a\x00b", "it contains null characters"),
        (b"\x89PNG\r\n\x1a\n\x00", "This is a PNG picture."),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_with_a_message(desk_client, raw, message):
    data = SOURCE | {"file": SimpleUploadedFile("milk.txt", raw), "note": "From the archive."}
    response = desk_client("ana").post(READ, data)
    assert response.status_code == 422
    assert message in response.content.decode()
    assert "From the archive." in response.content.decode()


def test_a_file_is_read_in_the_given_encoding(desk_client):
    raw = "Молоко подорожало.".encode("cp1251")
    data = SOURCE | {"file": SimpleUploadedFile("milk.txt", raw), "encoding": "cp1251"}
    assert "Молоко" in desk_client("ana").post(READ, data).content.decode()


@pytest.mark.parametrize(
    "changes",
    [
        {"first_words": "Butter"},
        {"first_words": "", "last_words": "", "spans": "[[5, 2]]"},
        {"first_words": "", "last_words": "", "spans": "[[0, 999]]"},
        {"first_words": "", "last_words": "", "spans": "nonsense"},
        {"first_words": "", "last_words": "", "spans": "[]"},
        {"published_on": "2024-03-01"},
    ],
)
def test_an_article_text_outside_the_text_is_refused_and_the_text_is_kept(desk_client, changes):
    response = capture(desk_client("ana"), note="A note.", **changes)
    page = response.content.decode()
    assert response.status_code == 409
    assert "Farmers say so." in page and "A note." in page
    assert not Source.objects.exists() and not Snapshot.objects.exists()


def test_a_text_that_was_changed_between_the_steps_is_not_captured(desk_client):
    response = desk_client("ana").post(SAVE, SOURCE | {"extract": "forged"} | ARTICLE)
    assert response["Location"] == READ
    assert not Snapshot.objects.exists()


def test_the_same_text_of_the_same_source_is_the_existing_snapshot(desk_client):
    ana = desk_client("ana")
    capture(ana)
    snapshot = Snapshot.objects.get()
    response = capture(ana, source=snapshot.source_id)
    assert response["Location"] == f"/desk/sources/snapshot/{snapshot.pk}/change/"
    assert Snapshot.objects.count() == 1


def test_words_are_quoted_on_the_page_of_a_snapshot(desk_client):
    snapshot, ana = given.snapshot(), desk_client("ana")
    url = f"/desk/sources/snapshot/{snapshot.pk}/quote/"
    data = {"exact": given.DOUBT, "prefix": "", "suffix": "", "voice": "asserts", "speaker": ""}
    passage_page = ana.post(url, data)["Location"]
    passage = Passage.objects.get()
    assert passage_page.endswith(f"#p-{passage.public_id}")
    page = ana.get(passage_page).content.decode()
    link = f'<a href="#of-{passage.public_id}" draggable="false">{given.DOUBT}</a>'
    assert f'<mark id="p-{passage.public_id}">{link}</mark>' in page


def test_words_outside_the_article_text_cannot_be_quoted(desk_client):
    snapshot = given.snapshot(TEXT, article_spans=[[24, 59]])
    response = desk_client("ana").post(
        f"/desk/sources/snapshot/{snapshot.pk}/quote/", {"exact": "ten recipes", "voice": "asserts"}
    )
    assert response.status_code == 422
    assert "outside the article" in response.content.decode()
    assert "ten recipes</textarea>" in response.content.decode()


def test_changing_the_article_text_needs_a_reason(desk_client):
    snapshot, ana = given.snapshot(TEXT), desk_client("ana")
    url = f"/desk/sources/snapshot/{snapshot.pk}/article-text/"
    assert ana.post(url, ARTICLE).status_code == 409
    ana.post(url, ARTICLE | {"reason": "The comments were in it."})
    assert snapshot.article_text.spans == [[24, 59]]
    assert snapshot.article_texts.count() == 2


def test_the_language_of_the_desk_is_proposed_for_a_pasted_text(desk_client):
    page = desk_client("ana").post(READ, SOURCE | {"language": "", "text": TEXT}).content.decode()
    assert 'name="language" value="en"' in page


def test_only_the_newest_sources_and_the_chosen_one_can_be_selected(desk_client, monkeypatch):
    monkeypatch.setattr(capture_forms, "MAX_SOURCE_CHOICES", 2)
    old, *_, new = (given.snapshot(title=f"Paper {n}").source for n in range(4))
    page = desk_client("ana").get(READ).content.decode()
    assert f'<option value="{new.pk}">' in page
    assert f'<option value="{old.pk}"' not in page
    page = desk_client("ana").get(f"{READ}?source={old.public_id}").content.decode()
    assert f'<option value="{old.pk}" selected>' in page
    response = desk_client("ana").post(READ, SOURCE | {"source": old.pk, "text": TEXT})
    assert f'<option value="{old.pk}" selected>' in response.content.decode()
    response = desk_client("ana").post(
        SAVE, get_preview_data(response.content.decode()) | ARTICLE | {"source": str(old.pk)}
    )
    assert response.status_code == 302
    assert Snapshot.objects.latest("pk").source == old
