-- A scheduled publication refers to the approved submission. It ends once, and nothing else about
-- it changes.

CREATE FUNCTION enforce_scheduled_publication() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        IF NEW.ended_at IS NOT NULL
            OR NOT EXISTS (SELECT FROM claims_verdict v
                JOIN claims_submission s ON s.id = v.submission_id
                WHERE v.id = NEW.verdict_id AND v.state = 'approved'
                AND s.id = NEW.submission_id AND s.sha256 = NEW.sha256) THEN
            RAISE EXCEPTION 'Only an approved submission can be scheduled.'
                USING ERRCODE = 'check_violation';
        END IF;
        RETURN NEW;
    END IF;
    IF OLD.ended_at IS NOT NULL
        OR (NEW.id, NEW.verdict_id, NEW.submission_id, NEW.sha256, NEW.publish_at, NEW.created_at,
            NEW.created_by_id)
            IS DISTINCT FROM
            (OLD.id, OLD.verdict_id, OLD.submission_id, OLD.sha256, OLD.publish_at, OLD.created_at,
            OLD.created_by_id) THEN
        RAISE EXCEPTION 'A scheduled publication can end only once.'
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER enforce_scheduled_publication BEFORE INSERT OR UPDATE ON claims_scheduledpublication
    FOR EACH ROW EXECUTE FUNCTION enforce_scheduled_publication();
