-- Decisions about drafts whose time is over: an editor agrees that the words of a draft are removed,
-- or keeps it and is asked again. Agreeing is the act that removes the words.
--
-- The row of the draft stays, with its people, moments and rating; its words become as many blocks,
-- and tombstones name them, as those of a request about a person (person_requests.sql).

-- The columns that have the words of a draft, and the keys that have them in its record.
CREATE FUNCTION list_draft_columns() RETURNS SETOF text LANGUAGE sql IMMUTABLE
SET search_path = public, pg_temp AS $$
    VALUES ('conclusion'), ('reasoning'), ('why_this_claim'), ('search_notes'),
        ('what_would_change_it'), ('no_primary_source_reason'), ('conflict_handling'),
        ('proceedings_country'), ('machine_tools'), ('editorial_responsibility'), ('content'),
        ('note'), ('comment'), ('reason'), ('text'), ('quoted_text'), ('prefix'), ('suffix')
$$;

CREATE FUNCTION hide_record_words(value jsonb) RETURNS jsonb LANGUAGE sql IMMUTABLE
SET search_path = public, pg_temp AS $$
    SELECT CASE jsonb_typeof(value)
        WHEN 'object' THEN (SELECT coalesce(jsonb_object_agg(name,
            CASE WHEN name IN (SELECT list_draft_columns()) AND jsonb_typeof(item) = 'string'
                THEN to_jsonb(hide_words(item #>> '{}')) ELSE hide_record_words(item) END), '{}')
            FROM jsonb_each(value) AS pair (name, item))
        WHEN 'array' THEN (SELECT coalesce(jsonb_agg(hide_record_words(item) ORDER BY position), '[]')
            FROM jsonb_array_elements(value) WITH ORDINALITY AS element (item, position))
        ELSE value
    END
$$;

-- Every place with words of the draft, as remove_words_from_places() takes them.
CREATE FUNCTION list_draft_places(draft bigint) RETURNS jsonb LANGUAGE sql STABLE
SET search_path = public, pg_temp AS $$
    WITH submission AS (SELECT * FROM claims_submission WHERE verdict_id = draft),
    review_comment AS (SELECT * FROM claims_reviewcomment
        WHERE submission_id IN (SELECT id FROM submission)),
    changed (relation, id, content) AS (
        SELECT 'claims_verdict', id, to_jsonb(v) FROM claims_verdict v WHERE id = draft
        UNION ALL SELECT 'claims_verdictevent', pgh_id, to_jsonb(e) FROM claims_verdictevent e
            WHERE pgh_obj_id = draft
        UNION ALL SELECT 'claims_evidence', id, to_jsonb(e) FROM claims_evidence e
            WHERE verdict_id = draft
        UNION ALL SELECT 'claims_evidenceevent', pgh_id, to_jsonb(e) FROM claims_evidenceevent e
            WHERE verdict_id = draft
        UNION ALL SELECT 'claims_change', id, to_jsonb(c) FROM claims_change c
            WHERE verdict_id = draft
        UNION ALL SELECT 'claims_submission', id, to_jsonb(s) FROM submission s
        UNION ALL SELECT 'claims_review', id, to_jsonb(r) FROM claims_review r
            WHERE verdict_id = draft
        UNION ALL SELECT 'claims_blindrating', id, to_jsonb(b) FROM claims_blindrating b
            WHERE submission_id IN (SELECT id FROM submission)
        UNION ALL SELECT 'claims_reviewcomment', id, to_jsonb(r) FROM review_comment r
        UNION ALL SELECT 'claims_reviewcommentresolution', id, to_jsonb(r)
            FROM claims_reviewcommentresolution r
            WHERE review_comment_id IN (SELECT id FROM review_comment)
        UNION ALL SELECT 'claims_transition', id, to_jsonb(t) FROM claims_transition t
            WHERE verdict_id = draft
        UNION ALL SELECT 'claims_scheduledpublication', id, to_jsonb(s)
            FROM claims_scheduledpublication s WHERE verdict_id = draft
    )
    SELECT coalesce(jsonb_agg(jsonb_build_object(
        'table', relation, 'row', id::text, 'column', name, 'spans', NULL)), '[]')
    FROM changed CROSS JOIN list_draft_columns() AS name WHERE content ->> name <> ''
$$;

-- Whether a complaint or a request about a person is pending that may need the drafts of the claim.
CREATE FUNCTION has_pending_case(claim bigint) RETURNS boolean LANGUAGE sql STABLE
SET search_path = public, pg_temp AS $$
    SELECT EXISTS (SELECT FROM claims_complaint c JOIN claims_verdict v ON v.id = c.verdict_id
            WHERE v.claim_id = claim AND NOT is_complaint_answered(c.id, 'infinity'))
        OR EXISTS (SELECT FROM claims_personrequest r JOIN claims_claim c ON c.id = claim
            WHERE (r.claim_id = claim OR r.claimant_id = c.claimant_id)
            AND NOT is_request_decided(r.id))
$$;

CREATE FUNCTION enforce_draft_decision() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
DECLARE
    v claims_verdict;
BEGIN
    SELECT * INTO v FROM claims_verdict WHERE id = NEW.verdict_id FOR UPDATE;
    PERFORM FROM claims_claim WHERE id = v.claim_id FOR UPDATE;  -- waits for a hold
    IF EXISTS (SELECT FROM claims_draftdecision
            WHERE verdict_id = NEW.verdict_id AND outcome = 'removed') THEN
        RAISE EXCEPTION 'The words of this draft were removed already.'
            USING ERRCODE = 'restrict_violation';
    END IF;
    IF NEW.outcome <> 'removed' THEN
        RETURN NEW;
    END IF;
    IF v.state <> 'discarded' OR v.edited_at > NEW.decided_at - interval '30 days' THEN
        RAISE EXCEPTION 'Words are removed only from a discarded draft whose time is over.'
            USING ERRCODE = 'restrict_violation';
    END IF;
    IF has_pending_case(v.claim_id) THEN
        RAISE EXCEPTION 'A pending complaint or request about a person may need the draft.'
            USING ERRCODE = 'restrict_violation';
    END IF;
    IF is_on_hold(v.claim_id) THEN
        RAISE EXCEPTION 'The claim is on hold: nothing of it is removed.'
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER enforce_draft_decision BEFORE INSERT ON claims_draftdecision
    FOR EACH ROW EXECUTE FUNCTION enforce_draft_decision();

-- Only the owner can switch the triggers of the rows off; the row that agrees is the reason.
CREATE FUNCTION carry_out_draft_decision() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM remove_words_from_places('draft ' || NEW.verdict_id,
        list_draft_places(NEW.verdict_id), NEW.decided_at);
    RETURN NULL;
END $$;
CREATE TRIGGER carry_out_draft_decision AFTER INSERT ON claims_draftdecision
    FOR EACH ROW WHEN (NEW.outcome = 'removed') EXECUTE FUNCTION carry_out_draft_decision();
