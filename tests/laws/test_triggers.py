"""Is there a law that nothing tries? Each trigger has its attack and the lawful act beside it."""

import importlib

import pytest

from tests.laws.attacks import sql

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
    ("claims_verdict", "law_mend"): (
        "test_mends.test_a_mend_with_another_rating_or_basis_is_not_handed_in",
        "test_mends.test_other_words_are_handed_in_as_a_mend",
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
    ("claims_suggestion", "law_suggestion"): (
        "test_suggestions.test_an_answer_is_never_changed_or_taken_back",
        "test_suggestions.test_the_verbs_answer_in_every_way",
    ),
    ("claims_complaint", "law_complaint"): (
        "test_complaints.test_nobody_complains_about_what_was_never_published",
        "test_complaints.test_a_complaint_about_a_published_finding_can_arrive",
    ),
    ("claims_complaintanswer", "law_complaint_answer"): (
        "test_complaints.test_whoever_worked_on_the_finding_turns_no_complaint_away",
        "test_complaints.test_the_verbs_answer_in_every_way",
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
            "claims_complaint",
            "claims_complaintanswer",
            "claims_contributor",
            "claims_ledgerentry",
            "claims_ledgersalt",
            "claims_review",
            "claims_submission",
            "claims_transition",
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
        for table in ("claims_alarm", "claims_change", "claims_suggestion", "claims_verdict")
        for trigger in ("law_never_deleted", "law_never_truncated")
    },
    ("claims_evidence", "law_never_truncated"): NEVER,
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
        assert hasattr(importlib.import_module(f"tests.laws.{module}"), function), named
