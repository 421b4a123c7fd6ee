"""Signatures by passkey (https://www.w3.org/TR/webauthn-3/), and the keys that make them."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from claims.models.verdict import Verdict

FINGERPRINT_LENGTH = 16  # hexadecimal digits, 64 bits: enough for two people who compare it


def format_fingerprint(digest: str) -> str:
    """The beginning of a digest in groups of four digits, to be read aloud."""
    shown = digest[:FINGERPRINT_LENGTH]
    return " ".join(shown[start : start + 4] for start in range(0, len(shown), 4))


class SignedAction(models.Model):
    """An action that the database refuses without a signature.

    `manage.py migrate` copies the setting `SIGNED_ACTIONS` into this table as the owner of the
    database; the application can only read it.
    """

    action = models.CharField(max_length=20, unique=True)
    required_since = models.DateTimeField()

    owner_only = True

    class Meta:
        default_permissions = []

    def __str__(self):
        return self.action


class SigningKey(models.Model):
    """A passkey of a user whose enrolment another person confirmed. Never changes.

    Created by `claims.signing.keys`; the database adds its ledger entry. `signer` is a random
    identifier of the user, the same for all their keys. `public_key` is a COSE_Key, `digest` its
    SHA-256; `rp_id_hash` is the SHA-256 of the site's host name. Bytes are stored as base64url,
    digests in hexadecimal.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="signing_keys")
    signer = models.CharField(max_length=10)
    credential_id = models.CharField(max_length=1400)
    public_key = models.CharField(max_length=2000)
    rp_id_hash = models.CharField(max_length=64)
    digest = models.CharField(max_length=64, unique=True)
    confirmed_at = models.DateTimeField()
    confirmed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    append_only = True

    class Meta:
        verbose_name = _("signing key")
        verbose_name_plural = _("signing keys")
        ordering = ["confirmed_at", "id"]
        default_permissions = []
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(user=models.F("confirmed_by")),
                name="signing_key_confirmed_by_another",
            ),
        ]

    def __str__(self):
        return f"{self.user}: {self.fingerprint}"

    @property
    def fingerprint(self) -> str:
        return format_fingerprint(self.digest)


class KeyRevocation(models.Model):
    """From when on a signing key counts no longer. Never changes.

    Created by `claims.signing.keys`, or by the database when the passkey is removed: then `user` is
    empty. The database adds its ledger entry.
    """

    key = models.OneToOneField(SigningKey, models.PROTECT, related_name="revocation")
    revoked_at = models.DateTimeField()
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    append_only = True

    class Meta:
        default_permissions = []

    def __str__(self):
        return f"{self.key}, revoked"


class SigningChallenge(models.Model):
    """What one session is asked to sign, within 15 minutes and once. Never changes.

    `action` is one action, or several joined by “+”; `digest` is the salted digest of what the user
    saw; a signature for a scheduled publication holds from `not_before` on. The database sets the
    nonce, the head of the ledger, and `challenge`, the base64url of the SHA-256 over all of these.
    `session` is the SHA-256 of the session's key.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    session = models.CharField(max_length=64)
    verdict = models.ForeignKey(
        Verdict, models.PROTECT, null=True, related_name="signing_challenges"
    )
    action = models.CharField(max_length=40)
    digest = models.CharField(max_length=64)
    not_before = models.DateTimeField(null=True)
    issued_at = models.DateTimeField()
    nonce = models.CharField(max_length=72, db_default="")
    head = models.CharField(max_length=200, db_default="")
    challenge = models.CharField(max_length=43, db_default="", unique=True)

    append_only = True

    class Meta:
        default_permissions = []

    def __str__(self):
        return f"{self.action}, {self.user}"


class Signature(models.Model):
    """A user's signature, by passkey, of one challenge. Never changes.

    Created by `claims.signing.signatures` in the transaction of the action. The database compares
    it with its challenge; whether the signature itself is valid is checked when it is made, and by
    the audit. `client_data` is the JSON that the browser hashed; bytes are stored as base64url.
    """

    challenge = models.OneToOneField(SigningChallenge, models.PROTECT, related_name="signature")
    key = models.ForeignKey(SigningKey, models.PROTECT, related_name="signatures")
    authenticator_data = models.CharField(max_length=4000)
    client_data = models.CharField(max_length=4000)
    signature = models.CharField(max_length=2000)
    signed_at = models.DateTimeField()

    append_only = True

    class Meta:
        verbose_name = _("signature")
        verbose_name_plural = _("signatures")
        ordering = ["signed_at", "id"]
        default_permissions = []

    def __str__(self):
        return f"{self.challenge}, signed"
