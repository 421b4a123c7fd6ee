"""Nothing under embargo or hold reaches readers, and what was planned or withheld is kept.

Each law is a trigger of its own beside those of `0004_laws`, which it does not know.
"""

from django.db import migrations

KEEP = """
CREATE TRIGGER law_never_deleted BEFORE DELETE ON claims_{table}
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER law_never_truncated BEFORE TRUNCATE ON claims_{table}
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
"""

# Volatile, so that whoever had to wait for a hold to be put on the claim sees it.
WITHHELD = """
CREATE FUNCTION is_held(claim bigint) RETURNS boolean LANGUAGE sql VOLATILE
SET search_path = public, pg_temp AS $$
    SELECT EXISTS (SELECT FROM claims_withholding
        WHERE claim_id = claim AND kind = 'hold' AND lifted_at IS NULL)
$$;
CREATE FUNCTION is_embargoed(v claims_verdict, at timestamptz) RETURNS boolean
LANGUAGE sql VOLATILE SET search_path = public, pg_temp AS $$
    SELECT EXISTS (SELECT FROM claims_withholding w
        WHERE w.kind = 'embargo' AND w.lifted_at IS NULL AND w.until > at
        AND (w.claim_id = v.claim_id OR w.source_id IN (
            SELECT s.source_id FROM sources_snapshot s
            JOIN sources_passage p ON p.snapshot_id = s.id
            WHERE EXISTS (SELECT FROM claims_evidence e
                    WHERE e.passage_id = p.id AND e.verdict_id = v.id)
                OR EXISTS (SELECT FROM claims_appearance a
                    WHERE a.passage_id = p.id AND a.claim_id = v.claim_id))))
$$;
CREATE FUNCTION law_withheld() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
BEGIN
    IF is_held(NEW.claim_id) THEN
        RAISE EXCEPTION 'A legal hold is on the claim.' USING ERRCODE = 'check_violation';
    END IF;
    IF OLD.state = 'approved' AND is_embargoed(NEW, least(NEW.moved_at, clock_timestamp())) THEN
        RAISE EXCEPTION 'It is under embargo.' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER law_withheld BEFORE UPDATE ON claims_verdict FOR EACH ROW
    WHEN (NEW.state = 'published' AND OLD.state <> 'published')
    EXECUTE FUNCTION law_withheld();

CREATE FUNCTION law_held_is_not_changed() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
BEGIN
    IF NEW.kind IN ('correction', 'update', 'clarification', 'mend')
        AND is_held((SELECT claim_id FROM claims_verdict WHERE id = NEW.verdict_id)) THEN
        RAISE EXCEPTION 'A legal hold is on the claim.' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER law_held_is_not_changed BEFORE INSERT ON claims_change
    FOR EACH ROW EXECUTE FUNCTION law_held_is_not_changed();
"""

# The share lock waits for a revision that is being published, and then sees that it was; whoever
# publishes meanwhile waits for the hold.
WITHHOLDING = """
CREATE FUNCTION law_withholding() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        IF NEW.lifted_at IS NOT NULL THEN
            RAISE EXCEPTION 'What is withheld begins in force.' USING ERRCODE = 'check_violation';
        END IF;
        IF NEW.kind = 'hold' AND 'published' IN (
                SELECT state FROM claims_verdict WHERE claim_id = NEW.claim_id FOR SHARE) THEN
            RAISE EXCEPTION 'A hold keeps a page down that is down.'
                USING ERRCODE = 'check_violation';
        END IF;
        RETURN NEW;
    END IF;
    IF OLD.lifted_at IS NOT NULL
        OR (NEW.id, NEW.kind, NEW.claim_id, NEW.source_id, NEW.until, NEW.why, NEW.set_at,
            NEW.set_by_id)
            IS DISTINCT FROM
            (OLD.id, OLD.kind, OLD.claim_id, OLD.source_id, OLD.until, OLD.why, OLD.set_at,
            OLD.set_by_id) THEN
        RAISE EXCEPTION 'What is withheld is lifted once, and nothing else of it changes.'
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER law_withholding BEFORE INSERT OR UPDATE ON claims_withholding
    FOR EACH ROW EXECUTE FUNCTION law_withholding();
"""

PLAN = """
CREATE FUNCTION law_plan() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        IF NEW.ended_at IS NOT NULL
            OR NOT EXISTS (SELECT FROM claims_verdict v
                JOIN claims_submission s ON s.id = v.submission_id
                WHERE v.id = NEW.verdict_id AND v.state = 'approved'
                AND s.id = NEW.submission_id AND s.sha256 = NEW.sha256) THEN
            RAISE EXCEPTION 'What is planned is what was approved.'
                USING ERRCODE = 'check_violation';
        END IF;
        RETURN NEW;
    END IF;
    IF OLD.ended_at IS NOT NULL
        OR (NEW.id, NEW.verdict_id, NEW.submission_id, NEW.sha256, NEW.publish_at, NEW.planned_at,
            NEW.planned_by_id)
            IS DISTINCT FROM
            (OLD.id, OLD.verdict_id, OLD.submission_id, OLD.sha256, OLD.publish_at, OLD.planned_at,
            OLD.planned_by_id) THEN
        RAISE EXCEPTION 'A plan ends once, and nothing else of it changes.'
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER law_plan BEFORE INSERT OR UPDATE ON claims_plan
    FOR EACH ROW EXECUTE FUNCTION law_plan();
"""

LAWS = KEEP.format(table="plan") + KEEP.format(table="withholding") + WITHHELD + WITHHOLDING + PLAN


class Migration(migrations.Migration):
    dependencies = [("claims", "0024_timing")]
    operations = [migrations.RunSQL(LAWS)]
