-- A user who edits a verdict or its evidence is recorded as a contributor by the database. A
-- contributor cannot approve the verdict.

CREATE FUNCTION record_contributor() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
BEGIN
    IF TG_TABLE_NAME = 'claims_verdict' THEN
        INSERT INTO claims_contributor (verdict_id, user_id) VALUES (NEW.id, NEW.edited_by_id)
            ON CONFLICT DO NOTHING;
    ELSE
        INSERT INTO claims_contributor (verdict_id, user_id)
            VALUES (NEW.verdict_id, NEW.cited_by_id) ON CONFLICT DO NOTHING;
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER enforce_contributor_is_recorded AFTER INSERT OR UPDATE ON claims_verdict
    FOR EACH ROW EXECUTE FUNCTION record_contributor();
CREATE TRIGGER enforce_contributor_is_recorded AFTER INSERT OR UPDATE ON claims_evidence
    FOR EACH ROW EXECUTE FUNCTION record_contributor();

CREATE FUNCTION enforce_contributor() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
BEGIN
    IF (SELECT state FROM claims_verdict WHERE id = NEW.verdict_id FOR SHARE) <> 'draft'
        AND NOT EXISTS (SELECT FROM claims_contributor
            WHERE verdict_id = NEW.verdict_id AND user_id = NEW.user_id) THEN
        RAISE EXCEPTION 'Contributors can be added only to a draft.'
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER enforce_contributor BEFORE INSERT ON claims_contributor
    FOR EACH ROW EXECUTE FUNCTION enforce_contributor();
