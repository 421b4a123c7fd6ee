"""Export a snapshot as WARC 1.1 (ISO 28500), which every web archive reads and replays.

The payload is the decompressed response. Only the headers that were stored are included, and the
redirects are written from their addresses; the `warcinfo` record says so. Only the response has the
address of the page: replay tools show every record at its address, and would show the metadata
there in place of the page.
"""

import json
import string
from datetime import UTC
from http import HTTPStatus
from io import BytesIO
from typing import BinaryIO
from urllib.parse import quote, urldefrag, urlsplit

from django.utils.translation import gettext as _
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from sources.capture.web_archive import ArchiveError
from sources.models import Retrieval, Snapshot
from sources.urls import get_host

WARCINFO = {
    "software": "Factcheck",
    "format": "WARC File Format 1.1",
    "description": (
        "The payload is decompressed. Only the headers that were stored are included. Redirects "
        "are written from the addresses that were stored."
    ),
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
        for record in _create_redirect_records(writer, retrieval):
            writer.write_record(record)
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
        warc_headers_dict={"WARC-Date": _format_time(at)} | (headers or {}),
        **options,
    )


def _format_time(at) -> str:
    """The moment in UTC, to the second: WARC 1.0 tools know no fractions."""
    return f"{at.astimezone(UTC):%Y-%m-%dT%H:%M:%S}Z"


def _create_response_record(writer, retrieval: Retrieval, payload: bytes):
    headers = {**retrieval.headers, "content-length": str(len(payload))}
    return _create_record(
        *(writer, _get_uri(retrieval.address), "response", payload, retrieval.retrieved_at),
        http_headers=_create_http_headers(retrieval.status, headers),
    )


def _create_redirect_records(writer, retrieval: Retrieval) -> list:
    """Each redirect as a response, so that the address that was requested leads to the page."""
    urls = [*(url for _status, url in retrieval.redirects), retrieval.address]
    return [
        _create_record(
            *(writer, _get_uri(url), "response", b"", retrieval.retrieved_at),
            http_headers=_create_http_headers(
                status, {"location": _get_uri(target), "content-length": "0"}
            ),
        )
        for (status, url), target in zip(retrieval.redirects, urls[1:], strict=True)
    ]


def _create_http_headers(status, headers: dict[str, str]) -> StatusAndHeaders:
    phrase = HTTPStatus(status).phrase if status in set(HTTPStatus) else ""
    return StatusAndHeaders(
        f"{status} {phrase}",
        [(name.title(), value) for name, value in headers.items()],
        protocol="HTTP/1.1",
    )


def _get_uri(url: str) -> str:
    """The address as a server receives it: ASCII, without a fragment, else letter for letter."""
    scheme, _separator, rest = urldefrag(url).url.partition("://")
    authority = urlsplit(url).netloc
    host = get_host(url) if not authority.isascii() else authority
    port = urlsplit(url).port if not authority.isascii() else None
    path = quote(rest[len(authority) :], safe=string.punctuation)
    return f"{scheme}://{host}{f':{port}' if port else ''}{path or '/'}"


def _create_resource_record(writer, snapshot: Snapshot, payload: bytes):
    """A file that was uploaded, or a text that was pasted."""
    url = snapshot.source.url
    return _create_record(
        writer,
        _get_uri(url) if url else f"urn:sha256:{snapshot.sha256}",
        "resource",
        payload,
        snapshot.captured_at,
        warc_content_type=snapshot.media_type,
    )


def _create_request_record(writer, retrieval: Retrieval, response_record):
    uri = _get_uri(retrieval.address)
    authority = urlsplit(uri).netloc
    path = uri.partition("://")[2][len(authority) :]
    http_headers = StatusAndHeaders(
        f"GET {path} HTTP/1.1", [("Host", authority)], is_http_request=True
    )
    return _create_record(
        *(writer, uri, "request", b"", retrieval.retrieved_at),
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
    url = f"urn:factcheck:snapshot:{snapshot.public_id}"  # never the address of the page
    return _create_record(
        *(writer, url, "metadata", payload, snapshot.captured_at),
        headers={"WARC-Refers-To": _get_record_id(main_record)},
        warc_content_type="application/json",
    )


def _get_record_id(record) -> str:
    return record.rec_headers.get_header("WARC-Record-ID")
