"""News never change; a notice is read once and sent once, and nothing else of it changes."""

from django.db import migrations

LAWS = """
CREATE TRIGGER law_never_changes BEFORE UPDATE OR DELETE ON notifications_news
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER law_never_truncated BEFORE TRUNCATE ON notifications_news
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER law_never_deleted BEFORE DELETE ON notifications_notice
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER law_never_truncated BEFORE TRUNCATE ON notifications_notice
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE FUNCTION law_notice() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
BEGIN
    IF (NEW.id, NEW.news_id, NEW.person_id, NEW.how)
        IS DISTINCT FROM (OLD.id, OLD.news_id, OLD.person_id, OLD.how)
        OR (OLD.read_at IS NOT NULL AND NEW.read_at IS DISTINCT FROM OLD.read_at)
        OR (OLD.sent_at IS NOT NULL AND NEW.sent_at IS DISTINCT FROM OLD.sent_at) THEN
        RAISE EXCEPTION 'A notice is read once and sent once, and nothing else of it changes.'
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER law_notice BEFORE UPDATE ON notifications_notice
    FOR EACH ROW EXECUTE FUNCTION law_notice();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("notifications", "0001_notices"),
        ("sources", "0002_laws"),
    ]
    operations = [migrations.RunSQL(LAWS)]
