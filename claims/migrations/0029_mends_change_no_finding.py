"""A mend of wording is announced nowhere, so it changes no rating, no basis and no evidence."""

from django.db import migrations

MEND = """
CREATE FUNCTION law_weighs_the_same(one bigint, other bigint) RETURNS boolean
LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
    SELECT EXISTS (SELECT FROM claims_verdict a JOIN claims_verdict b
            ON (a.rating_id, a.basis) IS NOT DISTINCT FROM (b.rating_id, b.basis)
            WHERE a.id = one AND b.id = other)
        AND NOT EXISTS (
            (SELECT passage_id, stance FROM claims_evidence WHERE verdict_id = one
                EXCEPT SELECT passage_id, stance FROM claims_evidence WHERE verdict_id = other)
            UNION ALL
            (SELECT passage_id, stance FROM claims_evidence WHERE verdict_id = other
                EXCEPT SELECT passage_id, stance FROM claims_evidence WHERE verdict_id = one))
$$;
CREATE FUNCTION law_mend() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
BEGIN
    IF EXISTS (SELECT FROM claims_change WHERE verdict_id = NEW.id AND kind = 'mend'
        AND (law_weighs_the_same(verdict_id, previous_id) IS NOT TRUE
            OR previous_id IS DISTINCT FROM (SELECT id FROM claims_verdict
                WHERE claim_id = NEW.claim_id AND published_at IS NOT NULL
                ORDER BY revision DESC LIMIT 1))) THEN
        RAISE EXCEPTION 'A mend of wording changes no rating, basis or evidence.'
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
END $$;
-- Outside draft the content is frozen, so what is handed in is what will be published.
CREATE TRIGGER law_mend AFTER UPDATE ON claims_verdict
    FOR EACH ROW WHEN (OLD.state = 'draft' AND NEW.state = 'in_review')
    EXECUTE FUNCTION law_mend();
"""


class Migration(migrations.Migration):
    dependencies = [("claims", "0028_complaints")]
    operations = [migrations.RunSQL(MEND)]
