-- Who acted, and when.
--
-- A row that says that a person did something is refused unless the account is active and may do it
-- at that moment. In a strict database its moment lies within seconds of the database's clock, and
-- not before what it follows. Each app lists its acts with `check_act`.

-- The one row of the mode. Without it the database is strict.
INSERT INTO accounts_databasemode (id, is_strict) VALUES (1, true);
CALL forbid_changes(never_changed => ARRAY[]::text[], never_deleted => ARRAY['accounts_databasemode']);

CREATE FUNCTION is_strict() RETURNS boolean LANGUAGE sql STABLE
SET search_path = public, pg_temp AS $$
    SELECT coalesce(bool_and(is_strict), true) FROM accounts_databasemode
$$;

-- Whether the account is active and has the permission, such as `claims.publish_verdict`, by a role
-- or as a superuser. `factcheck.accounts.policies.check_permission` does the same.
CREATE FUNCTION has_permission(person bigint, permission text) RETURNS boolean LANGUAGE sql STABLE
SET search_path = public, pg_temp AS $$
    SELECT EXISTS (SELECT FROM accounts_user u WHERE u.id = person AND u.is_active
        AND (u.is_superuser OR EXISTS (SELECT FROM accounts_user_groups m
            JOIN auth_group_permissions g ON g.group_id = m.group_id
            JOIN auth_permission p ON p.id = g.permission_id
            JOIN django_content_type t ON t.id = p.content_type_id
            WHERE m.user_id = u.id AND p.codename = split_part(permission, '.', 2)
            AND t.app_label = split_part(permission, '.', 1))))
$$;

-- The share lock waits for a transaction that takes away a role or deactivates the account, and the
-- next statement sees what it did.
CREATE FUNCTION check_person(person bigint, permission text) RETURNS void LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM FROM accounts_user WHERE id = person FOR SHARE;
    IF NOT EXISTS (SELECT FROM accounts_user WHERE id = person AND is_active) THEN
        RAISE EXCEPTION 'Only a person with an active account can act.'
            USING ERRCODE = 'check_violation';
    END IF;
    IF permission IS NOT NULL AND NOT has_permission(person, permission) THEN
        RAISE EXCEPTION 'The role of this person does not allow it: % is missing.', permission
            USING ERRCODE = 'check_violation';
    END IF;
END $$;

-- The clocks of two servers may differ by `tolerance`, and an action that waited for another one has
-- an earlier moment.
CREATE FUNCTION check_moment(moment timestamptz, earlier timestamptz, since interval) RETURNS void
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
    tolerance CONSTANT interval := '5 seconds';
BEGIN
    IF NOT is_strict() THEN
        RETURN;
    END IF;
    IF moment NOT BETWEEN clock_timestamp() - since AND clock_timestamp() + tolerance THEN
        RAISE EXCEPTION 'The moment must lie within seconds of the database''s clock.'
            USING ERRCODE = 'check_violation';
    END IF;
    IF moment < earlier - tolerance THEN
        RAISE EXCEPTION 'Nothing happens before what it follows.'
            USING ERRCODE = 'check_violation';
    END IF;
END $$;

CREATE FUNCTION enforce_act() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
DECLARE
    moment timestamptz;
    person bigint;
    permission text;
    earlier timestamptz;
BEGIN
    EXECUTE format('SELECT %s FROM (SELECT ($1).*) AS act', TG_ARGV[0])
        INTO moment, person, permission, earlier USING NEW;
    PERFORM check_moment(moment, earlier, TG_ARGV[1]::interval);
    IF person IS NOT NULL THEN
        PERFORM check_person(person, permission);
    END IF;
    RETURN NEW;
END $$;

-- Creates the triggers of one act. `happened` is the column with its moment, `person` the one with
-- the user. `permission` and `earlier`, what the act follows, are expressions about the row, which
-- is called `act`. `since` is how long ago it may have happened when it is written.
--
-- Triggers run in the order of their names, so that rules about the row itself come first.
CREATE PROCEDURE check_act(table_name text, happened text, person text DEFAULT NULL,
    permission text DEFAULT 'NULL', earlier text DEFAULT 'NULL', since text DEFAULT '60 seconds')
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
    query text := format('act.%I, %s, %s, %s', happened, coalesce('act.' || person, 'NULL'),
        permission, earlier);
    changed text := format('(OLD.%1$I, OLD.%2$I) IS DISTINCT FROM (NEW.%1$I, NEW.%2$I)',
        happened, coalesce(person, happened));
BEGIN
    EXECUTE format('CREATE TRIGGER %I BEFORE INSERT ON %I FOR EACH ROW
        WHEN (NEW.%I IS NOT NULL) EXECUTE FUNCTION enforce_act(%L, %L)',
        'enforce_who_' || happened, table_name, happened, query, since);
    EXECUTE format('CREATE TRIGGER %I BEFORE UPDATE ON %I FOR EACH ROW
        WHEN (NEW.%I IS NOT NULL AND (%s)) EXECUTE FUNCTION enforce_act(%L, %L)',
        'enforce_who_' || happened || '_later', table_name, happened, changed, query, since);
END $$;

-- ── the acts on accounts ──────────────────────────────────────────────────────────────────────────
CALL check_act('accounts_accountaction', 'created_at', 'created_by_id', $$'accounts.change_user'$$);
CALL check_act('accounts_accountchange', 'created_at', 'created_by_id', $$'accounts.change_user'$$);
CALL check_act('accounts_accountchangedecision', 'created_at', 'created_by_id',
    $$CASE act.outcome WHEN 'confirmed' THEN 'accounts.confirm_account_change' END$$,
    $$(SELECT created_at FROM accounts_accountchange WHERE id = act.change_id)$$);
