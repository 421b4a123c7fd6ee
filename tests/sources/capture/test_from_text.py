"""Captured texts become snapshots; the same text of a source becomes one snapshot."""

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given as given_strategies
from hypothesis import strategies as st

from sources.capture import (
    CaptureError,
    capture_text,
    create_source,
    find_duplicate_text,
    find_spans_between,
    join_excerpts,
    select_article_text,
    validate_spans,
)
from sources.extraction.extracted_text import ExtractedText
from sources.models import Snapshot, Source
from sources.models.snapshot import EXCERPT_SEPARATOR, compute_sha256
from tests import given

TEXT = ExtractedText("The first words. The last words.", "text/plain", "text")


def capture(source=None, text=TEXT, **options):
    ana = given.person("ana")
    source = source or create_source(by=ana, at=given.moment(), title="A title")
    return capture_text(source, text, by=ana, at=given.moment(), **options)


def test_a_capture_stores_the_text_with_its_sha256(db):
    snapshot, is_new = capture()
    assert is_new
    assert (snapshot.text, snapshot.sha256) == (TEXT.text, compute_sha256(TEXT.text))
    assert snapshot.article_text.spans == [[0, len(TEXT.text)]]


def test_the_same_text_of_the_same_source_makes_no_second_snapshot(db):
    first, _ = capture()
    second, is_new = capture(first.source)
    assert (second, is_new) == (first, False)
    assert Snapshot.objects.count() == 1


def test_another_text_of_the_same_source_is_a_second_snapshot(db):
    first, _ = capture()
    second, is_new = capture(first.source, ExtractedText("Other words.", "text/plain", "text"))
    assert is_new
    assert set(first.source.snapshots.all()) == {first, second}


def test_a_captured_text_is_found_as_a_duplicate(db):
    first, _ = capture()
    assert find_duplicate_text(TEXT.text) == first
    assert find_duplicate_text(TEXT.text + " ") is None


@pytest.mark.parametrize("spans", [[], [[3, 3]], [[5, 2]], [[0, 9], [4, 12]], [[0, 999]], [[1]]])
def test_invalid_article_spans_capture_nothing(db, spans):
    source = given.snapshot().source
    count = Snapshot.objects.count()
    with pytest.raises(CaptureError):
        capture(source, article_spans=spans)
    assert Snapshot.objects.count() == count


def test_changing_the_article_text_requires_a_reason(db):
    snapshot, _ = capture()
    with pytest.raises(CaptureError, match="Say why"):
        select_article_text(
            snapshot, [[0, 5]], by=given.person("bo"), at=given.moment(), reason=" "
        )
    select_article_text(
        snapshot, [[0, 5]], by=given.person("bo"), at=given.moment(), reason="Teasers."
    )
    assert snapshot.article_text.spans == [[0, 5]]
    assert snapshot.article_texts.count() == 2


def test_a_source_with_a_date_but_no_precision_is_refused(db):
    with pytest.raises(ValidationError, match="how exactly it is known"):
        create_source(by=given.person("ana"), at=given.moment(), published_on="2022-12-22")
    assert not Source.objects.exists()


@given_strategies(st.lists(st.text(min_size=1, max_size=20), min_size=1, max_size=5))
def test_the_excerpts_are_the_article_text(excerpts):
    text, spans = join_excerpts(excerpts)
    assert [text[start:end] for start, end in spans] == excerpts
    assert text == EXCERPT_SEPARATOR.join(excerpts)
    validate_spans(text, spans)


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
def test_the_article_is_selected_by_its_first_and_last_words(first, last, span):
    assert find_spans_between(TEXT.text, first, last) == [span]


@pytest.mark.parametrize(("first", "last"), [("absent", ""), ("", "absent"), ("last", "first")])
def test_first_and_last_words_that_are_not_in_the_text_are_refused(first, last):
    with pytest.raises(
        CaptureError, match="does not contain these first words followed by these last words"
    ):
        find_spans_between(TEXT.text, first, last)
