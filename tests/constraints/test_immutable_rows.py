"""Append-only rows: all tables are found by introspection, and each is attacked.

The application's role has no permission to change them. The owner has, and meets the triggers.
"""

import psycopg
import pytest
from cryptography.fernet import Fernet
from django.apps import apps
from django.conf import settings
from django.db import DatabaseError, connections
from django.test import override_settings

from claims.audit.reports import create_report
from claims.complaints import answer_complaint
from claims.models import Checkpoint, CheckpointTimestamp, Claim, Verdict
from claims.monitoring.alert_creation import create_alerts
from claims.signing import signatures
from factcheck.core.database_grants import is_append_only
from factcheck.notifications.dispatch import create_notifications
from factcheck.retention import remove_expired
from sources.models import Snapshot, SnapshotTimestamp
from sources.rechecks import recheck_passage
from tests import given
from tests.constraints.test_retrievals import create_retrieval_rows
from tests.helpers import passkeys
from tests.helpers.attacks import assert_refused, execute_sql
from tests.helpers.changing_site import create_retrieval

APPEND_ONLY = sorted(
    model._meta.db_table for model in apps.get_models() if getattr(model, "append_only", False)
)
HISTORY = sorted(
    model._meta.db_table
    for model in apps.get_models()
    if is_append_only(model)
    and model._meta.db_table not in APPEND_ONLY
    and model._meta.app_label != "pghistory"  # a query over all histories, not a table
)
EDITABLE = [
    "claims_sourcealert",
    "claims_claimimport",
    "claims_change",
    "claims_scheduledpublication",
    "claims_tip",
    "claims_verdict",
    "claims_publicationblock",
    "claims_preservationhold",
    "claims_forgetrequest",
    "notifications_notification",
    "accounts_user",
    "accounts_databasemode",
]

pytestmark = pytest.mark.database


def test_the_list_of_append_only_tables_is_complete():
    assert APPEND_ONLY == [
        "accounts_accountaction",
        "accounts_accountchange",
        "accounts_accountchangedecision",
        "accounts_accounthistory",
        "claims_assignment",
        "claims_auditreport",
        "claims_blindrating",
        "claims_checkpoint",
        "claims_checkpointtimestamp",
        "claims_claimrelation",
        "claims_comment",
        "claims_commentrequest",
        "claims_commentresponse",
        "claims_commentwaiver",
        "claims_complaint",
        "claims_complaintanswer",
        "claims_contributor",
        "claims_draftdecision",
        "claims_keyrevocation",
        "claims_ledgerentry",
        "claims_mention",
        "claims_personrequest",
        "claims_personrequestconfirmation",
        "claims_personrequestdecision",
        "claims_retentionreport",
        "claims_review",
        "claims_reviewcomment",
        "claims_reviewcommentresolution",
        "claims_sealedoriginal",
        "claims_signature",
        "claims_signingchallenge",
        "claims_signingkey",
        "claims_submission",
        "claims_tombstone",
        "claims_transition",
        "claims_visibilitychange",
        "notifications_notificationevent",
        "sources_archivedcopy",
        "sources_archiverequest",
        "sources_articletext",
        "sources_passage",
        "sources_quotecheck",
        "sources_rawdocument",
        "sources_retrieval",
        "sources_snapshot",
        "sources_snapshottimestamp",
        "sources_sourcerelation",
        "sources_textfingerprint",
        "sources_translation",
    ]
    assert HISTORY


def _create_timestamps() -> None:
    fields = {"authority": "Test", "is_qualified": False, "response": b"x"}
    fields["stamped_at"] = given.moment()
    CheckpointTimestamp.objects.create(checkpoint=Checkpoint.objects.first(), **fields)
    SnapshotTimestamp.objects.create(snapshot=Snapshot.objects.first(), **fields)


def _get_column(table: str) -> str:
    tables = {model._meta.db_table: model for model in apps.get_models()}
    return tables[table]._meta.concrete_fields[1].column


@pytest.mark.django_db
@pytest.mark.parametrize("table", [*APPEND_ONLY, *HISTORY])
@pytest.mark.parametrize("operation", ["update", "delete", "truncate"])
def test_the_application_cannot_change_append_only_rows(table, operation):
    with assert_refused("permission denied"):
        execute_sql(_build_statement(table, operation))


@pytest.mark.django_db
@pytest.mark.parametrize("table", [*EDITABLE, "claims_evidence", "claims_claim"])
def test_the_application_cannot_truncate_editable_tables(table):
    with assert_refused("permission denied"):
        execute_sql(f"TRUNCATE {table} CASCADE")


def _build_statement(table: str, operation: str) -> str:
    name = _get_column(table)
    return {
        "update": f'UPDATE {table} SET "{name}" = "{name}"',
        "delete": f"DELETE FROM {table}",
        "truncate": f"TRUNCATE {table} CASCADE",
    }[operation]


# The demo has only one language, and so no translation.
INSERT_TRANSLATION = """
INSERT INTO sources_translation
    (passage_id, language, text, translated_by, created_at, created_by_id)
SELECT id, 'de', 'Worte', 'ours', quoted_at, quoted_by_id FROM sources_passage LIMIT 1
"""


def _create_recheck() -> None:
    """The demo has no rechecks."""
    verdict = Verdict.objects.filter(state="published", evidence__isnull=False).first()
    passage = verdict.evidence.first().passage
    gone = create_retrieval(passage.snapshot.source, None, gone=True)
    check = recheck_passage(passage, gone, at=given.moment())
    create_alerts(gone, [check], at=given.moment())


def _create_blind_rating() -> None:
    """The demo has no blind ratings."""
    with override_settings(REQUIRE_BLIND_RATINGS=True):
        given.blind_rating(given.in_review())


def _create_answered_complaint() -> None:
    """The demo has no complaints."""
    verdict = Verdict.objects.filter(state="published").first()
    decision = {"by": given.person("carla"), "at": given.moment(), "outcome": "not_upheld"}
    answer_complaint(given.complaint(verdict), **decision, public_note="The table says so.")


def _create_notifications() -> None:
    """The demo has no assignments, mentions and notifications."""
    given.assignment(to=given.person("dov"))
    given.comment("@dov, look.")
    create_notifications(given.moment(), queue_email=lambda notification: None)


def _create_signature() -> None:
    """The demo has no signing keys: one that signed, and was revoked with its passkey."""
    passkey, by = passkeys.enrol("carla"), given.person("carla")
    what = {"digest": "0" * 64, "by": by, "at": given.moment()}
    with override_settings(SIGNED_ACTIONS=["erase"]):
        challenge = signatures.issue_challenge("erase", **what, session_key=passkeys.SESSION)
        proof = passkeys.answer(passkey, challenge)
        signatures.require_signature("erase", **what, proof=proof)
    passkey.row.delete()


@pytest.mark.parametrize("own_database", ["demo"], indirect=True)
def test_the_triggers_refuse_changes_by_the_owner(own_database, django_db_blocker):
    statements = [
        (table, operation)
        for table in APPEND_ONLY
        for operation in ("update", "delete", "truncate")
    ]
    statements += [(table, operation) for table in EDITABLE for operation in ("delete", "truncate")]
    statements += [("claims_evidence", operation) for operation in ("update", "delete", "truncate")]
    succeeded = []
    with django_db_blocker.unblock():
        execute_sql(INSERT_TRANSLATION)
        create_retrieval_rows()  # the demo fetches nothing
        _create_recheck()
        given.tip()
        given.claim_import()
        given.claim_relation(*Claim.objects.order_by("pk")[:2])
        given.comment_response()  # the demo has no requests for comment
        given.scheduled_publication()
        given.embargo(given.claim())
        given.hold()
        given.hidden()
        given.forget_request()
        given.kept_draft()
        with override_settings(SEALING_KEY=Fernet.generate_key()):
            given.removed(given.person_request(), [], outcome="anonymise")
        remove_expired(given.moment())
        _create_blind_rating()
        _create_answered_complaint()
        create_report(given.moment)
        _create_notifications()
        _create_signature()
        _create_timestamps()
        given.deactivated(given.account_change("dov").user)
        given.deactivated(given.person("gwen"))  # the demo has no deactivated users
        for table, operation in statements:
            try:
                with connections[settings.OWNER_DATABASE_ALIAS].cursor() as cursor:
                    cursor.execute(_build_statement(table, operation))
                succeeded.append((table, operation))
            except DatabaseError as error:
                assert isinstance(error.__cause__, psycopg.errors.RestrictViolation), error
    assert succeeded == []
