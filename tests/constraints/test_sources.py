"""A snapshot's digest is its text's, and a passage's words stand at its place and nowhere else."""

import pytest

from sources.capture import mark_body
from sources.models.snapshot import digest
from tests import given
from tests.helpers.attacks import allowed, insert, refused

pytestmark = [pytest.mark.database, pytest.mark.django_db]

PLACE = "These are not the words at this place of the snapshot."
INSIDE = "A passage and its context lie in one part of the body."
ONE_PLACE = "With its context a passage stands in one place"


# ── snapshots ───────────────────────────────────────────────────────────────────────────────────
def snapshot_row(text: str, **changed) -> dict:
    known = given.snapshot()
    return {
        "public_id": "aaaaaaaaaa",
        "source_id": known.source_id,
        "extent": "whole",
        "text": text,
        "sha256": digest(text),
        "media_type": "text/plain",
        "extractor": "text",
        "captured_at": given.moment(),
        "captured_by_id": given.person("ana").pk,
        "note": "",
    } | changed


def test_a_snapshot_with_its_digest_can_be_inserted():
    with allowed():
        insert("sources_snapshot", **snapshot_row("Other words. Größe: 17 – 70 %."))


@pytest.mark.parametrize("wrong", ["0" * 64, digest("Other words"), ""])
def test_a_snapshot_with_a_wrong_digest_is_refused(wrong):
    with refused("The digest is not that of the text."):
        insert("sources_snapshot", **snapshot_row("Other words.", sha256=wrong))


def test_a_snapshot_with_other_line_ends_is_refused():
    with refused("Line ends are LF."):
        insert("sources_snapshot", **snapshot_row("Other\r\nwords."))


def test_the_same_text_makes_no_second_snapshot():
    with refused("one_snapshot_per_text"):
        insert("sources_snapshot", **snapshot_row(given.TEXT))


def test_an_empty_snapshot_is_refused():
    with refused("snapshot_has_text"):
        insert("sources_snapshot", **snapshot_row(""))


# ── bodies ──────────────────────────────────────────────────────────────────────────────────────
def mark(snapshot, spans: str) -> None:
    insert(
        "sources_body",
        snapshot_id=snapshot.pk,
        spans=spans,
        marked_at=given.moment(),
        marked_by_id=given.person("ana").pk,
        reason="",
    )


@pytest.mark.parametrize("spans", ["{{0,10}}", "{{0,10},{10,20}}", "{{3,4},{7,9},{20,21}}"])
def test_parts_inside_the_text_can_be_marked(spans):
    snapshot = given.snapshot()
    with allowed():
        mark(snapshot, spans)


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
def test_parts_that_do_not_follow_one_another_are_refused(spans):
    snapshot = given.snapshot()
    with refused("The parts of a body follow one another inside the text."):
        mark(snapshot, spans)


@pytest.mark.parametrize("spans", ["{}", "{0,10}", "{{{0,10}}}", "[1:1][0:1]={{0,10}}"])
def test_a_body_of_another_shape_is_refused(spans):
    snapshot = given.snapshot()
    with refused("A body has at least one part, with two ends."):
        mark(snapshot, spans)


# ── passages ────────────────────────────────────────────────────────────────────────────────────
def passage_row(snapshot, exact: str, before="", after="", **changed) -> dict:
    start = snapshot.text.find(exact)
    return {
        "public_id": "bbbbbbbbbb",
        "snapshot_id": snapshot.pk,
        "body_id": snapshot.body.pk,
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


def test_words_at_their_place_can_be_quoted():
    snapshot = given.snapshot()
    with allowed():
        insert("sources_passage", **passage_row(snapshot, given.OFFICE, "reported ", " for"))


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
def test_words_that_are_not_there_are_refused(changed):
    snapshot = given.snapshot()
    with refused(PLACE):
        insert("sources_passage", **passage_row(snapshot, given.OFFICE) | changed)


def test_an_empty_passage_is_refused():
    snapshot = given.snapshot()
    with refused("passage_is_not_empty"):
        insert("sources_passage", **passage_row(snapshot, "", start=4, end=4, after="minister"))


def test_words_outside_the_body_are_refused():
    snapshot = given.snapshot(body=[[0, 29]])
    with refused(INSIDE):
        insert("sources_passage", **passage_row(snapshot, given.OFFICE))


def test_words_across_two_parts_of_the_body_are_refused():
    middle = given.TEXT.find(given.OFFICE) + 3
    snapshot = given.snapshot(body=[[0, middle], [middle, len(given.TEXT)]])
    with refused(INSIDE):
        insert("sources_passage", **passage_row(snapshot, given.OFFICE))


def test_context_outside_the_body_is_refused():
    start = given.TEXT.find(given.OFFICE)
    snapshot = given.snapshot(body=[[start, len(given.TEXT)]])
    with refused(INSIDE):
        insert("sources_passage", **passage_row(snapshot, given.OFFICE, before="reported "))


def test_ambiguous_words_are_refused():
    snapshot = given.snapshot("It rose by 4. It rose by 4. It fell.")
    with refused(ONE_PLACE):
        insert("sources_passage", **passage_row(snapshot, "It rose by 4."))


def test_words_that_overlap_themselves_are_ambiguous():
    snapshot = given.snapshot("ha-ha-ha said the man")
    with refused(ONE_PLACE):
        insert("sources_passage", **passage_row(snapshot, "ha-ha"))


def test_context_decides_between_two_places():
    snapshot = given.snapshot("It rose by 4. It rose by 4. It fell.")
    with allowed():
        insert("sources_passage", **passage_row(snapshot, "It rose by 4.", after=" It rose"))


def test_context_further_away_than_the_selector_reaches_does_not_decide():
    same = "the same words over and over again, "
    snapshot = given.snapshot(f"One: {same}it rose. Two: {same}it rose. The end.")
    before = f"One: {same}"
    with refused(ONE_PLACE):
        insert("sources_passage", **passage_row(snapshot, "it rose.", before=before))


def test_words_quoted_under_an_old_marking_are_refused():
    snapshot = given.snapshot()
    old = snapshot.body
    ana = given.person("ana")
    mark_body(snapshot, [[0, len(given.TEXT) - 1]], by=ana, at=given.moment(), reason="Teaser.")
    with refused("A passage is quoted under the marking of the body in force."):
        insert("sources_passage", **passage_row(snapshot, given.OFFICE, body_id=old.pk))


def test_words_quoted_under_the_marking_of_another_snapshot_are_refused():
    snapshot, other = given.snapshot(), given.snapshot("Other words.")
    with refused("A passage is quoted under the marking of the body in force."):
        insert("sources_passage", **passage_row(snapshot, given.OFFICE, body_id=other.body.pk))


def test_reported_speech_names_its_speaker():
    snapshot = given.snapshot()
    with refused("reported_speech_has_a_speaker"):
        insert("sources_passage", **passage_row(snapshot, given.OFFICE, voice="reports"))
