"""One small file of each format that is read, and seeded mutations of it."""

import io
import json
import random
import re
import zipfile
from collections.abc import Callable
from email.message import EmailMessage

from docx.document import Document

from sources.media_types import CSV, DOCX, HTML, JSON, MAIL, MHTML, PDF, SRT, TEXT, VTT, XLSX
from tests.helpers.office_files import append_xml, create_docx, create_xlsx
from tests.helpers.pdfs import create_pdf

WORDS = "The harbour was never insured – no one would insure it, she said in May 2026. "
MOMENT = re.compile(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")
PARAGRAPHS = [f"{number}. {WORDS * 3}" for number in range(9)]
PAGE = (
    '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Harbour</title></head>'
    "<body><nav>Home</nav><article><h1>Harbour</h1>"
    + "".join(f"<p>{text}</p>" for text in PARAGRAPHS)
    + "<table><tr><td>2025</td><td>10<sup>6</sup></td></tr></table></article></body></html>"
)


def _create_mail() -> bytes:
    mail = EmailMessage()
    mail["From"], mail["To"] = "Mara Lind <mara@town.example>", "desk@desk.example"
    mail["Subject"], mail["Date"] = "Größe – harbour", "Mon, 4 May 2026 10:00:00 +0200"
    mail.set_content("\n\n".join(PARAGRAPHS), cte="quoted-printable")
    mail.add_alternative(PAGE, subtype="html", cte="base64")
    mail.add_attachment(b"%PDF-1.4", maintype="application", subtype="pdf", filename="Größe.pdf")
    for number, part in enumerate(mail.walk()):
        if part.is_multipart():
            part.set_boundary(f"boundary-{number}")  # otherwise it would be random
    return mail.as_bytes()


def _create_mhtml() -> bytes:
    page = EmailMessage()
    page.set_content(PAGE, subtype="html", cte="quoted-printable")
    header = (
        "From: <Saved by Blink>\nSnapshot-Content-Location: https://news.example/harbour\n"
        "Date: Mon, 4 May 2026 10:00:00 -0000\nMIME-Version: 1.0\n"
        'Content-Type: multipart/related; type="text/html"; boundary="b"\n\n--b\n'
    )
    return header.encode() + page.as_bytes() + b"\n--b--\n"


def _add_tables(document: Document) -> None:
    document.add_heading("Costs", 1)
    table = document.add_table(3, 3)
    for number in range(9):
        table.cell(number // 3, number % 3).text = f"cell {number}"
    append_xml(document, '<w:ins w:id="1"><w:r><w:t>inserted</w:t></w:r></w:ins>')
    append_xml(document, '<w:del w:id="2"><w:r><w:delText>deleted</w:delText></w:r></w:del>')


def create_samples() -> dict[str, bytes]:
    """The bytes of a file for each media type."""
    cues = [f"00:0{n}.000 --> 00:0{n + 1}.000\n<v Mayor>{WORDS}\n" for n in range(8)]
    srt = [f"{n}\n00:00:0{n},000 --> 00:00:0{n + 1},000\n{WORDS}\n" for n in range(8)]
    rows = [["Year", "Cost", "Words"], *([2020 + n, (n / 7, "0.0%"), WORDS] for n in range(20))]
    csv_rows = [f'{2020 + n},{n / 7},"{WORDS}"' for n in range(20)]
    return {
        HTML: PAGE.encode(),
        PDF: create_pdf(*(text[:90] for text in PARAGRAPHS), title="Harbour"),
        DOCX: _pack(_unpack(create_docx(*PARAGRAPHS, change=_add_tables))),
        XLSX: _pack(_unpack(create_xlsx(Budget=rows, Notes=[[WORDS]]))),
        MAIL: _create_mail(),
        MHTML: _create_mhtml(),
        VTT: ("WEBVTT\n\n" + "\n".join(cues)).encode(),
        SRT: "\n".join(srt).encode(),
        CSV: "\n".join(["Year,Cost,Words", *csv_rows]).encode(),
        JSON: json.dumps({"@type": "NewsArticle", "articleBody": WORDS * 9}).encode(),
        TEXT: "\n\n".join(PARAGRAPHS).encode(),
    }


# ── mutations ───────────────────────────────────────────────────────────────────────────────────
def mutate(raw: bytes, chance: random.Random) -> bytes:
    """A damaged copy of a file; inside of an archive, one of its entries is damaged."""
    if raw.startswith(b"PK") and chance.random() < 0.8:
        return _mutate_entry(raw, chance)
    return _mutate_bytes(raw, chance)


def _mutate_entry(raw: bytes, chance: random.Random) -> bytes:
    entries = _unpack(raw)
    damaged = chance.choice(sorted(entries))
    entries[damaged] = _mutate_bytes(entries[damaged], chance)
    return _pack(entries)


def _unpack(raw: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def _pack(entries: dict[str, bytes]) -> bytes:
    """An archive of these files that is the same each time."""
    output = io.BytesIO()
    with zipfile.ZipFile(output, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries.items():
            info = zipfile.ZipInfo(name)
            archive.writestr(info, MOMENT.sub(b"2026-05-04T10:00:00Z", content))
    return output.getvalue()


def _mutate_bytes(raw: bytes, chance: random.Random) -> bytes:
    damaged = bytearray(raw)
    for _time in range(chance.choice([1, 1, 2, 5, 30])):
        start = chance.randrange(len(damaged) + 1)
        end = min(len(damaged), start + chance.choice([1, 1, 4, 40, 400]))
        MUTATIONS[chance.randrange(len(MUTATIONS))](damaged, start, end, chance)
    return bytes(damaged)


def _flip(damaged: bytearray, start: int, end: int, chance: random.Random) -> None:
    for place in range(start, end):
        damaged[place] ^= 1 << chance.randrange(8)


def _delete(damaged: bytearray, start: int, end: int, _chance: random.Random) -> None:
    del damaged[start:end]


def _repeat(damaged: bytearray, start: int, end: int, chance: random.Random) -> None:
    damaged[start:start] = bytes(damaged[start:end]) * chance.choice([1, 3, 200])


def _insert(damaged: bytearray, start: int, end: int, chance: random.Random) -> None:
    damaged[start:start] = chance.randbytes(end - start)


def _truncate(damaged: bytearray, start: int, _end: int, chance: random.Random) -> None:
    if chance.random() < 0.3:
        del damaged[start:]


def _replace_number(damaged: bytearray, start: int, end: int, chance: random.Random) -> None:
    numbers = [b"0", b"-1", b"65536", b"2147483647", b"99999999999999999999", b"1e309"]
    damaged[start:end] = chance.choice(numbers)


MUTATIONS: tuple[Callable[[bytearray, int, int, random.Random], None], ...] = (
    *(_flip, _delete, _repeat, _insert, _truncate, _replace_number),
)
