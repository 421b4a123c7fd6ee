-- The content of a submission matches its draft: the conclusion, the evidence and the answers to
-- the checklist.
--
-- Which checklist answers are required is a setting and not checked here.

-- Comparisons use @> and IS DISTINCT FROM, because <> is NULL where a part is missing.
CREATE FUNCTION record_matches_draft(record jsonb, v claims_verdict) RETURNS boolean
LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
    SELECT record @> jsonb_build_object(
            'revision', v.revision, 'basis', v.basis, 'conclusion', v.conclusion,
            'reasoning', v.reasoning, 'why_this_claim', v.why_this_claim,
            'search_notes', v.search_notes, 'no_counter_evidence', v.no_counter_evidence,
            'what_would_change_it', v.what_would_change_it, 'valid_as_of', v.valid_as_of,
            'provisional', v.provisional, 'revisit_on', v.revisit_on,
            'claim', (SELECT jsonb_build_object('id', public_id, 'statement', statement)
                FROM claims_claim WHERE id = v.claim_id),
            'rating', (SELECT jsonb_build_object('code', code)
                FROM claims_rating WHERE id = v.rating_id))
        AND (SELECT jsonb_agg(jsonb_build_array(e -> 'stance', e #> '{passage,id}',
                    e #> '{passage,exact}') ORDER BY position)
                FROM jsonb_array_elements(record -> 'evidence')
                    WITH ORDINALITY AS element (e, position))
            IS NOT DISTINCT FROM
            (SELECT jsonb_agg(jsonb_build_array(e.stance, p.public_id, p.exact)
                    ORDER BY e.position, e.id)
                FROM claims_evidence e JOIN sources_passage p ON p.id = e.passage_id
                WHERE e.verdict_id = v.id)
$$;
CREATE FUNCTION enforce_submission() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
DECLARE
    v claims_verdict;
BEGIN
    SELECT * INTO v FROM claims_verdict WHERE id = NEW.verdict_id FOR SHARE;
    IF NEW.sha256 <> encode(sha256(convert_to(NEW.content, 'UTF8')), 'hex') THEN
        RAISE EXCEPTION 'The digest does not match the content.' USING ERRCODE = 'check_violation';
    END IF;
    IF v.state IS DISTINCT FROM 'draft'
        OR NEW.number IS DISTINCT FROM 1 + coalesce((SELECT max(number)
            FROM claims_submission WHERE verdict_id = NEW.verdict_id), 0)
        OR (NEW.content::jsonb -> 'schema_version')::int IS DISTINCT FROM NEW.schema_version
        OR record_matches_draft(NEW.content::jsonb, v) IS NOT TRUE THEN
        RAISE EXCEPTION 'The content of a submission must match its draft.'
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER enforce_submission BEFORE INSERT ON claims_submission
    FOR EACH ROW EXECUTE FUNCTION enforce_submission();

CREATE FUNCTION get_checklist_answers(v claims_verdict) RETURNS jsonb LANGUAGE sql IMMUTABLE
SET search_path = public, pg_temp AS $$
    SELECT jsonb_build_object(
        'primary_sources', nullif(v.primary_sources, ''),
        'no_primary_source_reason',
            CASE v.primary_sources WHEN 'none' THEN v.no_primary_source_reason ELSE '' END,
        'conflict_of_interest', nullif(v.conflict_of_interest, ''),
        'conflict_handling',
            CASE v.conflict_of_interest WHEN 'declared' THEN v.conflict_handling ELSE '' END,
        'criminal_proceedings', nullif(v.criminal_proceedings, ''))
$$;
CREATE FUNCTION enforce_submission_checklist() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
DECLARE
    v claims_verdict;
BEGIN
    SELECT * INTO v FROM claims_verdict WHERE id = NEW.verdict_id FOR SHARE;
    IF (NEW.content::jsonb -> 'checklist' @> get_checklist_answers(v)) IS NOT TRUE THEN
        RAISE EXCEPTION 'The checklist answers of a submission must match its draft.'
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER enforce_submission_checklist BEFORE INSERT ON claims_submission
    FOR EACH ROW EXECUTE FUNCTION enforce_submission_checklist();
