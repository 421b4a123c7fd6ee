"""Signatures of actions: a valid one is recorded, and every other one is refused."""

from datetime import timedelta

import pytest

from claims.models import Signature
from claims.publication import record
from claims.scheduling import publication
from claims.signing import keys, signatures
from claims.signing.signatures import verify_signature
from claims.workflow import actions, signed_actions
from factcheck.accounts.system_user import get_system_user
from factcheck.core.errors import EditConflict, InvalidInput, InvalidState
from tests import given
from tests.helpers import passkeys
from tests.helpers.passkeys import FLAG, SESSION, answer

pytestmark = pytest.mark.django_db

OTHER_DIGEST, OLD = "changed after you opened it", "More than 15 minutes"
UNCONFIRMED, USED = "No one has confirmed your passkey", "already used"
OTHER_SESSION, OTHER_KEY = "another session", "one of your own passkeys"
INVALID, SCRIPT = "signature is not valid", "needs JavaScript"
NO_PASSKEY = "This needs a passkey"


@pytest.fixture(autouse=True)
def signed(db):
    with passkeys.require_signatures("approve", "publish", "retract"):
        yield


def approve(verdict, passkey=None):
    """Bo, or the owner of the passkey, approves with a signature."""
    passkey = passkey or passkeys.enrol("bo")
    by, sha256 = given.person(passkey.username), verdict.submission.sha256
    challenge = ask("approve", verdict, by)
    actions.approve(
        verdict,
        by=by,
        at=given.moment(),
        sha256=sha256,
        is_worded_fairly=True,
        proof=answer(passkey, challenge),
    )
    verdict.refresh_from_db()
    return verdict


def ask(action, verdict, by=None, session=SESSION, **changed):
    """What the user is to sign for this action."""
    seen = signed_actions.get_seen_digest(action, verdict)
    fields = {"at": given.moment(), "session_key": session, "sha256": seen} | changed
    return signed_actions.request_signature(
        action, verdict, by=by or given.person("carla"), **fields
    )


def publish(verdict, proof, by=None, at=None):
    actions.publish(
        verdict,
        by=by or given.person("carla"),
        at=at or given.moment(),
        sha256=verdict.submission.sha256,
        proof=proof,
    )


@pytest.fixture
def approved():
    return approve(given.in_review())


@pytest.fixture
def carla(approved):
    return passkeys.enrol("carla")


def test_a_publication_is_signed_with_a_confirmed_passkey(approved, carla):
    publish(approved, answer(carla, ask("publish", approved)))
    approved.refresh_from_db()
    signature = Signature.objects.latest("pk")
    assert approved.state == "published"
    assert signature.challenge.verdict == approved
    assert signature.challenge.digest == approved.submission.sha256
    assert verify_signature(signature) == []


def test_without_the_passkey_a_publication_is_refused(approved, carla):
    with pytest.raises(InvalidInput, match=SCRIPT):
        publish(approved, None)


def test_a_signature_of_another_digest_is_refused(approved, carla):
    challenge = signatures.issue_challenge(
        "publish",
        digest="0" * 64,
        by=given.person("carla"),
        at=given.moment(),
        session_key=SESSION,
    )
    with pytest.raises(EditConflict, match=OTHER_DIGEST):
        publish(approved, answer(carla, challenge))


def test_a_signature_of_another_action_is_refused(approved, carla):
    challenge = signatures.issue_challenge(
        "retract",
        digest=approved.submission.sha256,
        by=given.person("carla"),
        at=given.moment(),
        session_key=SESSION,
    )
    with pytest.raises(EditConflict, match=OTHER_DIGEST):
        publish(approved, answer(carla, challenge))


def test_nothing_is_asked_for_what_was_submitted_again(approved, carla):
    with pytest.raises(EditConflict, match=OTHER_DIGEST):
        ask("publish", approved, sha256="0" * 64)


def test_another_persons_passkey_is_refused(approved, carla):
    filip = passkeys.enrol("filip", by="carla")
    with pytest.raises(InvalidState, match=OTHER_KEY):
        publish(approved, answer(filip, ask("publish", approved)))


def test_another_persons_challenge_is_refused(approved, carla):
    passkeys.enrol("filip", by="carla")
    challenge = ask("publish", approved, given.person("filip"))
    with pytest.raises(InvalidState, match=OTHER_SESSION):
        publish(approved, answer(carla, challenge))


def test_another_sessions_challenge_is_refused(approved, carla):
    challenge = ask("publish", approved, session="another")
    with pytest.raises(InvalidState, match=OTHER_SESSION):
        publish(approved, answer(carla, challenge))


def test_a_passkey_that_nobody_confirmed_is_refused(approved):
    passkeys.add_passkey("carla")
    with pytest.raises(InvalidState, match=UNCONFIRMED):
        ask("publish", approved)


def test_a_second_passkey_that_nobody_confirmed_is_refused(approved, carla):
    second = passkeys.add_passkey("carla")
    with pytest.raises(InvalidState, match=OTHER_KEY):
        publish(approved, answer(second, ask("publish", approved)))


def test_without_a_passkey_nothing_is_asked(approved):
    with pytest.raises(InvalidState, match=NO_PASSKEY):
        ask("publish", approved)


def test_a_revoked_key_is_refused(approved, carla):
    challenge = ask("publish", approved)
    key = keys.list_keys().get(user__username="carla")
    keys.revoke_key(key, by=given.person("filip"), at=given.moment())
    with pytest.raises(InvalidState, match=UNCONFIRMED):
        publish(approved, answer(carla, challenge))


def test_a_removed_passkey_is_refused(approved, carla):
    challenge = ask("publish", approved)
    carla.row.delete()
    with pytest.raises(InvalidState, match=NO_PASSKEY):
        publish(approved, answer(carla, challenge))
    assert keys.list_keys().get(user__username="carla").revocation.user is None


def test_a_signature_counts_once(approved, carla):
    proof = answer(carla, ask("publish", approved))
    publish(approved, proof)
    other = approve(given.in_review(), carla)
    with pytest.raises(InvalidState, match=USED):
        publish(other, proof)


def test_an_old_checkpoint_is_refused(approved, carla):
    challenge = ask("publish", approved)
    late = challenge.issued_at + timedelta(minutes=15, seconds=1)
    with pytest.raises(InvalidState, match=OLD):
        publish(approved, answer(carla, challenge), at=late)


@pytest.mark.parametrize(
    "changes",
    [
        {"flags": FLAG.UP},
        {"flags": FLAG.UV},
        {"origin": "https://other.example"},
        {"origin": f"http://{passkeys.HOST}"},
        {"kind": "webauthn.create"},
    ],
)
def test_an_assertion_made_otherwise_is_refused(approved, carla, changes):
    proof = answer(carla, ask("publish", approved), **changes)
    with pytest.raises(InvalidInput, match=INVALID):
        publish(approved, proof)


@pytest.mark.parametrize("text", ["{}", "[]", "x", '{"rawId": 1}', "x" * 20_000])
def test_what_is_no_assertion_is_refused(text):
    with pytest.raises(InvalidInput, match="cannot be read"):
        signatures.parse_proof(text, SESSION)


def test_approving_and_publishing_is_one_signature():
    verdict, carla = given.in_review(), passkeys.enrol("carla")
    by = given.person("carla")
    challenge = ask("approve", verdict, by, publish_too=True)
    actions.approve(
        verdict,
        by=by,
        at=given.moment(),
        sha256=verdict.submission.sha256,
        is_worded_fairly=True,
        publish_too=True,
        proof=answer(carla, challenge),
    )
    verdict.refresh_from_db()
    assert verdict.state == "published"
    assert Signature.objects.get().challenge.action == "approve+publish"


def test_a_scheduled_publication_carries_its_signature(approved, carla):
    publish_at = given.moment() + timedelta(hours=12)
    challenge = ask("schedule", approved, publish_at=publish_at)
    schedule = publication.schedule_publication(
        approved,
        by=given.person("carla"),
        at=given.moment(),
        sha256=approved.submission.sha256,
        publish_at=publish_at,
        proof=answer(carla, challenge),
    )
    system = get_system_user()
    assert publication.publish_if_due(schedule, at=publish_at, system_user=system) == ""
    approved.refresh_from_db()
    signature = Signature.objects.latest("pk")
    assert (approved.state, approved.published_by.username) == ("published", "carla")
    assert signature.challenge.not_before == publish_at
    assert verify_signature(signature) == []


def test_a_signature_for_another_time_is_refused(approved, carla):
    publish_at = given.moment() + timedelta(hours=12)
    challenge = ask("schedule", approved, publish_at=publish_at)
    with pytest.raises(EditConflict, match=OTHER_DIGEST):
        publication.schedule_publication(
            approved,
            by=given.person("carla"),
            at=given.moment(),
            sha256=approved.submission.sha256,
            publish_at=publish_at - timedelta(hours=1),
            proof=answer(carla, challenge),
        )


def test_a_retraction_is_signed_together_with_its_proposal(approved, carla):
    filip = passkeys.enrol("filip", by="carla")
    publish(approved, answer(carla, ask("publish", approved)))
    approved.refresh_from_db()
    actions.propose_retraction(
        approved, by=given.person("carla"), at=given.moment(), cause="our-error", note="Wrong."
    )
    by = given.person("filip")
    challenge = ask("retract", approved, by)
    assert challenge.digest != approved.submission.sha256
    proof = answer(filip, challenge)
    with pytest.raises(EditConflict, match=OTHER_DIGEST):
        actions.retract(approved, by=by, at=given.moment(), sha256="0" * 64, proof=proof)
    actions.retract(approved, by=by, at=given.moment(), sha256=challenge.digest, proof=proof)
    approved.refresh_from_db()
    assert approved.state == "retracted"
    assert verify_signature(Signature.objects.latest("pk")) == []


def test_changed_descriptions_are_confirmed_with_a_signature(approved):
    bo, by = passkeys.enrol("bo"), given.person("bo")
    source = approved.evidence.get().passage.snapshot.source
    source.title = "Trade, a year on"
    source.save()
    edits = record.find_edits(approved)
    read = {"sha256": approved.submission.sha256, "digest": edits.digest}
    challenge = ask("confirm_descriptions", approved, by, **read)
    proof = answer(bo, challenge)
    with pytest.raises(InvalidInput, match=SCRIPT):
        actions.confirm_descriptions(approved, by=by, at=given.moment(), **read)
    actions.confirm_descriptions(approved, by=by, at=given.moment(), **read, proof=proof)
    approved.refresh_from_db()
    assert (approved.state, approved.submission.number) == ("approved", 2)
    assert verify_signature(Signature.objects.latest("pk")) == []


def test_any_app_can_require_a_signature(settings):
    settings.SIGNED_ACTIONS = ["erase"]
    carla, by = passkeys.enrol("carla"), given.person("carla")
    digest = "f" * 64
    challenge = signatures.issue_challenge(
        "erase", digest=digest, by=by, at=given.moment(), session_key=SESSION
    )
    signature = signatures.require_signature(
        "erase", digest=digest, by=by, at=given.moment(), proof=answer(carla, challenge)
    )
    assert signature.challenge.verdict is None


def test_an_action_that_is_not_named_needs_no_signature(settings):
    settings.SIGNED_ACTIONS = []
    verdict = given.in_review()
    assert ask("approve", verdict, given.person("bo")) is None


# ── the audit ───────────────────────────────────────────────────────────────────────────────────
SWAPS = {
    "signature": lambda row, other: setattr(row, "signature", other.signature),
    "client data": lambda row, other: setattr(row, "client_data", other.client_data),
    "authenticator data": lambda row, other: setattr(row, "authenticator_data", "AA"),
    "key": lambda row, other: setattr(row, "key", other.key),
    "challenge": lambda row, other: setattr(row, "challenge", other.challenge),
    "digest": lambda row, other: setattr(row.challenge, "digest", "0" * 64),
    "action": lambda row, other: setattr(row.challenge, "action", "retract"),
    "head": lambda row, other: setattr(row.challenge, "head", "7 x"),
    "nonce": lambda row, other: setattr(row.challenge, "nonce", other.challenge.nonce),
    "from when on": lambda row, other: setattr(row.challenge, "not_before", given.NOON),
    "public key": lambda row, other: setattr(row.key, "public_key", other.key.public_key),
    "user": lambda row, other: setattr(row.challenge, "user_id", other.challenge.user_id),
    "confirmation": lambda row, other: setattr(row.key, "confirmed_at", given.moment()),
    "moment": lambda row, other: setattr(row, "signed_at", given.moment() + timedelta(days=1)),
}


@pytest.mark.parametrize("swap", SWAPS)
def test_a_swapped_part_of_a_signature_is_found(approved, carla, swap):
    publish(approved, answer(carla, ask("publish", approved)))
    other, row = Signature.objects.order_by("pk")
    assert verify_signature(row) == verify_signature(other) == []
    SWAPS[swap](row, other)
    assert verify_signature(row) != []
