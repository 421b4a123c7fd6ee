"""Copies in archives are recorded or asked for, and a snapshot can be handed to one."""

from io import BytesIO

import pytest
from django.core.management import CommandError, call_command
from warcio.archiveiterator import ArchiveIterator

from sources.capture.warc import NothingKept, write_warc
from sources.capture.web_archive import NotArchived, ask_archive, record_copy
from sources.models import ArchivedCopy
from tests import given
from tests.sources.capture.test_from_url import article, captured

pytestmark = pytest.mark.django_db

COPY = "https://archive.example/2026/https://news.example/milk"


def recorded(snapshot, url=COPY):
    return record_copy(snapshot, url, by=given.person("ana"), at=given.moment())


def asked(web, snapshot):
    return ask_archive(snapshot, by=given.person("ana"), at=given.moment(), reach=web.reach)


@pytest.fixture
def snapshot():
    return given.snapshot(url="https://news.example/milk?a=1&b=2")


# ── recorded and asked for ──────────────────────────────────────────────────────────────────────
def test_the_address_of_a_copy_is_recorded_once(snapshot):
    assert recorded(snapshot) == recorded(snapshot, f" {COPY}\n")
    assert snapshot.archived_copies.get().recorded_by == given.person("ana")


@pytest.mark.parametrize("url", ["", "nowhere", "javascript:alert(1)", "http://", "x" * 3000])
def test_what_is_no_address_is_not_recorded(snapshot, url):
    with pytest.raises(NotArchived):
        recorded(snapshot, url)
    assert not ArchivedCopy.objects.exists()


def test_no_archive_is_asked_unless_the_desk_names_one(web, snapshot):
    with pytest.raises(NotArchived, match="No web archive is set up"):
        asked(web, snapshot)
    assert web.asked == []


@pytest.fixture
def archive(web, settings):
    settings.ARCHIVE_TEMPLATE = web.url("/save/{address}")
    web.path = "/save/https://news.example/milk?a=1&b=2"
    return web


def test_the_copy_is_where_the_archive_leads(archive, snapshot):
    archive.serve("/copy/7", "A copy.")
    archive.redirect(archive.path, "/copy/7")
    assert asked(archive, snapshot).url == archive.url("/copy/7")


def test_the_copy_is_where_the_archive_says(archive, snapshot):
    archive.serve(archive.path, "Done.", content_location="/copy/8")
    assert asked(archive, snapshot).url == archive.url("/copy/8")


@pytest.mark.parametrize(
    ("status", "sentence"), [(200, "did not say where"), (429, "answered with 429")]
)
def test_an_archive_that_makes_no_copy_is_said(archive, snapshot, status, sentence):
    archive.serve(archive.path, "No.", status)
    with pytest.raises(NotArchived, match=sentence):
        asked(archive, snapshot)
    assert not ArchivedCopy.objects.exists()


def test_an_archive_cannot_lead_into_a_private_network(archive, snapshot):
    archive.redirect(archive.path, "http://10.0.0.1/copy")
    with pytest.raises(NotArchived, match="could not be asked"):
        asked(archive, snapshot)


# ── WARC ────────────────────────────────────────────────────────────────────────────────────────
def records(snapshot) -> list[tuple]:
    out = BytesIO()
    write_warc(snapshot, out)
    out.seek(0)
    read = ArchiveIterator(out, check_digests="raise")
    return [
        (one.rec_type, one.rec_headers, one.http_headers, one.content_stream().read())
        for one in read
    ]


def test_what_was_answered_is_exported_with_what_was_asked(web):
    snapshot = captured(web, web.serve("/milk", article(), etag='"7"')).snapshot
    info, answer, question, metadata = records(snapshot)
    assert [one[0] for one in (info, answer, question, metadata)] == [
        *("warcinfo", "response", "request", "metadata")
    ]
    assert answer[3] == article().encode()
    assert answer[1].get_header("WARC-Target-URI") == web.url("/milk")
    assert answer[2].get_statuscode() == "200" and answer[2].get_header("ETag") == '"7"'
    assert question[2].statusline.startswith("/milk")
    assert snapshot.public_id.encode() in metadata[3]


def test_a_file_is_exported_as_a_resource():
    snapshot = given.snapshot(raw="Größe".encode())
    (_, resource, metadata) = records(snapshot)
    assert (resource[0], resource[3]) == ("resource", "Größe".encode())
    assert resource[1].get_header("WARC-Target-URI").startswith("urn:sha256:")


def test_a_snapshot_without_bytes_is_not_exported():
    with pytest.raises(NothingKept, match="were not kept"):
        write_warc(given.snapshot(), BytesIO())


def test_the_command_writes_a_new_file(tmp_path, capsys):
    snapshot = given.snapshot(raw=b"words")
    file = tmp_path / "out.warc.gz"
    call_command("export_warc", snapshot.public_id, str(file))
    assert file.read_bytes()[:2] == b"\x1f\x8b"
    assert f"out.warc.gz: snapshot {snapshot.public_id}" in capsys.readouterr().out
    with pytest.raises(CommandError, match="File exists"):
        call_command("export_warc", snapshot.public_id, str(file))


def test_the_command_says_what_cannot_be_exported(tmp_path):
    file = tmp_path / "out.warc.gz"
    with pytest.raises(CommandError, match="There is no snapshot zzz"):
        call_command("export_warc", "zzz", str(file))
    with pytest.raises(CommandError, match="were not kept"):
        call_command("export_warc", given.snapshot().public_id, str(file))
    assert not file.exists()
