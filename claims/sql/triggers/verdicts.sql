-- The states of a verdict: how it is created, which transitions are allowed, and what each
-- requires.
--
-- get_allowed_transitions() lists the same transitions as claims.workflow.transitions, and a test
-- compares the two. The triggers on evidence, submissions, reviews, changes, requests for comment,
-- publication blocks and the ledger are in other files of this folder.

CREATE FUNCTION enforce_verdict_insert() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
BEGIN
    IF NEW.state <> 'draft'
        OR NEW.submission_id IS NOT NULL
        OR NEW.approved_at IS NOT NULL OR NEW.approved_by_id IS NOT NULL
        OR NEW.published_at IS NOT NULL OR NEW.published_by_id IS NOT NULL
        OR NEW.ended_at IS NOT NULL
        OR NEW.edited_by_id <> NEW.author_id OR NEW.state_changed_by_id <> NEW.author_id THEN
        RAISE EXCEPTION 'A verdict must be created as a draft by its author.'
            USING ERRCODE = 'check_violation';
    END IF;
    IF NEW.revision <> 1 + coalesce((SELECT max(revision) FROM claims_verdict
            WHERE claim_id = NEW.claim_id AND state <> 'discarded'), 0) THEN
        RAISE EXCEPTION 'Revisions are numbered without gaps.' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER enforce_verdict_insert BEFORE INSERT ON claims_verdict
    FOR EACH ROW EXECUTE FUNCTION enforce_verdict_insert();

-- The content of a verdict, which can change only in a draft.
CREATE FUNCTION verdict_content(v claims_verdict) RETURNS jsonb LANGUAGE sql IMMUTABLE
SET search_path = public, pg_temp AS $$
    SELECT jsonb_build_array(v.rating_id, v.basis, v.conclusion, v.reasoning, v.why_this_claim,
        v.search_notes, v.no_counter_evidence, v.what_would_change_it, v.valid_as_of,
        v.provisional, v.revisit_on, v.primary_sources, v.no_primary_source_reason,
        v.conflict_of_interest, v.conflict_handling, v.criminal_proceedings,
        v.proceedings_country, v.proceedings_on, v.machine_assistance, v.machine_purposes,
        v.machine_tools, v.editorial_responsibility,
        v.edited_at, v.edited_by_id)
$$;

CREATE FUNCTION get_allowed_transitions() RETURNS TABLE (from_state text, to_state text)
LANGUAGE sql IMMUTABLE SET search_path = public, pg_temp AS $$
    VALUES ('draft', 'in_review'), ('draft', 'discarded'),
           ('in_review', 'draft'), ('in_review', 'approved'),
           ('approved', 'draft'), ('approved', 'approved'), ('approved', 'published'),
           ('published', 'superseded'), ('published', 'suspended'), ('published', 'retracted'),
           ('suspended', 'published'), ('suspended', 'superseded'), ('suspended', 'retracted')
$$;

-- Whether a record cites or quotes a machine translation that its answers do not mention. No setting
-- turns this off.
CREATE FUNCTION has_unstated_translation(record jsonb) RETURNS boolean LANGUAGE sql IMMUTABLE
SET search_path = public, pg_temp AS $$
    SELECT record #>> '{checklist,machine_assistance}' IS NOT NULL
        AND NOT (record #> '{checklist,machine_purposes}') ? 'translation'
        AND (jsonb_path_exists(record,
                '$.evidence[*].passage.translation.translated_by ? (@ == "machine")')
            OR jsonb_path_exists(record,
                '$.comment_requests[*].translation.translated_by ? (@ == "machine")'))
$$;

CREATE FUNCTION check_new_submission(v claims_verdict) RETURNS void LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
BEGIN
    IF v.submission_id IS DISTINCT FROM (SELECT id FROM claims_submission
            WHERE verdict_id = v.id ORDER BY number DESC LIMIT 1)
        OR v.submission_id IS NULL
        OR NOT EXISTS (SELECT FROM claims_submission WHERE id = v.submission_id
            AND submitted_at = v.state_changed_at AND submitted_by_id = v.state_changed_by_id) THEN
        RAISE EXCEPTION 'A verdict can move to review only together with a new submission.'
            USING ERRCODE = 'check_violation';
    END IF;
    IF NOT EXISTS (SELECT FROM claims_submission WHERE id = v.submission_id
            AND content::jsonb = compose_record(v.id)) THEN
        RAISE EXCEPTION 'Something that the record shows was edited after it had been composed.'
            USING ERRCODE = 'serialization_failure';
    END IF;
END $$;

CREATE FUNCTION check_submission(v claims_verdict) RETURNS void LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM check_new_submission(v);
    IF v.rating_id IS NULL OR v.basis = '' OR v.conclusion = '' OR v.valid_as_of IS NULL THEN
        RAISE EXCEPTION 'A submission needs a rating, a basis, a conclusion and a date.'
            USING ERRCODE = 'check_violation';
    END IF;
    IF has_unstated_translation(
            (SELECT content::jsonb FROM claims_submission WHERE id = v.submission_id)) THEN
        RAISE EXCEPTION 'A machine translation must be stated as machine assistance.'
            USING ERRCODE = 'check_violation';
    END IF;
    IF NOT EXISTS (SELECT FROM claims_evidence WHERE verdict_id = v.id) THEN
        RAISE EXCEPTION 'A verdict needs at least one piece of evidence.'
            USING ERRCODE = 'check_violation';
    END IF;
    IF EXISTS (SELECT FROM claims_evidence e JOIN claims_appearance a
            ON a.passage_id = e.passage_id AND a.claim_id = v.claim_id
            WHERE e.verdict_id = v.id AND e.stance = 'supports') THEN
        RAISE EXCEPTION 'A passage in which the claimant makes the claim cannot support it.'
            USING ERRCODE = 'check_violation';
    END IF;
END $$;

CREATE FUNCTION check_second_person(v claims_verdict) RETURNS void LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
BEGIN
    IF v.approved_by_id IS NULL OR v.approved_at IS NULL THEN
        RAISE EXCEPTION 'The verdict has not been approved.' USING ERRCODE = 'check_violation';
    END IF;
    IF v.approved_by_id = v.author_id
        OR EXISTS (SELECT FROM claims_contributor
            WHERE verdict_id = v.id AND user_id = v.approved_by_id) THEN
        RAISE EXCEPTION 'A contributor cannot approve.' USING ERRCODE = 'check_violation';
    END IF;
    IF NOT EXISTS (SELECT FROM claims_review r JOIN claims_submission s ON s.id = r.submission_id
            WHERE r.verdict_id = v.id AND r.submission_id = v.submission_id
            AND r.decision = 'approve' AND r.reviewed_by_id = v.approved_by_id
            AND r.reviewed_at = v.approved_at AND r.sha256 = s.sha256) THEN
        RAISE EXCEPTION 'No review approves this submission.' USING ERRCODE = 'check_violation';
    END IF;
END $$;
CREATE FUNCTION check_approval(v claims_verdict) RETURNS void LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
BEGIN
    IF (v.approved_at, v.approved_by_id) IS DISTINCT FROM (v.state_changed_at, v.state_changed_by_id) THEN
        RAISE EXCEPTION 'The user who approves must be the user who changes the state.'
            USING ERRCODE = 'check_violation';
    END IF;
    PERFORM check_second_person(v);
END $$;

CREATE FUNCTION check_publication(before claims_verdict, v claims_verdict) RETURNS void
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM check_second_person(v);
    IF before.state = 'approved' AND (v.published_at, v.published_by_id)
            IS DISTINCT FROM (v.state_changed_at, v.state_changed_by_id) THEN
        RAISE EXCEPTION 'The user who publishes must be the user who changes the state.'
            USING ERRCODE = 'check_violation';
    END IF;
    IF before.state = 'suspended' THEN
        PERFORM check_change_is_recorded(v, 'reinstatement');
        IF v.state_changed_by_id = (SELECT created_by_id FROM claims_change
                WHERE verdict_id = v.id AND kind = 'suspension' ORDER BY id DESC LIMIT 1) THEN
            RAISE EXCEPTION 'A verdict cannot be reinstated by the person who suspended it.'
                USING ERRCODE = 'check_violation';
        END IF;
    END IF;
    IF EXISTS (SELECT FROM claims_claim WHERE id = v.claim_id
            AND (declined_at IS NOT NULL OR merged_at IS NOT NULL)) THEN
        RAISE EXCEPTION 'The claim was declined or merged.' USING ERRCODE = 'check_violation';
    END IF;
    IF v.revision > 1 AND NOT EXISTS (SELECT FROM claims_change
            WHERE verdict_id = v.id
            AND kind IN ('correction', 'update', 'clarification', 'minor_edit'))
    THEN
        RAISE EXCEPTION 'A later revision needs a change that says what is different.'
            USING ERRCODE = 'check_violation';
    END IF;
END $$;
CREATE FUNCTION check_supersession(v claims_verdict) RETURNS void LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM claims_verdict WHERE claim_id = v.claim_id
            AND revision > v.revision AND state = 'approved') THEN
        RAISE EXCEPTION 'A verdict can be superseded only by a later, approved revision.'
            USING ERRCODE = 'check_violation';
    END IF;
END $$;
CREATE FUNCTION check_change_is_recorded(v claims_verdict, change_kind text) RETURNS void
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM claims_change WHERE verdict_id = v.id AND kind = change_kind
            AND created_at = v.state_changed_at AND created_by_id = v.state_changed_by_id) THEN
        RAISE EXCEPTION 'The % must be recorded as a change.', change_kind
            USING ERRCODE = 'check_violation';
    END IF;
END $$;
CREATE FUNCTION check_retraction(v claims_verdict) RETURNS void LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM claims_change WHERE verdict_id = v.id AND kind = 'retraction'
            AND announced_at IS NULL AND confirmed_by_id = v.state_changed_by_id
            AND confirmed_at = v.state_changed_at AND created_by_id <> confirmed_by_id) THEN
        RAISE EXCEPTION 'A retraction must be confirmed by a second person.'
            USING ERRCODE = 'check_violation';
    END IF;
END $$;

CREATE FUNCTION check_verdict_transition(before claims_verdict, v claims_verdict) RETURNS void
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM get_allowed_transitions()
            WHERE from_state = before.state AND to_state = v.state) THEN
        RAISE EXCEPTION 'A verdict cannot move from % to %.', before.state, v.state
            USING ERRCODE = 'check_violation';
    END IF;
    -- Only the newest transition counts, so that an old one cannot be used twice.
    IF NOT EXISTS (
            SELECT FROM claims_transition t
            WHERE t.id = (SELECT max(id) FROM claims_transition WHERE verdict_id = v.id)
            AND t.from_state = before.state AND t.to_state = v.state
            AND t.state_changed_at = v.state_changed_at AND t.state_changed_by_id = v.state_changed_by_id) THEN
        RAISE EXCEPTION 'The state can change only together with a transition.'
            USING ERRCODE = 'check_violation';
    END IF;
    IF v.state = 'draft' AND v.approved_by_id IS NOT NULL
        OR v.state <> 'in_review' AND (before.state, v.state) <> ('approved', 'approved')
            AND v.submission_id IS DISTINCT FROM before.submission_id
        OR v.state NOT IN ('draft', 'approved')
           AND (v.approved_at, v.approved_by_id)
               IS DISTINCT FROM (before.approved_at, before.approved_by_id)
        OR before.state <> 'approved' AND (v.published_at, v.published_by_id)
               IS DISTINCT FROM (before.published_at, before.published_by_id) THEN
        RAISE EXCEPTION 'A change of state must not change other columns.'
            USING ERRCODE = 'check_violation';
    END IF;
    CASE v.state
        WHEN 'in_review' THEN PERFORM check_submission(v);
        WHEN 'approved' THEN
            -- Again, where only descriptions were edited (enforce_submission).
            IF before.state = 'approved' THEN PERFORM check_new_submission(v); END IF;
            PERFORM check_approval(v);
        WHEN 'published' THEN PERFORM check_publication(before, v);
        WHEN 'superseded' THEN PERFORM check_supersession(v);
        WHEN 'suspended' THEN PERFORM check_change_is_recorded(v, 'suspension');
        WHEN 'retracted' THEN PERFORM check_retraction(v);
        ELSE NULL;
    END CASE;
    IF v.ended_at IS DISTINCT FROM (CASE
            WHEN v.state IN ('superseded', 'suspended', 'retracted') THEN v.state_changed_at END) THEN
        RAISE EXCEPTION 'A revision ends when it is superseded, suspended or retracted.'
            USING ERRCODE = 'check_violation';
    END IF;
END $$;

CREATE FUNCTION enforce_verdict_update() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
BEGIN
    IF (NEW.id, NEW.claim_id, NEW.revision, NEW.author_id, NEW.created_at)
        IS DISTINCT FROM (OLD.id, OLD.claim_id, OLD.revision, OLD.author_id, OLD.created_at) THEN
        RAISE EXCEPTION 'Claim, author and revision never change.'
            USING ERRCODE = 'restrict_violation';
    END IF;
    IF (OLD.state <> 'draft' OR NEW.state <> 'draft')
        AND verdict_content(NEW) IS DISTINCT FROM verdict_content(OLD) THEN
        RAISE EXCEPTION 'The content of a verdict can change only in a draft.'
            USING ERRCODE = 'restrict_violation';
    END IF;
    IF NEW.state = OLD.state
        AND (NEW.state <> 'approved' OR NEW.submission_id IS NOT DISTINCT FROM OLD.submission_id)
    THEN
        IF (NEW.submission_id, NEW.state_changed_at, NEW.state_changed_by_id, NEW.approved_at, NEW.approved_by_id,
            NEW.published_at, NEW.published_by_id, NEW.ended_at)
            IS DISTINCT FROM (OLD.submission_id, OLD.state_changed_at, OLD.state_changed_by_id, OLD.approved_at,
            OLD.approved_by_id, OLD.published_at, OLD.published_by_id, OLD.ended_at) THEN
            RAISE EXCEPTION 'These columns can change only together with the state.'
                USING ERRCODE = 'restrict_violation';
        END IF;
        RETURN NEW;
    END IF;
    PERFORM check_verdict_transition(OLD, NEW);
    RETURN NEW;
END $$;
CREATE TRIGGER enforce_verdict_update BEFORE UPDATE ON claims_verdict
    FOR EACH ROW EXECUTE FUNCTION enforce_verdict_update();
