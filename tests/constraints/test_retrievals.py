"""What came of an address is a fact: of its own source, with a snapshot or a refusal."""

import zlib

import pytest

from factcheck.core.identifiers import new_identifier
from sources.models import ArchivedCopy, Original
from tests import given
from tests.constraints.test_sources import snapshot_row
from tests.helpers.attacks import allowed, insert, refused

pytestmark = [pytest.mark.database, pytest.mark.django_db]


def retrieval_row(snapshot, **changed) -> dict:
    return {
        "public_id": new_identifier(),
        "source_id": snapshot.source_id,
        "snapshot_id": snapshot.pk,
        "original_id": None,
        "requested": "https://news.example/milk",
        "address": "https://news.example/milk",
        "redirects": "[]",
        "status": 200,
        "headers": "{}",
        "media_type": "text/html",
        "extractor": "text",
        "gone": False,
        "refusal": "",
        "robots_waiver": "",
        "retrieved_at": given.moment(),
        "retrieved_by_id": given.person("ana").pk,
    } | changed


def what_was_retrieved() -> None:
    """A row in each table of what came from an address."""
    snapshot = given.snapshot("Words that came from an address.")
    original = Original.keep(b"Words that came from an address.")
    insert("sources_retrieval", **retrieval_row(snapshot, original_id=original.pk))
    told = {"recorded_at": given.moment(), "recorded_by": given.person("ana")}
    ArchivedCopy.objects.create(snapshot=snapshot, url="https://archive.example/1", **told)


# ── retrievals ──────────────────────────────────────────────────────────────────────────────────
def test_a_retrieval_of_a_snapshot_can_be_recorded():
    with allowed():
        what_was_retrieved()


@pytest.mark.parametrize("gone", [{}, {"gone": True, "status": 404}])
def test_a_refusal_can_be_recorded(gone):
    changed = {"snapshot_id": None, "refusal": "It was not there.", "status": None}
    with allowed():
        insert("sources_retrieval", **retrieval_row(given.snapshot()) | changed | gone)


def test_a_retrieval_of_another_sources_snapshot_is_refused():
    snapshot, other = given.snapshot(), given.snapshot("Other words.")
    with refused("A retrieval found a snapshot of its own source."):
        insert("sources_retrieval", **retrieval_row(snapshot, source_id=other.source_id))


@pytest.mark.parametrize(
    "changed", [{"snapshot_id": None}, {"refusal": "It was there, and it was not."}]
)
def test_a_retrieval_has_either_a_snapshot_or_a_refusal(changed):
    with refused("retrieval_has_a_snapshot_or_a_refusal"):
        insert("sources_retrieval", **retrieval_row(given.snapshot()) | changed)


def test_nothing_half_captured_is_kept():
    original = Original.keep(b"half")
    changed = {"snapshot_id": None, "refusal": "It broke off.", "original_id": original.pk}
    with refused("retrieval_keeps_bytes_with_their_text"):
        insert("sources_retrieval", **retrieval_row(given.snapshot()) | changed)


@pytest.mark.parametrize("changed", [{}, {"snapshot_id": None, "refusal": "No.", "status": 500}])
def test_only_a_site_that_says_so_has_nothing(changed):
    with refused("retrieval_that_is_gone_has_nothing"):
        insert("sources_retrieval", **retrieval_row(given.snapshot(), gone=True) | changed)


# ── originals and copies ────────────────────────────────────────────────────────────────────────
def test_the_same_bytes_are_kept_once():
    known = Original.keep(b"words")
    assert Original.keep(b"words") == known
    assert (known.raw, known.size) == (b"words", 5)
    with refused("sources_original_sha256"):
        insert("sources_original", sha256=known.sha256, size=5, packed=b"x")


@pytest.mark.parametrize("packed", [b"no zlib", zlib.compress(b"others")])
def test_bytes_that_are_others_than_their_digest_says_are_not_taken_for_them(packed):
    insert("sources_original", sha256=Original.digest(b"words"), size=5, packed=packed)
    with pytest.raises(ValueError, match="are not those"):
        Original.keep(b"words").raw  # noqa: B018 — reading it is the deed


@pytest.mark.parametrize("digest", ["", "0" * 63, "G" * 64])
def test_an_original_has_a_digest(digest):
    with refused("original_has_a_digest"):
        insert("sources_original", sha256=digest, size=5, packed=b"x")


def test_a_copy_is_recorded_once():
    what_was_retrieved()
    copy = ArchivedCopy.objects.get()
    with refused("one_copy_per_address"):
        insert(
            "sources_archivedcopy",
            snapshot_id=copy.snapshot_id,
            url=copy.url,
            recorded_at=given.moment(),
            recorded_by_id=given.person("ana").pk,
        )


# ── pages ───────────────────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize("pages", [None, [0], [0, 5, 12]])
def test_pages_that_follow_one_another_can_be_kept(pages):
    with allowed():
        insert("sources_snapshot", **snapshot_row("Other words.", pages=pages))


@pytest.mark.parametrize("pages", [[1, 5], [0, 5, 5], [0, 5, 3], [0, 13]])
def test_pages_that_do_not_follow_one_another_are_refused(pages):
    with refused("page begins" if pages[0] else "Pages follow one another"):
        insert("sources_snapshot", **snapshot_row("Other words.", pages=pages))


def test_pages_of_another_shape_are_refused():
    with refused("The first page begins where the text begins."):
        insert("sources_snapshot", **snapshot_row("Other words.", pages="{}"))
