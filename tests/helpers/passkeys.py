"""Passkeys in tests: a software authenticator, and the actions that need a signature."""

import hashlib
import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

import psycopg
from allauth.mfa.models import Authenticator
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from django.conf import settings
from django.db import connections
from django.test import override_settings
from fido2.cose import ES256
from fido2.utils import websafe_encode
from fido2.webauthn import (
    Aaguid,
    AttestationObject,
    AttestedCredentialData,
    AuthenticatorData,
    CollectedClientData,
)

from claims.models import SigningChallenge, SigningKey
from claims.signing import keys, signatures
from claims.signing.assertions import parse_assertion
from claims.signing.signatures import Proof
from claims.workflow import actions, signed_actions
from tests import given

HOST = "desk.example"
SESSION = "the key of a session"
FLAG = AuthenticatorData.FLAG


@dataclass
class Passkey:
    """The authenticator of one user, which answers any challenge."""

    username: str
    credential_id: bytes
    private_key: ec.EllipticCurvePrivateKey = field(
        default_factory=lambda: ec.generate_private_key(ec.SECP256R1())
    )
    host: str = HOST
    row: Authenticator | None = None

    @property
    def rp_id_hash(self) -> bytes:
        return hashlib.sha256(self.host.encode()).digest()

    def build_registration(self) -> dict:
        """What the browser sends when the passkey is added."""
        credential = AttestedCredentialData.create(
            Aaguid.NONE,
            self.credential_id,
            ES256.from_cryptography_key(self.private_key.public_key()),
        )
        flags = FLAG.UP | FLAG.UV | FLAG.AT
        data = AuthenticatorData.create(self.rp_id_hash, flags, 0, credential)
        client = CollectedClientData.create("webauthn.create", b"0" * 32, f"https://{self.host}")
        identifier = websafe_encode(self.credential_id)
        return {
            "id": identifier,
            "rawId": identifier,
            "type": "public-key",
            "response": {
                "clientDataJSON": websafe_encode(client),
                "attestationObject": websafe_encode(AttestationObject.create("none", data, {})),
            },
        }

    def sign(
        self,
        challenge: str,
        *,
        flags=FLAG.UP | FLAG.UV,
        origin: str = "",
        kind: str = "webauthn.get",
    ) -> str:
        """What the browser sends when the user signs this challenge, as JSON."""
        data = AuthenticatorData.create(self.rp_id_hash, flags, 1)
        client = CollectedClientData.create(kind, challenge, origin or f"https://{self.host}")
        signature = self.private_key.sign(data + client.hash, ec.ECDSA(hashes.SHA256()))
        identifier = websafe_encode(self.credential_id)
        response = {
            "clientDataJSON": websafe_encode(client),
            "authenticatorData": websafe_encode(data),
            "signature": websafe_encode(signature),
        }
        return json.dumps(
            {"id": identifier, "rawId": identifier, "type": "public-key", "response": response}
        )


def add_passkey(name: str) -> Passkey:
    """A passkey of this person, which no one has confirmed."""
    number = Authenticator.objects.count()
    passkey = Passkey(name, hashlib.sha256(f"{name} {number}".encode()).digest())
    passkey.row = Authenticator.objects.create(
        user=given.person(name),
        type=Authenticator.Type.WEBAUTHN,
        data={"name": "Blue key", "credential": passkey.build_registration()},
    )
    return passkey


def confirm(passkey: Passkey, by: str = "filip") -> SigningKey:
    (shown,) = [
        row
        for row in keys.list_passkeys(given.person(passkey.username))
        if row.authenticator == passkey.row
    ]
    return keys.confirm_key(
        passkey.row, by=given.person(by), at=given.moment(), digest=shown.digest
    )


def enrol(name: str, by: str = "filip") -> Passkey:
    """A passkey of this person that another person has confirmed."""
    passkey = add_passkey(name)
    confirm(passkey, by)
    return passkey


def read_proof(text: str, session: str = SESSION) -> Proof:
    return Proof(parse_assertion(text), signatures.compute_session_digest(session))


def answer(passkey: Passkey, challenge: SigningChallenge, session: str = SESSION, **changes):
    """The proof that a user sends with the action."""
    return read_proof(passkey.sign(challenge.challenge, **changes), session)


def _connect_as_owner() -> psycopg.Connection:
    """What it writes is committed: the test itself runs as the application."""
    database = connections["default"].settings_dict
    user = connections[settings.OWNER_DATABASE_ALIAS].settings_dict["USER"]
    return psycopg.connect(
        dbname=database["NAME"], host=database["HOST"], user=user, autocommit=True
    )


@contextmanager
def require_signatures(*actions: str) -> Iterator[None]:
    """The desk requires signatures of these actions, and its database does, too."""
    with _connect_as_owner() as owner, override_settings(SIGNED_ACTIONS=list(actions)):
        for action in actions:
            owner.execute(
                "INSERT INTO claims_signedaction (action, required_since) VALUES (%s, %s)",
                [action, given.NOON],
            )
        try:
            yield
        finally:
            owner.execute("DELETE FROM claims_signedaction")


def publish_with_signature():
    """A revision that Carla published with her passkey."""
    verdict, carla = given.approved(), given.person("carla")
    passkey, seen = enrol("carla"), verdict.submission.sha256
    with require_signatures("publish"):
        challenge = signed_actions.request_signature(
            "publish", verdict, by=carla, at=given.moment(), session_key=SESSION, sha256=seen
        )
        proof = answer(passkey, challenge)
        actions.publish(verdict, by=carla, at=given.moment(), sha256=seen, proof=proof)
    verdict.refresh_from_db()
    return verdict
