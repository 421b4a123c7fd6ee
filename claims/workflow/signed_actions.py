"""Signatures of workflow actions: what the user is asked to sign before the action."""

from datetime import datetime

from django.db import connection
from django.utils.translation import gettext as _

from claims.models import SigningChallenge, Verdict
from claims.publication.record import canonical_json
from claims.signing import signatures
from claims.signing.signatures import SEPARATOR, is_signed
from claims.workflow.transitions import check_allowed
from factcheck.core.errors import EditConflict, enforce
from sources.models.snapshot import compute_sha256

ACTIONS = ("approve", "confirm_descriptions", "publish", "retract", "schedule")
# What the signature says: scheduling is a publication that holds from a later moment on.
SIGNED_NAMES = {"confirm_descriptions": "approve", "schedule": "publish"}


def name_action(action: str, *, publish_too: bool = False) -> str:
    """What the signature of this action says."""
    action = SIGNED_NAMES.get(action, action)
    return SEPARATOR.join(["approve", "publish"]) if publish_too else action


def get_seen_digest(action: str, verdict: Verdict) -> str:
    """The salted digest of what a user sees who takes this action."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT get_seen_digest(%s, %s)", [verdict.pk, action])
        return cursor.fetchone()[0] or ""


def combine_digests(sha256: str, digest: str) -> str:
    """The digest of a submission and of the record with descriptions that were edited after it."""
    return compute_sha256(canonical_json({"record": sha256, "content": digest}))


def require_seen_digest(action: str, verdict: Verdict, sha256: str) -> None:
    """Raises `EditConflict` if the user saw something else."""
    if sha256 != get_seen_digest(action, verdict):
        raise EditConflict(_("This changed after you opened it: read it again, then sign it."))


def request_signature(
    action: str,
    verdict: Verdict,
    *,
    by,
    at: datetime,
    session_key: str,
    sha256: str,
    digest: str = "",
    publish_too: bool = False,
    publish_at: datetime | None = None,
) -> SigningChallenge | None:
    """What the user is to sign before this action; None if the desk requires no signature.

    `sha256` and `digest` are those of the action. Raises a `FactcheckError` if the user may not do
    it, or saw something else.
    """
    signed = name_action(action, publish_too=publish_too)
    if not is_signed(signed):
        return None
    enforce(check_allowed(action, verdict, by, at=at))
    seen = combine_digests(sha256, digest) if digest else sha256
    require_seen_digest(action, verdict, seen)
    return signatures.issue_challenge(
        signed,
        digest=seen,
        by=by,
        at=at,
        session_key=session_key,
        verdict=verdict,
        not_before=publish_at,
    )
