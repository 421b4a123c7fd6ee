"""What was read waits on the server until the user has selected the article text.

It waits under a key that only its creator can use, once and for a day; the browser gets the key
and not the text, so it cannot change what is captured. Large files are read by the worker.
"""

import secrets
from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from sources.capture.article_check import compare_with_source
from sources.capture.from_text import CaptureError
from sources.capture.from_url import fetch_for_capture
from sources.capture.known_addresses import find_captured_source
from sources.capture.retrieval import RetrievalAttempt
from sources.extraction.encodings import DEFAULT_ENCODING, decode_bytes
from sources.extraction.extracted_text import ExtractedText
from sources.extraction.limits import PageRange
from sources.extraction.nearest_encoding import list_nearest_encodings
from sources.extraction.sandbox import extract_in_sandbox
from sources.extraction.text_builder import REPLACEMENT_CHARACTER
from sources.media_types import HTML, TEXT, ParseError, get_charset
from sources.models import WaitingCapture

LIFETIME = timedelta(days=1)
KEY_BYTES = 32


@dataclass(frozen=True)
class PendingCapture:
    """What was extracted, from which bytes and when; `attempt` says how they were fetched, if so.

    The time is that of the snapshot, even if the snapshot is saved hours later.
    """

    extracted: ExtractedText
    raw: bytes
    at: datetime
    attempt: RetrievalAttempt | None = None


# ── storing ─────────────────────────────────────────────────────────────────────────────────────
def store_pending(pending: PendingCapture, *, form: dict, by) -> WaitingCapture:
    """Store what was read. `form` is what the user typed about the source."""
    return WaitingCapture.objects.create(
        key=secrets.token_urlsafe(KEY_BYTES),
        created_at=pending.at,
        created_by=by,
        form=form,
        raw=pending.raw,
        extracted=pending.extracted.to_json(),
        attempt=_dump_attempt(pending.attempt),
        finished_at=pending.at,
    )


def create_waiting(
    *, form: dict, by, at: datetime, page_range: PageRange, **fields
) -> WaitingCapture:
    """Store what the worker has to read: `raw` with its `media_type`, or the URL `address`."""
    return WaitingCapture.objects.create(
        key=secrets.token_urlsafe(KEY_BYTES),
        created_at=at,
        created_by=by,
        form=form,
        first_page=page_range.first,
        last_page=page_range.last,
        **fields,
    )


def _dump_attempt(attempt: RetrievalAttempt | None) -> dict | None:
    if attempt is None:
        return None
    values = asdict(replace(attempt, extracted=None, raw=b"", refusal=None))
    return {name: values[name] for name in values.keys() - {"extracted", "raw", "refusal"}}


# ── reading by the worker ───────────────────────────────────────────────────────────────────────
def read_waiting(waiting: WaitingCapture, *, at: datetime) -> None:
    """Read what waits; afterwards it has a text or a refusal. Reading it again does nothing."""
    if not waiting.is_pending:
        return
    try:
        pending = _fetch(waiting, at) if waiting.address else _read_file(waiting, at)
    except (ParseError, CaptureError) as error:
        result: dict[str, Any] = {"refusal": _dump_refusal(error)}
    else:
        result = {
            "extracted": pending.extracted.to_json(),
            "attempt": _dump_attempt(pending.attempt),
            "raw": pending.raw,
        }
    rows = WaitingCapture.objects.filter(pk=waiting.pk, finished_at=None)
    rows.update(finished_at=at, **result)


def _read_file(waiting: WaitingCapture, at: datetime) -> PendingCapture:
    raw = bytes(waiting.raw)
    extracted = extract_in_sandbox(
        raw,
        waiting.media_type,
        waiting.encoding,
        page_range=_get_page_range(waiting),
        report_progress=_get_reporter(waiting),
    )
    return PendingCapture(extracted, raw, at)


def _fetch(waiting: WaitingCapture, at: datetime) -> PendingCapture:
    """The editor decides about a page that may not be the article."""
    attempt, extracted = fetch_for_capture(
        waiting.address,
        by=waiting.created_by,
        at=at,
        is_article=True,
        robots_waiver=waiting.robots_waiver,
        encoding=waiting.encoding,
        page_range=_get_page_range(waiting),
        report_progress=_get_reporter(waiting),
    )
    return PendingCapture(extracted, attempt.raw, at, attempt)


def _get_page_range(waiting: WaitingCapture) -> PageRange:
    return PageRange(waiting.first_page, waiting.last_page, settings.PDF_MAX_PAGES)


def _get_reporter(waiting: WaitingCapture) -> Callable[[int, int], None]:
    rows = WaitingCapture.objects.filter(pk=waiting.pk, finished_at=None)

    def report(done: int, total: int) -> None:
        rows.update(pages_read=done, pages_total=total)

    return report


def _dump_refusal(error: ParseError | CaptureError) -> dict[str, Any]:
    return {
        "message": error.message,
        "params": error.params,
        "disallowed_by_robots": getattr(error, "disallowed_by_robots", False),
    }


def load_refusal(waiting: WaitingCapture) -> CaptureError | None:
    """Why the text could not be read; None if it was read."""
    if waiting.refusal is None:
        return None
    values = dict(waiting.refusal)
    return CaptureError(values.pop("message"), values.pop("params"), **values)


# ── loading ─────────────────────────────────────────────────────────────────────────────────────
def get_waiting(key: str, *, by, at: datetime) -> WaitingCapture:
    """Return what waits under `key`. Raises `CaptureError` if nothing does, or no longer."""
    waiting = WaitingCapture.objects.filter(key=key[:64], created_by=by).first()
    if waiting is None or waiting.created_at <= at - LIFETIME:
        raise CaptureError(
            _("This capture was saved already, or has waited for more than a day. Capture again.")
        )
    return waiting


def load_pending(waiting: WaitingCapture) -> PendingCapture:
    """Return what was read. Raises `CaptureError` if it was refused or is not read yet."""
    if refusal := load_refusal(waiting):
        raise refusal
    if waiting.extracted is None or waiting.finished_at is None:
        raise CaptureError(_("This is still being read. Wait until it is finished."))
    extracted, raw = ExtractedText.from_json(waiting.extracted), bytes(waiting.raw)
    attempt = None
    if waiting.attempt is not None:
        attempt = RetrievalAttempt(**waiting.attempt, extracted=extracted, raw=raw)
    return PendingCapture(extracted, raw, waiting.finished_at, attempt)


# ── reading again ───────────────────────────────────────────────────────────────────────────────
def list_other_encodings(pending: PendingCapture, chosen: str = "") -> list[str]:
    """The encodings in which a page or text can be read as well, the nearest first.

    `chosen` is the one that a person gave. There are none for a text that is UTF-8 without doubt.
    """
    extracted, raw = pending.extracted, pending.raw
    if extracted.media_type not in (HTML, TEXT) or raw.isascii():
        return []
    headers = pending.attempt.headers if pending.attempt else {}
    given = chosen or get_charset(headers.get("content-type", ""))
    try:
        used = decode_bytes(raw, given, extracted.media_type == HTML).encoding
    except ParseError:
        used = ""
    if used == DEFAULT_ENCODING and REPLACEMENT_CHARACTER not in extracted.text:
        return []
    nearest = list_nearest_encodings(raw, other_than=used)
    return [encoding for encoding in nearest if encoding != used]


def read_again(waiting: WaitingCapture, encoding: str) -> PendingCapture:
    """Read the bytes that wait in another encoding, and store the result in place of the first.

    Raises `ParseError` if they cannot be read, or `CaptureError` as `load_pending`.
    """
    before = load_pending(waiting)
    extracted = extract_in_sandbox(before.raw, before.extracted.media_type, encoding)
    pending = replace(before, extracted=extracted, attempt=None)
    if attempt := before.attempt:
        attempt = replace(
            attempt,
            extracted=extracted,
            chosen_encoding=encoding,
            not_article=attempt.not_article or extracted.not_article,
        )
        attempt = compare_with_source(attempt, find_captured_source(attempt))
        pending = replace(pending, attempt=attempt)
    waiting.extracted, waiting.attempt = extracted.to_json(), _dump_attempt(pending.attempt)
    waiting.form |= {"encoding": encoding}
    waiting.save(update_fields=["extracted", "attempt", "form"])
    return pending


@transaction.atomic
def take_waiting(key: str, *, by, at: datetime) -> None:
    """Delete what waits under `key`, so that it is saved once only. Raises `CaptureError`.

    Called in the transaction that saves the snapshot; a concurrent call waits for its end.
    """
    waiting = get_waiting(key, by=by, at=at)
    locked = WaitingCapture.objects.select_for_update().filter(pk=waiting.pk).first()
    if locked is None:
        raise CaptureError(_("This capture was saved already."))
    locked.delete()


def delete_expired(at: datetime) -> int:
    """Delete what has waited for more than a day. Returns the number of rows."""
    count, _by_model = WaitingCapture.objects.filter(created_at__lte=at - LIFETIME).delete()
    return count
