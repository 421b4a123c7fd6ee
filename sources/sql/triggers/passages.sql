-- A passage is quoted word for word, is inside one span of the current article text and, together
-- with its context, matches one place only.

CREATE FUNCTION enforce_passage() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
DECLARE
    snapshot_text text;
    article sources_articletext;
    span int4[];
    span_text text;
    needle text := right(NEW.before, 32) || NEW.exact || left(NEW.after, 32);
    matches int := 0;
    at int;
    inside boolean := false;
BEGIN
    SELECT text INTO snapshot_text FROM sources_snapshot WHERE id = NEW.snapshot_id;
    SELECT * INTO article FROM sources_articletext
        WHERE snapshot_id = NEW.snapshot_id ORDER BY id DESC LIMIT 1;
    IF article.id IS DISTINCT FROM NEW.article_text_id THEN
        RAISE EXCEPTION 'A passage must refer to the current article text of its snapshot.'
            USING ERRCODE = 'check_violation';
    END IF;
    IF NEW."end" - NEW.start <> length(NEW.exact)
        OR NEW.start < length(NEW.before)
        OR substr(snapshot_text, NEW.start - length(NEW.before) + 1,
                  length(NEW.before || NEW.exact || NEW.after))
           <> NEW.before || NEW.exact || NEW.after THEN
        RAISE EXCEPTION 'The snapshot has different text at this place.'
            USING ERRCODE = 'check_violation';
    END IF;
    FOREACH span SLICE 1 IN ARRAY article.spans LOOP
        inside := inside OR (span[1] <= NEW.start - length(NEW.before)
                             AND NEW."end" + length(NEW.after) <= span[2]);
        span_text := substr(snapshot_text, span[1] + 1, span[2] - span[1]);
        at := strpos(span_text, needle);
        WHILE at > 0 LOOP
            matches := matches + 1;
            span_text := substr(span_text, at + 1);
            at := strpos(span_text, needle);
        END LOOP;
    END LOOP;
    IF NOT inside THEN
        RAISE EXCEPTION 'A passage and its context must be inside one span of the article text.'
            USING ERRCODE = 'check_violation';
    END IF;
    IF matches <> 1 THEN
        RAISE EXCEPTION 'With its context, a passage must match exactly one place, not %.', matches
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER enforce_passage BEFORE INSERT ON sources_passage
    FOR EACH ROW EXECUTE FUNCTION enforce_passage();
