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

-- The functions of the history come from pghistory and pgtrigger, which pin no search path and let
-- the setting `pgtrigger.ignore` switch a trigger off. Pinned, a row goes to the table meant, whatever
-- stands earlier in the search path; and no setting is asked. To be called after each migration that
-- tracks a model, because that creates the functions again.
CREATE PROCEDURE pin_history_functions() LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
DECLARE
    name regprocedure;
BEGIN
    CREATE OR REPLACE FUNCTION _pgtrigger_should_ignore(trigger_name name) RETURNS boolean
        LANGUAGE sql IMMUTABLE AS 'SELECT false';
    FOR name IN SELECT oid FROM pg_proc WHERE pronamespace = 'public'::regnamespace
            AND proname ~ '^_?(pgtrigger|pgh)_' LOOP
        EXECUTE format('ALTER FUNCTION %s SET search_path = public, pg_temp', name);
    END LOOP;
END $$;
CALL pin_history_functions();
