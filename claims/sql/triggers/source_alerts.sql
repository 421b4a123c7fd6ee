-- A source alert says that a quotation of a current verdict has changed or is missing. It is
-- decided once, and the decision is carried out in the same transaction.

CREATE FUNCTION is_source_alert_justified(alert claims_sourcealert) RETURNS boolean
LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
    SELECT alert.decided_at IS NULL
        AND EXISTS (SELECT FROM sources_quotecheck ch
            JOIN sources_retrieval retrieval ON retrieval.id = ch.retrieval_id
            WHERE ch.id = alert.quote_check_id AND ch.passage_id = alert.passage_id
            AND (ch.material OR ch.outcome IN ('ambiguous', 'missing') OR retrieval.gone))
        AND EXISTS (SELECT FROM claims_verdict v
            WHERE v.id = alert.verdict_id AND v.state IN ('published', 'suspended')
            AND (EXISTS (SELECT FROM claims_evidence
                    WHERE verdict_id = v.id AND passage_id = alert.passage_id)
                OR EXISTS (SELECT FROM claims_appearance
                    WHERE claim_id = v.claim_id AND passage_id = alert.passage_id)))
$$;
CREATE FUNCTION is_source_alert_decision_carried_out(alert claims_sourcealert) RETURNS boolean
LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
    SELECT CASE alert.decision
        WHEN 'correct' THEN EXISTS (SELECT FROM claims_change
            WHERE verdict_id = alert.resulting_verdict_id AND previous_id = alert.verdict_id
            AND created_at = alert.decided_at AND created_by_id = alert.decided_by_id)
        WHEN 'retract' THEN EXISTS (SELECT FROM claims_change
            WHERE verdict_id = alert.verdict_id AND kind = 'retraction'
            AND created_at = alert.decided_at AND created_by_id = alert.decided_by_id)
        ELSE alert.decision = 'no_change'
    END
$$;
CREATE FUNCTION enforce_source_alert() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        IF is_source_alert_justified(NEW) IS NOT TRUE THEN
            RAISE EXCEPTION 'A source alert needs a changed quotation of a current verdict.'
                USING ERRCODE = 'check_violation';
        END IF;
        RETURN NEW;
    END IF;
    IF OLD.decided_at IS NOT NULL
        OR (NEW.id, NEW.verdict_id, NEW.passage_id, NEW.quote_check_id, NEW.created_at)
            IS DISTINCT FROM
            (OLD.id, OLD.verdict_id, OLD.passage_id, OLD.quote_check_id, OLD.created_at) THEN
        RAISE EXCEPTION 'A source alert can be decided only once.'
            USING ERRCODE = 'restrict_violation';
    END IF;
    IF NEW.decided_at IS NOT NULL AND is_source_alert_decision_carried_out(NEW) IS NOT TRUE THEN
        RAISE EXCEPTION 'The decision must be carried out in the same transaction.'
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER enforce_source_alert BEFORE INSERT OR UPDATE ON claims_sourcealert
    FOR EACH ROW EXECUTE FUNCTION enforce_source_alert();
