"""A source comes in through the desk: read, its body marked, captured."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from factcheck.desk.sources import capture_forms
from sources.models import Passage, Snapshot, Source
from tests import given

READ, KEEP = "/desk/sources/capture/", "/desk/sources/capture/keep/"
KNOWN = {
    "kind": "article",
    "title": "On milk",
    "language": "en",
    "published_precision": "unknown",
    "extent": "whole",
}
TEXT = "Read also: ten recipes. Milk became dearer. Farmers say so. Comments (3)"
BODY = {"first_words": "Milk became", "last_words": "say so."}


def marked(page: str) -> dict:
    """What the second step would send of what the first one read."""
    sealed = re.search(r'name="extract" value="([^"]+)"', page)[1]
    return KNOWN | {"extract": sealed}


def captured(desk, **changed):
    page = desk.post(READ, KNOWN | {"text": TEXT}).content.decode()
    return desk.post(KEEP, marked(page) | BODY | changed)


def test_a_pasted_text_is_captured_with_its_body(at_the_desk):
    answer = captured(at_the_desk("ana"))
    snapshot = Snapshot.objects.get()
    assert answer["Location"] == f"/desk/sources/snapshot/{snapshot.pk}/change/"
    ((start, end),) = snapshot.body.spans
    assert snapshot.text[start:end] == "Milk became dearer. Farmers say so."
    assert (snapshot.source.title, snapshot.captured_by) == ("On milk", given.person("ana"))


def test_the_whole_text_is_proposed_as_the_body(at_the_desk):
    page = at_the_desk("ana").post(READ, KNOWN | {"text": TEXT}).content.decode()
    assert f"[[0, {len(TEXT)}]]" in page
    assert not Source.objects.exists()


def test_the_parts_that_were_selected_are_the_body(at_the_desk):
    captured(at_the_desk("ana"), spans="[[24, 43], [44, 59]]", first_words="", last_words="")
    assert Snapshot.objects.get().body.spans == [[24, 43], [44, 59]]


def test_excerpts_are_captured_with_their_cuts_outside_the_body(at_the_desk):
    ana = at_the_desk("ana")
    told = KNOWN | {"extent": "excerpt", "text": "Milk became dearer.\r\n[...]\r\nFarmers say so."}
    page = ana.post(READ, told).content.decode()
    spans = re.search(r'name="spans" value="([^"]+)"', page)[1]
    ana.post(KEEP, marked(page) | {"extent": "excerpt", "spans": spans})
    snapshot = Snapshot.objects.get()
    parts = [snapshot.text[start:end] for start, end in snapshot.body.spans]
    assert parts == ["Milk became dearer.", "Farmers say so."]


def test_a_saved_page_is_read_with_what_its_markup_says(at_the_desk):
    words = " ".join(["Milk became dearer this year, farmers say."] * 12)
    html = f"<html><head><title>On milk</title></head><body><article><p>{words}</p></article>"
    file = SimpleUploadedFile("milk.html", html.encode(), "text/html")
    page = at_the_desk("ana").post(READ, KNOWN | {"title": "", "file": file}).content.decode()
    assert "Milk became dearer" in page
    assert 'value="On milk"' in page


@pytest.mark.parametrize(
    ("told", "sentence"),
    [
        ({}, "Give an address, paste the text or give a file."),
        ({"text": "   "}, "Give an address, paste the text or give a file."),
        ({"text": TEXT, "published_on": "2024-03-01"}, "how exactly it is known"),
        ({"text": TEXT, "url": "nowhere"}, "Enter a valid URL."),
    ],
)
def test_what_cannot_be_used_is_said_and_nothing_typed_is_lost(at_the_desk, told, sentence):
    answer = at_the_desk("ana").post(READ, KNOWN | {"author": "A. Reporter"} | told)
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert 'value="A. Reporter"' in answer.content.decode()


@pytest.mark.parametrize(
    ("raw", "sentence"),
    [(b"\xff\xfa\xfb", "Say which encoding it has."), (b"a\x00b", "it holds null characters")],
)
def test_a_file_that_cannot_be_read_is_refused_with_a_sentence(at_the_desk, raw, sentence):
    told = KNOWN | {"file": SimpleUploadedFile("milk.txt", raw), "note": "From the archive."}
    answer = at_the_desk("ana").post(READ, told)
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert "From the archive." in answer.content.decode()


def test_a_file_is_read_in_the_encoding_that_is_named(at_the_desk):
    raw = "Молоко подорожало.".encode("cp1251")
    told = KNOWN | {"file": SimpleUploadedFile("milk.txt", raw), "encoding": "cp1251"}
    assert "Молоко" in at_the_desk("ana").post(READ, told).content.decode()


@pytest.mark.parametrize(
    "changed",
    [
        {"first_words": "Butter"},
        {"first_words": "", "last_words": "", "spans": "[[5, 2]]"},
        {"first_words": "", "last_words": "", "spans": "[[0, 999]]"},
        {"first_words": "", "last_words": "", "spans": "nonsense"},
        {"first_words": "", "last_words": "", "spans": "[]"},
        {"published_on": "2024-03-01"},
    ],
)
def test_a_body_that_is_not_in_the_text_is_refused_and_the_text_is_kept(at_the_desk, changed):
    answer = captured(at_the_desk("ana"), note="A note.", **changed)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Farmers say so." in page and "A note." in page
    assert not Source.objects.exists() and not Snapshot.objects.exists()


def test_a_text_that_was_changed_on_its_way_is_not_captured(at_the_desk):
    answer = at_the_desk("ana").post(KEEP, KNOWN | {"extract": "forged"} | BODY)
    assert answer["Location"] == READ
    assert not Snapshot.objects.exists()


def test_the_same_text_of_the_same_source_leads_to_what_is_there(at_the_desk):
    ana = at_the_desk("ana")
    captured(ana)
    known = Snapshot.objects.get()
    answer = captured(ana, source=known.source_id)
    assert answer["Location"] == f"/desk/sources/snapshot/{known.pk}/change/"
    assert Snapshot.objects.count() == 1


def test_words_are_quoted_on_the_page_of_a_snapshot(at_the_desk):
    snapshot, ana = given.snapshot(), at_the_desk("ana")
    address = f"/desk/sources/snapshot/{snapshot.pk}/quote/"
    told = {"exact": given.DOUBT, "prefix": "", "suffix": "", "voice": "asserts", "speaker": ""}
    passage_page = ana.post(address, told)["Location"]
    passage = Passage.objects.get()
    assert passage_page.endswith(f"#p-{passage.public_id}")
    page = ana.get(passage_page).content.decode()
    link = f'<a href="#of-{passage.public_id}" draggable="false">{given.DOUBT}</a>'
    assert f'<mark id="p-{passage.public_id}">{link}</mark>' in page


def test_words_outside_the_body_cannot_be_quoted(at_the_desk):
    snapshot = given.snapshot(TEXT, body=[[24, 59]])
    answer = at_the_desk("ana").post(
        f"/desk/sources/snapshot/{snapshot.pk}/quote/", {"exact": "ten recipes", "voice": "asserts"}
    )
    assert answer.status_code == 409
    assert "outside the article" in answer.content.decode()
    assert "ten recipes</textarea>" in answer.content.decode()


def test_marking_the_body_anew_needs_a_reason(at_the_desk):
    snapshot, ana = given.snapshot(TEXT), at_the_desk("ana")
    address = f"/desk/sources/snapshot/{snapshot.pk}/body/"
    assert ana.post(address, BODY).status_code == 409
    ana.post(address, BODY | {"reason": "The comments were in it."})
    assert snapshot.body.spans == [[24, 59]]
    assert snapshot.bodies.count() == 2


def test_what_is_pasted_is_taken_to_be_in_the_language_of_the_desk(at_the_desk):
    page = at_the_desk("ana").post(READ, KNOWN | {"language": "", "text": TEXT}).content.decode()
    assert 'name="language" value="en"' in page


def test_only_the_newest_sources_are_offered_and_any_other_is_captured_from_its_page(
    at_the_desk, monkeypatch
):
    monkeypatch.setattr(capture_forms, "OFFERED", 2)
    old, *_, new = (given.snapshot(title=f"Paper {n}").source for n in range(4))
    offered = at_the_desk("ana").get(READ).content.decode()
    assert f'<option value="{new.pk}">' in offered
    assert f'<option value="{old.pk}"' not in offered
    opened = at_the_desk("ana").get(f"{READ}?source={old.public_id}").content.decode()
    assert f'<option value="{old.pk}" selected>' in opened
    sent = at_the_desk("ana").post(READ, KNOWN | {"source": old.pk, "text": TEXT})
    assert f'<option value="{old.pk}" selected>' in sent.content.decode()
    kept = at_the_desk("ana").post(
        KEEP, marked(sent.content.decode()) | BODY | {"source": str(old.pk)}
    )
    assert kept.status_code == 302
    assert Snapshot.objects.latest("pk").source == old
