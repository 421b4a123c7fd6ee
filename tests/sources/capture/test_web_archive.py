"""Archived copies are recorded or requested, and a snapshot can be exported as WARC."""

from io import BytesIO

import pytest
from django.core.management import CommandError, call_command
from warcio.archiveiterator import ArchiveIterator

from sources.capture.warc import write_warc
from sources.capture.web_archive import (
    ArchiveError,
    WebArchive,
    record_archived_copy,
    request_archived_copy,
    set_can_be_archived,
)
from sources.models import ArchivedCopy, ArchiveRequest
from tests import given
from tests.sources.capture.test_from_url import capture, create_article

pytestmark = pytest.mark.django_db

COPY = "https://archive.example/2026/https://news.example/milk"


def record(snapshot, url=COPY):
    return record_archived_copy(snapshot, url, by=given.person("ana"), at=given.moment())


@pytest.fixture
def snapshot():
    return given.snapshot(url="https://news.example/milk?a=1&b=2")


# ── archived copies ─────────────────────────────────────────────────────────────────────────────
def test_the_url_of_a_copy_is_recorded_once(snapshot):
    assert record(snapshot) == record(snapshot, f" {COPY}\n")
    assert snapshot.archived_copies.get().recorded_by == given.person("ana")


@pytest.mark.parametrize("url", ["", "nowhere", "javascript:alert(1)", "http://", "x" * 3000])
def test_an_invalid_url_is_not_recorded(snapshot, url):
    with pytest.raises(ArchiveError):
        record(snapshot, url)
    assert not ArchivedCopy.objects.exists()


PAGE_URL = "https://news.example/milk?a=1&b=2"


@pytest.fixture
def archive(web):
    """A fake archive on loopback; `archive.path` is what it is asked."""
    web.path = f"/save/{PAGE_URL}"
    web.archive = WebArchive("127.0.0.1", web.url("/save/{url}"))
    return web


def request(web, snapshot):
    return request_archived_copy(
        snapshot,
        web.archive,
        reason="desk",
        by=given.person("ana"),
        at=given.moment(),
        network_access=web.network_access,
    )


def test_the_copy_is_where_the_archive_redirects_to(archive, snapshot):
    archive.serve("/copy/7", "A copy.")
    archive.redirect(archive.path, "/copy/7")
    requested = request(archive, snapshot)
    assert requested.archived_copy.url == archive.url("/copy/7")
    assert (requested.archive, requested.refusal) == ("127.0.0.1", "")
    assert snapshot.archived_copies.get() == requested.archived_copy


def test_the_copy_is_at_the_content_location(archive, snapshot):
    archive.serve(archive.path, "Done.", content_location="/copy/8")
    assert request(archive, snapshot).archived_copy.url == archive.url("/copy/8")


def test_the_address_is_one_parameter_of_a_query(archive, snapshot):
    archive.archive = WebArchive("127.0.0.1", archive.url("/submit/?url={url}"))
    path = "/submit/?url=https%3A%2F%2Fnews.example%2Fmilk%3Fa%3D1%26b%3D2"
    archive.serve("/copy/9", "A copy.")
    archive.redirect(path, "/copy/9")
    assert request(archive, snapshot).archived_copy.url == archive.url("/copy/9")


@pytest.mark.parametrize(
    ("status", "message"),
    [(200, "did not return the address"), (429, "answered with the status 429")],
)
def test_an_archive_that_makes_no_copy_is_recorded(archive, snapshot, status, message):
    archive.serve(archive.path, "No.", status)
    requested = request(archive, snapshot)
    assert message in requested.refusal and requested.archived_copy is None
    assert not ArchivedCopy.objects.exists()


def test_an_archive_cannot_redirect_to_a_private_network(archive, snapshot):
    archive.redirect(archive.path, "http://10.0.0.1/copy")
    assert "could not be reached" in request(archive, snapshot).refusal


def test_an_archive_that_redirects_to_the_page_itself_made_no_copy(archive, snapshot):
    archive.serve(archive.path, "No.", content_location=PAGE_URL)
    assert "did not return the address" in request(archive, snapshot).refusal


FORBIDDEN = [
    ("", "has no address"),
    ("http://127.0.0.1/milk", "not on the public internet"),
    ("https://news.example/milk?sig=1", "may contain a token"),
    ("https://drive.google.com/file/d/1aB2cD3eF4gH5iJ6kL7m/view", "may contain a token"),
    ("https://news.example/preview/0a1b2c3d4e5f60718293a4b5c6d7e8f9", "may contain a token"),
    ("https://web.archive.org/web/2026/https://news.example/a", "a web archive already"),
]


@pytest.mark.parametrize(("url", "message"), FORBIDDEN)
def test_nothing_is_sent_of_an_address_that_is_not_public(archive, url, message):
    snapshot = given.snapshot(url=url)
    with pytest.raises(ArchiveError, match=message):
        request(archive, snapshot)
    assert archive.requested_paths == []
    assert not ArchiveRequest.objects.exists()


def test_nothing_is_sent_of_a_source_that_was_marked(archive, snapshot):
    set_can_be_archived(snapshot.source, False, by=given.person("ana"))
    with pytest.raises(ArchiveError, match="not to be archived outside"):
        request(archive, snapshot)
    assert archive.requested_paths == []


# ── WARC ────────────────────────────────────────────────────────────────────────────────────────
def read_records(snapshot) -> list[tuple]:
    output = BytesIO()
    write_warc(snapshot, output)
    output.seek(0)
    return [
        (
            record.rec_type,
            record.rec_headers,
            record.http_headers,
            record.content_stream().read(),
        )
        for record in ArchiveIterator(output, check_digests="raise")
    ]


def test_the_response_is_exported_with_the_request(web):
    snapshot = capture(web, web.serve("/milk", create_article(), etag='"7"')).snapshot
    info, response, request, metadata = read_records(snapshot)
    assert [record[0] for record in (info, response, request, metadata)] == [
        *("warcinfo", "response", "request", "metadata")
    ]
    assert response[3] == create_article().encode()
    assert response[1].get_header("WARC-Target-URI") == web.url("/milk")
    assert response[2].get_statuscode() == "200" and response[2].get_header("ETag") == '"7"'
    assert request[2].statusline.startswith("/milk")
    assert snapshot.public_id.encode() in metadata[3]
    addresses = [record[1].get_header("WARC-Target-URI") for record in (info, metadata)]
    assert addresses == [None, f"urn:factcheck:snapshot:{snapshot.public_id}"]


def test_an_uploaded_file_is_exported_as_a_resource():
    snapshot = given.snapshot(raw="Größe".encode())
    (_, resource, metadata) = read_records(snapshot)
    assert (resource[0], resource[3]) == ("resource", "Größe".encode())
    assert resource[1].get_header("WARC-Target-URI").startswith("urn:sha256:")


def test_a_snapshot_without_bytes_is_not_exported():
    with pytest.raises(ArchiveError, match="was not saved"):
        write_warc(given.snapshot(), BytesIO())


def test_the_command_writes_a_new_file(tmp_path, capsys):
    snapshot = given.snapshot(raw=b"text")
    file = tmp_path / "out.warc.gz"
    call_command("export_warc", snapshot.public_id, str(file))
    assert file.read_bytes()[:2] == b"\x1f\x8b"
    assert f"out.warc.gz: snapshot {snapshot.public_id}" in capsys.readouterr().out
    with pytest.raises(CommandError, match="File exists"):
        call_command("export_warc", snapshot.public_id, str(file))


def test_the_command_reports_what_cannot_be_exported(tmp_path):
    file = tmp_path / "out.warc.gz"
    with pytest.raises(CommandError, match="There is no snapshot zzz"):
        call_command("export_warc", "zzz", str(file))
    with pytest.raises(CommandError, match="was not saved"):
        call_command("export_warc", given.snapshot().public_id, str(file))
    assert not file.exists()
