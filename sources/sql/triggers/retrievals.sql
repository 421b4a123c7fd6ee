-- The snapshot of a retrieval belongs to the source that was retrieved.

CREATE FUNCTION enforce_retrieval() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
BEGIN
    IF NEW.snapshot_id IS NOT NULL AND NOT EXISTS (
        SELECT FROM sources_snapshot
        WHERE id = NEW.snapshot_id AND source_id = NEW.source_id
    ) THEN
        RAISE EXCEPTION 'A retrieval must refer to a snapshot of its own source.'
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER enforce_retrieval BEFORE INSERT ON sources_retrieval
    FOR EACH ROW EXECUTE FUNCTION enforce_retrieval();
