-- The history (pghistory) keeps the users it names.
--
-- A context is written once for each action, and nested actions add to it. So a context may grow,
-- but the entries that say who acted are never changed: otherwise the user named as the author of a
-- change could be replaced by another.

CREATE FUNCTION enforce_history_author() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
BEGIN
    IF TG_OP = 'DELETE' OR EXISTS (
            SELECT FROM unnest(ARRAY['user', 'url']) AS key
            WHERE OLD.metadata ? key AND NEW.metadata -> key IS DISTINCT FROM OLD.metadata -> key)
    THEN
        RAISE EXCEPTION 'The history entry must keep the user who acted.'
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER enforce_history_author BEFORE UPDATE OR DELETE ON pghistory_context
    FOR EACH ROW EXECUTE FUNCTION enforce_history_author();
