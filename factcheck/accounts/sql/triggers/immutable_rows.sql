-- Rows that never change, and rows that are never deleted. All apps call `forbid_changes`.
--
-- Triggers that enforce an invariant are written in plain SQL, in this app and in the others, and
-- not with pgtrigger: the functions that pgtrigger generates can be switched off by a session
-- setting, which the application's role may set. For the same reason every function pins its search
-- path, so that no temporary table can replace a real one.

CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
BEGIN
    RAISE EXCEPTION 'Rows of % never change: % is refused.', TG_TABLE_NAME, TG_OP
        USING ERRCODE = 'restrict_violation';
END $$;

CREATE PROCEDURE forbid_changes(never_changed text[], never_deleted text[]) LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
DECLARE
    name text;
BEGIN
    FOREACH name IN ARRAY never_changed LOOP
        EXECUTE format('CREATE TRIGGER enforce_no_change BEFORE UPDATE OR DELETE ON %I
            FOR EACH ROW EXECUTE FUNCTION refuse_change()', name);
    END LOOP;
    FOREACH name IN ARRAY never_deleted LOOP
        EXECUTE format('CREATE TRIGGER enforce_no_delete BEFORE DELETE ON %I
            FOR EACH ROW EXECUTE FUNCTION refuse_change()', name);
    END LOOP;
    FOREACH name IN ARRAY never_changed || never_deleted LOOP
        EXECUTE format('CREATE TRIGGER enforce_no_truncate BEFORE TRUNCATE ON %I
            FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()', name);
    END LOOP;
END $$;
