-- The quotations of published revisions: their evidence and the appearances of their claims. The
-- quotations of a revision that is suspended, or that was suspended when a later revision replaced
-- it, are not public.

CREATE VIEW public_evidence AS
WITH readable AS (
    SELECT v.id, v.revision, v.state, c.public_id AS claim_id, s.statement, s.rating,
        s.appearance_passages,
        NOT EXISTS (SELECT FROM claims_verdict later WHERE later.claim_id = v.claim_id
            AND later.revision > v.revision AND later.published_at IS NOT NULL) AS current
    FROM published_verdict v
    JOIN claims_claim c ON c.id = v.claim_id
    JOIN claims_submission s ON s.id = v.submission_id
    WHERE v.state IN ('published', 'superseded', 'retracted')
    AND NOT EXISTS (SELECT FROM withheld_verdict w WHERE w.verdict_id = v.id)
),
quoted AS (
    SELECT r.id AS verdict, e.position, e.passage_id AS passage, e.stance
        FROM readable r JOIN claims_evidence e ON e.verdict_id = r.id
    UNION ALL
    SELECT r.id, 0, p.id, 'appearance'
        FROM readable r JOIN sources_passage p ON p.public_id = ANY (r.appearance_passages)
)
SELECT
    row_number() OVER (ORDER BY q.verdict, q.position, q.passage) AS id,
    r.claim_id, r.statement, r.revision, r.current, r.state,
    r.rating ->> 'code' AS rating, r.rating ->> 'label' AS rating_label,
    r.rating ->> 'tone' AS rating_tone,
    q.stance, p.public_id AS passage_id, src.public_id AS source_id
FROM quoted q
JOIN readable r ON r.id = q.verdict
JOIN sources_passage p ON p.id = q.passage
JOIN sources_snapshot sn ON sn.id = p.snapshot_id
JOIN sources_source src ON src.id = sn.source_id;
