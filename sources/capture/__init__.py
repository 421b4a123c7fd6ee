"""What is written when a source is brought in?

Sources are never matched by guess: whoever captures says which source it is, or makes a new one;
only an address that is canonically that of a known source is that source.
"""

from sources.capture.from_text import (
    NotCaptured,
    between,
    capture,
    captured_before,
    check_spans,
    excerpt,
    mark_body,
    new_source,
)
from sources.capture.from_url import (
    attempt,
    capture_address,
    keep,
    recapture,
    refused,
    reread,
    source_at,
)

__all__ = [
    "NotCaptured",
    "attempt",
    "between",
    "capture",
    "capture_address",
    "captured_before",
    "check_spans",
    "excerpt",
    "keep",
    "mark_body",
    "new_source",
    "recapture",
    "refused",
    "reread",
    "source_at",
]
