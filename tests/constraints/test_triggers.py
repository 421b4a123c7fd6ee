"""Every trigger is enabled, and is attacked by a test."""

import importlib

import pytest

from tests.constraints.test_acts import ACTS
from tests.helpers.attacks import execute_sql

pytestmark = [pytest.mark.database, pytest.mark.django_db]

ACT = (
    "test_acts.test_an_act_is_allowed_to_the_roles_with_its_permission_and_refused_to_all_others",
    "test_acts.test_a_moment_far_from_the_clock_is_refused",
)
IMMUTABLE = ("test_immutable_rows.test_the_triggers_refuse_changes_by_the_owner", "")

# (table, trigger): the test of an attack that it refuses, and the test of a write that it allows.
# Immutable rows are inserted by all tests.
ATTACKS = {
    ("claims_verdict", "enforce_verdict_insert"): (
        "test_verdicts.test_creating_a_verdict_in_a_later_state_is_refused",
        "test_verdicts.test_a_draft_by_its_author_is_allowed",
    ),
    ("claims_verdict", "enforce_verdict_update"): (
        "test_verdicts.test_editing_outside_draft_is_refused",
        "test_verdicts.test_editing_a_draft_is_allowed",
    ),
    ("claims_verdict", "enforce_independent_sources"): (
        "test_source_relations.test_submitting_two_related_sources_as_independent_is_refused",
        "test_source_relations.test_two_unrelated_sources_are_independent",
    ),
    ("claims_verdict", "enforce_contributor_is_recorded"): (
        "test_four_eyes.test_approving_is_refused_to_an_editor_of_the_draft",
        "test_four_eyes.test_approving_is_allowed_to_a_user_who_did_not_contribute",
    ),
    ("claims_verdict", "enforce_public_change_is_recorded"): (
        "test_changes.test_publishing_without_a_ledger_entry_is_refused",
        "test_changes.test_the_actions_publish_supersede_suspend_reinstate_retract_and_merge_are_allowed",
    ),
    ("claims_claim", "enforce_merge_is_recorded"): (
        "test_changes.test_merging_a_public_claim_without_a_ledger_entry_is_refused",
        "test_changes.test_the_actions_publish_supersede_suspend_reinstate_retract_and_merge_are_allowed",
    ),
    ("claims_contributor", "enforce_contributor"): (
        "test_four_eyes.test_adding_a_contributor_outside_draft_is_refused",
        "test_four_eyes.test_adding_a_contributor_in_draft_is_allowed",
    ),
    ("claims_evidence", "enforce_contributor_is_recorded"): (
        "test_four_eyes.test_approving_is_refused_to_a_user_who_cited_evidence",
        "test_four_eyes.test_approving_is_allowed_to_a_user_who_did_not_contribute",
    ),
    ("claims_evidence", "enforce_evidence_frozen"): (
        "test_evidence.test_changing_evidence_outside_draft_is_refused",
        "test_evidence.test_evidence_of_a_draft_can_be_added_and_removed",
    ),
    ("claims_change", "enforce_change"): (
        "test_changes.test_editing_an_announced_change_is_refused",
        "test_changes.test_editing_the_note_of_a_draft_is_allowed",
    ),
    ("claims_sourcealert", "enforce_source_alert"): (
        "test_source_alerts.test_changing_or_removing_a_decision_is_refused",
        "test_source_alerts.test_the_actions_for_every_decision_are_allowed",
    ),
    ("claims_assignment", "enforce_assignment"): (
        "test_collaboration.test_assigning_a_closed_claim_is_refused",
        "test_collaboration.test_the_actions_assign_unassign_and_mention_are_allowed",
    ),
    ("claims_claimimport", "enforce_claim_import"): (
        "test_claim_imports.test_changing_a_finished_import_is_refused",
        "test_claim_imports.test_an_import_can_be_processed",
    ),
    ("claims_blindrating", "enforce_blind_rating"): (
        "test_review_comments.test_a_blind_rating_by_a_contributor_is_refused",
        "test_review_comments.test_a_blind_rating_is_allowed",
    ),
    ("claims_change", "enforce_revision_not_blocked"): (
        "test_scheduling.test_correcting_a_blocked_claim_is_refused",
        "test_scheduling.test_correcting_and_reinstating_a_released_claim_is_allowed",
    ),
    ("claims_complaintanswer", "enforce_complaint_answer"): (
        "test_complaints.test_a_contributor_cannot_reject_a_complaint",
        "test_complaints.test_the_actions_for_every_outcome_are_allowed",
    ),
    ("claims_complaint", "enforce_complaint"): (
        "test_complaints.test_a_complaint_about_an_unpublished_verdict_is_refused",
        "test_complaints.test_a_complaint_about_a_published_verdict_is_allowed",
    ),
    ("claims_mention", "enforce_mention"): (
        "test_collaboration.test_mentioning_a_deactivated_user_is_refused",
        "test_collaboration.test_the_actions_assign_unassign_and_mention_are_allowed",
    ),
    ("claims_scheduledpublication", "enforce_scheduled_publication"): (
        "test_scheduling.test_changing_a_schedule_is_refused",
        "test_scheduling.test_the_actions_schedule_and_cancel_are_allowed",
    ),
    ("claims_claimrelation", "enforce_claim_relation"): (
        "test_claim_relations.test_a_cycle_of_parts_is_refused",
        "test_claim_relations.test_a_part_of_a_part_is_allowed",
    ),
    ("claims_reviewcomment", "enforce_review_comment"): (
        "test_review_comments.test_a_comment_on_words_that_are_not_there_is_refused",
        "test_review_comments.test_a_comment_on_quoted_words_is_allowed",
    ),
    ("claims_commentresponse", "enforce_comment_response"): (
        "test_replies.test_an_excerpt_that_is_not_in_the_response_is_refused",
        "test_replies.test_an_excerpt_of_the_response_is_allowed",
    ),
    ("claims_commentwaiver", "enforce_comment_waiver"): (
        "test_replies.test_a_waiver_for_a_request_about_another_claim_is_refused",
        "test_replies.test_a_waiver_is_allowed",
    ),
    ("claims_review", "enforce_review_blind_ratings"): (
        "test_review_comments.test_approving_with_different_ratings_is_refused",
        "test_review_comments.test_approving_with_two_agreeing_ratings_is_allowed",
    ),
    ("claims_verdict", "enforce_approval_blind_ratings"): (
        "test_review_comments.test_a_rating_after_the_review_is_checked_at_the_approval",
        "test_review_comments.test_approving_with_two_agreeing_ratings_is_allowed",
    ),
    ("claims_review", "enforce_review_fair_wording"): (
        "test_review_comments.test_approving_without_confirming_fair_wording_is_refused",
        "test_four_eyes.test_approving_is_allowed_to_a_user_who_did_not_contribute",
    ),
    ("claims_reviewcommentresolution", "enforce_review_comment_resolution"): (
        "test_review_comments.test_resolving_is_refused_to_other_users",
        "test_review_comments.test_resolving_is_allowed_to_a_contributor",
    ),
    ("claims_verdict", "enforce_minor_edit"): (
        "test_minor_edits.test_a_minor_edit_of_the_rating_or_basis_is_refused",
        "test_minor_edits.test_a_minor_edit_of_the_wording_is_allowed",
    ),
    ("accounts_accountchangedecision", "enforce_signed_confirmation"): (
        "test_signatures.test_confirming_a_change_of_an_account_needs_its_signature",
        "test_signatures.test_confirming_a_change_of_an_account_needs_its_signature",
    ),
    ("claims_personrequestconfirmation", "enforce_signed_removal"): (
        "test_signatures.test_removing_words_needs_a_signature_of_the_second_editor",
        "test_signatures.test_removing_words_needs_a_signature_of_the_second_editor",
    ),
    ("claims_verdict", "enforce_announced_step"): (
        "test_checklist.test_a_new_step_is_announced_as_an_update_or_a_correction",
        "test_checklist.test_a_new_step_is_announced_as_an_update_or_a_correction",
    ),
    ("claims_verdict", "enforce_comment_deadlines"): (
        "test_replies.test_publishing_before_the_deadline_is_refused",
        "test_replies.test_publishing_is_allowed_after_the_deadline_a_response_or_a_waiver",
    ),
    ("claims_verdict", "enforce_verbatim_quotes"): (
        "test_checklist.test_submitting_or_publishing_a_quotation_that_is_not_in_its_snapshot_is_refused",
        "test_checklist.test_submitting_a_verbatim_quotation_is_allowed",
    ),
    ("claims_verdict", "enforce_publication_not_blocked"): (
        "test_scheduling.test_publishing_under_embargo_is_refused",
        "test_scheduling.test_publishing_at_the_end_of_an_embargo_is_allowed",
    ),
    ("claims_publicationblock", "enforce_publication_block"): (
        "test_scheduling.test_changing_a_block_is_refused",
        "test_scheduling.test_the_actions_block_and_release_are_allowed",
    ),
    ("claims_preservationhold", "enforce_preservation_hold"): (
        "test_preservation_holds.test_changing_a_hold_is_refused",
        "test_preservation_holds.test_the_actions_hold_and_release_are_allowed",
    ),
    ("claims_visibilitychange", "enforce_visibility_change"): (
        "test_hidden_claims.test_hiding_a_hidden_or_unpublished_claim_is_refused",
        "test_hidden_claims.test_the_actions_hide_and_show_are_allowed",
    ),
    ("claims_visibilitychange", "enforce_visibility_is_recorded"): (
        "test_hidden_claims.test_the_actions_hide_and_show_are_allowed",
        "test_hidden_claims.test_the_actions_hide_and_show_are_allowed",
    ),
    ("claims_personrequestdecision", "enforce_request_decision"): (
        "test_person_requests.test_other_roles_do_not_decide",
        "test_person_requests.test_an_editor_decides",
    ),
    ("claims_personrequestconfirmation", "enforce_request_confirmation"): (
        "test_person_requests.test_the_same_person_and_other_roles_cannot_confirm",
        "test_person_requests.test_a_second_editor_confirms",
    ),
    ("claims_draftdecision", "enforce_draft_decision"): (
        "test_draft_decisions.test_words_of_what_is_not_discarded_stay",
        "test_draft_decisions.test_an_editor_removes_the_words_of_a_discarded_draft",
    ),
    ("claims_forgetrequest", "enforce_forget_request"): (
        "test_removal.test_changing_a_request_to_be_forgotten_is_refused",
        "test_removal.test_forgetting_removes_the_words",
    ),
    **{
        (table, "enforce_removal"): (
            "test_removal.test_removing_words_with_sql_is_refused",
            "test_removal.test_expired_words_are_removed",
        )
        for table in (
            "claims_complaint",
            "claims_complaintanswer",
            "claims_commentrequest",
            "claims_commentresponse",
            "claims_personrequest",
        )
    },
    ("notifications_notification", "enforce_notification"): (
        "test_notifications.test_changing_when_it_was_read_or_sent_is_refused",
        "test_notifications.test_reading_and_sending_a_notification_is_allowed",
    ),
    ("accounts_accountaction", "enforce_account_action"): (
        "test_accounts.test_an_account_action_on_a_superuser_needs_a_superuser",
        "test_accounts.test_an_account_action_of_an_administrator_is_allowed",
    ),
    ("accounts_accountchangedecision", "enforce_account_change_decision"): (
        "test_accounts.test_confirming_a_change_by_its_requester_or_owner_is_refused",
        "test_accounts.test_each_decision_on_a_change_is_allowed",
    ),
    ("accounts_user_groups", "enforce_administrator_role"): (
        "test_accounts.test_a_second_role_for_an_administrator_is_refused",
        "test_accounts.test_other_roles_can_be_combined",
    ),
    ("accounts_user", "enforce_deactivation_is_recorded"): (
        "test_accounts.test_deactivating_without_an_account_action_is_refused",
        "test_accounts.test_deactivating_and_reactivating_with_account_actions_is_allowed",
    ),
    ("accounts_user", "enforce_no_delete"): (
        "test_accounts.test_deleting_an_account_is_refused",
        "test_accounts.test_editing_an_account_is_allowed",
    ),
    ("claims_tip", "enforce_tip"): (
        "test_tips.test_changing_or_removing_a_decision_is_refused",
        "test_tips.test_the_actions_for_every_decision_are_allowed",
    ),
    ("claims_submission", "enforce_submission"): (
        "test_submissions.test_each_forged_part_of_a_record_is_overwritten",
        "test_submissions.test_submitting_a_draft_is_allowed",
    ),
    ("claims_review", "enforce_review"): (
        "test_four_eyes.test_a_review_of_another_verdicts_submission_is_refused",
        "test_four_eyes.test_a_review_of_the_current_submission_is_allowed",
    ),
    ("claims_transition", "enforce_transition"): (
        "test_transitions.test_a_transition_from_another_state_is_refused",
        "test_transitions.test_a_transition_with_its_change_of_state_is_allowed",
    ),
    ("claims_transition", "enforce_transition_is_completed"): (
        "test_transitions.test_a_transition_without_its_change_of_state_is_refused",
        "test_transitions.test_a_transition_with_its_change_of_state_is_allowed",
    ),
    ("claims_checkpoint", "enforce_checkpoint"): (
        "test_checkpoints.test_a_checkpoint_that_differs_from_the_ledger_is_refused",
        "test_checkpoints.test_a_checkpoint_of_the_ledger_is_allowed",
    ),
    ("claims_ledgerentry", "enforce_ledger_entry"): (
        "test_ledger.test_an_entry_of_another_event_is_refused",
        "test_ledger.test_the_next_entry_is_allowed",
    ),
    **dict.fromkeys(
        [
            ("accounts_user", "enforce_byline_is_recorded"),
            ("claims_appearance", "enforce_copy_is_recorded"),
            ("claims_appearance", "enforce_new_copy_is_recorded"),
            ("claims_appearance", "enforce_removed_copy_is_recorded"),
            ("claims_claim", "enforce_claimant_is_recorded"),
            ("claims_claim_topics", "enforce_topics_are_recorded"),
            ("claims_claimant", "enforce_description_is_recorded"),
            ("claims_claimrelation", "enforce_relation_is_recorded"),
            ("claims_rating", "enforce_description_is_recorded"),
            ("claims_sourcealert", "enforce_shown_finding_is_recorded"),
            ("claims_topic", "enforce_description_is_recorded"),
            ("sources_publisher", "enforce_description_is_recorded"),
            ("sources_quotecheck", "enforce_source_check_is_recorded"),
            ("sources_source", "enforce_description_is_recorded"),
        ],
        (
            "test_visible_changes.test_no_visible_column_changes_without_an_entry",
            "test_visible_changes.test_an_edit_that_readers_do_not_see_has_no_entry",
        ),
    ),
    ("claims_rating", "enforce_permanent_code"): (
        "test_identifiers.test_changing_the_code_of_a_rating_is_refused",
        "test_identifiers.test_editing_a_description_is_allowed",
    ),
    ("sources_snapshot", "enforce_snapshot"): (
        "test_sources.test_a_snapshot_with_a_wrong_digest_is_refused",
        "test_sources.test_a_snapshot_with_its_digest_is_allowed",
    ),
    ("sources_snapshot", "enforce_pages"): (
        "test_retrievals.test_pages_out_of_order_are_refused",
        "test_retrievals.test_pages_in_order_are_allowed",
    ),
    ("sources_retrieval", "enforce_retrieval"): (
        "test_retrievals.test_a_retrieval_of_another_sources_snapshot_is_refused",
        "test_retrievals.test_a_retrieval_with_a_snapshot_is_allowed",
    ),
    ("sources_articletext", "enforce_article_text"): (
        "test_sources.test_spans_out_of_order_are_refused",
        "test_sources.test_spans_inside_the_text_are_allowed",
    ),
    ("sources_quotecheck", "enforce_quote_check"): (
        "test_quote_checks.test_found_text_that_is_not_in_the_snapshot_is_refused",
        "test_quote_checks.test_a_quote_check_is_allowed",
    ),
    ("sources_passage", "enforce_passage"): (
        "test_sources.test_a_passage_that_is_not_at_its_place_is_refused",
        "test_sources.test_a_passage_at_its_place_is_allowed",
    ),
    **{
        (table, "enforce_permanent_identifier"): (
            "test_identifiers.test_changing_a_public_identifier_is_refused",
            "test_identifiers.test_editing_a_description_is_allowed",
        )
        for table in (
            *("accounts_user", "claims_claim", "claims_claimant"),
            *("sources_source", "sources_publisher"),
        )
    },
    **{
        (table, trigger): IMMUTABLE
        for table in (
            "claims_assignment",
            "claims_auditreport",
            "claims_blindrating",
            "claims_contributor",
            "claims_draftdecision",
            "claims_checkpoint",
            "claims_checkpointtimestamp",
            "claims_ledgerentry",
            "claims_mention",
            "claims_comment",
            "claims_claimrelation",
            "claims_reviewcomment",
            "claims_commentwaiver",
            "claims_personrequestconfirmation",
            "claims_personrequestdecision",
            "claims_sealedoriginal",
            "claims_tombstone",
            "claims_visibilitychange",
            "claims_retentionreport",
            "claims_review",
            "claims_reviewcommentresolution",
            "claims_keyrevocation",
            "claims_signature",
            "claims_signingchallenge",
            "claims_signingkey",
            "claims_submission",
            "claims_transition",
            "notifications_notificationevent",
            "accounts_accountaction",
            "accounts_accountchange",
            "accounts_accountchangedecision",
            "accounts_accounthistory",
            "sources_archivedcopy",
            "sources_archiverequest",
            "sources_articletext",
            "sources_quotecheck",
            "sources_sourcerelation",
            "sources_rawdocument",
            "sources_passage",
            "sources_retrieval",
            "sources_textfingerprint",
            "sources_snapshot",
            "sources_snapshottimestamp",
            "sources_translation",
        )
        for trigger in ("enforce_no_change", "enforce_no_truncate")
    },
    ("claims_signingkey", "enforce_signing_key"): (
        "test_signatures.test_a_key_confirmed_by_another_role_is_refused",
        "test_signatures.test_a_confirmed_passkey_is_allowed",
    ),
    **{
        ("mfa_authenticator", trigger): (
            "test_signatures.test_a_passkey_that_is_removed_is_revoked",
            "test_signatures.test_renaming_and_using_a_passkey_revokes_nothing",
        )
        for trigger in ("enforce_revocation_on_delete", "enforce_revocation_on_update")
    },
    **{
        (table, "enforce_key_entry"): (
            "test_signatures.test_a_ledger_entry_of_no_key_is_refused",
            "test_signatures.test_each_confirmation_and_revocation_is_a_ledger_entry",
        )
        for table in ("claims_signingkey", "claims_keyrevocation")
    },
    ("claims_signingchallenge", "enforce_challenge"): (
        "test_signatures.test_the_database_composes_what_is_signed",
        "test_signatures.test_a_signature_of_its_challenge_is_allowed",
    ),
    ("claims_signature", "enforce_signature"): (
        "test_signatures.test_a_signature_of_another_challenge_is_refused",
        "test_signatures.test_a_signature_of_its_challenge_is_allowed",
    ),
    ("claims_verdict", "enforce_signed_transition"): (
        "test_signatures.test_publishing_without_a_signature_is_refused",
        "test_signatures.test_approving_with_a_signature_is_allowed",
    ),
    ("claims_scheduledpublication", "enforce_signed_schedule"): (
        "test_signatures.test_scheduling_without_a_signature_is_refused",
        "test_scheduling.test_the_actions_schedule_and_cancel_are_allowed",
    ),
    ("claims_topic", "enforce_permanent_slug"): (
        "test_identifiers.test_changing_the_slug_of_a_topic_is_refused",
        "test_identifiers.test_editing_a_description_is_allowed",
    ),
    ("pghistory_context", "enforce_history_author"): (
        "test_identifiers.test_changing_the_user_in_the_history_is_refused",
        "test_identifiers.test_a_nested_action_can_add_to_the_history",
    ),
    **{
        (table, trigger): (
            "test_identifiers.test_deleting_is_refused",
            "test_identifiers.test_editing_a_description_is_allowed",
        )
        for table in (
            "claims_claim",
            "claims_claimant",
            "claims_rating",
            "claims_topic",
            "sources_publisher",
            "sources_source",
        )
        for trigger in ("enforce_no_delete", "enforce_no_truncate")
    },
    **{
        (table, trigger): IMMUTABLE
        for table in (
            "accounts_databasemode",
            "claims_sourcealert",
            "claims_claimimport",
            "claims_change",
            "claims_scheduledpublication",
            "claims_tip",
            "claims_verdict",
            "claims_publicationblock",
            "claims_preservationhold",
            "claims_forgetrequest",
            "claims_commentrequest",
            "claims_commentresponse",
            "claims_complaint",
            "claims_complaintanswer",
            "claims_personrequest",
            "claims_signingchallenge",
            "notifications_notification",
            "notifications_notificationevent",
        )
        for trigger in ("enforce_no_delete", "enforce_no_truncate")
    },
    **{
        (table, f"enforce_who_{happened}{when}"): ACT
        for table, happened in ACTS
        for when in ("", "_later")
    },
    **{
        (table, "enforce_history"): (
            "test_account_history.test_a_change_by_plain_sql_is_recorded",
            "test_account_history.test_a_new_account_and_its_role_are_recorded",
        )
        for table in (
            "accounts_accountaction",
            "accounts_accountchange",
            "accounts_accountchangedecision",
            "accounts_user",
            "accounts_user_groups",
            "auth_group_permissions",
            "claims_signingkey",
            "mfa_authenticator",
        )
    },
    ("auth_group", "enforce_permanent_name"): (
        "test_account_history.test_renaming_a_role_is_refused_to_the_owner",
        "",
    ),
    **{
        ("accounts_user", trigger): (
            "test_account_history.test_a_superuser_is_made_only_by_the_owner",
            "test_account_history.test_a_change_by_plain_sql_is_recorded",
        )
        for trigger in ("enforce_superuser", "enforce_superuser_later")
    },
    ("claims_evidence", "enforce_no_truncate"): IMMUTABLE,
    ("accounts_user", "enforce_no_truncate"): IMMUTABLE,
}


def test_every_trigger_has_an_attack():
    triggers = execute_sql(
        "SELECT tgrelid::regclass::text, tgname FROM pg_trigger WHERE tgname LIKE 'enforce\\_%'"
    )
    assert set(triggers) == set(ATTACKS)


def test_every_trigger_is_enabled():
    assert (
        execute_sql(
            "SELECT tgname FROM pg_trigger WHERE tgname LIKE 'enforce\\_%' AND tgenabled <> 'O'"
        )
        == []
    )


def test_every_listed_attack_exists():
    for name in {test for tests in ATTACKS.values() for test in tests if test}:
        module, _, function = name.partition(".")
        assert hasattr(importlib.import_module(f"tests.constraints.{module}"), function), name
