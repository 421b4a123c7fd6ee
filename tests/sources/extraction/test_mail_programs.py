"""Mails and saved pages as programs write them, where these leave the specifications."""

import base64
import quopri

import pytest

from sources.extraction.text import extract_text
from sources.media_types import MAIL, MHTML, ParseError, detect_media_type
from tests.sources.extraction.test_mail import WORDS, get_article

HEADER = (
    "From: Mara Lind <mara@town.example>\nSubject: Harbour\n"
    "Date: Mon, 4 May 2026 10:00:00 +0200\nMIME-Version: 1.0\n"
)
PLAIN = "Content-Type: text/plain; charset=utf-8"


def create(*lines: str, header: str = HEADER) -> bytes:
    return (header + "\n".join(lines)).replace("\n", "\r\n").encode()


def read(raw: bytes, name: str = "letter.eml"):
    return extract_text(raw, detect_media_type(name, raw))


# ── the header ──────────────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize(
    ("sender", "author"),
    [
        ("Lind, Mara <mara@town.example>", "Lind, Mara"),
        ("=?utf-8?Q?Lind=2C_M=C3=A1ra?= <mara@town.example>", "Lind, Mára"),
        ('"Lind, Mara" <mara@town.example>', "Lind, Mara"),
        ('"Mara \\"Mo\\" Lind" <mara@town.example>', 'Mara "Mo" Lind'),
        ('"=?koi8-r?B?8MXU0g==?=" <p@town.example>', "Петр"),
        ("mara@town.example (Mara Lind)", "Mara Lind"),
        ("<mara@town.example>", "mara@town.example"),
        ("Mara <m@town.example>, Bo <bo@town.example>", "Mara"),
    ],
)
def test_the_name_of_the_sender_is_whole(sender, author):
    header = f"From: {sender}\nSubject: Harbour\nMIME-Version: 1.0\n"
    assert read(create("", "Never.", header=header)).author == author


@pytest.mark.parametrize("encoding", ["windows-1251", "koi8-r", "utf-8"])
def test_a_header_that_is_not_encoded_is_in_the_charset_of_the_text(encoding):
    raw = (
        "From: Петр <p@town.example>\nSubject: Отчет о порте\nMIME-Version: 1.0\n"
        f"Content-Type: text/plain; charset={encoding}\n\nНикогда.\n"
    ).encode(encoding)
    extracted = read(raw)
    assert (extracted.author, extracted.title) == ("Петр", "Отчет о порте")


@pytest.mark.parametrize("start", [b"\xef\xbb\xbf", b"\r\n\r\n", b"\xef\xbb\xbf\n"])
def test_what_is_before_the_header_is_left_out(start):
    extracted = read(start + create("", "Never."))
    assert (extracted.title, get_article(extracted)) == ("Harbour", "Never.")


def test_a_mail_is_detected_after_many_lines_of_servers():
    lines = [f"X-Server-{number}: {'b' * 70}\n" for number in range(60)]
    raw = create("", "Never.", header="Received: from a\n\tby b\n" + "".join(lines) + HEADER)
    assert detect_media_type("letter.txt", raw) == MAIL
    assert get_article(read(raw, "letter.txt")) == "Never."


def test_a_mail_of_apple_mail_ends_before_its_properties():
    mail = create("", "Never.")
    raw = str(len(mail)).encode() + b"      \n" + mail + b'<?xml version="1.0"?><plist></plist>'
    extracted = read(raw, "1234.emlx")
    assert (extracted.title, get_article(extracted)) == ("Harbour", "Never.")


# ── the body ────────────────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize(
    ("lines", "article"),
    [
        (
            [PLAIN, "Content-Transfer-Encoding: quoted-printable", "", "in= ", "sured=\t", "!"],
            "insured!",
        ),
        (['Content-Type: multipart/mixed; boundary="lost"', "", "Never."], "Never."),
        (["Content-Type: text/plain; charset=utf-7", "", "Gr+APYA3w-e"], "Größe"),
        (["Content-Type: text/plain; charset=unicode-1-1-utf-7", "", "Gr+APYA3w-e"], "Größe"),
        (["Content-Type: text/plain; charset=x-unknown", "", "Größe"], "Größe"),
        (
            [
                *(
                    'Content-Type: multipart/alternative; boundary="A"',
                    "",
                    "--A",
                    PLAIN,
                    "",
                    "Never.",
                ),
                *("--A", "Content-Type: text/html", "", "<img src=cid:a>", "--A--"),
            ],
            "Never.",
        ),
    ],
)
def test_the_words_of_a_body_are_read(lines, article):
    assert get_article(read(create(*lines))) == article


def test_an_old_code_page_is_read():
    raw = HEADER.encode() + b"Content-Type: text/plain; charset=cp850\n\nGr\x94\xe1e\n"
    assert get_article(read(raw)) == "Größe"


def test_a_pgp_message_is_refused():
    message = ["-----BEGIN PGP MESSAGE-----", "", "hQEMA", "-----END PGP MESSAGE-----"]
    with pytest.raises(ParseError, match="This mail is encrypted"):
        read(create(PLAIN, "", *message))


def test_blanks_at_the_ends_of_many_lines_take_no_time():
    lines = [
        PLAIN,
        "Content-Transfer-Encoding: quoted-printable",
        "",
        " " * 1_000_000 + "=",
        "Never.",
    ]
    assert "Never." in get_article(read(create(*lines)))


# ── saved pages ─────────────────────────────────────────────────────────────────────────────────
def save_page(page: str, *parts: str) -> bytes:
    body = quopri.encodestring(page.encode()).decode()
    html = f"--b\nContent-Type: text/html\nContent-Transfer-Encoding: quoted-printable\n\n{body}\n"
    header = (
        "From: <Saved by Blink>\nSnapshot-Content-Location: https://news.example/a\n"
        'MIME-Version: 1.0\nContent-Type: multipart/related; type="text/html"; boundary="b"\n\n'
    )
    return (header + html + "".join(f"--b\n{part}\n" for part in parts) + "--b--\n").encode()


@pytest.mark.parametrize(
    ("link", "is_hidden"),
    [
        ('<link rel="stylesheet" href="cid:css-1@mhtml.blink">', True),
        (
            '<link href="https://news.example/a.css?x=1&amp;y=2" rel=stylesheet media="screen">',
            True,
        ),
        ('<link rel="stylesheet" media="print" href="cid:css-1@mhtml.blink">', False),
        ('<link rel="alternate stylesheet" href="cid:css-1@mhtml.blink">', False),
        ('<link rel="stylesheet" href="cid:css-9@mhtml.blink">', False),
        ('<link rel="preload" href="cid:css-1@mhtml.blink">', False),
    ],
)
def test_the_style_sheets_of_the_archive_hide_words(link, is_hidden):
    page = (
        f"<html><head>{link}</head><body><article><h1>Harbour</h1><p>{WORDS}</p>"
        f'<p class="ab">Only for subscribers.</p><p>{WORDS}</p></article></body></html>'
    )
    sheets = [
        f"Content-Type: text/css\n{name}\n\n.ab {{display: none}}"
        for name in (
            "Content-ID: <css-1@mhtml.blink>",
            "Content-Location: https://news.example/a.css?x=1&y=2",
        )
    ]
    extracted = read(save_page(page, *sheets), "page.mhtml")
    assert ("Only for subscribers." not in extracted.text) == is_hidden
    assert WORDS in extracted.text and extracted.media_type == MHTML


def test_a_page_that_internet_explorer_saved_without_pictures_is_a_page():
    page = f"<html><body><article><h1>Harbour</h1><p>{WORDS}</p></article></body></html>"
    lines = [
        *("Content-Type: text/html; charset=utf-8", "Content-Transfer-Encoding: base64"),
        *("Content-Location: http://news.example/b", ""),
        base64.encodebytes(page.encode()).decode(),
    ]
    raw = create(*lines, header='From: "Saved by Windows Internet Explorer 8"\nMIME-Version: 1.0\n')
    assert detect_media_type("page.mht", raw) == MHTML
    assert read(raw).canonical_url == "http://news.example/b"
