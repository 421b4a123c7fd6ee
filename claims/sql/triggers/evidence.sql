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

-- The passages that count for the basis, in the order of the evidence: those that support a rating
-- with the polarity `true` or refute one with `false`; for any other rating both. The highest rating
-- for a single source is a setting and not checked here.
CREATE FUNCTION get_basis_passages(v claims_verdict) RETURNS bigint[] LANGUAGE sql STABLE
SET search_path = public, pg_temp AS $$
    SELECT ARRAY(SELECT e.passage_id FROM claims_evidence e
        LEFT JOIN claims_rating r ON r.id = v.rating_id
        WHERE e.verdict_id = v.id AND e.stance = ANY (CASE r.polarity
            WHEN 'true' THEN ARRAY['supports'] WHEN 'false' THEN ARRAY['refutes']
            ELSE ARRAY['supports', 'refutes'] END)
        ORDER BY e.position, e.id)
$$;

CREATE FUNCTION enforce_independent_sources() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
BEGIN
    IF (SELECT count(*) FROM group_sources(get_basis_passages(NEW))) < 2 THEN
        RAISE EXCEPTION 'This basis requires at least two independent sources.'
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER enforce_independent_sources BEFORE UPDATE ON claims_verdict FOR EACH ROW
    WHEN (OLD.state = 'draft' AND NEW.state = 'in_review' AND NEW.basis = 'independent')
    EXECUTE FUNCTION enforce_independent_sources();
