-- Preservation holds. A hold is set once and released once, by a second person (a constraint).
--
-- is_on_hold() is asked by everything that removes something of a claim. It is volatile, so that a
-- transaction that waited for a concurrent hold sees it.

CREATE FUNCTION is_on_hold(claim bigint) RETURNS boolean LANGUAGE sql VOLATILE
SET search_path = public, pg_temp AS $$
    SELECT EXISTS (SELECT FROM claims_preservationhold
        WHERE claim_id = claim AND released_at IS NULL)
$$;

CREATE FUNCTION enforce_preservation_hold() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        IF NEW.released_at IS NOT NULL THEN
            RAISE EXCEPTION 'A preservation hold must be created in force.'
                USING ERRCODE = 'check_violation';
        END IF;
        -- What removes something of the claim locks it too, and so sees the hold.
        PERFORM FROM claims_claim WHERE id = NEW.claim_id FOR UPDATE;
        RETURN NEW;
    END IF;
    IF OLD.released_at IS NOT NULL
        OR (NEW.id, NEW.claim_id, NEW.reason, NEW.created_at, NEW.created_by_id)
            IS DISTINCT FROM
            (OLD.id, OLD.claim_id, OLD.reason, OLD.created_at, OLD.created_by_id) THEN
        RAISE EXCEPTION 'A preservation hold can be released only once.'
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER enforce_preservation_hold BEFORE INSERT OR UPDATE ON claims_preservationhold
    FOR EACH ROW EXECUTE FUNCTION enforce_preservation_hold();
