-- The checks of public passages.
--
-- A check is public from the moment when its passage was first published. Earlier checks and the
-- text that a check fetched are not public. Source alerts have no view.

-- Public passages and the moment when a published revision first quoted each.
CREATE VIEW publicly_quoted_passage AS
SELECT p.id AS passage_id, p.public_id, p.exact, sn.source_id, sn.extent, sn.captured_at,
    least(
        (SELECT min(v.published_at) FROM claims_evidence e
            JOIN claims_verdict v ON v.id = e.verdict_id WHERE e.passage_id = p.id),
        (SELECT min(v.published_at) FROM claims_submission s
            JOIN claims_verdict v ON v.submission_id = s.id
            WHERE s.appearance_passages @> ARRAY[p.public_id]::text[])) AS since
FROM sources_passage p
JOIN sources_snapshot sn ON sn.id = p.snapshot_id
WHERE EXISTS (SELECT FROM public_passage public WHERE public.id = p.id);

-- The desk chose the words of a quotation, but not the words that replaced them in the article. If
-- the new words name a private person whom the quotation does not name, readers see that the
-- passage changed, but not how.
CREATE VIEW public_quote_check AS
SELECT
    coalesce(ch.id, -q.passage_id) AS id, q.public_id AS passage_id, src.public_id AS source_id,
    src.url <> '' AS has_url, q.extent, q.captured_at, q.exact AS quoted_text, src.language,
    ch.checked_at, ch.outcome, ch.gone,
    CASE WHEN ch.found_text <> '' AND ch.outcome = 'altered'
        AND names_private_person(ch.found_text)
        AND NOT names_private_person(q.exact) THEN '' ELSE ch.found_text END AS found_text,
    ch.material,
    CASE WHEN ch.found_text <> '' AND ch.outcome = 'altered'
        AND names_private_person(ch.found_text)
        AND NOT names_private_person(q.exact) THEN '[]'::jsonb ELSE ch.reasons END AS reasons,
    max(ch.checked_at) FILTER (WHERE ch.outcome IN ('exact', 'normalised', 'moved'))
        OVER (PARTITION BY q.public_id ORDER BY ch.checked_at, ch.id) AS last_found_at
FROM publicly_quoted_passage q
JOIN sources_source src ON src.id = q.source_id
LEFT JOIN LATERAL (
    SELECT qc.id, r.retrieved_at AS checked_at, qc.outcome, r.gone, qc.found_text,
        qc.material, qc.reasons
    FROM sources_quotecheck qc JOIN sources_retrieval r ON r.id = qc.retrieval_id
    WHERE qc.passage_id = q.passage_id AND r.retrieved_at >= q.since
) AS ch ON true;

CREATE VIEW public_recheck AS
SELECT
    r.id, src.public_id AS source_id, r.retrieved_at AS checked_at, r.gone,
    CASE WHEN r.snapshot_id IS NOT NULL THEN
        dense_rank() OVER (PARTITION BY src.public_id ORDER BY r.snapshot_id) END AS text_version,
    (SELECT length(text) FROM sources_snapshot WHERE id = r.snapshot_id) AS length,
    count(*) AS passages_checked,
    count(*) FILTER (WHERE ch.outcome IN ('exact', 'normalised', 'moved')) AS passages_unchanged
FROM publicly_quoted_passage q
JOIN sources_quotecheck ch ON ch.passage_id = q.passage_id
JOIN sources_retrieval r ON r.id = ch.retrieval_id AND r.retrieved_at >= q.since
JOIN sources_source src ON src.id = q.source_id
GROUP BY r.id, src.public_id;
