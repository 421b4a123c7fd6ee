-- Requests about a person: their decisions, and the one way in which words are removed from rows
-- that never change.
--
-- Words are removed by remove_words() only, once a second person has confirmed the decision. It runs
-- with the rights of the owner, who alone can switch triggers off, and only inside its transaction
-- and for the tables that the decision names. Each word becomes as many U+2588, so that offsets still
-- hold. A tombstone says which places of which row and column were changed by which request.

CREATE FUNCTION may_decide_request(person bigint) RETURNS boolean LANGUAGE sql STABLE
SET search_path = public, pg_temp AS $$
    SELECT has_permission(person, 'claims.decide_personrequest')
$$;

-- A decision that removes words counts once it is confirmed; any other counts at once.
CREATE FUNCTION is_request_decided(request bigint) RETURNS boolean LANGUAGE sql STABLE
SET search_path = public, pg_temp AS $$
    SELECT EXISTS (SELECT FROM claims_personrequestdecision d
        LEFT JOIN claims_personrequestconfirmation c ON c.decision_id = d.id
        WHERE d.request_id = is_request_decided.request
        AND (c.id IS NOT NULL OR d.outcome NOT IN ('anonymise', 'erase')))
$$;

CREATE FUNCTION enforce_request_decision() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
BEGIN
    -- One decision at a time; rows that never change cannot be locked by the application.
    PERFORM pg_advisory_xact_lock(1717658485, NEW.request_id::integer);
    IF is_request_decided(NEW.request_id) OR NEW.number <> 1 + (SELECT count(*)
            FROM claims_personrequestdecision WHERE request_id = NEW.request_id) THEN
        RAISE EXCEPTION 'A request is decided once.' USING ERRCODE = 'restrict_violation';
    END IF;
    IF NOT may_decide_request(NEW.decided_by_id) THEN
        RAISE EXCEPTION 'Only editors decide requests about a person.'
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER enforce_request_decision BEFORE INSERT ON claims_personrequestdecision
    FOR EACH ROW EXECUTE FUNCTION enforce_request_decision();

CREATE FUNCTION enforce_request_confirmation() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
DECLARE
    decision claims_personrequestdecision;
BEGIN
    SELECT * INTO decision FROM claims_personrequestdecision WHERE id = NEW.decision_id;
    IF decision.outcome NOT IN ('anonymise', 'erase') OR decision.id <> (SELECT max(id)
            FROM claims_personrequestdecision WHERE request_id = decision.request_id) THEN
        RAISE EXCEPTION 'Only the latest decision to remove words is confirmed.'
            USING ERRCODE = 'check_violation';
    END IF;
    IF NEW.confirmed_by_id = decision.decided_by_id OR NOT may_decide_request(NEW.confirmed_by_id)
        OR NOT may_decide_request(decision.decided_by_id) THEN
        RAISE EXCEPTION 'Words are removed by two editors.' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER enforce_request_confirmation BEFORE INSERT ON claims_personrequestconfirmation
    FOR EACH ROW EXECUTE FUNCTION enforce_request_confirmation();

-- ── removing words ────────────────────────────────────────────────────────────────────────────────
-- A text with U+2588 in place of each code point in `places`, pairs of [start, end); NULL is the
-- whole text. The scheme of an address stays, because a constraint requires it.
CREATE FUNCTION mask_words(value text, places jsonb) RETURNS text LANGUAGE plpgsql IMMUTABLE
SET search_path = public, pg_temp AS $$
DECLARE
    place jsonb;
    first integer;
    masked integer;
BEGIN
    IF jsonb_typeof(places) IS DISTINCT FROM 'array' THEN
        first := CASE WHEN value ~* '^https?://' THEN strpos(value, '//') + 1 ELSE 0 END;
        places := jsonb_build_array(jsonb_build_array(first, length(value)));
    END IF;
    FOR place IN SELECT jsonb_array_elements(places) LOOP
        first := (place ->> 0)::integer;
        masked := (place ->> 1)::integer - first;
        IF first < 0 OR masked < 0 OR first + masked > length(value) THEN
            RAISE EXCEPTION 'These words are no longer where they were.'
                USING ERRCODE = 'serialization_failure';
        END IF;
        value := overlay(value PLACING repeat(U&'\2588', masked) FROM first + 1 FOR masked);
    END LOOP;
    RETURN value;
END $$;

CREATE FUNCTION get_key_column(relation regclass) RETURNS name LANGUAGE sql STABLE
SET search_path = public, pg_temp AS $$
    SELECT a.attname FROM pg_index i
        JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = i.indkey[0]
        WHERE i.indrelid = relation AND i.indisprimary
$$;

-- A place could name a temporary table, whose policies or casts would run statements of the
-- application's role with the rights of the owner.
CREATE FUNCTION require_own_tables(places jsonb) RETURNS void LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
BEGIN
    IF EXISTS (SELECT FROM jsonb_array_elements(places) AS place WHERE NOT EXISTS (
            SELECT FROM pg_class WHERE relname = place ->> 'table' AND relkind = 'r'
            AND relnamespace = 'public'::regnamespace)) THEN
        RAISE EXCEPTION 'Nothing is removed from other tables.' USING ERRCODE = 'check_violation';
    END IF;
END $$;

-- Words are removed from one column of one row, `place`: {table, row, column, spans}. Digests without
-- a salt go with the words: a snapshot gets that of its new text, and stored bytes a random one.
CREATE FUNCTION remove_words_from_cell(place jsonb) RETURNS void LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
DECLARE
    changed regclass := (place ->> 'table')::regclass;
    key name := get_key_column(changed);
    kind text;
    expression text;
    digest text := '';
    changed_rows integer;
BEGIN
    SELECT format_type(atttypid, atttypmod) INTO STRICT kind FROM pg_attribute
        WHERE attrelid = changed AND attname = place ->> 'column' AND attgenerated = '';
    expression := CASE WHEN kind = 'bytea' THEN '''''::bytea'
        WHEN place ->> 'column' = 'content' AND place ->> 'spans' IS NULL
            AND changed = 'claims_submission'::regclass
            THEN 'canonical_json(hide_record_words(content::jsonb))'
        -- A directive without some of its words finds nothing.
        WHEN place ->> 'column' = 'directive' THEN ''''''
        ELSE format('mask_words(%I::text, $1)::%s', place ->> 'column', kind) END;
    digest := CASE concat_ws('.', place ->> 'table', place ->> 'column')
        WHEN 'claims_submission.content' THEN ', salt = '''''
        WHEN 'sources_snapshot.text'
            THEN ', sha256 = encode(sha256(convert_to(mask_words(text, $1), ''UTF8'')), ''hex'')'
        WHEN 'sources_rawdocument.compressed' THEN ', size = 0, sha256 = encode(sha256(
            convert_to(gen_random_uuid()::text || gen_random_uuid()::text, ''UTF8'')), ''hex'')'
        ELSE '' END;
    EXECUTE format('UPDATE %s SET %I = %s%s WHERE %I::text = $2',
        changed, place ->> 'column', expression, digest, key)
        USING place -> 'spans', place ->> 'row';
    GET DIAGNOSTICS changed_rows = ROW_COUNT;
    IF changed_rows <> 1 THEN
        RAISE EXCEPTION 'The row is no longer there.' USING ERRCODE = 'serialization_failure';
    END IF;
END $$;

-- The salts with which the ledger commits to a row go, so that no one can find its words by guessing;
-- the digests stay.
CREATE FUNCTION forget_salts(changed text, changed_id text) RETURNS void LANGUAGE sql
SET search_path = public, pg_temp AS $$
    WITH erased AS (SELECT jsonb_build_object('id',
        CASE WHEN changed_id ~ '^[0-9]+$' THEN changed_id::bigint END, 'kind', CASE changed
        WHEN 'claims_submission' THEN 'submission' WHEN 'claims_review' THEN 'review'
        WHEN 'claims_transition' THEN 'transition' WHEN 'claims_change' THEN 'change'
        WHEN 'claims_evidence' THEN 'evidence' WHEN 'claims_reviewcomment' THEN 'review_comment'
        WHEN 'claims_reviewcommentresolution' THEN 'review_comment_resolution'
        WHEN 'claims_blindrating' THEN 'blind_rating' WHEN 'sources_passage' THEN 'passage'
        WHEN 'sources_translation' THEN 'translation' WHEN 'sources_snapshot' THEN 'snapshot'
        WHEN 'sources_articletext' THEN 'article_text'
        WHEN 'sources_rawdocument' THEN 'document' END) AS row)
    UPDATE claims_ledgerentry SET decisions = (SELECT jsonb_agg(
            CASE WHEN decision @> erased.row THEN decision - 'salt' ELSE decision END
            ORDER BY position)
        FROM jsonb_array_elements(decisions) WITH ORDINALITY AS element (decision, position))
    FROM erased WHERE decisions @> jsonb_build_array(erased.row)
$$;

-- The quotations in these places that do not say the same in their snapshot, in the passage with its
-- context, and in each record that quotes them.
CREATE FUNCTION list_torn_quotations(places jsonb) RETURNS SETOF bigint LANGUAGE sql STABLE
SET search_path = public, pg_temp AS $$
    WITH quotation AS (SELECT p.*, s.text FROM sources_passage p
        JOIN sources_snapshot s ON s.id = p.snapshot_id
        WHERE EXISTS (SELECT FROM jsonb_array_elements(places) AS place WHERE place ->> 'row' =
            CASE place ->> 'table' WHEN 'sources_passage' THEN p.id::text
                WHEN 'sources_snapshot' THEN s.id::text END))
    SELECT id FROM quotation WHERE substr(text, start + 1, "end" - start) <> exact
        OR right(left(text, start), length(before)) <> before
        OR substr(text, "end" + 1, length(after)) <> after
    UNION SELECT q.id FROM quotation q
        JOIN claims_evidence e ON e.passage_id = q.id
        JOIN claims_submission s ON s.verdict_id = e.verdict_id
        CROSS JOIN jsonb_path_query(s.content::jsonb, '$.**.passage') AS quoted
        WHERE quoted ->> 'id' = q.public_id AND quoted ->> 'exact' <> q.exact
$$;

-- Words are removed from all these places, and tombstones name them. Only the owner can switch
-- triggers off, so that this is refused to every other role unless a function of the owner calls it.
CREATE FUNCTION remove_words_from_places(number text, places jsonb, at timestamptz) RETURNS void
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
    changed text;
    place jsonb;
    tables text[] := ARRAY(SELECT DISTINCT element ->> 'table'
        FROM jsonb_array_elements(places) AS element ORDER BY 1);
    torn bigint[] := ARRAY(SELECT list_torn_quotations(places));
BEGIN
    PERFORM require_own_tables(places);
    IF tables && ARRAY['claims_ledgerentry', 'claims_tombstone', 'claims_sealedoriginal',
            'claims_personrequestconfirmation', 'accounts_user'] THEN
        RAISE EXCEPTION 'Nothing is removed from this table.' USING ERRCODE = 'check_violation';
    END IF;
    SET CONSTRAINTS ALL IMMEDIATE;
    tables := tables || ARRAY['claims_ledgerentry', 'sources_snapshottimestamp'];
    FOREACH changed IN ARRAY tables LOOP
        EXECUTE format('ALTER TABLE %s DISABLE TRIGGER USER', changed::regclass);
    END LOOP;
    FOR place IN SELECT jsonb_array_elements(places) LOOP
        PERFORM remove_words_from_cell(place);
        PERFORM forget_salts(place ->> 'table', place ->> 'row');
        INSERT INTO claims_tombstone (request, table_name, row_id, column_name, spans, removed_at)
            VALUES (number, place ->> 'table', place ->> 'row', place ->> 'column',
                nullif(place -> 'spans', 'null'), at);
    END LOOP;
    -- A timestamp has the digest of the text without a salt.
    DELETE FROM sources_snapshottimestamp WHERE snapshot_id::text IN (
        SELECT element ->> 'row' FROM jsonb_array_elements(places) AS element
        WHERE element ->> 'table' = 'sources_snapshot');
    IF EXISTS (SELECT FROM list_torn_quotations(places) AS id WHERE id <> ALL (torn)) THEN
        RAISE EXCEPTION 'A quotation says the same in its snapshot and in each record.'
            USING ERRCODE = 'data_exception';
    END IF;
    FOREACH changed IN ARRAY tables LOOP
        EXECUTE format('ALTER TABLE %s ENABLE TRIGGER USER', changed::regclass);
    END LOOP;
    SET CONSTRAINTS ALL DEFERRED;
END $$;

-- The claims to which the rows that a decision names belong; a hold on one of them refuses the
-- removal.
CREATE FUNCTION list_places_claims(places jsonb) RETURNS SETOF bigint LANGUAGE plpgsql STABLE
SET search_path = public, pg_temp AS $$
DECLARE
    named record;
    content jsonb;
BEGIN
    FOR named IN SELECT DISTINCT place ->> 'table' AS relation, place ->> 'row' AS id
            FROM jsonb_array_elements(places) AS place LOOP
        EXECUTE format('SELECT to_jsonb(t) FROM %s AS t WHERE %I::text = $1',
            named.relation::regclass, get_key_column(named.relation::regclass))
            INTO content USING named.id;
        RETURN QUERY SELECT list_claims_of(named.relation, content);
    END LOOP;
END $$;

-- What the decision names is removed. It was confirmed in this transaction, and nothing of a claim
-- on hold is removed.
CREATE FUNCTION remove_words(decision bigint) RETURNS void LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp AS $$
DECLARE
    decided claims_personrequestdecision;
    number text;
    moment timestamptz;
BEGIN
    SELECT * INTO decided FROM claims_personrequestdecision WHERE id = decision;
    SELECT r.public_id INTO number FROM claims_personrequest r WHERE r.id = decided.request_id;
    SELECT confirmed_at INTO moment FROM claims_personrequestconfirmation c
        WHERE c.decision_id = decision AND c.confirmed_by_id <> decided.decided_by_id
        AND may_decide_request(c.confirmed_by_id) AND may_decide_request(decided.decided_by_id);
    IF moment IS NULL OR decided.outcome NOT IN ('anonymise', 'erase') THEN
        RAISE EXCEPTION 'Words are removed by two editors.' USING ERRCODE = 'check_violation';
    END IF;
    PERFORM require_own_tables(decided.places);
    PERFORM FROM claims_claim WHERE id IN (SELECT list_places_claims(decided.places))
        ORDER BY id FOR UPDATE;
    IF EXISTS (SELECT FROM list_places_claims(decided.places) AS claim WHERE is_on_hold(claim)) THEN
        RAISE EXCEPTION 'A claim is on hold: nothing of it is removed.'
            USING ERRCODE = 'restrict_violation';
    END IF;
    IF EXISTS (SELECT FROM claims_tombstone t WHERE t.request = number) THEN
        RAISE EXCEPTION 'The words were removed already.' USING ERRCODE = 'restrict_violation';
    END IF;
    PERFORM remove_words_from_places(number, decided.places, moment);
END $$;
