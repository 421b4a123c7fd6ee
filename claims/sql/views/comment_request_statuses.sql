-- One row for each request for comment, with its current response and its waiver. A claim without a
-- request has one row with the newest waiver, if there is one. This view is used by the desk and
-- for published records, and is not shown to readers.

CREATE VIEW claims_commentrequeststatus AS
SELECT request.id, request.claim_id, request.id AS comment_request_id, cl.public_id AS claimant_id,
    coalesce(cl.name, request.name) AS name,
    coalesce(cl.public_role, request.public_role) AS public_role,
    request.channel, request.sent_at, request.deadline_at, request.sent_by_id,
    response.id AS response_id, coalesce(response.outcome, '') AS outcome,
    coalesce(response.text, '') AS text,
    coalesce(response.language, '') AS language, response.received_at,
    coalesce(response.visibility, '') AS visibility,
    CASE response.visibility WHEN 'all' THEN response.text
        WHEN 'part' THEN response.public_excerpt ELSE '' END AS published_text,
    coalesce(response.translation, '') AS translation,
    coalesce(response.translated_by, '') AS translated_by,
    coalesce(w.reason, '') AS waiver_reason, w.waived_at, w.waived_by_id
FROM claims_commentrequest request
LEFT JOIN claims_claimant cl ON cl.id = request.claimant_id
LEFT JOIN LATERAL (
    SELECT * FROM claims_commentresponse WHERE comment_request_id = request.id
    ORDER BY id DESC LIMIT 1) AS response ON true
LEFT JOIN claims_commentwaiver w ON w.comment_request_id = request.id
UNION ALL
SELECT -w.id, w.claim_id, NULL, NULL, '', false, '', NULL, NULL, NULL,
    NULL, '', '', '', NULL, '', '', '', '', w.reason, w.waived_at, w.waived_by_id
FROM claims_commentwaiver w
WHERE w.comment_request_id IS NULL AND w.id = (SELECT max(id) FROM claims_commentwaiver newer
        WHERE newer.claim_id = w.claim_id AND newer.comment_request_id IS NULL)
    AND NOT EXISTS (SELECT FROM claims_commentrequest WHERE claim_id = w.claim_id);
