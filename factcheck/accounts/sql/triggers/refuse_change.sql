-- The trigger function that refuses every change. All apps use it for rows that never change.
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
