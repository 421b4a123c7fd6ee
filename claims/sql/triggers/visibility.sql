-- Claims that an editor hides for legal reasons, and shows again (views/hidden_claims.sql). Each row
-- changes what readers see, and has its entry in the ledger.

CREATE FUNCTION enforce_visibility_change() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
BEGIN
    -- One change at a time: the next one sees this one.
    PERFORM FROM claims_claim WHERE id = NEW.claim_id FOR UPDATE;
    IF NOT EXISTS (SELECT FROM claims_verdict
            WHERE claim_id = NEW.claim_id AND published_at IS NOT NULL) THEN
        RAISE EXCEPTION 'Only a published claim can be hidden.' USING ERRCODE = 'check_violation';
    END IF;
    IF NEW.is_hidden = EXISTS (SELECT FROM hidden_claim WHERE claim_id = NEW.claim_id) THEN
        RAISE EXCEPTION 'A claim is hidden once, and then shown again.'
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER enforce_visibility_change BEFORE INSERT ON claims_visibilitychange
    FOR EACH ROW EXECUTE FUNCTION enforce_visibility_change();

CREATE FUNCTION record_visibility_change() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM require_own_table(TG_TABLE_SCHEMA);
    PERFORM append_own_entry(CASE WHEN NEW.is_hidden THEN 'hidden' ELSE 'unhidden' END, '{}',
            c.public_id, max(v.revision))
        FROM claims_claim c
        JOIN claims_verdict v ON v.claim_id = c.id AND v.published_at IS NOT NULL
        WHERE c.id = NEW.claim_id GROUP BY c.public_id;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER enforce_visibility_is_recorded AFTER INSERT ON claims_visibilitychange
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION record_visibility_change();

-- The published claims with words of a source: as evidence, or where the claim was made.
CREATE FUNCTION list_quoting_claims(source bigint) RETURNS SETOF bigint LANGUAGE sql STABLE
SET search_path = public, pg_temp AS $$
    WITH quoted AS (SELECT p.id, p.public_id FROM sources_passage p
        JOIN sources_snapshot sn ON sn.id = p.snapshot_id WHERE sn.source_id = source)
    SELECT v.claim_id FROM quoted JOIN claims_evidence e ON e.passage_id = quoted.id
        JOIN claims_verdict v ON v.id = e.verdict_id WHERE v.published_at IS NOT NULL
    UNION SELECT v.claim_id FROM quoted
        JOIN claims_submission s ON s.appearance_passages @> ARRAY[quoted.public_id]::text[]
        JOIN claims_verdict v ON v.submission_id = s.id WHERE v.published_at IS NOT NULL
$$;
