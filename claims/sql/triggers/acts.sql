-- Who acted on claims and fact-checks, and when (accounts/sql/triggers/acts.sql).
--
-- The moments and people of a verdict's state are those of its transition, which verdicts.sql
-- compares, and the moment of an announced change is that of the state.

-- What `claims.workflow.transitions` requires of the user for a change of state; a test compares the
-- two. Reviewers, who send back, may also write.
CREATE FUNCTION get_transition_permission(from_state text, to_state text) RETURNS text
LANGUAGE sql IMMUTABLE SET search_path = public, pg_temp AS $$
    SELECT 'claims.' || CASE
        WHEN to_state = 'approved' THEN 'review_verdict'
        WHEN to_state = 'suspended' OR from_state = 'suspended' AND to_state = 'published'
            THEN 'suspend_verdict'
        WHEN to_state = 'retracted' THEN 'retract_verdict'
        WHEN to_state IN ('published', 'superseded') THEN 'publish_verdict'
        ELSE 'write_verdict'
    END
$$;
CREATE FUNCTION get_change_permission(kind text) RETURNS text LANGUAGE sql IMMUTABLE
SET search_path = public, pg_temp AS $$
    SELECT 'claims.' || CASE
        WHEN kind IN ('suspension', 'reinstatement') THEN 'suspend_verdict'
        WHEN kind = 'retraction' THEN 'retract_verdict'
        ELSE 'write_verdict'
    END
$$;
CREATE FUNCTION get_submitted_at(submission bigint) RETURNS timestamptz LANGUAGE sql STABLE
SET search_path = public, pg_temp AS $$
    SELECT submitted_at FROM claims_submission WHERE id = submission
$$;

-- ── claims ────────────────────────────────────────────────────────────────────────────────────────
-- The worker records all claims of an import with one moment.
CALL check_act('claims_claim', 'recorded_at', 'recorded_by_id', since => '1 hour');
CALL check_act('claims_claim', 'declined_at', 'declined_by_id', $$'claims.decline_claim'$$,
    'act.recorded_at');
CALL check_act('claims_claim', 'merged_at', 'merged_by_id', $$'claims.merge_claim'$$,
    'act.recorded_at');
CALL check_act('claims_appearance', 'recorded_at', 'recorded_by_id', since => '1 hour',
    earlier => '(SELECT recorded_at FROM claims_claim WHERE id = act.claim_id)');
CALL check_act('claims_claimrelation', 'decided_at', 'decided_by_id', $$'claims.relate_claim'$$);
CALL check_act('claims_claimimport', 'created_at', 'created_by_id', $$'claims.record_claim'$$);
CALL check_act('claims_claimimport', 'finished_at', earlier => 'act.created_at', since => '1 hour');
CALL check_act('claims_tip', 'received_at');
CALL check_act('claims_tip', 'decided_at', 'decided_by_id', earlier => 'act.received_at', permission =>
    $$CASE act.decision WHEN 'declined' THEN 'claims.decline_claim' ELSE 'claims.record_claim' END$$);
CALL check_act('claims_assignment', 'assigned_at', 'assigned_by_id');
CALL check_act('claims_comment', 'created_at', 'created_by_id');

-- ── requests for comment ──────────────────────────────────────────────────────────────────────────
CALL check_act('claims_commentrequest', 'recorded_at', 'sent_by_id', $$'claims.write_verdict'$$,
    'act.sent_at');
CALL check_act('claims_commentresponse', 'recorded_at', 'recorded_by_id',
    $$'claims.write_verdict'$$, 'act.received_at');
CALL check_act('claims_commentwaiver', 'waived_at', 'waived_by_id', permission =>
    $$CASE WHEN act.comment_request_id IS NULL THEN 'claims.write_verdict'
        ELSE 'claims.publish_verdict' END$$,
    earlier => '(SELECT recorded_at FROM claims_commentrequest WHERE id = act.comment_request_id)');

-- ── verdicts ──────────────────────────────────────────────────────────────────────────────────────
CALL check_act('claims_verdict', 'created_at', 'author_id', $$'claims.write_verdict'$$,
    '(SELECT recorded_at FROM claims_claim WHERE id = act.claim_id)');
CALL check_act('claims_verdict', 'edited_at', 'edited_by_id', $$'claims.write_verdict'$$,
    'act.created_at');
CALL check_act('claims_evidence', 'cited_at', 'cited_by_id', $$'claims.write_verdict'$$,
    '(SELECT created_at FROM claims_verdict WHERE id = act.verdict_id)');
CALL check_act('claims_submission', 'submitted_at', 'submitted_by_id', $$'claims.write_verdict'$$,
    '(SELECT edited_at FROM claims_verdict WHERE id = act.verdict_id)');
CALL check_act('claims_transition', 'state_changed_at', 'state_changed_by_id',
    'get_transition_permission(act.from_state, act.to_state)',
    '(SELECT max(state_changed_at) FROM claims_transition WHERE verdict_id = act.verdict_id)');
CALL check_act('claims_review', 'reviewed_at', 'reviewed_by_id', $$'claims.review_verdict'$$,
    'get_submitted_at(act.submission_id)');
CALL check_act('claims_blindrating', 'rated_at', 'rated_by_id', $$'claims.review_verdict'$$,
    'get_submitted_at(act.submission_id)');
CALL check_act('claims_reviewcomment', 'created_at', 'created_by_id', $$'claims.review_verdict'$$,
    'get_submitted_at(act.submission_id)');
CALL check_act('claims_reviewcommentresolution', 'resolved_at', 'resolved_by_id',
    $$'claims.write_verdict'$$,
    '(SELECT created_at FROM claims_reviewcomment WHERE id = act.review_comment_id)');

-- ── publication ───────────────────────────────────────────────────────────────────────────────────
CALL check_act('claims_scheduledpublication', 'created_at', 'created_by_id',
    $$'claims.publish_verdict'$$,
    '(SELECT approved_at FROM claims_verdict WHERE id = act.verdict_id)');
-- The worker ends a schedule that was refused.
CALL check_act('claims_scheduledpublication', 'ended_at', 'ended_by_id', earlier => 'act.created_at',
    permission => $$CASE WHEN act.outcome <> 'refused' THEN 'claims.publish_verdict' END$$);
CALL check_act('claims_publicationblock', 'created_at', 'created_by_id',
    $$CASE act.kind WHEN 'legal' THEN 'claims.block_claim' ELSE 'claims.write_verdict' END$$);
CALL check_act('claims_publicationblock', 'released_at', 'released_by_id', earlier => 'act.created_at',
    permission =>
    $$CASE act.kind WHEN 'legal' THEN 'claims.block_claim' ELSE 'claims.release_embargo' END$$);
CALL check_act('claims_preservationhold', 'created_at', 'created_by_id', $$'claims.hold_claim'$$);
CALL check_act('claims_preservationhold', 'released_at', 'released_by_id', $$'claims.hold_claim'$$,
    'act.created_at');
CALL check_act('claims_visibilitychange', 'changed_at', 'changed_by_id', $$'claims.hide_claim'$$,
    '(SELECT max(changed_at) FROM claims_visibilitychange WHERE claim_id = act.claim_id)');
CALL check_act('claims_change', 'created_at', 'created_by_id', 'get_change_permission(act.kind)',
    '(SELECT published_at FROM claims_verdict WHERE id = act.previous_id)');
CALL check_act('claims_change', 'confirmed_at', 'confirmed_by_id', 'get_change_permission(act.kind)',
    'act.created_at');

-- A trigger writes an entry with the moment at which the transaction began.
CALL check_act('claims_ledgerentry', 'recorded_at', since => '1 hour');
CALL check_act('claims_checkpoint', 'signed_at', since => '1 hour');

-- ── alerts and complaints ─────────────────────────────────────────────────────────────────────────
-- A correction or retraction that answers an alert has its own change.
CALL check_act('claims_sourcealert', 'created_at', since => '1 hour');
CALL check_act('claims_sourcealert', 'decided_at', 'decided_by_id', $$'claims.write_verdict'$$,
    'act.created_at');
CALL check_act('claims_complaint', 'received_at',
    earlier => '(SELECT published_at FROM claims_verdict WHERE id = act.verdict_id)');
CALL check_act('claims_complaintanswer', 'decided_at', 'decided_by_id',
    $$'claims.answer_complaint'$$,
    '(SELECT received_at FROM claims_complaint WHERE id = act.complaint_id)');

-- ── removal and audits ────────────────────────────────────────────────────────────────────────────
CALL check_act('claims_personrequestdecision', 'decided_at', 'decided_by_id',
    $$'claims.decide_personrequest'$$);
CALL check_act('claims_personrequestconfirmation', 'confirmed_at', 'confirmed_by_id',
    $$'claims.decide_personrequest'$$);
CALL check_act('claims_sealedoriginal', 'sealed_at');
CALL check_act('claims_forgetrequest', 'requested_at');
CALL check_act('claims_forgetrequest', 'decided_at', 'decided_by_id', $$'claims.forget_message'$$,
    'act.requested_at');
CALL check_act('claims_draftdecision', 'decided_at', 'decided_by_id', $$'claims.decide_draft'$$,
    '(SELECT edited_at FROM claims_verdict WHERE id = act.verdict_id)');
CALL check_act('claims_retentionreport', 'ran_at', since => '1 hour');
CALL check_act('claims_auditreport', 'finished_at', earlier => 'act.started_at', since => '1 hour');

-- ── signatures ────────────────────────────────────────────────────────────────────────────────────
CALL check_act('claims_signingkey', 'confirmed_at', 'confirmed_by_id',
    $$'accounts.confirm_account_change'$$);
CALL check_act('claims_keyrevocation', 'revoked_at', 'user_id');
CALL check_act('claims_signingchallenge', 'issued_at', 'user_id');
CALL check_act('claims_signature', 'signed_at');
-- The history of accounts names each new key, too.
CREATE TRIGGER enforce_history AFTER INSERT ON claims_signingkey
    FOR EACH ROW EXECUTE FUNCTION record_possession('signing_key', 'digest');
