-- The database composes what is submitted (record.sql): a submission says whose draft it is, and the
-- rest is overwritten, whatever was sent. So what reviewers approve and readers see is what the rows
-- say. An approved verdict is submitted once more where only descriptions were edited, and a reviewer
-- confirms them. Which checklist answers are required is a setting and not checked here.

-- The digest of a record. Its salt is public as long as the record is: without it no one can find
-- out by guessing what a record said that is no longer public.
CREATE FUNCTION compute_record_digest(salt text, content text) RETURNS text LANGUAGE sql IMMUTABLE
SET search_path = public, pg_temp AS $$
    SELECT encode(sha256(convert_to(salt || content, 'UTF8')), 'hex')
$$;

-- Two random UUIDs have 244 bits from the strong random numbers of the server.
CREATE FUNCTION create_salt() RETURNS text LANGUAGE sql VOLATILE
SET search_path = public, pg_temp AS $$
    SELECT replace(gen_random_uuid()::text || gen_random_uuid()::text, '-', '')
$$;

CREATE FUNCTION enforce_submission() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
DECLARE
    v claims_verdict;
    composed jsonb;
BEGIN
    SELECT * INTO v FROM claims_verdict WHERE id = NEW.verdict_id FOR SHARE;
    composed := compose_record(v.id);
    IF v.state IS DISTINCT FROM 'draft' AND (v.state = 'approved' AND find_edits(
            (SELECT content FROM claims_submission WHERE id = v.submission_id), composed)
                = 'descriptions') IS NOT TRUE THEN
        RAISE EXCEPTION 'Only a draft, or changed descriptions, can be submitted.'
            USING ERRCODE = 'check_violation';
    END IF;
    NEW.number := 1 + coalesce(
        (SELECT max(number) FROM claims_submission WHERE verdict_id = v.id), 0);
    NEW.schema_version := composed -> 'schema_version';
    NEW.content := canonical_json(composed);
    NEW.salt := create_salt();
    NEW.sha256 := compute_record_digest(NEW.salt, NEW.content);
    RETURN NEW;
END $$;
CREATE TRIGGER enforce_submission BEFORE INSERT ON claims_submission
    FOR EACH ROW EXECUTE FUNCTION enforce_submission();
