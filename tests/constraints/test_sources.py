"""A snapshot matches its digest, and a passage matches one place of its snapshot."""

import pytest

from sources.capture import select_article_text
from sources.models.snapshot import compute_sha256
from tests import given
from tests.helpers.attacks import assert_allowed, assert_refused, insert_row

pytestmark = [pytest.mark.database, pytest.mark.django_db]

TEXT_DIFFERS = "The snapshot has different text at this place."
INSIDE = "A passage and its context must be inside one span of the article text."
ONE_PLACE = "With its context, a passage must match exactly one place"


# ── snapshots ─────────────────────────────────────────────────────────────────────────────────────
def snapshot_row(text: str, **changed) -> dict:
    snapshot = given.snapshot()
    return {
        "public_id": "aaaaaaaaaa",
        "source_id": snapshot.source_id,
        "extent": "whole",
        "text": text,
        "sha256": compute_sha256(text),
        "media_type": "text/plain",
        "extractor": "text",
        "captured_at": given.moment(),
        "captured_by_id": given.person("ana").pk,
        "note": "",
        "parts": "[]",
        "added": "{}",
    } | changed


def test_a_snapshot_with_its_digest_is_allowed():
    with assert_allowed():
        insert_row("sources_snapshot", **snapshot_row("Other words. Größe: 17 – 70 %."))


@pytest.mark.parametrize("wrong", ["0" * 64, compute_sha256("Other words"), ""])
def test_a_snapshot_with_a_wrong_digest_is_refused(wrong):
    with assert_refused("The digest does not match the text."):
        insert_row("sources_snapshot", **snapshot_row("Other words.", sha256=wrong))


def test_a_snapshot_with_other_line_endings_is_refused():
    with assert_refused("Line endings must be LF."):
        insert_row("sources_snapshot", **snapshot_row("Other\r\nwords."))


def test_a_second_snapshot_of_the_same_text_is_refused():
    with assert_refused("one_snapshot_per_text"):
        insert_row("sources_snapshot", **snapshot_row(given.TEXT))


def test_an_empty_snapshot_is_refused():
    with assert_refused("snapshot_has_text"):
        insert_row("sources_snapshot", **snapshot_row(""))


# ── article texts ─────────────────────────────────────────────────────────────────────────────────
def insert_article_text(snapshot, spans: str) -> None:
    insert_row(
        "sources_articletext",
        snapshot_id=snapshot.pk,
        spans=spans,
        created_at=given.moment(),
        created_by_id=given.person("ana").pk,
        reason="",
    )


@pytest.mark.parametrize("spans", ["{{0,10}}", "{{0,10},{10,20}}", "{{3,4},{7,9},{20,21}}"])
def test_spans_inside_the_text_are_allowed(spans):
    snapshot = given.snapshot()
    with assert_allowed():
        insert_article_text(snapshot, spans)


@pytest.mark.parametrize(
    "spans",
    [
        "{{10,5}}",
        "{{5,5}}",
        "{{0,10},{5,20}}",
        "{{10,20},{0,5}}",
        "{{0,100000}}",
        "{{-1,5}}",
        "{{NULL,5}}",
        "{{0,NULL}}",
        "{{0,5,9}}",
        "{{0}}",
    ],
)
def test_spans_out_of_order_are_refused(spans):
    snapshot = given.snapshot()
    with assert_refused("The spans of an article text must be in order and inside the text."):
        insert_article_text(snapshot, spans)


@pytest.mark.parametrize("spans", ["{}", "{0,10}", "{{{0,10}}}", "[1:1][0:1]={{0,10}}"])
def test_an_article_text_of_another_shape_is_refused(spans):
    snapshot = given.snapshot()
    with assert_refused("An article text needs at least one span with a start and an end."):
        insert_article_text(snapshot, spans)


# ── passages ──────────────────────────────────────────────────────────────────────────────────────
def passage_row(snapshot, exact: str, before="", after="", **changed) -> dict:
    start = snapshot.text.find(exact)
    return {
        "public_id": "bbbbbbbbbb",
        "snapshot_id": snapshot.pk,
        "article_text_id": snapshot.article_text.pk,
        "start": start,
        "end": start + len(exact),
        "exact": exact,
        "before": before,
        "after": after,
        "voice": "asserts",
        "speaker": "",
        "quoted_at": given.moment(),
        "quoted_by_id": given.person("ana").pk,
    } | changed


def test_a_passage_at_its_place_is_allowed():
    snapshot = given.snapshot()
    with assert_allowed():
        insert_row("sources_passage", **passage_row(snapshot, given.OFFICE, "reported ", " for"))


DIRECTIVES = {
    "": True,
    "text=a": True,
    "text=a%20rise,percent": True,
    "text=that-,a%2Drise,percent,-for": True,
    "text=": False,
    "text=a-rise": False,
    "text=a rise": False,
    "text=a&text=b": False,
    "text=a#b": False,
    "text=a%2": False,
    "text=a,b,c": False,
    "text=é": False,
    "text=a\n": False,
    "x=a": False,
    '" onclick="x': False,
}


@pytest.mark.parametrize("directive", DIRECTIVES)
def test_a_directive_that_is_no_text_directive_is_refused(directive):
    row = passage_row(given.snapshot(), given.OFFICE, directive=directive)
    is_allowed = DIRECTIVES[directive]
    constraint = "passage_directive_is_text_directive"
    with assert_allowed() if is_allowed else assert_refused(constraint):
        insert_row("sources_passage", **row)


@pytest.mark.parametrize(
    "changed",
    [
        {"exact": "a rise of 40 percent"},
        {"exact": "a rise of 5 percent"},
        {"exact": "A RISE OF 4 PERCENT"},
        {"start": 0, "end": len(given.OFFICE)},
        {"end": 10_000},
        {"before": "recorded "},
        {"after": " and for"},
        {"before": "x" * 5000},
    ],
)
def test_a_passage_that_is_not_at_its_place_is_refused(changed):
    snapshot = given.snapshot()
    with assert_refused(TEXT_DIFFERS):
        insert_row("sources_passage", **passage_row(snapshot, given.OFFICE) | changed)


def test_an_empty_passage_is_refused():
    snapshot = given.snapshot()
    with assert_refused("passage_is_not_empty"):
        insert_row("sources_passage", **passage_row(snapshot, "", start=4, end=4, after="minister"))


def test_a_passage_outside_the_article_is_refused():
    snapshot = given.snapshot(article_spans=[[0, 29]])
    with assert_refused(INSIDE):
        insert_row("sources_passage", **passage_row(snapshot, given.OFFICE))


def test_a_passage_across_two_spans_is_refused():
    middle = given.TEXT.find(given.OFFICE) + 3
    snapshot = given.snapshot(article_spans=[[0, middle], [middle, len(given.TEXT)]])
    with assert_refused(INSIDE):
        insert_row("sources_passage", **passage_row(snapshot, given.OFFICE))


def test_context_outside_the_article_is_refused():
    start = given.TEXT.find(given.OFFICE)
    snapshot = given.snapshot(article_spans=[[start, len(given.TEXT)]])
    with assert_refused(INSIDE):
        insert_row("sources_passage", **passage_row(snapshot, given.OFFICE, before="reported "))


def test_an_ambiguous_passage_is_refused():
    snapshot = given.snapshot("It rose by 4. It rose by 4. It fell.")
    with assert_refused(ONE_PLACE):
        insert_row("sources_passage", **passage_row(snapshot, "It rose by 4."))


def test_a_passage_that_overlaps_itself_is_refused():
    snapshot = given.snapshot("ha-ha-ha said the man")
    with assert_refused(ONE_PLACE):
        insert_row("sources_passage", **passage_row(snapshot, "ha-ha"))


def test_a_passage_whose_context_decides_between_two_places_is_allowed():
    snapshot = given.snapshot("It rose by 4. It rose by 4. It fell.")
    with assert_allowed():
        insert_row("sources_passage", **passage_row(snapshot, "It rose by 4.", after=" It rose"))


def test_context_beyond_the_selector_does_not_decide():
    same = "the same words over and over again, "
    snapshot = given.snapshot(f"One: {same}it rose. Two: {same}it rose. The end.")
    before = f"One: {same}"
    with assert_refused(ONE_PLACE):
        insert_row("sources_passage", **passage_row(snapshot, "it rose.", before=before))


def test_a_passage_of_an_old_article_text_is_refused():
    snapshot = given.snapshot()
    old = snapshot.article_text
    ana = given.person("ana")
    select_article_text(
        snapshot, [[0, len(given.TEXT) - 1]], by=ana, at=given.moment(), reason="Teaser."
    )
    with assert_refused("A passage must refer to the current article text of its snapshot."):
        insert_row("sources_passage", **passage_row(snapshot, given.OFFICE, article_text_id=old.pk))


def test_a_passage_of_the_article_text_of_another_snapshot_is_refused():
    snapshot, other = given.snapshot(), given.snapshot("Other words.")
    with assert_refused("A passage must refer to the current article text of its snapshot."):
        insert_row(
            "sources_passage",
            **passage_row(snapshot, given.OFFICE, article_text_id=other.article_text.pk),
        )


def test_reported_speech_needs_a_speaker():
    snapshot = given.snapshot()
    with assert_refused("reported_speech_has_speaker"):
        insert_row("sources_passage", **passage_row(snapshot, given.OFFICE, voice="reports"))
