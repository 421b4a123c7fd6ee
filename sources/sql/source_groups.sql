-- Which sources count as one, by the editors' current decisions. The desk, the trigger that counts
-- independent sources and the published record use this function, so that all three agree.

-- A name for comparison: white space and case do not matter.
CREATE FUNCTION normalize_speaker(name text) RETURNS text LANGUAGE sql IMMUTABLE
SET search_path = public, pg_temp AS $$
    SELECT btrim(regexp_replace(lower(name), '\s+', ' ', 'g'))
$$;

-- The independent groups of the sources of these passages: each group with its sources in the order
-- of the passages, and the types of the reasons that join them. A decision about the words of one
-- speaker joins two sources only if one of them is cited for nothing else.
CREATE FUNCTION group_sources(passage_ids bigint[])
RETURNS TABLE (source_ids bigint[], reason_types text[]) LANGUAGE sql STABLE
SET search_path = public, pg_temp AS $$
    WITH RECURSIVE cited AS (
        -- An empty speaker is the source itself.
        SELECT s.source_id, min(listed.position) AS position,
            array_agg(DISTINCT CASE p.voice
                WHEN 'reports' THEN normalize_speaker(p.speaker) ELSE '' END) AS speakers
        FROM unnest(passage_ids) WITH ORDINALITY AS listed (passage_id, position)
        JOIN sources_passage p ON p.id = listed.passage_id
        JOIN sources_snapshot s ON s.id = p.snapshot_id
        GROUP BY s.source_id
    ), decided AS (
        SELECT DISTINCT ON (r.source_a_id, r.source_b_id, r.reason_type, normalize_speaker(r.speaker))
            r.source_a_id, r.source_b_id, r.reason_type, r.decision,
            ARRAY[normalize_speaker(r.speaker)] AS only_speaker,
            a.speakers AS speakers_a, b.speakers AS speakers_b
        FROM sources_sourcerelation r
        JOIN cited a ON a.source_id = r.source_a_id
        JOIN cited b ON b.source_id = r.source_b_id
        ORDER BY r.source_a_id, r.source_b_id, r.reason_type, normalize_speaker(r.speaker), r.id DESC
    ), joining AS (
        SELECT source_a_id, source_b_id, reason_type FROM decided
        WHERE decision = 'not_independent'
        AND (reason_type <> 'speaker' OR only_speaker IN (speakers_a, speakers_b))
    ), link AS (
        SELECT source_a_id AS from_id, source_b_id AS to_id FROM joining
        UNION SELECT source_b_id, source_a_id FROM joining
    ), reachable AS (
        SELECT source_id, position AS first_position FROM cited
        UNION SELECT link.to_id, r.first_position
            FROM reachable r JOIN link ON link.from_id = r.source_id
    ), member AS (
        -- A group is named after the position of its first source.
        SELECT r.source_id, min(r.first_position) AS group_position, c.position
        FROM reachable r JOIN cited c ON c.source_id = r.source_id
        GROUP BY r.source_id, c.position
    )
    SELECT array_agg(m.source_id ORDER BY m.position), ARRAY(
            SELECT DISTINCT j.reason_type COLLATE "C" FROM joining j
            JOIN member a ON a.source_id = j.source_a_id
            WHERE a.group_position = m.group_position ORDER BY 1)
    FROM member m GROUP BY m.group_position ORDER BY m.group_position
$$;
