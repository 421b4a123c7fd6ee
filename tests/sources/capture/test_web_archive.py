"""Archived copies are recorded or requested, and a snapshot can be exported as WARC."""

from io import BytesIO

import pytest
from django.core.management import CommandError, call_command
from warcio.archiveiterator import ArchiveIterator

from sources.capture.warc import write_warc
from sources.capture.web_archive import ArchiveError, record_archived_copy, request_archived_copy
from sources.models import ArchivedCopy
from tests import given
from tests.sources.capture.test_from_url import capture, create_article

pytestmark = pytest.mark.django_db

COPY = "https://archive.example/2026/https://news.example/milk"


def record(snapshot, url=COPY):
    return record_archived_copy(snapshot, url, by=given.person("ana"), at=given.moment())


def request(web, snapshot):
    return request_archived_copy(
        snapshot, by=given.person("ana"), at=given.moment(), network_access=web.network_access
    )


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


def test_no_copy_is_requested_unless_an_archive_is_configured(web, snapshot):
    with pytest.raises(ArchiveError, match="No web archive is configured"):
        request(web, snapshot)
    assert web.requested_paths == []


@pytest.fixture
def archive(web, settings):
    settings.WEB_ARCHIVE_URL_TEMPLATE = web.url("/save/{url}")
    web.path = "/save/https://news.example/milk?a=1&b=2"
    return web


def test_the_copy_is_where_the_archive_redirects_to(archive, snapshot):
    archive.serve("/copy/7", "A copy.")
    archive.redirect(archive.path, "/copy/7")
    assert request(archive, snapshot).url == archive.url("/copy/7")


def test_the_copy_is_at_the_content_location(archive, snapshot):
    archive.serve(archive.path, "Done.", content_location="/copy/8")
    assert request(archive, snapshot).url == archive.url("/copy/8")


@pytest.mark.parametrize(
    ("status", "message"),
    [(200, "did not return the address"), (429, "answered with the status 429")],
)
def test_an_archive_that_makes_no_copy_is_reported(archive, snapshot, status, message):
    archive.serve(archive.path, "No.", status)
    with pytest.raises(ArchiveError, match=message):
        request(archive, snapshot)
    assert not ArchivedCopy.objects.exists()


def test_an_archive_cannot_redirect_to_a_private_network(archive, snapshot):
    archive.redirect(archive.path, "http://10.0.0.1/copy")
    with pytest.raises(ArchiveError, match="could not be reached"):
        request(archive, snapshot)


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
