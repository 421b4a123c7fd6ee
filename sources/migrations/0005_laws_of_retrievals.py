"""What is always true of originals, retrievals and archived copies, held by the database itself."""

from django.db import migrations

FREEZE = """
CREATE TRIGGER law_never_changes BEFORE UPDATE OR DELETE ON {table}
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER law_never_truncated BEFORE TRUNCATE ON {table}
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
"""

RETRIEVAL = """
CREATE FUNCTION law_retrieval() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
BEGIN
    IF NEW.snapshot_id IS NOT NULL AND NOT EXISTS (
        SELECT FROM sources_snapshot
        WHERE id = NEW.snapshot_id AND source_id = NEW.source_id
    ) THEN
        RAISE EXCEPTION 'A retrieval found a snapshot of its own source.'
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER law_retrieval BEFORE INSERT ON sources_retrieval
    FOR EACH ROW EXECUTE FUNCTION law_retrieval();
"""

PAGES = """
CREATE FUNCTION law_pages() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
DECLARE
    start int4;
    reached int := -1;
BEGIN
    IF NEW.pages IS NULL THEN
        RETURN NEW;
    END IF;
    IF array_ndims(NEW.pages) IS DISTINCT FROM 1 OR NEW.pages[array_lower(NEW.pages, 1)] <> 0 THEN
        RAISE EXCEPTION 'The first page begins where the text begins.'
            USING ERRCODE = 'check_violation';
    END IF;
    FOREACH start IN ARRAY NEW.pages LOOP
        IF (start > reached AND start <= length(NEW.text)) IS NOT TRUE THEN
            RAISE EXCEPTION 'Pages follow one another inside the text.'
                USING ERRCODE = 'check_violation';
        END IF;
        reached := start;
    END LOOP;
    RETURN NEW;
END $$;
CREATE TRIGGER law_pages BEFORE INSERT ON sources_snapshot
    FOR EACH ROW EXECUTE FUNCTION law_pages();
"""

TABLES = ("original", "retrieval", "archivedcopy")
LAWS = "".join([*(FREEZE.format(table=f"sources_{name}") for name in TABLES), RETRIEVAL, PAGES])


class Migration(migrations.Migration):
    dependencies = [("sources", "0004_originals_and_retrievals")]
    operations = [migrations.RunSQL(LAWS, migrations.RunSQL.noop)]
