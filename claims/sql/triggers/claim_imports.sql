-- The rows of an import never change, and an import finishes once.

CREATE FUNCTION enforce_claim_import() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        IF NEW.finished_at IS NOT NULL OR NEW.processed <> 0
            OR NEW.total <> jsonb_array_length(NEW.rows) OR NEW.total = 0 THEN
            RAISE EXCEPTION 'An import must be created with at least one row and without progress.'
                USING ERRCODE = 'check_violation';
        END IF;
        RETURN NEW;
    END IF;
    IF is_removing(TG_RELID) THEN
        PERFORM check_removal(TG_RELID, TG_TABLE_NAME, to_jsonb(OLD), to_jsonb(NEW),
            ARRAY['rows', 'name']);
        RETURN NEW;
    END IF;
    IF OLD.finished_at IS NOT NULL
        OR (NEW.id, NEW.name, NEW.rows, NEW.skipped, NEW.created_at, NEW.created_by_id, NEW.total)
            IS DISTINCT FROM
            (OLD.id, OLD.name, OLD.rows, OLD.skipped, OLD.created_at, OLD.created_by_id,
            OLD.total) THEN
        RAISE EXCEPTION 'An import can finish only once, and its rows never change.'
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER enforce_claim_import BEFORE INSERT OR UPDATE ON claims_claimimport
    FOR EACH ROW EXECUTE FUNCTION enforce_claim_import();
