-- A quote check compares a passage with the text that a retrieval returned: the text it found is in
-- the new snapshot. `exact` and `moved` mean that the words are identical, `normalised` and
-- `altered` that they are not.

CREATE FUNCTION enforce_quote_check() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
DECLARE
    retrieval sources_retrieval;
    passage_text text;
    passage_source_id bigint;
BEGIN
    SELECT * INTO retrieval FROM sources_retrieval WHERE id = NEW.retrieval_id;
    SELECT p.exact, sn.source_id INTO passage_text, passage_source_id FROM sources_passage p
        JOIN sources_snapshot sn ON sn.id = p.snapshot_id WHERE p.id = NEW.passage_id;
    IF retrieval.source_id IS DISTINCT FROM passage_source_id
        OR retrieval.snapshot_id IS DISTINCT FROM NEW.snapshot_id THEN
        RAISE EXCEPTION 'A quote check must use the snapshot of its retrieval.'
            USING ERRCODE = 'check_violation';
    END IF;
    IF NEW.start IS NOT NULL AND (NEW."end" - NEW.start <> length(NEW.found_text)
        OR NEW.found_text IS DISTINCT FROM (SELECT substr(text, NEW.start + 1, NEW."end" - NEW.start)
            FROM sources_snapshot WHERE id = NEW.snapshot_id)) THEN
        RAISE EXCEPTION 'The snapshot has different text at this place.'
            USING ERRCODE = 'check_violation';
    END IF;
    IF NEW.outcome IN ('exact', 'moved') AND NEW.found_text <> passage_text
        OR NEW.outcome IN ('normalised', 'altered') AND NEW.found_text = passage_text THEN
        RAISE EXCEPTION 'The outcome of a quote check must fit the text that was found.'
            USING ERRCODE = 'check_violation';
    END IF;
    IF jsonb_typeof(NEW.reasons) <> 'array' THEN
        RAISE EXCEPTION 'Reasons must be a list.' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER enforce_quote_check BEFORE INSERT ON sources_quotecheck
    FOR EACH ROW EXECUTE FUNCTION enforce_quote_check();
