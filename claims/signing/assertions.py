"""Assertions of WebAuthn: what a browser returns when a user signs with a passkey.

Pure functions, which read no setting and no database, so that the audit can use them. The steps are
those of https://www.w3.org/TR/webauthn-3/#sctn-verifying-assertion. Bytes are base64url text.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from cryptography.exceptions import InvalidSignature
from fido2 import cbor
from fido2.cose import CoseKey
from fido2.utils import websafe_decode, websafe_encode
from fido2.webauthn import (
    AuthenticationResponse,
    AuthenticatorData,
    CollectedClientData,
)

MAX_LENGTH = 10_000  # characters of an assertion as the browser sends it


@dataclass(frozen=True)
class Assertion:
    """A signature by a passkey. `client_data` is the JSON text that the browser hashed."""

    credential_id: str
    authenticator_data: str
    client_data: str
    signature: str

    @property
    def challenge(self) -> str:
        """What was signed, as base64url."""
        return websafe_encode(CollectedClientData(self.client_data.encode()).challenge)


def parse_assertion(text: str) -> Assertion:
    """Read what the browser sent as JSON. Raises `ValueError`."""
    if len(text) > MAX_LENGTH:
        raise ValueError("The assertion is too long.")
    try:
        answer = AuthenticationResponse.from_dict(json.loads(text))
        return Assertion(
            credential_id=websafe_encode(answer.raw_id),
            authenticator_data=websafe_encode(answer.response.authenticator_data),
            client_data=answer.response.client_data.decode(),
            signature=websafe_encode(answer.response.signature),
        )
    except (AttributeError, KeyError, TypeError) as error:
        raise ValueError("This is no assertion.") from error


def find_errors(assertion: Assertion, *, public_key: str, rp_id_hash: str) -> list[str]:
    """Return what is wrong with an assertion, in plain sentences; empty if it is valid.

    `public_key` is a COSE_Key, `rp_id_hash` the hexadecimal SHA-256 of the site's host name.
    Whether the challenge is the right one is for the caller.
    """
    try:
        client_data = CollectedClientData(assertion.client_data.encode())
        data = AuthenticatorData(websafe_decode(assertion.authenticator_data))
        key = _read_key(public_key)
        signature = websafe_decode(assertion.signature)
    except (KeyError, TypeError, ValueError):
        return ["It cannot be read."]
    checks = [
        (client_data.type == CollectedClientData.TYPE.GET, "It is no assertion."),
        (not client_data.cross_origin, "It was made inside another site."),
        (_is_origin_of(client_data.origin, rp_id_hash), "It was made on another site."),
        (data.rp_id_hash.hex() == rp_id_hash, "It was made for another site."),
        (data.is_user_present(), "No one was present."),
        (data.is_user_verified(), "The device did not check who was present."),
        (_is_signed(key, data + client_data.hash, signature), "The signature is wrong."),
    ]
    return [sentence for is_met, sentence in checks if not is_met]


def _read_key(public_key: str) -> CoseKey:
    decoded = cbor.decode(websafe_decode(public_key))
    if not isinstance(decoded, Mapping):
        raise TypeError("A COSE_Key is a map.")
    return CoseKey.parse(decoded)


def _is_origin_of(origin: str, rp_id_hash: str) -> bool:
    """Whether the page had the host name of the site, over a secure connection."""
    parts = urlsplit(origin)
    host = parts.hostname or ""
    is_secure = parts.scheme == "https" or host == "localhost"
    return is_secure and hashlib.sha256(host.encode()).hexdigest() == rp_id_hash


def _is_signed(key: CoseKey, message: bytes, signature: bytes) -> bool:
    try:
        key.verify(message, signature)
    except (InvalidSignature, NotImplementedError, ValueError):
        return False
    return True
