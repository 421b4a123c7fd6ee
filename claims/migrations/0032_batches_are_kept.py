"""The rows of a batch are kept as they came, and a batch ends once."""

from django.db import migrations

LAW = """
CREATE TRIGGER law_never_deleted BEFORE DELETE ON claims_batch
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER law_never_truncated BEFORE TRUNCATE ON claims_batch
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE FUNCTION law_batch() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        IF NEW.ended_at IS NOT NULL OR NEW.done <> 0
            OR NEW.number <> jsonb_array_length(NEW.rows) OR NEW.number = 0 THEN
            RAISE EXCEPTION 'A batch begins with its rows, and with none of them done.'
                USING ERRCODE = 'check_violation';
        END IF;
        RETURN NEW;
    END IF;
    IF OLD.ended_at IS NOT NULL
        OR (NEW.id, NEW.name, NEW.rows, NEW.left_out, NEW.brought_at, NEW.brought_by_id, NEW.number)
            IS DISTINCT FROM
            (OLD.id, OLD.name, OLD.rows, OLD.left_out, OLD.brought_at, OLD.brought_by_id,
            OLD.number) THEN
        RAISE EXCEPTION 'A batch ends once, and its rows never change.'
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER law_batch BEFORE INSERT OR UPDATE ON claims_batch
    FOR EACH ROW EXECUTE FUNCTION law_batch();
"""
DROP = """
DROP TRIGGER law_batch ON claims_batch;
DROP FUNCTION law_batch();
DROP TRIGGER law_never_deleted ON claims_batch;
DROP TRIGGER law_never_truncated ON claims_batch;
"""


class Migration(migrations.Migration):
    dependencies = [("claims", "0031_batches")]
    operations = [migrations.RunSQL(LAW, DROP)]
