"""What is always true of snapshots, bodies and passages, held by the database itself.

The triggers are plain SQL and not pgtrigger's, whose functions honour a session setting that the
application's role may set. Every function pins its search path, so that no temporary table can
stand in for a real one.
"""

from django.db import migrations

REFUSE_CHANGE = """
CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
BEGIN
    RAISE EXCEPTION 'Rows of % never change: % is refused.', TG_TABLE_NAME, TG_OP
        USING ERRCODE = 'restrict_violation';
END $$;
"""

FREEZE = """
CREATE TRIGGER law_never_changes BEFORE UPDATE OR DELETE ON {table}
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER law_never_truncated BEFORE TRUNCATE ON {table}
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
"""

SNAPSHOT = """
CREATE FUNCTION law_snapshot() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
BEGIN
    IF NEW.sha256 <> encode(sha256(convert_to(NEW.text, 'UTF8')), 'hex') THEN
        RAISE EXCEPTION 'The digest is not that of the text.' USING ERRCODE = 'check_violation';
    END IF;
    IF strpos(NEW.text, chr(13)) > 0 THEN
        RAISE EXCEPTION 'Line ends are LF.' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER law_snapshot BEFORE INSERT ON sources_snapshot
    FOR EACH ROW EXECUTE FUNCTION law_snapshot();
"""

BODY = """
CREATE FUNCTION law_body() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
DECLARE
    span int4[];
    reached int := 0;
    size int := (SELECT length(text) FROM sources_snapshot WHERE id = NEW.snapshot_id);
BEGIN
    IF array_ndims(NEW.spans) IS DISTINCT FROM 2 OR array_lower(NEW.spans, 2) <> 1 THEN
        RAISE EXCEPTION 'A body has at least one part, with two ends.'
            USING ERRCODE = 'check_violation';
    END IF;
    FOREACH span SLICE 1 IN ARRAY NEW.spans LOOP
        IF (cardinality(span) = 2 AND span[1] >= reached AND span[2] > span[1] AND span[2] <= size)
            IS NOT TRUE THEN
            RAISE EXCEPTION 'The parts of a body follow one another inside the text.'
                USING ERRCODE = 'check_violation';
        END IF;
        reached := span[2];
    END LOOP;
    RETURN NEW;
END $$;
CREATE TRIGGER law_body BEFORE INSERT ON sources_body
    FOR EACH ROW EXECUTE FUNCTION law_body();
"""

# Word for word, inside one part of the body in force, and with its context in no second place.
PASSAGE = """
CREATE FUNCTION law_passage() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
DECLARE
    said text;
    body sources_body;
    span int4[];
    part text;
    needle text := right(NEW.before, 32) || NEW.exact || left(NEW.after, 32);
    found int := 0;
    at int;
    inside boolean := false;
BEGIN
    SELECT text INTO said FROM sources_snapshot WHERE id = NEW.snapshot_id;
    SELECT * INTO body FROM sources_body
        WHERE snapshot_id = NEW.snapshot_id ORDER BY id DESC LIMIT 1;
    IF body.id IS DISTINCT FROM NEW.body_id THEN
        RAISE EXCEPTION 'A passage is quoted under the marking of the body in force.'
            USING ERRCODE = 'check_violation';
    END IF;
    IF NEW."end" - NEW.start <> length(NEW.exact)
        OR NEW.start < length(NEW.before)
        OR substr(said, NEW.start - length(NEW.before) + 1,
                  length(NEW.before || NEW.exact || NEW.after))
           <> NEW.before || NEW.exact || NEW.after THEN
        RAISE EXCEPTION 'These are not the words at this place of the snapshot.'
            USING ERRCODE = 'check_violation';
    END IF;
    FOREACH span SLICE 1 IN ARRAY body.spans LOOP
        inside := inside OR (span[1] <= NEW.start - length(NEW.before)
                             AND NEW."end" + length(NEW.after) <= span[2]);
        part := substr(said, span[1] + 1, span[2] - span[1]);
        at := strpos(part, needle);
        WHILE at > 0 LOOP
            found := found + 1;
            part := substr(part, at + 1);
            at := strpos(part, needle);
        END LOOP;
    END LOOP;
    IF NOT inside THEN
        RAISE EXCEPTION 'A passage and its context lie in one part of the body.'
            USING ERRCODE = 'check_violation';
    END IF;
    IF found <> 1 THEN
        RAISE EXCEPTION 'With its context a passage stands in one place, not in %.', found
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER law_passage BEFORE INSERT ON sources_passage
    FOR EACH ROW EXECUTE FUNCTION law_passage();
"""

LAWS = "".join(
    [
        REFUSE_CHANGE,
        *(FREEZE.format(table=f"sources_{name}") for name in ("snapshot", "body", "passage")),
        SNAPSHOT,
        BODY,
        PASSAGE,
    ]
)


class Migration(migrations.Migration):
    dependencies = [("sources", "0001_tables")]
    operations = [migrations.RunSQL(LAWS, migrations.RunSQL.noop)]
