"""Who acted, and when: each act is written with a wrong moment and by each wrong person.

The rules of an act are arguments of its trigger. `copy_act` gives the trigger to a table without
other rules, so that none of those refuses the row first. The attacks further down meet all rules.
"""

import pytest
from django.utils import timezone

from claims.models import ReviewComment
from claims.workflow.transitions import TRANSITIONS
from factcheck.accounts.roles import ROLES
from tests import given
from tests.helpers import databases
from tests.helpers.attacks import (
    assert_allowed,
    assert_refused,
    change_state,
    execute_sql,
    insert_review,
    insert_row,
)

pytestmark = pytest.mark.database

TOO_FAR = "The moment must lie within seconds of the database's clock."
TOO_EARLY = "Nothing happens before what it follows."
INACTIVE = "Only a person with an active account can act."
NO_ROLE = "The role of this person does not allow it"
NOT_OWNER = "permission denied"

# Each act with the column that names the person, and what they need; "" where everybody may, or
# where it depends on the row (`test_what_an_act_needs_depends_on_the_row`).
WRITE, REVIEW, PUBLISH = "write_verdict", "review_verdict", "publish_verdict"
DECIDE_REQUEST = "decide_personrequest"
ACTS = {
    ("accounts_accountaction", "created_at"): ("created_by_id", "change_user"),
    ("accounts_accountchange", "created_at"): ("created_by_id", "change_user"),
    ("accounts_accountchangedecision", "created_at"): ("created_by_id", ""),
    ("claims_appearance", "recorded_at"): ("recorded_by_id", ""),
    ("claims_assignment", "assigned_at"): ("assigned_by_id", ""),
    ("claims_blindrating", "rated_at"): ("rated_by_id", REVIEW),
    ("claims_change", "confirmed_at"): ("confirmed_by_id", WRITE),
    ("claims_change", "created_at"): ("created_by_id", WRITE),
    ("claims_checkpoint", "signed_at"): (None, ""),
    ("claims_claim", "declined_at"): ("declined_by_id", "decline_claim"),
    ("claims_claim", "merged_at"): ("merged_by_id", "merge_claim"),
    ("claims_claim", "recorded_at"): ("recorded_by_id", ""),
    ("claims_claimimport", "created_at"): ("created_by_id", "record_claim"),
    ("claims_claimimport", "finished_at"): (None, ""),
    ("claims_claimrelation", "decided_at"): ("decided_by_id", "relate_claim"),
    ("claims_comment", "created_at"): ("created_by_id", ""),
    ("claims_commentrequest", "recorded_at"): ("sent_by_id", WRITE),
    ("claims_commentresponse", "recorded_at"): ("recorded_by_id", WRITE),
    ("claims_commentwaiver", "waived_at"): ("waived_by_id", WRITE),
    ("claims_complaint", "received_at"): (None, ""),
    ("claims_complaintanswer", "decided_at"): ("decided_by_id", "answer_complaint"),
    ("claims_evidence", "cited_at"): ("cited_by_id", WRITE),
    ("claims_auditreport", "finished_at"): (None, ""),
    ("claims_personrequestconfirmation", "confirmed_at"): ("confirmed_by_id", DECIDE_REQUEST),
    ("claims_personrequestdecision", "decided_at"): ("decided_by_id", DECIDE_REQUEST),
    ("claims_sealedoriginal", "sealed_at"): (None, ""),
    ("claims_draftdecision", "decided_at"): ("decided_by_id", "decide_draft"),
    ("claims_forgetrequest", "decided_at"): ("decided_by_id", "forget_message"),
    ("claims_forgetrequest", "requested_at"): (None, ""),
    ("claims_ledgerentry", "recorded_at"): (None, ""),
    ("claims_visibilitychange", "changed_at"): ("changed_by_id", "hide_claim"),
    ("claims_preservationhold", "created_at"): ("created_by_id", "hold_claim"),
    ("claims_preservationhold", "released_at"): ("released_by_id", "hold_claim"),
    ("claims_publicationblock", "created_at"): ("created_by_id", WRITE),
    ("claims_publicationblock", "released_at"): ("released_by_id", "release_embargo"),
    ("claims_retentionreport", "ran_at"): (None, ""),
    ("claims_review", "reviewed_at"): ("reviewed_by_id", REVIEW),
    ("claims_reviewcomment", "created_at"): ("created_by_id", REVIEW),
    ("claims_reviewcommentresolution", "resolved_at"): ("resolved_by_id", WRITE),
    ("claims_scheduledpublication", "created_at"): ("created_by_id", PUBLISH),
    ("claims_scheduledpublication", "ended_at"): ("ended_by_id", ""),
    ("claims_keyrevocation", "revoked_at"): ("user_id", ""),
    ("claims_signature", "signed_at"): (None, ""),
    ("claims_signingchallenge", "issued_at"): ("user_id", ""),
    ("claims_signingkey", "confirmed_at"): ("confirmed_by_id", "confirm_account_change"),
    ("claims_sourcealert", "created_at"): (None, ""),
    ("claims_sourcealert", "decided_at"): ("decided_by_id", WRITE),
    ("claims_submission", "submitted_at"): ("submitted_by_id", WRITE),
    ("claims_tip", "decided_at"): ("decided_by_id", "record_claim"),
    ("claims_tip", "received_at"): (None, ""),
    ("claims_transition", "state_changed_at"): ("state_changed_by_id", WRITE),
    ("claims_verdict", "created_at"): ("author_id", WRITE),
    ("claims_verdict", "edited_at"): ("edited_by_id", WRITE),
    ("sources_archivedcopy", "recorded_at"): ("recorded_by_id", ""),
    ("sources_archiverequest", "requested_at"): ("requested_by_id", ""),
    ("sources_articletext", "created_at"): ("created_by_id", ""),
    ("sources_passage", "quoted_at"): ("quoted_by_id", ""),
    ("sources_quotecheck", "checked_at"): (None, ""),
    ("sources_retrieval", "retrieved_at"): ("retrieved_by_id", ""),
    ("sources_snapshot", "captured_at"): ("captured_by_id", ""),
    ("sources_source", "created_at"): ("created_by_id", ""),
    ("sources_sourcerelation", "decided_at"): ("decided_by_id", "decide_source_relation"),
    ("sources_translation", "created_at"): ("created_by_id", ""),
}
# Moments in which no one acts, or that other rules bind to those of an act.
OTHER_MOMENTS = {
    ("claims_personrequest", "received_at"): "what happened outside",
    ("claims_tombstone", "removed_at"): "of a confirmation, or applied again after a restore",
    ("accounts_accounthistory", "recorded_at"): "a trigger reads the clock",
    ("claims_auditreport", "started_at"): "an audit may take hours",
    ("claims_change", "announced_at"): "equals that of the state",
    ("claims_commentrequest", "deadline_at"): "a plan",
    ("claims_commentrequest", "sent_at"): "what happened outside, not after it was recorded",
    ("claims_commentresponse", "received_at"): "what happened outside, not after it was recorded",
    ("claims_scheduledpublication", "publish_at"): "a plan",
    ("claims_checkpointtimestamp", "stamped_at"): "an authority outside signed it",
    ("sources_snapshottimestamp", "stamped_at"): "an authority outside signed it",
    ("claims_verdict", "approved_at"): "equals that of the state",
    ("claims_verdict", "ended_at"): "equals that of the state",
    ("claims_verdict", "published_at"): "equals that of the state",
    ("claims_verdict", "state_changed_at"): "equals that of the transition",
    ("sources_waitingcapture", "created_at"): "a queue",
    ("sources_waitingcapture", "finished_at"): "a queue",
}
# What an act follows: a moment of the same row, or a row that it names.
EARLIER_ROWS = {
    "account_change": given.account_change,
    "claim": given.claim,
    "comment_request": given.comment_request,
    "complaint": given.complaint,
    "hidden_claim": lambda: given.hidden().claim,
    "passage": given.passage,
    "review_comment": lambda: ReviewComment.objects.get(
        submission__verdict=given.sent_back_with_comment()
    ),
    "snapshot": given.snapshot,
    "submission": lambda: given.in_review().submission,
    "verdict": given.published,
}
FOLLOWS = {
    ("accounts_accountchangedecision", "created_at"): ("change_id", "account_change"),
    ("claims_appearance", "recorded_at"): ("claim_id", "claim"),
    ("claims_blindrating", "rated_at"): ("submission_id", "submission"),
    ("claims_change", "confirmed_at"): ("created_at", None),
    ("claims_change", "created_at"): ("previous_id", "verdict"),
    ("claims_claim", "declined_at"): ("recorded_at", None),
    ("claims_claim", "merged_at"): ("recorded_at", None),
    ("claims_claimimport", "finished_at"): ("created_at", None),
    ("claims_commentrequest", "recorded_at"): ("sent_at", None),
    ("claims_commentresponse", "recorded_at"): ("received_at", None),
    ("claims_commentwaiver", "waived_at"): ("comment_request_id", "comment_request"),
    ("claims_complaint", "received_at"): ("verdict_id", "verdict"),
    ("claims_complaintanswer", "decided_at"): ("complaint_id", "complaint"),
    ("claims_evidence", "cited_at"): ("verdict_id", "verdict"),
    ("claims_auditreport", "finished_at"): ("started_at", None),
    ("claims_draftdecision", "decided_at"): ("verdict_id", "verdict"),
    ("claims_forgetrequest", "decided_at"): ("requested_at", None),
    ("claims_preservationhold", "released_at"): ("created_at", None),
    ("claims_publicationblock", "released_at"): ("created_at", None),
    ("claims_review", "reviewed_at"): ("submission_id", "submission"),
    ("claims_reviewcomment", "created_at"): ("submission_id", "submission"),
    ("claims_reviewcommentresolution", "resolved_at"): ("review_comment_id", "review_comment"),
    ("claims_scheduledpublication", "created_at"): ("verdict_id", "verdict"),
    ("claims_scheduledpublication", "ended_at"): ("created_at", None),
    ("claims_sourcealert", "decided_at"): ("created_at", None),
    ("claims_submission", "submitted_at"): ("verdict_id", "verdict"),
    ("claims_tip", "decided_at"): ("received_at", None),
    ("claims_transition", "state_changed_at"): ("verdict_id", "verdict"),
    ("claims_verdict", "created_at"): ("claim_id", "claim"),
    ("claims_verdict", "edited_at"): ("created_at", None),
    ("claims_visibilitychange", "changed_at"): ("claim_id", "hidden_claim"),
    ("sources_articletext", "created_at"): ("snapshot_id", "snapshot"),
    ("sources_passage", "quoted_at"): ("snapshot_id", "snapshot"),
    ("sources_translation", "created_at"): ("passage_id", "passage"),
}
PEOPLE = sorted(act for act, (person, _permission) in ACTS.items() if person)
ids = "{0[0]}.{0[1]}".format


def copy_act(table: str, happened: str) -> None:
    """Create a temporary table `act_copy` like the table, with no rule but those of one act."""
    execute_sql("DROP TABLE IF EXISTS act_copy")
    # Not `LIKE`: the application may not read every table.
    ((columns,),) = execute_sql(
        "SELECT string_agg(format('%%I %%s', attname, format_type(atttypid, atttypmod)), ', ')"
        " FROM pg_attribute WHERE attrelid = %s::regclass AND attnum > 0 AND NOT attisdropped",
        table,
    )
    execute_sql(f"CREATE TEMPORARY TABLE act_copy ({columns})")
    ((definition,),) = execute_sql(
        "SELECT pg_get_triggerdef(oid) FROM pg_trigger"
        " WHERE tgrelid = %s::regclass AND tgname = %s",
        table,
        f"enforce_who_{happened}",
    )
    execute_sql(definition.replace(f" ON public.{table} ", " ON act_copy ").replace("%", "%%"))


def act(act_key, user=None, **columns) -> None:
    """Write a row of the copy of which only the moment and the person are known."""
    _table, happened = act_key
    person, _permission = ACTS[act_key]
    row = {happened: given.moment()} | ({person: user.pk} if person and user else {}) | columns
    insert_row("act_copy", **row)


# ── the list of acts ─────────────────────────────────────────────────────────────────────────────
@pytest.mark.django_db
def test_every_moment_of_a_row_is_an_act_or_has_a_reason():
    columns = execute_sql(
        r"""
        SELECT table_name, column_name FROM information_schema.columns
        JOIN information_schema.tables USING (table_schema, table_name)
        WHERE table_schema = 'public' AND table_type = 'BASE TABLE' AND column_name LIKE '%\_at'
        AND table_name ~ '^(accounts|claims|sources)_' AND table_name !~ 'event$'
        """
    )
    assert set(columns) == ACTS.keys() | OTHER_MOMENTS.keys()


@pytest.mark.django_db
def test_every_act_is_checked_when_a_row_is_inserted_and_when_it_changes():
    triggers = execute_sql(
        "SELECT tgrelid::regclass::text, tgname FROM pg_trigger"
        r" WHERE tgname LIKE 'enforce\_who\_%'"
    )
    assert set(triggers) == {
        (table, f"enforce_who_{happened}{when}")
        for table, happened in ACTS
        for when in ("", "_later")
    }


# ── when ─────────────────────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize("act_key", ACTS, ids=ids)
def test_a_moment_far_from_the_clock_is_refused(act_key, strict):
    table, happened = act_key
    copy_act(*act_key)
    for moment in ("1999-01-01", "2099-01-01", "now() + interval '6 seconds'"):
        with assert_refused(TOO_FAR):
            expression = moment if "now" in moment else f"'{moment}'"
            execute_sql(f"INSERT INTO act_copy ({happened}) VALUES ({expression})")
    with assert_allowed():
        execute_sql(f"INSERT INTO act_copy ({happened}) VALUES (clock_timestamp())")


@pytest.mark.django_db
def test_the_list_of_what_acts_follow_is_complete():
    definitions = execute_sql(
        "SELECT tgrelid::regclass::text, tgname, pg_get_triggerdef(oid) FROM pg_trigger"
        r" WHERE tgname LIKE 'enforce\_who\_%' AND tgname NOT LIKE '%\_later'"
    )
    assert {
        (table, name.removeprefix("enforce_who_"))
        for table, name, definition in definitions
        if ", NULL'," not in definition
    } == FOLLOWS.keys()


@pytest.mark.parametrize("act_key", FOLLOWS, ids=ids)
def test_an_act_before_what_it_follows_is_refused(act_key, strict, monkeypatch):
    databases.set_strict(False)
    monkeypatch.setattr(given, "NOON", timezone.now())  # what it follows is minutes ahead
    column, earlier = FOLLOWS[act_key]
    value = EARLIER_ROWS[earlier]().pk if earlier else given.moment()
    copy_act(*act_key)
    databases.set_strict(True)
    with assert_refused(TOO_EARLY):
        insert_row("act_copy", **{act_key[1]: timezone.now(), column: value})


# ── who ──────────────────────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize("act_key", PEOPLE, ids=ids)
@pytest.mark.django_db
def test_an_act_of_a_deactivated_person_is_refused(act_key):
    copy_act(*act_key)
    with assert_refused(INACTIVE):
        act(act_key, given.deactivated(given.person("carla")))


@pytest.mark.parametrize("act_key", PEOPLE, ids=ids)
@pytest.mark.django_db
def test_an_act_is_allowed_to_the_roles_with_its_permission_and_refused_to_all_others(act_key):
    permission = ACTS[act_key][1]
    app = "accounts" if "account" in permission else act_key[0].split("_")[0]
    copy_act(*act_key)
    for role, permissions in ROLES.items():
        user = given.person(f"a-{role}", role)
        is_allowed = not permission or f"{app}.{permission}" in permissions
        with assert_allowed() if is_allowed else assert_refused(NO_ROLE):
            act(act_key, user)


CONDITIONAL = [
    (("claims_change", "created_at"), {"kind": "suspension"}, "claims.suspend_verdict"),
    (("claims_change", "created_at"), {"kind": "reinstatement"}, "claims.suspend_verdict"),
    (("claims_change", "created_at"), {"kind": "retraction"}, "claims.retract_verdict"),
    (("claims_change", "created_at"), {"kind": "correction"}, "claims.write_verdict"),
    (("claims_change", "confirmed_at"), {"kind": "suspension"}, "claims.suspend_verdict"),
    (("claims_change", "confirmed_at"), {"kind": "retraction"}, "claims.retract_verdict"),
    (("claims_publicationblock", "created_at"), {"kind": "legal"}, "claims.block_claim"),
    (("claims_publicationblock", "released_at"), {"kind": "legal"}, "claims.block_claim"),
    (("claims_scheduledpublication", "ended_at"), {"outcome": "cancelled"}, f"claims.{PUBLISH}"),
    (("claims_scheduledpublication", "ended_at"), {"outcome": "replaced"}, f"claims.{PUBLISH}"),
    (("claims_tip", "decided_at"), {"decision": "declined"}, "claims.decline_claim"),
    (("claims_commentwaiver", "waived_at"), {"comment_request_id": 1}, f"claims.{PUBLISH}"),
    (
        ("accounts_accountchangedecision", "created_at"),
        {"outcome": "confirmed"},
        "accounts.confirm_account_change",
    ),
]


@pytest.mark.parametrize(("act_key", "columns", "permission"), CONDITIONAL)
@pytest.mark.django_db
def test_what_an_act_needs_depends_on_the_row(act_key, columns, permission):
    copy_act(*act_key)
    for role, permissions in ROLES.items():
        user = given.person(f"a-{role}", role)
        with assert_allowed() if permission in permissions else assert_refused(NO_ROLE):
            act(act_key, user, **columns)


@pytest.mark.django_db
def test_a_change_of_state_needs_what_the_workflow_says():
    for rule in TRANSITIONS.values():
        for from_state in rule.from_states if rule.to_state else ():
            ((permission,),) = execute_sql(
                "SELECT get_transition_permission(%s, %s)", from_state, rule.to_state
            )
            # Reviewers, who send back, may also write.
            expected = "claims.write_verdict" if rule.action == "send_back" else rule.permission
            assert permission == expected, rule.action


# ── attacks on the tables themselves ─────────────────────────────────────────────────────────────
@pytest.mark.parametrize("role", ["reporter", "partner", "administrator"])
@pytest.mark.django_db
def test_a_review_in_the_name_of_someone_without_the_role_is_refused(role):
    verdict = given.in_review()
    with assert_refused(NO_ROLE):
        insert_review(verdict, given.person("x", role), given.moment())


@pytest.mark.parametrize("role", ["reporter", "reviewer", "partner", "administrator"])
@pytest.mark.django_db
def test_a_publication_in_the_name_of_someone_without_the_role_is_refused(role):
    verdict, at, user = given.approved(), given.moment(), given.person("x", role)
    with assert_refused(NO_ROLE):
        change_state(verdict, "published", user, at, published_at=at, published_by_id=user.pk)


@pytest.mark.django_db
def test_a_publication_by_a_deactivated_editor_is_refused():
    verdict, at, user = given.approved(), given.moment(), given.deactivated(given.person("carla"))
    with assert_refused(INACTIVE):
        change_state(verdict, "published", user, at, published_at=at, published_by_id=user.pk)


@pytest.mark.parametrize("moment", ["1999-01-01T12:00Z", "2099-01-01T12:00Z"])
def test_a_publication_in_another_year_is_refused(moment, strict):
    databases.set_strict(False)
    verdict, carla = given.approved(), given.person("carla")
    databases.set_strict(True)
    with assert_refused(TOO_FAR):
        change_state(
            verdict, "published", carla, moment, published_at=moment, published_by_id=carla.pk
        )


@pytest.mark.django_db
def test_the_database_is_strict_unless_its_owner_says_otherwise():
    with assert_refused(NOT_OWNER):
        execute_sql("UPDATE accounts_databasemode SET is_strict = false")
    with assert_refused(NOT_OWNER):
        execute_sql("DELETE FROM accounts_databasemode")
    with assert_refused(NOT_OWNER):
        execute_sql("INSERT INTO accounts_databasemode VALUES (2, false)")


@pytest.mark.django_db
def test_a_temporary_table_does_not_make_the_database_lenient(strict):
    execute_sql("CREATE TEMP TABLE accounts_databasemode AS SELECT 1 AS id, false AS is_strict")
    execute_sql("SET LOCAL search_path = pg_temp, public")
    assert execute_sql("SELECT public.is_strict()") == [(True,)]
