-- The history of accounts and roles. The application cannot write it: these triggers do, with the
-- rights of the owner, whoever changes an account and by whatever means.

CALL forbid_changes(
    never_changed => ARRAY['accounts_accounthistory'],
    never_deleted => ARRAY[]::text[]);

-- The history (pghistory) names the user and the address of a request of the application.
CREATE FUNCTION insert_account_history(person bigint, subject text, change text, value text)
RETURNS void LANGUAGE sql VOLATILE SET search_path = public, pg_temp AS $$
    INSERT INTO accounts_accounthistory (user_id, subject, change, value, recorded_at,
        transaction_id, database_user, application_name, context_id)
    VALUES (person, subject, change, value, clock_timestamp(),
        pg_current_xact_id()::text::bigint, session_user, current_setting('application_name'),
        _pgh_attach_context())
$$;

CREATE FUNCTION get_change(operation text) RETURNS text LANGUAGE sql IMMUTABLE
SET search_path = public, pg_temp AS $$
    SELECT CASE operation WHEN 'INSERT' THEN 'added' WHEN 'DELETE' THEN 'removed' ELSE 'changed' END
$$;

-- What a user has, in a table with the column `user_id`: the subject, and the column whose value
-- says what it is.
CREATE FUNCTION record_possession() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp AS $$
DECLARE
    owned jsonb := to_jsonb(coalesce(NEW, OLD));
BEGIN
    PERFORM insert_account_history((owned ->> 'user_id')::bigint, TG_ARGV[0], get_change(TG_OP),
        coalesce(owned ->> TG_ARGV[1], ''));
    IF TG_OP = 'UPDATE' AND OLD.user_id <> NEW.user_id THEN
        PERFORM insert_account_history(OLD.user_id, TG_ARGV[0], 'removed',
            coalesce(to_jsonb(OLD) ->> TG_ARGV[1], ''));
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER enforce_history AFTER INSERT OR DELETE OR UPDATE OF user_id, type, data
    ON mfa_authenticator
    FOR EACH ROW EXECUTE FUNCTION record_possession('second_factor', 'type');
-- These rows say that an administrator's action of the application was in the same transaction.
CREATE TRIGGER enforce_history AFTER INSERT ON accounts_accountaction
    FOR EACH ROW EXECUTE FUNCTION record_possession('action', 'action');
CREATE TRIGGER enforce_history AFTER INSERT ON accounts_accountchange
    FOR EACH ROW EXECUTE FUNCTION record_possession('action', 'kind');

CREATE FUNCTION record_decision() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM insert_account_history(user_id, 'action', 'added', NEW.outcome)
        FROM accounts_accountchange WHERE id = NEW.change_id;
    RETURN NULL;
END $$;
CREATE TRIGGER enforce_history AFTER INSERT ON accounts_accountchangedecision
    FOR EACH ROW EXECUTE FUNCTION record_decision();

-- Neither an address nor the hash of a password is kept.
CREATE FUNCTION record_account() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM insert_account_history(NEW.id, subject,
            CASE WHEN now_has THEN 'added' ELSE 'removed' END, '')
        FROM (VALUES ('active', OLD.is_active, NEW.is_active),
            ('staff', OLD.is_staff, NEW.is_staff),
            ('superuser', OLD.is_superuser, NEW.is_superuser)) AS flag (subject, had, now_has)
        WHERE coalesce(had, false) <> now_has;
    IF TG_OP = 'UPDATE' THEN
        PERFORM insert_account_history(NEW.id, subject, 'changed', '')
            FROM (VALUES ('username', OLD.username, NEW.username),
                ('email', OLD.email, NEW.email),
                ('password', OLD.password, NEW.password)) AS text_column (subject, before, after)
            WHERE before <> after;
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER enforce_history AFTER INSERT OR UPDATE ON accounts_user
    FOR EACH ROW EXECUTE FUNCTION record_account();

-- The lock waits for an act of this person that is being written, or makes it wait (`check_person`).
CREATE FUNCTION record_membership() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp AS $$
BEGIN
    IF TG_OP <> 'INSERT' THEN
        PERFORM FROM accounts_user WHERE id = OLD.user_id FOR NO KEY UPDATE;
        PERFORM insert_account_history(OLD.user_id, 'role', 'removed', name::text)
            FROM auth_group WHERE id = OLD.group_id;
    END IF;
    IF TG_OP <> 'DELETE' THEN
        PERFORM insert_account_history(NEW.user_id, 'role', 'added', name::text)
            FROM auth_group WHERE id = NEW.group_id;
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER enforce_history AFTER INSERT OR UPDATE OR DELETE ON accounts_user_groups
    FOR EACH ROW EXECUTE FUNCTION record_membership();

-- What a role may do. Only the owner can change it.
CREATE FUNCTION record_role_permission() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp AS $$
BEGIN
    IF TG_OP <> 'INSERT' THEN
        PERFORM insert_account_history(NULL, 'permission', 'removed', name_role_permission(OLD));
    END IF;
    IF TG_OP <> 'DELETE' THEN
        PERFORM insert_account_history(NULL, 'permission', 'added', name_role_permission(NEW));
    END IF;
    RETURN NULL;
END $$;
CREATE FUNCTION name_role_permission(granted auth_group_permissions) RETURNS text
LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
    SELECT format('%s %s.%s', g.name, t.app_label, p.codename)
    FROM auth_group g, auth_permission p JOIN django_content_type t ON t.id = p.content_type_id
    WHERE g.id = granted.group_id AND p.id = granted.permission_id
$$;
CREATE TRIGGER enforce_history AFTER INSERT OR UPDATE OR DELETE ON auth_group_permissions
    FOR EACH ROW EXECUTE FUNCTION record_role_permission();

-- Rules name a role by the name of its group.
CREATE TRIGGER enforce_permanent_name BEFORE UPDATE ON auth_group
    FOR EACH ROW WHEN (OLD.name <> NEW.name) EXECUTE FUNCTION refuse_change();

-- Whoever is a superuser can do everything, so only the server's command line makes one.
CREATE FUNCTION enforce_superuser() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
BEGIN
    IF is_strict() AND NOT pg_has_role(current_user,
            (SELECT relowner FROM pg_class WHERE oid = TG_RELID), 'USAGE') THEN
        RAISE EXCEPTION 'Only the owner of the database can make a superuser.'
            USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER enforce_superuser BEFORE INSERT ON accounts_user
    FOR EACH ROW WHEN (NEW.is_superuser) EXECUTE FUNCTION enforce_superuser();
CREATE TRIGGER enforce_superuser_later BEFORE UPDATE ON accounts_user
    FOR EACH ROW WHEN (NEW.is_superuser AND NOT OLD.is_superuser)
    EXECUTE FUNCTION enforce_superuser();

-- ── reading it ────────────────────────────────────────────────────────────────────────────────────
-- Whether the last change of this kind until that moment added something.
CREATE FUNCTION was_added(person bigint, subject text, value text, at timestamptz) RETURNS boolean
LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
    SELECT coalesce((SELECT change = 'added' FROM accounts_accounthistory h
        WHERE h.user_id IS NOT DISTINCT FROM person AND h.subject = was_added.subject
        AND h.value = was_added.value AND h.recorded_at <= at ORDER BY h.id DESC LIMIT 1), false)
$$;
CREATE FUNCTION was_active(person bigint, at timestamptz) RETURNS boolean
LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
    SELECT was_added(person, 'active', '', at)
$$;
CREATE FUNCTION had_role(person bigint, role text, at timestamptz) RETURNS boolean
LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
    SELECT was_added(person, 'role', role, at)
$$;
CREATE FUNCTION had_permission(person bigint, permission text, at timestamptz) RETURNS boolean
LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
    SELECT was_active(person, at) AND (was_added(person, 'superuser', '', at) OR EXISTS (
        SELECT FROM auth_group g WHERE had_role(person, g.name, at)
        AND was_added(NULL, 'permission', g.name || ' ' || permission, at)))
$$;

-- The changes that no request, command of `manage.py` or administrator's action of the application
-- explains: they were made by plain SQL. `migrate` sets what roles may do.
CREATE FUNCTION list_unexplained_account_changes() RETURNS SETOF accounts_accounthistory
LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
    SELECT h.* FROM accounts_accounthistory h
    WHERE h.context_id IS NULL AND h.subject NOT IN ('action', 'permission')
    AND NOT EXISTS (SELECT FROM accounts_accounthistory action
        WHERE action.transaction_id = h.transaction_id AND action.subject = 'action')
    ORDER BY h.id
$$;

-- The acts of people who, as the history says, could not do them at that moment: the audit reads it.
-- A role that was given a moment later counts, because the clocks of two servers may differ. It has
-- a meaning only where the database was always strict.
CREATE FUNCTION list_acts_without_permission()
RETURNS TABLE (table_name text, row_id bigint, happened timestamptz, person bigint, permission text)
LANGUAGE plpgsql STABLE SET search_path = public, pg_temp AS $$
DECLARE
    act_trigger record;
BEGIN
    FOR act_trigger IN SELECT name, query FROM (SELECT tgrelid::regclass AS name, convert_from(
            substring(tgargs FOR position('\000'::bytea IN tgargs) - 1), 'UTF8') AS query
            FROM pg_trigger WHERE tgname LIKE 'enforce\_who\_%' AND tgname NOT LIKE '%\_later')
            AS act_of_somebody WHERE query !~ '^act\.\w+, NULL,' LOOP
        RETURN QUERY EXECUTE format('SELECT %L::text, a.* FROM (
                SELECT act.id, a.happened, a.person::bigint, a.permission::text FROM %s AS act
                CROSS JOIN LATERAL (SELECT %s) AS a (happened, person, permission, earlier)) AS a
            WHERE a.person IS NOT NULL AND NOT EXISTS (
                SELECT FROM unnest(ARRAY[a.happened, a.happened + interval ''60 seconds'']) AS at
                WHERE CASE WHEN a.permission IS NULL THEN was_active(a.person, at)
                    ELSE had_permission(a.person, a.permission, at) END)',
            act_trigger.name, act_trigger.name, act_trigger.query);
    END LOOP;
END $$;
