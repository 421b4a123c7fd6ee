"""Nobody is deleted; who leaves or comes back does so by a deed; administrators do not publish.

A deed never changes. That an account is in use or not is compared with its deeds when the act is
committed, because a deed and what it does are two statements.
"""

from django.db import migrations

FREEZE = """
CREATE TRIGGER law_never_changes BEFORE UPDATE OR DELETE ON accounts_accountdeed
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER law_never_truncated BEFORE TRUNCATE ON accounts_accountdeed
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER law_never_deleted BEFORE DELETE ON accounts_user
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER law_never_truncated BEFORE TRUNCATE ON accounts_user
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
"""

DEED = """
CREATE FUNCTION law_account_deed() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM accounts_user b, accounts_user p
        WHERE b.id = NEW.done_by_id AND b.is_active AND p.id = NEW.person_id
        AND (b.is_superuser OR NOT p.is_superuser)) THEN
        RAISE EXCEPTION 'A deed on an account is done by somebody who is here and may do as much.'
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER law_account_deed BEFORE INSERT ON accounts_accountdeed
    FOR EACH ROW EXECUTE FUNCTION law_account_deed();
"""

LEAVING = """
CREATE FUNCTION law_leaving_is_told() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
DECLARE
    active boolean;
    last text;
BEGIN
    SELECT is_active INTO active FROM accounts_user WHERE id = NEW.id;
    SELECT deed INTO last FROM accounts_accountdeed
        WHERE person_id = NEW.id AND deed IN ('left', 'returned') ORDER BY id DESC LIMIT 1;
    IF active IS DISTINCT FROM (coalesce(last, 'returned') = 'returned') THEN
        RAISE EXCEPTION 'Who leaves or comes back does so by a deed.'
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER law_leaving_is_told AFTER UPDATE OF is_active ON accounts_user
    DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW WHEN (OLD.is_active IS DISTINCT FROM NEW.is_active)
    EXECUTE FUNCTION law_leaving_is_told();
"""

ADMINISTRATORS = """
CREATE FUNCTION law_administrators() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
BEGIN
    -- Two roles given at once wait for one another, so that neither misses the other.
    PERFORM FROM accounts_user WHERE id = NEW.user_id FOR UPDATE;
    IF (SELECT count(*) > 1 AND bool_or(g.name = 'administrator')
        FROM accounts_user_groups m JOIN auth_group g ON g.id = m.group_id
        WHERE m.user_id = NEW.user_id) THEN
        RAISE EXCEPTION 'An administrator has no other role.' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER law_administrators AFTER INSERT OR UPDATE ON accounts_user_groups
    FOR EACH ROW EXECUTE FUNCTION law_administrators();
"""


class Migration(migrations.Migration):
    dependencies = [("accounts", "0004_deeds_on_accounts"), ("sources", "0002_laws")]
    operations = [migrations.RunSQL(FREEZE + DEED + LEAVING + ADMINISTRATORS)]
