-- Claimants that a published record names, and topics with at least one published claim.

CREATE VIEW public_claimant AS
SELECT cl.id, cl.public_id, cl.name, cl.kind, cl.description, cl.same_as,
    (SELECT count(*) FROM public_verdict v
        WHERE v.claimant_id = cl.public_id AND v.listed) AS claim_count
FROM claims_claimant cl
WHERE EXISTS (
    SELECT FROM claims_submission s JOIN published_verdict v ON v.submission_id = s.id
    WHERE s.claimant_id = cl.public_id);

CREATE VIEW public_topic AS
SELECT t.id, t.slug, t.name, t.description, count(*) AS claim_count
FROM claims_topic t
JOIN claims_claim_topics ct ON ct.topic_id = t.id
JOIN claims_claim c ON c.id = ct.claim_id AND c.merged_at IS NULL
JOIN published_verdict v ON v.claim_id = c.id AND v.state = 'published'
GROUP BY t.id;
