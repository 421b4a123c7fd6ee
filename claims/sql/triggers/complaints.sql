-- A complaint refers to a published verdict, and its answer is final.
--
-- A contributor cannot reject a complaint about their own work. Upholding a complaint requires a
-- change that has not been announced yet. A second answer is possible only if that change was
-- discarded.

CREATE FUNCTION enforce_complaint() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM claims_verdict
        WHERE id = NEW.verdict_id AND published_at IS NOT NULL) THEN
        RAISE EXCEPTION 'A complaint must refer to a published verdict.'
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER enforce_complaint BEFORE INSERT ON claims_complaint
    FOR EACH ROW EXECUTE FUNCTION enforce_complaint();

-- Whether a change was never announced and never will be.
CREATE FUNCTION is_change_discarded(change_id bigint) RETURNS boolean
LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
    SELECT EXISTS (SELECT FROM claims_change ch JOIN claims_verdict v ON v.id = ch.verdict_id
        WHERE ch.id = change_id AND ch.announced_at IS NULL
        AND v.state IN ('discarded', 'superseded'))
$$;
CREATE FUNCTION has_unannounced_change(answer claims_complaintanswer, claim bigint) RETURNS boolean
LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
    SELECT EXISTS (SELECT FROM claims_change ch JOIN claims_verdict v ON v.id = ch.verdict_id
        WHERE ch.id = answer.change_id AND v.claim_id = claim AND ch.announced_at IS NULL
        AND ch.kind IN ('correction', 'update', 'clarification', 'minor_edit', 'retraction'))
        AND NOT is_change_discarded(answer.change_id)
$$;
CREATE FUNCTION enforce_complaint_answer() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
DECLARE
    claim bigint;
BEGIN
    SELECT v.claim_id INTO claim FROM claims_complaint c
        JOIN claims_verdict v ON v.id = c.verdict_id WHERE c.id = NEW.complaint_id;
    IF NEW.number <> 1 + (SELECT count(*) FROM claims_complaintanswer
            WHERE complaint_id = NEW.complaint_id)
        OR EXISTS (SELECT FROM claims_complaintanswer WHERE complaint_id = NEW.complaint_id
            AND (change_id IS NULL OR NOT is_change_discarded(change_id))) THEN
        RAISE EXCEPTION 'A complaint can be answered again only after its change was discarded.'
            USING ERRCODE = 'restrict_violation';
    END IF;
    IF NEW.outcome = 'upheld' THEN
        IF has_unannounced_change(NEW, claim) IS NOT TRUE THEN
            RAISE EXCEPTION 'A complaint is upheld with an unannounced change of the same claim.'
                USING ERRCODE = 'check_violation';
        END IF;
    ELSIF EXISTS (SELECT FROM claims_contributor c JOIN claims_verdict v ON v.id = c.verdict_id
        WHERE v.claim_id = claim AND v.published_at IS NOT NULL
        AND c.user_id = NEW.decided_by_id) THEN
        RAISE EXCEPTION 'A contributor can only uphold a complaint about their own work.'
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER enforce_complaint_answer BEFORE INSERT ON claims_complaintanswer
    FOR EACH ROW EXECUTE FUNCTION enforce_complaint_answer();
