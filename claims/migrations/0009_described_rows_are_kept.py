"""What can be described is never deleted, topics keep their addresses, the history its people.

Without this a row could vanish with nothing but the beginning of its history, and whoever is named
there as its author could be exchanged.
"""

from django.db import migrations

KEEP = """
CREATE TRIGGER law_never_deleted BEFORE DELETE ON {table}
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER law_never_truncated BEFORE TRUNCATE ON {table}
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
"""
KEPT = (
    "claims_claim",
    "claims_claimant",
    "claims_topic",
    "claims_rating",
    "sources_source",
    "sources_publisher",
)
TOPIC = """
CREATE FUNCTION law_topic() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
BEGIN
    IF NEW.slug <> OLD.slug THEN
        RAISE EXCEPTION 'The address of a topic never changes.'
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER law_topic BEFORE UPDATE ON claims_topic
    FOR EACH ROW EXECUTE FUNCTION law_topic();
"""
# Inner acts add to a context, so it may grow; who acted stays.
CONTEXT = """
CREATE FUNCTION law_history() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
BEGIN
    IF TG_OP = 'DELETE' OR EXISTS (
            SELECT FROM unnest(ARRAY['person', 'user', 'url']) AS key
            WHERE OLD.metadata ? key AND NEW.metadata -> key IS DISTINCT FROM OLD.metadata -> key)
    THEN
        RAISE EXCEPTION 'The history keeps who acted.' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER law_history BEFORE UPDATE OR DELETE ON pghistory_context
    FOR EACH ROW EXECUTE FUNCTION law_history();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("claims", "0008_the_scale"),
        ("pghistory", "0007_auto_20250421_0444"),
    ]
    operations = [
        migrations.RunSQL(
            "".join(KEEP.format(table=table) for table in KEPT) + TOPIC + CONTEXT,
            migrations.RunSQL.noop,
        )
    ]
