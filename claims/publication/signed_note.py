"""C2SP signed notes with Ed25519: the format of checkpoints (https://c2sp.org/signed-note).

A note is a text that ends with a line end, an empty line and one line for each signature. A key has
a name and an identifier of four bytes, and is written as a verifier key.
"""

import base64
import binascii
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

ED25519 = b"\x01"  # the type of the signature
KEY_ID_LENGTH = 4
SIGNATURE_MARK = "— "


class InvalidNote(ValueError):
    """The note is malformed, or none of the given keys signed it."""


def encode(value: bytes) -> str:
    """Standard Base64, with padding."""
    return base64.b64encode(value).decode()


def decode(text: str) -> bytes:
    """Raises `InvalidNote` if `text` is not standard Base64."""
    try:
        return base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError) as error:
        raise InvalidNote("The text is not Base64.") from error


@dataclass(frozen=True)
class VerifierKey:
    """A public key and its name."""

    name: str
    public_key: bytes

    @property
    def key_id(self) -> bytes:
        return sha256(f"{self.name}\n".encode() + ED25519 + self.public_key).digest()[
            :KEY_ID_LENGTH
        ]

    def __str__(self) -> str:
        return f"{self.name}+{self.key_id.hex()}+{encode(ED25519 + self.public_key)}"

    def verify(self, text: str, signature: bytes) -> None:
        """Raises `InvalidNote` if the signature of the text is wrong."""
        try:
            Ed25519PublicKey.from_public_bytes(self.public_key).verify(signature, text.encode())
        except InvalidSignature as error:
            raise InvalidNote(f"The signature by {self.name} is wrong.") from error


def parse_verifier_key(text: str) -> VerifierKey:
    """Raises `InvalidNote` if `text` is no verifier key of Ed25519."""
    name, _plus, rest = text.partition("+")
    key_id, _plus, encoded = rest.partition("+")
    key = VerifierKey(name, decode(encoded)[1:])
    if len(key.public_key) != 32 or str(key) != text or key.key_id.hex() != key_id:
        raise InvalidNote("The text is not a verifier key of Ed25519.")
    return key


@dataclass(frozen=True)
class NoteKey:
    """A private key and its name."""

    name: str
    private_key: Ed25519PrivateKey

    @property
    def verifier_key(self) -> VerifierKey:
        return VerifierKey(self.name, self.private_key.public_key().public_bytes_raw())

    def sign(self, text: str) -> str:
        """Returns the line with the signature of a text."""
        signature = self.private_key.sign(text.encode())
        return f"{SIGNATURE_MARK}{self.name} {encode(self.verifier_key.key_id + signature)}\n"


def sign_note(text: str, keys: Iterable[NoteKey]) -> str:
    """Returns the note: a text that ends with a line end, signed by each key."""
    return text + "\n" + "".join(key.sign(text) for key in keys)


def verify_note(note: str, keys: Iterable[VerifierKey]) -> str:
    """Returns the text of a note that one of the keys signed.

    Other signatures are ignored, as the specification requires. Raises `InvalidNote` if a signature
    by one of the keys is wrong, or if there is none.
    """
    text, separator, lines = note.rpartition("\n\n")
    text += "\n"
    if not separator or not lines.endswith("\n"):
        raise InvalidNote("The text is not a signed note.")
    known = {(key.name, key.key_id): key for key in keys}
    verified = 0
    for line in lines.splitlines():
        name, _space, encoded = line.removeprefix(SIGNATURE_MARK).rpartition(" ")
        if not line.startswith(SIGNATURE_MARK) or not name:
            raise InvalidNote("The text is not a signed note.")
        signature = decode(encoded)
        if key := known.get((name, signature[:KEY_ID_LENGTH])):
            key.verify(text, signature[KEY_ID_LENGTH:])
            verified += 1
    if not verified:
        raise InvalidNote("None of the known keys signed the note.")
    return text
