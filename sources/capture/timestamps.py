"""Timestamps by authorities of the settings (RFC 3161): when a text existed, without trusting us.

An authority is sent the SHA-256 of a text and signs it with the time. Its answer is verified before
it is stored, and can be verified again without any network: `verify_timestamp`.
"""

import logging
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any

from cryptography.x509 import Certificate, load_pem_x509_certificates
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from rfc3161_client import (
    HashAlgorithm,
    TimestampRequestBuilder,
    VerificationError,
    VerifierBuilder,
    decode_timestamp_response,
)

from factcheck.core.errors import FactcheckError
from factcheck.core.errors import gettext_noop as _
from sources.fetching.http import FetchError, FetchLimits, Query, fetch
from sources.models import Snapshot, SnapshotTimestamp
from sources.models.timestamp import MAX_AUTHORITY_LENGTH

Buffer = bytes | memoryview  # a row that was read has the second

log = logging.getLogger(__name__)

QUERY_TYPE = "application/timestamp-query"
LIMITS = FetchLimits(timeout_seconds=15.0, max_bytes=50_000, max_redirects=0)
MAX_CLOCK_DIFFERENCE = timedelta(minutes=10)  # between an authority and us
MAX_AGE = timedelta(days=30)  # of a snapshot; an older one gets no timestamp any more
MAX_SNAPSHOTS = 100  # of one run, for each authority
KEYS = {"name": str, "url": str, "qualified": bool, "certificates": str}


class TimestampError(FactcheckError):
    """An authority did not answer, or its answer proves nothing."""


@dataclass(frozen=True)
class TimestampAuthority:
    """An authority of the settings; one of `certificates` has to vouch for its signature."""

    name: str
    url: str
    is_qualified: bool
    certificates: tuple[Certificate, ...]


# ── settings ────────────────────────────────────────────────────────────────────────────────────
def list_authorities() -> list[TimestampAuthority]:
    """The authorities of `TIMESTAMP_AUTHORITIES`. Raises `ImproperlyConfigured`."""
    entries = settings.TIMESTAMP_AUTHORITIES
    if not isinstance(entries, list):
        raise ImproperlyConfigured("FACTCHECK_TIMESTAMP_AUTHORITIES must be a JSON list.")
    authorities = [_read_authority(entry) for entry in entries]
    if len({authority.name for authority in authorities}) < len(authorities):
        raise ImproperlyConfigured("FACTCHECK_TIMESTAMP_AUTHORITIES has the same name twice.")
    return authorities


def _read_authority(entry: Any) -> TimestampAuthority:
    problem = _find_problem(entry)
    if problem:
        raise ImproperlyConfigured(f"FACTCHECK_TIMESTAMP_AUTHORITIES: {problem}")
    file = Path(entry["certificates"])
    try:
        certificates = load_pem_x509_certificates(file.read_bytes())
    except (OSError, ValueError) as error:
        raise ImproperlyConfigured(
            f"FACTCHECK_TIMESTAMP_AUTHORITIES: {file} is no file of PEM certificates ({error})."
        ) from error
    return TimestampAuthority(entry["name"], entry["url"], entry["qualified"], tuple(certificates))


def _find_problem(entry: Any) -> str:
    if not isinstance(entry, dict) or entry.keys() != KEYS.keys():
        return f"each authority has {', '.join(KEYS)}, and nothing else."
    for key, kind in KEYS.items():
        if not isinstance(entry[key], kind):
            return f"“{key}” must be {'true or false' if kind is bool else 'a text'}."
    if not 0 < len(entry["name"]) <= MAX_AUTHORITY_LENGTH:
        return f"a name has 1 to {MAX_AUTHORITY_LENGTH} characters."
    if not entry["url"].startswith(("http://", "https://")):
        return f"{entry['url']} is no web address."
    return ""


# ── one timestamp ───────────────────────────────────────────────────────────────────────────────
def request_timestamp(authority: TimestampAuthority, text: str, *, at: datetime) -> dict[str, Any]:
    """Ask the authority for a timestamp of `text`; return the fields of a `Timestamp`.

    Raises `TimestampError` if there is no answer, or none that `verify_timestamp` accepts.
    """
    data = text.encode()
    request = TimestampRequestBuilder().data(data).hash_algorithm(HashAlgorithm.SHA256).build()
    try:
        answer = fetch(
            authority.url,
            user_agent=f"Factcheck (+{settings.SITE_URL})",
            limits=LIMITS,
            detect_type=lambda name, head, declared: declared,
            query=Query(request.as_bytes(), QUERY_TYPE),
        )
    except FetchError as error:
        raise TimestampError(
            _("“%(name)s” gave no timestamp. %(reason)s"),
            {"name": authority.name, "reason": error},
        ) from error
    if not answer.ok:
        raise TimestampError(
            _("“%(name)s” gave no timestamp: it answered with the status %(status)s."),
            {"name": authority.name, "status": answer.status},
        )
    stamped_at = verify_timestamp(authority, answer.raw, data, nonce=request.nonce)
    if abs(stamped_at - at) > MAX_CLOCK_DIFFERENCE:
        raise TimestampError(
            _("The clock of “%(name)s” differs from ours: %(stamped_at)s."),
            {"name": authority.name, "stamped_at": stamped_at},
        )
    return {
        "authority": authority.name,
        "is_qualified": authority.is_qualified,
        "stamped_at": stamped_at,
        "response": answer.raw,
    }


def verify_timestamp(
    authority: TimestampAuthority, response: Buffer, data: bytes, *, nonce: int | None = None
) -> datetime:
    """Return when `data` existed, as the authority signed it. Raises `TimestampError`.

    A certificate of the settings has to vouch for the signature, at the time of the timestamp.
    """
    try:
        answer = decode_timestamp_response(bytes(response))
        verifier = VerifierBuilder(roots=list(authority.certificates), nonce=nonce).build()
        verifier.verify_message(answer, data)
        return answer.tst_info.gen_time
    except (VerificationError, ValueError) as error:
        raise TimestampError(
            _("A timestamp of “%(name)s” is not valid. (%(reason)s)"),
            {"name": authority.name, "reason": error},
        ) from error


def compute_digest(data: bytes) -> bytes:
    """What a timestamp of `data` contains."""
    return sha256(data).digest()


def get_token(response: Buffer) -> bytes:
    """The token (TimeStampToken) in an authority's answer that was verified before."""
    return decode_timestamp_response(bytes(response)).time_stamp_token()


# ── many ────────────────────────────────────────────────────────────────────────────────────────
def request_timestamps(
    authority: TimestampAuthority, texts: Iterable[tuple[int, str]], *, at: datetime
) -> Iterator[tuple[int, dict[str, Any]]]:
    """Yield the fields of the timestamp of each text with its key, until the authority fails."""
    for key, text in texts:
        try:
            fields = request_timestamp(authority, text, at=at)
        except TimestampError as error:
            log.warning("%s", error)
            return
        yield key, fields


def stamp_snapshots(*, get_time: Callable[[], datetime]) -> None:
    """Get timestamps of new snapshots that have none; those that fail wait for the next run.

    `get_time` returns the current time.
    """
    for authority in list_authorities():
        at = get_time()
        rows = Snapshot.objects.exclude(timestamps__authority=authority.name)
        newest = rows.filter(captured_at__gt=at - MAX_AGE).order_by("-id")[:MAX_SNAPSHOTS]
        texts = newest.values_list("pk", "text")
        for snapshot_id, fields in request_timestamps(authority, texts, at=at):
            timestamp = SnapshotTimestamp(snapshot_id=snapshot_id, **fields)
            SnapshotTimestamp.objects.bulk_create([timestamp], ignore_conflicts=True)
