-- The ledger: the database composes each entry. An INSERT says which event took place, when, about
-- which revision and with which details; the number, the body and the hashes are overwritten,
-- whatever was sent. docs/ledger.md describes the formats.
--
-- Append an entry at the end of a transaction: the lock on the ledger is held until it is committed.
-- A trigger that appends one is deferred for the same reason.

-- ── the Merkle tree of RFC 6962 ───────────────────────────────────────────────────────────────────
-- Hashes are SHA-256 in hex. An entry has the hashes of the complete subtrees that end with it, the
-- smallest first: the entry itself, then 2, 4, 8, … entries. So the root of any tree and any proof
-- needs a few rows only. `claims.publication.merkle` reads them.
CREATE FUNCTION hash_leaf(body text) RETURNS text LANGUAGE sql IMMUTABLE
SET search_path = public, pg_temp AS $$
    SELECT encode(sha256('\x00'::bytea || convert_to(body, 'UTF8')), 'hex')
$$;
CREATE FUNCTION hash_children(left_hash text, right_hash text) RETURNS text LANGUAGE sql IMMUTABLE
SET search_path = public, pg_temp AS $$
    SELECT encode(sha256('\x01'::bytea || decode(left_hash, 'hex') || decode(right_hash, 'hex')), 'hex')
$$;

CREATE FUNCTION compute_subtree_hashes(entry_number bigint, body text) RETURNS text[]
LANGUAGE plpgsql STABLE SET search_path = public, pg_temp AS $$
DECLARE
    hashes text[] := ARRAY[hash_leaf(body)];
    width bigint := 1;
BEGIN
    WHILE entry_number % (2 * width) = 0 LOOP
        hashes := hashes || hash_children(
            (SELECT subtree_hashes[cardinality(hashes)] FROM claims_ledgerentry
                WHERE number = entry_number - width),
            hashes[cardinality(hashes)]);
        width := 2 * width;
    END LOOP;
    RETURN hashes;
END $$;

-- The root of the tree of the first `size` entries; NULL if there are fewer.
CREATE FUNCTION compute_root(size bigint) RETURNS text LANGUAGE plpgsql STABLE
SET search_path = public, pg_temp AS $$
DECLARE
    subtree text;
    root text;
    last_number bigint := size;
    level integer := 0;
BEGIN
    WHILE last_number > 0 LOOP
        IF (size >> level) & 1 = 1 THEN
            subtree := (SELECT subtree_hashes[level + 1] FROM claims_ledgerentry
                WHERE number = last_number);
            root := CASE WHEN last_number = size THEN subtree ELSE hash_children(subtree, root) END;
            last_number := last_number - (1::bigint << level);
        END IF;
        level := level + 1;
    END LOOP;
    RETURN root;
END $$;

-- ── what an entry rests on ────────────────────────────────────────────────────────────────────────
-- What a revision quotes. The text of a snapshot and the bytes of a document are left out, because
-- their digests are columns. Long lists are written as text, which is faster to hash.
CREATE FUNCTION list_quoted_rows(verdict bigint) RETURNS TABLE (kind text, id bigint, content jsonb)
LANGUAGE sql STABLE SET search_path = public, pg_temp SET timezone = 'UTC' AS $$
    WITH passage AS (SELECT p.* FROM claims_evidence e
            JOIN sources_passage p ON p.id = e.passage_id WHERE e.verdict_id = verdict),
        snapshot AS (SELECT s.* FROM sources_snapshot s
            WHERE s.id IN (SELECT snapshot_id FROM passage))
    SELECT 'passage', p.id, to_jsonb(p) FROM passage p
    UNION ALL SELECT 'translation', t.id, to_jsonb(t) FROM sources_translation t
        WHERE t.passage_id IN (SELECT passage.id FROM passage)
    UNION ALL SELECT 'article_text', a.id,
            to_jsonb(a) || jsonb_build_object('spans', a.spans::text)
        FROM sources_articletext a WHERE a.id IN (SELECT article_text_id FROM passage)
    UNION ALL SELECT 'snapshot', s.id, to_jsonb(s) - 'text' || jsonb_build_object(
            'parts', s.parts::text, 'pages', s.pages::text, 'added', s.added::text)
        FROM snapshot s
    UNION ALL SELECT 'document', d.id, to_jsonb(d) - 'compressed'
        FROM sources_rawdocument d WHERE d.id IN (SELECT raw_document_id FROM snapshot)
$$;

-- The rows that led to what readers see of a revision, each as JSON. The text of a submission is left
-- out, because its digest is a column. What can still change is left out too: a change before it is
-- announced, and the confirmation of a suspension. To commit to further rows, add them here.
CREATE FUNCTION list_decisions(v claims_verdict) RETURNS TABLE (kind text, id bigint, content jsonb)
LANGUAGE sql STABLE SET search_path = public, pg_temp SET timezone = 'UTC' AS $$
    SELECT 'submission', s.id, to_jsonb(s) - 'content' - 'salt'
        FROM claims_submission s WHERE s.verdict_id = v.id
    UNION ALL SELECT 'review', r.id, to_jsonb(r) FROM claims_review r WHERE r.verdict_id = v.id
    UNION ALL SELECT 'transition', t.id, to_jsonb(t)
        FROM claims_transition t WHERE t.verdict_id = v.id
    UNION ALL SELECT 'change', c.id, CASE c.kind
            WHEN 'suspension' THEN to_jsonb(c) - 'confirmed_at' - 'confirmed_by_id'
            ELSE to_jsonb(c) END
        FROM claims_change c WHERE c.verdict_id = v.id AND c.announced_at IS NOT NULL
    UNION ALL SELECT 'contributor', c.id, to_jsonb(c)
        FROM claims_contributor c WHERE c.verdict_id = v.id
    UNION ALL SELECT 'evidence', e.id, to_jsonb(e) FROM claims_evidence e WHERE e.verdict_id = v.id
    UNION ALL SELECT 'review_comment', c.id, to_jsonb(c) FROM claims_reviewcomment c
        JOIN claims_submission s ON s.id = c.submission_id WHERE s.verdict_id = v.id
    UNION ALL SELECT 'review_comment_resolution', r.id, to_jsonb(r)
        FROM claims_reviewcommentresolution r
        JOIN claims_reviewcomment c ON c.id = r.review_comment_id
        JOIN claims_submission s ON s.id = c.submission_id WHERE s.verdict_id = v.id
    UNION ALL SELECT 'blind_rating', b.id, to_jsonb(b) FROM claims_blindrating b
        JOIN claims_submission s ON s.id = b.submission_id WHERE s.verdict_id = v.id
    UNION ALL SELECT 'signature', s.id, to_jsonb(s) || jsonb_build_object('challenge', to_jsonb(c))
        FROM claims_signature s JOIN claims_signingchallenge c ON c.id = s.challenge_id
        WHERE c.verdict_id = v.id
    UNION ALL SELECT kind, id, content FROM list_quoted_rows(v.id)
$$;

-- The salted digests of the rows to which no earlier entry commits. Each row has a salt of its own,
-- so that one can be erased: its salt goes, its digest stays.
CREATE FUNCTION compose_decisions(v claims_verdict, claim text) RETURNS jsonb
LANGUAGE sql VOLATILE SET search_path = public, pg_temp AS $$
    SELECT coalesce(jsonb_agg(jsonb_build_object('kind', kind, 'id', id, 'salt', salt,
        'sha256', compute_record_digest(salt, canonical_json(content))) ORDER BY kind, id), '[]')
    FROM (SELECT kind, id, content, create_salt() AS salt FROM list_decisions(v) decision
        WHERE NOT EXISTS (
            SELECT FROM claims_ledgerentry entry, jsonb_array_elements(entry.decisions) committed
            WHERE entry.claim_id = claim AND entry.revision = v.revision
            AND committed ->> 'kind' = decision.kind
            AND (committed ->> 'id')::bigint = decision.id)) AS salted
$$;

-- The digest of decisions, which is the same after a salt was erased; NULL without decisions.
CREATE FUNCTION compute_decisions_digest(decisions jsonb) RETURNS text LANGUAGE sql IMMUTABLE
SET search_path = public, pg_temp AS $$
    SELECT encode(sha256(convert_to(canonical_json(jsonb_agg(
        jsonb_build_array(row -> 'kind', row -> 'id', row -> 'sha256') ORDER BY position)),
        'UTF8')), 'hex')
    FROM jsonb_array_elements(decisions) WITH ORDINALITY AS element (row, position)
$$;

-- ── events ────────────────────────────────────────────────────────────────────────────────────────
-- The ledger event for a change of state. A superseded revision has no event: the entry of the
-- revision that replaces it covers both.
CREATE FUNCTION get_ledger_event(from_state text, v claims_verdict) RETURNS text
LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
    SELECT CASE
        WHEN v.state <> 'published' THEN v.state
        WHEN from_state = 'suspended' THEN 'reinstated'
        ELSE coalesce((SELECT kind FROM claims_change WHERE verdict_id = v.id
            AND kind IN ('correction', 'update', 'clarification', 'minor_edit')
            ORDER BY id DESC LIMIT 1), 'published')
    END
$$;

-- Whether the role is the owner of the ledger, as it is inside the triggers that append an entry for
-- what they saw (descriptions.sql, visibility.sql).
CREATE FUNCTION is_owner_of_ledger() RETURNS boolean LANGUAGE sql STABLE
SET search_path = public, pg_temp AS $$
    SELECT current_user = pg_get_userbyid(relowner)
    FROM pg_class WHERE oid = 'public.claims_ledgerentry'::regclass
$$;

-- Whether what an entry says took place; the whole row of an entry is unique, so it has no entry yet.
-- `v` is its published revision, NULL for an event about no claim. Each event has one line here, and
-- an event without a line is refused.
CREATE FUNCTION event_took_place(entry claims_ledgerentry, v claims_verdict) RETURNS boolean
LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
    SELECT CASE
        WHEN entry.event IN ('published', 'correction', 'update', 'clarification', 'minor_edit',
            'suspended', 'reinstated', 'retracted') THEN
            entry.details = '{}' AND (entry.event, entry.recorded_at) = (SELECT
                get_ledger_event(from_state, v), v.state_changed_at FROM claims_transition
                WHERE verdict_id = v.id ORDER BY id DESC LIMIT 1)
        WHEN entry.event = 'removed' THEN
            entry.details = '{}' AND EXISTS (SELECT FROM claims_tombstone
                WHERE removed_at = entry.recorded_at
                AND (table_name = 'claims_submission' AND row_id = v.submission_id::text
                    OR table_name = 'claims_change' AND row_id IN (
                        SELECT id::text FROM claims_change WHERE verdict_id = v.id)))
        WHEN entry.event = 'merged' THEN
            entry.details = '{}' AND entry.recorded_at = (SELECT merged_at FROM claims_claim
                WHERE id = v.claim_id)
        WHEN entry.event IN ('description_changed', 'byline_changed', 'source_check_changed',
            'hidden', 'unhidden') THEN
            is_owner_of_ledger()
        WHEN entry.event = 'key_confirmed' THEN
            v.id IS NULL AND EXISTS (SELECT FROM claims_signingkey
                WHERE confirmed_at = entry.recorded_at AND entry.details = jsonb_build_object(
                    'key', digest, 'public_key', public_key, 'signer', signer))
        WHEN entry.event = 'key_revoked' THEN
            v.id IS NULL AND EXISTS (SELECT FROM claims_keyrevocation revocation
                JOIN claims_signingkey k ON k.id = revocation.key_id
                WHERE revoked_at = entry.recorded_at
                AND entry.details = jsonb_build_object('key', k.digest))
        ELSE false
    END
$$;

CREATE UNIQUE INDEX claims_ledgerentry_one_per_event ON claims_ledgerentry
    (claim_id, revision, event, recorded_at, details) NULLS NOT DISTINCT;

-- ── the entry ─────────────────────────────────────────────────────────────────────────────────────
CREATE FUNCTION enforce_ledger_entry() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
DECLARE
    v claims_verdict;
BEGIN
    PERFORM pg_advisory_xact_lock(1717658484); -- the bytes of "fact"
    SELECT verdict.* INTO v FROM claims_verdict verdict
        JOIN claims_claim c ON c.id = verdict.claim_id
        WHERE c.public_id = NEW.claim_id AND verdict.revision = NEW.revision
        AND verdict.published_at IS NOT NULL;
    IF (NEW.claim_id <> '' OR NEW.revision IS NOT NULL) AND v.id IS NULL
        OR event_took_place(NEW, v) IS NOT TRUE THEN
        RAISE EXCEPTION 'A ledger entry must record an event that took place.'
            USING ERRCODE = 'check_violation';
    END IF;
    NEW.number := 1 + coalesce((SELECT max(number) FROM claims_ledgerentry), 0);
    NEW.decisions := compose_decisions(v, NEW.claim_id);
    NEW.body := canonical_json(jsonb_build_object(
        'number', NEW.number,
        'event', NEW.event,
        'at', format_moment(NEW.recorded_at),
        'claim', nullif(NEW.claim_id, ''),
        'revision', NEW.revision,
        'record', (SELECT sha256 FROM claims_submission WHERE id = v.submission_id),
        'decisions', compute_decisions_digest(NEW.decisions),
        'details', NEW.details));
    NEW.subtree_hashes := compute_subtree_hashes(NEW.number, NEW.body);
    RETURN NEW;
END $$;
CREATE TRIGGER enforce_ledger_entry BEFORE INSERT ON claims_ledgerentry
    FOR EACH ROW EXECUTE FUNCTION enforce_ledger_entry();

-- A checkpoint is a signed note: the name of the ledger, its size, its root in Base64, and after an
-- empty line the signatures, which the database cannot check.
CREATE FUNCTION enforce_checkpoint() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
BEGIN
    IF (split_part(NEW.note, E'\n', 2), split_part(NEW.note, E'\n', 3), split_part(NEW.note, E'\n', 4))
        IS DISTINCT FROM
        (NEW.size::text, encode(decode(compute_root(NEW.size), 'hex'), 'base64'), '') THEN
        RAISE EXCEPTION 'A checkpoint must have the root of the ledger.'
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER enforce_checkpoint BEFORE INSERT ON claims_checkpoint
    FOR EACH ROW EXECUTE FUNCTION enforce_checkpoint();
