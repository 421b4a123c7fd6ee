-- Published revisions of verdicts, as readers see them. Titles, ratings and names come from the
-- published record, so that later edits elsewhere do not change what was published.

CREATE INDEX claims_verdict_published ON claims_verdict (published_at DESC, id DESC)
    WHERE published_at IS NOT NULL;

CREATE VIEW public_verdict AS
SELECT
    v.id,
    c.public_id AS claim_id,
    v.revision,
    v.state,
    display.withheld,
    NOT EXISTS (SELECT FROM claims_verdict later WHERE later.claim_id = v.claim_id
        AND later.revision > v.revision AND later.published_at IS NOT NULL) AS current,
    v.state = 'published' AND c.merged_at IS NULL AS listed,
    (SELECT m.public_id FROM claims_claim m WHERE m.id = c.merged_into_id AND EXISTS (
        SELECT FROM published_verdict mv WHERE mv.claim_id = m.id)
    ) AS merged_into,
    s.statement,
    s.language,
    s.attribution,
    s.claimant_id,
    s.claimant_name,
    s.claimed_on::date AS claimed_on,
    s.claimed_precision,
    display.rating ->> 'code' AS rating,
    display.rating ->> 'label' AS rating_label,
    display.rating ->> 'definition' AS rating_definition,
    display.rating ->> 'tone' AS rating_tone,
    (display.rating ->> 'number')::smallint AS rating_number,
    CASE WHEN NOT display.withheld THEN v.basis END AS basis,
    CASE WHEN NOT display.withheld THEN v.conclusion END AS conclusion,
    v.valid_as_of,
    v.provisional,
    v.revisit_on,
    v.published_at,
    (SELECT min(f.published_at) FROM claims_verdict f
        WHERE f.claim_id = v.claim_id) AS first_published_at,
    v.ended_at,
    ARRAY(SELECT writer.byline FROM accounts_user writer
        WHERE NOT display.withheld AND writer.public_id IN (
            SELECT jsonb_array_elements_text(s.content::jsonb -> 'written_by'))
        ORDER BY writer.byline COLLATE "C")::text[] AS written_by,
    approver.byline AS approved_by,
    publisher.byline AS published_by,
    ARRAY(SELECT t.slug FROM claims_claim_topics ct JOIN claims_topic t ON t.id = ct.topic_id
        WHERE ct.claim_id = c.id ORDER BY t.name)::text[] AS topics,
    ARRAY(SELECT t.name FROM claims_claim_topics ct JOIN claims_topic t ON t.id = ct.topic_id
        WHERE ct.claim_id = c.id ORDER BY t.name)::text[] AS topic_names,
    ARRAY(SELECT DISTINCT src.public_id FROM claims_evidence e
        JOIN sources_passage p ON p.id = e.passage_id
        JOIN sources_snapshot sn ON sn.id = p.snapshot_id
        JOIN sources_source src ON src.id = sn.source_id
        WHERE e.verdict_id = v.id AND NOT display.withheld)::text[] AS sources,
    ARRAY(SELECT DISTINCT pub.public_id FROM claims_evidence e
        JOIN sources_passage p ON p.id = e.passage_id
        JOIN sources_snapshot sn ON sn.id = p.snapshot_id
        JOIN sources_source src ON src.id = sn.source_id
        JOIN sources_publisher pub ON pub.id = src.publisher_id
        WHERE e.verdict_id = v.id AND NOT display.withheld)::text[] AS publishers,
    -- Byte for byte as it was hashed, unless words were removed from it on request. Then there is no
    -- salt either: with it the words could be found by guessing.
    CASE WHEN NOT display.withheld THEN s.content END AS record,
    CASE WHEN NOT display.withheld THEN nullif(s.salt, '') END AS record_salt,
    s.sha256 AS record_sha256,
    (SELECT max(removed_at) FROM claims_tombstone t
        WHERE t.table_name = 'claims_submission' AND t.row_id = s.id::text) AS legally_changed_at,
    EXISTS (SELECT FROM claims_personrequest request
        JOIN claims_personrequestdecision d ON d.request_id = request.id
        WHERE request.claim_id = c.id AND d.outcome = 'noindex') AS noindex,
    ARRAY(SELECT d.reply FROM claims_personrequest request
        JOIN claims_personrequestdecision d ON d.request_id = request.id
        WHERE request.claim_id = c.id AND d.outcome = 'reply' AND NOT display.withheld
        ORDER BY d.id)::text[] AS statutory_replies,
    CASE WHEN NOT display.withheld THEN s.search END AS search
FROM published_verdict v
JOIN claims_claim c ON c.id = v.claim_id
JOIN claims_submission s ON s.id = v.submission_id
LEFT JOIN withheld_verdict w ON w.verdict_id = v.id
CROSS JOIN LATERAL (
    SELECT is_withheld AS withheld, CASE WHEN NOT is_withheld THEN s.rating END AS rating
    FROM (SELECT v.state = 'suspended' OR w.verdict_id IS NOT NULL AS is_withheld) AS status
) AS display
JOIN accounts_user approver ON approver.id = v.approved_by_id
JOIN accounts_user publisher ON publisher.id = v.published_by_id;
