-- Triggers on events and notifications: an event never changes, and a notification is read once and
-- sent once.

CALL forbid_changes(
    never_changed => ARRAY['notifications_notificationevent'],
    never_deleted => ARRAY['notifications_notification']);

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
