"""Attacks on signatures with plain SQL: what needs a signature is refused without a fitting one."""

from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from django.db import DatabaseError, connection, transaction
from django.test import override_settings

from claims.models import KeyRevocation, LedgerEntry, Signature, SigningChallenge, SigningKey
from claims.publication import record
from claims.scheduling import publication
from claims.signing import keys, signatures
from claims.workflow import actions, signed_actions
from tests import given
from tests.helpers import passkeys
from tests.helpers.attacks import (
    assert_allowed,
    assert_refused,
    change_state,
    execute_sql,
    insert_row,
)
from tests.helpers.passkeys import FLAG, SESSION, answer

pytestmark = [pytest.mark.database, pytest.mark.django_db]

UNSIGNED = "This action needs a signature by passkey."
NOT_ITS_KEY = "A signature must be made by a confirmed key of the user."
LATE = "A signature must be made within 15 minutes."
OTHER_CHALLENGE = "A signature must belong to its challenge."
NOT_A_PASSKEY = "A signing key must be a passkey of its user."
NOT_CONFIRMED = "A signing key is confirmed by another editor or administrator."


# ── keys ────────────────────────────────────────────────────────────────────────────────────────
def insert_key(passkey, **changed) -> None:
    (shown,) = keys.list_passkeys(given.person(passkey.username))
    row = {
        "user_id": passkey.row.user_id,
        "signer": "0000000000",
        "credential_id": shown.credential_id,
        "public_key": shown.public_key,
        "rp_id_hash": shown.rp_id_hash,
        "digest": shown.digest,
        "confirmed_at": given.moment(),
        "confirmed_by_id": given.person("filip").pk,
    }
    insert_row("claims_signingkey", **row | changed)


def test_a_confirmed_passkey_is_allowed():
    passkey = passkeys.add_passkey("carla")
    with assert_allowed():
        insert_key(passkey)


@pytest.mark.parametrize("name", ["ana", "bo", "gwen"])
def test_a_key_confirmed_by_another_role_is_refused(name):
    passkey = passkeys.add_passkey("carla")
    with assert_refused(NOT_CONFIRMED):
        insert_key(passkey, confirmed_by_id=given.person(name).pk)


def test_a_key_confirmed_by_its_owner_is_refused():
    passkey = passkeys.add_passkey("carla")
    with assert_refused("signing_key_confirmed_by_another"):
        insert_key(passkey, confirmed_by_id=passkey.row.user_id)


def test_a_key_confirmed_by_an_inactive_user_is_refused():
    passkey, filip = passkeys.add_passkey("carla"), given.deactivated(given.person("filip"))
    with assert_refused(NOT_CONFIRMED):
        insert_key(passkey, confirmed_by_id=filip.pk)


@pytest.mark.parametrize(
    "changed",
    [{"public_key": "pQEC"}, {"digest": "0" * 64}, {"credential_id": "AAAA"}],
)
def test_a_key_that_is_no_passkey_of_the_user_is_refused(changed):
    passkey = passkeys.add_passkey("carla")
    with assert_refused(NOT_A_PASSKEY):
        insert_key(passkey, **changed)


def test_another_users_passkey_is_refused_as_a_key():
    passkey = passkeys.add_passkey("carla")
    with assert_refused(NOT_A_PASSKEY):
        insert_key(passkey, user_id=given.person("bo").pk)


def test_another_signer_is_refused():
    passkeys.enrol("bo")
    passkey = passkeys.add_passkey("carla")
    signer = SigningKey.objects.get().signer
    with assert_refused(NOT_A_PASSKEY):
        insert_key(passkey, signer=signer)


REMOVALS = {
    "deleted": "DELETE FROM mfa_authenticator WHERE id = %s",
    "given to another": "UPDATE mfa_authenticator SET user_id = (SELECT id FROM accounts_user"
    " WHERE username = 'filip') WHERE id = %s",
    "replaced": "UPDATE mfa_authenticator SET data = jsonb_set(data, '{credential,rawId}',"
    " '\"AAAA\"') WHERE id = %s",
}


@pytest.mark.parametrize("removal", REMOVALS)
def test_a_passkey_that_is_removed_is_revoked(removal):
    passkey = passkeys.enrol("carla")
    execute_sql(REMOVALS[removal], passkey.row.pk)
    assert KeyRevocation.objects.get().key.user.username == "carla"


def test_renaming_and_using_a_passkey_revokes_nothing():
    passkey = passkeys.enrol("carla")
    row = Authenticator.objects.get(pk=passkey.row.pk)
    row.record_usage()
    row.data["name"] = "Red key"
    row.save()
    assert not KeyRevocation.objects.exists()


def test_each_confirmation_and_revocation_is_a_ledger_entry():
    passkey = passkeys.enrol("carla")
    passkey.row.delete()
    connection.check_constraints()
    key = SigningKey.objects.get()
    confirmed, revoked = LedgerEntry.objects.order_by("number")
    assert (confirmed.event, confirmed.recorded_at) == ("key_confirmed", key.confirmed_at)
    assert confirmed.details == {
        "key": key.digest,
        "public_key": key.public_key,
        "signer": key.signer,
    }
    assert (revoked.event, revoked.details) == ("key_revoked", {"key": key.digest})
    assert "carla" not in (confirmed.body + revoked.body).lower()


@pytest.mark.parametrize("event", ["key_confirmed", "key_revoked"])
def test_a_ledger_entry_of_no_key_is_refused(event):
    passkeys.enrol("carla")
    with assert_refused("A ledger entry must record an event that took place."):
        insert_row(
            "claims_ledgerentry",
            event=event,
            claim_id="",
            recorded_at=given.moment(),
            details='{"key": "0"}',
        )


# ── challenges and signatures ───────────────────────────────────────────────────────────────────
def issue(name="carla", action="publish", digest="d" * 64) -> SigningChallenge:
    return signatures.issue_challenge(
        action, digest=digest, by=given.person(name), at=given.moment(), session_key=SESSION
    )


def insert_signature(passkey, challenge, **changed) -> None:
    assertion = answer(passkey, challenge).assertion
    key = SigningKey.objects.get(user__username=passkey.username)
    row = {
        "challenge_id": challenge.pk,
        "key_id": key.pk,
        "authenticator_data": assertion.authenticator_data,
        "client_data": assertion.client_data,
        "signature": assertion.signature,
        "signed_at": given.moment(),
    }
    insert_row("claims_signature", **row | changed)


@pytest.mark.parametrize("column", ["nonce", "head", "challenge"])
def test_the_database_composes_what_is_signed(column):
    carla = given.person("carla")
    insert_row(
        "claims_signingchallenge",
        **{
            "user_id": carla.pk,
            "session": "",
            "action": "publish",
            "digest": "d" * 64,
            "issued_at": given.moment(),
        }
        | {column: "forged"},
    )
    row = SigningChallenge.objects.get()
    assert getattr(row, column) != "forged"
    assert row.challenge == signatures.compute_challenge(row)


def test_a_signature_of_its_challenge_is_allowed():
    carla = passkeys.enrol("carla")
    with assert_allowed():
        insert_signature(carla, issue())


def test_a_signature_with_another_persons_key_is_refused():
    passkeys.enrol("carla")
    bo = passkeys.enrol("bo")
    with assert_refused(NOT_ITS_KEY):
        insert_signature(bo, issue())


def test_a_signature_with_a_revoked_key_is_refused():
    carla = passkeys.enrol("carla")
    challenge = issue()
    carla.row.delete()
    with assert_refused(NOT_ITS_KEY):
        insert_signature(carla, challenge)


@pytest.mark.parametrize("minutes", [-60, 20])
def test_a_signature_at_another_time_is_refused(minutes):
    carla = passkeys.enrol("carla")
    challenge = issue()
    at = challenge.issued_at + timedelta(minutes=minutes)
    with assert_refused(LATE if minutes > 0 else NOT_ITS_KEY):
        insert_signature(carla, challenge, signed_at=at)


def test_a_signature_of_another_challenge_is_refused():
    carla = passkeys.enrol("carla")
    challenge, other = issue(), issue(action="retract")
    with assert_refused(OTHER_CHALLENGE):
        insert_signature(carla, challenge, challenge_id=other.pk)


def test_a_signature_for_another_site_is_refused():
    carla = passkeys.enrol("carla")
    carla.host = "other.example"
    with assert_refused(OTHER_CHALLENGE):
        insert_signature(carla, issue())


@pytest.mark.parametrize("flags", [FLAG.UP, FLAG.UV])
def test_a_signature_by_nobody_or_anybody_is_refused(flags):
    carla = passkeys.enrol("carla")
    challenge = issue()
    data = answer(carla, challenge, flags=flags).assertion.authenticator_data
    with assert_refused(OTHER_CHALLENGE):
        insert_signature(carla, challenge, authenticator_data=data)


def test_a_challenge_is_signed_once():
    carla = passkeys.enrol("carla")
    challenge = issue()
    insert_signature(carla, challenge)
    with pytest.raises(DatabaseError, match="claims_signature_challenge_id"), transaction.atomic():
        insert_signature(carla, challenge)


# ── the actions ─────────────────────────────────────────────────────────────────────────────────
@pytest.fixture
def signed(db):
    with passkeys.require_signatures("approve", "publish", "retract"):
        yield


def sign(action, verdict, passkey, at, **changed):
    """A valid signature of `passkey` at this moment, whatever is done with it."""
    fields = {"digest": verdict.submission.sha256, "action": action} | changed
    challenge = signatures.issue_challenge(
        by=given.person(passkey.username), at=at, session_key=SESSION, verdict=verdict, **fields
    )
    insert_signature(passkey, challenge, signed_at=at)


def approve(verdict, at):
    bo = given.person("bo")
    insert_row(
        "claims_review",
        verdict_id=verdict.pk,
        submission_id=verdict.submission_id,
        decision="approve",
        comment="",
        is_worded_fairly=True,
        sha256=verdict.submission.sha256,
        reviewed_at=at,
        reviewed_by_id=bo.pk,
    )
    change_state(verdict, "approved", bo, at, approved_at=at, approved_by_id=bo.pk)
    verdict.refresh_from_db()


def publish(verdict, at):
    carla = given.person("carla")
    change_state(verdict, "published", carla, at, published_at=at, published_by_id=carla.pk)


@pytest.fixture
def approved():
    """Approved before the desk required signatures."""
    return given.approved()


def test_approving_without_a_signature_is_refused(signed):
    verdict = given.in_review()
    with assert_refused(UNSIGNED):
        approve(verdict, given.moment())


def test_approving_with_a_signature_is_allowed(signed):
    verdict, bo, at = given.in_review(), passkeys.enrol("bo"), given.moment()
    with assert_allowed():
        sign("approve", verdict, bo, at)
        approve(verdict, at)


def test_confirming_changed_descriptions_without_a_signature_is_refused():
    verdict = given.approved()
    execute_sql("UPDATE sources_source SET title = 'Trade, a year on'")
    read = {"sha256": verdict.submission.sha256, "digest": record.find_edits(verdict).digest}
    with (
        passkeys.require_signatures("approve"),
        override_settings(SIGNED_ACTIONS=[]),
        pytest.raises(DatabaseError, match=UNSIGNED),
        transaction.atomic(),
    ):
        actions.confirm_descriptions(verdict, by=given.person("bo"), at=given.moment(), **read)


def test_publishing_without_a_signature_is_refused(approved, signed):
    with assert_refused(UNSIGNED):
        publish(approved, given.moment())


OTHERS = {
    "another digest": {"digest": "0" * 64},
    "another action": {"action": "approve"},
    "a later moment": {"not_before": given.NOON + timedelta(days=90)},
    "a schedule that does not exist": {"not_before": given.NOON - timedelta(days=1)},
}


@pytest.mark.parametrize("other", OTHERS)
def test_publishing_with_another_signature_is_refused(approved, signed, other):
    carla, at = passkeys.enrol("carla"), given.moment()
    with assert_refused(UNSIGNED):
        sign(**{"action": "publish"} | OTHERS[other], verdict=approved, passkey=carla, at=at)
        publish(approved, at)


def test_publishing_with_another_persons_signature_is_refused(approved, signed):
    bo, at = passkeys.enrol("bo"), given.moment()
    with assert_refused(UNSIGNED):
        sign("publish", approved, bo, at)
        publish(approved, at)


def test_publishing_with_an_earlier_signature_is_refused(approved, signed):
    carla = passkeys.enrol("carla")
    with assert_refused(UNSIGNED):
        sign("publish", approved, carla, given.moment())
        publish(approved, given.moment())


def test_scheduling_without_a_signature_is_refused(approved, signed):
    at = given.moment()
    with assert_refused(UNSIGNED):
        insert_row(
            "claims_scheduledpublication",
            verdict_id=approved.pk,
            submission_id=approved.submission_id,
            sha256=approved.submission.sha256,
            publish_at=at + timedelta(hours=1),
            created_at=at,
            created_by_id=given.person("carla").pk,
            outcome="",
            reason="",
        )


def test_publishing_by_a_cancelled_schedule_is_refused(approved, signed):
    carla, at = passkeys.enrol("carla"), given.moment()
    publish_at = at + timedelta(hours=1)
    challenge = signed_actions.request_signature(
        "schedule",
        approved,
        by=given.person("carla"),
        at=at,
        session_key=SESSION,
        sha256=approved.submission.sha256,
        publish_at=publish_at,
    )
    publication.schedule_publication(
        approved,
        by=given.person("carla"),
        at=given.moment(),
        sha256=approved.submission.sha256,
        publish_at=publish_at,
        proof=answer(carla, challenge),
    )
    with assert_refused("A public change needs a ledger entry."):  # signed, and not recorded
        publish(approved, publish_at)
    publication.cancel_scheduled_publication(approved, by=given.person("filip"), at=given.moment())
    with assert_refused(UNSIGNED):
        publish(approved, publish_at)


def test_retracting_without_a_signature_is_refused():
    verdict = given.published()
    actions.propose_retraction(
        verdict, by=given.person("carla"), at=given.moment(), cause="our-error", note="Wrong."
    )
    filip, at = given.person("filip"), given.moment()
    with passkeys.require_signatures("retract"), assert_refused(UNSIGNED):
        execute_sql(
            "UPDATE claims_change SET confirmed_at = %s, confirmed_by_id = %s"
            " WHERE kind = 'retraction'",
            at,
            filip.pk,
        )
        change_state(verdict, "retracted", filip, at, ended_at=at)


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM claims_signedaction",
        "UPDATE claims_signedaction SET action = 'none'",
        "INSERT INTO claims_signedaction (action, required_since) VALUES ('suspend', now())",
    ],
)
def test_the_application_cannot_change_what_must_be_signed(statement):
    with assert_refused("permission denied for table claims_signedaction"):
        execute_sql(statement)


def test_nothing_must_be_signed_by_default():
    with assert_allowed():
        given.retracted()
    assert not Signature.objects.exists()


# ── changes of accounts ─────────────────────────────────────────────────────────────────────────
def sign_account_change(passkey, change):
    """This person signs that they confirm the change; returns when."""
    by, at = given.person(passkey.username), given.moment()
    ((digest,),) = execute_sql(f"SELECT get_account_change_digest({change.pk})")
    act = {"digest": digest, "by": by, "at": at}
    challenge = signatures.issue_challenge("confirm_account", session_key=SESSION, **act)
    proof = answer(passkey, challenge)
    return signatures.require_signature("confirm_account", proof=proof, **act).signed_at


def test_confirming_a_change_of_an_account_needs_its_signature():
    carla, bo = passkeys.enrol("carla"), passkeys.enrol("bo")
    change, other = given.account_change(), given.account_change("dov", "reviewer")
    decision = {"change_id": change.pk, "outcome": "confirmed"}
    decision["created_by_id"] = given.person("carla").pk
    with passkeys.require_signatures("confirm_account"):
        moments = [
            given.moment(),
            sign_account_change(carla, other),
            sign_account_change(bo, change),
        ]
        for at in moments:
            with assert_refused(UNSIGNED):
                insert_row("accounts_accountchangedecision", created_at=at, **decision)
        at = sign_account_change(carla, change)
        with assert_allowed():
            insert_row("accounts_accountchangedecision", created_at=at, **decision)
        refused = decision | {"outcome": "refused"}
        with assert_allowed():
            insert_row("accounts_accountchangedecision", created_at=given.moment(), **refused)


# ── words that are removed ──────────────────────────────────────────────────────────────────────
def sign_removal(passkey, decision):
    """This person signs that they confirm the removal; returns when."""
    by, at = given.person(passkey.username), given.moment()
    ((digest,),) = execute_sql(f"SELECT get_removal_digest({decision.pk})")
    act = {"digest": digest, "by": by, "at": at}
    challenge = signatures.issue_challenge("erase", session_key=SESSION, **act)
    proof = answer(passkey, challenge)
    return signatures.require_signature("erase", proof=proof, **act).signed_at


def test_removing_words_needs_a_signature_of_the_second_editor():
    filip, carla = passkeys.enrol("filip", by="carla"), passkeys.enrol("carla")
    claim = given.claim(statement="Maria Sommer paid for the bridge.")
    decision, other = (
        given.removal(given.person_request(claim=claim), (words,)) for words in ("Maria", "Sommer")
    )
    row = {"decision_id": decision.pk, "confirmed_by_id": given.person("filip").pk}
    with passkeys.require_signatures("erase"):
        for at in (given.moment(), sign_removal(filip, other), sign_removal(carla, decision)):
            with assert_refused(UNSIGNED):
                insert_row("claims_personrequestconfirmation", confirmed_at=at, **row)
        at = sign_removal(filip, decision)
        with assert_allowed():
            insert_row("claims_personrequestconfirmation", confirmed_at=at, **row)
