-- Signatures by passkey: the keys that count, what was to be signed, and the actions that need it.
--
-- The database composes each challenge and compares each signature with it. It cannot check the
-- cryptography of a signature: claims.signing.signatures does when it is made, and the audit again.

CREATE FUNCTION decode_base64url(encoded text) RETURNS bytea LANGUAGE sql IMMUTABLE
SET search_path = public, pg_temp AS $$
    SELECT decode(rpad(translate(encoded, '-_', '+/'), (length(encoded) + 3) / 4 * 4, '='), 'base64')
$$;
CREATE FUNCTION encode_base64url(bytes bytea) RETURNS text LANGUAGE sql IMMUTABLE
SET search_path = public, pg_temp AS $$
    SELECT rtrim(translate(encode(bytes, 'base64'), E'+/\n', '-_'), '=')
$$;

CREATE FUNCTION compute_digest(document jsonb) RETURNS text LANGUAGE sql IMMUTABLE
SET search_path = public, pg_temp AS $$
    SELECT encode(sha256(convert_to(canonical_json(document), 'UTF8')), 'hex')
$$;

-- ── keys ──────────────────────────────────────────────────────────────────────────────────────────
CREATE FUNCTION enforce_signing_key() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
BEGIN
    IF NEW.digest <> encode(sha256(decode_base64url(NEW.public_key)), 'hex')
        OR NOT EXISTS (SELECT FROM mfa_authenticator WHERE user_id = NEW.user_id
            AND type = 'webauthn' AND data #>> '{credential,rawId}' = NEW.credential_id)
        OR EXISTS (SELECT FROM claims_signingkey
            WHERE (user_id = NEW.user_id) <> (signer = NEW.signer)) THEN
        RAISE EXCEPTION 'A signing key must be a passkey of its user.'
            USING ERRCODE = 'check_violation';
    END IF;
    IF NOT EXISTS (SELECT FROM accounts_user WHERE id = NEW.user_id AND is_active)
        OR NOT EXISTS (SELECT FROM accounts_user u WHERE u.id = NEW.confirmed_by_id AND is_active
            AND (is_superuser OR EXISTS (SELECT FROM accounts_user_groups m
                JOIN auth_group g ON g.id = m.group_id
                WHERE m.user_id = u.id AND g.name IN ('editor', 'administrator')))) THEN
        RAISE EXCEPTION 'A signing key is confirmed by another editor or administrator.'
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER enforce_signing_key BEFORE INSERT ON claims_signingkey
    FOR EACH ROW EXECUTE FUNCTION enforce_signing_key();

-- A passkey that is removed, or replaced by another, signs no longer.
CREATE FUNCTION revoke_removed_passkey() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
BEGIN
    INSERT INTO claims_keyrevocation (key_id, revoked_at)
        SELECT id, clock_timestamp() FROM claims_signingkey k
        WHERE user_id = OLD.user_id AND credential_id = OLD.data #>> '{credential,rawId}'
        AND NOT EXISTS (SELECT FROM claims_keyrevocation WHERE key_id = k.id);
    RETURN NULL;
END $$;
CREATE TRIGGER enforce_revocation_on_delete AFTER DELETE ON mfa_authenticator
    FOR EACH ROW EXECUTE FUNCTION revoke_removed_passkey();
CREATE TRIGGER enforce_revocation_on_update AFTER UPDATE ON mfa_authenticator
    FOR EACH ROW WHEN ((OLD.user_id, OLD.type, OLD.data #>> '{credential,rawId}')
        IS DISTINCT FROM (NEW.user_id, NEW.type, NEW.data #>> '{credential,rawId}'))
    EXECUTE FUNCTION revoke_removed_passkey();

-- Each confirmation and each revocation is an entry of the ledger, so that no one enrols a key
-- unnoticed. There are no names in it.
CREATE FUNCTION append_key_entry() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
BEGIN
    IF TG_TABLE_NAME = 'claims_signingkey' THEN
        INSERT INTO claims_ledgerentry (event, claim_id, recorded_at, details)
            VALUES ('key_confirmed', '', NEW.confirmed_at, jsonb_build_object(
                'key', NEW.digest, 'public_key', NEW.public_key, 'signer', NEW.signer));
    ELSE
        INSERT INTO claims_ledgerentry (event, claim_id, recorded_at, details)
            SELECT 'key_revoked', '', NEW.revoked_at, jsonb_build_object('key', digest)
            FROM claims_signingkey WHERE id = NEW.key_id;
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER enforce_key_entry AFTER INSERT ON claims_signingkey
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION append_key_entry();
CREATE CONSTRAINT TRIGGER enforce_key_entry AFTER INSERT ON claims_keyrevocation
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION append_key_entry();

-- ── challenges ────────────────────────────────────────────────────────────────────────────────────
-- What a passkey signs the SHA-256 of, as canonical JSON.
CREATE FUNCTION compose_challenge(c claims_signingchallenge) RETURNS text LANGUAGE sql STABLE
SET search_path = public, pg_temp AS $$
    SELECT canonical_json(jsonb_build_object('nonce', c.nonce, 'action', c.action,
        'digest', c.digest, 'not_before', format_moment(c.not_before), 'head', c.head))
$$;

-- The size and the root of the ledger, as a checkpoint writes them.
CREATE FUNCTION get_ledger_head() RETURNS text LANGUAGE sql STABLE
SET search_path = public, pg_temp AS $$
    SELECT concat_ws(' ', size, encode(decode(compute_root(size), 'hex'), 'base64'))
    FROM (SELECT coalesce(max(number), 0) AS size FROM claims_ledgerentry) AS ledger
$$;

CREATE FUNCTION enforce_challenge() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
BEGIN
    -- Two random UUIDs have 244 random bits.
    NEW.nonce := gen_random_uuid() || gen_random_uuid()::text;
    NEW.head := get_ledger_head();
    NEW.challenge := encode_base64url(sha256(convert_to(compose_challenge(NEW), 'UTF8')));
    RETURN NEW;
END $$;
CREATE TRIGGER enforce_challenge BEFORE INSERT ON claims_signingchallenge
    FOR EACH ROW EXECUTE FUNCTION enforce_challenge();

-- A challenge never changes. One that no one signed is removed some day.
CREATE TRIGGER enforce_no_change BEFORE UPDATE ON claims_signingchallenge
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER enforce_no_delete BEFORE DELETE ON claims_signingchallenge FOR EACH ROW
    WHEN (NOT is_removing('claims_signingchallenge'::regclass)) EXECUTE FUNCTION refuse_change();
CREATE TRIGGER enforce_no_truncate BEFORE TRUNCATE ON claims_signingchallenge
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- Removes the challenges from before this time that no one signed; returns their number.
CREATE FUNCTION remove_challenges(before timestamptz) RETURNS bigint LANGUAGE plpgsql
SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    removed bigint;
BEGIN
    PERFORM check_moment(greatest(before, clock_timestamp()), NULL, interval '1 hour');
    DELETE FROM claims_signingchallenge c WHERE c.issued_at < before
        AND NOT EXISTS (SELECT FROM claims_signature WHERE challenge_id = c.id)
        AND NOT EXISTS (SELECT FROM claims_verdict v WHERE v.id = c.verdict_id
            AND is_on_hold(v.claim_id));
    GET DIAGNOSTICS removed = ROW_COUNT;
    RETURN removed;
END $$;

-- ── signatures ────────────────────────────────────────────────────────────────────────────────────
CREATE FUNCTION enforce_signature() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
DECLARE
    c claims_signingchallenge;
    k claims_signingkey;
    client jsonb := NEW.client_data::jsonb;
    data bytea := decode_base64url(NEW.authenticator_data);
BEGIN
    SELECT * INTO c FROM claims_signingchallenge WHERE id = NEW.challenge_id;
    SELECT * INTO k FROM claims_signingkey WHERE id = NEW.key_id;
    IF c.user_id <> k.user_id OR k.confirmed_at > NEW.signed_at
        OR EXISTS (SELECT FROM claims_keyrevocation WHERE key_id = k.id) THEN
        RAISE EXCEPTION 'A signature must be made by a confirmed key of the user.'
            USING ERRCODE = 'check_violation';
    END IF;
    IF NEW.signed_at NOT BETWEEN c.issued_at AND c.issued_at + interval '15 minutes' THEN
        RAISE EXCEPTION 'A signature must be made within 15 minutes.'
            USING ERRCODE = 'check_violation';
    END IF;
    IF (client ->> 'type', client ->> 'challenge')
            IS DISTINCT FROM ('webauthn.get', c.challenge)
        OR encode(substr(data, 1, 32), 'hex') <> k.rp_id_hash
        -- The user was present (1), and the authenticator verified who it is (4).
        OR get_byte(data, 32) & 5 <> 5 THEN
        RAISE EXCEPTION 'A signature must belong to its challenge.'
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER enforce_signature BEFORE INSERT ON claims_signature
    FOR EACH ROW EXECUTE FUNCTION enforce_signature();

-- ── actions that need one ─────────────────────────────────────────────────────────────────────────
CREATE FUNCTION must_be_signed(signed_action text) RETURNS boolean LANGUAGE sql STABLE
SET search_path = public, pg_temp AS $$
    SELECT EXISTS (SELECT FROM claims_signedaction WHERE action = signed_action)
$$;

-- The salted digest of what a user sees who takes this action: the record, with the descriptions that
-- were edited after it, or with what will be said about its retraction.
CREATE FUNCTION get_seen_digest(verdict bigint, seen_action text) RETURNS text
LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
    SELECT CASE seen_action
        WHEN 'confirm_descriptions' THEN compute_digest(jsonb_build_object('record', s.sha256,
            'content', compute_digest(compose_record(v.id))))
        WHEN 'retract' THEN (SELECT compute_digest(jsonb_build_object('record', s.sha256,
                'cause', c.cause, 'note', c.note))
            FROM claims_change c WHERE c.verdict_id = v.id AND c.kind = 'retraction'
            ORDER BY c.id DESC LIMIT 1)
        ELSE s.sha256 END
    FROM claims_verdict v JOIN claims_submission s ON s.id = v.submission_id WHERE v.id = verdict
$$;

-- Whether the user signed the action at this moment, or scheduled it with a signature.
CREATE FUNCTION has_signature(signed_action text, signed_by bigint, seen text, at timestamptz)
RETURNS boolean LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
    SELECT EXISTS (SELECT FROM claims_signature s
        JOIN claims_signingchallenge c ON c.id = s.challenge_id
        WHERE c.user_id = signed_by AND c.digest = seen
        AND signed_action = ANY (string_to_array(c.action, '+'))
        AND (c.not_before IS NULL AND s.signed_at = at
            OR c.not_before <= at AND EXISTS (SELECT FROM claims_scheduledpublication p
                WHERE p.sha256 = seen AND p.created_by_id = signed_by
                AND p.created_at = s.signed_at AND p.publish_at = c.not_before
                AND p.ended_at IS NULL)))
$$;

CREATE FUNCTION enforce_signed_transition() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
DECLARE
    seen_action text := CASE
        WHEN NEW.state = 'approved' AND OLD.state = 'approved' THEN 'confirm_descriptions'
        WHEN NEW.state = 'approved' THEN 'approve'
        WHEN NEW.state = 'published' AND OLD.state = 'approved' THEN 'publish'
        WHEN NEW.state = 'retracted' THEN 'retract' END;
    signed_action text := CASE seen_action WHEN 'confirm_descriptions' THEN 'approve'
        ELSE seen_action END;
BEGIN
    IF must_be_signed(signed_action) AND NOT has_signature(signed_action, NEW.state_changed_by_id,
            get_seen_digest(NEW.id, seen_action), NEW.state_changed_at) THEN
        RAISE EXCEPTION 'This action needs a signature by passkey.'
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER enforce_signed_transition BEFORE UPDATE ON claims_verdict FOR EACH ROW
    WHEN ((OLD.state, OLD.submission_id) IS DISTINCT FROM (NEW.state, NEW.submission_id))
    EXECUTE FUNCTION enforce_signed_transition();

-- What is signed is the schedule: the worker publishes with this signature.
CREATE FUNCTION enforce_signed_schedule() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
BEGIN
    IF must_be_signed('publish') AND NOT EXISTS (SELECT FROM claims_signature s
            JOIN claims_signingchallenge c ON c.id = s.challenge_id
            WHERE c.user_id = NEW.created_by_id AND c.digest = NEW.sha256 AND c.action = 'publish'
            AND c.not_before = NEW.publish_at AND s.signed_at = NEW.created_at) THEN
        RAISE EXCEPTION 'This action needs a signature by passkey.'
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER enforce_signed_schedule BEFORE INSERT ON claims_scheduledpublication
    FOR EACH ROW EXECUTE FUNCTION enforce_signed_schedule();

-- ── changes of accounts ───────────────────────────────────────────────────────────────────────────
-- The digest of what a second person reads before they confirm the change of an account.
CREATE FUNCTION get_account_change_digest(account_change bigint) RETURNS text LANGUAGE sql STABLE
SET search_path = public, pg_temp AS $$
    SELECT compute_digest(jsonb_build_object('id', id, 'user', user_id, 'kind', kind,
        'former', former, 'value', value, 'created_at', format_moment(created_at)))
    FROM accounts_accountchange WHERE id = account_change
$$;

CREATE FUNCTION enforce_signed_confirmation() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
BEGIN
    IF must_be_signed('confirm_account') AND NOT has_signature('confirm_account',
            NEW.created_by_id, get_account_change_digest(NEW.change_id), NEW.created_at) THEN
        RAISE EXCEPTION 'This action needs a signature by passkey.'
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER enforce_signed_confirmation BEFORE INSERT ON accounts_accountchangedecision
    FOR EACH ROW WHEN (NEW.outcome = 'confirmed') EXECUTE FUNCTION enforce_signed_confirmation();

-- ── words that are removed ────────────────────────────────────────────────────────────────────────
-- What the second editor saw of a decision to remove words.
CREATE FUNCTION get_removal_digest(decision bigint) RETURNS text LANGUAGE sql STABLE
SET search_path = public, pg_temp AS $$
    SELECT compute_digest(jsonb_build_object('id', id, 'request', request_id, 'outcome', outcome,
        'places', places, 'decided_by', decided_by_id, 'decided_at', format_moment(decided_at)))
    FROM claims_personrequestdecision WHERE id = decision
$$;

CREATE FUNCTION enforce_signed_removal() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
BEGIN
    IF must_be_signed('erase') AND NOT has_signature('erase',
            NEW.confirmed_by_id, get_removal_digest(NEW.decision_id), NEW.confirmed_at) THEN
        RAISE EXCEPTION 'This action needs a signature by passkey.'
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER enforce_signed_removal BEFORE INSERT ON claims_personrequestconfirmation
    FOR EACH ROW EXECUTE FUNCTION enforce_signed_removal();
