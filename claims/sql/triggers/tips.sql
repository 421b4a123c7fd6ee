-- The text of a tip never changes, and a tip is decided once.
--
-- The claim of an accepted tip was recorded in the same transaction, so that a tip cannot be linked
-- to a claim that was not created from it.

CREATE FUNCTION is_tip_decision_carried_out(tip claims_tip) RETURNS boolean
LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
    SELECT CASE tip.decision
        WHEN 'accepted' THEN EXISTS (SELECT FROM claims_claim
            WHERE id = tip.claim_id
            AND recorded_at = tip.decided_at AND recorded_by_id = tip.decided_by_id)
        WHEN 'linked' THEN EXISTS (SELECT FROM claims_claim
            WHERE id = tip.claim_id AND merged_at IS NULL)
        ELSE tip.decision = 'declined'
    END
$$;
CREATE FUNCTION enforce_tip() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        IF NEW.decided_at IS NOT NULL THEN
            RAISE EXCEPTION 'A tip must be created without a decision.'
                USING ERRCODE = 'check_violation';
        END IF;
        RETURN NEW;
    END IF;
    IF is_removing(TG_RELID) THEN
        PERFORM check_removal(TG_RELID, TG_TABLE_NAME, to_jsonb(OLD), to_jsonb(NEW), ARRAY['text',
            'location', 'sender_name', 'email', 'network_digest', 'reason']);
        RETURN NEW;
    END IF;
    IF OLD.decided_at IS NOT NULL
        OR (NEW.id, NEW.public_id, NEW.text, NEW."location", NEW.sender_name, NEW.email,
            NEW.received_at, NEW.network_digest)
            IS DISTINCT FROM
            (OLD.id, OLD.public_id, OLD.text, OLD."location", OLD.sender_name, OLD.email,
            OLD.received_at, OLD.network_digest) THEN
        RAISE EXCEPTION 'A tip can be decided only once.'
            USING ERRCODE = 'restrict_violation';
    END IF;
    IF NEW.decided_at IS NOT NULL AND is_tip_decision_carried_out(NEW) IS NOT TRUE THEN
        RAISE EXCEPTION 'The decision must be carried out in the same transaction.'
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER enforce_tip BEFORE INSERT OR UPDATE ON claims_tip
    FOR EACH ROW EXECUTE FUNCTION enforce_tip();
