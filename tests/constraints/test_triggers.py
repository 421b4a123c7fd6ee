"""Is there a law that nothing tries? Each trigger has its attack and the lawful act beside it."""

import importlib

import pytest

from tests.helpers.attacks import sql

pytestmark = [pytest.mark.database, pytest.mark.django_db]

NEVER = ("test_frozen.test_the_triggers_refuse_even_the_owner", "")

# (table, trigger): the attack it refuses, and what passes it. What never changes is inserted by
# every test.
TRIED = {
    ("claims_verdict", "law_verdict_insert"): (
        "test_verdicts.test_a_verdict_cannot_be_inserted_in_a_later_state",
        "test_verdicts.test_a_draft_of_its_author_can_be_inserted",
    ),
    ("claims_verdict", "law_verdict_update"): (
        "test_verdicts.test_outside_draft_no_column_changes",
        "test_verdicts.test_a_draft_can_be_written",
    ),
    ("claims_verdict", "law_origins"): (
        "test_kinship.test_two_sources_that_were_joined_are_not_several_origins",
        "test_kinship.test_two_sources_that_nobody_joined_are_several_origins",
    ),
    ("claims_verdict", "law_contributor"): (
        "test_four_eyes.test_whoever_edited_it_cannot_approve",
        "test_four_eyes.test_a_stranger_approves",
    ),
    ("claims_verdict", "law_told"): (
        "test_changes.test_nothing_is_published_without_its_entry",
        "test_changes.test_the_verbs_publish_supersede_suspend_reinstate_retract_and_merge",
    ),
    ("claims_claim", "law_merge_is_told"): (
        "test_changes.test_a_public_claim_is_not_merged_without_its_entry",
        "test_changes.test_the_verbs_publish_supersede_suspend_reinstate_retract_and_merge",
    ),
    ("claims_contributor", "law_contributor"): (
        "test_four_eyes.test_nobody_is_made_a_contributor_outside_draft",
        "test_four_eyes.test_somebody_is_made_a_contributor_in_draft",
    ),
    ("claims_evidence", "law_contributor"): (
        "test_four_eyes.test_whoever_cited_evidence_cannot_approve",
        "test_four_eyes.test_a_stranger_approves",
    ),
    ("claims_evidence", "law_evidence"): (
        "test_evidence.test_outside_draft_no_evidence_is_inserted_changed_moved_or_deleted",
        "test_evidence.test_a_draft_takes_evidence_and_gives_it_up",
    ),
    ("claims_change", "law_change"): (
        "test_changes.test_an_announced_change_never_changes",
        "test_changes.test_the_note_of_a_draft_can_be_mended",
    ),
    ("claims_alarm", "law_alarm"): (
        "test_alarms.test_an_answer_is_never_changed_or_taken_back",
        "test_alarms.test_the_verbs_answer_in_every_way",
    ),
    ("claims_assignment", "law_assignment"): (
        "test_together.test_a_claim_that_is_closed_is_not_assigned",
        "test_together.test_the_verbs_assign_give_back_and_mention",
    ),
    ("claims_batch", "law_batch"): (
        "test_batches.test_a_batch_ends_once_and_its_rows_never_change",
        "test_batches.test_a_batch_is_brought_in",
    ),
    ("claims_blindrating", "law_blind_rating"): (
        "test_reviewing.test_a_contributor_rates_nothing_blind",
        "test_reviewing.test_a_stranger_rates_it_blind",
    ),
    ("claims_change", "law_held_is_not_changed"): (
        "test_timing.test_what_is_held_is_not_corrected",
        "test_timing.test_what_was_held_can_be_corrected_and_shown_again",
    ),
    ("claims_complaintanswer", "law_complaint_answer"): (
        "test_complaints.test_whoever_worked_on_the_finding_turns_no_complaint_away",
        "test_complaints.test_the_verbs_answer_in_every_way",
    ),
    ("claims_complaint", "law_complaint"): (
        "test_complaints.test_nobody_complains_about_what_was_never_published",
        "test_complaints.test_a_complaint_about_a_published_finding_can_arrive",
    ),
    ("claims_mention", "law_mention"): (
        "test_together.test_who_has_left_is_not_mentioned",
        "test_together.test_the_verbs_assign_give_back_and_mention",
    ),
    ("claims_plan", "law_plan"): (
        "test_timing.test_a_plan_is_never_changed",
        "test_timing.test_the_verbs_plan_and_end_a_plan",
    ),
    ("claims_relation", "law_relation"): (
        "test_relations.test_no_claim_becomes_a_part_of_itself",
        "test_relations.test_a_part_may_have_parts",
    ),
    ("claims_remark", "law_remark"): (
        "test_reviewing.test_words_that_are_not_there_are_not_remarked_on",
        "test_reviewing.test_words_at_their_place_can_be_remarked_on",
    ),
    ("claims_reply", "law_reply"): (
        "test_replies.test_the_part_that_readers_see_is_word_for_word",
        "test_replies.test_a_part_of_an_answer_can_be_shown",
    ),
    ("claims_replywaiver", "law_reply_waiver"): (
        "test_replies.test_a_waiver_is_about_an_asking_of_its_own_claim",
        "test_replies.test_a_waiver_can_be_written_down",
    ),
    ("claims_review", "law_review_and_ratings"): (
        "test_reviewing.test_ratings_that_differ_are_no_approval",
        "test_reviewing.test_two_ratings_that_agree_let_it_be_approved",
    ),
    ("claims_verdict", "law_approved_as_rated"): (
        "test_reviewing.test_a_rating_that_is_filed_after_the_review_counts_when_it_is_approved",
        "test_reviewing.test_two_ratings_that_agree_let_it_be_approved",
    ),
    ("claims_review", "law_review_is_fair"): (
        "test_reviewing.test_nobody_approves_without_calling_the_wording_fair",
        "test_four_eyes.test_a_stranger_approves",
    ),
    ("claims_settlement", "law_settlement"): (
        "test_reviewing.test_a_stranger_settles_nothing",
        "test_reviewing.test_a_contributor_settles_a_remark",
    ),
    ("claims_submission", "law_askings_are_told"): (
        "test_replies.test_a_record_that_tells_another_story_is_refused",
        "test_replies.test_after_the_deadline_after_an_answer_and_with_a_waiver_it_is_published",
    ),
    ("claims_submission", "law_submission_answers"): (
        "test_checklist.test_a_record_that_answers_otherwise_is_refused",
        "test_checklist.test_a_record_that_answers_as_its_draft_does_can_be_submitted",
    ),
    ("claims_verdict", "law_mend"): (
        "test_mends.test_a_mend_with_another_rating_or_basis_is_not_handed_in",
        "test_mends.test_other_words_are_handed_in_as_a_mend",
    ),
    ("claims_verdict", "law_replies_are_awaited"): (
        "test_replies.test_nothing_is_published_before_the_deadline",
        "test_replies.test_after_the_deadline_after_an_answer_and_with_a_waiver_it_is_published",
    ),
    ("claims_verdict", "law_verbatim"): (
        "test_checklist.test_a_quotation_that_is_not_there_is_neither_submitted_nor_published",
        "test_checklist.test_what_stands_there_can_be_submitted",
    ),
    ("claims_verdict", "law_withheld"): (
        "test_timing.test_nothing_under_embargo_is_published",
        "test_timing.test_at_the_hour_an_embargo_keeps_nothing_from_readers",
    ),
    ("claims_withholding", "law_withholding"): (
        "test_timing.test_what_is_withheld_is_never_changed",
        "test_timing.test_the_verbs_withhold_and_lift",
    ),
    ("notifications_notice", "law_notice"): (
        "test_notices.test_what_was_read_or_sent_stays_so",
        "test_notices.test_a_notice_is_read_and_sent",
    ),
    ("accounts_accountdeed", "law_account_deed"): (
        "test_accounts.test_a_superuser_is_spared_by_whoever_is_none",
        "test_accounts.test_a_deed_of_an_administrator_is_kept",
    ),
    ("accounts_user_groups", "law_administrators"): (
        "test_accounts.test_an_administrator_is_given_no_other_role",
        "test_accounts.test_other_roles_go_together",
    ),
    ("accounts_user", "law_leaving_is_told"): (
        "test_accounts.test_an_account_is_not_put_out_of_use_without_a_deed",
        "test_accounts.test_who_leaves_and_comes_back_by_a_deed_does_so",
    ),
    ("accounts_user", "law_never_deleted"): (
        "test_accounts.test_nobody_is_deleted",
        "test_accounts.test_an_account_can_be_described_anew",
    ),
    ("claims_suggestion", "law_suggestion"): (
        "test_suggestions.test_an_answer_is_never_changed_or_taken_back",
        "test_suggestions.test_the_verbs_answer_in_every_way",
    ),
    ("claims_submission", "law_submission"): (
        "test_submissions.test_a_record_that_says_something_else_is_refused",
        "test_submissions.test_what_a_draft_says_can_be_submitted",
    ),
    ("claims_review", "law_review"): (
        "test_four_eyes.test_a_review_of_another_verdicts_submission_is_refused",
        "test_four_eyes.test_a_review_of_what_is_in_review_can_be_inserted",
    ),
    ("claims_transition", "law_transition"): (
        "test_transitions.test_a_transition_does_not_leave_from_another_state",
        "test_transitions.test_a_transition_with_its_move_is_allowed",
    ),
    ("claims_transition", "law_transition_is_made"): (
        "test_transitions.test_a_transition_without_its_move_is_refused",
        "test_transitions.test_a_transition_with_its_move_is_allowed",
    ),
    ("claims_ledgerentry", "law_ledger"): (
        "test_ledger.test_an_entry_leaves_no_gap",
        "test_ledger.test_the_next_entry_can_be_written",
    ),
    ("claims_ledgerentry", "law_ledger_event"): (
        "test_ledger.test_an_entry_of_another_event_is_refused",
        "test_ledger.test_the_next_entry_can_be_written",
    ),
    ("claims_ledgerentry", "law_entry_is_salted"): (
        "test_ledger.test_no_entry_is_without_its_salt",
        "test_ledger.test_the_next_entry_can_be_written",
    ),
    ("claims_ledgersalt", "law_salt"): (
        "test_ledger.test_the_salt_is_that_of_the_digest",
        "test_ledger.test_the_next_entry_can_be_written",
    ),
    ("claims_rating", "law_rating"): (
        "test_names.test_the_code_of_a_rating_never_changes",
        "test_names.test_a_description_can_be_mended",
    ),
    ("sources_snapshot", "law_snapshot"): (
        "test_sources.test_a_snapshot_with_a_wrong_digest_is_refused",
        "test_sources.test_a_snapshot_with_its_digest_can_be_inserted",
    ),
    ("sources_snapshot", "law_pages"): (
        "test_retrievals.test_pages_that_do_not_follow_one_another_are_refused",
        "test_retrievals.test_pages_that_follow_one_another_can_be_kept",
    ),
    ("sources_retrieval", "law_retrieval"): (
        "test_retrievals.test_a_retrieval_of_another_sources_snapshot_is_refused",
        "test_retrievals.test_a_retrieval_of_a_snapshot_can_be_recorded",
    ),
    ("sources_body", "law_body"): (
        "test_sources.test_parts_that_do_not_follow_one_another_are_refused",
        "test_sources.test_parts_inside_the_text_can_be_marked",
    ),
    ("sources_check", "law_check"): (
        "test_checks.test_words_that_are_not_there_are_not_found",
        "test_checks.test_what_was_found_can_be_written_down",
    ),
    ("sources_passage", "law_passage"): (
        "test_sources.test_words_that_are_not_there_are_refused",
        "test_sources.test_words_at_their_place_can_be_quoted",
    ),
    **{
        (table, "law_identifier"): (
            "test_names.test_an_identifier_never_changes",
            "test_names.test_a_description_can_be_mended",
        )
        for table in ("claims_claim", "claims_claimant", "sources_source", "sources_publisher")
    },
    **{
        (table, trigger): NEVER
        for table in (
            "claims_asking",
            "claims_assignment",
            "claims_blindrating",
            "claims_complaint",
            "claims_complaintanswer",
            "claims_contributor",
            "claims_ledgerentry",
            "claims_ledgersalt",
            "claims_mention",
            "claims_note",
            "claims_relation",
            "claims_remark",
            "claims_reply",
            "claims_replywaiver",
            "claims_review",
            "claims_settlement",
            "claims_submission",
            "claims_transition",
            "notifications_news",
            "accounts_accountdeed",
            "sources_archivedcopy",
            "sources_body",
            "sources_check",
            "sources_kinship",
            "sources_original",
            "sources_passage",
            "sources_retrieval",
            "sources_sketch",
            "sources_snapshot",
            "sources_translation",
        )
        for trigger in ("law_never_changes", "law_never_truncated")
    },
    ("claims_topic", "law_topic"): (
        "test_names.test_the_address_of_a_topic_never_changes",
        "test_names.test_a_description_can_be_mended",
    ),
    ("pghistory_context", "law_history"): (
        "test_names.test_the_history_keeps_who_acted",
        "test_names.test_an_inner_act_adds_to_the_history",
    ),
    **{
        (table, trigger): (
            "test_names.test_what_can_be_described_is_never_deleted",
            "test_names.test_a_description_can_be_mended",
        )
        for table in (
            "claims_claim",
            "claims_claimant",
            "claims_rating",
            "claims_topic",
            "sources_publisher",
            "sources_source",
        )
        for trigger in ("law_never_deleted", "law_never_truncated")
    },
    **{
        (table, trigger): NEVER
        for table in (
            "claims_alarm",
            "claims_batch",
            "claims_change",
            "claims_plan",
            "claims_suggestion",
            "claims_verdict",
            "claims_withholding",
            "notifications_notice",
        )
        for trigger in ("law_never_deleted", "law_never_truncated")
    },
    ("claims_evidence", "law_never_truncated"): NEVER,
    ("accounts_user", "law_never_truncated"): NEVER,
}


def test_every_law_is_tried():
    known = sql(
        "SELECT tgrelid::regclass::text, tgname FROM pg_trigger WHERE tgname LIKE 'law\\_%'"
    )
    assert set(known) == set(TRIED)


def test_every_law_is_switched_on():
    assert (
        sql("SELECT tgname FROM pg_trigger WHERE tgname LIKE 'law\\_%' AND tgenabled <> 'O'") == []
    )


def test_every_attack_that_is_named_exists():
    for named in {one for pair in TRIED.values() for one in pair if one}:
        module, _, function = named.partition(".")
        assert hasattr(importlib.import_module(f"tests.constraints.{module}"), function), named
