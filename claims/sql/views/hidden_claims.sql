-- What readers may see of claims: the revisions that were published, unless an editor has hidden the
-- claim for legal reasons (triggers/visibility.sql). The views of this folder show rows of
-- published_verdict, so that none of them can forget it.

CREATE VIEW hidden_claim AS
SELECT ch.claim_id, ch.source_id, ch.changed_at AS hidden_at
FROM claims_visibilitychange ch
WHERE ch.is_hidden AND NOT EXISTS (SELECT FROM claims_visibilitychange newer
    WHERE newer.claim_id = ch.claim_id AND newer.id > ch.id);

CREATE VIEW published_verdict AS
SELECT v.id, v.claim_id, v.revision, v.state, v.submission_id, v.approved_by_id, v.published_by_id,
    v.basis, v.conclusion, v.valid_as_of, v.provisional, v.revisit_on, v.published_at, v.ended_at
FROM claims_verdict v
WHERE v.published_at IS NOT NULL
AND NOT EXISTS (SELECT FROM hidden_claim hidden WHERE hidden.claim_id = v.claim_id);

-- Since when a claim is hidden. The source is set if everything that quotes it was hidden.
CREATE VIEW public_hidden_claim AS
SELECT c.id, c.public_id AS claim_id, s.public_id AS source_id, hidden.hidden_at
FROM hidden_claim hidden
JOIN claims_claim c ON c.id = hidden.claim_id
LEFT JOIN sources_source s ON s.id = hidden.source_id;
