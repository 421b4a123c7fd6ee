"""An exported WARC file replays the page at its address and time, in pywb as well.

pywb pins other versions of our packages, so it lives in an environment of its own: `make pywb`
creates it from `tests/requirements-pywb.txt`. Without it only the rules of its index are tested.
"""

import gzip
import http.client
import os
import shutil
import socket
import subprocess
import time
from contextlib import closing, contextmanager
from io import BytesIO
from pathlib import Path

import pytest
from django.conf import settings
from warcio.archiveiterator import ArchiveIterator

from sources.capture.from_text import capture_text, create_source
from sources.capture.warc import write_warc
from sources.extraction.extracted_text import ExtractedText
from sources.media_types import CSV, MAIL
from tests import given
from tests.helpers.pdfs import create_pdf
from tests.sources.capture.test_from_url import (
    WORDS,
    capture,
    capture_again,
    create_article,
)
from tests.sources.extraction.test_mail import LETTER

pytestmark = pytest.mark.django_db

PYWB_DIRECTORY = settings.BASE_DIR / ".factcheck" / "pywb" / "bin"
START_SECONDS = 60
COLLECTION = "desk"


def export(snapshot) -> bytes:
    output = BytesIO()
    write_warc(snapshot, output)
    return output.getvalue()


def list_addresses(warc: bytes) -> list[tuple[str, str, str]]:
    """The records that pywb and other tools find by an address and a time."""
    return [
        (
            record.rec_type,
            record.rec_headers.get_header("WARC-Target-URI"),
            record.rec_headers.get_header("WARC-Date"),
        )
        for record in ArchiveIterator(BytesIO(warc), check_digests="raise")
        if record.rec_type not in ("warcinfo", "request")
    ]


ADDRESSES = [
    "/milk",
    "/read.php?1423",
    "//a//b?x=1;y=2",
    "/caf%C3%A9?q=%E4",
    "/web/20260504100000/https://news.example/a",
]


# ── the rules of an index ───────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize("path", ADDRESSES)
def test_only_the_response_has_the_address_of_the_page(web, path):
    retrieval = capture(web, web.serve(path, create_article()))
    snapshot_address = f"urn:factcheck:snapshot:{retrieval.snapshot.public_id}"
    moment = f"{retrieval.retrieved_at:%Y-%m-%dT%H:%M:%SZ}"
    assert list_addresses(export(retrieval.snapshot)) == [
        ("response", web.url(path), moment),
        ("metadata", snapshot_address, moment),
    ]


def test_each_redirect_leads_to_the_next_address(web):
    web.serve("/milk", create_article())
    web.redirect("/moved", "/milk", 308)
    retrieval = capture(web, web.redirect("/old", "/moved"))
    warc = export(retrieval.snapshot)
    assert [address for kind, address, _at in list_addresses(warc) if kind == "response"] == [
        *(web.url("/old"), web.url("/moved"), web.url("/milk"))
    ]
    locations = [
        (record.http_headers.get_statuscode(), record.http_headers.get_header("Location"))
        for record in ArchiveIterator(BytesIO(warc))
        if record.rec_type == "response"
    ]
    assert locations == [("302", web.url("/moved")), ("308", web.url("/milk")), ("200", None)]


@pytest.mark.parametrize(
    ("url", "address"),
    [
        ("", "urn:sha256:"),
        ("https://news.example/a.txt", "https://news.example/a.txt"),
        ("https://news.example/a#part", "https://news.example/a"),
        (
            "https://bücher.example/größe?x=ä",
            "https://xn--bcher-kva.example/gr%C3%B6%C3%9Fe?x=%C3%A4",
        ),
        ("https://news.example", "https://news.example/"),
    ],
)
def test_a_file_has_the_address_of_its_source_or_of_its_text(url, address):
    snapshot = given.snapshot(raw="Größe".encode(), url=url)
    ((kind, found, _at), (metadata, _urn, _at2)) = list_addresses(export(snapshot))
    assert (kind, metadata) == ("resource", "metadata")
    assert found.startswith(address)


# ── replay ──────────────────────────────────────────────────────────────────────────────────────
def find_program(name: str) -> str:
    path = f"{PYWB_DIRECTORY}{os.pathsep}{os.environ['PATH']}"
    program = shutil.which(name, path=path)
    if program is None:
        pytest.skip("pywb is not installed: run `make pywb`.")
    return program


@contextmanager
def replay(folder: Path, *warcs: bytes):
    """pywb with these files in one collection; gives a function that reads a copy."""
    manager, server = find_program("wb-manager"), find_program("wayback")
    subprocess.run([manager, "init", COLLECTION], cwd=folder, check=True, capture_output=True)
    for number, warc in enumerate(warcs):
        file = folder / f"{number}.warc.gz"
        file.write_bytes(warc)
        command = [manager, "add", COLLECTION, file.name]
        subprocess.run(command, cwd=folder, check=True, capture_output=True)
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    process = subprocess.Popen(
        [server, "--port", str(port), "--bind", "127.0.0.1"],
        cwd=folder,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        _wait_for(port)
        yield lambda at, url: _read(port, f"/{COLLECTION}/{at:%Y%m%d%H%M%S}id_/{url}")
    finally:
        process.terminate()
        process.wait(timeout=20)


def _wait_for(port: int) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        with socket.socket() as client:
            if client.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.2)
    pytest.fail("pywb did not start.")


def _read(port: int, path: str) -> tuple[int, str, bytes]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    with closing(connection):
        connection.request("GET", path)
        response = connection.getresponse()
        return response.status, response.headers.get("Memento-Datetime", ""), response.read()


def test_pywb_replays_a_page_and_a_file_at_their_address_and_time(web, tmp_path):
    find_program("wayback")
    page = capture(web, web.serve("/read.php?1423", create_article()))
    moved = capture(web, web.redirect("/old", web.serve("/new/milk", create_article(WORDS[:60]))))
    file = given.snapshot(raw="Größe zählt.".encode(), url="https://news.example/words.txt")
    pasted = given.snapshot(raw=b"Milk became dearer.")
    snapshots = (page.snapshot, moved.snapshot, file, pasted)
    with replay(tmp_path, *map(export, snapshots)) as read:
        status, moment, content = read(page.retrieved_at, web.url("/read.php?1423"))
        assert (status, content) == (200, create_article().encode())
        assert moment == f"{page.retrieved_at:%a, %d %b %Y %H:%M:%S GMT}"
        status, _moment, content = read(moved.retrieved_at, web.url("/new/milk"))
        assert (status, content) == (200, create_article(WORDS[:60]).encode())
        assert read(moved.retrieved_at, web.url("/old"))[0] == 302
        status, moment, content = read(file.captured_at, "https://news.example/words.txt")
        assert (status, content.decode()) == (200, "Größe zählt.")
        assert moment == f"{file.captured_at:%a, %d %b %Y %H:%M:%S GMT}"
        address = list_addresses(export(pasted))[0][1]
        assert read(pasted.captured_at, address)[2] == b"Milk became dearer."


def serve_gzip(web, path, page: bytes) -> str:
    return web.serve(path, gzip.compress(page), content_encoding="gzip")


def serve_chunked(web, path, page: bytes) -> str:
    chunks = [page[start : start + 50] for start in range(0, len(page), 50)]
    body = b"".join(b"%x\r\n%s\r\n" % (len(chunk), chunk) for chunk in [*chunks, b""])
    head = (
        b"HTTP/1.1 200 OK\r\ncontent-type: text/html; charset=utf-8\r\n"
        b"transfer-encoding: chunked\r\nconnection: close\r\n\r\n"
    )
    return web.respond_with(path, lambda connection: connection.sendall(head + body))


def create_file(raw: bytes, media_type: str, url: str = ""):
    """The snapshot of a file that was uploaded."""
    by, at = given.person("ana"), given.moment()
    source = create_source(by=by, at=at, url=url)
    extracted = ExtractedText(given.TEXT, media_type, "test 1")
    return capture_text(source, extracted, by=by, at=at, raw=raw)[0]


def test_pywb_replays_pages_of_every_shape(web, tmp_path):
    find_program("wayback")
    page, pdf = create_article().encode(), create_pdf(WORDS)
    latin = create_article(WORDS.replace("Monday", "Montag, für alle")).encode("latin-1")
    latin_type = "text/html; charset=iso-8859-1"
    contents = {
        serve_gzip(web, "/gzip", page): page,
        serve_chunked(web, "/chunked", page): page,
        web.serve("/latin", latin, content_type=latin_type): latin,
        web.serve("/gr%C3%B6%C3%9Fe?q=%C3%A4", page): page,
        web.serve("/a%2Fb//c;d=1?x=1;y=2&z=", page): page,
        web.serve("/q?url=https://other.example/?a=1", page): page,
        web.serve("/web/20200101000000/https://other.example/", page): page,
        web.serve("/header", page, server="Größe", link="<a>; rel=x"): page,
        web.serve("/slash/", page): page,
        web.serve("/file.pdf", pdf, content_type="application/pdf"): pdf,
        web.serve("/" + "a" * 1900, page): page,
    }
    web.redirect("/slash", "/slash/", 301)
    hop = web.redirect("/hop", "/slash", 307)
    typed = {
        web.url("/slash/"): hop,
        web.url("/gr%C3%B6%C3%9Fe?q=%C3%A4"): web.url("/größe?q=ä"),
        web.url("/header"): web.url("/header#!/part"),
    }
    captured = {url: capture(web, typed.get(url, url)) for url in contents}
    with replay(tmp_path, *(export(row.snapshot) for row in captured.values())) as read:
        for url, content in contents.items():
            status, moment, found = read(captured[url].retrieved_at, url)
            assert (url, status, found) == (url, 200, content)
            assert moment == f"{captured[url].retrieved_at:%a, %d %b %Y %H:%M:%S GMT}"
        assert read(captured[web.url("/slash/")].retrieved_at, hop)[0] == 307


def test_pywb_replays_files_and_each_version_of_a_page(web, tmp_path):
    find_program("wayback")
    url = web.serve("/milk", create_article())
    first = capture(web, url)
    web.serve("/milk", create_article(WORDS[:120]))
    second = capture_again(web, first.source)
    letter = LETTER.encode()
    mail = create_file(letter, MAIL)
    international = create_file(letter, MAIL, "https://bücher.example/größe.eml")
    numbered = create_file(b"a;b", CSV, "https://[2001:db8::1]:8443/a.csv?x")
    snapshots = (first.snapshot, second.snapshot, mail, international, numbered)
    with replay(tmp_path, *map(export, snapshots)) as read:
        assert read(first.retrieved_at, url)[2] == create_article().encode()
        assert read(second.retrieved_at, url)[2] == create_article(WORDS[:120]).encode()
        urn = list_addresses(export(mail))[0][1]
        assert read(mail.captured_at, urn)[::2] == (200, letter)
        address = "https://xn--bcher-kva.example/gr%C3%B6%C3%9Fe.eml"
        assert read(international.captured_at, address)[::2] == (200, letter)
        assert read(numbered.captured_at, numbered.source.url)[::2] == (200, b"a;b")
