-- The checks of public passages, as far as readers see them.
--
-- A check is public from the moment when its passage was first published. Earlier checks and the
-- text that a check fetched are not public. Source alerts have no view.
--
-- Readers see automatically only that the words were found as quoted, or that the source could not
-- be checked. That it was changed or removed is an accusation against its publisher, and is
-- public from the moment when an editor answered the source alert and confirmed it. Until then the
-- check is not in these views, or says no more than that the source could not be checked. That holds
-- for another wording that means the same, too: the words are not as quoted, so readers keep the
-- date on which they last were, and the page says “last found” and not “still”.

-- Public passages and the moment when a published revision first quoted each.
CREATE VIEW publicly_quoted_passage AS
SELECT p.id AS passage_id, p.public_id, p.exact, sn.source_id, sn.extent, sn.captured_at,
    least(
        (SELECT min(v.published_at) FROM claims_evidence e
            JOIN published_verdict v ON v.id = e.verdict_id WHERE e.passage_id = p.id),
        (SELECT min(v.published_at) FROM claims_submission s
            JOIN published_verdict v ON v.submission_id = s.id
            WHERE s.appearance_passages @> ARRAY[p.public_id]::text[])) AS since
FROM sources_passage p
JOIN sources_snapshot sn ON sn.id = p.snapshot_id
WHERE EXISTS (SELECT FROM public_passage public WHERE public.id = p.id);

-- Each check with what readers see of it, since `shown_since`, which is NULL for nothing. Editors
-- confirm the finding of one retrieval, and it counts for the same finding of others. The page of a source that is gone
-- could not be checked, whether or not anybody has confirmed that it is gone.
CREATE VIEW shown_quote_check AS
SELECT
    qc.id, qc.passage_id, r.id AS retrieval_id, r.retrieved_at AS checked_at,
    CASE qc.outcome WHEN 'not_article' THEN 'unreachable' ELSE qc.outcome END AS outcome,
    r.gone AND confirmed.shown_since IS NOT NULL AS gone,
    CASE WHEN confirmed.hides_words THEN '' ELSE qc.found_text END AS found_text, qc.material,
    CASE WHEN confirmed.hides_words THEN '[]'::jsonb ELSE qc.reasons END AS reasons,
    CASE
        WHEN qc.outcome IN ('exact', 'normalised', 'moved', 'unreachable', 'not_article')
            THEN r.retrieved_at
        -- Not greatest() alone, which ignores NULL.
        WHEN confirmed.shown_since IS NOT NULL THEN greatest(r.retrieved_at, confirmed.shown_since)
    END AS shown_since
FROM sources_quotecheck qc
JOIN sources_retrieval r ON r.id = qc.retrieval_id
LEFT JOIN LATERAL (
    SELECT min(alert.decided_at) AS shown_since, bool_or(alert.hide_words) AS hides_words
    FROM sources_quotecheck same
    JOIN sources_retrieval shown ON shown.id = same.retrieval_id
    JOIN claims_sourcealert alert ON alert.shown_retrieval_id = shown.id
    WHERE same.passage_id = qc.passage_id AND same.outcome = qc.outcome
        AND same.found_text = qc.found_text AND shown.gone = r.gone
        AND alert.kind IN ('quote', 'source')
        AND (alert.passage_id IS NULL OR alert.passage_id = qc.passage_id)
    HAVING is_finding(qc.outcome, qc.material, r.gone)
) AS confirmed ON true;

-- The desk chose the words of a quotation, but not the words that replaced them in the article. If
-- the new words name a private person, the editor who tells readers of the change can leave them out.
CREATE VIEW public_quote_check AS
SELECT
    coalesce(ch.id, -q.passage_id) AS id, q.public_id AS passage_id, src.public_id AS source_id,
    src.url <> '' AS has_url, q.extent, q.captured_at, q.exact AS quoted_text, src.language,
    ch.checked_at, ch.shown_since, ch.outcome, ch.gone,
    ch.found_text, ch.material, ch.reasons,
    max(ch.checked_at) FILTER (WHERE ch.outcome IN ('exact', 'normalised', 'moved'))
        OVER (PARTITION BY q.public_id ORDER BY ch.checked_at, ch.id) AS last_found_at,
    -- The first of the checks in a row that could not read the source, up to this one.
    CASE WHEN ch.outcome = 'unreachable' THEN
        min(ch.checked_at) OVER (PARTITION BY q.public_id, ch.times_read) END
        AS unreachable_since
FROM publicly_quoted_passage q
JOIN sources_source src ON src.id = q.source_id
LEFT JOIN LATERAL (
    SELECT shown.*, count(*) FILTER (WHERE shown.outcome <> 'unreachable')
        OVER (ORDER BY shown.checked_at, shown.id) AS times_read
    FROM shown_quote_check shown
    WHERE shown.passage_id = q.passage_id AND shown.checked_at >= q.since
        AND shown.shown_since IS NOT NULL
) AS ch ON true;

-- A recheck is listed once readers see all that it found about the public passages.
CREATE VIEW public_recheck AS
SELECT
    r.id, src.public_id AS source_id, r.retrieved_at AS checked_at, bool_or(ch.gone) AS gone,
    CASE WHEN r.snapshot_id IS NOT NULL THEN
        dense_rank() OVER (PARTITION BY src.public_id ORDER BY r.snapshot_id) END AS text_version,
    (SELECT length(text) FROM sources_snapshot WHERE id = r.snapshot_id) AS length,
    count(*) AS passages_checked,
    count(*) FILTER (WHERE ch.outcome IN ('exact', 'normalised', 'moved')) AS passages_unchanged,
    max(ch.shown_since) AS shown_since
FROM publicly_quoted_passage q
JOIN shown_quote_check ch ON ch.passage_id = q.passage_id AND ch.checked_at >= q.since
JOIN sources_retrieval r ON r.id = ch.retrieval_id
JOIN sources_source src ON src.id = r.source_id
GROUP BY r.id, src.public_id
HAVING bool_and(ch.shown_since IS NOT NULL);

-- The notes of a publisher about its own text that an editor confirmed. Their words are not public.
CREATE VIEW public_source_notice AS
SELECT DISTINCT ON (src.public_id, notice ->> 'kind')
    alert.id, src.public_id AS source_id, notice ->> 'kind' AS kind, r.retrieved_at AS seen_at,
    alert.decided_at AS shown_since
FROM claims_sourcealert alert
JOIN sources_retrieval r ON r.id = alert.shown_retrieval_id
JOIN sources_source src ON src.id = r.source_id
CROSS JOIN LATERAL jsonb_array_elements(r.notices) AS notice
WHERE alert.kind = 'notice'
    AND EXISTS (SELECT FROM public_source public WHERE public.public_id = src.public_id)
ORDER BY src.public_id, notice ->> 'kind', r.retrieved_at, alert.id;
