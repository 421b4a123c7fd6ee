"""Capture sources: store what a publication says as an immutable snapshot.

A source is never recognized by similarity: the user who captures names the source or creates a new
one. Only the address of an existing source identifies it (`known_addresses`).
"""

from sources.capture.article_check import (
    compare_with_source,
    create_not_article_error,
)
from sources.capture.declared_fields import (
    find_publisher,
    get_declared_fields,
    list_warnings,
    parse_partial_date,
)
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
    fetch_for_capture,
    recapture,
    record_refusal,
    save_capture,
)
from sources.capture.known_addresses import find_captured_source, find_source_by_url

__all__ = [
    "CaptureError",
    "capture_text",
    "capture_url",
    "compare_with_source",
    "create_not_article_error",
    "create_source",
    "extract_again",
    "fetch_and_extract",
    "fetch_for_capture",
    "find_captured_source",
    "find_duplicate_text",
    "find_publisher",
    "find_source_by_url",
    "find_spans_between",
    "get_declared_fields",
    "join_excerpts",
    "list_warnings",
    "parse_partial_date",
    "recapture",
    "record_refusal",
    "save_capture",
    "select_article_text",
    "validate_spans",
]
