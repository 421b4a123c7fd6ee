"""Nothing private is reached and nothing hangs, whatever an address says or a server sends."""

import gzip
import random
import socket
import threading
import time
import zlib

import pytest

from sources.fetching.decompression import Unpacker
from sources.fetching.http import Limits, NotFetched, Reach, fetch
from tests.helpers.web_server import served

PAGE = "<!doctype html><html><body><p>Milk became dearer.</p></body></html>"
SHORT = Limits(seconds=1.5, size=100_000)
PATIENCE = 8  # seconds: far more than SHORT allows, far less than the servers go on for


def fetched(web, address, limits=SHORT, **changed):
    return fetch(address, agent="Test", limits=limits, reach=changed.get("reach") or web.reach)


def refused(web, address, sentence, limits=SHORT, **changed):
    begun = time.monotonic()
    with pytest.raises(NotFetched, match=sentence) as caught:
        fetched(web, address, limits, **changed)
    assert time.monotonic() - begun < PATIENCE
    assert str(caught.value).endswith(".")
    return caught.value


# ── what is answered ────────────────────────────────────────────────────────────────────────────
def test_a_page_is_fetched_with_what_was_said_of_it(web):
    address = web.serve(
        *("/milk", PAGE),
        etag='"7"',
        content_language="en",
        set_cookie="id=1",
        x_other="no",
    )
    answer = fetched(web, address)
    assert (answer.status, answer.ok, answer.gone) == (200, True, False)
    assert (answer.raw, answer.media_type, answer.encoding) == (PAGE.encode(), "text/html", "utf-8")
    assert (answer.requested, answer.address, answer.redirects) == (address, address, ())
    assert answer.headers == {
        "content-type": "text/html; charset=utf-8",
        "content-length": str(len(PAGE)),
        "content-language": "en",
        "etag": '"7"',
    }


def test_we_say_who_we_are_and_send_nothing_else(web):
    fetch(web.serve("/", PAGE), agent="Factcheck (+https://desk.example/)", reach=web.reach)
    (request,) = web.requests
    assert "User-Agent: Factcheck (+https://desk.example/)" in request
    assert "cookie" not in request.lower() and "authorization" not in request.lower()


def test_the_surroundings_name_no_proxy_and_no_password(web, monkeypatch, tmp_path):
    netrc = tmp_path / "netrc"
    netrc.write_text("machine 127.0.0.1 login ana password secret\n")
    monkeypatch.setenv("NETRC", str(netrc))
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9/")
    monkeypatch.setenv("ALL_PROXY", "http://127.0.0.1:9/")
    assert fetched(web, web.serve("/", PAGE)).ok
    assert "authorization" not in web.requests[0].lower()


def test_redirects_are_followed_and_told(web):
    last = web.serve("/c", PAGE)
    first = web.redirect("/a", "/b", 301)
    second = web.redirect("/b", last, 307)
    answer = fetched(web, first)
    assert answer.address == last
    assert answer.redirects == ((301, first), (307, second))


@pytest.mark.parametrize(("status", "gone"), [(404, True), (410, True), (403, False), (503, False)])
def test_a_page_that_is_gone_is_told_from_one_that_cannot_be_read(web, status, gone):
    answer = fetched(web, web.serve("/", PAGE, status))
    assert (answer.status, answer.ok, answer.gone, answer.raw) == (status, False, gone, b"")


def test_the_canonical_address_of_a_header_is_told(web):
    link = '<https://news.example/milk>; rel="canonical", </a.css>; rel=preload'
    assert fetched(web, web.serve("/", PAGE, link=link)).canonical == "https://news.example/milk"


@pytest.mark.parametrize(
    ("coding", "packed"),
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
def test_what_is_packed_is_unpacked(web, coding, packed):
    assert fetched(web, web.serve("/", packed, content_encoding=coding)).raw == PAGE.encode()


@pytest.mark.parametrize(
    ("told", "body", "kind"),
    [
        ("image/png", PAGE.encode(), "text/html"),
        ("text/html", b"%PDF-1.7\n", "application/pdf"),
        ("text/plain", b"words", "text/plain"),
        ("application/octet-stream", b"words", "text/plain"),
    ],
)
def test_the_bytes_say_what_they_are(web, told, body, kind):
    assert fetched(web, web.serve("/", body, content_type=told)).media_type == kind


# ── where nobody is led ─────────────────────────────────────────────────────────────────────────
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
def nothing_connects(monkeypatch):
    """Fails the test as soon as anything connects anywhere."""
    tried = []
    connect = socket.socket.connect

    def noted(self, address):
        if self.family != socket.AF_UNIX:
            tried.append(address)
        return connect(self, address)

    monkeypatch.setattr(socket.socket, "connect", noted)
    yield tried
    assert tried == []


def test_a_connection_would_be_noticed(web, nothing_connects):
    assert fetched(web, web.serve("/", PAGE)).ok
    assert nothing_connects == [("127.0.0.1", web.port)]
    nothing_connects.clear()


@pytest.mark.parametrize("host", PRIVATE)
def test_no_spelling_leads_into_a_private_network(nothing_connects, host):
    with pytest.raises(NotFetched):
        fetch(f"http://{host}/", agent="Test", limits=SHORT)


@pytest.mark.parametrize(
    ("address", "sentence"),
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
def test_what_is_no_public_address_is_refused_with_a_sentence(nothing_connects, address, sentence):
    with pytest.raises(NotFetched, match=sentence):
        fetch(address, agent="Test", limits=SHORT)


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
def test_no_redirect_leads_there_either(web, to):
    here = Reach(networks=("127.0.0.1/32",), ports=frozenset({web.port, 80}))
    first = web.redirect("/a", to)
    refusal = refused(web, first, "not|begins with", reach=here)
    assert refusal.trail.redirects == [(302, first)]
    assert web.asked == ["/a"]


def answering(*answers):
    """A resolver that gives the next answer at each question, and the last one for ever."""
    asked = []

    def resolver(host, port, *args, **kwargs):
        asked.append(host)
        chosen = answers[min(len(asked), len(answers)) - 1]
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (one, port)) for one in chosen]

    resolver.asked = asked
    return resolver


def test_a_name_that_answers_twice_is_asked_once(web):
    resolver = answering(["127.0.0.1"], ["10.0.0.1"])
    reach = Reach(("127.0.0.0/8",), frozenset({web.port}), resolver)
    web.serve("/", PAGE)
    assert fetched(web, web.url("/", "news.example"), reach=reach).ok
    assert resolver.asked == ["news.example"]


def test_a_name_that_changes_between_two_redirects_is_refused(web):
    with served() as inside:
        inside.serve("/secret", PAGE)
        reach = Reach(("127.0.0.1/32",), frozenset({web.port, inside.port}))
        reach = Reach(reach.networks, reach.ports, answering(["127.0.0.1"], ["127.0.0.2"]))
        web.redirect("/a", f"http://news.example:{inside.port}/secret")
        refused(web, web.url("/a", "news.example"), "not public", reach=reach)
        assert inside.asked == []


def test_a_name_that_is_public_and_private_at_once_is_refused(nothing_connects):
    reach = Reach(resolver=answering(["8.8.8.8", "192.168.0.1"]))
    with pytest.raises(NotFetched, match="not public"):
        fetch("http://news.example/", agent="Test", limits=SHORT, reach=reach)


def test_a_name_that_nobody_knows_cannot_be_reached():
    def resolver(*args, **kwargs):
        raise socket.gaierror(socket.EAI_NONAME, "unknown")

    with pytest.raises(NotFetched, match="“nowhere.example” could not be reached"):
        fetch("http://nowhere.example/", agent="T", limits=SHORT, reach=Reach(resolver=resolver))


# ── what goes on for ever ───────────────────────────────────────────────────────────────────────
def test_a_name_server_that_never_answers_is_not_waited_for():
    over = threading.Event()

    def resolver(*args, **kwargs):
        over.wait(PATIENCE)
        raise socket.gaierror(socket.EAI_AGAIN, "late")

    refused(None, "http://slow.example/", "longer than 1.5 seconds", reach=Reach(resolver=resolver))
    over.set()


OK = b"HTTP/1.1 200 OK\r\ncontent-type: text/plain\r\n"


def endlessly(piece: bytes, every: float = 0.0, after: bytes = b""):
    """Sends `piece` again and again, until the other side leaves."""

    def act(connection):
        connection.sendall(after)
        until = time.monotonic() + PATIENCE + 2
        while time.monotonic() < until:
            connection.sendall(piece)
            time.sleep(every)

    return act


def test_a_server_that_says_nothing_is_not_waited_for(web):
    address = web.act("/", lambda connection: time.sleep(PATIENCE))
    refused(web, address, "longer than 1.5 seconds")


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
def test_a_slow_drip_is_cut_off(web, after, piece):
    refused(web, web.act("/", endlessly(piece, 0.1, after)), "longer than 1.5|breaks off")


def test_a_slow_drip_of_redirects_is_cut_off(web):
    def act(connection):
        time.sleep(0.6)
        connection.sendall(b"HTTP/1.1 302 F\r\nlocation: /\r\nconnection: close\r\n\r\n")

    refused(web, web.act("/", act), "longer than 1.5 seconds")


def test_an_endless_body_is_cut_off(web):
    refused(web, web.act("/", endlessly(b"a" * 9000, 0, OK + b"\r\n")), "more than 100000 bytes")


def test_endless_headers_are_cut_off(web):
    refused(web, web.act("/", endlessly(b"x-a: b\r\n" * 900, 0, OK)), "breaks off")


def test_redirects_in_a_circle_are_left(web):
    web.redirect("/a", "/b")
    refused(web, web.redirect("/b", "/a"), "redirects more than 5 times")
    assert len(web.asked) == 6


def bomb(coding: str) -> bytes:
    packer = zlib.compressobj(9, wbits=31 if coding == "gzip" else 15)
    packed = b"".join(packer.compress(b"a" * 1_000_000) for _ in range(80))
    return packed + packer.flush()


@pytest.mark.parametrize("coding", ["gzip", "deflate"])
def test_a_bomb_is_left_packed(web, coding, monkeypatch):
    packed = bomb(coding)
    assert len(packed) < SHORT.size
    largest = []
    unpack = Unpacker.unpack

    def noted(self, chunk, most):
        unpacked = unpack(self, chunk, most)
        largest.append(len(unpacked))
        return unpacked

    monkeypatch.setattr(Unpacker, "unpack", noted)
    address = web.serve("/", packed, content_encoding=coding, content_type="text/plain")
    refused(web, address, "more than 100000 bytes")
    assert sum(largest) <= SHORT.size + 1


@pytest.mark.parametrize("coding", ["gzip, gzip", "br", "zstd", "klingon"])
def test_a_coding_that_was_not_asked_for_is_refused(web, coding):
    address = web.serve("/", gzip.compress(gzip.compress(PAGE.encode())), content_encoding=coding)
    refused(web, address, "was not asked for")


def test_a_bomb_in_a_bomb_is_no_text(web):
    packed = gzip.compress(gzip.compress(b"a" * 1_000_000))
    address = web.serve("/", packed, content_encoding="gzip", content_type="text/plain")
    refused(web, address, "null characters")


@pytest.mark.parametrize(
    ("body", "headers"),
    [
        (gzip.compress(PAGE.encode(), mtime=0)[:-9], {"content_encoding": "gzip"}),
        (b"no gzip at all", {"content_encoding": "gzip"}),
        (b"half", {"content_length": 9}),
    ],
)
def test_what_breaks_off_is_refused(web, body, headers):
    refused(web, web.serve("/", body, **headers), "breaks off")


@pytest.mark.parametrize(
    ("told", "body"),
    [
        ("text/html", b"\x89PNG\r\n\x1a\n\x00\x00" * 300),
        ("text/plain", b"MZ\x90\x00"),
        ("application/pdf", b"words"),
        ("image/png", b"words"),
        ("video/mp4", b"words"),
        ("application/json", b"{}"),
    ],
)
def test_what_is_neither_a_page_nor_a_pdf_nor_a_text_is_refused(web, told, body):
    refused(web, web.serve("/", body, content_type=told), "is none|can be read|null characters")


def test_the_rest_of_a_film_is_not_read(web):
    address = web.act("/", endlessly(b"\x00\x00\x00\x18ftypmp42" * 90, 0.01, OK + b"\r\n"))
    refused(web, address, "null characters", Limits(seconds=4, size=10_000_000))


@pytest.mark.parametrize(
    "answer",
    [b"", b"\x00" * 50, b"HTTP/9.9 abc\r\n\r\n", b"SSH-2.0-x\r\n", b"HTTP/1.1 200 OK\r\n\x00"],
)
def test_what_is_no_answer_of_the_web_is_refused(web, answer):
    refused(web, web.act("/", lambda connection: connection.sendall(answer)), "breaks off")


SENTENCES = "address|breaks off|redirects more|usual ports|reached"


@pytest.mark.parametrize("to", ["http://[", "http://a b/", "http://x:99999/", "http:///", "?", "#"])
def test_a_redirect_to_no_address_is_refused(web, to):
    refused(web, web.redirect("/", to), SENTENCES)


@pytest.mark.parametrize("seed", range(40))
def test_a_damaged_answer_is_read_or_refused(web, seed, caplog):
    dice = random.Random(seed)
    whole = (
        b"HTTP/1.1 200 OK\r\ncontent-type: text/plain; charset*0*=utf-8''x; charset=utf-8\r\n"
        b'link: </a>; rel="canonical"\r\ncontent-encoding: gzip\r\nconnection: close\r\n\r\n'
    ) + gzip.compress(PAGE.encode())
    raw = bytearray(whole)
    for _ in range(dice.randint(1, 6)):
        raw[dice.randrange(len(raw))] = dice.randrange(256)
    try:
        assert fetched(web, web.act("/", lambda connection: connection.sendall(raw)))
    except NotFetched as refusal:
        assert str(refusal).endswith(".")
    assert [record for record in caplog.records if record.name == "sources.fetching.http"] == []
