-- Triggers on requests for comment, responses and waivers.
--
-- A public excerpt is part of the response, word for word. A verdict cannot be published before the
-- deadline of a request without a response, unless there is a waiver that says why the desk does not
-- wait.

CREATE FUNCTION enforce_comment_response() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
BEGIN
    IF NEW.received_at > NEW.recorded_at
        OR NEW.received_at < (SELECT sent_at FROM claims_commentrequest
            WHERE id = NEW.comment_request_id) THEN
        RAISE EXCEPTION 'A response must be received after the request and before it is recorded.'
            USING ERRCODE = 'check_violation';
    END IF;
    IF NEW.supersedes_id IS DISTINCT FROM (SELECT max(id) FROM claims_commentresponse
            WHERE comment_request_id = NEW.comment_request_id) THEN
        RAISE EXCEPTION 'A further response to a request must supersede the newest one.'
            USING ERRCODE = 'check_violation';
    END IF;
    IF NEW.visibility = 'part' AND strpos(NEW.text, NEW.public_excerpt) = 0 THEN
        RAISE EXCEPTION 'The public excerpt must be part of the response, word for word.'
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER enforce_comment_response BEFORE INSERT ON claims_commentresponse
    FOR EACH ROW EXECUTE FUNCTION enforce_comment_response();

CREATE FUNCTION enforce_comment_waiver() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
BEGIN
    IF NEW.comment_request_id IS NOT NULL AND NOT EXISTS (SELECT FROM claims_commentrequest
            WHERE id = NEW.comment_request_id AND claim_id = NEW.claim_id) THEN
        RAISE EXCEPTION 'A waiver must refer to a request about the same claim.'
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER enforce_comment_waiver BEFORE INSERT ON claims_commentwaiver
    FOR EACH ROW EXECUTE FUNCTION enforce_comment_waiver();

CREATE FUNCTION enforce_comment_deadlines() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
BEGIN
    IF EXISTS (SELECT FROM claims_commentrequeststatus WHERE claim_id = NEW.claim_id
            AND deadline_at > least(NEW.state_changed_at, clock_timestamp())
            AND response_id IS NULL AND waiver_reason = '') THEN
        RAISE EXCEPTION 'A request for comment is still open.'
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER enforce_comment_deadlines BEFORE UPDATE ON claims_verdict
    FOR EACH ROW WHEN (OLD.state = 'approved' AND NEW.state = 'published')
    EXECUTE FUNCTION enforce_comment_deadlines();
