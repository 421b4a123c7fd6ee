-- Triggers on the ledger: each entry follows the entry before it, records an event that took place
-- (and only once), and has the digest of the published record.

CREATE FUNCTION enforce_ledger_chain() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
DECLARE
    last claims_ledgerentry;
    body jsonb := NEW.body::jsonb;
BEGIN
    PERFORM pg_advisory_xact_lock(1717658484);
    SELECT * INTO last FROM claims_ledgerentry ORDER BY number DESC LIMIT 1;
    IF NEW.number <> coalesce(last.number, 0) + 1
        OR NEW.previous_sha256 <> coalesce(last.sha256, '')
        OR NEW.sha256 <> encode(sha256(convert_to(NEW.body, 'UTF8')), 'hex')
        OR NOT body @> jsonb_build_object('number', NEW.number, 'previous_sha256', NEW.previous_sha256,
            'event', NEW.event, 'claim', NEW.claim_id, 'revision', NEW.revision)
        OR (body ->> 'at')::timestamptz IS DISTINCT FROM NEW.recorded_at THEN
        RAISE EXCEPTION 'A ledger entry must follow the entry before it.'
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER enforce_ledger_chain BEFORE INSERT ON claims_ledgerentry
    FOR EACH ROW EXECUTE FUNCTION enforce_ledger_chain();

-- The ledger event for a change of state. A superseded revision has no event: the entry of the
-- revision that replaces it covers both.
CREATE FUNCTION get_ledger_event(from_state text, v claims_verdict) RETURNS text
LANGUAGE sql IMMUTABLE SET search_path = public, pg_temp AS $$
    SELECT CASE
        WHEN v.state = 'published' AND from_state = 'suspended' THEN 'reinstated'
        WHEN v.state = 'published' AND v.revision > 1 THEN 'revised'
        ELSE v.state
    END
$$;

CREATE FUNCTION enforce_ledger_event() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
DECLARE
    v claims_verdict;
    last_state text;
BEGIN
    SELECT verdict.* INTO v FROM claims_verdict verdict
        JOIN claims_claim c ON c.id = verdict.claim_id
        WHERE c.public_id = NEW.claim_id AND verdict.revision = NEW.revision
        AND verdict.published_at IS NOT NULL;
    SELECT from_state INTO last_state FROM claims_transition
        WHERE verdict_id = v.id ORDER BY id DESC LIMIT 1;
    IF v.id IS NULL
        OR NEW.event = 'merged' AND NOT EXISTS (SELECT FROM claims_claim
            WHERE id = v.claim_id AND merged_at = NEW.recorded_at)
        OR NEW.event <> 'merged' AND (NEW.event, NEW.recorded_at)
            IS DISTINCT FROM (get_ledger_event(last_state, v), v.state_changed_at) THEN
        RAISE EXCEPTION 'A ledger entry must record an event that took place.'
            USING ERRCODE = 'check_violation';
    END IF;
    IF NEW.body::jsonb ->> 'record' IS DISTINCT FROM
            (SELECT sha256 FROM claims_submission WHERE id = v.submission_id) THEN
        RAISE EXCEPTION 'The digest in the ledger does not match the record.'
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER enforce_ledger_event BEFORE INSERT ON claims_ledgerentry
    FOR EACH ROW EXECUTE FUNCTION enforce_ledger_event();

CREATE UNIQUE INDEX claims_ledgerentry_one_per_event
    ON claims_ledgerentry (claim_id, revision, event, recorded_at);
