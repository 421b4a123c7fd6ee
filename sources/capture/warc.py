"""Export a snapshot as WARC 1.1 (ISO 28500), which every web archive reads.

The payload is the decompressed response. Only the headers that were stored are included, and the
`warcinfo` record says so.
"""

import json
from io import BytesIO
from typing import BinaryIO
from urllib.parse import urlsplit, urlunsplit

from django.utils.translation import gettext as _
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from sources.capture.web_archive import ArchiveError
from sources.models import Retrieval, Snapshot

WARCINFO = {
    "software": "Factcheck",
    "format": "WARC File Format 1.1",
    "description": "The payload is decompressed. Only the headers that were stored are included.",
}


def write_warc(snapshot: Snapshot, output: BinaryIO) -> None:
    """Write the response, the request and how the text was extracted, as one gzipped WARC.

    Raises `ArchiveError` if the bytes were not stored, and `ValueError` if they are corrupt.
    """
    retrieval = (
        snapshot.retrievals.exclude(raw_document=None).order_by("retrieved_at", "id").first()
    )
    document = snapshot.raw_document
    if document is None and retrieval:
        document = retrieval.raw_document
    if document is None:
        raise ArchiveError(
            _("The original file of this snapshot was not saved, so there is nothing to export.")
        )
    writer = WARCWriter(output, gzip=True, warc_version="WARC/1.1")
    writer.write_record(writer.create_warcinfo_record("snapshot.warc.gz", WARCINFO))
    if retrieval:
        main_record = _create_response_record(writer, retrieval, document.raw)
    else:
        main_record = _create_resource_record(writer, snapshot, document.raw)
    writer.write_record(main_record)
    if retrieval:
        writer.write_record(_create_request_record(writer, retrieval, main_record))
    writer.write_record(_create_metadata_record(writer, snapshot, retrieval, main_record))


def _create_record(writer, url: str, record_type: str, payload: bytes, at, headers=None, **options):
    return writer.create_warc_record(
        url,
        record_type,
        payload=BytesIO(payload),
        length=len(payload),
        warc_headers_dict={"WARC-Date": f"{at:%Y-%m-%dT%H:%M:%S}Z"} | (headers or {}),
        **options,
    )


def _create_response_record(writer, retrieval: Retrieval, payload: bytes):
    headers = {**retrieval.headers, "content-length": str(len(payload))}
    http_headers = StatusAndHeaders(
        f"{retrieval.status} OK",
        [(name.title(), value) for name, value in headers.items()],
        protocol="HTTP/1.1",
    )
    return _create_record(
        *(writer, retrieval.address, "response", payload, retrieval.retrieved_at),
        http_headers=http_headers,
    )


def _create_resource_record(writer, snapshot: Snapshot, payload: bytes):
    """A file that was uploaded, or a text that was pasted."""
    return _create_record(
        writer,
        snapshot.source.url or f"urn:sha256:{snapshot.sha256}",
        "resource",
        payload,
        snapshot.captured_at,
        warc_content_type=snapshot.media_type,
    )


def _create_request_record(writer, retrieval: Retrieval, response_record):
    parts = urlsplit(retrieval.address)
    path = urlunsplit(("", "", parts.path or "/", parts.query, ""))
    http_headers = StatusAndHeaders(
        f"GET {path} HTTP/1.1", [("Host", parts.netloc)], is_http_request=True
    )
    return _create_record(
        *(writer, retrieval.address, "request", b"", retrieval.retrieved_at),
        headers={"WARC-Concurrent-To": _get_record_id(response_record)},
        http_headers=http_headers,
    )


def _create_metadata_record(writer, snapshot: Snapshot, retrieval: Retrieval | None, main_record):
    metadata = {
        "snapshot": snapshot.public_id,
        "sha256 of the text": snapshot.sha256,
        "extractor": snapshot.extractor,
        "requested": retrieval.requested if retrieval else "",
        "redirects": retrieval.redirects if retrieval else [],
    }
    payload = json.dumps(metadata, ensure_ascii=False).encode()
    url = main_record.rec_headers.get_header("WARC-Target-URI")
    return _create_record(
        *(writer, url, "metadata", payload, snapshot.captured_at),
        headers={"WARC-Refers-To": _get_record_id(main_record)},
        warc_content_type="application/json",
    )


def _get_record_id(record) -> str:
    return record.rec_headers.get_header("WARC-Record-ID")
