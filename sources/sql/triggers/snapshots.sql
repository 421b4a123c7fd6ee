-- Triggers on snapshots and their article texts: the digest matches the text, and the pages of a
-- PDF and the spans of the article are in order and inside the text.

CREATE FUNCTION enforce_snapshot() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
BEGIN
    IF NEW.sha256 <> encode(sha256(convert_to(NEW.text, 'UTF8')), 'hex') THEN
        RAISE EXCEPTION 'The digest does not match the text.' USING ERRCODE = 'check_violation';
    END IF;
    IF strpos(NEW.text, chr(13)) > 0 THEN
        RAISE EXCEPTION 'Line endings must be LF.' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER enforce_snapshot BEFORE INSERT ON sources_snapshot
    FOR EACH ROW EXECUTE FUNCTION enforce_snapshot();

CREATE FUNCTION enforce_pages() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
DECLARE
    start int4;
    previous_end int := 0;
BEGIN
    IF NEW.pages IS NULL THEN
        RETURN NEW;
    END IF;
    IF array_ndims(NEW.pages) IS DISTINCT FROM 1 OR NEW.pages[array_lower(NEW.pages, 1)] <> 0 THEN
        RAISE EXCEPTION 'The first page must start at the beginning of the text.'
            USING ERRCODE = 'check_violation';
    END IF;
    FOREACH start IN ARRAY NEW.pages LOOP
        IF (start >= previous_end AND start <= length(NEW.text)) IS NOT TRUE THEN
            RAISE EXCEPTION 'Pages must be in order and inside the text.'
                USING ERRCODE = 'check_violation';
        END IF;
        previous_end := start;
    END LOOP;
    RETURN NEW;
END $$;
CREATE TRIGGER enforce_pages BEFORE INSERT ON sources_snapshot
    FOR EACH ROW EXECUTE FUNCTION enforce_pages();

CREATE FUNCTION enforce_article_text() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
DECLARE
    span int4[];
    previous_end int := 0;
    size int := (SELECT length(text) FROM sources_snapshot WHERE id = NEW.snapshot_id);
BEGIN
    IF array_ndims(NEW.spans) IS DISTINCT FROM 2 OR array_lower(NEW.spans, 2) <> 1 THEN
        RAISE EXCEPTION 'An article text needs at least one span with a start and an end.'
            USING ERRCODE = 'check_violation';
    END IF;
    FOREACH span SLICE 1 IN ARRAY NEW.spans LOOP
        IF (cardinality(span) = 2 AND span[1] >= previous_end AND span[2] > span[1]
            AND span[2] <= size)
            IS NOT TRUE THEN
            RAISE EXCEPTION 'The spans of an article text must be in order and inside the text.'
                USING ERRCODE = 'check_violation';
        END IF;
        previous_end := span[2];
    END LOOP;
    RETURN NEW;
END $$;
CREATE TRIGGER enforce_article_text BEFORE INSERT ON sources_articletext
    FOR EACH ROW EXECUTE FUNCTION enforce_article_text();
