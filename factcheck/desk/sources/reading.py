"""Read what a user wants to capture, if it is small enough to wait for it."""

from datetime import datetime
from typing import Any

from django.conf import settings

from sources import capture as sources
from sources.capture import CaptureError
from sources.capture.waiting import PendingCapture
from sources.extraction.limits import PageRange, get_time_limit
from sources.extraction.sandbox import extract_in_sandbox
from sources.extraction.text import extract_text
from sources.media_types import TEXT, ParseError, detect_media_type

MAX_SECONDS_AT_ONCE = 10.0  # of CPU time


class TooLargeForNow(Exception):
    """The worker has to read it; `fields` are those of the `WaitingCapture`."""

    def __init__(self, **fields: Any):
        super().__init__()
        self.fields = fields


def extract_at_once(data: dict, *, by, at: datetime) -> PendingCapture:
    """Extract the text of a URL, a file or pasted words: `data` is that of the `CaptureForm`.

    Raises `TooLargeForNow`, `ParseError` or `CaptureError`. A refusal of a URL is recorded if its
    source exists.
    """
    if data["address"]:
        return _fetch(data, by, at)
    if data["file"] is None:
        return PendingCapture(extract_text(data["text"], TEXT), data["text"].encode(), at)
    return _read_file(data, at)


def _read_file(data: dict, at: datetime) -> PendingCapture:
    file, encoding = data["file"], data["encoding"].strip()
    raw = file.read()
    fields = {
        "raw": raw,
        "name": file.name[:200],
        "media_type": detect_media_type(file.name, raw),
        "encoding": encoding,
    }
    if len(raw) > settings.READ_AT_ONCE_BYTES:
        raise TooLargeForNow(**fields)
    takes_long = get_time_limit(len(raw), fields["media_type"]) > MAX_SECONDS_AT_ONCE
    try:
        extracted = extract_in_sandbox(
            raw,
            fields["media_type"],
            encoding,
            MAX_SECONDS_AT_ONCE if takes_long else None,
            page_range=_get_small_range(data),
        )
    except ParseError as error:
        is_slow = takes_long and _get_exceeded_limit(error) == "time"
        if is_slow or _has_too_many_pages_for_now(error, data):
            raise TooLargeForNow(**fields) from None
        raise _name_limit(error) from None
    return PendingCapture(extracted, raw, at)


def _fetch(data: dict, by, at: datetime) -> PendingCapture:
    address, waiver = data["address"], data["robots_waiver"].strip()
    encoding = data["encoding"].strip()
    attempt = sources.fetch_and_extract(
        address,
        robots_waiver=waiver,
        encoding=encoding,
        max_bytes=min(settings.READ_AT_ONCE_BYTES, settings.CAPTURE_LIMIT),
        page_range=_get_small_range(data),
    )
    source = data["source"] or sources.find_source_by_url(address)
    attempt = sources.compare_with_source(attempt, source)
    if attempt.extracted is not None:
        return PendingCapture(attempt.extracted, attempt.raw, at, attempt)
    if attempt.refusal and _is_too_large_for_now(attempt.refusal, data):
        raise TooLargeForNow(address=address.strip(), robots_waiver=waiver, encoding=encoding)
    raise sources.record_refusal(attempt, source, by=by, at=at)


def get_page_range(data: dict) -> PageRange:
    """The pages of a PDF that the user wants; at most as many as the settings allow."""
    return PageRange(data["first_page"] or 1, data["last_page"], settings.PDF_MAX_PAGES)


def _get_small_range(data: dict) -> PageRange:
    limit = min(settings.READ_AT_ONCE_PAGES, settings.PDF_MAX_PAGES)
    return PageRange(data["first_page"] or 1, data["last_page"], limit)


def _get_exceeded_limit(error: ParseError | CaptureError) -> str:
    """The limit that was exceeded: `bytes`, `pages` or `time`; empty if it was none."""
    return (error.params or {}).get("exceeded", "")


def _is_too_large_for_now(refusal: CaptureError, data: dict) -> bool:
    is_larger = settings.CAPTURE_LIMIT > settings.READ_AT_ONCE_BYTES
    if _get_exceeded_limit(refusal) == "bytes" and is_larger:
        return True
    return _has_too_many_pages_for_now(refusal, data)


def _has_too_many_pages_for_now(error: ParseError | CaptureError, data: dict) -> bool:
    """Whether the pages are more than a user waits for, but not more than are read at all."""
    if error.params is None or _get_exceeded_limit(error) != "pages":
        return False
    first, last = data["first_page"] or 1, data["last_page"] or error.params["count"]
    return last - first < settings.PDF_MAX_PAGES


def _name_limit(error: ParseError) -> ParseError:
    """With the number of pages that the worker would read, instead of those read at once."""
    if error.params is None or _get_exceeded_limit(error) != "pages":
        return error
    return ParseError(error.message, error.params | {"limit": settings.PDF_MAX_PAGES})
