"""A check tells what the look found: its words stand in the text that came back, and it is kept.

What is called exact or moved is word for word, and what is called altered is not.
"""

from importlib import import_module

from django.db import migrations

FREEZE = import_module("sources.migrations.0002_laws").FREEZE

CHECK = """
CREATE FUNCTION law_check() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
DECLARE
    look sources_retrieval;
    quoted text;
    quoted_from bigint;
BEGIN
    SELECT * INTO look FROM sources_retrieval WHERE id = NEW.retrieval_id;
    SELECT p.exact, sn.source_id INTO quoted, quoted_from FROM sources_passage p
        JOIN sources_snapshot sn ON sn.id = p.snapshot_id WHERE p.id = NEW.passage_id;
    IF look.source_id IS DISTINCT FROM quoted_from
        OR look.snapshot_id IS DISTINCT FROM NEW.snapshot_id THEN
        RAISE EXCEPTION 'A passage is looked for in what the look at its source brought.'
            USING ERRCODE = 'check_violation';
    END IF;
    IF NEW.start IS NOT NULL AND (NEW."end" - NEW.start <> length(NEW.found)
        OR NEW.found IS DISTINCT FROM (SELECT substr(text, NEW.start + 1, NEW."end" - NEW.start)
            FROM sources_snapshot WHERE id = NEW.snapshot_id)) THEN
        RAISE EXCEPTION 'These are not the words at this place of the snapshot.'
            USING ERRCODE = 'check_violation';
    END IF;
    IF NEW.outcome IN ('exact', 'moved') AND NEW.found <> quoted
        OR NEW.outcome IN ('normalised', 'altered') AND NEW.found = quoted THEN
        RAISE EXCEPTION 'Word for word is what was quoted, and nothing else is.'
            USING ERRCODE = 'check_violation';
    END IF;
    IF jsonb_typeof(NEW.reasons) <> 'array' THEN
        RAISE EXCEPTION 'Reasons are a list.' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER law_check BEFORE INSERT ON sources_check
    FOR EACH ROW EXECUTE FUNCTION law_check();
"""


class Migration(migrations.Migration):
    dependencies = [("sources", "0008_checks")]
    operations = [
        migrations.RunSQL(FREEZE.format(table="sources_check") + CHECK, migrations.RunSQL.noop)
    ]
