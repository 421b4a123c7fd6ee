"""Identifiers that appear in public addresses: short, random and never used again."""

import secrets

# Crockford's base 32, lower case: no i, l, o or u, so that an identifier can be read aloud.
ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
LENGTH = 10  # 50 bits: among a million rows a new one collides with a chance below 1e-9


def new_identifier() -> str:
    """Ten random characters; says nothing of the row, its age or how many there are."""
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))
