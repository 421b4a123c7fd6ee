"""What a reader wrote is kept as it came, and is answered once.

A claim that a suggestion was taken as was recorded in the same act, so that no suggestion can be
put down to a claim that has nothing to do with it as if it had been taken.
"""

from django.db import migrations

KEEP = """
CREATE TRIGGER law_never_deleted BEFORE DELETE ON claims_suggestion
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER law_never_truncated BEFORE TRUNCATE ON claims_suggestion
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
"""

SUGGESTION = """
CREATE FUNCTION law_suggestion_is_answered(s claims_suggestion) RETURNS boolean
LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
    SELECT CASE s.answer
        WHEN 'taken' THEN EXISTS (SELECT FROM claims_claim
            WHERE id = s.claim_id
            AND recorded_at = s.answered_at AND recorded_by_id = s.answered_by_id)
        WHEN 'linked' THEN EXISTS (SELECT FROM claims_claim
            WHERE id = s.claim_id AND merged_at IS NULL)
        ELSE s.answer = 'declined'
    END
$$;
CREATE FUNCTION law_suggestion() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        IF NEW.answered_at IS NOT NULL THEN
            RAISE EXCEPTION 'A suggestion arrives without an answer.'
                USING ERRCODE = 'check_violation';
        END IF;
        RETURN NEW;
    END IF;
    IF OLD.answered_at IS NOT NULL
        OR (NEW.id, NEW.public_id, NEW.said, NEW."where", NEW.who, NEW.email, NEW.arrived_at,
            NEW.sender)
            IS DISTINCT FROM
            (OLD.id, OLD.public_id, OLD.said, OLD."where", OLD.who, OLD.email, OLD.arrived_at,
            OLD.sender) THEN
        RAISE EXCEPTION 'A suggestion is answered once, and nothing else of it changes.'
            USING ERRCODE = 'restrict_violation';
    END IF;
    IF NEW.answered_at IS NOT NULL AND law_suggestion_is_answered(NEW) IS NOT TRUE THEN
        RAISE EXCEPTION 'What an answer says was done.' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER law_suggestion BEFORE INSERT OR UPDATE ON claims_suggestion
    FOR EACH ROW EXECUTE FUNCTION law_suggestion();
"""


class Migration(migrations.Migration):
    dependencies = [("claims", "0016_suggestions")]
    operations = [migrations.RunSQL(KEEP + SUGGESTION, migrations.RunSQL.noop)]
