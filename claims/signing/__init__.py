"""Signatures by passkey: assertions of WebAuthn, the keys that count, and the signed actions."""
