-- Rows that never change, and rows that are never deleted.
--
-- Submissions, reviews, requests, answers and comments are facts and never change. The newest
-- relation between two claims is the current one, so relations never change either.
--
-- Rows that can be edited or completed later are never deleted, because their history would then be
-- incomplete. The exception is evidence, which can be deleted from a draft (triggers/evidence.sql).

DO $$
DECLARE
    never_changed text[] := ARRAY[
        'claims_submission', 'claims_review', 'claims_transition', 'claims_contributor',
        'claims_ledgerentry', 'claims_ledgersalt', 'claims_reviewcomment',
        'claims_reviewcommentresolution', 'claims_blindrating', 'claims_commentrequest',
        'claims_commentresponse', 'claims_commentwaiver', 'claims_claimrelation', 'claims_complaint', 'claims_complaintanswer', 'claims_assignment',
        'claims_comment', 'claims_mention'];
    never_deleted text[] := ARRAY[
        'claims_claim', 'claims_claimant', 'claims_topic', 'claims_rating', 'claims_verdict',
        'claims_change', 'claims_sourcealert', 'claims_tip', 'claims_scheduledpublication',
        'claims_publicationblock', 'claims_claimimport'];
    name text;
BEGIN
    FOREACH name IN ARRAY never_changed LOOP
        EXECUTE format('CREATE TRIGGER enforce_no_change BEFORE UPDATE OR DELETE ON %I
            FOR EACH ROW EXECUTE FUNCTION refuse_change()', name);
    END LOOP;
    FOREACH name IN ARRAY never_deleted LOOP
        EXECUTE format('CREATE TRIGGER enforce_no_delete BEFORE DELETE ON %I
            FOR EACH ROW EXECUTE FUNCTION refuse_change()', name);
    END LOOP;
    FOREACH name IN ARRAY never_changed || never_deleted LOOP
        EXECUTE format('CREATE TRIGGER enforce_no_truncate BEFORE TRUNCATE ON %I
            FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()', name);
    END LOOP;
END $$;
