-- Relations between claims: the current ones, and those that readers may see.
--
-- The newest relation of a pair is the current one. A merged claim counts as the claim that it was
-- merged into, and two claims that were merged into one have no relation. Readers see a relation
-- only if both of its claims are public.

CREATE VIEW current_claim_relation AS
WITH RECURSIVE merged AS (
    SELECT id, merged_into_id AS into_id FROM claims_claim WHERE merged_into_id IS NOT NULL
    UNION SELECT m.id, c.merged_into_id FROM merged m JOIN claims_claim c ON c.id = m.into_id
        WHERE c.merged_into_id IS NOT NULL
), merge_target AS (
    SELECT m.id, m.into_id FROM merged m JOIN claims_claim c ON c.id = m.into_id
    WHERE c.merged_into_id IS NULL
)
SELECT DISTINCT ON (least(from_claim_id, to_claim_id), greatest(from_claim_id, to_claim_id)) *
FROM (
    SELECT r.id, coalesce(o.into_id, r.from_claim_id) AS from_claim_id,
        coalesce(t.into_id, r.to_claim_id) AS to_claim_id,
        r.kind, r.reason, r.decided_at, r.decided_by_id
    FROM claims_claimrelation r
    LEFT JOIN merge_target o ON o.id = r.from_claim_id
    LEFT JOIN merge_target t ON t.id = r.to_claim_id
) AS resolved
WHERE from_claim_id <> to_claim_id
ORDER BY least(from_claim_id, to_claim_id), greatest(from_claim_id, to_claim_id), id DESC;

CREATE VIEW public_claim_relation AS
SELECT r.id || CASE WHEN direction.forward THEN '>' ELSE '<' END AS id,
    from_claim.public_id AS claim_id, r.kind, direction.forward, r.decided_at,
    v.claim_id AS to_claim_id, v.statement, v.language, v.state, v.withheld,
    v.rating, v.rating_label, v.rating_tone
FROM current_claim_relation r
CROSS JOIN (VALUES (true), (false)) AS direction (forward)
JOIN claims_claim from_claim
    ON from_claim.id = CASE WHEN direction.forward THEN r.from_claim_id ELSE r.to_claim_id END
JOIN claims_claim to_claim
    ON to_claim.id = CASE WHEN direction.forward THEN r.to_claim_id ELSE r.from_claim_id END
JOIN public_verdict v ON v.claim_id = to_claim.public_id AND v.current
WHERE r.kind <> 'unrelated'
AND EXISTS (SELECT FROM published_verdict WHERE claim_id = from_claim.id);
