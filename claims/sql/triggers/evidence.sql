-- Triggers on evidence: it can change only in a draft, every quotation is word for word, and the
-- basis "independent sources" requires at least two of them.

-- The share lock waits for a concurrent submission, after which the verdict is no longer a draft.
CREATE FUNCTION enforce_evidence_frozen() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
DECLARE
    verdict_ids bigint[] := ARRAY[]::bigint[];
    changed_id bigint;
BEGIN
    IF TG_OP <> 'INSERT' THEN verdict_ids := verdict_ids || OLD.verdict_id; END IF;
    IF TG_OP <> 'DELETE' THEN verdict_ids := verdict_ids || NEW.verdict_id; END IF;
    FOREACH changed_id IN ARRAY verdict_ids LOOP
        IF (SELECT state FROM claims_verdict WHERE id = changed_id FOR SHARE) <> 'draft' THEN
            RAISE EXCEPTION 'Evidence can change only in a draft.'
                USING ERRCODE = 'restrict_violation';
        END IF;
    END LOOP;
    RETURN coalesce(NEW, OLD);
END $$;
CREATE TRIGGER enforce_evidence_frozen BEFORE INSERT OR UPDATE OR DELETE ON claims_evidence
    FOR EACH ROW EXECUTE FUNCTION enforce_evidence_frozen();
CREATE TRIGGER enforce_no_truncate BEFORE TRUNCATE ON claims_evidence
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- Every quotation must be in its snapshot, inside the article text, when a revision is submitted
-- and again when it is published.
CREATE FUNCTION enforce_verbatim_quotes() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
BEGIN
    IF EXISTS (SELECT FROM claims_evidence e
            JOIN sources_passage p ON p.id = e.passage_id
            JOIN sources_snapshot s ON s.id = p.snapshot_id
            JOIN sources_articletext b ON b.id = p.article_text_id
            WHERE e.verdict_id = NEW.id
            AND (substr(s.text, p.start + 1, p."end" - p.start) <> p.exact
                OR NOT EXISTS (SELECT FROM generate_subscripts(b.spans, 1) AS i
                    WHERE b.spans[i][1] <= p.start AND p."end" <= b.spans[i][2]))) THEN
        RAISE EXCEPTION 'Every quotation must be in its snapshot word for word.'
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER enforce_verbatim_quotes BEFORE UPDATE ON claims_verdict FOR EACH ROW
    WHEN (OLD.state = 'draft' AND NEW.state = 'in_review'
        OR OLD.state = 'approved' AND NEW.state = 'published')
    EXECUTE FUNCTION enforce_verbatim_quotes();

-- The number of independent sources of a conclusion. It counts the sources of the passages that
-- support the rating; sources that editors have marked as not independent of each other count as
-- one. The policy in claims.workflow.policies counts the same way, with one difference: this
-- function ignores decisions about the words of a single speaker, because whether a source has
-- anything besides those words can be decided only by comparing names, and the policy does that. So
-- this function can count more sources than the policy, and never fewer. The highest rating for a
-- single source is a setting and not checked here.
CREATE FUNCTION count_independent_sources(v claims_verdict) RETURNS bigint LANGUAGE plpgsql STABLE
SET search_path = public, pg_temp AS $$
DECLARE
    polarity text := (SELECT r.polarity FROM claims_rating r WHERE r.id = v.rating_id);
    stances text[] := CASE polarity WHEN 'true' THEN ARRAY['supports']
        WHEN 'false' THEN ARRAY['refutes'] ELSE ARRAY['supports', 'refutes'] END;
    source_ids bigint[] := ARRAY(SELECT DISTINCT s.source_id FROM claims_evidence e
        JOIN sources_passage p ON p.id = e.passage_id
        JOIN sources_snapshot s ON s.id = p.snapshot_id
        WHERE e.verdict_id = v.id AND e.stance = ANY (stances));
BEGIN
    RETURN (
        WITH RECURSIVE decisions AS (
            SELECT DISTINCT ON (source_a_id, source_b_id, reason_type)
                source_a_id, source_b_id, decision
            FROM sources_sourcerelation
            WHERE source_a_id = ANY (source_ids) AND source_b_id = ANY (source_ids)
                AND reason_type <> 'speaker'
            ORDER BY source_a_id, source_b_id, reason_type, id DESC
        ), related AS (
            SELECT source_a_id AS from_id, source_b_id AS to_id FROM decisions
                WHERE decision = 'not_independent'
            UNION SELECT source_b_id, source_a_id FROM decisions
                WHERE decision = 'not_independent'
        ), reachable AS (
            SELECT source_id AS origin_id, source_id FROM unnest(source_ids) AS source_id
            UNION SELECT r.origin_id, related.to_id
                FROM reachable r JOIN related ON related.from_id = r.source_id
        )
        -- Each group of related sources is represented by its smallest id.
        SELECT count(DISTINCT group_id) FROM (
            SELECT min(origin_id) AS group_id FROM reachable GROUP BY source_id) AS source_group
    );
END $$;

CREATE FUNCTION enforce_independent_sources() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
BEGIN
    IF count_independent_sources(NEW) < 2 THEN
        RAISE EXCEPTION 'This basis requires at least two independent sources.'
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER enforce_independent_sources BEFORE UPDATE ON claims_verdict FOR EACH ROW
    WHEN (OLD.state = 'draft' AND NEW.state = 'in_review' AND NEW.basis = 'independent')
    EXECUTE FUNCTION enforce_independent_sources();
