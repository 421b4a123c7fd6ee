"""The words of mails and saved pages are decoded; the header and attachments are parts."""

import base64
import quopri
from email.message import EmailMessage

import pytest

from sources.extraction.mime import join_flowed_lines
from sources.extraction.text import extract_text
from sources.media_types import MAIL, MHTML, ParseError, detect_media_type

LETTER = """From: Mara Lind <mara@town.example>
To: desk@desk.example
Subject: =?utf-8?Q?Re=3A_Harbour_=E2=80=93_your_question?=
Date: Mon, 4 May 2026 10:00:00 +0200
MIME-Version: 1.0
Content-Type: text/plain; charset=utf-8
Content-Transfer-Encoding: quoted-printable

The harbour was never insured. We asked three companies and none would insur=
e it =E2=80=93 the treasurer=E2=80=99s letter says so.
"""
BODY = (
    "The harbour was never insured. We asked three companies and none would insure it – "
    "the treasurer’s letter says so."
)
WORDS = " ".join(["The harbour was never insured – nobody would insure it, she said."] * 8)
PAGE = (
    "<html lang='en'><head><title>Harbour</title></head><body><nav>Home News</nav><article>"
    f"<h1>Harbour</h1><p>{WORDS}</p></article></body></html>"
)


def create_mail() -> EmailMessage:
    mail = EmailMessage()
    mail["From"], mail["To"] = "Mara Lind <mara@town.example>", "desk@desk.example"
    mail["Subject"], mail["Date"] = "The harbour", "Mon, 4 May 2026 23:30:00 -0500"
    return mail


def get_article(extracted) -> str:
    ((start, end),) = extracted.article_spans
    return extracted.text[start:end]


def get_parts(extracted, kind: str) -> dict[str, str]:
    parts = [part for part in extracted.parts if part.kind == kind]
    return {part.label: extracted.text[part.start : part.end] for part in parts}


def test_a_letter_is_decoded_and_its_header_is_kept_apart():
    raw = LETTER.encode()
    assert detect_media_type("letter.eml", raw) == MAIL
    extracted = extract_text(raw, MAIL)
    assert get_article(extracted) == BODY
    assert get_parts(extracted, "header") == {
        "From": "Mara Lind <mara@town.example>",
        "To": "desk@desk.example",
        "Subject": "Re: Harbour – your question",
        "Date": "Mon, 4 May 2026 10:00:00 +0200",
    }
    assert extracted.title == "Re: Harbour – your question"
    assert extracted.author == "Mara Lind"
    assert extracted.published_on == "2026-05-04"


@pytest.mark.parametrize("charset", ["utf-8", "iso-8859-1", "windows-1251", "koi8-r", "shift_jis"])
@pytest.mark.parametrize("encoding", ["base64", "quoted-printable", "8bit"])
def test_every_encoding_of_a_body_is_decoded(charset, encoding):
    words = {
        "windows-1251": "Гавань не была застрахована.",
        "koi8-r": "Гавань не была застрахована.",
        "shift_jis": "港は一度も保険に入っていない。",
    }.get(charset, "Der Hafen war für 3 Mio. nie versichert.")
    body = words.encode(charset)
    if encoding == "base64":
        body = base64.encodebytes(body)
    elif encoding == "quoted-printable":
        body = quopri.encodestring(body)
    header = (
        f"From: a@b.example\nMIME-Version: 1.0\nContent-Type: text/plain; charset={charset}\n"
        f"Content-Transfer-Encoding: {encoding}\n\n"
    )
    assert get_article(extract_text(header.encode() + body, MAIL)) == words


def test_the_web_page_of_a_mail_is_read_without_what_is_hidden():
    mail = create_mail()
    mail.set_content("Open this mail in your browser.")
    mail.add_alternative(
        "<html><body><div style='display:none'>Preheader</div><p>The harbour was<br>never "
        "<b>insured</b>.</p><table><tr><td>2025</td><td>12 million</td></tr></table></body></html>",
        subtype="html",
    )
    extracted = extract_text(mail.as_bytes(), MAIL)
    words = get_article(extracted).replace("\n", " ").replace("\t", " ")
    assert " ".join(words.split()) == "The harbour was never insured. 2025 12 million"
    assert "Open this mail" not in extracted.text


def test_attachments_are_listed_with_name_and_size():
    mail = create_mail()
    mail.set_content("See the letter.")
    mail.add_attachment(b"%PDF" * 1000, maintype="application", subtype="pdf", filename="Größe.pdf")
    mail.add_attachment("words of a note", filename="note.txt")
    extracted = extract_text(mail.as_bytes(), MAIL)
    assert get_article(extracted) == "See the letter."
    assert get_parts(extracted, "attachment") == {"4000 bytes": "Größe.pdf", "16 bytes": "note.txt"}
    assert extracted.text.endswith(
        "Attachment: Größe.pdf (4,000 bytes)\nAttachment: note.txt (16 bytes)"
    )
    added = [extracted.text[start:end] for start, end in extracted.added]
    assert added == ["Attachment: ", " (4,000 bytes)", "Attachment: ", " (16 bytes)"]


def test_a_forwarded_mail_is_an_attachment():
    inner = create_mail()
    inner.set_content("inner words")
    mail = create_mail()
    mail.set_content("See below.")
    mail.add_attachment(inner)
    extracted = extract_text(mail.as_bytes(), MAIL)
    assert get_article(extracted) == "See below."
    assert list(get_parts(extracted, "attachment").values()) == ["The harbour"]


@pytest.mark.parametrize(
    ("subject", "title"),
    [
        ("=?iso-8859-1?Q?Gr=F6=DFe?=", "Größe"),
        ("=?utf-8?B?0JPQsNCy0LDQvdGM?=", "Гавань"),
        ("=?utf-8?Q?one?=\n =?utf-8?Q?_two?=", "one two"),
        ("=?no-such-charset?Q?abc?=", "abc"),
        ("plain\n folded", "plain folded"),
        ("Größe", "Größe"),
        ("=?utf-8?Q?broken", "=?utf-8?Q?broken"),
    ],
)
def test_a_subject_is_decoded(subject, title):
    raw = f"From: a@b.example\nSubject: {subject}\nMIME-Version: 1.0\n\nwords\n".encode()
    assert extract_text(raw, MAIL).title == title


@pytest.mark.parametrize("date", ["yesterday", "", "Mon, 99 May 2026", "4 May 99999 10:00"])
def test_a_date_that_cannot_be_read_is_left_empty(date):
    raw = f"From: a@b.example\nDate: {date}\nMIME-Version: 1.0\n\nwords\n".encode()
    assert extract_text(raw, MAIL).published_on == ""


def test_flowed_lines_are_joined():
    text = "We never paid a \nsingle crown.\n> You did \n> pay.\n\n-- \nMara"
    assert join_flowed_lines(text, delete_space=False) == (
        "We never paid a single crown.\n> You did pay.\n\n-- \nMara"
    )
    assert join_flowed_lines("我们 \n从来", delete_space=True) == "我们从来"


@pytest.mark.parametrize("subtype", ["related", "mixed", "alternative"])
def test_a_saved_page_is_read_like_the_page(subtype):
    header = (
        "From: <Saved by Blink>\nSnapshot-Content-Location: https://news.example/harbour\n"
        "Subject: Harbour\nDate: Mon, 4 May 2026 10:00:00 -0000\nMIME-Version: 1.0\n"
        f'Content-Type: multipart/{subtype}; type="text/html"; boundary="b"\n\n--b\n'
    )
    page = EmailMessage()
    page.set_content(PAGE, subtype="html", cte="quoted-printable")
    picture = EmailMessage()
    picture.set_content(b"\x89PNG", maintype="image", subtype="png")
    raw = header.encode() + page.as_bytes() + b"\n--b\n"
    raw += picture.as_bytes() + b"\n--b--\n"
    assert detect_media_type("harbour.mhtml", raw) == MHTML
    extracted = extract_text(raw, MHTML)
    assert WORDS in extracted.text
    assert "Home News" not in extracted.text and "=E2" not in extracted.text
    assert extracted.canonical_url == "https://news.example/harbour"
    assert extracted.media_type == MHTML


@pytest.mark.parametrize(
    ("raw", "message"),
    [
        (b"From: a@b.example\nMIME-Version: 1.0\n\n", "no text in this mail"),
        (
            b"From: a@b.example\nMIME-Version: 1.0\nContent-Type: image/png\n"
            b"Content-Transfer-Encoding: base64\n\niVBORw0KGgo=\n",
            "no text in this mail",
        ),
        (
            b"From a@b.example Mon May  4 10:00:00 2026\nFrom: a@b.example\nTo: c\n\nwords\n\n"
            b"From d@e.example Mon May  4 11:00:00 2026\nFrom: d@e.example\n\nmore\n",
            "a mailbox with several mails",
        ),
        (
            b"From: a@b.example\nMIME-Version: 1.0\n"
            b"Content-Type: multipart/encrypted; boundary=x\n\n--x\n\n--x--\n",
            "is encrypted",
        ),
        (
            b"From: a@b.example\nMIME-Version: 1.0\nContent-Type: text/plain; charset=utf-8\n\n"
            b"Gr\xf6\xdfe\n",
            "This is not utf-8",
        ),
    ],
)
def test_a_mail_without_readable_words_is_refused(raw, message):
    with pytest.raises(ParseError, match=message):
        extract_text(raw, MAIL)


def test_a_wrong_charset_is_replaced_by_the_one_that_a_person_gives():
    header = b"From: a@b.example\nMIME-Version: 1.0\nContent-Type: text/plain; charset=utf-8\n"
    raw = header + b"\nGr\xf6\xdfe\n"
    assert get_article(extract_text(raw, MAIL, "windows-1252")) == "Größe"
