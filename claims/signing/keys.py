"""Signing keys: the passkeys that count for signatures, once another person confirmed them.

The second person compares the fingerprint with the one that the owner of the passkey reads from
their own account page. The database records each confirmation and revocation in the ledger. A
passkey that is removed is revoked by the database.
"""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from allauth.mfa.models import Authenticator
from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.db.models.fields.json import KT
from django.utils.translation import gettext as _
from fido2 import cbor
from fido2.utils import websafe_decode, websafe_encode

from claims.models import KeyRevocation, SigningKey
from claims.models.signature import format_fingerprint
from factcheck.accounts.models import User
from factcheck.accounts.policies import check_permission
from factcheck.accounts.roles import CONFIRM_CHANGE, list_users_with
from factcheck.core.errors import EditConflict, InvalidState, Violation, enforce
from factcheck.core.identifiers import new_identifier

SIGNING_PERMISSION = "claims.review_verdict"  # editors have it, too


@dataclass(frozen=True)
class Passkey:
    """A passkey of a user, and the signing key that it became, if any."""

    authenticator: Authenticator
    credential_id: str
    public_key: str
    rp_id_hash: str
    key: SigningKey | None

    @property
    def digest(self) -> str:
        """The SHA-256 of the public key, in hexadecimal."""
        return compute_key_digest(self.public_key)

    @property
    def fingerprint(self) -> str:
        return format_fingerprint(self.digest)

    @property
    def is_confirmed(self) -> bool:
        return self.key is not None and not is_revoked(self.key)

    @property
    def is_revoked(self) -> bool:
        return self.key is not None and is_revoked(self.key)


def is_revoked(key: SigningKey) -> bool:
    return hasattr(key, "revocation")


def compute_key_digest(public_key: str) -> str:
    """The hexadecimal SHA-256 of a public key in base64url. Raises `ValueError`."""
    return hashlib.sha256(websafe_decode(public_key)).hexdigest()


# ── policies ────────────────────────────────────────────────────────────────────────────────────
def check_key_confirmation(user: User, by: User) -> Violation | None:
    """Check whether `by` is another person who may confirm a passkey of `user`."""
    if violation := check_permission(by, CONFIRM_CHANGE):
        return violation
    if user.pk == by.pk:
        return Violation(_("Another editor, or an administrator, confirms your passkey."))
    if check_permission(user, SIGNING_PERMISSION):
        return Violation(_("This user signs nothing: their role does not allow it."))
    return None


def check_key_revocation(key: SigningKey, by: User) -> Violation | None:
    """Check whether `by` may revoke the key: its owner may, too."""
    if key.user_id != by.pk and (violation := check_permission(by, CONFIRM_CHANGE)):
        return violation
    if is_revoked(key):
        return Violation(_("This key was already revoked."))
    return None


# ── queries ─────────────────────────────────────────────────────────────────────────────────────
def list_keys() -> QuerySet[SigningKey]:
    """All keys that were ever confirmed, the newest first."""
    rows = SigningKey.objects.select_related("user", "confirmed_by", "revocation__user")
    return rows.order_by("-confirmed_at", "-pk")


def list_keys_in_force(user: User) -> list[SigningKey]:
    return list(SigningKey.objects.filter(user=user, revocation=None))


def list_passkeys(user: User) -> list[Passkey]:
    """The passkeys of one user, the oldest first."""
    return _read_passkeys(Authenticator.objects.filter(user=user))


def list_unconfirmed(by: User) -> QuerySet[Authenticator]:
    """The passkeys of others who could sign that no one has confirmed, the oldest first."""
    signers = list_users_with(SIGNING_PERMISSION).exclude(pk=by.pk)
    rows = Authenticator.objects.filter(type=Authenticator.Type.WEBAUTHN, user__in=signers)
    rows = rows.alias(credential=KT("data__credential__rawId"))
    known = SigningKey.objects.filter(credential_id=OuterRef("credential"))
    return rows.exclude(Exists(known)).select_related("user").order_by("created_at", "pk")


def list_passkeys_to_confirm(by: User) -> list[Passkey]:
    """The same, with what a second person has to compare."""
    return _read_passkeys(list_unconfirmed(by))


def _read_passkeys(rows: QuerySet[Authenticator]) -> list[Passkey]:
    rows = rows.filter(type=Authenticator.Type.WEBAUTHN).select_related("user")
    authenticators = list(rows.order_by("created_at", "pk"))
    keys = _find_keys(authenticators)
    passkeys = (_read_passkey(row, keys) for row in authenticators)
    return [passkey for passkey in passkeys if passkey]


def _find_keys(authenticators: Iterable[Authenticator]) -> dict[str, SigningKey]:
    """The signing keys of the users of these passkeys, by credential."""
    users = {row.user_id for row in authenticators}
    rows = list_keys().filter(user__in=users) if users else []
    return {row.credential_id: row for row in rows}


def _read_passkey(row: Authenticator, keys: dict[str, SigningKey]) -> Passkey | None:
    """Read what the passkey's registration says; None if it is not as the desk's page stores it."""
    data = row.wrap().authenticator_data
    if data.credential_data is None:
        return None
    credential_id = websafe_encode(data.credential_data.credential_id)
    if row.data["credential"].get("rawId") != credential_id:
        return None
    public_key = websafe_encode(cbor.encode(dict(data.credential_data.public_key)))
    key = keys.get(credential_id)
    return Passkey(row, credential_id, public_key, data.rp_id_hash.hex(), key)


# ── actions ─────────────────────────────────────────────────────────────────────────────────────
@transaction.atomic
def confirm_key(authenticator: Authenticator, *, by: User, at: datetime, digest: str) -> SigningKey:
    """The passkey counts for signatures from now on, and the ledger says so.

    `digest` is that of the public key whose fingerprint the second person compared. Raises
    `FactcheckError`.
    """
    user = User.objects.select_for_update().get(pk=authenticator.user_id)
    enforce(check_key_confirmation(user, by))
    passkeys = _read_passkeys(Authenticator.objects.filter(pk=authenticator.pk))
    if not passkeys or passkeys[0].digest != digest:
        raise EditConflict(_("The passkey changed after you opened the page: compare it again."))
    (passkey,) = passkeys
    if passkey.key is not None:
        raise InvalidState(_("This passkey was already decided."))
    return SigningKey.objects.create(
        user=user,
        signer=_get_signer(user),
        credential_id=passkey.credential_id,
        public_key=passkey.public_key,
        rp_id_hash=passkey.rp_id_hash,
        digest=digest,
        confirmed_at=at,
        confirmed_by=by,
    )


def _get_signer(user: User) -> str:
    """The random identifier of the user in the ledger, the same for all their keys."""
    earlier = SigningKey.objects.filter(user=user).first()
    return earlier.signer if earlier else new_identifier()


@transaction.atomic
def revoke_key(key: SigningKey, *, by: User, at: datetime) -> KeyRevocation:
    """The key signs nothing from now on, and the ledger says so. Raises `FactcheckError`."""
    User.objects.select_for_update().get(pk=key.user_id)
    key = list_keys().get(pk=key.pk)
    enforce(check_key_revocation(key, by))
    return KeyRevocation.objects.create(key=key, revoked_at=at, user=by)
