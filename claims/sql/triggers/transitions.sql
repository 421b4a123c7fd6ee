-- Every change of state has its transition, and every public change has its ledger entry and its
-- announced change. Deferred triggers check what can be known only when the transaction is
-- committed.

CREATE FUNCTION enforce_transition() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
DECLARE
    v claims_verdict;
    last claims_transition;
BEGIN
    SELECT * INTO v FROM claims_verdict WHERE id = NEW.verdict_id FOR SHARE;
    SELECT * INTO last FROM claims_transition
        WHERE verdict_id = NEW.verdict_id ORDER BY id DESC LIMIT 1;
    IF last.id IS NULL AND (NEW.from_state, NEW.to_state, v.state, NEW.state_changed_by_id, NEW.state_changed_at)
            IS DISTINCT FROM ('', 'draft', 'draft', v.author_id, v.created_at)
        OR last.id IS NOT NULL AND (NEW.id <= last.id OR NEW.from_state <> last.to_state
            OR NEW.from_state IS DISTINCT FROM v.state) THEN
        RAISE EXCEPTION 'A transition must start from the current state of the verdict.'
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER enforce_transition BEFORE INSERT ON claims_transition
    FOR EACH ROW EXECUTE FUNCTION enforce_transition();

CREATE FUNCTION enforce_transition_is_completed() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM claims_transition
            WHERE verdict_id = NEW.verdict_id AND id > NEW.id)
        AND NOT EXISTS (SELECT FROM claims_verdict WHERE id = NEW.verdict_id
            AND state = NEW.to_state AND state_changed_at = NEW.state_changed_at
            AND state_changed_by_id = NEW.state_changed_by_id) THEN
        RAISE EXCEPTION 'A transition needs a matching change of state.'
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER enforce_transition_is_completed AFTER INSERT ON claims_transition
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION enforce_transition_is_completed();

CREATE FUNCTION enforce_public_change_is_recorded() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
BEGIN
    IF NEW.state = 'superseded' AND NOT EXISTS (SELECT FROM claims_verdict
            WHERE claim_id = NEW.claim_id AND revision > NEW.revision
            AND published_at = NEW.state_changed_at)
        OR NEW.state <> 'superseded' AND NOT EXISTS (SELECT FROM claims_ledgerentry
            WHERE claim_id = (SELECT public_id FROM claims_claim WHERE id = NEW.claim_id)
            AND revision = NEW.revision AND recorded_at = NEW.state_changed_at
            AND event = get_ledger_event(OLD.state, NEW)) THEN
        RAISE EXCEPTION 'A public change needs a ledger entry.'
            USING ERRCODE = 'check_violation';
    END IF;
    IF EXISTS (SELECT FROM claims_change WHERE verdict_id = NEW.id AND announced_at IS NULL
            AND (kind <> 'retraction' OR confirmed_at IS NOT NULL)) THEN
        RAISE EXCEPTION 'A change of a published verdict must be announced.'
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER enforce_public_change_is_recorded AFTER UPDATE ON claims_verdict
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
    WHEN (OLD.state IS DISTINCT FROM NEW.state AND NEW.published_at IS NOT NULL)
    EXECUTE FUNCTION enforce_public_change_is_recorded();

CREATE FUNCTION enforce_merge_is_recorded() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
BEGIN
    IF EXISTS (SELECT FROM claims_verdict
            WHERE claim_id = NEW.id AND published_at IS NOT NULL)
        AND NOT EXISTS (SELECT FROM claims_ledgerentry WHERE claim_id = NEW.public_id
            AND event = 'merged' AND recorded_at = NEW.merged_at) THEN
        RAISE EXCEPTION 'A public change needs a ledger entry.'
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER enforce_merge_is_recorded AFTER UPDATE ON claims_claim
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
    WHEN ((OLD.merged_at, OLD.merged_into_id) IS DISTINCT FROM (NEW.merged_at, NEW.merged_into_id))
    EXECUTE FUNCTION enforce_merge_is_recorded();
