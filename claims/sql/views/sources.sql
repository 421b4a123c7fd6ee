-- The sources, snapshots, archived copies and publishers of public passages.

CREATE VIEW public_source AS
SELECT
    s.id, s.public_id, s.kind,
    CASE WHEN was_source_private(s.public_id) THEN '' ELSE s.title END AS title,
    CASE WHEN was_source_private(s.public_id) THEN 'a private individual'
        ELSE s.author END AS author,
    pub.public_id AS publisher_id, pub.name AS publisher,
    CASE WHEN was_source_private(s.public_id) OR has_copy(s.public_id) THEN '' ELSE s.url END AS url,
    CASE WHEN s.original_url = '' OR was_source_private(s.public_id) OR has_copy(s.public_id) THEN ''
        ELSE s.original_url END AS original_url,
    CASE WHEN was_source_private(s.public_id) THEN ''
        ELSE get_copy_of_source(s.public_id, NULL) END AS archived_url,
    s.published_on, s.published_precision, s.language,
    CASE WHEN was_source_private(s.public_id) THEN '' ELSE s.provenance_note END AS provenance_note,
    q.first_captured_at, q.passage_count,
    (SELECT count(DISTINCT e.claim_id) FROM public_evidence e
        WHERE e.source_id = s.public_id AND e.current) AS claim_count
FROM sources_source s
JOIN (SELECT source_id, min(captured_at) AS first_captured_at, count(*) AS passage_count
    FROM public_passage GROUP BY source_id) q ON q.source_id = s.public_id
LEFT JOIN sources_publisher pub ON pub.id = s.publisher_id;

CREATE VIEW public_snapshot AS
SELECT sn.id, sn.public_id, src.public_id AS source_id, sn.extent, sn.captured_at, sn.sha256,
    length(sn.text) AS length
FROM sources_snapshot sn JOIN sources_source src ON src.id = sn.source_id
WHERE EXISTS (SELECT FROM public_passage p WHERE p.snapshot_id = sn.public_id);

-- A copy shows what a private person published, so theirs have none.
CREATE VIEW public_archived_copy AS
SELECT c.id, sn.public_id AS snapshot_id, sn.source_id, c.url, c.recorded_at
FROM sources_archivedcopy c JOIN public_snapshot sn ON sn.id = c.snapshot_id
WHERE NOT was_source_private(sn.source_id);

CREATE VIEW public_publisher AS
SELECT pub.id, pub.public_id, pub.name FROM sources_publisher pub
WHERE EXISTS (SELECT FROM public_source s WHERE s.publisher_id = pub.public_id);
