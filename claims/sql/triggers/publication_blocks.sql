-- Nothing is published while an embargo or a legal block is in force.

-- These functions are volatile, so that a transaction that waited for a concurrent block sees it.
CREATE FUNCTION has_legal_block(claim bigint) RETURNS boolean LANGUAGE sql VOLATILE
SET search_path = public, pg_temp AS $$
    SELECT EXISTS (SELECT FROM claims_publicationblock
        WHERE claim_id = claim AND kind = 'legal' AND released_at IS NULL)
$$;
CREATE FUNCTION is_embargoed(v claims_verdict, at timestamptz) RETURNS boolean
LANGUAGE sql VOLATILE SET search_path = public, pg_temp AS $$
    SELECT EXISTS (SELECT FROM claims_publicationblock block
        WHERE block.kind = 'embargo' AND block.released_at IS NULL AND block.until > at
        AND (block.claim_id = v.claim_id OR block.source_id IN (
            SELECT s.source_id FROM sources_snapshot s
            JOIN sources_passage p ON p.snapshot_id = s.id
            WHERE EXISTS (SELECT FROM claims_evidence e
                    WHERE e.passage_id = p.id AND e.verdict_id = v.id)
                OR EXISTS (SELECT FROM claims_appearance a
                    WHERE a.passage_id = p.id AND a.claim_id = v.claim_id))))
$$;
CREATE FUNCTION enforce_publication_not_blocked() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
BEGIN
    IF has_legal_block(NEW.claim_id) THEN
        RAISE EXCEPTION 'The claim has a legal publication block.'
            USING ERRCODE = 'check_violation';
    END IF;
    IF OLD.state = 'approved' AND is_embargoed(NEW, least(NEW.state_changed_at, clock_timestamp())) THEN
        RAISE EXCEPTION 'The verdict is under embargo.' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER enforce_publication_not_blocked BEFORE UPDATE ON claims_verdict FOR EACH ROW
    WHEN (NEW.state = 'published' AND OLD.state <> 'published')
    EXECUTE FUNCTION enforce_publication_not_blocked();

CREATE FUNCTION enforce_revision_not_blocked() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
BEGIN
    IF NEW.kind IN ('correction', 'update', 'clarification', 'minor_edit')
        AND has_legal_block((SELECT claim_id FROM claims_verdict WHERE id = NEW.verdict_id)) THEN
        RAISE EXCEPTION 'The claim has a legal publication block.'
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER enforce_revision_not_blocked BEFORE INSERT ON claims_change
    FOR EACH ROW EXECUTE FUNCTION enforce_revision_not_blocked();

-- The share lock waits for a revision that is being published, and then sees that it was published.
-- A transaction that publishes at the same time waits for the block.
CREATE FUNCTION enforce_publication_block() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        IF NEW.released_at IS NOT NULL THEN
            RAISE EXCEPTION 'A publication block must be created in force.'
                USING ERRCODE = 'check_violation';
        END IF;
        IF NEW.kind = 'legal' AND 'published' IN (
                SELECT state FROM claims_verdict WHERE claim_id = NEW.claim_id FOR SHARE) THEN
            RAISE EXCEPTION 'A claim with a published verdict cannot be blocked.'
                USING ERRCODE = 'check_violation';
        END IF;
        RETURN NEW;
    END IF;
    IF OLD.released_at IS NOT NULL
        OR (NEW.id, NEW.kind, NEW.claim_id, NEW.source_id, NEW.until, NEW.reason, NEW.created_at,
            NEW.created_by_id)
            IS DISTINCT FROM
            (OLD.id, OLD.kind, OLD.claim_id, OLD.source_id, OLD.until, OLD.reason, OLD.created_at,
            OLD.created_by_id) THEN
        RAISE EXCEPTION 'A publication block can be lifted only once.'
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER enforce_publication_block BEFORE INSERT OR UPDATE ON claims_publicationblock
    FOR EACH ROW EXECUTE FUNCTION enforce_publication_block();
