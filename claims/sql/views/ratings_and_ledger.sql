-- The rating scale and the entries of the ledger, which are public without restriction.

CREATE VIEW public_rating AS
SELECT id, code, label, definition, polarity, number, "order", tone, in_use FROM claims_rating;

CREATE VIEW public_ledger_entry AS
SELECT number AS id, number, event, claim_id, revision, recorded_at, details, body,
    subtree_hashes[1] AS leaf_hash, subtree_hashes,
    decisions @> '[{"kind": "signature"}]' AS is_signed
FROM claims_ledgerentry;

CREATE VIEW public_checkpoint AS
SELECT size AS id, size, note, verifier_keys, signed_at,
    (SELECT coalesce(jsonb_agg(jsonb_build_object('authority', t.authority,
            'is_qualified', t.is_qualified, 'stamped_at', t.stamped_at) ORDER BY t.stamped_at, t.id), '[]')
        FROM claims_checkpointtimestamp t WHERE t.checkpoint_id = size) AS timestamps
FROM claims_checkpoint;
