"""Relations are facts, no claim is a part of itself, and what the public sees of a family.

Which of two answers is in force is said by their order alone. A claim that was merged counts as the
one that it was merged into, so that merging loses no relation, and a pair that became one claim has
none. Readers see a relation only where both of its claims are public.
"""

from importlib import import_module

from django.db import migrations

FREEZE = import_module("claims.migrations.0004_laws").FREEZE.format(table="claims_relation")

IN_FORCE = """
-- The claim that stands for this one today.
CREATE FUNCTION stands_for(claim bigint) RETURNS bigint LANGUAGE sql STABLE
SET search_path = public, pg_temp AS $$
    WITH RECURSIVE merged AS (
        SELECT id, merged_into_id FROM claims_claim WHERE id = claim
        UNION SELECT c.id, c.merged_into_id
            FROM merged m JOIN claims_claim c ON c.id = m.merged_into_id
    )
    SELECT id FROM merged WHERE merged_into_id IS NULL
$$;

CREATE VIEW relation_in_force AS
WITH RECURSIVE merged AS (
    SELECT id, merged_into_id AS into_id FROM claims_claim WHERE merged_into_id IS NOT NULL
    UNION SELECT m.id, c.merged_into_id FROM merged m JOIN claims_claim c ON c.id = m.into_id
        WHERE c.merged_into_id IS NOT NULL
), ends AS (
    SELECT m.id, m.into_id FROM merged m JOIN claims_claim c ON c.id = m.into_id
    WHERE c.merged_into_id IS NULL
)
SELECT DISTINCT ON (least(one_id, other_id), greatest(one_id, other_id)) *
FROM (
    SELECT r.id, coalesce(o.into_id, r.one_id) AS one_id,
        coalesce(t.into_id, r.other_id) AS other_id,
        r.kind, r.why, r.related_at, r.related_by_id
    FROM claims_relation r
    LEFT JOIN ends o ON o.id = r.one_id
    LEFT JOIN ends t ON t.id = r.other_id
) AS today
WHERE one_id <> other_id
ORDER BY least(one_id, other_id), greatest(one_id, other_id), id DESC;
"""

LAW = """
CREATE FUNCTION law_relation() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
BEGIN
    IF NEW.kind <> 'part_of' THEN RETURN NEW; END IF;
    -- One circle of two people who relate at the same moment would be enough.
    PERFORM pg_advisory_xact_lock(hashtext('claims_relation'));
    IF EXISTS (
        WITH RECURSIVE whole AS (
            SELECT stands_for(NEW.other_id) AS id
            UNION SELECT r.other_id FROM whole w JOIN relation_in_force r ON r.one_id = w.id
                WHERE r.kind = 'part_of'
                -- What is being related anew is what it says now.
                AND (least(r.one_id, r.other_id), greatest(r.one_id, r.other_id)) IS DISTINCT FROM
                    (least(stands_for(NEW.one_id), stands_for(NEW.other_id)),
                     greatest(stands_for(NEW.one_id), stands_for(NEW.other_id)))
        )
        SELECT FROM whole WHERE id = stands_for(NEW.one_id)) THEN
        RAISE EXCEPTION 'No claim is a part of itself.' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER law_relation BEFORE INSERT ON claims_relation
    FOR EACH ROW EXECUTE FUNCTION law_relation();
"""

PUBLIC = """
CREATE VIEW public_relation AS
SELECT r.id || CASE WHEN way.forward THEN '>' ELSE '<' END AS id,
    mine.public_id AS claim_id, r.kind, way.forward, r.related_at,
    v.claim_id AS other_id, v.statement, v.language, v.state, v.withheld,
    v.rating, v.rating_label, v.rating_tone
FROM relation_in_force r
CROSS JOIN (VALUES (true), (false)) AS way (forward)
JOIN claims_claim mine ON mine.id = CASE WHEN way.forward THEN r.one_id ELSE r.other_id END
JOIN claims_claim its ON its.id = CASE WHEN way.forward THEN r.other_id ELSE r.one_id END
JOIN public_verdict v ON v.claim_id = its.public_id AND v.current
WHERE r.kind <> 'unrelated'
AND EXISTS (SELECT FROM claims_verdict WHERE claim_id = mine.id AND published_at IS NOT NULL);
"""

DROP = """
DROP VIEW public_relation;
DROP TRIGGER law_relation ON claims_relation;
DROP FUNCTION law_relation();
DROP VIEW relation_in_force;
DROP FUNCTION stands_for(bigint);
DROP TRIGGER law_never_changes ON claims_relation;
DROP TRIGGER law_never_truncated ON claims_relation;
"""


class Migration(migrations.Migration):
    dependencies = [("claims", "0026_relations")]
    operations = [migrations.RunSQL(FREEZE + IN_FORCE + LAW + PUBLIC, DROP)]
