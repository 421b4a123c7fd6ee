"""A finding that rests on several independent origins has two of them, held by the database itself.

Counted are the sources of the passages on the side of the finding, joined by the editors' answers
in force; so `claims.workflow.policies.has_independent_origins` counts, too. The law leaves out the answers
about one person's words: whether a source has anything besides them takes names to compare, which
is the policy's part. It can therefore find more origins than the policy and never fewer. What one
origin may bear is a setting of the desk and no law.
"""

from django.db import migrations

ORIGINS = """
CREATE FUNCTION count_origins(v claims_verdict) RETURNS bigint LANGUAGE plpgsql STABLE
SET search_path = public, pg_temp AS $$
DECLARE
    side text := (SELECT polarity FROM claims_rating WHERE id = v.rating_id);
    stances text[] := CASE side WHEN 'true' THEN ARRAY['supports']
        WHEN 'false' THEN ARRAY['refutes'] ELSE ARRAY['supports', 'refutes'] END;
    bearing bigint[] := ARRAY(SELECT DISTINCT s.source_id FROM claims_evidence e
        JOIN sources_passage p ON p.id = e.passage_id
        JOIN sources_snapshot s ON s.id = p.snapshot_id
        WHERE e.verdict_id = v.id AND e.stance = ANY (stances));
BEGIN
    RETURN (
        WITH RECURSIVE answers AS (
            SELECT DISTINCT ON (one_id, other_id, ground) one_id, other_id, answer
            FROM sources_kinship
            WHERE one_id = ANY (bearing) AND other_id = ANY (bearing) AND ground <> 'speaker'
            ORDER BY one_id, other_id, ground, id DESC
        ), joined AS (
            SELECT one_id AS here, other_id AS there FROM answers WHERE answer = 'one_origin'
            UNION SELECT other_id, one_id FROM answers WHERE answer = 'one_origin'
        ), reached AS (
            SELECT source AS origin, source FROM unnest(bearing) AS source
            UNION SELECT r.origin, j.there FROM reached r JOIN joined j ON j.here = r.source
        )
        -- The smallest source that each can reach stands for its origin.
        SELECT count(DISTINCT origin) FROM (
            SELECT min(origin) AS origin FROM reached GROUP BY source) AS stands_for
    );
END $$;
"""
LAW = """
CREATE FUNCTION law_origins() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
BEGIN
    IF count_origins(NEW) < 2 THEN
        RAISE EXCEPTION 'Several independent origins are at least two.'
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER law_origins BEFORE UPDATE ON claims_verdict FOR EACH ROW
    WHEN (OLD.state = 'draft' AND NEW.state = 'in_review' AND NEW.basis = 'independent')
    EXECUTE FUNCTION law_origins();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("claims", "0013_what_the_watch_shows"),
        ("sources", "0012_sketches_of_what_was_captured"),
    ]
    operations = [migrations.RunSQL(ORIGINS + LAW, migrations.RunSQL.noop)]
