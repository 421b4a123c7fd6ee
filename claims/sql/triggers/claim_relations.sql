-- Relations between claims: a claim cannot be part of itself, directly or through other claims.
--
-- A merged claim counts as the claim that it was merged into, so that merging loses no relation.
-- The view current_claim_relation (views/claim_relations.sql) has the current relations.

-- The claim that this claim was merged into, through all steps; the claim itself if it was not
-- merged.
CREATE FUNCTION get_merge_target(claim bigint) RETURNS bigint LANGUAGE sql STABLE
SET search_path = public, pg_temp AS $$
    WITH RECURSIVE merged AS (
        SELECT id, merged_into_id FROM claims_claim WHERE id = claim
        UNION SELECT c.id, c.merged_into_id
            FROM merged m JOIN claims_claim c ON c.id = m.merged_into_id
    )
    SELECT id FROM merged WHERE merged_into_id IS NULL
$$;

CREATE FUNCTION enforce_claim_relation() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
BEGIN
    IF NEW.kind <> 'part_of' THEN RETURN NEW; END IF;
    -- Without the lock, two transactions could create a cycle together.
    PERFORM pg_advisory_xact_lock(hashtext('claims_claimrelation'));
    IF EXISTS (
        WITH RECURSIVE whole AS (
            SELECT get_merge_target(NEW.to_claim_id) AS id
            UNION SELECT r.to_claim_id FROM whole
                JOIN current_claim_relation r ON r.from_claim_id = whole.id
                WHERE r.kind = 'part_of'
                -- The new relation replaces the old relation of this pair, which does not count.
                AND (least(r.from_claim_id, r.to_claim_id),
                     greatest(r.from_claim_id, r.to_claim_id)) IS DISTINCT FROM
                    (least(get_merge_target(NEW.from_claim_id), get_merge_target(NEW.to_claim_id)),
                     greatest(get_merge_target(NEW.from_claim_id),
                              get_merge_target(NEW.to_claim_id)))
        )
        SELECT FROM whole WHERE id = get_merge_target(NEW.from_claim_id)) THEN
        RAISE EXCEPTION 'A claim cannot be part of itself.' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER enforce_claim_relation BEFORE INSERT ON claims_claimrelation
    FOR EACH ROW EXECUTE FUNCTION enforce_claim_relation();
