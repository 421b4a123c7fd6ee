"""No private network is reached and nothing hangs, whatever the URL and the server are."""

import gzip
import random
import socket
import threading
import time
import zlib

import pytest

from sources.fetching.decompression import Decompressor
from sources.fetching.http import FetchError, FetchLimits, NetworkAccess, fetch
from sources.media_types import CSV, DOCX, JSON, MAIL, VTT, XLSX
from tests.helpers.office_files import create_docx, create_xlsx
from tests.helpers.web_server import serve_site

PAGE = "<!doctype html><html><body><p>Milk became dearer.</p></body></html>"
SHORT_LIMITS = FetchLimits(timeout_seconds=1.5, max_bytes=100_000)
MAX_DURATION = 8  # seconds: far more than SHORT_LIMITS allow, far less than the servers last


def fetch_url(web, url, limits=SHORT_LIMITS, network_access=None):
    network_access = network_access or web.network_access
    return fetch(url, user_agent="Test", limits=limits, network_access=network_access)


def assert_refused(web, url, message, limits=SHORT_LIMITS, network_access=None):
    started_at = time.monotonic()
    with pytest.raises(FetchError, match=message) as caught:
        fetch_url(web, url, limits, network_access)
    assert time.monotonic() - started_at < MAX_DURATION
    assert str(caught.value).endswith(".")
    return caught.value


# ── responses ───────────────────────────────────────────────────────────────────────────────────
def test_a_page_is_fetched_with_its_headers(web):
    url = web.serve(
        *("/milk", PAGE),
        etag='"7"',
        content_language="en",
        set_cookie="id=1",
        x_other="no",
    )
    response = fetch_url(web, url)
    assert (response.status, response.ok, response.gone) == (200, True, False)
    assert (response.raw, response.media_type, response.encoding) == (
        PAGE.encode(),
        "text/html",
        "utf-8",
    )
    assert (response.requested_url, response.final_url, response.redirects) == (url, url, ())
    assert response.headers == {
        "content-type": "text/html; charset=utf-8",
        "content-length": str(len(PAGE)),
        "content-language": "en",
        "etag": '"7"',
    }


def test_the_request_names_the_user_agent_and_has_no_credentials(web):
    fetch(
        web.serve("/", PAGE),
        user_agent="Factcheck (+https://desk.example/)",
        network_access=web.network_access,
    )
    (request,) = web.requests
    assert "User-Agent: Factcheck (+https://desk.example/)" in request
    assert "cookie" not in request.lower() and "authorization" not in request.lower()


def test_proxies_and_passwords_of_the_environment_are_ignored(web, monkeypatch, tmp_path):
    netrc = tmp_path / "netrc"
    netrc.write_text("machine 127.0.0.1 login ana password secret\n")
    monkeypatch.setenv("NETRC", str(netrc))
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9/")
    monkeypatch.setenv("ALL_PROXY", "http://127.0.0.1:9/")
    assert fetch_url(web, web.serve("/", PAGE)).ok
    assert "authorization" not in web.requests[0].lower()


def test_redirects_are_followed_and_reported(web):
    last = web.serve("/c", PAGE)
    first = web.redirect("/a", "/b", 301)
    second = web.redirect("/b", last, 307)
    response = fetch_url(web, first)
    assert response.final_url == last
    assert response.redirects == ((301, first), (307, second))


@pytest.mark.parametrize(("status", "gone"), [(404, True), (410, True), (403, False), (503, False)])
def test_a_page_that_is_gone_is_distinguished_from_one_with_an_error(web, status, gone):
    response = fetch_url(web, web.serve("/", PAGE, status))
    assert (response.status, response.ok, response.gone, response.raw) == (status, False, gone, b"")


def test_the_canonical_url_of_the_link_header_is_reported(web):
    link = '<https://news.example/milk>; rel="canonical", </a.css>; rel=preload'
    assert (
        fetch_url(web, web.serve("/", PAGE, link=link)).canonical_url == "https://news.example/milk"
    )


@pytest.mark.parametrize(
    ("coding", "compressed"),
    [
        ("gzip", gzip.compress(PAGE.encode(), mtime=0)),
        (
            "GZIP",
            b"".join(gzip.compress(part.encode(), mtime=0) for part in (PAGE[:20], PAGE[20:])),
        ),
        ("deflate", zlib.compress(PAGE.encode())),
        ("deflate", zlib.compress(PAGE.encode())[2:-4]),
        ("identity", PAGE.encode()),
    ],
)
def test_a_compressed_response_is_decompressed(web, coding, compressed):
    assert fetch_url(web, web.serve("/", compressed, content_encoding=coding)).raw == PAGE.encode()


@pytest.mark.parametrize(
    ("content_type", "body", "media_type"),
    [
        ("image/png", PAGE.encode(), "text/html"),
        ("text/html", b"%PDF-1.7\n", "application/pdf"),
        ("text/plain", b"words", "text/plain"),
        ("application/octet-stream", b"words", "text/plain"),
    ],
)
def test_the_content_decides_the_media_type(web, content_type, body, media_type):
    url = web.serve("/", body, content_type=content_type)
    assert fetch_url(web, url).media_type == media_type


# ── private networks ────────────────────────────────────────────────────────────────────────────
PRIVATE = [
    *("127.0.0.1", "127.1", "2130706433", "0x7f000001", "0x7f.1", "0177.0.0.1", "017700000001"),
    *("0.0.0.0", "0", "10.0.0.1", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1"),
    *("[::1]", "[::]", "[::ffff:127.0.0.1]", "[::ffff:7f00:1]", "[64:ff9b::7f00:1]"),
    *("[64:ff9b::a9fe:a9fe]", "[2002:7f00:1::]", "[fe80::1]", "[fc00::1]", "[fd00:ec2::254]"),
    *(
        "[::127.0.0.1]",
        "[fe80::1%25eth0]",
        "①②⑦.0.0.1",
        "127。0。0。1",
        "224.0.0.1",
        "255.255.255.255",
    ),
    *("localhost", "LOCALHOST.", "ip6-localhost"),
]


@pytest.fixture
def no_connections(monkeypatch):
    """Fails the test if anything opens a connection."""
    addresses = []
    connect = socket.socket.connect

    def record_connection(self, address):
        if self.family != socket.AF_UNIX:
            addresses.append(address)
        return connect(self, address)

    monkeypatch.setattr(socket.socket, "connect", record_connection)
    yield addresses
    assert addresses == []


def test_the_fixture_notices_a_connection(web, no_connections):
    assert fetch_url(web, web.serve("/", PAGE)).ok
    assert no_connections == [("127.0.0.1", web.port)]
    no_connections.clear()


@pytest.mark.parametrize("host", PRIVATE)
def test_no_spelling_of_a_private_address_is_fetched(no_connections, host):
    with pytest.raises(FetchError):
        fetch(f"http://{host}/", user_agent="Test", limits=SHORT_LIMITS)


@pytest.mark.parametrize(
    ("url", "message"),
    [
        ("ftp://news.example/", "begins with http:// or https://"),
        ("file:///etc/passwd", "begins with http:// or https://"),
        ("gopher://127.0.0.1:70/_", "begins with http:// or https://"),
        ("http://ana:secret@203.0.114.1/", "a user name or a password"),
        ("http://8.8.8.8:22/", "usual ports"),
        ("http://8.8.8.8:6379/", "usual ports"),
        ("http://8.8.8.8\\@127.0.0.1/", "backslashes"),
        ("http://8.8.8.8\r\nHost: x/", "control characters"),
        ("", "begins with http:// or https://"),
    ],
)
def test_a_url_that_is_not_public_is_refused_with_a_message(no_connections, url, message):
    with pytest.raises(FetchError, match=message):
        fetch(url, user_agent="Test", limits=SHORT_LIMITS)


@pytest.mark.parametrize(
    "to",
    [
        "http://10.0.0.1/",
        "http://169.254.169.254/latest/meta-data/",
        "http://[::1]/",
        "http://2130706433/",
        "//192.168.0.1/",
        "http://127.0.0.1:22/",
        "http://ana:b@127.0.0.1/",
        "file:///etc/passwd",
        "ftp://127.0.0.1/",
    ],
)
def test_no_redirect_to_a_private_network_is_followed(web, to):
    network_access = NetworkAccess(networks=("127.0.0.1/32",), ports=frozenset({web.port, 80}))
    first = web.redirect("/a", to)
    error = assert_refused(web, first, "not|begins with", network_access=network_access)
    assert error.progress.redirects == [(302, first)]
    assert web.requested_paths == ["/a"]


def create_resolver(*answers):
    """A resolver that gives the next answer at each lookup, and the last one for ever."""
    hosts = []

    def resolver(host, port, *args, **kwargs):
        hosts.append(host)
        addresses = answers[min(len(hosts), len(answers)) - 1]
        return [
            (socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port)) for address in addresses
        ]

    resolver.hosts = hosts
    return resolver


def test_a_host_name_is_resolved_only_once(web):
    resolver = create_resolver(["127.0.0.1"], ["10.0.0.1"])
    network_access = NetworkAccess(("127.0.0.0/8",), frozenset({web.port}), resolver)
    web.serve("/", PAGE)
    assert fetch_url(web, web.url("/", "news.example"), network_access=network_access).ok
    assert resolver.hosts == ["news.example"]


def test_a_host_whose_address_changes_between_redirects_is_refused(web):
    with serve_site() as private_site:
        private_site.serve("/secret", PAGE)
        network_access = NetworkAccess(
            networks=("127.0.0.1/32",),
            ports=frozenset({web.port, private_site.port}),
            resolver=create_resolver(["127.0.0.1"], ["127.0.0.2"]),
        )
        web.redirect("/a", f"http://news.example:{private_site.port}/secret")
        assert_refused(
            web, web.url("/a", "news.example"), "not public", network_access=network_access
        )
        assert private_site.requested_paths == []


def test_a_host_with_a_public_and_a_private_address_is_refused(no_connections):
    network_access = NetworkAccess(resolver=create_resolver(["8.8.8.8", "192.168.0.1"]))
    with pytest.raises(FetchError, match="not public"):
        fetch(
            "http://news.example/",
            user_agent="Test",
            limits=SHORT_LIMITS,
            network_access=network_access,
        )


def test_an_unknown_host_cannot_be_reached():
    def resolver(*args, **kwargs):
        raise socket.gaierror(socket.EAI_NONAME, "unknown")

    with pytest.raises(FetchError, match="“nowhere.example” could not be reached"):
        fetch(
            "http://nowhere.example/",
            user_agent="Test",
            limits=SHORT_LIMITS,
            network_access=NetworkAccess(resolver=resolver),
        )


# ── limits ──────────────────────────────────────────────────────────────────────────────────────
def test_a_name_server_that_never_answers_is_a_timeout():
    over = threading.Event()

    def resolver(*args, **kwargs):
        over.wait(MAX_DURATION)
        raise socket.gaierror(socket.EAI_AGAIN, "late")

    network_access = NetworkAccess(resolver=resolver)
    assert_refused(
        None, "http://slow.example/", "longer than 1.5 seconds", network_access=network_access
    )
    over.set()


OK = b"HTTP/1.1 200 OK\r\ncontent-type: text/plain\r\n"


def send_endlessly(piece: bytes, interval: float = 0.0, after: bytes = b""):
    """Sends `after`, and then `piece` again and again until the client closes the connection."""

    def respond(connection):
        connection.sendall(after)
        until = time.monotonic() + MAX_DURATION + 2
        while time.monotonic() < until:
            connection.sendall(piece)
            time.sleep(interval)

    return respond


def test_a_server_that_sends_nothing_is_a_timeout(web):
    url = web.respond_with("/", lambda connection: time.sleep(MAX_DURATION))
    assert_refused(web, url, "longer than 1.5 seconds")


@pytest.mark.parametrize(
    ("after", "piece"),
    [
        (OK + b"\r\n", b"a"),
        (OK + b"content-length: 90000\r\n\r\n", b"a"),
        (OK + b"transfer-encoding: chunked\r\n\r\n", b"1\r\na\r\n"),
        (OK, b"x-a: b\r\n"),
        (b"", b"H"),
    ],
)
def test_a_server_that_sends_a_byte_at_a_time_is_cut_off(web, after, piece):
    assert_refused(
        web, web.respond_with("/", send_endlessly(piece, 0.1, after)), "longer than 1.5|incomplete"
    )


def test_slow_redirects_count_towards_the_timeout(web):
    def respond(connection):
        time.sleep(0.6)
        connection.sendall(b"HTTP/1.1 302 F\r\nlocation: /\r\nconnection: close\r\n\r\n")

    assert_refused(web, web.respond_with("/", respond), "longer than 1.5 seconds")


def test_an_endless_body_is_cut_off(web):
    assert_refused(
        web,
        web.respond_with("/", send_endlessly(b"a" * 9000, 0, OK + b"\r\n")),
        "more than 100000 bytes",
    )


def test_endless_headers_are_cut_off(web):
    assert_refused(
        web, web.respond_with("/", send_endlessly(b"x-a: b\r\n" * 900, 0, OK)), "incomplete"
    )


def test_circular_redirects_are_refused(web):
    web.redirect("/a", "/b")
    assert_refused(web, web.redirect("/b", "/a"), "redirects more than 5 times")
    assert len(web.requested_paths) == 6


def create_bomb(coding: str) -> bytes:
    compressor = zlib.compressobj(9, wbits=31 if coding == "gzip" else 15)
    compressed = b"".join(compressor.compress(b"a" * 1_000_000) for _ in range(80))
    return compressed + compressor.flush()


@pytest.mark.parametrize("coding", ["gzip", "deflate"])
def test_a_decompression_bomb_is_not_decompressed_beyond_the_limit(web, coding, monkeypatch):
    compressed = create_bomb(coding)
    assert len(compressed) < SHORT_LIMITS.max_bytes
    output_lengths = []
    decompress = Decompressor.decompress

    def record_length(self, chunk, max_bytes):
        output = decompress(self, chunk, max_bytes)
        output_lengths.append(len(output))
        return output

    monkeypatch.setattr(Decompressor, "decompress", record_length)
    url = web.serve("/", compressed, content_encoding=coding, content_type="text/plain")
    assert_refused(web, url, "more than 100000 bytes")
    assert sum(output_lengths) <= SHORT_LIMITS.max_bytes + 1


@pytest.mark.parametrize("coding", ["gzip, gzip", "br", "zstd", "klingon"])
def test_a_content_coding_that_was_not_requested_is_refused(web, coding):
    url = web.serve("/", gzip.compress(gzip.compress(PAGE.encode())), content_encoding=coding)
    assert_refused(web, url, "was not requested")


def test_a_bomb_inside_a_bomb_is_refused(web):
    compressed = gzip.compress(gzip.compress(b"a" * 1_000_000))
    url = web.serve("/", compressed, content_encoding="gzip", content_type="text/plain")
    assert_refused(web, url, "This is a gzip archive")


@pytest.mark.parametrize(
    ("body", "headers"),
    [
        (gzip.compress(PAGE.encode(), mtime=0)[:-9], {"content_encoding": "gzip"}),
        (b"no gzip at all", {"content_encoding": "gzip"}),
        (b"half", {"content_length": 9}),
    ],
)
def test_a_truncated_or_corrupt_response_is_refused(web, body, headers):
    assert_refused(web, web.serve("/", body, **headers), "incomplete")


@pytest.mark.parametrize(
    ("content_type", "body"),
    [
        ("text/html", b"\x89PNG\r\n\x1a\n\x00\x00" * 300),
        ("text/plain", b"MZ\x90\x00"),
        ("application/pdf", b"words"),
        ("image/png", b"words"),
        ("video/mp4", b"words"),
        ("application/zip", b"PK\x03\x04" + bytes(2000)),
    ],
)
def test_other_media_types_are_refused(web, content_type, body):
    url = web.serve("/", body, content_type=content_type)
    assert_refused(web, url, "is not a PDF|cannot be read|PNG picture|Windows program|ZIP archive")


@pytest.mark.parametrize(
    ("content_type", "body", "media_type"),
    [
        ("text/vtt", b"WEBVTT\n\n00:01.000 --> 00:02.000\nwords", VTT),
        ("text/csv; charset=utf-8", b"a,b\n1,2\n", CSV),
        ("application/json", b'{"articleBody": "words"}', JSON),
        ("message/rfc822", b"From: a@b.example\nDate: today\nSubject: a\n\nwords", MAIL),
        ("application/octet-stream", create_docx("words" * 900), DOCX),
        ("application/vnd.ms-excel", create_xlsx(A=[["words"]]), XLSX),
    ],
)
def test_the_formats_of_files_are_read(web, content_type, body, media_type):
    url = web.serve("/", body, content_type=content_type)
    assert fetch_url(web, url).media_type == media_type


def test_the_rest_of_a_video_is_not_read(web):
    url = web.respond_with(
        "/", send_endlessly(b"\x00\x00\x00\x18ftypmp42" * 90, 0.01, OK + b"\r\n")
    )
    assert_refused(
        web, url, "This is an MP4 video", FetchLimits(timeout_seconds=4, max_bytes=10_000_000)
    )


@pytest.mark.parametrize(
    "response",
    [b"", b"\x00" * 50, b"HTTP/9.9 abc\r\n\r\n", b"SSH-2.0-x\r\n", b"HTTP/1.1 200 OK\r\n\x00"],
)
def test_a_response_that_is_not_http_is_refused(web, response):
    assert_refused(
        web, web.respond_with("/", lambda connection: connection.sendall(response)), "incomplete"
    )


REDIRECT_ERRORS = "address|incomplete|redirects more|usual ports|reached"


@pytest.mark.parametrize("to", ["http://[", "http://a b/", "http://x:99999/", "http:///", "?", "#"])
def test_a_redirect_to_an_invalid_url_is_refused(web, to):
    assert_refused(web, web.redirect("/", to), REDIRECT_ERRORS)


@pytest.mark.parametrize("seed", range(40))
def test_a_corrupted_response_is_read_or_refused(web, seed, caplog):
    rng = random.Random(seed)
    intact = (
        b"HTTP/1.1 200 OK\r\ncontent-type: text/plain; charset*0*=utf-8''x; charset=utf-8\r\n"
        b'link: </a>; rel="canonical"\r\ncontent-encoding: gzip\r\nconnection: close\r\n\r\n'
    ) + gzip.compress(PAGE.encode())
    raw = bytearray(intact)
    for _ in range(rng.randint(1, 6)):
        raw[rng.randrange(len(raw))] = rng.randrange(256)
    try:
        assert fetch_url(web, web.respond_with("/", lambda connection: connection.sendall(raw)))
    except FetchError as error:
        assert str(error).endswith(".")
    assert [record for record in caplog.records if record.name == "sources.fetching.http"] == []
