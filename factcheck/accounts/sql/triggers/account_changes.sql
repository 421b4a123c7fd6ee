-- Triggers on the changes of accounts that a second person confirms, or that come after a day.

CALL forbid_changes(
    never_changed => ARRAY['accounts_accountchange', 'accounts_accountchangedecision'],
    never_deleted => ARRAY[]::text[]);

CREATE FUNCTION enforce_account_change_decision() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
DECLARE
    change accounts_accountchange;
BEGIN
    SELECT * INTO change FROM accounts_accountchange WHERE id = NEW.change_id;
    IF NEW.outcome = 'confirmed' AND (NEW.created_by_id IN (change.created_by_id, change.user_id)
        OR NOT EXISTS (SELECT FROM accounts_user WHERE id = NEW.created_by_id AND is_active)) THEN
        RAISE EXCEPTION 'A change of an account is confirmed by a second, active person.'
            USING ERRCODE = 'check_violation';
    END IF;
    IF NEW.outcome = 'waited' AND NEW.created_at < change.created_at + interval '24 hours' THEN
        RAISE EXCEPTION 'A change of an account that no one confirmed takes effect after a day.'
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER enforce_account_change_decision BEFORE INSERT ON accounts_accountchangedecision
    FOR EACH ROW EXECUTE FUNCTION enforce_account_change_decision();
