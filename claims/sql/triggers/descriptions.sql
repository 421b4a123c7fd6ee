-- Nothing that readers see changes without an entry in the ledger. Published records never change. What
-- is shown as it is today gets an entry whenever it changes, whoever changes it and how: descriptions
-- of sources, publishers and claimants, topics, the rating scale, bylines, and what the checks of a
-- quotation found. Entries name codes and identifiers only: the earlier byline of a person is nowhere.
--
-- The triggers append entries as the owner of the ledger, and only the owner can append these
-- (event_took_place). They are deferred, because the ledger is locked until the transaction ends. A
-- transaction that changes the same thing twice appends one entry.

CREATE FUNCTION append_own_entry(event text, details jsonb, claim text, revision integer) RETURNS void
LANGUAGE sql SET search_path = public, pg_temp AS $$
    INSERT INTO claims_ledgerentry (event, claim_id, revision, recorded_at, details)
    VALUES (event, claim, revision, now(), details)
    ON CONFLICT DO NOTHING
$$;

-- A table of the application's role cannot use the triggers of this file.
CREATE FUNCTION require_own_table(schema_name text) RETURNS void LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
BEGIN
    IF schema_name <> 'public' THEN
        RAISE EXCEPTION 'This trigger belongs to other tables.' USING ERRCODE = 'restrict_violation';
    END IF;
END $$;

-- ── what was published ────────────────────────────────────────────────────────────────────────────
-- In any state: what is suspended can be reinstated.
CREATE FUNCTION was_source_published(source bigint) RETURNS boolean LANGUAGE sql STABLE
SET search_path = public, pg_temp AS $$
    SELECT EXISTS (SELECT FROM sources_snapshot sn
        JOIN sources_passage p ON p.snapshot_id = sn.id
        WHERE sn.source_id = source AND (
            EXISTS (SELECT FROM claims_evidence e JOIN claims_verdict v ON v.id = e.verdict_id
                WHERE e.passage_id = p.id AND v.published_at IS NOT NULL)
            OR EXISTS (SELECT FROM claims_submission s JOIN claims_verdict v ON v.submission_id = s.id
                WHERE s.appearance_passages @> ARRAY[p.public_id]::text[]
                AND v.published_at IS NOT NULL)))
$$;

CREATE FUNCTION was_description_published(kind text, row_id bigint) RETURNS boolean
LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
    SELECT CASE kind
        WHEN 'source' THEN was_source_published(row_id)
        WHEN 'publisher' THEN EXISTS (SELECT FROM sources_source s
            WHERE s.publisher_id = row_id AND was_source_published(s.id))
        WHEN 'claimant' THEN EXISTS (SELECT FROM claims_claimant cl
            JOIN claims_submission s ON s.claimant_id = cl.public_id
            JOIN claims_verdict v ON v.submission_id = s.id
            WHERE cl.id = row_id AND v.published_at IS NOT NULL)
        WHEN 'topic' THEN EXISTS (SELECT FROM claims_claim_topics ct
            JOIN claims_verdict v ON v.claim_id = ct.claim_id
            WHERE ct.topic_id = row_id AND v.published_at IS NOT NULL)
        WHEN 'rating' THEN EXISTS (SELECT FROM claims_verdict v WHERE v.published_at IS NOT NULL)
        WHEN 'writer' THEN EXISTS (SELECT FROM claims_verdict v
            WHERE v.published_at IS NOT NULL AND (row_id IN (v.approved_by_id, v.published_by_id)
            OR EXISTS (SELECT FROM claims_contributor c
                WHERE c.verdict_id = v.id AND c.user_id = row_id)))
    END
$$;

-- ── descriptions and bylines ──────────────────────────────────────────────────────────────────────
-- The arguments: the kind of thing, the column that identifies it in public, and what readers see.
CREATE FUNCTION record_description() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp AS $$
DECLARE
    kind text := TG_ARGV[0];
    fields jsonb;
BEGIN
    PERFORM require_own_table(TG_TABLE_SCHEMA);
    SELECT jsonb_agg(regexp_replace(field, '_id$', '')) INTO fields FROM unnest(TG_ARGV[2:]) AS field
        WHERE to_jsonb(NEW) -> field IS DISTINCT FROM to_jsonb(OLD) -> field;
    IF fields IS NOT NULL AND was_description_published(kind, NEW.id) THEN
        PERFORM append_own_entry(
            CASE kind WHEN 'writer' THEN 'byline_changed' ELSE 'description_changed' END,
            jsonb_build_object('kind', kind, 'id', to_jsonb(NEW) -> TG_ARGV[1], 'fields', fields),
            '', NULL);
    END IF;
    RETURN NULL;
END $$;

CREATE CONSTRAINT TRIGGER enforce_description_is_recorded AFTER UPDATE ON sources_source
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION record_description(
        'source', 'public_id', 'kind', 'title', 'author', 'publisher_id', 'url', 'original_url',
        'published_on', 'published_precision', 'language', 'provenance_note');
CREATE CONSTRAINT TRIGGER enforce_description_is_recorded AFTER UPDATE ON sources_publisher
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
    EXECUTE FUNCTION record_description('publisher', 'public_id', 'name');
CREATE CONSTRAINT TRIGGER enforce_description_is_recorded AFTER UPDATE ON claims_claimant
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION record_description(
        'claimant', 'public_id', 'name', 'kind', 'public_role', 'description', 'same_as');
CREATE CONSTRAINT TRIGGER enforce_description_is_recorded AFTER UPDATE ON claims_topic
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
    EXECUTE FUNCTION record_description('topic', 'slug', 'name', 'description');
CREATE CONSTRAINT TRIGGER enforce_description_is_recorded AFTER INSERT OR UPDATE ON claims_rating
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION record_description(
        'rating', 'code', 'label', 'definition', 'polarity', 'number', 'order', 'tone', 'in_use');
CREATE CONSTRAINT TRIGGER enforce_byline_is_recorded AFTER UPDATE ON accounts_user
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (OLD.byline IS DISTINCT FROM NEW.byline)
    EXECUTE FUNCTION record_description('writer', 'public_id', 'byline');

-- ── what is shown with a claim ────────────────────────────────────────────────────────────────────
-- The arguments: what readers see, and the columns that refer to the claims that it belongs to.
CREATE FUNCTION record_claim_description() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp AS $$
DECLARE
    claim record;
BEGIN
    PERFORM require_own_table(TG_TABLE_SCHEMA);
    FOR claim IN
        WITH published AS (
            SELECT key, c.public_id, v.revision
            FROM unnest(ARRAY[to_jsonb(OLD), to_jsonb(NEW)]) AS version
            CROSS JOIN unnest(TG_ARGV[1:]) AS key
            JOIN claims_claim c ON c.id = (version ->> key)::bigint
            JOIN claims_verdict v ON v.claim_id = c.id AND v.published_at IS NOT NULL
        )
        SELECT public_id, max(revision) AS revision FROM published
        -- A relation is shown if both claims are public.
        WHERE (SELECT count(DISTINCT key) FROM published) = TG_NARGS - 1
        GROUP BY public_id ORDER BY public_id
    LOOP
        PERFORM append_own_entry('description_changed', jsonb_build_object(
            'kind', 'claim', 'id', claim.public_id, 'fields', jsonb_build_array(TG_ARGV[0])),
            claim.public_id, claim.revision);
    END LOOP;
    RETURN NULL;
END $$;

CREATE CONSTRAINT TRIGGER enforce_topics_are_recorded
    AFTER INSERT OR UPDATE OR DELETE ON claims_claim_topics DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW EXECUTE FUNCTION record_claim_description('topics', 'claim_id');
CREATE CONSTRAINT TRIGGER enforce_relation_is_recorded AFTER INSERT ON claims_claimrelation
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
    EXECUTE FUNCTION record_claim_description('related_claims', 'from_claim_id', 'to_claim_id');
-- The copy in a web archive that readers get in place of a source (views/archived_sources.sql).
CREATE CONSTRAINT TRIGGER enforce_new_copy_is_recorded AFTER INSERT ON claims_appearance
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (NEW.archived_url <> '')
    EXECUTE FUNCTION record_claim_description('archived_url', 'claim_id');
CREATE CONSTRAINT TRIGGER enforce_removed_copy_is_recorded AFTER DELETE ON claims_appearance
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (OLD.archived_url <> '')
    EXECUTE FUNCTION record_claim_description('archived_url', 'claim_id');
CREATE CONSTRAINT TRIGGER enforce_copy_is_recorded AFTER UPDATE ON claims_appearance
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
    WHEN ((OLD.archived_url <> '' OR NEW.archived_url <> '')
        AND (OLD.archived_url, OLD.url, OLD.passage_id, OLD.claim_id)
            IS DISTINCT FROM (NEW.archived_url, NEW.url, NEW.passage_id, NEW.claim_id))
    EXECUTE FUNCTION record_claim_description('archived_url', 'claim_id');
CREATE CONSTRAINT TRIGGER enforce_claimant_is_recorded AFTER UPDATE ON claims_claim
    DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW WHEN (OLD.claimant_id IS DISTINCT FROM NEW.claimant_id)
    EXECUTE FUNCTION record_claim_description('claimant', 'id');

-- ── checks of quotations ──────────────────────────────────────────────────────────────────────────
-- What readers are told about a quotation now: what the last check found, as far as it is shown.
CREATE FUNCTION get_shown_outcome(passage text) RETURNS text LANGUAGE sql STABLE
SET search_path = public, pg_temp AS $$
    SELECT CASE WHEN gone THEN 'gone' WHEN outcome IN ('normalised', 'moved') THEN 'exact'
        ELSE outcome END
    FROM public_quote_check WHERE passage_id = passage AND outcome IS NOT NULL
    ORDER BY checked_at DESC, id DESC LIMIT 1
$$;

CREATE INDEX claims_ledgerentry_source_check ON claims_ledgerentry ((details ->> 'id'), number)
    WHERE event = 'source_check_changed';

-- An entry only if it is another outcome than that of the last entry. Before the first one, the words
-- are as they were quoted.
CREATE FUNCTION append_source_check(passage text) RETURNS void LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
DECLARE
    outcome text := get_shown_outcome(passage);
BEGIN
    IF outcome IS DISTINCT FROM coalesce((SELECT details ->> 'outcome' FROM claims_ledgerentry
            WHERE event = 'source_check_changed' AND details ->> 'id' = passage
            ORDER BY number DESC LIMIT 1), 'exact') AND outcome IS NOT NULL THEN
        PERFORM append_own_entry('source_check_changed', jsonb_build_object(
            'kind', 'passage', 'id', passage, 'outcome', outcome), '', NULL);
    END IF;
END $$;

CREATE FUNCTION record_source_check() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM require_own_table(TG_TABLE_SCHEMA);
    PERFORM append_source_check(public_id) FROM sources_passage WHERE id = NEW.passage_id;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER enforce_source_check_is_recorded AFTER INSERT ON sources_quotecheck
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION record_source_check();

-- Readers see what an editor confirmed, and the notes of a publisher about its own text.
CREATE FUNCTION record_shown_finding() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM require_own_table(TG_TABLE_SCHEMA);
    PERFORM append_source_check(public_id) FROM (
        SELECT DISTINCT p.public_id FROM sources_retrieval r
        JOIN sources_snapshot sn ON sn.source_id = r.source_id
        JOIN sources_passage p ON p.snapshot_id = sn.id
        WHERE r.id = NEW.shown_retrieval_id ORDER BY p.public_id) AS shown;
    IF NEW.kind = 'notice' THEN
        PERFORM append_own_entry('source_check_changed', jsonb_build_object(
                'kind', 'source', 'id', src.public_id, 'outcome', 'notice'), '', NULL)
            FROM sources_retrieval r JOIN sources_source src ON src.id = r.source_id
            WHERE r.id = NEW.shown_retrieval_id;
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER enforce_shown_finding_is_recorded AFTER UPDATE ON claims_sourcealert
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
    WHEN (NEW.shown_retrieval_id IS NOT NULL AND OLD.decided_at IS DISTINCT FROM NEW.decided_at)
    EXECUTE FUNCTION record_shown_finding();
