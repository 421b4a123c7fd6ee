"""Check signatures by passkey: each is valid, and none is missing."""

from collections.abc import Iterator

from django.conf import settings
from django.db.backends.base.base import BaseDatabaseWrapper
from django.utils.translation import gettext as _

from claims.audit.findings import Finding, find_rows
from claims.models import Signature, SignedAction
from claims.signing.signatures import verify_signature


def check_signatures(database: BaseDatabaseWrapper) -> Iterator[Finding]:
    """Each signature was made with a confirmed key, for what it belongs to."""
    rows = Signature.objects.using(database.alias).select_related("challenge", "key__revocation")
    sentence = _("Signature {0} is not valid. {1}")
    for row in rows.iterator():
        if errors := verify_signature(row):
            text = sentence.format(row.pk, " ".join(errors))
            yield Finding("claims_signature", str(row.pk), text)


def check_required_signatures(database: BaseDatabaseWrapper) -> Iterator[Finding]:
    """Each action that needed a signature has that of its user, and of what was decided."""
    yield from find_rows(
        database,
        "claims_transition",
        _("Revision {2} of claim {1}: the action “{3}” at {4} has no signature that fits."),
        """
        SELECT t.id, c.public_id, v.revision, t.action, t.state_changed_at
        FROM claims_transition t
        JOIN claims_signedaction required ON t.state_changed_at >= required.required_since
            AND required.action = CASE t.action WHEN 'confirm_descriptions' THEN 'approve'
                ELSE t.action END
        JOIN claims_verdict v ON v.id = t.verdict_id JOIN claims_claim c ON c.id = v.claim_id
        WHERE t.to_state <> 'superseded' AND NOT EXISTS (
            SELECT FROM claims_signature s
            JOIN claims_signingchallenge asked ON asked.id = s.challenge_id
            WHERE asked.verdict_id = v.id AND asked.user_id = t.state_changed_by_id
            AND required.action = ANY (string_to_array(asked.action, '+'))
            AND CASE t.action
                WHEN 'publish' THEN asked.digest = (SELECT sha256 FROM claims_submission
                    WHERE id = v.submission_id)
                WHEN 'approve' THEN asked.digest IN (SELECT sha256 FROM claims_review
                    WHERE verdict_id = v.id AND reviewed_at = t.state_changed_at)
                WHEN 'retract' THEN asked.digest = get_seen_digest(v.id, 'retract')
                ELSE true END
            AND CASE WHEN asked.not_before IS NULL THEN s.signed_at = t.state_changed_at
                ELSE asked.not_before <= t.state_changed_at END)
        """,
    )


def check_setting(database: BaseDatabaseWrapper) -> Iterator[Finding]:
    """The database requires the signatures that the setting requires."""
    rows = SignedAction.objects.using(database.alias)
    required = set(rows.values_list("action", flat=True))
    if required != set(settings.SIGNED_ACTIONS):
        text = _("The database requires other signatures than the setting SIGNED_ACTIONS.")
        yield Finding("claims_signedaction", "", text)
