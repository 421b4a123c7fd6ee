"""A file is read by its content, or refused by its true kind."""

import io
import zipfile

import pytest

from sources.media_types import (
    CSV,
    DOCX,
    HTML,
    JSON,
    MAIL,
    MHTML,
    SRT,
    TEXT,
    TSV,
    VTT,
    XLSX,
    ParseError,
    detect_media_type,
)
from tests.helpers.office_files import create_docx, create_xlsx

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2000)


def create_zip(**entries: str) -> bytes:
    output = io.BytesIO()
    with zipfile.ZipFile(output, "w") as archive:
        for name, content in entries.items():
            archive.writestr(name, content)
    return output.getvalue()


def create_media(brand: str) -> bytes:
    return b"\x00\x00\x00\x20ftyp" + brand.encode() + bytes(40)


@pytest.mark.parametrize(
    ("raw", "name", "message"),
    [
        (b"\x89PNG\r\n\x1a\n" + bytes(20), "shot.png", "This is a PNG picture."),
        (b"\xff\xd8\xff\xe0" + bytes(20), "photo.txt", "This is a JPEG picture."),
        (b"GIF89a" + bytes(20), "a.gif", "This is a GIF picture."),
        (b"RIFF\x00\x00\x00\x00WEBPVP8 ", "a.webp", "This is a WebP picture."),
        (create_media("heic"), "a.heic", "This is a HEIC picture."),
        (create_media("avif"), "a.avif", "This is an AVIF picture."),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "a.svg", "This is an SVG picture."),
        (b"<?xml version='1.0'?>\n<svg:svg/>", "a.svg", "This is an SVG picture."),
        (create_media("isom"), "talk.mp4", "This is an MP4 video."),
        (create_media("qt  "), "talk.mov", "This is a QuickTime video."),
        (b"\x1aE\xdf\xa3" + bytes(20) + b"matroska", "talk.mkv", "This is a Matroska video."),
        (b"\x1aE\xdf\xa3" + bytes(20) + b"webm", "talk.webm", "This is a WebM video."),
        (b"RIFF\x00\x00\x00\x00AVI LIST", "talk.avi", "This is an AVI video."),
        (create_media("M4A "), "talk.m4a", "This is an M4A recording."),
        (b"ID3\x04\x00\x00", "talk.mp3", "This is an MP3 recording."),
        (b"RIFF\x00\x00\x00\x00WAVEfmt ", "talk.wav", "This is a WAVE recording."),
        (b"OggS" + bytes(60), "talk.ogg", "This is an Ogg recording."),
        (create_zip(a="words"), "files.zip", "This is a ZIP archive."),
        (b"7z\xbc\xaf\x27\x1c", "files.7z", "This is a 7-Zip archive."),
        (b"Rar!\x1a\x07\x00", "files.rar", "This is a RAR archive."),
        (b"\x1f\x8b\x08\x00", "page.html.gz", "This is a gzip archive."),
        (b"a" * 257 + b"ustar\x0000", "files.tar", "This is a tar archive."),
        (b"{\\rtf1\\ansi We \\b never\\b0  paid.}", "letter.rtf", "This is an RTF document."),
        (b"{\\rtf1\\ansi We never paid.}", "letter.txt", "This is an RTF document."),
        (
            create_zip(mimetype="application/vnd.oasis.opendocument.text", content="words"),
            "letter.odt",
            "This is an OpenDocument (.odt) document.",
        ),
        (
            create_zip(mimetype="application/vnd.oasis.opendocument.spreadsheet"),
            "table.ods",
            "This is an OpenDocument (.ods) file.",
        ),
        (create_zip(mimetype="application/epub+zip"), "a.epub", "This is an EPUB book."),
        (OLE + "WordDocument".encode("utf-16-le"), "a.doc", "This is a Word 97 (.doc) document."),
        (OLE + "Workbook".encode("utf-16-le"), "a.xls", "This is an Excel 97 (.xls) file."),
        (OLE, "a.xls", "This is an Excel 97 (.xls) file."),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "a.docx", "with a password"),
        (OLE + "__properties_version1.0".encode("utf-16-le"), "a.msg", "Outlook message"),
        (
            create_zip(**{"[Content_Types].xml": "", "ppt/presentation.xml": ""}),
            "a.pptx",
            "PowerPoint",
        ),
        (b"bplist00\xd1\x01\x02", "a.webarchive", "This is a Safari web archive."),
        (b"WARC/1.0\r\n", "a.warc", "This is a WARC web archive."),
        (b"<?xml version='1.0'?><rss version='2.0'>", "a.xml", "This is an RSS feed"),
        (b"<?xml version='1.0'?><feed>", "a.xml", "This is an Atom feed"),
        (b"<?xml version='1.0'?><tt:tt>", "a.ttml", "These are TTML subtitles."),
        (b"<?xml version='1.0'?><invoice>", "a.xml", "This is XML data"),
        (b"[Script Info]\nTitle: a", "a.ass", "SubStation Alpha"),
        (b"0:00:01.000,0:00:02.000\nwords\n", "a.sbv", "YouTube"),
        (b"SQLite format 3\x00", "a.db", "This is a SQLite database."),
        (b"MZ\x90\x00\x03\x00", "a.exe", "This is a Windows program."),
        (b"wOF2\x00\x01", "a.woff2", "This is a WOFF font."),
        (b"BEGIN:VCALENDAR\r\n", "a.ics", "calendar data"),
        (b"%!PS-Adobe-3.0", "a.ps", "PostScript"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_by_its_true_kind(raw, name, message):
    with pytest.raises(ParseError) as caught:
        detect_media_type(name, raw)
    assert message in str(caught.value)
    with pytest.raises(ParseError) as caught:
        detect_media_type("", raw, "application/octet-stream")
    assert str(caught.value).endswith(".")


MAIL_HEADER = b"From: a@b.example\nTo: c@d.example\nSubject: The harbour\n"
MHTML_HEADER = b'MIME-Version: 1.0\nContent-Type: multipart/related; boundary="x"\n\n'


@pytest.mark.parametrize(
    ("raw", "name", "declared", "media_type"),
    [
        (MAIL_HEADER + b"\nwords", "letter.txt", "", MAIL),
        (MAIL_HEADER.replace(b"\n", b"\r\n") + b"\r\nwords", "letter.eml", "", MAIL),
        (b"From a@b.example Mon May  4 10:00:00 2026\n" + MAIL_HEADER + b"\nwords", "", "", MAIL),
        (b"Return-Path: <a@b.example>\nReceived: by x\n\ty\n" + b"A: b\n" * 400, "", "", MAIL),
        (b"Message-ID: <a@b>\nDate: today\n\nwords", "", "message/rfc822", MAIL),
        (b"From: <Saved by Blink>\n" + MHTML_HEADER, "page.mht", "", MHTML),
        (
            b"From: <Saved by Blink>\nSnapshot-Content-Location: https://a\n" + MHTML_HEADER,
            "page.mhtml",
            "multipart/related",
            MHTML,
        ),
        (b"WEBVTT\n\n00:01.000 --> 00:02.000\nwords", "talk.txt", "", VTT),
        (b"\xef\xbb\xbfWEBVTT - a title\n", "talk.vtt", "text/vtt", VTT),
        (b"1\r\n00:00:01,000 --> 00:00:02,000\r\nwords", "talk.srt", "", SRT),
        ("1\n00:00:01,000 --> 00:00:02,000\nwords".encode("utf-16"), "talk.txt", "", SRT),
        (b"a,b\n1,2\n", "table.csv", "", CSV),
        (b"a,b\n1,2\n", "", "text/csv", CSV),
        (b"a\tb\n", "table.tsv", "application/octet-stream", TSV),
        (create_docx("words"), "a.docx", "", DOCX),
        (create_docx("words")[:1024], "", DOCX, DOCX),
        (create_xlsx(A=[["a"]]), "renamed.zip", "", XLSX),
        (create_xlsx(A=[["a"]])[:1024], "", XLSX, XLSX),
        (b'{"@type": "NewsArticle"}', "a.txt", "", JSON),
        (b"[1]", "", "application/ld+json", JSON),
        (b"<p>words", "words.txt", "", HTML),
        (b"<div class='a'>\n<p>words", "", "text/plain", HTML),
        (b"<meta charset=utf-8><title>a", "page", "", HTML),
        (b"words without a header", "letter.eml", "", MAIL),
        (b"00:00:01,000 --> 00:00:02,000\nwords", "talk.txt", "", SRT),
        (b"words", "talk.vtt", "", VTT),
        (b"<?xml version='1.0'?><?xml-stylesheet href='a'?>\n<html>", "", "", HTML),
        (b"From: the mayor\nwe never paid", "words.txt", "", TEXT),
        (b"Subject: insurance. To: all of us, the town says no.", "words.txt", "", TEXT),
        (b"MZ is the country code of Mozambique.", "words.txt", "", TEXT),
        (b"ID3 tags name the artist.", "words.txt", "", TEXT),
        (b"1 < 2 and <b> is bold", "words.txt", "", TEXT),
        (b"[We never paid]", "words.txt", "", TEXT),
        (b"WEBVTTs are subtitles", "words.txt", "", TEXT),
    ],
)
def test_a_readable_file_is_recognized(raw, name, declared, media_type):
    assert detect_media_type(name, raw, declared) == media_type


@pytest.mark.parametrize(
    ("raw", "declared", "message"),
    [
        (b"words", "text/vtt", "declared as text/vtt, but its content is not"),
        (b"words", DOCX, "but its content is not"),
        (b"words", "image/png", "image/png, which cannot be read"),
        (b"a{color:red}", "text/css", "text/css, which cannot be read"),
        (b"words", "application/msword", "application/msword, which cannot be read"),
    ],
)
def test_what_a_server_declares_wrongly_is_refused(raw, declared, message):
    with pytest.raises(ParseError, match=message):
        detect_media_type("", raw, declared)


@pytest.mark.parametrize(
    ("raw", "name", "message"),
    [
        (b"\xff\xfa\x90\x64" + bytes(100), "talk.mp3", "This is an MP3 recording."),
        (b"\x04%!PS-Adobe-3.0\n", "a.ps", "This is a PostScript document."),
        (b"% made by hand\n\\documentclass{article}", "a.tex", "This is a LaTeX document."),
        (b"<!-- made by -->\n<svg xmlns='x'></svg>", "a.svg", "This is an SVG picture."),
        (b'<!DOCTYPE svg PUBLIC "x" "y">\n<svg/>', "a.svg", "This is an SVG picture."),
        (b'<tt xmlns="http://www.w3.org/ns/ttml"><body/></tt>', "a", "These are TTML subtitles."),
        (b"{0}{25}Hello\n{26}{50}Again\n", "a.sub", "These are MicroDVD subtitles."),
        (b"<records><record>x</record></records>", "a.xml", "This is XML data"),
        (b'<records xmlns="urn:x">words</records>', "a.xml", "This is XML data"),
        (b"-----BEGIN RSA PRIVATE KEY-----\nMIIE\n", "id", r"This is a key \(PEM\)"),
        (b"-----BEGIN OPENSSH PRIVATE KEY-----\nb3Bl\n", "id", r"This is a key \(PEM\)"),
        (b"-----BEGIN CERTIFICATE-----\nMIIE\n", "a.pem", "This is a certificate"),
        (b"-----BEGIN PGP MESSAGE-----\n\nhQEM\n", "a.asc", "This is a PGP message"),
        (b"#!/usr/bin/env python3\nimport os\n", "a.py", "This is the source of a program"),
        (b"<?php echo 1; ?>\n<html>", "a.php", "This is the source of a program"),
        (b"[InternetShortcut]\r\nURL=https://a.example\r\n", "a.url", "This is a link to a page"),
        (bytes.fromhex("e4525c7b8cd8a74d") + bytes(50), "a.one", "This is a OneNote document."),
    ],
)
def test_texts_of_machines_are_refused_by_their_kind(raw, name, message):
    with pytest.raises(ParseError, match=message):
        detect_media_type(name, raw)


@pytest.mark.parametrize(
    ("raw", "declared", "media_type"),
    [
        (b"a,b\n1,2\n", "application/vnd.ms-excel", CSV),
        (b"a,b\n1,2\n", "binary/octet-stream", CSV),
        (b"<div><p>Never.</p></div>", "", HTML),
        (b"<aside><p>Never.</p></aside>", "", HTML),
        (b"<Applause> Thank you all.", "", CSV),
        (b"#1 in the country\n", "", CSV),
        (b"{1} is a number, {2} is one too\n", "", CSV),
    ],
)
def test_texts_for_readers_are_not_refused(raw, declared, media_type):
    assert detect_media_type("data.csv", raw, declared) == media_type
