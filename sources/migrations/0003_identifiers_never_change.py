"""The identifiers in public addresses never change: a row keeps its own for ever."""

from django.db import migrations

FUNCTION = """
CREATE FUNCTION law_identifier() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
BEGIN
    IF NEW.public_id <> OLD.public_id THEN
        RAISE EXCEPTION 'An identifier never changes.' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
"""
TRIGGER = """
CREATE TRIGGER law_identifier BEFORE UPDATE ON {table}
    FOR EACH ROW EXECUTE FUNCTION law_identifier();
"""
TABLES = ("sources_source", "sources_publisher")


class Migration(migrations.Migration):
    dependencies = [("sources", "0002_laws")]
    operations = [
        migrations.RunSQL(
            FUNCTION + "".join(TRIGGER.format(table=table) for table in TABLES),
            migrations.RunSQL.noop,
        )
    ]
