"""Identifiers in public URLs: short, random and never used again."""

import secrets

# Crockford's base 32, lower case: no i, l, o or u, so that an identifier can be read aloud.
ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
LENGTH = 10  # 50 bits: with a million rows, the chance of a collision is below 1e-9


def new_identifier() -> str:
    """Ten random characters, which reveal neither the age nor the number of rows."""
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))
