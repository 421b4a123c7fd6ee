-- The rating scale and the entries of the ledger, which are public without restriction.

CREATE VIEW public_rating AS
SELECT id, code, label, definition, polarity, number, "order", tone, in_use FROM claims_rating;

CREATE VIEW public_ledger_entry AS
SELECT number AS id, number, event, claim_id, revision, recorded_at, body, previous_sha256, sha256
FROM claims_ledgerentry;
