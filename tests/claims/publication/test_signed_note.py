"""Signed notes: the examples of the C2SP specification, and notes that must be rejected."""

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from claims.publication.signed_note import (
    InvalidNote,
    NoteKey,
    encode,
    parse_verifier_key,
    sign_note,
    verify_note,
)

# https://c2sp.org/signed-note, “Example”
KEY = "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k"
NOTE = (
    "This is an example message.\n\n— example.com/foo Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ON"
    "ncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=\n"
)


def create_key(name: str = "facts.example/ledger", seed: bytes = b"s" * 32) -> NoteKey:
    return NoteKey(name, Ed25519PrivateKey.from_private_bytes(seed))


def test_the_note_of_the_specification_is_verified():
    assert verify_note(NOTE, [parse_verifier_key(KEY)]) == "This is an example message.\n"


def test_the_key_of_the_specification_is_written_as_it_is_read():
    assert str(parse_verifier_key(KEY)) == KEY


def test_a_note_signed_by_two_keys_is_verified_by_each():
    first, second = create_key(), create_key(seed=b"t" * 32)
    note = sign_note("a\n\nb\n", [first, second])
    for keys in ([first], [second], [first, second]):
        assert verify_note(note, [key.verifier_key for key in keys]) == "a\n\nb\n"


def test_a_signature_by_an_unknown_key_is_ignored():
    known, unknown = create_key(), create_key("witness.example", b"w" * 32)
    note = sign_note("text\n", [unknown, known])
    assert verify_note(note, [known.verifier_key]) == "text\n"
    with pytest.raises(InvalidNote, match="None of the known keys"):
        verify_note(sign_note("text\n", [unknown]), [known.verifier_key])


@pytest.mark.parametrize("position", range(0, len(NOTE), 3))
def test_a_changed_note_is_rejected(position):
    character = "B" if NOTE[position] != "B" else "C"
    changed = NOTE[:position] + character + NOTE[position + 1 :]
    with pytest.raises(InvalidNote):
        verify_note(changed, [parse_verifier_key(KEY)])


@pytest.mark.parametrize("note", ["", "\n", "text\n", "text\n\n", NOTE[:-1], NOTE + "more\n"])
def test_a_malformed_note_is_rejected(note):
    with pytest.raises(InvalidNote):
        verify_note(note, [parse_verifier_key(KEY)])


@pytest.mark.parametrize(
    "text",
    [
        "",
        "name",
        "name+00000000",
        KEY.replace("530d903a", "530d903b"),
        KEY.replace("example", "another"),
        KEY[:-4],
        f"name+00000000+{encode(b'2' + bytes(32))}",
    ],
)
def test_a_malformed_key_is_rejected(text):
    with pytest.raises(InvalidNote):
        parse_verifier_key(text)
