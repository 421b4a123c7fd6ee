"""Each check of the audit finds what it is for, and a database that no one changed has no finding.

The changes are made by the superuser with all triggers disabled, and rolled back.
"""

import base64
import zlib

import pytest
from django.conf import settings as site_settings
from django.db import connections, transaction

from claims.audit.run import describe, list_audit_checks, run_audit
from claims.publication.checkpoints import list_signing_keys
from claims.publication.signed_note import sign_note
from sources.models import RawDocument
from tests import given
from tests.helpers import changing_site, passkeys, rechecks, tampering
from tests.helpers.tampering import OWNER, execute

pytestmark = pytest.mark.database
OWN_KEYS = site_settings.LEDGER_KEYS
REVIEW_TIME = "UPDATE claims_review SET reviewed_at = reviewed_at - interval '1 day'"
NEWER = "(SELECT id FROM claims_verdict WHERE revision = 2)"

# A check, what is done to the rows, and words of the finding.
ATTACKS = [
    (
        "database_rules.check_functions",
        "CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql"
        " SET search_path = public, pg_temp AS $$ BEGIN RETURN NEW; END $$",
        "The function refuse_change differs",
    ),
    (
        "database_rules.check_functions",
        "ALTER FUNCTION refuse_change() RESET search_path",
        "The function refuse_change differs",
    ),
    (
        "database_rules.check_functions",
        "CREATE FUNCTION helper() RETURNS integer LANGUAGE sql AS 'SELECT 1'",
        "The function helper is not part",
    ),
    (
        "database_rules.check_triggers",
        "DROP TRIGGER enforce_no_change ON claims_review",
        "The trigger enforce_no_change of claims_review is missing",
    ),
    (
        "database_rules.check_triggers",
        "DO $$ BEGIN EXECUTE (SELECT 'DROP TRIGGER ' || tgname || ' ON claims_claim'"
        " FROM pg_trigger WHERE tgrelid = 'claims_claim'::regclass"
        " AND tgname LIKE 'pgtrigger_update%'); END $$",
        "of claims_claim is missing",
    ),
    (
        "database_rules.check_triggers",
        "CREATE TRIGGER other BEFORE INSERT ON claims_review"
        " FOR EACH ROW EXECUTE FUNCTION enforce_review()",
        "The trigger other of claims_review is not part",
    ),
    (
        "database_rules.check_enabled",
        "ALTER TABLE claims_review DISABLE TRIGGER enforce_review",
        "The trigger enforce_review of claims_review is disabled.",
    ),
    (
        "database_rules.check_enabled",
        "ALTER ROLE factcheck_app SET session_replication_role = replica",
        "Triggers are disabled for a role",
    ),
    (
        "database_rules.check_constraints",
        "ALTER TABLE claims_verdict DROP CONSTRAINT approval_is_complete",
        "The constraint approval_is_complete of claims_verdict is missing.",
    ),
    (
        "database_rules.check_constraints",
        "DROP INDEX one_open_revision",
        "The constraint one_open_revision of claims_verdict is missing.",
    ),
    (
        "database_rules.check_constraints",
        "DO $$ BEGIN EXECUTE (SELECT 'ALTER TABLE claims_review DROP CONSTRAINT ' || conname"
        " FROM pg_constraint WHERE conrelid = 'claims_review'::regclass AND contype = 'f'"
        " AND conname LIKE '%verdict%'); END $$",
        "Nothing holds the reference verdict_id of claims_review.",
    ),
    (
        "database_rules.check_grants",
        "GRANT UPDATE ON claims_review TO factcheck_app",
        "The role factcheck_app may change or delete rows of claims_review",
    ),
    (
        "quotations.check_snapshots",
        "UPDATE sources_snapshot SET text = text || '.'",
        "does not match its digest",
    ),
    (
        "quotations.check_article_texts",
        "UPDATE sources_articletext SET spans = '{{5,4}}'",
        "do not fit the text of snapshot",
    ),
    (
        "quotations.check_exact_words",
        "UPDATE sources_passage SET exact = upper(exact)",
        "word for word",
    ),
    (
        "quotations.check_selectors",
        "UPDATE sources_articletext SET spans = '{{0,5}}'",
        "not at exactly one place",
    ),
    (
        "quotations.check_published_passages",
        "UPDATE sources_passage SET voice = 'forecasts'",
        "differs from what revision 1 of claim",
    ),
    (
        "quotations.check_published_passages",
        "UPDATE sources_passage SET speaker = 'Mara Lind'",
        "differs from what revision 1 of claim",
    ),
    (
        "submissions.check_digests",
        "UPDATE claims_submission SET content = replace(content, 'lower', 'higher')",
        "Submission 1 of revision 1",
    ),
    (
        "submissions.check_digests",
        "UPDATE claims_submission SET content = '{\"evidence\": 1}'",
        "does not match its digest",
    ),
    (
        "submissions.check_numbers",
        "UPDATE claims_submission SET submitted_by_id = submitted_by_id + 1",
        "has a wrong number, time or user",
    ),
    (
        "submissions.check_current_submission",
        "UPDATE claims_verdict SET submission_id = submission_id + 1",
        "does not refer to its newest submission",
    ),
    (
        "submissions.check_content",
        "UPDATE claims_verdict SET conclusion = 'Another one.'",
        "differs from its record: conclusion",
    ),
    (
        "submissions.check_content",
        "UPDATE claims_verdict SET rating_id = (SELECT id FROM claims_rating WHERE code = 'true')",
        "differs from its record: rating",
    ),
    (
        "submissions.check_content",
        "UPDATE claims_verdict SET conflict_of_interest = ''",
        "differs from its record: checklist",
    ),
    (
        "submissions.check_evidence",
        "UPDATE claims_evidence SET stance = 'context'",
        "The evidence of revision 1 of claim",
    ),
    (
        "submissions.check_evidence",
        "DELETE FROM claims_evidence",
        "The evidence of revision 1 of claim",
    ),
    (
        "submissions.check_change",
        "UPDATE claims_change SET note = 'Nothing.'",
        "The change that opened revision 2",
    ),
    (
        "submissions.check_search",
        "UPDATE claims_submission SET search_config = 'factcheck_german'",
        "is searched in another language",
    ),
    (
        "transitions.check_order",
        "DELETE FROM claims_transition WHERE action = 'submit'",
        "does not follow the one before it",
    ),
    (
        "transitions.check_order",
        "UPDATE claims_transition SET state_changed_at = '1999-01-01' WHERE action = 'submit'",
        "does not follow the one before it",
    ),
    (
        "transitions.check_actions",
        "UPDATE claims_transition SET action = 'submit' WHERE action = 'approve'",
        "is not allowed: submit from in_review to approved",
    ),
    (
        "transitions.check_states",
        "UPDATE claims_verdict SET state = 'suspended' WHERE state = 'retracted'",
        "is not that of its last transition",
    ),
    (
        "transitions.check_publications",
        "UPDATE claims_verdict SET published_by_id = approved_by_id WHERE published_at IS NOT NULL",
        "is not in its transitions",
    ),
    (
        "reviews.check_reviews",
        "UPDATE claims_review SET sha256 = 'x'",
        "is not of a submission of that revision",
    ),
    ("reviews.check_reviews", REVIEW_TIME, "is not of a submission of that revision"),
    ("reviews.check_decisions", REVIEW_TIME, "has no review, or no transition"),
    ("reviews.check_decisions", "DELETE FROM claims_review", "has no review, or no transition"),
    (
        "reviews.check_second_person",
        "UPDATE claims_verdict SET approved_by_id = author_id WHERE published_at IS NOT NULL",
        "not approved by a second person",
    ),
    (
        "reviews.check_contributors",
        "UPDATE claims_contributor SET user_id = user_id + 1",
        "The contributors of revision",
    ),
    ("reviews.check_contributors", "DELETE FROM claims_contributor", "The contributors of"),
    (
        "reviews.check_blind_ratings",
        "INSERT INTO claims_blindrating (submission_id, number, rating_id, reason, rated_at,"
        " rated_by_id) SELECT submission_id, 1, rating_id, '', published_at, approved_by_id"
        " FROM claims_verdict WHERE published_at IS NOT NULL",
        "The blind ratings of revision",
    ),
    (
        "changes.check_announcements",
        "UPDATE claims_change SET announced_at = announced_at - interval '1 hour'",
        "and the transitions do not fit together",
    ),
    (
        "changes.check_missing_changes",
        "DELETE FROM claims_change",
        "has no announced change",
    ),
    (
        "changes.check_confirmations",
        "ALTER TABLE claims_change DROP CONSTRAINT change_confirmed_by_second_person;"
        "UPDATE claims_change SET created_by_id = confirmed_by_id WHERE kind = 'retraction'",
        "was not confirmed by a second person",
    ),
    (
        "ledger_entries.check_hashes",
        "UPDATE claims_ledgerentry SET body = replace(body, 'correction', 'minor_edit')",
        "Entry 2 of the ledger was changed",
    ),
    (
        "ledger_entries.check_tree",
        "DELETE FROM claims_ledgerentry WHERE number = 2",
        "Entry 2 is missing.",
    ),
    (
        "ledger_entries.check_tree",
        "UPDATE claims_ledgerentry SET event = 'minor_edit' WHERE number = 2",
        "The columns of entry 2 differ from its body.",
    ),
    (
        "ledger_entries.check_commitments",
        "UPDATE claims_review SET comment = 'Well done.'",
        "Entry 1 of the ledger commits to another row: review 1 of revision 1",
    ),
    (
        "ledger_entries.check_commitments",
        "UPDATE sources_snapshot SET extractor = 'other 1.0'",
        "Entry 1 of the ledger commits to another row: snapshot 1 of revision 1",
    ),
    (
        "ledger_entries.check_commitments",
        "DELETE FROM claims_transition WHERE action = 'approve'",
        "Entry 1 of the ledger commits to another row: transition",
    ),
    (
        "ledger_entries.check_uncommitted_rows",
        "INSERT INTO claims_contributor (verdict_id, user_id) SELECT id, published_by_id"
        " FROM claims_verdict WHERE published_at IS NOT NULL",
        "No entry of the ledger commits to contributor",
    ),
    (
        "ledger_entries.check_events",
        "DELETE FROM claims_ledgerentry WHERE event = 'retracted'",
        "do not fit together: retract.",
    ),
    (
        "ledger_entries.check_events",
        "DELETE FROM claims_transition WHERE action = 'suspend'",
        "do not fit together: suspended.",
    ),
    (
        "ledger_entries.check_records",
        "UPDATE claims_submission SET sha256 = 'x'",
        "Entry 1 of the ledger has another record than revision 1",
    ),
    (
        "ledger_entries.check_visibility",
        "INSERT INTO claims_visibilitychange"
        " (claim_id, is_hidden, reason, changed_at, changed_by_id)"
        " SELECT claim_id, true, 'x', now(), published_by_id FROM claims_verdict"
        " WHERE published_at IS NOT NULL LIMIT 1",
        "was hidden from readers or shown again, and its entries say otherwise.",
    ),
    (
        "ledger_entries.check_visibility",
        "UPDATE claims_ledgerentry SET event = 'hidden' WHERE number = 1",
        "was hidden from readers or shown again, and its entries say otherwise.",
    ),
    (
        "missing_entries.check_descriptions",
        "UPDATE sources_source SET title = 'Another title'",
        "is not described as in the record of entry 1, and no entry says so: title.",
    ),
    (
        "missing_entries.check_descriptions",
        "INSERT INTO sources_publisher (public_id, name, homepage, description)"
        " VALUES ('zzzzz', 'The Weekly', '', '');"
        "UPDATE sources_source SET publisher_id = (SELECT max(id) FROM sources_publisher)",
        "is not described as in the record of entry 1, and no entry says so: publisher.",
    ),
    (
        "missing_entries.check_source_checks",
        "DELETE FROM claims_ledgerentry WHERE event = 'source_check_changed'",
        "is “unreachable”, and its last entry says “exact”.",
    ),
    (
        "missing_entries.check_keys",
        "DELETE FROM claims_ledgerentry WHERE event = 'key_confirmed'",
        "and the ledger do not fit together: key_confirmed.",
    ),
    (
        "missing_entries.check_keys",
        "INSERT INTO claims_keyrevocation (key_id, revoked_at) SELECT id, confirmed_at"
        " FROM claims_signingkey LIMIT 1",
        "and the ledger do not fit together: key_revoked.",
    ),
    (
        "missing_entries.check_keys",
        "DELETE FROM claims_signingkey",
        "and the ledger do not fit together: key_confirmed.",
    ),
    (
        "checkpoints.check_roots",
        "UPDATE claims_ledgerentry SET subtree_hashes[1] = repeat('0', 64) WHERE number = 1",
        "The checkpoint of 1 entries is not that of the ledger.",
    ),
    (
        "checkpoints.check_missing",
        "DELETE FROM claims_checkpoint WHERE size = 2",
        "There is no checkpoint of 2 entries.",
    ),
    (
        "checkpoints.check_notes",
        "UPDATE claims_checkpoint SET note = replace(note, '/ledger', '/other')",
        "The checkpoint of 1 entries is not signed by a key of this site.",
    ),
    (
        "checkpoints.check_notes",
        "UPDATE claims_checkpoint SET note = 'x'",
        "The checkpoint of 1 entries is not signed by a key of this site.",
    ),
    (
        "stored_rows.check_history",
        "UPDATE sources_source SET title = 'Another title'",
        "of sources_source was changed without a history row",
    ),
    (
        "stored_rows.check_references",
        "DELETE FROM accounts_user WHERE username = 'bo'",
        "A row of claims_review refers to a row of accounts_user",
    ),
    (
        "signatures.check_signatures",
        "UPDATE claims_signature SET signature = reverse(signature)",
        "is not valid. The signature is wrong.",
    ),
    (
        "signatures.check_signatures",
        "UPDATE claims_signingchallenge SET action = 'retract'",
        "What was to be signed was changed afterwards.",
    ),
    (
        "signatures.check_required_signatures",
        "INSERT INTO claims_signedaction (action, required_since) VALUES ('publish', '2020-01-01')",
        "has no signature that fits",
    ),
    (
        "signatures.check_setting",
        "INSERT INTO claims_signedaction (action, required_since) VALUES ('erase', '2020-01-01')",
        "requires other signatures",
    ),
]


@pytest.fixture
def world(own_database, django_db_blocker):
    """Published revisions of all kinds, on the connection of the superuser."""
    with django_db_blocker.unblock():
        given.superseded(), given.retracted(), given.suspended()
        given.sent_back(), given.discarded(), given.draft(), given.scheduled_publication()
        RawDocument.store(b"words")
        rechecks.recheck_with_text(changing_site.create_published_verdict(), None)
        passkeys.publish_with_signature()
        with tampering.use_superuser():
            yield


def get_check(name: str):
    return next(
        check
        for check in list_audit_checks()
        if f"{check.__module__}.{check.__name__}".endswith(name)
    )


def test_what_nobody_changed_has_no_finding(world):
    assert list(run_audit(OWNER)) == []


def test_the_demo_has_no_finding(demo):
    assert list(run_audit()) == []


def test_every_check_finds_what_it_is_for(world):
    missed = []
    for name, statement, words in ATTACKS:
        with transaction.atomic(OWNER):
            execute(statement)
            findings = list(get_check(name)(connections[OWNER]))
            if not any(words in finding.sentence for finding in findings):
                missed.append((name, statement, findings))
            transaction.set_rollback(True, OWNER)
    assert missed == []


@pytest.mark.parametrize("raw", [b"", b"other", b"\0"])
def test_changed_bytes_of_a_document_are_found(world, raw):
    compressed = raw if raw == b"\0" else zlib.compress(raw)
    with transaction.atomic(OWNER):
        execute("UPDATE sources_rawdocument SET compressed = %s", compressed)
        (finding,) = get_check("quotations.check_raw_documents")(connections[OWNER])
        transaction.set_rollback(True, OWNER)
    assert finding.table == "sources_rawdocument"


def test_a_signed_publication_has_its_signature(world):
    with transaction.atomic(OWNER):
        execute(
            "INSERT INTO claims_signedaction (action, required_since)"
            " SELECT 'publish', max(signed_at) FROM claims_signature"
        )
        check = get_check("signatures.check_required_signatures")
        assert list(check(connections[OWNER])) == []
        execute("UPDATE claims_signingchallenge SET digest = 'other'")
        (finding,) = check(connections[OWNER])
        transaction.set_rollback(True, OWNER)
    assert "has no signature that fits" in finding.sentence


@pytest.fixture
def kept(world, tmp_path, settings):
    """A folder outside the database with the checkpoints that were given out."""
    settings.CHECKPOINT_DIR = str(tmp_path)
    notes = [note for (note,) in execute("SELECT note FROM claims_checkpoint ORDER BY size")]
    for size, note in enumerate(notes, start=1):
        (tmp_path / f"{size:012}.checkpoint").write_text(note)
    return tmp_path


def find_kept() -> list[str]:
    findings = get_check("checkpoints.check_kept")(connections[OWNER])
    return [finding.sentence for finding in findings]


def test_a_ledger_that_contains_what_was_kept_has_no_finding(kept):
    assert find_kept() == []


def test_a_database_restored_from_yesterday_is_rolled_back(kept):
    ((count,),) = execute("SELECT count(*) FROM claims_ledgerentry")
    with transaction.atomic(OWNER):
        tampering.delete_newest(2)
        sentences = find_kept()
        transaction.set_rollback(True, OWNER)
    assert sentences[-1] == (
        f"The ledger was rolled back: it had {count} entries and now has {count - 2}."
    )


def test_a_ledger_rewritten_without_the_key_is_found(kept):
    with transaction.atomic(OWNER):
        tampering.rewrite_ledger()
        found = [finding.sentence for finding in run_audit(OWNER)]
        transaction.set_rollback(True, OWNER)
    assert not any(sentence.startswith("Entry 1 of the ledger was changed") for sentence in found)
    for number in range(1, 5):
        unsigned = f"The checkpoint of {number} entries is not signed by a key of this site."
        assert unsigned in found
        rewritten = f"The ledger was rewritten: its first {number} entries are not those of a"
        assert any(sentence.startswith(rewritten) for sentence in found)


def test_a_ledger_rewritten_with_another_key_is_found(kept, settings):
    with transaction.atomic(OWNER):
        tampering.rewrite_ledger()
        settings.LEDGER_KEYS = [base64.b64encode(b"k" * 32).decode()]
        sign_all_checkpoints()
        settings.LEDGER_KEYS = OWN_KEYS
        found = {finding.sentence for finding in run_audit(OWNER)}
        transaction.set_rollback(True, OWNER)
    assert "The checkpoint of 1 entries is not signed by a key of this site." in found


def sign_all_checkpoints() -> None:
    """Sign all checkpoints anew with the keys of the settings."""
    (key,) = list_signing_keys()
    for size, note in execute("SELECT size, note FROM claims_checkpoint"):
        text = note.partition("\n\n")[0] + "\n"
        execute(
            "UPDATE claims_checkpoint SET note = %s, verifier_keys = %s WHERE size = %s",
            *(sign_note(text, [key]), [str(key.verifier_key)], size),
        )


def test_checkpoints_signed_by_a_replaced_key_stay_valid(world, settings):
    given.published()  # signed by the old key
    settings.LEDGER_KEYS = [base64.b64encode(b"n" * 32).decode(), *OWN_KEYS]
    given.published()  # signed by both
    settings.LEDGER_KEYS = settings.LEDGER_KEYS[:1]
    given.published()
    assert list(run_audit()) == []


def test_a_kept_checkpoint_that_nobody_signed_is_found(kept):
    file = kept / "000000000001.checkpoint"
    file.write_text(file.read_text().replace("\n— ", "\n— x"))
    sentence = (
        "A checkpoint in the file 000000000001.checkpoint is not signed by a key of this site."
    )
    assert find_kept() == [sentence]


def test_a_lenient_database_is_a_finding_in_production(world, settings):
    assert list(get_check("accounts.check_mode")(connections[OWNER])) == []
    settings.PRODUCTION = True
    (finding,) = get_check("accounts.check_mode")(connections[OWNER])
    assert finding.sentence == "The database does not compare moments with its clock."


def test_acts_without_permission_are_named_in_a_strict_database(world):
    with transaction.atomic(OWNER):
        execute("UPDATE accounts_databasemode SET is_strict = true")
        execute("UPDATE accounts_accounthistory SET recorded_at = '2026-01-01'")
        assert list(get_check("accounts.check_acts")(connections[OWNER])) == []
        execute(
            "UPDATE claims_review SET reviewed_by_id = (SELECT id FROM accounts_user"
            " WHERE username = 'ana') WHERE id = 1"
        )
        (finding,) = get_check("accounts.check_acts")(connections[OWNER])
        transaction.set_rollback(True, OWNER)
    assert (finding.table, finding.row) == ("claims_review", "1")
    assert "claims.review_verdict" in finding.sentence


def test_an_account_changed_by_plain_sql_since_the_last_audit_is_named(world):
    check = get_check("accounts.check_account_changes")
    with transaction.atomic(OWNER):
        execute("UPDATE accounts_databasemode SET is_strict = true")
        execute("SET LOCAL session_replication_role = origin")
        execute(
            "INSERT INTO claims_auditreport (started_at, finished_at, finding_count, findings)"
            " VALUES (clock_timestamp(), clock_timestamp(), 0, '[]')"
        )
        execute("UPDATE accounts_user SET password = 'x' WHERE username = 'bo'")
        (finding,) = check(connections[OWNER])
        transaction.set_rollback(True, OWNER)
    assert "password changed" in finding.sentence


def test_words_removed_on_request_are_accepted_and_nothing_more(world):
    statement = given.claim(statement="Maria Sommer paid for the bridge.")
    verdict = given.published(
        verdict=given.approved(verdict=given.in_review(verdict=given.draft(of=statement)))
    )
    given.removed(given.person_request(claim=verdict.claim), ("Maria Sommer", given.OFFICE))
    assert execute("SELECT count(*) > 3 FROM claims_tombstone") == [(True,)]
    assert list(run_audit(OWNER)) == []
    with transaction.atomic(OWNER):
        execute("UPDATE claims_review SET comment = 'Well done.'")
        found = [finding.sentence for finding in run_audit(OWNER)]
        transaction.set_rollback(True, OWNER)
    assert any("commits to another row: review" in sentence for sentence in found)


def test_every_check_is_attacked():
    attacked = {name for name, _statement, _words in ATTACKS}
    attacked |= {
        "accounts.check_mode",
        "accounts.check_acts",
        "accounts.check_account_changes",
    }
    attacked |= {"quotations.check_raw_documents", "checkpoints.check_kept"}
    attacked |= {"timestamps.check_timestamps", "timestamps.check_missing_timestamps"}
    names = {f"{check.__module__}.{check.__name__}" for check in list_audit_checks()}
    assert {name.removeprefix("claims.audit.") for name in names} == attacked


def test_rows_that_cannot_be_read_are_a_finding(world):
    with transaction.atomic(OWNER):
        execute("UPDATE claims_submission SET content = '{\"evidence\": 1}'")
        sentences = [finding.sentence for finding in run_audit(OWNER)]
        transaction.set_rollback(True, OWNER)
    assert any("does not match its digest" in sentence for sentence in sentences)
    rule = describe(get_check("submissions.check_evidence"))
    assert any(
        sentence.startswith("Rows could not be read") and rule in sentence for sentence in sentences
    )
