-- Passages quoted by a published revision, with the same restrictions as views/evidence.sql.

CREATE VIEW public_passage AS
SELECT
    p.id, p.public_id, src.public_id AS source_id,
    src.kind AS source_kind,
    CASE WHEN was_source_private(src.public_id) THEN '' ELSE src.title END AS source_title,
    CASE WHEN was_source_private(src.public_id) THEN 'a private individual'
        ELSE src.author END AS source_author,
    src.published_on AS source_published_on, src.published_precision AS source_precision,
    sn.public_id AS snapshot_id, sn.extent, sn.captured_at, sn.sha256 AS snapshot_sha256,
    p.start, p."end", p.exact, p.before, p.after,
    sn.extent = 'excerpt' OR length(p.before) < p.start - span.left_edge AS cut_before,
    sn.extent = 'excerpt' OR p."end" + length(p.after) < span.right_edge AS cut_after,
    right(p.before, 32) AS prefix, left(p.after, 32) AS suffix,
    (SELECT coalesce(jsonb_agg(jsonb_build_array(sn.added[i][1], sn.added[i][2])), '[]')
        FROM generate_subscripts(sn.added, 1) AS i
        WHERE sn.added[i][1] >= p.start - length(p.before)
        AND sn.added[i][2] <= p."end" + length(p.after)) AS added,
    p.directive,
    p.voice,
    CASE WHEN was_speaker_private(p.public_id) THEN 'a private individual'
        ELSE p.speaker END AS speaker,
    src.language,
    CASE WHEN was_source_private(src.public_id) OR has_copy(src.public_id) THEN ''
        ELSE src.url END AS url,
    CASE WHEN was_source_private(src.public_id) THEN ''
        ELSE get_copy_of_source(src.public_id, NULL) END AS archived_url
FROM sources_passage p
JOIN sources_snapshot sn ON sn.id = p.snapshot_id
JOIN sources_source src ON src.id = sn.source_id
JOIN sources_articletext b ON b.id = p.article_text_id
CROSS JOIN LATERAL (
    SELECT b.spans[i][1] AS left_edge, b.spans[i][2] AS right_edge
    FROM generate_subscripts(b.spans, 1) AS i
    WHERE b.spans[i][1] <= p.start AND p."end" <= b.spans[i][2] LIMIT 1
) AS span
WHERE EXISTS (
    SELECT FROM claims_evidence e JOIN published_verdict v ON v.id = e.verdict_id
    WHERE e.passage_id = p.id
    AND v.state IN ('published', 'superseded', 'retracted')
    AND NOT EXISTS (SELECT FROM withheld_verdict w WHERE w.verdict_id = v.id)
) OR EXISTS (
    SELECT FROM claims_submission s JOIN published_verdict v ON v.submission_id = s.id
    WHERE s.appearance_passages @> ARRAY[p.public_id]::text[]
    AND v.state IN ('published', 'superseded', 'retracted')
    AND NOT EXISTS (SELECT FROM withheld_verdict w WHERE w.verdict_id = v.id)
);
