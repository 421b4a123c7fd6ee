-- Rows that never change, and rows that are never deleted.
--
-- Submissions, reviews, requests, answers and comments are facts and never change. The newest
-- relation between two claims is the current one, so relations never change either.
--
-- Rows that can be edited or completed later are never deleted, because their history would then be
-- incomplete. The exception is evidence, which can be deleted from a draft (triggers/evidence.sql).

CALL forbid_changes(
    never_changed => ARRAY[
        'claims_submission', 'claims_review', 'claims_transition', 'claims_contributor',
        'claims_ledgerentry', 'claims_checkpoint', 'claims_checkpointtimestamp',
        'claims_reviewcomment',
        'claims_reviewcommentresolution',
        'claims_blindrating', 'claims_commentwaiver', 'claims_claimrelation',
        'claims_assignment', 'claims_comment', 'claims_mention', 'claims_auditreport',
        'claims_retentionreport', 'claims_signingkey', 'claims_keyrevocation',
        'claims_signature', 'claims_draftdecision', 'claims_personrequestdecision',
        'claims_personrequestconfirmation', 'claims_tombstone', 'claims_sealedoriginal',
        'claims_visibilitychange'],
    never_deleted => ARRAY[
        'claims_claim', 'claims_claimant', 'claims_topic', 'claims_rating', 'claims_verdict',
        'claims_change', 'claims_sourcealert', 'claims_tip', 'claims_scheduledpublication',
        'claims_publicationblock', 'claims_preservationhold', 'claims_claimimport',
        -- These never change either, but their words are removed some day (removal.sql).
        'claims_commentrequest', 'claims_commentresponse', 'claims_complaint',
        'claims_complaintanswer', 'claims_forgetrequest', 'claims_personrequest']);
