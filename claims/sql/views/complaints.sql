-- Answers to complaints that are shown to readers. A complaint that was upheld is shown after the
-- resulting change was announced.

CREATE VIEW public_complaint AS
SELECT
    answer.id, c.public_id AS reference_number, cl.public_id AS claim_id,
    s.statement, v.revision, answer.outcome,
    coalesce(ch.note, answer.public_note) AS public_note, answer.referred_to_url,
    ch.kind AS change_kind, resulting.revision AS to_revision,
    c.received_at AS received_at, coalesce(ch.announced_at, answer.decided_at) AS decided_at
FROM claims_complaintanswer answer
JOIN claims_complaint c ON c.id = answer.complaint_id
JOIN published_verdict v ON v.id = c.verdict_id
JOIN claims_submission s ON s.id = v.submission_id
JOIN claims_claim cl ON cl.id = v.claim_id
LEFT JOIN claims_change ch ON ch.id = answer.change_id
LEFT JOIN claims_verdict resulting ON resulting.id = ch.verdict_id
WHERE answer.is_public AND (ch.id IS NULL OR ch.announced_at IS NOT NULL);
