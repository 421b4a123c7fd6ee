-- Revisions that were suspended and have not been reinstated since, in any later state.

CREATE VIEW withheld_verdict AS
SELECT DISTINCT suspension.verdict_id FROM claims_change suspension
WHERE suspension.kind = 'suspension' AND suspension.announced_at IS NOT NULL AND NOT EXISTS (
    SELECT FROM claims_change reinstatement
    WHERE reinstatement.verdict_id = suspension.verdict_id AND reinstatement.kind = 'reinstatement'
    AND (reinstatement.announced_at, reinstatement.id) > (suspension.announced_at, suspension.id));
