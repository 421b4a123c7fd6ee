"""What is written when a source is brought in, and what makes nothing."""

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given as drawn
from hypothesis import strategies as st

from sources.capture import (
    NotCaptured,
    between,
    capture,
    captured_before,
    check_spans,
    excerpt,
    mark_body,
    new_source,
)
from sources.extraction.text import Extract
from sources.models import Snapshot, Source
from sources.models.snapshot import CUT, digest
from tests import given

TEXT = Extract("The first words. The last words.", "text/plain", "text")


def captured(source=None, text=TEXT, **described):
    ana = given.person("ana")
    source = source or new_source(by=ana, at=given.moment(), title="A title")
    return capture(source, text, by=ana, at=given.moment(), **described)


def test_a_capture_keeps_the_text_with_its_digest(db):
    snapshot, is_new = captured()
    assert is_new
    assert (snapshot.text, snapshot.sha256) == (TEXT.text, digest(TEXT.text))
    assert snapshot.body.spans == [[0, len(TEXT.text)]]


def test_the_same_text_of_the_same_source_makes_no_second_snapshot(db):
    first, _ = captured()
    again, is_new = captured(first.source)
    assert (again, is_new) == (first, False)
    assert Snapshot.objects.count() == 1


def test_another_text_of_the_same_source_is_a_second_snapshot(db):
    first, _ = captured()
    second, is_new = captured(first.source, Extract("Other words.", "text/plain", "text"))
    assert is_new
    assert set(first.source.snapshots.all()) == {first, second}


def test_a_text_that_was_captured_is_found_by_its_words(db):
    first, _ = captured()
    assert captured_before(TEXT.text) == first
    assert captured_before(TEXT.text + " ") is None


@pytest.mark.parametrize("body", [[], [[3, 3]], [[5, 2]], [[0, 9], [4, 12]], [[0, 999]], [[1]]])
def test_a_body_that_is_not_in_the_text_captures_nothing(db, body):
    source = given.snapshot().source
    count = Snapshot.objects.count()
    with pytest.raises(NotCaptured):
        captured(source, body=body)
    assert Snapshot.objects.count() == count


def test_marking_anew_says_why(db):
    snapshot, _ = captured()
    with pytest.raises(NotCaptured, match="Say why"):
        mark_body(snapshot, [[0, 5]], by=given.person("bo"), at=given.moment(), reason=" ")
    mark_body(snapshot, [[0, 5]], by=given.person("bo"), at=given.moment(), reason="Teasers.")
    assert snapshot.body.spans == [[0, 5]]
    assert snapshot.bodies.count() == 2


def test_a_date_without_a_precision_makes_no_source(db):
    with pytest.raises(ValidationError, match="how exactly it is known"):
        new_source(by=given.person("ana"), at=given.moment(), published_on="2022-12-22")
    assert not Source.objects.exists()


@drawn(st.lists(st.text(min_size=1, max_size=20), min_size=1, max_size=5))
def test_the_fragments_of_an_excerpt_are_its_body(fragments):
    text, spans = excerpt(fragments)
    assert [text[start:end] for start, end in spans] == fragments
    assert text == CUT.join(fragments)
    check_spans(text, spans)


@pytest.mark.parametrize(
    ("first", "last", "span"),
    [
        ("", "", [0, 32]),
        ("The last", "", [17, 32]),
        ("", "first words.", [0, 16]),
        ("The", "words.", [0, 32]),
        ("first", "last", [4, 25]),
    ],
)
def test_the_body_is_marked_by_its_first_and_last_words(first, last, span):
    assert between(TEXT.text, first, last) == [span]


@pytest.mark.parametrize(("first", "last"), [("absent", ""), ("", "absent"), ("last", "first")])
def test_words_that_are_not_there_mark_nothing(first, last):
    with pytest.raises(NotCaptured, match="not in the text, in this order"):
        between(TEXT.text, first, last)
