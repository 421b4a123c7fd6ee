"""Each table has a rule of retention, or a reason why its rows are kept."""

import pytest
from django.conf import settings

from tests.helpers.attacks import execute_sql

# Tables and the kinds in the setting RETENTION whose rules remove their rows or words.
RULES_OF_TABLES = {
    "claims_claimimport": {"imports"},
    "claims_commentrequest": {"replies"},
    "claims_commentresponse": {"replies"},
    "claims_complaint": {"complaints", "networks"},
    "claims_complaintanswer": {"complaints"},
    "claims_personrequest": {"requests"},
    "claims_signingchallenge": {"challenges"},
    "claims_tip": {"tips", "networks"},
    "django_admin_log": {"admin_log"},
    "django_session": {"sessions"},
    "idempotency_sentform": {"forms"},
    "notifications_dailysummary": {"notifications"},
    "notifications_notification": {"notifications"},
    "notifications_notificationevent": {"notifications"},
    "procrastinate_events": {"jobs"},
    "procrastinate_jobs": {"jobs"},
    "usersessions_usersession": {"sessions"},
    **dict.fromkeys(
        (
            *("claims_blindrating", "claims_change", "claims_evidence", "claims_evidenceevent"),
            *("claims_review", "claims_reviewcomment", "claims_reviewcommentresolution"),
            *("claims_scheduledpublication", "claims_submission", "claims_transition"),
            *("claims_verdict", "claims_verdictevent"),
        ),
        {"drafts"},  # what was published is kept
    ),
}
ACCOUNTS = "the accounts of members and partners; who could do what is part of the proof"
RECORD = "what was published, what it rests on, and its history"
CASES = "who decided about a claim or a case, and why: the desk accounts for it"
SHORT_LIVED = "the program deletes its rows by itself within a day"
PROGRAM = "no personal data: the program’s own"
PROOF = "digests, signatures and results that prove the rest"
KEPT = {
    "account_emailaddress": ACCOUNTS,
    "account_emailconfirmation": "not used: links in e-mails are signed",
    "accounts_accountaction": ACCOUNTS,
    "accounts_accountchange": ACCOUNTS,
    "accounts_accountchangedecision": ACCOUNTS,
    "accounts_accounthistory": ACCOUNTS,
    "accounts_counter": SHORT_LIVED,
    "accounts_databasemode": PROGRAM,
    "accounts_user": ACCOUNTS,
    "accounts_user_groups": ACCOUNTS,
    "accounts_user_user_permissions": ACCOUNTS,
    "auth_group": PROGRAM,
    "auth_group_permissions": PROGRAM,
    "auth_permission": PROGRAM,
    "claims_appearance": RECORD,
    "claims_appearanceevent": RECORD,
    "claims_assignment": CASES,
    "claims_auditreport": PROOF,
    "claims_checkpoint": PROOF,
    "claims_checkpointtimestamp": PROOF,
    "claims_claim": RECORD,
    "claims_claim_topics": RECORD,
    "claims_claimant": RECORD,
    "claims_claimantevent": RECORD,
    "claims_claimevent": RECORD,
    "claims_claimrelation": RECORD,
    "claims_claimtopicevent": RECORD,
    "claims_comment": CASES,
    "claims_commentwaiver": CASES,
    "claims_contributor": RECORD,
    "claims_draftdecision": CASES,
    "claims_forgetrequest": CASES,
    "claims_keyrevocation": PROOF,
    "claims_ledgerentry": PROOF,
    "claims_mention": CASES,
    "claims_personrequestconfirmation": CASES,
    "claims_personrequestdecision": CASES,
    "claims_preservationhold": CASES,
    "claims_publicationblock": CASES,
    "claims_rating": RECORD,
    "claims_ratingevent": RECORD,
    "claims_retentionreport": PROOF,
    "claims_sealedoriginal": "encrypted, for counsel only",
    "claims_signature": PROOF,
    "claims_signedaction": PROGRAM,
    "claims_signingkey": PROOF,
    "claims_sourcealert": CASES,
    "claims_tombstone": PROOF,
    "claims_topic": RECORD,
    "claims_topicevent": RECORD,
    "claims_visibilitychange": CASES,
    "django_content_type": PROGRAM,
    "django_migrations": PROGRAM,
    "mfa_authenticator": ACCOUNTS,
    "notifications_notificationpreference": ACCOUNTS,
    "pghistory_context": "who edited, for the histories",
    "procrastinate_periodic_defers": PROGRAM,
    "procrastinate_workers": PROGRAM,
    "sources_archivedcopy": RECORD,
    "sources_archiverequest": RECORD,
    "sources_articletext": RECORD,
    "sources_passage": RECORD,
    "sources_publisher": RECORD,
    "sources_publisherevent": RECORD,
    "sources_quotecheck": RECORD,
    "sources_rawdocument": RECORD,
    "sources_retrieval": RECORD,
    "sources_snapshot": RECORD,
    "sources_snapshottimestamp": PROOF,
    "sources_source": RECORD,
    "sources_sourceevent": RECORD,
    "sources_sourcerelation": RECORD,
    "sources_textfingerprint": RECORD,
    "sources_translation": RECORD,
    "sources_waitingcapture": SHORT_LIVED,
}


@pytest.mark.django_db
def test_every_table_has_a_rule_or_a_reason():
    tables = execute_sql(
        "SELECT relname FROM pg_class WHERE relkind IN ('r', 'p')"
        " AND relnamespace = 'public'::regnamespace"
    )
    assert {table for (table,) in tables} == RULES_OF_TABLES.keys() | KEPT.keys()
    assert not RULES_OF_TABLES.keys() & KEPT.keys()


def test_every_rule_has_a_table():
    assert set().union(*RULES_OF_TABLES.values()) == set(settings.RETENTION)
