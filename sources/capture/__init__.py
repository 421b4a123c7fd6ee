"""Capture sources: store what a publication says as an immutable snapshot.

A source is never recognized by similarity: the user who captures names the source or creates a new
one. Only a URL whose canonical form belongs to an existing source identifies that source.
"""

from sources.capture.from_text import (
    CaptureError,
    capture_text,
    create_source,
    find_duplicate_text,
    find_spans_between,
    join_excerpts,
    select_article_text,
    validate_spans,
)
from sources.capture.from_url import (
    capture_url,
    extract_again,
    fetch_and_extract,
    find_source_by_url,
    recapture,
    record_refusal,
    save_capture,
)

__all__ = [
    "CaptureError",
    "capture_text",
    "capture_url",
    "create_source",
    "extract_again",
    "fetch_and_extract",
    "find_duplicate_text",
    "find_source_by_url",
    "find_spans_between",
    "join_excerpts",
    "recapture",
    "record_refusal",
    "save_capture",
    "select_article_text",
    "validate_spans",
]
