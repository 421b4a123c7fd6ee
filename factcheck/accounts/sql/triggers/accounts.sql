-- Triggers on accounts and on the actions that administrators take on them.
--
-- An account is never deleted, and an account action (a row that says what an administrator did to
-- an account) never changes.

CALL forbid_changes(
    never_changed => ARRAY['accounts_accountaction'],
    never_deleted => ARRAY['accounts_user']);

CREATE FUNCTION enforce_account_action() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM accounts_user administrator, accounts_user account
        WHERE administrator.id = NEW.created_by_id AND administrator.is_active
        AND account.id = NEW.user_id
        AND (administrator.is_superuser OR NOT account.is_superuser)) THEN
        RAISE EXCEPTION 'An account action must be taken by an active user with sufficient rights.'
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER enforce_account_action BEFORE INSERT ON accounts_accountaction
    FOR EACH ROW EXECUTE FUNCTION enforce_account_action();

-- An account is deactivated or reactivated only with an account action. The action and the account
-- are written by two statements, so they are compared when the transaction is committed.
CREATE FUNCTION enforce_deactivation_is_recorded() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
DECLARE
    active boolean;
    last text;
BEGIN
    SELECT is_active INTO active FROM accounts_user WHERE id = NEW.id;
    SELECT action INTO last FROM accounts_accountaction
        WHERE user_id = NEW.id AND action IN ('deactivated', 'reactivated')
        ORDER BY id DESC LIMIT 1;
    IF active IS DISTINCT FROM (coalesce(last, 'reactivated') = 'reactivated') THEN
        RAISE EXCEPTION 'Deactivating or reactivating an account requires an account action.'
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER enforce_deactivation_is_recorded
    AFTER UPDATE OF is_active ON accounts_user
    DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW WHEN (OLD.is_active IS DISTINCT FROM NEW.is_active)
    EXECUTE FUNCTION enforce_deactivation_is_recorded();

-- Administrators do not take part in publishing.
CREATE FUNCTION enforce_administrator_role() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
BEGIN
    -- Two transactions that assign roles to the same user wait for each other, so that each sees
    -- the role that the other assigned.
    PERFORM FROM accounts_user WHERE id = NEW.user_id FOR UPDATE;
    IF (SELECT count(*) > 1 AND bool_or(g.name = 'administrator')
        FROM accounts_user_groups m JOIN auth_group g ON g.id = m.group_id
        WHERE m.user_id = NEW.user_id) THEN
        RAISE EXCEPTION 'An administrator cannot have another role.'
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER enforce_administrator_role AFTER INSERT OR UPDATE ON accounts_user_groups
    FOR EACH ROW EXECUTE FUNCTION enforce_administrator_role();
