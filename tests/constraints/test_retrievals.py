"""A retrieval has a snapshot or a refusal, and raw documents match their digests."""

import zlib

import pytest

from factcheck.core.identifiers import new_identifier
from sources.models import ArchivedCopy, ArchiveRequest, RawDocument
from tests import given
from tests.constraints.test_sources import snapshot_row
from tests.helpers.attacks import assert_allowed, assert_refused, insert_row

pytestmark = [pytest.mark.database, pytest.mark.django_db]


def retrieval_row(snapshot, **changed) -> dict:
    return {
        "public_id": new_identifier(),
        "source_id": snapshot.source_id,
        "snapshot_id": snapshot.pk,
        "raw_document_id": None,
        "requested": "https://news.example/milk",
        "address": "https://news.example/milk",
        "canonical": "",
        "redirects": "[]",
        "status": 200,
        "headers": "{}",
        "media_type": "text/html",
        "extractor": "text",
        "gone": False,
        "refusal": "",
        "not_article": "",
        "title": "",
        "author": "",
        "published_on": "",
        "notices": "[]",
        "robots_waiver": "",
        "chosen_encoding": "",
        "retrieved_at": given.moment(),
        "retrieved_by_id": given.person("ana").pk,
    } | changed


def create_retrieval_rows() -> None:
    """A row in each table about content fetched from a URL."""
    snapshot = given.snapshot("Words that came from an address.")
    document = RawDocument.store(b"Words that came from an address.")
    insert_row("sources_retrieval", **retrieval_row(snapshot, raw_document_id=document.pk))
    recorded = {"recorded_at": given.moment(), "recorded_by": given.person("ana")}
    copy = ArchivedCopy.objects.create(
        snapshot=snapshot, url="https://archive.example/1", **recorded
    )
    create_archive_request(snapshot, archived_copy=copy)


def create_archive_request(snapshot, **fields) -> None:
    ArchiveRequest.objects.create(
        snapshot=snapshot,
        archive="archive.example",
        reason="capture",
        requested_at=given.moment(),
        requested_by=given.person("ana"),
        **fields,
    )


# ── retrievals ────────────────────────────────────────────────────────────────────────────────────
def test_a_retrieval_with_a_snapshot_is_allowed():
    with assert_allowed():
        create_retrieval_rows()


@pytest.mark.parametrize("gone", [{}, {"gone": True, "status": 404}])
def test_a_retrieval_with_a_refusal_is_allowed(gone):
    changed = {"snapshot_id": None, "refusal": "It was not there.", "status": None}
    with assert_allowed():
        insert_row("sources_retrieval", **retrieval_row(given.snapshot()) | changed | gone)


def test_a_retrieval_of_another_sources_snapshot_is_refused():
    snapshot, other = given.snapshot(), given.snapshot("Other words.")
    with assert_refused("A retrieval must refer to a snapshot of its own source."):
        insert_row("sources_retrieval", **retrieval_row(snapshot, source_id=other.source_id))


@pytest.mark.parametrize("changed", [{"snapshot_id": None}, {"refusal": "It was not there."}])
def test_a_retrieval_needs_either_a_snapshot_or_a_refusal(changed):
    with assert_refused("retrieval_has_snapshot_or_refusal"):
        insert_row("sources_retrieval", **retrieval_row(given.snapshot()) | changed)


def test_an_incomplete_capture_is_refused():
    document = RawDocument.store(b"half")
    changed = {"snapshot_id": None, "refusal": "It broke off.", "raw_document_id": document.pk}
    with assert_refused("retrieval_has_text_with_bytes"):
        insert_row("sources_retrieval", **retrieval_row(given.snapshot()) | changed)


@pytest.mark.parametrize("changed", [{}, {"snapshot_id": None, "refusal": "No.", "status": 500}])
def test_only_a_removed_source_can_have_no_content(changed):
    with assert_refused("gone_retrieval_has_no_content"):
        insert_row("sources_retrieval", **retrieval_row(given.snapshot(), gone=True) | changed)


# ── raw documents and archived copies ─────────────────────────────────────────────────────────────
def test_the_same_bytes_are_stored_once():
    document = RawDocument.store(b"words")
    assert RawDocument.store(b"words") == document
    assert (document.raw, document.size) == (b"words", 5)
    with assert_refused("sources_rawdocument_sha256"):
        insert_row("sources_rawdocument", sha256=document.sha256, size=5, compressed=b"x")


@pytest.mark.parametrize("compressed", [b"no zlib", zlib.compress(b"others")])
def test_bytes_that_do_not_match_their_digest_are_not_used(compressed):
    insert_row(
        "sources_rawdocument",
        sha256=RawDocument.compute_sha256(b"words"),
        size=5,
        compressed=compressed,
    )
    with pytest.raises(ValueError, match="are corrupt"):
        RawDocument.store(b"words").raw  # noqa: B018 — the attribute decompresses


@pytest.mark.parametrize("digest", ["", "0" * 63, "G" * 64])
def test_a_raw_document_needs_a_digest(digest):
    with assert_refused("raw_document_has_digest"):
        insert_row("sources_rawdocument", sha256=digest, size=5, compressed=b"x")


def test_recording_an_archived_copy_twice_is_refused():
    create_retrieval_rows()
    copy = ArchivedCopy.objects.get()
    with assert_refused("one_archived_copy_per_url"):
        insert_row(
            "sources_archivedcopy",
            snapshot_id=copy.snapshot_id,
            url=copy.url,
            recorded_at=given.moment(),
            recorded_by_id=given.person("ana").pk,
        )


@pytest.mark.parametrize("fields", [{"refusal": ""}, {"refusal": "No.", "archived_copy": True}])
def test_an_archive_request_has_either_a_copy_or_a_refusal(fields):
    create_retrieval_rows()
    copy = ArchivedCopy.objects.get()
    if "archived_copy" in fields:
        fields = fields | {"archived_copy": copy}
    with assert_refused("archive_request_has_copy_or_refusal"):
        create_archive_request(copy.snapshot, **fields)


# ── pages ─────────────────────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize("pages", [None, [0], [0, 5, 5, 12], [0, 0, 12]])
def test_pages_in_order_are_allowed(pages):
    with assert_allowed():
        insert_row("sources_snapshot", **snapshot_row("Other words.", pages=pages))


@pytest.mark.parametrize("pages", [[1, 5], [0, 5, 3], [0, 13]])
def test_pages_out_of_order_are_refused(pages):
    with assert_refused("first page must start" if pages[0] else "Pages must be in order"):
        insert_row("sources_snapshot", **snapshot_row("Other words.", pages=pages))


def test_pages_of_another_shape_are_refused():
    with assert_refused("The first page must start at the beginning of the text."):
        insert_row("sources_snapshot", **snapshot_row("Other words.", pages="{}"))
