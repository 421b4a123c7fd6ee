"""How is a snapshot handed to an archive? As WARC 1.1 (ISO 28500), which every archive reads.

The body is what the server sent, unpacked; of its headers only those that were kept are there, and
the record says so.
"""

import json
from io import BytesIO
from typing import BinaryIO
from urllib.parse import urlsplit, urlunsplit

from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from sources.models import Retrieval, Snapshot

SOFTWARE = "Factcheck"
NOTE = "The body is unpacked, and only the headers that were kept are here."


class NothingKept(ValueError):
    """The bytes of this snapshot were not kept; the message says so."""


def write_warc(snapshot: Snapshot, out: BinaryIO) -> None:
    """One snapshot as a gzipped WARC: what was asked and answered, and how it was read.

    Raises `NothingKept`, or `ValueError` where the bytes are not those that were read.
    """
    retrieval = snapshot.retrievals.exclude(original=None).order_by("retrieved_at", "id").first()
    original = snapshot.original or (retrieval and retrieval.original)
    if original is None:
        raise NothingKept(
            "The bytes of this snapshot were not kept, so there is nothing to export."
        )
    writer = WARCWriter(out, gzip=True, warc_version="WARC/1.1")
    told = {"software": SOFTWARE, "format": "WARC File Format 1.1", "description": NOTE}
    writer.write_record(writer.create_warcinfo_record("snapshot.warc.gz", told))
    record = _answer if retrieval else _file
    main = record(writer, snapshot, retrieval, original.raw)
    writer.write_record(main)
    if retrieval:
        writer.write_record(_question(writer, retrieval, main))
    writer.write_record(_metadata(writer, snapshot, retrieval, main))


def _block(writer, address: str, kind: str, raw: bytes, at, headers=None, **options):
    told = {"WARC-Date": f"{at:%Y-%m-%dT%H:%M:%S}Z"} | (headers or {})
    return writer.create_warc_record(
        address, kind, payload=BytesIO(raw), length=len(raw), warc_headers_dict=told, **options
    )


def _answer(writer, snapshot: Snapshot, retrieval: Retrieval, raw: bytes):
    kept = {**retrieval.headers, "content-length": str(len(raw))}
    lines = [(name.title(), value) for name, value in kept.items()]
    told = StatusAndHeaders(f"{retrieval.status} OK", lines, protocol="HTTP/1.1")
    at = retrieval.retrieved_at
    return _block(writer, retrieval.address, "response", raw, at, http_headers=told)


def _file(writer, snapshot: Snapshot, retrieval: None, raw: bytes):
    """What came by hand: a file, or words that were pasted."""
    address = snapshot.source.url or f"urn:sha256:{snapshot.sha256}"
    kind = snapshot.media_type
    return _block(writer, address, "resource", raw, snapshot.captured_at, warc_content_type=kind)


def _question(writer, retrieval: Retrieval, answer):
    parts = urlsplit(retrieval.address)
    path = urlunsplit(("", "", parts.path or "/", parts.query, ""))
    told = StatusAndHeaders(f"GET {path} HTTP/1.1", [("Host", parts.netloc)], is_http_request=True)
    return _block(
        *(writer, retrieval.address, "request", b"", retrieval.retrieved_at),
        headers={"WARC-Concurrent-To": _name(answer)},
        http_headers=told,
    )


def _metadata(writer, snapshot: Snapshot, retrieval: Retrieval | None, main):
    told = {
        "snapshot": snapshot.public_id,
        "sha256 of the text": snapshot.sha256,
        "extractor": snapshot.extractor,
        "requested": retrieval.requested if retrieval else "",
        "redirects": retrieval.redirects if retrieval else [],
    }
    raw = json.dumps(told, ensure_ascii=False).encode()
    return _block(
        *(writer, main.rec_headers.get_header("WARC-Target-URI"), "metadata", raw),
        snapshot.captured_at,
        headers={"WARC-Refers-To": _name(main)},
        warc_content_type="application/json",
    )


def _name(record) -> str:
    return record.rec_headers.get_header("WARC-Record-ID")
