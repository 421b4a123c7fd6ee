"""Signatures of actions: which need one, what is to be signed, and whether a signature is valid.

The desk's button asks for a challenge (`issue_challenge`), the user's passkey signs it, and the
action records the signature (`require_signature`) in its transaction. The database composes the
challenge (`claims/sql/triggers/signatures.sql`): the SHA-256 of the canonical JSON of a nonce, the
action, the salted digest of what the user saw, from when on it holds, and the head of the ledger.
"""

import hashlib
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.db import connection
from django.utils.translation import gettext as _
from fido2.utils import websafe_encode

from claims.models import Signature, SigningChallenge, SigningKey, Verdict
from claims.publication.record import canonical_json
from claims.signing import assertions, keys
from claims.signing.assertions import Assertion
from factcheck.core.errors import EditConflict, InvalidInput, InvalidState

VALID_FOR = timedelta(minutes=15)  # a trigger has it too
SEPARATOR = "+"  # between the actions of one signature


@dataclass(frozen=True)
class Proof:
    """An assertion, and the session that sent it."""

    assertion: Assertion
    session: str


def is_signed(action: str) -> bool:
    """Whether the desk requires a signature for this action, or for one of several."""
    return any(part in settings.SIGNED_ACTIONS for part in action.split(SEPARATOR))


def compute_session_digest(session_key: str) -> str:
    """The SHA-256 of a session's key, so that the table of challenges holds no keys."""
    return hashlib.sha256(session_key.encode()).hexdigest()


def parse_proof(text: str, session_key: str) -> Proof | None:
    """Read what the browser sent; None if it sent nothing. Raises `InvalidInput`."""
    if not text:
        return None
    try:
        return Proof(assertions.parse_assertion(text), compute_session_digest(session_key))
    except ValueError as error:
        raise InvalidInput(
            _("The passkey's answer cannot be read. Press the button again.")
        ) from error


# ── asking for a signature ──────────────────────────────────────────────────────────────────────
def issue_challenge(
    action: str,
    *,
    digest: str,
    by,
    at: datetime,
    session_key: str,
    verdict: Verdict | None = None,
    not_before: datetime | None = None,
) -> SigningChallenge:
    """What this session is to sign within 15 minutes. Raises `InvalidState` without a key."""
    _require_key(by)
    challenge = SigningChallenge.objects.create(
        user=by,
        session=compute_session_digest(session_key),
        verdict=verdict,
        action=action,
        digest=digest,
        not_before=not_before,
        issued_at=at,
    )
    challenge.refresh_from_db()
    return challenge


def build_request_options(challenge: SigningChallenge) -> dict:
    """The options of `navigator.credentials.get`, whose passkeys are the user's signing keys."""
    allowed = [
        {"type": "public-key", "id": key.credential_id}
        for key in keys.list_keys_in_force(challenge.user)
    ]
    return {
        "publicKey": {
            "challenge": challenge.challenge,
            "allowCredentials": allowed,
            "userVerification": "required",
        }
    }


def _require_key(user) -> list[SigningKey]:
    """The user's signing keys; raises `InvalidState` with what to do if there is none."""
    if found := keys.list_keys_in_force(user):
        return found
    if keys.list_passkeys(user):
        message = _(
            "No one has confirmed your passkey for signing yet. Ask another editor, or an "
            "administrator, to confirm it: they find it under “Signing keys”."
        )
    else:
        message = _(
            "This needs a passkey. Add one to your account, and ask another editor, or an "
            "administrator, to confirm it for signing."
        )
    raise InvalidState(message)


# ── recording a signature ───────────────────────────────────────────────────────────────────────
def require_signature(
    action: str,
    *,
    digest: str,
    by,
    at: datetime,
    proof: Proof | None,
    not_before: datetime | None = None,
) -> Signature | None:
    """Record the user's signature of an action; returns None if the desk requires none.

    Any app can call it: the action, the salted digest of what the user saw, and `not_before` are
    what `issue_challenge` got. The caller has locked what the action changes. Raises
    `FactcheckError`.
    """
    if not is_signed(action):
        return None
    if proof is None and has_signature(action, by=by, digest=digest, at=at):
        return None  # it was scheduled with a signature
    keys_in_force = _require_key(by)
    if proof is None:
        raise InvalidInput(
            _("Confirm this with your passkey. It needs JavaScript: switch it on for this site.")
        )
    challenge = _get_challenge(proof, by, at)
    if (challenge.action, challenge.digest, challenge.not_before) != (action, digest, not_before):
        raise EditConflict(_("This changed after you opened it: read it again, then sign it."))
    return Signature.objects.create(
        challenge=challenge,
        key=_get_key(proof.assertion, keys_in_force),
        authenticator_data=proof.assertion.authenticator_data,
        client_data=proof.assertion.client_data,
        signature=proof.assertion.signature,
        signed_at=at,
    )


def has_signature(action: str, *, by, digest: str, at: datetime) -> bool:
    """Whether the user signed the action at this moment, or scheduled it with a signature."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT has_signature(%s, %s, %s, %s)", [action, by.pk, digest, at])
        return cursor.fetchone()[0]


def _get_challenge(proof: Proof, by, at: datetime) -> SigningChallenge:
    """The challenge that was signed, if this session may still use it."""
    rows = SigningChallenge.objects.select_related("signature")
    challenge = rows.filter(challenge=proof.assertion.challenge).first()
    if challenge is None or (challenge.user_id, challenge.session) != (by.pk, proof.session):
        raise InvalidState(
            _("This signature was asked for in another session. Press the button again.")
        )
    if hasattr(challenge, "signature"):
        raise InvalidState(_("This signature was already used. Press the button again."))
    if not challenge.issued_at <= at <= challenge.issued_at + VALID_FOR:
        raise InvalidState(
            _("More than 15 minutes passed before you signed. Press the button again.")
        )
    return challenge


def _get_key(assertion: Assertion, keys_in_force: list[SigningKey]) -> SigningKey:
    """The key that made the signature, if the signature is valid."""
    for key in keys_in_force:
        if key.credential_id == assertion.credential_id:
            errors = assertions.find_errors(
                assertion, public_key=key.public_key, rp_id_hash=key.rp_id_hash
            )
            if errors:
                raise InvalidInput(_("The signature is not valid. Press the button again."))
            return key
    raise InvalidState(_("Sign with one of your own passkeys that another person has confirmed."))


# ── the audit ───────────────────────────────────────────────────────────────────────────────────
def verify_signature(row: Signature) -> list[str]:
    """Return what is wrong with a recorded signature, in plain sentences; empty if it is valid.

    Reads the row, its challenge and its key only.
    """
    challenge, key = row.challenge, row.key
    assertion = Assertion(key.credential_id, row.authenticator_data, row.client_data, row.signature)
    errors = assertions.find_errors(assertion, public_key=key.public_key, rp_id_hash=key.rp_id_hash)
    if challenge.challenge != compute_challenge(challenge):
        errors.append("What was to be signed was changed afterwards.")
    if not errors and assertion.challenge != challenge.challenge:
        errors.append("It signs something else.")
    if key.digest != keys.compute_key_digest(key.public_key):
        errors.append("The public key was changed.")
    if key.user_id != challenge.user_id:
        errors.append("It was made with another person's key.")
    if not key.confirmed_at <= row.signed_at or _was_revoked(key, row.signed_at):
        errors.append("The key was not in force.")
    if not challenge.issued_at <= row.signed_at <= challenge.issued_at + VALID_FOR:
        errors.append("It was not made within 15 minutes.")
    return errors


def compute_challenge(row: SigningChallenge) -> str:
    """The challenge that the database must have composed, as base64url."""
    not_before = row.not_before and row.not_before.astimezone(UTC).isoformat()
    text = canonical_json(
        {
            "nonce": row.nonce,
            "action": row.action,
            "digest": row.digest,
            "not_before": not_before,
            "head": row.head,
        }
    )
    return websafe_encode(hashlib.sha256(text.encode()).digest())


def _was_revoked(key: SigningKey, at: datetime) -> bool:
    return keys.is_revoked(key) and key.revocation.revoked_at < at
