"""An alarm tells of a finding that concerns its verdict, is answered once, and is kept.

It is raised where words changed or are gone, for a standing verdict that cites them; what follows
from its answer was carried out in the same act.
"""

from django.db import migrations

KEEP = """
CREATE TRIGGER law_never_deleted BEFORE DELETE ON claims_alarm
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER law_never_truncated BEFORE TRUNCATE ON claims_alarm
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
"""

ALARM = """
CREATE FUNCTION law_alarm_is_raised(a claims_alarm) RETURNS boolean
LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
    SELECT a.answered_at IS NULL
        AND EXISTS (SELECT FROM sources_check ch
            JOIN sources_retrieval look ON look.id = ch.retrieval_id
            WHERE ch.id = a.finding_id AND ch.passage_id = a.passage_id
            AND (ch.material OR ch.outcome IN ('ambiguous', 'missing') OR look.gone))
        AND EXISTS (SELECT FROM claims_verdict v
            WHERE v.id = a.verdict_id AND v.state IN ('published', 'suspended')
            AND (EXISTS (SELECT FROM claims_evidence
                    WHERE verdict_id = v.id AND passage_id = a.passage_id)
                OR EXISTS (SELECT FROM claims_appearance
                    WHERE claim_id = v.claim_id AND passage_id = a.passage_id)))
$$;
CREATE FUNCTION law_answer_is_carried_out(a claims_alarm) RETURNS boolean
LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
    SELECT CASE a.answer
        WHEN 'correct' THEN EXISTS (SELECT FROM claims_change
            WHERE verdict_id = a.following_id AND previous_id = a.verdict_id
            AND opened_at = a.answered_at AND opened_by_id = a.answered_by_id)
        WHEN 'retract' THEN EXISTS (SELECT FROM claims_change
            WHERE verdict_id = a.verdict_id AND kind = 'retraction'
            AND opened_at = a.answered_at AND opened_by_id = a.answered_by_id)
        ELSE a.answer = 'no_change'
    END
$$;
CREATE FUNCTION law_alarm() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        IF law_alarm_is_raised(NEW) IS NOT TRUE THEN
            RAISE EXCEPTION 'An alarm tells of a change that concerns a standing verdict.'
                USING ERRCODE = 'check_violation';
        END IF;
        RETURN NEW;
    END IF;
    IF OLD.answered_at IS NOT NULL
        OR (NEW.id, NEW.verdict_id, NEW.passage_id, NEW.finding_id, NEW.raised_at)
            IS DISTINCT FROM
            (OLD.id, OLD.verdict_id, OLD.passage_id, OLD.finding_id, OLD.raised_at) THEN
        RAISE EXCEPTION 'An alarm is answered once, and nothing else of it changes.'
            USING ERRCODE = 'restrict_violation';
    END IF;
    IF NEW.answered_at IS NOT NULL AND law_answer_is_carried_out(NEW) IS NOT TRUE THEN
        RAISE EXCEPTION 'What an answer says was done.' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER law_alarm BEFORE INSERT OR UPDATE ON claims_alarm
    FOR EACH ROW EXECUTE FUNCTION law_alarm();
"""


class Migration(migrations.Migration):
    dependencies = [("claims", "0011_alarms")]
    operations = [migrations.RunSQL(KEEP + ALARM, migrations.RunSQL.noop)]
