-- Triggers on events and notifications: an event never changes, and a notification is read once and
-- sent once. Only remove_notifications() deletes them.

CREATE TRIGGER enforce_no_change BEFORE UPDATE ON notifications_notificationevent
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER enforce_no_delete BEFORE DELETE ON notifications_notificationevent FOR EACH ROW
    WHEN (NOT is_removing('notifications_notificationevent'::regclass))
    EXECUTE FUNCTION refuse_change();
CREATE TRIGGER enforce_no_delete BEFORE DELETE ON notifications_notification FOR EACH ROW
    WHEN (NOT is_removing('notifications_notification'::regclass))
    EXECUTE FUNCTION refuse_change();
CREATE TRIGGER enforce_no_truncate BEFORE TRUNCATE ON notifications_notificationevent
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER enforce_no_truncate BEFORE TRUNCATE ON notifications_notification
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE FUNCTION enforce_notification() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
BEGIN
    IF (NEW.id, NEW.event_id, NEW.user_id, NEW.channel)
        IS DISTINCT FROM (OLD.id, OLD.event_id, OLD.user_id, OLD.channel)
        OR (OLD.read_at IS NOT NULL AND NEW.read_at IS DISTINCT FROM OLD.read_at)
        OR (OLD.sent_at IS NOT NULL AND NEW.sent_at IS DISTINCT FROM OLD.sent_at) THEN
        RAISE EXCEPTION 'A notification is read once and sent once.'
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER enforce_notification BEFORE UPDATE ON notifications_notification
    FOR EACH ROW EXECUTE FUNCTION enforce_notification();

-- Removes the notifications of events before this time, and the events; returns the number of
-- events. Those about a claim on hold stay.
CREATE FUNCTION remove_notifications(before timestamptz) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    removed bigint;
BEGIN
    PERFORM check_moment(greatest(before, clock_timestamp()), NULL, interval '1 hour');
    DELETE FROM notifications_notification n USING notifications_notificationevent e
        WHERE e.id = n.event_id AND greatest(e.recorded_at, e.occurred_at) < before
        AND NOT is_on_hold(e.claim_id);
    DELETE FROM notifications_notificationevent e
        WHERE greatest(e.recorded_at, e.occurred_at) < before AND NOT is_on_hold(e.claim_id);
    GET DIAGNOSTICS removed = ROW_COUNT;
    RETURN removed;
END $$;
