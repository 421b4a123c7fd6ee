-- Announced changes of published verdicts, with the ratings before and after.

CREATE VIEW public_change AS
SELECT
    ch.id, c.public_id AS claim_id, s.statement, ch.kind, ch.cause, ch.note, ch.announced_at,
    previous.revision AS from_revision, v.revision AS to_revision,
    before.rating ->> 'code' AS from_rating, before.rating ->> 'label' AS from_rating_label,
    before.rating ->> 'tone' AS from_rating_tone,
    after.rating ->> 'code' AS to_rating, after.rating ->> 'label' AS to_rating_label,
    after.rating ->> 'tone' AS to_rating_tone
FROM claims_change ch
JOIN published_verdict v ON v.id = ch.verdict_id
JOIN claims_verdict previous ON previous.id = ch.previous_id
JOIN claims_claim c ON c.id = v.claim_id
JOIN claims_submission s ON s.id = v.submission_id
JOIN claims_submission previous_s ON previous_s.id = previous.submission_id
CROSS JOIN LATERAL (
    SELECT CASE WHEN previous.state <> 'suspended'
        AND NOT EXISTS (SELECT FROM withheld_verdict w WHERE w.verdict_id = previous.id)
        THEN previous_s.rating END AS rating
) AS before
CROSS JOIN LATERAL (
    SELECT CASE WHEN v.state <> 'suspended' AND ch.kind NOT IN ('retraction', 'suspension')
        AND NOT EXISTS (SELECT FROM withheld_verdict w WHERE w.verdict_id = v.id)
        THEN s.rating END AS rating
) AS after
WHERE ch.announced_at IS NOT NULL;
